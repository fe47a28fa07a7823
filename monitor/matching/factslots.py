"""What event(), figure() and quote() ask of one record, slot by slot, and what is said where it is otherwise."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, TypeVar

from monitor.matching import conditions as c
from monitor.matching import facts as f
from monitor.matching.syntax import Call, Name, Phrase
from monitor.model import fact as read
from monitor.model.mention import Mention

R = TypeVar("R", read.Event, read.Figure, read.Quote)
SideOf = Callable[[str], str]  # the ISO code of the country that a name is or acts for, "" if of none
_CODE = 2  # letters of a state's code; a union's is longer
_COMPARED = {">=": "at least ", "<=": "at most ", "=": ""}


@dataclass(frozen=True, slots=True)
class Check(Generic[R]):
    """One thing asked of a record: `fits`, else `why` it does not.

    `near`: a record that fails in this alone just misses. `kind`: it asks for what sort of record this is.
    """

    fits: Callable[[R, c.Facts], bool]
    why: Callable[[R, c.Facts], str]
    near: Callable[[R, c.Facts], bool] = lambda _record, _facts: True
    kind: bool = False


def event_checks(wanted: f.Event, node: Call, side: SideOf) -> tuple[Check[read.Event], ...]:
    """For those of `wanted` that ask for something."""
    checks: list[Check[read.Event]] = []
    if wanted.kinds:
        checks.append(Check(lambda e, _: _of_kind(e, wanted.kinds), _constant("another kind"), _never, kind=True))
    if wanted.sides:
        asked = tuple(map(_side(side), wanted.sides))

        def take_part(event: read.Event, facts: c.Facts) -> bool:
            return _each_another(asked, event.sides, (*event.actors, *event.recipients), facts.side)

        checks.append(Check(take_part, _constant("other sides"), _all_named(asked)))
    if wanted.levels:
        level = " and ".join(
            f"{_COMPARED[slot.compare]}{slot.value.replace('_', '-')}" for slot in node.slots if slot.name == "level"
        )
        checks.append(Check(lambda e, _: e.level in wanted.levels, lambda e, _: _lower(e.level, level)))
    if wanted.statuses:
        checks.append(
            Check(lambda e, _: e.status in wanted.statuses, lambda e, _: f"it is {e.status.replace('_', ' ')}")
        )
    return (*checks, *_event_circumstances(wanted))


def _event_circumstances(wanted: f.Event) -> list[Check[read.Event]]:
    checks: list[Check[read.Event]] = []
    if (seconds := wanted.within) is not None:

        def soon(event: read.Event, facts: c.Facts) -> bool:
            return _within(event, facts.published, seconds)

        checks.append(Check(soon, lambda e, _: "its day is too far off" if e.day else "its day is not told"))
    if wanted.place:
        checks.append(
            Check(lambda e, facts: _takes_place(e, wanted.place, facts), _constant("it takes place elsewhere"))
        )
    if wanted.background is not None:
        checks.append(_background(wanted.background))
    return checks


def figure_checks(wanted: f.Figure, node: Call, side: SideOf) -> tuple[Check[read.Figure], ...]:
    """For those of `wanted` that ask for something."""
    checks: list[Check[read.Figure]] = []
    if wanted.kinds:
        names = _constant("of something else")
        checks.append(Check(lambda one, _: not wanted.kinds.isdisjoint(_names(one)), names, _never, kind=True))
    if wanted.sides:
        asked = tuple(map(_side(side), wanted.sides))

        def between(figure: read.Figure, facts: c.Facts) -> bool:
            return _each_another(asked, figure.pair or (figure.reporter,), (), facts.side, world=True)

        checks.append(Check(between, _constant("other sides"), _all_named(asked)))
    if wanted.kind:
        checks.append(Check(lambda one, _: one.kind == wanted.kind, lambda one, _: f"it is a {one.kind}"))
    if wanted.period:
        checks.append(
            Check(
                lambda one, _: one.period == wanted.period,
                lambda one, _: "its period is another" if one.period else "its period is not told",
            )
        )
    if wanted.value != f.Bounds():
        amount = " and ".join(f"value{slot.compare}{slot.value}" for slot in node.slots if slot.name == "value")
        checks.append(Check(lambda one, _: _amounts(one, wanted.value, wanted.unit), _constant(f"not {amount}")))
    if (conflict := wanted.conflict) is not None:
        said = "nothing contradicts it" if conflict else "it contradicts another one"
        checks.append(Check(lambda one, facts: facts.conflicts(one) is conflict, _constant(said)))
    if wanted.background is not None:
        checks.append(_background(wanted.background))
    return tuple(checks)


def quote_checks(wanted: f.Quote, node: Call, side: SideOf) -> tuple[Check[read.Quote], ...]:
    """Who speaks, unless anybody may, and of what."""
    checks: list[Check[read.Quote]] = []
    if wanted.speaker is not None:
        speakers = frozenset(wanted.speaker)
        codes = frozenset(side(name) for name in speakers if name.startswith("country."))

        def speaks(quote: read.Quote, facts: c.Facts) -> bool:
            return bool(quote.speaker) and (quote.speaker in speakers or facts.side(quote.speaker) in codes)

        checks.append(Check(speaks, _constant("somebody else speaks"), _never, kind=True))
    topic = node.parts[1] if len(node.parts) > 1 else None
    text = topic.word if isinstance(topic, Name) else f'"{topic.text}"' if isinstance(topic, Phrase) else ""

    def of_it(quote: read.Quote, facts: c.Facts) -> bool:
        return any(inside(mention, quote.spans) for name in wanted.about for mention in facts.mentions.get(name, ()))

    return (*checks, Check(of_it, _constant(f"these words do not speak of {text}")))


def inside(mention: Mention, spans: Iterable[read.Span]) -> bool:
    """True for a mention that lies in one of these spans."""
    return any(
        mention.field == span.field and span.start <= mention.start and mention.end <= span.end for span in spans
    )


def _never(_record: object, _facts: c.Facts) -> bool:
    return False


def _constant(sentence: str) -> Callable[[object, c.Facts], str]:
    return lambda _record, _facts: sentence


def _background(wanted: bool) -> Check[R]:  # noqa: FBT001  # the value of the slot
    sentence = "it is news" if wanted else "it is background"
    return Check(lambda record, _: getattr(record, "background", False) is wanted, _constant(sentence))


# -- sides


@dataclass(frozen=True, slots=True)
class _Side:
    """Who may stand for one side: countries by their codes, unions by theirs, people and organisations by their ids."""

    codes: frozenset[str]
    ids: frozenset[str]


def _side(side: SideOf) -> Callable[[c.Sides], _Side | None]:
    def made(names: c.Sides) -> _Side | None:
        if names is None:
            return None
        countries = [name for name in names if name.startswith("country.")]
        unions = [name.rpartition(".")[2].upper() for name in names if name.startswith("org.")]
        return _Side(frozenset((*map(side, countries), *unions)), frozenset(names).difference(countries))

    return made


def _each_another(
    asked: Sequence[_Side | None], codes: Sequence[str], ids: Sequence[str], side: SideOf, *, world: bool = False
) -> bool:
    """Each side asked for takes part, and no two of them are the same participant, or a person and his own country."""
    found: list[list[str]] = []
    for one in asked:
        if one is None:
            found.append([code for code in codes if len(code) == _CODE or (world and code == "WORLD")])
        else:
            found.append([*(name for name in ids if name in one.ids), *(code for code in codes if code in one.codes)])
    return _chosen(sorted(found, key=len), (), side)


def _chosen(found: Sequence[Sequence[str]], taken: tuple[str, ...], side: SideOf) -> bool:
    if not found:
        return True
    return any(
        _chosen(found[1:], (*taken, one), side)
        for one in found[0]
        if not any(_same(one, other, side) for other in taken)
    )


def _same(one: str, other: str, side: SideOf) -> bool:
    return one == other or (("." in one) != ("." in other) and (side(one) or one) == (side(other) or other))


def _all_named(asked: Sequence[_Side | None]) -> Callable[[object, c.Facts], bool]:
    """Every side asked for is named in the article, though not as the record's."""

    def near(_record: object, facts: c.Facts) -> bool:
        named = {facts.side(name) for name in facts.mentions} | facts.mentions.keys()
        return all(one is None or not named.isdisjoint(one.codes | one.ids) for one in asked)

    return near


