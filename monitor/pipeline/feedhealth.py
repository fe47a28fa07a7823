"""What is said of feeds that do not answer, fell silent against their habit, or may have lost items on the way to us.

In digests a line each in the head; to the operator an alarm: of a feed that is gone, dead or silent once, of a gap at
most once a day.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from monitor import poll
from monitor.digest.causes import AlarmKind, Cause
from monitor.model.limits import DAY
from monitor.model.message import FeedHealth
from monitor.model.source import FeedState, Source
from monitor.pipeline.bed import Bed

GAP_TOLD_WITHIN = 2 * DAY  # an older gap is no news to an operator who was named since


def quiet(bed: Bed, now: int, without: Collection[str] = ()) -> tuple[FeedHealth, ...]:
    """Feeds that answer and have said nothing new for longer than is their habit, by outlet."""
    found = (
        FeedHealth(state.id, source.outlet, poll.heard(state), said)
        for state, source in _known(bed, without)
        if (said := poll.silence(state, now, bed.limits))
    )
    return tuple(sorted(found, key=lambda feed: (feed.outlet, feed.source)))


def gaps(bed: Bed, since: int, until: int, without: Collection[str] = ()) -> tuple[FeedHealth, ...]:
    """Feeds that turned over completely between two polls in this time, by outlet."""
    found = (
        FeedHealth(state.id, source.outlet, state.missed_at, state.missed)
        for state, source in _known(bed, without)
        if state.missed_at is not None and since < state.missed_at <= until
    )
    return tuple(sorted(found, key=lambda feed: (feed.outlet, feed.source)))


def causes(bed: Bed, zone: str, now: int) -> Iterator[Cause]:
    """What the operator is to be told of feeds; `zone` is his."""
    for state, source in _known(bed):
        name = f"{source.outlet} ({state.id})"
        yield from _dead(bed, state, name, zone, now)
        yield from _silent(bed, state, name, zone, now)
        yield from _gap(bed, state, name, zone, now)


def _known(bed: Bed, without: Collection[str] = ()) -> Iterator[tuple[FeedState, Source]]:
    for state in bed.store.feeds.all():
        source = bed.setup.sources.get(state.id)
        if source is not None and state.id not in without:
            yield state, source


def _dead(bed: Bed, state: FeedState, name: str, zone: str, now: int) -> Iterator[Cause]:
    """Gone for good, or without a good answer for days: that is told again each week while it lasts."""
    limits, since, day = bed.limits, state.problem_since, _day(now, zone)
    if since is None or not (state.stopped or now - since >= limits.feed_dead):
        return
    kind: AlarmKind = "feed-gone" if state.stopped else "feed-dead"
    key = f"{kind} {state.id}"
    last = bed.store.alarms.last(key, now)
    lasting = not state.stopped and last is not None and now - last[0] >= limits.alarm_again
    if last is None or (last[1] != day and (last[0] < since or lasting)):
        heard = f"last good answer {_moment(state.last_ok, zone)}" if state.last_ok else "it never answered"
        yield Cause(kind, key, day, f"{name}: {state.problem}; {heard}")


def _silent(bed: Bed, state: FeedState, name: str, zone: str, now: int) -> Iterator[Cause]:
    said, since = poll.silence(state, now, bed.limits), poll.heard(state)
    if not said or since is None:
        return
    key, day = f"feed-silent {state.id}", _day(now, zone)
    last = bed.store.alarms.last(key, now)
    if last is None or (last[0] < since and last[1] != day):
        yield Cause("feed-silent", key, day, f"{name}: {said}; last heard {_moment(since, zone)}")


def _gap(bed: Bed, state: FeedState, name: str, zone: str, now: int) -> Iterator[Cause]:
    found = state.missed_at
    if found is None or now - found > GAP_TOLD_WITHIN:
        return
    key, day = f"feed-missed {state.id}", _day(now, zone)
    last = bed.store.alarms.last(key, now)
    if last is None or (last[0] < found and last[1] != day):
        yield Cause("feed-missed", key, day, f"{name}: {state.missed} ({_moment(found, zone)})")


def _day(moment: int, zone: str) -> str:
    return datetime.fromtimestamp(moment, ZoneInfo(zone)).date().isoformat()


def _moment(moment: int, zone: str) -> str:
    at = datetime.fromtimestamp(moment, ZoneInfo(zone))
    return f"{at.day} {at:%b %Y %H:%M} {zone}"
