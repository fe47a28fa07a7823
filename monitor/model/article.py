"""An article: kept once, however many feeds carry it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from monitor.model.source import Entry, Source

How = Literal["feed", "page", "file", "gone"]  # gone: the text as it was; a note says how it was withdrawn


@dataclass(frozen=True, slots=True)
class Item:
    """An entry with the keys under which it is known; `keys` is never empty, the most telling stands first.

    `url` is the canonical address ("" where the entry has none that names an article), `content_hash` changes when
    the feed says anything else in title or text. `also`: keys that it may be stored under and gets no more. The title
    of an aggregator's entry no longer ends in its publisher.
    """

    entry: Entry
    url: str
    keys: tuple[str, ...]
    content_hash: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """What is read of an article: `how` says whether the feed, the page or an imported file gave it.

    Paragraphs end in a line feed.
    """

    title: str
    body: str
    how: How
    dated: int | None = None
    language: str = ""
    author: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """What `judge` is given. `source` is the feed that first brought it, None for an article from a file."""

    id: int | str
    url: str
    title: str
    body: str
    language: str = ""
    dated: int | None = None
    first_seen: int = 0
    source: Source | None = None
