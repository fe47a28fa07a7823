"""Two versions of a text held against each other: which sentences stayed, changed, went and came; then which words.

Bounded whatever the texts: what cannot be aligned within the bounds is one removal and one addition. Words are runs of
letters of any script with their marks and inner apostrophes ("сям'я", "Lukaşenko’nun"); letters are compared as they
are written, so that a dotless ı is another letter than i, but й is й in either of its spellings in Unicode.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from monitor.text.sentences import sentences

Kind = Literal["same", "changed", "out", "in"]

ALIKE = 0.5  # share of common words from which two sentences are one that was edited
_CELLS = 10_000  # of one table; a larger block without an anchor is replaced as a whole
_ALL_CELLS = 1_500_000  # of all tables of one comparison
_DEEP = 40  # how often a part is divided by what stands once in it
_WORD = re.compile(r"(?:[^\W_]|[\u0300-\u036f])+(?:['’ʼ`´](?:[^\W_]|[\u0300-\u036f])+)*|[^\w\s]|_")
_SPACE = re.compile(r"\s*")


class Row(NamedTuple):
    """A sentence of the old text, of the new one, or one of each that belong together, as slices of the two texts."""

    kind: Kind
    old: tuple[int, int] | None
    new: tuple[int, int] | None


class Piece(NamedTuple):
    """Words that stayed (as the new sentence has them), went or came, with the white space behind them."""

    kind: Literal["same", "out", "in"]
    text: str


class _Budget:
    """How much may still be spent on tables."""

    def __init__(self) -> None:
        self.left = _ALL_CELLS

    def takes(self, cells: int) -> bool:
        if cells > min(_CELLS, self.left):
            return False
        self.left -= cells
        return True


def rows(old: str, new: str, spelled: Callable[[str], str] | None = None) -> list[Row]:
    """Both texts by sentences, in reading order; what went stands before what came in its place.

    Two sentences are the same if `spelled` says the same of both: as they are written without it, white space aside.
    """
    spelled = spelled or _written
    before, after = sentences(old), sentences(new)
    keys = [spelled(old[start:end]) for start, end in before], [spelled(new[start:end]) for start, end in after]
    budget = _Budget()
    found: list[Row] = []
    i = j = 0
    for one, other in (*_aligned(*keys, budget), (len(before), len(after))):
        found += _gap([(old, span) for span in before[i:one]], [(new, span) for span in after[j:other]], budget)
        if one < len(before):
            found.append(Row("same", before[one], after[other]))
        i, j = one + 1, other + 1
    return found


def pieces(old: str, new: str) -> list[Piece]:
    """One sentence by words."""
    before, after = _words(old), _words(new)
    found: list[Piece] = []
    i = j = 0
    aligned = _aligned([word for word, _ in before], [word for word, _ in after], _Budget())
    for one, other in (*aligned, (len(before), len(after))):
        for kind, part in (("out", before[i:one]), ("in", after[j:other]), ("same", after[other : other + 1])):
            text = "".join(written for _, written in part)
            if text and found and found[-1].kind == kind:
                found[-1] = Piece(found[-1].kind, found[-1].text + text)
            elif text:
                found.append(Piece(kind, text))  # type: ignore[arg-type]  # one of the three words above
        i, j = one + 1, other + 1
    return found


def likeness(one: str, other: str) -> float:
    """The share of words that two sentences have in common, 0 to 1; numbers and marks do not count."""
    return _likeness(_bag(one), _bag(other))


def _written(sentence: str) -> str:
    return " ".join(unicodedata.normalize("NFC", sentence).split())


def _words(text: str) -> list[tuple[str, str]]:
    """Each word or mark as it is compared, and as it stands with the white space behind it."""
    found = []
    for hit in _WORD.finditer(text):
        space = _SPACE.match(text, hit.end())
        found.append((unicodedata.normalize("NFC", hit[0]), hit[0] + (space[0] if space else "")))
    return found


def _bag(text: str) -> frozenset[str]:
    return frozenset(word.lower() for word, _ in _words(text) if word[0].isalpha())


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def _gap(
    before: list[tuple[str, tuple[int, int]]], after: list[tuple[str, tuple[int, int]]], budget: _Budget
) -> list[Row]:
    """What lies between two sentences that stayed: those alike are one that changed, the rest went or came."""
    found: list[Row] = []
    i = j = 0
    for one, other in (*_alike(before, after, budget), (len(before), len(after))):
        found += [Row("out", span, None) for _, span in before[i:one]]
        found += [Row("in", None, span) for _, span in after[j:other]]
        if one < len(before):
            found.append(Row("changed", before[one][1], after[other][1]))
        i, j = one + 1, other + 1
    return found


def _alike(
    before: list[tuple[str, tuple[int, int]]], after: list[tuple[str, tuple[int, int]]], budget: _Budget
) -> list[tuple[int, int]]:
    """Pairs of sentences alike, in the order of both, as many words in common as can be."""
    if not before or not after or not budget.takes(len(before) * len(after)):
        return []
    ones = [_bag(text[start:end]) for text, (start, end) in before]
    others = [_bag(text[start:end]) for text, (start, end) in after]
    weights = [[_likeness(one, other) for other in others] for one in ones]
    return _heaviest([[weight if weight >= ALIKE else 0.0 for weight in row] for row in weights])


def _heaviest(weights: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """The pairs of the heaviest alignment that crosses nowhere."""
    height, width = len(weights), len(weights[0])
    best = [[0.0] * (width + 1) for _ in range(height + 1)]
    for i in range(height - 1, -1, -1):
        for j in range(width - 1, -1, -1):
            both = weights[i][j] + best[i + 1][j + 1] if weights[i][j] else 0.0
            best[i][j] = max(both, best[i + 1][j], best[i][j + 1])
    found, i, j = [], 0, 0
    while i < height and j < width:
        if weights[i][j] and best[i][j] == weights[i][j] + best[i + 1][j + 1]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def _aligned(one: Sequence[str], other: Sequence[str], budget: _Budget) -> list[tuple[int, int]]:
    """Places that hold the same in both, in the order of both: by what stands once in each, then by tables."""
    found: list[tuple[int, int]] = []
    todo = [(0, len(one), 0, len(other), _DEEP)]
    while todo:
        a, b, c, d, deep = todo.pop()
        while a < b and c < d and one[a] == other[c]:
            found.append((a, c))
            a, c = a + 1, c + 1
        while a < b and c < d and one[b - 1] == other[d - 1]:
            b, d = b - 1, d - 1
            found.append((b, d))
        if a == b or c == d:
            continue
        anchors = _anchors(one[a:b], other[c:d]) if deep else []
        if not anchors:
            if budget.takes((b - a) * (d - c)):
                same = [[float(x == y) for y in other[c:d]] for x in one[a:b]]
                found += [(a + i, c + j) for i, j in _heaviest(same)]
            continue
        i, j = a, c
        for x, y in anchors:
            found.append((a + x, c + y))
            todo.append((i, a + x, j, c + y, deep - 1))
            i, j = a + x + 1, c + y + 1
        todo.append((i, b, j, d, deep - 1))
    return sorted(found)


def _anchors(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int]]:
    """What stands once in each, the longest run of it that keeps its order."""
    single = {word for word, count in Counter(one).items() if count == 1}
    places = {word: n for n, word in enumerate(other) if word in single}
    counts = Counter(word for word in other if word in single)
    pairs = [(n, places[word]) for n, word in enumerate(one) if counts.get(word) == 1]
    ends: list[int] = []  # the smallest last place of a run of each length
    last: list[int] = []  # the pair that ends it
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        before.append(last[length - 1] if length else -1)
        if length == len(ends):
            ends.append(place)
            last.append(number)
        else:
            ends[length], last[length] = place, number
    run: list[tuple[int, int]] = []
    number = last[-1] if last else -1
    while number >= 0:
        run.append(pairs[number])
        number = before[number]
    return run[::-1]
