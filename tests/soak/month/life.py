"""The month as it is lived: the real river over the real store, a clock that jumps, and a world that goes wrong."""

from __future__ import annotations

import gc
import os
import sqlite3
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from monitor.clock import Doorbell
from monitor.errors import ConfigError, StoreError
from monitor.model.limits import Limits
from monitor.pipeline import River, Wires
from monitor.setup import Setup, load
from monitor.store import FILE, Store, open_store
from monitor.store.disk import Disk, Room
from tests.soak.month.postman import Postman
from tests.soak.month.press import Press
from tests.soak.month.rules import Rules
from tests.soak.month.web import Web
from tests.world import FakeWorkers

REST = 3000  # rounds at one moment; a river that has not come to rest by then never will


class Clock:
    """`true` is the world's time; the program sees it with an `offset` while the machine's clock is wrong."""

    def __init__(self, true: int) -> None:
        self.true, self.offset = true, 0

    def now(self) -> int:
        """What the program takes for the time."""
        return self.true + self.offset

    def stopwatch(self) -> float:
        """Real seconds."""
        return time.monotonic()

    def wait(self, bell: Doorbell, seconds: float) -> None:
        """Nobody waits here."""


@dataclass(frozen=True, slots=True)
class Sample:
    """What the process and the store take at the end of a simulated day."""

    day: int
    resident: int  # bytes
    objects: int  # that the collector knows
    store: int  # bytes of the file
    log: int  # bytes of the file beside it that takes what is written first
    articles: int


class TimedWorkers(FakeWorkers):
    """Counts the processor time of parsing, which elsewhere is another process's."""

    seconds = 0.0

    def submit(self, *work: Any) -> bool:
        """Run it now."""
        began = time.process_time()
        taken = super().submit(*work)
        self.seconds += time.process_time() - began
        return taken


class Drive(Disk):
    """The disk under the store; `short` = there is next to no room, and whoever asks is told so."""

    short = False

    def room(self) -> Room | None:
        """A lot, or next to nothing."""
        return Room(1_000_000 if self.short else 1 << 40, None)


@dataclass
class Month:
    """One state directory and whatever runs on it."""

    root: Path
    press: Press
    clock: Clock
    interval: str = "15m"  # of each feed
    step: int = 60  # seconds: work that falls due within it is done together
    limits: Limits = field(default_factory=Limits)
    samples: list[Sample] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    starts: int = 0
    longest: float = 0.0  # processor seconds of one round, parsing left out
    spent: float = 0.0
    full: bool = False
    caches: dict[str, int] = field(default_factory=dict)  # entries of those without a bound, when it began

    def __post_init__(self) -> None:
        self.bell = Doorbell()
        self.rules = Rules(self.root / "rules", self.interval)
        self.web = Web(self.press, lambda: self.clock.true, self.bell.ring)
        self.post = Postman(lambda: self.clock.true, self.bell.ring)
        self.workers = TimedWorkers(self.bell.ring)
        self.state.mkdir(parents=True)
        self.drive = Drive(self.state)
        self.setup: Setup
        self.store: Store
        self.river: River

    @property
    def state(self) -> Path:
        return self.root / "state"

    def load(self) -> Setup:
        """What stands under rules/. Raises ConfigError."""
        return load(self.rules.folder, self.state / "cache")

    def edited(self) -> None:
        """As the service does it: taken over between two rounds, or the last good ones run on."""
        try:
            self.setup = self.load()
        except ConfigError as problem:
            self.river.trouble(str(problem))
        else:
            self.river.use(self.setup)

    def open(self) -> None:
        """A process starts."""
        self.starts += 1
        self.store = open_store(self.state)
        wires = Wires(self.web, self.workers, self.post, self.bell)
        owner = f"start-{self.starts}"
        self.river = River(
            self.store, self.setup, wires, self.clock, owner=owner, limits=self.limits, public=self.state / "public",
            disk=self.drive, lasting=True,
        )  # fmt: skip
        self.river.start()
        if self.full:
            self.fill_disk()

    def leave(self, *, clean: bool) -> None:
        """The process ends; unclean = killed between two rounds."""
        if clean:
            self.river.stop()
        self.store.close()
        self.web.drop()
        self.post.drop()
        self.workers.done()

    def restart(self, *, clean: bool) -> None:
        """Another process takes over."""
        self.leave(clean=clean)
        self.open()

    def live(self, until: int) -> None:
        """Until this true moment has come and is done."""
        while True:
            self.press.until(self.clock.true)
            self._rest()
            now = self.clock.true
            if now >= until:
                return
            due = self._next_due()
            wanted = [moment for moment in (due, self.web.waiting) if moment is not None]
            self.clock.true = min(max(min(wanted, default=until), now + self.step), until)

    def _next_due(self) -> int | None:
        due = self.river.next_due()
        return None if due is None else due - self.clock.offset

    def _rest(self) -> None:
        for _ in range(REST):
            began, parsing = time.process_time(), self.workers.seconds
            try:
                worked = self.river.round()
            except (StoreError, sqlite3.Error) as error:
                self.faults.append(f"the river broke off at {self.clock.true}: {error}")
                return
            took = time.process_time() - began
            self.spent += took
            self.longest = max(self.longest, took - (self.workers.seconds - parsing))
            if not (worked or self.web.ready or self.post.in_flight or self.workers.in_flight):
                return
        self.faults.append(f"the river did not come to rest within {REST} rounds at {self.clock.true}")

    def fill_disk(self) -> None:
        """From now on the file cannot grow: what SQLite says of a full disk."""
        self.full = True
        pages = self._pragma("page_count")
        self._pragma(f"max_page_count = {pages}")

    def free_disk(self) -> None:
        """There is room again."""
        self.full = False
        self._pragma("max_page_count = 1073741823")

    def _pragma(self, said: str) -> int:
        return int(self.store._connection.one(f"PRAGMA {said}")[0])  # type: ignore[index]

    def tidy(self) -> None:
        """What the service does once an hour."""
        try:
            self.river.housekeeping()
        except (StoreError, sqlite3.Error) as error:
            self.faults.append(f"the hourly tidying broke off at {self.clock.true}: {error}")

    def sample(self, day: int) -> None:
        """At the end of a day, with what is garbage gone."""
        gc.collect()
        path = self.state / FILE
        log = path.with_name(FILE + "-wal")
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=15) as db:
            articles = db.execute("SELECT count(*) FROM article").fetchone()[0]
        db.close()
        self.samples.append(
            Sample(
                day, resident(), len(gc.get_objects()), path.stat().st_size,
                log.stat().st_size if log.exists() else 0, articles,
            )
        )  # fmt: skip


def resident() -> int:
    """Bytes of memory that this process holds now, as the kernel tells it."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")
