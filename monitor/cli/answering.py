"""`monitor rules reject|want`: an article's own words become an example that a rule must answer to."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from difflib import SequenceMatcher, unified_diff
from pathlib import Path
from typing import Any, Literal

import click
from rich.text import Text

from monitor.cli.common import Place, say, write_whole
from monitor.cli.explaining import draw
from monitor.cli.finding import chosen_rule, files_of, line, reading, rules_as_written, stored
from monitor.cli.marking import console
from monitor.errors import MonitorError
from monitor.examples import Proof, example_article
from monitor.judge import judge
from monitor.matching.editing import add_example
from monitor.matching.rulefile import Example, ExampleModel
from monitor.matching.rules import Rule
from monitor.model.article import Article
from monitor.proving.answers import Excerpt, decided, promising, stands_in
from monitor.proving.candidate import without_readers
from monitor.proving.changes import only
from monitor.setup import Setup, load_files
from monitor.store.archive import Stored

Kind = Literal["match", "skip"]
Command = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """An example and the rule file with it; `proof` says whether the rule answers to it, None = it stands there."""

    rule: Rule
    kind: Kind
    example: dict[str, str]
    before: str
    after: str
    proof: Proof | None

    @property
    def diff(self) -> str:
        """The change as a unified diff."""
        lines = (self.before.splitlines(keepends=True), self.after.splitlines(keepends=True))
        return "".join(unified_diff(*lines, fromfile=self.rule.file, tofile=self.rule.file))


def _options(command: Command) -> Command:
    """What both commands take."""
    for add in (
        click.option("--json", "as_json", is_flag=True, help="One JSON object."),
        click.option("--dry-run", is_flag=True, help="Show the edit and write nothing."),
        click.option("--sentence", metavar="TEXT", help="These words of the article instead of those chosen."),
        click.argument("rule"),
        click.argument("article"),
    ):
        command = add(command)
    return command


@click.command()
@_options
@click.pass_obj
def reject(place: Place, article: str, rule: str, sentence: str | None, *, dry_run: bool, as_json: bool) -> None:
    """Say that RULE should not have matched ARTICLE: what decided becomes a `skip` example in the rule's file."""
    _answered(place, article, rule, "skip", sentence, dry_run=dry_run, as_json=as_json)


@click.command()
@_options
@click.pass_obj
def want(place: Place, article: str, rule: str, sentence: str | None, *, dry_run: bool, as_json: bool) -> None:
    """Say that RULE should have matched ARTICLE: its sentence becomes a `match` example in the rule's file."""
    _answered(place, article, rule, "match", sentence, dry_run=dry_run, as_json=as_json)


def _answered(
    place: Place, reference: str, rule_id: str, kind: Kind, sentence: str | None, *, dry_run: bool, as_json: bool
) -> None:
    setup = rules_as_written(place)
    with reading(place) as store:
        found = stored(store, reference)
    answer = answered(place, setup, found, rule_id, kind, sentence)
    written = not dry_run and write_answer(answer)
    if as_json:
        click.echo(json.dumps(_row(answer, found.number, written=written), ensure_ascii=False))
        return
    out = console()
    out.print(Text(line(found, setup), "bold"))
    draw(out, found.article(setup.sources), answer.rule, setup)
    click.echo(f"\n{answer.diff}" if answer.diff else "")
    say_answer(answer, written=written)


def answered(
    place: Place, setup: Setup, found: Stored, rule_id: str, kind: Kind, sentence: str | None = None
) -> Answer:
    """The example that an article becomes for a rule, in words of `sentence` where one is given; writes nothing.

    Raises click.BadParameter for a rule that is none, MonitorError for words that are not the article's, ConfigError
    where the file says the opposite.
    """
    chosen_rule(setup, rule_id)
    rule = next(rule for rule in setup.rules if rule.id == rule_id)
    article = found.article(setup.sources)
    if sentence and not stands_in(article, sentence):
        message = f"these words do not stand in article {found.number}; an example of your own goes into {rule.file}"
        raise MonitorError(message)
    excerpt = Excerpt("", " ".join(sentence.split())) if sentence else _excerpt(article, rule, kind, setup)
    return _answer(place, rule, kind, excerpt.example(article))


