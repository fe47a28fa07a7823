"""OPML, the list of feeds that feed readers exchange: read from bytes of anybody, written as OPML 2.0.

What OPML has no place for (kind, side, country, zone) is written into `category` as `/kind/state,/side/BY` and is read
back from there; folders and other categories of a list come back as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import format_datetime
from xml.sax.saxutils import quoteattr

import listparser

from monitor.errors import FeedError
from monitor.model.limits import MB
from monitor.model.listing import Outline, Outlines
from monitor.model.source import Source
from monitor.text.clean import clean
from monitor.text.decode import decode

MOST_BYTES = MB
MOST_FEEDS = 2000
_TITLE = 200  # characters
_ADDRESS = 2048
_OWN = ("kind", "side", "country", "language", "zone", "format", "links", "interval")
_FEED = re.compile(r"\bxmlurl\s*=", re.IGNORECASE)
_PROLOG = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")


def read(data: bytes) -> Outlines:
    """The feeds of an OPML document. Raises FeedError with a sentence for what is none. Meant for a worker."""
    if len(data) > MOST_BYTES:
        raise FeedError(f"the file has {len(data):,} bytes, more than the {MOST_BYTES:,} a list of feeds may have")
    text = decode(data)[0]
    if re.search(r"<!(?:DOCTYPE|ENTITY)", text[:100_000], re.IGNORECASE):
        raise FeedError("the file declares a document type or entities, which no list of feeds needs; it is not read")
    if not re.search(r"<opml[\s>]", text[:100_000], re.IGNORECASE):
        raise FeedError("the file is no OPML: it holds no <opml>; export it anew from your feed reader, as OPML")
    plain = _PROLOG.sub("", text, count=1).encode("ascii", "xmlcharrefreplace")  # the parser guesses no charset then
    found = listparser.parse(plain)  # bytes: a text could be an address, which it would fetch
    outlines = tuple(_outline(feed) for feed in found["feeds"])
    if not outlines:
        raise FeedError("the OPML holds no feed: no outline of it has an xmlUrl")
    return Outlines(outlines[:MOST_FEEDS], tuple(_left_out(text, outlines, len(found["lists"]))))


def _left_out(text: str, outlines: tuple[Outline, ...], lists: int) -> Iterable[str]:
    said = len(_FEED.findall(text))
    if said > len(outlines):
        yield f"{said - len(outlines):,} outlines repeat an address of the list or cannot be read"
    if lists:
        yield f"{lists:,} outlines lead to other lists, which are not followed"
    if len(outlines) > MOST_FEEDS:
        yield f"{len(outlines) - MOST_FEEDS:,} feeds behind the first {MOST_FEEDS:,}: cut the list into smaller files"


def _outline(feed: dict[str, object]) -> Outline:
    categories = feed.get("categories")
    folders, own = [], []
    for path in categories if isinstance(categories, list) else []:
        parts = [_short(str(part)) for part in path if str(part).strip()]
        if len(parts) >= 2 and parts[0] in _OWN:
            own.append((parts[0], "/".join(parts[1:])))
        elif parts:
            folders.append(" / ".join(parts))
    return Outline(
        title=_short(str(feed.get("title") or "")),
        url=clean(str(feed.get("url") or "")).strip()[:_ADDRESS],
        folders=tuple(dict.fromkeys(folders)),
        own=tuple(own),
    )


def _short(text: str) -> str:
    return " ".join(clean(text).split())[:_TITLE]


def write(sources: Iterable[Source], now: int) -> str:
    """The sources as OPML 2.0, in their order, one outline each."""
    stamp = format_datetime(datetime.fromtimestamp(now, UTC), usegmt=True)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        f"  <head><title>Feeds of Bilateral Monitor</title><dateCreated>{stamp}</dateCreated></head>",
        "  <body>",
        *(f"    <outline {_attributes(source)}/>" for source in sources),
        "  </body>",
        "</opml>",
    ]
    return "\n".join(lines) + "\n"


def _attributes(source: Source) -> str:
    name = _short(source.outlet) or source.id
    said = {
        "type": "rss" if source.format != "webpage" else "link-page",
        "text": name, "title": name, "xmlUrl": source.url, "language": source.language,
        "category": ",".join(_categories(source)),
    }  # fmt: skip
    return " ".join(f"{key}={quoteattr(value)}" for key, value in said.items() if value)


def _categories(source: Source) -> Iterable[str]:
    own = {
        "kind": source.kind, "side": source.side or "", "country": source.country, "language": source.language,
        "zone": source.zone if source.zone != "UTC" else "",
        "format": source.format if source.format != "feed" else "",
    }  # fmt: skip
    for key, value in own.items():
        if value:
            yield f"/{key}/{value}"
