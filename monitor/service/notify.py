"""What systemd is told over NOTIFY_SOCKET (sd_notify): ready, one sentence of state, and that work goes on.

Without that variable nothing is said. A datagram is handed over or dropped, never waited for: no supervisor may hold up
the river.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Mapping

from monitor import log

MICROSECONDS = 1_000_000


class Notifier:
    """Used by the river's thread alone, so that each WATCHDOG=1 is a round that has really ended.

    `stopwatch` gives seconds of the machine's monotonic clock. `every` is half of what WATCHDOG_USEC allows, in
    seconds; 0 = no watchdog waits for us.
    """

    def __init__(self, stopwatch: Callable[[], float], environment: Mapping[str, str] = os.environ) -> None:
        self._stopwatch = stopwatch
        name = environment.get("NOTIFY_SOCKET", "")
        self._address = f"\0{name[1:]}" if name.startswith("@") else name
        self.every = _watchdog(environment) / 2
        self._fed = float("-inf")
        self._failed = False

    def stage(self, sentence: str, seconds: int) -> None:
        """A step of the start begins; it ends, or the next one begins, within `seconds`, or the start has failed."""
        self._say(f"EXTEND_TIMEOUT_USEC={seconds * MICROSECONDS}", _status(sentence))

    def ready(self, sentence: str) -> None:
        """The first round has ended, or an edit was taken over or refused."""
        self._say("READY=1", _status(sentence))

    def reloading(self) -> None:
        """A SIGHUP has come and the files are looked at; `ready` follows."""
        self._say(
            "RELOADING=1", f"MONOTONIC_USEC={int(self._stopwatch() * MICROSECONDS)}", _status("Looking at the rules")
        )

    def stopping(self) -> None:
        """The last round has ended."""
        self._say("STOPPING=1", _status("Leaving: what is in hand is put down"))

    def status(self, sentence: str) -> None:
        """What a person reads in `systemctl status`."""
        self._say(_status(sentence))

    def progress(self) -> None:
        """A round has ended: the watchdog is fed where half of its time has passed."""
        now = self._stopwatch()
        if self.every and now - self._fed >= self.every:
            self._fed = now
            self._say("WATCHDOG=1")

    def _say(self, *assignments: str) -> None:
        if not self._address:
            return
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as way:
                way.setblocking(False)
                way.sendto("\n".join(assignments).encode(), self._address)
            self._failed = False
        except (OSError, ValueError) as fault:
            if not self._failed:
                log.warning("systemd cannot be told how it goes", problem=str(fault))
            self._failed = True


def _status(sentence: str) -> str:
    """One line, whatever stands in the sentence."""
    return f"STATUS={' '.join(sentence.split())[:500]}"


def _watchdog(environment: Mapping[str, str]) -> float:
    """Seconds of the watchdog that waits for this very process, 0 where none does."""
    usec, pid = environment.get("WATCHDOG_USEC", ""), environment.get("WATCHDOG_PID", "")
    if pid and pid != str(os.getpid()):
        return 0.0
    return int(usec) / MICROSECONDS if usec.isascii() and usec.isdigit() else 0.0
