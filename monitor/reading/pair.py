"""Whether an article tells of dealings between two countries, or only names both: a score of what speaks for it.

What counts and how much stands in weighed.py; who is a side in a sentence, and who only a place, a voice or an item of
a list, in standing.py. A side is its name, adjective, capital, or somebody who acts for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from monitor.lexicon import Lexicon
from monitor.model.article import Article
from monitor.model.fact import Dealing
from monitor.model.mention import Mention, Scan
from monitor.reading.ground import Ground
from monitor.reading.standing import LISTED, lead_end
from monitor.reading.weighed import APART, NEEDED, OTHER_PAIR, Weighed
from monitor.reading.weighing import Weighing

__all__ = ["APART", "LISTED", "OTHER_PAIR", "PairResult", "Sides", "pair"]


@dataclass(frozen=True, slots=True)
class PairResult:
    """`mentions` decided when it holds; `reason` says why not when both sides are named and it does not.

    `dealing` is the score behind it, None where the two are not both named.
    """

    holds: bool
    mentions: tuple[Mention, ...] = ()
    reason: str = ""
    dealing: Dealing | None = None


def pair(scan: Scan, lexicon: Lexicon, a: str, b: str) -> PairResult:
    """Judge the pair of `a` and `b`, dotted ids of countries, over a scanned text.

    A group stands for any of its members: the first pair that holds is the answer, else the first that has a reason.
    """
    return Sides(Ground(Article(0, "", scan.title, scan.body), scan, lexicon)).pair(a, b)


class Sides:
    """Who acts for which country in a text, worked out once for all pairs: a pair then costs the same in any text.

    Nothing is weighed, and no word for dealings looked for, before a pair is asked for whose sides are both named.
    """

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._acting = tuple(_acting(ground))
        self.present = frozenset(side for _, side in self._acting)

    @cached_property
    def _weighing(self) -> Weighing:
        return Weighing(self._ground, self._acting)

    def pair(self, a: str, b: str) -> PairResult:
        """The same as the function, for another pair of the text."""
        lexicon = self._ground.lexicon
        members = [[lexicon.side(member) for member in lexicon.members(name)] for name in (a, b)]
        answer = PairResult(holds=False)
        for both in dict.fromkeys(frozenset(sides) for sides in product(*members)):
            result = self._judged(both) if len(both) == 2 and both <= self.present else answer
            if result.holds:
                return result
            answer = answer if answer.reason else result
        return answer

    @cached_property
    def _numbers(self) -> dict[str, set[int]]:
        """By side the sentences that name it, whether it may deal there or not."""
        found: dict[str, set[int]] = {}
        for mention, side in self._acting:
            found.setdefault(side, set()).add(mention.sentence)
        return found

    def _judged(self, both: frozenset[str]) -> PairResult:
        first, second = (self._numbers[side] for side in both)
        if _are_apart(first, second, lead_end(self._ground)):
            return _apart(both)
        found = Weighed(self._weighing, both)
        holds = found.score >= NEEDED
        one, other = sorted(both)
        reason = "" if holds else found.reason()
        dealing = Dealing((one, other), holds, found.score, NEEDED, found.parts, reason)
        return PairResult(holds, self._deciding(found) if holds else (), reason, dealing)

    def _deciding(self, found: Weighed) -> tuple[Mention, ...]:
        """The mentions of the first sentence that names both sides, else those of the lead, each name once."""
        numbers = (found.direct or found.shared)[:1] or found.lead or found.near
        first: dict[str, Mention] = {}
        for number in numbers:
            for each in found.named(number):
                first.setdefault(each.mention.name, each.mention)
        return _in_order(first.values())


def _acting(ground: Ground) -> Iterable[tuple[Mention, str]]:
    """The mentions that are or act for a country, with its ISO code, in reading order.

    A name such as pair.az_by stands for both its countries where its sentence does not name them besides.
    """
    side, scan = ground.lexicon.side, ground.scan
    for mention in scan.mentions:
        if code := side(mention.name):
            yield mention, code
        elif mention.name.startswith("pair."):
            named = {side(other.name) for other in ground.mentions_in(mention.sentence)}
            codes = mention.name.partition(".")[2].upper().split("_")
            if not named.issuperset(codes):
                yield from ((mention, code) for code in codes)


def _are_apart(first: set[int], second: set[int], lead: int) -> bool:
    """Whether these sentences never come together: none is shared, not both in the lead, in the title or close by."""
    if not first.isdisjoint(second) or max(min(first), min(second)) <= lead or 0 in first or 0 in second:
        return False
    return not any(number + step in second for number in first for step in (-2, -1, 1, 2))


def _in_order(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    return tuple(sorted(mentions, key=lambda mention: (mention.sentence, mention.start, -mention.end, mention.name)))


def _apart(both: frozenset[str]) -> PairResult:
    """Nothing to weigh: so most articles that name two countries are told apart from news of them at no cost."""
    one, other = sorted(both)
    return PairResult(holds=False, reason=APART, dealing=Dealing((one, other), False, 0.0, NEEDED, (), APART))
