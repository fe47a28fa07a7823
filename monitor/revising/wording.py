"""Words and numbers of a text as they are compared, and as they are put before a reader."""

from __future__ import annotations

import re

from monitor.text.fold import folded

LONGEST = 90  # characters of the original that a sentence cites
_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"(?<![\w.,:])\d+(?:[.,]\d+|[ \u00a0\u202f'’]\d{3}(?!\d))*(?![:.]\d)")
_THOUSANDS = re.compile(r"\d{1,3}(?:([ \u00a0\u202f'’.,])\d{3})(?:\1\d{3})*")


def words(text: str) -> str:
    """The folded words with one space between: case, marks and white space do not count."""
    return " ".join(_WORD.findall(folded(text)))


def cited(text: str, longest: int = LONGEST) -> str:
    """The original words in quotation marks, cut where they are many."""
    return f"“{uncited(text, longest)}”"


def uncited(text: str, longest: int = LONGEST) -> str:
    """The same words without marks, for a phrase."""
    text = " ".join(text.split()).strip(" ,;:.–—-")
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def numbers(text: str) -> list[tuple[str, int, int]]:
    """Each number in one spelling ("1 500" and "1,500" are 1500) with its slice; times of day are none."""
    return [(value(hit[0]), *hit.span()) for hit in _NUMBER.finditer(text)]


def value(written: str) -> str:
    """A number in one spelling."""
    if (groups := _THOUSANDS.fullmatch(written)) and not (groups[1] in ".," and written.startswith("0")):
        return re.sub(r"\D", "", written)
    written = re.sub(r"[ \u00a0\u202f'’]", "", written).replace(",", ".")
    return (written.rstrip("0").rstrip(".") if written.count(".") == 1 else written).lstrip("0") or "0"
