"""The service under attack: the real river over the real world, one fault after the other, bystanders beside it."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Hashable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from monitor.clock import Doorbell, SteppedClock
from monitor.model.fetch import Reply, Request
from monitor.model.limits import Limits
from monitor.model.source import Source
from monitor.pipeline import River, Wires
from monitor.service.world import until_idle, wires
from monitor.setup import Setup
from monitor.store import FILE, open_store
from tests.soak.hostile.scene import INTERVAL, Fault, Ground
from tests.soak.process import usage

BYSTANDERS = 2
_BYSTANDER = "bystander_{}"
_POLLS = """SELECT f.id, f.quiet_polls + (SELECT coalesce(sum(o.polls), 0) FROM fetch_outcome o WHERE o.feed = f.id)
            FROM feed f"""
_EACH = 300  # seconds between two polls of a bystander: the floor
_BEAT = 0.5  # real seconds after which a bystander that was answered is asked again


@dataclass(slots=True)
class Run:
    """What one fault was like, in real seconds and bytes."""

    seconds: float = 0.0
    held: float = 0.0  # the longest that one round took
    grown: int = 0  # of the main process, at its peak, against the start of the run
    worker: int = 0  # all children together, at their peak
    bystander: float = 0.0  # the longest that a bystander waited from its request to its commit
    polls: int = 0  # of bystanders


class Timed:
    """A wire that remembers when each feed's request went out."""

    def __init__(self, net: Any) -> None:
        self._net = net
        self.asked: dict[Hashable, float] = {}

    @property
    def in_flight(self) -> int:
        """As the wire's."""
        return int(self._net.in_flight)

    def submit(self, request: Request) -> bool:
        """As the wire's; a feed that is on its way already keeps its time."""
        taken = bool(self._net.submit(request))
        if taken and request.token[0] == "feed":
            self.asked[request.token[1]] = time.monotonic()
        return taken

    def submit_all(self, requests: Sequence[Request]) -> int:
        """As the wire's."""
        taken = int(self._net.submit_all(requests))
        now = time.monotonic()
        self.asked |= {request.token[1]: now for request in requests[:taken] if request.token[0] == "feed"}
        return taken

    def done(self) -> list[Reply]:
        """As the wire's."""
        replies: list[Reply] = self._net.done()
        return replies


