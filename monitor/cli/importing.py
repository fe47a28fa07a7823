"""`monitor import`: texts, saved pages and JSON lines, kept with their true dates and announced to nobody."""

from __future__ import annotations

import json
import logging
import sys
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from monitor.cli.common import FIRST_DAY, Place, say, set_up_log
from monitor.clock import SystemClock
from monitor.config import read_sources
from monitor.errors import MonitorError
from monitor.model.limits import MB, Limits
from monitor.model.request import Offered, RequestState, Taken
from monitor.model.source import Source
from monitor.text.dates import DateReader

if TYPE_CHECKING:
    from monitor.cli.offers import Bad, Reader, Wishes

BATCH = 100  # articles in one request
BATCH_CHARS = MB // 2  # and characters of their texts
AHEAD = 4  # requests a running river may have before it
NAMED = 10  # undated articles that are named


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
@click.option("--source", metavar="ID", help="The source of sources.yaml that published these articles.")
@click.option("--lang", metavar="CODE", default="", help="Their language (az, be, ru ...) where they do not say it.")
@click.option("--date", metavar="DAY", help="The day of those that give none: 2018-05-16, 2018-05 or 2018.")
@click.option("--dry-run", is_flag=True, help="Read everything and say what would come of it; keep nothing.")
@click.option("--no-wait", is_flag=True, help="With the monitor running: leave the articles with it and go.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object an article on stdout.")
@click.pass_obj
def import_(
    place: Place,
    files: tuple[Path, ...],
    *,
    source: str | None,
    lang: str,
    date: str | None,
    dry_run: bool,
    no_wait: bool,
    as_json: bool,
) -> int:
    """Keep the articles of FILES (.txt, .html, .mhtml, .jsonl, folders of these; - is JSON lines from stdin).

    They are judged by the rules of now, have their true dates, and are never announced. What is there already is not
    doubled. Exit code 1 when something could not be read; the rest is imported all the same.
    """
    from monitor.cli.offers import Reader

    set_up_log(place, logging.WARNING)
    wishes = _wishes(place, source, lang, date)
    reader = Reader(wishes, SystemClock(), Limits())
    tally = Tally(as_json=as_json)
    with _progress() as shown:
        if dry_run:
            _try(place, reader, files, wishes, tally, shown)
        else:
            _import(place, reader, files, tally, shown, wait=not no_wait)
    return tally.close(reader.left_out, dry_run=dry_run)


@dataclass(slots=True)
class Tally:
    """What became of the articles, for a person or a program; holds numbers, not articles."""

    as_json: bool
    outcomes: Counter[str] = field(default_factory=Counter)
    rules: Counter[str] = field(default_factory=Counter)
    undated: int = 0
    named: list[str] = field(default_factory=list)
    cut: int = 0
    left: int = 0  # with the running river, not waited for

    def bad(self, place: str, sentence: str) -> None:
        """A file or line that could not be read, or not be kept."""
        self.outcomes["failed"] += 1
        say(f"{place}: {sentence}")
        if self.as_json:
            self._line({"place": place, "outcome": "failed", "problem": sentence})

    def take(self, offer: Offered, taken: Taken) -> None:
        """What became of one."""
        if taken.outcome == "failed":
            self.bad(offer.place, taken.note)
            return
        self.outcomes[taken.outcome] += 1
        self.cut += any(note.startswith("text cut") for note in offer.notes)
        if taken.outcome == "new" and offer.dated is None:
            self.undated += 1
            self.named += [offer.place] if len(self.named) < NAMED else []
        if taken.outcome == "there" and taken.note and not self.as_json:
            say(f"{offer.place}: already there as article {taken.article}, {taken.note}")
        if self.as_json:
            self._line(
                {"place": offer.place, "outcome": taken.outcome, "article": taken.article or None, "title": offer.title,
                 "url": offer.url, "date": _iso(offer.dated), "notes": [*offer.notes, *filter(None, [taken.note])]}
            )  # fmt: skip

    def close(self, left_out: Counter[str], *, dry_run: bool) -> int:
        """Say the sums; returns the exit code."""
        new, there, failed = (self.outcomes[word] for word in ("new", "there", "failed"))
        would = "would be " if dry_run else ""
        lines = [f"{new} {would}imported, {there} already there" + (f", {failed} could not be" if failed else "")]
        if self.left:
            lines = [f"left with the running monitor: {self.left}" + (f", {failed} bad" if failed else "")]
        lines += [f"  {rule}: {count} match" for rule, count in self.rules.most_common()]
        for line in lines:
            say(line) if self.as_json else click.echo(line)
        if self.undated:
            more = f" and {self.undated - len(self.named)} more" if self.undated > len(self.named) else ""
            say(f"{self.undated} without a date, kept undated; --date gives them one: {', '.join(self.named)}{more}")
        if self.cut:
            say(f"{self.cut} texts were longer than {Limits().text_bytes:,} bytes and were cut there")
        if left_out:
            kinds = ", ".join(f"{count} {ending}" for ending, count in left_out.most_common())
            say(f"files of other kinds left out: {kinds}")
        return 1 if failed else 0

    def _line(self, row: dict[str, object]) -> None:
        click.echo(json.dumps(row, ensure_ascii=False))


