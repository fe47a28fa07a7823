"""`monitor export`: what is stored, for other programs, or behind a digest, for an audit.

A format is one line in FORMATS.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from monitor.cli.coming import Pairs, coming, last_day, pairs_of
from monitor.cli.common import Place, say, since
from monitor.cli.finding import present, reading
from monitor.cli.ledger.rows import KINDS, as_csv, as_jsonl, rows
from monitor.cli.ledger.sides import end_of_day
from monitor.cli.moments import zone_of
from monitor.errors import MonitorError
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
    "--format", "form", type=click.Choice(list(FORMATS)),
    help="csv for spreadsheets, jsonl for programs, ics: a calendar of what was announced.",
)  # fmt: skip
@click.option("--what", type=click.Choice(KINDS), default="events", show_default=True, help="With csv and jsonl.")
@click.option("--since", "start", metavar="TIME", help="What came out from then on: 90d, 2024-05-16 (csv and jsonl).")
@click.option("--as-of", metavar="DAY", help="Only what had come out by the end of this day.")
@click.option("--until", metavar="DATE", help="With ics: up to this day, such as 2024-06-30.")
@click.option("--digest", "digest", type=click.IntRange(min=1), help="The audit pack of this digest, as a ZIP file.")
@click.option("--all", "everything", is_flag=True, help="All that is stored, as JSON lines.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Where the pack, or all, goes.")
@click.option("--verify", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Check this pack instead.")
@click.option("--json", "as_json", is_flag=True, help="With --verify: one JSON object.")
@click.pass_obj
def export(
    place: Place, sides: tuple[str, ...], form: str | None, what: str, start: str | None, as_of: str | None,
    until: str | None, digest: int | None, output: Path | None, verify: Path | None, *, as_json: bool, everything: bool,
) -> int:  # fmt: skip
    """Write what is stored of two sides (of all, if none are named) in a form for other programs.

    With --digest all that stood behind one digest, for an audit. With --verify such a pack is checked, without any
    state directory; exit code 1 where something does not hold.
    """
    if sum(each is not None for each in (form, digest, verify, everything or None)) != 1 or (sides and not form):
        raise click.UsageError("say one of --format csv|jsonl|ics, --digest ID, --all and --verify FILE.zip")
    if verify is not None:
        from monitor.cli.auditpack import check_pack

        return check_pack(verify, as_json=as_json)
    if everything:
        _export_all(place, output)
        return 0
    if digest is not None:
        from monitor.cli.auditpack import export_digest

        export_digest(place, digest, output)
        return 0
    assert form is not None
    _export(place, sides, form, what, start, as_of, until)
    return 0


def _export_all(place: Place, output: Path | None) -> None:
    """To stdout, or to a file that has its name when it is whole."""
    import json
    import os
    from contextlib import closing

    from monitor.store import open_store

    def lines(store: Store) -> Iterator[bytes]:
        for each in store.everything():
            text = json.dumps(each, ensure_ascii=False, separators=(",", ":"))
            yield text.encode("utf-8", "backslashreplace") + b"\n"

    with closing(open_store(place.state, read_only=True)) as store:
        if output is None:
            sys.stdout.buffer.writelines(lines(store))
            sys.stdout.flush()
            return
        draft = output.with_name(f".{output.name}.part")
        try:
            draft.unlink(missing_ok=True)
            with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
                file.writelines(lines(store))
            draft.replace(output)
        except OSError as error:
            raise MonitorError(f"{output} cannot be written: {error.strerror}") from error
        finally:
            draft.unlink(missing_ok=True)
    say(f"{output}: {output.stat().st_size / 1_000_000:,.1f} MB")


def _export(
    place: Place, sides: tuple[str, ...], form: str, what: str, start: str | None, as_of: str | None, until: str | None
) -> None:
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
