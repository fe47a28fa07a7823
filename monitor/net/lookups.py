"""Names looked up in threads of their own: one that hangs neither queues another nor delays the end."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import Any

from monitor.net.guard import look_up

_PATIENCE = 5.0  # seconds that a thread waits for another name
Found = list[str] | Exception


class Lookups:
    """`ask` from one thread; answers lie in `answers`, and `wake` is called for each, from whatever thread."""

    def __init__(self, wake: Callable[[], None]) -> None:
        self._wake = wake
        self._names: SimpleQueue[tuple[Any, str, int]] = SimpleQueue()
        self._idle = 0
        self._lock = threading.Lock()
        self.answers: deque[tuple[Any, Found]] = deque()

    def ask(self, key: Any, host: str, port: int) -> None:
        """Look it up; a thread that waits takes it, else a new one."""
        with self._lock:
            new = not self._idle
            self._idle -= not new
        self._names.put((key, host, port))
        if new:
            threading.Thread(target=self._work, name="names", daemon=True).start()

    def _work(self) -> None:
        while True:
            try:
                key, host, port = self._names.get(timeout=_PATIENCE)
            except Empty:
                with self._lock:
                    if not self._idle:  # somebody counts on this thread already
                        continue
                    self._idle -= 1
                return
            found: Found
            try:
                found = look_up(host, port)
            except (OSError, UnicodeError) as error:
                found = error
            self.answers.append((key, found))
            with self._lock:
                self._idle += 1
            self._wake()
