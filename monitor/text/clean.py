"""The door for text: what may never be in a stored string, and how a string is cut.

Feeds and pages carry NUL bytes, terminal escapes, soft hyphens inside names, zero-width spaces and direction overrides
that make a line read backwards. They are removed once, here, before anything looks at the text.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_UNWANTED = re.compile(
    "["
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # C0 and C1 controls but for tab and line ends
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0"  # soft hyphen, fillers without width
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"  # zero width, direction marks, overrides and isolates
    "\ufdd0-\ufdef\ufff9-\ufffc\ufffe\uffff"  # non-characters, interlinear marks, the object replacement
    "\ud800-\udfff"  # lone surrogates: a paired one is a single character in Python
    "\U000e0000-\U000e0fff"  # tags: invisible letters
    "]"
)
_UNCLEAN = re.compile(_UNWANTED.pattern[:-1] + "\r\x0b\x0c\x85\u2028\u2029]")  # what either of the two takes
_LONGEST_MARKS = 16  # a heap of more combining marks than this is no letter of any script


def clean(text: str) -> str:
    """The text without characters that hide, reorder or break: safe to encode, store, fold and print.

    Every line end becomes a line feed, the tab stays; no other character is replaced, so "й" written as two
    characters stays two (the fold composes). Applying it twice changes nothing more.
    """
    if (text.isascii() and text.isprintable()) or not _UNCLEAN.search(text):
        return text
    return _UNWANTED.sub("", _LINE_ENDS.sub("\n", text))


def cut(text: str, limit_bytes: int) -> tuple[str, bool]:
    """The longest beginning of at most `limit_bytes` in UTF-8, and whether anything was left off.

    Never inside a character: a letter keeps its combining marks or goes with them.
    """
    if len(text) * 4 <= limit_bytes:
        return text, False
    encoded = text.encode("utf-8", "surrogatepass")
    if len(encoded) <= limit_bytes:
        return text, False
    end = max(limit_bytes, 0)
    while end and encoded[end] & 0xC0 == 0x80:
        end -= 1
    kept = encoded[:end].decode("utf-8", "surrogatepass")
    return kept[: _whole(text, len(kept))], True


def _whole(text: str, end: int) -> int:
    """`end`, or the start of the letter whose combining marks it would leave behind."""
    start = end
    while start and end - start < _LONGEST_MARKS and unicodedata.combining(text[start]):
        start -= 1
    return end if unicodedata.combining(text[start]) else start


def sha(text: str) -> str:
    """SHA-256 of the text in UTF-8, 64 hex digits; the same for the same text on every machine."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
