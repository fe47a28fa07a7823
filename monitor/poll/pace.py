"""How long a feed may wait, by what is to be expected of it.

A request is worth making when the items that will have come by then have together waited long enough. With `rate`
items a second and a pause of `t` seconds they have waited `rate * t * t / 2`; setting that to one sum for all feeds and
hours makes requests go with the square root of the rate, which is the least delay that a number of requests can buy.
The sum is chosen so that a feed of an item an hour is asked once in its `interval`. docs/decisions/030 derives it.
"""

from __future__ import annotations

from math import sqrt
from statistics import median

from monitor.model.limits import DAY, HOUR, MINUTE, Limits
from monitor.model.source import FeedState, Source
from monitor.poll.hours import Rates, damped, next_step

ENOUGH_ITEMS = 5  # a shorter list says nothing of how soon it turns over
_ALIKE = 1.4  # times as long is much the same
_EVENING, _MORNING = 21, 8
_TURNED_OVER = 3  # no more than a third of a list may be new at the next poll


def pace(state: FeedState, interval: int, now: int, limits: Limits) -> int:
    """Seconds from `now`, before the floor, the ceiling, the depth in time and the publisher's wishes.

    Between a third of `interval` and four times as much, the latter at most two hours or `interval`.
    """
    rates = Rates.of(state.hours)
    heard = state.last_new if state.last_new is not None else state.first_polled
    share = damped(rates.between(heard, now)) if heard is not None and heard < now else 1.0
    worth, room = interval * interval / (2 * HOUR), _room(state)
    least, most = bounds(interval, limits)
    coming, waited, moment, end = 0.0, 0.0, now, now + most
    while moment < end:
        surge = rates.surge(state.last_new, moment)
        until = min(next_step(moment, surging=surge > rates.mean / 4), end)
        rate, span = rates.at(moment) * share + surge, until - moment
        ended = min(_full(rate, coming, worth - waited), max(room - coming, 0) / rate)
        if ended <= span:
            return max(round(moment + ended) - now, least)
        waited += coming * span + rate * span * span / 2
        coming += rate * span
        moment = until
    return most


def bounds(interval: int, limits: Limits) -> tuple[int, int]:
    """The shortest and the longest wait that an interval allows."""
    return interval // limits.busy_most, max(min(interval * limits.quiet_most, limits.quiet_longest), interval)


def _room(state: FeedState) -> float:
    return state.items / _TURNED_OVER if state.items >= ENOUGH_ITEMS else float("inf")


def _full(rate: float, coming: float, worth: float) -> float:
    """Seconds until items that come at this rate, with those there already, have together waited so long."""
    return (sqrt(coming * coming + 2 * rate * max(worth, 0)) - coming) / rate


def pace_words(state: FeedState, source: Source, ahead: int, limits: Limits) -> str:
    """How often it is asked as a person says it: `every 12 min by day, 50 by night`.

    `ahead` is by how many seconds the outlet's clock is ahead of UTC. By what is known of its ordinary week; bursts and
    silences are left out, publisher's wishes and depth count.
    """
    often, seldom, quiet = _waits(state, source, limits)
    if often == seldom:
        return f"every {_span(often)}"
    local = [(hour * HOUR + ahead) // HOUR % 24 for hour in quiet]
    if sum(hour >= _EVENING or hour < _MORNING for hour in local) > len(local) * 2 // 3:
        return f"every {_span(often)} by day, {_span(seldom, often)} by night"
    return f"every {_span(often, seldom)} to {_span(seldom)}"


def pace_span(state: FeedState, source: Source, limits: Limits) -> str:
    """The same for a narrow column: `15 min`, `6-46 min`."""
    often, seldom, _ = _waits(state, source, limits)
    return _span(often) if often == seldom else f"{_span(often, seldom)}-{_span(seldom)}"


def _waits(state: FeedState, source: Source, limits: Limits) -> tuple[float, float, list[int]]:
    """The wait in busy hours, that in quiet ones, and these hours (UTC); one wait where both are much the same."""
    rates = Rates.of(state.hours)
    waits = [
        median(_usual(rates, state, source, day * DAY + hour * HOUR, limits) for day in range(7)) for hour in range(24)
    ]
    ordered = sorted(waits)
    often, seldom = ordered[3], ordered[-4]
    if seldom < often * _ALIKE:
        often = seldom = median(ordered)
    return often, seldom, [hour for hour, wait in enumerate(waits) if wait >= seldom]


def _usual(rates: Rates, state: FeedState, source: Source, moment: int, limits: Limits) -> float:
    """As `monitor.poll.waiting` decides, of an even rate."""
    least, most = bounds(source.interval, limits)
    rate = rates.at(moment)
    wait = min(_full(rate, 0, source.interval**2 / (2 * HOUR)), _room(state) / rate)
    return within(max(min(max(wait, least), most), state.wish), state, limits)


def within(wait: float, state: FeedState, limits: Limits) -> float:
    """The wait by a third of the depth, the floor and the ceiling."""
    if state.depth:
        wait = min(wait, state.depth // 3)
    return min(max(wait, limits.poll_floor), limits.poll_ceiling)


def _span(seconds: float, beside: float | None = None) -> str:
    """`12 min`, `3 h`; without its unit where `beside`, which is said too, has the same."""
    hours = seconds >= 2 * HOUR
    said = str(round(seconds / (HOUR if hours else MINUTE)))
    alike = beside is not None and (beside >= 2 * HOUR) == hours
    return said if alike else f"{said} {'h' if hours else 'min'}"
