"""Functions for worker children; importable without the test machinery."""

from __future__ import annotations

import ctypes
import os
import time
from pathlib import Path

from monitor.errors import FeedError
from monitor.model.source import Entry, ParsedFeed


def greet(name: str) -> str:
    return f"salam, {name}"


def pid() -> int:
    return os.getpid()


def feed(entries: int) -> ParsedFeed:
    return ParsedFeed("rss20", "Лента", "ru", tuple(Entry(guid=str(n), title="Əliyev" * 20) for n in range(entries)))


def refuse() -> None:
    raise FeedError("this is an HTML page, not a feed")


def fault() -> None:
    raise ValueError("кривой документ")


def hang(seconds: float = 3600.0) -> str:
    time.sleep(seconds)
    return "awake"


def spin() -> None:
    while True:
        pass


def eat(megabytes: int) -> int:
    return len(bytearray(megabytes * 1024 * 1024))


def crash() -> None:
    ctypes.string_at(0)


def leave() -> None:
    os._exit(3)


def huge(megabytes: int) -> bytes:
    return b"x" * (megabytes * 1024 * 1024)


def smuggle() -> object:
    return os.system


def tell_and(pipe: str, then: str) -> None:
    """Write the child's number to a named pipe, then misbehave."""
    with Path(pipe).open("w") as file:
        file.write(f"{os.getpid()}\n")
    globals()[then]()
