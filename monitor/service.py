"""The long-running process: APScheduler rings, the river runs; signals, the lock, rules that are edited meanwhile.

No job touches the store: a ring only wakes the river, which asks the store what is due. SIGTERM and SIGINT finish the
commit in hand and leave; SIGHUP looks at rules/ at once.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import signal
import stat
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

import structlog
from apscheduler.schedulers.background import BackgroundScheduler

from monitor import __version__
from monitor.channels import Post
from monitor.clock import Clock, Doorbell, SteppedClock, SystemClock
from monitor.errors import ConfigError, Problem
from monitor.model.limits import HOUR, Limits
from monitor.net import Background, Fetcher, Outside
from monitor.pipeline import River, Wires
from monitor.pipeline.bed import fence
from monitor.setup import Setup, cache_in, load
from monitor.store import open_store
from monitor.store.lock import state_lock
from monitor.workers import Workers

log = structlog.get_logger()

TICK = 1  # seconds between rings: due work is found at latest this much late
LOOK_AT_RULES = 2  # seconds between looks at the files under rules/
PUBLIC = "public"  # below the state directory: files for readers of other tools
LAST_ANSWERS = 5.0  # seconds a stopping service waits for messages that are being sent


@contextmanager
def wires(setup: Setup, state: Path, limits: Limits, bell: Doorbell) -> Iterator[Wires]:
    """The real world: sockets, worker processes, channels; all closed at the end."""
    with ExitStack() as stack:
        background = Background(bell.ring)
        stack.callback(background.close)
        network = setup.network
        name = network.user_agent or user_agent(network.contact)
        fetcher = Fetcher(
            background, limits, user_agent=name, allowed=network.allow, proxy=str(network.proxy),
            ca_file=network.ca_file,
        )  # fmt: skip
        stack.callback(fetcher.close)
        workers = Workers(limits, bell.ring)
        stack.callback(workers.close)
        outside = Outside(network.proxy, network.ca_file, network.allow, name)
        post = Post(background, limits, state, outside=outside)
        stack.callback(post.close)
        yield Wires(fetcher, workers, post, bell)


def user_agent(contact: str) -> str:
    """An honest name; with a way to reach whoever runs it, where the configuration gives one."""
    return f"BilateralMonitor/{__version__}" + (f" (+{contact})" if contact else "")


@contextmanager
def river(
    setup: Setup,
    state: Path,
    clock: Clock,
    *,
    limits: Limits | None = None,
    bell: Doorbell | None = None,
    demo: bool = False,
) -> Iterator[River]:
    """A started river over the real world, under the state lock; ends cleanly unless an exception passes."""
    limits = limits or Limits()
    bell = bell or Doorbell()
    with state_lock(state), ExitStack() as stack:
        store = open_store(state)
        stack.callback(store.close)
        real = stack.enter_context(wires(setup, state, limits, bell))
        owner = f"{os.getpid()}-{secrets.token_hex(4)}"
        flowing = River(store, setup, real, clock, owner=owner, limits=limits, demo=demo, public=state / PUBLIC)
        flowing.start()
        yield flowing
        flowing.stop()


def until_idle(flowing: River) -> None:
    """Rounds until nothing is due, under way or waiting; waits for the world, never for the clock."""
    bed = flowing.bed
    while flowing.round() or flowing.busy:
        if flowing.busy:
            bed.clock.wait(bed.wires.bell, bed.limits.round_wait)


def step_until(flowing: River, clock: SteppedClock, moment: int) -> None:
    """A stepped day: run until idle, jump to the next due moment, until `moment` has come and is done."""
    while True:
        until_idle(flowing)
        now, due = clock.now(), flowing.next_due()
        if now >= moment:
            return
        # Work that is due and yet not taken (its turn is somebody else's) must not stop time.
        clock.jump(min(moment, max(due, now + 1)) if due is not None else moment)


@dataclass(slots=True)
class RulesWatch:
    """Looks at the files under rules/ and loads them anew, off the river, when one has changed."""

    folder: Path
    ring: Doorbell
    cache: Path | None = None  # where spellings of names are kept
    seen: str = ""
    _thread: threading.Thread | None = None
    _results: deque[Setup | str] = field(default_factory=deque)

    def __post_init__(self) -> None:
        self.seen = self.signature()

    def signature(self) -> str:
        """Names, sizes and times of all files, as one string; the fault where the folder cannot be gone through.

        A folder inside it may vanish under our eyes, too: loading then says so, and another look finds it settled.
        """
        try:
            marks = [mark for path in sorted(self.folder.rglob("*.yaml")) if (mark := _mark(path))]
        except OSError as fault:
            return str(fault)
        return hashlib.sha256("\n".join(marks).encode()).hexdigest()

    def look(self, *, always: bool = False) -> bool:
        """Start loading where something changed, or `always`, and nothing is being loaded; True if it was started."""
        if self._thread is not None and self._thread.is_alive():
            return False
        now = self.signature()
        if now == self.seen and not always:
            return False
        self.seen = now
        self._thread = threading.Thread(target=self._load, name="rules", daemon=True)
        self._thread.start()
        return True

    def _load(self) -> None:
        failures: list[str] = []
        with fence(failures):  # a thread that ends without a word would leave an edit neither taken over nor refused
            try:
                self._results.append(load(self.folder, self.cache))
            except (ConfigError, OSError) as error:
                failures.append(str(error))
        self._results.extend(failures)
        self.ring.ring()

    def taken(self) -> Setup | str | None:
        """The newest result since the last call: a setup, or the sentence why there is none."""
        newest = None
        while self._results:
            newest = self._results.popleft()
        return newest


def _mark(path: Path) -> str:
    """What changes with every edit; "" for what is no file, or no longer: an editor replaces a file under our eyes."""
    try:
        found = path.stat()
    except OSError:
        return ""
    return f"{path}:{found.st_size}:{found.st_mtime_ns}" if stat.S_ISREG(found.st_mode) else ""


class Service:
    """`monitor run`: rounds until told to stop."""

    def __init__(
        self,
        rules: Path,
        state: Path,
        limits: Limits | None = None,
        *,
        clock: Clock | None = None,
        demo: bool = False,
    ) -> None:
        self._clock = clock or SystemClock()
        self._rules = rules
        self._state = state
        self._limits = limits or Limits()
        self._demo = demo
        self._stop = threading.Event()
        self._look = threading.Event()
        self._reload = threading.Event()  # SIGHUP: also where no file has changed, as a load may fail in passing
        self._clean = threading.Event()
        self._unusable = ""  # what is wrong with the rules it was started with

    def run(self) -> None:
        """Until SIGTERM or SIGINT. Raises ConfigError where the rules cannot be used at the start, AlreadyRunning.

        Names that no earlier run has worked out do not hold up the feeds: articles are stored until they are known.
        """
        with state_lock(self._state):
            pass  # say "already running" before a second of loading rules
        bell = Doorbell()
        self._listen(bell)  # a stop that comes while the rules are loaded is a clean one, too
        cache = cache_in(self._state)
        watch = RulesWatch(self._rules, bell, cache)  # before they are loaded: an edit meanwhile is an edit
        setup = load(self._rules, cache, wait=False)
        with river(setup, self._state, self._clock, limits=self._limits, bell=bell, demo=self._demo) as flowing:
            scheduler = self._scheduler(bell)
            log.info("running", feeds=sum(source.enabled for source in setup.sources.values()), state=str(self._state))
            if not setup.ready:
                log.info("names are being worked out; articles are stored meanwhile and judged afterwards")
                watch.look(always=True)
            try:
                while not self._stop.is_set() and not self._unusable:
                    self._turn(flowing, watch)
            finally:
                scheduler.shutdown(wait=False)
            self._last_answers(flowing)
        if self._unusable:
            raise ConfigError(Problem("", 0, 0, self._unusable))
        log.info("stopped")

    def _turn(self, flowing: River, watch: RulesWatch) -> None:
        worked = flowing.round()
        if self._look.is_set():
            self._look.clear()
            if watch.look(always=self._reload.is_set()):
                self._reload.clear()
        self._swap(flowing, watch.taken())
        if self._clean.is_set():
            self._clean.clear()
            flowing.housekeeping()
        if not worked:
            flowing.bed.clock.wait(flowing.bed.wires.bell, self._limits.round_wait)

    def _swap(self, flowing: River, result: Setup | str | None) -> None:
        """Between two rounds: the new setup, or the trouble with it while the last good one runs on."""
        if result is None:
            return
        if isinstance(result, str) and not flowing.bed.setup.ready:
            self._unusable = result
            return
        if isinstance(result, str):
            flowing.trouble(result)
            log.error("rules not taken over; the last good ones run on", problem=result)
            return
        if result.network != flowing.bed.setup.network:
            log.warning("changes under 'network:' take effect at the next start")
        flowing.use(result)
        log.info("rules taken over", rules=len(result.rules), subscriptions=len(result.subscriptions))

    def _last_answers(self, flowing: River) -> None:
        """Messages being sent get a few seconds to be answered; an answer that comes later is taken for lost."""
        post, clock = flowing.bed.wires.post, flowing.bed.clock
        began = clock.stopwatch()
        while post.in_flight and clock.stopwatch() - began < LAST_ANSWERS:
            clock.wait(flowing.bed.wires.bell, 0.2)
            flowing.take_answers()

    def _scheduler(self, bell: Doorbell) -> BackgroundScheduler:
        scheduler = BackgroundScheduler(timezone="UTC")

        def ring_after(event: threading.Event) -> None:
            event.set()
            bell.ring()

        keep = {"misfire_grace_time": None, "coalesce": True}
        scheduler.add_job(bell.ring, "interval", seconds=TICK, **keep)
        scheduler.add_job(ring_after, "interval", args=[self._look], seconds=LOOK_AT_RULES, **keep)
        scheduler.add_job(ring_after, "interval", args=[self._clean], seconds=HOUR, **keep)
        scheduler.start()
        return scheduler

    def _listen(self, bell: Doorbell) -> None:
        def leave(_number: int, _frame: FrameType | None) -> None:
            self._stop.set()
            bell.ring()

        def look(_number: int, _frame: FrameType | None) -> None:
            self._reload.set()
            self._look.set()
            bell.ring()

        signal.signal(signal.SIGTERM, leave)
        signal.signal(signal.SIGINT, leave)
        signal.signal(signal.SIGHUP, look)
