"""What a check of `monitor doctor` looks at, and what it says of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from monitor.cli.common import Place
from monitor.config.digests import Digests
from monitor.config.service import ServiceSettings
from monitor.config.sources import Sources
from monitor.model.limits import DAY, KB, MB, Limits
from monitor.setup import Setup
from monitor.store import Store

State = Literal["ok", "warn", "fail"]
Need = Literal["store", "setup", "sources", "digests"]
LATELY = 7 * DAY
NAMED = 10  # things of a kind that are named


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: what was looked at, how it is, and what to do where it is not well.

    `details` are lines of their own below the sentence; `data` is for programs only.
    """

    check: str
    state: State
    sentence: str
    cure: str = ""
    details: tuple[str, ...] = ()
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Case:
    """All that the checks look at. What cannot be read is None, and a finding of its own says why.

    `running` is the number of the monitor's process, "" = none runs; `now` is UTC seconds. `offline`: ask nobody
    outside; `full`: take the time to read the whole store.
    """

    place: Place
    now: int
    running: str = ""
    setup: Setup | None = None
    sources: Sources | None = None
    digests: Digests | None = None
    service: ServiceSettings = field(default_factory=ServiceSettings)
    store: Store | None = None
    offline: bool = False
    full: bool = False
    limits: Limits = field(default_factory=Limits)
    tell: Callable[[], None] = lambda: None  # called now and then during long work

    @property
    def ruled(self) -> Setup:
        """The setup, for a check that needs it."""
        assert self.setup is not None
        return self.setup

    @property
    def opened(self) -> Store:
        """The store, for a check that needs it."""
        assert self.store is not None
        return self.store

    @property
    def feeds(self) -> Sources:
        """sources.yaml, for a check that needs it."""
        assert self.sources is not None
        return self.sources

    @property
    def readers(self) -> Digests:
        """digests.yaml, for a check that needs it."""
        assert self.digests is not None
        return self.digests

    def has(self, needs: Sequence[Need]) -> bool:
        """Whether all that a check needs could be read."""
        parts = {"store": self.store, "setup": self.setup, "sources": self.sources, "digests": self.digests}
        return all(parts[need] is not None for need in needs)


@dataclass(frozen=True, slots=True)
class Check:
    """A look at one topic; `names` are those of the findings it may yield. It is left out where a need is missing."""

    names: tuple[str, ...]
    look: Callable[[Case], Iterator[Finding]]
    needs: tuple[Need, ...] = ()


def some(things: Sequence[str]) -> str:
    """The first of them in a sentence, and how many were left out."""
    left = len(things) - NAMED
    return ", ".join(things[:NAMED]) + (f" and {left} more" if left > 0 else "")


def first(lines: Sequence[str]) -> tuple[str, ...]:
    """The same as details: a line each."""
    left = len(lines) - NAMED
    return (*lines[:NAMED], *([f"and {left} more"] if left > 0 else []))


def count(number: int, one: str, more: str = "") -> str:
    """Such as "1 feed", "3 feeds"."""
    return f"{number:,} {one if number == 1 else more or one + 's'}"


def ago(seconds: int) -> str:
    """A span as a person says it: "40 s", "12 min", "5 h", "9 days"."""
    for size, word in ((DAY, "days"), (3600, "h"), (60, "min")):
        if seconds >= 2 * size:
            return f"{seconds // size} {word}"
    return f"{max(0, seconds)} s"


def size_of(number: int) -> str:
    """Such as "410 MB"."""
    for unit, word in ((1024 * MB, "GB"), (MB, "MB"), (KB, "kB")):
        if number >= unit:
            return f"{number / unit:.3g} {word}" if number < 1000 * unit else f"{number // unit:,} {word}"
    return f"{number} bytes"
