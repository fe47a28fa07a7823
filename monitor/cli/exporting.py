"""`monitor export`: what is stored, for other programs. A format is one line in FORMATS."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass

import click

from monitor.cli.coming import Pairs, coming, last_day, pairs_of
from monitor.cli.common import Place, say, since
from monitor.cli.finding import present, reading
from monitor.cli.ledger.rows import KINDS, as_csv, as_jsonl, rows
from monitor.cli.ledger.sides import end_of_day
from monitor.cli.moments import zone_of
from monitor.store import Store


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be written: of which pairs (() = all), what kind, what came out from `start` (None = ever) to `stop`.

    Moments are UTC seconds; `until` is a day of what is to come, "" = without end.
    """

    pairs: Pairs
    kind: str
    start: int | None
    stop: int
    until: str


def _ics(store: Store, asked: Asked) -> str:
    from monitor.publishing.calendar import calendar, days

    found = coming(store, asked.pairs, asked.stop, asked.until, every=True)
    kept = [thing for thing in found if thing.state != "passed"]
    if left := sum(days(thing) is None for thing in kept):
        say(f"{left} announced without a day, left out; 'monitor show upcoming' has them")
    return calendar(kept)


def _jsonl(store: Store, asked: Asked) -> str:
    return as_jsonl(rows(store, asked.kind, asked.pairs, asked.start, asked.stop))


def _csv(store: Store, asked: Asked) -> str:
    return as_csv(asked.kind, rows(store, asked.kind, asked.pairs, asked.start, asked.stop))


FORMATS: dict[str, Callable[[Store, Asked], str]] = {"csv": _csv, "jsonl": _jsonl, "ics": _ics}


@click.command()
@click.argument("sides", nargs=-1, metavar="[A B]")
@click.option(
    "--format", "form", type=click.Choice(list(FORMATS)), required=True,
    help="csv for spreadsheets, jsonl for programs, ics: a calendar of what was announced.",
)  # fmt: skip
@click.option("--what", type=click.Choice(KINDS), default="events", show_default=True, help="With csv and jsonl.")
@click.option("--since", "start", metavar="TIME", help="What came out from then on: 90d, 2024-05-16 (csv and jsonl).")
@click.option("--as-of", metavar="DAY", help="Only what had come out by the end of this day.")
@click.option("--until", metavar="DATE", help="With ics: up to this day, such as 2024-06-30.")
@click.pass_obj
def export(
    place: Place, sides: tuple[str, ...], form: str, what: str, start: str | None, as_of: str | None, until: str | None
) -> None:
    """Write what is stored of two sides (of all, if none are named) in a form for other programs."""
    if form == "ics" and start:
        raise click.UsageError("--since is for csv and jsonl; a calendar holds all that was announced")
    if form != "ics" and until:
        raise click.UsageError("--until is for ics; csv and jsonl take --as-of")
    pairs, _ = pairs_of(place, sides)
    with reading(place) as store:
        now = present(place, store)
        stop = end_of_day(as_of, zone_of(place)) if as_of else now
        asked = Asked(pairs, what, since(start, now) if start else None, stop, last_day(until))
        text = FORMATS[form](store, asked)
    sys.stdout.buffer.write(text.encode())
    sys.stdout.flush()
