"""A page that a person saved: as `extract`, with the address it says it had. Meant for a worker, like every page."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.message import Message
from urllib.parse import urlsplit

from monitor.errors import ExtractError
from monitor.extract.page import read_page, tree_of
from monitor.model.limits import Limits
from monitor.model.request import SavedPage
from monitor.text.clean import clean
from monitor.text.decode import decode

_SAVED_FROM = re.compile(rb"<!--\s*saved from url=\(\d+\)(\S+)", re.IGNORECASE)  # as browsers write it
_HEAD = 4096
_MOST_PARTS = 1000


def saved_page(body: bytes, zone: str, now: int, limits: Limits) -> SavedPage:
    """The article of an HTML file; its address is what it calls canonical, else where the browser saved it from.

    `zone` is for dates that name none. Raises ExtractError with a sentence if there is no readable text.
    """
    return _page(body, "", "", zone, now, limits)


def saved_message(body: bytes, zone: str, now: int, limits: Limits) -> SavedPage:
    """The same for a page saved as one MHTML file. Raises ExtractError."""
    message = message_from_bytes(body)
    for number, part in enumerate(message.walk()):
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            content = part.get_payload(decode=True)
            address = _header(part, "Content-Location") or _header(message, "Snapshot-Content-Location")
            if isinstance(content, bytes):
                charset = part.get_content_charset() or ""
                kind = f"text/html; charset={charset}" if charset else ""
                return _page(content, kind, address, zone, now, limits)
        if number > _MOST_PARTS:
            break
    raise ExtractError("there is no page in this MHTML file")


def _header(message: Message, name: str) -> str:
    return "".join(str(message.get(name, "")).split())


def _page(body: bytes, content_type: str, address: str, zone: str, now: int, limits: Limits) -> SavedPage:
    text = read_page(body, address, content_type, zone, now, limits)
    url = _canonical(body, content_type, limits) or _absolute(address) or _saved_from(body)
    return SavedPage(text.title, text.body, url, text.dated, text.language, text.author, text.notes)


def _canonical(body: bytes, content_type: str, limits: Limits) -> str:
    page = clean(decode(body[: limits.body_bytes], content_type)[0]).strip()
    tree = tree_of(page)
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split() and (url := _absolute(link.get("href"))):
            return url
    metas = (meta for meta in tree.iter("meta") if (meta.get("property") or meta.get("name")) == "og:url")
    return next(filter(None, (_absolute(meta.get("content")) for meta in metas)), "")


def _saved_from(body: bytes) -> str:
    found = _SAVED_FROM.search(body[:_HEAD])
    return _absolute(found[1].decode("ascii", "replace")) if found else ""


def _absolute(url: str | None) -> str:
    """The address, "" if it is none of the web."""
    url = (url or "").strip()
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and parts.hostname else ""
