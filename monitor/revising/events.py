"""What happened by the one version against the other: day, place, status, people; whether a visit or signing at all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from monitor.model.fact import Event, Span
from monitor.model.kinds import event_label
from monitor.model.phrase import Phrase
from monitor.model.revision import Difference, DifferenceKind, Version
from monitor.revising.changes import Changes
from monitor.revising.wording import cited, uncited, words
from monitor.text.same import SURE, WHOLE_DAY, family, is_news

_LABELS = {"meeting": "meeting", "message": "message", "commission": "commission", "phone_call": "phone call"}
_KINDS = {
    "visit": "visit_working", "signing": "signing", "meeting": "meeting_received", "message": "message",
    "commission": "intergovernmental_commission", "phone_call": "phone_call",
}  # fmt: skip
_OFF = ("postponed", "cancelled")
_BY_ITSELF = ("visit", "signing")  # families whose coming or going is worth a line


@dataclass(frozen=True, slots=True)
class _Group:
    """The events of one family and the same sides that are news in one version."""

    family: str
    events: tuple[Event, ...]

    @property
    def days(self) -> list[str]:
        """The days that are said, in reading order, a span as "2024-05-12/2024-05-14"."""
        sure = [one for one in self.events if one.day and one.day_from in SURE]
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
    def spans(self) -> list[Span]:
        """Everything that decided."""
        return [span for one in self.events for span in (one.trigger, *one.spans)]

    @property
    def thing(self) -> str:
        """What it is called, as a kind of event."""
        return _KINDS.get(self.family, self.events[0].kind)

    @property
    def label(self) -> str:
        """`visit`, `signing`."""
        kind = self.events[0].kind
        return _LABELS.get(self.family, self.family if self.family in _BY_ITSELF else event_label(kind))


_WHOLE = 240  # characters of a sentence that is cited whole
_PUT_OFF = re.compile(
    r"(?<![^\W_])(?:postpon\w+|cancel\w+|put off|called off|rescheduled|перенес\w+|отлож\w+|отмен\w+|отклад\w+|"
    r"перанес\w+|адклад\w+|адмен\w+|адкла[лд]\w+|texire sal\w+|legv (?:ed|ol)\w+|ertelen\w+|ertelendi|iptal|"
    r"в[iі]дклад\w+|скасова\w+|odwolan\w+|odwolal\w*|przelozon\w+|verschoben|abgesagt|reporte\w*|annule\w*|"
    r"кеийнге калдыр\w+)(?![^\W_])"
)

_OF_STATES = re.compile(
    r"(?<![^\W_])(?:visits?|trip|meetings?|talks|summit|signing|session|визит\w*|поездк\w+|встреч\w+|переговор\w*|"
    r"саммит\w*|заседани\w+|подписани\w+|візіт\w*|сустрэч\w+|перамов\w*|перагавор\w*|саміт\w*|пасяджэнн\w+|"
    r"sefer\w*|gorus\w*|danisiq\w*|sammit\w*|iclas\w*|ziyaret\w*|zirve\w*|toplanti\w*|imzala\w+|зустріч\w*|"
    r"переговор\w*|wizyt\w*|spotkani\w+|rozmow\w*|besuch\w*|treffen\w*|gesprach\w*|visite\w*|rencontre\w*)(?![^\W_])"
)


def differences(old: Version, new: Version, changed: Changes) -> list[Difference]:
    """By family; nothing where neither version was edited at a place that decided.

    Where a word says that something is put off and no fact does, the word is believed: "the visit has been cancelled"
    must never be told as a visit that is done.
    """
    found, off = list(_differences(old, new, changed)), list(_put_off(new, changed))
    if not off or any(each.kind == "status" and each.sentence.endswith(_OFF) for each in found):
        return found
    return [*off, *(each for each in found if each.kind != "status")]


def _put_off(new: Version, changed: Changes) -> Iterator[Difference]:
    """A sentence on a visit, a meeting or the like that says "postponed", as the old text nowhere did."""
    events = [event for event in new.facts.events if not event.background]
    if not events or _PUT_OFF.search(changed.old_words):
        return
    for where, row in changed.rows:
        if not row.new or where == "title":
            continue
        sentence = changed.new[where][slice(*row.new)]
        told = any(e.trigger.field == where and row.new[0] <= e.trigger.start < row.new[1] for e in events)
        if _PUT_OFF.search(said := words(sentence)) and (told or _OF_STATES.search(said)):
            phrase = Phrase.of("says_now", words=uncited(sentence, _WHOLE))
            yield Difference("status", f"now says: {cited(sentence, _WHOLE)}", phrase=phrase)


def _differences(old: Version, new: Version, changed: Changes) -> Iterator[Difference]:
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


def _groups(events: Sequence[Event]) -> list[_Group]:
    """In reading order; what is told as history or on the way is left out."""
    found: dict[str, list[list[Event]]] = {}
    for event in events:
        if not is_news(event):
            continue
        kind = "signing" if event.kind == "signing_planned" else family(event)
        same = found.setdefault(kind, [])
        group = next((group for group in same if _sides(group[0].sides, event.sides)), None)
        if group is None:
            same.append([event])
        else:
            group.append(event)
    return [_Group(kind, tuple(group)) for kind, groups in found.items() for group in groups]


def _sides(one: Sequence[str], other: Sequence[str]) -> bool:
    return set(one) <= set(other) or set(other) <= set(one)


def _same(one: _Group, other: _Group) -> bool:
    return one.family == other.family and _sides(one.events[0].sides, other.events[0].sides)


def _status(was: _Group, now: _Group) -> Iterator[Difference]:
    if was.status != now.status:
        phrase = Phrase.of("status_was", thing=now.thing, status=now.status, other_status=was.status)
        yield Difference("status", f"{now.label}: was {was.status}, now {now.status}", phrase=phrase)


def _day(was: _Group, now: _Group) -> Iterator[Difference]:
    """Another day, where neither version knows the other's."""
    old, new = was.days, now.days
    if not old or not new or any(_agree(one, other) for one in old for other in new):
        return
    year = old[0][:4] != new[0][:4]
    phrase = Phrase.of("day_was", thing=now.thing, days=new[0], other_days=old[0])
    sentence = f"{now.label}: was {_said(old[0], year=year)}, now {_said(new[0], year=year)}"
    yield Difference("day", sentence, phrase=phrase)


