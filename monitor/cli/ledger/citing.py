"""`monitor cite`: all that a reader of a quoted line may ask for: outlet, date, address, words, hash."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

import click

from monitor.cli.common import Place
from monitor.cli.finding import reading
from monitor.cli.moments import Times, zone_of
from monitor.errors import MonitorError
from monitor.model.fact import Dealing, Event, Figure, Promise, Quote, Span
from monitor.store import Store
from monitor.text.sentences import sentences

LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class Citation:
    """A line with its origin; `words` are the article's own, `hash` is SHA-256 over title, line feed and text."""

    outlet: str
    title: str
    dated: int | None
    first_seen: int
    retrieved: int
    how: str
    url: str
    language: str
    words: str
    hash: str


@click.command()
@click.argument("line")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.pass_obj
def cite(place: Place, line: str, *, as_json: bool) -> None:
    """All that a cable must say of LINE: a name that the ledger gave (1204v2), or an article's number or address.

    Outlet, title, date with its zone, address, language, the original words, when they were retrieved, and their hash.
    """
    times = Times(zone_of(place))
    with reading(place) as store:
        found = citation(store, line)
    if as_json:
        fields = Citation.__dataclass_fields__
        click.echo(json.dumps({name: getattr(found, name) for name in fields}, ensure_ascii=False))
        return
    dated = times.both(found.dated) if found.dated is not None else "no date of its own"
    for name, value in (
        ("outlet", found.outlet), ("title", found.title), ("dated", dated),
        ("first seen", times.both(found.first_seen)),
        ("address", found.url or "none was given"), ("language", found.language or "unknown"),
        ("words", f"“{found.words}”"), ("retrieved", f"{times.both(found.retrieved)}, from the {found.how}"),
        ("sha256", found.hash),
    ):  # fmt: skip
        click.echo(f"{name + ':':<12}{value}")


def citation(store: Store, reference: str) -> Citation:
    """Raises MonitorError where nothing has this name, or its text is not kept any more."""
    line = store.facts.line(reference)
    if line is not None:
        return _cited(store, line.where.article, line.where.text_version, spans_of(line.fact))
    numbers = store.archive.find(reference)
    if len(numbers) != 1:
        raise MonitorError(
            f"there is no line {reference!r}; name one as 'show pair', 'show figures' or 'export' print it (1204v2), "
            "or an article by its number or address"
        )
    return _cited(store, numbers[0], None, ())


def spans_of(fact: Dealing | Event | Figure | Quote | Promise) -> tuple[Span, ...]:
    """Where the fact stands."""
    if isinstance(fact, Event):
        return (fact.trigger, *fact.spans)
    if isinstance(fact, Quote):
        return fact.spans
    if isinstance(fact, Dealing):
        return tuple(span for part in fact.parts for span in part.spans if part.points > 0)
    return (fact.span,)


def _cited(store: Store, number: int, version: int | None, spans: tuple[Span, ...]) -> Citation:
    article = store.archive.get(number)
    details = store.articles.details(number)
    texts = details["text_version"]
    text = next((t for t in texts if t["n"] == version), texts[-1] if texts else None)
    if article is None or text is None:
        raise MonitorError(f"the text of article {number} is not kept any more")
    title, body = text["title"], text["body"]
    return Citation(
        outlet=store.facts.outlet(number) or article.feed or "imported from a file", title=title[:LONGEST_TITLE],
        dated=article.dated,
        first_seen=article.first_seen, retrieved=text["at"], how=text["how"], url=article.url,
        language=article.language, words=_words(title, body, spans),
        hash=hashlib.sha256(f"{title}\n{body}".encode()).hexdigest(),
    )  # fmt: skip


def _words(title: str, body: str, spans: tuple[Span, ...]) -> str:
    """The whole sentences that hold the spans; the title where nothing else is asked for."""
    kept = [title] if not spans or any(span.field == "title" for span in spans) else []
    places = [span for span in spans if span.field == "body"]
    kept += [
        body[start:end]
        for start, end in sentences(body)
        if any(span.start < end and start < span.end for span in places)
    ]
    return " … ".join(" ".join(words.split()) for words in kept)
