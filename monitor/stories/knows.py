"""What a story knows by now: who has told of it, and what. It grows with each member and never looks back at them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import chain

from monitor.model.fact import Event, Facts, Figure, Known, Status
from monitor.model.kinds import MEETINGS, VISITS
from monitor.model.source import OutletKind
from monitor.model.story import Reported
from monitor.text.same import NAMED, SURE, WHOLE_DAY, amount_key, day_of, is_news

MOST_FIGURES = 300  # of a story; what comes after is compared with these and not kept
MOST_EVENTS = 100
NARROW = 4  # days of a stay; a longer one is "next week", and any day of it says more
VAGUE = 3
_TWO = 2

# What an event is a part of, as a reader calls it. What has no part here is no news of a story by itself.
PARTS = {
    **dict.fromkeys(VISITS, "arrival"), **dict.fromkeys(MEETINGS, "talks"), "signing": "signing",
    "ratification": "signing", "joint_statement": "joint statement", "intergovernmental_commission": "commission",
    "trade_mission_forum": "business forum", "phone_call": "phone call", "summons_protest": "summons or protest",
    "recall_expel": "recall or expulsion", "credentials": "credentials", "ambassador_appointed": "ambassador appointed",
}  # fmt: skip
AHEAD = {"visit_planned_or_invited": "arrival", "signing_planned": "signing"}
GATHERINGS = ("arrival", "commission", "business forum")
OFF: tuple[Status, ...] = ("postponed", "cancelled")
HELD: tuple[Status, ...] = ("done", "under_way")


@dataclass(frozen=True, slots=True)
class Held:
    """One thing that is ahead or has happened, as far as it is known. `days`: all that were named for it, sure ones.

    `status` is the last word on it, `outlet` who said so, `at` when (UTC seconds).
    """

    part: str
    host: str
    status: Status
    label: str  # kind of the event, of a visit the kind that was named
    days: tuple[tuple[str, str], ...] = ()  # day and last day ("" = the same), the newest last
    outlet: str = ""
    at: int = 0


@dataclass(frozen=True, slots=True)
class Knows:
    """`pair`: the two it is about. `outlets`, `sides` and `kinds` of own reports; a copy tells nothing of its own."""

    reports: int = 0
    pair: tuple[str, str] | None = None
    outlets: frozenset[str] = frozenset()
    sides: frozenset[str] = frozenset()
    kinds: frozenset[OutletKind] = frozenset()
    languages: frozenset[str] = frozenset()
    held: tuple[Held, ...] = ()
    figures: tuple[Known, ...] = ()
    amounts: frozenset[tuple[object, ...]] = frozenset()  # keys of the same figures
    spoken: tuple[tuple[str, int], ...] = ()  # who was quoted, and when last
    promises: frozenset[str] = frozenset()
    told_held: frozenset[tuple[str, str]] = frozenset()  # what took place, and the side whose outlets told it

    @classmethod
    def of(cls, members: Iterable[Reported]) -> Knows:
        """What these members have told, in the order in which they came."""
        known = cls()
        for member in members:
            known = known.with_(member)
        return known

    def with_(self, member: Reported) -> Knows:
        """The same after one more member."""
        pair = self.pair or pair_of(member.facts)
        told = replace(self, reports=self.reports + 1, pair=pair, languages=self.languages | {member.language} - {""})
        if member.copy_of is not None:
            off = any(event.status in OFF for event in member.facts.events)
            return _with_figures(_with_events(told, member) if off else told, member)
        told = _with_figures(_with_events(told, member), member)
        return replace(
            told, outlets=self.outlets | {member.outlet}, sides=self.sides | {side for side in (member.side,) if side},
            kinds=self.kinds | {member.kind}, spoken=_spoken(self, member),
            promises=self.promises | {promise.key for promise in member.facts.promises},
            told_held=self.told_held | {(part, member.side or "") for part in took_place(member, self)},
        )  # fmt: skip

    def find(self, part: str, host: str) -> Held | None:
        """The last that is known of such a thing; of visits only those to the same country."""
        return next((held for held in reversed(self.held) if same_thing(held, part, host)), None)

    @property
    def has_parts(self) -> bool:
        """Whether it is of a visit or another gathering that has parts."""
        return any(held.part in GATHERINGS for held in self.held)


def _with_events(known: Knows, member: Reported) -> Knows:
    for event in telling(member, known):
        held, part = known.find(PARTS[event.kind], event.host), PARTS[event.kind]
        new = after(held, event, part, member)
        if new == held or (held is None and len(known.held) >= MOST_EVENTS):
            continue
        kept = tuple(new if each is held else each for each in known.held)
        known = replace(known, held=kept if held else (*kept, new))
    return known


def _with_figures(known: Knows, member: Reported) -> Knows:
    keys, figures = set(known.amounts), list(known.figures)
    for figure in of_pair(member, known.pair):
        if amount_key(figure) not in keys and len(figures) < MOST_FIGURES:
            keys.add(amount_key(figure))
            figures.append(Known(figure, member.article, member.outlet, member.when))
    return replace(known, amounts=frozenset(keys), figures=tuple(figures))


def _spoken(known: Knows, member: Reported) -> tuple[tuple[str, int], ...]:
    spoken = dict(known.spoken)
    for speaker in speakers(member):
        spoken[speaker] = max(member.when, spoken.get(speaker, 0))
    return tuple(spoken.items())


def pair_of(facts: Facts) -> tuple[str, str] | None:
    """The two that an article is about: of its dealings, else of the first thing told or counted of two."""
    held = next((dealing.sides for dealing in facts.dealings if dealing.holds), None)
    if held:
        return held
    named = (event.sides for event in facts.events if is_news(event))
    counted = (figure.pair for figure in facts.figures if not figure.background and "WORLD" not in figure.pair)
    two = next((sides for sides in chain(named, counted) if len(sides) == _TWO), None)
    return (min(two), max(two)) if two else None


def same_thing(held: Held, part: str, host: str) -> bool:
    """Whether an event of that part is the one that is known; a visit back is another visit."""
    return held.part == part and (part != "arrival" or not host or not held.host or held.host == host)


def telling(member: Reported, known: Knows) -> list[Event]:
    """The events of an article that are a story's news: of its pair, told as news, of a kind that has a part.

    What is said to have happened on the article's own day, with no word on when, while the visit that it belongs to is
    still ahead, is the announcement read as a report; it is left out. So is a meeting of nobody in particular while
    talks are ahead: it may be any.
    """
    pair = set(known.pair or ())
    found = [
        event
        for event in member.facts.events
        if event.kind in PARTS
        and is_news(event)
        and len(event.sides) == _TWO
        and pair in ({*event.sides}, set())
        and not _the_other_way(event, known)
    ]
    ahead = [event for event in found if is_ahead(event) or event.status in OFF]
    today = day_text(member.when)
    first = min((day for day in (_ahead_of(known), *map(_sure_day, ahead)) if day > today), default="")
    open_visit = bool(first) or any(event.status in OFF for event in ahead)
    return [
        event
        for event in found
        if not (open_visit and event.status in HELD and _loose(event, first))
        and not _some_meeting(event, known)
        and not (is_ahead(event) and "" < _sure_day(event) <= today)
    ]


def took_place(member: Reported, known: Knows) -> list[str]:
    """Parts that took place by what the article tells."""
    return list(dict.fromkeys(PARTS[e.kind] for e in telling(member, known) if e.status in HELD and not is_ahead(e)))


def _the_other_way(event: Event, known: Knows) -> bool:
    """A visit to the guest's country that no day of its own sets apart from the one known: host and guest mixed up.

    A visit back is told once a day is named for it that is none of the other's.
    """
    if PARTS[event.kind] != "arrival" or event.status in OFF or not event.host:
        return False
    visits = [held for held in known.held if held.part == "arrival" and held.host]
    if any(held.host == event.host and held.days for held in visits):
        return False
    others = [held for held in visits if held.host != event.host]
    day = (_sure_day(event), event.until)
    return bool(others) and (event.status in HELD or not day[0] or any(_of(held, day) for held in others))


def _of(held: Held, day: tuple[str, str]) -> bool:
    return any(near(one, day) for one in held.days)


def _some_meeting(event: Event, known: Knows) -> bool:
    """Held, and neither people nor rank say which of those that are ahead: it may be a welcome at the airport."""
    if event.kind != "meeting_received" or event.status not in HELD or event.level:
        return False
    people = {name for name in (*event.actors, *event.recipients) if name.startswith("person.")}
    talks = known.find("talks", "")
    return len(people) < _TWO and talks is not None and talks.status not in HELD


def is_ahead(event: Event) -> bool:
    """Whether it is announced, and not called off."""
    return event.status == "planned" or (event.kind in AHEAD and event.status not in OFF)


def of_pair(member: Reported, pair: tuple[str, str] | None) -> list[Figure]:
    """The figures of an article that are on the story's two, told as news, and neither goals nor doubtful ones."""
    return [
        figure
        for figure in member.facts.figures
        if not figure.background
        and figure.kind not in ("goal", "forecast")
        and figure.confidence != "low"
        and (set(figure.pair) == set(pair) if pair else len(figure.pair) == _TWO)
    ]


