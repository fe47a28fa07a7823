"""Requests that are under way before the river is there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from monitor import poll
from monitor.ahead.files import contents, fingerprint
from monitor.ahead.plan import Plan, recalled
from monitor.clock import Clock, Doorbell
from monitor.errors import AlreadyRunning, MonitorError
from monitor.model.fetch import Reply, Request
from monitor.model.limits import Limits
from monitor.model.source import FeedState, Network
from monitor.net import Background, Fetcher, opened
from monitor.store import FILE, open_store
from monitor.store.lock import state_lock

Token = tuple[str, str | int]
KEPT_FOR = 120.0  # seconds that an answer nobody has asked for is kept
BREATH = 0.2  # seconds that the first requests have the processor for themselves, at most


class Ahead:
    """A fetcher with requests under way that nobody has submitted yet. One who submits the same gets the answer.

    For the thread of the river, as a fetcher is. `network` is what the fetcher was made for.
    """

    def __init__(
        self, fetcher: Fetcher, background: Background, bell: Doorbell, network: Network, clock: Clock
    ) -> None:
        self.background = background
        self.bell = bell
        self.network = network
        self.asked = 0
        self._fetcher = fetcher
        self._begun: dict[Token, Request] = {}
        self._held: dict[Token, Reply] = {}  # answers to what nobody has submitted yet
        self._ready: list[Reply] = []
        self._later: dict[Token, Request] = {}  # taken, and waiting for the answer to what was begun for their feeds
        self._clock = clock
        self._since = clock.stopwatch()

    def begin(self, request: Request) -> None:
        """Send it, though nobody has submitted it."""
        if self._fetcher.submit(request):
            self._begun[request.token] = request
            self.asked += 1

    @property
    def in_flight(self) -> int:
        """Submitted and not yet taken by `done`."""
        unasked = sum(token not in self._held for token in self._begun)
        return self._fetcher.in_flight - unasked + len(self._ready) + len(self._later)

    def submit(self, request: Request) -> bool:
        """The same as of a fetcher. A request other than the one begun for its feed waits until that is answered."""
        token = request.token
        if token not in self._begun:
            return self._fetcher.submit(request)
        if self._begun[token] == request:
            del self._begun[token]
            self._ready += [self._held.pop(token)] if token in self._held else []
            return True
        if token not in self._held:
            return False
        del self._begun[token], self._held[token]
        return self._fetcher.submit(request)

    def submit_all(self, requests: Sequence[Request]) -> int:
        """The same as of a fetcher; a request that has to wait for the one begun for its feed waits here, unseen."""
        taken = 0
        for request in requests:
            if request.token in self._begun and self._begun[request.token] != request:
                self._later[request.token] = request
            elif not self.submit(request):
                break
            taken += 1
        return taken

    def done(self) -> list[Reply]:
        """Answers to what was submitted; never waits."""
        arrived, self._ready = self._ready, []
        for reply in self._fetcher.done():
            if reply.token in self._begun:
                self._held[reply.token] = reply
            else:
                arrived.append(reply)
        if self._held and self._clock.stopwatch() - self._since > KEPT_FOR:
            for token in self._held:
                del self._begun[token]
            self._held.clear()
        self._send_later()
        return arrived

    def _send_later(self) -> None:
        for token, request in list(self._later.items()):
            if token not in self._begun or token in self._held:
                self._begun.pop(token, None)
                self._held.pop(token, None)
                if not self._fetcher.submit(request):
                    return
                del self._later[token]


@contextmanager
def asked_ahead(rules: Path, state: Path, clock: Clock, limits: Limits) -> Iterator[Ahead | None]:
    """Ask what is due, by the plan of the last start; None where there is none for these rules, or nothing is due.

    Nothing is written. Raises AlreadyRunning; whatever else is wrong is for the start itself to say.
    """
    found = _due(rules, state, clock, limits)
    if found is None:
        yield None
        return
    plan, states = found
    bell = Doorbell()
    with opened(plan.network, limits, bell.ring) as (background, fetcher):
        ahead = Ahead(fetcher, background, bell, plan.network, clock)
        for each in states:
            ahead.begin(poll.request(each, plan.sources[each.id], clock.now(), limits))
        clock.wait(bell, BREATH)
        yield ahead


def _due(rules: Path, state: Path, clock: Clock, limits: Limits) -> tuple[Plan, list[FeedState]] | None:
    states: list[FeedState] = []

    def due() -> set[str]:
        with state_lock(state):
            store = open_store(state, read_only=True)
            try:
                states.extend(store.feeds.due(clock.now(), limits.fetch_queue, limits.queued_per_host))
            finally:
                store.close()
        return {each.id for each in states}

    try:
        if not (state / FILE).exists():
            return None
        plan = recalled(state / "cache", fingerprint(contents(rules)), due)
    except AlreadyRunning:
        raise
    except MonitorError:
        return None
    asked = [each for each in states if plan and each.id in plan.sources]
    return (plan, asked) if plan and asked else None
