"""What `monitor sources test` shows of one answer: a feed, or a page of links with what was left out and why."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from monitor.cli.common import say, table, when
from monitor.model.limits import Limits
from monitor.model.listing import Listing
from monitor.model.source import Entry, ParsedFeed, Source

if TYPE_CHECKING:
    from collections.abc import Callable

    from monitor.clock import Doorbell
    from monitor.model.fetch import Reply
    from monitor.pipeline import Wires
    from monitor.setup import Setup
    from monitor.workers import Done

SHOWN_ENTRIES = 5
SHOWN_LEFT_OUT = 12
_PAGE = "an HTML page"


def try_out(setup: Setup, state: Path, source: Source, now: int) -> tuple[Reply, ParsedFeed | Listing | None, str]:
    """The source's answer, read; for a page of links its listing. Through the same door and workers as the service."""
    from monitor import poll
    from monitor.clock import Doorbell
    from monitor.model.source import FeedState
    from monitor.service import wires
    from monitor.sources import listing, parse

    bell, limits = Doorbell(), Limits()
    with wires(setup, state, limits, bell) as real:
        real.net.submit(poll.request(FeedState(source.id, source.url, now), source, now, limits))
        while not (replies := real.net.done()):
            bell.wait(limits.round_wait)
        reply = replies[0]
        if reply.error:
            return reply, None, reply.error
        args = (source, reply.body, reply.content_type, reply.final_url, now, limits)
        is_page = source.format == "webpage"
        done = _worked(real, bell, limits, listing if is_page else parse, *args)
        if _PAGE in done.error:  # no feed: perhaps a page whose links will do
            page = _worked(real, bell, limits, listing, *args)
            return reply, page.value, f"{done.error}; as a page of links it could be format: webpage"
        return reply, done.value, done.error


def _worked(real: Wires, bell: Doorbell, limits: Limits, function: Callable[..., object], *args: object) -> Done:
    token: tuple[Literal["feed"], str] = ("feed", "test")
    real.workers.submit(token, function, *args)
    while not (results := real.workers.done()):
        bell.wait(limits.round_wait)
    return results[0]


def show_feed(feed: ParsedFeed, *, as_json: bool) -> None:
    """What the feed is, its notes and first entries; with `as_json` every entry."""
    dated = [entry.published for entry in feed.entries if entry.published is not None]
    newest = when(max(dated, default=None))
    say(f"a {feed.dialect} feed: {feed.title!r}, {len(feed.entries)} items, the newest of {newest}")
    for note in feed.notes:
        say(f"note: {note}")
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
