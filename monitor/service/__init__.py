"""The long-running process: APScheduler rings, the river runs; signals, the lock, rules that are edited meanwhile.

No job touches the store: a ring only wakes the river, which asks the store what is due. SIGTERM and SIGINT finish the
commit in hand and leave; SIGHUP looks at rules/ at once. What could end it otherwise: lasting.py.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from types import FrameType

from apscheduler.schedulers.background import BackgroundScheduler

from monitor import log
from monitor.ahead.asking import Ahead
from monitor.ahead.plan import remember
from monitor.clock import Clock, Doorbell, SystemClock
from monitor.config import Network, ServiceSettings
from monitor.errors import ConfigError, Problem, StoreDamaged
from monitor.model.limits import Limits
from monitor.pipeline import River
from monitor.pipeline.bed import fence
from monitor.service.edits import RulesWatch
from monitor.service.lasting import Turns, damage, log_dying_threads, refuse_damaged
from monitor.service.nightly import Nightly
from monitor.service.pulse import Pulse
from monitor.service.watching import Watching, beat_once
from monitor.service.world import get_ready, river, step_until, until_idle, wires
from monitor.setup import Setup, cache_in, load
from monitor.store.backup import FOLDER
from monitor.store.lock import state_lock

__all__ = ["Pulse", "RulesWatch", "Service", "beat_once", "river", "step_until", "until_idle", "wires"]

TICK = 1  # seconds between rings: due work is found at latest this much late
GATHER = 0.03  # seconds from the beginning of a round to that of the next one, at least: answers come in bunches
LOOK_AT_RULES = 2  # seconds between looks at the files under rules/
LOADING, OPENING, BEGINNING = 120, 900, 120  # seconds that each step of a start may take, an upgraded store's most
NOT_READY = "what a channel needs cannot be imported; if the program was upgraded while it ran, restart it"
LAST_ANSWERS = 5.0  # seconds a stopping service waits for messages that are being sent
LEAVING = 0.5  # seconds it then waits for a store that another program holds locked


Beside = Callable[[Setup, Pulse], AbstractContextManager[object]]
"""What runs beside the river, from before its first round to after its last one, in threads of its own."""


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
        ahead: Ahead | None = None,
        beside: Beside | None = None,
    ) -> None:
        self._clock = clock or SystemClock()
        self._rules = rules
        self._state = state
        self._limits = limits or Limits()
        self._demo = demo
        self._beside = beside or (lambda _setup, _pulse: nullcontext())
        self._stop = threading.Event()
        self._look = threading.Event()
        self._reload = threading.Event()  # SIGHUP: also where no file has changed, as a load may fail in passing
        self._turns = Turns(self._stop)
        self._ahead = ahead
        self._bell = ahead.bell if ahead else Doorbell()
        self._watching = Watching(self._clock, self._limits, self._bell)
        self._nightly = Nightly(state, self._clock, self._bell.ring)
        self.pulse = self._watching.pulse
        self._started_with: tuple[Network, ServiceSettings] | None = None
        self._unusable = ""  # what is wrong with the rules it was started with

    def run(self) -> None:
        """Until SIGTERM or SIGINT.

        Raises AlreadyRunning, ConfigError where the rules cannot be used at the start, StoreDamaged, and MonitorError
        where only a fresh process can help.

        Names that no earlier run has worked out do not hold up the feeds: articles are stored until they are known.
        """
        with state_lock(self._state):
            refuse_damaged(self._state)  # and say "already running" before a second of loading rules
        log_dying_threads()
        bell, notify = self._bell, self._watching.notify
        self._listen(bell)  # a stop that comes while the rules are loaded is a clean one, too
        cache = cache_in(self._state)
        watch = RulesWatch(self._rules, bell, cache)  # before they are loaded: an edit meanwhile is an edit
        notify.stage("Loading the rules", LOADING)
        if self._ahead:
            log.info("due feeds are asked while the rules are read", feeds=self._ahead.asked)
        setup = load(self._rules, cache, wait=False)
        self._started_with = (setup.network, setup.service)
        notify.stage("Opening the store; after an upgrade it is rebuilt", OPENING)
        limits, demo = self._limits, self._demo
        with (
            river(
                setup, self._state, self._clock, limits=limits, bell=bell, demo=demo, ahead=self._ahead, lasting=True
            ) as flowing,
            self._beside(setup, self.pulse),
        ):
            notify.stage("Beginning the first round", BEGINNING)
            scheduler = self._scheduler(bell)
            log.info("running", feeds=sum(source.enabled for source in setup.sources.values()), state=str(self._state))
            self._keep_plan(setup)
            if not setup.ready:
                log.info("names are being worked out; articles are stored meanwhile and judged afterwards")
                watch.look(always=True)
            del setup  # the river has it, and lets go of it with the first edit
            try:
                while not self._stop.is_set() and not self._unusable:
                    self._turn(flowing, watch)
            except StoreDamaged as error:
                raise self._damaged(flowing, error) from error
            finally:
                notify.stopping()
                scheduler.shutdown(wait=False)
                self._watching.close()
                self._nightly.close()
            self._last_answers(flowing)
        if self._unusable:
            raise ConfigError(Problem("", 0, 0, self._unusable))
        log.info("stopped")

    def _turn(self, flowing: River, watch: RulesWatch) -> None:
        """A round and what belongs between two; one that breaks off is tried again after a pause."""
        failures: list[str] = []
        with fence(failures):
            self._work(flowing, watch)
        if failures:
            self.pulse.degraded = f"the last round broke off: {failures[0]}"
        self._turns.ended(failures)
        self._turns.threads(self._clock.stopwatch())

    def _work(self, flowing: River, watch: RulesWatch) -> None:
        began = self._clock.stopwatch()
        worked = flowing.round()
        self.pulse.degraded = flowing.storage.degraded
        self._watching.round_ended(flowing)
        if self._look.is_set():
            self._look.clear()
            asked = self._reload.is_set()
            if watch.look(always=asked):
                self._reload.clear()
                if asked:
                    self._watching.notify.reloading()
        self._swap(flowing, watch.taken())
        self._nightly.look(flowing)
        if not worked:
            flowing.bed.clock.wait(flowing.bed.wires.bell, self._limits.round_wait)
        if (rest := GATHER - (self._clock.stopwatch() - began)) > 0:
            self._stop.wait(rest)  # each ring would bring a round of its own, with all its questions to the store

    def _swap(self, flowing: River, result: Setup | str | None) -> None:
        """Between two rounds: the new setup, or the trouble with it while the last good one runs on."""
        if result is None:
            return
        if isinstance(result, str) and not flowing.bed.setup.ready:
            self._unusable = result
            return
        self._watching.looked_at_rules()
        if isinstance(result, str):
            self._untaken(flowing, result)
            return
        try:
            get_ready(result)
        except ImportError as fault:
            self._untaken(flowing, f"{NOT_READY} ({fault})")
            return
        later = self._later(result)
        if later:
            log.warning("an edit takes effect at the next start", edit=later)
        flowing.use(result)
        flowing.waits_for_start(later)
        self._keep_plan(result)
        log.info("rules taken over", rules=len(result.rules), subscriptions=len(result.subscriptions))

    def _untaken(self, flowing: River, problem: str) -> None:
        flowing.trouble(problem)
        log.error("rules not taken over; the last good ones run on", problem=problem)

    def _keep_plan(self, setup: Setup) -> None:
        """By it the next start knows whom to ask before it has read these rules again."""
        if setup.ready:
            remember(cache_in(self._state), setup.files, setup.network, setup.sources)

    def _later(self, setup: Setup) -> str:
        """What of the files the running process cannot take over, "" = nothing."""
        network, service = self._started_with or (setup.network, setup.service)
        edited = ["'network:' of sources.yaml"] if setup.network != network else []
        edited += ["'listen:' of service.yaml"] if setup.service.listen != service.listen else []
        return f"what was edited takes effect at the next start: {' and '.join(edited)}" if edited else ""

    def _last_answers(self, flowing: River) -> None:
        """Messages being sent get a few seconds to be answered; an answer that comes later is taken for lost."""
        flowing.bed.store.patient(LEAVING)
        self._wait_for_post(flowing, flowing.take_answers)

    def _wait_for_post(self, flowing: River, take: Callable[[], None]) -> None:
        post, clock = flowing.bed.wires.post, flowing.bed.clock
        began = clock.stopwatch()
        while post.in_flight and clock.stopwatch() - began < LAST_ANSWERS:
            clock.wait(flowing.bed.wires.bell, 0.2)
            take()

    def _damaged(self, flowing: River, error: StoreDamaged) -> StoreDamaged:
        """Nothing is written any more; the operator hears of it, and so does the next start."""
        plan = flowing.bed.setup.service.backup
        folder = Path(plan.folder) if plan and plan.folder else self._state / FOLDER
        told = damage(self._state, folder, error)
        flowing.damaged(told)
        self._wait_for_post(flowing, flowing.hear)
        return told

    def _scheduler(self, bell: Doorbell) -> BackgroundScheduler:
        scheduler = BackgroundScheduler(timezone="UTC")

        def ring_after(event: threading.Event) -> None:
            event.set()
            bell.ring()

        keep = {"misfire_grace_time": None, "coalesce": True}
        scheduler.add_job(bell.ring, "interval", seconds=TICK, **keep)
        scheduler.add_job(ring_after, "interval", args=[self._look], seconds=LOOK_AT_RULES, **keep)
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
