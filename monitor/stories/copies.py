"""Which article repeats another one's text, found by shingles in an inverted table and settled word by word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from operator import itemgetter

from monitor.model.story import Footprint
from monitor.stories.citing import outlet_key
from monitor.stories.packing import cites_of, shingles_of
from monitor.stories.sameness import Read, overlap

ENOUGH = 0.42  # of the smaller text's words in the other: half of it went over, some words of it changed
ENOUGH_OF_SHORT = 0.75  # ... of a sentence or two, whose phrases stand in every text of the beat
WHOLE, HALF = 25, 0.33  # words in sentences taken over whole, and their share of the smaller text: half of a text
PLAIN = 0.38  # ... of the words that are no names: "President of the Republic" in full is no text
SHORT, LONG = 15, 50  # words; between them the share falls from one to the other
ENOUGH_WITHIN = 0.65  # ... within one outlet, whose articles share a background and the lines of its site
LIKELY = 0.12  # of the smaller text's shingles: worth a look
SAME = 0.97  # so much of it is found that no other text can hold more
_IN_A_ROW = 24  # articles that a shingle leads to, the last ones: what stands in more is nobody's own
_LOOKS = 4  # articles compared word by word


@dataclass(frozen=True, slots=True)
class CopyFound:
    """`original`: the article whose text it is, `like`: the one it was found in, with which share of its words.

    Where the others cite the outlet of the article asked about, it is itself the original, and `originals` are copies
    of it from now on.
    """

    original: int
    share: float
    reason: str
    like: int
    originals: tuple[int, ...] = ()


class _Group:
    """All known texts of one original, and all that they give as their source."""

    __slots__ = ("alike", "cites", "first", "members")

    def __init__(self, first: int) -> None:
        self.first = first
        self.members: dict[int, None] = {}  # in the order in which they came
        self.alike: dict[int, None] = {}  # those found by the shingles of the first, having the same
        self.cites: set[str] = set()

    def take(self, other: _Group) -> None:
        """The other one's texts are of this one from now on."""
        self.members |= other.members
        self.alike |= other.alike
        self.cites |= other.cites


