"""When a feed is asked again: the publisher's wishes in their order, and the back-off after errors.

Retry-After > skipHours and skipDays > the floor > a third of the feed's depth > the publisher's ttl, Cache-Control and
update period > our own pace (pace.py), which follows `interval` and how the feed publishes.
"""

from __future__ import annotations

import hashlib

from monitor.model.fetch import Reply
from monitor.model.limits import DAY, HOUR, Limits
from monitor.model.source import FeedState, Source
from monitor.poll.habit import weekday
from monitor.poll.pace import pace, within

BUSY = (429, 503)
MOST_SKIPPED_DAYS = 3


def next_due(state: FeedState, source: Source, reply: Reply, now: int, limits: Limits) -> int:
    """After a good answer: by its pace, later where the publisher wishes it, a third of the depth at most."""
    interval = max(pace(state, source.interval, now, limits), state.wish, reply.max_age or 0)
    due = after_skipped(now + int(within(interval, state, limits)), state)
    return max(due, now + _clamped(reply.retry_after, limits)) if reply.retry_after is not None else due


def after_error(state: FeedState, source: Source, reply: Reply, errors: int, now: int, limits: Limits) -> int:
    """After the `errors`-th error in a row: twice as long each time up to a day, some of it by jitter.

    Where nothing answered at all it may be our own way out: then an hour is the longest, and it burdens nobody.
    """
    unreached = reply.status == 0 and not reply.refused
    back_off = min(
        source.interval * 2 ** min(errors - 1, 10), limits.unreached_ceiling if unreached else limits.poll_ceiling
    )
    due = after_skipped(now + max(int(back_off * _jitter(state.id, errors)), limits.poll_floor), state)
    return max(due, now + hold(reply, limits))


def hold(reply: Reply, limits: Limits) -> int:
    """Seconds for which the whole host asks to be left alone (429, 503), clamped; 0 = it asks nothing."""
    if reply.retry_after is None or reply.status not in BUSY:
        return 0
    return _clamped(reply.retry_after, limits)


def _clamped(retry_after: int, limits: Limits) -> int:
    return min(max(retry_after, limits.retry_after_floor), limits.retry_after_ceiling)


def _jitter(name: str, n: int) -> float:
    """0.75 .. 1.0, the same for the same feed and count: a tested decision draws no dice."""
    byte = hashlib.sha256(f"{name}:{n}".encode()).digest()[0]
    return 0.75 + byte / 1020


def after_skipped(due: int, state: FeedState) -> int:
    """The first moment from `due` on whose UTC hour and weekday the publisher does not rule out.

    A feed that forbids every hour, or most of the week, forbids nothing we can obey: we would be blind for days.
    """
    hours = state.skip_hours if len(state.skip_hours) < DAY // HOUR else frozenset()
    days = state.skip_days if len(state.skip_days) <= MOST_SKIPPED_DAYS else frozenset()
    while (due // HOUR) % 24 in hours or weekday(due) in days:
        due = (due // HOUR + 1) * HOUR
    return due
