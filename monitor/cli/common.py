"""What every command needs: where state and rules are, how to speak to a person, how the log is written."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Place:
    """The two directories a command works with, and the form of the log."""

    state: Path
    rules: Path
    log_format: str


DEMO_MARK = "demo.txt"  # stands in a state directory that 'monitor demo' made


def is_demo(place: Place) -> bool:
    """True for invented news: every digest made of them must say so."""
    return (place.state / DEMO_MARK).exists()


def place_of(state: str | None, rules: str | None, log_format: str) -> Place:
    """Options before variables before the working directory."""
    environment = os.environ
    state = state or environment.get("MONITOR_STATE") or environment.get("STATE_DIRECTORY") or "state"
    rules = rules or environment.get("MONITOR_RULES") or "rules"
    return Place(Path(state), Path(rules), log_format)


def say(text: str) -> None:
    """Talk to the person at the terminal, on stderr."""
    print(text, file=sys.stderr)


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table on stdout: fits the terminal, plain tabs-free text where stdout is no terminal."""
    from rich.console import Console
    from rich.table import Table

    console = Console(no_color="NO_COLOR" in os.environ, width=None if sys.stdout.isatty() else 160)
    drawn = Table(box=None, pad_edge=False, header_style="bold")
    for number, heading in enumerate(headings):
        drawn.add_column(heading, overflow="fold", no_wrap=number == 0)  # what stands first is there to be copied
    for row in rows:
        drawn.add_row(*(_plain(cell) for cell in row))
    console.print(drawn)


def _plain(cell: str) -> str:
    from rich.markup import escape

    return escape(cell)


def when(moment: int | None, zone: str = "UTC") -> str:
    """A moment with its zone: "16 May 2024 19:41 UTC"; "never" for None."""
    if moment is None:
        return "never"
    return datetime.fromtimestamp(moment, ZoneInfo(zone)).strftime("%-d %b %Y %H:%M ") + zone


def set_up_log(place: Place) -> None:
    """Structured lines on stderr: coloured words for a terminal, one JSON object a line for a collector."""
    import structlog

    last: structlog.typing.Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if place.log_format == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty() and "NO_COLOR" not in os.environ)
    )
    steps: list[structlog.typing.Processor] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    if place.log_format == "json":
        steps.append(structlog.processors.format_exc_info)
    structlog.configure(
        processors=[*steps, last],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
    )
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
