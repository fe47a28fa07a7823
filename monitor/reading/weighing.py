"""An article made ready to weigh any two countries of it: who acts in which sentence, who stands beside whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from monitor.model.mention import Mention
from monitor.reading.about import about
from monitor.reading.ground import Ground
from monitor.reading.standing import Named, Standing, lead_end

_TITLE_WEIGHT, _LEAD_WEIGHT = 3, 2  # a sentence there counts as so many of the rest
_AT_BEGINNING = 12  # characters
_SPORT_SHARE = 1 / 3

Both = frozenset[str]


class Weighing:
    """An article made ready: its names and words for dealings, to be weighed for any two countries.

    What all pairs share is worked out once, so that a pair costs what its own sentences cost.
    """

    def __init__(self, ground: Ground, acting: Sequence[tuple[Mention, str]]) -> None:
        self.ground = ground
        self.standing = Standing(ground, acting)
        self.named: dict[int, set[str]] = {}  # by sentence, every country that it names
        for mention, side in acting:
            self.named.setdefault(mention.sentence, set()).add(side)
        again = ground.repeated
        self.free = {number: named for number, named in self.standing.free.items() if number not in again}
        self.length = len(ground.scan.sentences) - len(again)
        self.head = 0 if ground.scan.title.strip() else 1  # a text without a title is read by its first sentence
        self.lead_end = max(lead_end(ground), self.head)
        self.numbers: dict[str, dict[int, None]] = {}  # by side, the sentences in which it may deal
        for number, named in sorted(self.free.items()):
            for each in named:
                self.numbers.setdefault(each.side, {})[number] = None

    @cached_property
    def sport(self) -> tuple[Mention, ...]:
        """What makes the article one about sport."""
        return about(self.ground.scan, self.ground.lexicon, "topic.sport")

    @cached_property
    def sporty(self) -> tuple[Mention, ...]:
        """The same, or words of sport in a third of the sentences, were it one of two."""
        if self.sport:
            return self.sport
        found = [mention for mention in self.ground.scan.mentions if mention.name == "topic.sport"]
        enough = len({mention.sentence for mention in found}) >= _SPORT_SHARE * (len(self.ground.scan.sentences) - 1)
        return tuple(found) if enough else ()

    @cached_property
    def loose(self) -> frozenset[tuple[int, int]]:
        """Sentence and start of words for dealings that are anybody's doing."""
        named = self.ground.by_name.items()
        return frozenset((number, cue.start) for number, cues in named for cue in cues.get("pair_loose", ()))

    @cached_property
    def links(self) -> dict[int, frozenset[Both]]:
        """By sentence, who stands beside whom."""
        return {number: linked(named, between=self._is_between(number)) for number, named in self.free.items()}

    def _is_between(self, number: int) -> bool:
        """A word for "between" in the sentence; in Turkic languages before the names it means "among"."""
        last = self.free[number][-1].mention.start
        return any(
            cue.start > last or not cue.surface.lower().startswith("aras")
            for cue in self.ground.cued(number, "pair_between")
        )

    @cached_property
    def couples(self) -> Counter[Both]:
        """How often two countries are named side by side, the title and the lead counting more."""
        found: Counter[Both] = Counter()
        for number, links in self.links.items():
            weight = self._weight(number)
            for both in links:
                found[both] = found.get(both, 0) + weight
        return found

    @cached_property
    def weightiest(self) -> tuple[tuple[Both, int], ...]:
        """The two couples named most often, and how often."""
        return tuple(sorted(self.couples.items(), key=lambda row: (-row[1], sorted(row[0])))[:2])

    @cached_property
    def presence(self) -> Counter[str]:
        """In how many sentences a country acts, the title and the lead counting more."""
        found: Counter[str] = Counter()
        for number, named in self.free.items():
            weight = self._weight(number)
            for side in {each.side for each in named if not each.place}:
                found[side] = found.get(side, 0) + weight
        return found

    @cached_property
    def most_present(self) -> tuple[tuple[str, int], ...]:
        """The three countries that act in most sentences."""
        return tuple(self.presence.most_common(3))

    def is_lead(self, number: int) -> bool:
        """Title or first sentences, unless they begin with what was before: "Earlier the two had met"."""
        if number > self.lead_end:
            return False
        before = self.ground.cued(number, "pair_before") if number > self.head else ()
        return not before or before[0].start - self.ground.scan.sentences[number].start > _AT_BEGINNING

    def _weight(self, number: int) -> int:
        return _TITLE_WEIGHT if number == self.head else _LEAD_WEIGHT if number <= self.lead_end else 1


def linked(named: Sequence[Named], *, between: bool) -> frozenset[Both]:
    """Which two countries of a sentence stand beside each other, with nobody who acts between them.

    Places are passed over: "Baku ships oil through Georgia to Belarus". Two names joined by an "and" deal with each
    other, unless somebody else acts on both ("Putin congratulated Aliyev and Lukashenko") and no "between" says
    otherwise; and nobody deals with one of two so joined ("Lukashenko urges Armenia and Azerbaijan").
    """
    found: set[Both] = set()
    outer: list[Named] = []  # whom the next name stands beside: who acted last, and the places named since
    inner: list[Named] = []  # the names joined with the one at hand
    for each in named:
        if not (inner and each.run and inner[-1].run == each.run):
            outer, inner = [*(outer if all(one.place for one in inner) else []), *inner], []
        if inner and (between or all(one.place for one in outer)):
            found.update(frozenset((one.side, each.side)) for one in inner if one.side != each.side)
        if not each.run:
            found.update(frozenset((one.side, each.side)) for one in outer if not one.run and one.side != each.side)
        if all(one.side != each.side for one in inner):
            inner.append(each)
    return frozenset(found)
