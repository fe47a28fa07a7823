"""Bad input: each ends as an outcome that is said, none as a flood."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from monitor.model.message import Slot
from tests.identity.feeds import (
    CALL,
    LONG,
    VISIT,
    WEATHER,
    articles,
    note,
    polled,
    told,
)
from tests.world import Item, World, subscription


def test_five_thousand_identical_items_are_one_line(world: World) -> None:
    world.feed("belta", *[VISIT] * 5000).until("09:00")
    assert told(world, VISIT.title) == 1
    assert world.inbox[0].count("belta.example") == 1
    assert note(world) == "4,999 of 5,000 entries repeat another of the feed: the first of each was taken"


def test_items_without_link_or_id_are_told_once(world: World) -> None:
    def bare(n: int) -> list[Item]:
        return [replace(item, hours_old=None) for item in ((VISIT, CALL, WEATHER), (CALL, WEATHER, VISIT))[n % 2]]

    world.feed("belta", WEATHER).settle()
    for n in range(8):
        world.feed("belta", *bare(n))
        world.net.feeds["belta"] = re.sub(rb"<link>.*?</guid>", b"", world.net.feeds["belta"])
        world.store.feeds.all_due(world.clock.now())
        world.settle().clock.jump(world.clock.now() + 900)
    world.until("09:00").next_day().until("09:00")
    assert [told(world, item.title) for item in (VISIT, CALL)] == [1, 1]


def test_items_that_say_nothing_are_left_out_and_counted(world: World) -> None:
    world.feed("belta", VISIT)
    world.net.feeds["belta"] = world.net.feeds["belta"].replace(b"</channel>", b"<item></item>" * 300 + b"</channel>")
    world.settle()
    assert articles(world) == 1
    assert note(world) == "300 of 301 entries without link, guid and text left out"


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("Thu, 01 Jan 1970 00:00:00 GMT", "200 dates not believed, such as 1970-01-01: taken for undated"),
        ("Fri, 15 Jun 1990 10:00:00 GMT", "200 new items are kept and not announced: 200 are older than 14 days"),
        ("Fri, 15 Jun 2040 10:00:00 GMT", "200 dates not believed, such as 2040-06-15: taken for undated"),
    ],
)
def test_dates_that_cannot_be_true_flood_nobody(world: World, date: str, said: str) -> None:
    world.feed("belta", WEATHER).settle()
    world.feed(
        "belta",
        *(replace(VISIT, title=f"{VISIT.title}, part {n}", link=f"https://belta.example/{n}") for n in range(200)),
    )
    world.net.feeds["belta"] = re.sub(rb"<pubDate>.*?<", f"<pubDate>{date}<".encode(), world.net.feeds["belta"])
    world.until("09:00")
    assert said in note(world)
    assert "200 new items are kept and not announced" in note(world)
    assert world.store.totals()["told"] == 0
    assert articles(world) == 201


def test_an_archive_given_out_at_once_floods_nobody(world: World) -> None:
    world.feed("belta", WEATHER).settle()
    old = [Item(f"Aliyev and Lukashenko met in Baku, year {n}", hours_old=None) for n in range(500)]
    world.feed("belta", VISIT, *old).until("09:00")
    assert "500 new items are kept and not announced: 500 have no date" in note(world)
    assert world.store.totals()["told"] == told(world, VISIT.title) == 1


def test_a_title_that_changes_at_every_poll_is_told_once_and_then_in_one_sentence(tmp_path: Path) -> None:
    """A live page with a counter in its headline."""
    slots = tuple(Slot(f"at-{hour}", hour, 30) for hour in range(7, 24))
    world = World(tmp_path, subscriptions=[subscription(slots=slots)])
    link, start = "https://belta.example/live", world.clock.now()

    def live(n: int) -> list[Item]:
        age = 1 + (world.clock.now() - start) / 3600
        return [Item(f"Live: Aliyev and Lukashenko in Baku, update {n}", LONG, link=link, hours_old=age)]

    polled(world, live, hours=18)
    told = [" ".join(text.split("Last:")[0].split()) for text in world.inbox]
    speaking = [text for text in told if "Live: Aliyev" in text]
    assert len(told) == 17
    assert len(speaking) == 3  # as news, one change, one sentence; another change came before the news was out
    assert ["keeps changing" in text for text in speaking] == [False] * 2 + [True]
    (row,) = world.store._connection.rows("SELECT id FROM article")
    details = world.store.articles.details(row["id"])
    assert len(details["text_version"]) >= 20  # of 72: the first, and the newest
    assert [each["what"] for each in details["revision"] if "keeps changing" in each["what"]] == [
        "it keeps changing; what follows within a day is kept and not told ('monitor show article')"
    ]
