"""The golden days: articles of a TOML file come in at their hours, digests go out at 07:30 in Baku.

    python -m tests.goldendays            prints the digests as they are made now
    python -m tests.goldendays --write    keeps them as the golden files, to be read line by line before a commit

Of the first day there is one digest for each language of the frame.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from monitor.model.fetch import Reply
from monitor.model.limits import HOUR
from monitor.model.message import FrameLanguage
from monitor.model.request import Offered
from monitor.pipeline.requesting import import_payload
from monitor.service import step_until
from tests.world import World, source, subscription, text_of

FOLDER = Path(__file__).parent
NOTHING = b"<rss version='2.0'><channel><title>Nothing</title></channel></rss>"
REFUSED = Reply(("feed", "report_en"), "", "", 403, error="the server answered 403 Forbidden")


def _source(name: str, outlet: str, side: str, kind: str, language: str) -> Any:
    zone = {"AZ": "Asia/Baku", "BY": "Europe/Minsk"}[side]
    host = {"azertac_en": "azertac", "azertac_de": "azertac", "president_by": "president"}.get(name, name)
    host = {"belta_de": "deu.belta", "belta_en": "eng.belta"}.get(name, host)
    return source(
        name, outlet=outlet, side=side, country=side, kind=kind, language=language, zone=zone,
        url=f"https://{host}.example/{name}.rss",
    )  # fmt: skip


SOURCES = (
    _source("azernews", "AzerNEWS", "AZ", "pro-government", "en"),
    _source("azertac_en", "AZERTAC", "AZ", "state", "en"),
    _source("azertac_de", "AZERTAC", "AZ", "state", "de"),
    _source("report_en", "Report", "AZ", "pro-government", "en"),
    _source("belta_de", "BelTA", "BY", "state", "de"),
    _source("belta_en", "BelTA", "BY", "state", "en"),
    _source("president_by", "President of Belarus", "BY", "government", "en"),
)


@dataclass(frozen=True)
class Article:
    """One article as its feed holds it; `seen` is when it first stands there."""

    source: str
    seen: int
    dated: int
    link: str
    title: str
    text: str

    def xml(self) -> str:
        """As RSS 2.0."""
        stamp = format_datetime(datetime.fromtimestamp(self.dated, UTC))
        return (
            f"<item><title>{escape(self.title)}</title><link>{self.link}</link><guid>{self.link}</guid>"
            f"<description>{escape(self.text)}</description><pubDate>{stamp}</pubDate></item>"
        )


class Days:
    """A world whose articles are those of a file."""

    def __init__(
        self, path: Path, name: str, start: date, frames: Sequence[FrameLanguage] = ("en",), interval: int = HOUR // 4
    ) -> None:
        subscriptions = [subscription(f"desk-{frame}", f"{frame}@example.org", frame=frame) for frame in frames]
        sources = [replace(each, interval=interval) for each in SOURCES]
        self.world = World(path, sources=sources, subscriptions=subscriptions, start="06:00", day=start)
        content = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
        self._known = content.get("known", [])
        self._coming = sorted(_versions(content), key=lambda article: article.seen)
        self._held: dict[str, Article] = {}
        self._publish()
        self.world.net.broken["report_en"] = REFUSED
        if self._known:
            self._import()

    def _import(self) -> None:
        offers = [
            Offered(f"known:{n}", one["title"], _one_line(one["text"]), one["link"], _moment(one["dated"]),
                    source=one["source"])
            for n, one in enumerate(self._known)
        ]  # fmt: skip
        self.world.store.requests.put("import", import_payload(offers), self.world.clock.now())
        self.world.settle()

    def until(self, moment: datetime) -> Days:
        """Go there, every article coming in at its hour."""
        stop = int(moment.timestamp())
        while self._coming and self._coming[0].seen <= stop:
            article = self._coming.pop(0)
            step_until(self.world.river, self.world.clock, article.seen)
            self._held[article.link] = article
            self._publish()
        step_until(self.world.river, self.world.clock, stop)
        return self

    def _publish(self) -> None:
        for feed in SOURCES:
            items = "".join(article.xml() for article in self._held.values() if article.source == feed.id)
            body = NOTHING.decode().replace("</channel>", f"{items}</channel>")
            self.world.net.feeds[feed.id] = body.encode()

    def digest(self, frame: FrameLanguage, period: str) -> str:
        """The text of the digest of that period."""
        letters = [x for x in self.world.mail.inbox if x.subscription == f"desk-{frame}" and x.period == period]
        (letter,) = letters
        return f"Subject: {letter.payload.subject}\n\n{text_of(letter)}".replace("\r\n", "\n")


def _versions(content: dict[str, Any]) -> Iterator[Article]:
    first = {}
    for one in content["article"]:
        first[one["link"]] = one
        yield _article(one)
    for one in content.get("edited", []):
        yield _article({**first[one["link"]], **one})


def _article(one: dict[str, Any]) -> Article:
    return Article(
        one["source"], _moment(one["seen"]), _moment(one["dated"]), one["link"], one["title"], _one_line(one["text"])
    )


def _moment(when: datetime) -> int:
    return int(when.timestamp())


def _one_line(text: str) -> str:
    return " ".join(text.split())


def visit(path: Path) -> dict[str, str]:
    """16 May 2024 in three frames, and the day after, by the name of the golden file."""
    days = Days(path, "visit", date(2024, 5, 14), ("en", "ru", "az"))
    days.until(datetime(2024, 5, 18, 4, 0, tzinfo=UTC))
    found = {f"visit-{frame}": days.digest(frame, "2024-05-17/daily") for frame in ("en", "ru", "az")}
    return {**found, "day-after": days.digest("en", "2024-05-18/daily")}


def quiet(path: Path) -> dict[str, str]:
    """10 December 2024, a day with nothing."""
    days = Days(path, "quiet", date(2024, 11, 10), interval=3 * HOUR)  # a month of polls every quarter takes long
    days.until(datetime(2024, 12, 10, 4, 0, tzinfo=UTC))
    return {"empty": days.digest("en", "2024-12-10/daily")}


def made(path: Path) -> dict[str, str]:
    """All golden files as they are made now."""
    return {**visit(path / "visit"), **quiet(path / "quiet")}
