"""What `make soak` may run, and how each run is asked and answers. Adding one: its module, one line in `RUNS`.

A run is a module of its own with two names in it: `SHOWS`, half a line on what it proves, and
`soak(wish, say) -> Result`, which says its progress and its table with `say` and raises nothing for what it finds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import Protocol, TypeVar

RUNS: Mapping[str, str] = {
    "kills": "tests.soak.kills",
    "polling": "tests.soak.polling",
    "hostile": "tests.soak.hostile",
    "starts": "tests.soak.starts",
    "disk": "tests.soak.disk",
    "month": "tests.soak.month",
    "rhythm": "tests.soak.rhythm",
}

T = TypeVar("T")
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Wish:
    """How a run is wanted; None = what the run takes for itself, in its short or its long form."""

    seed: int
    short: bool = False
    repeat: bool = False  # the seed was asked for
    kills: int | None = None
    most: float = 0.0  # no more kills after so many seconds, 0 = all of them
    minutes: float | None = None
    feeds: int | None = None
    interval: int | None = None
    days: int | None = None
    scale: float | None = None

    def of(self, given: T | None, short: T, usual: T) -> T:
        """What was given, else the value of the form that is asked for."""
        if given is not None:
            return given
        return short if self.short else usual


@dataclass(slots=True)
class Result:
    """How a run ended: one line for the closing table, and a sentence for each thing that must not be."""

    line: str
    violations: list[str] = field(default_factory=list)


class Run(Protocol):
    """What the module of a run holds."""

    SHOWS: str

    def soak(self, wish: Wish, say: Say) -> Result:
        """The whole run."""


def run_of(name: str) -> Run:
    """The module of a run of `RUNS`, loaded when it is wanted only."""
    module: Run = import_module(RUNS[name])
    return module
