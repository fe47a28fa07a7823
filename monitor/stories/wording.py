"""A text as the words and values that survive another way of writing it: what copies are told by.

A number is its digits without separators; where it is big, or a word of scale stands behind it, also without noughts at
its end, so that 1,200,000 and "1.2 million" are one number. Months are numbers. A name is a word with a capital that
does not begin its sentence, or that stands so elsewhere in the text, or next to another one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from hashlib import blake2b
from operator import itemgetter
from typing import Final, NamedTuple

from monitor.text.days import month_of
from monitor.text.fold import folded

NUMBER: Final = 1  # stands in a text's words for a number, whichever
MOST_WORDS: Final = 8_000  # of a text that are read; an article has 400, a book that hides a copy is none
WORD, NAME, FIGURE, SCALE, END, LINE = range(6)  # what a token is; a name by its capital

_TOKEN = re.compile(r"\d{1,3}(?:[ \u00a0\u202f]\d{3}(?!\d))+(?:[.,]\d+)?|\d+(?:[.,'’]\d+)*+|[^\W\d_]+|[.!?…\n]")
_LONGEST = 60  # letters of a token; what is longer is no word, and cut
_JOINED = re.compile("[\u00ad\u0300-\u036f\u200b-\u200f\u2060\ufeff]")  # inside words, and no letters for a pattern
_GONE = re.compile("[\u00ad\u0301\u200b-\u200f\u2060\ufeff]")
_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})(?:\.((?:19|20)\d\d))?\Z")
_DECIMALS = re.compile(r"[.,]\d{1,2}\Z|[.,]\d{4,}\Z")
_BIG = 5  # digits of a number that may as well be written with a word of scale
_SCALE = re.compile(
    r"(?:mln|million\w{0,3}|mio|milyon\w{0,4}|млн|миллион\w{0,3}|мільен\w{0,3}|мільйон\w{0,3}|mld|mlrd|bln|bn|billion\w{0,3}"
    r"|milyard\w{0,4}|milyar\w{0,4}|milliarden?|миллиард\w{0,3}|мільярд\w{0,3}|млрд|трлн|trillion\w{0,3}|trilyon\w{0,3}"
    r"|тыс|тысяч\w{0,3}|тисяч\w{0,3}|thousand|bin|min|tausend|tys|tysiac\w{0,2})\Z"
)
_REMEMBERED = 60_000  # tokens: a newsroom's vocabulary, some 40 MB


class Token(NamedTuple):
    """What a written token says; three hashes of 64 bits, for the first, second and third word of a shingle."""

    kind: int
    form: str  # folded; of a number its digits
    first: int
    second: int
    third: int
    short: int  # 16 bits, the lowest set


class Wording(NamedTuple):
    """A text in order: the three hashes of each word, and 16 bits of it (the lowest is set).

    `values`: by position what stands there, where that is a number or a name.
    """

    firsts: list[int]
    seconds: list[int]
    thirds: list[int]
    shorts: list[int]
    values: dict[int, str]


_known: dict[str, Token] = {}


def worded(text: str, named: Mapping[str, str] | None = None) -> Wording:
    """The first 8,000 words of a text. `named`: what folded words are known to name, "" if several things."""
    if _JOINED.search(text):
        text = _GONE.sub("", unicodedata.normalize("NFC", text))
    tokens = []
    for written in _TOKEN.findall(text, 0, 40 * MOST_WORDS)[:MOST_WORDS]:
        token = _known.get(written)
        tokens.append(token if token is not None else _learned(written))
    return _read(tokens, named or {})


def _read(tokens: list[Token], named: Mapping[str, str]) -> Wording:
    kept: list[Token] = []
    values: dict[int, str] = {}
    begins: list[int] = []  # words with a capital at the beginning of a sentence: names or not
    fresh, counting = True, False
    for token in tokens:
        kind = token.kind
        if kind <= NAME:
            if kind == NAME and fresh:
                begins.append(len(kept))
            elif kind == NAME:
                values[len(kept)] = token.form
            kept.append(token)
            fresh = counting = False
        elif kind >= END:
            fresh, counting = True, counting and kind == END
        else:
            counting = _counted(token, kept, values, counting=counting)
            fresh = False
    names = set(values.values())
    for place in begins:
        form, following = kept[place].form, kept[place + 1 : place + 2]
        if form in names or form in named or (following and following[0].kind == NAME):
            values[place] = form
    for place, form in values.items() if named else ():
        values[place] = form + named.get(form, "")
    firsts, seconds, thirds = (list(map(itemgetter(each), kept)) for each in (2, 3, 4))
    return Wording(firsts, seconds, thirds, [token.short for token in kept], values)


def _counted(token: Token, kept: list[Token], values: dict[int, str], *, counting: bool) -> bool:
    """Numbers that follow each other stand in one place; a word of scale behind one belongs to it."""
    if counting and token.kind == SCALE:
        values[len(kept) - 1] = _scaled(values[len(kept) - 1])
        return True
    if counting:
        values[len(kept) - 1] += " " + token.form
        return True
    if token.kind == FIGURE:
        values[len(kept)] = token.form
    kept.append(token)
    return token.kind == FIGURE


def _learned(written: str) -> Token:
    """The token, remembered: most words of a text have been seen before."""
    if len(_known) >= _REMEMBERED:
        _known.clear()
    if len(written) > _LONGEST:
        return _token(WORD, folded(written[:_LONGEST]))
    token = _known[written] = _understood(written)
    return token


def _understood(written: str) -> Token:
    if written[0].isdigit():
        return _token(FIGURE, _digits(written))
    if written == "\n":
        return _token(LINE, written)
    if not written[0].isalpha():
        return _token(END, written)
    form = folded(written)
    if month := month_of(form):
        return _token(FIGURE, str(month))
    if _SCALE.match(form):
        return _token(SCALE, form)
    return _token(NAME if written[0].isupper() else WORD, form)


def _token(kind: int, form: str) -> Token:
    digest = blake2b(("" if kind == FIGURE else form).encode("utf-8", "replace"), digest_size=26).digest()
    first, second, third, short = (int.from_bytes(digest[at : at + 8], "little") for at in (0, 8, 16, 24))
    return Token(kind, form, first, second, third, NUMBER if kind == FIGURE else short | 1)


def _digits(written: str) -> str:
    if (date := _DATE.match(written)) and int(date[2]) <= 12 and (date[3] or written[0] == "0"):
        return " ".join(str(int(part)) for part in date.groups() if part)
    if _DECIMALS.search(written):
        written = written.rstrip("0") or written
    digits = "".join(filter(str.isdigit, written)).lstrip("0") or "0"
    if len(digits) >= _BIG or (len(digits) == _BIG - 1 and digits.endswith("000")):
        return digits.rstrip("0")
    return digits


def _scaled(value: str) -> str:
    before, _, last = value.rpartition(" ")
    last = last.rstrip("0") or last
    return f"{before} {last}" if before else last
