"""What happened, in our words: from the slots of a fact alone, every one in the nominative."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from monitor.digest.frame import Frame
from monitor.digest.moments import Moments
from monitor.digest.naming import OF_SEVERAL, place_of
from monitor.model.digestfacts import ToldEvent
from monitor.model.fact import Event
from monitor.model.kinds import MEETINGS, MESSAGES, VISITS

ONE_WAY = frozenset(
    {
        *MESSAGES, "summons_protest", "recall_expel", "criticism", "support_in_orgs", "aid_humanitarian",
        "award_monument_culture", "contract_supply",
    }
    - {"video_or_letter_contact"}
)  # fmt: skip
TOGETHER = frozenset({*VISITS, *MEETINGS, "phone_call", "video_or_letter_contact", "intergovernmental_commission"})
AHEAD = frozenset({"visit_planned_or_invited", "signing_planned"})
_PARTS_SHOWN = 4
_WHOLE_DAY = len("2024-05-16")


def title(
    event: ToldEvent,
    frame: Frame,
    moments: Moments,  # noqa: ARG001 - every line of a digest is called alike
    others: Sequence[ToldEvent] = (),
) -> str:
    """`STATE VISIT, DAY 2: one-on-one talks, signing · Baku`: the kind in capitals, what else of it is new, the place.

    `others`: the story's further events. What is planned, put off or called off is said so at its very kind.
    """
    fact = event.event
    head = frame.upper(_kind(fact, frame))
    if number := _day_number(event, others):
        head = frame.say("line.day_number", kind=head, n=frame.number(number))
        head = frame.upper(head)
    parts = _parts(fact, others, frame)
    line = frame.say("line.title", what=head, parts=frame.say("words.listed").join(parts)) if parts else head
    place = place_of(fact, frame)
    return frame.say("line.placed", title=line, place=place) if place else line


def led(events: Sequence[ToldEvent]) -> tuple[ToldEvent, ...]:
    """The events with the one that heads the story first: what it is about, unless only other things are new."""
    first, others = events[:1], events[1:]
    fresh = [] if any(each.new for each in first) else [each for each in others if each.new]
    return (*fresh, *first, *(each for each in others if not each.new)) if fresh else tuple(events)


def about(event: ToldEvent, frame: Frame) -> str:
    """`story: state visit, 15–17 May 2024`: to what something newer belongs."""
    first = event.since or event.event.day
    days = frame.stay(first, max(event.last, event.event.day)) if first else ""
    what = frame.say("words.listed").join(filter(None, (kind(event.event, frame), days)))
    return frame.say("line.story", what=what)


def slots(event: ToldEvent, frame: Frame, moments: Moments) -> str:
    """`Lukashenko (BY, guest) with Aliyev (AZ, host) · level: presidents · 16 May 2024 · Baku · planned`.

    Only what is known; a day that no text says is called the day of the report.
    """
    return " · ".join(filter(None, _slots(event, frame, moments)))


def _slots(told: ToldEvent, frame: Frame, moments: Moments) -> Iterator[str]:
    event = told.event
    yield who(event, frame)
    if event.level:
        yield frame.say("line.level", level=frame.term("level", event.level))
    yield day(event, frame)
    yield place_of(event, frame)
    if _status(event) == "under_way" and told.since and told.since != event.day:
        yield frame.say("line.since", day=moments.brief(told.since))
    elif word := status(event, frame):
        yield word
    if told.last and told.last > max(event.day, event.until):
        yield frame.say("line.until", day=moments.brief(told.last))
    if event.background:
        yield frame.say("line.background")


def status(event: Event, frame: Frame) -> str:
    """`planned`, "" for what is done: the word that agrees with the event's kind."""
    found = _status(event)
    return "" if found == "done" else frame.status(found, event.kind)


def _status(event: Event) -> str:
    """What is only announced or is off by its kind is so, whatever its status says."""
    if event.kind == "visit_cancelled_or_postponed" and event.status not in ("postponed", "cancelled"):
        return "off"
    return "planned" if event.kind in AHEAD and event.status == "done" else event.status


