"""One raw item to one `Entry`: what every kind of feed does alike, and the limits on each field."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit, urlunsplit

from monitor.model.limits import Limits
from monitor.model.source import Entry
from monitor.text.clean import clean, cut, sha
from monitor.text.dates import DateReader
from monitor.text.html import HTML_CHARACTERS, plain

# An address that is its own absolute form: nothing in it that `absolute_link` or `clean` would change.
_PLAIN_LINK = re.compile(r"https?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:/[!-\"$->@-~]*)?(?:\?[!-\"$-~]+)?(?:#[!-~]+)?")
_CODES = frozenset(("en", "ru", "az", "be", "uk", "tr"))


class RawEntry(NamedTuple):  # made and let go of once an item: a frozen dataclass costs five times as much
    """An item as the document has it: texts are HTML or plain, the link may be relative, dates are unread."""

    guid: str = ""
    link: str = ""
    title: str = ""
    summary: str = ""
    content: str = ""
    published: str = ""
    updated: str = ""
    author: str = ""
    language: str = ""
    publisher: str = ""


def entry(
    raw: RawEntry,
    bases: tuple[str, ...],
    dates: DateReader,
    limits: Limits,
    notes: tuple[str, ...],
    *,
    pure: bool = False,
) -> Entry:
    """The item in plain text, its link made absolute against the first of `bases` that can, each field within limits.

    `notes` are those the reader of the document already has; what is cut, left out or not believed is added to them.
    An item without a date of publication is dated by its last change. `pure` as `monitor.text.html.plain` has it.
    """
    guid, link, title, summary, content, published, updated, author, language, publisher = raw
    said: list[str] = list(notes)
    dated = _date(dates, published, said) if published else None
    changed = dated if updated == published else _date(dates, updated, said) if updated else None
    short = _text("summary", summary, limits.text_bytes, said, pure=pure) if summary else ""
    text = _text("text", content, limits.text_bytes, said, pure=pure) if content else ""
    most = min(limits.guid_bytes, limits.link_bytes)
    both = link == guid and len(link) <= most and _PLAIN_LINK.fullmatch(link) is not None  # as mostly
    return Entry(
        guid if both else _guid(guid, limits, said),
        link if both else _link(link, bases, limits, said),
        _line("title", title, limits, said, pure=pure),
        "" if short == text else short,
        text,
        changed if dated is None else dated,
        changed,
        _line("author", author, limits, said, pure=pure) if author else "",
        language_code(language),
        _line("publisher", publisher, limits, said, pure=pure) if publisher else "",
        tuple(dict.fromkeys(said)) if said else (),
    )


def language_code(tag: str) -> str:
    """The language of a tag: "ru" of "ru-RU" and "ru_RU"; "" if it is no tag."""
    if tag in _CODES:
        return tag
    code = tag.strip().lower().replace("_", "-").partition("-")[0]
    return code if code.isascii() and code.isalpha() and 2 <= len(code) <= 3 else ""


def _date(dates: DateReader, text: str, said: list[str]) -> int | None:
    when, note = dates.read(text)
    if note:
        said.append(note)
    return when


def _text(name: str, html: str, limit: int, said: list[str], *, pure: bool) -> str:
    if len(html) > HTML_CHARACTERS:
        said.append(f"{name} read to {HTML_CHARACTERS:,} of {len(html):,} characters")
    text = plain(html, pure=pure)
    if len(text) * 4 <= limit:  # bytes
        return text
    kept, left_off = cut(text, limit)
    if left_off:
        said.append(f"{name} cut from {len(text.encode()):,} to {limit:,} bytes")
    return kept


def _line(name: str, html: str, limits: Limits, said: list[str], *, pure: bool) -> str:
    text = _text(name, html, limits.title_bytes, said, pure=pure)
    return text.replace("\n", " ") if "\n" in text else text


def _guid(raw: str, limits: Limits, said: list[str]) -> str:
    if len(raw) <= limits.guid_bytes and _PLAIN_LINK.fullmatch(raw):
        return raw
    guid = " ".join(clean(raw).split())
    if len(guid.encode()) <= limits.guid_bytes:
        return guid
    said.append(f"id of {len(guid.encode()):,} bytes replaced by its hash")
    return sha(guid)


def _link(raw: str, bases: tuple[str, ...], limits: Limits, said: list[str]) -> str:
    """An absolute http(s) address or "": half an address is none, so a link that is too long is left out."""
    if len(raw) <= limits.link_bytes and _PLAIN_LINK.fullmatch(raw):
        return raw
    link = clean(raw).replace("\n", "").replace("\t", "").strip().replace(" ", "%20")
    if not link:
        return ""
    absolute = next(filter(None, (absolute_link(link, base) for base in ("", *bases))), "")
    if not absolute:
        said.append(f'link "{cut(link, 100)[0]}" left out: it is no web address')
    elif len(absolute.encode()) > limits.link_bytes:
        said.append(f"link of {len(absolute.encode()):,} bytes left out")
        return ""
    return absolute


def absolute_link(link: str, base: str) -> str:
    """The http(s) address that `link` means on a page at `base`, without user and password; "" if it means none."""
    if not base and _PLAIN_LINK.fullmatch(link):
        return link
    try:
        parts = urlsplit(urljoin(base, link))
        host = parts.hostname
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host:
        return ""
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
