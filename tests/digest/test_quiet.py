"""Quiet hours in five zones, over the nights on which the clocks are changed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest

from monitor.digest.quiet import asleep, rings
from monitor.model.limits import DAY, HOUR, MINUTE
from monitor.model.message import Quiet

ZONES = ("Europe/Berlin", "Asia/Baku", "Europe/Minsk", "Africa/Cairo", "America/New_York")
NIGHT = Quiet(22 * 60, 7 * 60)
HOURS = (NIGHT, Quiet(0, 2 * 60 + 30), Quiet(60 + 30, 3 * 60), Quiet(23 * 60, 30))


def utc(zone: str, text: str, fold: int = 0) -> int:
    """UTC seconds of a local time, "2026-10-25 02:30"; of a doubled one the first or, with fold=1, the second."""
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold).timestamp())


@cache
def changes(zone: str) -> list[int]:
    """The UTC seconds at which the clocks of this zone are changed in 2026 and 2027."""
    start = datetime(2026, 1, 1, tzinfo=UTC)
    hours = [int((start + timedelta(hours=n)).timestamp()) for n in range(2 * 365 * 24)]
    place = ZoneInfo(zone)
    offsets = [datetime.fromtimestamp(hour, place).utcoffset() for hour in hours]
    return [hours[n] for n in range(1, len(hours)) if offsets[n] != offsets[n - 1]]


def shows_quiet(quiet: Quiet, zone: str, moment: int) -> bool:
    """Whether the reader's clock shows a quiet hour: said anew, minute by minute, to hold the answer against."""
    at = datetime.fromtimestamp(moment, ZoneInfo(zone))
    minute = at.hour * 60 + at.minute
    over = quiet.end < quiet.start
    return (minute >= quiet.start or minute < quiet.end) if over else quiet.start <= minute < quiet.end


def test_the_zones_have_the_nights_that_are_meant() -> None:
    assert {zone: len(changes(zone)) for zone in ZONES} == {
        "Europe/Berlin": 4, "Asia/Baku": 0, "Europe/Minsk": 0, "Africa/Cairo": 4, "America/New_York": 4,
    }  # fmt: skip


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("quiet", HOURS)
def test_nobody_is_called_while_the_clock_shows_a_quiet_hour_and_everybody_right_after(zone: str, quiet: Quiet) -> None:
    """Each half hour of the day about each change of the clocks; of two quiet zones about an ordinary night."""
    for change in changes(zone) or [utc(zone, "2026-10-25 00:00")]:
        for moment in range(change - 8 * HOUR, change + 16 * HOUR, 30 * MINUTE):
            called = rings(quiet, zone, moment)
            assert not shows_quiet(quiet, zone, called)
            assert shows_quiet(quiet, zone, moment) <= (called > moment)
            assert called - moment <= 10 * HOUR
            if called > moment:  # no sooner, but for a doubled hour: it is quiet from its first begin to its last end
                before = [shows_quiet(quiet, zone, each) for each in range(moment, called, 30 * MINUTE)]
                assert before.count(False) * 30 * MINUTE <= HOUR


@pytest.mark.parametrize(("zone", "moment", "called"), [
    ("Asia/Baku", "2026-11-20 03:00", "2026-11-20 07:00"),
    ("Europe/Minsk", "2026-11-20 21:59", "2026-11-20 21:59"),
    ("Europe/Berlin", "2026-03-28 23:00", "2026-03-29 07:00"),
    ("Europe/Berlin", "2027-10-30 22:00", "2027-10-31 07:00"),
    ("Africa/Cairo", "2026-04-23 22:30", "2026-04-24 07:00"),
    ("America/New_York", "2027-11-07 06:59", "2027-11-07 07:00"),
    ("America/New_York", "2027-03-14 07:00", "2027-03-14 07:00"),
])  # fmt: skip
def test_a_night_ends_at_seven_by_the_readers_clock(zone: str, moment: str, called: str) -> None:
    assert rings(NIGHT, zone, utc(zone, moment)) == utc(zone, called)


def test_an_end_that_comes_twice_is_the_second_and_one_that_is_skipped_the_next_time_there_is() -> None:
    early = Quiet(0, 2 * 60 + 30)
    assert rings(early, "Europe/Berlin", utc("Europe/Berlin", "2026-10-25 01:00")) == utc(
        "Europe/Berlin", "2026-10-25 02:30", fold=1
    )
    assert rings(early, "Europe/Berlin", utc("Europe/Berlin", "2026-03-29 01:00")) == utc(
        "Europe/Berlin", "2026-03-29 03:00"
    )


def test_weekdays_are_those_on_which_a_night_begins() -> None:
    friday = Quiet(22 * 60, 7 * 60, frozenset({4}))
    saturday_three = utc("Asia/Baku", "2026-11-21 03:00")
    assert rings(friday, "Asia/Baku", saturday_three) == utc("Asia/Baku", "2026-11-21 07:00")
    assert rings(friday, "Asia/Baku", saturday_three + DAY) == saturday_three + DAY
    assert rings(None, "Asia/Baku", saturday_three) == saturday_three


def test_time_asleep_is_counted_once() -> None:
    start = utc("Asia/Baku", "2026-11-20 12:00")
    assert asleep(NIGHT, "Asia/Baku", start, start + 2 * DAY) == 18 * HOUR
    assert asleep(NIGHT, "Asia/Baku", start, start + 11 * HOUR) == HOUR
    assert asleep(NIGHT, "Asia/Baku", start, start - HOUR) == asleep(None, "Asia/Baku", start, start + DAY) == 0
    spring = utc("Europe/Berlin", "2026-03-28 12:00")
    assert asleep(NIGHT, "Europe/Berlin", spring, spring + DAY) == 8 * HOUR
