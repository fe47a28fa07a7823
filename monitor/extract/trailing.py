"""The "Read more" that is glued to a line's end, and how blogs end each item of their feeds."""

from __future__ import annotations

import re
from collections.abc import Sequence

from monitor.extract.notices import LONGEST
from monitor.text.fold import folded

# What is glued to the mark that ends a sentence, and what a post ends with.
_PHRASES = """
    read more | read on | read the full story | read the full article | continue reading | full story
    | читать далее | читать дальше | читать полностью | подробнее | чытаць далей | чытаць цалкам | падрабязней
    | ətraflı | daha ətraflı | ardını oxu | davamını oxu | devamını oku | devamı | haberin devamı | читати далі
    | детальніше | czytaj dalej | czytaj więcej | weiterlesen | mehr lesen"""
_FIRST_ON_PHRASES = (
    "appeared first on ", "first appeared on ", "появились сначала на ", "впервые появилась на ",
    "появилась сначала на ",
)  # fmt: skip
_GLUED = tuple(" ".join(phrase.split()) for phrase in _PHRASES.split("|"))
GLUED = tuple(map(folded, (*_GLUED, *_FIRST_ON_PHRASES)))  # where none of these stands, nothing is glued to a line
_TRAILING = re.compile(rf"(?<=[.!?…»\"”\]])\s*(?:{'|'.join(map(re.escape, _GLUED))})[\s»>→.…:]*\Z", re.IGNORECASE)
_LAST_WORDS = tuple(dict.fromkeys(folded(phrase.rpartition(" ")[2]) for phrase in _GLUED))
_TRAILING_LOOKED_AT, _FOLDED_LOOKED_AT = 60, 180  # folded, "…" is three
_MARKS, _BEHIND_TRAILING = '.!?…»"”]', " »>→.…:"
_FIRST_ON = re.compile("|".join(map(re.escape, _FIRST_ON_PHRASES)))
_POST = re.compile(r"(?:\A|\s)(?:The post|Сообщение|Запись) (?!.{300})")  # as blogs end each item of their feeds


def may_trail(body: str, texts: Sequence[str], forms: Sequence[str]) -> bool:
    """False where no line ends as one does that "Read more" is glued to."""
    return (
        "appeared" in body
        or "появил" in body
        or any(form[-_FOLDED_LOOKED_AT:].rstrip(_BEHIND_TRAILING).endswith(_LAST_WORDS) for form in forms)
        or any(trailing(text) < len(text) for text in texts if len(text) > LONGEST)
    )


def trailing(text: str) -> int:
    """Where the end begins that is glued to the line, else its length."""
    start = max(0, len(text) - _TRAILING_LOOKED_AT)
    before = text[max(0, start - 1) :].rstrip(_BEHIND_TRAILING)  # there its sentence has ended, if it is glued to one
    if any(map(before.__contains__, _MARKS)) and (found := _TRAILING.search(text, start)):
        return found.start()
    end = text[-200:]
    if (
        ("appeared" in end or "появил" in end)
        and _FIRST_ON.search(end)
        and (found := _POST.search(text, max(0, len(text) - 500)))
    ):
        return found.start()
    return len(text)
