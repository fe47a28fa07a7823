"""`monitor mark`: what a reader thinks of a numbered line, put where it does something."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, get_args

import click

from monitor.cli.answering import Answer, Kind, answered, as_remark, is_there, say_answer, write_answer
from monitor.cli.common import Place, say, table, told_in, when
from monitor.cli.finding import reading, rules_as_written
from monitor.cli.moments import zone_of
from monitor.clock import SystemClock
from monitor.errors import MonitorError
from monitor.model.reason import unpacked
from monitor.store import Store, open_store
from monitor.store.connection import Row
from monitor.store.marks import Mark, Verdict

LISTED = 50
EXAMPLES: dict[Verdict, Kind] = {"wrong": "skip", "useful": "match"}
NOTED = "noted; nothing else changes"


@dataclass(frozen=True, slots=True)
class Marked:
    """A line, the verdict on it, and the examples that come of it: none of a figure, a quote, a skip."""

    line: Row
    verdict: Verdict
    answers: tuple[Answer, ...]


@click.command()
@click.argument("number", required=False, metavar="[LINE]")
@click.argument("verdict", required=False, type=click.Choice(get_args(Verdict)))
@click.option("--digest", "digest", type=click.IntRange(min=1), help="The digest that has the line, by its number.")
@click.option("--rule", help="The rule that is meant, where several found the article.")
@click.option("--who", default="", metavar="NAME", help="Who says so; 'mark --list' gives it.")
@click.option("--list", "listing", is_flag=True, help="What was marked so far, newest first.")
@click.option("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object; with --list one a line.")
@click.pass_obj
def mark(
    place: Place, number: str | None, verdict: Verdict | None, digest: int | None, rule: str | None, who: str, *,
    listing: bool, dry_run: bool, as_json: bool,
) -> None:  # fmt: skip
    """Say of LINE, a number such as 12.5 in your newest digest, that it is wrong, useful, or to be skipped.

    Of an article `wrong` drafts a `skip` example in the file of the rule that found it, `useful` a `match` example; a
    bare 12 means the first article of story 12. `skip`, and marks of figures and quotes, are only noted. An example
    that the rule does not answer to yet stands there as a remark, so that no answer ever stops the rules.
    """
    if listing:
        _list(place, as_json=as_json)
        return
    if number is None or verdict is None:
        raise click.UsageError("say which line and what you think of it: monitor mark 12.5 wrong")
    with reading(place) as store:
        line = _line(store, number, digest)
        rules = _rules(store, line)
    if not as_json:
        _show(line)
    examples = not line["fact"] and verdict in EXAMPLES
    chosen = _chosen(line, rules, rule, verdict) if examples else ()
    marked = Marked(line, verdict, _answers(place, line, verdict, chosen))
    if not dry_run:
        for answer in marked.answers:
            write_answer(answer)
        _keep(place, marked, who)
    _tell(marked, as_json=as_json, written=not dry_run)


def _line(store: Store, number: str, digest: int | None) -> Row:
    """Raises MonitorError where no digest has it."""
    found = store.sendings.numbered(number, digest) if "." in number else store.sendings.first_of(number, digest)
    if found is None:
        where = f"digest {digest}" if digest else "no digest that was sent"
        has = "has no line" if digest else "has a line"
        raise MonitorError(f"{where} {has} {number}; 'monitor digest show' gives the digests with their lines")
    return found


def _rules(store: Store, line: Row) -> list[str]:
    """The rules by which its article came into that digest; of an older one, those that match it now."""
    told = [row for row in store.sendings.told(line["digest"]) if row["article"] == line["article"]]
    found = [rule for row in told for rule, _ in unpacked(row["why"]).rules]
    return list(dict.fromkeys(found)) or store.sendings.matching(line["article"])


def _show(line: Row) -> None:
    """The line as it was sent, so that a slip of the number is seen."""
    click.echo(f"{line['number']}  {line['text']}")
    say(f"of digest {line['digest']} ({line['subscription']}, {told_in(line['period'])}), article {line['article']}")


def _chosen(line: Row, rules: list[str], rule: str | None, verdict: Verdict) -> tuple[str, ...]:
    """Wrong of one rule may be right of another: whoever says it names the rule. Useful is so for all of them."""
    if rule is not None:
        return (rule,)
    if not rules:
        message = f"it is not known any more which rule found article {line['article']}; name it with --rule"
        raise click.UsageError(message)
    if verdict == "wrong" and len(rules) > 1:
        named = ", ".join(rules)
        raise click.UsageError(
            f"{len(rules)} rules found it: {named}. Say which one was wrong: "
            f"monitor mark {line['number']} wrong --rule {rules[0]}"
        )
    return tuple(rules)


def _answers(place: Place, line: Row, verdict: Verdict, rules: tuple[str, ...]) -> tuple[Answer, ...]:
    if not rules:
        return ()
    setup = rules_as_written(place)
    with reading(place) as store:
        article = store.archive.get(line["article"])
    if article is None:
        raise MonitorError(f"the text of article {line['article']} is not kept any more")
    found = [answered(place, setup, article, rule, EXAMPLES[verdict]) for rule in rules]
    return tuple(_harmless(answer, line) for answer in found)


def _harmless(answer: Answer, line: Row) -> Answer:
    """An example that fails would keep the rules from being loaded: it goes in as a remark, for whoever mends them."""
    if answer.proof is None or not answer.proof.sentence:
        return answer
    where = f"line {line['number']} of digest {line['digest']}"
    why = f"draft, {where}: it counts without the marks, so mend the condition first"
    draft = as_remark(answer, why)
    if draft is None:
        return replace(answer, after=answer.before)
    return replace(answer, after=answer.before, proof=None) if is_there(draft) else draft


def _keep(place: Place, marked: Marked, who: str) -> None:
    """In the store, beside a running monitor or without one."""
    line = marked.line
    fields = {"digest": line["digest"], "number": line["number"], "story": line["story"], "article": line["article"],
              "text": line["text"], "fact": line["fact"], "who": who}  # fmt: skip
    with closing(open_store(place.state, beside=True)) as store:
        now = SystemClock().now()
        for answer in marked.answers:
            store.marks.put(Mark(marked.verdict, rule=answer.rule.id, done=_done(answer), **fields), now)
        if not marked.answers:
            store.marks.put(Mark(marked.verdict, done=NOTED, **fields), now)


def _done(answer: Answer) -> str:
    name = Path(answer.rule.file).name
    if answer.proof is None:
        return f"{name} held this example already"
    if answer.after == answer.before:
        return "only noted: the file could not take the example in as a remark"
    word = "a draft of a" if answer.proof.sentence else "a"
    return f"{word} {answer.kind} example in {name}, line {answer.proof.example.line}"


def _tell(marked: Marked, *, as_json: bool, written: bool) -> None:
    """What was written, and what it means."""
    line = marked.line
    if as_json:
        row: dict[str, Any] = {
            "number": line["number"], "verdict": marked.verdict, "digest": line["digest"], "story": line["story"],
            "article": line["article"], "fact": line["fact"], "text": line["text"], "written": written,
            "examples": [
                {"rule": each.rule.id, "file": each.rule.file, "kind": each.kind, "example": each.example,
                 "diff": each.diff, "problem": each.proof.sentence if each.proof else ""}
                for each in marked.answers
            ],
        }  # fmt: skip
        click.echo(json.dumps(row, ensure_ascii=False))
        return
    for answer in marked.answers:
        if answer.diff:
            click.echo(f"\n{answer.diff}")
        if answer.proof and answer.proof.sentence:
            _say_draft(answer, line, written=written)
        else:
            say_answer(answer, written=written and answer.after != answer.before)
    if marked.answers:
        return
    say("nothing was written" if not written else NOTED)
    if line["fact"]:
        say(f"it shows what was read of article {line['article']}: 'monitor cite {line['fact']}' gives the words")
        say("no rule decides how a figure or quote is read; 'monitor mark --list --json' is for whoever can mend that")


def _say_draft(answer: Answer, line: Row, *, written: bool) -> None:
    """The rules go on as they are; who can change the condition is told how."""
    if written:
        say(f"{_done(answer)}; the rules go on as they are")
    word = {"skip": "reject", "match": "want"}[answer.kind]
    say(f"to mend the rule change its condition, and make the draft count: take its marks away, or say 'monitor rules "
        f"{word} {line['article']} {answer.rule.id}'")  # fmt: skip
    if not written:
        say("nothing was written")


def _list(place: Place, *, as_json: bool) -> None:
    from monitor.cli.digestshowing import iso

    with reading(place) as store:
        rows = store.marks.newest(LISTED)
    if as_json:
        for row in rows:
            click.echo(json.dumps({**dict(row), "at": iso(row["at"])}, ensure_ascii=False))
        return
    if not rows:
        say("nothing was marked yet: monitor mark 12.5 wrong")
        return
    zone = zone_of(place) or "UTC"
    table(
        ("line", "mark", "digest", "text", f"when ({zone})", "what came of it"),
        [
            (row["number"], row["verdict"], str(row["digest"] or ""), row["text"],
             when(row["at"], zone).removesuffix(f" {zone}"), _came(row))
            for row in rows
        ],
    )  # fmt: skip
    if len(rows) == LISTED:
        say(f"the newest {LISTED}; older ones are in the store")


def _came(row: Row) -> str:
    who = f" ({row['who']})" if row["who"] else ""
    return f"{row['rule']}: {row['done']}{who}" if row["rule"] else f"{row['done']}{who}"
