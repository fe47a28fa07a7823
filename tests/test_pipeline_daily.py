"""Exactly one daily digest per subscription, recipient and period: over DST nights, outages, clocks, restarts, edits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from monitor.clock import SteppedClock
from monitor.digest.periods import moment
from monitor.model.limits import DAY, HOUR
from monitor.model.message import Delivery, Slot, Subscription
from monitor.service import step_until
from tests.digest.test_periods import ZONES, nights
from tests.test_pipeline_alerts import flat
from tests.world import Item, World, source, subscription

SLOTS = {"gap": Slot("daily", 2, 30), "doubled": Slot("daily", 1, 30), "midnight": Slot("daily", 0, 0)}


def quiet_world(path: Path, *subscriptions: Subscription, **more: object) -> World:
    """Without feeds: only digests are due."""
    return World(path, sources=[], subscriptions=subscriptions or (subscription(),), **more)  # type: ignore[arg-type]


def periods(world: World, name: str = "desk") -> list[str]:
    """Of the letters that arrived for this subscription, each with its recipient once."""
    found = [(letter.recipient, letter.period) for letter in world.mail.inbox if letter.subscription == name]
    assert max(Counter(found).values(), default=1) == 1, "one digest came twice"
    return list(dict.fromkeys(period for _, period in found))


def edited(world: World, *subscriptions: Subscription) -> World:
    """digests.yaml says this from now on."""
    world.setup = replace(world.setup, subscriptions=subscriptions)
    world.river.use(world.setup)
    return world


def clock_set(world: World, time: str) -> World:
    """The machine's clock is set, forward or back, while the river runs."""
    world.clock = SteppedClock(world.moment(time))
    world.river.bed.clock = world.clock
    return world.settle()


# -- DST nights of 2026 and 2027


def by_zone() -> Iterator[tuple[str, list[date]]]:
    found = list(nights())
    for zone in ZONES:
        yield zone, [night for name, night in found if name == zone]


@pytest.mark.parametrize(("zone", "dates"), list(by_zone()), ids=[zone for zone, _ in by_zone()])
def test_dst_nights_have_one_digest_a_day_at_its_hour(tmp_path: Path, zone: str, dates: list[date]) -> None:
    wanted = [subscription(name, slots=(slot,), zone=zone) for name, slot in SLOTS.items()]
    world = quiet_world(tmp_path, *wanted, day=dates[0] - timedelta(days=1))
    local = ZoneInfo(zone)
    for night in dates:
        noon = int(datetime(night.year, night.month, night.day, 12, tzinfo=local).timestamp())
        world.clock.jump(noon - DAY - HOUR)
        world.settle()
        world.mail.inbox.clear()
        step_until(world.river, world.clock, noon + DAY)
        for name, slot in SLOTS.items():
            days = [night, night + timedelta(days=1)]
            assert periods(world, name) == [f"{day}/daily" for day in days]
            composed = [letter.composed for letter in world.mail.inbox if letter.subscription == name]
            assert composed == [moment(day, slot, local) for day in days]


# -- outages, clocks, restarts


def test_a_six_hour_outage_over_the_hour_gives_one_digest_of_everything(tmp_path: Path) -> None:
    world = World(tmp_path, sources=[source("belta")], start="00:00")
    world.feed("belta", Item("Azerbaijan and Belarus sign a customs protocol")).until("05:00")
    world.river.stop()
    world.clock.jump(world.moment("11:00"))
    world.restart(clean=False).until("1 06:00")
    assert periods(world) == ["2024-05-14/daily"]
    assert "customs protocol" in flat(world.inbox[0])


def test_both_slots_missed_by_an_outage_are_one_digest(tmp_path: Path) -> None:
    two = subscription(slots=(Slot("morning", 7, 0), Slot("noon", 12, 0)))
    world = quiet_world(tmp_path, two)
    world.clock.jump(world.moment("13:00"))
    world.restart(clean=False).until("1 08:00")
    assert periods(world) == ["2024-05-14/noon", "2024-05-15/morning"]


def test_a_clock_a_day_ahead_and_back_repeats_nothing_and_goes_on(tmp_path: Path) -> None:
    world = quiet_world(tmp_path).until("08:00")
    clock_set(world, "1 08:00")
    clock_set(world, "09:00").until("1 09:00")
    assert periods(world) == ["2024-05-14/daily", "2024-05-15/daily"]
    world.until("2 08:00")
    assert periods(world)[2:] == ["2024-05-16/daily"]


def test_a_clock_a_day_behind_and_back_repeats_nothing(tmp_path: Path) -> None:
    world = quiet_world(tmp_path).until("1 08:00")
    clock_set(world, "0 08:00")
    clock_set(world, "0 23:00")
    clock_set(world, "1 08:10").until("2 08:00")
    assert periods(world) == ["2024-05-14/daily", "2024-05-15/daily", "2024-05-16/daily"]


def test_a_clock_that_ran_years_ahead_does_not_silence_the_years_between(tmp_path: Path) -> None:
    world = quiet_world(tmp_path).until("08:00")
    clock_set(world, "1500 08:00")
    clock_set(world, "09:00").until("2 08:00")
    assert periods(world)[-2:] == ["2024-05-15/daily", "2024-05-16/daily"]


