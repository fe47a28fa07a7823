"""How much a word or a name tells, learned from the articles of the window as they come and go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sized
from math import log

from monitor.stories.packing import hashed
from monitor.stories.postings import CONCEPT, NAME, NUMBER, SKELETON, Postings

_DOUBT = 20  # articles that an empty window is taken to have seen: what came once in three is not yet rare
_LEAST = 0.05  # what stands in every article still tells a little
_RELEARN = 1.1  # growth after which all weights are worked out anew
_AT_ONCE = 20_000  # signs
NAMES, CONCEPTS, SKELETONS, NUMBERS = "*", "~", "'", "#"  # names are counted over all languages together
_SPACES = {CONCEPTS: 1.2, SKELETONS: 0.25, NUMBERS: 0.15}  # the same of any concept, skeleton or number
_POSTED = {NAMES: NAME, CONCEPTS: CONCEPT, SKELETONS: SKELETON, NUMBERS: NUMBER}
# Of these articles that were never seen so many named a country, a person ...: on a beat the same ones come again.
_KNOWN = {"country": 14.0, "person": 3.0, "topic": 3.0, "org": 2.0, "place": 3.0}


class Table(dict[str, float]):
    """Weights of words or names, each worked out when first asked for."""

    def __init__(self, counts: Mapping[int, int], posted: Mapping[int, Sized], articles: int, known: float) -> None:
        super().__init__()
        self._posted = posted
        self._known = known
        self._counts = counts
        self._articles = articles

    def __missing__(self, key: str) -> float:
        number = hashed(key)
        seen = self._counts.get(number, 0) + len(self._posted.get(number, ()))
        seen += (self._known or _KNOWN.get(key.partition(".")[0], 0.0)) + 1
        weight = self[key] = max(_LEAST, log((self._articles + _DOUBT) / seen))
        return weight


class Rarity:
    """Counts of the window's articles by language. Memory: the words of the articles added and not removed.

    What the postings hold anyway is counted there: only the other signs of an article are to be added.
    """

    def __init__(self, postings: Postings | None = None) -> None:
        self._postings = postings or Postings()
        self._counts: dict[str, Counter[int]] = {}
        self._articles: dict[str, int] = {}
        self._tables: dict[str, tuple[int, Table]] = {}
        self._waiting = False
        self._new: dict[str, list[int]] = {}  # added, not yet counted: many at once are quicker

    def __len__(self) -> int:
        self._count()
        return sum(map(len, self._counts.values()))

    def add(self, space: str, keys: Iterable[int]) -> None:
        """One more article of this language (or NAMES) has these, hashed."""
        if space not in self._counts:
            self._counts[space], self._new[space] = Counter(), []
        self._articles[space] = self._articles.get(space, 0) + 1
        new = self._new[space]
        new += keys
        self._waiting = True
        if len(new) > _AT_ONCE:
            self._count()

    def _count(self) -> None:
        if not self._waiting:
            return  # asked for each comparison
        for space, new in self._new.items():
            self._counts[space].update(new)
            new.clear()
        self._waiting = False

    def remove(self, space: str, keys: Iterable[int]) -> None:
        """One article less."""
        self._count()
        counts = self._counts[space]
        for key in keys:
            if counts[key] == 1:
                del counts[key]
            else:
                counts[key] -= 1
        self._articles[space] -= 1
        if not self._articles[space]:
            del self._counts[space], self._articles[space], self._new[space]
            self._tables.pop(space, None)

    def table(self, space: str) -> Table:
        """The weights of a language, the same object until the window has grown or shrunk by a tenth."""
        self._count()
        articles = self._articles.get(space, 0)
        learned, table = self._tables.get(space, (-1, None))
        if table is None or not learned / _RELEARN <= articles <= learned * _RELEARN:
            posted = self._postings.rows(_POSTED.get(space, space))
            table = Table(self._counts.get(space, {}), posted, articles, _SPACES.get(space, 0.0))
            self._tables[space] = articles, table
        return table
