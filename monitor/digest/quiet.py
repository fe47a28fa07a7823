"""Quiet hours: when a reader may be called again. Local times of day, so that a DST night needs no thought.

A night begins at the first moment that the reader's clock shows its hour and ends at the last one: where the clocks
are put back nobody is called twice within the hour of the end. A time that the clocks skip is the next that exists.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from monitor.digest.periods import moment as first_moment
from monitor.model.limits import DAY
from monitor.model.message import Quiet, Slot

_WEEK = 8  # nights that follow each other without a gap are followed so long


def rings(quiet: Quiet | None, zone: str, moment: int) -> int:
    """The first second from `moment` on, UTC, at which this reader may be called: itself, or the end of a night."""
    if quiet is None:
        return moment
    for start, end in _nights(quiet, zone, moment, moment + _WEEK * DAY):
        if start <= moment < end:
            moment = end
    return moment


def asleep(quiet: Quiet | None, zone: str, start: int, stop: int) -> int:
    """How many seconds of `start` to `stop`, UTC, lie in quiet hours."""
    if quiet is None or stop <= start:
        return 0
    nights = sorted(_nights(quiet, zone, start, stop))
    ends = [(max(begin, start), min(end, stop)) for begin, end in nights]
    overlap = sum(max(0, min(one[1], other[1]) - other[0]) for one, other in pairwise(ends))
    return sum(max(0, end - begin) for begin, end in ends) - overlap


def _nights(quiet: Quiet, zone: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Each night that may touch these moments, the first first; one that the clocks leave no second of is none."""
    place = ZoneInfo(zone)
    day = datetime.fromtimestamp(start, place).date() - timedelta(days=1)
    last = datetime.fromtimestamp(stop, place).date()
    over_midnight = timedelta(days=int(quiet.end < quiet.start))
    while day <= last:
        if day.weekday() in quiet.weekdays:
            begin = first_moment(day, _slot(quiet.start), place)
            end = _last_moment(day + over_midnight, quiet.end, place)
            if begin < end:
                yield begin, end
        day += timedelta(days=1)


def _last_moment(day: date, minute: int, zone: ZoneInfo) -> int:
    """The UTC second of a local time of day; of a doubled one the second, of a missing one the next that exists."""
    hour, rest = divmod(minute, 60)
    local = datetime(day.year, day.month, day.day, hour, rest, tzinfo=zone, fold=1)
    utc = local.astimezone(UTC)
    if utc.astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None):
        return int(utc.timestamp())
    return first_moment(day, _slot(minute), zone)


def _slot(minute: int) -> Slot:
    return Slot("", minute // 60, minute % 60)
