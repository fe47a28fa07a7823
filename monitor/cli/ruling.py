"""`monitor rules check` and `monitor judge`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from monitor.cli.common import Place
from monitor.errors import MonitorError
from monitor.model.article import Article
from monitor.model.judgement import Judgement, Match

WHY_WORDS = 8


@click.group()
def rules() -> None:
    """Prove the rules before they run."""


@rules.command()
@click.pass_obj
def check(place: Place) -> None:
    """Read everything under rules/, run every example. Exit code 3 with file:line:column for each fault."""
    from monitor.setup import load

    setup = load(place.rules)
    enabled = sum(source.enabled for source in setup.sources.values())
    click.echo(
        f"{place.rules}: {len(setup.rules)} rules, all examples pass; {len(setup.lexicon.names)} names; "
        f"{enabled} of {len(setup.sources)} feeds enabled; {len(setup.subscriptions)} subscriptions"
    )


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path))
@click.option("--rule", default="azerbaijan-belarus", show_default=True, help="Which rule decides 'matched'.")
@click.pass_obj
def judge(place: Place, file: Path, rule: str) -> None:
    """Judge the articles of FILE ({id, url, title, text, language, date} a line) and print one JSON object a line."""
    from monitor.judge import judge as judge_article
    from monitor.setup import load

    setup = load(place.rules)
    known = [each.id for each in setup.rules]
    if rule not in known:
        raise click.BadParameter(f"no rule {rule!r}; there are: {', '.join(known)}")
    for article in articles(file):
        click.echo(json.dumps(_verdict(article, judge_article(article, setup), rule), ensure_ascii=False))


def articles(file: Path) -> Iterator[Article]:
    """The articles of a JSON-lines file. Raises MonitorError with the line's number where one cannot be read."""
    with click.open_file(str(file), encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield _article(line, f"{file}:{number}")


def _article(line: str, where: str) -> Article:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise MonitorError(f"{where}: not a JSON object: {error}") from error
    if not isinstance(row, dict) or "id" not in row:
        raise MonitorError(f"{where}: an article needs at least an 'id' and a 'text'")
    dated = _date(row.get("date"), where)
    return Article(
        id=row["id"], url=str(row.get("url") or ""), title=str(row.get("title") or ""),
        body=str(row.get("text") or ""), language=str(row.get("language") or ""), dated=dated, first_seen=dated or 0,
    )  # fmt: skip


def _date(value: Any, where: str) -> int | None:
    if not value:
        return None
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError as error:
        raise MonitorError(f"{where}: 'date' must look like 2024-05-16, not {value!r}") from error
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())


def _verdict(article: Article, judgement: Judgement, rule: str) -> dict[str, object]:
    chosen = next((match for match in judgement.matches if match.rule == rule), None)
    missed = next((miss.reason for miss in judgement.misses if miss.rule == rule), "")
    return {
        "id": article.id,
        "matched": chosen is not None,
        "rules": [match.rule for match in judgement.matches],
        "event_type": None,
        "trade_figures": None,
        "why": _words(chosen) if chosen else missed or "the rule's names do not all occur",
    }


def _words(match: Match) -> str:
    surfaces = dict.fromkeys(" ".join(evidence.surface.split()) for evidence in match.evidence)
    return ", ".join(list(surfaces)[:WHY_WORDS])
