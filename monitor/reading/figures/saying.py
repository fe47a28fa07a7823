"""Amounts in words, for the sentences on what does not agree."""

from __future__ import annotations

_SCALES = ((1e9, "billion"), (1e6, "million"), (1e3, "thousand"))


def short(value: float) -> str:
    """48000000 -> "48 million"."""
    for size, word in _SCALES:
        if abs(value) >= size:
            return f"{round(value / size, 3):g} {word}"
    return f"{value:g}"
