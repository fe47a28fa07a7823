"""`monitor rules backtest`: what a rule file would change against what runs now, on the stored articles."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from monitor.cli.common import Place, say, since, table
from monitor.cli.finding import day, files_of, outlet, present, reading
from monitor.cli.watching import watched
from monitor.judge import Ledger, judge
from monitor.proving.candidate import named, placed, without_readers
from monitor.proving.changes import KINDS, Change, affected, changes, judging, only, totals
from monitor.proving.words import surfaces, told
from monitor.setup import Setup, load_files
from monitor.store.archive import Stored

HEADS = {"gained": "GAINED", "lost": "LOST", "priority": "ANOTHER PRIORITY"}


@dataclass(frozen=True, slots=True)
class Sides:
    """What is compared: the candidate's setup, and the one that runs; None = what the store remembers of it."""

    setup: Setup
    running: Setup | None
    rules: frozenset[str]
    problems: tuple[str, ...]  # examples of the candidate that fail


@dataclass(frozen=True, slots=True)
class Found:
    """A change in one article."""

    article: Stored
    change: Change


@click.command()
@click.argument("rulefile", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--since", "period", default="90d", show_default=True, help="Articles since then: 7d, 12h, 2024-05-16.")
@click.option("--limit", default=20, show_default=True, help="How many changes of a kind to list; 0 = all.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line for each change.")
@click.pass_obj
def backtest(place: Place, rulefile: Path, period: str, limit: int, *, as_json: bool) -> int:
    """Compare RULEFILE with what runs now on the stored articles: gained, lost, another priority.

    A file inside the rules folder is compared with what was decided by the rules that ran; any other takes the place of
    the file of its name, and both are judged. Exit code 3 where the file has a fault or an example of it fails.
    """
    sides = _sides(place, rulefile)
    for problem in sides.problems:
        say(problem)
    with reading(place) as store:
        start = since(period, present(place, store))
        count = store.archive.count(start)
        stored = watched(store.archive.articles(start), count, "Judging stored articles")
        found = list(_compared(stored, sides, store.facts))
    if as_json:
        for each in found:
            click.echo(json.dumps(_row(each, sides.setup), ensure_ascii=False))
    else:
        _drawn(found, sides, limit)
    say(f"{count} articles since {day(start)}; compared with {_baseline(sides)}")
    return 3 if sides.problems else 0


def _baseline(sides: Sides) -> str:
    return "the rules folder as it is" if sides.running else "what the rules that ran decided then"


def _sides(place: Place, rulefile: Path) -> Sides:
    """Both setups. Raises ConfigError with the problems of the candidate, or of the rules it would stand beside."""
    folder = place.rules.resolve()
    inside = rulefile.resolve().is_relative_to(folder)
    files = without_readers(files_of(folder))
    if inside:
        at, changed = rulefile.resolve().relative_to(folder).as_posix(), files
    else:
        at, changed = placed(files, rulefile.name, rulefile.read_bytes())
    with named(f"{place.rules}/{at}", str(rulefile)):
        new = load_files(changed, str(place.rules), place.cache, strict=False)
    own = {rule.id for rule in new.rules if rule.file == f"{place.rules}/{at}"}
    problems = tuple(
        f"{rulefile}:{proof.example.line}:{proof.example.column} {proof.sentence}"
        for proof in new.proofs if proof.sentence and proof.rule in own
    )  # fmt: skip
    if inside:
        chosen = frozenset(own or (rule.id for rule in new.rules))  # a lexicon file has a say in all
        return Sides(new, None, chosen, problems)
    old = load_files(files, str(place.rules), place.cache, strict=False)
    chosen = affected(new.rules, old.rules)
    return Sides(new, old, chosen, problems)


def _compared(articles: Iterable[Stored], sides: Sides, ledger: Ledger) -> Iterator[Found]:
    """Every change, oldest article first. An article that was never judged has nothing to be compared with."""
    if not sides.rules:
        return
    trial = only(sides.setup, sides.rules)
    both = judging(sides.setup, sides.running, sides.rules, ledger) if sides.running else None
    for stored in articles:
        article = stored.article(sides.setup.sources)
        if both:
            before, after = both(article)
        elif stored.judged_by:
            before, after = stored.matches, judge(article, trial, ledger).matches
        else:
            continue
        yield from (Found(stored, change) for change in changes(before, after, sides.rules))


def _row(found: Found, setup: Setup) -> dict[str, object]:
    article, change = found.article, found.change
    return {
        "change": change.kind, "rule": change.rule, "before": change.before, "after": change.after,
        "article": article.number, "url": article.url, "title": article.title, "outlet": outlet(article, setup),
        "date": article.moment, "words": list(surfaces(change.evidence)),
    }  # fmt: skip


def _drawn(found: list[Found], sides: Sides, limit: int) -> None:
    from rich.text import Text

    from monitor.cli.marking import console, indented

    counts = totals(each.change for each in found)
    if not found:
        click.echo("nothing would change")
        return
    rows = [(rule, *(str(counts[rule, kind] or "-") for kind in KINDS)) for rule in sorted(sides.rules)]
    table(("rule", "gained", "lost", "priority"), rows)
    out = console()
    for kind in KINDS:
        of_kind = [each for each in found if each.change.kind == kind]
        shown = of_kind[-limit:] if limit > 0 else of_kind
        if of_kind:
            out.print(Text(f"\n{HEADS[kind]}", "bold") + Text(_left(len(of_kind), len(shown))))
        for each in reversed(shown):
            out.print(Text(_head(each, sides)))
            indented(out, Text(each.article.title), 4)
            indented(out, Text(told(surfaces(each.change.evidence)), "yellow"), 4)


def _left(all_: int, shown: int) -> str:
    return f"  the newest {shown} of {all_}; --limit 0 lists all" if shown < all_ else ""


def _head(found: Found, sides: Sides) -> str:
    """`81  18 May 2024, БелТА  azerbaijan-belarus, normal -> high`; the rule only where there are several."""
    article, change = found.article, found.change
    level = f"{change.before} -> {change.after}" if change.kind == "priority" else str(change.after or change.before)
    rule = f"{change.rule}, " if len(sides.rules) > 1 else ""
    return f"{article.number}  {day(article.moment)}, {outlet(article, sides.setup)}  {rule}{level}"
