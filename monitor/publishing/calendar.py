"""Announced things as a calendar, RFC 5545 by hand: few properties, folded lines, text escaped."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from monitor.model.kinds import event_label
from monitor.reading.announced import Announced

STATES = {"passed": "passed in silence"}  # the others are called as they are

MONTH = len("2024-05")
_OCTETS = 75  # of a line, its line end not counted
_BITS, _INSIDE = 0b1100_0000, 0b1000_0000  # of an octet in UTF-8 that begins no character
_CONTROL = re.compile("[\x00-\x1f\x7f]")
_STATUS = {"cancelled": "CANCELLED", "happened": "CONFIRMED"}


def as_written(thing: Announced) -> str:
    """The place as the first outlet wrote it."""
    return thing.place


def calendar(things: Iterable[Announced], place_of: Callable[[Announced], str] = as_written) -> str:
    """One all-day event for each thing with a day (to the month at least); what has none cannot stand in a calendar.

    `place_of` names the place of a thing, "" for none. The same things give the same text: an event's stamp is the
    moment of the last word on it.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Bilateral Monitor//announced//EN", "CALSCALE:GREGORIAN"]
    for thing in things:
        lines += _event(thing, place_of(thing))
    lines.append("END:VCALENDAR")
    return "".join(piece + "\r\n" for line in lines for piece in _folded(line))


def _event(thing: Announced, place: str) -> Iterator[str]:
    span = days(thing)
    if span is None:
        return
    first, last = span
    named = f"{what(thing)}: {'–'.join(thing.sides)}" + (" (day not named)" if len(thing.day) == MONTH else "")
    said = [
        STATES.get(thing.state, thing.state),
        f"announced: {thing.first.outlet}, {_moment(thing.first.at)}: {thing.first.title}",
        f"last word: {thing.last.outlet}, {_moment(thing.last.at)}: {thing.last.title}",
    ]
    yield "BEGIN:VEVENT"
    yield f"UID:{_uid(thing)}"
    yield f"DTSTAMP:{datetime.fromtimestamp(thing.last.at, UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{last + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(named[0].upper() + named[1:])}"
    if place:
        yield f"LOCATION:{_escaped(place)}"
    yield f"DESCRIPTION:{_escaped(chr(10).join(said))}"
    url = thing.last.url
    if url and url.isascii() and url.isprintable() and " " not in url:  # a line end in it would be a line of its own
        yield f"URL:{url}"
    yield f"STATUS:{_STATUS.get(thing.state, 'TENTATIVE')}"
    yield f"SEQUENCE:{len(thing.reports) - 1}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def what(thing: Announced) -> str:
    """The thing in words: "official visit of BY to AZ"."""
    words = event_label(thing.kind)
    return words + (f" of {thing.guest} to {thing.host}" if thing.guest and thing.host and "visit" in words else "")


def days(thing: Announced) -> tuple[date, date] | None:
    """First and last day; None where no day is known. A month stands as its first day."""
    try:
        first = date.fromisoformat(thing.day if len(thing.day) == len("2024-05-16") else thing.day + "-01")
        last = date.fromisoformat(thing.until) if thing.until else first
    except ValueError:
        return None
    return first, max(first, last)


def _moment(at: int) -> str:
    """`16 May 2024 14:35 UTC`."""
    said = datetime.fromtimestamp(at, UTC)
    return f"{said.day} {said:%b %Y %H:%M} UTC"


def _uid(thing: Announced) -> str:
    """The same however the day moves: of what it is, whom it binds and the article that told of it first."""
    named = "|".join((thing.family, "-".join(thing.sides), thing.first.url or thing.first.title, str(thing.first.at)))
    return f"{hashlib.sha256(named.encode()).hexdigest()[:32]}@bilateral-monitor"


def _escaped(text: str) -> str:
    """Text of a property: backslash, comma, semicolon and line end escaped, other control characters blanks."""
    for character, form in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\n"), ("\r", "\n"), ("\n", "\\n")):
        text = text.replace(character, form)
    return _CONTROL.sub(" ", text)


def _folded(line: str) -> Iterator[str]:
    """Pieces of at most 75 octets, no character cut in two; each but the first begins with a blank."""
    octets, start, room, blank = line.encode(), 0, _OCTETS, ""
    while len(octets) - start > room:
        end = start + room
        while octets[end] & _BITS == _INSIDE:
            end -= 1
        yield blank + octets[start:end].decode()
        start, room, blank = end, _OCTETS - 1, " "
    yield blank + octets[start:].decode()
