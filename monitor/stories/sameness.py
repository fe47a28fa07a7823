"""Whether one text repeats another: what both hold word for word, and where they say different things in one place."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import compress, count
from typing import NamedTuple

from monitor.model.story import Marks
from monitor.stories.citing import outlet_key
from monitor.stories.wording import NUMBER

RUN = 3  # words that must agree before two places of two texts are taken for one
STRIDE = 16  # words compared at once
SENTENCE = 8  # words of a run that is no phrase any more
GAP = 16  # words between two shared runs in which one text may say something else than the other
SHORT = 40  # words of a text whose end is compared too: of a longer one it is a line of the site
BRIEF = 25  # words of a text that is all template or all copy
_PLACES = 6  # of one run in the other text that are tried
_TYPO = 0.72  # likeness of two spellings of one name
_IS_ODD = bytes(lower & 1 for lower in range(256))
_EVEN = bytes(1 - (lower & 1) for lower in range(256))
_ODD = bytes(lower | 1 for lower in range(256))
_SHORTEST_STEM = 3  # letters that make a name with an ending, or with the next word glued to it


@dataclass(frozen=True, slots=True)
class Overlap:
    """`share`: of one text's words that stand in the other, of which the larger; `plain`: of those that are no names.

    `words`: of the shorter text. `whole`: words that stand in the other in runs as long as a sentence. `against`:
    pairs of values that differ in one place, of which each text lacks the other's.
    """

    share: float
    plain: float
    words: int
    whole: int
    against: tuple[tuple[str, str], ...]


class Read:
    """A text's marks, opened for comparing with several."""

    def __init__(self, marks: Marks) -> None:
        lower = marks.text[::2]
        odd = bytearray(marks.text)
        odd[::2] = lower.translate(_ODD)
        self._odd = odd
        self.words = array("H", odd).tolist()
        self.counts = lower.translate(_EVEN)
        self.values = dict(zip(compress(count(), lower.translate(_IS_ODD)), marks.values.split("\n"), strict=False))

    @cached_property
    def numbers(self) -> list[int]:
        """Where numbers stand."""
        return [place for place in self.values if self.words[place] == NUMBER]

    @cached_property
    def keys(self) -> list[int]:
        """By place a number for the three words that begin there, the same in all texts."""
        size = len(self.words) - RUN + 1
        if size < 1:
            return []
        rows = -(-size // 4)  # of four places: at once, numbers of eight bytes, the last two of them nought
        text = self._odd + bytes(8)
        keys = [0] * (4 * rows)
        for place in range(4):
            windows = text[2 * place : 2 * place + 8 * rows]
            windows += bytes(8 * rows - len(windows))
            windows[6::8] = windows[7::8] = bytes(rows)
            keys[place::4] = array("Q", windows)
        return keys[:size]

    @cached_property
    def places(self) -> dict[int, int]:
        """Where each three words stand first."""
        keys = self.keys
        return dict(zip(reversed(keys), range(len(keys) - 1, -1, -1), strict=True))

    @cached_property
    def again(self) -> dict[int, list[int]]:
        """Of those that stand there several times the first few places."""
        places, keys = self.places, self.keys
        again: dict[int, list[int]] = {}
        if len(places) < len(keys):
            for at, key in enumerate(keys):
                if (first := places[key]) != at and len(known := again.setdefault(key, [first])) < _PLACES:
                    known.append(at)
        return again

    @cached_property
    def held(self) -> Held:
        """What the whole text holds."""
        return Held(self._joined(self.values), frozenset(self.words))

    def between(self, start: int, end: int) -> list[Value]:
        """Numbers and names that stand there."""
        return self._joined([place for place in range(start, end) if place in self.values])

    def plain(self, start: int, end: int) -> frozenset[int]:
        """Words there that are neither numbers nor names."""
        return frozenset(self.words[place] for place in range(start, end) if place not in self.values)

    def number_at(self, place: int) -> list[Value]:
        """The number that stands there, with those before and behind it: a day has two or three."""
        start = end = place
        while start and self.words[start - 1] == NUMBER:
            start -= 1
        while end < len(self.words) and self.words[end] == NUMBER:
            end += 1
        return self._joined(range(start, end))

    def _joined(self, places: Iterable[int]) -> list[Value]:
        """Numbers that follow each other are one value."""
        found: list[Value] = []
        last = -2
        for place in places:
            if self.words[place] == NUMBER and place == last + 1 and found and found[-1].word == NUMBER:
                found[-1] = Value(NUMBER, f"{found[-1].form} {self.values[place]}")
            else:
                found.append(Value(self.words[place], self.values[place]))
            last = place
        return found


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
        self._days = [each for each in self._squashed if len(each) > 1]  # "10.11", where the other adds the year

    def lacks(self, value: Value) -> bool:
        """Whether it stands nowhere in the text, in any spelling."""
        if value.word == NUMBER:
            squashed = _squashed(value.form)
            return not (
                self._numbers.issuperset(value.form.split())
                or squashed in self._squashed
                or (" " in value.form and any(squashed.startswith(each) for each in self._days))
            )
        if value.word in self._words or value.form in self._names or value.form.partition("=")[2] in self._ids:
            return False
        return not any(_alike(value.form, name) for name in self._names)


def _squashed(number: str) -> str:
    """10.11 may be a day and month or a decimal; noughts and blanks do not tell."""
    return number.replace(" ", "").replace("0", "")


def overlap(first: Read, second: Read, exempt: frozenset[str] = frozenset()) -> Overlap:
    """How far two texts are one. `exempt`: keys of names that prove nothing, those of outlets."""
    runs = list(_runs(first, second))
    shares = [
        _covered(first, [(run[0], run[2]) for run in runs]),
        _covered(second, [(run[1], run[2]) for run in runs]),
    ]
    share, plain = max(shares)
    return Overlap(
        share, plain, min(len(first.words), len(second.words)), sum(run[2] for run in runs if run[2] >= SENTENCE),
        tuple(_against(first, second, runs, exempt)),
    )  # fmt: skip


def _covered(text: Read, runs: Sequence[tuple[int, int]]) -> tuple[float, float]:
    """The share of its words in these places; and of those that are neither numbers nor names."""
    left = bytearray(text.counts)
    free = bytearray(len(left))
    for start, size in runs:
        left[start : start + size] = bytes(size)
        free[start : start + size] = b"\1" * size
    plain = text.counts.count(1)
    covered = free.count(1)
    return covered / max(1, len(text.words)), 1.0 - left.count(1) / plain if plain else 1.0


def _runs(text: Read, second: Read) -> Iterator[tuple[int, int, int]]:
    """Where a run of words begins in both, and how long it is; in the order of the first text."""
    first, words, keys, again = text.words, second.words, text.keys, second.again
    at, expected, length, ends = 0, 0, len(first), len(words)
    found = list(map(second.places.get, keys))
    while at + RUN <= length:
        there = found[at]
        if there is None:
            at += 1
            continue
        best, size = 0, 0
        several = again.get(keys[at])
        for place in sorted(several, key=lambda each: abs(each - expected)) if several else (there,):
            run = RUN
            while (
                first[at + run : at + run + STRIDE] == words[place + run : place + run + STRIDE] and place + run < ends
            ):
                run = min(run + STRIDE, length - at, ends - place)
            while at + run < length and place + run < ends and first[at + run] == words[place + run]:
                run += 1
            if run > size:
                best, size = place, run
        yield at, best, size
        at += size
        expected = best + size


def _against(
    first: Read, second: Read, runs: Sequence[tuple[int, int, int]], exempt: frozenset[str]
) -> Iterator[tuple[str, str]]:
    before = 0, 0, 0
    end = (len(first.words), len(second.words), 0)
    brief = min(end[:2]) < BRIEF
    for run in [*runs, end] if min(end[:2]) < SHORT else runs:
        pairs = []
        here, there = before[0] + before[2], before[1] + before[2]
        inside = run[2] and before[2]
        if (
            0 < run[0] - here <= GAP
            and 0 < run[1] - there <= GAP
            and (inside or brief or _kindred(first.plain(here, run[0]), second.plain(there, run[1])))
        ):
            pairs.append((first.between(here, run[0]), second.between(there, run[1])))
        for here in first.numbers[bisect_left(first.numbers, run[0]) : bisect_left(first.numbers, run[0] + run[2])]:
            there = run[1] + here - run[0]
            if first.values.get(here) != second.values.get(there):
                pairs.append((first.number_at(here), second.number_at(there)))
        for ones, others in pairs:
            if ones and others:
                yield from _differing(ones, others, first.held, second.held, exempt)
        before = run


def _kindred(ones: frozenset[int], others: frozenset[int]) -> bool:
    """Whether two beginnings, or two ends, are of one sentence: a desk that writes its own shares hardly a word."""
    return len(ones & others) * 3 >= min(len(ones), len(others))


def _differing(
    ones: Sequence[Value], others: Sequence[Value], in_first: Held, in_second: Held, exempt: frozenset[str]
) -> Iterator[tuple[str, str]]:
    """The first pair of which each text lacks the other's: numbers beside numbers, names beside names."""
    left = [value for value in ones if in_second.lacks(value) and not _is_source(value, exempt)]
    if not left:
        return
    right = [value for value in others if in_first.lacks(value) and not _is_source(value, exempt)]
    for numbers in (True, False):
        here = [value for value in left if (value.word == NUMBER) is numbers]
        there = [value for value in right if (value.word == NUMBER) is numbers]
        if here and there:
            yield here[0].form, there[0].form


def _is_source(value: Value, sources: frozenset[str]) -> bool:
    return value.word != NUMBER and outlet_key(value.form.partition("=")[0]) in sources


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
