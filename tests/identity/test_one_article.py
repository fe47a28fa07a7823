"""One article is told once, whatever its feed does meanwhile. Real RSS bytes, the real river and store."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from tests.identity.feeds import (
    CALL,
    IDS,
    LONG,
    TALKS,
    TEXTS,
    VISIT,
    WEATHER,
    articles,
    polled,
    told,
)
from tests.world import Item, World


@pytest.mark.parametrize("change", IDS)
@pytest.mark.parametrize("text", TEXTS)
def test_ids_that_change_at_every_poll_announce_nothing_twice(world: World, change: str, text: str) -> None:
    start = world.clock.now()
    item = TEXTS[text]

    def listed(n: int) -> list[Item]:
        age = None if item.hours_old is None else (world.clock.now() - start) / 3600 + item.hours_old
        return [replace(IDS[change](item, n), hours_old=age), IDS[change](replace(WEATHER, hours_old=None), n)]

    world.feed("belta", Item("The first document of the feed")).settle()
    world.clock.jump(world.clock.now() + 900)
    polled(world, listed, hours=27, every=3600)
    assert articles(world) == 3
    assert told(world, item.title) == 1


def test_ids_that_change_at_every_poll_fill_no_store(world: World) -> None:
    polled(world, lambda n: [replace(IDS["both"](TALKS, n), hours_old=None)], hours=12)
    (row,) = world.store._connection.rows("SELECT count(*) AS n FROM article_key")
    assert row["n"] <= 20


def test_a_feed_that_reorders_drops_and_adds_again_announces_nothing_twice(world: World) -> None:
    start = world.clock.now()
    dropped: list[Item] = []

    def listed(n: int) -> list[Item]:
        aged = [
            replace(item, hours_old=1 + (world.clock.now() - start) / 3600) for item in (VISIT, CALL, TALKS, WEATHER)
        ]
        gone = aged.pop(n % 4)
        dropped.append(gone)
        return aged[n % 3 :] + aged[: n % 3]

    polled(world, listed, hours=30)
    assert articles(world) == 4
    assert [told(world, item.title) for item in (VISIT, CALL, TALKS)] == [1, 1, 1]
    assert len(dropped) == 120


def test_two_feeds_that_describe_one_address_differently_revise_nothing(world: World) -> None:
    link = "https://belta.example/visit"
    for n in range(8):
        world.feed("belta", replace(VISIT, link=link, hours_old=None), Item(f"{n}", hours_old=None))
        world.feed(
            "azertac",
            Item("In Baku: the president of Belarus", LONG, link=link, hours_old=None),
            Item(f"{n}", hours_old=None),
        )
        world.store.feeds.all_due(world.clock.now())
        world.settle()
        world.clock.jump(world.clock.now() + 900)
    world.next_day().until("09:00")
    (row,) = world.store._connection.rows(
        "SELECT revision, text_version FROM article WHERE url = ?".replace("?", f"'{link}'")
    )
    assert (row["revision"], row["text_version"]) == (1, 1)


def test_two_feeds_with_one_guid_for_two_articles_tell_both(world: World) -> None:
    world.feed("belta", replace(VISIT, guid="1")).feed("azertac", replace(CALL, guid="1")).until("08:00")
    assert [told(world, item.title) for item in (VISIT, CALL)] == [1, 1]


@pytest.mark.parametrize("hours_old", [1.0, None])
def test_a_guid_used_again_hides_no_article(world: World, hours_old: float | None) -> None:
    """A feed of one item whose guid is "latest", and a site that numbers its posts anew."""
    world.feed("belta", WEATHER).settle()
    world.feed("belta", replace(VISIT, guid="latest", hours_old=hours_old)).until("09:00")
    world.feed("belta", replace(CALL, guid="latest", hours_old=hours_old)).next_day().until("09:00")
    assert [told(world, item.title) for item in (VISIT, CALL)] == [1, 1]
    assert CALL.title in world.inbox[1]
    assert "title was" not in world.inbox[1]


@pytest.mark.parametrize("guid", ["https://belta.example", ""])
def test_one_guid_for_all_items_or_none_at_all(tmp_path: Path, guid: str) -> None:
    """As qafqazinfo.az and azertag.az have it."""
    world = World(tmp_path)
    for n in range(3):
        items = [replace(item, guid=guid, hours_old=None) for item in (VISIT, CALL, WEATHER)]
        world.feed("belta", *(items[n:] + items[:n]))
        if not guid:
            world.net.feeds["belta"] = re.sub(rb"<guid.*?</guid>", b"", world.net.feeds["belta"])
        world.store.feeds.all_due(world.clock.now())
        world.settle().clock.jump(world.clock.now() + 900)
    assert articles(world) == 3
