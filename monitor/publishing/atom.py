"""Entries as an Atom file, RFC 4287."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from monitor.publishing.entry import Channel, Entry, rfc3339

_NAMESPACE = "http://www.w3.org/2005/Atom"
_XML = "{http://www.w3.org/XML/1998/namespace}lang"


def atom(channel: Channel, entries: Sequence[Entry]) -> bytes:
    """The file, in UTF-8; the same entries give the same bytes."""
    feed = Element("feed", {"xmlns": _NAMESPACE})
    _text(feed, "id", channel.id)
    _text(feed, "title", channel.title)
    _text(feed, "updated", rfc3339(channel.updated))
    _text(feed, "generator", "Bilateral Monitor")
    for each in entries:
        _entry(feed, each)
    indent(feed)
    written: bytes = tostring(feed, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _entry(feed: Element, each: Entry) -> None:
    node = SubElement(feed, "entry", {_XML: each.language} if each.language else {})
    _text(node, "id", each.id)
    _text(node, "title", each.title)
    _text(node, "published", rfc3339(each.published))
    _text(node, "updated", rfc3339(each.updated))
    _text(SubElement(node, "author"), "name", each.outlet or "unknown")
    if each.link:
        SubElement(node, "link", {"rel": "alternate", "href": each.link})
    for rule in each.rules:
        SubElement(node, "category", {"term": rule})
    _text(node, "content", "\n".join(each.lines)).set("type", "text")


def _text(parent: Element, tag: str, text: str) -> Element:
    node = SubElement(parent, tag)
    node.text = text
    return node
