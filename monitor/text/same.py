"""Whether facts of two articles are one fact, whatever the words and the language.

An event's key is its kind's family, its sides, its level, its day give or take one, and its place (a visit's: its
sides, host and days); the same figure is the same amount of the same thing for the same period.
"""

from __future__ import annotations

from datetime import date, timedelta

from monitor.model.fact import Event, Figure
from monitor.model.kinds import EVENT_FAMILIES, VISITS
from monitor.text.conflicts import time_of

_COARSE = ("meeting", "phone_call", "message", "commission")
_FAMILY = {kind: family for family in _COARSE for kind in EVENT_FAMILIES[family]}
WHOLE_DAY = len("2024-05-16")
SURE = ("said", "relative", "weekday")  # where a day comes from; any other is the report's own
NAMED = ("visit_state", "visit_official", "visit_working")
LATE = 3  # days after a visit on which reports that name no day still tell of it


def family(event: Event) -> str:
    """Visits are one family: what one outlet calls a state visit is a trip to another."""
    return "visit" if event.kind in VISITS else _FAMILY.get(event.kind, event.kind)


def is_news(event: Event) -> bool:
    """Whether its article tells of it as news, and does not only recall it or mention it on the way."""
    return not event.background and not event.aside


def may_begin(first: Event, other: Event) -> bool:
    """Whether a further event may still be the group's first: else calls on ten days in a row would be one call."""
    return first.kind in VISITS or _same_days(first, other, timedelta(days=1))


def one_event(one: Event, other: Event) -> bool:
    """Whether two events of one family and the same sides are the same."""
    visit = one.kind in VISITS
    differ = (one.host, other.host) if visit else (one.level, other.level)
    apart = all(differ) and len(set(differ)) > 1
    late = timedelta(days=LATE if visit and other.day_from not in SURE else 1)
    return not apart and _beside(one.place, other.place) and _same_days(one, other, late)


def _same_days(one: Event, other: Event, late: timedelta) -> bool:
    """Whether the other begins within the one's days, a day before or so much after; a month holds its days."""
    if not one.day or not other.day:
        return one.day == other.day
    if len(one.day) < WHOLE_DAY or len(other.day) < WHOLE_DAY:
        return one.day.startswith(other.day) or other.day.startswith(one.day)
    first, last, began = day_of(one.day), day_of(one.until) or day_of(one.day), day_of(other.day)
    return bool(first and last and began and first - timedelta(days=1) <= began <= last + late)


def _beside(one: str, other: str) -> bool:
    """Whether two places may be one: a country is where its towns are."""
    if not one or not other or one == other:
        return True
    countries = [place.startswith("country.") for place in (one, other)]
    return sum(countries) == 1


def day_of(text: str) -> date | None:
    """The first day of a day, month or year; None for what is none."""
    try:
        return date.fromisoformat(f"{text}-01-01"[:WHOLE_DAY]) if text else None
    except ValueError:
        return None


def amount_key(figure: Figure) -> tuple[object, ...]:
    """What makes two reports one figure."""
    amounts = (figure.value, figure.low, figure.high, figure.factor, figure.growth, figure.index, figure.delta)
    rounded = tuple(None if amount is None else float(f"{amount:.4g}") for amount in amounts)
    return (
        figure.metric, figure.sector, figure.kind, figure.unit, _time(figure), figure.deadline,
        figure.pair, figure.direction, figure.reporter, figure.base_value, rounded,
    )  # fmt: skip


def says_no_more(figure: Figure, other: Figure) -> bool:
    """Whether all that a figure says of its thing and time stands in the other: USD 61 mln in USD 61 mln, up 12 %.

    What is surely read says more than what is read with doubt.
    """
    ahead = {"goal", "forecast"} & {figure.kind, other.kind}
    if _thing(figure) != _thing(other) or (ahead and figure.kind != other.kind):
        return False
    if other.confidence and other.confidence != figure.confidence:
        return False
    mine, theirs = _amounts(figure), _amounts(other)
    paid = figure.value is not None or figure.low is not None
    return (not paid or figure.unit == other.unit) and all(m in (None, t) for m, t in zip(mine, theirs, strict=True))


def _thing(figure: Figure) -> tuple[object, ...]:
    return figure.metric, figure.sector, _time(figure), figure.deadline, figure.pair, figure.direction


def _amounts(figure: Figure) -> tuple[float | None, ...]:
    amounts = (
        figure.value, figure.low, figure.high, figure.factor, figure.growth, figure.index, figure.delta,
        figure.base_value,
    )  # fmt: skip
    return tuple(None if amount is None else float(f"{amount:.4g}") for amount in amounts)


def _time(figure: Figure) -> object:
    """Its months where they are known: "2024-Q1" and "2024-01/2024-03" are one."""
    return time_of(figure.period) or figure.period or figure.period_said