def _import(
    place: Place, reader: Reader, files: Iterable[Path], tally: Tally, shown: Callable[[int], None], *, wait: bool
) -> None:
    from monitor.cli.asking import Asking
    from monitor.pipeline.requesting import import_payload, taken_of

    with Asking(place) as asking:
        out: deque[tuple[int, list[Offered]]] = deque()

        def settle(most: int) -> None:
            while len(out) > most:
                request, batch = out.popleft()
                state = asking.wait(request)
                for offer, taken in zip(batch, taken_of(state.result), strict=True):
                    tally.take(offer, taken)
                _count(tally, state)
                shown(len(batch))

        for batch in _batches(reader.offers(files), tally):
            request = asking.put("import", import_payload(batch))
            if asking.here or wait:
                out.append((request, batch))
                settle(0 if asking.here else AHEAD)
            else:
                tally.left += len(batch)
        settle(0)


def _count(tally: Tally, state: RequestState) -> None:
    for rule, gained, _ in state.rules:
        tally.rules[rule] += gained


def _batches(offers: Iterable[Offered | Bad], tally: Tally) -> Iterator[list[Offered]]:
    batch: list[Offered] = []
    chars = 0
    for offer in offers:
        if not isinstance(offer, Offered):
            tally.bad(offer.place, offer.sentence)
            continue
        batch.append(offer)
        chars += len(offer.body)
        if len(batch) >= BATCH or chars >= BATCH_CHARS:
            yield batch
            batch, chars = [], 0
    if batch:
        yield batch


def _try(
    place: Place, reader: Reader, files: Iterable[Path], wishes: Wishes, tally: Tally, shown: Callable[[int], None]
) -> None:
    """What an import would do, as far as reading and looking can tell."""
    from monitor.pipeline.requesting import known_under
    from monitor.store import FILE, open_store

    store = open_store(place.state, read_only=True) if (place.state / FILE).exists() else None
    met: set[str] = set()
    try:
        for batch in _batches(reader.offers(files), tally):
            for offer in batch:
                keys = known_under(offer, (wishes.sources or {}).get(offer.source))
                known = store.articles.known(keys) if store else {}
                found = next((known[key] for key in keys if key in known), 0)
                twice = bool(found) or not met.isdisjoint(keys)
                met.update(keys)
                tally.take(offer, Taken(offer.place, "there" if twice else "new", found))
            shown(len(batch))
    finally:
        if store:
            store.close()


def _wishes(place: Place, source: str | None, lang: str, date: str | None) -> Wishes:
    from monitor.cli.offers import Wishes

    sources = _sources(place)
    if source and source not in sources:
        from monitor.yamlfile import closest

        hint = closest(source, sources) or "'monitor sources list --all' names them"
        raise click.BadParameter(f"no source {source!r} in sources.yaml; {hint}", param_hint="--source")
    chosen = sources.get(source or "")
    if lang and not (lang.isascii() and lang.isalpha() and len(lang) in (2, 3)):
        raise click.BadParameter(f"{lang!r} is no language; write az, be, ru ...", param_hint="--lang")
    return Wishes(chosen, lang.lower(), _day(date, chosen) if date else None, sources)


def _day(date: str, source: Source | None) -> int:
    dates = DateReader(source.zone if source else "UTC", "", SystemClock().now(), Limits())
    dated, fault = dates.read(date + FIRST_DAY.get(len(date), ""))
    if dated is None:
        raise click.BadParameter(f"{fault}; write it like 2018-05-16", param_hint="--date")
    return dated


def _sources(place: Place) -> dict[str, Source]:
    """The feeds, also while a rule file is being mended."""
    path = place.rules / "sources.yaml"
    try:
        return dict(read_sources(str(path), path.read_bytes()).sources)
    except OSError as fault:
        raise MonitorError(f"{path} cannot be read: {fault.strerror}; --rules names another folder") from fault


def _iso(moment: int | None) -> str | None:
    from datetime import UTC, datetime

    return None if moment is None else datetime.fromtimestamp(moment, UTC).isoformat().replace("+00:00", "Z")


@contextmanager
def _progress() -> Iterator[Callable[[int], None]]:
    """Counts on a terminal; says nothing elsewhere."""
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed} articles"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), disable=not sys.stderr.isatty(), transient=True) as drawn:
        task = drawn.add_task("import", total=None)
        yield lambda count: drawn.advance(task, count)
