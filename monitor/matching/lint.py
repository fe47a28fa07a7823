"""Notes on rules that load and pass, and are yet hardly what their writer meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from monitor.errors import Problem
from monitor.lexicon import Lexicon, NameDef
from monitor.matching import conditions as c
from monitor.matching.expressions import Expression
from monitor.matching.facts import Event, Figure
from monitor.matching.needs import Nothing
from monitor.matching.never import never
from monitor.matching.part import Condition, Part
from monitor.matching.rules import Rule
from monitor.matching.syntax import All, Call, Count, Not
from monitor.model import fact as read
from monitor.model.article import Article
from monitor.model.mention import Scan
from monitor.model.source import Source


def lint(
    rules: Sequence[Rule],
    lexicon: Lexicon,
    sources: Iterable[Source] = (),
    skips: Mapping[str, int] | None = None,
) -> tuple[Problem, ...]:
    """Notes with their places, in the order of files and lines; none stops a rule.

    `sources`: the feeds that are asked, empty = source() and lang() are not compared with them. `skips`: the number of
    `skip` examples of each rule by its id, None = not counted.
    """
    feeds = tuple(sources)
    notes: list[Problem] = []
    for rule in rules:
        notes += _of_rule(rule, feeds)
        if skips is not None and not skips.get(rule.id):
            sentence = f"the rule '{rule.id}' has no example of what it must leave alone"
            notes.append(Problem(rule.file, rule.line, 0, sentence, "add a near miss under examples: skip:"))
    notes += _same(rules)
    notes += _names(rules, lexicon)
    return tuple(sorted(dict.fromkeys(notes)))


# -- one rule


def _of_rule(rule: Rule, feeds: tuple[Source, ...]) -> Iterator[Problem]:
    when = rule.when
    cannot = next(never([when.root]), None)
    if cannot:
        yield when.place.problem(
            cannot.at, f"the rule '{rule.id}' can never match: {cannot.why}", "take one of them out"
        )
    for _, raised in rule.priorities:
        fault = None if cannot else next(never([when.root, raised.root]), None)
        inside = fault and next(never([raised.root]), None)
        if fault:
            why = fault.why if inside else f"'{raised.text}' and `when` exclude each other"
            yield raised.place.problem(inside.at if inside else 0, f"this priority can never be reached: {why}")
    yield from _useless_priorities(rule)
    for condition in (when, *(raised for _, raised in rule.priorities)):
        for part in _walk(condition.root):
            yield from _of_part(condition, part)
        yield from _without_feed(condition, feeds)
    if when.expressions and isinstance(when.need, Nothing):
        cure = "join it by 'and' with a name or a quoted text, so that only articles with that are searched"
        yield when.place.problem(0, f"the rule '{rule.id}' searches every article with re(), which is costly", cure)


def _useless_priorities(rule: Rule) -> Iterator[Problem]:
    """A priority that every match gets, and one that a higher one always takes away."""
    asked = {part.text for part in rule.when.parts} | {rule.when.text}
    higher: list[tuple[str, set[str]]] = []
    for level, raised in rule.priorities:
        texts = {part.text for part in raised.parts}
        if texts <= asked or raised.text in asked:
            sentence = f"this holds wherever the rule '{rule.id}' does, so every match of it is {level}"
            yield raised.place.problem(0, sentence, "ask for something more than `when` does")
        taken = next((name for name, other in higher if other <= texts), "")
        if taken:
            yield raised.place.problem(
                0, f"the priority {level} is never given: where this holds, {taken} does as well"
            )
        higher.append((level, texts))


def _of_part(condition: Condition, part: Part) -> Iterator[Problem]:
    node, place = part.node, condition.place
    if isinstance(node, Count):
        texts = [inner.text for inner in part.parts]
        twice = next((inner for at, inner in enumerate(part.parts) if inner.text in texts[:at]), None)
        if twice:
            sentence = f"'{twice.text}' stands twice in '{node.least} of', and counts twice where it holds"
            yield place.problem(twice.node.at, sentence, "leave one of them out")
    if isinstance(part.fact, Event | Figure) and not part.fact.sides:
        sentence = f"'{part.text}' may be of anybody, in any paragraph"
        assert isinstance(node, Call)
        cure = f"name its sides, as in {node.name}({'visit' if node.name == 'event' else 'turnover'}, azerbaijan, any)"
        yield place.problem(node.at, sentence, cure)


def _walk(part: Part) -> Iterator[Part]:
    yield part
    for inner in part.parts:
        yield from _walk(inner)


# -- source() and lang() against the feeds there are


@dataclass(frozen=True, slots=True)
class _OfFeed:
    """An article of a feed that says nothing: all that source() and lang() look at."""

    article: Article
    scan: Scan
    mentions: Mapping[str, c.Found]
    story: None = None

    def pair(self, a: c.Sides, b: c.Sides) -> c.Found | None:
        """Nothing is told."""

    def pair_reason(self, a: c.Sides, b: c.Sides) -> str:  # noqa: ARG002  # the shape of Facts
        """Nobody is named."""
        return ""

    def about(self, name: str) -> c.Found:  # noqa: ARG002  # the shape of Facts
        """It is about nothing."""
        return ()

    def searched(self, wanted: Expression) -> c.Found:  # noqa: ARG002  # the shape of Facts
        """Nothing stands in it."""
        return ()

    def dealing(self, a: c.Sides, b: c.Sides) -> None:
        """Nobody is named."""

    @property
    def events(self) -> tuple[read.Event, ...]:
        """Nothing happens."""
        return ()

    @property
    def figures(self) -> tuple[read.Figure, ...]:
        """It gives no amount."""
        return ()

    @property
    def quotes(self) -> tuple[read.Quote, ...]:
        """Nobody speaks."""
        return ()

    @property
    def published(self) -> None:
        """At no time."""

    def conflicts(self, figure: read.Figure) -> bool:  # noqa: ARG002  # the shape of Facts
        """Nothing contradicts."""
        return False

    def side(self, name: str) -> str:  # noqa: ARG002  # the shape of Facts
        """No name is known."""
        return ""

    def called(self, name: str) -> str:
        """As it is."""
        return name


def _without_feed(condition: Condition, feeds: tuple[Source, ...]) -> Iterator[Problem]:
    """Parts that look at the feed and that no feed fits; those joined by `and` are asked of one feed together."""
    joined: set[int] = set()
    for part in _walk(condition.root) if feeds else ():
        inside = part.parts if isinstance(part.node, All) else () if part.node.at in joined else (part,)
        asked = [inner for inner in inside if _looks_at_feed(inner)]
        joined.update(inner.node.at for inner in asked)
        joined.update(inner.parts[0].node.at for inner in asked if isinstance(inner.node, Not))
        if asked and not any(_fits(asked, feed) for feed in feeds):
            text = " and ".join(inner.text for inner in asked)
            yield condition.place.problem(asked[0].node.at, f"no feed that is asked fits '{text}'", "see sources.yaml")


def _looks_at_feed(part: Part) -> bool:
    node = part.parts[0].node if isinstance(part.node, Not) else part.node
    return isinstance(node, Call) and node.name in ("source", "lang")


def _fits(asked: Iterable[Part], feed: Source) -> bool:
    article = Article("", "", "", "", feed.language, source=feed)
    view = c.View(_OfFeed(article, Scan("", "", (), (), 0), {}), {})
    return all((_of_language(part) and not feed.language) or part.test(view) is not None for part in asked)


def _of_language(part: Part) -> bool:
    node = part.parts[0].node if isinstance(part.node, Not) else part.node
    return isinstance(node, Call) and node.name == "lang"


# -- rules beside each other, names beside each other


def _same(rules: Iterable[Rule]) -> Iterator[Problem]:
    first: dict[tuple[str, frozenset[str]], Rule] = {}
    for rule in rules:
        other = first.setdefault((rule.when.text, rule.when.uses), rule)
        if other is not rule:
            sentence = f"the rule '{rule.id}' asks for the very same as '{other.id}' ({other.file}:{other.line})"
            yield rule.when.place.problem(
                0, sentence, "keep one of them, and put both readers' needs into digests.yaml"
            )


def _names(rules: Iterable[Rule], lexicon: Lexicon) -> Iterator[Problem]:
    used: dict[str, set[str]] = defaultdict(set)
    for rule in rules:
        for condition in (rule.when, *(raised for _, raised in rule.priorities)):
            used[rule.file] |= condition.uses
    local = [name for name in lexicon.names.values() if name.file in used and name.kind != "group"]
    common = [name for name in lexicon.names.values() if name.file not in used]
    words = {word: name for name in common for word in _words(name)}
    for name in local:
        word = _words(name)[0].replace("_", "-")
        if name.id not in used[name.file]:
            yield _at(name, f"the name '{word}' is not used in this file", "use it or take it out")
        hidden = next((words[each] for each in _words(name) if each in words), None)
        if hidden:
            sentence = f"in this file '{word}' no longer means '{hidden.id}'{_where(hidden)}"
            yield _at(name, sentence, "choose another word, unless that is meant")
    yield from _overlaps(local, common)


def _overlaps(local: Sequence[NameDef], common: Sequence[NameDef]) -> Iterator[Problem]:
    """One form of two names: of two sides, or of a file's own name and one of the lexicon."""
    owners: dict[tuple[object, ...], NameDef] = {}
    for name in (*common, *local):
        for _, form in name.strong:
            key = tuple((word.stem, word.ending, word.star) for word in form.words)
            other = owners.setdefault(key, name)
            sides = bool(other.side and name.side and other.side != name.side)
            mine = name in local and other not in local
            if other is not name and (sides or mine) and (name.file or other.file):
                here, there = (name, other) if name.file else (other, name)
                meant = "take it from one of them" if sides else f"'{other.id}' will do in its place"
                yield _at(here, f"'{form.text}' is also a form of '{there.id}'{_where(there)}", meant)
                break


def _words(name: NameDef) -> list[str]:
    words = (name.id.partition(".")[2] or name.id, *name.aliases)
    return [word.replace("-", "_").casefold() for word in words]


def _where(name: NameDef) -> str:
    return f" ({name.file}:{name.line})" if name.file else ""


def _at(name: NameDef, sentence: str, cure: str) -> Problem:
    return Problem(name.file, name.line, name.column, sentence, cure)
