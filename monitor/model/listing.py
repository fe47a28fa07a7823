"""What was found on a page, at an address or in a list of feeds, as the commands of `monitor sources` show it."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.model.source import Entry, ParsedFeed


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


@dataclass(frozen=True, slots=True)
class Verified:
    """An address that turned out to be a feed: how sources.yaml would say it, and what it holds."""

    format: str
    feed: ParsedFeed


@dataclass(frozen=True, slots=True)
class Outline:
    """One feed of an OPML list: `folders` are its folders and categories, `own` what our own export wrote there."""

    title: str
    url: str
    folders: tuple[str, ...] = ()
    own: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Outlines:
    """The feeds of an OPML list; `left_out` says what is not among them, as sentences."""

    feeds: tuple[Outline, ...]
    left_out: tuple[str, ...] = ()
