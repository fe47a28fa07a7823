"""Figures of different articles held against each other: the same thing and time, and what its neighbours allow.

Nothing is chosen: a conflict is a sentence that names both. Only what was published by then is compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from monitor.model.fact import Conflict, Figure, Known
from monitor.text.amounts import level

APART = 0.10  # of the smaller one: further apart is a conflict
LEAST, MOST = 0.25, 4.0  # a year may be so many times its neighbour
_ABOUT = 0.15  # what "about" and "almost" allow
_SUMMED = ("level", "from_to", "range")
NEIGHBOURS = 2  # years
_MOST_SENTENCES = 8
_YEAR = 12  # months
_MONTHS = re.compile(r"(\d{4})-(\d\d)(?:/(\d{4})-(\d\d))?")
_QUARTER = re.compile(r"(\d{4})-Q([1-4])")


class Time(NamedTuple):
    """First and last month, counted from year 0; `open`: a running total whose end is not said."""

    first: int
    last: int
    open: bool = False

    @property
    def months(self) -> int:
        """How many."""
        return self.last - self.first + 1


@lru_cache(maxsize=4096)
def time_of(period: str) -> Time | None:
    """The months of a period ("2020-Q1" and "2020-01/2020-03" are the same), None where it names no date."""
    if re.fullmatch(r"\d{4}", period):
        return Time(int(period) * 12, int(period) * 12 + 11)
    if re.fullmatch(r"\d{4}-YTD", period):
        return Time(int(period[:4]) * 12, int(period[:4]) * 12 + 11, open=True)
    if found := _QUARTER.fullmatch(period):
        first = int(found[1]) * 12 + (int(found[2]) - 1) * 3
        return Time(first, first + 2)
    if found := _MONTHS.fullmatch(period):
        first = int(found[1]) * 12 + int(found[2]) - 1
        return Time(first, int(found[3]) * 12 + int(found[4]) - 1 if found[3] else first)
    return None


class Compared(NamedTuple):
    """A known figure with what every comparison asks of it, worked out once. Made by `compared`."""

    known: Known
    when: Time
    low: float
    high: float
    middle: float
    name: tuple[object, ...]  # of two that have the same one is told


def conflicts(
    figure: Figure, earlier: Sequence[Known], published: int, years: int = NEIGHBOURS
) -> tuple[Conflict, ...]:
    """What of `earlier`, figures of the same pair, cannot be right together with this one.

    The same metric, kind of figure, direction and time, more than 10 % apart beyond what "over" or "about" allow; else
    a neighbouring year outside 0.25 to 4 times. Goods are never compared with goods and services, running totals with
    full years, totals with branches, goals with levels. Two statistics offices are two numbers: said so, both kept.
    `years`: how many years away a neighbour may be.
    """
    alike = (known for known in earlier if known.at <= published and comparable(figure, known.figure))
    return against(figure, filter(None, map(compared, alike)), years)


def compared(known: Known) -> Compared | None:
    """For `against`; None where nothing is ever held against this figure."""
    other = known.figure
    when = time_of(other.period)
    if when is None or when.open or not _is_level(other):
        return None
    return Compared(known, when, *_bounds(other), _middle(other), (other.value, other.low, other.period, known.outlet))


def against(figure: Figure, others: Iterable[Compared], years: int = NEIGHBOURS) -> tuple[Conflict, ...]:
    """`conflicts` with figures that are of one `thing` with this one; sentences are made for those alone that it names.

    Costs what the number of `others` costs.
    """
    when = time_of(figure.period)
    if when is None or when.open or not _is_level(figure):
        return ()
    low, high = _bounds(figure)
    mine, whole, first = _middle(figure), when.months == _YEAR, when.first
    found: list[Known] = []
    seen: set[tuple[object, ...]] = set()
    for known, then, least, most, theirs, name in others:
        if then == when:
            if _near(low, high, least, most):
                continue
        else:
            near = whole and then.last - then.first == _YEAR - 1 and 0 < abs(first - then.first) // _YEAR <= years
            if not near or not mine or not theirs or LEAST <= mine / theirs <= MOST:
                continue
        if name not in seen:
            seen.add(name)
            found.append(known)
    told = [Conflict(_sentence(figure, when, known), known) for known in found[:_MOST_SENTENCES]]
    if len(found) > _MOST_SENTENCES:
        told.append(Conflict(f"and {len(found) - _MOST_SENTENCES} more figures that do not agree with it"))
    return tuple(told)


def _is_level(figure: Figure) -> bool:
    return figure.kind in _SUMMED and (figure.value is not None or figure.low is not None) and figure.unit != "%"


def comparable(figure: Figure, other: Figure) -> bool:
    """Whether the other is an amount of the same thing, of whatever time."""
    return _is_level(other) and other.unit == figure.unit and thing(other) == thing(figure) is not None


def thing(figure: Figure) -> tuple[object, ...] | None:
    """What it is an amount of, in which unit: those of one thing are comparable. None where nobody knows."""
    if figure.metric == "trade_flow" and not figure.direction:
        return None  # parts of a total: nobody knows which
    return figure.pair, figure.unit, _flow(figure), figure.sector


def _flow(figure: Figure) -> tuple[str, str]:
    """Metric and direction: B's imports from A are A's exports to B."""
    if figure.direction and figure.metric.startswith(("exports", "imports", "trade_flow")):
        return "flow" + figure.metric.partition("_")[2].removeprefix("flow"), figure.direction
    return figure.metric, figure.direction


def _sentence(figure: Figure, when: Time, known: Known) -> str:
    return _same_time(figure, known) if time_of(known.figure.period) == when else _out_of_line(figure, known)


def agree(one: Figure, other: Figure) -> bool:
    """Whether both may be true, with 10 % between them."""
    return _near(*_bounds(one), *_bounds(other))


def _near(low: float, high: float, least: float, most: float) -> bool:
    if low <= most and least <= high:
        return True
    gap, smaller = (low - most, most) if low > most else (least - high, high)
    return gap <= APART * smaller


def _bounds(figure: Figure) -> tuple[float, float]:
    """What the words allow: "over 500" is 500 up to half as much again, "about" and "almost" a few percent."""
    value = figure.value if figure.value is not None else figure.low or 0.0
    if figure.low is not None and figure.high is not None:
        return (figure.low, figure.high * (1.5 if figure.op == ">" else 1.0))
    match figure.op:
        case ">" | ">=":
            return value, value * 1.5
        case "~":
            return value * (1 - _ABOUT), value * (1 + _ABOUT)
        case "<~":
            return value * (1 - _ABOUT), value
        case "<" | "<=":
            return value * 0.5, value
        case _:
            return value, value


def _same_time(figure: Figure, known: Known) -> str:
    other = known.figure
    one, two = figure.reporter, other.reporter
    offices = f" (statistics of {one} and of {two} differ)" if one and two and one != two else ""
    return f"{level(figure)} for {figure.period}, but {level(other)}{_by(known)}{offices}"


def _out_of_line(figure: Figure, known: Known) -> str:
    other = known.figure
    mine, theirs = _middle(figure), _middle(other)
    times = max(mine / theirs, theirs / mine)
    return f"{level(figure)} is out of line with {other.period} by {times:.0f}x: {level(other)}{_by(known)}"


def _middle(figure: Figure) -> float:
    low, high = figure.low, figure.high
    return figure.value if figure.value is not None else ((low or 0.0) + (high or 0.0)) / 2


def _by(known: Known) -> str:
    return f" by {known.outlet}" if known.outlet else " in another article"
