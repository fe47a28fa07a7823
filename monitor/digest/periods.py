"""When a digest is due: a decision over local dates, so that a DST night or a long outage gives exactly one.

A period is the local date and the slot's name, never its hour: an edited hour does not make a second digest of the
same day, and neither does another name for it. A local time that does not exist runs at the next instant that does, a
doubled one at the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from monitor.model.limits import DAY, Limits
from monitor.model.message import Slot, Subscription

Digested = tuple[str, int]  # the period of a daily digest and its end, UTC seconds
REMEMBERED = 8 * DAY  # for so long digests are asked for: a slot may be weekly


@dataclass(frozen=True, slots=True)
class Due:
    """A digest that should exist by now: its period and the moment it was due, UTC seconds."""

    period: str
    moment: int


def due(subscription: Subscription, now: int, created: int, sent: Sequence[Digested], limits: Limits) -> Due | None:
    """The newest slot that has passed, None where it has its digest or another one covers it.

    `sent`: the daily digests of `REMEMBERED`, in any order. After an outage one digest covers everything since the last
    one, instead of one old digest after another; a slot missed by more than three days is left to the next. What was
    sent under a clock that ran ahead covers nothing before its own hour.
    """
    passed = [
        found
        for found in _slots(subscription, now, back=limits.catch_up // DAY + 1)
        if created <= found.moment <= now and now - found.moment <= limits.catch_up
    ]
    newest = max(passed, key=lambda found: found.moment, default=None)
    if newest is None or any(newest.period == period or newest.moment <= stop <= now for period, stop in sent):
        return None
    return None if _renamed(newest.period, [period for period, _ in sent], subscription) else newest


def _renamed(period: str, sent: Sequence[str], subscription: Subscription) -> bool:
    """Whether its slot is one under a new name that had its digest today under the old one.

    It is where it was never sent under the new name, and a slot that is there no more was sent on that day.
    """
    day, _, name = period.partition("/")
    known = {slot.name for slot in subscription.slots}
    split = [each.partition("/") for each in sent]
    gone_today = any(date_ == day and old not in known for date_, _, old in split)
    return gone_today and all(old != name for _, _, old in split)


def next_moment(subscription: Subscription, now: int) -> int | None:
    """The next slot after now, UTC seconds; None for a subscription without slots."""
    coming = [found.moment for found in _slots(subscription, now, back=0, ahead=8) if found.moment > now]
    return min(coming, default=None)


def _slots(subscription: Subscription, now: int, *, back: int, ahead: int = 1) -> list[Due]:
    zone = ZoneInfo(subscription.zone)
    today = datetime.fromtimestamp(now, zone).date()
    days = [today + timedelta(days=n) for n in range(-back, ahead + 1)]
    return [
        Due(f"{day.isoformat()}/{slot.name}", moment(day, slot, zone))
        for day in days
        for slot in subscription.slots
        if day.weekday() in slot.weekdays
    ]


def moment(day: date, slot: Slot, zone: ZoneInfo) -> int:
    """The UTC second of a local time of day; of a doubled one the first, of a missing one the next that exists."""
    local = datetime(day.year, day.month, day.day, slot.hour, slot.minute, tzinfo=zone, fold=0)
    utc = local.astimezone(UTC)
    if utc.astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None):
        return int(utc.timestamp())
    return _after_gap(local, zone)


def _after_gap(local: datetime, zone: ZoneInfo) -> int:
    """The instant at which the clocks jump over `local`: the first second with the new offset."""
    before = int(local.replace(fold=1).astimezone(UTC).timestamp())
    after = int(local.replace(fold=0).astimezone(UTC).timestamp())
    low, high = min(before, after) - DAY // 4, max(before, after)
    new_offset = datetime.fromtimestamp(high, zone).utcoffset()
    while high - low > 1:
        middle = (low + high) // 2
        if datetime.fromtimestamp(middle, zone).utcoffset() == new_offset:
            high = middle
        else:
            low = middle
    return high
