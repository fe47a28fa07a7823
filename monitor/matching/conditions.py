"""Conditions at work: closures over one article's mentions and facts, answering with the words that decided."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import NamedTuple, Protocol

from monitor.matching.expressions import Expression, TooSlow
from monitor.model.article import Article
from monitor.model.fact import Dealing, Event, Figure, Quote
from monitor.model.mention import Mention, Scan
from monitor.model.story import StoryFacts

Found = tuple[Mention, ...]  # the mentions that made a part true; may be empty ('not sport' has none)
Sides = tuple[str, ...] | None  # dotted ids of countries, any one of which will do; None = any country


class Facts(Protocol):
    """What is known of one article beyond its words; `judge` supplies it, so that matching need not know reading."""

    @property
    def article(self) -> Article:
        """The article itself: its language and its source."""

    @property
    def scan(self) -> Scan:
        """Where names stand in it."""

    @property
    def mentions(self) -> Mapping[str, Found]:
        """The scan's mentions by name, each in reading order."""

    def pair(self, a: Sides, b: Sides) -> Found | None:
        """What shows dealings between a country of `a` and another of `b`, None if nothing does."""

    def pair_reason(self, a: Sides, b: Sides) -> str:
        """Why there are no dealings although two of these countries are named; "" if they are not, or if there are."""

    def dealing(self, a: Sides, b: Sides) -> Dealing | None:
        """The score of the pair that holds, else of the one that comes nearest; None if no two of them are named."""

    def about(self, name: str) -> Found:
        """What shows that the article is about `name`, empty if it is not."""

    def searched(self, wanted: Expression) -> Found:
        """Where an expression stands in the original text. Raises TooSlow, each time it is asked."""

    @property
    def events(self) -> Sequence[Event]:
        """What happened, in reading order; read when first asked for, as are figures and quotes."""

    @property
    def figures(self) -> Sequence[Figure]:
        """Amounts, in reading order."""

    @property
    def quotes(self) -> Sequence[Quote]:
        """Words as they were said, in reading order."""

    @property
    def published(self) -> date | None:
        """The day of the article where its outlet is, None if nothing is known of it."""

    def conflicts(self, figure: Figure) -> bool:
        """Whether the figure contradicts another one of the article, or one that had come out before."""

    @property
    def story(self) -> StoryFacts | None:
        """All reports of the article's story, None while it is judged alone."""

    def side(self, name: str) -> str:
        """ISO code of the country that a name is or acts for, "" if of none."""

    def called(self, name: str) -> str:
        """An ISO code or a dotted id as a person would write it."""


class View(NamedTuple):
    """The article's mentions by name, or those that a scope leaves visible; many are made for each article."""

    facts: Facts
    mentions: Mapping[str, Found]

    def of(self, names: Iterable[str]) -> Found:
        """The visible mentions of any of these names."""
        return tuple(mention for name in names for mention in self.mentions.get(name, ()))

    def narrowed(self, names: Iterable[str], keep: Callable[[Mention], bool]) -> View:
        """Only the mentions of these names that are to be kept."""
        return View(self.facts, by_name(filter(keep, self.of(names))))

    def by_sentence(self, names: Iterable[str], required: Sequence[Iterable[str]] = ()) -> list[View]:
        """A view of the mentions of these names for each sentence that holds one, in reading order.

        Of a text of ten thousand sentences few hold one of each set of `required` names: only these are looked at.
        """
        sets = [{mention.sentence for mention in self.of(one)} for one in required]
        wanted = set.intersection(*sets) if sets else None
        if wanted is not None and not wanted:
            return []
        found: dict[int, list[Mention]] = {}
        for mention in self.of(names):
            if wanted is None or mention.sentence in wanted:
                found.setdefault(mention.sentence, []).append(mention)
        return [View(self.facts, by_name(found[number])) for number in sorted(found)]


_READING_ORDER = attrgetter("sentence", "start", "end", "name")  # the title is sentence 0
Test = Callable[[View], Found | None]
Scope = Callable[[View], Iterable[View]]  # the views to be tried in turn: one for title and lead, one for each sentence


def by_name(mentions: Iterable[Mention]) -> dict[str, Found]:
    """Mentions grouped by their name."""
    found: dict[str, list[Mention]] = {}
    for mention in mentions:
        found.setdefault(mention.name, []).append(mention)
    return {name: tuple(group) for name, group in found.items()}


def in_reading_order(mentions: Found) -> Found:
    """Title before body, no mention twice."""
    if len(mentions) < 2:
        return mentions
    return tuple(sorted(dict.fromkeys(mentions), key=_READING_ORDER))


def never(_: View) -> Found | None:
    """False; stands in for a part that was refused."""
    return None


def always(_: View) -> Found | None:
    """True without evidence; stands for a `not` that is dropped."""
    return ()


def named(names: tuple[str, ...]) -> Test:
    """One of these names is there."""
    if len(names) == 1:
        (only,) = names
        return lambda view: view.mentions.get(only) or None
    return lambda view: view.of(names) or None


