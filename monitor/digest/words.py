"""The digest's own few words, and how other people's words are let into it."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from monitor.model.message import Report
from monitor.model.source import OutletKind
from monitor.text.clean import clean

_BROKEN = re.compile(r"[\n\t\\]")  # an address with these means one thing here and another in a browser
_UNSAFE = re.compile(r"[\s\"<>`]")

TITLE_SHOWN = 300  # characters of a title before the rest is only counted, and the count is shown

LANGUAGES = {
    "az": "Azerbaijani", "be": "Belarusian", "de": "German", "en": "English", "es": "Spanish", "et": "Estonian",
    "fa": "Persian", "fr": "French", "he": "Hebrew", "hy": "Armenian", "it": "Italian", "ka": "Georgian",
    "kk": "Kazakh", "ky": "Kyrgyz", "lt": "Lithuanian", "lv": "Latvian", "pl": "Polish", "ro": "Romanian",
    "ru": "Russian", "sr": "Serbian", "tg": "Tajik", "tk": "Turkmen", "tr": "Turkish", "uk": "Ukrainian",
    "uz": "Uzbek", "zh": "Chinese",
}  # fmt: skip

_KINDS: dict[OutletKind, str] = {
    "foreign-state": "foreign state",
    "pro-government": "private, pro-government",
    "other": "other outlet",
}


def one_line(text: str) -> str:
    """The text on one line: no control or direction characters, every run of blanks one blank."""
    return " ".join(clean(text).split())


def shown(text: str, limit: int = TITLE_SHOWN) -> str:
    """The text on one line; past `limit` characters it is cut and says how much is left out."""
    line = one_line(text)
    if len(line) <= limit:
        return line
    return f"{line[:limit].rstrip()} [... {len(line) - limit:,} characters more]"


def title_of(report: Report, limit: int | None = None) -> str:
    """The original title; an article without one says so and gives its first words."""
    title = shown(report.title, limit) if limit else shown(report.title)
    if title:
        return title
    lead = shown(report.lead, 120)
    return f'(no title) "{lead}"' if lead else "(no title)"


def number(count: int, one: str, many: str = "") -> str:
    """`1 story`, `1,912 articles`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def listed(names: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def code(language: str) -> str:
    """`ru` of `ru-BY`."""
    return one_line(language).lower().replace("_", "-").split("-")[0]


def language_name(language: str) -> str:
    """`Russian` of `ru`; a code that is not in the table stays a code, none stays empty."""
    return LANGUAGES.get(code(language), code(language))


def kind_name(kind: OutletKind) -> str:
    """The outlet's kind as a reader says it."""
    return _KINDS.get(kind, kind)


def link(url: str) -> tuple[str, str]:
    """(address, host) of a web address that may be shown, else ("", ""): http and https only, on one line.

    An address with a user name is refused: "https://outlet.example@elsewhere.example/" is made to be misread.
    """
    address = clean(url).strip()
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return "", ""
    web = parts.scheme.lower() in ("http", "https")
    if not web or not host or "@" in parts.netloc or _BROKEN.search(address):
        return "", ""
    return _UNSAFE.sub(lambda found: quote(found[0]), address), one_line(host)
