"""The way out for commands that look at feeds: one request, one job of a worker at a time, behind the usual guard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from monitor import poll
from monitor.clock import Doorbell
from monitor.model.limits import Limits
from monitor.model.source import FeedState, Source

if TYPE_CHECKING:
    from monitor.model.fetch import Reply, Request
    from monitor.pipeline import Wires
    from monitor.setup import Setup
    from monitor.workers import Done


class Door:
    """Asks and reads; `asked` counts requests."""

    def __init__(self, wires: Wires, bell: Doorbell, now: int) -> None:
        self._wires = wires
        self._bell = bell
        self.now = now
        self.limits = Limits()
        self.asked = 0

    def feed(self, source: Source) -> Reply:
        """The source's answer to an unconditional request, as the service would make it."""
        return self.get(poll.request(FeedState(source.id, source.url, self.now), source, self.now, self.limits))

    def get(self, request: Request) -> Reply:
        """The answer; robots.txt of its own host is asked where the request says so."""
        self.asked += 1
        self._wires.net.submit(request)
        while not (replies := self._wires.net.done()):
            self._bell.wait(self.limits.round_wait)
        return replies[0]

    def work(self, function: Callable[..., object], *args: object) -> Done:
        """The function's result from a worker; a sentence where it failed."""
        token: tuple[Literal["feed"], str] = ("feed", "test")
        self._wires.workers.submit(token, function, *args)
        while not (results := self._wires.workers.done()):
            self._bell.wait(self.limits.round_wait)
        return results[0]


@contextmanager
def door(setup: Setup, state: Path, now: int) -> Iterator[Door]:
    """Opened over the real world; closed at the end."""
    from monitor.service import wires

    bell = Doorbell()
    with wires(setup, state, Limits(), bell) as real:
        yield Door(real, bell, now)
