"""The fast reading of a sound feed: the same entries as the careful reading gives, or none at all.

Sound is: its charset as declared, nothing mended, well-formed for expat without a DOCTYPE, every element one that
`wellformed` knows to treat like feedparser, as many items as begin in the text. Anything else is a doubt, and the
careful reading (`monitor.sources.parse`, in a worker) takes the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.model.limits import Limits
from monitor.model.source import ParsedFeed, Source
from monitor.sources import rss
from monitor.sources.entry import RawEntry, absolute_link, entry, language_code
from monitor.sources.markup import Values
from monitor.sources.names import Doubt
from monitor.sources.quirks import has_controls
from monitor.sources.wellformed import Document, read
from monitor.text.clean import cut
from monitor.text.dates import DateReader
from monitor.text.decode import decode
from monitor.text.html import is_pure, plain

MARKS = 20_000  # tags and references in the texts of one document: more may cost an HTML parser seconds
_DECLARATION = re.compile(r"<\?xml\s[^>]{0,500}?\?>")


def parse(source: Source, body: bytes, content_type: str, url: str, now: int, limits: Limits) -> ParsedFeed | None:
    """RSS, RDF or Atom, entry for entry as `rss.parse` gives it; None on any doubt. Never raises."""
    text, notes = decode(body, content_type)
    if notes:
        return None
    try:
        text, referred = _plain_start(text)
        pure = is_pure(text) and is_pure(referred)
        counted = _counted(text, limits)
        document = read(text, controls=not pure and (has_controls(text) or has_controls(referred)))
        _agreed(document, text, counted, limits)
        if sum(value.count("<") + value.count("&") for said in document.items for value in said.values()) > MARKS:
            return None
        return _feed(document, text, source, url, now, limits, pure=pure and not document.mended)
    except Doubt:
        return None


def _plain_start(text: str) -> tuple[str, str]:
    """The text without the XML declaration, as the careful reading takes it away, and what it refers to by number."""
    text = text.strip()
    declared = _DECLARATION.match(text)
    if declared and not _DECLARATION.match(text, declared.end()):
        text = text[declared.end() :]
    elif "<?xml" in text:  # a declaration that stands elsewhere is taken away there
        raise Doubt
    referred = rss.referred(text)
    if referred is None or not rss.is_feed(text):
        raise Doubt
    return text, referred


def _counted(text: str, limits: Limits) -> int:
    """How many items begin in the text. Raises Doubt where they are too many."""
    counted = rss.count_items(text)
    if counted > limits.entries:
        raise Doubt
    return counted


def _agreed(document: Document, text: str, counted: int, limits: Limits) -> None:
    """Raises Doubt unless the items read are those that begin in the text."""
    if counted != len(document.items) or not document.version:
        raise Doubt
    if (named := text.count("<category")) > limits.categories and named != document.categories:
        raise Doubt


def _feed(
    document: Document, text: str, source: Source, url: str, now: int, limits: Limits, *, pure: bool
) -> ParsedFeed:
    said = document.feed
    language = language_code(said.get("language", ""))
    dates = DateReader(source.zone, language or source.language, now, limits, asking=False)
    bases = (url, absolute_link(said.get("link", ""), url))
    entries = tuple(entry(raw, bases, dates, limits, (), pure=pure) for raw in _raw(document.items, language))
    if dates.unasked:
        raise Doubt
    title = cut(plain(said.get("title", "")), limits.title_bytes)[0].replace("\n", " ")
    notes = () if entries else ("the feed holds no items",)
    return ParsedFeed(document.version, title, language, entries, rss.wishes(said, text), notes, read_by="fast")


def _raw(items: list[Values], language: str) -> Iterator[RawEntry]:
    for said in items:
        get = said.get
        guid, summary, content = get("id", ""), get("summary", ""), get("content", "")
        yield RawEntry(
            guid=guid,
            link=rss.link_of(get("feedburner_origlink", ""), get("link", ""), get("alternate", ""), guid),
            title=get("title", ""),
            summary="" if summary == content else summary,
            content=content,
            published=get("published", "") or get("created", ""),
            updated=get("updated", ""),
            author=get("author", ""),
            language=get("language", "") or get("title_language", "") or language,
            publisher=get("source", ""),
        )
