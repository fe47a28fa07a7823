"""Documents that change as feeds change, and the store that follows them, up the ladder or always read whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from monitor import sources
from monitor.clock import Doorbell, SteppedClock
from monitor.model.fetch import Reply
from monitor.model.limits import Limits
from monitor.model.source import FeedState, Source
from monitor.pipeline.arriving import Arrivals
from monitor.pipeline.bed import Bed, Idle, Wires
from monitor.store import FILE, Store, open_store
from tests.world import empty_store, shipped, source

START = 1_790_000_000
READ_WHOLE = replace(Limits(), fast_bytes=0)  # each document by the careful reader, as if by a worker
_KEPT = ("article", "article_key", "sighting", "revision", "text_version", "fetch_outcome")


@dataclass(frozen=True)
class Told:
    """An item as its feed gives it; 0 minutes = undated."""

    guid: str = ""
    link: str = ""
    title: str = ""
    text: str = ""
    minutes: int = 0
    cdata: bool = False

    def rss(self, *, rdf: bool = False) -> str:
        """As RSS 2.0, or as RDF."""
        said = f"<title>{escape(self.title)}</title><link>{escape(self.link)}</link>"
        text = f"<![CDATA[{self.text}]]>" if self.cdata else escape(self.text)
        said += f"<description>{text}</description>" if self.text else ""
        if rdf:
            when = f"<dc:date>{self._when:%Y-%m-%dT%H:%M:%SZ}</dc:date>" if self.minutes else ""
            return f"<item rdf:about={quoteattr(self.guid)}>{said}{when}</item>"
        said += f"<guid isPermaLink='false'>{escape(self.guid)}</guid>" if self.guid else ""
        when = f"<pubDate>{self._when:%a, %d %b %Y %H:%M:%S +0000}</pubDate>" if self.minutes else ""
        return f"<item>{said}{when}</item>"

    def atom(self) -> str:
        """As Atom."""
        when = f"<updated>{self._when:%Y-%m-%dT%H:%M:%SZ}</updated>" if self.minutes else ""
        text = f"<summary type='html'>{escape(self.text)}</summary>" if self.text else ""
        link = f"<link href={quoteattr(self.link)}/>" if self.link else ""
        return f"<entry><id>{escape(self.guid)}</id><title>{escape(self.title)}</title>{link}{text}{when}</entry>"

    @property
    def _when(self) -> datetime:
        return datetime.fromtimestamp(START - 60 * self.minutes, UTC)


def document(form: str, items: Sequence[Told], moment: int = 0, **more: str) -> bytes:
    """A document of these items, written at that moment; `language`, `ttl` and `link` stand in its head."""
    head = f"<title>Навіны</title><link>{more.get('link', 'https://b.example/')}</link>"
    head += f"<language>{more['language']}</language>" if "language" in more else ""
    head += f"<ttl>{more['ttl']}</ttl>" if "ttl" in more else ""
    built = datetime.fromtimestamp(START + moment, UTC)
    if form == "atom":
        head = f"<title>Навіны</title><id>x</id><updated>{built:%Y-%m-%dT%H:%M:%SZ}</updated>"
        text = f"<feed xmlns='http://www.w3.org/2005/Atom'>{head}{' '.join(item.atom() for item in items)}</feed>"
    elif form == "rdf":
        listed = "".join(f"<rdf:li rdf:resource={quoteattr(item.guid)}/>" for item in items)
        spaces = "xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'"
        spaces += " xmlns:dc='http://purl.org/dc/elements/1.1/'"
        channel = f"<channel rdf:about='x'>{head}<items><rdf:Seq>{listed}</rdf:Seq></items></channel>"
        text = f"<rdf:RDF {spaces}>{channel}{' '.join(item.rss(rdf=True) for item in items)}</rdf:RDF>"
    else:
        head += f"<lastBuildDate>{built:%a, %d %b %Y %H:%M:%S} GMT</lastBuildDate>"
        body = "\n".join(item.rss() for item in items)
        text = f"<rss version='2.0'><channel>{head}{body}</channel></rss><!-- made in {moment % 7} ms -->"
    return f"<?xml version='1.0' encoding='utf-8'?>\n{text}".encode()


class Follower:
    """A store that one feed's documents are stored in."""

    def __init__(self, folder: Path, limits: Limits, feed: Source | None = None) -> None:
        folder.mkdir()
        (folder / FILE).write_bytes(empty_store())
        self.source = feed or source("belta")
        self.store: Store = open_store(folder)
        self.clock = SteppedClock(START)
        setup = replace(shipped(), sources={self.source.id: self.source}, subscriptions=())
        bell = Doorbell()
        self.bed = Bed(self.store, setup, Wires(Idle(), Idle(), Idle(), bell), self.clock, "o", limits)
        self.store.feeds.sync([self.source], START)
        self.arrivals = Arrivals(self.bed)

    def follow(self, body: bytes, now: int, content_type: str = "application/xml") -> None:
        """Poll it at that moment: the answer is this document."""
        self.clock.jump(now)
        state = self.state
        reply = Reply(
            ("feed", self.source.id), self.source.url, self.source.url, 200, body=body, content_type=content_type
        )
        if not self.arrivals.take_raw(state, reply):
            feed = sources.parse(self.source, body, content_type, self.source.url, now, Limits())
            self.arrivals.take(state, reply, feed)
        while self.arrivals.round():
            pass

    @property
    def state(self) -> FeedState:
        """What is remembered of the feed."""
        state = self.store.feeds.get(self.source.id)
        assert state is not None
        return state

    def kept(self) -> dict[str, Any]:
        """All that is stored, but how the documents were read."""
        rows = {name: [tuple(row) for row in self.store._connection.rows(f"SELECT * FROM {name}")] for name in _KEPT}
        rows = {name: sorted(found, key=repr) for name, found in rows.items()}
        return {**rows, "state": replace(self.state, read_by=""), "listing": self.store.feeds.listing(self.source.id)}
