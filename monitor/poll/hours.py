"""When a feed publishes: how many items are to be expected from it in any span of time.

Learned are counts of items by the hour of the day and by the day of the week (UTC), beside the time for which each hour
and each day was watched, so that what was never watched is not taken for quiet; and a surge, by which the last hour
brought more than such an hour usually does. All but the surge fade by half in a fortnight, the surge within an hour.
An hour's rate leans on the mean as long as it has seen few items: a feed with few of them has a flat day.

`FeedState.hours` holds it as one tuple: thousandths of items by hour (24) and weekday (7), seconds watched by hour (24)
and weekday (7), the surge in thousandths of items an hour; () = nothing is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp
from typing import Self

from monitor.model.limits import DAY, HOUR, MINUTE
from monitor.model.source import FeedState
from monitor.poll.habit import first_of_habit, weekday

_ITEM = 1000
_DAYS, _HOURS_WATCHED, _DAYS_WATCHED, _SURGE = 24, 31, 55, 62
_NOTHING = (0,) * 63
_HALVES = 14  # days in which what was learned counts half
_OLDEST = 28 * DAY  # what lies further back teaches nothing
_ARCHIVE = 100  # more new items without a date at once are no day's news
_AWAKE = 6 * HOUR  # a good answer so long ago or less: undated items came when we saw them
_FLAT_HOUR = 1.0  # items as on a flat day that each hour is taken to have had beside its own
_FLAT_DAY = 3.0
_SURE = 4.0  # expected items that must fail to come before a feed counts as half as busy as it was
_SURGE_COUNTS = 0.6  # of a surge's items, how many are followed by as many more
_SURGE_FADES = 50 * MINUTE
_MANY_HOURS = 6  # of a day: then all are worked out together
_AROUND = tuple(((hour - 1) % 24, hour, (hour + 1) % 24) for hour in range(24))
_STEP = 10 * MINUTE  # for which a fading surge is taken as even


def after(state: FeedState, dates: Sequence[int], new: int, now: int, *, sure: bool) -> tuple[int, ...]:
    """`FeedState.hours` after a document of these dates with `new` articles; `sure`: nothing was missed before it.

    `state` is that before the document. An item counts when it came to be seen: by its date where that lies after the
    last good answer, else between that answer and this one. Undated ones teach nothing where we slept meanwhile.
    """
    past = sorted(date for date in dates if now - _OLDEST < date <= now)
    if state.last_ok is None or not sure:
        begun = first_of_habit(past)
        return state.hours if begun is None else learned(state.hours, past, begun - 1, now)
    since = state.last_new if state.last_new is not None else state.first_polled
    fresh = [date for date in past if date > max(state.newest or 0, state.last_ok)]
    others = max(new, sum(date > (state.newest or now) for date in past)) - len(fresh)
    if since is None or others > _ARCHIVE:
        return state.hours
    awake = now - state.last_ok <= _AWAKE
    if others > 0 and not awake:
        others = 0
    between = [state.last_ok + (now - state.last_ok) * (2 * n + 1) // (2 * others) for n in range(others)]
    return learned(state.hours, [*fresh, *between], since, now) if fresh or between else state.hours


def learned(hours: Sequence[int], moments: Sequence[int], since: int, now: int) -> tuple[int, ...]:
    """After a span of watching from `since` to `now` in which items came at these moments; outside of it none count.

    A span of no length (a clock that was set back) teaches nothing.
    """
    if now <= since:
        return tuple(hours)
    since = max(since, now - _OLDEST)
    kept = 0.5 ** ((now // DAY - since // DAY) / _HALVES)
    told = [int(count * kept) for count in hours or _NOTHING]
    start = since
    while start < now:
        until = min((start // HOUR + 1) * HOUR, now)
        told[_HOURS_WATCHED + start // HOUR % 24] += until - start
        told[_DAYS_WATCHED + weekday(start)] += until - start
        start = until
    came = [moment for moment in moments if since < moment <= now]
    for moment in came:
        told[moment // HOUR % 24] += _ITEM
        told[_DAYS + weekday(moment)] += _ITEM
    told[_SURGE] = 0
    lately = sum(moment > now - HOUR for moment in came)
    usual = Rates.of(told).at(now) * HOUR
    told[_SURGE] = int(max(lately - usual, 0) * _SURGE_COUNTS * _ITEM)
    return tuple(told)


@dataclass(frozen=True, slots=True)
class Rates:
    """Items a second as they were learned; `mean` is that of the whole week."""

    told: Sequence[int]
    mean: float

    @classmethod
    def of(cls, hours: Sequence[int]) -> Self:
        """Of `FeedState.hours`; where nothing is known, an item an hour at all times."""
        told = hours or _NOTHING
        items = sum(told[:_DAYS]) / _ITEM
        return cls(told, (items + 1) / (sum(told[_HOURS_WATCHED:_DAYS_WATCHED]) + HOUR))

    def at(self, moment: int) -> float:
        """Items a second at this moment of an ordinary week; hours beside each other are alike."""
        return self._of_hour(moment // HOUR % 24) * self._of_day(moment)

    def between(self, start: int, end: int) -> float:
        """Items to be expected from `start` to `end`, both UTC seconds; of more than a week, as of its last week.

        Hour by hour on the days of `start` and `end`, day by day between them.
        """
        start, found = max(start, end - 7 * DAY), 0.0
        while start < end:
            until = min((start // DAY + 1) * DAY, end)
            rate = self.mean * DAY if until - start == DAY else self._of_part(start % DAY, start % DAY + until - start)
            found += rate * self._of_day(start)
            start = until
        return found

    def _of_part(self, start: int, end: int) -> float:
        """Items to be expected from `start` to `end`, seconds of one day like any other."""
        first, last = start // HOUR, (end - 1) // HOUR
        if first == last:
            return self._of_hour(first) * (end - start)
        rates = self._of_hours() if last - first >= _MANY_HOURS else None
        span = rates[first : last + 1] if rates else [self._of_hour(hour) for hour in range(first, last + 1)]
        return sum(span) * HOUR - span[0] * (start - first * HOUR) - span[-1] * ((last + 1) * HOUR - end)

    def _of_hour(self, hour: int) -> float:
        """Items a second in this hour of a day like any other."""
        told, before, after = self.told, hour - 1 if hour else 23, hour + 1 if hour < 23 else 0
        came = (told[before] + 2 * told[hour] + told[after]) / (4 * _ITEM)
        first = _HOURS_WATCHED
        watched = (told[first + before] + 2 * told[first + hour] + told[first + after]) / 4
        return (came + _FLAT_HOUR) / (watched + _FLAT_HOUR / self.mean)

    def _of_hours(self) -> list[float]:
        """The same for all of them, which is cheaper than one by one."""
        came, watched, flat = self.told, self.told[_HOURS_WATCHED:_DAYS_WATCHED], _FLAT_HOUR / self.mean
        return [
            ((came[before] + 2 * came[hour] + came[after]) / (4 * _ITEM) + _FLAT_HOUR)
            / ((watched[before] + 2 * watched[hour] + watched[after]) / 4 + flat)
            for before, hour, after in _AROUND
        ]

    def _of_day(self, moment: int) -> float:
        """How much busier than others this weekday is."""
        day = weekday(moment)
        usual = self.told[_DAYS_WATCHED + day] * self.mean
        return (self.told[_DAYS + day] / _ITEM + _FLAT_DAY) / (usual + _FLAT_DAY)

    def surge(self, heard: int | None, moment: int) -> float:
        """Items a second beyond those of an ordinary week, where new ones were last `heard` of then."""
        if heard is None or not self.told[_SURGE]:
            return 0.0
        return self.told[_SURGE] / _ITEM / HOUR * exp(-max(moment - heard, 0) / _SURGE_FADES)


def damped(expected: float) -> float:
    """By how much a feed is less busy than it was, of which so many items were expected that did not come."""
    return _SURE / (_SURE + expected)


def next_step(moment: int, *, surging: bool) -> int:
    """Until when a rate may be taken as even."""
    return min((moment // HOUR + 1) * HOUR, moment + _STEP) if surging else (moment // HOUR + 1) * HOUR
