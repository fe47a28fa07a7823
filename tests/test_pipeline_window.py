"""The window of grouping over days: it follows commits, starts from rows, forgets, and bears what feeds may bring."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest
from sqlite_utils import Database

from monitor import stories
from monitor.model.article import Text
from monitor.model.limits import DAY, HOUR
from monitor.model.story import Footprint, Material
from monitor.pipeline.merging import split_payload
from monitor.store import FILE
from monitor.store.connection import Row
from monitor.store.schema import m001_river, m002_rules, m003_facts
from monitor.store.stories import Stories
from tests.store.samples import db
from tests.test_pipeline_stories import LATER, POTASH, VISIT, new, places, told
from tests.world import Item, World, source

M003 = ("m001_river", "m002_rules", "m003_facts")


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def footprints(world: World) -> int:
    return db(world.store).count("SELECT count(*) FROM footprint")


def as_of_m003(path: Path) -> None:
    """The same rows in a file as the version before stories left it."""
    now = path / FILE
    now.rename(path / "now.db")
    old = sqlite3.connect(now)
    for step in (m001_river, m002_rules, m003_facts):
        step(Database(old))
    old.execute("CREATE TABLE _sqlite_migrations (migration_set TEXT, name TEXT, applied_at TEXT)")
    old.executemany("INSERT INTO _sqlite_migrations VALUES ('monitor', ?, '2024-05-14')", [(name,) for name in M003])
    old.execute("DELETE FROM role")
    old.commit()
    old.execute("ATTACH ? AS now", [str(path / "now.db")])
    tables = [row[0] for row in old.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'")]
    for table in tables:
        if not table.startswith(("_sqlite", "sqlite_")):
            columns = ", ".join(row[1] for row in old.execute(f"PRAGMA main.table_info({table})"))
            old.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM now.{table}")
    old.commit()
    old.close()
    (path / "now.db").unlink()


def test_a_store_of_the_version_before_goes_on_grouping_and_tells_nothing_twice(tmp_path: Path) -> None:
    world = World(tmp_path).feed("belta", POTASH, VISIT).until("09:00")
    assert [told(world, item) for item in (VISIT, POTASH)] == [1, 1]
    before = places(world)
    world.river.stop()
    world.store.close()
    as_of_m003(tmp_path)
    world.open()
    assert footprints(world) == 0
    world.feed("belta", LATER, POTASH, VISIT).next_day().until("09:00")
    assert places(world) == {**before, LATER.title: before[POTASH.title]}
    assert footprints(world) == 3
    assert [told(world, item) for item in (VISIT, POTASH, LATER)] == [1, 1, 1]
    assert world.store.sound() == "ok"


def test_a_restart_groups_as_if_nothing_had_happened(world: World) -> None:
    world.feed("belta", POTASH, VISIT).until("09:00")
    before = places(world)
    world.restart(clean=False).feed("belta", LATER).until("20:00")
    assert places(world) == {**before, LATER.title: before[POTASH.title]}


def test_what_is_too_old_to_be_joined_is_dropped_from_rows_and_memory(tmp_path: Path) -> None:
    world = World(tmp_path, sources=[source("belta", interval=12 * HOUR)])
    world.feed("belta", POTASH, VISIT).until("09:00")
    assert (footprints(world), len(world.river.grouping.rebuilt())) == (2, 2)
    world.next_day(5).until("09:00")
    assert footprints(world) == 2
    world.next_day(2).until("09:00")
    assert (footprints(world), len(world.river.grouping.rebuilt())) == (0, 0)


def test_an_article_long_after_opens_a_story_of_its_own(tmp_path: Path) -> None:
    world = World(tmp_path, sources=[source("belta", interval=12 * HOUR)])
    world.feed("belta", POTASH).until("09:00").next_day(8).until("06:00")
    world.feed("belta", LATER).until("20:00")
    assert places(world)[LATER.title] != places(world)[POTASH.title]


VAGUE = Item("Azerbaijan and Belarus: news of the day", "Lukashenko on ties of Belarus with Azerbaijan.")
LIKE_POTASH = Item("Azerbaijan and Belarus agree on potash", POTASH.text)


def page_comes(world: World, item: Item, text: Item) -> None:
    """The page behind an item is read, and it is another's text."""
    (article,) = world.store.archive.find(item.title)
    page = Text(title=item.title, body=text.text, how="page", language="en", dated=None)
    with world.store.tx():
        world.store.articles.page_done(article, page, world.clock.now())
    world.settle()


@pytest.fixture
def two(tmp_path: Path) -> World:
    """A visit and potash, as two stories, in the morning after the digest."""
    feeds = [source("belta"), source("azertac", interval=1800)]
    world = World(tmp_path, sources=feeds, start="08:00").feed("belta", POTASH, FULL).feed("azertac").until("08:10")
    assert len(set(places(world).values())) == 2
    return world


FULL = Item(VISIT.title, f"{VISIT.text} Lukashenko was met at the airport by the deputy prime minister of Azerbaijan. "
            "Talks of the two presidents are to be held tomorrow, an agreement on roads is to be signed.")  # fmt: skip


