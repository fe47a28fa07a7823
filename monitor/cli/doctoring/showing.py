"""Findings on a screen: grouped, wrapped to its width, coloured where it is a terminal, with a sum at the end."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import click

from monitor.cli.doctoring.case import Finding, State

COLOURS: dict[State, str] = {"ok": "green", "warn": "yellow", "fail": "red"}
NARROWEST = 40
WIDEST = 100
UNBOUND = 10_000  # where nobody looks on: a line stays a line
INDENT = " " * 6


@dataclass(frozen=True, slots=True)
class Screen:
    """How wide it is, in characters, and whether it takes colours."""

    width: int
    colour: bool


def screen() -> Screen:
    """The terminal that stdout is, or a file, which takes lines as they are."""
    if not sys.stdout.isatty():
        return Screen(UNBOUND, colour=False)
    width = min(max(shutil.get_terminal_size().columns, NARROWEST), WIDEST)
    return Screen(width, colour="NO_COLOR" not in os.environ)


def show(title: str, found: Iterable[Finding], on: Screen) -> None:
    """One group under its heading; nothing where nothing was found."""
    lines = [line for finding in found for line in lines_of(finding, on)]
    if lines:
        click.echo(click.style(title, bold=True) if on.colour else title)
        for line in lines:
            click.echo(line, color=on.colour)
        click.echo()


def lines_of(finding: Finding, on: Screen) -> Iterator[str]:
    """State, sentence, details, and behind `->` what to do."""
    word = f"{finding.state:<6}"
    first, *more = _wrapped(finding.sentence, on.width, INDENT)
    yield (click.style(word, fg=COLOURS[finding.state]) if on.colour else word) + first.lstrip()
    yield from more
    for detail in finding.details:
        yield from _wrapped(detail, on.width, INDENT + "  ", hang="  ")
    if finding.cure:
        yield from _wrapped(f"-> {finding.cure}", on.width, INDENT, hang="   ")


def _wrapped(text: str, width: int, indent: str, hang: str = "") -> list[str]:
    filled = textwrap.wrap(
        text, width - 1, initial_indent=indent, subsequent_indent=indent + hang, break_long_words=False,
        break_on_hyphens=False,
    )  # fmt: skip
    return filled or [indent]


def summary(found: Sequence[Finding], on: Screen) -> list[str]:
    """`1 fail, 2 warn, 31 ok`, and which they are."""
    by_state: dict[State, list[str]] = {"fail": [], "warn": [], "ok": []}
    for finding in found:
        by_state[finding.state].append(finding.check)
    counts = ", ".join(f"{len(by_state[state])} {state}" for state in ("fail", "warn", "ok"))
    lines = [counts]
    for state in ("fail", "warn"):
        if names := list(dict.fromkeys(by_state[state])):
            lines += textwrap.wrap(f"{state}: {', '.join(names)}", on.width - 1, subsequent_indent=INDENT)
    return lines
