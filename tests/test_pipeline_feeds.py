"""Feeds that go blind in a simulated week: what the operator and the readers are told, and how the polls answer."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from monitor import poll
from monitor.model.limits import HOUR, MINUTE
from monitor.model.message import Delivery
from monitor.model.source import FeedState
from tests.test_pipeline_alarms import OPERATOR, alarms
from tests.world import Item, World, source

DAILY = [Item(f"Прэм’ер правёў нараду {n}", hours_old=n + 0.5) for n in range(24)]


def world(path: Path, interval: int = 3 * HOUR) -> World:
    """A lively feed and one that brings something each week, with an operator."""
    made = World(
        path, sources=(source("belta", interval=interval), source("azertac", interval=6 * HOUR)), start="06:00"
    )
    made.setup = replace(made.setup, operator=Delivery("mail", OPERATOR))
    made.river.use(made.setup)
    weekly = [Item(f"Həftəlik icmal {n}", hours_old=1 + n * 7 * 24) for n in range(8)]
    return made.feed("belta", *DAILY).feed("azertac", *weekly)


def state_of(made: World, feed: str) -> FeedState:
    state = made.store.feeds.get(feed)
    assert state is not None
    return state


def test_a_lively_feed_that_falls_silent_is_told_once_and_a_weekly_one_is_not(tmp_path: Path) -> None:
    made = world(tmp_path, HOUR).until("1 05:00")
    assert alarms(made) == []
    made.until("3 09:00")
    (alarm,) = alarms(made)
    assert re.search(
        r"A feed has fallen silent: Belta \(belta\): nothing new for 2[456] hours; it usually brings 24 items a day",
        alarm,
    )  # it is found out when the feed is asked, which is every 2 hours at most
    assert "'monitor sources discover' looks for its new feed" in alarm
    digests = [text for text in made.inbox if "ALARM" not in text]
    assert ["Silent against its habit: Belta (belta)" in text for text in digests] == [False, True, True, True]
    assert "Read: 2 of 2 feeds answered" in digests[-1]


def test_a_feed_that_speaks_again_ends_its_silence_and_may_fall_silent_anew(tmp_path: Path) -> None:
    made = world(tmp_path).until("2 09:00")
    made.feed("belta", Item("Саміт у Мінску адбыўся"), *DAILY).until("2 13:00")
    assert poll.silence(state_of(made, "belta"), made.clock.now(), made.limits) == ""
    made.until("3 08:00")
    assert "Silent" not in made.inbox[-1]
    made.until("3 17:00")
    assert sum("fallen silent" in text for text in alarms(made)) == 2


def test_a_feed_faster_than_its_polls_is_told_and_asked_three_times_as_deep(tmp_path: Path) -> None:
    """Its publisher wishes an hour between polls; a third of the depth that lost something goes before."""
    made = world(tmp_path, 15 * MINUTE)
    ttl = made.net.feeds["belta"].replace(b"<channel>", b"<channel><ttl>60</ttl>")
    made.net.feeds["belta"] = ttl
    made.until("06:30")
    assert state_of(made, "belta").next_due - (state_of(made, "belta").last_try or 0) == HOUR
    made.feed("belta", *(Item(f"Тэрмінова {n}", hours_old=n / 60) for n in range(0, 40, 2)))
    made.net.feeds["belta"] = made.net.feeds["belta"].replace(b"<channel>", b"<channel><ttl>60</ttl>")
    made.until("07:10")
    after = state_of(made, "belta")
    assert after.missed.startswith("all items are newer than those of the last poll: up to")
    assert after.next_due - (after.last_try or 0) == 38 * MINUTE // 3
    (alarm,) = alarms(made)
    assert "A feed was faster than its polls: Belta (belta): all items are newer" in alarm
    made.until("08:00")
    assert "Items may be missing: Belta (belta): all items are newer than those of the last poll" in " ".join(
        made.inbox[-1].split()
    )
    calm = [Item(f"Спакойна {n}", hours_old=n + 0.1) for n in range(20)]
    made.feed("belta", *calm).until("1 09:00")
    made.net.feeds["belta"] = made.net.feeds["belta"].replace(b"<channel>", b"<channel><ttl>60</ttl>")
    made.until("1 10:00")
    later = state_of(made, "belta")
    assert later.next_due - (later.last_try or 0) == 38 * MINUTE // 3
    assert "Items may be missing" not in made.inbox[-1]


def test_gaps_of_a_feed_are_told_at_most_once_a_day(tmp_path: Path) -> None:
    made = world(tmp_path, 15 * MINUTE).until("06:30")
    for hour in ("08:00", "09:30", "11:00", "15:00"):
        made.until(hour)
        made.feed("belta", *(Item(f"Тэрмінова {hour} {n}", hours_old=n / 60) for n in range(10)))
    made.until("23:30")
    assert len(alarms(made)) == 1
