"""New articles go into the store many at once: one statement for each table, not ten for each article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from monitor.model.article import Item, Text
from monitor.store.connection import Connection, Value
from monitor.store.restores import next_number

_FIRST = f"SELECT coalesce({next_number('article')}, (SELECT max(id) + 1 FROM article), 1) AS id"  # noqa: S608 (fixed)
_ARTICLE = """INSERT INTO article (id, url, feed, title, author, language, dated, first_seen, fresh, revision,
                                   text_version, page, page_due, page_patience, judge_due, judged_by, judged_version,
                                   indexed)
              VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 1, ?, ?, ?, ?, ?, ?, ?)"""
_REVISION = """INSERT INTO revision (article, n, at, change, title, text_version)
               VALUES (?, 1, ?, 'new', ?, 1)"""
_TEXT = """INSERT INTO text_version (article, n, at, how, title, body, language, dated, notes)
           VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?)"""
_KEY = """INSERT INTO article_key (key, article, last_listed) VALUES (?, ?, ?)
          ON CONFLICT (key) DO UPDATE SET article = excluded.article, last_listed = excluded.last_listed"""
_LISTED = """INSERT INTO article_key (key, article, last_listed) VALUES (?, ?, ?)
             ON CONFLICT (key) DO UPDATE SET last_listed = excluded.last_listed"""
_SIGHTING = """INSERT INTO sighting (article, feed, guid, link, title, item_hash, dated, first_seen, last_listed)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
               ON CONFLICT (article, feed) DO UPDATE SET guid = excluded.guid, link = excluded.link,
                 title = excluded.title, item_hash = excluded.item_hash, dated = excluded.dated,
                 last_listed = excluded.last_listed"""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """An item that is no article yet; `page_patience` until when it may wait for its page, None = none is wanted.

    `settled` is the version of the rules of which none holds for its text, nor just misses; "" = it is to be judged.
    `unindexed`: what is settled is not to be brought into the index for searching.
    """

    item: Item
    text: Text
    fresh: bool
    page_patience: int | None
    settled: str = ""
    unindexed: bool = False


def add_all(db: Connection, newcomers: Sequence[Newcomer], feed: str, now: int) -> int:
    """Keep them, each with its keys, its sighting in `feed`, its first revision and text; the first one's number.

    They are numbered in their order. A key that another article has is theirs from now on: they would not be new, were
    they believed to be that one. Call inside `tx()`.
    """
    row = db.one(_FIRST)
    assert row is not None
    first = int(row["id"])
    numbered = list(enumerate(newcomers, first))
    db.run_rows(_ARTICLE, [_article(number, each, feed, now) for number, each in numbered])
    db.run_rows(_REVISION, [(number, now, each.text.title) for number, each in numbered])
    db.run_rows(_TEXT, [_text(number, each.text, now) for number, each in numbered])
    db.run_rows(_KEY, [(key, number, now) for number, each in numbered for key in each.item.keys])
    db.run_rows(_SIGHTING, [_sighting(number, each.item, feed, now) for number, each in numbered])
    return first


def list_all(db: Connection, items: Sequence[tuple[int, Item]], feed: str, now: int) -> None:
    """This feed lists these articles now, each under its item's keys; keys that nobody has are theirs. In `tx()`."""
    db.run_rows(_LISTED, [(key, article, now) for article, item in items for key in item.keys])
    db.run_rows(_SIGHTING, [_sighting(article, item, feed, now) for article, item in items])


def _article(number: int, new: Newcomer, feed: str, now: int) -> tuple[Value, ...]:
    text, patience = new.text, new.page_patience
    page, due = ("", None) if patience is None else ("wanted", now)
    settled = int(bool(new.settled))
    return (
        number, new.item.entry.link, feed, text.title, text.author, text.language, text.dated, now, int(new.fresh),
        page, due, patience or 0, 1 - settled, new.settled, settled, settled if new.unindexed else 0,
    )  # fmt: skip


def _text(number: int, text: Text, now: int) -> tuple[Value, ...]:
    notes = "\n".join(text.notes)
    return number, now, text.how, text.title, text.body, text.language, text.dated, notes


def _sighting(number: int, item: Item, feed: str, now: int) -> tuple[Value, ...]:
    entry = item.entry
    return number, feed, entry.guid, entry.link, entry.title, item.content_hash, entry.published, now, now
