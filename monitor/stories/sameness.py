"""Whether one text repeats another: what both hold word for word, and where they say different things in one place."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from monitor.model.story import Marks
from monitor.stories.wording import NUMBER

RUN = 3  # words that must agree before two places of two texts are taken for one
COUNTED = 3  # words of a run that counts as shared: shorter ones stand in every text of the beat
GAP = 12  # words between two shared runs in which one text may say something else than the other
SHORT = 40  # words of a text whose end is compared too: of a longer one it is a line of the site
_PLACES = 6  # of one run in the other text that are tried
_TYPO = 0.72  # likeness of two spellings of one name
_SHORTEST_STEM = 3  # letters that make a name with an ending, or with the next word glued to it


@dataclass(frozen=True, slots=True)
class Overlap:
    """`first` and `second`: share of each text's words that stand in the other; `words`: how many it has.

    `against`: pairs of values that differ in one place, of which each text lacks the other's.
    """

    first: float
    second: float
    words: tuple[int, int]
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

    def between(self, start: int, end: int) -> list[Value]:
        """Numbers and names that stand there."""
        return [self._value(place) for place in range(start, end) if place in self.values]

    def all_values(self) -> Held:
        """What the whole text holds."""
        return Held([self._value(place) for place in self.values], frozenset(self.words))

    def _value(self, place: int) -> Value:
        return Value(self.words[place], self.values[place])


class Value(NamedTuple):
    """A number (its word is NUMBER) or a name."""

    word: int
    form: str


class Held:
    """What a text holds: a value is lacking if it stands nowhere in it, in any spelling."""

    def __init__(self, values: Sequence[Value], words: frozenset[int]) -> None:
        self._words = words
        self._names = frozenset(value.form for value in values if value.word != NUMBER)
        self._ids = frozenset(name.partition("=")[2] for name in self._names) - {""}
        numbers = [value.form for value in values if value.word == NUMBER]
        self._numbers = frozenset(part for number in numbers for part in number.split())
        self._squashed = frozenset(map(_squashed, numbers))

    def lacks(self, value: Value) -> bool:
        """Whether it stands nowhere in the text, in any spelling."""
        if value.word == NUMBER:
            return not self._numbers.issuperset(value.form.split()) and _squashed(value.form) not in self._squashed
        if value.word in self._words or value.form in self._names or value.form.partition("=")[2] in self._ids:
            return False
        return not any(_alike(value.form, name) for name in self._names)


def _squashed(number: str) -> str:
    """10.11 may be a day and month or a decimal; noughts and blanks do not tell."""
    return number.replace(" ", "").replace("0", "")


def overlap(one: Marks, other: Marks, exempt: frozenset[str] = frozenset()) -> Overlap:
    """How far two texts are one. `exempt`: names that prove nothing, those of outlets."""
    first, second = Read(one), Read(other)
    runs = list(_runs(first.words, second.words))
    counted = [run for run in runs if run[2] >= COUNTED]
    return Overlap(
        _covered(counted, 0) / max(1, len(first.words)),
        _covered(counted, 1) / max(1, len(second.words)),
        (len(first.words), len(second.words)),
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
    in_first, in_second = first.all_values(), second.all_values()
    before = 0, 0, 0
    end = (len(first.words), len(second.words), 0)
    for run in [*runs, end] if min(end[:2]) < SHORT else runs:
        pairs = []
        here, there = before[0] + before[2], before[1] + before[2]
        if 0 < run[0] - here <= GAP and 0 < run[1] - there <= GAP:
            pairs.append((first.between(here, run[0]), second.between(there, run[1])))
        for step in range(run[2]):
            if first.words[run[0] + step] == NUMBER:
                one, other = (
                    text.between(at + step, at + step + 1) for text, at in ((first, run[0]), (second, run[1]))
                )
                if one != other:
                    pairs.append((one, other))
        for ones, others in pairs:
            yield from _differing(ones, others, in_first, in_second, exempt)
        before = run


def _differing(
    ones: Sequence[Value], others: Sequence[Value], in_first: Held, in_second: Held, exempt: frozenset[str]
) -> Iterator[tuple[str, str]]:
    """The first pair of which each text lacks the other's: numbers beside numbers, names beside names."""
    left = [value for value in ones if value.form not in exempt and in_second.lacks(value)]
    right = [value for value in others if value.form not in exempt and in_first.lacks(value)]
    for numbers in (True, False):
        here = [value for value in left if (value.word == NUMBER) is numbers]
        there = [value for value in right if (value.word == NUMBER) is numbers]
        if here and there:
            yield here[0].form, there[0].form


def _alike(one: str, other: str) -> bool:
    """Two spellings or cases of one name; names that the lexicon knows are told apart by it."""
    one, _, known = one.partition("=")
    other, _, other_known = other.partition("=")
    if known and other_known:
        return known == other_known
    if one.startswith(other) or other.startswith(one):
        return min(len(one), len(other)) >= _SHORTEST_STEM
    if one[0] != other[0] and one[-3:] != other[-3:]:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _TYPO
