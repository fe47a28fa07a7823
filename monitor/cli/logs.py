"""The log on stderr: lines for people, or one JSON object a line for a collector.

In a service everything goes this way: what the program says, what libraries say over `logging`, warnings, exceptions
that nobody caught in any thread, and the sentence that a command ends with. Each line has `time` (UTC, ISO), `level`
and `event`; control characters are spelt out, so that no title of an article can begin a line or colour a terminal;
secrets that were opened are masked.
"""

from __future__ import annotations

import logging
import os
import re
import sys
import threading
import warnings
from collections.abc import Callable, MutableMapping
from types import TracebackType
from typing import Any, TextIO

import structlog

Line = MutableMapping[str, Any]
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_PRIORITY = {"critical": 2, "error": 3, "warning": 4, "info": 6, "debug": 7}  # of syslog, as journald reads them
_QUIET = ("apscheduler", "asyncio", "httpx", "httpcore")  # libraries that talk of their daily work
LONGEST = 20_000  # characters of one text


def set_up(*, as_json: bool, level: int, whole_process: bool = False) -> None:
    """Lines on stderr from `level` on. `whole_process` is for a service: see the head of this file."""
    last: structlog.typing.Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False, default=str)
        if as_json
        else structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty() and "NO_COLOR" not in os.environ, timestamp_key="time",
            exception_formatter=structlog.dev.plain_traceback,  # the other one shows local variables
        )
    )  # fmt: skip
    steps: list[structlog.typing.Processor] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
        structlog.processors.format_exc_info,
        _cleaned(masker() if whole_process else None),
        _ordered,
        _prefixed(last) if in_journal(sys.stderr, os.environ.get("JOURNAL_STREAM", "")) else last,
    ]
    structlog.configure(
        processors=steps,
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),  # whatever it is by then
        wrapper_class=structlog.make_filtering_bound_logger(level),
    )
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    if whole_process:
        _take_all()


def masker() -> Callable[[str], str]:
    """Hides all secrets that this process has opened."""
    from monitor.net.secrets import mask_opened

    return mask_opened


def in_journal(stream: TextIO, where: str) -> bool:
    """Whether the stream is the one that systemd's journal reads: `where` is JOURNAL_STREAM, device:inode."""
    try:
        found = os.fstat(stream.fileno())
    except (OSError, ValueError, AttributeError):
        return False
    return where == f"{found.st_dev}:{found.st_ino}"


def complain(sentence: str, exit_code: int) -> None:
    """The sentence a service ends with, as a line of its log, also where it ended before that was set up."""
    set_up(as_json=True, level=logging.INFO)
    structlog.get_logger().error(sentence, exit_code=exit_code)


def _cleaned(mask: Callable[[str], str] | None) -> structlog.typing.Processor:
    def clean(text: str) -> str:
        masked = mask(text) if mask else text
        cut = masked if len(masked) <= LONGEST else f"{masked[:LONGEST]} … ({len(masked) - LONGEST} characters more)"
        return _CONTROL.sub(_spelt, cut)

    def step(_logger: object, _method: str, line: Line) -> Line:
        for key, value in line.items():
            if isinstance(value, str):
                line[key] = _lines(value, clean) if key == "exception" else clean(value)
            elif not isinstance(value, int | float | bool | None) and key != "exc_info":
                line[key] = clean(str(value))
        return line

    return step


def _lines(text: str, clean: Callable[[str], str]) -> str:
    """A traceback keeps its lines."""
    return "\n".join(map(clean, text.split("\n")))


def _spelt(found: re.Match[str]) -> str:
    letter = found[0]
    return " " if letter in "\n\t" else f"<U+{ord(letter):04X}>"


def _ordered(_logger: object, _method: str, line: Line) -> Line:
    """What every line has comes first."""
    first = {key: line.pop(key) for key in ("time", "level", "event") if key in line}
    return {**first, **line}


def _prefixed(render: structlog.typing.Processor) -> structlog.typing.Processor:
    """`<4>` before each line of a warning: the journal takes it for the priority and does not show it."""

    def step(logger: object, method: str, line: Line) -> str:
        mark = f"<{_PRIORITY.get(line.get('level', ''), 6)}>"
        return "\n".join(f"{mark}{each}" for each in str(render(logger, method, line)).split("\n"))

    return step


class _Bridge(logging.Handler):
    """What libraries say over `logging`."""

    def emit(self, record: logging.LogRecord) -> None:
        """Into the one log."""
        trouble = record.exc_info if record.exc_info and record.exc_info[0] else None
        level = min(max(record.levelno // 10 * 10, logging.DEBUG), logging.CRITICAL)
        structlog.get_logger().log(level, record.getMessage(), library=record.name, exc_info=trouble)


def _take_all() -> None:
    root = logging.getLogger()
    for handler in [each for each in root.handlers if isinstance(each, _Bridge)]:
        root.removeHandler(handler)
    root.addHandler(_Bridge(logging.WARNING))
    warnings.showwarning = lambda message, category, filename, lineno, file=None, line=None: _warned(  # noqa: ARG005
        message, category, f"{filename}:{lineno}"
    )
    sys.excepthook = _uncaught
    threading.excepthook = lambda args: _uncaught(
        args.exc_type, args.exc_value, args.exc_traceback, thread=args.thread.name if args.thread else ""
    )
    sys.unraisablehook = lambda args: _uncaught(
        args.exc_type, args.exc_value, args.exc_traceback, place=str(args.err_msg or "")
    )


def _warned(message: Warning | str, category: type[Warning], place: str) -> None:
    structlog.get_logger().warning(str(message), category=category.__name__, file=place)


def _uncaught(
    kind: type[BaseException], fault: BaseException | None, trace: TracebackType | None, **where: str
) -> None:
    if issubclass(kind, KeyboardInterrupt | SystemExit):
        return
    fault = fault if fault is not None else kind()
    structlog.get_logger().critical("an exception that nobody caught", exc_info=(kind, fault, trace), **where)
