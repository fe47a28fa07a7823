"""How long a feed may wait, by what is to be expected of it.

A request is worth making when the items that will have come by then have together waited long enough. With `rate`
items a second and a pause of `t` seconds they have waited `rate * t * t / 2`; setting that to one sum for all feeds and
hours makes requests go with the square root of the rate, which is the least delay that a number of requests can buy.
The sum is chosen so that a feed of an item an hour is asked once in its `interval`. docs/decisions/030 derives it.
"""

from __future__ import annotations

from math import sqrt

from monitor.model.limits import HOUR, Limits
from monitor.model.source import FeedState
from monitor.poll.hours import Rates, damped, next_step

ENOUGH_ITEMS = 5  # a shorter list says nothing of how soon it turns over
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
