"""What many articles say together: one event with all its reports, one figure with all who give it, and who differs.

Grouping is for reading only: every report keeps its place, nothing is merged in the store. What is one event and what
one figure: `monitor.text.same`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Generic, TypeVar

from monitor.model.fact import Conflict, Event, Figure, Known
from monitor.text.conflicts import NEIGHBOURS, conflicts
from monitor.text.same import NAMED, SURE, WHOLE_DAY, amount_key, day_of, family, is_news, may_begin, one_event

F = TypeVar("F", Event, Figure)
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
    for report in sorted(reports, key=lambda each: (day_of(each.fact.day) or date.max, each.at, each.ref)):
        same = groups.setdefault((family(report.fact), frozenset(report.fact.sides)), [])
        for group in reversed(same):
            if may_begin(group[0].fact, report.fact) and any(
                one_event(known.fact, report.fact) for known in group[-LOOKED_BACK:]
            ):
                group.append(report)
                break
        else:
            same.append([report])
    entries = [entry(group) for same in groups.values() for group in same]
    return sorted(entries, key=lambda entry: (day_of(entry.event.day) or date.max, entry.reports[0].at))


def figures(reports: Iterable[Report[Figure]], as_of: int) -> list[Line]:
    """Figures by period; conflicts count only what had come out by `as_of` (UTC seconds)."""
    groups: dict[tuple[object, ...], list[Report[Figure]]] = {}
    for report in sorted(reports, key=lambda each: (each.at, each.ref)):
        groups.setdefault(amount_key(report.fact), []).append(report)
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


def entry(group: Sequence[Report[Event]]) -> Entry:
    """Reports of one event as one: the slots of the one that says most, filled from the others."""
    reports = tuple(sorted(group, key=lambda each: (each.at, each.ref)))
    best = max(reports, key=lambda each: (is_news(each.fact), _rank(each.fact), _said(each.fact), -each.at))
    news = [each.fact for each in reports if is_news(each.fact)] or [best.fact]
    done = any(each.status == "done" for each in news)
    # The last word on whether it took place: what was planned and then happened is done.
    event = replace(best.fact, status="done" if done else news[-1].status)
    days = [fact for fact in news if fact.day_from in SURE and len(fact.day) == WHOLE_DAY]
    if days and event.day_from not in SURE:
        event = replace(event, day=days[0].day, until=days[0].until, day_from=days[0].day_from)
    places = [fact for fact in news if fact.place and not fact.place.startswith("country.")]
    if places and (not event.place or event.place.startswith("country.")):
        event = replace(event, place=places[0].place, place_said=places[0].place_said)
    return Entry(event, reports)


def _rank(event: Event) -> int:
    """Of visits the one whose kind is named tells most."""
    kind = event.visit or (event.kind if event.kind in NAMED else "")
    return len(NAMED) - NAMED.index(kind) if kind in NAMED else 0


def _said(event: Event) -> int:
    """How much it says."""
    slots = (event.day_from in SURE, event.place, event.level, event.host, event.until)
    return sum(map(bool, slots)) + len(event.actors) + len(event.recipients)


def _year(figure: Figure) -> int:
    """In which its period begins, 0 where that is not known."""
    return int(figure.period[:4]) if figure.period[:4].isascii() and figure.period[:4].isdecimal() else 0


def _period(figure: Figure) -> tuple[str, str]:
    """Where it stands in the ledger: by the period, a goal by its deadline, what has neither last."""
    return (figure.period or figure.deadline or "9999", figure.metric)


def told(lines: Sequence[Line]) -> int:
    """How many figures are contradicted."""
    return sum(bool(line.conflicts) for line in lines)
