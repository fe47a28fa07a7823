"""What feedparser does to texts and markup, where the fast reader has to do the same."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urljoin, urlsplit
from xml.sax.saxutils import escape

_SLASHES = re.compile("^([A-Za-z][A-Za-z0-9+-.]*://)(/*)")
_CONTROLS = re.compile(b"\xc2[\x80-\x9f]")  # in utf-8
_TWICE_WRITTEN = re.compile(b"\xc3[\x82-\xb4](?:\xc2|[]<&])")
_LONGEST_BASE = 2048  # characters: each address is joined to the whole of it
_QUOTE = {'"': "&quot;"}
_CP1252 = {
    code: bytes((code,)).decode("cp1252") for code in range(0x80, 0xA0) if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}


def resolved(address: str, base: str) -> str:
    """The address as feedparser joins it to `base` ("" = none); "" if it is none."""
    whole = _SLASHES.sub(r"\1", address) if ":///" in address else address
    if not base:
        return whole
    try:
        return urljoin(base, whole)
    except ValueError:
        return ""


def steady_base(base: str) -> str:
    """A base that joining it to itself leaves as it is, as feedparser does at each element; "" for any other."""
    if len(base) > _LONGEST_BASE:
        return ""
    whole = resolved(base, "")
    try:
        known = urlsplit(whole).scheme in ("http", "https") and urljoin(whole, whole) == whole
    except ValueError:
        return ""
    return whole if known else ""


def steadfast(address: str) -> bool:
    """Whether joining changes nothing in the address, to whatever base: it names its server, or is of another kind."""
    whole = resolved(address, "")
    try:
        parts = urlsplit(whole)
        joined = {urljoin(base, whole) for base in ("http://a.example/b/c?d", "https://a.example/b/c?d")}
    except ValueError:
        return False
    return bool(parts.scheme) and joined == {whole}


def written(local: str, attributes: Mapping[str, str]) -> str:
    """The start of an element inside xhtml."""
    said = (f' {key}="{escape(value, _QUOTE)}"' for key, value in attributes.items())
    return f"<{local}{''.join(said)}>"


def has_controls(data: bytes) -> bool:
    """Whether some of the controls stand in this utf-8 that windows-1252 has letters for."""
    return _CONTROLS.search(data) is not None


def may_mend(data: bytes) -> bool:
    """Whether some text of the XML in `data` may be one that `mended` writes again, where it has no controls.

    That takes a letter from Â to ô before a sign from U+0080 to U+00BF, or markup between the two. References aside.
    """
    return b"\xc2" in data and _TWICE_WRITTEN.search(data) is not None  # the signs, before the letters, which are many


def mended(text: str, *, controls: bool) -> str:
    """As feedparser: utf-8 that was taken for latin-1 and written again, and windows-1252 among the `controls`.

    Where nothing is to be mended the text itself comes back.
    """
    try:
        return text.encode("latin-1").decode("utf-8").translate(_CP1252)
    except UnicodeError:
        return text.translate(_CP1252) if controls else text


def without_div(parts: list[str]) -> list[str]:
    """The markup without the one <div> that holds all of it, as Atom wants one."""
    first, last = 0, len(parts)
    while last > 1 and not parts[last - 1].strip():
        last -= 1
    while first < last - 1 and not parts[first].strip():
        first += 1
    parts = parts[first:last]
    if parts and (parts[0] == "<div>" or parts[0].startswith("<div ")) and parts[-1] == "</div>":
        depth = 0
        for part in parts[:-1]:
            if part.startswith("</"):
                depth -= 1
                if depth == 0:
                    break
            elif part.startswith("<") and not part.endswith("/>"):
                depth += 1
        else:
            return parts[1:-1]
    return parts
