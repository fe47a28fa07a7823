"""The ledger as rows for other programs: every field of a fact, then the article that it stands in."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields
from datetime import UTC, datetime
from typing import get_args

from monitor.cli.ledger.sides import outlet
from monitor.model.fact import Event, Figure, Op, Promise, Quote
from monitor.reading.events import plover
from monitor.store import Store
from monitor.store.facts import Line

Cell = str | int | float | bool | list[str] | None
Row = dict[str, Cell]
KINDS = ("events", "figures", "quotes", "promises")
_TYPES: dict[str, type[Event | Figure | Quote | Promise]] = {
    "events": Event, "figures": Figure, "quotes": Quote, "promises": Promise,
}  # fmt: skip
_CODES = ("plover_category", "plover_mode", "plover_context", "cameo")
_PLACES = frozenset({"sentence", "trigger", "span", "spans", "said"})  # places in the text: they come as `words`
_ARTICLE = ("article", "title", "url", "outlet", "language", "dated", "first_seen", "came_out")
_UNSEEN = " \n\ufeff\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\xa0"  # what some programs skip before it
_OPS = frozenset(get_args(Op))  # our own marks, "=" among them; alone they are no formula
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def columns(kind: str) -> tuple[str, ...]:
    """The columns of a kind, always the same and in this order."""
    own = tuple(field.name for field in fields(_TYPES[kind]) if field.name not in _PLACES)
    return ("line", *own, *(_CODES if kind == "events" else ()), *_ARTICLE)


def rows(store: Store, kind: str, pairs: Iterable[tuple[str, ...]], since: int | None, as_of: int) -> Iterator[Row]:
    """What came out from `since` to `as_of` (UTC seconds) of these pairs, () = of all."""
    seen: set[str] = set()
    for pair in pairs:
        for line in _lines(store, kind, pair, since, as_of):
            if line.ref not in seen:
                seen.add(line.ref)
                yield _row(line)


def _lines(
    store: Store, kind: str, pair: tuple[str, ...], since: int | None, as_of: int
) -> Iterable[Line[Event] | Line[Figure] | Line[Quote] | Line[Promise]]:
    """Quotes have no sides: those of articles in which the pair was asked for and holds."""
    facts = store.facts
    if kind == "events":
        return facts.events(pair, since=since, as_of=as_of)
    if kind == "figures":
        return facts.figures(pair, since=since, as_of=as_of)
    if kind == "promises":
        return facts.promises(pair, since, as_of)
    found = facts.quotes(since=since, as_of=as_of)
    if not pair:
        return found
    articles = {line.where.article for line in facts.dealings(pair, holds=True)}
    return [line for line in found if line.where.article in articles]


def _row(line: Line[Event] | Line[Figure] | Line[Quote] | Line[Promise]) -> Row:
    fact, where = line.fact, line.where
    row: Row = {"line": line.ref}
    for name, value in asdict(fact).items():
        if name not in _PLACES:
            row[name] = list(value) if isinstance(value, tuple) else value
    if isinstance(fact, Event):
        code = plover(fact)
        row |= {
            "plover_category": code.category, "plover_mode": code.mode, "plover_context": code.context,
            "cameo": list(code.cameo),
        }  # fmt: skip
    return row | {
        "article": where.article, "title": where.title, "url": where.url, "outlet": outlet(where),
        "language": where.language, "dated": _moment(where.dated), "first_seen": _moment(where.first_seen),
        "came_out": _moment(where.at),
    }  # fmt: skip


def _moment(at: int | None) -> str | None:
    """`2024-05-16T15:33:00+00:00`."""
    return None if at is None else datetime.fromtimestamp(at, UTC).isoformat()


def as_jsonl(found: Iterable[Row]) -> str:
    """One JSON object a line, every column in each."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in found)


def as_csv(kind: str, found: Iterable[Row]) -> str:
    """With a head line and a mark of UTF-8 before it, as spreadsheets want it; lists are joined by `; `.

    A text that a spreadsheet would take for a formula gets an apostrophe before it: titles come from strangers.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    head = columns(kind)
    writer.writerow(head)
    for row in found:
        writer.writerow([_cell(row[name]) for name in head])
    return "\ufeff" + out.getvalue()


def _cell(value: Cell) -> Cell:
    if isinstance(value, list):
        value = "; ".join(value)
    if isinstance(value, str) and value not in _OPS and value.lstrip(_UNSEEN).startswith(_FORMULA):
        return f"'{value}"
    return value
