"""A document on its way into the store, part by part where it is large."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from monitor import identify
from monitor.extract.boilerplate import without_boilerplate
from monitor.model.article import Item, Text
from monitor.model.fetch import Reply
from monitor.model.source import Entry, FeedState, ParsedFeed, Source
from monitor.text.languages import language


@dataclass(slots=True)
class Arriving:
    """A document that was read, and how far it has been stored."""

    state: FeedState
    reply: Reply
    feed: ParsedFeed
    parts: Iterator[bool] | None = None


@dataclass(slots=True)
class Document:
    """A document on its way into the store."""

    source: Source
    reply: Reply
    feed: ParsedFeed
    items: Sequence[Item]
    renew: bool
    listed: bytes = b""
    begun: bool = False
    new: int = 0
    failures: list[str] = field(default_factory=list)
    failed: set[bytes] = field(default_factory=set)
    prints: dict[bytes, Item] = field(init=False)

    def __post_init__(self) -> None:
        self.prints = {identify.fingerprint(item): item for item in self.items}

    def those(self, prints: Collection[bytes]) -> dict[bytes, Item]:
        """The items of these fingerprints."""
        return {each: self.prints[each] for each in prints & self.prints.keys()}


def feed_text(entry: Entry, source: Source) -> Text:
    """What the feed says, without what stands round an article: feeds give "read also" and "subscribe", too."""
    body, taken = without_boilerplate(entry.content or entry.summary, entry.title)
    tongue = entry.language or source.language or language(f"{entry.title} {entry.summary}")
    return Text(
        title=entry.title,
        body=body,
        how="feed",
        dated=entry.published,
        language=tongue,
        author=entry.author,
        notes=(*entry.notes, *taken),
    )
