"""What was announced and became of it: visits, meetings, signings, from the first word to the event or to silence."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from monitor.model.fact import Event
from monitor.model.kinds import MEETINGS, SIGNINGS, VISITS

State = Literal["announced", "moved", "postponed", "cancelled", "happened", "passed"]
OPEN: tuple[State, ...] = ("announced", "moved", "postponed")
_COMING = frozenset({"visit_planned_or_invited", "signing_planned"})
_FAMILIES = {
    **dict.fromkeys(VISITS, "visit"), **dict.fromkeys(MEETINGS, "meeting"), **dict.fromkeys(SIGNINGS, "signing"),
    "intergovernmental_commission": "commission", "trade_mission_forum": "forum", "summit_participation": "summit",
}  # fmt: skip
_AS_WELL = {"meeting": "visit", "visit": "meeting"}  # talks on the day show that the visit took place
_SLACK = timedelta(days=3)  # an event counts as the one announced when it lies that near its day
_SAME = timedelta(days=45)  # two announcements of one thing, the second with another day
_UNDATED = timedelta(days=120)  # an event after an announcement without a day
_EXACT = len("2024-05-16")
_AFTERWARDS = timedelta(days=7)  # so long a visit is still spoken of, of another one that soon a day would be named
_FORGOTTEN = timedelta(days=365)  # an announcement without a day has passed in silence


@dataclass(frozen=True, slots=True)
class Report:
    """An event as an article tells it. `at`: UTC seconds when the article came out."""

    event: Event
    ref: str
    outlet: str
    title: str
    url: str
    at: int

    @property
    def on(self) -> date:
        """The day it came out, in UTC."""
        return datetime.fromtimestamp(self.at, UTC).date()


@dataclass(slots=True)
class Announced:
    """One announced thing. `reports` are all that tell of it, the first announcement first; `days` those once named."""

    family: str
    sides: tuple[str, ...]
    reports: list[Report]
    state: State = "announced"
    day: str = ""
    until: str = ""
    place: str = ""
    host: str = ""
    guest: str = ""
    kind: str = ""
    level: str = ""
    days: list[str] = field(default_factory=list)

    @property
    def place_id(self) -> str:
        """The lexicon's id of the place, of the first report that has one; "" for none."""
        return next((report.event.place for report in self.reports if report.event.place), "")

    @property
    def first(self) -> Report:
        """Who announced it."""
        return self.reports[0]

    @property
    def last(self) -> Report:
        """The last word on it."""
        return self.reports[-1]


def family(event: Event) -> str:
    """What kinds of events an announcement is fulfilled by: "visit", "meeting", "signing" ..., else the kind itself."""
    return _FAMILIES.get(event.kind, event.kind)


def announced(reports: Iterable[Report], today: date) -> tuple[Announced, ...]:
    """Announced things, those with the nearest day first and those without one last.

    `reports` of one pair or of several, in any order; background is left out.
    """
    told = sorted((r for r in reports if not r.event.background), key=lambda r: (r.at, r.ref))
    things: dict[tuple[str, frozenset[str]], list[Announced]] = {}
    for report in told:
        sides = frozenset(report.event.sides)
        taken = _take(report, things.setdefault((family(report.event), sides), []))
        other = _AS_WELL.get(family(report.event))
        if not taken and other:
            _fulfil(report, [thing for thing in things.get((other, sides), []) if thing.day])
    held = [report for report in told if report.event.kind in VISITS and report.event.status in ("done", "under_way")]
    every = [thing for group in things.values() for thing in group if not _has_just_been(thing, held)]
    for thing in every:
        if thing.state in OPEN and _is_over(thing, today):
            thing.state = "passed"
    return tuple(sorted(every, key=lambda thing: (not thing.day, thing.day, thing.first.at, thing.first.ref)))


def _take(report: Report, known: list[Announced]) -> bool:
    """Put a report to the thing it tells of, or begin a new one; False for what happened without being announced."""
    event = report.event
    if event.status in ("postponed", "cancelled") or event.kind == "visit_cancelled_or_postponed":
        thing = _meant(report, known, anyway=True)
        state: State = "cancelled" if event.status == "cancelled" else "postponed"
        if thing is None:
            known.append(thing := _begun(report))
        _add(thing, report)
        thing.state = state
    elif event.status == "planned" or event.kind in _COMING:
        thing = _meant(report, known)
        if thing is None:
            known.append(_begun(report))
        else:
            _add(thing, report)
    else:
        return _fulfil(report, known)
    return True


