"""Redirects: round in circles, to where nobody may go, and with what must stay behind."""

from __future__ import annotations

import asyncio
from typing import Any

from tests.hostile import Asked, Handler
from tests.soak.hostile.scene import (
    DAY,
    HERE,
    HOUR,
    INTERVAL,
    Expect,
    Fault,
    Stored,
    answer,
    head,
    redirect,
    say,
    sound,
)

INSIDE = ("redirected, and", "is not public")
NO_URL = ("not a correct URL",)

# Every way to write an inner address that a URL parser, the C library or a proxy may understand.
SPELLINGS = (
    ("loopback", "http://127.0.0.1:{canary}/", INSIDE),
    ("another loopback", "http://127.66.6.6:{canary}/", INSIDE),
    ("one number", "http://2130706433:{canary}/", INSIDE),
    ("hexadecimal", "http://0x7f000001:{canary}/", INSIDE),
    ("octal", "http://0177.0.0.01:{canary}/", ("redirected",)),
    ("two parts", "http://127.1:{canary}/", INSIDE),
    ("three parts, mixed", "http://0x7f.0.1:{canary}/", INSIDE),
    ("zero", "http://0:{canary}/", INSIDE),
    ("0.0.0.0", "http://0.0.0.0:{canary}/", INSIDE),
    ("trailing dot", "http://127.0.0.1.:{canary}/", INSIDE),
    ("too large a part", "http://127.0.0.257:{canary}/", ("redirected",)),
    ("full-width digits", "http://１２７.０.０.１:{canary}/", ("redirected",)),
    ("ideographic dots", "http://127。0。0。1:{canary}/", ("redirected",)),
    ("circled digits", "http://①②⑦.⓪.⓪.①:{canary}/", ("redirected",)),
    ("percent-encoded", "http://%31%32%37.0.0.1:{canary}/", NO_URL),
    ("localhost", "http://localhost:{canary}/", INSIDE),
    ("LOCALHOST.", "http://LOCALHOST.:{canary}/", INSIDE),
    ("below localhost", "http://a.b.localhost:{canary}/", INSIDE),
    ("IPv6 loopback", "http://[::1]:{canary}/", INSIDE),
    ("IPv6 loopback in full", "http://[0:0:0:0:0:0:0:1]:{canary}/", INSIDE),
    ("IPv4-mapped", "http://[::ffff:127.0.0.1]:{canary}/", INSIDE),
    ("IPv4-mapped in hexadecimal", "http://[::ffff:7f00:1]:{canary}/", INSIDE),
    ("IPv4-compatible", "http://[::127.0.0.1]:{canary}/", INSIDE),
    ("IPv4-translated", "http://[::ffff:0:127.0.0.1]:{canary}/", INSIDE),
    ("6to4", "http://[2002:7f00:1::]:{canary}/", INSIDE),
    ("NAT64", "http://[64:ff9b::7f00:1]:{canary}/", INSIDE),
    ("local NAT64", "http://[64:ff9b:1::7f00:1]:{canary}/", INSIDE),
    ("Teredo", "http://[2001:0:7f00:1::]:{canary}/", INSIDE),
    ("unique local", "http://[fd00::1]:{canary}/", INSIDE),
    ("site local", "http://[fec0::1]:{canary}/", INSIDE),
    ("link local", "http://[fe80::1]:{canary}/", INSIDE),
    ("link local with a zone", "http://[fe80::1%25lo]:{canary}/", ("redirected",)),
    ("unspecified IPv6", "http://[::]:{canary}/", INSIDE),
    ("IPv6 multicast", "http://[ff02::1]:{canary}/", INSIDE),
    ("metadata service", "http://169.254.169.254/latest/meta-data/", INSIDE),
    ("metadata by name", "http://metadata.test:{canary}/", ("is not public",)),
    ("private class A", "http://10.1.2.3:{canary}/", INSIDE),
    ("private class B", "http://172.16.0.1:{canary}/", INSIDE),
    ("private class C", "http://192.168.1.1:{canary}/", INSIDE),
    ("carrier's own", "http://100.64.0.1:{canary}/", INSIDE),
    ("multicast", "http://224.0.0.1:{canary}/", INSIDE),
    ("broadcast", "http://255.255.255.255:{canary}/", INSIDE),
    ("inner name", "http://inner.test:{canary}/", ("is not public",)),
    ("rebinding name", "http://rebinding-too.test:{canary}/", ("could not be reached",)),
    ("two answers", "http://mixed.test:{canary}/", ("is not public",)),
    ("the allowed host on another port", "http://{host}:{canary}/", INSIDE),
    ("user before the host", "http://{host}@127.0.0.1:{canary}/", ("carries a user name or password",)),
    ("host as user and password", "http://{host}:{port}@127.0.0.1:{canary}/", ("carries a user name or password",)),
    ("an @ in the fragment", "http://127.0.0.1:{canary}#@{host}:{port}/", INSIDE),
    ("an @ behind a backslash", "http://127.0.0.1:{canary}\\@{host}:{port}/", ("redirected",)),
    ("backslashes", "http:\\\\127.0.0.1:{canary}\\", ("redirected",)),
    ("three slashes", "http:///127.0.0.1:{canary}/", ("redirected",)),
    ("two slashes", "//127.0.0.1:{canary}/", INSIDE),
    ("tab in the host", "http://127.0.0\t.1:{canary}/", NO_URL),
    ("port 0", "http://{host}:0/", NO_URL),
    ("port 65536", "http://{host}:65536/", NO_URL),
    ("file", "file:///etc/passwd", ("begins with file",)),
    ("ftp", "ftp://127.0.0.1:{canary}/", ("begins with ftp",)),
    ("gopher", "gopher://127.0.0.1:{canary}/_GET", ("begins with gopher",)),
    ("data", "data:text/xml,<rss/>", ("begins with data",)),
    ("javascript", "javascript:alert(1)", ("begins with javascript",)),
)  # fmt: skip
_SHORT = ("loopback", "IPv4-mapped", "metadata service", "IPv4-compatible", "file")


