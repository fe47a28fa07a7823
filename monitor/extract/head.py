"""What a page says about its article: title, date, author, language.

Dates need care: many sites print today's date in the page's head line, and a crawler's copy carries the day of the
crawl there. Only a date that belongs to the article is taken.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import html

from monitor.model.limits import Limits
from monitor.text.clean import clean, cut
from monitor.text.dates import DateReader
from monitor.text.html import plain

_PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "pubdate", "publishdate", "publish_date",
    "publication_date", "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.created", "parsely-pub-date",
    "sailthru.date", "mediator_published_time", "article_date_original",
)  # fmt: skip
_AUTHOR = ("author", "article:author", "dc.creator", "parsely-author", "mediator_author")
_DATE_LINE = re.compile(r"(?=.*\d{4})(?=.*\d{1,2}:\d\d)")
_UPDATED = re.compile(r"updat|обновл|изменен|абноўл|yenil|güncel", re.IGNORECASE)
_LINES_BELOW = 8
_LONGEST_LINE = 80
_SCRIPT = 300_000
_NODES = 5_000
_BODY = re.compile(r"<body\b", re.IGNORECASE)
_LOOKED_AT = 200_000


@dataclass(frozen=True, slots=True)
class Head:
    """`dated` is UTC seconds, None where the page gives no date that is surely the article's."""

    title: str
    dated: int | None
    author: str
    language: str
    notes: tuple[str, ...] = ()


def head_of(tree: html.HtmlElement, page: str, zone: str, now: int, limits: Limits) -> Head:
    """Read off meta tags, JSON-LD and the lines below the headline; `zone` is for dates without one."""
    metas = _metas(tree)
    title = cut(_title(tree, metas), limits.title_bytes)[0]
    linked = _linked_data(tree)
    language = _language(tree, metas)
    dates = DateReader(zone, language, now, limits)
    dated, notes = _dated(dates, (*_dates_said(tree, metas, linked), *_date_lines(page, title)))
    author = next((metas[name] for name in _AUTHOR if name in metas and "://" not in metas[name]), "")
    author = cut(plain(author or linked.get("author", "")), limits.title_bytes)[0].replace("\n", " ")
    return Head(title, dated, author, language, notes)


def _metas(tree: html.HtmlElement) -> dict[str, str]:
    """The meta tags' contents by name, property or itemprop in lower case, the first of each."""
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        content = (meta.get("content") or "").strip()
        if name and content:
            found.setdefault(name, content)
    return found


def _title(tree: html.HtmlElement, metas: dict[str, str]) -> str:
    """og:title, else the headline, else the window's title; without the site's name behind it."""
    candidates = [metas.get("og:title", "")]
    candidates += [element.text_content() for tag in ("h1", "title") for element in tree.iter(tag)]
    title = next(filter(None, (plain(text).replace("\n", " ") for text in candidates)), "")
    site = plain(metas.get("og:site_name", ""))
    for mark in (" - ", " | ", " – ", " — ", " :: "):
        if site and title.endswith(mark + site):
            return title[: -len(mark + site)].rstrip()
    return title


def _language(tree: html.HtmlElement, metas: dict[str, str]) -> str:
    tags = (tree.get("lang"), tree.get("xml:lang"), metas.get("og:locale"), metas.get("content-language"))
    tag = next((tag for tag in tags if tag), "").lower().replace("_", "-").partition("-")[0].strip()
    return tag if tag.isascii() and tag.isalpha() and len(tag) in (2, 3) else ""


def _linked_data(tree: html.HtmlElement) -> dict[str, str]:
    """`date` and `author` of the first article in the page's JSON-LD."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "") or not script.text or len(script.text) > _SCRIPT:
            continue
        try:
            document = json.loads(script.text, strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(document):
            if isinstance(date := node.get("datePublished"), str):
                return {"date": date, "author": ", ".join(_names(node.get("author")))}
    return {}


def _nodes(document: object) -> Iterator[dict[str, object]]:
    waiting = [document]
    for _ in range(_NODES):
        if not waiting:
            return
        node = waiting.pop(0)
        if isinstance(node, dict):
            yield node
            waiting += [value for value in node.values() if isinstance(value, dict | list)]
        elif isinstance(node, list):
            waiting += node


def _names(author: object) -> Iterator[str]:
    for one in author if isinstance(author, list) else [author]:
        name = one.get("name") if isinstance(one, dict) else one
        if isinstance(name, str) and "://" not in name:
            yield name


def _dates_said(tree: html.HtmlElement, metas: dict[str, str], linked: dict[str, str]) -> Iterator[str]:
    yield from (metas[name] for name in _PUBLISHED if name in metas)
    yield linked.get("date", "")
    for element in tree.iterfind(".//*[@itemprop='datePublished']"):
        yield element.get("datetime") or element.get("content") or element.text_content()
    # A time element outside the article may be the clock of the head line or another article's in the margin.
    for article in (*tree.iter("article"), *tree.iter("main")):
        for element in article.iter("time"):
            yield element.get("datetime") or element.text_content()


def _date_lines(page: str, title: str) -> Iterator[str]:
    """Short lines of date and time right below the headline: "21 November 2013, 14:10".

    Not above it, where today's date stands, and not without a time of day, as today's date is printed.
    """
    body = _BODY.search(page)
    lines = plain(page[body.start() if body else 0 :][:_LOOKED_AT]).split("\n")
    places = [number for number, line in enumerate(lines) if title and line == title][:2]
    for place in places:
        for line in lines[place + 1 : place + 1 + _LINES_BELOW]:
            if len(line) <= _LONGEST_LINE and _DATE_LINE.match(line) and not _UPDATED.search(line):
                yield line


def _dated(dates: DateReader, texts: tuple[str, ...]) -> tuple[int | None, tuple[str, ...]]:
    notes = []
    for text in dict.fromkeys(clean(text).strip() for text in texts):
        when, note = dates.read(text)
        if when is not None:
            return when, ()
        if note:
            notes.append(note)
    return None, tuple(notes[:3])
