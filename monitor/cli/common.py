"""What every command needs: where state and rules are, how to speak to a person, how the log is written."""

from __future__ import annotations

import logging
import os
import re
import stat
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from monitor.errors import MonitorError


@dataclass(frozen=True, slots=True)
class Place:
    """The two directories a command works with, and the form of the log."""

    state: Path
    rules: Path
    log_format: str

    @property
    def cache(self) -> Path:
        """Where names in all their cases are kept between runs."""
        from monitor.setup import cache_in

        return cache_in(self.state)


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
    """Talk to the person at the terminal, on stderr; nothing in it can colour, clear or reorder the screen."""
    from monitor.text.clean import clean

    print(clean(text), file=sys.stderr)


def write_whole(path: Path, text: str) -> None:
    """All of it or nothing, under a name that no reader of the folder looks at; the file's rights stay.

    Raises MonitorError where it cannot be written.
    """
    path = path.resolve()  # a link stays a link
    draft = path.with_name(f".{path.name}.new")
    try:
        mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o666
        draft.unlink(missing_ok=True)
        # O_EXCL: in a folder that others may write to, the draft is ours and no link of theirs.
        with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode), "wb") as file:
            file.write(text.encode("utf-8"))
        if path.exists():
            draft.chmod(mode)
        draft.replace(path)
    except OSError as fault:
        draft.unlink(missing_ok=True)
        raise MonitorError(f"{path} cannot be written: {fault.strerror}") from fault


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

    from monitor.text.clean import clean

    return escape(clean(cell))


def told_in(period: str) -> str:
    """A digest's period as a person says it: an alert's is a hash of what it told."""
    kind = period.partition("/")[0]
    return f"an {kind}" if kind in ("alert", "alarm") else period


def when(moment: int | None, zone: str = "UTC") -> str:
    """A moment with its zone: "16 May 2024 19:41 UTC"; "never" for None."""
    if moment is None:
        return "never"
    return datetime.fromtimestamp(moment, ZoneInfo(zone)).strftime("%-d %b %Y %H:%M ") + zone


SPANS = {"m": 60, "h": 3600, "d": 86400, "w": 7 * 86400}
FIRST_DAY = {len("2024"): "-01-01", len("2024-05"): "-01"}
_SPAN = re.compile(r"(\d{1,5})\s*([mhdw])", re.IGNORECASE)


def since(text: str, now: int, zone: str = "UTC") -> int:
    """UTC seconds of the moment that a person means: `7d`, `12h`, `90d` before `now`, or `2024-05-16`, a day in `zone`.

    A month (`2024-05`) or a year stands for its first day; a time may follow the day: `2024-05-16T19:30+04:00`. Raises
    click.BadParameter with the right form.
    """
    text = text.strip()
    if span := _SPAN.fullmatch(text):
        return max(0, now - int(span[1]) * SPANS[span[2].lower()])
    try:
        moment = datetime.fromisoformat(text + FIRST_DAY.get(len(text), ""))
        return int((moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))).timestamp())
    except (ValueError, OverflowError) as error:
        message = f"{text!r} is no time; write 90d, 12h, 2w, or a day like 2024-05-16"
        raise click.BadParameter(message) from error


def set_up_log(place: Place, level: int = logging.INFO, *, service: bool = False) -> None:
    """Structured lines on stderr from `level` on; a `service` says everything that way, see `monitor.cli.logs`."""
    from monitor.cli.logs import set_up

    set_up(as_json=place.log_format == "json", level=level, whole_process=service)