def _agree(one: str, other: str) -> bool:
    """Whether both may be one: a month holds its days, a span without an end may have one."""
    (begin, _, end), (start, _, stop) = one.partition("/"), other.partition("/")
    if end and stop and end != stop and min(len(end), len(stop)) == WHOLE_DAY:
        return False
    return begin.startswith(start) or start.startswith(begin)


def _said(day: str, *, year: bool) -> str:
    """`12 May`, `12 to 14 May`, with the year where that is another one."""
    begin, _, end = day.partition("/")
    return (
        f"{_one_day(begin, year=year and not end)} to {_one_day(end, year=year)}" if end else _one_day(begin, year=year)
    )


def _one_day(day: str, *, year: bool) -> str:
    if len(day) != WHOLE_DAY:
        return day
    found = date.fromisoformat(day)
    return f"{found.day} {found:%B}" + (f" {found.year}" if year else "")


def _place(was: _Group, now: _Group, changed: Changes) -> Iterator[Difference]:
    old, new = was.places, now.places
    if not old or not new or set(old) & set(new):
        return
    (_, before), (_, after) = next(iter(old.items())), next(iter(new.items()))
    if f" {words(after)} " not in changed.old_words or f" {words(before)} " not in changed.new_words:
        phrase = Phrase.of("place_was", thing=now.thing, words=uncited(after), other_words=uncited(before))
        yield Difference("place", f"{now.label}: was in {cited(before)}, now in {cited(after)}", phrase=phrase)


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
    key = "thing_gone" if old else "thing_new"
    status = event.status if event.status != "done" else ""
    phrase = Phrase.of(key, thing=group.thing, status=status, days=next(iter(group.days), ""))
    yield Difference(kind, said, "old" if old else "new", phrase=phrase)


def _is_country(place: str) -> bool:
    return place.startswith("country.")