async def to_itself(asked: Asked, out: asyncio.StreamWriter) -> None:
    """A longer address each time."""
    out.write(head(f"Location: {asked.path}x", "Content-Length: 0", status="302 Found").encode())


async def ping(asked: Asked, out: asyncio.StreamWriter) -> None:
    """To the other host, which sends back."""
    there = HERE.fill("http://{other}:{port}/", asked.host)
    out.write(head(f"Location: {there}", "Content-Length: 0", status="307 Temporary Redirect").encode())


async def pong(asked: Asked, out: asyncio.StreamWriter) -> None:
    """Back."""
    there = f"http://{asked.host.replace('127.21.', '127.20.')}:{asked.port}/"
    out.write(head(f"Location: {there}", "Content-Length: 0", status="307 Temporary Redirect").encode())


async def five_hops(asked: Asked, out: asyncio.StreamWriter) -> None:
    """The fifth is the feed."""
    hop = int(asked.path.rpartition("/")[2] or 0) if asked.path != "/feed" else 0
    out.write(answer(sound("five hops")) if hop == 5 else
              head(f"Location: /{hop + 1}", "Content-Length: 0", status="302 Found").encode())  # fmt: skip


async def with_a_bomb(_: Asked, out: asyncio.StreamWriter) -> None:
    """A redirect to where the feed is, with an endless body that nobody wants."""
    out.write(head("Location: http://{other}/", status="302 Found").encode())
    while not out.is_closing():
        out.write(b"x" * 65536)
        await out.drain()


def _nothing_leaked(stored: Stored) -> str:
    if not stored.others:
        return "the other host was not asked"
    leaked = [name for name in ("authorization", "x-key", "cookie", "referer") for one in stored.others if name in one]
    return f"sent to another origin: {leaked}" if leaked else ""


def _kept_address(stored: Stored) -> str:
    url = stored.one("SELECT url FROM feed WHERE id = :feed")
    return "" if "127.20." in url else f"its address has become {url}"


