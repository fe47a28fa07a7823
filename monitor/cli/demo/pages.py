"""The demo's pages: articles with the clutter of real ones around them, front pages, and the index of all feeds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from monitor.cli.demo.content import Article, Outlet, Version
from monitor.cli.demo.feeds import Listed, html, iso

MOST_READ = 5
"""Headlines in the box beside an article: names in them must not make the article match."""

_WORDS: Mapping[str, tuple[tuple[str, ...], str, str]] = {
    "en": (("News", "Economy", "Culture", "Sport"), "Most read", "This outlet is invented for a demo."),
    "ru": (("Новости", "Экономика", "Культура", "Спорт"), "Читают сейчас", "Издание придумано для демонстрации."),
    "az": (("Xəbərlər", "İqtisadiyyat", "Mədəniyyət", "İdman"), "Ən çox oxunan", "Bu nəşr nümayiş üçün uydurulub."),
    "be": (("Навіны", "Эканоміка", "Культура", "Спорт"), "Самае чытанае", "Выданне прыдумана для дэманстрацыі."),
    "tr": (("Haberler", "Ekonomi", "Kültür", "Spor"), "En çok okunanlar", "Bu yayın gösterim için uydurulmuştur."),
}
_PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="{encoding}">
<title>{title} | {outlet}</title>
{head}<link rel="alternate" title="{outlet}" href="{feed}">
</head>
<body>
<header><a href="/">{outlet}</a></header>
<nav><ul>{sections}</ul></nav>
{body}
<footer><p>{imprint}</p></footer>
</body>
</html>
"""
_ARTICLE = """<main>
<article>
<h1>{title}</h1>
<p class="date"><time datetime="{published}">{shown}</time></p>
{text}
</article>
</main>
<aside class="most-read">
<h2>{most_read}</h2>
<ul>{others}</ul>
</aside>"""


def article(outlet: Outlet, shown: tuple[Article, Version], others: Listed, feed: str) -> bytes:
    """The article's page as it stood, with a menu, a footer and the outlet's other headlines."""
    item, version = shown
    published = iso(outlet, item.published)
    beside = [pair for pair in others if pair[0] is not item][:MOST_READ]
    head = f'<meta property="article:published_time" content="{published}">\n'
    if version.since > item.published:
        head += f'<meta property="article:modified_time" content="{iso(outlet, version.since)}">\n'
    body = _ARTICLE.format(
        title=escape(version.title),
        published=published,
        shown=published[:16].replace("T", " "),
        text=html(version.paragraphs),
        most_read=_words(outlet)[1],
        others=_links(beside),
    )
    return _page(outlet, version.title, body, feed, head)


def front(outlet: Outlet, listed: Listed, feed: str) -> bytes:
    """The outlet's front page: its headlines."""
    return _page(outlet, outlet.name, f"<main><ul>{_links(listed)}</ul></main>", feed)


def index(first: Outlet, rows: Iterable[tuple[Outlet, str, bool]], feed: str, stamp: str) -> bytes:
    """All feeds with a button each, for a person who wants to see what happens when one falls silent."""
    lines = "\n".join(_row(outlet, url, off) for outlet, url, off in rows)
    body = f"<main><h1>The demo's feeds at {stamp}</h1><table>\n{lines}\n</table></main>"
    return _page(first, "The demo's feeds", body, feed)


def _row(outlet: Outlet, url: str, off: bool) -> str:  # noqa: FBT001 - a row of a table, called in one place
    word = "on" if off else "off"
    return (
        f'<tr><td>{escape(outlet.name)}</td><td><a href="{url}">{outlet.id}</a></td><td>{outlet.kind}</td>'
        f'<td><form method="post" action="/feeds/{outlet.id}/{word}"><button>switch {word}</button></form></td></tr>'
    )


def _links(listed: Listed) -> str:
    return "".join(f'<li><a href="/news/{item.slug}">{escape(version.title)}</a></li>' for item, version in listed)


def _words(outlet: Outlet) -> tuple[tuple[str, ...], str, str]:
    return _WORDS.get(outlet.language, _WORDS["en"])


def _page(outlet: Outlet, title: str, body: str, feed: str, head: str = "") -> bytes:
    sections, _, imprint = _words(outlet)
    text = _PAGE.format(
        language=outlet.language or "en",
        encoding=outlet.encoding,
        title=escape(title),
        outlet=escape(outlet.name),
        head=head,
        feed=feed,
        sections="".join(f'<li><a href="/">{section}</a></li>' for section in sections),
        body=body,
        imprint=imprint,
    )
    return text.encode(outlet.encoding, "xmlcharrefreplace")
