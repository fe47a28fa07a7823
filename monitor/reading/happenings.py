"""What a story tells, as things that happened: each once, with the slots of all reports, the main one first.

What is one thing: `monitor.reading.ledger` and, for what was announced before it happened, `monitor.reading.announced`.
A story of hundreds of reports costs what its different words cost: those that say the very same are held once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from monitor.model.digestfacts import ToldEvent
from monitor.model.fact import Event, Status
from monitor.model.kinds import EVENTS, LEVELS, MEETINGS, VISITS
from monitor.reading import announced as coming
from monitor.reading.events.table import TOPICS
from monitor.reading.ledger import Report, entry, events
from monitor.text.same import LATE, SURE, WHOLE_DAY, day_of, family

_AFTERWARDS = timedelta(days=7)  # so long after its last day a report without a day of its own still tells of it
_LEAD = 3  # sentences, the title the first of them
HELD: tuple[Status, ...] = ("done", "under_way")
_STATES: Mapping[coming.State, Status] = {
    "announced": "planned", "moved": "planned", "passed": "planned", "postponed": "postponed", "cancelled": "cancelled",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """What one article says of one thing. `ref`: its name in the ledger, `at`: when it came out, UTC seconds."""

    event: Event
    ref: str
    article: int
    outlet: str
    at: int


@dataclass(slots=True)
class _Thing:
    """All words on one thing, the earliest first."""

    words: list[Word]
    fate: coming.Announced | None = None  # what became of it, where it was announced


def happenings(words: Iterable[Word], told: Collection[int], today: date) -> tuple[ToldEvent, ...]:
    """Things of one pair of sides. `words`: news alone, no background; `told`: articles whose words are no news.

    What one outlet alone mentions of a kind that is spoken of more often than done, without a day, is left out. First
    what it is all about: a visit that takes place, else what most articles begin with, else the highest level;
    then what is new.
    """
    said = sorted(words, key=lambda word: (word.at, word.article, word.ref))
    things = [thing for thing in _things(said, today) if _is_sure(thing)]
    heads = _heads(said)
    made = [_told(thing, told, today) for thing in things]
    framed = _framed(made)
    main = sorted(range(len(framed)), key=lambda n: _weight(framed[n], heads(things[n])))[:1]
    rest = sorted(
        (n for n in range(len(framed)) if n not in main), key=lambda n: (not framed[n].new, *_later(framed[n]))
    )
    return tuple(framed[n] for n in (*main, *rest))


def _things(said: Sequence[Word], today: date) -> list[_Thing]:
    """The words by what they tell of."""
    same: dict[tuple[object, ...], list[Word]] = {}
    for word in said:
        same.setdefault(_signature(word.event), []).append(word)
    ones = {group[0].ref: group for group in same.values()}
    first = [group[0] for group in ones.values()]
    entries = events(Report(one.event, one.ref, one.article, one.outlet, one.at) for one in first)
    owner = {report.ref: n for n, found in enumerate(entries) for report in found.reports}
    fates: dict[int, coming.Announced] = {}
    for fate in coming.announced([coming.Report(o.event, o.ref, o.outlet, "", "", o.at) for o in first], today):
        kind = family(fate.first.event)
        joined = sorted({owner[report.ref] for report in fate.reports if family(report.event) == kind})
        owner.update({ref: joined[0] for ref, n in owner.items() if n in joined})
        fates[joined[0]] = fate
    _join_visits(first, owner)
    _join_late(first, owner)
    things: dict[int, _Thing] = {}
    for ref, n in owner.items():
        things.setdefault(n, _Thing([], fates.get(n))).words.extend(ones[ref])
    for thing in things.values():
        thing.words.sort(key=lambda word: (word.at, word.article, word.ref))
    return list(things.values())


def _is_sure(thing: _Thing) -> bool:
    """Whether it may be told as something that happens: "contracts were discussed" is no contract.

    Topics need a title, a day of their own or a second outlet; any other kind may be in the lead or be announced, but
    further down it needs the same where its day is merely that of the report.
    """
    topic = any(word.event.kind in TOPICS for word in thing.words)
    return (
        len({word.outlet for word in thing.words}) > 1
        or any(word.event.sentence < (1 if topic else _LEAD) for word in thing.words)
        or any(word.event.day and word.event.day_from in SURE for word in thing.words)
        or not (topic or any(word.event.day_from == "assumed" for word in thing.words))
        or any(word.event.kind in VISITS for word in thing.words)
    )


def _join_visits(first: Sequence[Word], owner: dict[str, int]) -> None:
    """Days of one stay are one visit, in whatever town: those that follow each other, in the same country."""
    stays = sorted(
        (word for word in first if word.event.kind in VISITS and word.event.status in HELD and _day(word.event)),
        key=lambda word: (word.event.day, word.ref),
    )
    last: dict[str, Word] = {}
    for word in stays:
        host, day = word.event.host, _day(word.event)
        before = last.get(host)
        ended = _ends(before.event) if before else None
        if before and ended and day and day - ended <= timedelta(days=1) and owner[before.ref] != owner[word.ref]:
            kept, gone = owner[before.ref], owner[word.ref]
            owner.update({ref: kept for ref, n in owner.items() if n == gone})
        last[host] = max(filter(None, (before, word)), key=lambda each: _ends(each.event) or date.min)


def _join_late(first: Sequence[Word], owner: dict[str, int]) -> None:
    """Words that name no day of their own, soon after the thing has happened, are about that: "papers signed in Baku".

    A visit that is still called a coming one, without a day, is the one that has just taken place, too.
    """
    held = [word for word in first if word.event.status in HELD and word.event.day_from in SURE and _day(word.event)]
    for word in first:
        event, on = word.event, _day(word.event)
        told = on or (datetime.fromtimestamp(word.at, UTC).date() if event.kind in VISITS and not event.day else None)
        if event.day_from in SURE or told is None or (on is None) == (event.status in HELD):
            continue
        ended = [
            (_ends(one.event), one.ref) for one in held
            if owner[one.ref] != owner[word.ref] and _alike(one.event, event) and one.at <= word.at
        ]  # fmt: skip
        near = [(end, ref) for end, ref in ended if end and timedelta() <= told - end <= _AFTERWARDS]
        if near:
            kept, gone = owner[max(near)[1]], owner[word.ref]
            if all(each.event.day_from not in SURE for each in first if owner[each.ref] == gone):
                owner.update({ref: kept for ref, n in owner.items() if n == gone})


def _alike(one: Event, other: Event) -> bool:
    """Whether they may be one thing but for the day: of one family, the same way round."""
    ways = {(event.host, event.guest) for event in (one, other) if event.host and event.guest}
    return family(one) == family(other) and len(ways) < 2


def _day(event: Event) -> date | None:
    return day_of(event.day) if len(event.day) == WHOLE_DAY else None


def _ends(event: Event) -> date | None:
    return max(filter(None, (_day(event), day_of(event.until))), default=None)


def _signature(event: Event) -> tuple[object, ...]:
    """Two events that are alike in this are alike in all that is told of them."""
    return (
        event.kind, event.visit, event.status, event.sides, event.actors, event.recipients, event.host, event.guest,
        event.level, event.place, event.day, event.until, event.day_from,
    )  # fmt: skip


def _told(thing: _Thing, told: Collection[int], today: date) -> ToldEvent:
    event, since, last = _as_told(thing.words, thing.fate)
    before = [word for word in thing.words if word.article in told]
    new = not before
    if before and len(before) < len(thing.words):
        fate = next(iter(coming.announced(map(_announcement, before), today)), None) if thing.fate else None
        then, _, _ = _as_told(before, fate)
        new = (then.status, then.day, then.until) != (event.status, event.day, event.until)
    articles = tuple(dict.fromkeys(word.article for word in thing.words))
    return ToldEvent(event, articles, new, since, last)


def _with_people(event: Event, others: Sequence[Event]) -> Event:
    """Where most of them name people and the one that says most names their states, the people."""
    most = max(others, key=lambda each: len(_people(each)))
    if len(_people(most)) > len(_people(event)) and most.level == event.level:
        return replace(event, actors=most.actors, recipients=most.recipients)
    return event


def _people(event: Event) -> set[str]:
    return {name for name in (*event.actors, *event.recipients) if name.startswith("person.")}


def _as_told(words: Sequence[Word], fate: coming.Announced | None) -> tuple[Event, str, str]:
    """The thing by these words; of a visit that takes place on its newest day, with its first and last."""
    event = _merged(words, fate)
    if event.kind not in VISITS or event.status not in HELD:
        return event, "", ""
    since, newest, last = _stay(words)
    return _on(event, newest), since, last


def _announcement(word: Word) -> coming.Report:
    return coming.Report(word.event, word.ref, word.outlet, "", "", word.at)


def _merged(words: Sequence[Word], fate: coming.Announced | None) -> Event:
    """The most complete slots, and the status that was said last: what has happened stays so, whatever is still said.

    What was put off stays so too until another day is named for it: many outlets go on telling the old one.
    """
    ones = {_signature(word.event): word for word in reversed(words)}
    reports = [Report(one.event, one.ref, one.article, one.outlet, one.at) for one in ones.values()]
    event = _with_people(entry(reports).event, [word.event for word in words])
    held = [word.event for word in words if word.event.status in HELD]
    if held:
        kind = event.kind  # "talks of delegations" says more than "a meeting", "state visit" more than "announced"
        if kind in (*MEETINGS, *VISITS):
            kind = min((each.kind for each in held), key=_rank)
        return replace(event, status=held[-1].status, kind=kind)
    if fate is None:
        return replace(event, status=words[-1].event.status)
    if fate.state == "happened":
        happened = [report.event.status for report in fate.reports if report.event.status in HELD]
        return replace(event, status=happened[-1])
    if fate.day and fate.day != event.day:
        event = replace(event, day=fate.day, until=fate.until, day_from="said")
    return replace(event, status=_STATES[fate.state])


def _on(event: Event, day: str) -> Event:
    """A visit on a later day of it."""
    return replace(event, day=day, until=event.until if event.until > day else "") if day > event.day else event


def _stay(words: Sequence[Word]) -> tuple[str, str, str]:
    """First day, newest day and last day of a visit, "" for what nobody says."""
    held = [word.event for word in words if word.event.status in HELD and _day(word.event)]
    sure = sorted(event.day for event in held if event.day_from in SURE)
    said = {word.event.day for word in words if word.event.day_from in SURE and word.event.status == "planned"}
    days = [event.day for event in held if not sure or event.day_from in SURE or _just_before(event.day, sure[0])]
    days = [day for day in days if day >= max(said & {*days}, default=day)] or days  # it began when it was to begin
    if not days:
        return "", "", ""
    first, newest = min(days), max(days)
    ends = [word.event.until for word in words if word.event.until >= first and word.event.day <= newest]
    return first, newest, max((end for end in ends if len(end) == WHOLE_DAY), default="")


def _just_before(day: str, sure: str) -> bool:
    """An article's own day is taken for the arrival's where it lies that near the days that are said."""
    one, other = day_of(day), day_of(sure)
    return bool(one and other and timedelta() <= other - one <= timedelta(days=LATE))


def _framed(made: Sequence[ToldEvent]) -> list[ToldEvent]:
    """What belongs to a visit by its day gets the visit's days, the visit the newest day that something is told of.

    One day alone may be any day of a visit: then its first day is not known.
    """
    framed = list(made)
    for n, visit in enumerate(made):
        if not visit.since:
            continue
        parts = [m for m, each in enumerate(made) if m != n and _within(each, visit)]
        newest = max((made[m].event.day for m in parts), default="")
        on = [made[m] for m in parts if made[m].event.day == newest]
        event = _on(visit.event, newest)
        where = [each.event for each in on if each.event.place and not each.event.place.startswith("country.")]
        if where and newest >= visit.event.day and (event.place.startswith("country.") or newest > visit.event.day):
            event = replace(event, place=where[0].place, place_said=where[0].place_said)
        event = _met(event, [made[m].event for m in parts])
        since = visit.since if visit.last or event.day > visit.since else ""
        new = visit.new or (newest > visit.event.day and any(each.new for each in on))
        framed[n] = replace(visit, event=event, since=since, new=new)
        for m in parts:
            framed[m] = replace(made[m], since=since, last=visit.last)
    return framed


def _met(visit: Event, parts: Sequence[Event]) -> Event:
    """A visit that names the guest alone, with the one whom he met by talks of two people of that rank."""
    people = _people(visit)
    if len(people) != 1:
        return visit
    for part in parts:
        both = _people(part)
        if part.level == visit.level != "" and people < both and len(both) == len(people) + 1:
            return replace(visit, actors=tuple(people), recipients=tuple(both - people))
    return visit


def _within(part: ToldEvent, visit: ToldEvent) -> bool:
    first, last = day_of(visit.since), day_of(visit.last)
    on = day_of(part.event.day) if len(part.event.day) == WHOLE_DAY else None
    if part.event.kind in VISITS or part.event.status not in HELD or first is None or on is None:
        return False
    return first <= on <= (last or first + timedelta(days=LATE))


def _heads(said: Sequence[Word]) -> Callable[[_Thing], int]:
    """How many articles begin with a thing."""
    first: dict[int, str] = {}
    for word in sorted(said, key=lambda each: (each.article, each.event.sentence, each.event.trigger.start, each.ref)):
        first.setdefault(word.article, word.ref)
    begun = set(first.values())
    return lambda thing: sum(word.ref in begun for word in thing.words)


def _weight(told: ToldEvent, heads: int) -> tuple[object, ...]:
    event = told.event
    visit = event.kind in VISITS and event.status in HELD
    return (not visit, -heads, -LEVELS.get(event.level, 0), not told.new, _rank(event.kind), event.day)


def _rank(kind: str) -> int:
    """A kind that this version does not know, kept by a later one, comes last."""
    return EVENTS.index(kind) if kind in EVENTS else len(EVENTS)


def _later(told: ToldEvent) -> tuple[object, ...]:
    event = told.event
    return (-LEVELS.get(event.level, 0), event.day, _rank(event.kind), told.articles)