@pytest.mark.parametrize("clean", [True, False])
def test_restarts_in_the_sending_minute_send_one_digest(tmp_path: Path, clean: bool) -> None:  # noqa: FBT001 - a parameter
    world = quiet_world(tmp_path).until("07:29")
    world.restart(clean=clean)
    world.clock.jump(world.moment("07:30"))
    world.restart(clean=clean).river.composing.round()  # composed, and ended before anything was sent
    world.restart(clean=clean).river.round()  # handed over, and ended before the answer was recorded
    handed = list(world.mail.inbox)
    world.restart(clean=clean).until("12:00")
    ids = {letter.message_id for letter in world.mail.inbox}
    assert (len(handed), len(ids)) == (1, 1)
    assert {letter.payload.body for letter in world.mail.inbox} == {handed[0].payload.body}
    world.mail.inbox.clear()
    world.until("1 08:00")
    assert periods(world) == ["2024-05-15/daily"]


# -- an edited digests.yaml


@pytest.mark.parametrize(
    ("edit_at", "hour", "sent_at"),
    [
        ("07:00", (9, 0), "09:00"),  # moved behind, before it was sent
        ("07:00", (6, 30), "07:00"),  # moved into what has passed, before it was sent: at once
        ("08:00", (9, 0), "07:30"),  # moved behind, after it was sent
        ("08:00", (7, 0), "07:30"),
    ],
)
def test_a_moved_hour_makes_one_digest_of_the_day(
    tmp_path: Path, edit_at: str, hour: tuple[int, int], sent_at: str
) -> None:
    world = quiet_world(tmp_path, start="05:00").until(edit_at)
    edited(world, subscription(slots=(Slot("daily", *hour),))).until("23:00")
    assert [letter.composed for letter in world.mail.inbox] == [world.moment(sent_at)]
    world.until("1 12:00")
    assert periods(world) == ["2024-05-14/daily", "2024-05-15/daily"]


@pytest.mark.parametrize("hour", [(6, 0), (7, 30), (9, 0)])
def test_a_renamed_slot_makes_one_digest_of_the_day(tmp_path: Path, hour: tuple[int, int]) -> None:
    world = quiet_world(tmp_path).until("08:00")
    edited(world, subscription(slots=(Slot("morning", *hour),))).until("12:00")
    edited(world, subscription()).until("14:00")  # and named back
    edited(world, subscription(slots=(Slot("morning", *hour),))).until("1 12:00")
    assert periods(world) == ["2024-05-14/daily", "2024-05-15/morning"]


@pytest.mark.parametrize("away", ["07:00", "08:00"])
def test_a_subscription_removed_and_back_the_same_day_has_one_digest(tmp_path: Path, away: str) -> None:
    world = quiet_world(tmp_path).until(away)
    edited(world, subscription("other", "other@example.org")).until("11:00")
    edited(world, subscription(), subscription("other", "other@example.org")).until("1 08:00")
    assert periods(world) == ["2024-05-14/daily", "2024-05-15/daily"]


def test_a_changed_zone_makes_one_digest_of_each_date(tmp_path: Path) -> None:
    world = quiet_world(tmp_path).until("08:00")
    edited(world, subscription(zone="America/New_York")).until("20:00")
    edited(world, subscription(zone="Asia/Tokyo")).until("1 06:00")
    edited(world, subscription(zone="Europe/Minsk")).until("2 12:00")
    assert periods(world) == ["2024-05-14/daily", "2024-05-15/daily", "2024-05-16/daily"]


def test_a_recipient_added_later_begins_with_the_next_digest_and_a_doubled_one_gets_one(tmp_path: Path) -> None:
    world = quiet_world(tmp_path).until("08:00")
    more = subscription("desk", "desk@example.org", "new@example.org")
    edited(world, more).until("1 08:00")
    got = Counter(letter.recipient for letter in world.mail.inbox)
    assert got == {"desk@example.org": 2, "new@example.org": 1}


def test_two_subscriptions_of_one_mailbox_are_two_digests(tmp_path: Path) -> None:
    world = quiet_world(tmp_path, subscription("desk"), subscription("press")).until("08:00")
    assert periods(world, "desk") == periods(world, "press") == ["2024-05-14/daily"]
    assert len({letter.message_id for letter in world.mail.inbox}) == 2


def test_mondays_digest_covers_the_weekend(tmp_path: Path) -> None:
    working = subscription(slots=(Slot("daily", 7, 30, frozenset(range(5))),))
    world = World(
        tmp_path, sources=[source("belta", interval=6 * HOUR)], subscriptions=[working], day=date(2024, 5, 17),
    )  # fmt: skip
    world.until("08:00")
    world.feed("belta", Item("Azerbaijan and Belarus sign a customs protocol on Saturday")).until("1 12:00")
    world.until("3 08:00")
    assert periods(world) == ["2024-05-17/daily", "2024-05-20/daily"]
    assert "customs protocol on Saturday" in flat(world.inbox[1])
    assert "Fri 17 May 2024, 07:30 to Mon 20 May, 07:30 Baku (UTC+4)" in flat(world.inbox[1])


def test_new_recipients_of_the_operator_do_not_touch_the_daily_digest(tmp_path: Path) -> None:
    world = quiet_world(tmp_path).until("07:29")
    world.setup = replace(world.setup, operator=Delivery("mail", "duty@example.org"))
    world.river.use(world.setup)
    world.until("08:00")
    assert [letter.recipient for letter in world.mail.inbox] == ["desk@example.org"]
