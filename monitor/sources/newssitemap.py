"""News sitemaps (news:news) and plain ones (urlset), for sites without a feed.

A plain one lists every page of a site: only the newest are entries. Neither has summaries, so that the page of each
entry is fetched (pipeline/polling.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree

from monitor.errors import FeedError
from monitor.model.limits import Limits
from monitor.model.source import Entry, ParsedFeed, Source
from monitor.sources.entry import RawEntry, entry
from monitor.text.clean import cut
from monitor.text.dates import DateReader
from monitor.text.decode import decode

NEWEST = 100  # addresses of a plain sitemap that are entries: more pages than that nobody fetches at a site's expense
_DECLARATION = re.compile(r"\s*<\?xml\s[^>]{0,500}?\?>")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SHOWN = 3


def parse(source: Source, body: bytes, content_type: str, url: str, now: int, limits: Limits) -> ParsedFeed:
    """The addresses of the sitemap with their titles and days, in its order.

    Raises FeedError with a sentence for anything else; for a list of sitemaps it names some of them.
    """
    text, notes = decode(body, content_type)
    root = _root(text)
    name = _local(root)
    if name == "sitemapindex":
        raise FeedError(_index_sentence(root))
    if name != "urlset":
        raise FeedError(f"the address answers with <{cut(name, 40)[0]}>, not with a sitemap")
    raws = [_raw(node) for node in root if _local(node) == "url"]
    raws = [raw for raw in raws if raw.link]
    dates = DateReader(source.zone, source.language, now, limits)
    dialect = "newssitemap" if any(raw.title for raw in raws) else "sitemap"
    most = limits.entries if dialect == "newssitemap" else min(NEWEST, limits.entries)
    kept = _newest(raws, dates, most)
    if len(kept) < len(raws):
        notes += (f"{len(raws) - len(kept):,} older addresses of {len(raws):,} left out",)
    if not raws:
        notes += ("the sitemap holds no addresses",)
    entries = tuple(_entry(raw, url or source.url, dates, limits) for raw in kept)
    return ParsedFeed(dialect, "", "", entries, notes=notes)


def _root(text: str) -> etree._Element:
    text = _NO_XML.sub("", _DECLARATION.sub("", text.lstrip("\ufeff \r\n\t"), count=1))
    if not text.strip():
        raise FeedError("the answer is empty")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, remove_comments=True, remove_pis=True,
        encoding="utf-8",
    )  # fmt: skip
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise FeedError(f"the answer is no XML, so no sitemap: {type(error).__name__}") from error
    if root is None:
        start = cut(" ".join(text[:200].split()), 80)[0]
        raise FeedError(f"the answer is no XML, so no sitemap: {start}")
    return root


def _local(node: etree._Element) -> str:
    return str(node.tag).rpartition("}")[2].lower() if isinstance(node.tag, str) else ""


def _index_sentence(root: etree._Element) -> str:
    places = [_said(node, "loc") for node in root if _local(node) == "sitemap"]
    named = sorted(filter(None, places), key=lambda place: "news" not in place.lower())
    some = ", ".join(cut(place, 200)[0] for place in named[:_SHOWN])
    return f"the address answers with a list of {len(places):,} sitemaps; take one of them as url" + (
        some and f": {some}"
    )


def _raw(node: etree._Element) -> RawEntry:
    news = next((child for child in node if _local(child) == "news"), None)
    link, changed = _said(node, "loc"), _said(node, "lastmod")
    if news is None:
        return RawEntry(link=link, published=changed)
    publication = next((child for child in news if _local(child) == "publication"), None)
    return RawEntry(
        link=link,
        title=_said(news, "title"),
        published=_said(news, "publication_date") or changed,
        language="" if publication is None else _said(publication, "language"),
    )


def _said(node: etree._Element, name: str) -> str:
    """The text of the first child of that name, in any namespace."""
    for child in node:
        if _local(child) == name:
            return " ".join("".join(text for text in child.itertext() if isinstance(text, str)).split())
    return ""


def _newest(raws: Sequence[RawEntry], dates: DateReader, most: int) -> list[RawEntry]:
    """At most `most`, in their order: the newest by their days, of those without any the first."""
    if len(raws) <= most:
        return list(raws)
    moments = [dates.read(raw.published)[0] or 0 for raw in raws]
    chosen = sorted(range(len(raws)), key=lambda place: -moments[place])[:most]
    return [raws[place] for place in sorted(chosen)]


def _entry(raw: RawEntry, url: str, dates: DateReader, limits: Limits) -> Entry:
    return entry(raw, (url,), dates, limits, ())
