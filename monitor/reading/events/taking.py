"""Who takes part in an event and how: who acts, to whom, who is host and who guest, at which level."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from monitor.model.kinds import LEVELS
from monitor.reading.cues import Cue
from monitor.reading.events.table import OF_AN_ENVOY, TO_AN_ENVOY, Trigger
from monitor.reading.events.units import Unit

_MOST_SIDES = 12
_BY_THE_VISITOR = (
    "visit_state", "visit_official", "visit_working", "visit_planned_or_invited", "visit_cancelled_or_postponed",
)  # fmt: skip
_WITH_HOST = ("meeting_received", "visit_working", "visit_planned_or_invited")


class Parts(NamedTuple):
    """`sides`: ISO codes, actors' first; `units`: those that decided."""

    sides: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    host: str = ""
    guest: str = ""
    level: str = ""
    units: tuple[Unit, ...] = ()


def parts(
    cue: Cue, trigger: Trigger, units: Sequence[Unit], before: Sequence[Unit], place: str, *, him: bool = False
) -> Parts:
    """Read the parts off the units of the sentence; `before` are those said earlier, for a side that it lacks.

    `place` is the ISO code of the country where it takes place, "" if that is not said. `him`: whom it is done to is a
    pronoun before the verb, hence whoever is named behind it does it.
    """
    here = _taking_part(units, before)
    everybody = [*here, *(unit for unit in before if unit.side not in {each.side for each in here})]
    sides = _sides(everybody)
    if len(sides) < 2:
        return Parts(sides)
    if trigger.shape == "visit":
        found = _visit(cue, here, everybody, place)
    elif trigger.shape == "mutual":
        found = _mutual(everybody, place)
    else:
        found = _done_to(cue, trigger, here, everybody, place, him=him)
    return found._replace(level=_level(trigger.kind, found.units, everybody, found.sides))


def envoy_parts(trigger: Trigger, own: Unit, other: Unit) -> Parts:
    """Of an envoy's coming or going, or of one summoned, where the sentence names one country and implies another.

    `own` is the country named, `other` where the envoy is posted or whose outlet tells of it.
    """
    subject, thing = own, other
    if trigger.kind == "summons_protest" and own.level == "ambassador":
        subject, thing = other, own  # the envoy named is summoned by the country he is posted to
    return Parts(
        (subject.side, thing.side), (subject.name,), (thing.name,), level="ambassador", units=(subject, thing)
    )  # fmt: skip


def _taking_part(units: Sequence[Unit], before: Sequence[Unit]) -> list[Unit]:
    """Without a country that is only the place, where two others take part."""
    acting = {unit.side for unit in units if not unit.into}
    if len(acting | {unit.side for unit in before}) >= 2:
        others = acting | {unit.side for unit in before}
        return [unit for unit in units if not unit.into or unit.side in others]
    return list(units)


def _sides(units: Iterable[Unit]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(unit.side for unit in units))[:_MOST_SIDES]


def _best(units: Iterable[Unit], side: str) -> Unit | None:
    """Who stands for a side: a person, the highest first, else an office, else the country."""
    own = [unit for unit in units if unit.side == side]
    return max(own, key=lambda unit: (LEVELS.get(unit.level, 0), unit.person), default=None)


def _mutual(everybody: list[Unit], place: str) -> Parts:
    sides = _sides(everybody)
    chosen = tuple(best for side in sides if (best := _best(everybody, side)))
    host, guest = _hosting(sides, place)
    return Parts(sides, tuple(unit.name for unit in chosen), (), host, guest, units=chosen)


def _hosting(sides: tuple[str, ...], place: str) -> tuple[str, str]:
    if place not in sides:
        return place if len(sides) > 1 and place else "", ""
    others = [side for side in sides if side != place]
    return place, others[0] if len(others) == 1 else ""


def _visit(cue: Cue, here: list[Unit], everybody: list[Unit], place: str) -> Parts:
    sides = _sides(everybody)
    host = _destination(cue, here) or (place if place in sides else "")
    if not host and len(sides) == 2:
        host = _by_shape(everybody, sides)
    if not host:
        return _mutual(everybody, place)
    visitors = [side for side in sides if side != host]
    actors = tuple(best for side in visitors if (best := _best(everybody, side)))
    hosts = _best(everybody, host)
    return Parts(
        (*visitors, host), tuple(unit.name for unit in actors), (hosts.name,) if hosts else (), host,
        visitors[0] if len(visitors) == 1 else "", units=(*actors, *((hosts,) if hosts else ())),
    )  # fmt: skip


def _destination(cue: Cue, here: list[Unit]) -> str:
    """Where the visit goes: the nearest country with "to" or "in", else one right behind the verb."""
    into = [unit for unit in here if unit.into]
    if into:
        return min(into, key=lambda unit: _distance(cue, unit)).side
    behind = [unit for unit in here if not unit.person and not unit.level and 0 <= unit.start - cue.end <= 3]
    return behind[0].side if behind else ""


