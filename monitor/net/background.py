"""One daemon thread with one event loop, for everything that waits for the network."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from typing import TypeVar

T = TypeVar("T")


class Background:
    """Runs coroutines beside the river; the bell rings whenever one has ended, however it ended.

    `run` may be called from any thread. The loop itself is never handed out: nobody steps it from the river's thread.
    """

    def __init__(self, ring: Callable[[], None]) -> None:
        self.ring = ring
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._turn, name="background", daemon=True)
        self._thread.start()

    def run(self, coroutine: Coroutine[object, object, T]) -> Future[T]:
        """Start it and return at once. After `close` the future comes back cancelled."""
        if self._loop.is_closed() or not self._thread.is_alive():
            coroutine.close()
            refused: Future[T] = Future()
            refused.cancel()
            return refused
        future = asyncio.run_coroutine_threadsafe(coroutine, self._loop)
        future.add_done_callback(lambda _: self.ring())
        return future

    def close(self) -> None:
        """Cancel what runs, wait until it has let go, end the thread. Twice is harmless."""
        if self._loop.is_closed():
            return
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _turn(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_forever()
        tasks = asyncio.all_tasks(self._loop)
        for task in tasks:
            task.cancel()
        if tasks:
            self._loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
        self._loop.run_until_complete(self._loop.shutdown_asyncgens())
