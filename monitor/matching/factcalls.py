"""event(), figure(), quote() and story(): kinds, sides and slots checked word by word, and read into frozen values."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial

from monitor.matching import facts as f
from monitor.matching.conditions import Sides
from monitor.matching.syntax import Call, Name, Phrase, Slot
from monitor.matching.words import ANY, Reader
from monitor.model import kinds as k
from monitor.model.source import OUTLET_KINDS
from monitor.yamlfile import closest

WHOLE_ARTICLE = ("event", "figure", "quote")
EQUAL, RANGE = ("=",), ("=", ">=", "<=")
SLOTS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "event": {"level": RANGE, "status": EQUAL, "within": EQUAL, "place": EQUAL, "background": EQUAL},
    "figure": {"kind": EQUAL, "period": EQUAL, "value": RANGE, "conflict": EQUAL, "background": EQUAL},
    "quote": {},
    "story": {"outlets": RANGE, "kinds": EQUAL, "sides": EQUAL, "languages": EQUAL, "age": (">=", "<=")},
}
LONGEST_NUMBER = 9  # digits; Python refuses to read thousands of them
_UNITS = {"m": 60, "h": 3600, "d": 86400, "w": 7 * 86400}
_DURATION = re.compile(r"([1-9][0-9]{0,3})\s*([mhdw])")
_PERIOD = re.compile(
    r"[12]\d{3}(?:-(?:0[1-9]|1[0-2]|Q[1-4]|YTD))?|[12]\d{3}-\d\d/[12]\d{3}-\d\d|P[1-9]\d?[YM]", re.IGNORECASE
)
_MAGNITUDES = {
    "thousand": 1e3, "k": 1e3, "тыс": 1e3, "million": 1e6, "mln": 1e6, "mn": 1e6, "m": 1e6, "млн": 1e6,
    "billion": 1e9, "bln": 1e9, "bn": 1e9, "млрд": 1e9, "": 1.0,
}  # fmt: skip
_VALUE = re.compile(r"(\d+(?:\.\d+)?) ?([^\W\d_]*)\.? ?([^\W\d_]{3}|%|)", re.IGNORECASE)
_BACKGROUND: Mapping[str, bool | None] = {"no": False, "yes": True, "any": None}


def duration(text: str) -> int | None:
    """Seconds of `30d`, `12h`, `2w`, `90m`; None if it is no such time."""
    found = _DURATION.fullmatch(text.strip().lower())
    return int(found[1]) * _UNITS[found[2]] if found else None


def fact(reader: Reader, node: Call, pair: tuple[Sides, Sides] | None, between: f.Two | None = None) -> f.Fact:
    """What the call asks; `pair`: the sides of the rule's one pair(), for a fact without sides of its own.

    `between`: the two that the rule is about, for a story().

    Whatever is wrong is kept in the reader, and the fact is then not to be used.
    """
    slots = _slots(reader, node)
    if node.name == "quote":
        return _quote(reader, node)
    if node.name == "story":
        return _story(reader, node, slots, between)
    if node.name == "event":
        kinds, sides = _kinds_and_sides(reader, node, k.EVENTS, k.EVENT_FAMILIES)
        return _event(reader, slots, kinds, sides, pair)
    kinds, sides = _kinds_and_sides(reader, node, k.FIGURES, k.FIGURE_FAMILIES)
    return _figure(reader, slots, kinds, sides, pair)


# -- kinds and sides


def _kinds_and_sides(
    reader: Reader, node: Call, kinds: Iterable[str], families: Mapping[str, tuple[str, ...]]
) -> tuple[frozenset[str], tuple[Sides, ...]]:
    known = {**{kind: (kind,) for kind in kinds}, **families}
    found: set[str] = set()
    sides: list[Sides] = []
    for part in node.parts:
        if not isinstance(part, Name):
            cure = f"as in {node.name}({'visit' if node.name == 'event' else 'turnover'}, azerbaijan, belarus)"
            reader.refuse(part.at, f"{node.name}() takes kinds and sides, not conditions", cure)
        elif part.word.lower().replace("-", "_") in known:
            found.update(known[part.word.lower().replace("-", "_")])
        elif reader.names.known(part.word):
            sides.append(_side(reader, part, node.name))
        else:
            hint = closest(part.word.replace("_", "-"), [kind.replace("_", "-") for kind in known])
            hint = hint or reader.names.suggestion(part.word) or f"kinds are {_listed(families)} and others"
            reader.refuse(part.at, f"'{part.word}' is neither a kind of {node.name} nor a name", hint)
    if not node.parts and not node.slots:
        reader.refuse(node.at, f"{node.name}() asks for nothing", "name kinds, sides or slots in the brackets")
    return frozenset(found), tuple(sides)


def _side(reader: Reader, part: Name, call: str) -> Sides:
    """Countries for a figure; for an event also people and organisations."""
    if call == "figure":
        return reader.countries(part, "figure")
    if part.word.lower() == ANY:
        return None
    found = reader.ids(part)
    for name in found:
        if reader.names.kind(name) not in ("country", "person", "org", "name"):
            cure = "sides are countries, groups of them, 'any', people and organisations"
            reader.refuse(part.at, f"'{part.word}' is no side of an event", cure)
            break
    return found


def _listed(words: Iterable[str]) -> str:
    return ", ".join(word.replace("_", "-") for word in words)


# -- slots


def _slots(reader: Reader, node: Call) -> list[Slot]:
    """The slots that the call has, each asked once with a comparison it knows; the others are refused."""
    allowed = SLOTS[node.name]
    sound: list[Slot] = []
    for slot in node.slots:
        if slot.name not in allowed:
            hint = closest(slot.name, allowed) or (f"it has {', '.join(allowed)}" if allowed else "")
            reader.refuse(slot.at, f"{node.name}() has no '{slot.name}'", hint)
        elif slot.compare not in allowed[slot.name]:
            marks = "' or '".join(allowed[slot.name])
            reader.refuse(slot.at, f"'{slot.name}' is asked with '{marks}', not with '{slot.compare}'")
        elif any(_clash(slot, other) for other in sound):
            reader.refuse(slot.at, f"'{slot.name}' is asked twice")
        else:
            sound.append(slot)
    return sound


def _clash(one: Slot, other: Slot) -> bool:
    return one.name == other.name and (one.compare == other.compare or "=" in (one.compare, other.compare))


def _of(slots: Iterable[Slot], name: str) -> list[Slot]:
    return [slot for slot in slots if slot.name == name]


def _one(reader: Reader, slots: Iterable[Slot], name: str, known: Iterable[str], what: str) -> str:
    """The value of a slot that knows a few words, "" if it is not asked."""
    for slot in _of(slots, name):
        value = slot.value.lower().replace("-", "_").replace(" ", "_")
        if value in known:
            return value
        words = [word.replace("_", "-") for word in known]
        hint = closest(value.replace("_", "-"), words) or f"known are {', '.join(words)}"
        reader.refuse(slot.at, f"'{slot.value}' is no {what}", hint)
    return ""


def _bounds(reader: Reader, slots: Iterable[Slot], name: str, read: Callable[[Reader, Slot], float | None]) -> f.Bounds:
    """From `name>=`, `name<=` or `name=`."""
    least = most = None
    for slot in _of(slots, name):
        value = read(reader, slot)
        least = value if slot.compare in (">=", "=") else least
        most = value if slot.compare in ("<=", "=") else most
    if least is not None and most is not None and least > most:
        slot = next(iter(_of(slots, name)))
        reader.refuse(slot.at, f"no '{slot.name}' is both so great and so small", "'>=' takes the smaller value")
    return f.Bounds(least, most)


def _time(reader: Reader, slot: Slot) -> int | None:
    found = duration(slot.value)
    if found is None:
        reader.refuse(slot.at, f"'{slot.value}' is no length of time", "as in 90m, 12h, 30d or 2w")
    return found


def _whole(reader: Reader, slot: Slot) -> int | None:
    if slot.value.isascii() and slot.value.isdecimal() and len(slot.value) <= LONGEST_NUMBER:
        return int(slot.value)
    reader.refuse(slot.at, f"'{slot.value}' is no number", f"as in {slot.name}>=2")
    return None


def _levels(reader: Reader, slots: Iterable[Slot]) -> frozenset[str]:
    """The levels that are asked: one, or those on a part of the scale."""
    chosen = set(k.LEVELS)
    asked = _of(slots, "level")
    for slot in asked:
        name = _one(reader, [slot], "level", k.LEVELS, "level")
        rank = k.LEVELS.get(name, 0)
        if slot.compare == "=":
            chosen &= {name}
        else:
            fits = operator.ge if slot.compare == ">=" else operator.le
            chosen = {level for level in chosen if fits(k.LEVELS[level], rank)}
    if asked and not chosen:
        reader.refuse(asked[0].at, "no level is both so high and so low", "'level>=' takes the lower of the two")
    return frozenset(chosen) if asked else frozenset()


def _background(reader: Reader, slots: Iterable[Slot]) -> bool | None:
    return _BACKGROUND[_one(reader, slots, "background", _BACKGROUND, "answer") or "no"]


# -- each call


def _event(
    reader: Reader, slots: list[Slot], kinds: frozenset[str], sides: tuple[Sides, ...], pair: tuple[Sides, Sides] | None
) -> f.Event:
    status = _one(reader, slots, "status", k.STATUSES, "state of an event")
    within = next((_time(reader, slot) for slot in _of(slots, "within")), None)
    place: tuple[str, ...] = ()
    for slot in _of(slots, "place"):
        word = Phrase(slot.at, slot.value) if slot.quoted else Name(slot.at, slot.value)
        place = reader.ids(word)
    return f.Event(
        kinds, sides or pair or (), pair is not None and not sides, _levels(reader, slots),
        frozenset({status} - {""}), within, place, _background(reader, slots),
    )  # fmt: skip


def _figure(
    reader: Reader, slots: list[Slot], kinds: frozenset[str], sides: tuple[Sides, ...], pair: tuple[Sides, Sides] | None
) -> f.Figure:
    kind = _one(reader, slots, "kind", k.FIGURE_KINDS, "kind of figure")
    period = next((slot for slot in _of(slots, "period")), None)
    if period and not _PERIOD.fullmatch(period.value):
        cure = "as in 2024, 2024-05, 2024-Q1, 2024-YTD or 2019-01/2019-07"
        reader.refuse(period.at, f"'{period.value}' is no period", cure)
    units: list[str] = []
    value = _bounds(reader, slots, "value", partial(_amount, units=units))
    if len(set(units)) > 1:
        reader.refuse(_of(slots, "value")[1].at, f"two units: {' and '.join(units)}", "ask for one of them")
    conflict = _one(reader, slots, "conflict", ("yes", "no"), "answer")
    return f.Figure(
        kinds, sides or pair or (), pair is not None and not sides, kind, period.value.upper() if period else "",
        value, units[0] if units else "", {"yes": True, "no": False}.get(conflict), _background(reader, slots),
    )  # fmt: skip


def _amount(reader: Reader, slot: Slot, units: list[str]) -> float | None:
    """An amount in whole units; its unit is added to `units`."""
    cure = "as in value>=1 bln USD, value<=500 mln EUR or value>=10 %"
    found = _VALUE.fullmatch(slot.value)
    magnitude, unit = (found[2].lower(), found[3].upper()) if found else ("", "")
    if found and not unit and magnitude.upper() in k.CURRENCIES:
        magnitude, unit = "", magnitude.upper()
    if not found or magnitude not in _MAGNITUDES:
        reader.refuse(slot.at, f"'{slot.value}' is no amount", cure)
        return None
    if unit != "%" and unit not in k.CURRENCIES:
        sentence = f"'{slot.value}' has no unit" if not unit else f"'{unit}' is no currency known here"
        reader.refuse(slot.at, sentence, closest(unit, k.CURRENCIES) or cure)
        return None
    units.append(unit)
    return float(found[1]) * _MAGNITUDES[magnitude]


def _quote(reader: Reader, node: Call) -> f.Quote:
    if len(node.parts) != 2 or not all(isinstance(part, Name | Phrase) for part in node.parts):
        reader.refuse(node.at, "quote() takes a speaker and what is spoken of", "as in quote(lukashenko, karabakh)")
        return f.Quote(None, ())
    speaker, about = node.parts
    if isinstance(speaker, Phrase):
        reader.refuse(speaker.at, f'"{speaker.text}" is no speaker', "a speaker is a name, or 'any'")
        return f.Quote(None, ())
    assert isinstance(speaker, Name)
    assert isinstance(about, Name | Phrase)
    return f.Quote(_side(reader, speaker, "event"), reader.ids(about))


def _story(reader: Reader, node: Call, slots: list[Slot], between: f.Two | None) -> f.Story:
    if node.parts or not node.slots:
        cure = "as in story(sides=one, age>=12h)"
        reader.refuse(node.at, f"story() takes {', '.join(SLOTS['story'])}, each with its value", cure)
    languages = frozenset(slot.value.lower() for slot in _of(slots, "languages"))
    for slot in _of(slots, "languages"):
        if not re.fullmatch(r"[a-z]{2,3}", slot.value.lower()):
            reader.refuse(slot.at, f"'{slot.value}' is no code of a language", "as in languages=az")
    sides = k.STORY_SIDES.get(_one(reader, slots, "sides", k.STORY_SIDES, "answer to whose outlets tell of it"), "")
    if sides and between is None:
        cure = "ask for the two in 'when', as in pair(azerbaijan, belarus)"
        reader.refuse(_of(slots, "sides")[0].at, "nothing says which two sides are meant by 'sides='", cure)
    kinds = {kind.replace("-", "_"): kind for kind in OUTLET_KINDS}
    kind = kinds.get(_one(reader, slots, "kinds", kinds, "kind of outlet"), "")
    return f.Story(
        _bounds(reader, slots, "outlets", _whole),
        frozenset({kind} - {""}),
        sides,
        languages,
        _bounds(reader, slots, "age", _time),
        between if sides else None,
    )
