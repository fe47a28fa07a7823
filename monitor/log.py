"""What the program says of itself while it runs: an event in words, and by name what belongs to it.

`from monitor import log`, then `log.warning("feed trouble", feed="belta")`: safe from any thread. Where lines go, and
from which level on, is set once for the process (by `cli/logs.py`); until then they are plain text on stderr. Pure
steps say nothing.
"""

from __future__ import annotations

import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Any

Fault = tuple[type[BaseException], BaseException, TracebackType | None]
Sink = Callable[[str, str, dict[str, Any]], None]
"""Takes level, event and the rest; `exception` among it is a traceback, as text of many lines."""

LEVELS = {"debug": 10, "info": 20, "warning": 30, "error": 40, "critical": 50}  # as in `logging`
_WRITING = threading.RLock()  # a finalizer or a signal may have something to say in the midst of a line


def debug(event: str, **fields: object) -> None:
    """For whoever looks for a fault."""
    say("debug", event, **fields)


def info(event: str, **fields: object) -> None:
    """As it should be."""
    say("info", event, **fields)


def warning(event: str, **fields: object) -> None:
    """Not as it should be, and the program goes on as if it were."""
    say("warning", event, **fields)


def error(event: str, **fields: object) -> None:
    """Something was not done."""
    say("error", event, **fields)


def exception(event: str, **fields: object) -> None:
    """An error, with the traceback of what is being handled."""
    kind, fault, trace = sys.exc_info()
    say("error", event, (kind, fault, trace) if kind and fault else None, **fields)


def say(level: str, event: str, fault: Fault | None = None, /, **fields: object) -> None:
    """A line of any of LEVELS; with what was raised, if something was."""
    if LEVELS[level] < _HERE.lowest:
        return
    if fault is not None:
        fields["exception"] = "".join(traceback.format_exception(*fault)).rstrip("\n")
    _HERE.sink(level, event, fields)


def to(sink: Sink | None, lowest: str = "debug") -> None:
    """Where lines go from now on, those from `lowest` on; None = plain text on stderr."""
    _HERE.sink, _HERE.lowest = sink or _plainly, LEVELS[lowest]


@contextmanager
def into(sink: Sink) -> Iterator[None]:
    """All lines go there, and afterwards where they went before."""
    before = _HERE.sink, _HERE.lowest
    to(sink)
    try:
        yield
    finally:
        _HERE.sink, _HERE.lowest = before


@contextmanager
def captured() -> Iterator[list[dict[str, Any]]]:
    """All lines, as they are said, each with `level` and `event`: nothing is written meanwhile."""
    lines: list[dict[str, Any]] = []
    with into(lambda level, event, fields: lines.append({"level": level, "event": event, **fields})):
        yield lines


def write(text: str) -> None:
    """To stderr, whatever that is by now; no two lines mix.

    One that cannot be written is lost: there is nowhere to say so, and what was to be said of must not break for it.
    """
    stream = sys.stderr  # None where the program was started without one
    with _WRITING, suppress(OSError, ValueError, RuntimeError):  # the last: one line in the midst of another
        if stream is not None:
            stream.write(text + "\n")
            stream.flush()


def told(value: object, how: Callable[[object], str] = str, otherwise: str = "") -> str:
    """The value as text; where it breaks while it is asked, `otherwise` or what broke."""
    try:
        return how(value)
    except Exception as fault:  # noqa: BLE001  # whatever it is: what was to be said must not break for it
        return otherwise or f"<{type(value).__name__} that cannot be shown: {type(fault).__name__}>"


def _plainly(level: str, event: str, fields: dict[str, Any]) -> None:
    write(" ".join([f"{level}:", event, *(f"{key}={told(value, repr)}" for key, value in fields.items())]))


@dataclass(slots=True)
class _Here:
    sink: Sink
    lowest: int


_HERE = _Here(_plainly, LEVELS["debug"])
