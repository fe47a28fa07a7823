"""The week through the real river: what was published when, and what one reader was told."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from monitor.model.limits import HOUR
from monitor.model.message import Subscription
from monitor.store import FILE
from tests.visitweek import VISIT, Written, articles, feeds
from tests.world import Item, World, subscription, text_of

_BLOCK = re.compile(r"((?:.+\n)*?).*monitor show story (\d+).*\n")
LISTED = 25  # items in a feed's document
FROM, UNTIL = "-1 08:00", "6 08:00"  # Monday 13 May to Monday 20 May 2024, Baku


@dataclass(frozen=True)
class Sent:
    """A digest or an alert as it arrived, and the articles that it told."""

    kind: str
    subject: str
    composed: int
    text: str
    articles: tuple[int, ...]

    @property
    def sentences(self) -> list[tuple[int, str]]:
        """What it says is new, in our words, with the story of which it says so."""
        return [(int(story), sentence) for block, story in _BLOCK.findall(self.text) for sentence in self._said(block)]

    def _said(self, block: str) -> list[str]:
        pattern = r"^NEW: (.*?)\n(?=BY: )" if self.kind == "alert" else r"^   \* (.*?)\n(?=   \S|    \d)"
        return [" ".join(found.split()) for found in re.findall(pattern, block, re.MULTILINE | re.DOTALL)]


@dataclass(frozen=True)
class Week:
    """A week that is over; `ids` are the numbers in the store of what was written."""

    world: World
    written: list[Written]
    ids: dict[int, int]

    @property
    def visit(self) -> list[Written]:
        """The articles of the visit."""
        return [each for each in self.written if each.story == VISIT]

    def stories(self, name: str) -> list[int]:
        """The stories in which the articles of this one stand, the fullest first."""
        standing = standings(self.world)
        found = [
            standing[self.ids[each.id]] for each in self.written if each.story == name and self.ids[each.id] in standing
        ]
        return sorted(set(found), key=lambda story: (-found.count(story), story))

    def told(self) -> list[Sent]:
        """Each digest and alert in the order in which they were composed."""
        digests = rows_of(self.world, "SELECT id, kind, subject, composed FROM digest ORDER BY id")
        rows = rows_of(self.world, "SELECT digest, article FROM told ORDER BY article")
        texts = {letter.period: text_of(letter).replace("\r\n", "\n") for letter in self.world.mail.inbox}
        periods = {row["id"]: row["period"] for row in rows_of(self.world, "SELECT id, period FROM digest")}
        return [
            Sent(
                each["kind"], each["subject"], each["composed"], texts[periods[each["id"]]],
                tuple(row["article"] for row in rows if row["digest"] == each["id"]),
            )
            for each in digests
        ]  # fmt: skip


def reader() -> Subscription:
    """Somebody with a digest at 07:30 and alerts of what is urgent."""
    return subscription(alerts="urgent")


def lived(path: Path) -> Week:
    """The whole week in a store under `path`."""
    world = World(path, sources=feeds(), subscriptions=[reader()], start=FROM)
    written = articles()
    monday = world.moment("-1 00:00")
    steps = sorted(
        [(round(monday + each.hour * HOUR), each, False) for each in written]
        + [(round(monday + (each.hour + 1.5) * HOUR), each, True) for each in written if each.edited],
        key=lambda step: (step[0], step[1].id),
    )
    listed: dict[str, list[tuple[int, Written, bool]]] = {}
    for at, each, later in steps:
        if at > world.clock.now():
            world.until(_clock(world, at))
        rows = [row for row in listed.get(each.feed, []) if row[1].id != each.id]
        first = next((row[0] for row in listed.get(each.feed, []) if row[1].id == each.id), at)
        listed[each.feed] = [(first, each, later), *rows][:LISTED]
        world.feed(each.feed, *(_item(row, at) for row in listed[each.feed]))
    world.until(UNTIL)
    found = {row["url"]: row["id"] for row in rows_of(world, "SELECT id, url FROM article")}
    return Week(world, written, {each.id: found[address(each)] for each in written if address(each) in found})


def address(written: Written) -> str:
    """Where an article stands."""
    return f"https://{written.feed}.example/news/{written.id}"


def standings(world: World) -> dict[int, int]:
    """Article -> story."""
    return {row["article"]: row["story"] for row in rows_of(world, "SELECT article, story FROM story_article")}


def rows_of(world: World, sql: str) -> list[dict[str, Any]]:
    """Rows of the store."""
    with closing(sqlite3.connect(world.path / FILE)) as db:
        db.row_factory = sqlite3.Row
        return [dict(row) for row in db.execute(sql)]


def _item(row: tuple[int, Written, bool], now: int) -> Item:
    at, written, later = row
    title = written.edited if later else written.title
    return Item(title, written.text, link=address(written), hours_old=(now - at - 0.5) / HOUR)


def _clock(world: World, at: int) -> str:
    """The world's way of saying a moment."""
    days, seconds = divmod(at - world.moment("00:00"), 24 * HOUR)
    return f"{days} {seconds // HOUR}:{seconds % HOUR // 60:02}"
