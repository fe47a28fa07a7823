"""The demo's feed documents, one writer a dialect, with the faults of real feeds where an outlet asks for them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from email.utils import format_datetime
from xml.sax.saxutils import escape, quoteattr
from zoneinfo import ZoneInfo

from monitor.cli.demo.content import Article, Outlet, Version

Listed = Sequence[tuple[Article, Version]]
Where = Callable[[Article], str]

CONTENT_TYPES = {
    "rss20": "application/rss+xml",
    "broken": "text/xml",
    "atom": "application/atom+xml; charset=utf-8",
    "rdf": "application/rdf+xml; charset=utf-8",
    "json": "application/feed+json; charset=utf-8",
}
_RSS = """<?xml version="1.0" encoding="{encoding}"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel>
<title>{title}</title>
<link>{home}</link>
<description>{title}: an invented outlet of the demo</description>
{language}<lastBuildDate>{updated}</lastBuildDate>
{items}
</channel>
</rss>
"""
_ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language}">
<title>{title}</title>
<id>{home}</id>
<link rel="alternate" href="{home}"/>
<author><name>{title}</name></author>
<updated>{updated}</updated>
{items}
</feed>
"""
_RDF = """<?xml version="1.0" encoding="utf-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel rdf:about="{home}">
<title>{title}</title>
<link>{home}</link>
<description>{title}: an invented outlet of the demo</description>
<dc:language>{language}</dc:language>
<items><rdf:Seq>{sequence}</rdf:Seq></items>
</channel>
{items}
</rdf:RDF>
"""


def document(outlet: Outlet, listed: Listed, home: str, where: Where) -> bytes:
    """The outlet's feed in its dialect and encoding; the same articles always give the same bytes."""
    text = _WRITERS[outlet.dialect](outlet, listed, home, where)
    return text.encode(outlet.encoding, "xmlcharrefreplace")


def changed(listed: Listed) -> int:
    """UTC seconds of the last change a reader of the feed could see."""
    return max((version.since for _, version in listed), default=0)


def html(paragraphs: Sequence[str]) -> str:
    """Paragraphs as HTML."""
    return "\n".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)


def iso(outlet: Outlet, when: int) -> str:
    """`2024-05-16T15:30:00+04:00`, on the outlet's own clock."""
    return datetime.fromtimestamp(when, ZoneInfo(outlet.zone)).isoformat()


def _rfc822(outlet: Outlet, when: int) -> str:
    return format_datetime(datetime.fromtimestamp(when, ZoneInfo(outlet.zone)))


def _rss(outlet: Outlet, listed: Listed, home: str, where: Where) -> str:
    items = "\n".join(_rss_item(outlet, article, version, where(article)) for article, version in listed)
    language = f"<language>{outlet.language}</language>\n" if outlet.language else ""
    updated = _rfc822(outlet, changed(listed))
    return _RSS.format(
        encoding=outlet.encoding, title=escape(outlet.name), home=home, language=language, updated=updated, items=items
    )


def _rss_item(outlet: Outlet, article: Article, version: Version, url: str) -> str:
    """Aggregators mark their links and give guids of their own, as the real ones do."""
    guid = f'<guid isPermaLink="true">{url}</guid>'
    if outlet.kind == "aggregator":
        guid = f'<guid isPermaLink="false">{outlet.id}:{article.slug}</guid>'
        url += "?utm_source=example-collector&amp;utm_medium=rss"
    full = html(version.paragraphs)
    description = escape(full) if outlet.gives == "description" else escape(version.summary)
    content = f"<content:encoded><![CDATA[{full}]]></content:encoded>\n" if outlet.gives == "content" else ""
    return (
        f"<item>\n<title>{escape(version.title)}</title>\n<link>{url}</link>\n{guid}\n"
        f"<pubDate>{_rfc822(outlet, article.published)}</pubDate>\n"
        f"<description>{description}</description>\n{content}</item>"
    )


def _broken(outlet: Outlet, listed: Listed, home: str, where: Where) -> str:
    """RSS as careless templates write it: bare ampersands, HTML entities, line breaks that are never closed."""
    items = "\n".join(
        f"<item>\n<title>{version.title}</title>\n<link>{where(article)}</link>\n"
        f'<guid isPermaLink="true">{where(article)}</guid>\n'
        f"<pubDate>{_rfc822(outlet, article.published)}</pubDate>\n"
        f"<description>{'<br>&nbsp;'.join(version.paragraphs)}</description>\n</item>"
        for article, version in listed
    )
    return _RSS.format(
        encoding=outlet.encoding,
        title=outlet.name,
        home=home,
        language=f"<language>{outlet.language}</language>\n",
        updated=_rfc822(outlet, changed(listed)),
        items=items,
    )


def _atom(outlet: Outlet, listed: Listed, home: str, where: Where) -> str:
    items = "\n".join(
        f"<entry>\n<title>{escape(version.title)}</title>\n<id>{where(article)}</id>\n"
        f'<link rel="alternate" type="text/html" href={quoteattr(where(article))}/>\n'
        f"<published>{iso(outlet, article.published)}</published>\n<updated>{iso(outlet, version.since)}</updated>\n"
        f'<summary type="text">{escape(version.summary)}</summary>\n'
        f'<content type="html">{escape(html(version.paragraphs))}</content>\n</entry>'
        for article, version in listed
    )
    return _ATOM.format(
        language=outlet.language,
        title=escape(outlet.name),
        home=home,
        updated=iso(outlet, changed(listed)),
        items=items,
    )


def _rdf(outlet: Outlet, listed: Listed, home: str, where: Where) -> str:
    items = "\n".join(
        f"<item rdf:about={quoteattr(where(article))}>\n<title>{escape(version.title)}</title>\n"
        f"<link>{where(article)}</link>\n<dc:date>{iso(outlet, article.published)}</dc:date>\n"
        f"<description>{escape(version.summary)}</description>\n"
        f"<content:encoded><![CDATA[{html(version.paragraphs)}]]></content:encoded>\n</item>"
        for article, version in listed
    )
    sequence = "".join(f"<rdf:li rdf:resource={quoteattr(where(article))}/>" for article, _ in listed)
    return _RDF.format(home=home, title=escape(outlet.name), language=outlet.language, sequence=sequence, items=items)


def _json(outlet: Outlet, listed: Listed, home: str, where: Where) -> str:
    items = [
        {
            "id": where(article),
            "url": where(article),
            "title": version.title,
            "summary": version.summary,
            "content_html": html(version.paragraphs),
            "date_published": iso(outlet, article.published),
            "date_modified": iso(outlet, version.since),
            "language": article.language,
        }
        for article, version in listed
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": outlet.name,
        "home_page_url": home,
        "language": outlet.language,
        "items": items,
    }
    return json.dumps(feed, ensure_ascii=False, indent=1)


_WRITERS: Mapping[str, Callable[[Outlet, Listed, str, Where], str]] = {
    "rss20": _rss,
    "broken": _broken,
    "atom": _atom,
    "rdf": _rdf,
    "json": _json,
}
