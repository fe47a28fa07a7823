"""What happened by the one version against the other: day, place, status, people; whether a visit or signing at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from monitor.model.fact import Event, Span
from monitor.model.kinds import EVENT_FAMILIES, VISITS, event_label
from monitor.model.revision import Difference, DifferenceKind, Version
from monitor.revising.changes import Changes
from monitor.revising.wording import cited, words

_SIGNING = ("signing", "signing_planned")
_FAMILIES = ("meeting", "phone_call", "message", "commission")
_FAMILY: Mapping[str, str] = {
    **{kind: family for family in _FAMILIES for kind in EVENT_FAMILIES[family]},
    **dict.fromkeys(VISITS, "visit"), **dict.fromkeys(_SIGNING, "signing"),
}  # fmt: skip
_LABELS = {"meeting": "meeting", "message": "message", "commission": "commission", "phone_call": "phone call"}
_SURE = ("said", "relative", "weekday")
_OFF = ("postponed", "cancelled")
_BY_ITSELF = ("visit", "signing")  # families whose coming or going is worth a line
_WHOLE_DAY = len("2024-05-16")


@dataclass(frozen=True, slots=True)
class _Group:
    """The events of one family and the same sides that are news in one version."""

    family: str
    events: tuple[Event, ...]

    @property
    def days(self) -> list[str]:
        """The days that are said, in reading order, a span as "2024-05-12/2024-05-14"."""
        sure = [one for one in self.events if one.day and one.day_from in _SURE]
        return list(dict.fromkeys(f"{one.day}/{one.until}" if one.until else one.day for one in sure))

    @property
    def places(self) -> dict[str, str]:
        """Towns and the like that are said: id -> as written."""
        return {one.place: one.place_said for one in self.events if one.place_said and not _is_country(one.place)}

    @property
    def status(self) -> str:
        """The one that tells most: put off, else ahead, else done."""
        found = [one.status for one in self.events]
        off = next((status for status in found if status in _OFF), "")
        return off or ("done" if any(status in ("done", "under_way") for status in found) else "planned")

    @property
    def people(self) -> set[str]:
        """Who acts in it or to whom it is done, by dotted id."""
        everybody = {name for one in self.events for name in (*one.actors, *one.recipients)}
        return {name for name in everybody if name.startswith("person.")}

    @property
    def spans(self) -> list[Span]:
        """Everything that decided."""
        return [span for one in self.events for span in (one.trigger, *one.spans)]

    @property
    def label(self) -> str:
        """`visit`, `signing`."""
        kind = self.events[0].kind
        return _LABELS.get(self.family, self.family if self.family in _BY_ITSELF else event_label(kind))


def differences(old: Version, new: Version, changed: Changes) -> Iterator[Difference]:
    """By family; nothing where neither version was edited at a place that decided."""
    before, after = _groups(old.facts.events), _groups(new.facts.events)
    for was in before:
        now = next((group for group in after if _same(was, group)), None)
        if now is None:
            yield from _alone(was, "old", changed)
        elif changed.in_old(*was.spans) or changed.in_new(*now.spans):
            yield from _status(was, now)
            yield from _day(was, now)
            yield from _place(was, now, changed)
    for now in after:
        if not any(_same(was, now) for was in before):
            yield from _alone(now, "new", changed)
    yield from _people(before, after, old, new)


def _groups(events: Sequence[Event]) -> list[_Group]:
    """In reading order; what is told as history or on the way is left out."""
    found: dict[str, list[list[Event]]] = {}
    for event in events:
        if event.background or event.aside:
            continue
        family = _FAMILY.get(event.kind, event.kind)
        same = found.setdefault(family, [])
        group = next((group for group in same if _sides(group[0].sides, event.sides)), None)
        if group is None:
            same.append([event])
        else:
            group.append(event)
    return [_Group(family, tuple(group)) for family, groups in found.items() for group in groups]


def _sides(one: Sequence[str], other: Sequence[str]) -> bool:
    return set(one) <= set(other) or set(other) <= set(one)


def _same(one: _Group, other: _Group) -> bool:
    return one.family == other.family and _sides(one.events[0].sides, other.events[0].sides)


def _status(was: _Group, now: _Group) -> Iterator[Difference]:
    if was.status != now.status:
        yield Difference("status", f"{now.label}: was {was.status}, now {now.status}")


def _day(was: _Group, now: _Group) -> Iterator[Difference]:
    """Another day, where neither version knows the other's."""
    old, new = was.days, now.days
    if not old or not new or any(_agree(one, other) for one in old for other in new):
        return
    year = old[0][:4] != new[0][:4]
    yield Difference("day", f"{now.label}: was {_said(old[0], year=year)}, now {_said(new[0], year=year)}")


def _agree(one: str, other: str) -> bool:
    """Whether both may be one: a month holds its days, a span without an end may have one."""
    (begin, _, end), (start, _, stop) = one.partition("/"), other.partition("/")
    if end and stop and end != stop and min(len(end), len(stop)) == _WHOLE_DAY:
        return False
    return begin.startswith(start) or start.startswith(begin)


def _said(day: str, *, year: bool) -> str:
    """`12 May`, `12 to 14 May`, with the year where that is another one."""
    begin, _, end = day.partition("/")
    return (
        f"{_one_day(begin, year=year and not end)} to {_one_day(end, year=year)}" if end else _one_day(begin, year=year)
    )


def _one_day(day: str, *, year: bool) -> str:
    if len(day) != _WHOLE_DAY:
        return day
    found = date.fromisoformat(day)
    return f"{found.day} {found:%B}" + (f" {found.year}" if year else "")


def _place(was: _Group, now: _Group, changed: Changes) -> Iterator[Difference]:
    old, new = was.places, now.places
    if not old or not new or set(old) & set(new):
        return
    (_, before), (_, after) = next(iter(old.items())), next(iter(new.items()))
    if f" {words(after)} " not in changed.old_words or f" {words(before)} " not in changed.new_words:
        yield Difference("place", f"{now.label}: was in {cited(before)}, now in {cited(after)}")


def _alone(group: _Group, said_by: str, changed: Changes) -> Iterator[Difference]:
    """A visit or a signing that only one version tells of, where the other does not have its word at all."""
    event = group.events[0]
    if group.family not in _BY_ITSELF:
        return
    old = said_by == "old"
    texts, others = (changed.old, changed.new_words) if old else (changed.new, changed.old_words)
    touched = changed.in_old(event.trigger) if old else changed.in_new(event.trigger)
    trigger = words(texts[event.trigger.field][event.trigger.start : event.trigger.end])
    if not touched or not trigger or f" {trigger} " in others:
        return
    slots = [
        group.label,
        event.status if event.status != "done" else "",
        *(_said(day, year=True) for day in group.days[:1]),
    ]
    what = ", ".join(filter(None, slots))
    kind: DifferenceKind = "signed" if group.family == "signing" else "status"
    said = f"no longer says: {what}" if old else f"now also says: {what}"
    yield Difference(kind, said, "old" if old else "new")


def _people(before: list[_Group], after: list[_Group], old: Version, new: Version) -> Iterator[Difference]:
    """Who takes part by one version and is not named in the other."""
    was = {name for group in before for name in group.people}
    now = {name for group in after for name in group.people}
    for name in sorted(now - was):
        if name not in old.names and name in new.names:
            yield Difference("person", f"now also named: {cited(new.names[name])}", "new")
    for name in sorted(was - now):
        if name not in new.names and name in old.names:
            yield Difference("person", f"no longer named: {cited(old.names[name])}", "old")


def _is_country(place: str) -> bool:
    return place.startswith("country.")