@dataclass(slots=True)
class Stage:
    """One river, and what it is asked to poll."""

    river: River
    clock: SteppedClock
    net: Timed
    db: sqlite3.Connection
    ground: Ground
    setup: Setup
    numbers: dict[str, int]
    ca_file: str
    base: int
    server: int
    polls: dict[str, int] = field(default_factory=dict)  # recorded so far
    when: dict[str, float] = field(default_factory=dict)  # feed -> when its outcome was seen
    _sampled: float = 0.0

    def play(self, faults: Sequence[Fault]) -> dict[str, Run]:
        """Poll these at once, and bystanders until the last of them has its outcome; then as long as one lasts."""
        self.river.use(replace(self.setup, sources=self._sources(faults)))
        _forget_peak()
        runs = {fault.name: Run() for fault in faults}
        feeds = {self.feed(fault): runs[fault.name] for fault in faults}
        began = self.clock.now()
        self._until_answered(feeds)
        if any(fault.primed for fault in faults):
            with self.river.bed.store.tx():
                self.river.bed.store.feeds.all_due(self.clock.now())
            self._until_answered(feeds)
        until = began + max(fault.lasts for fault in faults)
        while until > began and (due := min(self._due(feed) for feed in feeds)) <= until:
            self.clock.jump(due)
            self._until_answered(feeds)
        for run in runs.values():
            run.grown = max(run.grown, _peak() - self.base)
        return runs

    def feed(self, fault: Fault) -> str:
        """The id of its feed."""
        return f"fault_{self.numbers[fault.name]}"

    def _until_answered(self, feeds: dict[str, Run]) -> None:
        waiting = set(feeds)
        bell, river = self.river.bed.wires.bell, self.river
        while True:
            began = time.monotonic()
            worked = river.round()
            held = time.monotonic() - began
            self._look(feeds, waiting)
            for run in feeds.values():
                run.held = max(run.held, held)
            self._sample(feeds)
            if waiting and self._bystanders_rest():
                self.clock.jump(self.clock.now() + _EACH)
            elif not worked and not river.busy:
                return
            if not worked:
                self.clock.wait(bell, 0.05)

    def _look(self, feeds: dict[str, Run], waiting: set[str]) -> None:
        """Take the time of what has been recorded since."""
        now = time.monotonic()
        for feed, polls in self.db.execute(_POLLS).fetchall():
            if polls == self.polls.get(feed, 0):
                continue
            self.polls[feed] = polls
            took = now - self.net.asked.get(feed, now)
            if feed in feeds:
                waiting.discard(feed)
                feeds[feed].seconds = max(feeds[feed].seconds, took)
            else:
                self.when[feed] = now
                for run in feeds.values():
                    run.bystander, run.polls = max(run.bystander, took), run.polls + 1

    def _bystanders_rest(self) -> bool:
        names = [_BYSTANDER.format(n) for n in range(BYSTANDERS)]
        now = time.monotonic()
        return all(self.when.get(name, now) + _BEAT < now for name in names)

    def _due(self, feed: str) -> int:
        return int(self.db.execute("SELECT next_due FROM feed WHERE id = ?", (feed,)).fetchone()[0])

    def _sample(self, feeds: dict[str, Run]) -> None:
        now = time.monotonic()
        if now - self._sampled < 0.1:
            return
        self._sampled = now
        children = usage(os.getpid()).children - _resident(self.server)
        for run in feeds.values():
            run.worker = max(run.worker, children)

    def _sources(self, faults: Sequence[Fault]) -> dict[str, Source]:
        made = {}
        for n in range(BYSTANDERS):
            name = _BYSTANDER.format(n)
            made[name] = _source(name, f"http://127.22.0.1:{self.ground.port}/{n}", interval=_EACH)
        for fault in faults:
            name, host = self.feed(fault), self.ground.host(self.numbers[fault.name])
            url = self.ground.fill(fault.url or "http://{host}:{port}/feed", host)
            made[name] = _source(
                name, url, **{"ca_file": self.ca_file} if fault.tls or "https" in url else {}, **fault.source
            )
        return made


def _source(name: str, url: str, **more: Any) -> Source:
    values: dict[str, Any] = {
        "outlet": name.replace("_", " ").title(), "url": url, "kind": "state", "side": "BY", "country": "BY",
        "language": "ru", "zone": "Europe/Minsk", "page": "never", "interval": INTERVAL,
    }  # fmt: skip
    return Source(id=name, **(values | more))


@contextmanager
def stage(
    state: Path,
    setup: Setup,
    limits: Limits,
    ground: Ground,
    numbers: dict[str, int],
    ca_file: str,
    server: int,
    *,
    fast: bool,
) -> Iterator[Stage]:
    """The river, started and warm: its workers have run, so that what grows later grows because of a fault."""
    bell = Doorbell()
    allow = frozenset({("127.22.0.1", ground.port)})
    for number in numbers.values():
        host = ground.host(number)
        allow |= {(host, ground.port), (Ground.other(host), ground.port)}
    setup = replace(setup, network=replace(setup.network, allow=allow), subscriptions=(), sources={})
    clock = SteppedClock(int(time.time()))
    store = open_store(state)
    with closing(store), wires(setup, state, limits, bell, fast=fast) as real:
        timed = Timed(real.net)
        river = River(store, setup, Wires(timed, real.workers, real.post, bell), clock, owner="hostile", limits=limits)
        river.start()
        db = sqlite3.connect(f"file:{state / FILE}?mode=ro", uri=True)
        with closing(db):
            made = Stage(river, clock, timed, db, ground, setup, numbers, ca_file, 0, server)
            for n in range(3):  # bystanders alone
                river.use(replace(setup, sources=made._sources(())))
                clock.jump(clock.now() + n * _EACH)
                until_idle(river)
            made.base = _resident(os.getpid())
            yield made
            river.stop()


def _status(name: str, pid: int | str) -> int:
    try:
        text = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in text.splitlines() if line.startswith(f"{name}:")), 0)


def _resident(pid: int) -> int:
    return _status("VmRSS", pid)


def _peak() -> int:
    return _status("VmHWM", "self")


def _forget_peak() -> None:
    """So that the next peak is the next fault's own."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
