"""A feed's document as the bytes of its items and of what stands round them, found without parsing anything.

It is for documents that are plainly a row of items: then head, any of the items and tail are a document again, in which
these items mean what they meant. Whatever might be otherwise is not divided, and is read whole.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

_NAME = re.compile(rb"<(?:(item)|(entry))[\s>]")
_ITEMS = re.compile(rb"</?(?:[\w.-]{1,40}:)?(?:item|entry)[\s/>]")
_SPECIAL = re.compile(rb"<[!?]")
_CLOSED_BY = ((b"<![CDATA[", b"]]>"), (b"<!--", b"-->"))
_INSTRUCTION = (b"<?xml", b"?>")
# Prefixes that are declared in an item may mean another thing in the next one; so may addresses.
_REACHES_OUT = (b"xmlns", b"xml:base", b"xml:lang")
# These mean the same in each: feedparser takes such a prefix for just that, and a language ends with its element.
_USUAL = re.compile(
    rb"xmlns=\"(?:http://www\.w3\.org/1999/xhtml|com-wordpress:feed-additions:1)\""
    rb"|xmlns:(?:media=\"http://search\.yahoo\.com/mrss/|dc=\"http://purl\.org/dc/elements/1\.1/"
    rb"|content=\"http://purl\.org/rss/1\.0/modules/content/)\""
    rb"|xml:lang=\"[A-Za-z-]{1,20}\""
)
# What a head or tail may say anew each time, without meaning: when it was written, which addresses follow (RDF), how
# long the server took. Only where nothing is in it that a reader could take for something else.
_MOMENTS = re.compile(rb"<(lastBuildDate|pubDate|updated|dc:date|atom:updated)>[\w ,:+.\-]{0,60}</\1>")
_CONTENTS = re.compile(
    rb"<items>\s*+<rdf:Seq>\s*+(?:<rdf:li (?:rdf:)?resource=\"(?:[!#-%'-;=?-~]|&amp;)*+\"\s*+/>\s*+)*+"
    rb"</rdf:Seq>\s*+</items>"
)
_REMARKS = re.compile(rb"<!--(?:[ -%'-,.-;=?-~\n\r\t]|-(?!-))*+-->")
_FRAME = 16  # bytes
_RAW = 12


@dataclass(frozen=True, slots=True)
class Division:
    """A document: `head`, the `items` from `<item` to `</item>` with white space between them, `tail`."""

    head: bytes
    items: tuple[bytes, ...]
    tail: bytes

    def with_only(self, items: Iterable[bytes]) -> bytes:
        """The document as if it held these items only."""
        return b"\n".join((self.head, *items, self.tail))

    def frame(self) -> bytes:
        """A hash of all that stands round the items, without what says anew each time when it was written."""
        head = _CONTENTS.sub(b"", _MOMENTS.sub(b"", self.head))
        tail = _REMARKS.sub(b"", _MOMENTS.sub(b"", self.tail)).rstrip()
        return hashlib.blake2b(head + b"\0" + tail, digest_size=_FRAME).digest()


def divide(body: bytes) -> Division | None:
    """The document in its parts; None where it is not plainly divisible.

    So it is with JSON, utf-16, anything but white space between items, a kind of item or of markup that is not known
    here. What is in the items is looked at by `plain`: those that are known need not be asked about again.
    """
    first = _NAME.search(body)
    if first is None:
        return None
    name = first[1] or first[2]
    starts, closing = (b"<" + name + b">", b"<" + name + b" ", b"<" + name + b"\n"), b"</" + name + b">"
    found: list[bytes] = []
    start, end = first.start(), 0
    while body.startswith(starts, start):
        end = body.find(closing, start) + len(closing)
        if end < len(closing):
            return None
        found.append(body[start:end])
        start = body.find(b"<", end)
        if start < 0 or (start > end and not body[end:start].isspace()):
            return None
    head, tail = body[: first.start()], body[end:]
    if (
        not found
        or _ITEMS.search(head)
        or _ITEMS.search(tail)
        or not (_closed(head, frame=True) and _closed(tail, frame=True))
    ):
        return None
    return Division(head, tuple(found), tail)


def plain(raw: bytes) -> bool:
    """Whether a raw item is one item, closed in itself, and says nothing that reaches beyond it."""
    if b"xml" in raw:
        unusual = _USUAL.sub(b"", raw)
        if any(word in unusual for word in _REACHES_OUT):
            return False
    begins = [match.start() for match in _ITEMS.finditer(raw)]
    return len(begins) == 2 and begins[0] == 0 and _closed(raw)


def _closed(part: bytes, *, frame: bool = False) -> bool:
    """Whether every CDATA section and comment that begins in it ends in it, and nothing else of the kind begins."""
    kinds = (*_CLOSED_BY, _INSTRUCTION) if frame else _CLOSED_BY
    at = 0
    while match := _SPECIAL.search(part, at):
        stop = next((stop for start, stop in kinds if part.startswith(start, match.start())), None)
        end = part.find(stop, match.start() + 4) if stop else -1
        if stop is None or end < 0:
            return False
        at = end + len(stop)
    return True


def raw_hash(raw: bytes) -> bytes:
    """Twelve bytes by which a raw item is known again."""
    return hashlib.blake2b(raw, digest_size=_RAW).digest()
