"""Validators that lie, and the manners of hosts: what is sent back, when it is asked again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

from tests.hostile import Asked, Handler
from tests.soak.hostile.scene import (
    DAY,
    HOUR,
    INTERVAL,
    Expect,
    Fault,
    Stored,
    answer,
    head,
    item,
    redirect,
    rss,
    say,
    sound,
)

_SOON = (60, INTERVAL)
_LATER = (300, INTERVAL)


def _sent(name: str, value: str) -> Callable[[Stored], str]:
    """The last request carried this, byte for byte."""

    def holds(stored: Stored) -> str:
        got = stored.requests[-1].get(name, "")
        return "" if got == value else f"{name} was {got!r}, not {value!r}"

    return holds


def _asked_whole(stored: Stored) -> str:
    """At least one request after the first asked without validators."""
    whole = [one for one in stored.requests[1:] if "if-none-match" not in one and "if-modified-since" not in one]
    return "" if whole else "it was never asked for everything again"


def _no_new_words(stored: Stored) -> str:
    got = {one["user-agent"] for one in stored.requests}
    return "" if all(name.startswith("BilateralMonitor/") for name in got) else f"called itself {got}"


async def says_304(asked: Asked, out: asyncio.StreamWriter) -> None:
    """304 to every question, whatever has changed since."""
    if "if-none-match" in asked.headers:
        out.write(b"HTTP/1.1 304 Not Modified\r\n\r\n")
    else:
        out.write(answer(sound("lies", 1 + (asked.number > 1)), 'ETag: "for ever"'))


async def other_etags(asked: Asked, out: asyncio.StreamWriter) -> None:
    """Another ETag at each request, for the same bytes."""
    out.write(answer(_SAME, f'ETag: "{asked.number}"'))


async def half_new(asked: Asked, out: asyncio.StreamWriter) -> None:
    """A sound feed, then a cut one with a validator of its own."""
    whole = answer(sound("half", 1 if asked.number == 1 else 3), f'ETag: "{asked.number}"', "Last-Modified: now")
    out.write(whole if asked.number == 1 else whole[:-200])


_SAME = sound("the same for ever")
_FUTURE = "Tue, 19 Nov 2047 14:43:28 GMT"


def _etag(name: str, what: str, raw: bytes, back: str | None, **more: Any) -> Fault:
    """`back`: what comes back in If-None-Match, None = nothing."""
    body = sound(name)
    reply = (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nETag: "
        + raw
        + b"\r\nContent-Length: %d\r\n\r\n" % len(body)
        + body
    )
    expect = Expect("same", articles=1, etag=back or "", due=_LATER, holds=_sent("if-none-match", back or ""))
    return Fault("validators", name, what, say(reply), expect, lasts=INTERVAL + HOUR, **more)


_VALIDATORS: tuple[Fault, ...] = (
    Fault("validators", "304 for ever", "a whole answer is asked for once a day", says_304,
          Expect("new", articles=2, due=_LATER, holds=_asked_whole), lasts=DAY + HOUR, short=True),
    Fault("validators", "never a 304", "no validators at all: the bytes are compared", say(answer(sound("never a 304"))),
          Expect("same", articles=1, etag="", due=_LATER), lasts=INTERVAL + HOUR),
    Fault("validators", "another ETag each time", "for the same bytes", other_etags,
          Expect("same", articles=1, due=_LATER), lasts=INTERVAL + HOUR),
    Fault("validators", "Last-Modified from the future", "sent back byte for byte",
          say(answer(sound("future"), f"Last-Modified: {_FUTURE}")),
          Expect("same", articles=1, due=_LATER, holds=_sent("if-modified-since", _FUTURE)), lasts=INTERVAL + HOUR),
    Fault("validators", "Last-Modified that is no date", "sent back byte for byte",
          say(answer(sound("no date"), "Last-Modified: gestern <b>abend</b>")),
          Expect("same", articles=1, due=_LATER, holds=_sent("if-modified-since", "gestern <b>abend</b>")), lasts=INTERVAL + HOUR),
    Fault("validators", "cut, with a new ETag", "neither items nor validators are taken", half_new,
          Expect("error", ("broke off",), articles=1, etag='"1"', due=_LATER), lasts=INTERVAL + HOUR, short=True),
    _etag("ETag with letters outside ASCII", "as bytes they were", b'"\xd1\xe5\xe3\xee\xe4\xed\xff"',
          b'"\xd1\xe5\xe3\xee\xe4\xed\xff"'.decode("latin-1"), short=True),
    _etag("weak ETag", "", b'W/"a"', 'W/"a"'),
    _etag("ETag without its marks", "", b"abc def", "abc def"),
    _etag("ETag of 5 kB", "which would make our own requests too large", b'"' + b"e" * 5000 + b'"', None),
    _etag("ETag with a control character", "which could not be sent back", b'"a\x01b"', None),
    _etag("empty ETag", "", b"", None),
)  # fmt: skip


def _busy(name: str, value: str, due: tuple[int, int], status: str = "429 Too Many Requests", **more: Any) -> Fault:
    expect = Expect("error", (status[:3],), due=due)
    lines = ("Content-Length: 0", *([f"Retry-After: {value}"] if value else []))
    return Fault(
        "manners", name, f"{status}, Retry-After: {value}"[:60], say(head(*lines, status=status)), expect, **more
    )


def _date(seconds: int) -> str:
    return format_datetime(datetime.fromtimestamp(1_800_000_000 + seconds, UTC), usegmt=True)


def _status(status: str, *says: str, due: tuple[int, int] = _LATER) -> Fault:
    return Fault("manners", status, "", say(answer(b"<html>", status=status, kind="text/html")),
                 Expect("error", (status[:3], *says), articles=1, etag='"good"', due=due), primed=True)  # fmt: skip


def _stopped(stored: Stored) -> str:
    return "" if stored.one("SELECT stopped FROM feed WHERE id = :feed") else "it is still polled"


def _https(stored: Stored) -> str:
    url = stored.one("SELECT url FROM feed WHERE id = :feed")
    return "" if url.startswith("http://") else f"moved to {url}, which never answered"


def _wish(name: str, what: str, handler: Handler, due: tuple[int, int], **more: Any) -> Fault:
    return Fault("manners", name, what, handler, Expect("new", articles=1, due=due), **more)


_NOW = f"Date: {_date(0)}"
_MANNERS: tuple[Fault, ...] = (
    _busy("busy for two days", "172800", (DAY, DAY), source={"interval": 900}, short=True),
    _busy("busy for a second", "1", (300, 900), source={"interval": 900}),
    _busy("busy until a date", f"{_date(7200)}\r\n{_NOW}", (7200, 7200), source={"interval": 900}),
    _busy("busy until yesterday", f"{_date(-DAY)}\r\n{_NOW}", (300, 900), source={"interval": 900}),
    _busy("busy until 9999", "Fri, 31 Dec 9999 23:59:59 GMT", (DAY, DAY), source={"interval": 900}),
    _busy("busy, and no word for how long", "", (300, 900), source={"interval": 900}),
    _busy("busy for a negative time", "-5", (300, 900), source={"interval": 900}),
    _busy("busy for half a second", "0.5", (300, 900), source={"interval": 900}),
    _busy("busy for 10^40 seconds", "9" * 40, (DAY, DAY), source={"interval": 900}),
    _busy("busy until tomorrow, in words", "sabah", (300, 900), source={"interval": 900}),
    _busy("503 for an hour", "3600", (3600, 3600), "503 Service Unavailable", source={"interval": 900}, short=True),
    Fault("manners", "410 Gone", "stops the feed, and says so", say(head("Content-Length: 0", status="410 Gone")),
          Expect("error", ("410 Gone", "find its new address"), articles=1, due=_LATER, holds=_stopped), primed=True, short=True),
    _status("404 Not Found", "nothing is at this address"), _status("403 Forbidden", "User-Agent"),
    _status("401 Unauthorized", "login"), _status("400 Bad Request"), _status("406 Not Acceptable"),
    _status("451 Unavailable For Legal Reasons", "legal"), _status("500 Internal Server Error", "may pass"),
    _status("502 Bad Gateway"), _status("599 Nobody Knows"), _status("418 I'm a teapot"),
    Fault("manners", "301 to https that never answers", "the address stays", redirect("https://{host}:{port}/feed",
          "301 Moved Permanently"), Expect("error", ("could not be reached",), due=_LATER, holds=_https)),
    _wish("ttl of a year", "", say(answer(rss(item("Год"), inside="<ttl>525600</ttl>"))), (DAY, DAY)),
    _wish("ttl of 10^30 minutes", "", say(answer(rss(item("Вечность"), inside=f"<ttl>{'9' * 30}</ttl>"))), _SOON),
    _wish("negative ttl", "", say(answer(rss(item("Минус"), inside="<ttl>-9</ttl>"))), (INTERVAL, INTERVAL)),
    _wish("every hour is skipped", "", say(answer(rss(item("Ни часа"), inside="<skipHours>" + "".join(
          f"<hour>{n}</hour>" for n in range(24)) + "</skipHours>"))), (INTERVAL, INTERVAL)),
    _wish("max-age of 10^30", "", say(answer(sound("max-age"), f"Cache-Control: max-age={'9' * 30}")), (INTERVAL, DAY)),
    _wish("max-age of a century", "", say(answer(sound("century"), "Cache-Control: max-age=3155760000")), (DAY, DAY)),
    _wish("a minute between items", "deep enough to be polled at the floor", say(answer(rss(*(item("Минута", days_old=n / 1440)
          if n == 1 else "" for n in range(1, 3))))), _SOON),
    Fault("manners", "says who we are", "honestly, at every request", say(answer(sound("name"))),
          Expect("new", articles=1, due=(INTERVAL, INTERVAL), holds=_no_new_words)),
)  # fmt: skip

ROWS = (*_VALIDATORS, *_MANNERS)
