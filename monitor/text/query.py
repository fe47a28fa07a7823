"""What a person types to search: words, "phrases", beginnings*, either or other, -not; and where it stands in a text.

Folded as texts are, so that neither case nor spelling marks count: Əliyev, ƏLİYEV and aliyev are told apart by their
letters only. Whatever is no letter or digit parts words, as in the index.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from monitor.text.fold import fold, folded

_WORD = re.compile(r"[^\W_]+")
_OPENING = '"“”„«»‟'
_PIECE = re.compile(rf"(?P<minus>-?)(?:[{_OPENING}](?P<phrase>[^{_OPENING}]*)[{_OPENING}]?|(?P<word>[^\s{_OPENING}]+))")
_OR = frozenset(("or", "|", "или", "або", "veya"))
_NOT = frozenset(("not",))
MOST_WORDS = 60  # typed; a whole article is no question
EXCERPT = 220  # characters of a passage that is shown


class Term(NamedTuple):
    """Words that must stand side by side, folded; `open` = the last one may go on."""

    words: tuple[str, ...]
    open: bool = False


def parts(term: Term) -> list[str]:
    """What a folded text must hold, wherever, for the term to stand in it."""
    return [part for word in term.words for part in _WORD.findall(word)]


@dataclass(frozen=True, slots=True)
class Query:
    """Of each group of `wanted` one term must be there, of `excluded` none may be."""

    wanted: tuple[tuple[Term, ...], ...]
    excluded: tuple[Term, ...] = ()

    @property
    def terms(self) -> tuple[Term, ...]:
        """All that may be found."""
        return tuple(term for group in self.wanted for term in group)


class Piece(NamedTuple):
    """One thing typed: `quoted` words are taken as they are; `joined` = either this or the one before."""

    text: str
    quoted: bool
    excluded: bool
    joined: bool


def pieces(text: str) -> tuple[Piece, ...]:
    """What was typed, piece by piece, with `or` and `not` read. Raises ValueError with a sentence for a person."""
    found: list[Piece] = []
    joined = excluded = False
    for match in _PIECE.finditer(text):
        word = match["word"]
        if word is not None and word.lower() in _OR and found and not match["minus"]:
            joined = True
            continue
        if word is not None and word.lower() in _NOT:
            excluded = True
            continue
        said = match["phrase"] if word is None else word
        if _WORD.search(folded(said)):
            excluded = excluded or bool(match["minus"])
            found.append(Piece(said, word is None, excluded, joined and not excluded))
        joined = excluded = False
    if len(found) > MOST_WORDS:
        message = f"that is {len(found)} words; a search takes {MOST_WORDS} at most"
        raise ValueError(message)
    if not any(not piece.excluded for piece in found):
        message = "a search needs a word that is to be there, such as belarus or “trade turnover”"
        raise ValueError(message)
    return tuple(found)


def term(piece: str) -> Term:
    """The piece as it is looked for; a star at its end leaves its last word open."""
    return Term(tuple(_WORD.findall(folded(piece))), piece.rstrip().endswith("*"))


def query(typed: Sequence[Piece], alternatives: Iterable[Sequence[Term]]) -> Query:
    """What is asked; `alternatives` gives for each piece the terms that stand for it."""
    wanted: list[tuple[Term, ...]] = []
    excluded: list[Term] = []
    for piece, terms in zip(typed, alternatives, strict=True):
        if piece.excluded:
            excluded += terms
        elif piece.joined and wanted:
            wanted[-1] = (*wanted[-1], *terms)
        else:
            wanted.append(tuple(terms))
    return Query(tuple(wanted), tuple(excluded))


def found(asked: Query, text: str) -> tuple[tuple[int, int], ...]:
    """Where a wanted term stands in the text: slices of the original, in order, none overlapping."""
    map_ = fold(text)
    words = [(match.group(), match.start(), match.end()) for match in _WORD.finditer(map_.text)]
    starts: dict[str, list[Term]] = {}
    loose: list[Term] = []
    for each in dict.fromkeys(asked.terms):
        if len(each.words) == 1 and each.open:
            loose.append(each)
        else:
            starts.setdefault(each.words[0], []).append(each)
    beginnings = tuple(each.words[0] for each in loose)
    spans, reached = [], 0
    for at, (word, start, _) in enumerate(words):
        ends = [end for each in starts.get(word, ()) if (end := _end(each, words, at))]
        if beginnings and word.startswith(beginnings):
            ends.append(words[at][2])
        if ends and start >= reached:
            reached = max(ends)
            spans.append(map_.original(start, reached))
    return tuple(spans)


def _end(wanted: Term, words: Sequence[tuple[str, int, int]], at: int) -> int:
    """Where the term ends if it begins with word `at`, 0 if it does not."""
    last = at + len(wanted.words) - 1
    if last >= len(words):
        return 0
    said = [word for word, _, _ in words[at : last + 1]]
    same = said[:-1] == list(wanted.words[:-1])
    end = said[-1].startswith(wanted.words[-1]) if wanted.open else said[-1] == wanted.words[-1]
    return words[last][2] if same and end else 0


def excerpt(text: str, spans: Sequence[tuple[int, int]], length: int = EXCERPT) -> tuple[int, int]:
    """The slice of the text, at most `length` characters and cut between words, that shows most of what was found."""
    if not spans:
        return 0, _back(text, min(length, len(text)))
    best, first = (0, 0), 0
    for last in range(len(spans)):
        while spans[last][1] - spans[first][0] > length and first < last:
            first += 1
        if last - first > best[1] - best[0]:
            best = (first, last)
    begin, end = spans[best[0]][0], min(spans[best[1]][1], spans[best[0]][0] + length)
    room = max(length - (end - begin), 0)
    start = max(0, begin - room // 3)
    line = text.rfind("\n", start, begin) + 1
    start = line or (start if start == 0 else _forward(text, start, begin))
    stop = min(len(text), start + length)
    cut = text.find("\n", end, stop)
    return start, max(end, cut if cut >= 0 else _back(text, stop))


def _forward(text: str, start: int, limit: int) -> int:
    """The first beginning of a word from `start` on, `limit` at the latest."""
    space = text.find(" ", start, limit)
    return space + 1 if space >= 0 else limit


def _back(text: str, stop: int) -> int:
    """The last end of a word up to `stop`."""
    if stop >= len(text):
        return len(text)
    space = text.rfind(" ", 0, stop)
    return space if space > 0 else stop


def marked(text: str, spans: Iterable[tuple[int, int]], start: int, stop: int) -> Iterator[tuple[str, bool]]:
    """The slice in pieces, each with whether it was found; line breaks are blanks."""
    at = start
    for begin, end in spans:
        if begin < start or end > stop:
            continue
        if begin > at:
            yield text[at:begin].replace("\n", " "), False
        yield text[begin:end].replace("\n", " "), True
        at = end
    if at < stop:
        yield text[at:stop].replace("\n", " "), False
