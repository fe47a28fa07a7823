"""Who and what a sentence names, as an event needs it: people and countries with office, case and direction."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple
from weakref import WeakKeyDictionary

from monitor.lexicon import Lexicon
from monitor.model.fact import Span
from monitor.model.kinds import LEVELS
from monitor.model.mention import Mention
from monitor.reading.cues import Cue
from monitor.reading.events.table import TRIGGERS
from monitor.reading.events.words import Words
from monitor.reading.ground import Ground
from monitor.text.fold import folded

OFFICES = tuple(f"evt_{level}" for level in LEVELS)
MOST = 60  # names of a sentence that are read; a sentence with more is a table
_NEAR = 45  # letters between an office and the name it belongs to
_ROLES = (
    (r"first vice-president|deputy prime|vice-premier|вице-премьер", "first_deputy_prime_minister"),
    (r"prime minister|премьер|baş nazir|head of government", "prime_minister"),
    (r"deputy (?:foreign )?minister|замминистр", "deputy_minister"),
    (r"foreign ministers?\b|министр иностранных|xarici işlər nazir", "foreign_minister"),
    (r"ambassador|посол|səfir|envoy", "ambassador"),
    (r"minister|speaker|chair of the upper|security council|министр|nazir|спикер", "minister"),
    (r"president|head of state|supreme leader|king|emir|chancellor|президент|prezident", "president"),
    (r"adviser|agency|director", "agency"),
    (r"governor|mayor|губернатор|мэр", "governor"),
)
_BEFORE = re.compile(r"(\w+)[ \u00a0]+(?:the[ \u00a0]+|г\.[ \u00a0]*)?[\"«“(]?\Z")
_BEFORE_ENDS = frozenset(' \u00a0"«“(')  # all that it can end with
_INTO = re.compile(r"to|in|into|at|в|во|у|до|на|ў|do|w|we|nach|en|à|au|aux|vers", re.IGNORECASE)
_TO_WORD_END = re.compile(r"[\w'’]*")
_LOCAL = re.compile(r"(?:d[ae]|t[ae])(?:dir|yd[iu])?\Z")  # Bakıda, Minskdədir, Moskova'da
_DATIVE = re.compile(r"(?<=.{3})(?:'?y)?[ae]\Z|(?<=.{3})(?:ға|ге|қа|ке|да|де|та|те)\Z")
_POSTED = re.compile(r"(?:d[ae]k[iu]|t[ae]k[iu])\w*\Z")  # Minskdəki, Bakü'deki
_GENITIVE = re.compile(r"(?:'?n[iu]n|[^aeiou][iu]n|'[iu]n)\Z")
_TO = re.compile(r"(?<!\w)(?:to|in|at|в|во|у|ў|w|en)(?!\w)", re.IGNORECASE)
_SMALL_WORDS = re.compile(
    r"(?<!\w)(?:to|of|in|the|republic|extraordinary|plenipotentiary|and|в|во|у|ў|республик\w|рэспубліц\w|w|en|in|der)(?!\w)",
    re.IGNORECASE,
)
_PLURAL = re.compile(r"(?:s|ы|и|ов|ау|ей|ами|ям|l[ae]r\w*|owie|ow|ներ\w*|ებ\w*)\Z")  # of an office, folded
_BREAK = re.compile(r"[,;:.!?—–]")
_OBLIQUE_OFFICE = re.compile(r"(?:[ауюы]|ом|ем|ам|ами|ов|(?<!muav)ini|unu|ine|una|ina|iyle|iyla|nazirle)\Z")


class Unit(NamedTuple):
    """A person with the office and country named beside them, an office of a country, or a country alone.

    `into`: a country or capital that something goes to or happens in. `oblique`: in a case in which nobody is the
    subject. `owner`: in the genitive of Turkic languages.
    """

    start: int
    end: int
    side: str
    name: str  # dotted id
    level: str = ""
    person: bool = False
    into: bool = False
    oblique: bool = False
    owner: bool = False


class Names:
    """The units of each sentence, worked out when asked for."""

    def __init__(self, ground: Ground, words: Words) -> None:
        self._ground, self._words = ground, words
        self._units: dict[int, tuple[Unit, ...]] = {}
        self._turkic = ground.language in ("az", "tr", "kk")

    def units(self, sentence: int) -> tuple[Unit, ...]:
        """In reading order; the first 60 names of a sentence are read."""
        if sentence not in self._units:
            self._units[sentence] = tuple(self._made(sentence))
        return self._units[sentence]

    def posted(self, sentence: int) -> tuple[Unit, ...]:
        """Countries of a sentence that are only where an envoy is posted."""
        ground = self._ground
        named = [each for each in ground.sides_in(sentence)[:MOST] if each[0].name.startswith(("country.", "place."))]
        return tuple(
            Unit(mention.start, mention.end, side, mention.name, into=True)
            for mention, side in _without_inner(tuple(named))
            if is_posting(ground, self._words, mention) or _POSTED.search(self._word(mention))
        )

    def _word(self, mention: Mention) -> str:
        text = self._ground.scan.title if mention.field == "title" else self._ground.scan.body
        end = _TO_WORD_END.match(text, mention.end).end()  # type: ignore[union-attr]  # matches the empty string too
        return folded(text[mention.start : end])

    def _made(self, sentence: int) -> Iterable[Unit]:
        ground = self._ground
        named = _without_inner(ground.sides_in(sentence)[:MOST])
        offices = _largest(self._words.of(sentence, *OFFICES)[:MOST])
        verbs = self._words.starts(sentence, TRIGGERS) if offices else []
        field = named[0][0].field if named else "body"
        text = ground.scan.title if field == "title" else ground.scan.body
        simple = [self._one(mention, side, text) for mention, side in named]
        units = [unit for unit in simple if unit is not None]
        return _joined(_with_offices(units, offices, verbs, text), text)

    def _one(self, mention: Mention, side: str, text: str) -> Unit | None:
        """None for a country that is only where an ambassador is posted."""
        end = _TO_WORD_END.match(text, mention.end).end()  # type: ignore[union-attr]  # matches the empty string too
        word = mention.form if end == mention.end else mention.form + folded(text[mention.end : end])
        before = text[max(0, mention.start - 40) : mention.start]
        country = mention.name.startswith(("country.", "place."))
        if country and (_POSTED.search(word) or is_posting(self._ground, self._words, mention)):
            return None
        if not country:
            known = self._ground.lexicon.names.get(mention.name)
            level = level_of_role(known.role) if known else ""
            last = word.rpartition(" ")[2]
            nominative = known is None or _is_nominative(_nominatives(self._ground.lexicon, mention.name), word, before)
            owner = self._turkic and not nominative and bool(_GENITIVE.search(last))
            return Unit(
                mention.start, end, side, mention.name, level, person=True, oblique=not nominative and not owner,
                owner=owner,
            )  # fmt: skip
        first = _BEFORE.search(before) if mention.part != "adjective" and before[-1:] in _BEFORE_ENDS else None
        into = bool(first and _INTO.fullmatch(first[1]))
        if self._turkic and not into:
            into = (
                bool(_LOCAL.search(word) or _DATIVE.search(word))
                and word not in _nominatives(self._ground.lexicon, mention.name)[1]
            )
        return Unit(mention.start, end, side, mention.name, into=into, owner=bool(_GENITIVE.search(word)))


def _without_inner(named: tuple[tuple[Mention, str], ...]) -> list[tuple[Mention, str]]:
    """Without mentions inside others: "President of Belarus" as a name of its holder holds "Belarus"."""
    kept: list[tuple[Mention, str]] = []
    reach = -1
    for mention, side in sorted(named, key=lambda pair: (pair[0].start, -pair[0].end)):
        if mention.end > reach:
            kept.append((mention, side))
            reach = mention.end
    return kept


def _largest(offices: list[Cue]) -> list[Cue]:
    """Offices that are not part of a longer one: "minister" in "foreign minister"."""
    kept: list[Cue] = []
    for cue in sorted(offices, key=lambda cue: (cue.start, -cue.end)):
        if not kept or cue.start >= kept[-1].end:
            kept.append(cue)
        elif cue.end > kept[-1].end:
            kept[-1] = cue
    return kept


def is_posting(ground: Ground, words: Words, mention: Mention) -> bool:
    """Whether it is the country an ambassador is sent to ("посол X в Y"): nothing else goes there."""
    for office in words.of(mention.sentence, "evt_ambassador"):
        if 0 <= mention.start - office.end <= _NEAR:
            between = ground.text_of(Span(mention.field, office.end, mention.start))
            for name in ground.mentions_in(mention.sentence)[:MOST]:
                if office.end <= name.start and name.end <= mention.start:
                    between = between.replace(name.surface, "")
            if _TO.search(between) and not _SMALL_WORDS.sub("", between).strip(" ’'s"):
                return True
    return False


def _with_offices(units: list[Unit], offices: list[Cue], verbs: list[int], text: str) -> list[Unit]:
    """Each office goes to the nearest name beside it; it says the level where the lexicon does not know the role."""
    for office in offices:
        level = office.name.removeprefix("evt_")
        best, distance = -1, _NEAR + 1
        for number, unit in enumerate(units):
            if unit.into:
                continue
            gap = max(unit.start - office.end, office.start - unit.end, 0)
            low, high = min(office.end, unit.end), max(office.start, unit.start)
            between = text[low:high]
            if gap < distance and not _BREAK.search(between) and not any(low <= verb < high for verb in verbs):
                best, distance = number, gap
        if best < 0:
            continue
        if _PLURAL.search(folded(office.surface)):
            _to_all(units, office, level, text)
        unit = units[best]
        beside = unit.person and 0 <= unit.start - office.end <= 2
        oblique = unit.oblique or bool(_OBLIQUE_OFFICE.search(folded(office.surface)))
        if unit.person:
            units[best] = unit._replace(
                start=min(unit.start, office.start), level=level if beside or not unit.level else unit.level,
                oblique=oblique,
            )  # fmt: skip
        else:
            higher = not unit.level or LEVELS[level] > LEVELS[unit.level]
            units[best] = unit._replace(
                start=min(unit.start, office.start), end=max(unit.end, office.end), oblique=oblique, owner=False,
                level=level if higher else unit.level,
            )  # fmt: skip
    return units


def _to_all(units: list[Unit], office: Cue, level: str, text: str) -> None:
    """Presidents of X and Y are of both: each country close by that has no office of its own."""
    for number, unit in enumerate(units):
        bare = not unit.person and not unit.level and not unit.into
        between = text[min(office.end, unit.end) : max(office.start, unit.start)]
        if bare and len(between) <= 2 * _NEAR and not _BREAK.search(between):
            units[number] = unit._replace(level=level)


def _joined(units: list[Unit], text: str) -> list[Unit]:
    """Names of one side that stand beside each other as one: "President of Belarus Aleksandr Lukashenko"."""
    joined: list[Unit] = []
    for unit in sorted(units):
        last = joined[-1] if joined else None
        if last and last.side == unit.side and last.into and not unit.person and unit.start - last.end <= 3:
            joined[-1] = last._replace(end=unit.end)  # "in Minsk, Belarus"
        elif last and last.side == unit.side and not unit.into and not last.into and _beside(last, unit, text):
            one, other = (unit, last) if unit.person or not last.person else (last, unit)
            joined[-1] = one._replace(
                start=last.start, end=max(last.end, unit.end), level=_level(one, other),
                oblique=unit.oblique or (last.oblique and not last.person), owner=unit.owner,
            )  # fmt: skip
        else:
            joined.append(unit)
    return joined


def _beside(last: Unit, unit: Unit, text: str) -> bool:
    gap = text[last.end : unit.start]
    return (
        unit.start <= last.end
        or (len(gap) <= 3 and not (last.person and unit.person))
        or (not last.person and len(gap) <= 25 and gap.strip(" ,") == "")
    )


def _level(one: Unit, other: Unit) -> str:
    return one.level or other.level


@lru_cache(maxsize=1024)
def level_of_role(role: str) -> str:
    """The level of somebody whose lexicon entry says `role`; "" if it says none that is known."""
    lower = role.lower()
    found = [(match.start(), level) for pattern, level in _ROLES if (match := re.search(pattern, lower))]
    former = [place for place in (lower.find("before"), lower.find("until")) if place >= 0]
    now = [each for each in found if not former or each[0] < min(former)] or found
    return min(now, key=lambda each: each[0])[1] if now else ""


_Words = tuple[frozenset[str], frozenset[str]]
_KNOWN: WeakKeyDictionary[Lexicon, dict[str, _Words]] = WeakKeyDictionary()  # a lexicon never changes once built


def _is_nominative(nominatives: _Words, word: str, before: str) -> bool:
    """Whether a name stands as a dictionary has it, by its first and last word and a given name before it."""
    firsts, lasts = nominatives
    first, _, last = word.partition(" ")
    if last.rpartition(" ")[2] not in lasts if last else first not in lasts:
        return False
    if last:
        return first in firsts
    given = folded(before[before.rstrip().rfind(" ") + 1 :].strip())
    return not any(
        len(name) > 3 and given.startswith(name[:-1]) and given != name and given[-1:] != name[-1:] for name in firsts
    )


def _nominatives(lexicon: Lexicon, name: str) -> _Words:
    """The first words, and the last words, of a name as a dictionary gives them, folded."""
    known = _KNOWN.setdefault(lexicon, {})
    if name not in known:
        definition = lexicon.names.get(name)
        forms = (*(form for _, form in definition.strong), *definition.weak) if definition else ()
        words = [form.text.removeprefix("=").split() for form in forms]
        plain = [[folded(word.partition("~")[0].rstrip("*")) for word in text] for text in words if text]
        known[name] = frozenset(text[0] for text in plain), frozenset(text[-1] for text in plain)
    return known[name]
