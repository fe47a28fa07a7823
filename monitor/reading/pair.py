"""Whether an article tells of dealings between two countries, or only names both.

Both sides must stand in one sentence, or both in title and lead, and not merely in a list of three or more countries
("guests from Russia, Azerbaijan and Belarus"). A side is its name, adjective, capital, or somebody who acts for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from monitor.lexicon import Lexicon
from monitor.model.article import Article
from monitor.model.fact import Dealing
from monitor.model.mention import Mention, Scan
from monitor.reading.ground import Ground
from monitor.reading.lists import listed

LISTED = "named only in a list of countries"
APART = "never in one sentence"
OTHER_PAIR = "another pair is at the centre"


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
    """Who acts for which country in a text, worked out once for all pairs: a pair then costs the same in any text."""

    def __init__(self, ground: Ground) -> None:
        scan, lexicon = ground.scan, ground.lexicon
        self._lexicon = lexicon
        self._direct = _direct(scan)
        acting = [(mention, side) for mention in scan.mentions if (side := lexicon.side(mention.name))]
        self.present = frozenset(side for _, side in acting).union(*self._direct)
        self._acting = frozenset(side for _, side in acting)
        in_lists = listed(scan, acting)
        free = [(mention, side) for mention, side in acting if (mention.field, mention.start) not in in_lists]
        self._free = _first_by_sentence(free)
        self._free_in_lead = _first_of_each((m, side) for m, side in free if m.sentence <= scan.lead_end)
        self._titled = {side for mention, side in acting if mention.field == "title"}
        self._leading = {side for mention, side in acting if mention.sentence <= scan.lead_end}

    def pair(self, a: str, b: str) -> PairResult:
        """The same as the function, for another pair of the text."""
        members = [[self._lexicon.side(member) for member in self._lexicon.members(name)] for name in (a, b)]
        answer = PairResult(holds=False)
        for both in dict.fromkeys(frozenset(sides) for sides in product(*members)):
            result = self._judged(both) if len(both) == 2 else answer
            if result.holds:
                return result
            answer = answer if answer.reason else result
        return answer

    def _judged(self, both: frozenset[str]) -> PairResult:
        if both in self._direct:
            return PairResult(holds=True, mentions=self._direct[both])
        if not both <= self._acting:
            return PairResult(holds=False)
        if not both <= self._free.keys():
            return PairResult(holds=False, reason=LISTED)
        deciding = self._in_one_sentence(both) or self._in_lead(both)
        if not deciding:
            return PairResult(holds=False, reason=APART)
        if self._other_pair(both):
            return PairResult(holds=False, reason=OTHER_PAIR)
        return PairResult(holds=True, mentions=deciding)

    def _other_pair(self, both: frozenset[str]) -> bool:
        """The title puts one of the two beside a third country, and the lead has not a word of the other one."""
        titled = self._titled
        return len(titled & both) == 1 and bool(titled - both) and not both <= self._leading

    def _in_one_sentence(self, both: frozenset[str]) -> tuple[Mention, ...]:
        """The mentions of the first sentence that names both sides, each name once."""
        one, other = (self._free[side] for side in both)
        shared = min(one.keys() & other.keys(), default=None)
        return () if shared is None else _in_order((*one[shared], *other[shared]))

    def _in_lead(self, both: frozenset[str]) -> tuple[Mention, ...]:
        one, other = (self._free_in_lead.get(side) for side in both)
        return _in_order((*one.values(), *other.values())) if one and other else ()


Acting = Iterable[tuple[Mention, str]]  # mentions with the side that each is or acts for, in reading order


def _direct(scan: Scan) -> dict[frozenset[str], tuple[Mention, ...]]:
    """The mentions of a name such as pair.az_by, by the two countries that it is the adjective of."""
    found: dict[frozenset[str], list[Mention]] = {}
    for mention in scan.mentions:
        if mention.name.startswith("pair."):
            codes = frozenset(mention.name.partition(".")[2].upper().split("_"))
            found.setdefault(codes, []).append(mention)
    return {codes: tuple(mentions) for codes, mentions in found.items()}


def _first_by_sentence(named: Acting) -> dict[str, dict[int, tuple[Mention, ...]]]:
    """By side and number of the sentence, each name once."""
    groups: dict[str, dict[int, dict[str, Mention]]] = {}
    for mention, side in named:
        groups.setdefault(side, {}).setdefault(mention.sentence, {}).setdefault(mention.name, mention)
    return {
        side: {number: tuple(names.values()) for number, names in numbers.items()} for side, numbers in groups.items()
    }


def _first_of_each(named: Acting) -> dict[str, dict[str, Mention]]:
    """By side and name, the first."""
    found: dict[str, dict[str, Mention]] = {}
    for mention, side in named:
        found.setdefault(side, {}).setdefault(mention.name, mention)
    return found


def _in_order(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    return tuple(sorted(mentions, key=lambda mention: (mention.sentence, mention.start, -mention.end, mention.name)))
