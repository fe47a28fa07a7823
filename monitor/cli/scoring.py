"""`monitor rules score`: how well a rule does on articles that somebody labelled by reading."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import click
from rich.text import Text

from monitor.cli.common import Place, say, table
from monitor.cli.finding import chosen_rule, rules_as_written
from monitor.cli.marking import console, indented
from monitor.cli.ruling import BOM, articles
from monitor.cli.watching import watched
from monitor.errors import MonitorError
from monitor.judge import judge, why_not
from monitor.matching.rules import Rule
from monitor.model.article import Article
from monitor.proving.changes import only
from monitor.proving.measures import Measures, Share, counted, measured
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

    Precision, recall and F1 with intervals of 95 %, in all and by language; then each error with its reason.
    """
    setup = rules_as_written(place)
    chosen_rule(setup, rule)
    wanted = _labels(labels or labelled, key)
    found = list(_scored(labelled, wanted, rule, setup))
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


def _scored(file: Path, wanted: Mapping[str, bool], name: str, setup: Setup) -> Iterator[Scored]:
    rule = next(rule for rule in setup.rules if rule.id == name)
    unlabelled = 0
    for article in watched(articles(file), len(wanted), "Judging labelled articles"):
        if isinstance(article, str):
            say(article)
        elif str(article.id) in wanted:
            yield _tried(article, wanted[str(article.id)], rule, setup)
        else:
            unlabelled += 1
    if unlabelled:
        say(f"{unlabelled} articles of {file} have no label and are not counted")


def _tried(article: Article, wanted: bool, rule: Rule, setup: Setup) -> Scored:  # noqa: FBT001 (a label)
    alone = only(setup, {rule.id})
    matches = judge(article, alone).matches
    why = told(surfaces(matches[0].evidence)) if matches else why_not(article, rule, alone)
    return Scored(str(article.id), article.title, article.language or "?", wanted, bool(matches), why)


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
    errors = [
        {"id": each.id, "error": each.error.lower(), "title": each.title, "language": each.language, "why": each.why}
        for each in found if each.error
    ]  # fmt: skip
    return {"rule": rule, **groups.pop("all"), "languages": groups, "errors": errors}


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
    out = console()
    errors = sorted((each for each in found if each.error), key=lambda each: each.error)
    shown = errors[:limit] if limit > 0 else errors
    for each in shown:
        out.print(Text(f"\n{each.error}", "bold red") + Text(f"  {each.id} ({each.language})  {each.title}"))
        indented(out, Text(each.why or "through nothing that must be there"))
    if len(shown) < len(errors):
        say(f"... and {len(errors) - len(shown)} more errors; --limit 0 lists all")


def _share(of: Share) -> str:
    """`0.91 0.77-0.97`."""
    if of.value is None:
        return "-"
    return f"{of.value:.2f}" if of.low is None else f"{of.value:.2f} {of.low:.2f}-{of.high:.2f}"
