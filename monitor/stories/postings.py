"""Which articles of the window may be like one, without a look at all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sized
from zlib import crc32

from monitor.model.story import Footprint
from monitor.stories.hashes import CONCEPTS, NAMES, NUMBERS, SIDES, SKELETONS, Keys, begun
from monitor.stories.packing import Spaces, spaces

_KEYS = 24  # of an article's signs, those that fewest share
_LAST = 32  # articles that a sign leads to, the newest
_LIKELY = 24  # articles that are compared in full
_EVENT = 3.0  # the sides of an event lead as surely as three words
_SIDES = "sides"
_Known = tuple[int, str, str, int]  # articles, label of the kind or language, sign, its hash


class Postings:
    """Signs of articles, each with the articles that have it. Memory: the signs of those added and not removed."""

    def __init__(self) -> None:
        self._articles: defaultdict[int, list[int]] = defaultdict(list)  # by hash

    def __len__(self) -> int:
        return len(self._articles)

    def add(self, number: int, signs: Keys) -> None:
        """This article can be found from now on; `signs` are its own."""
        articles = self._articles
        for key in signs.posted:
            articles[key].append(number)

    def remove(self, number: int, signs: Keys) -> None:
        """It can no longer be found."""
        articles = self._articles
        for key in signs.posted:
            row = articles[key]
            row.remove(number)  # what is forgotten stands near the front
            if not row:
                del articles[key]

    def rows(self) -> Mapping[int, Sized]:
        """The articles of each hashed sign; the same object for good."""
        return self._articles

    def likely(self, article: Footprint) -> list[int]:
        """The articles that share most of this one's rarest signs, most first."""
        articles = self._articles
        known = [
            (len(row), label, sign, key)
            for label, kind, signs in _kinds(article.language, spaces(article))
            for first in (begun(kind),)
            for sign in signs
            if (row := articles.get(key := crc32(sign.encode(), first)))
        ]
        known.sort()
        points: dict[int, float] = {}
        for shared, label, _, key in _rarest(known):
            worth = (_EVENT if label == _SIDES else 1.0) / (shared + 1) ** 0.5
            for number in articles[key][-_LAST:]:
                points[number] = points.get(number, 0.0) + worth
        return sorted(points, key=lambda number: (-points[number], -number))[:_LIKELY]


def _rarest(known: list[_Known]) -> Iterator[_Known]:
    """The rarest signs, and every event."""
    yield from known[:_KEYS]
    yield from (each for each in known[_KEYS:] if each[1] == _SIDES)


def _kinds(language: str, found: Spaces) -> Iterator[tuple[str, str, Collection[str]]]:
    """What an article is found by, with a label by which signs as rare are put in order, as `packing.keys` has it.

    What stands here is not counted by `Rarity` again: it asks for the length of the row.
    """
    yield language, language, found.early
    yield "name", NAMES, found.names
    yield "number", NUMBERS, found.numbers
    yield "concept", CONCEPTS, found.foremost
    yield "skeleton", SKELETONS, found.skeletons
    yield _SIDES, SIDES, found.sides
