"""Which articles of the window may be like one, without a look at all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sized
from typing import Any

from monitor.model.story import Footprint
from monitor.stories.packing import Keys, Spaces, hashed, spaces

_KEYS = 24  # of an article's signs, those that fewest share
_LAST = 32  # articles that a sign leads to, the newest
_LIKELY = 24  # articles that are compared in full
_EVENT = 3.0  # the sides of an event lead as surely as three words
_SIDES = "sides"
NAME, NUMBER, CONCEPT, SKELETON = "name", "number", "concept", "skeleton"
_Key = tuple[str, str]  # kind of sign or language, sign
_Rows = defaultdict[int, list[int]]  # by hash


class Postings:
    """Signs of articles, each with the articles that have it. Memory: the signs of those added and not removed."""

    def __init__(self) -> None:
        self._articles: defaultdict[str, _Rows] = defaultdict(_rows)

    def __len__(self) -> int:
        return sum(map(len, self._articles.values()))

    def add(self, number: int, signs: Keys) -> None:
        """This article can be found from now on; `signs` are its own."""
        for space, keys in _kinds(signs.language, signs):
            articles = self._articles[space]
            for key in keys:
                articles[key].append(number)

    def remove(self, number: int, signs: Keys) -> None:
        """It can no longer be found."""
        for space, keys in _kinds(signs.language, signs):
            articles = self._articles[space]
            for key in keys:
                row = articles[key]
                row.remove(number)  # what is forgotten stands near the front
                if not row:
                    del articles[key]

    def rows(self, space: str) -> Mapping[int, Sized]:
        """The articles of each hashed sign of a kind, or word of a language; the same object for good."""
        return self._articles[space]

    def likely(self, article: Footprint) -> list[int]:
        """The articles that share most of this one's rarest signs, most first."""
        known: list[tuple[int, _Key]] = []
        for space, keys in _kinds(article.language, spaces(article)):
            articles = self._articles[space]
            known += [(len(row), (space, key)) for key in keys if (row := articles.get(hashed(key)))]
        known.sort()
        points: dict[int, float] = {}
        for shared, (space, key) in _rarest(known):
            worth = (_EVENT if space == _SIDES else 1.0) / (shared + 1) ** 0.5
            for number in self._articles[space][hashed(key)][-_LAST:]:
                points[number] = points.get(number, 0.0) + worth
        return sorted(points, key=lambda number: (-points[number], -number))[:_LIKELY]


def _rows() -> _Rows:
    return defaultdict(list)


def _rarest(known: list[tuple[int, _Key]]) -> Iterator[tuple[int, _Key]]:
    """The rarest signs, and every event."""
    yield from known[:_KEYS]
    yield from (each for each in known[_KEYS:] if each[1][0] == _SIDES)


def _kinds(language: str, found: Spaces | Keys) -> Iterator[tuple[str, Collection[Any]]]:
    """Words of title and lead in their language; names, concepts, numbers and the sides of events in none.

    What stands here is not counted by `Rarity` again: it asks for the length of the row.
    """
    yield language, found.early
    yield NAME, found.names
    yield NUMBER, found.numbers
    yield CONCEPT, found.foremost
    yield SKELETON, found.skeletons
    yield _SIDES, found.sides
