"""A bar on stderr for whoever waits at a terminal; nothing where no terminal is."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

import click

T = TypeVar("T")
WORTH_IT = 200  # fewer are done before a bar could be read


def watched(things: Iterable[T], count: int, label: str) -> Iterator[T]:
    """The same things, with progress shown."""
    if not sys.stderr.isatty() or count < WORTH_IT:
        yield from things
        return
    with click.progressbar(things, length=count, label=label, file=sys.stderr) as bar:
        yield from bar
