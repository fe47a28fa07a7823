"""The invented outlets and articles of the demo, as data: what stood where, from when, and what the rules should say.

`articles/*.toml` holds one outlet a file, in the order of their addresses. Everything is invented or retold, and every
text says so in its own language. Nothing here opens a socket; `monitor.cli.demo.site` serves it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Literal

Dialect = Literal["rss20", "atom", "rdf", "json", "broken"]
Gives = Literal["content", "description", "summary"]


def _utc(day: int, hour: int, minute: int = 0) -> int:
    return int(datetime(2024, 5, day, hour, minute, tzinfo=UTC).timestamp())


START = _utc(5, 20)
"""Monday 6 May 2024, 00:00 in Baku. Each feed has something older to show, so that no feed is empty then."""
VISIT_DIGEST = _utc(17, 3, 30)
"""Friday 17 May, 07:30 in Baku: the day of the talks lies behind."""
EMPTY_DIGEST = _utc(19, 3, 30)
"""Sunday 19 May, 07:30 in Baku: a Saturday of football, tractors and an airport, and nothing that matches."""
UPDATE_DIGEST = _utc(20, 3, 30)
"""Monday 20 May, 07:30 in Baku: news and a correction to the story of the visit."""

MARKS: Mapping[str, str] = {
    "en": "(Invented for the demo.)",
    "ru": "(Придумано для демонстрации.)",
    "az": "(Nümayiş üçün uydurulub.)",
    "be": "(Прыдумана для дэманстрацыі.)",
    "tr": "(Gösterim için uydurulmuştur.)",
}
"""The last line of every text, by language."""


@dataclass(frozen=True, slots=True)
class Expected:
    """Which shipped rules a reader would want to match; `reason` says of a near miss why a rule must not."""

    rules: frozenset[str]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """What a reader saw from `since` (UTC seconds) on; the last paragraph is the mark."""

    since: int
    title: str
    summary: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """One address with its versions, oldest first. `also_in` names further feeds that carry this very address."""

    slug: str
    feed: str
    language: str
    versions: tuple[Version, ...]
    expected: Expected
    also_in: tuple[str, ...] = ()

    @property
    def published(self) -> int:
        """UTC seconds of the first version."""
        return self.versions[0].since

    def at(self, now: int) -> Version | None:
        """The version that stood there at `now`, None before it was published."""
        return next((version for version in reversed(self.versions) if version.since <= now), None)


@dataclass(frozen=True, slots=True)
class Outlet:
    """An invented outlet with its one feed. `fails_from` is the moment from which the feed answers 500."""

    id: str
    name: str
    kind: str
    side: str
    country: str
    language: str
    zone: str
    dialect: Dialect
    gives: Gives
    encoding: str
    fails_from: int | None
    articles: tuple[Article, ...]


@cache
def outlets() -> tuple[Outlet, ...]:
    """All outlets, in the order of their addresses."""
    return tuple(_outlet(path) for path in sorted(Path(__file__).with_name("articles").glob("*.toml")))


def carried(feed: str, now: int) -> list[tuple[Article, Version]]:
    """What the feed lists at `now`, newest first: its own articles and those it carries from others."""
    every = (article for outlet in outlets() for article in outlet.articles)
    return _visible((article for article in every if feed in (article.feed, *article.also_in)), now)


def own(outlet: Outlet, now: int) -> list[tuple[Article, Version]]:
    """What the outlet itself has published by `now`, newest first."""
    return _visible(outlet.articles, now)


def _visible(articles: Iterable[Article], now: int) -> list[tuple[Article, Version]]:
    shown = [(article, version) for article in articles if (version := article.at(now))]
    return sorted(shown, key=lambda pair: -pair[0].published)


def _outlet(path: Path) -> Outlet:
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    fails = raw.get("fails_from")
    return Outlet(
        id=raw["id"],
        name=raw["name"],
        kind=raw["kind"],
        side=raw.get("side", ""),
        country=raw["country"],
        language=raw["language"],
        zone=raw["zone"],
        dialect=raw["dialect"],
        gives=raw["gives"],
        encoding=raw.get("encoding", "utf-8"),
        fails_from=int(fails.timestamp()) if fails else None,
        articles=tuple(_article(raw["id"], raw["language"], item) for item in raw["article"]),
    )


def _article(feed: str, language: str, raw: Mapping[str, object]) -> Article:
    """One `[[article]]`; `edited` holds the later version."""
    language = str(raw.get("language", language))
    edited = raw.get("edited")
    versions = [_version(raw, "published", language)]
    if isinstance(edited, Mapping):
        versions.append(_version(edited, "at", language))
    return Article(
        slug=str(raw["slug"]),
        feed=feed,
        language=language,
        versions=tuple(versions),
        expected=Expected(frozenset(_texts(raw.get("rules"))), str(raw.get("near", ""))),
        also_in=tuple(_texts(raw.get("also_in"))),
    )


def _version(raw: Mapping[str, object], key: str, language: str) -> Version:
    since = raw[key]
    if not isinstance(since, datetime) or since.tzinfo is None:
        raise ValueError(f"{raw.get('title')}: {key} must be a date and time with its zone")
    blocks = str(raw["text"]).strip().split("\n\n")
    paragraphs = (*(" ".join(block.split()) for block in blocks), MARKS[language])
    return Version(int(since.timestamp()), str(raw["title"]), str(raw.get("summary", paragraphs[0])), paragraphs)


def _texts(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, Sequence) else []
