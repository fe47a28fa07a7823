"""Whether the events that two articles tell of can be one dealing: who with whom, what, when. In no language."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date
from functools import lru_cache
from typing import NamedTuple

from monitor.model.kinds import MEETINGS, VISITS
from monitor.model.story import EventSign

EARLY = 3  # sentences of the body in which the news of an article is told; what happened stands later is context
HEADS = 4
NEAR = 1  # days: an outlet's yesterday is another one's today
LIKELY = 2
_MONTHS = 12

# What belongs to one meeting of two sides, whichever part of it an outlet tells.
_ENCOUNTER = frozenset(
    {*VISITS, *MEETINGS, "signing", "signing_planned", "joint_statement", "summit_participation",
     "award_monument_culture"}
)  # fmt: skip
_ALONE = frozenset(
    {"phone_call", "congratulation", "condolence", "credentials", "trade_figures"}
)  # never part of another dealing
_MOVED = frozenset({"postponed", "cancelled"})
_SAME = {"ambassador_appointed": "credentials"}


@dataclass(frozen=True, slots=True)
class Head:
    """One event of an article's news, ready to be compared. Days are ordinals, 0 = not known."""

    family: str
    sides: frozenset[str]
    first: int
    last: int
    vague: bool  # a month or a year is said, all days of which stand in `first` and `last`
    people: frozenset[str]
    sure: bool  # the days are said
    sign: EventSign


class Agreement(NamedTuple):
    """`best`: how well the two articles' events agree at best, -1 to 1; `main`: how well the first of each do.

    0 = nothing is known. `shared` are the events that agree best.
    """

    best: float = 0.0
    main: float = 0.0
    shared: tuple[Head, Head] | None = None


NOTHING = Agreement()


def heads(events: Sequence[EventSign]) -> tuple[Head, ...]:
    """The events that are an article's news, in reading order.

    An event whose day is not said is on the day of another one of its sides whose day is: a programme is told in
    sentences without a date.
    """
    news = [event for event in events if event.news and event.sentence <= EARLY and len(event.sides) > 1][:HEADS]
    sure = [event for event in news if event.sure and _ordinal(event.day)]
    return tuple(_head(event, next((each for each in sure if _together(event, each)), event)) for event in news)


def _together(event: EventSign, sure: EventSign) -> bool:
    return not (event.sure and event.day) and set(event.sides) == set(sure.sides)


def _head(event: EventSign, dated: EventSign) -> Head:
    people = frozenset(name for name in event.actors if name.startswith("person."))
    first, last = _ordinal(dated.day), _ordinal(dated.until)
    vague = not first and bool(dated.day)
    if vague:
        first, last = _span(dated.day)
    return Head(family(event.kind), frozenset(event.sides), first, last or first, vague, people, dated.sure, event)


def family(kind: str) -> str:
    """What kinds of event may be told of one dealing."""
    return "encounter" if kind in _ENCOUNTER else _SAME.get(kind, kind)


@lru_cache(maxsize=4096)
def _ordinal(day: str) -> int:
    """0 for no day, or a month or year alone."""
    try:
        return date.fromisoformat(day).toordinal() if len(day) == len("2024-05-16") else 0
    except ValueError:
        return 0


@lru_cache(maxsize=4096)
def _span(day: str) -> tuple[int, int]:
    """The first and the last day of a month or year, zeros for none."""
    year, _, month = day.partition("-")
    if not (year.isdecimal() and (month.isdecimal() or not month)):
        return 0, 0
    first, last = int(month or 1), int(month or 12)
    if not (MINYEAR <= int(year) <= MAXYEAR and 1 <= first <= last <= _MONTHS):
        return 0, 0
    return date(int(year), first, 1).toordinal(), date(int(year), last, monthrange(int(year), last)[1]).toordinal()


def agreement(one: Sequence[Head], other: Sequence[Head]) -> Agreement:
    """How well the news of two articles agrees as events."""
    if not one or not other:
        return NOTHING
    main = _agree(one[0], other[0])
    best, shared = main, (one[0], other[0])
    for head in one:
        for against in other:
            found = _agree(head, against)
            if found > best:
                best, shared = found, (head, against)
    return Agreement(best, main, shared)


def _agree(one: Head, other: Head) -> float:
    if one.sides == other.sides:
        points = 0.5
    elif one.sides <= other.sides or other.sides <= one.sides:
        points = 0.2
    else:
        return -1.0
    when = _when(one, other)
    if one.family != other.family:
        apart = one.family in _ALONE or other.family in _ALONE or when < 0
        return -1.0 if apart else 0.1
    return max(-1.0, points + (_release(one, other) if one.family == "trade_figures" else when + _who(one, other)))


def _when(one: Head, other: Head) -> float:
    """What the days say. A day that an article does not name but bears weighs less than one it names."""
    if not (one.first and other.first):
        return 0.0
    apart = max(one.first, other.first) - min(one.last, other.last)
    if apart <= NEAR:
        return 0.0 if one.vague or other.vague else 0.3
    if _MOVED & {one.sign.status, other.sign.status}:
        return 0.0  # a visit put off is the same one on another day
    if one.sure and other.sure:
        return -1.7
    return -0.1 if apart <= LIKELY else -0.5


def _release(one: Head, other: Head) -> float:
    """Whether two articles open with the same statistics: of one period, by one office."""
    points = 0.0
    for mine, theirs in ((one.sign.day, other.sign.day), (one.sign.place, other.sign.place)):
        if mine and theirs:
            points += 0.25 if mine == theirs else -0.6
    return points


def _who(one: Head, other: Head) -> float:
    points = 0.0
    if one.people & other.people:
        points += 0.2
    elif one.people and other.people:
        points -= 0.5
    if "ambassador" in (one.sign.level, other.sign.level) and one.sign.level != other.sign.level:
        points -= 1.5 if one.sign.level and other.sign.level else 0.1
    return points


def days(head: Head) -> str:
    """`2024-05-15 to 2024-05-17`, "" where no day is known."""
    if not head.first or head.vague:
        return ""
    first, last = date.fromordinal(head.first), date.fromordinal(head.last)
    return f"{first} to {last}" if last > first else f"{first}"
