"""`monitor rules score`: how well a rule does on articles that somebody labelled by reading."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import click
from rich.text import Text

from monitor.cli.common import Place, say, table
from monitor.cli.finding import chosen_rule, rules_as_written
from monitor.cli.marking import console, indented
from monitor.cli.ruling import BOM, articles
from monitor.cli.verdicts import verdict
from monitor.cli.watching import watched
from monitor.errors import MonitorError
from monitor.judge import judged, why_not
from monitor.matching.rules import Rule
from monitor.model.article import Article
from monitor.proving.changes import only
from monitor.proving.measures import Measures, Share, counted, measured
from monitor.proving.readings import Expected, Reading, compared, expected
from monitor.proving.words import surfaces, told
from monitor.setup import Setup

EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)


@dataclass(frozen=True, slots=True)
class Scored:
    """One article: what it should be, what the rule made of it, and why."""

    id: str
    title: str
    language: str
    wanted: bool
    matched: bool
    why: str
    read: Reading | None = None  # of an article that rightly matches

    @property
    def error(self) -> str:
        """What went wrong, "" if nothing."""
        return "" if self.wanted == self.matched else "FALSE MATCH" if self.matched else "MISSED"


@click.command()
@click.argument("labelled", type=EXISTING)
@click.option("--labels", type=EXISTING, help="The labels, if not in LABELLED: JSON lines with the same ids.")
@click.option("--key", default="matched", show_default=True, help="The key of a label, true or false.")
@click.option("--rule", default="azerbaijan-belarus", show_default=True, metavar="ID", help="The rule to be scored.")
@click.option("--limit", default=50, show_default=True, help="How many errors to list; 0 = all.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.pass_obj
def score(place: Place, labelled: Path, labels: Path | None, key: str, rule: str, limit: int, *, as_json: bool) -> None:
    """Score a rule on the articles of LABELLED ({id, title, text, language, matched} a line).

    Precision, recall and F1 with intervals of 95 %, in all and by language; then each error with its reason. Where
    the rule rightly holds, labels event_type (or event_type_ok, a list) and trade_figures are compared with what was
    read.
    """
    setup = rules_as_written(place)
    chosen_rule(setup, rule)
    wanted = _labels(labels or labelled, key)
    found = list(_scored(labelled, wanted, _expected(labels or labelled), rule, setup))
    if not found:
        raise MonitorError(f"{labelled}: no article in it has a label '{key}'")
    scored = {each.id for each in found}
    if missing := [name for name in wanted if name not in scored]:
        say(f"{len(missing)} labels have no article in {labelled} and are not counted: {', '.join(missing[:5])}")
    if as_json:
        click.echo(json.dumps(_row(rule, found), ensure_ascii=False))
    else:
        _drawn(found, limit)
    say(f"{rule}: {len(found)} labelled articles, {sum(bool(each.error) for each in found)} errors")


def _labels(file: Path, key: str) -> dict[str, bool]:
    """The label of each id. Raises MonitorError with file:line for what is no label; a row without the key has none."""
    found: dict[str, bool] = {}
    for number, raw in enumerate(file.read_bytes().removeprefix(BOM).splitlines(), 1):
        if not raw.strip():
            continue
        try:
            row = json.loads(raw)
        except (ValueError, RecursionError):
            continue  # said where the articles are read, if it is the same file
        if not isinstance(row, dict) or key not in row:
            continue
        name, label = str(row.get("id")), row[key]
        if not isinstance(label, bool):
            raise MonitorError(f"{file}:{number}: '{key}' must be true or false, not {label!r}")
        if name in found:
            raise MonitorError(f"{file}:{number}: the article {name!r} is labelled twice")
        found[name] = label
    return found


def _expected(file: Path) -> dict[str, Expected]:
    """What should be read of each id. Raises MonitorError with file:line for a label that is none."""
    found: dict[str, Expected] = {}
    for number, raw in enumerate(file.read_bytes().removeprefix(BOM).splitlines(), 1):
        try:
            row = json.loads(raw)
            if isinstance(row, dict):
                found[str(row.get("id"))] = expected(row)
        except (json.JSONDecodeError, UnicodeDecodeError, RecursionError):
            continue  # said where the articles are read
        except ValueError as error:
            raise MonitorError(f"{file}:{number}: {error}") from error
    return found


def _scored(
    file: Path, wanted: Mapping[str, bool], reads: Mapping[str, Expected], name: str, setup: Setup
) -> Iterator[Scored]:
    rule = next(rule for rule in setup.rules if rule.id == name)
    unlabelled = 0
    for article in watched(articles(file), len(wanted), "Judging labelled articles"):
        if isinstance(article, str):
            say(article)
        elif str(article.id) in wanted:
            yield _tried(article, wanted[str(article.id)], reads[str(article.id)], rule, setup)
        else:
            unlabelled += 1
    if unlabelled:
        say(f"{unlabelled} articles of {file} have no label and are not counted")


def _tried(article: Article, wanted: bool, reads: Expected, rule: Rule, setup: Setup) -> Scored:  # noqa: FBT001 (a label)
    found = judged(article, only(setup, {rule.id}))
    matches = found.judgement.matches
    why = told(surfaces(matches[0].evidence)) if matches else why_not(article, rule, only(setup, {rule.id}))
    read = None
    if matches and wanted:
        row = verdict(article, found, rule)
        read = compared(reads, row["event_type"], row["trade_figures"])
    return Scored(str(article.id), article.title, article.language or "?", wanted, bool(matches), why, read)


def _groups(found: list[Scored]) -> dict[str, Measures]:
    """All articles, then each language."""
    groups = {"all": found}
    for language in sorted({each.language for each in found}):
        groups[language] = [each for each in found if each.language == language]
    if len(groups) == 2:
        del groups[found[0].language]
    return {name: measured(counted((each.wanted, each.matched) for each in some)) for name, some in groups.items()}


def _row(rule: str, found: list[Scored]) -> dict[str, object]:
    groups = {name: _measures(measures) for name, measures in _groups(found).items()}
    reads = _read(found)
    errors = [
        {"id": each.id, "error": each.error.lower(), "title": each.title, "language": each.language, "why": each.why}
        for each in found if each.error
    ]  # fmt: skip
    faults = [{"id": each.id, "error": fault} for each in found for fault in (each.read.faults if each.read else ())]
    return {
        "rule": rule, **groups.pop("all"), "languages": groups, "errors": errors,
        "event_type": {"right": reads.event_right, "of": reads.events},
        "trade_figures": {"right": reads.right, "wrong": reads.wrong, "missed": reads.missed}, "misread": faults,
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Reads:
    """Of all articles that rightly match."""

    event_right: int
    events: int
    right: int
    wrong: int
    missed: int


def _read(found: Iterable[Scored]) -> _Reads:
    reads = [each.read for each in found if each.read]
    kinds = [read.event_right for read in reads if read.event_right is not None]
    return _Reads(
        sum(kinds), len(kinds), sum(read.right for read in reads), sum(read.wrong for read in reads),
        sum(read.missed for read in reads),
    )  # fmt: skip


def _measures(found: Measures) -> dict[str, object]:
    def share(of: Share) -> dict[str, float | None]:
        return {"value": of.value, "low": of.low, "high": of.high}

    counts = found.counts
    return {
        "articles": counts.total, "true_matches": counts.true_matches, "false_matches": counts.false_matches,
        "missed": counts.missed, "true_silences": counts.true_silences,
        "precision": share(found.precision), "recall": share(found.recall), "f1": share(found.f1),
    }  # fmt: skip


def _drawn(found: list[Scored], limit: int) -> None:
    rows = []
    for name, measures in _groups(found).items():
        counts = measures.counts
        numbers = (counts.total, counts.true_matches, counts.false_matches, counts.missed)
        shares = (measures.precision, measures.recall, measures.f1)
        rows.append((name, *map(str, numbers), *map(_share, shares)))
    table(("", "n", "right", "false", "missed", "precision", "recall", "F1"), rows)
    reads = _read(found)
    if reads.events:
        click.echo(f"event type right in {reads.event_right} of {reads.events} rightly matched articles")
    if reads.right + reads.wrong + reads.missed:
        click.echo(f"figures of trade: {reads.right} right, {reads.wrong} wrong, {reads.missed} missed")
    out = console()
    errors = sorted((each for each in found if each.error), key=lambda each: each.error)
    shown = errors[:limit] if limit > 0 else errors
    for each in shown:
        out.print(Text(f"\n{each.error}", "bold red") + Text(f"  {each.id} ({each.language})  {each.title}"))
        indented(out, Text(each.why or "through nothing that must be there"))
    misread = [(each, fault) for each in found if each.read for fault in each.read.faults]
    for each, fault in misread[:limit] if limit > 0 else misread:
        out.print(Text(f"\n{fault}", "bold") + Text(f"  {each.id} ({each.language})  {each.title}"))
    if len(shown) < len(errors):
        say(f"... and {len(errors) - len(shown)} more errors; --limit 0 lists all")


def _share(of: Share) -> str:
    """`0.91 0.77-0.97`."""
    if of.value is None:
        return "-"
    return f"{of.value:.2f}" if of.low is None else f"{of.value:.2f} {of.low:.2f}-{of.high:.2f}"