class Copies:
    """The texts of the window. Memory: what was added and not forgotten; of texts all but equal only the first."""

    def __init__(self) -> None:
        self._texts: dict[int, Footprint] = {}
        self._rows: dict[int, int | list[int]] = {}  # most shingles stand in one article
        self._original: dict[int, int] = {}  # of every text, itself of one that is no copy
        self._groups: dict[int, _Group] = {}  # by original

    def held(self) -> int:
        """Everything that stands in memory, counted; 0 once all articles are forgotten."""
        return len(self._texts) + len(self._rows) + len(self._original) + len(self._groups)

    def find(self, article: Footprint) -> CopyFound | None:
        """The original of this text, if it is a copy. Changes nothing."""
        best: tuple[float, int] | None = None
        opened: Read | None = None
        for number in self._likely(article):
            if best and self._original[number] == self._original[best[1]]:
                continue
            opened = opened or Read(article.marks)
            share = _share(article, opened, self._texts[number])
            if share is not None and (best is None or share > best[0]):
                best = share, number
                if share >= SAME:
                    break
        return self._settled(article, best[1], best[0]) if best else None

    def add(self, article: Footprint, original: int | None, originals: Iterable[int] = ()) -> None:
        """The text is known from now on; `original`: whose copy it is; `originals`: copies of it from now on."""
        number = article.article
        first = number if original is None else original
        group = self._groups.get(first)
        if group is None:
            group = self._groups[first] = _Group(first)
        for other in originals:
            if other != first and other in self._groups:
                group.take(self._groups.pop(other))
            if other in self._original:
                self._original[other] = first
        group.members[number] = None
        group.cites.update(cites_of(article))
        self._original[number] = first
        self._texts[number] = article
        known = self._texts.get(first)
        shingles = shingles_of(article)
        if known is None or known is article or tuple(shingles_of(known)) != tuple(shingles):
            self._index(number, shingles)
        else:
            group.alike[number] = None

    def _index(self, number: int, shingles: Sequence[int]) -> None:
        rows = self._rows
        found = list(map(rows.setdefault, shingles, repeat(number)))  # at once: most stand nowhere else
        if found.count(number) == len(found):
            return
        for shingle, row in zip(shingles, found, strict=True):
            if row == number:
                continue
            if isinstance(row, int):
                rows[shingle] = [row, number]
            else:
                row.append(number)
                if len(row) > _IN_A_ROW:
                    del row[0]

    def forget(self, articles: Iterable[int]) -> None:
        """These can no longer be repeated."""
        for number in articles:
            article = self._texts.pop(number, None)
            shingles = tuple(shingles_of(article)) if article else ()
            for shingle in shingles:
                row = self._rows.get(shingle)
                if row == number:
                    del self._rows[shingle]
                elif isinstance(row, list) and number in row:
                    row.remove(number)
                    if not row:
                        del self._rows[shingle]
            group = self._groups.get(self._original.pop(number, number))
            if group:
                self._leaves(group, number, shingles)

    def _leaves(self, group: _Group, number: int, shingles: tuple[int, ...]) -> None:
        """The group goes on without this text; those that were found by it are found by one of their own."""
        group.members.pop(number, None)
        if number in group.alike:
            del group.alike[number]
        else:
            following = next((each for each in group.alike if tuple(shingles_of(self._texts[each])) == shingles), None)
            if following is not None:
                del group.alike[following]
                self._index(following, shingles)
        if not group.members:
            del self._groups[group.first]

    def _likely(self, article: Footprint) -> list[int]:
        """Articles of its language that share shingles with it, most first."""
        shingles = article.marks.shingles
        rows = [row for row in map(self._rows.get, shingles) if row is not None]
        counts = Counter(chain.from_iterable([(row,) if isinstance(row, int) else row for row in rows]))
        likely = []
        for number, count in sorted(counts.items(), key=itemgetter(1), reverse=True)[:_LOOKS]:
            other = self._texts[number]
            least = int(LIKELY * min(len(shingles), len(shingles_of(other))))
            if count >= least and other.language == article.language and number != article.article:
                likely.append(number)
        return likely

    def _settled(self, article: Footprint, like: int, share: float) -> CopyFound:
        """Who is the original: the outlet that the others cite, else who came first."""
        first = self._original[like]
        group, known = self._groups[first], self._texts.get(first)
        key, first_key = outlet_key(article.outlet), outlet_key(known.outlet) if known else ""
        reason = f"{share:.0%} of its text stands in article {like}"
        if key and key in group.cites and key != first_key and first_key not in article.marks.cites:
            reason += f", which gives {article.outlet} as its source"
            return CopyFound(article.article, share, reason, like, tuple(group.members))
        return CopyFound(first, share, reason, like)


def _share(one: Footprint, opened: Read, other: Footprint) -> float | None:
    """How much of the smaller text stands in the other; None where neither repeats the other."""
    if one.marks.text == other.marks.text and one.marks.values == other.marks.values:
        return 1.0
    found = overlap(Read(other.marks), opened, one.marks.cites | other.marks.cites)
    enough = max(_enough(found.words), ENOUGH_WITHIN if one.outlet == other.outlet else 0.0)
    taken_over = found.whole >= max(WHOLE, HALF * found.words) and one.outlet != other.outlet
    repeats = (found.share >= enough and found.plain >= PLAIN) or taken_over
    return found.share if repeats and not found.against else None


def _enough(words: int) -> float:
    """The share that makes a text of so many words a copy."""
    reach = min(1.0, max(0.0, (words - SHORT) / (LONG - SHORT)))
    return ENOUGH_OF_SHORT + reach * (ENOUGH - ENOUGH_OF_SHORT)
