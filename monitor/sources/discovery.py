"""Where the feeds of a site may be: what its page and its robots.txt name, and the paths that publishers often take."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from monitor.errors import FeedError
from monitor.model.limits import Limits
from monitor.model.listing import Verified
from monitor.model.source import Source
from monitor.sources import newssitemap, parse
from monitor.sources.anchors import anchors, read
from monitor.sources.entry import absolute_link
from monitor.text.clean import clean

MOST_NAMED = 24  # addresses that one page may name
PATHS = (
    "/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feed.json", "/feeds", "/rss/all.rss",
    "/?feed=rss2", "/rss/news", "/en/rss", "/ru/rss", "/news/rss", "/export/rss.xml", "/index.php?format=feed&type=rss",
    "/news-sitemap.xml", "/sitemap-news.xml", "/sitemap_news.xml",
)  # fmt: skip
_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml", "text/xml")
_FEEDLIKE = re.compile(r"(?:^|[/._=?-])(?:rss|atom|feeds?)(?:$|[/._&=-]|\d)|\.(?:rss|atom|rdf)$", re.IGNORECASE)
_COMMENTS = re.compile(r"/comments?/|comments=", re.IGNORECASE)
_SITEMAP = re.compile(r"^[ \t]*sitemap[ \t]*:[ \t]*(\S{1,2000})", re.IGNORECASE | re.MULTILINE)
_LOC = re.compile(r"<loc>\s*([^<\s]{1,2000})\s*</loc>", re.IGNORECASE)


def named_by(body: bytes, content_type: str, url: str) -> tuple[str, ...]:
    """Addresses of feeds that a page names: its <link rel=alternate> first, then links that look like feeds.

    Raises FeedError where there is nothing to read. Meant for a worker.
    """
    page = read(body, content_type, url)
    alternates = [
        absolute_link((link.get("href") or "").strip(), page.base)
        for link in page.tree.iter("link")
        if "alternate" in (link.get("rel") or "").lower().split()
        and (link.get("type") or "").partition(";")[0].strip().lower() in _TYPES
    ]
    linked = [anchor.address for anchor in anchors(page) if looks_like_a_feed(anchor.address)]
    return _once([*alternates, *linked])[:MOST_NAMED]


def looks_like_a_feed(address: str) -> bool:
    """Whether path or query of an address speak of RSS or Atom."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return bool(_FEEDLIKE.search(parts.path) or (parts.query and _FEEDLIKE.search("?" + parts.query)))


def sitemaps_of(robots: str) -> tuple[str, ...]:
    """The sitemaps that robots.txt names, those of news first."""
    found = _once(_SITEMAP.findall(robots[:500_000]))
    return tuple(sorted(found, key=lambda address: "news" not in address.lower()))


def news_of_index(body: bytes) -> tuple[str, ...]:
    """The sitemaps of news that an index of sitemaps names."""
    text = body[:500_000].decode("utf-8", "replace")
    if "<sitemapindex" not in text:
        return ()
    return _once(address for address in _LOC.findall(text) if "news" in _path(address).lower())


def _path(address: str) -> str:
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


def usual(url: str) -> tuple[str, ...]:
    """The paths where feeds usually are, beside the page and on its host."""
    parts = urlsplit(url)
    root = f"{parts.scheme}://{parts.netloc}"
    beside = [f"{url.rstrip('/')}/feed"] if parts.path.strip("/") and not parts.query else []
    return _once([*beside, *(root + path for path in PATHS)])


def front_page(url: str) -> str:
    """The first page of the site."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/"


def verified(body: bytes, content_type: str, url: str, now: int, limits: Limits) -> Verified:
    """What a candidate holds. Raises FeedError with a sentence for what is no feed. Meant for a worker."""
    try:
        return Verified("feed", parse(Source("candidate", "", url), body, content_type, url, now, limits))
    except FeedError:
        if b"<urlset" not in body[:4096]:
            raise
    found = newssitemap.parse(Source("candidate", "", url), body, content_type, url, now, limits)
    if not any(entry.title for entry in found.entries):
        raise FeedError("a sitemap without titles, not one of news")
    return Verified("newssitemap", found)


def _once(addresses: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_callable(addresses)))


def _callable(addresses: Iterable[str]) -> Iterator[str]:
    """Only http and https, and what a person can be shown; those of comments are no news."""
    for address in addresses:
        plain = address.startswith(("http://", "https://")) and clean(address) == address
        if plain and not _COMMENTS.search(address):
            yield address.partition("#")[0]
