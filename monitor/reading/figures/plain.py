"""A sentence in one spelling without moving a letter: offsets stay those of the original.

As monitor.text.fold, one to one: case, white space, dashes, apostrophes, Latin diacritics, ё, ў, ə, dotless ı.
"""

from __future__ import annotations

import unicodedata

_PAIRS = {
    "ё": "е", "Ё": "е", "ў": "у", "Ў": "у", "ə": "e", "Ə": "e", "ı": "i", "İ": "i", "I": "i", "ł": "l", "Ł": "l",
    "ß": "s", "ә": "е",
}  # fmt: skip
_SPACES = "\t\n\r\v\f\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212"
_APOSTROPHES = "’‘ʼ`´′"


def _table() -> dict[int, str]:
    table = {ord(letter): form for letter, form in _PAIRS.items()}
    table |= dict.fromkeys(map(ord, _SPACES), " ") | dict.fromkeys(map(ord, _DASHES), "-")
    table |= dict.fromkeys(map(ord, _APOSTROPHES), "'")
    for code in range(0xC0, 0x180):
        base = unicodedata.normalize("NFD", chr(code))[0].lower()
        if code not in table and base.isascii() and base.isalpha():
            table[code] = base
    return table


_TABLE = _table()


def plain(text: str) -> str:
    """The text in one spelling, of the same length."""
    spelled = text.translate(_TABLE).lower()
    if len(spelled) == len(text):
        return spelled
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in text.translate(_TABLE))
