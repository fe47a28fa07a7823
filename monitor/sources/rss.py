"""RSS 0.9x-2.0, RDF and Atom through feedparser, which this file alone imports.

feedparser gets utf-8 with a declaration that says so, and never an address to fetch; sanitizing and link resolving stay
off, since everything becomes plain text here and no HTML is ever shown.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from monitor.errors import FeedError
from monitor.model.limits import HOUR, MINUTE, Limits
from monitor.model.source import FeedWishes, ParsedFeed, Source
from monitor.sources.entry import RawEntry, absolute_link, entry, language_code
from monitor.text.clean import cut
from monitor.text.dates import DateReader
from monitor.text.decode import decode
from monitor.text.html import plain

_ROOTS = frozenset(("rss", "feed", "rdf", "channel"))
_KNOWN_ROOTS = {
    "html": "an HTML page",
    "urlset": "a sitemap",
    "sitemapindex": "a list of sitemaps",
    "opml": "a list of feeds (OPML)",
    "svg": "a picture",
}
_BEFORE_ROOT = re.compile(
    r"\s*(?:<\?[^>]{0,2000}>|<!--.{0,20000}?-->|<!DOCTYPE[^>\[]{0,2000}(?:\[.{0,20000}?\])?\s*>)",
    re.DOTALL | re.IGNORECASE,
)
_ROOT = re.compile(r"\s*<(?:[\w.-]{1,40}:)?([A-Za-z][\w.-]{0,60})(?=[\s/>])")
_FEED_INSIDE = re.compile(r"(?:<\?xml[^>]{0,300}>\s*)?<(?:rss|feed|(?:\w{1,20}:)?RDF)(?=[\s>])")
_HTML_START = re.compile(r"\s*(?:<!DOCTYPE\s+html|<html|<head|<body|<div|<script|<meta|<p[\s>])", re.IGNORECASE)
_HTML_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{1,300})", re.IGNORECASE)
_DECLARATION = re.compile(r"\s*<\?xml\s[^>]{0,500}?\?>")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,9})|([0-9]{1,9}));")
_ITEM = re.compile(r"<(?:[\w.-]{1,40}:)?(?:item|entry)(?=[\s/>])")
_FIRST_ITEM = re.compile(rb"<((?:[\w.\x80-\xff-]{1,160}:)?(?:item|entry))(?=[\s/>])")  # the same in utf-8
_ITEM_END = re.compile(r"</(?:[\w.-]{1,40}:)?(?:item|entry)\s{0,20}>")
_CATEGORY = re.compile(
    r"<category(?:\s[^<>]{0,500})?>(?:[^<]{0,1000}|<!\[CDATA\[[^<\]]{0,1000}\]\]>)</category\s{0,9}>"
)
# Each ends where it begins anew, so that a row of beginnings costs no more than its length.
_SKIPPED_DAYS = re.compile(rb"<skipDays>([^<]*+(?:<(?!/?skipDays>)[^<]*+)*+)</skipDays>")
_DAY_OF = re.compile(rb"<day>\s*(\w{3})\w{0,6}\s*</day>")
_WEEKDAYS = (b"mon", b"tue", b"wed", b"thu", b"fri", b"sat", b"sun")
_SKIPPED_HOURS = re.compile(rb"<skipHours>([^<]*+(?:<(?!/?skipHours>)[^<]*+)*+)</skipHours>")
_HOUR_OF = re.compile(rb"<hour>\s{0,9}(\d{1,2})\s{0,9}</hour>")
_PERIODS = {"hourly": HOUR, "daily": 24 * HOUR, "weekly": 168 * HOUR, "monthly": 720 * HOUR, "yearly": 8760 * HOUR}
_YEAR = 8760 * HOUR
_WISHED = ("ttl", "sy_updateperiod", "sy_updatefrequency")
_BROKEN = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


def parse(source: Source, body: bytes, content_type: str, url: str, now: int, limits: Limits) -> ParsedFeed:
    """The feed in `body`, items in its order, dates without a zone read in `source.zone`.

    Raises FeedError if the bytes are something else; a feed without items is no error and is noted.
    """
    decoded, notes = decode(body, content_type)
    text, more = _tidied(decoded)
    notes += more
    mended = bool(notes)
    counted = count_items(text)
    text = _without_surplus(text, limits.entries)
    if text.count("<category") > limits.categories:  # nobody here reads them, and feedparser is quadratic in them
        text = _CATEGORY.sub("", text)
    document = _feedparser(text)
    feed, raw = document["feed"], document["entries"]
    language = language_code(_string(feed, "language"))
    dates = DateReader(source.zone, language or source.language, now, limits)
    home = absolute_link(_string(feed, "link"), url)
    raws = _raw_entries(raw[: limits.entries], language)
    entries = tuple(entry(one, (url, home), dates, limits, ()) for one in raws)
    notes += tuple(_notes_on(document, counted, len(entries), limits))
    title = cut(plain(_string(feed, "title")), limits.title_bytes)[0].replace("\n", " ")
    dialect = str(document.get("version") or _root(text))
    wished = wishes({key: _string(feed, key) for key in _WISHED}, text.encode("utf-8", "replace"))
    mended = mended or bool(document.get("bozo")) or len(entries) < min(counted, limits.entries)
    return ParsedFeed(dialect, title, language, entries, wished, notes, "repair" if mended else "careful")


def count_items(text: str) -> int:
    """How many items begin in the text, wherever they stand."""
    return sum(1 for _ in _ITEM.finditer(text))


def count_items_at_most(data: bytes) -> int:
    """The same in utf-8; names are not looked at as closely, so it may be more."""
    return sum(1 for _ in _FIRST_ITEM.finditer(data))


def is_feed(text: str) -> bool:
    """Whether the outermost element is that of a feed."""
    return _root(text) in _ROOTS


def _tidied(text: str) -> tuple[str, tuple[str, ...]]:
    """The text from its first tag on, without characters XML forbids. Raises FeedError if it is no feed."""
    notes = []
    if _NO_XML.search(text):
        text, count = _NO_XML.subn("", text)
        notes.append(f"{count} control characters removed")
    if "&#" in text and (wrong := sum(1 for match in _REFERENCE.finditer(text) if _forbidden(match))):
        text = _REFERENCE.sub(lambda match: "" if _forbidden(match) else match[0], text)
        notes.append(f"{wrong} references to characters that are none removed")
    text = text.strip()
    if not text:
        raise FeedError("the answer is empty")
    if _root(text) not in _ROOTS:
        inside = None if _HTML_START.match(text) else _FEED_INSIDE.search(text, 0, 65_536)
        if inside is None:
            raise FeedError(_what_it_is(text))
        notes.append(f"{inside.start()} characters before the feed left out")
        text = text[inside.start() :]
    return text, tuple(notes)


def _forbidden(reference: re.Match[str]) -> bool:
    """A reference to half a character or a control character: one of them would stop the reader of the whole feed."""
    number = int(reference[1], 16) if reference[1] else int(reference[2])
    return number > 0x10FFFF or _NO_XML.match(chr(number)) is not None


def _root(text: str) -> str:
    """The outermost element's name without prefix, in lower case; "" if the text does not begin like XML."""
    at = 0
    while match := _BEFORE_ROOT.match(text, at):
        at = match.end()
    root = _ROOT.match(text, at)
    return root[1].lower() if root else ""


