"""A simulated day: the real river over the real store, with fake wires and a clock that jumps.

    world = World(tmp_path)
    world.at("07:00").feed("belta", Item("Lukashenko arrives in Baku on a state visit"))
    world.mail.down()
    world.until("09:00")
    assert world.inbox == [...]

Feeds are real RSS bytes read by the real parser, digests are rendered by the real channels; only sockets and processes
are missing. Times of day are those of Baku on the world's current date.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from functools import cache
from itertools import takewhile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.sax.saxutils import escape
from zoneinfo import ZoneInfo

from monitor.clock import Doorbell, SteppedClock
from monitor.errors import MonitorError
from monitor.model.fetch import Reply, Request
from monitor.model.limits import MB, Limits
from monitor.model.message import (
    ChannelConfig,
    Delivery,
    Letter,
    Outcome,
    Permanent,
    Sent,
    Slot,
    Subscription,
    Transient,
    Unknown,
)
from monitor.model.source import Source
from monitor.pipeline import River, Wires
from monitor.service import step_until, until_idle
from monitor.setup import Setup, load
from monitor.store import FILE, Store, open_store
from monitor.store.disk import Disk, Room
from monitor.workers import Done

ZONE = ZoneInfo("Asia/Baku")
RULES = Path(__file__).parents[1] / "rules"
START = date(2024, 5, 14)
MAIL = ChannelConfig("mail", "email", (("host", "127.0.0.1"), ("sender", "monitor@example.org"), ("security", "none")))


@dataclass(frozen=True)
class Item:
    """One item of a feed as its outlet would write it; `link` and `guid` come from the title where not given."""

    title: str
    text: str = ""
    link: str = ""
    guid: str = ""
    hours_old: float | None = 1.0  # None = undated

    def xml(self, now: int, host: str) -> str:
        """The item as RSS 2.0, dated relative to `now`."""
        slug = "-".join(self.title.lower().split())[:60]
        link = self.link or f"https://{host}.example/{slug}"
        parts = [f"<title>{escape(self.title)}</title>", f"<link>{escape(link)}</link>"]
        parts.append(f"<guid isPermaLink='false'>{escape(self.guid or link)}</guid>")
        if self.text:
            parts.append(f"<description>{escape(self.text)}</description>")
        if self.hours_old is not None:
            stamp = format_datetime(datetime.fromtimestamp(now - self.hours_old * 3600, UTC))
            parts.append(f"<pubDate>{stamp}</pubDate>")
        return f"<item>{''.join(parts)}</item>"


@dataclass
class FakeNet:
    """Every answer is there at once; a feed not set up answers 404."""

    now: Callable[[], int]
    ring: Callable[[], None]
    feeds: dict[str, bytes] = field(default_factory=dict)
    pages: dict[str, bytes] = field(default_factory=dict)
    broken: dict[str, Reply] = field(default_factory=dict)
    asked: list[Request] = field(default_factory=list)
    validators: bool = True
    _ready: list[Reply] = field(default_factory=list)

    @property
    def in_flight(self) -> int:
        """Replies not yet taken."""
        return len(self._ready)

    def submit(self, request: Request) -> bool:
        """Answer as a server with ETags would."""
        self.asked.append(request)
        self._ready.append(self._answer(request))
        self.ring()
        return True

    def submit_all(self, requests: Sequence[Request]) -> int:
        """One after the other, as far as they are taken."""
        return sum(1 for _ in takewhile(self.submit, requests))

    def done(self) -> list[Reply]:
        """All answers so far."""
        ready, self._ready = self._ready, []
        return ready

    def _answer(self, request: Request) -> Reply:
        kind, name = request.token
        if str(name) in self.broken:
            return replace(self.broken[str(name)], token=request.token, url=request.url, final_url=request.url)
        body = self.feeds.get(str(name)) if kind == "feed" else self.pages.get(request.url)
        if body is None:
            return Reply(request.token, request.url, request.url, 404, error="the server answered 404 Not Found")
        etag = f'"{hash(body)}"' if self.validators else ""
        if etag and request.etag == etag:
            return Reply(request.token, request.url, request.url, 304, etag=etag)
        content_type = "application/rss+xml" if kind == "feed" else "text/html; charset=utf-8"
        return Reply(request.token, request.url, request.url, 200, body=body, content_type=content_type, etag=etag)


@dataclass
class FakeWorkers:
    """Runs each job at once, in this process."""

    ring: Callable[[], None]
    _ready: list[Done] = field(default_factory=list)

    @property
    def in_flight(self) -> int:
        """Results not yet taken."""
        return len(self._ready)

    def submit(self, token: Hashable, function: Callable[..., Any], *args: Any) -> bool:
        """Run it; errors become sentences as in a real worker."""
        try:
            self._ready.append(Done(token, function(*args), ""))
        except MonitorError as error:
            self._ready.append(Done(token, None, str(error)))
        self.ring()
        return True

    def done(self) -> list[Done]:
        """All results so far."""
        ready, self._ready = self._ready, []
        return ready


@dataclass
class FakeMail:
    """A mail server with moods. `inbox` outlives every restart of the river."""

    ring: Callable[[], None]
    inbox: list[Letter] = field(default_factory=list)
    outcome: Callable[[Letter], Outcome] | None = None
    _ready: list[tuple[Letter, Outcome]] = field(default_factory=list)

    @property
    def in_flight(self) -> int:
        """Answers not yet taken."""
        return len(self._ready)

    def submit(self, letter: Letter) -> bool:
        """Take the letter in, unless the mood says otherwise."""
        outcome = self.outcome(letter) if self.outcome else Sent("250 ok")
        if isinstance(outcome, Sent | Unknown):
            self.inbox.append(letter)
        self._ready.append((letter, outcome))
        self.ring()
        return True

    def done(self) -> list[tuple[Letter, Outcome]]:
        """All answers so far."""
        ready, self._ready = self._ready, []
        return ready

    def up(self) -> None:
        """Everything is accepted."""
        self.outcome = None

    def down(self) -> None:
        """Nothing is accepted for now."""
        self.outcome = lambda _: Transient("421 the server is closing")

    def refuses(self, recipient: str) -> None:
        """One recipient does not exist."""
        self.outcome = lambda letter: Permanent("550 no such user") if letter.recipient == recipient else Sent()

    def loses_answers(self) -> None:
        """Everything arrives, but the answer does not."""
        self.outcome = lambda _: Unknown("the connection broke after DATA")


class FakeDisk(Disk):
    """A disk with as much room as it is told to have; None = it cannot be asked."""

    found: Room | None = None

    def room(self) -> Room | None:
        """What it was told."""
        return self.found

    def has(self, megabytes: int | None) -> None:
        """So much is free from now on."""
        self.found = None if megabytes is None else Room(megabytes * MB)


@cache
def shipped() -> Setup:
    """The rules as they are shipped, loaded once."""
    return load(RULES)


def source(name: str, **more: Any) -> Source:
    """A feed of the world: Minsk's where its name begins with b, else Baku's."""
    minsk = name.startswith("b")
    values: dict[str, Any] = {
        "outlet": name.title(), "url": f"https://{name}.example/rss", "kind": "state", "language": "en",
        "side": "BY" if minsk else "AZ", "country": "BY" if minsk else "AZ",
        "zone": "Europe/Minsk" if minsk else "Asia/Baku", "page": "never",
    }  # fmt: skip
    return Source(id=name, **(values | more))


def subscription(name: str = "desk", *recipients: str, **more: Any) -> Subscription:
    """A daily digest at 07:30 in Baku, by mail."""
    values: dict[str, Any] = {
        "title": "Azerbaijan – Belarus",
        "rules": ("azerbaijan-belarus",),
        "to": tuple(Delivery("mail", recipient) for recipient in recipients or ("desk@example.org",)),
        "zone": "Asia/Baku",
        "slots": (Slot("daily", 7, 30),),
    }
    return Subscription(id=name, **(values | more))


@cache
def empty_store() -> bytes:
    """A store as it is made; making it anew for each world would take longer than most of their days."""
    with TemporaryDirectory() as folder:
        open_store(Path(folder)).close()
        return (Path(folder) / FILE).read_bytes()


class World:
    """See the module's docstring. `restart` is a fresh process on the same state directory."""

    def __init__(
        self,
        path: Path,
        *,
        sources: Sequence[Source] = (source("belta"), source("azertac")),
        subscriptions: Sequence[Subscription] | None = None,
        limits: Limits | None = None,
        start: str = "06:00",
        day: date = START,
        lasting: bool = False,
    ) -> None:
        self.path = path
        self.limits = limits or Limits()
        self.day = day
        self.clock = SteppedClock(self.moment(start))
        self.bell = Doorbell()
        self.net = FakeNet(self.clock.now, self.bell.ring)
        self.mail = FakeMail(self.bell.ring)
        subscriptions = (subscription(),) if subscriptions is None else subscriptions
        self.setup = replace(
            shipped(), sources={each.id: each for each in sources}, subscriptions=tuple(subscriptions),
            channels={**shipped().channels, "mail": MAIL},
        )  # fmt: skip
        self.starts = 0
        self.lasting = lasting
        self.disk = FakeDisk(path)
        self.store: Store
        self.river: River
        self.open()

    def open(self) -> None:
        """Start the river."""
        if not (self.path / FILE).exists():
            self.path.mkdir(parents=True, exist_ok=True)
            (self.path / FILE).write_bytes(empty_store())
        self.starts += 1
        self.store = open_store(self.path)
        wires = Wires(self.net, FakeWorkers(self.bell.ring), self.mail, self.bell)
        self.river = River(
            self.store, self.setup, wires, self.clock, owner=f"start-{self.starts}", limits=self.limits, disk=self.disk,
            lasting=self.lasting,
        )  # fmt: skip
        self.river.start()

    def restart(self, *, clean: bool = True) -> World:
        """Another process takes over; unclean = this one was killed."""
        if clean:
            self.river.stop()
        self.store.close()
        self.net.done()
        self.mail.done()
        self.open()
        return self

    def moment(self, time: str) -> int:
        """A time of day in Baku, "07:30", on the world's date, or "+1 07:30" on the next, as UTC seconds."""
        days, _, clock = time.rpartition(" ")
        hour, minute = clock.split(":")
        day = self.day + timedelta(days=int(days or 0))
        return int(datetime(day.year, day.month, day.day, int(hour), int(minute), tzinfo=ZONE).timestamp())

    def at(self, time: str) -> World:
        """Go there, with everything done that falls due on the way."""
        return self.until(time)

    def until(self, time: str) -> World:
        """Run until this moment has come and is done."""
        step_until(self.river, self.clock, self.moment(time))
        return self

    def next_day(self, days: int = 1) -> World:
        """Times of day are now those of a later date; the clock itself stays."""
        self.day += timedelta(days=days)
        return self

    def feed(self, name: str, *items: Item) -> World:
        """What this feed holds from now on."""
        now = self.clock.now()
        body = "".join(item.xml(now, name) for item in items)
        text = f"<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><title>{name}</title>{body}</channel></rss>"
        self.net.feeds[name] = text.encode()
        return self

    def settle(self) -> World:
        """Run until nothing is due at this moment."""
        until_idle(self.river)
        return self

    @property
    def inbox(self) -> list[str]:
        """The texts that arrived, in order."""
        return [text_of(letter) for letter in self.mail.inbox]


def text_of(letter: Letter) -> str:
    """The plain text part of a mail letter."""
    from email import message_from_bytes
    from email.policy import SMTP

    message = message_from_bytes(letter.payload.body, policy=SMTP)
    part = message.get_body(("plain",))
    assert part is not None
    content = part.get_content()
    assert isinstance(content, str)
    return content
