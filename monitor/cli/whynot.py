"""`monitor why-not`: where an article stopped on its way to a reader, and why."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import click

from monitor.cli.common import Place, when
from monitor.cli.finding import chosen_rule, line, present, reading, rules_as_written
from monitor.cli.way import Case, Step, way
from monitor.model.source import Source
from monitor.setup import Setup
from monitor.store import Store
from monitor.text.addresses import canonical_url

CANDIDATES = 5
MIRRORED = ("www.", "m.", "amp.", "mobile.")


@dataclass(frozen=True, slots=True)
class Answer:
    """The way of one article, or of none: `stopped` is the stage where it ended, "" where it was told to all."""

    reference: str
    article: int | None
    title: str
    steps: tuple[Step, ...]

    @property
    def stopped(self) -> Step | None:
        """The first step that went no further."""
        return next((step for step in self.steps if step.stopped), None)


@click.command("why-not")
@click.argument("article")
@click.option("--rule", metavar="ID", help="Ask of this rule; else of all, those that nearly held first.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
@click.pass_obj
def why_not(place: Place, article: str, rule: str | None, *, as_json: bool) -> int:
    """Say where ARTICLE (its address, title or number) stopped on its way to a digest, and why.

    Was it never fetched, is it a copy, does it wait, which part of which rule failed, was it too old to be news, does
    no subscription want it, or who was told of it and when. Exit code 1 where no article answers to that name.
    """
    setup = rules_as_written(place)
    chosen_rule(setup, rule)
    with reading(place) as store:
        now = present(place, store)
        numbers = store.archive.find(article) or (
            () if "://" in article or article.isdecimal() else store.archive.like(article, CANDIDATES)
        )
        if numbers:
            answer = _found(store, setup, numbers[0], article, rule, now)
        else:
            answer = Answer(article, None, "", tuple(_never(store, setup, article)))
        others = [line(each, setup) for number in numbers[1:CANDIDATES] if (each := store.archive.get(number))]
    if as_json:
        click.echo(json.dumps(_row(answer, others), ensure_ascii=False))
    else:
        _show(answer, others)
    return 0 if answer.article is not None else 1


def _found(store: Store, setup: Setup, number: int, reference: str, rule: str | None, now: int) -> Answer:
    stored = store.archive.get(number)
    row = store.articles.find(str(number))
    assert stored is not None
    assert row is not None
    case = Case(store, setup, stored, row, store.articles.details(number), reference, rule, now)
    return Answer(reference, number, stored.title, tuple(way(case)))


def _never(store: Store, setup: Setup, reference: str) -> Iterator[Step]:
    """No article of that name: which feed could have brought it, and how that feed is."""
    if reference.isdecimal():
        yield Step("fetched", f"there is no article {reference}", stopped=True)
        return
    host = _host(reference) if "://" in reference or ("." in reference and " " not in reference) else ""
    if not host:
        cure = "ask by its address: then its outlet's feeds can be looked at"
        yield Step("fetched", f"no feed brought an article with such a title; {cure}", stopped=True)
        yield from _silent(store)
        return
    brought = store.archive.feeds_at(host)
    feeds = [
        source
        for source in setup.sources.values()
        if source.id in brought or _host(source.url) == host or _host(source.url).endswith(f".{host}")
    ]
    if not feeds:
        cure = f"'monitor sources test https://{host}/' looks for its feed"
        yield Step("fetched", f"never fetched: no source of sources.yaml is at {host}; {cure}", stopped=True)
        return
    yield Step("fetched", f"never fetched: no feed has listed {canonical_url(reference) or reference}", stopped=True)
    for source in feeds:
        yield Step("feed", _feed(store, source))


def _feed(store: Store, source: Source) -> str:
    if not source.enabled:
        return f"{source.id} has that host and is switched off (enabled: false in sources.yaml)"
    state = store.feeds.get(source.id)
    if state is None or state.last_try is None:
        return f"{source.id} has that host and was never asked yet"
    said = f"{source.id}: last good answer {when(state.last_ok)} with {state.items} items"
    if state.problem:
        return f"{said}; trouble since {when(state.problem_since)}: {state.problem}"
    for row in store.feeds.outcomes(source.id, 20):
        if "may be missing" in row["sentence"]:
            return f"{said}; on {when(row['at'])} {row['sentence']}"
    return f"{said}; it answers, so the outlet has not put this article into that feed, or only between two polls"


def _silent(store: Store) -> Iterator[Step]:
    for state in store.feeds.all():
        if state.problem:
            yield Step("feed", f"{state.id} is silent since {when(state.problem_since)}: {state.problem}")


def _host(address: str) -> str:
    try:
        host = (urlsplit(address if "//" in address else f"//{address}").hostname or "").lower()
    except ValueError:
        return ""
    for prefix in MIRRORED:
        host = host.removeprefix(prefix)
    return host


def _row(answer: Answer, others: list[str]) -> dict[str, object]:
    stopped = answer.stopped
    return {
        "asked": answer.reference, "article": answer.article, "title": answer.title,
        "stopped": stopped.stage if stopped else None, "why": stopped.sentence if stopped else "it was told",
        "steps": [{"stage": step.stage, "sentence": step.sentence, "stopped": step.stopped} for step in answer.steps],
        "others": others,
    }  # fmt: skip


def _show(answer: Answer, others: list[str]) -> None:
    if answer.article is not None:
        click.echo(f"{answer.article}  {answer.title}")
    for step in answer.steps:
        click.echo(f"{'STOP' if step.stopped else '  ok' if step.done else '    '} {step.sentence}")
    if others:
        click.echo("also of such a name:")
        for other in others:
            click.echo(f"     {other}")
