"""One spelling for every way a name is written, with a map back to the original.

Deleted: soft hyphen, zero-width characters, direction marks, the stress mark. Folded: case, compatibility forms,
ё е, ў у, ı I İ i, ə e, ә е, ł l, ј й, ß ss, apostrophes, dashes, Latin diacritics, runs of white space. Cyrillic й and
ї stay: they tell words apart. Dotless ı and I both become i, since a title in capitals cannot be told from English by
case rules. A token with letters of two alphabets (AЗЕРТАДЖ with a Latin A) takes the alphabet of most of its letters.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import lru_cache

_DELETED = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u0301")
_APOSTROPHES = "’‘ʼ`´′ʹ＇"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212"
_MAP = {"ё": "е", "ў": "у", "ı": "i", "ə": "e", "ә": "е", "ł": "l", "ј": "й", "ѐ": "е", "ѝ": "и", "İ": "i"}
_MAP |= dict.fromkeys(_APOSTROPHES, "'") | dict.fromkeys(_DASHES, "-")
_TO_MAPPED = str.maketrans(_MAP)

# Everything but what lower() alone folds. A scan with it is eight times as fast as set(text) for Cyrillic.
_SPECIAL = re.compile("[^\\x00-_a-\\x7fА-яіІїЇєЄґҐ«»“”„]")
# The most frequent of them, changed one to one before the rest is looked for.
_FREQUENT = tuple(zip("əƏıİşŞğĞçÇöÖüÜўЎёЁ’–—łŁ", "eeiissggccoouuууее'--ll", strict=True))
_WORDS = 100  # of a word or two the rest is found as fast
_ASCII_SPACE = "\n\t\r\v\f\x1c\x1d\x1e\x1f"

# What looks alike. The capitals decide the pairs (H and Н, B and В); folding has already taken them away.
LATIN_LOOKS = "abcehikmoptxyj"
CYRILLIC_LOOKS = "авсенікмортхуй"
_TO_CYRILLIC = str.maketrans(LATIN_LOOKS, CYRILLIC_LOOKS)
_TO_LATIN = str.maketrans(CYRILLIC_LOOKS[:-1], LATIN_LOOKS[:-1])
_A, _C = "a-z", "\u0430-\u052f"
_MIXED = re.compile(f"(?<![{_A}{_C}])(?:[{_A}]++[{_C}]|[{_C}]++[{_A}])[{_A}{_C}]*+")
_MEETING_LATIN = re.compile(f"[{_A}](?:(?=[{_C}])|(?<=[{_C}][{_A}]))")
_MEETING_CYRILLIC = re.compile(f"[{_C}](?:(?=[{_A}])|(?<=[{_A}][{_C}]))")
_LATIN_LETTER = re.compile(f"[{_A}]")
_CYRILLIC_LETTER = re.compile(f"[{_C}]")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text. Offsets into `text` are turned into offsets of the original by `original`."""

    text: str
    # Only where lengths differ, in order: folded start, folded end, original start, original end of each edit.
    _edits: tuple[tuple[int, int, int, int], ...] = ()
    _starts: tuple[int, ...] = ()

    @property
    def even(self) -> bool:
        """True if every offset is the same in the original."""
        return not self._starts

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The slice of the original that folds to `text[start:end]`: whole characters, nothing deleted at its ends."""
        if not self._starts:
            return start, end
        first = self._place(start)[0]
        return first, self._place(end - 1)[1] if end > start else first

    def _place(self, at: int) -> tuple[int, int]:
        """Start and end of the original characters that gave the folded one at `at`."""
        number = bisect_right(self._starts, at) - 1
        if number < 0:
            return at, at + 1
        _, folded_end, original_start, original_end = self._edits[number]
        if at < folded_end:
            return original_start, original_end
        at += original_end - folded_end
        return at, at + 1


def folded(text: str) -> str:
    """The folded text alone. Words without anything special, which is most of them, are only made small."""
    plain = text.isascii() and "`" not in text
    if plain or (len(text) <= _WORDS and not _SPECIAL.search(text)):
        lower = text.lower()
        if lower.isprintable() and "  " not in lower and (plain or not _is_mixed(lower)):
            return lower
    return fold(text).text


def fold(text: str) -> Folded:
    """Fold a text; folding twice changes nothing more.

    One-to-one changes are made by `replace`, only for the characters that are there, which is ten times as fast as a
    translation table and needs no map; whatever changes the length is kept as an edit.
    """
    marks = variable = ""
    if not text.isascii() or "`" in text:
        for character, form in _FREQUENT if len(text) > _WORDS else ():
            text = text.replace(character, form)
        for character in set(_SPECIAL.findall(text)):
            if is_mark(character):
                marks += character
            elif len(form := _form(character)) != 1:
                variable += character
            elif form != character:
                text = text.replace(character, form)
    text = text.lower()
    if not text.isprintable():
        for character in _ASCII_SPACE:
            text = text.replace(character, " ")
    if marks or variable or "  " in text:
        result = _edited(text, marks.lower(), variable + variable.lower())
    else:
        result = Folded(text)
    return replace(result, text=_MIXED.sub(_one_alphabet, result.text)) if _is_mixed(result.text) else result


def _is_mixed(text: str) -> bool:
    """Whether a Latin letter stands next to a Cyrillic one. Looked for from the letters of the rarer alphabet."""
    if text.isascii():
        return False
    cyrillic = _CYRILLIC_LETTER.search(text)
    latin = _LATIN_LETTER.search(text) if cyrillic else None
    if cyrillic is None or latin is None:
        return False
    rarer = _MEETING_LATIN if cyrillic.start() < latin.start() else _MEETING_CYRILLIC
    return rarer.search(text) is not None


def _one_alphabet(token: re.Match[str]) -> str:
    """The token in the alphabet of most of its letters; a letter without a look-alike stays."""
    word = token[0]
    latin = len(_LATIN_LETTER.findall(word))
    return word.translate(_TO_LATIN if 2 * latin > len(word) else _TO_CYRILLIC)


def _edited(text: str, marks: str, variable: str) -> Folded:
    """Make the changes that alter the length, and remember each."""
    parts: list[str] = []
    edits: list[tuple[int, int, int, int]] = []
    done = length = 0
    for hit in _edit_pattern("".join(sorted(marks)), "".join(sorted(variable))).finditer(text):
        start, end = hit.span()
        form = _form(hit[0])
        if len(form) == end - start == 1:
            parts += text[done:start], form
            length += start - done + 1
        else:
            length += start - done
            edits.append((length, length + len(form), start, end))
            parts += text[done:start], form
            length += len(form)
        done = end
    parts.append(text[done:])
    return Folded("".join(parts), tuple(edits), tuple(edit[0] for edit in edits))


@lru_cache(maxsize=256)
def _edit_pattern(marks: str, variable: str) -> re.Pattern[str]:
    """Runs of white space, letters with their marks, marks alone, and characters whose form is longer or empty."""
    gone = re.escape("".join(character for character in variable if character in _DELETED))
    m, v = re.escape(marks), re.escape(variable)
    choices = [f" [ {m}{gone}]* " if m or gone else "  +"]
    if marks:
        between = f"[{gone}]*" if gone else ""
        choices += [f"[^ {m}{gone}](?:{between}[{m}])+", f"[{m}]"]
    if variable:
        choices.append(f"[{v}]")
    return re.compile("|".join(choices))


@lru_cache(maxsize=8192)
def _form(piece: str) -> str:
    """The folded form of one character, of a letter with its marks, or of a run of white space."""
    if not piece.strip():
        return " " if piece else ""
    for _ in range(8):  # casefold and NFKC undo each other's order in a few Greek letters: settles at once elsewhere
        form = _form_once(piece)
        if form == piece:
            break
        piece = form
    return form


def _form_once(piece: str) -> str:
    piece = unicodedata.normalize("NFC", piece)
    piece = "".join(character for character in piece if character not in _DELETED).translate(_TO_MAPPED)
    piece = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", piece).casefold().translate(_TO_MAPPED))
    form, base = "", ""
    for character in piece:
        if unicodedata.category(character)[0] == "M":
            form += character if base and not _is_european(base) else ""
            continue
        base = unicodedata.normalize("NFD", character)[0]
        form += base if "LATIN" in unicodedata.name(base, "") or base.isascii() else character
    form = form.translate(_TO_MAPPED)
    return " ".join(form.split()) or (" " if form else "")


def _is_european(base: str) -> bool:
    """Marks on these are dropped: they are diacritics, stress or ornament, not letters."""
    return not base.isalpha() or unicodedata.name(base, "").startswith(("LATIN", "CYRILLIC"))


@lru_cache(maxsize=8192)
def is_mark(character: str) -> bool:
    """Whether it joins the letter before: a combining mark, what decomposes into one, a vowel or final of Hangul."""
    first = unicodedata.normalize("NFKD", character)[:1]
    return character not in _DELETED and (
        unicodedata.category(first)[0] == "M" or "\u1160" <= first <= "\u11ff" or "\ud7b0" <= first <= "\ud7ff"
    )