# -- slots


def _of_kind(event: read.Event, kinds: frozenset[str]) -> bool:
    """A visit that is planned, postponed or cancelled is also of the kind of the visit named."""
    return event.kind in kinds or event.visit in kinds


def _names(figure: read.Figure) -> frozenset[str]:
    """All that this figure is: a growth of exports is both."""
    plain = {figure.metric}
    if figure.kind in ("growth", "index"):
        plain.add("growth")
    if figure.kind == "share":
        plain.add("share")
    return frozenset(plain | {f"{name}_{figure.sector}" for name in plain if figure.sector})


def _lower(level: str, asked: str) -> str:
    return f"level {level.replace('_', '-')} is not {asked}" if level else "its level is not told"


def _within(event: read.Event, published: date | None, seconds: int) -> bool:
    """Some day of the event lies between the day of the article and so long after it."""
    span = _days(event.day)
    if published is None or span is None:
        return False
    last = (_days(event.until) or span)[1]
    return span[0] <= published + timedelta(seconds=seconds) and last >= published


def _days(text: str) -> tuple[date, date] | None:
    """First and last day of "2024-05-16", "2024-05" or "2024"; None for what is no day."""
    try:
        numbers = [int(part) for part in text.split("-")] if text else []
        if len(numbers) == 1:
            return date(numbers[0], 1, 1), date(numbers[0], 12, 31)
        if len(numbers) == 2:  # year and month
            year, month = numbers
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        return (date.fromisoformat(text), date.fromisoformat(text)) if numbers else None
    except ValueError:
        return None


def _takes_place(event: read.Event, places: Sequence[str], facts: c.Facts) -> bool:
    """One of these names is the place, or stands in it as written: Baku is a city and Azerbaijan."""
    if event.place and event.place in places:
        return True
    said = (mention.surface for name in places for mention in facts.mentions.get(name, ()))
    return any(surface in event.place_said for surface in said)


def _amounts(figure: read.Figure, wanted: f.Bounds, unit: str) -> bool:
    """Some amount of the figure's range is in the bounds, in that unit."""
    lowest = highest = None
    if figure.unit == unit:
        lowest = figure.low if figure.low is not None else figure.value
        highest = figure.high if figure.high is not None else figure.value
    if lowest is None and highest is None:
        lowest = highest = figure.growth if unit == "%" else figure.delta if figure.unit == unit else None
    if lowest is None or highest is None:
        return False
    return (wanted.least is None or highest >= wanted.least) and (wanted.most is None or lowest <= wanted.most)
