"""`monitor show`."""

from __future__ import annotations

import click

from monitor.cli.common import Place, table
from monitor.cli.finding import reading
from monitor.cli.late import LateGroup
from monitor.cli.moments import Times, zone_of
from monitor.errors import MonitorError
from monitor.store import Store
from monitor.store.connection import Row

POLLS_SHOWN = 10


LATE = {
    "article": "monitor.cli.articles:article",
    "story": "monitor.cli.storyshowing:story",
    "pair": "monitor.cli.ledger.pairs:pair",
    "figures": "monitor.cli.ledger.figures:figures_",
    "upcoming": "monitor.cli.coming:upcoming",
    "open": "monitor.cli.coming:open_",
    "digest": "monitor.cli.digestshowing:show",
}


@click.group(cls=LateGroup, late=LATE, invoke_without_command=True)
@click.pass_context
def show(ctx: click.Context) -> None:
    """Show what is stored: an article, a story, the events and figures of a pair; alone, the totals."""
    if ctx.invoked_subcommand is None:
        with reading(ctx.obj) as store:
            table(("table", "rows"), [(name, str(count)) for name, count in store.totals().items()])


@show.command()
@click.argument("reference")
@click.pass_obj
def feed(place: Place, reference: str) -> None:
    """A feed's last answers."""
    with reading(place) as store:
        _feed(store, reference, Times(zone_of(place)))


def _feed(store: Store, reference: str, times: Times) -> None:
    state = store.feeds.get(reference)
    if state is None:
        raise MonitorError(f"there is no feed {reference!r}; 'monitor sources list --all' names them")
    click.echo(f"{state.id}  {state.url}")
    click.echo(
        f"last good answer {times.both(state.last_ok)}, {state.items} items, next try {times.both(state.next_due)}"
    )
    if state.problem:
        click.echo(f"trouble since {times.both(state.problem_since)}: {state.problem}")
    rows = [
        (
            times.there(o["at"]),
            o["kind"],
            str(o["status"] or "-"),
            str(o["items"]),
            str(o["new"]),
            o["sentence"] or _together(o, times),
        )
        for o in store.feeds.outcomes(reference, POLLS_SHOWN)
    ]
    table(("polled", "result", "status", "items", "new", "note"), rows)


def _together(polls: Row, times: Times) -> str:
    """What is said of polls that brought nothing and stand in one line."""
    return f"{polls['polls']} polls since {times.there(polls['since'])}" if polls["polls"] > 1 else ""
