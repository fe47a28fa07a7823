"""Rings the bell at a steady pace, so that the river looks what has fallen due where nothing else wakes it."""

from __future__ import annotations

import threading

from monitor.clock import Doorbell

NAME = "ringing"  # of the thread


class Ringing:
    """A thread that only rings: it touches no store, and what is due is asked by whoever wakes.

    Every `tick` seconds the bell rings, and with each `each`-th ring `look` is set before.
    """

    def __init__(self, bell: Doorbell, tick: float, look: threading.Event, each: int) -> None:
        self._bell = bell
        self._tick = tick
        self._look = look
        self._each = each
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._ring, name=NAME, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """No ring comes after it. Twice is harmless."""
        self._over.set()
        self._thread.join()

    def _ring(self) -> None:
        rings = 0
        while not self._over.wait(self._tick):
            rings += 1
            if rings % self._each == 0:
                self._look.set()
            self._bell.ring()
