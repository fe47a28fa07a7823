"""Which article repeats another one's text, found by shingles in an inverted table and settled word by word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from monitor.model.story import Footprint
from monitor.stories.citing import outlet_key
from monitor.stories.sameness import overlap

ENOUGH = 0.42  # of the smaller text's words in the other: half of it went over, some words of it changed
ENOUGH_OF_SHORT = 0.75  # ... of a sentence or two, whose phrases stand in every text of the beat
SHORT, LONG = 15, 60  # words; between them the share falls from one to the other
ENOUGH_WITHIN = 0.65  # ... within one outlet, whose articles share a background and the lines of its site
LIKELY = 0.12  # of the smaller text's shingles: worth a look
SAME = 0.97  # of both texts' words: nothing more would be found by it
_IN_A_ROW = 24  # articles that a shingle leads to, the last ones: what stands in more is nobody's own
_LOOKS = 6  # articles compared word by word


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


class Copies:
    """The texts of the window. Memory: what was added and not forgotten; of texts all but equal only the first."""

    def __init__(self) -> None:
        self._texts: dict[int, Footprint] = {}
        self._rows: dict[int, list[int]] = {}
        self._original: dict[int, int] = {}
        self._group: dict[int, list[int]] = {}

    def find(self, article: Footprint) -> CopyFound | None:
        """The original of this text, if it is a copy. Changes nothing."""
        best: tuple[float, int] | None = None
        for number in self._likely(article):
            share = self.share(article, self._texts[number])
            if share is not None and (best is None or share > best[0]):
                best = share, number
        return self._settled(article, best[1], best[0]) if best else None

    def add(self, article: Footprint, original: int | None, originals: Iterable[int] = ()) -> None:
        """The text is known from now on; `original`: whose copy it is; `originals`: copies of it from now on."""
        number = article.article
        for copy in originals:
            self._group.pop(copy, None)
            self._original[copy] = number
            self._group.setdefault(number, []).append(copy)
        if original is not None and original != number:
            self._original[number] = original
            self._group.setdefault(original, []).append(number)
        self._texts[number] = article
        for shingle in article.marks.shingles:
            row = self._rows.setdefault(shingle, [])
            row.append(number)
            if len(row) > _IN_A_ROW:
                del row[0]

    def forget(self, articles: Iterable[int]) -> None:
        """These can no longer be repeated."""
        for number in articles:
            article = self._texts.pop(number, None)
            for shingle in article.marks.shingles if article else ():
                row = self._rows.get(shingle)
                if row and number in row:
                    row.remove(number)
                    if not row:
                        del self._rows[shingle]
            self._original.pop(number, None)

    @staticmethod
    def share(one: Footprint, other: Footprint) -> float | None:
        """How much of the smaller text stands in the other; None where neither repeats the other."""
        if one.language != other.language:
            return None
        found = overlap(one.marks, other.marks, one.marks.cites | other.marks.cites)
        share = max(found.first, found.second)
        enough = max(_enough(min(found.words)), ENOUGH_WITHIN if one.outlet == other.outlet else 0.0)
        return share if share >= enough and not found.against else None

    def _likely(self, article: Footprint) -> list[int]:
        shingles = article.marks.shingles
        counts: Counter[int] = Counter()
        for shingle in shingles:
            row = self._rows.get(shingle)
            if row:
                counts.update(row)
        likely = []
        for number, count in counts.most_common(_LOOKS):
            least = min(len(shingles), len(self._texts[number].marks.shingles))
            if count >= LIKELY * least:
                likely.append(number)
        return likely

    def _settled(self, article: Footprint, like: int, share: float) -> CopyFound:
        """Who is the original: the outlet that the others cite, else who came first."""
        first = self._original.get(like, like)
        group = [first, *self._group.get(first, ())]
        known = self._texts.get(first)
        key, first_key = outlet_key(article.outlet), outlet_key(known.outlet) if known else ""
        reason = f"{share:.0%} of its text stands in article {like}"
        citing = any(key in self._texts[each].marks.cites for each in group if each in self._texts)
        if key and citing and key != first_key and first_key not in article.marks.cites:
            reason += f", which gives {article.outlet} as its source"
            return CopyFound(article.article, share, reason, like, tuple(group))
        return CopyFound(first, share, reason, like)


def _enough(words: int) -> float:
    """The share that makes a text of so many words a copy."""
    reach = min(1.0, max(0.0, (words - SHORT) / (LONG - SHORT)))
    return ENOUGH_OF_SHORT + reach * (ENOUGH - ENOUGH_OF_SHORT)
