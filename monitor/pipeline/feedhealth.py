"""What is said of feeds that do not answer, fell silent against their habit, or may have lost items on the way to us.

In digests a line each in the head; to the operator an alarm: of a feed that is gone, dead or silent once, of a gap at
most once a day.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from monitor import poll
from monitor.digest.causes import AlarmKind, Cause
from monitor.model.limits import DAY
from monitor.model.message import FeedHealth, Health
from monitor.model.source import FeedState, Source
from monitor.pipeline.bed import Bed
from monitor.store.ailments import Asked

KINDS = ("feed-gone", "feed-dead", "feed-silent", "feed-missed")  # of alarms about feeds
GAP_TOLD_WITHIN = 2 * DAY  # an older gap is no news to an operator who was named since


def quiet(bed: Bed, now: int, without: Collection[str] = ()) -> tuple[FeedHealth, ...]:
    """Feeds that answer and have said nothing new for longer than is their habit, by outlet."""
    found = (
        FeedHealth(state.id, source.outlet, poll.heard(state), said)
        for state, source in _known(bed, bed.store.ailments.quiet(Asked(now, bed.limits)), without)
        if (said := poll.silence(state, now, bed.limits))
    )
    return tuple(sorted(found, key=lambda feed: (feed.outlet, feed.source)))


def gaps(bed: Bed, since: int, until: int, without: Collection[str] = ()) -> tuple[FeedHealth, ...]:
    """Feeds that turned over completely between two polls in this time, by outlet."""
    found = (
        FeedHealth(state.id, source.outlet, state.missed_at, state.missed)
        for state, source in _known(bed, bed.store.ailments.missed(since, until), without)
    )
    return tuple(sorted(found, key=lambda feed: (feed.outlet, feed.source)))


def named(health: Health, most: int) -> Health:
    """Of each kind of trouble the first feeds, and how many there are beyond them: nobody reads a thousand names."""
    lists = (health.silent, health.quiet, health.gaps)
    silent, quiet, gaps = (feeds[:most] for feeds in lists)
    more = (max(len(feeds) - most, 0) for feeds in lists)
    return replace(health, silent=silent, quiet=quiet, gaps=gaps, unnamed=(next(more), next(more), next(more)))


class Ailing:
    """The feeds of which the operator may have to hear, look by look: what changed since the last look, no more.

    A feed's state changes with a poll, and the store remembers which were polled since it was last asked. Time alone
    makes a feed dead, lets a cause be told again, or ends the day on which it was told: these moments are known. All
    feeds are looked at after a start, new rules, a write that failed, a clock set back, and more polls than are
    remembered.
    """

    def __init__(self, bed: Bed) -> None:
        self._bed = bed
        self._kept: dict[str, int] = {}  # feeds with a cause not known to be told -> looked at from then on
        self.renewed()

    def renewed(self) -> None:
        """Whatever is remembered may be wrong."""
        self._all = True  # look at all feeds
        self._at = self._last = 0  # when time alone brings something, and the last look, UTC seconds
        self._day = ""  # on which that was last asked

    def causes(self, zone: str, held: Callable[[AlarmKind], int]) -> list[Cause]:
        """What has to be said now; `zone` is the operator's; `held` says until when a kind must wait, 0 = no time.

        A cause comes again at the next look until it has been told; one that must wait comes again when it may.
        """
        now, store, polls = self._bed.clock.now(), self._bed.store.ailments, self._bed.store.feeds.polls
        asked, day, polled = Asked(now, self._bed.limits, GAP_TOLD_WITHIN), _day(now, zone), polls.polled()
        found: list[str] = []
        if self._all or polled is None or now < self._last:
            self._at, self._kept = 0, {}
            found += store.silent(asked)
        else:
            found += store.polled(polled, asked)
        if now >= self._at or day != self._day:
            found += store.failing(asked)
            self._at, self._day = store.next_dead(asked) or now + asked.limits.feed_dead, day
        self._at = min(self._at, now + asked.limits.feed_dead)  # for what fails from now on
        self._all, self._last = False, now
        self._kept |= dict.fromkeys(found, 0)
        return self._of_kept(zone, held)

    def _of_kept(self, zone: str, held: Callable[[AlarmKind], int]) -> list[Cause]:
        now, found = self._bed.clock.now(), list[Cause]()
        due = [id_ for id_, moment in self._kept.items() if not now < moment <= now + self._bed.limits.alarm_gap]
        for id_ in due:
            del self._kept[id_]
        for state, source in _known(self._bed, sorted(due)):
            name = f"{source.outlet} ({state.id})"
            causes = [
                *_dead(self._bed, state, name, zone, now), *_silent(self._bed, state, name, zone, now),
                *_gap(self._bed, state, name, zone, now),
            ]  # fmt: skip
            if causes:
                self._kept[state.id] = min(held(cause.kind) for cause in causes)
            found += causes
        return found


def _known(bed: Bed, feeds: Iterable[str], without: Collection[str] = ()) -> Iterator[tuple[FeedState, Source]]:
    for id_ in feeds:
        source = bed.setup.sources.get(id_)
        state = bed.store.feeds.get(id_) if source is not None and id_ not in without else None
        if state is not None and source is not None:
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
