"""JSON Feed 1.0 and 1.1 (jsonfeed.org): an own reader, tolerant item by item."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from monitor.errors import FeedError
from monitor.model.limits import Limits
from monitor.model.source import Entry, ParsedFeed, Reader, Source
from monitor.sources.entry import RawEntry, entry, language_code
from monitor.sources.fast import MARKS
from monitor.text.clean import clean, cut
from monitor.text.dates import DateReader
from monitor.text.decode import decode
from monitor.text.html import is_pure, plain

_ESCAPED = re.compile(r"\\[ubfr]")  # a character that may be one to clean away
_VERSION = re.compile(r"jsonfeed\.org/version/(\d+)(?:\.(\d+))?")


def parse(source: Source, body: bytes, content_type: str, url: str, now: int, limits: Limits) -> ParsedFeed:
    """The feed in `body`, items in its order. A field of a wrong type is left out with a note, never the item.

    Raises FeedError if the bytes are no JSON or no feed.
    """
    dates = DateReader(source.zone, "", now, limits)
    return _read(source, *decode(body, content_type), url, dates, limits, pure=False)


def parse_fast(source: Source, body: bytes, content_type: str, url: str, now: int, limits: Limits) -> ParsedFeed | None:
    """The same at the same cost, or None where anything was mended or a date wants the slow reader of dates."""
    dates = DateReader(source.zone, "", now, limits, asking=False)
    if sum(map(body.count, (b"<", b"&", b"\\u00"))) > MARKS:
        return None
    text, notes = decode(body, content_type)
    if notes:
        return None
    try:
        feed = _read(source, text, notes, url, dates, limits, pure=_is_pure(text))
    except FeedError:
        return None
    return None if dates.unasked or feed.read_by == "repair" else replace(feed, read_by="fast")


def _is_pure(text: str) -> bool:
    """Whether nothing is to be cleaned in any text of the document (`monitor.text.html.plain`), escapes included."""
    if "\r" in text or _ESCAPED.search(text):
        return False
    try:
        return is_pure(text.encode())
    except UnicodeError:
        return False


def _read(
    source: Source,
    text: str,
    notes: tuple[str, ...],
    url: str,
    dates: DateReader,
    limits: Limits,
    *,
    pure: bool = False,
) -> ParsedFeed:
    mended = bool(notes)
    feed = _document(text)
    raw = feed.get("items")
    if not isinstance(raw, list):
        start = cut(" ".join(clean(text[:400]).split()), 100)[0]
        raise FeedError(f"the address answers with JSON that is no feed: {start}")
    language = language_code(_string(feed, "language", []))
    dates.language = language or source.language
    bases = (url, _string(feed, "feed_url", []), _string(feed, "home_page_url", []))
    entries = tuple(_entries(raw[: limits.entries], bases, language, dates, limits, pure=pure))
    left = (
        f"{len(raw) - limits.entries:,} items beyond {limits.entries:,} left out" if len(raw) > limits.entries else "",
        f"{min(len(raw), limits.entries) - len(entries)} items that are no objects left out",
        "the feed holds no items",
    )
    counted = (bool(left[0]), len(entries) < min(len(raw), limits.entries), not raw)
    notes += tuple(note for note, holds in zip(left, counted, strict=True) if holds)
    title = cut(plain(_string(feed, "title", [])), limits.title_bytes)[0]
    reader: Reader = "repair" if mended or counted[1] else "careful"
    return ParsedFeed(_dialect(feed), title, language, entries, notes=notes, read_by=reader)


def _document(text: str) -> Mapping[str, object]:
    if not text.strip():
        raise FeedError("the answer is empty")
    try:
        document = json.loads(text)
    except ValueError as error:
        raise FeedError(f"the answer is no JSON: {error}") from error
    except RecursionError as error:
        raise FeedError("the answer is JSON nested too deep to be a feed") from error
    if not isinstance(document, dict):
        raise FeedError("the address answers with JSON that is no feed: its outermost value is no object")
    return document


def _dialect(feed: Mapping[str, object]) -> str:
    version = _VERSION.search(_string(feed, "version", []))
    return f"jsonfeed{version[1]}{version[2] or ''}" if version else "jsonfeed"


def _entries(
    items: list[object], bases: tuple[str, ...], language: str, dates: DateReader, limits: Limits, *, pure: bool
) -> Iterator[Entry]:
    for item in items:
        if isinstance(item, dict):
            said: list[str] = []
            raw = _raw(item, language, said)
            yield entry(raw, bases, dates, limits, tuple(said), pure=pure)


def _raw(item: Mapping[str, object], language: str, said: list[str]) -> RawEntry:
    return RawEntry(
        guid=_string(item, "id", said),
        link=_string(item, "url", said) or _string(item, "external_url", said),
        title=_string(item, "title", said),
        summary=_string(item, "summary", said),
        content=_string(item, "content_html", said) or _string(item, "content_text", said),
        published=_string(item, "date_published", said),
        updated=_string(item, "date_modified", said),
        author=_author(item, said),
        language=_string(item, "language", said) or language,
    )


def _author(item: Mapping[str, object], said: list[str]) -> str:
    """Names of 1.1's `authors`, else of 1.0's `author`."""
    many = item.get("authors")
    authors = many if isinstance(many, list) else [item.get("author")]
    return ", ".join(filter(None, (_string(author, "name", said) for author in authors if isinstance(author, dict))))


def _string(holder: Mapping[str, object], key: str, said: list[str]) -> str:
    """The text under `key`; a number becomes its digits (ids and epoch dates), anything else is "" with a note."""
    value = holder.get(key)
    if isinstance(value, str):
        return value
    if value is None or value == "":
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    said.append(f"{key} is no text: left out")
    return ""
