"""A text as one byte a character, with all that folding makes one made one: for a look at which names may stand in it.

Coarser than `fold`: what is no letter or digit is one byte, letters that look alike in two alphabets are one, and so
are all letters of other alphabets. Whatever stands in the folded text stands here as well, in the same place between
the same bounds; not the other way round. It costs a fifth of folding, and keeps no map to the original.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Collection
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from monitor.text.fold import CYRILLIC_LOOKS, LATIN_LOOKS, fold, is_mark

if TYPE_CHECKING:
    from _codecs import _EncodingMap

BOUND = b"\x01"  # what is no letter and no digit, white space too
MARK, ODD = b".", b"\t"  # of `lined`: what may stand at the end of a sentence; white space that is no plain space
LONGER = b"\x02"  # of `lined`: a character that folds to more than one ("ß", "№"), which are not known there
KEPT = "*°©"  # signs that stand for themselves in `lined`, each as one byte
_BLANK, _BLANKS = " ", b"  "
_OTHER = "ґ"  # stands for the letters of other alphabets as well
_NONE, _LONGER = b"\x00", "\x02"
ENDING = ".!?…\"'»”’)]"  # how a sentence may end
_MOST_STRANGE = 40  # different characters beyond the table; a text of more is for others to read

# Beyond ASCII the 128 that are most frequent in the languages of the beat: each is a byte of its own.
_LETTERS = "".join(map(chr, range(0x410, 0x450))) + "ЁёІіЇїЎўЄєҐґƏəıİŞşĞğÇçÖöÜüąćęłńóśźżĄĆĘŁŃÓŚŹŻäÄéÉ"
_SIGNS = "«»“”„–—’‘°•…©\u00a0"  # each folds to one sign, but "…" to three full stops: see `unsure`
_ALIKE = dict(zip(CYRILLIC_LOOKS, LATIN_LOOKS, strict=True))


def coded(text: str) -> bytes | None:
    """The text with a bound at each end; None = this text is not for a quick look: it must be read as it is."""
    codes, coarse, gone = _tables()
    try:
        found = text.encode("ascii") if text.isascii() else codecs.charmap_encode(text, "strict", codes)[0]
    except UnicodeEncodeError:
        plain = respelled(text, _known(), _form)
        if plain is None:
            return None
        found = codecs.charmap_encode(plain, "strict", codes)[0]
    found = found.translate(_blank(), gone)
    if _BLANKS in found:  # a run of white space is one
        found = b" ".join(filter(None, found.split(b" ")))
    return BOUND + found.translate(coarse) + BOUND


def lined(text: str) -> bytes | None:
    """The text with a byte in each character's place, of which spaces and line feeds stay what they are.

    Else as `coded`, only that MARK, ODD and KEPT are not BOUND. What two texts that fold alike are made of is one here
    too, LONGER aside. None = some character folds to nothing or joins others, or too many have no byte.
    """
    codes, coarse = _lined_tables()
    if text.isascii():
        found = text.encode("ascii")
    else:
        try:
            found = codecs.charmap_encode(text, "strict", codes)[0]
        except UnicodeEncodeError:
            plain = _one_for_one(text)
            if plain is None:
                return None
            found = codecs.charmap_encode(plain, "strict", codes)[0]
    found = found.translate(coarse)
    return None if _NONE in found else found


def _one_for_one(text: str) -> str | None:
    strange = set(text) - _known()
    forms = {each: _form(each) for each in strange} if len(strange) <= _MOST_STRANGE else {"": None}
    if not all(forms.values()):
        return None
    for each, form in forms.items():
        text = text.replace(each, "\t" if form == _BLANK else str(form) if form and len(form) == 1 else _LONGER)
    return text


@cache
def _lined_tables() -> tuple[dict[int, int] | _EncodingMap, bytes]:
    table = _table()
    marks = {fold(each).text for each in ENDING}
    return codecs.charmap_build(table), bytes(_of_line(n, each, table, marks) for n, each in enumerate(table))


def _of_line(number: int, character: str, table: str, marks: Collection[str]) -> int:
    form = fold(character).text if character in _known() else ""
    if character in "\n " or character == _LONGER:
        return number
    if not form:
        return _NONE[0]
    if form == _BLANK:
        return ODD[0]
    if form in KEPT:
        return number
    return MARK[0] if form in marks else _coarse(number, form, table)


def unsure(folded: str) -> bool:
    """Whether these words may stand in a folded text and not in the coded one: "…" is one sign there."""
    return ".." in folded


def respelled(
    text: str, known: frozenset[str], form: Callable[[str], str | None], most: int = _MOST_STRANGE
) -> str | None:
    """The text with each character not `known` as its `form`; None where one has none or too many are strange."""
    strange = set(text) - known
    if len(strange) > most:
        return None
    for each in strange:
        instead = form(each)
        if instead is None:
            return None
        text = text.replace(each, instead)
    return text


@lru_cache(maxsize=4096)
def _form(character: str) -> str | None:
    """What stands for a character in a coded text."""
    if is_mark(character):
        return None
    form = fold(character).text
    if len(form) == 1 and form not in _known():
        return _OTHER if form.isalnum() else "|"
    return form if all(each in _known() for each in form) else None


@cache
def _known() -> frozenset[str]:
    return frozenset(map(chr, range(128))) | frozenset(_LETTERS + _SIGNS)


@cache
def _table() -> str:
    return ("".join(map(chr, range(128))) + _LETTERS + _SIGNS).ljust(256, "\ufffe")


@cache
def _blank() -> bytes:
    """White space as blanks, all else as it is."""
    return bytes(
        ord(_BLANK) if each in _known() and fold(each).text == _BLANK else n for n, each in enumerate(_table())
    )


@cache
def _tables() -> tuple[dict[int, int] | _EncodingMap, bytes, bytes]:
    """Characters to bytes, bytes to coarse ones, and the bytes that folding takes away."""
    table = _table()
    codes = codecs.charmap_build(table)
    forms = [fold(each).text if each in _known() else "" for each in table]
    coarse = bytes(_coarse(n, form, table) for n, form in enumerate(forms))
    gone = bytes(n for n, form in enumerate(forms) if not form and table[n] in _known())
    return codes, coarse, gone


def _coarse(number: int, form: str, table: str) -> int:
    if not form.isalnum():
        return BOUND[0]
    form = _ALIKE.get(form, form)
    return table.index(form) if form in table else number
