"""Entries as a JSON Feed, version 1.1 (jsonfeed.org/version/1.1)."""

from __future__ import annotations

import json
from collections.abc import Sequence

from monitor.publishing.entry import Channel, Entry, rfc3339


def json_feed(channel: Channel, entries: Sequence[Entry]) -> bytes:
    """The file, in UTF-8; the same entries give the same bytes."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "items": [_item(each) for each in entries],
    }
    return (json.dumps(feed, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _item(each: Entry) -> dict[str, object]:
    item: dict[str, object] = {
        "id": each.id,
        "title": each.title,
        "content_text": "\n".join(each.lines),
        "date_published": rfc3339(each.published),
        "date_modified": rfc3339(each.updated),
        "authors": [{"name": each.outlet or "unknown"}],
        "tags": list(each.rules),
    }
    if each.link:
        item["url"] = each.link
    if each.language:
        item["language"] = each.language
    return item
