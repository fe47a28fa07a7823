"""What many articles say together: one event with all its reports, one figure with all who give it, and who differs.

Grouping is for reading only: every report keeps its place, nothing is merged in the store. An event's key is its
kind's family, its sides, its level, its day give or take one, and its place; the same figure is the same amount of the
same thing for the same period.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Generic, TypeVar

from monitor.model.fact import Conflict, Event, Figure, Known
from monitor.model.kinds import EVENT_FAMILIES
from monitor.reading.figures import conflicts

F = TypeVar("F", Event, Figure)
_COARSE = ("state_visit", "official_visit", "working_visit", "meeting", "phone_call", "message", "commission")
_FAMILY = {kind: family for family in _COARSE for kind in EVENT_FAMILIES[family]}
_WHOLE_DAY = len("2024-05-16")


@dataclass(frozen=True, slots=True)
class Report(Generic[F]):
    """A fact as one article gives it. `at`: when the article came out, UTC seconds; `ref` names it for `cite`."""

    fact: F
    ref: str
    article: int
    outlet: str
    at: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One event: the report that says most of it, and all reports, the earliest first."""

    event: Event
    reports: tuple[Report[Event], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One figure: all who give it, the earliest first, and what contradicts it."""

    figure: Figure
    reports: tuple[Report[Figure], ...]
    conflicts: tuple[Conflict, ...]


def events(reports: Iterable[Report[Event]]) -> list[Entry]:
    """Events by day; those without a day come last, by when they were told."""
    groups: dict[tuple[str, frozenset[str]], list[list[Report[Event]]]] = {}
    for report in sorted(reports, key=lambda each: (_day(each.fact.day) or date.max, each.at, each.ref)):
        same = groups.setdefault((_FAMILY.get(_kind(report.fact), report.fact.kind), frozenset(report.fact.sides)), [])
        for group in reversed(same):
            if _one(group[-1].fact, report.fact):
                group.append(report)
                break
        else:
            same.append([report])
    entries = [_entry(group) for same in groups.values() for group in same]
    return sorted(entries, key=lambda entry: (_day(entry.event.day) or date.max, entry.reports[0].at))


def figures(reports: Iterable[Report[Figure]], as_of: int) -> list[Line]:
    """Figures by period; conflicts count only what had come out by `as_of` (UTC seconds)."""
    groups: dict[tuple[object, ...], list[Report[Figure]]] = {}
    for report in sorted(reports, key=lambda each: (each.at, each.ref)):
        groups.setdefault(_amount(report.fact), []).append(report)
    known = [(key, Known(r.fact, r.article, r.outlet, r.at)) for key, group in groups.items() for r in group]
    lines = []
    for key, group in groups.items():
        others = [each for other, each in known if other != key]
        lines.append(Line(group[0].fact, tuple(group), conflicts(group[0].fact, others, as_of)))
    return sorted(lines, key=lambda line: (_period(line.figure), line.reports[0].at))


def _kind(event: Event) -> str:
    """A planned, moved or cancelled visit is one with the visit itself."""
    return event.visit or event.kind


def _entry(group: list[Report[Event]]) -> Entry:
    reports = tuple(sorted(group, key=lambda each: (each.at, each.ref)))
    best = max(reports, key=lambda each: (not each.fact.background, _said(each.fact), -each.at))
    news = [each.fact for each in reports if not each.fact.background] or [best.fact]
    # The last word on whether it took place: what was planned and then happened is done.
    return Entry(replace(best.fact, status=news[-1].status if best.fact.status != "done" else "done"), reports)


def _said(event: Event) -> int:
    """How much it says."""
    slots = (event.day_from in ("said", "relative", "weekday"), event.place, event.level, event.host, event.until)
    return sum(map(bool, slots)) + len(event.actors) + len(event.recipients)


def _one(one: Event, other: Event) -> bool:
    """Whether two events of one family and the same sides are the same."""
    if one.place and other.place and one.place != other.place:
        return False
    if one.level and other.level and one.level != other.level:
        return False
    if not one.day or not other.day:
        return one.day == other.day
    if len(one.day) < _WHOLE_DAY or len(other.day) < _WHOLE_DAY:
        return one.day.startswith(other.day) or other.day.startswith(one.day)
    first, last = _day(one.day), _day(one.until) or _day(one.day)
    began = _day(other.day)
    if not (first and last and began):
        return False
    return first - timedelta(days=1) <= began <= last + timedelta(days=1)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(f"{text}-01-01"[:_WHOLE_DAY]) if text else None
    except ValueError:
        return None


def _amount(figure: Figure) -> tuple[object, ...]:
    """What makes two reports one figure."""
    amounts = (figure.value, figure.low, figure.high, figure.factor, figure.growth, figure.index, figure.delta)
    rounded = tuple(None if amount is None else float(f"{amount:.4g}") for amount in amounts)
    return (
        figure.metric, figure.sector, figure.kind, figure.unit, figure.period or figure.period_said, figure.deadline,
        figure.pair, figure.direction, figure.reporter, figure.base_value, rounded,
    )  # fmt: skip


def _period(figure: Figure) -> tuple[str, str]:
    """Where it stands in the ledger: by the period, a goal by its deadline, what has neither last."""
    return (figure.period or figure.deadline or "9999", figure.metric)


def told(lines: Sequence[Line]) -> int:
    """How many figures are contradicted."""
    return sum(bool(line.conflicts) for line in lines)
