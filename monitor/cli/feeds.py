"""`monitor sources list|test|parse`."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import click

from monitor.cli.common import Place, say, table, when
from monitor.cli.listings import row_of
from monitor.errors import FeedError, StoreUnwritable
from monitor.model.limits import MINUTE, Limits
from monitor.model.source import FeedState, ParsedFeed, Source


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
@click.option("--links", metavar="WHICH", help="For a web page: this selector or pattern instead of its own.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object for each entry.")
@click.pass_obj
def test(place: Place, feed: str, *, links: str | None, as_json: bool) -> int:
    """Fetch FEED (an id of sources.yaml or an address) once, and say in words what it is. Exit code 4 if it is bad.

    Of a web page it shows the links it would take, those it leaves out and why, and what else would fit.
    """
    from monitor.cli.listings import show_feed, show_listing, try_out
    from monitor.clock import SystemClock
    from monitor.setup import load

    setup = load(place.rules, place.cache, strict=False)  # as above
    source = setup.sources.get(feed)
    if source is None:
        if "://" not in feed:
            raise click.BadParameter(f"{feed!r} is neither an id in sources.yaml nor an address")
        source = Source(id=feed, outlet="", url=feed)
    if links is not None:
        source = replace(source, format="webpage", links=" ".join(links.split()))
    reply, found, problem = try_out(setup, place.state, source, SystemClock().now())
    say(f"{reply.final_url}: {reply.status or 'no answer'}, {reply.wire_bytes:,} bytes in {reply.milliseconds} ms")
    if isinstance(found, ParsedFeed):
        show_feed(found, as_json=as_json)
        return 0
    if found is not None:
        show_listing(found, as_json=as_json)
        problem = problem or found.problem
    if problem:
        say(f"not usable: {problem}")
    if problem and "not public" in problem:
        say("if it is a server of your own house, name its host:port under network: allow: in rules/sources.yaml")
    return 4 if problem else 0


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
            click.echo(json.dumps({"file": path.name, **row_of(entry)}, ensure_ascii=False))
    return 4 if bad else 0
