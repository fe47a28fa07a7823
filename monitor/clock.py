"""The only place that asks the time or waits.

Times are UTC seconds (int). `SteppedClock` is for a simulated day: waiting does not move it, `jump` does.
"""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime
from typing import Protocol


def stamp() -> str:
    """The machine's own time for a line of the log: UTC, to the microsecond, as ISO 8601 writes it."""
    return datetime.now(UTC).isoformat().replace("+00:00", "Z")


class Doorbell:
    """Rung by whatever finishes work off the river's thread, so that the river waits in one place for all of it."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def ring(self) -> None:
        """Somebody is at the door; safe from any thread, and from a signal handler."""
        self._event.set()

    def wait(self, seconds: float) -> bool:
        """True if it rang before `seconds` had passed; the bell is silent again afterwards."""
        rang = self._event.wait(seconds)
        self._event.clear()
        return rang


class Clock(Protocol):
    """What the river asks for time."""

    def now(self) -> int:
        """UTC seconds since 1970."""

    def stopwatch(self) -> float:
        """Real seconds from an arbitrary start, never set back: for measuring, never for dates."""

    def wait(self, bell: Doorbell, seconds: float) -> None:
        """Until the bell rings, at most `seconds`."""


class SystemClock:
    """The machine's own clock."""

    def now(self) -> int:
        """UTC seconds since 1970."""
        return int(time.time())

    def stopwatch(self) -> float:
        """Real seconds from an arbitrary start."""
        return time.monotonic()

    def wait(self, bell: Doorbell, seconds: float) -> None:
        """Until the bell rings, at most `seconds`."""
        bell.wait(seconds)


class SteppedClock:
    """A clock that stands still until it is told to jump; waiting is real, so that real sockets work under it."""

    def __init__(self, now: int) -> None:
        self._now = now

    def now(self) -> int:
        """UTC seconds since 1970, as last set."""
        return self._now

    def stopwatch(self) -> float:
        """Real seconds from an arbitrary start, also here: work takes its time under any date."""
        return time.monotonic()

    def wait(self, bell: Doorbell, seconds: float) -> None:
        """Until the bell rings, at most `seconds` of real time."""
        bell.wait(seconds)

    def jump(self, to: int) -> None:
        """Move to a later moment; the past is not offered."""
        self._now = max(self._now, to)


class RunningClock:
    """A clock that starts at a given moment and runs `speed` times as fast as the machine's, for demonstrations."""

    def __init__(self, start: int, speed: float) -> None:
        self._start = start
        self._speed = speed
        self._began = time.monotonic()

    def now(self) -> int:
        """UTC seconds since 1970 of the time it tells."""
        return self._start + int((time.monotonic() - self._began) * self._speed)

    def stopwatch(self) -> float:
        """Real seconds from an arbitrary start."""
        return time.monotonic()

    def wait(self, bell: Doorbell, seconds: float) -> None:
        """Until the bell rings, at most `seconds` of real time."""
        bell.wait(seconds)