def _moved(stored: Stored) -> str:
    url = stored.one("SELECT url FROM feed WHERE id = :feed")
    return "" if "127.21." in url else f"its address is still {url}"


def _bad(name: str, what: str, says: tuple[str, ...], to: str | Handler, **more: Any) -> Fault:
    handler = redirect(to) if isinstance(to, str) else to
    return Fault("redirect", name, what, handler, Expect("error", says), **more)


_GOOD = Expect("new", articles=1, due=(INTERVAL, INTERVAL), holds=_kept_address)
_FEED_THERE = say(answer(sound("там")))
_NEVER = 8 * DAY + HOUR

ROWS: tuple[Fault, ...] = (
    *(
        _bad(f"to {name}", f"Location: {to.replace('{canary}', 'PORT')}", says, to, short=name in _SHORT)
        for name, to, says in SPELLINGS
    ),
    _bad("in a circle", "a longer address each time", ("redirected more than 5 times",), to_itself, short=True),
    _bad("between two hosts", "for ever", ("redirected more than 5 times",), ping, other=pong),
    _bad("without an aim", "no Location", ("without saying where to",),
         say(head("Content-Length: 0", status="302 Found"))),
    _bad("an empty aim", "Location:", ("without saying where to",), ""),
    _bad("an aim of 5 kB", "", ("longer than 4 kB",), "/" + "x" * 5000),
    _bad("an aim that is no URL", "http://[::1", ("not a correct URL",), "http://[::1"),
    _bad("300 Multiple Choices", "with a Location", ("300",), redirect("http://127.0.0.1:{canary}/",
         "300 Multiple Choices")),
    _bad("305 Use Proxy", "an inner one", ("305",), redirect("http://127.0.0.1:{canary}/", "305 Use Proxy")),
    _bad("lasting, to loopback", "301: nothing of it may be remembered", INSIDE, redirect(
         "http://127.0.0.1:{canary}/", "301 Moved Permanently")),
    _bad("second hop inside", "by way of an honest host", INSIDE, "http://{other}:{port}/",
         other=redirect("http://127.0.0.1:{canary}/")),
    Fault("redirect", "Refresh", "a header that only browsers obey", say(answer(sound("refresh"),
          "Refresh: 0; url=http://127.0.0.1/")), _GOOD),
    Fault("redirect", "five hops", "as many as are followed", five_hops, _GOOD),
    Fault("redirect", "two aims", "the first is honest", redirect("http://{other}:{port}/", "302 Found",
          "Location: http://127.0.0.1/"), Expect("new", articles=1, due=(INTERVAL, INTERVAL), holds=_kept_address),
          other=say(answer(sound("две цели")))),
    Fault("redirect", "credentials stay behind", "the feed has a login, and leads to another host",
          redirect("http://{other}:{port}/"), Expect("new", articles=1, due=(INTERVAL, INTERVAL), holds=_nothing_leaked),
          source={"headers": (("Authorization", "Bearer geheim-4711"), ("X-Key", "geheim-4711"))},
          other=say(answer(sound("без ключа"))), short=True),
    Fault("redirect", "302 for eight days", "a passing redirect never moves the address",
          redirect("http://{other}:{port}/", "302 Found"), Expect("none", articles=1, due=(INTERVAL, INTERVAL),
          holds=_kept_address, asked=(15, 19)), other=say(answer(sound("проездом"))), lasts=_NEVER),
    Fault("redirect", "301 for eight days", "moved after seven", redirect("http://{other}:{port}/",
          "301 Moved Permanently"), Expect("none", articles=1, due=(INTERVAL, INTERVAL), holds=_moved, asked=(13, 16)),
          other=say(answer(sound("переехали"))), lasts=_NEVER),
    Fault("redirect", "301 for six days", "not yet", redirect("http://{other}:{port}/", "301 Moved Permanently"),
          Expect("none", articles=1, due=(INTERVAL, INTERVAL), holds=_kept_address),
          other=say(answer(sound("ещё не переехали"))), lasts=6 * DAY),
)  # fmt: skip
