"""A text as the words and values that survive another way of writing it: what copies are told by.

A number is its digits without separators; where it is big, or a word of scale stands behind it, also without noughts at
its end, so that 1,200,000 and "1.2 million" are one number. Months are numbers. A name is a word with a capital that
does not begin its sentence, or that stands so elsewhere in the text.

Quick, since every article of a day comes by here: what stands between two blanks is understood once and remembered.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import compress, count
from struct import Struct
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
_REMEMBERED = 60_000  # words of pieces: a newsroom's vocabulary, some MB
_BRIEF = 8  # bytes
_WORD_BRIEF = Struct("=IBBBB")
_DIGEST = Struct("<QQQBB")
# One word, quotation marks and the like round it: its letters, and whether it ends a sentence.
_PLAIN = re.compile(r'[«("“„]?([A-Za-zÀ-ÖØ-öø-ɏəЀ-ҁҊ-ԯ]{1,50})[,;:)»"”]{0,3}([.!?…\u2029]{0,3})[)»"”]{0,3}\Z')


class Vocabulary:
    """All words understood so far. A word is its number here: what is rarely asked for stands aside, out of the way."""

    __slots__ = ("_known", "first", "forms", "second", "third")

    def __init__(self) -> None:
        self._known: dict[str, bytes] = {}  # by piece the brief of each of its words
        self.forms: list[str] = []  # folded; of a number its digits
        # Hashes of 64 bits, for its being first, second or third of a shingle.
        self.first, self.second, self.third = (array("Q") for _ in range(3))

    @property
    def full(self) -> bool:
        """Whether it is time for a new one."""
        return len(self._known) >= _REMEMBERED or len(self.forms) >= _REMEMBERED

    def briefs(self, text: str) -> bytes:
        """Of each word: its number (four bytes), 16 bits of it, the lowest not set, or NUMBER, its kind, a nought."""
        pieces = text.replace("\n", "\u2029 ").split()
        found = list(map(self._known.get, pieces))
        try:
            return b"".join(found)  # type: ignore[arg-type]  # where one is None, it is the other way
        except TypeError:
            self._learn(dict.fromkeys([piece for piece, each in zip(pieces, found, strict=True) if each is None]))
            found = list(map(self._known.get, pieces))
            return b"".join(
                [self._understood(piece) if each is None else each for piece, each in zip(pieces, found, strict=True)]
            )

    def _learn(self, pieces: Iterable[str]) -> None:
        """Understand those that are one word of Latin or Cyrillic letters, as most are: folded all at once."""
        plain = [(piece, hit[1], bool(hit[2])) for piece in pieces if (hit := _PLAIN.match(piece))]
        forms = folded(" ".join([word for _, word, _ in plain])).split(" ")
        for (piece, word, ends), folded_word in zip(plain, forms, strict=True) if plain else ():
            kind, form = _kind(word, folded_word)
            self._known[piece] = self._brief(kind | ENDS if ends else kind, form)

    def _understood(self, piece: str) -> bytes:
        """What stands between two blanks, remembered: most of it has been seen before."""
        if known := self._known.get(piece):  # twice in one text
            return known
        words: list[tuple[int, str]] = []
        if _JOINED.search(plain := piece):
            plain = _GONE.sub("", unicodedata.normalize("NFC", piece))
        for written in _TOKEN.findall(plain):
            if not written[0].isalnum():
                if words:
                    kind, form = words[-1]
                    words[-1] = kind | ENDS, form
            elif written[0].isdigit():
                words += ((FIGURE, form) for form in _digits(written))
            else:
                words.append(_letters(written[:_LONGEST]))
        briefs = b"".join([self._brief(kind, form) for kind, form in words])
        if len(piece) <= _LONGEST:
            self._known[piece] = briefs
        return briefs

    def _brief(self, kind: int, form: str) -> bytes:
        digest = blake2b(("" if kind & FIGURE else form).encode("utf-8", "replace"), digest_size=26).digest()
        first, second, third, lower, upper = _DIGEST.unpack(digest)
        number = len(self.forms)
        self.forms.append(form)
        self.first.append(first)
        self.second.append(second)
        self.third.append(third)
        if kind & FIGURE:
            lower, upper = NUMBER, 0
        else:
            lower &= ~1
        return _WORD_BRIEF.pack(number, lower, upper, kind, 0)


class Wording(NamedTuple):
    """A text's words in order, as their numbers, and as bytes: the lower and upper one of each's 16 bits, and its kind.

    `values`: by position what stands there, where that is a number or a name.
    """

    words: array[int]
    lower: bytes
    upper: bytes
    kinds: bytes
    values: dict[int, str]
    vocabulary: Vocabulary

    def part(self, start: int, end: int) -> list[tuple[int, str]]:
        """Kind and form of each word there."""
        forms = self.vocabulary.forms
        return [(kind, forms[word]) for kind, word in zip(self.kinds[start:end], self.words[start:end], strict=True)]


_now = [Vocabulary()]  # the one in use; a full one is replaced, and goes with the last text that needs it


def worded(text: str, named: Mapping[str, str] | None = None) -> Wording:
    """The first 8,000 words of a text. `named`: by folded word what is to stand behind it if it is a name.

    For one thread at a time.
    """
    if _now[0].full:
        forget()
    vocabulary = _now[0]
    briefs = vocabulary.briefs(text[:_MOST_LETTERS])[: _BRIEF * MOST_WORDS]
    words, kinds = array("I", briefs)[::2], briefs[6::8]
    return Wording(
        words, briefs[4::8], briefs[5::8], kinds, _values(vocabulary.forms, words, kinds, named or {}), vocabulary
    )


def forget() -> None:
    """Forget what words were understood as: a measurement begins where the program does."""
    _now[0] = Vocabulary()


def places(kinds: bytes, telling: bytes) -> Iterator[int]:
    """Where words stand whose kind says so; `telling`: by kind 1 or 0."""
    return compress(count(), kinds.translate(telling))


def _values(forms: Sequence[str], words: array[int], kinds: bytes, named: Mapping[str, str]) -> dict[int, str]:
    values: dict[int, str] = {}
    begins: list[tuple[int, str]] = []  # words with a capital at the beginning of a sentence: names or not
    names: set[str] = set()
    for at in places(kinds, _TELLING):
        kind, form = kinds[at], forms[words[at]]
        if kind & FIGURE:
            values[at] = form
        elif kind & SCALE:
            if at and kinds[at - 1] & FIGURE:
                values[at - 1] = form.rstrip("0") if (form := values[at - 1]).rstrip("0") else form
        elif not at or kinds[at - 1] & ENDS:
            begins.append((at, form))
        else:
            values[at] = form
            names.add(form)
    values |= {at: form for at, form in begins if form in names or form in named}
    for at, form in values.items() if named else ():
        values[at] = form + named.get(form, "")
    return values


def _letters(written: str) -> tuple[int, str]:
    """Its kind and its form."""
    return _kind(written, folded(written))


def _kind(written: str, form: str) -> tuple[int, str]:
    """The same of a word that is folded already."""
    stem, *endings = form.split("'")
    form = stem if len(stem) >= _STEM else "".join((stem, *endings))  # Minsk'te, but В'етнам
    if month := month_of(form):
        return FIGURE, str(month)
    if _SCALE.match(form):
        return SCALE, form
    return (NAME if written[0].isupper() else 0) | (CITES if form in CUES else 0), form


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
