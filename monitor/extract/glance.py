"""A glance at a text: whether any of its lines might be what stands round an article, without folding a line.

It goes over the text as bytes (`text.coded.lined`), where all that folding makes one is one, for the words of
phrases.py, notices.py and trailing.py, all found in one pass. Whatever the rules know is pointed at; what is pointed at
need not be known. Most articles have nothing of the kind and stand as they are, at an eighth of the cost.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from ahocorasick_rs import BytesAhoCorasick, Implementation

from monitor.extract import notices
from monitor.extract.phrases import BEGINNINGS
from monitor.extract.trailing import GLUED
from monitor.text.coded import BOUND, KEPT, LONGER, MARK, ODD, lined

DOUBLED = 40  # characters of a sentence that nobody prints twice on purpose
_LONGER = 0  # its number among what is looked for
_ROUND_ONE = 2  # line feeds: before a line and behind it
_LINE, _OTHER = b"\n", "ґ"  # a letter of another alphabet, or one of its digits


class Glance(NamedTuple):
    """What may be in a text at most."""

    uneven: bool  # its white space is to be put in order first; the rest is not known
    gaps: bool  # more than one empty line in a row
    trails: bool  # some line may have "Read more" glued to its end
    told: Sequence[int]  # lines that may be known by their own words
    repeats: bool  # two lines, or sentences in them, may begin alike


def glance(body: str) -> Glance | None:
    """None = it cannot be seen so: the text must be read line by line."""
    code = lined(body)
    if code is None:
        return None
    code = _LINE + code + _LINE
    search, inside, glued, wide = _search()
    told = set[int]()
    gaps = trails = False
    line, counted = -1, 0
    for number, _, end in search.find_matches_as_indexes(code, overlapping=True):
        if number < inside:
            line, counted = line + code.count(_LINE, counted, end), end
            told.add(line)
            trails |= number == _LONGER  # what it stands for may end a line as well
        elif number < glued:
            trails = True
        elif number < wide:
            gaps = True
        else:
            return Glance(uneven=True, gaps=False, trails=False, told=(), repeats=False)
    told |= _begun(code)
    return Glance(uneven=False, gaps=gaps, trails=trails, told=sorted(told), repeats=_repeats(code))


def _begun(code: bytes) -> set[int]:
    """Lines told by the word that they begin with."""
    words, starts = _words(), _starts()
    firsts = _FIRSTS.findall(code)
    begun = [number for number, word in enumerate(firsts) if word in words or word[:1] in starts or word[:4] in starts]
    if not begun:
        return set()
    lines = code.split(_LINE)[1:-1]
    held = [place for place, line in enumerate(lines) if line]
    return {held[number] for number in begun if _is_told(lines[held[number]], firsts[number])}


def _is_told(line: bytes, word: bytes) -> bool:
    if len(line) <= notices.SHORT and not _starts().isdisjoint((word[:1], word[:4])):
        return True
    known = _words().get(word, ())
    if not known:
        return False
    rest = line.lstrip(_SIGNS)
    return any(len(line) <= longest and rest.startswith(phrase) for phrase, longest in known)


def _repeats(code: bytes) -> bool:
    if code.count(_LINE) <= _ROUND_ONE:
        return False
    begun = _AFTER_LINE.findall(code) + _AFTER_MARK.findall(code)
    return len(set(begun)) < len(begun)


@cache
def _words() -> dict[bytes, list[tuple[bytes, int]]]:
    """By its first word all that a known line begins with, and the longest such line; a line without words is known."""
    found = {b"": [(b"", sys.maxsize)]}
    for phrase, longest in (*BEGINNINGS.items(), *((word, notices.LONGEST) for word in notices.FIRST_WORDS)):
        rest = _code(phrase).lstrip(_SIGNS)
        found.setdefault(rest.translate(_TO_WORDS).partition(BOUND)[0], []).append((rest, longest))
    return found


@cache
def _starts() -> frozenset[bytes]:
    """How a short line may begin: digits, and the beginnings of words."""
    stems = (_code(stem) for stem in notices.STEMS if stem.isalnum())
    return frozenset((*stems, *(b"%d" % digit for digit in range(10)), _code(_OTHER)))


@cache
def _search() -> tuple[BytesAhoCorasick, int, int, int]:
    """All that is looked for in one pass; where, among the numbers of hits, each sort ends, uneven ones last."""
    inside, glued, wide = [LONGER, *_codes(notices.INSIDE)], _codes(GLUED), [_LINE * 3]
    words = [*inside, *glued, *wide, ODD, b"  ", b" \n", b"\n "]
    found = BytesAhoCorasick(words, implementation=Implementation.DFA)
    return found, len(inside), len(inside) + len(glued), len(inside) + len(glued) + len(wide)


def _codes(words: Iterable[str]) -> list[bytes]:
    return list(dict.fromkeys(map(_code, words)))


def _code(words: str) -> bytes:
    code = lined(words)
    assert code is not None, words
    return code


_SIGNS = BOUND + MARK + ODD + b" " + b"".join(map(_code, KEPT))
_TO_WORDS = bytes.maketrans(_SIGNS, BOUND * len(_SIGNS))
_FIRSTS = re.compile(rb"\n(?!\n|\Z)[%b]*([^%b\n]*)" % (re.escape(_SIGNS), re.escape(_SIGNS)))
_AFTER_LINE = re.compile(rb"\n([^\n]{%d})" % DOUBLED)
_AFTER_MARK = re.compile(rb"%b (?=([^\n]{%d}))" % (re.escape(MARK), DOUBLED))
