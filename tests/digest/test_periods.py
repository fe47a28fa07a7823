"""When a digest is due: one a day, through DST nights, outages, edited hours and new subscriptions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.digest.periods import Digested, due, moment, next_moment
from monitor.model.limits import DAY, HOUR, MINUTE, Limits
from monitor.model.message import Slot, Subscription

LIMITS = Limits()
ZONES = ("Europe/Berlin", "Asia/Baku", "Europe/Minsk", "Africa/Cairo", "America/New_York")
HOURS = ((0, 0), (0, 30), (1, 30), (2, 0), (2, 30), (3, 0), (7, 30), (23, 30))
BAKU = ZoneInfo("Asia/Baku")


def subscription(*slots: Slot, zone: str = "Asia/Baku") -> Subscription:
    return Subscription("desk", "Сводка", ("az-by",), (), zone, slots or (Slot("daily", 7, 30),))


def baku(day: int, hour: int, minute: int = 0, month: int = 5) -> int:
    return int(datetime(2026, month, day, hour, minute, tzinfo=BAKU).timestamp())


def sent(wanted: Subscription, moments: Iterable[int], created: int, *before: Digested) -> list[tuple[str, int]]:
    """What a river that looks at these moments composes: period and the moment it looked."""
    found = []
    known = list(before)
    for now in moments:
        if slot := due(wanted, now, created, known, LIMITS):
            known.append((slot.period, slot.moment))
            found.append((slot.period, now))
    return found


def told(day: int, name: str = "daily", hour: int = 7, minute: int = 30, month: int = 5) -> Digested:
    """A digest that ended at that hour in Baku."""
    return f"2026-{month:02}-{day:02}/{name}", baku(day, hour, minute, month)


def nights() -> Iterator[tuple[str, date]]:
    """Every local date of 2026 and 2027 on which a zone's clocks are moved; a plain one for zones without any."""
    for name in ZONES:
        zone = ZoneInfo(name)
        moved = False
        for n in range(730):
            midnight = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=n)
            if midnight.astimezone(zone).utcoffset() != (midnight + timedelta(days=1)).astimezone(zone).utcoffset():
                moved = True
                yield name, (midnight + timedelta(hours=12)).astimezone(zone).date()
        if not moved:
            yield name, date(2026, 10, 25)


def first_look(day: date, slot: Slot, zone: ZoneInfo) -> int:
    """The first minute of `day` at which a wall clock shows the slot's time or a later one."""
    start = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) - DAY
    wall = ((at, datetime.fromtimestamp(at, zone)) for at in range(start, start + 3 * DAY, MINUTE))
    return next(
        at for at, local in wall if local.date() == day and (local.hour, local.minute) >= (slot.hour, slot.minute)
    )


@pytest.mark.parametrize(("name", "night"), list(nights()), ids=str)
@pytest.mark.parametrize("hour", HOURS, ids=lambda hour: f"{hour[0]:02}:{hour[1]:02}")
def test_exactly_one_digest_a_day_over_every_dst_night(name: str, night: date, hour: tuple[int, int]) -> None:
    zone, slot = ZoneInfo(name), Slot("daily", *hour)
    days = [night + timedelta(days=n) for n in range(-2, 3)]
    created = first_look(days[0], slot, zone) - MINUTE
    looks = range(created, created + 4 * DAY + 3 * HOUR, 5 * MINUTE)
    composed = sent(subscription(slot, zone=name), looks, created)
    assert [period for period, _ in composed] == [f"{day}/daily" for day in days]
    assert all(now - first_look(day, slot, zone) < 5 * MINUTE for day, (_, now) in zip(days, composed, strict=True))


