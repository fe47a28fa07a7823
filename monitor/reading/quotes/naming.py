"""Who is named in a stretch of text and may be the subject of a verb of saying: people, roles, pronouns."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Literal, NamedTuple

from monitor.model.mention import Field, Mention
from monitor.reading.cues import Cue
from monitor.reading.ground import Ground
from monitor.reading.quotes.people import People, people
from monitor.reading.quotes.words import ADVERBS, BEFORE, BEHIND, JOINING, NO_PERSON, PRONOUNS, TURKIC, WORD, folded

_ROLES = frozenset(
    f"say_{role}" for role in (
        "president", "premier", "deputy_premier", "foreign_minister", "defence_minister", "minister", "ambassador",
        "official", "source",
    )
)  # fmt: skip
_GLUE = re.compile(r"[ \t\u00a0,’'-]*(?:[^\W\d_][\w’'-]*[ \t\u00a0]*){0,5},?[ \t\u00a0]*")
_FIRST_NAMES = re.compile(r",?\s?(?:[^\W\d_][\w’'.-]{0,20}\s){0,2}")
_STOP = re.compile(r"[:;.!?()\n—–]|,.*,")
_NOT_INSIDE = BEFORE - {"of", "to", "for", "по", "de", "du", "d", "des", "von", "at", "in", "при", "у", "в", "la", "d'"}
_JOINS = frozenset(("of", "the", "to", "in", "de", "la", "в", "у", "ў"))
_NEAR = 5  # words that may stand between subject and verb
_POSSESSIVE = re.compile(r"['’]s?(?!\w)|['’](?:s|un|ın|in|ün|nın|nin|nun|nün)\b")
_LIST_OF_ONE = re.compile(r"\s*,[^,;:.!?()\n]{1,80},\s*")
_WORDS_BETWEEN = re.compile(r"\s*(?:[\w’'-]+\s+){0,%d}" % _NEAR)  # noqa: UP031  # braces of a pattern


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who may speak. `start`, `end`: offsets of the words that name him."""

    kind: Literal["person", "role", "name", "pronoun"]
    start: int
    end: int
    person: str = ""  # dotted id
    shown: str = ""  # tells apart the people of one entry
    role: str = ""  # name of a cue
    side: str = ""
    gender: str = ""
    bound: bool = False  # governed by a preposition, joined to another, or in another case than a subject's


class _Item(NamedTuple):
    start: int
    end: int
    kind: Literal["person", "country", "role", "name"]
    mention: Mention | None
    role: str


