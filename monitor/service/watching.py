"""What the service tells the world of itself, round by round: the pulse, systemd, the heartbeat.

A cycle is good when, since the last good one, feeds were asked and at least half of them answered at their last poll;
when no feed has been due for ten minutes without being asked; and when what arrives can be stored and judged. A night
in which our own network is gone is therefore no good one, however faithfully each failure was recorded.
"""

from __future__ import annotations

from monitor import log
from monitor.clock import Clock, Doorbell
from monitor.errors import StoreError
from monitor.model.limits import MINUTE, Limits
from monitor.net import Outside, user_agent
from monitor.pipeline import River
from monitor.service.heartbeat import Heartbeat
from monitor.service.notify import Notifier
from monitor.service.pulse import Pulse
from monitor.setup import Setup
from monitor.store.gauges import Cycle

LOOK, LOOK_AT_MOST = 10.0, 60.0  # seconds between two looks at how the cycle goes: a look counts all feeds
FEEDS_A_SECOND = 1000  # that it counts on the average
LATE = 10 * MINUTE  # a feed that is due for so long and was not asked is forgotten
SPEAK = 60.0  # seconds between two sentences for systemd
HEARTBEAT = "heartbeat"  # the kind of trouble a failing heartbeat is


def good(cycle: Cycle) -> bool:
    """Whether this was a good cycle, as the head of this file says."""
    return cycle.answered > 0 and cycle.answered * 2 >= cycle.asked and cycle.overdue == 0


class Watching:
    """Used by the river's thread alone; other threads read `pulse`."""

    def __init__(self, clock: Clock, limits: Limits, bell: Doorbell) -> None:
        self._clock = clock
        self.pulse = Pulse(clock.stopwatch, clock.now())
        self.notify = Notifier(clock.stopwatch)
        self._heartbeat = Heartbeat(limits, clock.stopwatch, bell.ring)
        self._failing: bool | None = None  # whether the heartbeat is; None = nothing is known yet
        self._since = clock.now()  # the last good cycle, or the start
        self._looked = self._spoke = float("-inf")
        self._pause = LOOK
        self._sentence = "The first round has ended; the feeds are being asked"

    def round_ended(self, flowing: River) -> None:
        """After each round, also one that could store nothing: the loop goes on, and that is what the watchdog asks."""
        self.pulse.degraded = flowing.storage.degraded
        self.pulse.beat(self._clock.now())
        if self.pulse.rounds == 1:
            self.notify.ready(self._sentence)
        self.notify.progress()
        if self._clock.stopwatch() - self._looked < self._pause:
            return
        self._looked = self._clock.stopwatch()
        try:
            self._look(flowing)
            self._answered(flowing)
        except StoreError as fault:
            log.debug("the store cannot be asked how it goes", problem=str(fault))  # the round itself has said so

    def looked_at_rules(self) -> None:
        """An edit was taken over, or refused."""
        if self.pulse.rounds:
            self.notify.ready(self._sentence)

    def close(self) -> None:
        """Nothing is called any more."""
        self._heartbeat.close()

    def _look(self, flowing: River) -> None:
        now, setup = self._clock.now(), flowing.bed.setup
        cycle = flowing.bed.store.gauges.cycle(self._since, now - LATE, now)
        self._pause = min(max(LOOK, cycle.feeds / FEEDS_A_SECOND), LOOK_AT_MOST)
        self._speak(cycle)
        if not setup.ready or self.pulse.degraded or not good(cycle):
            return
        self._since = self.pulse.last_good_cycle = now
        if setup.service.heartbeat:
            self._heartbeat.call(setup.service.heartbeat, _outside(setup))

    def _answered(self, flowing: River) -> None:
        """What came of the last call: said once for each row of failures, and kept for `monitor doctor`."""
        result = self._heartbeat.taken()
        if result is None:
            return
        self.pulse.heartbeat_trouble = result
        before, self._failing = self._failing, bool(result)
        if before is not self._failing:
            _told(flowing, result, self._clock.now(), again=bool(before))

    def _speak(self, cycle: Cycle) -> None:
        """One sentence for `systemctl status`, where it has changed, at most each minute."""
        failing = f", {cycle.failing} of them do not answer" if cycle.failing else ""
        sentence = self.pulse.degraded or f"Watching {cycle.feeds} feeds{failing}"
        if sentence != self._sentence and self._clock.stopwatch() - self._spoke >= SPEAK:
            self._spoke, self._sentence = self._clock.stopwatch(), sentence
            self.notify.status(sentence)


def beat_once(flowing: River, began: int, limits: Limits) -> None:
    """The heartbeat of a cycle that runs alone (`monitor poll --once`): called if it was a good one, and waited for."""
    clock, setup = flowing.bed.clock, flowing.bed.setup
    now = clock.now()
    well = good(flowing.bed.store.gauges.cycle(began - 1, now - LATE, now)) and not flowing.storage.degraded
    if not setup.service.heartbeat or not well:
        return
    bell = Doorbell()
    heartbeat = Heartbeat(limits, clock.stopwatch, bell.ring)
    heartbeat.call(setup.service.heartbeat, _outside(setup))
    clock.wait(bell, limits.call_deadline + limits.reply_patience)
    result = heartbeat.taken()
    heartbeat.close()
    _told(flowing, "it did not answer" if result is None else result, now, again=False)


def _told(flowing: River, trouble: str, now: int, *, again: bool) -> None:
    """Into the log and into the store, where `monitor doctor` finds it; `again`: it failed before and does no more."""
    runs = flowing.bed.store.runs
    if trouble:
        log.warning("the heartbeat address cannot be called; feeds are read all the same", problem=trouble)
        runs.say_trouble(HEARTBEAT, trouble, now)
        return
    runs.end_trouble(HEARTBEAT)
    if again:
        log.info("the heartbeat address answers again")


def _outside(setup: Setup) -> Outside:
    network = setup.network
    name = network.user_agent or user_agent(network.contact)
    return Outside(network.proxy, network.ca_file, network.allow, name)