@pytest.mark.parametrize(
    ("name", "day", "hour", "wanted"),
    [
        ("Europe/Berlin", date(2026, 3, 29), (2, 30), "2026-03-29T01:00+00:00"),  # missing: 03:00 summer time
        ("Europe/Berlin", date(2026, 10, 25), (2, 30), "2026-10-25T00:30+00:00"),  # doubled: the first
        ("America/New_York", date(2026, 3, 8), (2, 0), "2026-03-08T07:00+00:00"),
        ("America/New_York", date(2026, 11, 1), (1, 30), "2026-11-01T05:30+00:00"),
        ("Africa/Cairo", date(2026, 4, 24), (0, 0), "2026-04-23T22:00+00:00"),  # midnight itself is missing
        ("Africa/Cairo", date(2026, 10, 29), (23, 30), "2026-10-29T20:30+00:00"),
        ("Asia/Baku", date(2026, 3, 29), (2, 30), "2026-03-28T22:30+00:00"),
        ("Europe/Minsk", date(2026, 3, 29), (2, 30), "2026-03-28T23:30+00:00"),
    ],
)
def test_missing_and_doubled_local_times(name: str, day: date, hour: tuple[int, int], wanted: str) -> None:
    assert moment(day, Slot("daily", *hour), ZoneInfo(name)) == int(datetime.fromisoformat(wanted).timestamp())


def test_before_the_hour_nothing_is_due_and_at_the_second_it_is() -> None:
    created = baku(1, 0)
    assert due(subscription(), baku(14, 7, 30) - 1, created, [told(13)], LIMITS) is None
    found = due(subscription(), baku(14, 7, 30), created, [told(13)], LIMITS)
    assert found is not None
    assert (found.period, found.moment) == ("2026-05-14/daily", baku(14, 7, 30))


def test_created_after_the_hour_begins_the_next_day() -> None:
    looks = range(baku(14, 8), baku(15, 9), 10 * MINUTE)
    assert [period for period, _ in sent(subscription(), looks, baku(14, 8))] == ["2026-05-15/daily"]


def test_created_at_the_very_second_begins_at_once() -> None:
    assert due(subscription(), baku(14, 7, 30), baku(14, 7, 30), [], LIMITS) is not None


def test_several_slots_are_several_digests() -> None:
    two = subscription(Slot("morning", 8, 0), Slot("evening", 18, 0))
    looks = range(baku(14, 0), baku(16, 0), 30 * MINUTE)
    assert [period for period, _ in sent(two, looks, baku(13, 20), told(13, "evening", 18, 0))] == [
        "2026-05-14/morning", "2026-05-14/evening", "2026-05-15/morning", "2026-05-15/evening",
    ]  # fmt: skip


def test_two_slots_missed_by_an_outage_are_one_digest() -> None:
    two = subscription(Slot("morning", 8, 0), Slot("evening", 18, 0))
    looks = [baku(14, 9), baku(14, 20)]
    assert [p for p, _ in sent(two, [baku(14, 20)], baku(1, 0), told(13, "evening", 18, 0))] == ["2026-05-14/evening"]
    assert len(sent(two, looks, baku(1, 0), told(13, "evening", 18, 0))) == 2


def test_weekdays_are_those_of_the_readers_zone() -> None:
    """Midnight of Saturday in Baku is still Friday in UTC."""
    working = subscription(Slot("daily", 0, 30, frozenset(range(5))))
    looks = range(baku(14, 0), baku(20, 0), 30 * MINUTE)  # 14 May 2026 is a Thursday
    assert [period[:10] for period, _ in sent(working, looks, baku(1, 0), told(13))] == [
        "2026-05-14", "2026-05-15", "2026-05-18", "2026-05-19",
    ]  # fmt: skip


@pytest.mark.parametrize("late", [MINUTE, 6 * HOUR, DAY, 3 * DAY - HOUR])
def test_an_outage_gives_one_digest_of_the_newest_hour(late: int) -> None:
    back = baku(14, 7, 30) + late
    composed = sent(subscription(), [back, back + MINUTE], baku(1, 0), told(13))
    assert len(composed) == 1


def test_what_was_missed_by_more_than_three_days_is_left_to_the_next() -> None:
    weekly = subscription(Slot("weekly", 8, 0, frozenset({0})))
    monday = baku(11, 8)
    before = [told(4, "weekly", 8, 0)]
    assert due(weekly, monday + 3 * DAY, baku(1, 0), before, LIMITS) is not None
    assert due(weekly, monday + 3 * DAY + 1, baku(1, 0), before, LIMITS) is None
    assert due(weekly, baku(18, 8), baku(1, 0), before, LIMITS) is not None


def test_an_edited_hour_makes_no_second_digest_of_the_day() -> None:
    later = subscription(Slot("daily", 9, 0))
    assert due(later, baku(14, 9), baku(1, 0), [told(14)], LIMITS) is None
    assert due(later, baku(15, 9), baku(1, 0), [told(14)], LIMITS) is not None


