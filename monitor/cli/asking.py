"""Asking the river for something: a request for a running one, or the work itself, under the lock, where none runs."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from contextlib import ExitStack, closing
from types import TracebackType
from typing import Self

from monitor.cli.common import Place, is_demo, say
from monitor.clock import Doorbell, SystemClock
from monitor.errors import AlreadyRunning, MonitorError
from monitor.model.request import RequestState
from monitor.pipeline import River, Wires
from monitor.pipeline.bed import Idle
from monitor.store import Store, open_store
from monitor.store.lock import state_lock

PAUSE = 0.2  # seconds between looks at a request that the running river has in hand


class Asking:
    """Within `with`: `put` leaves a request, `wait` sees it through. With no river running, this is one for that time.

    A river that ends meanwhile is stood in for. `rules` are only read where the work is done here.
    """

    def __init__(self, place: Place) -> None:
        self._place = place
        self._clock, self._bell = SystemClock(), Doorbell()
        self._stack = ExitStack()
        self._river: River | None = None
        self._store: Store | None = None
        self._refused = False

    def __enter__(self) -> Self:
        """Raises ConfigError where the work is to be done here and the rules cannot be used; StoreError."""
        if not self._stand_in():
            self._store = self._stack.enter_context(closing(open_store(self._place.state, beside=True)))
            say("the monitor is running: it does the work between its own")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """A river that stood in ends cleanly, unless an error passes; that a request was refused is none of its own."""
        if self._river and (kind is None or self._refused):
            self._river.stop()
        self._stack.__exit__(kind, error, trace)

    @property
    def here(self) -> bool:
        """True while the work is done by this process."""
        return self._river is not None

    @property
    def store(self) -> Store:
        """For looking."""
        assert self._store is not None
        return self._store

    def put(self, kind: str, payload: str) -> int:
        """Leave a request; returns its number."""
        return self.store.requests.put(kind, payload, self._clock.now())

    def wait(self, request: int, seen: Callable[[RequestState], None] = lambda _: None) -> RequestState:
        """Until it is carried out and judged; `seen` is called on the way. Raises MonitorError where it failed."""
        while True:
            state = self.store.requests.look(request)
            if state is None or state.state == "failed":
                self._refused = True
                raise MonitorError(state.result if state else f"request {request} is not known any more")
            seen(state)
            if state.finished:
                return state
            if self._river:
                if not self._river.serve_requests():
                    return state  # what is left waits for its page; the next run has it
            elif not self._stand_in():
                self._clock.wait(self._bell, PAUSE)

    def _stand_in(self) -> bool:
        """Take the lock and be the river, if nobody is."""
        from monitor.setup import load

        stack = ExitStack()
        try:
            stack.enter_context(state_lock(self._place.state))
        except AlreadyRunning:
            return False
        with stack:
            setup = load(self._place.rules, self._place.cache)
            store = stack.enter_context(closing(open_store(self._place.state)))
            wires = Wires(Idle(), Idle(), Idle(), self._bell)
            owner = f"{os.getpid()}-{secrets.token_hex(4)}"
            river = River(store, setup, wires, self._clock, owner=owner, demo=is_demo(self._place))
            river.start()
            self._river, self._store = river, store
            self._stack.push(stack.pop_all())
        return True
