"""`monitor sources list|test|parse`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal

import click

from monitor.cli.common import Place, say, table, when
from monitor.errors import FeedError, StoreUnwritable
from monitor.model.fetch import Reply, Request
from monitor.model.limits import MINUTE, Limits
from monitor.model.source import Entry, FeedState, ParsedFeed, Source

SHOWN_ENTRIES = 5


@click.group()
def sources() -> None:
    """See which feeds there are, how they answer, and what is in them."""


@sources.command("list")
@click.option("--all", "everything", is_flag=True, help="Also those that sources.yaml keeps disabled.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
def list_(place: Place, *, everything: bool, as_json: bool) -> None:
    """List the feeds of sources.yaml with what is known of their health."""
    from monitor.setup import load

    setup = load(place.rules, place.cache, strict=False)  # a rule whose example fails hides no feed
    states = _states(place)
    shown = [source for source in setup.sources.values() if source.enabled or everything]
    if as_json:
        for source in shown:
            click.echo(json.dumps(_row(source, states.get(source.id)), ensure_ascii=False))
        return
    headings = ("id", "outlet", "what it is", "last answer", "trouble")
    table(headings, [_cells(source, states.get(source.id)) for source in shown])
    say(f"{len(shown)} of {len(setup.sources)} feeds shown" + ("" if everything else "; --all shows the disabled ones"))


def _states(place: Place) -> dict[str, FeedState]:
    """What the store remembers, nothing where the monitor has never run."""
    from monitor.store import open_store

    try:
        store = open_store(place.state, read_only=True)
    except StoreUnwritable:
        return {}
    try:
        return {state.id: state for state in store.feeds.all()}
    finally:
        store.close()


def _cells(source: Source, state: FeedState | None) -> tuple[str, ...]:
    trouble = "disabled" if not source.enabled else state.problem if state else "never polled"
    every = f"every {source.interval // MINUTE} min"
    what = ", ".join(filter(None, (source.kind, source.side, source.language, every)))
    return source.id, source.outlet, what, when(state.last_ok) if state else "never", trouble


def _row(source: Source, state: FeedState | None) -> dict[str, object]:
    return {
        "id": source.id, "outlet": source.outlet, "url": source.url, "kind": source.kind, "side": source.side,
        "country": source.country, "language": source.language, "zone": source.zone, "interval": source.interval,
        "enabled": source.enabled, "last_ok": state.last_ok if state else None,
        "errors": state.errors if state else 0, "problem": state.problem if state else "",
        "items": state.items if state else 0, "next_due": state.next_due if state else None,
    }  # fmt: skip


@sources.command()
@click.argument("feed")
@click.pass_obj
def test(place: Place, feed: str) -> int:
    """Fetch FEED (an id of sources.yaml or an address) once, and say in words what it is. Exit code 4 if it is bad."""
    from monitor.clock import SystemClock
    from monitor.setup import load

    setup = load(place.rules, place.cache)
    source = setup.sources.get(feed)
    if source is None:
        if "://" not in feed:
            raise click.BadParameter(f"{feed!r} is neither an id in sources.yaml nor an address")
        source = Source(id="test", outlet="", url=feed)
    now = SystemClock().now()
    reply, parsed, problem = _try(place, source, now)
    say(f"{reply.final_url}: {reply.status or 'no answer'}, {reply.wire_bytes:,} bytes in {reply.milliseconds} ms")
    if parsed is None:
        say(f"not usable: {problem}")
        return 4
    _describe(parsed)
    return 0


def _try(place: Place, source: Source, now: int) -> tuple[Reply, ParsedFeed | None, str]:
    """Through the same door and the same workers as the service."""
    from monitor.clock import Doorbell
    from monitor.service import wires
    from monitor.setup import load
    from monitor.sources import parse

    bell, limits = Doorbell(), Limits()
    with wires(load(place.rules, place.cache), place.state, limits, bell) as real:
        token: tuple[Literal["feed"], str] = ("feed", source.id)
        real.net.submit(
            Request(token, source.url, user_agent=source.user_agent, headers=source.headers, proxy=source.proxy,
                    ca_file=source.ca_file)
        )  # fmt: skip
        while not (replies := real.net.done()):
            bell.wait(limits.round_wait)
        reply = replies[0]
        if reply.error:
            return reply, None, reply.error
        real.workers.submit(token, parse, source, reply.body, reply.content_type, reply.final_url, now, limits)
        while not (results := real.workers.done()):
            bell.wait(limits.round_wait)
        return reply, results[0].value, results[0].error


def _describe(feed: ParsedFeed) -> None:
    dated = [entry.published for entry in feed.entries if entry.published is not None]
    newest = when(max(dated, default=None))
    say(f"a {feed.dialect} feed: {feed.title!r}, {len(feed.entries)} items, the newest of {newest}")
    for note in feed.notes:
        say(f"note: {note}")
    for entry in feed.entries[:SHOWN_ENTRIES]:
        click.echo(f"{when(entry.published)}  {entry.title}")
    if len(feed.entries) > SHOWN_ENTRIES:
        say(f"... and {len(feed.entries) - SHOWN_ENTRIES} more")


@sources.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_obj
def parse(_place: Place, files: tuple[Path, ...]) -> int:
    """Print the entries of feed FILES as JSON, one a line. Exit code 4 if one of them cannot be read."""
    from monitor.clock import SystemClock
    from monitor.sources import parse_file

    now, bad = SystemClock().now(), 0
    for path in files:
        try:
            feed = parse_file(path.name, path.read_bytes(), now, Limits())
        except FeedError as error:
            say(f"{path.name}: {error}")
            bad += 1
            continue
        for note in feed.notes:
            say(f"{path.name}: note: {note}")
        if not feed.entries and not feed.notes:
            say(f"{path.name}: a {feed.dialect} feed without items")
        for entry in feed.entries:
            click.echo(json.dumps({"file": path.name, **_entry(entry)}, ensure_ascii=False))
    return 4 if bad else 0


def _entry(entry: Entry) -> dict[str, object]:
    return {name: getattr(entry, name) for name in Entry.__slots__ if getattr(entry, name) not in ("", None, ())}
