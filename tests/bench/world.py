"""A deterministic world of feeds, made on the fly from a seed: what each feed is like, and what it has published.

RSS, Atom, RDF and JSON Feed in five languages, some in windows-1251. Shares and sizes follow 109 captures of live feeds:
of the 56 with five items or more 30 are RSS, 19 Atom, 5 JSON and 2 RDF; an item takes 502 bytes (first decile), 1,820
(median), 8,812 (ninth); items of one feed differ from one another by a fifth to a quarter. Of their 1,092 XML items 34 %
have a full text beside the summary, 68 % markup, 48 % an author, 36 % categories, 30 % a picture or sound.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from tests.bench.corpus import Corpus

LANGUAGES = ("en", "ru", "az", "ru", "en", "az", "be", "ru", "tr")
FORMATS = ("rss",) * 11 + ("atom",) * 6 + ("json",) * 2 + ("rdf",)
# Bytes an item, at each twentieth of the 56 feeds; the least and the most of all stand at the ends.
SIZES = (
    204, 429, 502, 620, 768, 886, 956, 1130, 1390, 1480, 1820, 2083, 2386, 2972, 3159, 3818, 4934, 6280, 8812, 11476,
    19926,
)  # fmt: skip
MATCHING_OF = 50  # one entry in so many is on the pair that the shipped rules watch
CHANGED_OF = 20  # one feed in so many changes, or one entry in so many of every feed
STARTS = 1_778_565_600  # 12 May 2026, 06:00 UTC: no digest falls due within hours
APART = 1800  # seconds between two entries
WARMING = 5  # feeds beyond the measured ones, on which imports are warmed up before anything is measured

Format = Literal["rss", "atom", "rdf", "json"]
_MATCHING = {
    "en": "Belarus and Azerbaijan discuss {}",
    "ru": "Беларусь и Азербайджан обсудили {}",
    "az": "Azərbaycan və Belarus arasında {}",
    "be": "Беларусь і Азербайджан абмеркавалі {}",
    "tr": "Azerbaycan ile Belarus arasında {}",
}
_HOME = {
    "en": ("Azerbaijan", "Belarus"),
    "ru": ("Азербайджане", "Беларуси"),
    "az": ("Azərbaycan", "Belarusda"),
    "be": ("Азербайджане", "Беларусі"),
    "tr": ("Azerbaycan'da", "Belarus'ta"),
}
_ABROAD = {
    "en": ("Russia", "Kazakhstan", "Georgia", "Germany"),
    "ru": ("России", "Казахстане", "Грузии", "Германии"),
    "az": ("Rusiya", "Qazaxıstanda", "Gürcüstanda", "Almaniyada"),
    "be": ("Расіі", "Казахстане", "Грузіі", "Германіі"),
    "tr": ("Rusya", "Kazakistan'da", "Gürcistan'da", "Almanya'da"),
}
_PHRASES = 6000  # of each language; a sentence is three of them, so that hardly two are alike
_AVERAGE = 27  # characters of a phrase


@dataclass(frozen=True, slots=True)
class Item:
    """One entry before it is put into a format; `paragraphs` are plain text."""

    title: str
    link: str
    dated: int
    author: str
    categories: tuple[str, ...]
    picture: str
    summary: str
    paragraphs: tuple[str, ...]  # of the full text; () = the feed gives none


@dataclass(frozen=True, slots=True)
class Outlet:
    """What stays the same about feed number `number`."""

    number: int
    host: str
    language: str
    format: Format
    encoding: str
    item_bytes: int
    place: float  # among all sizes, 0 .. 1

    @property
    def name(self) -> str:
        return f"feed_{self.number:05}"

    @property
    def full(self) -> bool:
        """It gives the whole text beside the summary."""
        return self.place >= 0.66

    @property
    def markup(self) -> bool:
        """Its texts are HTML."""
        return self.place >= 0.32


def outlet(number: int) -> Outlet:
    """Feed by number; sizes lie evenly over their range however few feeds there are."""
    language = LANGUAGES[number % len(LANGUAGES)]
    form: Format = FORMATS[number * 7 % len(FORMATS)]  # type: ignore[assignment]
    cyrillic = form == "rss" and language in ("ru", "be") and number // len(LANGUAGES) % 3 == 0
    place = _spread(number + 1)
    low = int(place * (len(SIZES) - 1))
    size = SIZES[low] + (SIZES[low + 1] - SIZES[low]) * (place * (len(SIZES) - 1) - low)
    host = f"127.{1 + number // 62_500}.{number // 250 % 250}.{number % 250 + 1}"
    return Outlet(number, host, language, form, "windows-1251" if cyrillic else "utf-8", int(size), place)


def _spread(number: int) -> float:
    """The binary digits of a number behind the point, turned round: any first numbers lie evenly in 0 .. 1."""
    return int(f"{number:b}"[::-1], 2) / (1 << number.bit_length())


def matches(number: int, item: int) -> bool:
    """Whether this entry is on the pair."""
    return (item + number) % MATCHING_OF == 7


@dataclass(slots=True)
class World:
    """How many entries each feed has published by now; the same calls give the same world in every process."""

    feeds: int
    entries: int  # that a feed lists; as many stand there at the beginning
    seed: int = 2024
    validators: bool = True
    _more: Counter[int] = field(default_factory=Counter)

    def publish(self, how: str) -> None:
        """`feeds`: one feed in twenty has a new entry; `entries`: all have, one for each twenty listed."""
        for number in range(self.feeds):
            self._more[number] += self.fresh(number, how)

    def fresh(self, number: int, how: str) -> int:
        """How many entries of this feed are new each time something is published."""
        if how == "feeds":
            return int(number % CHANGED_OF == 3 % self.feeds)
        return (number + 1) * self.entries // CHANGED_OF - number * self.entries // CHANGED_OF

    def items(self, number: int) -> range:
        """The entries that the feed lists now, the oldest first."""
        return range(self._more[number], self._more[number] + self.entries)

    def published(self) -> list[tuple[int, int]]:
        """(feed, entry) of all that was ever listed."""
        return [(feed, item) for feed in range(self.feeds) for item in range(self.items(feed).stop)]

    def newest(self, number: int) -> int:
        """UTC seconds of the newest entry."""
        return self.dated(self.items(number)[-1])

    def dated(self, item: int) -> int:
        """UTC seconds; what stood there at the beginning is as old as half an hour an entry."""
        first = self.entries - 1
        return STARTS - (first - item) * APART if item <= first else STARTS + (item - first) * 10


class Writer:
    """Writes any entry of any feed; a language's phrases are made when first asked for."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._phrases: dict[str, tuple[list[str], list[str]]] = {}

    @cached_property
    def _corpus(self) -> Corpus:
        return Corpus(5, self._world.seed)

    def title(self, feed: Outlet, item: int) -> str:
        """Of this entry; no two have the same."""
        return self._title(feed, item, self._dice(feed, item))

    def write(self, feed: Outlet, item: int) -> Item:
        """The entry."""
        dice = self._dice(feed, item)
        title = self._title(feed, item, dice)
        weight = 2 if feed.language in ("ru", "be") and feed.encoding == "utf-8" else 1
        aimed = feed.item_bytes * dice.lognormvariate(0, 0.23)
        letters = max(int(aimed - 350 - len(title) * weight) // weight, 40)  # 350: the elements round the texts
        home = _HOME[feed.language][item % 2] if dice.random() < 0.5 and not matches(feed.number, item) else ""
        abroad = dice.choice(_ABROAD[feed.language]) if dice.random() < 0.25 else ""
        named = f"{home} {abroad}".strip()
        summary = self._text(feed.language, min(letters, 300) if feed.full else letters, named, dice)
        paragraphs: tuple[str, ...] = ()
        if feed.full:
            parts = max((letters - len(summary)) // 400, 1)
            share = max((letters - len(summary)) // parts, 40)
            paragraphs = tuple(self._text(feed.language, share, "", dice) for _ in range(parts))
        return Item(
            title, f"http://{feed.host}/{item}-news", self._world.dated(item),
            "A. Writer" if feed.number % 2 else "",
            ("Economy (example)", "News")[: 1 + item % 2] if feed.number % 3 == 0 else (),
            f"http://{feed.host}/{item}.jpg" if feed.number % 10 in (1, 4, 7) else "",
            summary, paragraphs,
        )  # fmt: skip

    def _dice(self, feed: Outlet, item: int) -> random.Random:
        return random.Random((self._world.seed * 1_000_003 + feed.number) * 1_000_003 + item)

    def _title(self, feed: Outlet, item: int, dice: random.Random) -> str:
        words = self._corpus.inventions(feed.language, 5, dice)
        return _MATCHING[feed.language].format(words) if matches(feed.number, item) else words.capitalize()

    def _text(self, language: str, letters: int, named: str, dice: random.Random) -> str:
        """Sentences of three phrases each, together of about so many letters."""
        if language not in self._phrases:
            small = [self._corpus.words(language, 3 + n % 3) for n in range(_PHRASES)]
            self._phrases[language] = (small, [phrase[:1].upper() + phrase[1:] for phrase in small])
        small, large = self._phrases[language]
        picked = dice.choices(range(_PHRASES), k=max(letters // _AVERAGE, 2))
        pieces = [(large if n % 3 == 0 else small)[at] + ("." if n % 3 == 2 else "") for n, at in enumerate(picked)]
        if named:
            pieces.insert(1, named)
        text = " ".join(pieces)
        return text if text.endswith(".") else text + "."