def _by_shape(everybody: list[Unit], sides: tuple[str, ...]) -> str:
    """The side that is only a country, where the other has a person or an office."""
    peopled = {unit.side for unit in everybody if unit.person or unit.level}
    bare = [side for side in sides if side not in peopled]
    return bare[0] if len(bare) == 1 else ""


def _distance(cue: Cue, unit: Unit) -> int:
    return max(unit.start - cue.end, cue.start - unit.end, 0)


def _done_to(
    cue: Cue, trigger: Trigger, here: list[Unit], everybody: list[Unit], place: str, *, him: bool
) -> Parts:  # fmt: skip
    acting = [unit for unit in here if not (unit.into and not unit.person)] or here
    subject, thing = _subject_and_object(cue, acting, everybody, verb=trigger.shape != "letter")
    if him and subject is not None and thing is not None and thing.start >= cue.start and thing in acting:
        subject, thing = thing, subject
    if subject is None or thing is None:
        return _mutual(everybody, place)
    if trigger.shape == "from":
        subject, thing = thing, subject
    envoys = [unit for unit in (subject, thing) if unit.level == "ambassador"]
    if trigger.kind in TO_AN_ENVOY and len(envoys) == 1:  # "was summoned" and "summoned" look alike to order
        subject, thing = (thing, subject) if envoys[0] is subject else (subject, thing)
    rest = [side for side in _sides(everybody) if side not in (subject.side, thing.side)]
    host, guest = ("", "")
    if trigger.kind in _WITH_HOST:
        host, guest = subject.side, thing.side
        if place == thing.side:
            host, guest = guest, host
    if trigger.kind == "visit_working":  # whoever is welcomed is the visitor, and acts
        subject, thing = thing, subject
    return Parts((subject.side, thing.side, *rest), (subject.name,), (thing.name,), host, guest, units=(subject, thing))


def _subject_and_object(
    cue: Cue, acting: list[Unit], everybody: list[Unit], *, verb: bool
) -> tuple[Unit | None, Unit | None]:
    """By order, and by case where a name shows it."""
    ahead = [unit for unit in acting if unit.start < cue.start]
    behind = [unit for unit in acting if unit.start >= cue.start]
    one: Unit | None = None
    other: Unit | None = None
    if ahead and behind and (verb or {u.side for u in ahead} != {u.side for u in behind}):
        one = ahead[-1] if len({u.side for u in ahead}) == 1 or verb else ahead[0]
        one = _peopled(ahead, one)
        other = next((unit for unit in behind if unit.side != one.side), None)
        if other is None:
            one, other = _two(ahead)
    elif ahead:
        one, other = _two(ahead)
    elif behind:
        one, other = _two(behind)
    if one is None:
        return None, None
    if other is None:
        other = next((unit for unit in everybody if unit.side != one.side), None)
        if other is None:
            return None, None
        # whoever was said before is the subject where the sentence names only whom it is done to
        return (other, one) if one.oblique or (one in behind) else (one, other)
    return (other, one) if one.oblique and not other.oblique else (one, other)


def _peopled(units: list[Unit], unit: Unit) -> Unit:
    """Of that side the last that is a person or an office, if there is one."""
    return next((u for u in reversed(units) if u.side == unit.side and (u.person or u.level)), unit)


def _two(units: list[Unit]) -> tuple[Unit | None, Unit | None]:
    """First and last of two sides; a name in an oblique case is the object wherever it stands."""
    free = [unit for unit in units if not unit.owner] or units
    if len({unit.side for unit in free}) < 2:
        free = units
    people = [unit for unit in free if unit.person or unit.level]
    if len({unit.side for unit in people}) >= 2:
        free = people
    last = free[-1]
    first = next((unit for unit in free if unit.side != last.side), None)
    return (first, last) if first else (last, None)


def _level(kind: str, chosen: tuple[Unit, ...], everybody: list[Unit], sides: tuple[str, ...]) -> str:
    """The lower of the two sides' top participants; "" where one is not known."""
    levels = []
    for side in sides:
        own = next((unit.level for unit in chosen if unit.side == side and unit.level), "")
        best = _best(everybody, side)
        levels.append(own or (best.level if best else ""))
    known = [level for level in levels if level]
    if kind in (*OF_AN_ENVOY, *TO_AN_ENVOY):
        return "ambassador"
    if known and kind in _BY_THE_VISITOR:
        return min(known, key=lambda level: LEVELS[level])  # the host's side is mostly only a country
    return min(known, key=lambda level: LEVELS[level]) if len(known) == len(levels) and known else ""