def speakers(member: Reported) -> list[str]:
    """People of the lexicon, who hold office, whose words it gives."""
    return list(dict.fromkeys(q.speaker for q in member.facts.quotes if q.speaker.startswith("person.")))


def day_text(when: int) -> str:
    """`2024-05-16`, in UTC."""
    return datetime.fromtimestamp(when, UTC).date().isoformat()


def whole(day: str) -> date | None:
    """The day, None for a month, a year or none."""
    return day_of(day) if len(day) == WHOLE_DAY else None


def _sure_day(event: Event) -> str:
    return event.day if event.day_from in SURE and whole(event.day) else ""


def _ahead_of(known: Knows) -> str:
    """The day for which the story's visit is announced, "" where one has begun or none has a day."""
    visits = [held for held in known.held if held.part == "arrival"]
    if any(held.status in HELD for held in visits):
        return ""
    return min((held.days[-1][0] for held in visits if held.days), default="")


def _loose(event: Event, first: str) -> bool:
    """Happened on no day that was said, or before the visit's first day."""
    return event.day_from not in SURE or (bool(first) and event.day < first)


def near(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two stays overlap, give or take a day: an outlet's zone, one day of several.

    What is said of a whole week may be out by the days between two weeks: "next week" is written on a Sunday, and
    printed on a Monday.
    """
    slack = timedelta(days=VAGUE if max(_days(one), _days(other)) > NARROW else 1)
    first, last = whole(one[0]), whole(one[1]) or whole(one[0])
    begun, ended = whole(other[0]), whole(other[1]) or whole(other[0])
    if first is None or last is None or begun is None or ended is None:
        return False
    return first - slack <= ended and begun - slack <= last


def after(held: Held | None, event: Event, part: str, member: Reported) -> Held:
    """What is known of a thing after one more report.

    What has happened stays so. What was called off stays so too until a new day is named for it: many outlets go on
    telling the old one.
    """
    status: Status = "planned" if is_ahead(event) else event.status
    label, day = event.visit or event.kind, (_sure_day(event), event.until)
    if held is None:
        return Held(part, event.host, status, label, (day,) if day[0] else (), member.outlet, member.when)
    known = next((one for one in held.days if near(one, day)), None)
    new = bool(day[0]) and known is None
    better = replace(
        held, host=held.host or event.host, label=label if label in NAMED and held.label not in NAMED else held.label
    )
    if known and len(known[1]) and not day[1] and status not in HELD and _days(known) > NARROW:
        better = replace(better, days=(*(one for one in held.days if one != known), day))
    over = held.status in HELD and status not in HELD
    still_off = held.status in OFF and (not new or (status in HELD and not day[0]))
    if over or (still_off and (status not in OFF or status == held.status)) or (status == held.status and not new):
        return better
    days = (*better.days, day) if new and status not in HELD else better.days
    return replace(better, status=status, days=days, outlet=member.outlet, at=member.when)


def _days(stay: tuple[str, str]) -> int:
    first, last = whole(stay[0]), whole(stay[1])
    return (last - first).days if first and last else 0
