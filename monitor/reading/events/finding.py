"""From triggers to events: which triggers of a sentence count, between whom, and what they say of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from monitor.model.fact import Event, Span
from monitor.reading.cues import Cue
from monitor.reading.events.clauses import elsewhere, pronoun_ahead, somebody_awaited
from monitor.reading.events.denied import denied
from monitor.reading.events.merging import Merging
from monitor.reading.events.table import (
    CHANGED_VISITS,
    FROM_AFAR,
    KINDS,
    NAMED_VISITS,
    OF_AN_ENVOY,
    TO_AN_ENVOY,
    TOPICS,
    TRIGGERS,
)
from monitor.reading.events.taking import Parts, envoy_parts, parts
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
_FAR_ON = 5  # the same where a sentence names nobody at all: "The official visit itself took a day"
_BESIDE = 3  # letters between a country and its ambassador
_CLOSE = 80  # letters within which one trigger explains another
# What a trigger makes of another in its reach: they are one thing, and the first name says it better.
_EXPLAINS = {
    "phone_call": ("evt_meeting", "meeting_received", "evt_received"),
    "evt_phoned": ("evt_meeting", "meeting_received", "evt_received"),
    "evt_phoned_by": ("evt_meeting", "meeting_received", "evt_received"),
    "credentials": ("evt_received", "meeting_received", "evt_meeting"),
    "talks_expanded": ("evt_meeting", "meeting_received"),
    "talks_one_on_one": ("evt_meeting", "meeting_received"),
    "ministerial_consultations": ("evt_meeting", "meeting_received", "evt_video"),
    "intergovernmental_commission": ("evt_meeting", "meeting_received"),
    "evt_awaited": (*NAMED_VISITS, "evt_visit", "evt_comes"),
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
    "evt_meeting": ("evt_video",),  # talks over a video link are talks
    "meeting_received": ("evt_video",),
    "evt_received_by": ("evt_received", "meeting_received"),
    "evt_welcomed_by": ("evt_welcomed", "meeting_received"),
    "joint_statement": (),
}


_CAME = re.compile(r"(?:gel(?:di|ib)|gəl(?:di|ib)|gitti|vardı|ulaştı)\Z")  # much comes; a visit comes to a country
_COMMISSION = "intergovernmental_commission"
_CHAIRMAN = (
    r"(?:co-?)?chair(?:man|woman|person)?(?!s)|(?:со)?председател[ьяюе]\w{0,2}|(?:су)?старшын[яюіёе]\w{0,2}|(?:həm)?sədri\w*"
    r"|(?:eş ?)?başkanı\w*|співголов[аиуі]|(?:współ)?przewodnicząc\w+"
)
_CHAIR = re.compile(rf"\s?(?:{_CHAIRMAN})(?!\w)", re.IGNORECASE)
_CHAIR_BEFORE = re.compile(rf"(?<!\w)(?:{_CHAIRMAN})(?:[ \u00a0-]+[\w'’-]+){{0,4}}[ \u00a0]+\Z", re.IGNORECASE)
# Beside these a topic is what was spoken of.
_TALKED_OF = ("evt_meeting", "meeting_received", "phone_call", "evt_phoned", "evt_phoned_by", "say_verb")


class _Read(NamedTuple):
    event: Event
    place: Place


def events(ground: Ground) -> tuple[Event, ...]:
    """The events of an article in reading order: one for each real thing, at most 200.

    A trigger counts with two countries in its sentence; a narrow one also where the sentence before, the title or the
    lead names them. The first 1,000 triggers of an article, and the first 12 of a sentence, are looked at.
    """
    side = ground.lexicon.side
    named = {side(mention.name) for mention in ground.scan.mentions} - {""}
    if len(named | {ground.outlet_side} - {""}) < 2 or not named:
        return ()
    cues = [cue for cue in ground.cues if cue.name in TRIGGERS and cue.sentence not in ground.repeated]
    if not cues:
        return ()
    reader = _Reader(ground)
    merging = Merging(MOST)
    for _, group in groupby(cues[:MOST_TRIGGERS], key=lambda cue: cue.sentence):
        for cue in _telling(list(group), ground.scan.title, ground.scan.body):
            if found := reader.read(cue):
                merging.add(found.event, found.place, by_any_means=cue.name == "evt_meeting")
    return merging.done(reader.places.dateline())


def _telling(cues: list[Cue], title: str, body: str) -> Iterator[Cue]:
    """Of triggers that say the same thing the one that says it best."""
    cues = cues[:PER_SENTENCE]
    if len(cues) < 2:
        yield from cues
        return
    text = title if cues[0].field == "title" else body
    contacts = [cue for cue in cues if cue.name not in (_COMMISSION, *TOPICS)]
    if contacts and len(contacts) < len(cues):
        cues = [cue for cue in cues if cue.name != _COMMISSION or not _chairs(text, cue)]
    for cue in cues:
        if not any(other is not cue and _explained(cue, other) for other in cues):
            yield cue


def _chairs(text: str, cue: Cue) -> bool:
    """Whether the commission only says whose chairman somebody is: "co-chair of the joint commission X received Y"."""
    near = text[max(0, cue.start - 60) : cue.start]
    return bool(_CHAIR.search(cue.surface) or _CHAIR_BEFORE.search(near) or _CHAIR.match(text, cue.end))


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
        self._chief: list[Unit] | None = None

    def read(self, cue: Cue) -> _Read | None:
        """The event that a trigger tells of, if it tells of one."""
        trigger = TRIGGERS[cue.name]
        units = self._units(cue)
        if not self._counts(cue):
            return None
        place = self.places.of(cue)
        taking = self._of_envoy(cue, units)
        if taking is None:
            before = self._said_before(cue, units)
            taking = Parts()
            if before is not None:
                him = trigger.shape == "to" and pronoun_ahead(self._ground, cue)
                taking = parts(cue, trigger, units, before, place.side, him=him)
        if len(taking.sides) < 2:
            return None
        status = self._times.status(cue)
        when = self._times.when(cue, status)
        background = self._times.background(cue, when)
        if background:
            status = "done" if status == "planned" else status
            when = when if when.day_from != "assumed" else When()
        today = self._ground.published
        if today and when.day > today.isoformat() and status in ("done", "under_way") and not background:
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

    def _units(self, cue: Cue) -> tuple[Unit, ...]:
        """Those of its sentence; a town in which what is talked of happens takes no part."""
        units = self.names.units(cue.sentence)
        if cue.name != "evt_meeting" and cue.name not in TOPICS:
            return units
        return tuple(unit for unit in units if not (unit.into and unit.name.startswith("place.")))

    def _of_envoy(self, cue: Cue, units: Sequence[Unit]) -> Parts | None:
        """Of an envoy with one country named: the other is where he is posted, else that of the outlet."""
        trigger = TRIGGERS[cue.name]
        if trigger.kind not in (*OF_AN_ENVOY, *TO_AN_ENVOY) or len({unit.side for unit in units}) != 1:
            return None
        own = max(units, key=lambda unit: (unit.level == "ambassador", -unit.start))
        envoys = self._words.of(cue.sentence, "evt_ambassador")
        if any(envoy.start <= own.end + _BESIDE and own.start <= envoy.end + _BESIDE for envoy in envoys):
            own = own._replace(level="ambassador")
        others = [*self.names.posted(cue.sentence)]
        if not cue.sentence and len(self._ground.scan.sentences) > 1:
            others += self.names.units(1)
        home = self._ground.outlet_side
        if home:
            others.append(Unit(cue.start, cue.start, home, self._ground.lexicon.resolve(home) or home))
        if trigger.kind in TO_AN_ENVOY:  # too weighty to lose: whom the article begins with, or is about
            lead = range(self._ground.scan.lead_end + 1)
            others += [unit for number in lead for unit in self.names.units(number)] + self._leading()
        other = next((unit for unit in others if unit.side != own.side), None)
        return envoy_parts(trigger, own, other) if other else None

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
        if infinitive(cue) or (TRIGGERS[cue.name].broad and self._times.spoken(cue)) or self._is_void(cue):
            return False
        if cue.name == "evt_awaited":
            return somebody_awaited(cue, self.names.units(cue.sentence))
        if cue.name == "evt_comes":
            return self._times.ends_clause(cue)
        if cue.name == "evt_visit" and _CAME.match(cue.surface.lower()):
            return any(unit.into for unit in self.names.units(cue.sentence))
        if cue.name in TOPICS and not self._is_done(cue):
            return False
        return not TRIGGERS[cue.name].broad or not self._is_sport(cue.sentence)

    def _is_void(self, cue: Cue) -> bool:
        """Whether it is negated, denied, or done by somebody else than the sides named."""
        if cue.name != "visit_cancelled_or_postponed" and self._times.negated(cue):
            return True  # of a visit called off, "will not take place" is what it says
        units = self.names.units(cue.sentence)
        return denied(self._ground, self._words, cue, units) or elsewhere(self._ground, self._words, cue, units)

    def _is_done(self, cue: Cue) -> bool:
        """Whether a topic is something that happens: not what people talk of; further down with a day or as a verb."""
        if self._words.of(cue.sentence, *_TALKED_OF):
            return cue.sentence == 0
        return cue.sentence <= self._ground.scan.lead_end or self._times.is_told(cue)

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
        named = bool(self.names.units(cue.sentence))
        if 0 < cue.sentence - told <= (_GOES_ON if named or trigger.broad else _FAR_ON):
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
        if sentence <= self._ground.scan.lead_end:
            yield self._leading()

    def _leading(self) -> list[Unit]:
        """The two countries that the article is about, where no third is named half as often."""
        if self._chief is None:
            side = self._ground.lexicon.side
            counts = Counter(code for m in self._ground.scan.mentions if m.field == "body" and (code := side(m.name)))
            (one, first), (other, second), (_, third) = [*counts.most_common(3), *[("", 0)] * 3][:3]
            alone = second > 1 and 2 * third <= second
            known = [(code, self._ground.lexicon.resolve(code)) for code in (one, other) if alone and first]
            self._chief = [Unit(0, 0, code, name) for code, name in known if name]
        return self._chief


def _first_two(units: list[Unit], wanted: int) -> list[Unit]:
    sides = list(dict.fromkeys(unit.side for unit in units))[:wanted]
    return [unit for unit in units if unit.side in sides]


def _gap(one: Cue, other: Cue) -> int:
    return max(other.start - one.end, one.start - other.end, 0)
