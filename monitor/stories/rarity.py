"""How much a word or a name tells, learned from the articles of the window as they come and go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sized
from math import log
from zlib import crc32

from monitor.stories.hashes import CONCEPTS, NAMES, NUMBERS, SKELETONS, Keys, begun
from monitor.stories.postings import Postings

_DOUBT = 20  # articles that an empty window is taken to have seen: what came once in three is not yet rare
_LEAST = 0.05  # what stands in every article still tells a little
_RELEARN = 1.1  # growth after which all weights are worked out anew
_AT_ONCE = 20_000  # signs
_SPACES = {CONCEPTS: 1.2, SKELETONS: 0.25, NUMBERS: 0.15}  # the same of any concept, skeleton or number
_TOGETHER = (NAMES, CONCEPTS, SKELETONS, NUMBERS)
# Of these articles that were never seen so many named a country, a person ...: on a beat the same ones come again.
_KNOWN = {"country": 14.0, "person": 3.0, "topic": 3.0, "org": 2.0, "place": 3.0}


class Table(dict[str, float]):
    """Weights of words or names, each worked out when first asked for."""

    def __init__(self, space: str, counts: Mapping[int, int], posted: Mapping[int, Sized], articles: int) -> None:
        super().__init__()
        self._begun = begun(space)
        self._posted = posted
        self._known = _SPACES.get(space, 0.0)
        self._counts = counts
        self._articles = articles

    def __missing__(self, key: str) -> float:
        number = crc32(key.encode(), self._begun)  # `hashed`, without a call: each new table asks for every word
        seen: float = self._counts.get(number, 0) + len(self._posted.get(number, ()))
        seen += (self._known or _KNOWN.get(key.partition(".")[0], 0.0)) + 1
        weight = self[key] = max(_LEAST, log((self._articles + _DOUBT) / seen))
        return weight


class Rarity:
    """Counts of the window's articles. Memory: the signs of the articles added and not removed.

    What the postings hold anyway is counted there: of an article's signs only the others are counted here.
    """

    def __init__(self, postings: Postings | None = None) -> None:
        self._postings = Postings() if postings is None else postings  # an empty one is falsy
        self._counts: Counter[int] = Counter()  # by hash
        self._articles: Counter[str] = Counter()  # by language
        self._together = 0  # of all languages
        self._current: dict[str, Table] = {}  # the tables that hold as long as no article comes or goes
        self._tables: dict[str, tuple[int, Table]] = {}
        self._new: list[int] = []  # added, not yet counted: many at once are quicker

    def __len__(self) -> int:
        self._count()
        return len(self._counts)

    def add(self, signs: Keys) -> None:
        """One more article of its language has these."""
        self._articles[signs.language] += 1
        self._together += 1
        self._current.clear()
        self._new += signs.counted
        if len(self._new) > _AT_ONCE:
            self._count()

    def _count(self) -> None:
        if self._new:
            self._counts.update(self._new)
            self._new.clear()

    def remove(self, signs: Keys) -> None:
        """One article less."""
        self._count()
        counts = self._counts
        for key in signs.counted:
            if counts[key] == 1:
                del counts[key]
            else:
                counts[key] -= 1
        self._articles[signs.language] -= 1
        self._together -= 1
        self._current.clear()

    def table(self, space: str) -> Table:
        """The weights of a language, the same object until the window has grown or shrunk by a tenth."""
        current = self._current.get(space)
        if current is not None:
            return current
        self._count()
        articles = self._together if space in _TOGETHER else self._articles[space]
        learned, table = self._tables.get(space, (-1, None))
        if table is None or not learned / _RELEARN <= articles <= learned * _RELEARN:
            table = Table(space, self._counts, self._postings.rows(), articles)
            self._tables[space] = articles, table
        self._current[space] = table
        return table
