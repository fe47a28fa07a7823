"""A clock that is set forward, set back, not set at all, or stands still while the machine sleeps."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.model.fetch import Reply
from monitor.model.limits import DAY, HOUR
from monitor.model.message import Transient
from tests.store.samples import db
from tests.world import Item, World, source

VISIT = "Lukashenko arrives in Baku on a state visit to Azerbaijan"
YEARS = 14 * 365 * DAY


def set_clock(world: World, moment: int) -> World:
    """As a person or a time server would, also back."""
    world.clock._now = moment
    return world


def told(world: World) -> list[bool]:
    return [VISIT in " ".join(text.split()) for text in world.inbox]


@pytest.mark.parametrize("ahead", [5 * HOUR, YEARS])
@pytest.mark.parametrize("restart", [False, True])
def test_a_feed_asked_by_a_clock_that_was_ahead_is_asked_when_it_is_set_back(
    tmp_path: Path, ahead: int, *, restart: bool
) -> None:
    world = World(tmp_path, subscriptions=[], lasting=True)
    right = world.moment("06:00")
    world.net.broken["belta"] = Reply(("feed", "belta"), "", "", 503, error="its certificate has expired")
    set_clock(world, right + ahead).settle()
    del world.net.broken["belta"]
    set_clock(world.feed("belta", Item(VISIT)), right + 60)
    if restart:
        world.restart(clean=False)
    world.net.asked.clear()
    world.settle()
    assert "belta" in {request.token[1] for request in world.net.asked}
    assert world.store.totals()["article"] == 1


def test_what_waits_for_its_page_until_a_year_to_come_is_told(tmp_path: Path) -> None:
    world = World(tmp_path, sources=[source("belta", page="always")], lasting=True)
    right = world.moment("06:00")
    set_clock(world, right + YEARS)
    world.feed("belta", Item(VISIT, link="https://belta.example/1"))
    while not world.store.totals()["article"]:
        world.river.round()
    set_clock(world, right)
    world.until("08:00")
    assert told(world).count(True) == 1


def test_without_a_clock_nothing_is_asked_stored_or_told(tmp_path: Path) -> None:
    world = World(tmp_path, lasting=True)
    right = world.moment("06:00")
    set_clock(world.feed("belta", Item(VISIT)), 60).restart(clean=False)
    world.net.asked.clear()
    for _ in range(5):
        world.river.round()
    assert world.net.asked == []
    assert "clock is not set" in world.river.storage.degraded
    set_clock(world, right).until("08:00")
    assert told(world) == [True]


def test_a_clock_that_leaps_by_years_forgets_nothing_for_a_day(tmp_path: Path) -> None:
    world = World(tmp_path, subscriptions=[], lasting=True)
    world.feed("belta", Item(VISIT)).until("1 06:00")
    polls = "SELECT coalesce(sum(polls), 0) FROM fetch_outcome WHERE at < :now"
    now = world.clock.now()
    of_the_day = db(world.store).count("SELECT sum(quiet_polls) FROM feed")  # they become a row when it is over
    before = db(world.store).count(polls, {"now": now + 1}) + of_the_day
    assert of_the_day
    set_clock(world, now + YEARS).settle()
    assert db(world.store).count(polls, {"now": now + 1}) == before
    set_clock(world, now + YEARS + DAY + 60).settle()
    assert db(world.store).count(polls, {"now": now + 1}) == 0


def test_a_machine_that_slept_for_days_with_a_message_in_hand_tries_more_than_once(tmp_path: Path) -> None:
    """It wakes without a network: three days are over, and the try that fails is only the second."""
    world = World(tmp_path, lasting=True)
    world.mail.outcome = lambda _: Transient("421 the server is closing")
    world.feed("belta", Item(VISIT)).until("07:30")
    set_clock(world, world.clock.now() + 4 * DAY).settle()
    world.mail.up()
    set_clock(world, world.clock.now() + HOUR).settle()
    assert told(world)[0]


def test_a_restart_asks_no_feed_on_a_day_that_its_publisher_forbids(tmp_path: Path) -> None:
    """Three such days in a row are no mark of a clock that was ahead."""
    world = World(tmp_path, sources=[source("belta")], subscriptions=[], start="23:40").feed("belta", Item("Rain"))
    days = "".join(f"<day>{day}</day>" for day in ("Wednesday", "Thursday", "Friday"))
    body = world.net.feeds["belta"].replace(b"<channel>", f"<channel><skipDays>{days}</skipDays>".encode())
    world.net.feeds["belta"] = body
    world.until("+1 06:00").net.asked.clear()
    world.restart().until("+3 20:00")
    assert world.net.asked == []
    world.until("+4 06:00")
    assert world.net.asked


@pytest.mark.parametrize("restart", [False, True])
def test_a_clock_that_is_set_right_by_seconds_overrides_no_publisher(tmp_path: Path, *, restart: bool) -> None:
    world = World(tmp_path, sources=[source("belta")], subscriptions=[], lasting=True)
    world.net.broken["belta"] = Reply(("feed", ""), "", "", 429, error="too many requests", retry_after=6 * HOUR)
    world.settle()
    set_clock(world, world.clock.now() - 2)
    if restart:
        world.restart()
    world.until("07:00")
    assert len(world.net.asked) == 1