def negated(inner: Test) -> Test:
    """`inner` does not hold; what it would have shown is no evidence."""
    return lambda view: () if inner(view) is None else None


def every(parts: tuple[Test, ...]) -> Test:
    """All of them hold. One that took too long decides nothing where another does not hold; else it is raised."""

    def test(view: View) -> Found | None:
        evidence: Found = ()
        slow: TooSlow | None = None
        for part in parts:
            try:
                found = part(view)
            except TooSlow as fault:
                slow = fault
                continue
            if found is None:
                return None
            evidence += found
        if slow is not None:
            raise slow
        return evidence

    return test


def at_least(least: int, parts: tuple[Test, ...]) -> Test:
    """So many of them hold; the evidence is that of all that do. One that took too long counts where it hangs on it."""

    def test(view: View) -> Found | None:
        true: list[Found] = []
        slow: list[TooSlow] = []
        for part in parts:
            try:
                found = part(view)
            except TooSlow as fault:
                slow.append(fault)
                continue
            if found is not None:
                true.append(found)
        if len(true) >= least:
            return tuple(mention for found in true for mention in found)
        if len(true) + len(slow) >= least and slow:
            raise slow[0]
        return None

    return test


def near(words: int, left: tuple[str, ...], right: tuple[str, ...]) -> Test:
    """A name of each side in one sentence, the second beginning at most `words` words after the end of the first."""

    def test(view: View) -> Found | None:
        ones, others = view.of(left), view.of(right)
        return (*_with_neighbour(ones, others, words), *_with_neighbour(others, ones, words)) or None

    return test


def _with_neighbour(ones: Found, others: Found, words: int) -> Iterator[Mention]:
    """Those of `ones` that have one of `others` near."""
    others = tuple(sorted(others, key=_position))
    reach = words + max((_length(other) for other in others), default=0)
    for one in ones:
        first = bisect_left(others, (one.sentence, one.word - reach), key=_position)
        last = bisect_right(others, (one.sentence, one.word + _length(one) + words), key=_position)
        if any(_apart(one, others[at]) <= words for at in range(first, last)):
            yield one


def _position(mention: Mention) -> tuple[int, int]:
    return mention.sentence, mention.word


def _length(mention: Mention) -> int:
    return len(mention.surface.split())


def _apart(one: Mention, other: Mention) -> float:
    """How many words on the later one begins; 1 = next to each other."""
    if one.sentence != other.sentence or one == other:
        return float("inf")
    first, second = (one, other) if one.start <= other.start else (other, one)
    if second.start < first.end:
        return float("inf")  # one lies inside the other: the same words are not near themselves
    return second.word - first.word - _length(first) + 1


def title(names: frozenset[str]) -> Scope:
    """The title; `names` are all that is asked for within, also under `not`."""
    return lambda view: (view.narrowed(names, lambda mention: mention.field == "title"),)


def lead(names: frozenset[str]) -> Scope:
    """Title and first two sentences taken together."""
    return lambda view: (view.narrowed(names, lambda mention: mention.sentence <= view.facts.scan.lead_end),)


def sentence(names: frozenset[str], required: Sequence[frozenset[str]] = ()) -> Scope:
    """Each sentence that holds one of the names, and one of each set of `required` names."""
    return lambda view: view.by_sentence(names, required)


def within(scope: Scope, inner: Test) -> Test:
    """`inner` holds in at least one of the scope's views; the evidence is that of all where it does."""

    def test(view: View) -> Found | None:
        true = [found for part in scope(view) if (found := inner(part)) is not None]
        return tuple(mention for found in true for mention in found) if true else None

    return test


def about(names: tuple[str, ...]) -> Test:
    """The article is about one of them."""
    return lambda view: tuple(m for name in names for m in view.facts.about(name)) or None


def pair(a: Sides, b: Sides) -> Test:
    """It tells of dealings between the two."""
    return lambda view: view.facts.pair(a, b)


def both_named(a: Sides, b: Sides) -> Test:
    """The two are named, or somebody who acts for them, whatever the article tells of them."""

    def test(view: View) -> Found | None:
        held = view.facts.pair(a, b)
        return () if held is None and view.facts.pair_reason(a, b) else held

    return test


def matches(wanted: Expression) -> Test:
    """The expression stands in title or body."""
    return lambda view: view.facts.searched(wanted) or None


def source(kind: str, country: str, outlet: str) -> Test:
    """Its feed is of that kind, country and outlet; "" = whichever. False for an article without a feed."""

    def test(view: View) -> Found | None:
        of = view.facts.article.source
        if of is None or (kind and of.kind != kind) or (country and of.country != country):
            return None
        return None if outlet and of.outlet.casefold() != outlet.casefold() else ()

    return test


def language(codes: frozenset[str]) -> Test:
    """It is written in one of these languages; a region or script behind the code ("az-Latn") does not matter."""
    return lambda view: () if view.facts.article.language.lower().partition("-")[0] in codes else None
