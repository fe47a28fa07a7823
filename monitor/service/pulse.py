"""What the river tells of itself while it runs: that it still turns, when it last did all its work, what holds it up.

The river writes, other threads read: each value is replaced as a whole, so a reader never sees half of one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Beat:
    """The end of a round: how many there were, when by the calendar (UTC seconds) and by the stopwatch (seconds)."""

    rounds: int
    at: int
    tick: float


class Pulse:
    """Safe to read from any thread.

    `degraded` is a sentence while nothing new can be stored (a full disk, say), else "". `last_good_cycle` is when all
    due feeds had been asked and at least half had answered (`monitor.service.watching`), in UTC seconds; None = never.
    `heartbeat_trouble` says why the last call of the heartbeat address failed, "" where it did not.
    """

    def __init__(self, stopwatch: Callable[[], float], now: int) -> None:
        self._stopwatch = stopwatch
        self.started = now
        self.first = Beat(0, now, stopwatch())
        self.last = self.first
        self.degraded = ""
        self.last_good_cycle: int | None = None
        self.heartbeat_trouble = ""

    def beat(self, now: int) -> None:
        """A round has ended and the loop goes on; called by the river's thread alone, and by nothing else."""
        self.last = Beat(self.last.rounds + 1, now, self._stopwatch())

    @property
    def rounds(self) -> int:
        """How many rounds have ended."""
        return self.last.rounds

    def idle(self) -> float:
        """Seconds since a round last ended, or since the start; by the stopwatch, whatever the calendar says."""
        return self._stopwatch() - self.last.tick
