"""Feed documents and pages as bytes: RSS 2.0, Atom and JSON Feed, for the real parsers to read."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from email.utils import format_datetime
from xml.sax.saxutils import escape

from tests.soak.month.press import Outlet, Piece

TYPES = {"rss": "application/rss+xml", "atom": "application/atom+xml", "json": "application/feed+json"}


def document(outlet: Outlet) -> bytes:
    """What the outlet lists now."""
    return {"rss": _rss, "atom": _atom, "json": _json}[outlet.dialect](outlet).encode()


def page(piece: Piece) -> bytes:
    """The article's own page."""
    paragraphs = "".join(f"<p>{escape(sentence)}.</p>" for sentence in piece.text().split(". "))
    title = escape(piece.title)
    return (
        f"<!DOCTYPE html><html lang='{piece.language}'><head><title>{title}</title></head>"
        f"<body><article><h1>{title}</h1>{paragraphs}</article></body></html>"
    ).encode()


def _rss(outlet: Outlet) -> str:
    items = "".join(
        f"<item><title>{escape(p.title)}</title><link>{p.link}</link><guid>{p.guid}</guid>"
        f"<description>{escape(p.text())}</description>{_when('pubDate', p, rfc=True)}</item>"
        for p in outlet.listed
    )
    head = f"<title>{outlet.name}</title><link>https://{outlet.host}/</link><description>invented</description>"
    return f"<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel>{head}{items}</channel></rss>"


def _atom(outlet: Outlet) -> str:
    entries = "".join(
        f"<entry><id>{p.guid}</id><title>{escape(p.title)}</title><link href='{p.link}'/>"
        f"<summary>{escape(p.text())}</summary>{_when('published', p, rfc=False)}</entry>"
        for p in outlet.listed
    )
    head = f"<id>https://{outlet.host}/</id><title>{outlet.name}</title>"
    return f"<?xml version='1.0' encoding='utf-8'?><feed xmlns='http://www.w3.org/2005/Atom'>{head}{entries}</feed>"


def _json(outlet: Outlet) -> str:
    items = [
        {"id": p.guid, "url": p.link, "title": p.title, "content_text": p.text(),
         **({} if p.dated is None else {"date_published": _moment(p.dated)})}
        for p in outlet.listed
    ]  # fmt: skip
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": outlet.name, "items": items})


def _when(name: str, piece: Piece, *, rfc: bool) -> str:
    if piece.dated is None:
        return ""
    said = format_datetime(datetime.fromtimestamp(piece.dated, UTC)) if rfc else _moment(piece.dated)
    return f"<{name}>{said}</{name}>"


def _moment(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
