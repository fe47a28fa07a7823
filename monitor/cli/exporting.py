"""`monitor export`: what is stored, for other programs. A format is one line in FORMATS."""

from __future__ import annotations

import sys
from collections.abc import Callable

import click

from monitor.cli.coming import Pairs, coming, last_day, pairs_of
from monitor.cli.common import Place, say
from monitor.cli.finding import present, reading
from monitor.store import Store


def _ics(store: Store, asked: Pairs, now: int, until: str) -> str:
    from monitor.cli.ics import calendar, days

    found = coming(store, asked, now, until, every=True)
    kept = [thing for thing in found if thing.state != "passed"]
    if left := sum(days(thing) is None for thing in kept):
        say(f"{left} announced without a day, left out; 'monitor show upcoming' has them")
    return calendar(kept, now)


# By name of the format: what is written of some pairs (() = all), as known at a moment, up to a day ("" = all).
FORMATS: dict[str, Callable[[Store, Pairs, int, str], str]] = {"ics": _ics}


@click.command()
@click.argument("sides", nargs=-1, metavar="[A B]")
@click.option(
    "--format", "form", type=click.Choice(list(FORMATS)), required=True, help="ics: a calendar of what was announced."
)
@click.option("--until", metavar="DATE", help="Up to this day, such as 2024-06-30.")
@click.pass_obj
def export(place: Place, sides: tuple[str, ...], form: str, until: str | None) -> None:
    """Write what is stored of two sides (of all, if none are named) in a form for other programs."""
    asked, _ = pairs_of(place, sides)
    with reading(place) as store:
        text = FORMATS[form](store, asked, present(place, store), last_day(until))
    sys.stdout.buffer.write(text.encode())
    sys.stdout.flush()
