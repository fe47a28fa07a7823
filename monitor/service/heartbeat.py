"""The heartbeat: an address outside that is called after each good cycle, and raises the alarm when no call comes.

The call goes through the guard of all fetches, off the river. Of the address only its host is ever shown: the path is
often the secret.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

from monitor.errors import SecretMissing
from monitor.model.limits import Limits
from monitor.model.source import SecretRef
from monitor.net import Background, Outside, open_secret
from monitor.net.outgoing import Call, Lost, NotSent, call

EVERY = 60.0  # seconds between two calls, at least


class Heartbeat:
    """Used by the river's thread: `call` starts one and returns, `taken` brings what came of it."""

    def __init__(self, limits: Limits, stopwatch: Callable[[], float], ring: Callable[[], None]) -> None:
        self._limits = limits
        self._stopwatch = stopwatch
        self._ring = ring
        self._background: Background | None = None
        self._call: Future[str] | None = None
        self._called = float("-inf")

    def call(self, address: str | SecretRef, outside: Outside) -> bool:
        """Start a call, at most once a minute and never beside another; False = not now."""
        now = self._stopwatch()
        if self._call is not None or now - self._called < EVERY:
            return False
        self._called = now
        self._background = self._background or Background(self._ring)
        self._call = self._background.run(_called(address, outside, self._limits))
        return True

    def taken(self) -> str | None:
        """Once for each call that has ended: "" = answered, else a sentence; None while there is nothing new."""
        if self._call is None or not self._call.done():
            return None
        ended, self._call = self._call, None
        if ended.cancelled():
            return None
        fault = ended.exception()
        return ended.result() if fault is None else f"the call failed: {type(fault).__name__}"

    def close(self) -> None:
        """What is under way is given up."""
        if self._background is not None:
            self._background.close()


async def _called(address: str | SecretRef, outside: Outside, limits: Limits) -> str:
    try:
        answer = await call(Call(open_secret(address), b"", method="GET"), outside, limits)
    except (NotSent, Lost, SecretMissing) as fault:
        return str(fault)
    return "" if 200 <= answer.status < 300 else f"it answered with status {answer.status}"
