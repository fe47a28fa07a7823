"""Feeds that do to their items what feeds do, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.world import Item, World

VISIT = Item("Lukashenko arrives in Baku on a state visit to Azerbaijan", "The president of Belarus is met in Baku.")
CALL = Item("Aliyev and Lukashenko speak by phone", "The presidents of Azerbaijan and Belarus spoke on the phone.")
WEATHER = Item("Rain expected in the capital", "Umbrellas are advised.")
LONG = (
    "The presidents of Azerbaijan and Belarus discussed trade, transport and the supply of tractors at length in Baku."
)
TALKS = Item("Aliyev and Lukashenko hold talks in Baku on trade with Azerbaijan", LONG)


def told(world: World, title: str) -> int:
    """How many lines of digests tell of articles that were listed under this headline."""
    rows = world.store._connection.rows(
        """SELECT count(*) AS n FROM told WHERE article IN (SELECT article FROM text_version WHERE title = :title)""",
        {"title": title},
    )
    return int(rows[0]["n"])


def note(world: World, feed: str = "belta") -> str:
    """What the latest poll that brought a document says."""
    return next(str(row["sentence"]) for row in world.store.feeds.outcomes(feed, 99) if row["kind"] in ("new", "none"))


def articles(world: World) -> int:
    return world.store.totals()["article"]


def polled(
    world: World, items: Callable[[int], list[Item]], hours: int = 30, feed: str = "belta", every: int = 900
) -> World:
    """Let a feed hold something else every so many seconds, a quarter of an hour; the first poll is at six."""
    start = world.clock.now()
    for n in range(hours * 3600 // every):
        world.feed(feed, *items(n))
        world.store.feeds.all_due(world.clock.now())
        world.settle()
        world.clock.jump(start + (n + 1) * every)
    return world.settle()


IDS: dict[str, Callable[[Item, int], Item]] = {
    "guids": lambda item, n: replace(item, guid=f"{item.title}/{n}", link=f"https://belta.example/{len(item.title)}"),
    "addresses": lambda item, n: replace(item, guid=item.title, link=f"https://belta.example/{len(item.title)}/{n}"),
    "both": lambda item, n: replace(
        item, guid=f"{item.title}/{n}", link=f"https://belta.example/{len(item.title)}/{n}"
    ),
    "both, no address": lambda item, n: replace(item, guid=f"{item.title}/{n}", link="https://belta.example/"),
}
TEXTS = {
    "long text": TALKS,
    "long text, undated": replace(TALKS, hours_old=None),
    "short text": VISIT,
    "no text": replace(VISIT, text=""),
    "no text, undated": replace(VISIT, text="", hours_old=None),
    "short title, no text, undated": Item("Aliyev meets Lukashenko", hours_old=None),
}


def quiet(path: Path, **more: Any) -> World:
    """A feed in its second poll, so that what has no date is news."""
    world = World(path, **more)
    return world.feed("belta", WEATHER).settle()
