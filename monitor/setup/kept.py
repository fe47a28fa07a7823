"""What files were read as, by their name and bytes: an edit of one file of many reads that one again."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from monitor.model.limits import MB

T = TypeVar("T")
MOST_BYTES = 32 * MB  # of the files behind what is kept


class Kept:
    """Results by what they were read from, the least recently used going first; safe from several threads.

    What is kept must be frozen, for everybody gets the same value.
    """

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most, self._size = most, 0
        self._found: OrderedDict[tuple[Hashable, ...], tuple[Any, int]] = OrderedDict()
        self._lock = Lock()

    def read(self, read: Callable[[str, bytes], T], name: str, data: bytes, *more: Hashable) -> T:
        """`read(name, data)`, or what it gave for the same name, bytes and `more`; what it raises is not kept."""
        key = (name, hashlib.sha256(data).digest(), *more)
        with self._lock:
            if key in self._found:
                self._found.move_to_end(key)
                value: T = self._found[key][0]
                return value
        value = read(name, data)
        with self._lock:
            self._size += len(data) if key not in self._found else 0
            self._found[key] = (value, len(data))
            while self._size > self._most and len(self._found) > 1:
                _, (_, size) = self._found.popitem(last=False)
                self._size -= size
        return value

    def only_newest(self) -> None:
        """Let go of all but the last that was read or asked for under each name: of a file edited a hundred times."""
        with self._lock:
            newest = set({key[0]: key for key in self._found}.values())
            for key in [key for key in self._found if key not in newest]:
                self._size -= self._found.pop(key)[1]
