"""Whether an article tells of dealings between two countries, or only names both.

Both sides must stand in one sentence, or both in title and lead, and not merely in a list of three or more countries
("guests from Russia, Azerbaijan and Belarus"). A side is its name, adjective, capital, or somebody who acts for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from monitor.lexicon import Lexicon
from monitor.model.mention import Mention, Scan
from monitor.reading.lists import listed

LISTED = "named only in a list of countries"
APART = "never in one sentence"
OTHER_PAIR = "another pair is at the centre"


@dataclass(frozen=True, slots=True)
class PairResult:
    """`mentions` decided when it holds; `reason` says why not when both sides are named and it does not."""

    holds: bool
    mentions: tuple[Mention, ...] = ()
    reason: str = ""


def pair(scan: Scan, lexicon: Lexicon, a: str, b: str) -> PairResult:
    """Judge the pair of `a` and `b`, dotted ids of countries, over a scanned text.

    A group stands for any of its members: the first pair that holds is the answer, else the first that has a reason.
    """
    members = [[lexicon.side(member) for member in lexicon.members(name)] for name in (a, b)]
    answer = PairResult(holds=False)
    for both in dict.fromkeys(frozenset(sides) for sides in product(*members)):
        result = _judged(scan, lexicon, both) if len(both) == 2 else answer
        if result.holds:
            return result
        answer = answer if answer.reason else result
    return answer


def _judged(scan: Scan, lexicon: Lexicon, both: frozenset[str]) -> PairResult:
    direct = tuple(mention for mention in scan.mentions if _pair_sides(mention.name) == both)
    if direct:
        return PairResult(holds=True, mentions=direct)
    acting = [(mention, lexicon.side(mention.name)) for mention in scan.mentions]
    acting = [(mention, side) for mention, side in acting if side]
    named = [(mention, side) for mention, side in acting if side in both]
    if {side for _, side in named} != both:
        return PairResult(holds=False)
    in_lists = listed(scan, acting)
    free = [(mention, side) for mention, side in named if (mention.field, mention.start) not in in_lists]
    if {side for _, side in free} != both:
        return PairResult(holds=False, reason=LISTED)
    deciding = _in_one_sentence(free, both) or _in_lead(free, both, scan.lead_end)
    if not deciding:
        return PairResult(holds=False, reason=APART)
    if _other_pair(acting, both, scan.lead_end):
        return PairResult(holds=False, reason=OTHER_PAIR)
    return PairResult(holds=True, mentions=deciding)


def _other_pair(acting: Iterable[tuple[Mention, str]], both: frozenset[str], lead_end: int) -> bool:
    """The title puts one of the two beside a third country, and the lead has not a word of the other one."""
    acting = tuple(acting)
    titled = {side for mention, side in acting if mention.field == "title"}
    leading = {side for mention, side in acting if mention.sentence <= lead_end}
    return len(titled & both) == 1 and bool(titled - both) and not both <= leading


def _pair_sides(name: str) -> frozenset[str]:
    """The two countries that a name such as pair.az_by is the adjective of."""
    kind, _, codes = name.partition(".")
    return frozenset(codes.upper().split("_")) if kind == "pair" else frozenset()


def _in_one_sentence(named: Iterable[tuple[Mention, str]], both: frozenset[str]) -> tuple[Mention, ...]:
    """The mentions of the first sentence that names both sides."""
    by_sentence: dict[int, list[tuple[Mention, str]]] = {}
    for mention, side in named:
        by_sentence.setdefault(mention.sentence, []).append((mention, side))
    for _, group in sorted(by_sentence.items()):
        if {side for _, side in group} == both:
            return tuple(_first_of_each(group))
    return ()


def _in_lead(named: Iterable[tuple[Mention, str]], both: frozenset[str], lead_end: int) -> tuple[Mention, ...]:
    leading = [(mention, side) for mention, side in named if mention.sentence <= lead_end]
    return tuple(_first_of_each(leading)) if {side for _, side in leading} == both else ()


def _first_of_each(named: Iterable[tuple[Mention, str]]) -> Iterator[Mention]:
    """Each name once, in reading order."""
    seen: set[str] = set()
    for mention, _ in named:
        if mention.name not in seen:
            seen.add(mention.name)
            yield mention