def joined(world: World, item: Item) -> World:
    """It has come as another feed's summary."""
    return world.feed("azertac", item).until("08:40")


def test_an_article_alone_goes_where_its_page_shows_it_to_belong(two: World) -> None:
    joined(two, VAGUE)
    alone = places(two)[VAGUE.title]
    assert alone not in (places(two)[POTASH.title], places(two)[FULL.title])
    page_comes(two, VAGUE, FULL)
    assert places(two)[VAGUE.title] == places(two)[FULL.title]
    assert two.store.merges.current(alone) == places(two)[FULL.title]
    two.next_day().until("08:00")
    assert new(two.inbox[-1]).count(VAGUE.title) <= 1


def test_an_article_leaves_a_story_that_its_page_does_not_tell(two: World) -> None:
    joined(two, LIKE_POTASH)
    assert places(two)[LIKE_POTASH.title] == places(two)[POTASH.title]
    page_comes(two, LIKE_POTASH, FULL)
    assert places(two)[LIKE_POTASH.title] == places(two)[FULL.title]
    kept = two.store.stories.find(places(two)[POTASH.title])
    assert kept is not None
    assert [row["title"] for row in kept[1]] == [POTASH.title]
    assert two.store.merges.of(places(two)[POTASH.title]) is None


def test_once_told_it_stays_and_its_footprint_is_renewed(two: World) -> None:
    joined(two, LIKE_POTASH).next_day().until("07:31")
    (article,) = two.store.archive.find(LIKE_POTASH.title)
    before = two.store.stories.footprint(article)
    page_comes(two, LIKE_POTASH, FULL)
    assert places(two)[LIKE_POTASH.title] == places(two)[POTASH.title]
    assert two.store.stories.footprint(article) != before


def test_a_page_that_comes_an_hour_later_moves_nothing(two: World) -> None:
    joined(two, LIKE_POTASH).until("09:40")
    page_comes(two, LIKE_POTASH, FULL)
    assert places(two)[LIKE_POTASH.title] == places(two)[POTASH.title]


def test_what_a_person_split_off_stays_whatever_its_page_says(two: World) -> None:
    joined(two, LIKE_POTASH)
    (article,) = two.store.archive.find(LIKE_POTASH.title)
    two.store.requests.put("split", split_payload(places(two)[POTASH.title], [article]), two.clock.now())
    two.settle()
    alone = places(two)[LIKE_POTASH.title]
    page_comes(two, LIKE_POTASH, FULL)
    assert places(two)[LIKE_POTASH.title] == alone


def test_a_hundred_identical_items_are_one_story_of_copies(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each with a line of its own below, else they were one article. Members are read once, not for each newcomer: thousands cost no squares."""
    read: list[int] = []
    members = Stories.members

    def counted(self: Stories, story: int) -> list[Row]:
        read.append(story)
        return members(self, story)

    monkeypatch.setattr(Stories, "members", counted)
    items = [
        Item(f"{VISIT.title}{'!' * n}", f"{FULL.text} {'ў' * (n + 1)}", link=f"https://belta.example/{n}", guid=str(n))
        for n in range(100)
    ]
    world.feed("belta", *items).until("07:00")
    rows = db(world.store).rows("SELECT story, copy_of FROM story_article")
    assert len(rows) == world.store.totals()["article"] == 100
    assert len({row["story"] for row in rows}) == 1
    assert sum(row["copy_of"] is None for row in rows) == 1
    assert len(read) < 5
    assert db(world.store).count("SELECT count(*) FROM story_revision") < 5


@pytest.mark.parametrize("stamp", ["Thu, 01 Jan 1970 00:00:00 GMT", "Fri, 01 Jan 2038 00:00:00 GMT"])
def test_dates_that_cannot_be_true_group_by_when_they_were_seen(world: World, stamp: str) -> None:
    world.feed("belta", POTASH, LATER)
    world.net.feeds["belta"] = re.sub(rb"<pubDate>.*?</pubDate>", f"<pubDate>{stamp}</pubDate>".encode(),
                                      world.net.feeds["belta"])  # fmt: skip
    world.until("08:00")
    assert set(places(world).values()) == {1}
    now = world.clock.now()
    times = [row["at"] for row in db(world.store).rows("SELECT at FROM footprint")]
    assert len(times) == 2
    assert all(now - DAY < at <= now for at in times)


def test_an_article_that_grouping_breaks_on_is_set_aside_and_its_neighbours_are_told(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    footprint = stories.footprint

    def breaking(material: Material) -> Footprint:
        if "potash" in material.title:
            raise ValueError("a title like no other")
        return footprint(material)

    monkeypatch.setattr(stories, "footprint", breaking)
    world.feed("belta", POTASH, VISIT).until("09:00")
    assert list(places(world)) == [VISIT.title]
    (aside,) = world.store.judgements.set_aside()
    assert aside[1:] == (POTASH.title, "ValueError: a title like no other")
    assert VISIT.title in new(world.inbox[0])
    world.restart().until("10:00")
    assert len(world.river.grouping.rebuilt()) == 1
