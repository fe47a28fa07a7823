"""`monitor rules check` and `monitor judge`."""

from __future__ import annotations

import codecs
import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from monitor.cli.common import Place, say
from monitor.cli.late import LateGroup
from monitor.model.article import Article
from monitor.text.clean import clean

FIRST_DAY = {len("2024"): "-01-01", len("2024-05"): "-01"}
BOM = codecs.BOM_UTF8  # some editors begin a file with it


RULES = {
    "new": "monitor.cli.starting:new",
    "fmt": "monitor.cli.writing:fmt",
    "schema": "monitor.cli.writing:schema",
    "test": "monitor.cli.proving:test",
    "explain": "monitor.cli.explaining:explain",
    "words": "monitor.cli.naming:words",
    "backtest": "monitor.cli.backtesting:backtest",
    "near": "monitor.cli.missing:near",
    "reject": "monitor.cli.answering:reject",
    "want": "monitor.cli.answering:want",
    "score": "monitor.cli.scoring:score",
    "log": "monitor.cli.history:log",
}


@click.group(cls=LateGroup, late=RULES)
def rules() -> None:
    """Prove the rules before they run."""


@rules.command()
@click.option("--strict", is_flag=True, help="Notes are faults: exit code 3 if there is one.")
@click.pass_obj
def check(place: Place, *, strict: bool) -> int:
    """Read everything under rules/, run every example. Exit code 3 with file:line:column for each fault.

    Notes say what loads and is yet hardly meant: rules that can never match, names nobody uses, and the like.
    """
    from monitor.cli import wishes
    from monitor.clock import SystemClock
    from monitor.matching.lint import lint
    from monitor.setup import load

    setup = load(place.rules, place.cache)
    skips = Counter(proof.rule for proof in setup.proofs if not proof.example.matches)
    feeds = [source for source in setup.sources.values() if source.enabled]
    notes = [str(note) for note in lint(setup.rules, setup.lexicon, feeds, skips)]
    told = {rule for subscription in setup.subscriptions for rule in subscription.rules}
    notes += [
        f"the rule '{rule.id}' is in no subscription of digests.yaml, so nobody is told of it"
        for rule in setup.rules
        if rule.id not in told
    ]
    notes += wishes.notes(setup.subscriptions, SystemClock().now())
    notes += wishes.shared_way(setup.operator, setup.subscriptions)
    for note in notes:
        say(f"note: {note}")
    click.echo(
        f"{place.rules}: {len(setup.rules)} rules, all examples pass; {len(setup.lexicon.names)} names; "
        f"{len(feeds)} of {len(setup.sources)} feeds enabled; subscriptions: {len(setup.subscriptions)}"
        + (f"; notes: {len(notes)}" if notes else "")
    )
    return 3 if notes and strict else 0


@click.command()
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path))
@click.option("--rule", default="azerbaijan-belarus", show_default=True, help="Which rule decides 'matched'.")
@click.option("--reapply", is_flag=True, help="Run the rules of now over the stored articles instead of a FILE.")
@click.option("--since", "start", metavar="TIME", help="With --reapply: articles from then on: 90d, 12h, 2018-01-01.")
@click.option("--no-wait", is_flag=True, help="With --reapply and the monitor running: ask it, and go.")
@click.option("--json", "as_json", is_flag=True, help="With --reapply: one JSON object. Of a FILE it is always JSON.")
@click.pass_obj
def judge(
    place: Place, file: Path | None, rule: str, *, reapply: bool, start: str | None, no_wait: bool, as_json: bool
) -> int:
    """Judge the articles of FILE ({id, url, title, text, language, date} a line) and print one JSON object a line.

    A line that cannot be read is said on stderr, and the others are judged; the exit code is then 1. With --reapply the
    stored articles are judged again, told ones too; nothing that is stored is announced because of it.
    """
    if reapply:
        from monitor.cli.reapplying import reapply as again

        if file or not start:
            raise click.UsageError("--reapply takes no FILE and asks for --since, such as --since 90d")
        return again(place, start, wait=not no_wait, as_json=as_json)
    if file is None or start or no_wait:
        raise click.UsageError("judge needs a FILE, or --reapply --since 90d")
    return _file(place, file, rule)


def _file(place: Place, file: Path, rule: str) -> int:
    from monitor.cli.verdicts import verdict
    from monitor.judge import judged
    from monitor.setup import load

    setup = load(place.rules, place.cache)
    known = [each.id for each in setup.rules]
    if rule not in known:
        raise click.BadParameter(f"no rule {rule!r}; there are: {', '.join(known)}")
    chosen = next(each for each in setup.rules if each.id == rule)
    bad = 0
    for found in articles(file):
        if isinstance(found, str):
            say(found)
            bad += 1
        else:
            click.echo(json_line(verdict(found, judged(found, setup), chosen)))
    return 1 if bad else 0


def articles(file: Path) -> Iterator[Article | str]:
    """The articles of a JSON-lines file; for a line that cannot be read, a sentence with its number."""
    with click.open_file(str(file), "rb") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                try:
                    yield _article(line.removeprefix(BOM) if number == 1 else line)
                except ValueError as error:
                    yield f"{file}:{number}: {error}"


def _article(line: bytes) -> Article:
    """Raises ValueError with a sentence."""
    try:
        row = json.loads(line.decode())
    except UnicodeDecodeError as error:
        raise ValueError("not UTF-8; save the file as UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise ValueError(f"not a JSON object: {error}") from error
    if not isinstance(row, dict) or "id" not in row:
        raise ValueError("an article needs at least an 'id' and a 'text'")
    from monitor.extract.boilerplate import without_boilerplate

    dated = _date(row.get("date"))
    title = clean(str(row.get("title") or ""))
    return Article(
        id=row["id"], url=str(row.get("url") or ""), title=title,
        body=without_boilerplate(clean(str(row.get("text") or "")), title)[0], language=str(row.get("language") or ""),
        dated=dated, first_seen=dated or 0,
    )  # fmt: skip


def json_line(row: dict[str, object]) -> str:
    """In original letters, or in escapes where half a character (a lone surrogate) cannot be written."""
    line = json.dumps(row, ensure_ascii=False)
    return line if line.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in line) else json.dumps(row)


def _date(value: Any) -> int | None:
    """UTC seconds; a month or a year alone stands for its first day. Raises ValueError with a sentence."""
    if not value:
        return None
    text = str(value)
    try:
        moment = datetime.fromisoformat(text + FIRST_DAY.get(len(text), ""))
    except ValueError as error:
        raise ValueError(f"'date' must look like 2024-05-16, not {value!r}") from error
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())
