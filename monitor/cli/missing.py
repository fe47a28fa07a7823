"""`monitor rules near`: what just missed, and what was missing."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass

import click

from monitor.cli.common import Place, say, since, table
from monitor.cli.finding import chosen_rule, day, outlet, present, reading, rules_as_written
from monitor.model.judgement import Miss
from monitor.setup import Setup
from monitor.store.archive import Stored


@dataclass(frozen=True, slots=True)
class Missed:
    """An article and what one rule missed in it."""

    article: Stored
    miss: Miss


@click.command()
@click.option("--since", "period", default="7d", show_default=True, help="Articles since then: 7d, 12h, 2024-05-16.")
@click.option("--rule", metavar="ID", help="Only this rule.")
@click.option("--limit", default=30, show_default=True, help="How many articles to list; 0 = all.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line for each article and rule.")
@click.pass_obj
def near(place: Place, period: str, rule: str | None, limit: int, *, as_json: bool) -> None:
    """List the stored articles that just missed a rule, and what was missing: the reasons first, then the articles."""
    setup = rules_as_written(place)
    chosen_rule(setup, rule)
    with reading(place) as store:
        start = since(period, present(place, store))
        found = [
            Missed(article, miss)
            for article in store.archive.articles(start)
            for miss in article.misses
            if rule in (None, miss.rule)
        ]
    found.reverse()
    if as_json:
        for each in found:
            click.echo(json.dumps(_row(each, setup), ensure_ascii=False))
        return
    _drawn(found, setup, limit)
    say(f"{len(found)} just missed since {day(start)}; 'monitor rules explain NUMBER' shows why, 'rules want' answers")


def _row(missed: Missed, setup: Setup) -> dict[str, object]:
    article = missed.article
    return {
        "article": article.number, "url": article.url, "title": article.title, "outlet": outlet(article, setup),
        "date": article.moment, "rule": missed.miss.rule, "reason": missed.miss.reason,
    }  # fmt: skip


def _drawn(found: list[Missed], setup: Setup, limit: int) -> None:
    """Reasons with their counts, the most frequent first; then the articles under each."""
    if not found:
        click.echo("nothing just missed")
        return
    counts = Counter((each.miss.rule, each.miss.reason) for each in found)
    table(("missed", "rule", "because"), [(str(n), rule, reason) for (rule, reason), n in counts.most_common()])
    left = limit if limit > 0 else len(found)
    for (rule, reason), number in counts.most_common():
        rows = [each.article for each in found if (each.miss.rule, each.miss.reason) == (rule, reason)][:left]
        left -= len(rows)
        if rows:
            click.echo(f"\n{rule}: {reason}" + (f" ({len(rows)} of {number})" if len(rows) < number else ""))
            cells = [(str(each.number), day(each.moment), outlet(each, setup), each.title) for each in rows]
            table(("article", "date", "outlet", "title"), cells)
    if 0 < limit < len(found):
        say(f"the newest of each reason, {limit} in all; --limit 0 lists all {len(found)}")
