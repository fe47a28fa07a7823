"""Invented news in quantity: every item has its own words, so that no two are taken for one story.

The words come from syllables and a seed. A marker such as `K00042` stands first in each title: by it an item is found
again in a mail, in a file and in the store.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from xml.sax.saxutils import escape

MARKER = re.compile(r"\b[KN]\d{5,6}\b")
_SYLLABLES = {
    "en": [
        "bra",
        "con",
        "del",
        "fer",
        "gan",
        "hol",
        "ist",
        "jun",
        "kel",
        "lom",
        "mor",
        "nat",
        "ped",
        "ros",
        "sil",
        "tur",
        "van",
        "wex",
        "yor",
        "zin",
    ],
    "ru": [
        "бра",
        "вод",
        "гор",
        "дел",
        "жил",
        "зар",
        "кам",
        "лес",
        "мор",
        "нов",
        "пол",
        "рож",
        "сту",
        "тир",
        "хол",
        "цен",
        "чер",
        "шум",
        "щит",
        "юла",
    ],
    "az": [
        "ağa",
        "baş",
        "çay",
        "dəm",
        "əsa",
        "göz",
        "xan",
        "ısı",
        "kür",
        "lal",
        "mən",
        "nar",
        "öyü",
        "pay",
        "rəs",
        "şam",
        "tut",
        "üzü",
        "var",
        "yol",
    ],
}
_MATCHING = {
    "en": "{marker} Belarus and Azerbaijan discuss {words}",
    "ru": "{marker} Беларусь и Азербайджан обсудили {words}",
    "az": "{marker} Azərbaycan və Belarus arasında {words}",
}
PRESSING = '"at once" or "немедленно" or "dərhal"'  # the condition under which the kill loop's rule says: high
_PRESSING = {
    "en": "{marker} Belarus and Azerbaijan discuss at once {words}",
    "ru": "{marker} Беларусь и Азербайджан немедленно обсудили {words}",
    "az": "{marker} Azərbaycan və Belarus arasında dərhal {words}",
}
_OTHER = {
    "en": "{marker} Baku opens {words}",
    "ru": "{marker} В Минске открылся {words}",
    "az": "{marker} Bakıda {words}",
}


@dataclass(frozen=True, slots=True)
class News:
    """One published item; `dated` is UTC seconds."""

    marker: str
    title: str
    summary: str
    link: str
    dated: int

    @property
    def matching(self) -> bool:
        """Whether the rule azerbaijan-belarus holds for it."""
        return self.marker.startswith("K")

    def xml(self) -> str:
        """The item as RSS 2.0."""
        stamp = format_datetime(datetime.fromtimestamp(self.dated, UTC))
        return (
            f"<item><title>{escape(self.title)}</title><link>{self.link}</link><guid>{self.link}</guid>"
            f"<description>{escape(self.summary)}</description><pubDate>{stamp}</pubDate></item>"
        )

    def page(self) -> bytes:
        """The article's page, longer than what the feed gave."""
        paragraphs = "".join(f"<p>{escape(self.summary)} {n}.</p>" for n in range(1, 6))
        return f"<!DOCTYPE html><html><head><title>{escape(self.title)}</title></head><body><article><h1>{escape(self.title)}</h1>{paragraphs}</article></body></html>".encode()


class Newsroom:
    """Writes items; the same seed writes the same ones."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._written = 0

    def write(
        self, host: str, language: str, dated: int, *, matching: bool, words: int = 30, pressing: bool = False
    ) -> News:
        """The next item, to be found at `host` (with its port); one that is `pressing` is of high priority."""
        self._written += 1
        form = (_PRESSING if pressing else _MATCHING) if matching else _OTHER
        marker = f"{'K' if matching else 'N'}{self._written:05}"
        title = form[language].format(marker=marker, words=self._words(language, 5))
        summary = self._words(language, words).capitalize() + "."
        return News(marker, title, summary, f"http://{host}/article/{marker.lower()}", dated)

    def _words(self, language: str, count: int) -> str:
        syllables = _SYLLABLES[language]
        return " ".join("".join(self._random.choices(syllables, k=3)) for _ in range(count))
