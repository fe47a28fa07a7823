"""What was once listed never comes back as new, whatever is dropped, renamed, moved or dated anew."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from monitor.model.limits import DAY, Limits
from tests.identity.feeds import (
    CALL,
    TEXTS,
    VISIT,
    WEATHER,
    articles,
    polled,
    quiet,
    told,
)
from tests.store.samples import swept
from tests.world import Item, World, source


def test_an_article_whose_text_was_dropped_never_returns(tmp_path: Path) -> None:
    world = quiet(tmp_path, limits=Limits(unmatched_text_kept=3600))
    old = Item("Rain on the coast", "Umbrellas.", guid="1", hours_old=None)
    world.feed("belta", WEATHER, old).until("09:00")
    world.next_day(2).until("09:00")
    swept(world.store, world.clock.now() - 3600, world.clock.now() - 400 * DAY)
    bodies = world.store._connection.rows("SELECT body FROM text_version")
    assert {row["body"] for row in bodies} == {""}
    world.feed("belta", old).next_day().until("09:00")
    world.feed("belta", replace(old, guid="2"), VISIT).next_day().until("09:00")
    assert articles(world) == 3
    assert told(world, VISIT.title) == 1


def test_an_article_listed_for_400_days_never_returns(tmp_path: Path) -> None:
    """A pinned item in a file that never changes: its keys are not forgotten, though nothing of it was ever new."""
    world = quiet(tmp_path, limits=Limits(seen_kept=9 * DAY, poll_ceiling=DAY), subscriptions=[])
    world.feed("belta", replace(VISIT, hours_old=None))
    for day in range(1, 21):
        world.until(f"+{day} 06:00")
        swept(world.store, 0, world.clock.now() - world.limits.seen_kept)
    world.feed("belta", replace(VISIT, hours_old=None), CALL).until("+21 06:00")
    assert articles(world) == 3


def test_a_renamed_feed_brings_nothing_back(tmp_path: Path) -> None:
    items = [
        replace(VISIT, guid="1", link="https://belta.example/"), Item("Aliyev meets Lukashenko", "", guid="2", hours_old=None),
    ]  # fmt: skip
    world = quiet(tmp_path)
    world.feed("belta", WEATHER, *items).until("09:00")
    sources = {"belta_en": source("belta_en", url="https://belta.example/rss"), "azertac": source("azertac")}
    world.river.use(replace(world.setup, sources=sources))
    world.net.feeds["belta_en"] = world.net.feeds.pop("belta").replace(b"arrives", b"has arrived")
    world.next_day().until("09:00")
    assert articles(world) == 3
    assert [row["feed"] for row in world.store._connection.rows("SELECT DISTINCT feed FROM article")] == ["belta_en"]
    assert "has arrived" in " ".join(world.inbox[1].split())  # who brought it may revise it
    state = world.store.feeds.get("belta_en")
    assert state is not None
    assert state.items == 3


def test_a_feed_whose_own_address_changes_brings_nothing_back(world: World) -> None:
    """RFE/RL's are opaque and change: sources.yaml gets another address, or two sources for the time of change."""
    items = [replace(item, link=f"https://belta.example/{n}") for n, item in enumerate((VISIT, CALL))]
    world.feed("belta", *items).until("09:00")
    moved = source("belta", url="https://belta.example/api/zrqiteuuir")
    both = source("belta_new", url="https://belta.example/api/zyqr")
    world.river.use(replace(world.setup, sources={"belta": moved, "belta_new": both}))
    world.feed("belta_new", *items).next_day().until("09:00")
    assert articles(world) == 2
    assert told(world, VISIT.title) == 1


@pytest.mark.parametrize("text", ["long text", "short text", "no text"])
def test_a_new_date_makes_no_new_article(world: World, text: str) -> None:
    """Republished, or a feed that dates every item with the moment it is asked; with a new id at each midnight."""
    item = replace(TEXTS[text], hours_old=0.0)
    polled(world, lambda n: [replace(item, guid=f"{n // 40}"), replace(WEATHER, hours_old=0.0)], hours=30)
    assert articles(world) == 2
    assert told(world, item.title) == 1
    versions = world.store._connection.rows("SELECT count(*) AS n FROM text_version")
    assert versions[0]["n"] == 2


def test_the_same_words_in_another_dress_are_no_edit(world: World) -> None:
    plain = Item(
        "Talks in Baku: Azerbaijan & Belarus", "Tractors & trade.", link="https://belta.example/1", hours_old=None
    )
    dressed = replace(plain, title="Talks in Baku: Azerbaijan &amp; Belarus", text="<p>Tractors &amp; trade.</p>")
    for n in range(6):
        world.feed("belta", (plain, dressed)[n % 2])
        world.store.feeds.all_due(world.clock.now())
        world.settle().clock.jump(world.clock.now() + 900)
    assert world.store._connection.rows("SELECT count(*) AS n FROM text_version")[0]["n"] == 1


def test_mirrors_and_editions_of_one_address_are_one_article(tmp_path: Path) -> None:
    names = [f"b{n}" for n in range(6)]
    world = World(tmp_path, sources=[source(name) for name in names])
    links = [
        "https://reform.news/5", "http://www.reformby.org/5/", "https://m.reform.news/5/amp", "https://reform.news/5?utm_source=rss",
        "https://wap.reform.news/5/index.html", "https://www.google.com/amp/s/reform.news/5#top",
    ]  # fmt: skip
    for name, link in zip(names, links, strict=True):
        world.feed(name, replace(VISIT, link=link)).settle()
    assert articles(world) == 1


def test_google_news_is_known_by_title_and_publisher(tmp_path: Path) -> None:
    feeds = [source("b_query", kind="aggregator", side=None), source("a_query", kind="aggregator", side=None)]
    world = World(tmp_path, sources=feeds)
    for n, name in enumerate(("b_query", "a_query", "b_query")):
        item = Item(
            f"{VISIT.title} - Trend", link=f"https://news.google.com/rss/articles/CBMi{n}?oc=5", guid=f"CBMi{n}"
        )
        world.feed(name, item)
        body = world.net.feeds[name].replace(b"</item>", b'<source url="https://trend.az">Trend</source></item>')
        world.net.feeds[name] = body
        world.store.feeds.all_due(world.clock.now())
        world.settle()
    assert articles(world) == 1
    world.until("08:00")
    assert f"{VISIT.title} - Trend" not in " ".join(world.inbox[0].split())
