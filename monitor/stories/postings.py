"""Which articles of the window may be like one, without a look at all of them."""

from __future__ import annotations

from collections.abc import Iterator

from monitor.stories.languagefree import FOREMOST
from monitor.stories.profile import Profile

_KEYS = 24  # of an article's signs, those that fewest share
_LAST = 32  # articles that a sign leads to, the newest
_LIKELY = 24  # articles that are compared in full
_EVENT = 3.0  # the sides of an event lead as surely as three words
_SIDES = "sides"
_Key = tuple[str, ...]  # kind of sign, sign


class Postings:
    """Signs of articles, each with the articles that have it. Memory: the signs of those added and not removed."""

    def __init__(self) -> None:
        self._articles: dict[_Key, list[int]] = {}

    def __len__(self) -> int:
        return len(self._articles)

    def add(self, profile: Profile) -> None:
        """This article can be found from now on."""
        number = profile.footprint.article
        for key in _keys(profile):
            row = self._articles.get(key)
            if row is None:
                self._articles[key] = [number]
            else:
                row.append(number)

    def remove(self, profile: Profile) -> None:
        """It can no longer be found."""
        number = profile.footprint.article
        for key in _keys(profile):
            row = self._articles[key]
            row.remove(number)  # what is forgotten stands near the front
            if not row:
                del self._articles[key]

    def likely(self, profile: Profile) -> list[int]:
        """The articles that share most of this one's rarest signs, most first."""
        known = [(len(row), key) for key in _keys(profile) if (row := self._articles.get(key))]
        known.sort()
        points: dict[int, float] = {}
        for shared, key in _rarest(known):
            worth = (_EVENT if key[0] == _SIDES else 1.0) / (shared + 1) ** 0.5
            for number in self._articles[key][-_LAST:]:
                points[number] = points.get(number, 0.0) + worth
        return sorted(points, key=lambda number: (-points[number], -number))[:_LIKELY]


def _rarest(known: list[tuple[int, _Key]]) -> Iterator[tuple[int, _Key]]:
    """The rarest signs, and every event."""
    yield from known[:_KEYS]
    yield from (each for each in known[_KEYS:] if each[1][0] == _SIDES)


def _keys(profile: Profile) -> Iterator[_Key]:
    """Words of title and lead in their language; names, concepts, numbers and the sides of events in none."""
    signs, language = profile.footprint.signs, profile.footprint.language
    yield from ((language, stem) for stem in signs.title | signs.lead)
    yield from (("name", name) for name in signs.names)
    yield from (("number", number) for number in signs.numbers)
    yield from (("concept", concept) for concept in signs.concepts if concept[0] == FOREMOST)
    yield from (("skeleton", skeleton) for skeleton in signs.skeletons)
    yield from {(_SIDES, *sorted(head.sides)) for head in profile.heads}
