"""`monitor show upcoming` and `monitor show open`: what was announced, what was promised, and the last word on each."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import click
from rich.text import Text

from monitor.cli.common import Place, say
from monitor.cli.finding import present, reading, rules_as_written
from monitor.cli.ledger.pairs import WIDTH
from monitor.cli.ledger.sides import day_of, outlet, pairs, shown
from monitor.cli.marking import console, indented
from monitor.cli.moments import zone_of
from monitor.lexicon import Lexicon
from monitor.model.fact import Promise
from monitor.publishing.calendar import STATES, what
from monitor.reading.announced import OPEN, Announced, Report
from monitor.store import Store
from monitor.store.facts import Line
from monitor.text.saying import day_said, days_said

if TYPE_CHECKING:
    from monitor.pipeline.forthcoming import Open

Pairs = Sequence[tuple[str, ...]]
_DAY = 86_400
_BOTH = 2


def pairs_of(place: Place, sides: Sequence[str]) -> tuple[Pairs, Lexicon]:
    """The pairs that are meant by two names, or one empty one for all. Raises click.UsageError for another count."""
    if len(sides) not in (0, _BOTH):
        raise click.UsageError("name two countries or groups, such as: azerbaijan belarus; or none for all")
    lexicon = rules_as_written(place).lexicon
    return (pairs(lexicon, *sides) if sides else [()]), lexicon


@click.command()
@click.argument("sides", nargs=-1, metavar="[A B]")
@click.option("--until", metavar="DATE", help="Up to this day, such as 2024-06-30; what has no day is shown as well.")
@click.option("--all", "every", is_flag=True, help="Also what happened, was cancelled or passed in silence.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
def upcoming(place: Place, sides: tuple[str, ...], until: str | None, *, every: bool, as_json: bool) -> None:
    """Announced visits, meetings and signings of A and B (of all, if none are named), until they happen.

    Of all articles that match some rule. The name at a line's end is for `monitor cite`.
    """
    asked, lexicon = pairs_of(place, sides)
    with reading(place) as store:
        found = coming(store, asked, present(place, store), last_day(until), every=every)
    zone = zone_of(place)
    for thing in found:
        if as_json:
            click.echo(json.dumps(as_row(thing), ensure_ascii=False))
        else:
            _draw(thing, lexicon, zone)
    if not found:
        say("nothing announced in the articles that match a rule")


def _draw(thing: Announced, lexicon: Lexicon, zone: str) -> None:
    """What and when on the first line, then who announced it, what became of it, and the last word."""
    out = console()
    day = days_said(thing.day, thing.until) if thing.day else "no day said"
    line = [Text(what(thing), "bold"), Text(STATES.get(thing.state, thing.state))]
    out.print(Text(f"{day:<{WIDTH - 1}} ") + Text(" · ").join(line))
    facts = ("–".join(thing.sides), thing.level.replace("_", " "), place_of(thing, lexicon))
    indented(out, Text(" · ".join(filter(None, facts))), WIDTH)
    if len(thing.days) > 1:
        indented(out, Text(f"said before: {', '.join(map(day_said, thing.days[:-1]))}"), WIDTH)
    indented(out, Text(f"announced {_by(thing.first, zone)}  ", "dim") + Text(thing.first.ref), WIDTH)
    if thing.last is not thing.first:
        indented(out, Text(f"last word {_by(thing.last, zone)}  ", "dim") + Text(thing.last.ref), WIDTH)


def place_of(thing: Announced, lexicon: Lexicon) -> str:
    """The place in English where it has a name, else as it was written."""
    named = next((report.event.place for report in thing.reports if report.event.place), "")
    return shown(lexicon, named) if named else thing.place


def _by(report: Report, zone: str) -> str:
    return f"{day_of(report.at, zone)} {zone or 'UTC'}, {report.outlet}"


def last_day(until: str | None) -> str:
    """The day as it compares with days of events; "" for none. Raises click.BadParameter where it is none."""
    if until is None:
        return ""
    try:
        date.fromisoformat((until + "-01-01")[:10])
    except ValueError:
        raise click.BadParameter(f"{until!r} is no day; write one like 2024-06-30") from None
    return until


def coming(store: Store, asked: Pairs, now: int, until: str = "", *, every: bool = False) -> list[Announced]:
    """Announced things of some pairs, the nearest first; those that are over only with `every`."""
    from monitor.pipeline.forthcoming import things

    lines = {line.ref: line for pair in asked for line in store.facts.events(pair, background=False, as_of=now)}
    found = things(lines.values(), outlet, now)
    return [
        thing for thing in found
        if (every or thing.state in OPEN) and (not until or not thing.day or thing.day[: len(until)] <= until)
    ]  # fmt: skip


def as_row(thing: Announced) -> dict[str, object]:
    """For --json."""
    return {
        "family": thing.family, "what": what(thing), "sides": thing.sides, "state": thing.state, "day": thing.day,
        "until": thing.until, "place": thing.place, "level": thing.level, "earlier_days": thing.days[:-1],
        "announced": _report(thing.first), "last_word": _report(thing.last), "reports": len(thing.reports),
    }  # fmt: skip


def _report(report: Report) -> dict[str, object]:
    return {
        "ref": report.ref, "outlet": report.outlet, "title": report.title, "url": report.url, "at": moment(report.at),
    }  # fmt: skip


def moment(at: int) -> str:
    """A moment with its zone, for programs."""
    return datetime.fromtimestamp(at, UTC).isoformat()


@click.command("open")
@click.argument("sides", nargs=-1, metavar="[A B]")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
def open_(place: Place, sides: tuple[str, ...], *, as_json: bool) -> None:
    """Promises of A and B (of all, if none are named) with the last word on each: plans, goals, forecasts.

    Of all articles that match some rule. The name at a line's end is for `monitor cite`.
    """
    asked, lexicon = pairs_of(place, sides)
    with reading(place) as store:
        now = present(place, store)
        found = [promise for pair in asked for promise in promised(store, pair, now)]
    zone = zone_of(place)
    for promise in {promise.key: promise for promise in found}.values():
        if as_json:
            click.echo(json.dumps(_row(promise, now), ensure_ascii=False))
        else:
            _draw_promise(promise, now, lexicon, zone)
    if not found:
        say("no open promise in the articles that match a rule")


def _draw_promise(promise: Open, now: int, lexicon: Lexicon, zone: str) -> None:
    """What and by when on the first line, then the last word on it and when it was first told of."""
    from monitor.pipeline.forthcoming import is_over

    out, last, first = console(), promise.last, promise.lines[0]
    due = f"due {day_said(promise.due)}" if promise.due else "no day said"
    out.print(Text(name(promise.key), "bold") + Text(f" · {due}" + (", over" if is_over(promise.due, now) else "")))
    who = shown(lexicon, last.fact.speaker) if last.fact.speaker else ""
    said = ", ".join(
        filter(None, (f"{day_of(last.where.at, zone)} {zone or 'UTC'}", who, outlet(last.where), _ago(last, now)))
    )
    indented(out, Text(f"last word {said}  ", "dim") + Text(last.ref), 2)
    words = last.fact.words
    indented(out, Text(words if any(mark in words for mark in '“”«»„"') else f"“{words}”"), 2)
    if first is not last:
        indented(out, Text(f"told of since {day_of(first.where.at, zone)}, {len(promise.lines)} times", "dim"), 2)


def _ago(line: Line[Promise], now: int) -> str:
    days = max(now - line.where.at, 0) // _DAY
    return f"{days} day{'s' * (days > 1)} ago" if days else "today"


def promised(store: Store, pair: tuple[str, ...], now: int) -> list[Open]:
    """The open promises of a pair, or of all, those with the freshest word first."""
    from monitor.pipeline.forthcoming import still_open

    results = store.facts.figures(pair, kinds=("level", "from_to"), as_of=now)
    return still_open(store.facts.promises(pair, as_of=now), results)


def name(key: str) -> str:
    """A promise's key in words: "12-point plan, AZ–BY", "goal: turnover 1000 million USD, AZ–BY"."""
    kind, *parts = key.split(":")
    sides = parts[-1].replace("-", "–").replace(">", " to ")
    if kind == "plan":
        words = parts[0] + " plan" if not parts[0].startswith("roadmap") else "road map " + parts[0][len("roadmap-") :]
    elif kind in ("goal", "forecast"):
        words = f"{kind}: {parts[0].replace('_', ' ')} {_amount(parts[1])}"
    else:
        words = f"undertaking: {parts[0].replace('_', ' ')}"
    return f"{words}, {sides}"


def _amount(said: str) -> str:
    digits = said.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ%")
    if not digits.isdecimal() or digits == said:
        return said
    value = int(digits)
    unit = said[len(digits) :]
    return f"{value / 1_000_000:g} million {unit}" if value >= 1_000_000 else f"{value} {unit}"


def _row(promise: Open, now: int) -> dict[str, object]:
    from monitor.pipeline.forthcoming import is_over

    last = promise.last
    return {
        "key": promise.key, "promise": name(promise.key), "kind": last.fact.kind, "sides": last.fact.sides,
        "due": promise.due, "over": is_over(promise.due, now), "said_since": moment(promise.lines[0].where.at),
        "times": len(promise.lines), "days_ago": max(now - last.where.at, 0) // _DAY,
        "last_word": {
            "ref": last.ref, "outlet": outlet(last.where), "title": last.where.title,
            "url": last.where.url, "at": moment(last.where.at), "speaker": last.fact.speaker, "words": last.fact.words,
        },
    }  # fmt: skip
