"""The "Read more" that is glued to a line's end, and how blogs end each item of their feeds."""

from __future__ import annotations

import re
from collections.abc import Sequence

from monitor.extract.notices import LONGEST
from monitor.text.fold import folded

_TRAILING = re.compile(
    r"(?<=[.!?…»\"”\]])\s*(?:read (?:more|on|the full (?:story|article))|continue reading|full story|"
    r"читать (?:далее|дальше|полностью)|подробнее|чытаць (?:далей|цалкам)|падрабязней|(?:daha )?ətraflı|ardını oxu|"
    r"davamını oxu|devamını oku|devamı|haberin devamı|читати далі|детальніше|czytaj (?:dalej|więcej)|weiterlesen|"
    r"mehr lesen)[\s»>→.…:]*\Z",
    re.IGNORECASE,
)
# The last word of each, folded.
_LAST_WORDS = tuple(
    folded(
        "more on article story reading далее дальше полностью подробнее далей цалкам падрабязней ətraflı oxu oku "
        "devamı далі детальніше dalej więcej weiterlesen lesen"
    ).split()
)
_TRAILING_LOOKED_AT, _FOLDED_LOOKED_AT = 60, 180  # folded, "…" is three
_MARKS, _BEHIND_TRAILING = '.!?…»"”]', " »>→.…:"
_FIRST_ON = re.compile(
    r"(?:appeared first|first appeared) on |(?:появились сначала|впервые появилась|появилась сначала) на "
)
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
