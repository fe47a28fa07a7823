"""Whether two articles in different languages tell of one dealing: what both speak of, names, numbers.

Everything here is free of language (see `languagefree`). Rare signs count for more, and what is rare the window learns
as it goes; two sets of numbers without a common one, or two sets of people, count against. Events, names of the lexicon
and time are weighed by `likeness`, in the same measure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import exp, sqrt
from typing import NamedTuple

from monitor.model.story import Signs
from monitor.stories.hashes import CONCEPTS, NUMBERS, SKELETONS
from monitor.stories.languagefree import FOREMOST
from monitor.stories.rarity import Rarity

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
NOTHING_SHARED = Shared(0.0)


class Spoken:
    """The language-free signs of one article, ready for being compared."""

    __slots__ = ("_lengths", "acting", "concepts", "foremost", "numbers", "skeletons")

    def __init__(self, signs: Signs) -> None:
        self.foremost = frozenset(each for each in signs.concepts if each[0] == FOREMOST)
        self.concepts = signs.concepts - self.foremost
        self.skeletons = signs.skeletons
        self.numbers = signs.numbers
        self.acting = frozenset(each for each in signs.names if each.startswith(_ACTING))
        self._lengths: tuple[Mapping[str, float], float, float] | None = None

    def lengths(self, table: Mapping[str, float]) -> tuple[float, float]:
        """Lengths of the vectors of all concepts and of the foremost ones, kept while the table of weights holds."""
        kept = self._lengths
        if kept is None or kept[0] is not table:
            kept = self._lengths = table, _length(self.concepts, table), _length(self.foremost, table)
        return kept[1], kept[2]


def across(one: Spoken, other: Spoken, rarity: Rarity, weights: Weights = WEIGHTS) -> Shared:
    """What two articles share whatever their languages, and what that is worth."""
    table = rarity.table(CONCEPTS)
    mine, theirs = one.lengths(table), other.lengths(table)
    concepts, foremost = one.concepts & other.concepts, one.foremost & other.foremost
    skeletons, numbers = one.skeletons & other.skeletons, one.numbers & other.numbers
    odds = (
        weights.concepts * min(_ALIKE, _cosine(concepts, mine[0] * theirs[0], table))
        + weights.foremost * min(_ALIKE, _cosine(foremost, mine[1] * theirs[1], table))
        + weights.skeletons * _rare(skeletons, rarity, SKELETONS)
        + weights.numbers * _rare(numbers, rarity, NUMBERS)
        + weights.other_numbers * (not numbers and bool(one.numbers) and bool(other.numbers))
        + weights.other_people * (bool(one.acting) and bool(other.acting) and not one.acting & other.acting)
    )
    return Shared(odds, foremost or concepts, skeletons, numbers)


def _length(signs: Iterable[str], table: Mapping[str, float]) -> float:
    return sqrt(sum([table[sign] ** 2 for sign in signs]))


def _cosine(shared: Iterable[str], lengths: float, table: Mapping[str, float]) -> float:
    if not shared:
        return 0.0
    weights = [table[sign] for sign in shared]
    told = 1 - exp(-sum(weights) / _TELLING)
    return told * sum([weight**2 for weight in weights]) / lengths


def _rare(shared: Iterable[str], rarity: Rarity, space: str) -> float:
    if not shared:
        return 0.0
    table = rarity.table(space)
    return min(_FULL, sum([table[sign] for sign in shared]) / _RARE)


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
