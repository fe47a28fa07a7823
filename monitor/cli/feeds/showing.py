"""What `monitor sources test` shows of one answer: a feed, or a page of links with what was left out and why."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Mapping
from urllib.parse import urlsplit

import click

from monitor import poll
from monitor.cli.common import say, table, when
from monitor.model.listing import Listing
from monitor.model.source import Entry, FeedState, ParsedFeed
from monitor.poll.habit import learned

SHOWN_ENTRIES = 5
SHOWN_LEFT_OUT = 12
REPAIRED = "read by repair: the document is broken, so an item may be lost; tell the outlet, the notes say where"


def show_feed(feed: ParsedFeed, *, as_json: bool) -> None:
    """What the feed is, its notes and first entries; with `as_json` every entry."""
    dated = [entry.published for entry in feed.entries if entry.published is not None]
    newest = when(max(dated, default=None))
    say(f"a {feed.dialect} feed: {feed.title!r}, {len(feed.entries)} items, the newest of {newest}")
    if rhythm := rhythm_of(dated):
        say(f"by its dates it brings {poll.rhythm_words(rhythm)}")
    for note in feed.notes:
        say(f"note: {note}")
    if feed.read_by == "repair":
        say(REPAIRED)
    shown = feed.entries if as_json else feed.entries[:SHOWN_ENTRIES]
    for entry in shown:
        click.echo(_json(entry) if as_json else f"{when(entry.published)}  {entry.title or entry.link}")
    if len(feed.entries) > len(shown):
        say(f"... and {len(feed.entries) - len(shown)} more")


def show_listing(found: Listing, *, as_json: bool) -> None:
    """The links that would be entries, those left out with the reason, and what else would fit."""
    for note in found.notes:
        say(f"note: {note}")
    say(f"a page of {found.links:,} links: {len(found.entries)} would be entries, {len(found.left_out)} are left out")
    for entry in found.entries:
        if as_json:
            click.echo(_json(entry))
        else:
            click.echo(f"{when(entry.published)}  {entry.title or '(no words; the page gives the title)'}")
            click.echo(f"    {entry.link}")
    if found.left_out:
        _left_out(found)
    if found.suggestions and (not found.entries or found.problem):
        say("these would fit links that read like headlines; put one under `links`, or try it with --links:")
        table(
            ("links", "how many", "such as"),
            [(each.links, str(each.count), each.example) for each in found.suggestions],
        )
    elif not found.entries:
        say("no link outside menus reads like a headline: another page of this site may list its news")


def _left_out(found: Listing) -> None:
    counted = Counter(left.reason for left in found.left_out)
    for reason, count in counted.most_common():
        say(f"left out, {reason}: {count}")
        some = [left.address for left in found.left_out if left.reason == reason][: SHOWN_LEFT_OUT // len(counted) or 1]
        for address in some:
            say(f"    {address}")
        if count > len(some):
            say(f"    ... and {count - len(some)} more")


def _json(entry: Entry) -> str:
    return json.dumps(row_of(entry), ensure_ascii=False)


def row_of(entry: Entry) -> dict[str, object]:
    """What the entry says, without what it does not."""
    return {name: getattr(entry, name) for name in Entry.__slots__ if getattr(entry, name) not in ("", None, ())}


def rhythm_of(dates: list[int]) -> int | None:
    """Seconds between two items of one document; None where its dates show no rhythm."""
    return learned(FeedState("", "", 0), dates, len(dates), max(dates, default=0), sure=True).rhythm


_HOMES = {"by": ("BY", "Europe/Minsk"), "az": ("AZ", "Asia/Baku"), "ru": ("RU", "Europe/Moscow"),
          "ge": ("GE", "Asia/Tbilisi"), "am": ("AM", "Asia/Yerevan"), "tr": ("TR", "Europe/Istanbul")}  # fmt: skip
_ORDER = (
    "id", "outlet", "url", "format", "links", "kind", "side", "country", "language", "zone", "interval", "enabled",
)  # fmt: skip
PASTE = "for rules/sources.yaml, below `sources:` ('monitor sources add ADDRESS' writes it there):"
KIND_REMARK = "kind and side stand in every line of a digest: state, government, private, independent, exile ..."


def fields_of(url: str, title: str, language: str, taken: Collection[str], **more: str) -> dict[str, str]:
    """An entry of sources.yaml for an address: what its host and the feed let us guess, the rest to be filled in."""
    from monitor.config.sourcetext import id_of

    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        host = ""
    country, zone = _HOMES.get(host.rpartition(".")[2], ("", ""))
    guessed = {
        "outlet": _short_name(" ".join(title.split())[:100], host), "url": url, "kind": "other", "country": country,
        "language": language, "zone": zone, "enabled": "true",
    }  # fmt: skip
    fields = {"id": ""} | {key: more.get(key) or value for key, value in guessed.items()}
    fields |= {key: value for key, value in more.items() if value}
    fields["zone"] = fields["zone"] or dict(_HOMES.values()).get(fields["country"], "")
    fields["id"] = more.get("id") or id_of(fields["outlet"], host, taken)
    ordered = {key: fields[key] for key in _ORDER if fields.get(key)}
    remark = KIND_REMARK if ordered["kind"] == "other" else ""
    return {"#": remark, **ordered} if remark else ordered


def _short_name(title: str, host: str) -> str:
    """A title up to its first divider; where that says nothing, the host."""
    name = re.split(r"\s[-–—|:»/]\s|[|:]", title)[0].strip()
    return "" if name.lower() in ("rss", "feed", "news", "новости", "xəbərlər", "навіны", "home") else name or host


def show_entry(fields: Mapping[str, str]) -> None:
    """A piece that can be pasted under `sources:`."""
    from monitor.config.sourcetext import entry

    for line in entry(fields):
        click.echo(line)
