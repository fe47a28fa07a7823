"""Bytes to entries: one file per kind of source.

A kind is one line in `KINDS`; every entry of it passes the contract in tests/sources/test_contract.py: it raises
nothing but FeedError on any bytes, links are absolute, the same bytes give the same entries in the same order.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from monitor.errors import FeedError
from monitor.model.limits import Limits
from monitor.model.listing import Listing
from monitor.model.source import ParsedFeed, Source
from monitor.sources import fast, jsonfeed, rss

Kind = Callable[[Source, bytes, str, str, int, Limits], ParsedFeed]


def _feed(source: Source, body: bytes, content_type: str, url: str, now: int, limits: Limits) -> ParsedFeed:
    """RSS, Atom or JSON Feed, whichever the first character says; servers name all of them text/html at times."""
    start = body[:1024].replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe \t\r\n")
    kind = jsonfeed.parse if start[:1] in (b"{", b"[") else rss.parse
    return kind(source, body, content_type, url, now, limits)


def _newssitemap(source: Source, body: bytes, content_type: str, url: str, now: int, limits: Limits) -> ParsedFeed:
    from monitor.sources import newssitemap  # noqa: PLC0415  # lxml stays out of the service, which only names kinds

    return newssitemap.parse(source, body, content_type, url, now, limits)


def _webpage(source: Source, body: bytes, content_type: str, url: str, now: int, limits: Limits) -> ParsedFeed:
    from monitor.sources import webpage  # noqa: PLC0415  # as above

    return webpage.parse(source, body, content_type, url, now, limits)


def listing(source: Source, body: bytes, content_type: str, url: str, now: int, limits: Limits) -> Listing:
    """What a page of links gives, what was left out and what else might be chosen. Raises FeedError. For a worker."""
    from monitor.sources import webpage  # noqa: PLC0415  # as above

    return webpage.listing(source, body, content_type, url, now, limits)


KINDS: dict[str, Kind] = {
    "feed": _feed,
    "rss": rss.parse,
    "jsonfeed": jsonfeed.parse,
    "newssitemap": _newssitemap,
    "webpage": _webpage,
}
LISTINGS = frozenset(("newssitemap", "webpage"))  # kinds without summaries: the page of each entry is wanted


def parse(source: Source, body: bytes, content_type: str, url: str, now: int, limits: Limits) -> ParsedFeed:
    """The entries of a reply, read as `source.format` says. `url` is where the answer came from, `now` UTC seconds.

    `read_by` is "repair" where the document had to be mended to be read, else "careful".

    Raises FeedError with a sentence that says what the bytes are instead. Meant for a worker: hostile bytes may take
    seconds.
    """
    kind = KINDS.get(source.format)
    if kind is None:
        raise FeedError(f"no reader for format '{source.format}': there are {', '.join(sorted(KINDS))}")
    if len(body) > limits.body_bytes:
        raise FeedError(f"the answer has {len(body):,} bytes, more than the {limits.body_bytes:,} a feed may have")
    feed = kind(source, body, content_type, url, now, limits)
    return feed if feed.read_by else replace(feed, read_by="careful")


def parse_fast(source: Source, body: bytes, content_type: str, url: str, now: int, limits: Limits) -> ParsedFeed | None:
    """The feed in `body` as `parse` would read it, at a tenth of its cost; None on any doubt, and then `parse` is due.

    Never raises and takes milliseconds, some 80 for a megabyte: for documents up to `limits.fast_bytes` it needs no
    worker.
    """
    if len(body) > limits.fast_bytes:
        return None
    is_json = body[:1024].removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n")[:1] in (b"{", b"[")
    if is_json and source.format in ("feed", "jsonfeed"):
        return jsonfeed.parse_fast(source, body, content_type, url, now, limits)
    if not is_json and source.format in ("feed", "rss"):
        return fast.parse(source, body, content_type, url, now, limits)
    return None


def read(source: Source, body: bytes, content_type: str, url: str, now: int, limits: Limits) -> ParsedFeed:
    """As `parse`, for a worker: what is too much for `parse_fast` beside the river is read by it here, if sound."""
    too_much = len(body) > limits.fast_bytes or body.count(b"<") > limits.fast_tags
    if too_much and len(body) <= limits.body_bytes:
        whole = replace(limits, fast_bytes=len(body), fast_tags=len(body))
        if found := parse_fast(source, body, content_type, url, now, whole):
            return found
    return parse(source, body, content_type, url, now, limits)


def parse_file(name: str, data: bytes, now: int, limits: Limits) -> ParsedFeed:
    """As `parse`, for a file that belongs to no configured source; `name` stands for it in messages."""
    return parse(Source(id=name, outlet=name, url=""), data, "", "", now, limits)
