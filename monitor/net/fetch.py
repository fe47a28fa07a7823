"""Fetching: one request in, one reply out, whatever the other side does.

submit -> checked address -> robots -> a turn -> transport -> head -> bounded body -> redirect or Reply -> done

Two transports do the same: `swift` over libcurl where pycurl is installed, `careful` over httpx elsewhere.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from monitor.model.fetch import Reply, Request
from monitor.model.limits import Limits
from monitor.net.background import Background
from monitor.net.trip import Terms

if TYPE_CHECKING:
    import httpx


class _Engine(Protocol):
    def begin(self, requests: Sequence[Request]) -> None:
        """Start them all; each is delivered as one reply."""

    def close(self) -> None:
        """Break off what runs."""


@cache
def fast_one_there() -> bool:
    """Whether pycurl is installed and can be used, so that requests go the cheaper way."""
    try:
        import_module("monitor.net.line")
    except (ImportError, AttributeError):  # none, one whose libraries are missing, or one too old
        return False
    return True


class Fetcher:
    """Many fetches at once beside the river. `submit`, `done` and `in_flight` belong to the river's thread.

    `allowed` holds the exact (host, port) pairs that may be reached although they are not public; `proxy` and `ca_file`
    are the defaults for requests that name none. Nothing is taken from the environment. `fast` chooses the transport;
    None = the fast one where it is installed. A test gives `transport`, which is then used for everything.
    """

    def __init__(
        self,
        background: Background,
        limits: Limits,
        user_agent: str,
        allowed: Iterable[tuple[str, int]] = (),
        proxy: str = "",
        ca_file: str = "",
        transport: httpx.AsyncBaseTransport | None = None,
        *,
        fast: bool | None = None,
    ) -> None:
        self._limits = limits
        # a set is taken as it is (sources.yaml gives one, in lower case): no second copy beside the setup's
        pairs = allowed if isinstance(allowed, frozenset) else frozenset((h.lower(), p) for h, p in allowed)
        terms = Terms(limits, user_agent, pairs, proxy, ca_file)
        self._engine: _Engine
        if transport is None and (fast_one_there() if fast is None else fast):
            from monitor.net.swift import Swift  # noqa: PLC0415 - only where pycurl is installed

            self._engine = Swift(terms, self._deliver, background.ring)
        else:
            from monitor.net.careful import Careful  # noqa: PLC0415 - brings httpx, which nobody needs beside pycurl

            self._engine = Careful(terms, background, self._deliver, transport)
        self._lock = threading.Lock()
        self._done: list[Reply] = []
        self._untaken = 0
        self._closed = False

    @property
    def in_flight(self) -> int:
        """Requests submitted whose reply has not been taken by `done` yet."""
        return self._untaken

    def submit(self, request: Request) -> bool:
        """Start it; False means that `limits.fetch_queue` are under way, or all is closed, and nothing was taken."""
        return self.submit_all((request,)) == 1

    def submit_all(self, requests: Sequence[Request]) -> int:
        """Start as many of the first as there is room for, and say how many; for a batch cheaper than one by one."""
        room = self._limits.fetch_queue - self._untaken
        if self._closed or room <= 0:
            return 0
        taken = requests[:room]
        self._untaken += len(taken)
        self._engine.begin(taken)
        return len(taken)

    def done(self) -> list[Reply]:
        """The replies that have arrived since the last call; never waits."""
        with self._lock:
            arrived, self._done = self._done, []
        self._untaken -= len(arrived)
        return arrived

    def close(self) -> None:
        """Break off what runs and close every connection; call it before the background is closed."""
        if not self._closed:
            self._closed = True
            self._engine.close()

    def _deliver(self, replies: Sequence[Reply]) -> None:
        with self._lock:
            self._done += replies
