"""Mentions of one real thing become one event: same group, same sides, day and place that do not contradict."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from monitor.model.fact import Event
from monitor.model.kinds import LEVELS
from monitor.reading.events.table import FROM_AFAR, KINDS
from monitor.reading.events.where import Place

_TALKS = {"meeting_received": 0, "third_country_talks_hosted": 1, "sidelines_meeting": 2}
_SPANS = 12
_SAID = 3  # rank of a place that is said
_CALL = "phone_call"
_BEFORE_CALL, _AFTER_CALL = 2, 4  # sentences between "discussed" and the call that it was
_PUT_OFF_NEAR = 2  # sentences
_NEARBY = 10  # days: how far the day that an article says may lie from its own to be that of its other events


class Merging:
    """Collects events in reading order; more than `most` are left out."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._events: list[tuple[Event, int]] = []  # with the rank of its place
        self._by_key: dict[tuple[str, bool], list[int]] = {}
        self._by_any_means: set[int] = set()

    def add(self, event: Event, place: Place, *, by_any_means: bool = False) -> None:
        """Add it to the event it is another mention of, else as one of its own.

        `by_any_means`: its trigger says "discussed" or "talks", which is also what one does on the telephone.
        """
        if self._is_of_a_call(event, place, by_any_means=by_any_means):
            return
        key = (KINDS[event.kind].group, event.background)
        for number in self._by_key.get(key, ()):
            known, rank = self._events[number]
            if _is_put_off(known, event) or _same(known, rank, event, place.rank):
                self._events[number] = _merged(known, rank, event, place.rank)
                return
        if len(self._events) < self._most:
            self._by_key.setdefault(key, []).append(len(self._events))
            if by_any_means:
                self._by_any_means.add(len(self._events))
            self._events.append((event, place.rank if event.place else 0))

    def _is_of_a_call(self, event: Event, place: Place, *, by_any_means: bool) -> bool:
        """Whether "discussed" and a telephone call beside it were made one."""
        if event.background or place.rank == _SAID:
            return False
        if by_any_means:
            calls = (self._events[number][0] for number in self._by_key.get((_CALL, False), ()))
            return any(_beside(call, event, _AFTER_CALL) for call in calls)
        if event.kind == _CALL:
            for number in self._by_key.get(("talks", False), ()):
                known, rank = self._events[number]
                if number in self._by_any_means and rank < _SAID and _beside(known, event, _BEFORE_CALL):
                    said_more = replace(event, sentence=known.sentence, trigger=known.trigger)
                    said_more = replace(said_more, spans=tuple(dict.fromkeys((*known.spans, *event.spans)))[:_SPANS])
                    self._events[number] = said_more, 0
                    self._by_key[("talks", False)].remove(number)
                    self._by_key.setdefault((_CALL, False), []).append(number)
                    return True
        return False

    def done(self, dateline: Place) -> tuple[Event, ...]:
        """All of them; place and day that one does not say are those of the main event, or of the dateline."""
        main = next((e for e, rank in self._events if not e.background and e.place and rank >= 1), None)
        dated = next((e for e, _ in self._events if not e.background and e.day_from not in ("", "assumed")), None)
        return tuple(_filled(event, main, dated, dateline) for event, _ in self._events)


def _same(known: Event, rank: int, event: Event, new_rank: int) -> bool:
    one, other = set(known.sides), set(event.sides)
    if not (one <= other or other <= one):
        return False
    if (known.status in ("done", "under_way")) != (event.status in ("done", "under_way")):
        return False
    if known.visit and event.visit and known.visit != event.visit:
        return False
    if known.host and event.host and known.host != event.host and KINDS[event.kind].group == "visit":
        return False
    if rank == new_rank == _SAID and known.place != event.place and not _within(known.place, event.place):
        return False
    return _days_agree(known, event)


def _is_put_off(known: Event, event: Event) -> bool:
    """Whether a visit named right behind the news that one is put off or called off is that one, not another."""
    visits = KINDS[event.kind].group == "visit" and set(event.sides) == set(known.sides)
    visits = visits and known.status in ("postponed", "cancelled")
    near = known.sentence <= 1 and event.sentence - known.sentence <= _PUT_OFF_NEAR and not event.background
    return visits and near and event.status == "done" and (not event.host or known.host in ("", event.host))


def _beside(one: Event, other: Event, most: int) -> bool:
    return set(one.sides) == set(other.sides) and abs(one.sentence - other.sentence) <= most


def _within(one: str, other: str) -> bool:
    """A country and one of its cities may be the same place."""
    return one.startswith("country.") != other.startswith("country.")


def _days_agree(known: Event, event: Event) -> bool:
    if "assumed" in (known.day_from, event.day_from) or not known.day or not event.day:
        return True
    if known.day.startswith(event.day) or event.day.startswith(known.day):
        return True
    if len(known.day) != 10 or len(event.day) != 10:
        return False
    one, other = date.fromisoformat(known.day), date.fromisoformat(event.day)
    if KINDS[event.kind].group == "visit" and abs((one - other).days) <= 3:
        return True
    return one <= other <= date.fromisoformat(known.until or known.day)


def _merged(known: Event, rank: int, event: Event, new_rank: int) -> tuple[Event, int]:
    """The first mention, with what the second says better."""
    surer = event.kind in _TALKS and _TALKS[event.kind] > _TALKS.get(known.kind, 9)
    named = event.visit and not known.visit and event.status == known.status
    kind = event.kind if surer or named else known.kind
    better_day = event.day_from not in ("", "assumed") and (
        known.day_from in ("", "assumed") or len(event.day) > len(known.day)
    )
    day = event if better_day else known
    better_place = new_rank > rank or (
        new_rank == rank and known.place.startswith("country.") and event.place.startswith("place.")
    )
    place = event if better_place and event.place else known
    asymmetric = bool(event.recipients) and not known.recipients and event.kind == kind
    who = event if asymmetric else known
    merged = replace(
        known, kind=kind, visit=known.visit or event.visit, actors=who.actors, recipients=who.recipients,
        sides=who.sides if asymmetric else known.sides, host=known.host or event.host,
        guest=known.guest or event.guest, level=_level(known, event), place=place.place, place_said=place.place_said,
        day=day.day, until=day.until, day_from=day.day_from,
        status="under_way" if known.status == "under_way" or event.status == "under_way" else known.status,
        aside=known.aside and event.aside,
        spans=tuple(dict.fromkeys((*known.spans, *event.spans)))[:_SPANS],
    )  # fmt: skip
    return merged, max(rank, new_rank) if place.place else rank


def _level(known: Event, event: Event) -> str:
    """The first that is known; a later mention names people the first one only called by their country."""
    if known.level and event.level and known.sentence == 0:
        return max(known.level, event.level, key=lambda level: LEVELS[level])
    return known.level or event.level


def _filled(event: Event, main: Event | None, dated: Event | None, dateline: Place) -> Event:
    if event.background or event.status in ("planned", "postponed", "cancelled"):
        return event
    if event.day_from == "assumed" and dated and set(dated.sides) == set(event.sides) and dated.status == event.status:
        own, its = event.day, dated.day
        if len(its) == 10 and abs((date.fromisoformat(own) - date.fromisoformat(its)).days) <= _NEARBY:
            event = replace(event, day=its, day_from=dated.day_from)
    if not event.place and KINDS[event.kind].group not in FROM_AFAR:
        if main and set(main.sides) == set(event.sides):
            event = replace(event, place=main.place, place_said=main.place_said)
        elif dateline.name:
            event = replace(event, place=dateline.name, place_said=dateline.said)
    return event
