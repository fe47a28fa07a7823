"""A week of a state visit as 200 invented articles of 12 invented outlets in four languages, and 60 of other stories.

    Announcement (Monday), preparations, arrival (Wednesday), talks in private and in full, signing, statements, dinner
    (Thursday), a trip to a second town and the departure (Friday), what comes after (to Sunday).

Each happening is told in several phrasings of each language (`en.toml` and so on); which outlet takes which, in which
order and when, is drawn with a fixed seed. Agencies report in several languages, some outlets copy an agency with
another headline or without its last sentence, and some articles are edited after they came out.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from monitor.model.source import Source
from tests.world import source

HERE = Path(__file__).parent
LANGUAGES = ("en", "ru", "az", "be")
VISIT = "visit"


@dataclass(frozen=True)
class Outlet:
    """An invented outlet: its name and what it adds to each text, by language."""

    name: str
    kind: str
    side: str | None
    country: str
    zone: str
    languages: tuple[str, ...]
    eager: int = 1  # how often it writes, against the others
    dateline: str = ""
    closing: str = ""


OUTLETS = (
    Outlet("Minsk Wire", "state", "BY", "BY", "Europe/Minsk", ("ru", "be", "en"), 3, "{city}, {day} (Minsk Wire). "),
    Outlet("Ranica", "state", "BY", "BY", "Europe/Minsk", ("be", "ru"), 2),
    Outlet("Dzvina Online", "pro-government", "BY", "BY", "Europe/Minsk", ("ru",), 2),
    Outlet("Khazar Agency", "state", "AZ", "AZ", "Asia/Baku", ("az", "ru", "en"), 3, "{city}, {day}, Khazar Agency. "),
    Outlet("Baku Ekran", "state", "AZ", "AZ", "Asia/Baku", ("az",), 2),
    Outlet("Absheron Post", "pro-government", "AZ", "AZ", "Asia/Baku", ("en", "ru"), 2),
    Outlet("Yeni Sahil", "independent", None, "AZ", "Asia/Baku", ("az",), 2),
    Outlet("Volny Slup", "exile", None, "LT", "Europe/Vilnius", ("be",), 1),
    Outlet("Rubezh", "exile", None, "PL", "Europe/Warsaw", ("ru",), 1),
    Outlet("Volga Lenta", "foreign-state", None, "RU", "Europe/Moscow", ("ru",), 2),
    Outlet("Tiflis Courier", "independent", None, "GE", "Asia/Tbilisi", ("en",), 2),
    Outlet("Newsbasket", "aggregator", None, "GB", "Europe/London", ("en",), 1),
)

# happening -> day of the week (Monday = 0), hour in Baku, hours over which it is told, articles
HAPPENINGS: dict[str, tuple[int, float, float, int]] = {
    "announce": (0, 11, 9, 20),
    "prepare": (1, 10, 9, 16),
    "arrival": (2, 17, 5, 25),
    "oneonone": (3, 10.5, 4, 18),
    "expanded": (3, 11.75, 5, 17),
    "signing": (3, 13.5, 6, 26),
    "statements": (3, 15, 6, 20),
    "dinner": (3, 20, 3, 8),
    "trip": (4, 11, 7, 22),
    "departure": (4, 18.5, 4, 12),
    "after": (5, 10, 9, 10),
    "last": (6, 10, 9, 6),
}
COPY_SHARE, EDITS = 0.16, 6
CITIES = {"en": ("Minsk", "Baku"), "ru": ("МИНСК", "БАКУ"), "az": ("Minsk", "Bakı"), "be": ("МІНСК", "БАКУ")}
MONTHS = {"en": "{} May", "ru": "{} мая", "az": "{} may", "be": "{} мая"}
TELLS = {
    "en": "{} reports.",
    "ru": "Об этом сообщает {}.",
    "az": "Bu barədə {} məlumat verir.",
    "be": "Пра гэта паведамляе {}.",
}
SITES = {"en": "Subscribe to our channel.", "ru": "Подписывайтесь на наш канал.", "az": "Kanalımıza abunə olun.",
         "be": "Падпісвайцеся на наш канал."}  # fmt: skip

MORE = {"en": "details", "ru": "подробности", "az": "təfərrüatlar", "be": "падрабязнасці"}


@dataclass(frozen=True)
class Written:
    """One article: which story it tells, whose it is, and the hour after Monday 00:00 (Baku) at which it appears."""

    id: int
    story: str
    part: str
    feed: str
    language: str
    hour: float
    title: str
    text: str
    copy_of: int | None = None
    edited: str = ""  # its title from an hour later on, "" = it stays


def feeds() -> tuple[Source, ...]:
    """A feed for each outlet and language."""
    return tuple(
        source(
            _feed(outlet, language), outlet=outlet.name, kind=outlet.kind, side=outlet.side, country=outlet.country,
            zone=outlet.zone, language=language, interval=90 * 60,
        )
        for outlet in OUTLETS
        for language in outlet.languages
    )  # fmt: skip


def articles(seed: int = 7) -> list[Written]:
    """The 200 of the visit and the 60 others, in the order in which they appear."""
    random = Random(seed)
    written: list[Written] = []
    for happening in HAPPENINGS:
        written += _told(happening, random, len(written))
    written = _edited(written, random)
    written += _others(random, len(written))
    return sorted(written, key=lambda each: (each.hour, each.id))


def bank(language: str) -> dict[str, dict[str, list[str]]]:
    """Titles, leads and details of a language, by happening."""
    return tomllib.loads((HERE / f"{language}.toml").read_text(encoding="utf-8"))


def _feed(outlet: Outlet, language: str) -> str:
    return f"{outlet.name.lower().replace(' ', '')}-{language}"


def _told(happening: str, random: Random, first: int) -> Iterator[Written]:
    """One happening: own reports of many outlets, the agencies first, and copies of the agencies' texts."""
    day, hour, span, count = HAPPENINGS[happening]
    copies = round(count * COPY_SHARE)
    decks = {language: _Deck(bank(language)[happening], random) for language in LANGUAGES}
    own: list[Written] = []
    used: set[tuple[str, str]] = set()
    desks = _desks(random, count - copies)
    for number, (outlet, language) in enumerate(desks):
        agency = "Wire" in outlet.name or "Agency" in outlet.name
        late = random.random() * span * (0.3 if agency else 1)
        title, text = decks[language].draw(outlet, language, 13 + day)
        while (_feed(outlet, language), title) in used:
            title = f"{title}: {MORE[language]}"
        used.add((_feed(outlet, language), title))
        own.append(
            Written(
                first + number, VISIT, happening, _feed(outlet, language), language, 24 * day + hour + late, title, text
            )
        )
    yield from own
    for number in range(count - copies, count):
        yield _copied(random.choice(own), first + number, random, decks)


