"""Figures of one sentence that are one: "from 100 to 146", "rose by 31 percent to 4.7 billion"."""

from __future__ import annotations

from itertools import pairwise

from monitor.reading.figures.drafts import Draft
from monitor.reading.figures.line import Line
from monitor.reading.figures.periods import Period


def from_to(found: list[Draft]) -> list[Draft]:
    """Put "from 100 to 146" together: the value belongs to the end."""
    gone: set[int] = set()
    for one, two in pairwise(found):
        first, second = one.value, two.value
        if (
            first.what != second.what
            or two.place != one.place + 1
            or first.value is None
            or (two.at is not one.at and two.at)
        ):
            continue
        de_a = first.lead == "by" and second.lead == "to" and one.kind != "delta"  # French: de 100 à 146
        if second.lead == "from" and _is_level(one) and two.carried and second.value is not None:
            gone.add(id(two))  # "fell to 252 million from 315 million a year earlier"
            one.base_value, one.base_start, one.base = second.value, 0, two.base or two.own
            continue
        opens = first.lead in ("from", "between") or first.ending == "from" or de_a
        if not opens or second.value is None:
            continue
        gone.add(id(one))
        two.base_value, two.base_start = first.value, first.start
        spread = two.own or one.own
        if first.what == "money" and first.lead == "between":
            two.kind, two.amount = "range", None
            two.value = second._replace(low=first.value, high=second.value, value=None)
            two.base_value = None
        elif first.what == "money" and two.kind == "level":
            two.kind = "from_to"
        if one.own and two.own and one.own is not two.own:
            two.base = one.own
        two.period = spread or two.period
    return [draft for draft in found if id(draft) not in gone]


def _is_level(draft: Draft) -> bool:
    return draft.value.what == "money" and draft.kind == "level" and draft.value.lead == "to"


def merged(found: list[Draft], line: Line) -> list[Draft]:
    """Give a change to the amount it stands beside: "rose by 31 percent to $4.7 billion" is one figure."""
    gone: set[int] = set()
    for place, change in enumerate(found):
        if not change.is_change:
            continue
        following = found[place + 1] if place + 1 < len(found) else None
        before = found[place - 1] if place else None
        if following and _fits(line, change, following, change.value.end, following.value.start):
            _give(change, following)
            gone.add(id(change))
        elif before and id(before) not in gone and _fits(line, change, before, before.value.end, change.value.start):
            _give(change, before)
            gone.add(id(change))
    return [draft for draft in found if id(draft) not in gone]


def _fits(line: Line, change: Draft, amount: Draft, start: int, end: int) -> bool:
    if (
        amount.is_change
        or amount.kind in ("share", "forecast", "flow")
        or (amount.kind == "goal" and change.kind != "goal")
    ):
        return False
    if amount.value.what != "money" or change.metric not in (amount.metric, "trade_flow"):
        return False
    if change.factor is not None and amount.factor is not None:
        return False
    if any(start <= metric.start < end for metric in line.metrics):
        return False
    if ";" in line.text[start:end]:
        return False
    one, two = change.own, amount.own
    calendar = [p for p in (one, two) if p and p.role in ("of", "same")]
    return len(calendar) < 2 or one is two or (calendar[0].iso == calendar[1].iso != "")


def _give(change: Draft, amount: Draft) -> None:
    amount.factor = change.factor if amount.factor is None else amount.factor
    amount.growth = change.growth if amount.growth is None else amount.growth
    amount.index = change.index if amount.index is None else amount.index
    amount.base = amount.base or change.base
    if amount.own is None and change.own is not None and change.own.role != "years":
        amount.own, amount.period = change.own, change.own
    elif change.own is not None and change.own.base and amount.base is None:
        amount.base = Period("base", change.own.start, change.own.end, change.own.base)
    amount.notes += change.notes
    amount.confidence = amount.confidence or change.confidence
