"""`pairs:` of a subscription -> the rules that are bound to these pairs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from monitor.config import AskedPair, Digests
from monitor.errors import ConfigError, Problem
from monitor.lexicon import Lexicon
from monitor.matching.facts import Event, Figure
from monitor.matching.part import Part
from monitor.matching.rules import Rule
from monitor.matching.syntax import Not
from monitor.matching.words import ANY, Names

Side = frozenset[str] | None  # ids of countries, None = any
Two = tuple[Side, Side]


def with_pairs(digests: Digests, rules: Sequence[Rule], lexicon: Lexicon, name: str) -> Digests:
    """`digests`, each subscription with the rules of its pairs behind those it names. Raises ConfigError.

    A rule is bound to pairs where every pair() in it, outside `not`, names one of them or one inside it; a rule without
    a pair() is, where its event() and figure() calls with two sides do.
    """
    names, bound_to = Names(lexicon), [(rule, _pairs_of(rule)) for rule in rules]
    problems: list[Problem] = []
    subscriptions = []
    for subscription in digests.subscriptions:
        asked: list[tuple[AskedPair, Two]] = []
        for pair in digests.pairs.get(subscription.id, ()):
            try:
                asked.append((pair, _sides(pair, names, name)))
            except ConfigError as fault:
                problems += fault.problems
        found = [each for each in bound_to if each[1] and all(any(_in(two, a) for _, a in asked) for two in each[1])]
        for pair, sides in asked:
            if not any(_in(two, sides) for _, pairs in found for two in pairs):
                sentence = f"no rule is bound to {pair.a} and {pair.b}"
                problems.append(Problem(name, *pair.place_a, sentence, _suggestion(pair, rules)))
        chosen = dict.fromkeys([*subscription.rules, *(rule.id for rule, _ in found)])
        subscriptions.append(replace(subscription, rules=tuple(chosen)))
    if problems:
        raise ConfigError(*problems)
    return replace(digests, subscriptions=tuple(subscriptions))


def _sides(pair: AskedPair, names: Names, name: str) -> Two:
    sides = []
    problems: list[Problem] = []
    for word, place in ((pair.a, pair.place_a), (pair.b, pair.place_b)):
        try:
            sides.append(_side(word, names))
        except ValueError as fault:
            problems.append(Problem(name, *place, f"'{word}' is no country", str(fault)))
    if not problems and sides[0] == sides[1] and (sides[0] is None or len(sides[0]) == 1):
        problems.append(Problem(name, *pair.place_a, f"'{pair.a}' and '{pair.b}' are no pair", "name two countries"))
    if problems:
        raise ConfigError(*problems)
    return sides[0], sides[1]


def _suggestion(pair: AskedPair, rules: Iterable[Rule]) -> str:
    there = sorted({" and ".join(rule.pair) for rule in rules if rule.pair})
    known = f"; pairs with rules: {', '.join(there)}" if there else ""
    return f"'monitor rules new --pair {pair.a} {pair.b}' writes one{known}"


def _side(word: str, names: Names) -> Side:
    """The countries that a word means, by id. Raises ValueError with what may have been meant."""
    if word.lower() == ANY:
        return None
    found = names.ids(word)
    if not found and len(word) == 2 and names.ids(word.upper()):
        raise ValueError(f"codes of countries are written in capitals: {word.upper()}")
    if not found:
        raise ValueError(names.suggestion(word) or "a name, an ISO code in capitals, or a group, as in KZ")
    if any(not names.iso(each) for each in found):
        raise ValueError("a pair is made of countries and groups of countries")
    return frozenset(found)


def _pairs_of(rule: Rule) -> list[Two]:
    """What a rule is bound to: its pairs, or without any the two sides of its events and figures."""
    parts = list(_parts(rule.when.root))
    two = [part.sides for part in parts if part.sides]
    if not two:
        facts = [part.fact for part in parts if isinstance(part.fact, Event | Figure)]
        two = [(fact.sides[0], fact.sides[1]) for fact in facts if len(fact.sides) == 2]
    return [(_set(a), _set(b)) for a, b in two]


def _set(names: tuple[str, ...] | None) -> Side:
    return None if names is None else frozenset(names)


def _parts(part: Part) -> Iterator[Part]:
    """A part and all inside it, but for what stands under `not`."""
    if isinstance(part.node, Not):
        return
    yield part
    for inner in part.parts:
        yield from _parts(inner)


def _in(two: Two, asked: Two) -> bool:
    return _within(two, asked) or _within(two[::-1], asked)


def _within(two: Sequence[Side], asked: Two) -> bool:
    pairs = zip(two, asked, strict=True)
    return all(wanted is None or (names is not None and names <= wanted) for names, wanted in pairs)
