"""Whether two articles in different languages tell of one dealing: what both speak of, names, numbers.

Everything here is free of language (see `languagefree`). Rare signs count for more, and what is rare the window learns
as it goes; two sets of numbers without a common one, or two sets of people, count against. Events, names of the lexicon
and time are weighed by `likeness`, in the same measure.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from monitor.model.story import Signs
from monitor.stories.hashes import CONCEPTS, NUMBERS, SKELETONS
from monitor.stories.languagefree import FOREMOST
from monitor.stories.rarity import Rarity, Table, cosine, length

_FULL = 2.0  # so many rare shared names or numbers are all that can be asked for
_RARE = 5.0  # weight of a sign that no other article has
_TELLING = 2.0  # weight of shared concepts from which most of their likeness counts: one alone tells little
_ALIKE = 0.3  # likeness of all concepts beyond which two texts are not more surely one dealing
_SCALES = ((9, "billion"), (6, "million"))
_ACTING = ("person.", "org.")


class Weights(NamedTuple):
    """What each language-free sign is worth, in logarithms of odds."""

    concepts: float = 14.0
    foremost: float = 1.8
    skeletons: float = 1.8
    numbers: float = 2.4
    other_numbers: float = -1.4
    other_people: float = -0.55


class Shared(NamedTuple):
    """What two articles share: `odds` for one dealing, and its signs; concepts are those of both leads, if any."""

    odds: float
    concepts: frozenset[str] = frozenset()
    skeletons: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()


WEIGHTS = Weights()
MOST_SUBJECTS = (WEIGHTS.concepts + WEIGHTS.foremost) * _ALIKE
NOTHING_SHARED = Shared(0.0)
_NONE: frozenset[str] = frozenset()


class Spoken:
    """The language-free signs of one article, ready for being compared."""

    __slots__ = ("_lengths", "_table", "acting", "concepts", "foremost", "numbers", "skeletons")

    def __init__(self, signs: Signs) -> None:
        self.foremost = frozenset(each for each in signs.concepts if each[0] == FOREMOST)
        self.concepts = signs.concepts - self.foremost
        self.skeletons = signs.skeletons
        self.numbers = signs.numbers
        self.acting = frozenset(each for each in signs.names if each.startswith(_ACTING))
        self._table: Table | None = None
        self._lengths = 0.0, 0.0

    def lengths(self, table: Table) -> tuple[float, float]:
        """Lengths of the vectors of all concepts and of the foremost ones, kept while the table of weights holds."""
        if self._table is not table:
            self._table, self._lengths = table, (length(self.concepts, table), length(self.foremost, table))
        return self._lengths


def across(one: Spoken, other: Spoken, rarity: Rarity) -> Shared:
    """What two articles share whatever their languages, and what that is worth."""
    return with_subjects(beside(one, other, rarity), one, other, rarity)


def beside(one: Spoken, other: Spoken, rarity: Rarity) -> Shared:
    """The same without the subjects, which cost most to compare: they add at most `MOST_SUBJECTS`."""
    odds = 0.0
    skeletons = one.skeletons & other.skeletons
    if skeletons:
        odds += WEIGHTS.skeletons * _rare(skeletons, rarity, SKELETONS)
    numbers = one.numbers & other.numbers
    if numbers:
        odds += WEIGHTS.numbers * _rare(numbers, rarity, NUMBERS)
    elif one.numbers and other.numbers:
        odds += WEIGHTS.other_numbers
    if one.acting and other.acting and one.acting.isdisjoint(other.acting):
        odds += WEIGHTS.other_people
    return Shared(odds, _NONE, skeletons, numbers)


def with_subjects(found: Shared, one: Spoken, other: Spoken, rarity: Rarity) -> Shared:
    """What `beside` found, with what both speak of."""
    table = rarity.table(CONCEPTS)
    mine, theirs = one.lengths(table), other.lengths(table)
    concepts, foremost = one.concepts & other.concepts, one.foremost & other.foremost
    odds = (
        found.odds
        + WEIGHTS.concepts * min(_ALIKE, cosine(concepts, mine[0] * theirs[0], table, _TELLING))
        + WEIGHTS.foremost * min(_ALIKE, cosine(foremost, mine[1] * theirs[1], table, _TELLING))
    )
    return Shared(odds, foremost or concepts, found.skeletons, found.numbers)


def _rare(shared: Iterable[str], rarity: Rarity, space: str) -> float:
    return min(_FULL, sum(map(rarity.table(space).__getitem__, shared)) / _RARE)


def subjects(shared: Shared, rarity: Rarity, most: int) -> list[str]:
    """What both speak of, the rarest first, as words: "tractor", "contract"."""
    table = rarity.table(CONCEPTS)
    ranked = sorted(shared.concepts, key=lambda sign: (-table[sign], sign))
    return [sign.lstrip(FOREMOST).replace("_", " ") for sign in ranked[:most]]


def figures(numbers: Iterable[str]) -> list[str]:
    """Numbers that both give, the largest first, as a person writes them: "48 million", "1,250", "14.2"."""
    return [_written(number) for number in sorted(numbers, key=lambda each: (-float(each), each))]


def _written(number: str) -> str:
    whole, point, rest = number.partition(".")
    for zeros, name in _SCALES:
        value = int(whole) / 10**zeros
        if value >= 1 and not point and round(value, 2) == value:
            return f"{value:g} {name}"
    return f"{int(whole):,}{point}{rest}"
