"""`monitor sources parse`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from monitor.cli.common import Place, say
from monitor.cli.feeds.showing import REPAIRED, row_of
from monitor.errors import FeedError
from monitor.model.limits import Limits


@click.command()
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
        if feed.read_by == "repair":
            say(f"{path.name}: {REPAIRED}")
        if not feed.entries and not feed.notes:
            say(f"{path.name}: a {feed.dialect} feed without items")
        for entry in feed.entries:
            click.echo(json.dumps({"file": path.name, **row_of(entry)}, ensure_ascii=False))
    return 4 if bad else 0
