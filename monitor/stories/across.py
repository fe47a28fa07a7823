"""Whether two articles in different languages tell of one dealing: what both speak of, names, numbers.

Everything here is free of language (see `languagefree`). Rare signs count for more, and what is rare the window learns
as it goes; two sets of numbers without a common one, or two sets of people, count against. Events, names of the lexicon
and time are weighed by `likeness`, with the weights that stand here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from math import sqrt
from typing import NamedTuple

from monitor.model.story import Signs

SPACE = "~"  # where the rarity of these signs is counted, all languages together
CONCEPT, FOREMOST, SKELETON, NUMBER = "concept", "foremost", "skeleton", "number"
_MARK = "!"  # before a concept of title or lead, see languagefree
_FULL = 2.0  # so many rare shared names or numbers are all that can be asked for
_RARE = 5.0  # weight of a sign that no other article has
_ACTING = ("person.", "org.")
_SHOWN = 4


class Weights(NamedTuple):
    """What each language-free sign is worth, in logarithms of odds."""

    concepts: float = 10.0
    foremost: float = 2.3
    skeletons: float = 1.6
    numbers: float = 1.8
    other_numbers: float = -1.1
    other_people: float = -0.4


class Shared(NamedTuple):
    """What two articles share: `odds` for one dealing, and the signs behind it."""

    odds: float
    concepts: frozenset[str] = frozenset()
    skeletons: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()


WEIGHTS = Weights()


class Spoken:
    """The language-free signs of one article by kind, each with its kind before a point, ready for comparing."""

    __slots__ = ("_lengths", "acting", "concepts", "foremost", "numbers", "skeletons")

    def __init__(self, signs: Signs) -> None:
        self.concepts = frozenset(f"{CONCEPT}.{each}" for each in signs.concepts if not each.startswith(_MARK))
        self.foremost = frozenset(f"{FOREMOST}.{each[1:]}" for each in signs.concepts if each.startswith(_MARK))
        self.skeletons = frozenset(f"{SKELETON}.{each}" for each in signs.skeletons)
        self.numbers = frozenset(f"{NUMBER}.{each}" for each in signs.numbers)
        self.acting = frozenset(each for each in signs.names if each.startswith(_ACTING))
        self._lengths: dict[str, tuple[Mapping[str, float], float]] = {}

    def __iter__(self) -> Iterator[str]:
        """All signs, for counting how rare they are."""
        yield from self.concepts
        yield from self.foremost
        yield from self.skeletons
        yield from self.numbers

    def length(self, kind: str, table: Mapping[str, float]) -> float:
        """Length of the vector of its concepts, kept while the table of weights holds."""
        kept = self._lengths.get(kind)
        if kept is None or kept[0] is not table:
            signs = self.concepts if kind == CONCEPT else self.foremost
            kept = self._lengths[kind] = table, sqrt(sum(table[sign] ** 2 for sign in signs))
        return kept[1]


def across(one: Spoken, other: Spoken, table: Mapping[str, float], weights: Weights = WEIGHTS) -> Shared:
    """What two articles share whatever their languages, and what it is worth; `table` says how rare each sign is."""
    concepts, foremost = one.concepts & other.concepts, one.foremost & other.foremost
    skeletons, numbers = one.skeletons & other.skeletons, one.numbers & other.numbers
    odds = (
        weights.concepts * _cosine(one, other, concepts, CONCEPT, table)
        + weights.foremost * _cosine(one, other, foremost, FOREMOST, table)
        + weights.skeletons * _rare(skeletons, table)
        + weights.numbers * _rare(numbers, table)
        + weights.other_numbers * (not numbers and bool(one.numbers) and bool(other.numbers))
        + weights.other_people * (bool(one.acting) and bool(other.acting) and not one.acting & other.acting)
    )
    return Shared(odds, foremost or concepts, skeletons, numbers)


def _cosine(one: Spoken, other: Spoken, shared: Iterable[str], kind: str, table: Mapping[str, float]) -> float:
    product = sum(table[sign] ** 2 for sign in shared)
    return product / (one.length(kind, table) * other.length(kind, table)) if product else 0.0


def _rare(shared: Iterable[str], table: Mapping[str, float]) -> float:
    return min(_FULL, sum(table[sign] for sign in shared) / _RARE)


def subjects(shared: Shared, table: Mapping[str, float]) -> list[str]:
    """What both speak of, the rarest first, as words: "tractor", "contract"."""
    ranked = sorted(shared.concepts, key=lambda sign: (-table[sign], sign))
    return [_bare(sign).replace("_", " ") for sign in ranked[:_SHOWN]]


def figures(shared: Shared) -> list[str]:
    """The numbers that both give, the largest first: "48000000", "14.2"."""
    return sorted(map(_bare, shared.numbers), key=lambda number: (-float(number), number))[:_SHOWN]


def _bare(sign: str) -> str:
    return sign.partition(".")[2]