def test_slots_that_change_places_repeat_nothing() -> None:
    swapped = subscription(Slot("evening", 8, 0), Slot("morning", 18, 0))
    looks = range(baku(14, 18), baku(14, 23), 10 * MINUTE)
    assert sent(swapped, looks, baku(1, 0), told(14, "morning", 8, 0)) == []


def test_a_slot_moved_behind_another_costs_neither_its_digest() -> None:
    moved = subscription(Slot("morning", 20, 0), Slot("evening", 18, 0))
    looks = range(baku(14, 12), baku(15, 12), 10 * MINUTE)
    assert [period for period, _ in sent(moved, looks, baku(1, 0), told(14, "morning", 8, 0))] == ["2026-05-14/evening"]


@pytest.mark.parametrize("hour", [6, 7, 9, 18])
def test_another_name_for_a_slot_makes_no_second_digest_of_the_day(hour: int) -> None:
    """At whatever hour it stands now; from the next day on it comes under its new name."""
    renamed = subscription(Slot("morning", hour, 30))
    looks = range(baku(14, 8), baku(16, 0), 10 * MINUTE)
    assert [period for period, _ in sent(renamed, looks, baku(1, 0), told(13), told(14))] == ["2026-05-15/morning"]


def test_a_slot_taken_away_after_its_digest_leaves_the_other_one_alone() -> None:
    evening = subscription(Slot("evening", 18, 0))
    looks = range(baku(14, 9), baku(15, 0), 10 * MINUTE)
    before = (told(13, "morning", 8, 0), told(13, "evening", 18, 0), told(14, "morning", 8, 0))
    assert [period for period, _ in sent(evening, looks, baku(1, 0), *before)] == ["2026-05-14/evening"]


def test_a_slot_missed_before_one_that_was_sent_is_covered_by_it() -> None:
    later = subscription(Slot("morning", 8, 0), Slot("evening", 20, 0))
    assert due(later, baku(14, 19), baku(1, 0), [told(14, "evening", 18, 0)], LIMITS) is None


def test_a_clock_set_back_composes_nothing_anew() -> None:
    assert due(subscription(), baku(13, 8), baku(1, 0), [told(13), told(14)], LIMITS) is None


def test_a_digest_sent_under_a_clock_years_ahead_holds_back_none_of_today() -> None:
    ahead = ("2031-01-01/daily", baku(1, 7) + 1700 * DAY)
    looks = range(baku(14, 0), baku(17, 0), 10 * MINUTE)
    assert len(sent(subscription(), looks, baku(1, 0), told(13), ahead)) == 3


def test_without_slots_nothing_is_ever_due() -> None:
    never = Subscription("desk", "Сводка", (), (), "UTC", ())
    assert due(never, baku(14, 8), 0, [], LIMITS) is None
    assert next_moment(never, baku(14, 8)) is None


def test_the_next_moment_is_after_now_and_within_the_week() -> None:
    assert next_moment(subscription(), baku(14, 7, 30)) == baku(15, 7, 30)
    assert next_moment(subscription(), baku(14, 7, 29)) == baku(14, 7, 30)
    friday = subscription(Slot("weekly", 18, 0, frozenset({4})))
    assert next_moment(friday, baku(15, 18)) == baku(22, 18)


@given(
    looks=st.lists(st.integers(0, 40 * DAY), max_size=60), zone=st.sampled_from(ZONES),
    hours=st.lists(st.sampled_from(HOURS), min_size=1, max_size=3, unique=True),
)  # fmt: skip
def test_no_period_ever_comes_twice_and_none_before_its_hour(
    looks: list[int], zone: str, hours: list[tuple[int, int]]
) -> None:
    """However irregularly the river runs over a spring with its DST night."""
    wanted = subscription(*(Slot(f"s{n}", *hour) for n, hour in enumerate(sorted(hours))), zone=zone)
    start = int(datetime(2026, 3, 5, tzinfo=UTC).timestamp())
    composed = sent(wanted, sorted(start + look for look in looks), start)
    periods = [period for period, _ in composed]
    assert len(set(periods)) == len(periods)
    for period, now in composed:
        day, _, name = period.partition("/")
        slot = next(slot for slot in wanted.slots if slot.name == name)
        assert moment(date.fromisoformat(day), slot, ZoneInfo(zone)) <= now