def kind(event: Event, frame: Frame) -> str:
    """`state visit`: of a planned or cancelled visit the kind that is named."""
    return frame.term("event", event.visit or event.kind)


def _kind(event: Event, frame: Frame) -> str:
    word = status(event, frame)
    said = kind(event, frame)
    return frame.say("line.with_status", kind=said, status=word) if word and _status(event) != "under_way" else said


def _parts(fact: Event, others: Sequence[ToldEvent], frame: Frame) -> list[str]:
    """The kinds of the others, each once, with their status."""
    found = dict.fromkeys(_kind(each.event, frame) for each in others if not each.event.background)
    found.pop(_kind(fact, frame), None)
    shown = list(found)[:_PARTS_SHOWN]
    more = len(found) - len(shown)
    return [*shown, *([frame.count("more_event", more)] if more else [])]


def _day_number(told: ToldEvent, others: Sequence[ToldEvent]) -> int:
    """Which day of a visit that is under way it is by what is told of it; 0 where that is not known."""
    if told.event.kind not in VISITS or not told.since or told.event.status not in ("under_way", "done"):
        return 0
    last = told.last or told.event.until
    held = [each for each in (told, *others) if _status(each.event) in ("under_way", "done")]
    days = [_date(each.event.day) for each in held if each.event.day_from not in ("", "assumed")]
    first, end = _date(told.since), _date(last)
    inside = [day for day in days if day and first and first <= day and (end is None or day <= end)]
    return (max(inside) - first).days + 1 if inside and first and (end is None or first < end) else 0


def _date(day: str) -> date | None:
    try:
        return date.fromisoformat(day) if len(day) == _WHOLE_DAY else None
    except ValueError:
        return None


def day(event: Event, frame: Frame) -> str:
    """`16 May 2024`; the day of the report is called so, "" where none is known."""
    if not event.day:
        return ""
    said = frame.stay(event.day, event.until)
    return frame.say("line.assumed", day=said) if event.day_from == "assumed" else said


# -- who with whom


def who(event: Event, frame: Frame) -> str:
    """`Lukashenko (BY, guest) with Aliyev (AZ, host)`; a state for which nobody is named stands itself."""
    acting = [name for name in dict.fromkeys(event.actors) if name not in OF_SEVERAL]
    receiving = [name for name in dict.fromkeys(event.recipients) if name not in (*event.actors, *OF_SEVERAL)]
    ours, theirs = ([_person(name, event, frame) for name in names] for names in (acting, receiving))
    named = {frame.side(name) for name in (*acting, *receiving)}
    rest = sorted(
        dict.fromkeys(code for code in event.sides if code not in named), key=lambda code: code != event.guest
    )
    states = [_state(code, event, frame) for code in rest]
    if event.kind in ONE_WAY and ours and (theirs or states):
        return frame.say("line.one_way", a=frame.listed(ours), b=frame.listed([*theirs, *states]))
    groups = [group for group in (ours, theirs, *([each] for each in states)) if group]
    if event.kind in TOGETHER and len(groups) == 1 and len(ours) > 1:
        groups = [[ours[0]], ours[1:]]
    if event.kind in TOGETHER and len(groups) > 1:
        others = [name for group in groups[1:] for name in group]
        return frame.say("line.with", a=frame.listed(groups[0]), b=frame.listed(others))
    return frame.say("words.listed").join(name for group in groups for name in group)


def _person(name: str, event: Event, frame: Frame) -> str:
    code = frame.side(name)
    if name.startswith("country."):
        return _state(code, event, frame) if code else frame.name(name)
    return _called(frame.name(name), code, event, frame)


def _called(name: str, code: str, event: Event, frame: Frame) -> str:
    if not code:
        return name
    role = "guest" if code == event.guest else "host" if code == event.host else "side"
    return frame.say(f"line.{role}", name=name, code=code)


def _state(code: str, event: Event, frame: Frame) -> str:
    name = frame.name(code)
    if code in (event.guest, event.host):
        return frame.say("line.state_guest" if code == event.guest else "line.state_host", name=name)
    return name
