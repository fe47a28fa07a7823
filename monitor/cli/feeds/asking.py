"""The way out for commands that look at feeds: one request, one job of a worker at a time, behind the usual guard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal

from monitor import poll
from monitor.cli.common import Place
from monitor.clock import Doorbell
from monitor.config import Network, Sources, read_sources
from monitor.errors import MonitorError
from monitor.model.limits import Limits
from monitor.model.source import FeedState, Source

if TYPE_CHECKING:
    from monitor.model.fetch import Reply, Request
    from monitor.net import Fetcher
    from monitor.workers import Done, Workers


class Door:
    """Asks and reads; `asked` counts requests."""

    def __init__(self, net: Fetcher, workers: Workers, bell: Doorbell, now: int) -> None:
        self._net = net
        self._workers = workers
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
        self._net.submit(request)
        while not (replies := self._net.done()):
            self._bell.wait(self.limits.round_wait)
        return replies[0]

    def work(self, function: Callable[..., object], *args: object) -> Done:
        """The function's result from a worker; a sentence where it failed."""
        token: tuple[Literal["feed"], str] = ("feed", "test")
        self._workers.submit(token, function, *args)
        while not (results := self._workers.done()):
            self._bell.wait(self.limits.round_wait)
        return results[0]


def sources_in(place: Place) -> Sources:
    """What sources.yaml says, alone: whoever looks at feeds need not mend somebody else's rules first.

    Raises ConfigError with its faults, MonitorError where it cannot be read.
    """
    path = place.rules / "sources.yaml"
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Sources(Network(), {})
    except OSError as fault:
        raise MonitorError(f"{path} cannot be read: {fault.strerror}") from fault
    return read_sources(str(path), _listed(data))


def _listed(data: bytes) -> bytes:
    """A file whose last word is `sources:` is one to be filled: it has no sources yet."""
    lines = data.splitlines(keepends=True)
    said = [n for n, line in enumerate(lines) if line.strip() and not line.lstrip().startswith(b"#")]
    if said and lines[said[-1]].partition(b"#")[0].rstrip() == b"sources:":
        lines[said[-1]] = b"sources: []\n"
    return b"".join(lines)


@contextmanager
def door(sources: Sources, now: int) -> Iterator[Door]:
    """Opened over the real world; closed at the end."""
    from monitor.net import opened
    from monitor.workers import Workers

    bell, limits = Doorbell(), Limits()
    with opened(sources.network, limits, bell.ring) as (_, fetcher):
        workers = Workers(limits, bell.ring)
        try:
            yield Door(fetcher, workers, bell, now)
        finally:
            workers.close()
