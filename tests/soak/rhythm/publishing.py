"""A month of publishing, of which the policy under trial knows nothing: shifts that begin late, lunches, good and bad
weeks, holidays, a visit that fills a day tenfold, threads of items within minutes, and outlets that change their habit.

Times of day are sloping, not hourly; levels differ by week and by day; all is drawn from a seed.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.soak.rhythm.outlets import Outlet

HOUR, DAY = 3600, 86400
START = 1_715_558_400  # Monday 13 May 2024, 00:00 UTC
_SLICE = 300  # seconds for which a rate is taken as even
_VISITS = (9, 22)  # days of the month on which somebody comes
_HOLIDAYS = {4: range(11, 15), 3: range(18, 19)}  # of the zones of Baku and Minsk: days of the month
_THREAD = 0.18  # of the moments of a mixed outlet, those that begin a thread
_THREAD_ITEMS, _THREAD_GAP = 4.0, 240.0


@dataclass(frozen=True, slots=True)
class Published:
    """When the feed first shows an item, and the date it gives it."""

    at: int
    dated: int | None


@dataclass(frozen=True, slots=True)
class Habit:
    """How one outlet works, drawn once: local hours of its shift, the slopes at both ends, the lunch dip."""

    begins: float
    ends: float
    rises: float
    lunch: float
    evening: float


def published(outlet: Outlet, seed: int, days: int) -> list[Published]:
    """Its items by the moment they show, from some time before START to the end of the month and a day more."""
    dice = random.Random(f"{seed}:{outlet.id}")
    before = min(120, 3 + math.ceil(3 * outlet.listed / (outlet.a_day * 0.7)))
    moments = sorted(_moments(outlet, dice, -before, days + 1))
    items = []
    for moment in moments:
        shown = moment + int(dice.expovariate(1 / (outlet.late * 60)))
        dated = {"moment": moment, "day": moment - (moment + outlet.zone * HOUR) % DAY, "none": None}[outlet.dates]
        items.append(Published(shown, dated))
    return sorted(items, key=lambda item: item.at)


def _moments(outlet: Outlet, dice: random.Random, first: int, last: int) -> Iterator[int]:
    habits = (_drawn(dice), _drawn(dice))
    changes = dice.randint(8, 22) if dice.random() < 0.25 else last  # the day on which it changes its habit
    louder = dice.choice((0.4, 0.6, 1.0, 1.8, 2.5))
    week = level = 1.0
    for day in range(first, last):
        if day % 7 == 0 or day == first:
            week = dice.lognormvariate(-0.03, 0.25)
        level = week * dice.lognormvariate(-0.03, 0.25) * _of_day(outlet, day)
        changed = day >= changes
        rate = _shape(outlet, habits[changed], dice, day)
        a_day = outlet.a_day * level * (louder if changed else 1.0)
        draw = _batches if outlet.manner == "batches" else _one_by_one
        yield from draw(outlet, dice, START + day * DAY - outlet.zone * HOUR, a_day, rate)


def _drawn(dice: random.Random) -> Habit:
    begins = dice.uniform(7, 10)
    return Habit(begins, begins + dice.uniform(8, 12), dice.uniform(0.3, 2), dice.uniform(0.1, 0.5), dice.random())


def _of_day(outlet: Outlet, day: int) -> float:
    """What a weekend, a holiday or a visit makes of the day."""
    level = outlet.weekend if day % 7 in (5, 6) else 1.0
    if day in _HOLIDAYS.get(outlet.zone, ()):
        level = min(level, max(outlet.weekend * 0.6, 0.02))
    return level


def _shape(outlet: Outlet, habit: Habit, dice: random.Random, day: int) -> Callable[[float], float]:
    """The share of a full hour's rate at a local hour of this day: a shift that begins some minutes off."""
    late = dice.gauss(1.5 if day % 7 in (5, 6) else 0.0, 0.4)
    visit = 10.0 if outlet.visited and day in _VISITS else 1.0

    def share(hour: float) -> float:
        rising = 1 / (1 + math.exp(-(hour - habit.begins - late) * 4 / habit.rises))
        falling = 1 / (1 + math.exp((hour - habit.ends) * 2 / habit.rises))
        dip = 1 - habit.lunch * math.exp(-(((hour - 13.3) / 0.6) ** 2))
        peak = 1 + habit.evening * math.exp(-(((hour - 18.5) / 1.5) ** 2))
        noise = visit if 9.5 <= hour < 19 else 1.0
        return max(rising * falling * dip * peak, outlet.night) * noise

    return share


def _one_by_one(
    outlet: Outlet, dice: random.Random, midnight: int, a_day: float, share: Callable[[float], float]
) -> Iterator[int]:
    usual = 9 * HOUR / _SLICE  # the slices of a full working day, so that `a_day` is about what it says
    threads = outlet.manner == "mixed"
    each = 1 + _THREAD * (_THREAD_ITEMS - 1) if threads else 1.0
    for n in range(DAY // _SLICE):
        for _ in range(_poisson(dice, a_day / usual / each * share(n * _SLICE / HOUR))):
            moment = midnight + n * _SLICE + dice.random() * _SLICE
            yield int(moment)
            if threads and dice.random() < _THREAD:
                while dice.random() < 1 - 1 / _THREAD_ITEMS:
                    moment += dice.expovariate(1 / _THREAD_GAP)
                    yield int(moment)


def _batches(
    outlet: Outlet, dice: random.Random, midnight: int, a_day: float, share: Callable[[float], float]
) -> Iterator[int]:
    """Three times a day what has gathered, within a minute; at those times the clock is kept more or less."""
    del outlet
    for hour in (10.2, 13.8, 17.6):
        moment = midnight + (hour + dice.gauss(0, 0.2)) * HOUR
        weight = max(share(hour), 0.3) / 2.4
        yield from (int(moment + dice.random() * 60) for _ in range(_poisson(dice, a_day * weight)))


def _poisson(dice: random.Random, mean: float) -> int:
    """Knuth's method, in parts so that a large mean does not come to nothing."""
    drawn = 0
    while mean > 0:
        part = min(mean, 20.0)
        floor, product = math.exp(-part), dice.random()
        while product > floor:
            drawn += 1
            product *= dice.random()
        mean -= part
    return drawn
