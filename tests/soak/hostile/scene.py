"""What a fault is: its behaviour, and the outcome that is right, as data."""

from __future__ import annotations

import asyncio
import hashlib
import sqlite3
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

from tests.hostile import Asked, Handler

HOUR = 3600
DAY = 24 * HOUR
INTERVAL = 12 * HOUR  # between two polls of a fault's feed: bystanders are asked again meanwhile, the fault is not
MB = 1024 * 1024

Raw = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]  # before anything was read


@dataclass(frozen=True, slots=True)
class Expect:
    """The right outcome of the fault's last poll, as the store must show it.

    `kind`: error, new (articles), none (read, nothing new), same (304, or the bytes of last time). `says`: what the
    outcome's sentence must hold, `never` what it must not. `articles`: stored of this feed. `etag`: remembered
    afterwards. `due`: bounds of the time until the next poll in seconds. `asked`: bounds of the requests that reached
    the fault's own address. `holds`: a further question to the store, "" = as it should be.
    """

    kind: str
    says: tuple[str, ...] = ()
    articles: int = 0
    etag: str | None = None  # None = not looked at
    # No answer at all: hourly, and sooner after an outage of our own way out.
    due: tuple[int, int] = (300, INTERVAL)
    asked: tuple[int, int] = (1, 99)
    never: tuple[str, ...] = ()
    or_ended: bool = False  # or a worker's limit ended it: an error that says so, and nothing of it stored
    page: str | None = None  # what the sentence of its article's page must hold; "" = the page was read
    holds: Callable[[Stored], str] | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """One row. `answer` serves the feed's address and everything else on its host but robots.txt.

    `primed`: the first request gets a sound feed with one item and `ETag: "good"`; the fault is what comes later.
    `lasts`: seconds of the service's time for which the feed goes on being polled. `other` serves a second, allowed
    host. `together`: it is known to hang, so others that hang are run beside it.
    """

    group: str
    name: str
    what: str
    answer: Handler | None  # None = nobody listens
    expect: Expect
    primed: bool = False
    lasts: int = 0
    source: Mapping[str, Any] = field(default_factory=dict)
    url: str = ""  # with {host}, {port}, {canary}; "" = http://{host}:{port}/feed
    other: Handler | None = None
    tls: str = ""  # which certificate: good, wrong, expired, future, unknown
    raw: Raw | None = None  # instead of `answer`: the bare connection
    together: bool = False
    short: bool = False  # part of the short run, too
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Stored:
    """The store as the fault has left it, and what its server saw."""

    db: sqlite3.Connection
    feed: str
    requests: tuple[Mapping[str, str], ...]  # heads of the requests to its own address; `:path` is the address asked
    others: tuple[Mapping[str, str], ...]  # the same for its other host

    def one(self, query: str) -> Any:
        """The first value of the first row, with :feed for this feed."""
        row = self.db.execute(query, {"feed": self.feed}).fetchone()
        return None if row is None else row[0]

    def titles(self) -> list[str]:
        """Of the articles that this feed brought, oldest first."""
        rows = self.db.execute("SELECT title FROM article WHERE feed = :feed ORDER BY id", {"feed": self.feed})
        return [row[0] for row in rows]

    def bodies(self) -> list[str]:
        """Every version of their texts."""
        query = "SELECT body FROM text_version t JOIN article a ON a.id = t.article WHERE a.feed = :feed"
        return [row[0] for row in self.db.execute(query, {"feed": self.feed})]

    def addresses(self) -> list[str]:
        """Their addresses."""
        query = "SELECT url FROM article WHERE feed = :feed ORDER BY id"
        return [row[0] for row in self.db.execute(query, {"feed": self.feed})]


@dataclass(frozen=True, slots=True)
class Ground:
    """Where everything listens: all faults on one port of 127.x, canaries on another, where nothing may ever call."""

    port: int
    canary: int

    def host(self, number: int) -> str:
        """The address of the fault of that number."""
        return f"127.20.{number // 250}.{number % 250 + 1}"

    @staticmethod
    def other(host: str) -> str:
        """Its second address."""
        return host.replace("127.20.", "127.21.", 1)

    def fill(self, text: str, host: str) -> str:
        """`text` with the addresses of this ground in it."""
        names = {"{host}": host, "{port}": str(self.port), "{canary}": str(self.canary), "{other}": self.other(host)}
        for name, value in names.items():
            text = text.replace(name, value)
        return text


class _Here:
    """The ground of this process, set once before anything listens."""

    ground = Ground(0, 0)

    def fill(self, text: str, host: str) -> str:
        """As `Ground.fill`."""
        return self.ground.fill(text, host)


HERE = _Here()


def say(data: bytes | str) -> Handler:
    """Answers everything with this; text has the addresses of the ground filled in."""

    async def write(asked: Asked, out: asyncio.StreamWriter) -> None:
        out.write(HERE.fill(data, asked.host).encode() if isinstance(data, str) else data)

    return write


def by_turn(*handlers: Handler) -> Handler:
    """The first request gets the first answer, and so on; the last answer stays."""

    async def write(asked: Asked, out: asyncio.StreamWriter) -> None:
        await handlers[min(asked.number, len(handlers)) - 1](asked, out)

    return write


def head(*lines: str, status: str = "200 OK") -> str:
    """The head of an answer."""
    return "\r\n".join((f"HTTP/1.1 {status}", *lines)) + "\r\n\r\n"


def answer(body: bytes, *lines: str, status: str = "200 OK", kind: str = "application/rss+xml") -> bytes:
    """A whole answer."""
    said = head(f"Content-Type: {kind}", f"Content-Length: {len(body)}", *lines, status=status)
    return said.encode("latin-1") + body


def redirect(to: str, status: str = "302 Found", *lines: str) -> Handler:
    """Answers everything with this Location, the addresses of the ground filled in."""
    return say(head(f"Location: {to}", "Content-Length: 0", *lines, status=status))


def item(title: str, number: int = 1, *, inside: str = "", link: str = "", days_old: float = 0.1) -> str:
    """An RSS item; `inside` is put into it as it is."""
    dated = format_datetime(datetime.fromtimestamp(time.time() - days_old * DAY, UTC))
    key = hashlib.sha256(title.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    address = link or f"https://{key}.example/{number}"
    return f"<item><title>{title}</title><link>{address}</link><pubDate>{dated}</pubDate>{inside}</item>"


def rss(*items: str, head: str = '<?xml version="1.0" encoding="utf-8"?>', inside: str = "") -> bytes:
    """A feed of these items."""
    return f'{head}<rss version="2.0"><channel><title>Лента</title>{inside}{"".join(items)}</channel></rss>'.encode()


def sound(name: str, count: int = 1) -> bytes:
    """A feed as it should be."""
    return rss(*(item(f"{name}: министр принял посла, {n}", n) for n in range(1, count + 1)))