def _what_it_is(text: str) -> str:
    root = _root(text)
    if _HTML_START.match(text) or root == "html":
        title = _HTML_TITLE.search(text, 0, 65_536)
        named = f' ("{cut(plain(title[1]), 100)[0]}")' if title else ""
        return f"the address answers with an HTML page{named}, not a feed"
    if root in _KNOWN_ROOTS:
        return f"the address answers with {_KNOWN_ROOTS[root]}, not a feed"
    if root:
        return f"the address answers with XML of another kind (its root is <{root}>), not a feed"
    if text[:1] in "{[":
        return "the address answers with JSON, not with RSS or Atom"
    start = cut(" ".join(plain(text[:400]).split()), 100)[0]
    return f'the answer is no feed; it begins "{start}"'


def _without_surplus(text: str, most: int) -> str:
    """The document without the items after the first `most`: feedparser needs 13 s for 20,000 of them."""
    end = last = 0
    for number, match in enumerate(_ITEM_END.finditer(text), 1):
        last = match.end()
        if number == most:
            end = last
    return text[:end] + text[last:] if 0 < end < last else text


def _feedparser(text: str) -> Mapping[str, Any]:
    """The library's own dictionary, untyped as that library is."""
    import feedparser  # noqa: PLC0415  # 0.1 s and 10 MB that only a parsing worker needs to spend

    data = b'<?xml version="1.0" encoding="utf-8"?>\n' + _DECLARATION.sub("", text, count=1).encode("utf-8")
    try:
        document: Mapping[str, Any] = feedparser.parse(
            io.BytesIO(data),  # never a string: it would be taken for an address or a file name
            response_headers={"content-type": "application/xml; charset=utf-8"},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except _BROKEN as error:
        raise FeedError(f"the feed is broken in a way that stops its reader ({type(error).__name__})") from error
    return document


def _notes_on(document: Mapping[str, Any], counted: int, read: int, limits: Limits) -> Iterator[str]:
    if document.get("bozo"):
        line_of = getattr(document.get("bozo_exception"), "getLineNumber", None)
        line = line_of() if line_of else None
        yield "not well-formed" + (f" at line {line}" if line else "") + ": read by repair"
    if counted > limits.entries and read == limits.entries:
        yield f"{counted - limits.entries:,} items beyond {limits.entries:,} left out"
    elif not (counted or read):
        yield "the feed holds no items"
    elif read < counted:
        yield f"{counted} items begin in the feed, {read} could be read"


def _raw_entries(entries: Sequence[Mapping[str, Any]], language: str) -> Iterator[RawEntry]:
    for one in entries:
        content = max((_string(part, "value") for part in _list(one, "content")), key=len, default="")
        guid = _string(one, "id")
        summary = _string(one, "summary")
        yield RawEntry(
            guid=guid,
            link=_link(one, guid),
            title=_string(one, "title"),
            summary="" if summary == content else summary,
            content=content,
            published=_string(one, "published") or _string(one, "created"),
            updated=_string(one, "updated"),
            author=_string(one, "author"),
            language=_string(one, "language") or _language_of(one) or language,
            publisher=_string(_mapping(one, "source"), "title"),
        )


def _link(one: Mapping[str, Any], guid: str) -> str:
    links = (_string(part, "href") for part in _list(one, "links") if part.get("rel") == "alternate")
    return link_of(_string(one, "feedburner_origlink"), _string(one, "link"), next(links, ""), guid)


def link_of(original: str, link: str, alternate: str, guid: str) -> str:
    """The article's address: FeedBurner's original before its counting one; a guid only if it is an address itself."""
    if original and absolute_link(original, ""):
        return original
    if link and link == guid and not absolute_link(guid, ""):
        return ""  # "12345" without isPermaLink="false" counts as a link for feedparser
    return link or alternate


def _language_of(one: Mapping[str, Any]) -> str:
    return _string(_mapping(one, "title_detail"), "language")


def _string(holder: Mapping[str, Any], key: str) -> str:
    # dict.get: feedparser's own get answers "updated" with "published" and warns.
    value = dict.get(holder, key) if isinstance(holder, dict) else None
    return value if isinstance(value, str) else ""


def _list(holder: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    value = dict.get(holder, key) if isinstance(holder, dict) else None
    return [part for part in value if isinstance(part, dict)] if isinstance(value, list) else []


def _mapping(holder: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = dict.get(holder, key) if isinstance(holder, dict) else None
    return value if isinstance(value, dict) else {}


def wishes(said: Mapping[str, str], data: bytes) -> FeedWishes:
    """What the publisher asks of pollers: `said` are the feed's ttl and sy: elements, the rest stands in the document.

    `data` is that in utf-8. Its items are not looked at: what they hold is no wish, and not all of them may be there.
    """
    ttl = _number(said.get("ttl", ""))
    period = _PERIODS.get(said.get("sy_updateperiod", "").strip().lower())
    often = _number(said.get("sy_updatefrequency", "")) or 1
    frame = _round_items(data)
    skipped = _SKIPPED_HOURS.search(frame) if b"<skipHours>" in frame else None
    hours = (int(hour) % 24 for hour in _HOUR_OF.findall(skipped[1])) if skipped else ()
    named = _SKIPPED_DAYS.search(frame) if b"<skipDays>" in frame else None
    days = (day.lower() for day in _DAY_OF.findall(named[1])) if named else ()
    return FeedWishes(
        ttl=ttl * MINUTE if ttl and ttl * MINUTE <= _YEAR else None,
        update_period=max(period // often, 1) if period else None,
        skip_hours=frozenset(hours),
        skip_days=frozenset(_WEEKDAYS.index(day) for day in days if day in _WEEKDAYS),
    )


def _round_items(data: bytes) -> bytes:
    """What stands before the first item and behind the last."""
    first = _FIRST_ITEM.search(data)
    if first is None:
        return data
    return data[: first.start()] + data[max(data.rfind(b"</" + first[1]), first.end()) :]


def _number(text: str) -> int | None:
    """A whole number above 0 of at most nine digits, as minutes and frequencies are; None otherwise."""
    text = text.strip()
    return (int(text) or None) if text.isascii() and text.isdigit() and len(text) < 10 else None
