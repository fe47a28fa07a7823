"""`monitor rules test`: what the rules say of a text, and whether the examples in their files pass."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from monitor.cli.common import Place, say, table

if TYPE_CHECKING:
    from monitor.model.article import Article
    from monitor.model.judgement import Judgement
    from monitor.setup import Setup

EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)
FAILED = 3  # as 'rules check' says of the same thing: these rules would not run


@click.command()
@click.argument("text", required=False)
@click.option("--title", default="", help="The title of TEXT; without one, its first sentence is read as the title.")
@click.option("--lang", default="", help="The language of TEXT, such as az.")
@click.option("--source", default="", metavar="ID", help="The feed it comes from, an id of sources.yaml.")
@click.option("--date", default="", metavar="DAY", help="Its date, such as 2024-05-16.")
@click.option("--file", type=EXISTING, help="Try the articles of this file (txt, html, jsonl) instead of TEXT.")
@click.option("--rule", metavar="ID", help="Only this rule.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
def test(
    place: Place, text: str | None, title: str, lang: str, source: str, date: str, file: Path | None, rule: str | None,
    *, as_json: bool,
) -> int:  # fmt: skip
    """Say which rules match TEXT (`-` = what comes on stdin), through which words; without TEXT, run all examples.

    Exit code 3 if an example fails, as 'rules check' has it.
    """
    from monitor.cli.finding import chosen_rule, in_file, rules_as_written

    given = {"--title": title, "--source": source, "--date": date, "--lang": lang}
    if text is None and not title and file is None:
        if used := [option for option, value in given.items() if value]:
            raise click.UsageError(f"{', '.join(used)} says something of a TEXT, and there is none")
        return _examples(place, rule, as_json=as_json)
    if file is not None and (text is not None or title or source or date):
        raise click.UsageError("--file brings its own texts, titles and dates; only --lang, --rule, --json go with it")
    setup = rules_as_written(place)
    chosen_rule(setup, rule)
    if file is not None:
        articles = in_file(file, lang)
    else:
        typed = sys.stdin.read() if text == "-" else text or ""
        articles = [_typed(setup, typed, title=title, lang=lang, source=source, date=date)]
    for article in articles:
        _judged(article, setup, rule, as_json=as_json)
    return 0


def _typed(setup: Setup, text: str, *, title: str, lang: str, source: str, date: str) -> Article:
    """Read as an example of a rule is, so that what is proved here is what an example would prove."""
    from monitor.errors import ConfigError
    from monitor.examples import example_article
    from monitor.matching.rulefile import Example, ExampleModel
    from monitor.text.clean import clean

    model = ExampleModel(text=clean(text).strip(), title=clean(title).strip(), source=source, lang=lang, date=date)
    if not (model.text or model.title):
        raise click.UsageError("the text is empty")
    try:
        return example_article(Example(model, matches=True, line=0, column=0), "", setup.sources)
    except ConfigError as fault:
        (problem,) = fault.problems
        sentence = problem.sentence.replace("the example's ", "the ")
        raise click.BadParameter(f"{sentence}{'; ' if problem.suggestion else ''}{problem.suggestion}") from fault


def _judged(article: Article, setup: Setup, rule: str | None, *, as_json: bool) -> None:
    from monitor.judge import judge, why_not
    from monitor.proving.changes import only

    known = [each.id for each in setup.rules]
    judgement = judge(article, only(setup, [rule] if rule else known))
    reasons = {miss.rule: miss.reason for miss in judgement.misses}
    if rule and not judgement.matches:
        (asked,) = (each for each in setup.rules if each.id == rule)
        reasons[rule] = reasons.get(rule) or why_not(article, asked, setup) or "none of its names is there"
    if as_json:
        click.echo(json.dumps(_row(article, judgement, reasons), ensure_ascii=False))
    else:
        _say_judged(article, judgement, reasons)


def _row(article: Article, judgement: Judgement, reasons: dict[str, str]) -> dict[str, object]:
    return {
        "id": article.id,
        "title": article.title,
        "matches": [
            {
                "rule": match.rule,
                "priority": match.priority,
                "words": [
                    {"field": e.field, "start": e.start, "end": e.end, "surface": e.surface, "name": e.name}
                    for e in match.evidence
                ],
                "left_out": match.left_out,
            }
            for match in judgement.matches
        ],
        "misses": [{"rule": rule, "reason": reason} for rule, reason in reasons.items()],
    }


def _say_judged(article: Article, judgement: Judgement, reasons: dict[str, str]) -> None:
    from rich.text import Text

    from monitor.cli.marking import console, indented, shown

    out = console()
    if not (judgement.matches or reasons):
        out.print(Text(f"no rule matches, none just missed: {article.title}"))
    for match in judgement.matches:
        head = Text(match.rule, "bold green") + Text(f"  matches, {match.priority}")
        out.print(head if match.evidence else head + Text(", without any word that had to be there"))
        for line in shown(article.title, article.body, match.evidence, match.left_out):
            indented(out, line)
    for rule, reason in reasons.items():
        out.print(Text(rule, "bold") + Text(f"  does not match: {reason}"))


# -- examples


def _examples(place: Place, rule: str | None, *, as_json: bool) -> int:
    """All examples in the files: a table of rules, then each failure at its place."""
    from monitor.cli.finding import chosen_rule
    from monitor.setup import load

    setup = load(place.rules, place.cache, strict=False)
    chosen_rule(setup, rule)
    proofs = [proof for proof in setup.proofs if rule in (None, proof.rule)]
    failures = [proof for proof in proofs if proof.sentence]
    if as_json:
        for proof in proofs:
            model = proof.example.model
            row = {
                "rule": proof.rule, "file": proof.file, "line": proof.example.line, "passes": not proof.sentence,
                "kind": "match" if proof.example.matches else "skip", "title": model.title, "text": model.text,
                "problem": proof.sentence,
            }  # fmt: skip
            click.echo(json.dumps(row, ensure_ascii=False))
        return FAILED if failures else 0
    kinds = Counter((proof.rule, proof.example.matches) for proof in proofs)
    failed = Counter(proof.rule for proof in failures)
    files = {each.id: f"{each.file}:{each.line}" for each in setup.rules}
    rows = [
        (name, str(kinds[name, True]), str(kinds[name, False]), str(failed[name] or "-"), files[name])
        for name in files
        if rule in (None, name)
    ]
    table(("rule", "match", "skip", "fail", "where"), rows)
    for proof in failures:
        click.echo(str(proof.problem))
    say(f"{len(proofs) - len(failures)} of {len(proofs)} examples pass")
    return FAILED if failures else 0