class Naming:
    """The names, roles and pronouns of one field."""

    def __init__(self, ground: Ground, field: Field, text: str) -> None:
        self._ground, self._field, self.text = ground, field, text
        self.people: People = people(ground.lexicon)
        self._mentions = [
            m for m in ground.scan.mentions if m.field == field and m.name.startswith(("person.", "country."))
        ]
        self._starts = [m.start for m in self._mentions]
        self.cues: list[Cue] = [c for c in ground.cues if c.field == field and c.name.startswith("say_")]
        self._cue_starts = [c.start for c in self.cues]
        language = ground.language
        self._pronouns = PRONOUNS.get(language, {})
        self._verb_last = language in TURKIC
        self._known: dict[tuple[int, int], list[Voice]] = {}

    @cached_property
    def _covered(self) -> list[tuple[int, int]]:
        return sorted((m.start, m.end) for m in self._ground.scan.mentions if m.field == self._field)

    @cached_property
    def _covered_from(self) -> list[int]:
        return [start for start, _ in self._covered]

    def cues_in(self, start: int, end: int, *names: str) -> list[Cue]:
        """Cues that begin in the stretch."""
        found = self.cues[bisect_left(self._cue_starts, start) : bisect_left(self._cue_starts, end)]
        return [cue for cue in found if cue.name in names]

    def mentions_in(self, start: int, end: int) -> list[Mention]:
        """People and countries that begin in the stretch."""
        return self._mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def voices(self, start: int, end: int) -> list[Voice]:
        """All who are named in the stretch, in reading order; those that cannot be a subject are `bound`."""
        found = self._known.get((start, end))
        if found is None:
            found = self._known[start, end] = self._voices(start, end)
        return found

    def _voices(self, start: int, end: int) -> list[Voice]:
        groups = self._groups(start, end)
        voices = [voice for group in groups if (voice := self._voice(group, start, end)) is not None]
        voices += self._pronouns_in(start, end)
        voices.sort(key=lambda voice: voice.start)
        return self._unjoined(voices)

    def _groups(self, start: int, end: int) -> list[list[_Item]]:
        """Items put together to phrases: "President of Belarus, Aleksandr Lukashenko" is one."""
        groups: list[list[_Item]] = []
        for item in self._items(start, end):
            last = groups[-1] if groups else None
            if last and self._one_phrase(last, item):
                last.append(item)
            else:
                groups.append([item])
        return groups

    def _items(self, start: int, end: int) -> list[_Item]:
        items = [
            _Item(m.start, m.end, "person" if m.name.startswith("person.") else "country", m, "")
            for m in self.mentions_in(start, end) if m.end <= end
        ]  # fmt: skip
        reach = [(item.start, item.end) for item in items if item.kind == "person"]
        items = [i for i in items if i.kind == "person" or not any(a <= i.start < b for a, b in reach)]
        roles: list[_Item] = []
        for cue in self.cues_in(start, end, *_ROLES):
            if cue.end > end or any(a <= cue.start < b for a, b in reach):
                continue
            if roles and roles[-1].end > cue.start:  # "deputy prime minister" beside "minister": the longer one
                if cue.end - cue.start <= roles[-1].end - roles[-1].start:
                    continue
                roles.pop()
            roles.append(_Item(cue.start, cue.end, "role", None, cue.name))
        items += roles
        items += self._unknown(start, end, [(item.start, item.end) for item in items])
        return sorted(items, key=lambda item: (item.start, -item.end))

    def _unknown(self, start: int, end: int, taken: Sequence[tuple[int, int]]) -> Iterator[_Item]:
        """First and last names that the lexicon does not know: capitalised words side by side."""
        covered = self._covered
        places = self._covered_from
        row: list[tuple[int, int]] = []
        for word in (*WORD.finditer(self.text, start, end), None):
            if word is not None and word[0][0].isupper() and len(word[0]) > 1 and not word[0].isupper():
                at = bisect_left(places, word.start() + 1) - 1
                known = at >= 0 and covered[at][1] > word.start()
                known = known or any(a <= word.start() < b for a, b in taken)
                beside = row and self.text[row[-1][1] : word.start()].strip(" .") == ""
                if not known and (not row or beside):
                    row.append(word.span())
                    continue
                kept = None if known else word.span()
            else:
                kept = None
            if len(row) > 1 and not NO_PERSON.match(self.text[row[-1][0] : row[-1][1]]):
                phrase = self.text[row[0][0] : row[-1][1]]
                if not any(NO_PERSON.match(part) for part in phrase.split()):
                    yield _Item(row[0][0], row[-1][1], "name", None, "")
            row = [kept] if kept else []

    def _one_phrase(self, group: list[_Item], item: _Item) -> bool:
        last = group[-1]
        if last.kind in ("person", "name") and any(i.kind in ("person", "name") for i in group):
            same = item.kind == "person" and last.mention and item.mention and item.mention.name == last.mention.name
            return bool(same) and _FIRST_NAMES.fullmatch(self.text[last.end : item.start]) is not None
        gap = self.text[last.end : item.start]
        if not _GLUE.fullmatch(gap) or ("," in gap and item.kind not in ("person", "name")):
            return False
        words = [folded(word) for word in WORD.findall(gap)]
        if "," in gap and words:
            return False
        if any(word in _NOT_INSIDE or word in JOINING for word in words):
            return False
        return not self.cues_in(last.end, item.start, "say_verb", "say_tell", "say_as")

    def _voice(self, group: list[_Item], start: int, end: int) -> Voice | None:
        person = next((item for item in group if item.kind == "person"), None)
        role = next((item for item in reversed(group) if item.kind == "role"), None)
        name = next((item for item in group if item.kind == "name"), None)
        side = next((self._ground.lexicon.side(i.mention.name) for i in group if i.kind == "country" and i.mention), "")
        if person is None and role is None and name is None:
            return None
        first = self._first_name(person, group[0].start, start) if person else group[0].start
        last = group[-1].end if person is None else max(person.end, *(i.end for i in group if i.kind == "person"))
        bound = self._is_bound(first, group, start, end)
        if person and person.mention:
            mention = [i for i in group if i.kind == "person"][-1].mention or person.mention
            fit = any(i.mention is not None and self.people.is_subject(i.mention) for i in group if i.kind == "person")
            bound = bound or not fit or _POSSESSIVE.match(self.text, last) is not None
            shown = self.people.shown(mention.name, mention.surface)
            gender = "f" if self.people.is_female(mention.name, mention.surface) else "m"
            return Voice("person", first, last, mention.name, shown, role.role if role else "", side, gender, bound)
        bound = bound or _POSSESSIVE.match(self.text, group[-1].end) is not None
        if name:
            return Voice("name", first, last, role=role.role if role else "", side=side, bound=bound)
        return Voice("role", first, last, role=role.role if role else "", side=side, bound=bound)

    def _first_name(self, person: _Item, start: int, low: int) -> int:
        """Where the phrase begins with a first name that the lexicon's form leaves out: Aleksandr Lukashenko."""
        if start < person.start or person.mention is None:
            return start
        before = self.text[max(low, person.start - 30) : person.start]
        words = before.split()
        if not words or not before.endswith(" ") or not words[-1][:1].isupper():
            return start
        if folded(words[-1]) in BEFORE or len(words[-1]) < 3:
            return start
        return person.start - len(words[-1]) - 1

    def _is_bound(self, first: int, group: list[_Item], start: int, end: int) -> bool:
        before = WORD.findall(self.text, max(start, first - 60), first)
        words = [folded(word) for word in before[-3:]]
        while words and words[-1] in ("the", "his", "her", "its", "a", "an", "der", "dem", "den", "le", "la", "l'"):
            words.pop()
        gap = self.text[max(start, first - 60) : first].rstrip()
        if words and words[-1] in BEFORE and not gap.endswith((",", ".", ":", ";", "-", "–", "—")):
            return True
        after = WORD.match(self.text, min(group[-1].end + 1, len(self.text)))
        return after is not None and after.start() < end + 20 and folded(after[0]) in BEHIND_FOLDED

    def _unjoined(self, voices: list[Voice]) -> list[Voice]:
        """Two who stand joined by "and" or a comma are both no certain speaker."""
        joined: set[int] = set()
        for number, (one, other) in enumerate(pairwise(voices)):
            gap = folded(self.text[one.end : other.start]).strip()
            people = {one.kind, other.kind} <= {"person", "name"}  # after a comma a role belongs to the name before
            if (gap in JOINING and (people or gap != ",")) or gap.removeprefix(", ") in JOINING - {","}:
                joined |= {number, number + 1}
        return [replace(voice, bound=True) if number in joined else voice for number, voice in enumerate(voices)]

    def _pronouns_in(self, start: int, end: int) -> Iterator[Voice]:
        for word in WORD.finditer(self.text, start, end) if self._pronouns else ():
            gender = self._pronouns.get(folded(word[0]))
            if gender is not None:
                yield Voice("pronoun", word.start(), word.end(), gender=gender)

    def name_in(self, voice: Voice) -> str:
        """The first and last name in a phrase that the lexicon does not know, as written."""
        name = next(
            (self.text[i.start : i.end] for i in self._items(voice.start, voice.end) if i.kind == "name"),
            self.text[voice.start : voice.end],
        )
        return re.sub(r"['’]s?$", "", name)

    def is_plain(self, voice: Voice) -> bool:
        """Whether a phrase holds nothing but names, roles, countries and what joins them: no "three ministers"."""
        items = self._items(voice.start, voice.end)
        words = [
            word for word in WORD.finditer(self.text, voice.start, voice.end)
            if not any(item.start <= word.start() < item.end for item in items)
        ]  # fmt: skip
        return voice.kind == "person" or all(folded(word[0]) in _JOINS for word in words)

    def before_verb(self, start: int, verb: int) -> Voice | None:
        """The subject of a verb that follows it: right before it, else the only one who may be meant."""
        voices = self.voices(start, verb)
        for voice in reversed(voices):
            gap = self.text[voice.end : verb]
            near = _WORDS_BETWEEN.fullmatch(gap) is not None and self._light(gap)
            if near or (_LIST_OF_ONE.fullmatch(gap) and not self._others(voices, voice)):
                if voice.bound and self._verb_last:
                    continue  # he who is spoken to stands right before the verb
                return None if voice.bound else voice
        free = [voice for voice in voices if not voice.bound and voice.kind != "pronoun"]
        if len(free) == 1 and free[0].kind == "person" and not _STOP.search(self.text, free[0].end, verb):
            return free[0]
        return None

    def after_verb(self, verb: int, end: int) -> Voice | None:
        """The subject of a verb that it follows: сказал Лукашенко, said the head of state."""
        stop = self._clause_end(verb, end)
        voices = self.voices(verb, stop)
        free = [voice for voice in voices if not voice.bound]
        if not free:
            return self._lone_name(verb, stop)
        first = free[0]
        if not _WORDS_BETWEEN.fullmatch(self.text[verb : first.start]):
            return None
        others = [v for v in free[1:] if v.kind in ("person", "name", "role") and v.role != "say_source"]
        return None if any(other.kind != "role" or first.kind != "role" for other in others) else first

    def _clause_end(self, verb: int, end: int) -> int:
        """Up to the next comma or stop, but over one that stands before the name itself."""
        found = re.compile(r"[,;:!?()\n—–]|\.(?=\s|$)|\s-\s").search(self.text, verb, end)
        return found.start() if found else end

    def _lone_name(self, verb: int, end: int) -> Voice | None:
        """A surname that the lexicon does not know, right after the verb."""
        word = WORD.match(self.text, min(verb + 1, end), end)
        if word and word[0][0].isupper() and len(word[0]) > 2 and folded(word[0]) not in BEFORE:
            return Voice("name", word.start(), word.end())
        return None

    def _others(self, voices: list[Voice], voice: Voice) -> bool:
        return any(other.start > voice.end and other.kind == "person" for other in voices)

    @staticmethod
    def _light(gap: str) -> bool:
        return all(folded(word) in ADVERBS_FOLDED for word in WORD.findall(gap))


BEHIND_FOLDED = frozenset(map(folded, BEHIND))
ADVERBS_FOLDED = frozenset(map(folded, ADVERBS))
