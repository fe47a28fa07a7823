"""How much a word or a name tells, learned from the articles of the window as they come and go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence, Sized
from math import exp, log, sqrt
from operator import mul
from zlib import crc32

from monitor.stories.hashes import CONCEPTS, NAMES, NUMBERS, SKELETONS, Keys, begun
from monitor.stories.postings import Postings

_DOUBT = 20  # articles that an empty window is taken to have seen: what came once in three is not yet rare
_LEAST = 0.05  # what stands in every article still tells a little
_RELEARN = 0.1  # of the window's articles that come or go before all weights are learned anew
_AT_ONCE = 20_000  # signs
_SPACES = {CONCEPTS: 1.2, SKELETONS: 0.25, NUMBERS: 0.15}  # the same of any concept, skeleton or number
_KINDS = (NAMES, CONCEPTS, SKELETONS, NUMBERS)  # counted over all languages
_TOGETHER = "*"  # as if all articles were of one language
# Of these articles that were never seen so many named a country, a person ...: on a beat the same ones come again.
_KNOWN = {"country": 14.0, "person": 3.0, "topic": 3.0, "org": 2.0, "place": 3.0}


class _Moment:
    """How many articles the window, or a language of it, had when the weights of now were learned; what came since."""

    def __init__(self, articles: int) -> None:
        self.articles = articles
        self._changes = 0
        self._pending: list[tuple[int, Sequence[int]]] = []  # +1 or -1, and signs: many at once are quicker
        self._size = 0
        self._since: dict[int, int] = {}  # by hash, how many more articles have it now

    @property
    def holds(self) -> bool:
        """Whether most articles are still the same."""
        return self._changes <= _RELEARN * self.articles

    def changed(self, by: int, signs: Keys) -> None:
        """One article more or less has these."""
        self._changes += 1
        self._pending += ((by, signs.posted), (by, signs.counted))
        self._size += len(signs.posted) + len(signs.counted)
        if self._size > _AT_ONCE:
            self._count()

    def since(self) -> Mapping[int, int]:
        """Of signs that came or went, by hash, how many more articles have them than had them then."""
        if self._pending:
            self._count()
        return self._since

    def _count(self) -> None:
        since = self._since
        for by, signs in self._pending:
            for key in signs:
                since[key] = since.get(key, 0) + by
        self._pending.clear()
        self._size = 0


class Table(dict[str, float]):
    """Weights of words or names as of one moment, each worked out when first asked for: the same whoever asks first."""

    def __init__(self, space: str, counts: Mapping[int, int], posted: Mapping[int, Sized], moment: _Moment) -> None:
        super().__init__()
        self._begun = begun(space)
        self._posted = posted
        self._known: float | None = None if space == NAMES else _SPACES.get(space, 0.0)
        self._counts = counts
        self._moment = moment

    def __missing__(self, key: str) -> float:
        number = crc32(key.encode(), self._begun)  # `hashed`, without a call: each new table asks for every word
        moment, known = self._moment, self._known
        seen = self._counts.get(number, 0) + 1
        if row := self._posted.get(number):
            seen += len(row)
        if since := moment.since():
            seen -= since.get(number, 0)
        if known is None:
            known = _KNOWN.get(key.partition(".")[0], 0.0)
        weight = self[key] = max(_LEAST, log((moment.articles + _DOUBT) / (seen + known)))
        return weight


def length(signs: Iterable[str], table: Table) -> float:
    """Of the vector of these weights."""
    weights = list(map(table.__getitem__, signs))
    return sqrt(sum(map(mul, weights, weights)))


def cosine(shared: Collection[str], lengths: float, table: Table, telling: float) -> float:
    """Of two vectors, `lengths` multiplied, that share these; less where all that is shared tells less than `telling`.

    `telling`: the weight from which most of the likeness counts.
    """
    if not shared:
        return 0.0
    weights = list(map(table.__getitem__, shared))
    product: float = sum(map(mul, weights, weights))
    return (1 - exp(-sum(weights) / telling)) * product / lengths


class Rarity:
    """Counts of the window's articles. Memory: the signs of the articles added and not removed.

    What the postings hold anyway is counted there: of an article's signs only the others are counted here. What is rare
    is learned by `settle`, and stays as it was learned until a tenth as many articles as there were have come or gone:
    so that a weight depends on the articles that came and went, and not on who asked for it when.
    """

    def __init__(self, postings: Postings | None = None) -> None:
        self._postings = Postings() if postings is None else postings  # an empty one is falsy
        self._counts: Counter[int] = Counter()  # by hash
        self._articles: Counter[str] = Counter()  # by language, and of all together
        self._moments: dict[str, _Moment] = {}  # the same
        self._tables: dict[str, Table] = {}  # by language or kind
        self._new: list[int] = []  # added, not yet counted: many at once are quicker

    def __len__(self) -> int:
        self._count()
        return len(self._counts)

    def add(self, signs: Keys) -> None:
        """One more article of its language has these."""
        self._changed(1, signs)
        self._new += signs.counted
        if self._moments or len(self._new) > _AT_ONCE:  # before the first question many are quicker at once
            self._count()

    def _changed(self, by: int, signs: Keys) -> None:
        for which in (_TOGETHER, signs.language):
            self._articles[which] += by
            if moment := self._moments.get(which):
                moment.changed(by, signs)

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
        self._changed(-1, signs)

    def settle(self) -> None:
        """Learn anew where articles have come or gone; call it before questions about an article."""
        self._count()
        for which, articles in self._articles.items():
            moment = self._moments.get(which)
            if moment is None or not moment.holds:
                self._moments[which] = _Moment(articles)
                for space in _KINDS if which == _TOGETHER else (which,):
                    self._tables.pop(space, None)

    def table(self, space: str) -> Table:
        """The weights of a language, or of a kind of signs: the same object until they are learned anew."""
        found = self._tables.get(space)
        return self._learned(space) if found is None else found

    def _learned(self, space: str) -> Table:
        which = _TOGETHER if space in _KINDS else space
        moment = self._moments.get(which)
        if moment is None:
            self._count()
            moment = self._moments[which] = _Moment(self._articles[which])
        table = self._tables[space] = Table(space, self._counts, self._postings.rows(), moment)
        return table