def as_remark(answer: Answer, why: str) -> Answer | None:
    """The same example as a remark in the file, under a line that says why it is there: no rule is proved by it.

    None where the file cannot take it in without another of its lines being changed.
    """
    before, after = answer.before.splitlines(keepends=True), answer.after.splitlines(keepends=True)
    made: list[str] = []
    for tag, first, last, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag not in ("equal", "insert"):
            return None
        if tag == "equal":
            made += before[first:last]
            continue
        indent = after[start][: len(after[start]) - len(after[start].lstrip())]
        ending = "\r\n" if after[start].endswith("\r\n") else "\n"
        made.append(f"{indent}# {why}{ending}")
        made += [f"{indent}# {line.removeprefix(indent)}" for line in after[start:end]]
    return replace(answer, after="".join(made))


def is_there(draft: Answer) -> bool:
    """Whether the same example stands in the file as a remark already, whatever the line above it says."""
    before, after = draft.before.splitlines(keepends=True), draft.after.splitlines(keepends=True)
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    added = [line for tag, _, _, start, end in steps if tag == "insert" for line in after[start:end]]
    return "".join(added[1:]) in draft.before


def write_answer(answer: Answer) -> bool:
    """Put the example into the rule's file; False = it stands there already."""
    if answer.after == answer.before:
        return False
    write_whole(Path(answer.rule.file), answer.after)
    return True


def _excerpt(article: Article, rule: Rule, kind: Kind, setup: Setup) -> Excerpt:
    """Of a match what decided; of a miss what should have been enough."""
    alone = only(setup, {rule.id})
    judgement = judge(article, alone)
    if not judgement.matches:
        return promising(article, rule, judgement.mentions, setup.lexicon)
    if kind == "match":
        say(f"note: '{rule.id}' matches this article as it is")

    def matches(excerpt: Excerpt) -> bool:
        return bool(judge(_tried(excerpt, article, rule, setup), alone).matches)

    return decided(article, judgement.matches[0].evidence, matches)


def _tried(excerpt: Excerpt, article: Article, rule: Rule, setup: Setup) -> Article:
    known = excerpt.example(article)
    model = ExampleModel(title=excerpt.title, text=excerpt.text, lang=known.get("lang", ""), date=known.get("date", ""))
    tried = example_article(Example(model, matches=False, line=0, column=0), rule.file, setup.sources)
    return Article(tried.id, "", tried.title, tried.body, tried.language, tried.dated, tried.first_seen, article.source)


def _answer(place: Place, rule: Rule, kind: Kind, example: dict[str, str]) -> Answer:
    """The edit and what comes of it. Raises ConfigError where the file says the opposite of the example."""
    path = Path(rule.file)
    before = path.read_bytes().decode("utf-8")
    given = example["text"] if set(example) == {"text"} else example
    after = add_example(before, rule.id, kind, given, rule.file)
    if after == before:
        return Answer(rule, kind, example, before, after, None)
    edited = without_readers(files_of(place.rules) | {path.name: after.encode()})
    new = load_files(edited, str(place.rules), place.cache, strict=False)
    proofs = [
        proof for proof in new.proofs
        if proof.rule == rule.id and proof.example.matches == (kind == "match") and _same(proof.example, example)
    ]  # fmt: skip
    return Answer(rule, kind, example, before, after, proofs[-1])


def _same(example: Example, given: dict[str, str]) -> bool:
    return {key: value for key, value in example.model.model_dump().items() if value} == given


def _row(answer: Answer, number: int, *, written: bool) -> dict[str, object]:
    proof = answer.proof
    return {
        "article": number, "rule": answer.rule.id, "file": answer.rule.file, "kind": answer.kind,
        "example": answer.example, "line": proof.example.line if proof else None,
        "passes": proof is None or not proof.sentence, "problem": proof.sentence if proof else "",
        "written": written, "diff": answer.diff,
    }  # fmt: skip


def say_answer(answer: Answer, *, written: bool) -> None:
    """What this means for the rules that run."""
    proof = answer.proof
    if proof is None:
        say(f"{answer.rule.file} holds this example already; nothing was written")
        return
    at = f"{answer.rule.file}:{proof.example.line}"
    if not proof.sentence:
        say(
            f"the rule answers to this example already: {at} passes, and keeps it so" if written else f"{at} would pass"
        )
    elif written:
        say(f"'monitor rules check' now fails on {at} until you change the condition of '{answer.rule.id}'; the rules "
            "that run stay as they are meanwhile")  # fmt: skip
    else:
        say(f"'monitor rules check' would fail on {at} until you change the condition of '{answer.rule.id}'")
    if not written:
        say("nothing was written")
