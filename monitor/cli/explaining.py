"""`monitor rules explain`: a rule's condition over an article as a tree, true and false parts with the words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text
from rich.tree import Tree

from monitor.cli.common import Place
from monitor.cli.finding import chosen_rule, in_file, line, reading, rules_as_written, stored
from monitor.cli.marking import console, indented, shown
from monitor.judge import Ledger, judge
from monitor.judge import explain as explain_article
from monitor.matching.explain import Explained
from monitor.matching.rules import Rule
from monitor.model.article import Article
from monitor.proving.words import surfaces, told
from monitor.setup import Setup

JOINED = {"and": "all of", "or": "one of"}


@dataclass(frozen=True, slots=True)
class Asked:
    """An article with the line that names it, and what earlier ones said if it is a stored one."""

    article: Article
    head: str
    ledger: Ledger | None = None


@click.command()
@click.argument("article")
@click.option("--rule", metavar="ID", help="Only this rule; else those that match or just missed.")
@click.option("--lang", default="", help="The language of a text or page in a file, such as az.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, for each article and rule.")
@click.pass_obj
def explain(place: Place, article: str, rule: str | None, lang: str, *, as_json: bool) -> None:
    """Show why each rule matches ARTICLE or not: its number, address or title, or a file (txt, html, jsonl).

    Each part of the condition is true or false, with the words that decided.
    """
    setup = rules_as_written(place)
    chosen_rule(setup, rule)
    with ExitStack() as opened:
        for asked in _asked(place, article, lang, setup, opened):
            if as_json:
                for each in _rules(asked, setup, rule):
                    click.echo(json.dumps(_row(asked, each, setup), ensure_ascii=False))
            else:
                _drawn(asked, setup, rule)


def _asked(place: Place, reference: str, lang: str, setup: Setup, opened: ExitStack) -> list[Asked]:
    """What a person means: a file of that name before an article of that title, whose store is then `opened`."""
    if not reference.isdecimal() and "://" not in reference and _is_file(reference):
        return [Asked(each, f"{each.id}  {each.title}") for each in in_file(Path(reference), lang)]
    store = opened.enter_context(reading(place))
    found = stored(store, reference)
    return [Asked(found.article(setup.sources), line(found, setup), store.facts)]


def _is_file(reference: str) -> bool:
    try:
        return Path(reference).is_file()
    except OSError:  # too long for the name of a file
        return False


def _rules(asked: Asked, setup: Setup, chosen: str | None) -> list[Rule]:
    """The rule asked for; else those that match, then those that just missed."""
    if chosen:
        return [rule for rule in setup.rules if rule.id == chosen]
    judgement = judge(asked.article, setup, asked.ledger)
    order = [match.rule for match in judgement.matches] + [miss.rule for miss in judgement.misses]
    by_id = {rule.id: rule for rule in setup.rules}
    return [by_id[name] for name in order]


def _row(asked: Asked, rule: Rule, setup: Setup) -> dict[str, object]:
    article, ledger = asked.article, asked.ledger
    found = next((match for match in judge(article, setup, ledger).matches if match.rule == rule.id), None)
    raised = {level: _as_json(explain_article(article, replace(rule, when=condition), setup, ledger))
              for level, condition in rule.priorities}  # fmt: skip
    return {
        "article": article.id, "title": article.title, "rule": rule.id, "matches": found is not None,
        "priority": found.priority if found else None, "when": _as_json(explain_article(article, rule, setup, ledger)),
        "raised": raised,
    }  # fmt: skip


def _as_json(part: Explained) -> dict[str, object]:
    return {
        "text": part.text, "kind": part.kind, "holds": part.holds, "note": part.note,
        "words": list(surfaces(part.evidence)), "parts": [_as_json(child) for child in part.children],
    }  # fmt: skip


# -- drawn


def _drawn(asked: Asked, setup: Setup, chosen: str | None) -> None:
    out = console()
    out.print(Text(asked.head, "bold"))
    rules = _rules(asked, setup, chosen)
    for rule in rules:
        out.print()
        draw(out, asked.article, rule, setup, asked.ledger)
    if others := len(setup.rules) - len(rules):
        rest = "1 other rule is" if others == 1 else f"{others} other rules are"
        wide = "" if chosen else f"{rest} not even close; --rule ID shows one of them"
        out.print(Text(f"\n{wide}" if rules else wide, "dim"), end="\n" if wide else "")


def draw(out: Console, article: Article, rule: Rule, setup: Setup, ledger: Ledger | None = None) -> None:
    """One rule over one article: the verdict, the marked text where it matches, the tree, what raises the priority."""
    match = next((match for match in judge(article, setup, ledger).matches if match.rule == rule.id), None)
    head = Text(rule.id, "bold green" if match else "bold red")
    head += Text(f"  matches, {match.priority}" if match else "  does not match")
    place = Text(f"  {rule.file}:{rule.line}", "dim")
    fits = len(head) + len(place) <= out.width
    out.print(head + place if fits else head)
    if not fits:
        out.print(place, soft_wrap=True)  # whole, so that it can be copied
    if match:
        for line in shown(article.title, article.body, match.evidence, match.left_out):
            indented(out, line)
    out.print(tree("when", explain_article(article, rule, setup, ledger)))
    for level, condition in rule.priorities if match else ():
        out.print(tree(level, explain_article(article, replace(rule, when=condition), setup, ledger)))


def tree(head: str, explained: Explained) -> Tree:
    """The parts of a condition under `head`; those joined by one `and` or `or` stand under it."""
    drawn = Tree(Text(f"{head}: ", "bold") + _label(explained), guide_style="dim")
    for child in _parts(explained):
        _grow(drawn, child)
    return drawn


def _grow(above: Tree, part: Explained) -> None:
    below = above.add(_label(part))
    for child in _parts(part):
        _grow(below, child)


def _parts(part: Explained) -> tuple[Explained, ...]:
    """What is drawn below a part; `not` or a scope with one plain part, and near, say all on their own line."""
    if _scored(part):
        return part.children
    plain = (part.kind == "near" or len(part.children) == 1) and not any(child.children for child in part.children)
    return () if plain else part.children


def _scored(part: Explained) -> bool:
    """A pair() with what speaks for dealings and against them below it."""
    return any(child.kind == "score" for child in part.children)


def _label(part: Explained) -> Text:
    """`yes  title(eaeu)  “EAEU”`."""
    if part.kind == "score":
        return Text(part.text, "green" if part.holds else "red") + Text(f"  {part.note}", "dim")
    parts = () if _scored(part) else _parts(part)
    text = part.text
    if parts:
        text = JOINED.get(part.kind) or text.partition("(")[0].strip() or part.kind
    if part.kind == "not" and parts:
        text = "not"
    label = Text("yes" if part.holds else "no ", "green" if part.holds else "red") + Text(f"  {text}")
    detail = _detail(part, bool(parts))
    return label + Text(f"  {detail}", "yellow" if part.holds else "dim") if detail else label


def _detail(part: Explained, has_parts: bool) -> str:  # noqa: FBT001 (asked with one plain word)
    """The words that decided, or what was missing; nothing that stands at a part below."""
    if has_parts:
        below = {note for child in part.children for note in _notes(child)}
        return "" if part.holds or part.note in below else part.note
    if part.kind == "not" and not part.holds:
        return told(tuple(word for child in part.children for word in surfaces(child.evidence)))
    return part.note or told(surfaces(part.evidence))


def _notes(part: Explained) -> Iterator[str]:
    yield part.note
    for child in part.children:
        yield from _notes(child)
