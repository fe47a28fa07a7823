"""What grouping keeps in memory beside the rows: after whatever happened it says what the rows say."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from monitor import stories
from monitor.model.article import Text
from monitor.model.limits import DAY
from monitor.model.story import Footprint, Material, News, Reported
from monitor.pipeline.members import Members
from monitor.stories.knows import Knows
from tests.joining import joining
from tests.store.samples import db
from tests.test_pipeline_stories import JOINT, LATER, POTASH, VISIT, places
from tests.test_pipeline_window import FULL, VAGUE
from tests.world import Item, World, source

LOAN = "Azerbaijan gives Belarus a loan of {} million dollars"
SAYS = "Azerbaijan will give Belarus a loan of {} million dollars, the ministry of finance of Belarus said in Minsk."


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def page_comes(world: World, article: int, item: Item) -> None:
    """The page behind an article is read, and it is this item's text."""
    page = Text(title=world.store.articles.current_text(article).title, body=item.text, how="page", language="en",
                dated=None)  # fmt: skip
    with world.store.tx():
        world.store.articles.page_done(article, page, world.clock.now())
    world.settle()


def in_step(world: World) -> bool:
    """Whether each story that memory knows something of is known as its rows have it."""
    held, rows = world.river.grouping._members, Members(world.river.bed)
    known = sorted(held._knows)
    return all(
        held.knows(story) == rows.knows(story) and tuple(held.reports(story)) == tuple(rows.reports(story))
        for story in known
    )


def test_what_an_edited_report_says_now_is_known_of_its_story(tmp_path: Path) -> None:
    link = "https://belta.example/loan"
    world = World(tmp_path).feed("belta", Item(LOAN.format(100), SAYS.format(100), link=link)).until("06:10")
    again = Item("Belarus to get Azerbaijani loan", SAYS.format(100))
    world.feed("azertac", again).until("06:25")
    assert set(places(world).values()) == {1}
    assert in_step(world)
    world.feed("belta", Item(LOAN.format(150), SAYS.format(150), link=link)).until("06:40")
    world.feed("azertac", again, Item("Loan for Belarus is 150 million dollars", SAYS.format(150))).until("06:55")
    assert in_step(world)


def test_an_article_that_others_copy_stays_with_them(tmp_path: Path) -> None:
    """Else they would be copies of an article of another story, and no further report could find theirs by its words."""
    feeds = [source("belta"), source("azertac", interval=1800), source("bnews", interval=1800)]
    world = World(tmp_path, sources=feeds, start="08:00").feed("belta", FULL).feed("azertac").feed("bnews")
    world.until("08:10")
    summary = Item(VAGUE.title, SAYS.format(100))
    world.feed("azertac", summary).feed("bnews", replace(summary, link="https://bnews.example/1")).until("08:40")
    copy, first = world.store.archive.find(summary.title)
    page_comes(world, first, FULL)
    (row,) = db(world.store).rows("SELECT article, story FROM story_article WHERE copy_of = :first", {"first": first})
    assert row["article"] == copy
    place = world.store.merges.place(first)
    assert place is not None
    assert place.story == row["story"]


def test_a_report_that_breaks_after_a_merge_leaves_no_trace(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its merge is undone with it; what memory knows of the stories must be, too."""
    joining(monkeypatch)
    world.feed("belta", POTASH, VISIT).until("06:10")
    world.feed("azertac", LATER).until("06:35")
    said = stories.news

    def breaking(member: Reported, known: Knows) -> tuple[News, ...]:
        found = said(member, known)
        if member.title == JOINT.title:
            raise ValueError("a report like no other")
        return found

    monkeypatch.setattr(stories, "news", breaking)
    world.feed("azertac", LATER, JOINT).until("06:55")
    assert len(set(places(world).values())) == 2
    assert in_step(world)


def test_an_article_that_cannot_be_compared_again_does_not_stop_the_start(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A newer version makes footprints anew: one that breaks on an old text leaves this article out of the window."""
    world.feed("belta", POTASH, VISIT).until("09:00")
    db(world.store).run("UPDATE footprint SET form = 0")
    footprint = stories.footprint

    def breaking(material: Material) -> Footprint:
        if material.title == POTASH.title:
            raise ValueError("a text like no other")
        return footprint(material)

    monkeypatch.setattr(stories, "footprint", breaking)
    world.restart().feed("belta", POTASH, VISIT, Item("Minsk: Lukashenko arrives in Baku on a state visit", VISIT.text))
    world.until("20:00")
    assert len(places(world)) == 3


def test_a_clock_that_was_wrong_for_a_moment_does_not_empty_the_window(world: World) -> None:
    world.feed("belta", POTASH).until("07:00")
    world.clock.jump(world.clock.now() + 30 * DAY)
    world.river.round()
    world.clock._now -= 30 * DAY
    world.river.round()
    assert len(world.river.grouping.rebuilt()) == 1
    window = world.river.grouping._window
    assert window is None or len(window) == 1


def test_stories_that_no_rule_asks_of_leave_nothing_in_memory(tmp_path: Path) -> None:
    world = World(tmp_path)
    rules = tuple(replace(rule, priorities=()) for rule in world.setup.rules)
    world.river.use(replace(world.setup, rules=rules, version="without priorities"))
    world.feed("belta", POTASH, VISIT).until("09:00")
    assert world.river.grouping._weighing._touched == set()


def test_an_outlet_that_is_called_otherwise_from_now_on_is_known_so_at_once(tmp_path: Path) -> None:
    world = World(tmp_path).feed("belta", POTASH).until("06:10")
    world.feed("azertac", LATER).until("06:25")
    assert world.river.grouping._members._knows
    sources = {**world.setup.sources, "belta": source("belta", outlet="Minsk Wire", kind="exile")}
    world.river.use(replace(world.river.bed.setup, sources=sources))
    assert in_step(world)


def test_a_digest_that_failed_while_the_clock_was_ahead_is_sent_when_it_is_due(tmp_path: Path) -> None:
    world = World(tmp_path).feed("belta", POTASH).until("07:00")
    world.river.composing._failed["desk", "daily"] = world.clock.now() + 30 * DAY
    world.until("08:00")
    assert len(world.inbox) == 1


def test_a_feed_renamed_keeps_its_pages_to_be_asked_again(tmp_path: Path) -> None:
    world = World(tmp_path).feed("belta", POTASH).until("07:00")
    with world.store.tx():
        world.store.rechecks.ask(1, "belta", "absent", world.clock.now() + DAY)
    renamed = replace(world.setup.sources["belta"], id="minsk")
    world.river.use(replace(world.setup, sources={"minsk": renamed}))
    assert world.store.rechecks.asked("minsk", 0) == 1
