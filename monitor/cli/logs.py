"""The log on stderr: lines for people, or one JSON object a line for a collector.

In a service everything goes this way: what the program says, what libraries say over `logging`, warnings, exceptions
that nobody caught in any thread, and the sentence that a command ends with. Each line has `time` (UTC, ISO), `level`
and `event`; control characters are spelt out, so that no title of an article can begin a line or colour a terminal;
secrets that were opened are masked.
"""

from __future__ import annotations

import json
import logging
import os
import re
import sys
import threading
import warnings
from collections.abc import Callable
from types import TracebackType
from typing import Any, TextIO

from monitor import log
from monitor.clock import stamp

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_PRIORITY = {"critical": 2, "error": 3, "warning": 4, "info": 6, "debug": 7}  # of syslog, as journald reads them
_QUIET = ("apscheduler", "asyncio", "httpx", "httpcore")  # libraries that talk of their daily work
LONGEST = 20_000  # characters of one text
_MOST = 2**63  # a number of such size, or none at all, is no number to JSON's readers
_LEVEL, _EVENT = 9, 30  # characters that both are filled up to, so that the eye finds what follows
_QUOTED = re.compile("[ \t=\"']")  # a value with one of these is shown in quotes
_END, _DIM, _BRIGHT, _NAME, _VALUE = "\x1b[0m", "\x1b[2m", "\x1b[1m", "\x1b[36m", "\x1b[35m"
_COLOUR = {"debug": "\x1b[32m", "info": "\x1b[32m", "warning": "\x1b[33m"}
_RED = "\x1b[31m"  # all other levels

Line = dict[str, Any]


def set_up(*, as_json: bool, level: int, whole_process: bool = False) -> None:
    """Lines on stderr from `level` on. `whole_process` is for a service: see the head of this file."""
    clean = _cleaner(masker() if whole_process else None)
    coloured = sys.stderr is not None and sys.stderr.isatty() and "NO_COLOR" not in os.environ
    journal = in_journal(sys.stderr, os.environ.get("JOURNAL_STREAM", ""))

    def sink(name: str, event: str, fields: Line) -> None:
        head = {"time": stamp(), "level": name, "event": clean(event)}
        line = head | _cleaned(fields, clean) | head  # these three stand first, and nothing takes their place
        text = json.dumps(line, ensure_ascii=False) if as_json else _shown(line, coloured=coloured)
        log.write(_prefixed(text, name) if journal else text)

    log.to(sink, _level(level))
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
    log.error(sentence, exit_code=exit_code)


def _level(number: int) -> str:
    return max((name for name, known in log.LEVELS.items() if known <= number), key=log.LEVELS.__getitem__)


def _cleaner(mask: Callable[[str], str] | None) -> Callable[[str], str]:
    def clean(text: str) -> str:
        masked = mask(text) if mask else text
        cut = masked if len(masked) <= LONGEST else f"{masked[:LONGEST]} … ({len(masked) - LONGEST} characters more)"
        return _CONTROL.sub(_spelt, cut)

    return clean


def _cleaned(fields: Line, clean: Callable[[str], str]) -> Line:
    return {
        key: _lines(log.told(value), clean)
        if key == "exception"
        else value
        if value is None or (isinstance(value, int | float) and abs(value) < _MOST)
        else clean(log.told(value))
        for key, value in fields.items()
    }


def _lines(text: str, clean: Callable[[str], str]) -> str:
    """A traceback keeps its lines."""
    return "\n".join(map(clean, text.split("\n")))


def _spelt(found: re.Match[str]) -> str:
    letter = found[0]
    return " " if letter in "\n\t" else f"<U+{ord(letter):04X}>"


def _shown(line: Line, *, coloured: bool) -> str:
    """For people: time, level and event in columns, the rest by name; a traceback below."""
    level = line["level"]

    def drawn(text: str, *colours: str) -> str:
        return f"{''.join(colours)}{text}{_END}" if coloured else text

    head = f"{drawn(line['time'], _DIM)} [{drawn(level.ljust(_LEVEL), _COLOUR.get(level, _RED), _BRIGHT)}] "
    rest = [
        f"{drawn(key, _NAME)}={drawn(_quoted(value), _VALUE)}"
        for key, value in sorted(line.items())
        if key not in ("time", "level", "event", "exception")
    ]
    event = drawn(line["event"].ljust(_EVENT) if rest else line["event"], _BRIGHT)
    text = head + " ".join([event, *rest])
    return f"{text}\n{line['exception']}" if "exception" in line else text


def _quoted(value: object) -> str:
    return value if isinstance(value, str) and not _QUOTED.search(value) else repr(value)


def _prefixed(text: str, level: str) -> str:
    """`<4>` before each line of a warning: the journal takes it for the priority and does not show it."""
    mark = f"<{_PRIORITY[level]}>"
    return "\n".join(f"{mark}{each}" for each in text.split("\n"))


class _Bridge(logging.Handler):
    """What libraries say over `logging`."""

    def emit(self, record: logging.LogRecord) -> None:
        """Into the one log."""
        trouble = record.exc_info if record.exc_info and record.exc_info[0] else None
        level = _level(max(record.levelno, logging.DEBUG))
        # Its words and what belongs into them need not fit each other.
        said = log.told(record, lambda _: record.getMessage(), log.told(record.msg))
        log.say(level, said, trouble, library=record.name)


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
    log.warning(str(message), category=category.__name__, file=place)


def _uncaught(
    kind: type[BaseException], fault: BaseException | None, trace: TracebackType | None, **where: str
) -> None:
    if issubclass(kind, KeyboardInterrupt | SystemExit):
        return
    fault = fault if fault is not None else kind()
    log.say("critical", "an exception that nobody caught", (kind, fault, trace), **where)
