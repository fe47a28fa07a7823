"""From triggers to events: which triggers of a sentence count, between whom, and what they say of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from monitor.model.fact import Event, Span
from monitor.reading.cues import Cue
from monitor.reading.events.merging import Merging
from monitor.reading.events.table import CHANGED_VISITS, FROM_AFAR, KINDS, NAMED_VISITS, TRIGGERS
from monitor.reading.events.taking import Parts, parts
from monitor.reading.events.units import MOST as MOST_UNITS
from monitor.reading.events.units import Names, Unit
from monitor.reading.events.when import Times, When, infinitive
from monitor.reading.events.where import Place, Places, of_visit
from monitor.reading.events.words import Words
from monitor.reading.ground import Ground

MOST = 200  # events of an article; those that come later in it are left out
MOST_TRIGGERS = 1000  # of an article that are looked at
PER_SENTENCE = 12  # the first triggers of a sentence that are looked at; one with more is a table
_GOES_ON = 2  # sentences behind one that tells of a meeting in which "the meeting" is that one
_CLOSE = 80  # letters within which one trigger explains another
# What a trigger makes of another in its reach: they are one thing, and the first name says it better.
_EXPLAINS = {
    "phone_call": ("evt_meeting", "meeting_received", "evt_received"),
    "evt_phoned": ("evt_meeting", "meeting_received", "evt_received"),
    "evt_phoned_by": ("evt_meeting", "meeting_received", "evt_received"),
    "credentials": ("evt_received", "meeting_received", "evt_meeting"),
    "talks_expanded": ("evt_meeting", "meeting_received"),
    "talks_one_on_one": ("evt_meeting", "meeting_received"),
    "ministerial_consultations": ("evt_meeting", "meeting_received"),
    "intergovernmental_commission": ("evt_meeting", "meeting_received"),
    "evt_invited": (*NAMED_VISITS, "evt_visit", "visit_planned_or_invited"),
    "visit_cancelled_or_postponed": (*NAMED_VISITS, "evt_visit", "visit_planned_or_invited"),
    "visit_planned_or_invited": (*NAMED_VISITS, "evt_visit"),
    "visit_state": ("evt_visit",),
    "visit_official": ("evt_visit",),
    "visit_working": ("evt_visit",),
    "signing_planned": ("signing",),
    "congratulation": ("video_or_letter_contact",),
    "condolence": ("video_or_letter_contact",),
    "ratification": ("signing", "signing_planned"),
    "evt_received_by": ("evt_received", "meeting_received"),
    "evt_welcomed_by": ("evt_welcomed", "meeting_received"),
    "joint_statement": (),
}


class _Read(NamedTuple):
    event: Event
    place: Place


def events(ground: Ground) -> tuple[Event, ...]:
    """The events of an article in reading order: one for each real thing, at most 200.

    A trigger counts with two countries in its sentence; a narrow one also where the sentence before, the title or the
    lead names them. The first 1,000 triggers of an article, and the first 12 of a sentence, are looked at.
    """
    side = ground.lexicon.side
    if len({side(mention.name) for mention in ground.scan.mentions} - {""}) < 2:
        return ()
    cues = [cue for cue in ground.cues if cue.name in TRIGGERS and cue.sentence not in ground.repeated]
    if not cues:
        return ()
    reader = _Reader(ground)
    merging = Merging(MOST)
    for _, group in groupby(cues[:MOST_TRIGGERS], key=lambda cue: cue.sentence):
        for cue in _telling(list(group)):
            if found := reader.read(cue):
                merging.add(found.event, found.place, by_any_means=cue.name == "evt_meeting")
    return merging.done(reader.places.dateline())


def _telling(cues: list[Cue]) -> Iterator[Cue]:
    """Of triggers that say the same thing the one that says it best."""
    cues = cues[:PER_SENTENCE]
    if len(cues) < 2:
        yield from cues
        return
    for cue in cues:
        if not any(other is not cue and _explained(cue, other) for other in cues):
            yield cue


def _explained(cue: Cue, other: Cue) -> bool:
    if other.start < cue.end and cue.start < other.end:  # overlapping: the longer, of equals the weightier
        length, its_length = cue.end - cue.start, other.end - other.start
        if its_length != length:
            return its_length > length or cue.name in _EXPLAINS.get(other.name, ())
        mine, its = (KINDS[TRIGGERS[each.name].kind].weight for each in (cue, other))
        return (its, other.name) > (mine, cue.name)
    return cue.name in _EXPLAINS.get(other.name, ()) and _gap(cue, other) <= _CLOSE


class _Reader:
    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._words = Words(ground)
        self.names = Names(ground, self._words)
        self.places = Places(ground, self._words)
        self._times = Times(ground, self._words)
        self._told: dict[str, tuple[int, tuple[Unit, ...]]] = {}  # by group: where it was last told, and of whom
        self._last: tuple[int, tuple[Unit, ...]] = (-9, ())

    def read(self, cue: Cue) -> _Read | None:
        """The event that a trigger tells of, if it tells of one."""
        trigger = TRIGGERS[cue.name]
        units = self.names.units(cue.sentence)
        before = self._said_before(cue, units)
        if before is None or not self._counts(cue):
            return None
        place = self.places.of(cue)
        taking = parts(cue, trigger, units, before, place.side)
        if len(taking.sides) < 2:
            return None
        status = self._times.status(cue)
        when = self._times.when(cue, planned=status == "planned")
        background = self._times.background(cue, when)
        if background:
            status = "done" if status == "planned" else status
            when = when if when.day_from != "assumed" else When()
        today = self._ground.published
        if today and when.day > today.isoformat() and status == "done" and not background:
            status = "planned"
        kind, visit = self._kind(cue, status, place, taking)
        if KINDS[kind].group in FROM_AFAR:
            place, taking = Place(), taking._replace(host="", guest="")
        elif not place.name and KINDS[kind].group == "visit":
            place = of_visit(taking.host, units, self._ground, cue)
        spans = [Span(cue.field, cue.start, cue.end)]
        spans += [Span(cue.field, unit.start, unit.end) for unit in taking.units if unit in units]
        spans += [span for span in (place.span, when.span) if span]
        self._told[KINDS[kind].group] = self._last = (cue.sentence, taking.units)
        return _Read(
            Event(
                kind, cue.sentence, spans[0], visit, taking.sides, taking.actors, taking.recipients, taking.host,
                taking.guest, taking.level, place.name, place.said, when.day, when.until, when.day_from, status,
                background, self._times.aside(cue), tuple(dict.fromkeys(spans)),
            ),
            place,
        )  # fmt: skip

    def _kind(self, cue: Cue, status: str, place: Place, taking: Parts) -> tuple[str, str]:
        """The kind, and of a visit the one that is named."""
        kind = TRIGGERS[cue.name].kind
        if KINDS[kind].group == "visit":
            return self._visit_kind(cue, kind, status), self._visit_named(cue)
        if KINDS[kind].group == "signing":
            return ("signing_planned" if status == "planned" else "signing"), ""
        if kind == "meeting_received" and cue.name != "evt_received" and place.rank == 3:
            alone = not self._words.of(cue.sentence, "evt_sidelines", "summit_participation")
            if alone and place.side and place.side not in taking.sides:
                return "third_country_talks_hosted", ""
        return kind, ""

    def _visit_kind(self, cue: Cue, kind: str, status: str) -> str:
        """By how far it is; a visit that takes place and has no kind of its own counts as a working one."""
        if status == "planned":
            return "visit_planned_or_invited"
        if status in ("postponed", "cancelled"):
            return "visit_cancelled_or_postponed"
        return (self._visit_named(cue) or "visit_working") if kind in CHANGED_VISITS else kind

    def _visit_named(self, cue: Cue) -> str:
        """The kind of visit that the trigger or one beside it names."""
        if cue.name in NAMED_VISITS:
            return cue.name
        named = [c for c in self._words.of(cue.sentence, *NAMED_VISITS) if _gap(c, cue) <= _CLOSE]
        return min(named, key=lambda c: _gap(c, cue)).name if named else ""

    def _counts(self, cue: Cue) -> bool:
        """Whether the trigger tells of something that happens: not in a speech, not denied, no bare infinitive."""
        if infinitive(cue) or (TRIGGERS[cue.name].broad and self._times.spoken(cue)) or self._times.negated(cue):
            return False
        if cue.name == "evt_comes":
            return self._times.ends_clause(cue)
        return not TRIGGERS[cue.name].broad or not self._is_sport(cue.sentence)

    def _is_sport(self, sentence: int) -> bool:
        """Whether teams meet there, not people."""
        if any(unit.person or unit.level for unit in self.names.units(sentence)):
            return False
        return any(mention.name == "topic.sport" for mention in self._ground.mentions_in(sentence)[:MOST_UNITS])

    def _said_before(self, cue: Cue, units: Sequence[Unit]) -> tuple[Unit, ...] | None:
        """Units said earlier for a side that the sentence lacks; None where the trigger must not take any.

        A country where something only takes place is no side if the others were named before.
        """
        sides = {unit.side for unit in units}
        acting = {unit.side for unit in units if not unit.into}
        if len(acting) >= 2 or (acting and len(sides) >= 2):
            return ()
        for source in self._sources_for(cue, acting):
            for other in ([unit for unit in source if unit.side not in acting and not unit.into], source):
                if len(acting | {unit.side for unit in other}) >= 2:
                    rest = [unit for unit in other if unit.side not in acting]
                    return tuple(_first_two(rest, 2 - len(acting)))[:MOST_UNITS]
        return () if len(sides) >= 2 else None

    def _sources_for(self, cue: Cue, acting: set[str]) -> Iterator[list[Unit]]:
        """Where the missing side may come from; nowhere for a broad trigger whose sentence does not point back."""
        pronouns = self._words.of(cue.sentence, "evt_both", "evt_one")
        both = any(pronoun.name == "evt_both" for pronoun in pronouns)
        lead = cue.sentence <= self._ground.scan.lead_end
        trigger = TRIGGERS[cue.name]
        told, whom = self._told.get(KINDS[trigger.kind].group, (-9, ()))
        if 0 < cue.sentence - told <= _GOES_ON:
            yield list(whom)
        if trigger.broad and not both and not (pronouns and acting):
            return
        if 0 < cue.sentence - self._last[0] <= _GOES_ON:
            yield list(self._last[1])
        if acting or lead or both:
            yield from self._sources(cue.sentence)

    def _sources(self, sentence: int) -> Iterator[list[Unit]]:
        """The sentence before, then title and lead."""
        if sentence > 1:
            yield list(self.names.units(sentence - 1))
        lead = [n for n in range(min(self._ground.scan.lead_end, sentence - 1) + 1) if n != sentence]
        yield [unit for number in lead for unit in self.names.units(number)]
        if sentence == 0 and len(self._ground.scan.sentences) > 1:
            yield list(self.names.units(1))


def _first_two(units: list[Unit], wanted: int) -> list[Unit]:
    sides = list(dict.fromkeys(unit.side for unit in units))[:wanted]
    return [unit for unit in units if unit.side in sides]


def _gap(one: Cue, other: Cue) -> int:
    return max(other.start - one.end, one.start - other.end, 0)
