"""A page that lists articles, as `monitor sources test` shows it."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.model.source import Entry


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A link that was chosen and is no entry, and why."""

    address: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A value for `links:` that fits `count` links with words, and one of these."""

    links: str
    count: int
    example: str


@dataclass(frozen=True, slots=True)
class Listing:
    """The entries a page gives, what of it was left out, and what else might be chosen on it.

    `links` counts all links of the page. `problem` is "" where entries were found.
    """

    entries: tuple[Entry, ...]
    left_out: tuple[LeftOut, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    links: int = 0
    problem: str = ""
    notes: tuple[str, ...] = ()