def _desks(random: Random, count: int) -> list[tuple[Outlet, str]]:
    """Who writes, in which language; an outlet that writes in several takes them in turn, as editions of one report."""
    desks: list[tuple[Outlet, str]] = []
    while len(desks) < count:
        outlet = random.choices(OUTLETS, [each.eager for each in OUTLETS])[0]
        desks += [(outlet, language) for language in outlet.languages]
    return desks[:count]


class _Deck:
    """The phrasings of one happening in one language, dealt so that few are used twice in the same company."""

    def __init__(self, words: dict[str, list[str]], random: Random) -> None:
        self._random = random
        self._words = words
        self._left: dict[str, list[str]] = {key: [] for key in words}

    def one(self, key: str) -> str:
        if not self._left[key]:
            self._left[key] = self._random.sample(self._words[key], len(self._words[key]))
        return self._left[key].pop()

    def draw(self, outlet: Outlet, language: str, day: int) -> tuple[str, str]:
        details = dict.fromkeys(self.one("details") for _ in range(self._random.randint(2, 3)))
        city = CITIES[language][outlet.country == "AZ"]
        dateline = outlet.dateline.format(city=city, day=MONTHS[language].format(day))
        tells = [TELLS[language].format(outlet.name)] if self._random.random() < 0.4 else []
        return self.one("titles"), dateline + " ".join([self.one("leads"), *details, *tells])


def _copied(original: Written, number: int, random: Random, decks: dict[str, _Deck]) -> Written:
    """Another outlet takes the text over: word for word, cut, under another headline, or with a line of its own."""
    takers = [
        outlet
        for outlet in OUTLETS
        if original.language in outlet.languages and _feed(outlet, original.language) != original.feed
    ]
    taker = random.choice(takers)
    sentences = original.text.split(". ")
    ways = {
        "whole": original.text,
        "cut": ". ".join(sentences[:-1]) + "." if len(sentences) > 3 else original.text,
        "line": f"{original.text} {SITES[original.language]}",
    }
    title = decks[original.language].one("titles") if random.random() < 0.4 else original.title
    return Written(
        number, VISIT, original.part, _feed(taker, original.language), original.language,
        original.hour + 0.3 + random.random() * 2, title, ways[random.choice(sorted(ways))], original.id,
    )  # fmt: skip


def _edited(written: list[Written], random: Random) -> list[Written]:
    """A few get another headline after an hour."""
    chosen = {each.id for each in random.sample([each for each in written if each.copy_of is None], EDITS)}
    return [
        Written(**{**_fields(each), "edited": bank(each.language)[each.part]["titles"][-1]})
        if each.id in chosen
        else each
        for each in written
    ]


def _fields(written: Written) -> dict[str, Any]:
    return {name: getattr(written, name) for name in Written.__dataclass_fields__}


def _others(random: Random, first: int) -> Iterator[Written]:
    stories = tomllib.loads((HERE / "others.toml").read_text(encoding="utf-8"))["story"]
    number = first
    for story in stories:
        day, hour = story["at"]
        for place, (language, title, text) in enumerate(story["articles"]):
            writing = [outlet for outlet in OUTLETS if language in outlet.languages]
            outlet = random.choice(writing)
            late = place * 1.5 + random.random()
            yield Written(
                number,
                story["name"],
                story["name"],
                _feed(outlet, language),
                language,
                24 * day + hour + late,
                title,
                text,
            )
            number += 1
