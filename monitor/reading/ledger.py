"""What many articles say together: one event with all its reports, one figure with all who give it, and who differs.

Grouping is for reading only: every report keeps its place, nothing is merged in the store. An event's key is its
kind's family, its sides, its level, its day give or take one, and its place (a visit's: its sides, host and days); the
same figure is the same amount of the same thing for the same period.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Generic, TypeVar

from monitor.model.fact import Conflict, Event, Figure, Known
from monitor.model.kinds import EVENT_FAMILIES, VISITS
from monitor.reading.figures import conflicts
from monitor.reading.figures.conflicts import NEIGHBOURS, time_of

F = TypeVar("F", Event, Figure)
_COARSE = ("meeting", "phone_call", "message", "commission")
_FAMILY = {kind: family for family in _COARSE for kind in EVENT_FAMILIES[family]}
_WHOLE_DAY = len("2024-05-16")
_SURE = ("said", "relative", "weekday")  # where a day comes from; any other is the report's own
_NAMED = ("visit_state", "visit_official", "visit_working")
LATE = 3  # days after a visit on which reports that name no day still tell of it
LOOKED_BACK = 20  # reports of a group that a further one is held against, so that a thousand cost no million


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
        same = groups.setdefault((_family(report.fact), frozenset(report.fact.sides)), [])
        for group in reversed(same):
            if _begun_with(group[0].fact, report.fact) and any(
                _one(known.fact, report.fact) for known in group[-LOOKED_BACK:]
            ):
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
    # Only what is of one time or a neighbouring year can differ: by year, or a decade of figures would take its square.
    years: dict[int, list[tuple[tuple[object, ...], Known]]] = {}
    for key, group in groups.items():
        for each in group:
            known = Known(each.fact, each.article, each.outlet, each.at)
            years.setdefault(_year(each.fact), []).append((key, known))
    lines = []
    for key, group in groups.items():
        year = _year(group[0].fact)
        near = (pair for other in range(year - NEIGHBOURS, year + NEIGHBOURS + 1) for pair in years.get(other, ()))
        others = [each for other, each in near if year and other != key]
        lines.append(Line(group[0].fact, tuple(group), conflicts(group[0].fact, others, as_of)))
    return sorted(lines, key=lambda line: (_period(line.figure), line.reports[0].at))


def _family(event: Event) -> str:
    """Visits are one family: what one outlet calls a state visit is a trip to another."""
    return "visit" if event.kind in VISITS else _FAMILY.get(event.kind, event.kind)


def _entry(group: list[Report[Event]]) -> Entry:
    reports = tuple(sorted(group, key=lambda each: (each.at, each.ref)))
    best = max(reports, key=lambda each: (is_news(each.fact), _rank(each.fact), _said(each.fact), -each.at))
    news = [each.fact for each in reports if is_news(each.fact)] or [best.fact]
    done = any(each.status == "done" for each in news)
    # The last word on whether it took place: what was planned and then happened is done.
    event = replace(best.fact, status="done" if done else news[-1].status)
    days = [fact for fact in news if fact.day_from in _SURE and len(fact.day) == _WHOLE_DAY]
    if days and event.day_from not in _SURE:
        event = replace(event, day=days[0].day, until=days[0].until, day_from=days[0].day_from)
    places = [fact for fact in news if fact.place and not fact.place.startswith("country.")]
    if places and (not event.place or event.place.startswith("country.")):
        event = replace(event, place=places[0].place, place_said=places[0].place_said)
    return Entry(event, reports)


def is_news(event: Event) -> bool:
    """Whether its article tells of it as news, and does not only recall it or mention it on the way."""
    return not event.background and not event.aside


def _rank(event: Event) -> int:
    """Of visits the one whose kind is named tells most."""
    kind = event.visit or (event.kind if event.kind in _NAMED else "")
    return len(_NAMED) - _NAMED.index(kind) if kind in _NAMED else 0


def _said(event: Event) -> int:
    """How much it says."""
    slots = (event.day_from in _SURE, event.place, event.level, event.host, event.until)
    return sum(map(bool, slots)) + len(event.actors) + len(event.recipients)


def _begun_with(first: Event, other: Event) -> bool:
    """Whether a further event may still be the group's first: else calls on ten days in a row would be one call."""
    return first.kind in VISITS or _same_days(first, other, timedelta(days=1))


def _one(one: Event, other: Event) -> bool:
    """Whether two events of one family and the same sides are the same."""
    visit = one.kind in VISITS
    differ = (one.host, other.host) if visit else (one.level, other.level)
    apart = all(differ) and len(set(differ)) > 1
    late = timedelta(days=LATE if visit and other.day_from not in _SURE else 1)
    return not apart and _beside(one.place, other.place) and _same_days(one, other, late)


def _same_days(one: Event, other: Event, late: timedelta) -> bool:
    """Whether the other begins within the one's days, a day before or so much after; a month holds its days."""
    if not one.day or not other.day:
        return one.day == other.day
    if len(one.day) < _WHOLE_DAY or len(other.day) < _WHOLE_DAY:
        return one.day.startswith(other.day) or other.day.startswith(one.day)
    first, last, began = _day(one.day), _day(one.until) or _day(one.day), _day(other.day)
    return bool(first and last and began and first - timedelta(days=1) <= began <= last + late)


def _beside(one: str, other: str) -> bool:
    """Whether two places may be one: a country is where its towns are."""
    if not one or not other or one == other:
        return True
    countries = [place.startswith("country.") for place in (one, other)]
    return sum(countries) == 1


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
        figure.metric, figure.sector, figure.kind, figure.unit, _time(figure), figure.deadline,
        figure.pair, figure.direction, figure.reporter, figure.base_value, rounded,
    )  # fmt: skip


def _time(figure: Figure) -> object:
    """Its months where they are known: "2024-Q1" and "2024-01/2024-03" are one."""
    return time_of(figure.period) or figure.period or figure.period_said


def _year(figure: Figure) -> int:
    """In which its period begins, 0 where that is not known."""
    return int(figure.period[:4]) if figure.period[:4].isascii() and figure.period[:4].isdecimal() else 0


def _period(figure: Figure) -> tuple[str, str]:
    """Where it stands in the ledger: by the period, a goal by its deadline, what has neither last."""
    return (figure.period or figure.deadline or "9999", figure.metric)


def told(lines: Sequence[Line]) -> int:
    """How many figures are contradicted."""
    return sum(bool(line.conflicts) for line in lines)
