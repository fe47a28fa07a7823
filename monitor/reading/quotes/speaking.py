"""Whom a pronoun or a role means: the last fitting person before it, where that is certain."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from monitor.model.fact import Span
from monitor.model.mention import Sentence
from monitor.reading.ground import Ground
from monitor.reading.quotes.marks import Run
from monitor.reading.quotes.naming import Naming, Voice

_BACK = 6  # told sentences that are gone back to find who is meant
_FAR = 40  # sentences, those in quotation marks included
_BESIDE = 25  # characters between a name and its verb
_REACH = 500  # characters of a sentence that are looked at for its subject


class Speaker(NamedTuple):
    """Who says something; `person` is "" where that is not certain, or not in the lexicon."""

    person: str = ""
    shown: str = ""
    said: Span | None = None


class Speaking:
    """The told part of a body, sentence by sentence, with what was said in it so far."""

    def __init__(self, ground: Ground, naming: Naming, runs: Sequence[Run]) -> None:
        self._ground, self.naming = ground, naming
        self._runs, self._run_starts = runs, [run.opened for run in runs]
        self.sentences: Sequence[Sentence] = ground.scan.sentences[1:]
        self._starts = [sentence.start for sentence in self.sentences]
        self._subjects: dict[int, Voice | str | None] = {}
        self._spoken: list[tuple[int, Speaker]] = []  # where a speech ended, and whose it was

    def heard(self, end: int, speaker: Speaker) -> None:
        """Remember whose words ended at `end`."""
        self._spoken.append((end, speaker))

    def sentence_at(self, at: int) -> int:
        """Index of the sentence that an offset stands in."""
        return max(bisect_right(self._starts, at) - 1, 0)

    def in_quotes(self, at: int) -> bool:
        """Whether the offset stands in quotation marks."""
        number = bisect_right(self._run_starts, at) - 1
        return number >= 0 and at < self._runs[number].closed

    def speaker(self, voice: Voice) -> Speaker:
        """Who is meant."""
        said = None if voice.role == "say_source" and voice.kind == "role" else Span("body", voice.start, voice.end)
        if voice.kind == "person":
            return Speaker(voice.person, voice.shown, said)
        if voice.kind == "name":
            return Speaker("", "", said)
        meant = self._last_person(voice.start, voice.gender) if voice.kind == "pronoun" else self._holder(voice)
        return Speaker(*meant, said) if meant else Speaker("", "", None if voice.kind == "pronoun" else said)

    def unnamed(self, at: int) -> Speaker:
        """Who goes on speaking where a verb has no subject, as in `"...", dedi`."""
        meant = self._last_person(at, "")
        return Speaker(*meant) if meant else Speaker()

    def _holder(self, voice: Voice) -> tuple[str, str] | None:
        """The one person named before who holds the office."""
        named = self._fit(voice)
        if not named:
            return None
        last = self._last_person(voice.start, "")
        if len(named) == 1 and (voice.side or not self._stranger(voice, self._ground.lexicon.side(named[0][0]))):
            return named[0] if voice.side or last is None or last in named else None
        return last if last in named else None

    def _stranger(self, voice: Voice, side: str) -> bool:
        """Whether somebody the lexicon does not know, or somebody of another country, bears the same title before."""
        return any(
            other.role == voice.role
            and (other.kind == "name" or (other.kind == "role" and other.side not in ("", side)))
            for number in range(max(self.sentence_at(voice.start) - 3 * _BACK, 0), self.sentence_at(voice.start) + 1)
            if self.naming.cues_in(self.sentences[number].start, self.sentences[number].end, voice.role)
            for other in self._told(number, voice.start)
        )

    @cached_property
    def _first_named(self) -> list[tuple[int, str, str]]:
        """Where each person is first named outside quotation marks (-1 = in the title), id and displayed name."""
        first: dict[tuple[str, str], int] = {}
        for m in self._ground.scan.mentions:
            if m.name.startswith("person.") and (m.field == "title" or not self.in_quotes(m.start)):
                shown = self.naming.people.shown(m.name, m.surface)
                first.setdefault((m.name, shown), -1 if m.field == "title" else m.start)
        return [(start, name, shown) for (name, shown), start in first.items()]

    def _fit(self, voice: Voice) -> list[tuple[str, str]]:
        """Those named before who may be meant by a role and its country."""
        return [
            (name, shown)
            for start, name, shown in self._first_named
            if start < voice.start
            and self.naming.people.holds(name, voice.role)
            and (not voice.side or self._ground.lexicon.side(name) == voice.side)
        ]

    def _last_person(self, at: int, gender: str) -> tuple[str, str] | None:
        """The subject of the last sentence that has one; None where somebody else may be meant."""
        here = self.sentence_at(at)
        last_end, last_speaker = next((row for row in reversed(self._spoken) if row[0] <= at), (-1, Speaker()))
        told, offices = 0, set[str]()
        for number in range(here, max(here - _FAR, -1), -1):
            sentence = self.sentences[number]
            told += number == here or not self.in_quotes(sentence.start) or not self.in_quotes(sentence.end - 1)
            if told > _BACK:
                return None
            if last_end > sentence.start or (last_end >= 0 and last_end == sentence.end):
                between = self._told(number, at, last_end) if number == here else []
                subject = self._subject_of(between) if between else None
                if subject is None:
                    found = (last_speaker.person, last_speaker.shown) if last_speaker.person else None
                    return self._fitting(found, gender, offices)
            else:
                subject = self._subject(number, at)
            if subject == "many":
                return None
            if isinstance(subject, Voice):
                if subject.kind == "person":
                    return self._fitting((subject.person, subject.shown), gender, offices)
                offices.add(subject.role)
        return None

    def _fitting(self, found: tuple[str, str] | None, gender: str, offices: set[str]) -> tuple[str, str] | None:
        """The person, if a pronoun's gender fits and so do the offices by which he was spoken of meanwhile."""
        if found is None or not all(self.naming.people.holds(found[0], office) for office in offices):
            return None
        known = "f" if self.naming.people.is_female(found[0], found[1]) else "m"
        return found if not gender or known == gender else None

    def _told(self, number: int, before: int, after: int = -1) -> list[Voice]:
        """Who is named in a sentence, outside quotation marks, before an offset."""
        sentence = self.sentences[number]
        start, end = max(sentence.start, after), min(sentence.end, before, sentence.start + _REACH)
        if start >= end:
            return []
        return [voice for voice in self.naming.voices(start, end) if not self.in_quotes(voice.start)]

    def _subject(self, number: int, before: int) -> Voice | str | None:
        if before <= self.sentences[number].end:
            return self._subject_of(self._told(number, before))
        if number not in self._subjects:
            self._subjects[number] = self._subject_of(self._told(number, before))
        return self._subjects[number]

    def _subject_of(self, voices: list[Voice]) -> Voice | str | None:
        """A sentence's subject, a role where that is all; "many" where not certain, None where it names nobody."""
        acting = [v for v in voices if v.kind != "role" or v.role not in ("say_official", "say_source")]
        acting = [v for v in acting if v.kind != "role" or not v.bound]
        if not acting:
            return None
        first = acting[0]
        if first.kind == "pronoun":
            return None  # whoever was spoken of before goes on
        return self._role_subject(first, acting) if first.kind == "role" else self._name_subject(first, acting)

    def _role_subject(self, first: Voice, acting: list[Voice]) -> Voice | str:
        meant = self._office(first)
        if meant:
            return Voice("person", first.start, first.end, *meant)
        return "many" if first.side or len(acting) > 1 else first

    def _name_subject(self, first: Voice, acting: list[Voice]) -> Voice | str | None:
        people = {(v.person, v.shown) for v in acting if v.kind == "person"}
        strangers = any(v.kind == "name" and not v.bound for v in acting)
        free = {(v.person, v.shown): v for v in acting if v.kind == "person" and not v.bound}
        if not strangers and first.kind == "person" and not first.bound and self._speaks(first):
            return first
        if not strangers and len(free) == len(people) == 1:
            return next(iter(free.values()))
        return "many" if people or strangers else None

    def _speaks(self, voice: Voice) -> bool:
        """Whether the verb right behind a name tells of speaking: then the others of the sentence are spoken to."""
        verbs = self.naming.cues_in(voice.end, voice.end + _BESIDE, "say_verb", "say_tell")
        return any(self.naming.before_verb(voice.start, verb.start) == voice for verb in verbs)

    def _office(self, voice: Voice) -> tuple[str, str] | None:
        """The holder of an office with its country; no going back, so that a walk stays a walk."""
        if not voice.side:
            return None
        fit = self._fit(voice)
        return fit[0] if len(fit) == 1 else None


def spoken_by(naming: Naming, start: int, end: int) -> str:
    """Dotted id of the person of whom a stretch tells that he says what follows; "" where that is not certain."""
    verbs = naming.cues_in(start, end, "say_verb")
    voice = naming.before_verb(start, verbs[0].start) if verbs else None
    return voice.person if voice is not None else ""