def _fulfil(report: Report, known: Sequence[Announced]) -> bool:
    """Whether the event is one of those announced; it has happened then."""
    thing = _fulfilled(report, known)
    if thing is None:
        return False
    thing.reports.append(report)
    if thing.state != "happened":
        thing.state = "happened"
        thing.day = thing.day if _days(thing.day, "") and len(thing.day) == _EXACT else report.event.day or thing.day
    return True


def _begun(report: Report) -> Announced:
    event = report.event
    return Announced(
        family(event), tuple(sorted(event.sides)), [report], "announced", event.day, event.until,
        event.place_said or event.place.rpartition(".")[2].title(), event.host, event.guest,
        event.visit or event.kind, event.level, [event.day] if event.day else [],
    )  # fmt: skip


def _add(thing: Announced, report: Report) -> None:
    """A further report: another day moves the thing, what was not known is filled in."""
    event = report.event
    if report is not thing.reports[0]:
        thing.reports.append(report)
    thing.place = thing.place or event.place_said
    thing.host, thing.guest = thing.host or event.host, thing.guest or event.guest
    thing.level = thing.level or event.level
    if thing.kind in _COMING:
        thing.kind = event.visit or event.kind
    if not event.day or event.day == thing.day:
        return
    if thing.day and not event.day.startswith(thing.day) and not thing.day.startswith(event.day):
        thing.state = "moved"
    elif thing.day.startswith(event.day):
        return  # the day is known better already
    thing.day, thing.until = event.day, event.until
    thing.days.append(event.day)


def _meant(report: Report, known: Sequence[Announced], *, anyway: bool = False) -> Announced | None:
    """The open thing that a further announcement speaks of: near its day, or with no day on either side."""
    event = report.event
    for thing in reversed(known):
        if thing.state not in OPEN or not _alike(thing, event):
            continue
        here, there = _days(event.day, event.until), _days(thing.day, thing.until)
        if here is None or there is None:
            if report.on - thing.last.on <= _FORGOTTEN and (there is None or report.on <= there[1] + _SLACK):
                return thing
        elif anyway or (here[0] - _SAME <= there[1] and there[0] - _SAME <= here[1]):
            return thing
    return None


def _has_just_been(thing: Announced, held: Iterable[Report]) -> bool:
    """Whether a coming visit without a day of its own is the one that has just taken place: "followed up by June".

    Held against visits of the same way round that ended within a week before the first word on it.
    """
    if (
        thing.state not in OPEN
        or len(thing.day) == _EXACT
        or thing.family != "visit"
        or not (thing.host and thing.guest)
    ):
        return False
    way = (thing.host, thing.guest)
    same = (each for each in held if all(way) and (each.event.host, each.event.guest) == way)
    ended = (days[1] for each in same if (days := _days(each.event.day, each.event.until)))
    return any(timedelta() <= thing.first.on - day <= _AFTERWARDS for day in ended)


def _fulfilled(report: Report, known: Sequence[Announced]) -> Announced | None:
    """The announced thing that an event is: of about its day, or the next one after an announcement without a day."""
    event = report.event
    here = _days(event.day, event.until) or (report.on, report.on)
    for thing in reversed(known):
        if thing.state in ("cancelled", "passed") or not _alike(thing, event):
            continue
        there = _days(thing.day, thing.until)
        if there is None:
            if timedelta() <= here[0] - thing.first.on <= _UNDATED and thing.state in OPEN:
                return thing
        elif here[0] - _SLACK <= there[1] and there[0] - _SLACK <= here[1]:
            return thing
    return None


def _alike(thing: Announced, event: Event) -> bool:
    """Nothing that both tell speaks against their being one thing."""
    pairs = ((thing.host, event.host), (thing.guest, event.guest), (thing.level, event.level))
    return all(not one or not other or one == other for one, other in pairs)


def _is_over(thing: Announced, today: date) -> bool:
    days = None if thing.state == "postponed" else _days(thing.day, thing.until)  # its old day says nothing any more
    return days[1] + _SLACK < today if days else thing.last.on + _FORGOTTEN < today


def _days(day: str, until: str) -> tuple[date, date] | None:
    """First and last day of "2024-05-16", "2024-05" or "2024"; None where it is not known."""
    first, last = _first(day), _last(until or day)
    return (first, max(first, last)) if first and last else None


def _first(day: str) -> date | None:
    try:
        return date.fromisoformat((day + "-01-01")[:10]) if day else None
    except ValueError:
        return None


def _last(day: str) -> date | None:
    parts = day.split("-")
    try:
        year = int(parts[0])
        month = int(parts[1]) if len(parts) > 1 else 12
        return date(year, month, int(parts[2]) if len(parts) > 2 else monthrange(year, month)[1])
    except (ValueError, IndexError):
        return None
