"""A text as the words and values that survive another way of writing it: what copies are told by.

A number is its digits without separators; where it is big, or a word of scale stands behind it, also without noughts at
its end, so that 1,200,000 and "1.2 million" are one number. Months are numbers. A name is a word with a capital that
does not begin its sentence, or that stands so elsewhere in the text.

Quick, since every article of a day comes by here: what stands between two blanks is understood once and remembered.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from hashlib import blake2b
from itertools import chain
from operator import itemgetter
from typing import Final, NamedTuple

from monitor.stories.sourcewords import CUES
from monitor.text.days import month_of
from monitor.text.fold import folded

NUMBER: Final = 1  # stands in a text's words for a number, whichever
MOST_WORDS: Final = 8_000  # of a text that are read; an article has 400, a book that hides a copy is none

_MOST_LETTERS = 10 * MOST_WORDS
# Kinds of words, as bits: a name by its capital, one that ends its sentence, one beside which a source is named.
NAME, FIGURE, SCALE, ENDS, CITES = 1, 2, 4, 8, 16
_TELLING = bytes(bool(kind & (NAME | FIGURE | SCALE)) for kind in range(256))
_SIGNS = r"\u3040-\u30ff\u3400-\u9fff"  # of scripts without blanks: each counts as a word
_TOKEN = re.compile(rf"[{_SIGNS}]|[^\W\d_{_SIGNS}]+(?:['’ʼ‘`´][^\W\d_]+)*+|\d+(?:[.,'’]\d+)*+|[.!?…\u2029]")
_LONGEST = 60  # letters of a word; what is longer is none, and cut
_JOINED = re.compile("[\u00ad\u0300-\u036f\u200b-\u200f\u2060\ufeff]")  # inside words, and no letters for a pattern
_GONE = re.compile("[\u00ad\u0301\u200b-\u200f\u2060\ufeff]")
_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})(?:\.((?:19|20)\d\d))?\Z")
_DECIMALS = re.compile(r"[.,](?:\d{1,2}|\d{4,})\Z")
_STEM = 3  # letters before an apostrophe that are a word, with an ending behind it
_BIG = 5  # digits of a number that may as well be written with a word of scale
_SCALE = re.compile(
    r"(?:mln|million\w{0,3}|mio|milyon\w{0,4}|млн|миллион\w{0,3}|мільен\w{0,3}|мільйон\w{0,3}|mld|mlrd|bln|bn|billion\w{0,3}"
    r"|milyard\w{0,4}|milyar\w{0,4}|milliarden?|миллиард\w{0,3}|мільярд\w{0,3}|млрд|трлн|trillion\w{0,3}|trilyon\w{0,3}"
    r"|тыс|тысяч\w{0,3}|тисяч\w{0,3}|thousand|bin|min|tausend|tys|tysiac\w{0,2})\Z"
)
_REMEMBERED = 60_000  # pieces: a newsroom's vocabulary, some 50 MB


class Word(NamedTuple):
    """What is known of a word: three hashes of 64 bits, for its being first, second or third of a shingle."""

    kind: int  # 0 or bits
    form: str  # folded; of a number its digits
    first: int
    second: int
    third: int
    brief: bytes  # 16 bits of it, the lowest not set, or NUMBER; then its kind


class Wording(NamedTuple):
    """A text in order, also as bytes: the lower and upper one of each word's 16 bits, and its kind.

    `values`: by position what stands there, where that is a number or a name.
    """

    words: list[Word]
    lower: bytes
    upper: bytes
    kinds: bytes
    values: dict[int, str]


_WORDS, _BRIEFS = itemgetter(0), itemgetter(1)
_known: dict[str, tuple[tuple[Word, ...], bytes]] = {}  # words and their briefs by piece


def worded(text: str, named: Mapping[str, str] | None = None) -> Wording:
    """The first 8,000 words of a text. `named`: by folded word what is to stand behind it if it is a name."""
    text = text[:_MOST_LETTERS]
    if _JOINED.search(text):
        text = _GONE.sub("", unicodedata.normalize("NFC", text))
    pieces = text.replace("\n", "\u2029 ").split()
    known = list(map(_known.get, pieces))
    found = [each or _understood(piece) for piece, each in zip(pieces, known, strict=True)]
    words = list(chain.from_iterable(map(_WORDS, found)))
    del words[MOST_WORDS:]
    briefs = b"".join(map(_BRIEFS, found))[: 3 * MOST_WORDS]
    kinds = briefs[2::3]
    return Wording(words, briefs[::3], briefs[1::3], kinds, _values(words, kinds, named or {}))


def forget() -> None:
    """Forget what words were understood as: a measurement begins where the program does."""
    _known.clear()


def _values(words: list[Word], kinds: bytes, named: Mapping[str, str]) -> dict[int, str]:
    values: dict[int, str] = {}
    begins: list[int] = []  # words with a capital at the beginning of a sentence: names or not
    names: set[str] = set()
    for at in [at for at, telling in enumerate(kinds.translate(_TELLING)) if telling]:
        kind, form = kinds[at], words[at][1]
        if kind & FIGURE:
            values[at] = form
        elif kind & SCALE:
            if at and kinds[at - 1] & FIGURE:
                values[at - 1] = form.rstrip("0") if (form := values[at - 1]).rstrip("0") else form
        elif not at or kinds[at - 1] & ENDS:
            begins.append(at)
        else:
            values[at] = form
            names.add(form)
    for at in begins:
        form = words[at][1]
        if form in names or form in named:
            values[at] = form
    for at, form in values.items() if named else ():
        values[at] = form + named.get(form, "")
    return values


def _understood(piece: str) -> tuple[tuple[Word, ...], bytes]:
    """What stands between two blanks, remembered: most of it has been seen before."""
    if len(_known) >= _REMEMBERED:
        _known.clear()
    words: list[Word] = []
    for written in _TOKEN.findall(piece):
        if not written[0].isalnum():
            if words:
                last = words[-1]
                words[-1] = _word(last.kind | ENDS, last.form)
        elif written[0].isdigit():
            words += (_word(FIGURE, form) for form in _digits(written))
        else:
            words.append(_letters(written[:_LONGEST]))
    found = tuple(words), b"".join([word.brief for word in words])
    if len(piece) <= _LONGEST:
        _known[piece] = found
    return found


def _letters(written: str) -> Word:
    stem, *endings = folded(written).split("'")
    form = stem if len(stem) >= _STEM else "".join((stem, *endings))  # Minsk'te, but В'етнам
    if month := month_of(form):
        return _word(FIGURE, str(month))
    if _SCALE.match(form):
        return _word(SCALE, form)
    return _word((NAME if written[0].isupper() else 0) | (CITES if form in CUES else 0), form)


def _word(kind: int, form: str) -> Word:
    digest = blake2b(("" if kind & FIGURE else form).encode("utf-8", "replace"), digest_size=26).digest()
    first, second, third = (int.from_bytes(digest[at : at + 8], "little") for at in (0, 8, 16))
    short = bytes((NUMBER, 0)) if kind & FIGURE else bytes((digest[24] & ~1, digest[25]))
    return Word(kind, form, first, second, third, short + bytes((kind,)))


def _digits(written: str) -> tuple[str, ...]:
    """A date's numbers, or the digits of one."""
    if (date := _DATE.match(written)) and int(date[2]) <= 12 and (date[3] or written[0] == "0"):  # months
        return tuple(str(int(part)) for part in date.groups() if part)
    if _DECIMALS.search(written):
        written = written.rstrip("0") or written
    digits = "".join(filter(str.isdigit, written)).lstrip("0") or "0"
    if len(digits) >= _BIG or (len(digits) == _BIG - 1 and digits.endswith("000")):
        return (digits.rstrip("0"),)
    return (digits,)
