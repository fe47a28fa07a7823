"""Entries of the world as the bytes of a feed, in four formats."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from xml.sax.saxutils import escape

from tests.bench.world import Item, Outlet, World, Writer

TYPES = {
    "rss": "application/rss+xml",
    "atom": "application/atom+xml",
    "rdf": "application/rdf+xml",
    "json": "application/feed+json",
}


def document(world: World, writer: Writer, feed: Outlet) -> bytes:
    """What the feed serves now, the newest entry first."""
    items = [writer.write(feed, number) for number in reversed(world.items(feed.number))]
    text = _FORMATS[feed.format](feed, items)
    return text.encode(feed.encoding, "xmlcharrefreplace" if feed.format != "json" else "strict")


def _html(feed: Outlet, paragraphs: Sequence[str]) -> str:
    """With a link and a line break now and then, as editors write."""
    if not feed.markup:
        return "\n".join(paragraphs)
    return "".join(f'<p>{text}</p>\n<p><a href="/more">{text[:12]}</a><br/></p>' for text in paragraphs)


def _summary(feed: Outlet, item: Item) -> str:
    return f"<p>{item.summary}</p>" if feed.markup and not feed.full else item.summary


def _iso(moment: int) -> str:
    return datetime.fromtimestamp(moment, UTC).isoformat()


def _rfc822(moment: int) -> str:
    return format_datetime(datetime.fromtimestamp(moment, UTC))


def _rss(feed: Outlet, items: Sequence[Item]) -> str:
    inner = "\n".join(_rss_item(feed, item) for item in items)
    return (
        f'<?xml version="1.0" encoding="{feed.encoding}"?>\n'
        '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/">\n<channel>\n'
        f"<title>{feed.name}</title>\n<link>http://{feed.host}/</link>\n<description>Invented news</description>\n"
        f"<language>{feed.language}</language>\n<lastBuildDate>{_rfc822(items[0].dated)}</lastBuildDate>\n"
        f"{inner}\n</channel>\n</rss>\n"
    )


def _rss_item(feed: Outlet, item: Item) -> str:
    parts = [
        f"<title>{escape(item.title)}</title>",
        f"<link>{item.link}</link>",
        f'<guid isPermaLink="true">{item.link}</guid>',
        f"<pubDate>{_rfc822(item.dated)}</pubDate>",
        *([f"<dc:creator>{item.author}</dc:creator>"] if item.author else []),
        *(f"<category>{name}</category>" for name in item.categories),
        f"<description>{escape(_summary(feed, item))}</description>",
        *([f"<content:encoded><![CDATA[{_html(feed, item.paragraphs)}]]></content:encoded>"] if feed.full else []),
        *([f'<enclosure url="{item.picture}" type="image/jpeg" length="40000"/>'] if item.picture else []),
    ]
    return "<item>\n" + "\n".join(parts) + "\n</item>"


def _atom(feed: Outlet, items: Sequence[Item]) -> str:
    inner = "\n".join(_atom_entry(feed, item) for item in items)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{feed.language}">\n<title>{feed.name}</title>\n'
        f'<link href="http://{feed.host}/"/>\n<link rel="self" href="http://{feed.host}/feed"/>\n'
        f"<id>http://{feed.host}/</id>\n<updated>{_iso(items[0].dated)}</updated>\n"
        f"<author><name>{feed.name}</name></author>\n{inner}\n</feed>\n"
    )


def _atom_entry(feed: Outlet, item: Item) -> str:
    kind = "html" if feed.markup and not feed.full else "text"
    parts = [
        f'<title type="text">{escape(item.title)}</title>',
        f'<link rel="alternate" type="text/html" href="{item.link}"/>',
        f"<id>{item.link}</id>",
        f"<published>{_iso(item.dated)}</published>",
        f"<updated>{_iso(item.dated)}</updated>",
        *([f"<author><name>{item.author}</name></author>"] if item.author else []),
        *(f'<category term="{name}"/>' for name in item.categories),
        f'<summary type="{kind}">{escape(_summary(feed, item))}</summary>',
        *([f'<content type="html">{escape(_html(feed, item.paragraphs))}</content>'] if feed.full else []),
        *([f'<link rel="enclosure" type="image/jpeg" href="{item.picture}"/>'] if item.picture else []),
    ]
    return "<entry>\n" + "\n".join(parts) + "\n</entry>"


def _rdf(feed: Outlet, items: Sequence[Item]) -> str:
    inner = "\n".join(_rdf_item(feed, item) for item in items)
    listed = "".join(f'<rdf:li rdf:resource="{item.link}"/>' for item in items)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">\n'
        f'<channel rdf:about="http://{feed.host}/">\n<title>{feed.name}</title>\n<link>http://{feed.host}/</link>\n'
        f"<description>Invented news</description>\n<items><rdf:Seq>{listed}</rdf:Seq></items>\n</channel>\n"
        f"{inner}\n</rdf:RDF>\n"
    )


def _rdf_item(feed: Outlet, item: Item) -> str:
    parts = [
        f"<title>{escape(item.title)}</title>",
        f"<link>{item.link}</link>",
        f"<description>{escape(_summary(feed, item))}</description>",
        f"<dc:date>{_iso(item.dated)}</dc:date>",
        *([f"<dc:creator>{item.author}</dc:creator>"] if item.author else []),
        *(f"<dc:subject>{name}</dc:subject>" for name in item.categories),
        *([f"<content:encoded><![CDATA[{_html(feed, item.paragraphs)}]]></content:encoded>"] if feed.full else []),
    ]
    return f'<item rdf:about="{item.link}">\n' + "\n".join(parts) + "\n</item>"


def _json(feed: Outlet, items: Sequence[Item]) -> str:
    return json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": feed.name,
            "home_page_url": f"http://{feed.host}/",
            "feed_url": f"http://{feed.host}/feed",
            "language": feed.language,
            "items": [_json_item(feed, item) for item in items],
        },
        ensure_ascii=False,
        indent=1,
    )


def _json_item(feed: Outlet, item: Item) -> dict[str, object]:
    found: dict[str, object] = {"id": item.link, "url": item.link, "title": item.title}
    found["date_published"] = _iso(item.dated)
    if feed.full:
        found |= {"summary": item.summary, "content_html": _html(feed, item.paragraphs)}
    elif feed.markup:
        found["content_html"] = _summary(feed, item)
    else:
        found["content_text"] = item.summary
    if item.author:
        found["authors"] = [{"name": item.author}]
    if item.categories:
        found["tags"] = list(item.categories)
    if item.picture:
        found["attachments"] = [{"url": item.picture, "mime_type": "image/jpeg"}]
    return found


_FORMATS: dict[str, Callable[[Outlet, Sequence[Item]], str]] = {
    "rss": _rss,
    "atom": _atom,
    "rdf": _rdf,
    "json": _json,
}
