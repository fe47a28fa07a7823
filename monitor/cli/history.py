"""`monitor rules log`: which version of the rules ran when, and what was another than before."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import zip_longest
from typing import Any

import click

from monitor.cli.common import Place, when
from monitor.store import Store, open_store
from monitor.store.runs import RulesetRun

LONGEST = 300  # characters of a condition that are shown
NAMED = 20  # rules that are named in one list


@dataclass(frozen=True, slots=True)
class Change:
    """One rule that is another than before: added, removed, or changed in `what`; conditions as far as they tell."""

    rule: str
    change: str
    what: str = ""  # condition, priority, names of its file, title
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A version of the rules and what it changed; `names` counts rules whose names are others, and nothing else."""

    version: str
    at: int
    rules: int
    changes: tuple[Change, ...]
    names: int
    first: bool = False


@click.command()
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1), help="How many versions, newest first.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a version.")
@click.pass_obj
def log(place: Place, limit: int, *, as_json: bool) -> None:
    """Say which rules ran from when on, newest first, and what was added, removed and changed each time."""
    store = open_store(place.state, read_only=True)
    try:
        steps = list(_steps(store, limit))
    finally:
        store.close()
    for step in steps:
        if as_json:
            row = asdict(step) | {"at": datetime.fromtimestamp(step.at, UTC).isoformat().replace("+00:00", "Z")}
            click.echo(json.dumps(row, ensure_ascii=False))
        else:
            _show(step)
    if not steps:
        click.echo("no rules ever ran on this state directory", err=True)


def _steps(store: Store, limit: int) -> Iterator[Step]:
    runs = store.runs.history(limit + 1)
    for run, before in list(zip_longest(runs, runs[1:]))[:limit]:
        if before is None:
            yield Step(run.version, run.at, len(run.rules), (), 0, first=True)
        else:
            yield _step(store, run, before)


def _step(store: Store, run: RulesetRun, before: RulesetRun) -> Step:
    changes: list[Change] = []
    names = 0
    for rule in sorted({*run.rules, *before.rules}):
        new, old = run.rules.get(rule), before.rules.get(rule)
        if new == old:
            continue
        found = _change(rule, _said(store, old), _said(store, new))
        if found is None:
            names += 1
        else:
            changes.append(found)
    return Step(run.version, run.at, len(run.rules), tuple(changes), names)


def _said(store: Store, version: str | None) -> Mapping[str, Any] | None:
    """What a version of a rule meant; None where there is no rule, {} where its text is not kept."""
    if version is None:
        return None
    try:
        found = json.loads(store.runs.text(version) or "{}")
    except ValueError:  # kept by another version of the program
        return {}
    return found if isinstance(found, dict) else {}


def _change(rule: str, old: Mapping[str, Any] | None, new: Mapping[str, Any] | None) -> Change | None:
    """None where the rule itself is the same: then names of the lexicon are others."""
    if old is None:
        return Change(rule, "added", after=_short((new or {}).get("when")))
    if new is None:
        return Change(rule, "removed", before=_short(old.get("when")))
    parts = {"when": "condition", "priority": "priority", "names": "names of its file", "title": "title"}
    other = [key for key in parts if old.get(key) != new.get(key)]
    if not other:
        return None
    what = ", ".join(parts[key] for key in other)
    key = other[0]
    return Change(rule, "changed", what, _short(old.get(key)), _short(new.get(key)))


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False) if value else ""
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _show(step: Step) -> None:
    click.echo(f"{when(step.at)}  {step.version}  {step.rules} rules")
    if step.first:
        click.echo("  the first that is remembered")
    for change in step.changes[:NAMED]:
        click.echo(f"  {change.change} {change.rule}" + (f": {change.what}" if change.what else ""))
        if change.before:
            click.echo(f"    was  {change.before}")
        if change.after:
            click.echo(f"    now  {change.after}")
    if len(step.changes) > NAMED:
        click.echo(f"  and {len(step.changes) - NAMED} rules more; --json lists all")
    if step.names:
        click.echo(f"  names of the lexicon: {step.names} rules see other forms, and say the same as before")
