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
from monitor.sources.quirks import has_controls, may_mend
from monitor.sources.wellformed import Document, read
from monitor.text.clean import cut
from monitor.text.dates import DateReader
from monitor.text.decode import as_utf8
from monitor.text.html import is_pure, plain

MARKS = 20_000  # tags and references in the texts of one document: more may cost an HTML parser seconds
_SPACE = b" \t\r\n"
_DECLARATION = re.compile(rb"<\?xml\s[^>]{0,500}?\?>")
_REFERENCE = re.compile(rb"&#([xX]?[0-9a-fA-F]{1,9});")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_HEAD = 4096  # bytes in which the outermost element of nearly all feeds begins


def parse(source: Source, body: bytes, content_type: str, url: str, now: int, limits: Limits) -> ParsedFeed | None:
    """RSS, RDF or Atom, entry for entry as `rss.parse` gives it; None on any doubt. Never raises."""
    data = as_utf8(body, content_type)
    tags = data.count(b"<") if data else 0
    if data is None or tags > limits.fast_tags:
        return None
    try:
        data = data.strip(_SPACE)
        start = _start(data)
        referred = _referred(data).encode()
        pure = is_pure(data) and is_pure(referred) and b"\r" not in referred
        controls = not pure and (has_controls(data) or has_controls(referred))
        mending = controls or not referred.isascii() or may_mend(data)
        document = read(memoryview(data)[start:], controls=controls, mending=mending)
        _agreed(document, data, tags, limits)
        return _feed(document, data, source, url, now, limits, pure=pure and not document.mended)
    except Doubt:
        return None


def _start(data: bytes) -> int:
    """Where the document begins behind its XML declaration, as the careful reading takes that away."""
    declared = _DECLARATION.match(data)
    start = declared.end() if declared else 0
    if _DECLARATION.match(data, start) if declared else b"<?xml" in data:  # it takes away one that stands elsewhere
        raise Doubt
    if not data[:start].isascii():  # the parser, which begins behind it, would not see that this is no utf-8
        raise Doubt
    head = data[start : start + _HEAD].decode("utf-8", "replace")
    if not (rss.is_feed(head) or rss.is_feed(data[start:].decode("utf-8", "replace"))):
        raise Doubt
    return start


def _referred(data: bytes) -> str:
    """The characters that the document refers to by number, each once. Raises Doubt where one is none of XML."""
    if b"&" not in data or b"&#" not in data:
        return ""
    try:
        numbers = {int(said[1:], 16) if said[:1] in b"xX" else int(said) for said in set(_REFERENCE.findall(data))}
        characters = "".join(map(chr, numbers))
    except (ValueError, OverflowError) as error:
        raise Doubt from error
    if _NO_XML.search(characters):
        raise Doubt
    return characters


def _agreed(document: Document, data: bytes, tags: int, limits: Limits) -> None:
    """Raises Doubt unless the items read are those that begin in the document, and no text may cost too much."""
    count = len(document.items)
    if count > limits.entries or not document.version:
        raise Doubt
    # An item with anything in it has two tags; where its names stand nowhere else, nothing more need be looked for.
    plainly = not document.hollow and data.count(b"item") + data.count(b"entry") == 2 * count
    if not plainly and rss.count_items_at_most(data) != count:
        raise Doubt
    if (named := data.count(b"<category")) > limits.categories and named != document.categories:
        raise Doubt
    if (document.rewritten or tags + data.count(b"&") > MARKS) and _marks(document) > MARKS:
        raise Doubt


def _marks(document: Document) -> int:
    return sum(value.count("<") + value.count("&") for said in document.items for value in said.values())


def _feed(
    document: Document, data: bytes, source: Source, url: str, now: int, limits: Limits, *, pure: bool
) -> ParsedFeed:
    said = document.feed
    language = language_code(said.get("language", ""))
    dates = DateReader(source.zone, language or source.language, now, limits, asking=False)
    bases = (url, absolute_link(said.get("link", ""), url))
    entries = []
    for raw in _raw(document.items, language):
        entries.append(entry(raw, bases, dates, limits, (), pure=pure))
        if dates.unasked:
            raise Doubt
    title = cut(plain(said.get("title", "")), limits.title_bytes)[0].replace("\n", " ")
    notes = () if entries else ("the feed holds no items",)
    return ParsedFeed(document.version, title, language, tuple(entries), rss.wishes(said, data), notes, read_by="fast")


def _raw(items: list[Values], language: str) -> Iterator[RawEntry]:
    for said in items:
        get = said.get
        guid, link, summary, content = get("id", ""), get("link", ""), get("summary", ""), get("content", "")
        if not link or link == guid or "feedburner_origlink" in said:
            link = rss.link_of(get("feedburner_origlink", ""), link, get("alternate", ""), guid)
        yield RawEntry(
            guid,
            link,
            get("title", ""),
            "" if summary == content else summary,
            content,
            get("published") or get("created", ""),
            get("updated", ""),
            get("author", ""),
            get("language") or get("title_language") or language,
            get("source", ""),
        )
