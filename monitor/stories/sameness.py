"""Whether one text repeats another: what both hold word for word, and where they say different things in one place."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from monitor.model.story import Marks
from monitor.stories.wording import NUMBER

RUN = 3  # words that must agree before two places of two texts are taken for one
COUNTED = 5  # words of a run that counts as shared: shorter ones stand in every text of the beat
GAP = 12  # words between two shared runs in which one text may say something else than the other
_PLACES = 6  # of one run in the other text that are tried
_TYPO = 0.72  # likeness of two spellings of one name


@dataclass(frozen=True, slots=True)
class Overlap:
    """`first` and `second`: share of each text's words that stand in the other.

    `against`: pairs of values that differ in one place, of which each text lacks the other's.
    """

    first: float
    second: float
    against: tuple[tuple[str, str], ...]


class Read:
    """A text's marks, opened for comparing."""

    __slots__ = ("flags", "values", "words")

    def __init__(self, marks: Marks) -> None:
        self.flags = array("H")
        self.flags.frombytes(marks.text)
        self.words = [word | 1 for word in self.flags]
        places = [place for place, word in enumerate(self.flags) if word & 1]
        self.values = dict(zip(places, marks.values.split("\n"), strict=False))

    def between(self, start: int, end: int) -> list[tuple[bool, str]]:
        """Numbers (True) and names that stand there."""
        return [
            (self.words[place] == NUMBER, part)
            for place in range(start, end)
            if place in self.values
            for part in self.values[place].split()
        ]

    def all_values(self) -> frozenset[str]:
        """Every number and name."""
        return frozenset(part for value in self.values.values() for part in value.split())


def overlap(one: Marks, other: Marks, exempt: frozenset[str] = frozenset()) -> Overlap:
    """How far two texts are one. `exempt`: names that prove nothing, those of outlets."""
    first, second = Read(one), Read(other)
    runs = list(_runs(first.words, second.words))
    counted = [run for run in runs if run[2] >= COUNTED]
    return Overlap(
        _covered(counted, 0) / max(1, len(first.words)),
        _covered(counted, 1) / max(1, len(second.words)),
        tuple(_against(first, second, runs, exempt)),
    )


def _covered(runs: Sequence[tuple[int, int, int]], side: int) -> int:
    covered: set[int] = set()
    for run in runs:
        covered.update(range(run[side], run[side] + run[2]))
    return len(covered)


def _runs(first: Sequence[int], second: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Where a run of words begins in both, and how long it is; in the order of the first text."""
    places: dict[tuple[int, ...], list[int]] = {}
    for at, key in enumerate(zip(second, second[1:], second[2:], strict=False)):
        places.setdefault(key, []).append(at)
    at, expected, length, ends = 0, 0, len(first), len(second)
    while at + RUN <= length:
        there = places.get((first[at], first[at + 1], first[at + 2]))
        if there is None:
            at += 1
            continue
        best, size = 0, 0
        for place in sorted(there, key=lambda each: abs(each - expected))[:_PLACES] if len(there) > 1 else there:
            run = RUN
            while at + run < length and place + run < ends and first[at + run] == second[place + run]:
                run += 1
            if run > size:
                best, size = place, run
        yield at, best, size
        at += size
        expected = best + size


def _against(
    first: Read, second: Read, runs: Sequence[tuple[int, int, int]], exempt: frozenset[str]
) -> Iterator[tuple[str, str]]:
    all_first, all_second = first.all_values() | exempt, second.all_values() | exempt
    before: tuple[int, int, int] | None = None
    for run in runs:
        if before:
            here, there = before[0] + before[2], before[1] + before[2]
            if 0 < run[0] - here <= GAP and 0 < run[1] - there <= GAP:
                ones, others = first.between(here, run[0]), second.between(there, run[1])
                yield from _differing(ones, others, all_first, all_second)
        for step in range(run[2]):
            if first.words[run[0] + step] == NUMBER:
                one, other = first.values.get(run[0] + step, ""), second.values.get(run[1] + step, "")
                if one != other:
                    ones, others = [(True, each) for each in one.split()], [(True, each) for each in other.split()]
                    yield from _differing(ones, others, all_first, all_second)
        before = run


def _differing(
    ones: list[tuple[bool, str]], others: list[tuple[bool, str]], all_first: frozenset[str], all_second: frozenset[str]
) -> Iterator[tuple[str, str]]:
    """The first pair of which each text lacks the other's: numbers beside numbers, names beside names."""
    for number in (True, False):
        left = [value for kind, value in ones if kind is number and value not in all_second]
        right = [value for kind, value in others if kind is number and value not in all_first]
        left = [value for value in left if number or not any(_alike(value, each) for each in all_second)]
        right = [value for value in right if number or not any(_alike(value, each) for each in all_first)]
        if left and right:
            yield left[0], right[0]


def _alike(one: str, other: str) -> bool:
    """Two spellings or cases of one name."""
    if one[:1] != other[:1] and one[-3:] != other[-3:]:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _TYPO
