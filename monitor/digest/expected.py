"""What is announced and what was promised, in one line each."""

from __future__ import annotations

import re
from dataclasses import replace

from monitor.digest.amount import money
from monitor.digest.eventline import status, who
from monitor.digest.frame import Frame
from monitor.digest.moments import Moments
from monitor.digest.naming import place_of
from monitor.digest.words import one_line
from monitor.model.digestfacts import Coming, OpenPromise
from monitor.model.fact import Event, Span, Status

_NOWHERE = Span("title", 0, 0)
_AMOUNT = re.compile(r"(\d+)([A-Z]{3}|%)?")
_STATUS: dict[str, Status] = {"announced": "planned", "planned": "planned", "postponed": "postponed",
                              "cancelled": "cancelled"}  # fmt: skip


def coming(thing: Coming, frame: Frame, moments: Moments) -> str:
    """`20 May 2024: official visit, planned · Belarus (guest) with Azerbaijan (host) · Baku · Report, 16 May`."""
    event = Event(
        thing.kind, 0, _NOWHERE, sides=thing.sides, host=thing.host, guest=thing.guest, level=thing.level,
        place=thing.place, place_said=thing.place_said, day=thing.day, until=thing.until,
        status=_STATUS.get(thing.state, "planned"),
    )  # fmt: skip
    return _coming(thing, event, frame, moments)


def promise(thing: OpenPromise, frame: Frame, moments: Moments, now: int) -> str:
    """`12-point plan (AZ–BY, 28 May 2024): last word 11 Nov 2024, Ravkov, BelTA, 29 days ago`; by when, where said."""
    what = named(thing.key, frame)
    head = frame.say("promise.first", what=what, sides="–".join(thing.sides), day=moments.date(thing.first_at))
    due = frame.say("promise.over" if thing.over else "promise.due", day=frame.day(thing.due)) if thing.due else ""
    days = moments.nights(thing.at, now)
    ago = frame.count("day_ago", days) if days else frame.say("promise.today")
    said = (moments.date(thing.at), frame.name(thing.speaker) if thing.speaker else "", one_line(thing.outlet))
    by = frame.say("words.listed").join(filter(None, said))
    last = frame.say("promise.last_word", by=by, ago=ago)
    return frame.say("promise.line", what=frame.opening(head), said="; ".join(filter(None, (due, last))))


def named(key: str, frame: Frame) -> str:
    """A promise's key in words: `12-point plan`, `goal: trade turnover USD 1 bln`."""
    sort, _, rest = key.partition(":")
    parts = [*rest.split(":"), ""]
    if sort == "plan":
        return _plan(parts[0], frame)
    if sort == "undertaking":
        return frame.say("promise.undertaking", what=frame.term("undertaking", parts[0]))
    if sort not in ("goal", "forecast"):
        return one_line(key)
    metric, amount = frame.term("metric", parts[0]), _amount(parts[1], frame)
    if amount:
        return frame.say(f"promise.{sort}", metric=metric, amount=amount)
    if re.fullmatch(r"\d{4}.*", parts[1]):
        return frame.say("promise.forecast_for", metric=metric, period=frame.day(parts[1]))
    return frame.say(f"promise.{sort}", metric=metric, amount="").rstrip(", ")


def _plan(name: str, frame: Frame) -> str:
    if name.endswith("-point"):
        return frame.say("promise.plan", n=name.removesuffix("-point"))
    for kind in ("roadmap", "military"):
        if name.startswith(kind):
            return frame.say(f"promise.{kind}", years=name.removeprefix(f"{kind}-"))
    return frame.say("promise.plan_of", years=name)


def _amount(said: str, frame: Frame) -> str:
    """The amount of a key, "1000000000USD"; "" for a period and for "x12", which may be times or percent."""
    found = _AMOUNT.fullmatch(said)
    return money(float(found[1]), found[2], frame) if found and found[2] else ""


def _coming(thing: Coming, event: Event, frame: Frame, moments: Moments) -> str:
    kind = frame.term("event", thing.kind)
    word = status(event, frame) if thing.state in _STATUS else frame.term("status", thing.state)
    when = frame.stay(thing.day, thing.until) if thing.day else frame.say("line.no_day")
    earlier = frame.say("words.listed").join(frame.day(day) for day in thing.earlier_days)
    slots = (
        frame.say("line.with_status", kind=kind, status=word),
        who(replace(event, kind="visit_working") if thing.guest else event, frame),
        frame.say("line.level", level=frame.term("level", thing.level)) if thing.level else "",
        place_of(thing, frame),
        frame.say("line.earlier_days", days=earlier) if earlier else "",
        frame.say("line.by", outlet=one_line(thing.outlet), day=moments.day(thing.at)),
    )
    return f"{when}: {' · '.join(filter(None, slots))}"
