"""Search over every article's newest text: the folded copies in the index, and texts that have none.

What matches no rule is brought into the index only while somebody searches (`asked`): most of it nobody ever looks
for, and a copy of a text with its index costs ten times as much as the article. Until then a search goes through these
texts one by one, some 20,000 a second, with the same answer.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Literal

from monitor.store.archive import MOMENT
from monitor.store.connection import Connection, Value
from monitor.text.fold import folded
from monitor.text.query import Query, Term, parts

Order = Literal["newest", "oldest", "best"]
_ORDERS: dict[Order, str] = {
    "newest": "moment DESC, a.id DESC",
    "oldest": "moment, a.id",
    "best": "found.rank, a.id DESC",  # in rank a word in the title says four times as much
}
_ASIDE = """CREATE VIRTUAL TABLE aside USING fts5 (title, body, tokenize = "unicode61 remove_diacritics 0")"""
ASK = "index"  # the kind of request that a search leaves


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a search is narrowed to; empty and None ask for nothing. Times are UTC seconds, `until` not included."""

    since: int | None = None
    until: int | None = None
    languages: Collection[str] = ()
    feeds: Collection[str] | None = None  # None = any; an empty one finds nothing
    rule: str = ""
    matching: bool = False  # only what matches some rule
    title: bool = False  # only titles are looked at


@dataclass(frozen=True, slots=True)
class Stale:
    """A text that the index does not hold yet."""

    article: int
    version: int
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that was found. `at`: when it came out, UTC seconds; `copy_of` as in its story."""

    article: int
    title: str
    body: str
    url: str
    feed: str
    language: str
    at: int
    story: int | None
    copy_of: int | None


class Search:
    """The folded table and its index."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def stale(self, limit: int) -> list[Stale]:
        """Judged articles whose newest text is to be in the index and is not yet, the newest first."""
        rows = self._db.rows(
            """SELECT a.id, a.text_version, t.title, t.body FROM article a
               JOIN text_version t ON t.article = a.id AND t.n = a.text_version
               WHERE a.indexed <> a.text_version AND (a.judge_due = 0 OR a.set_aside <> '')
               ORDER BY a.id DESC LIMIT :limit""",
            {"limit": limit},
        )
        return [Stale(*row) for row in rows]

    def asked(self, since: int) -> bool:
        """Whether somebody has searched since then, and met texts that are not in the index."""
        row = self._db.one("SELECT 1 FROM request WHERE kind = :kind AND made >= :since", {"kind": ASK, "since": since})
        return row is not None

    def bring(self, after: int, limit: int) -> int | None:
        """Of the next articles after this number those without a copy are stale from now on; the last one's number.

        None = there are no more. Call inside `tx()`.
        """
        rows = self._db.rows("SELECT id FROM article WHERE id > :after ORDER BY id LIMIT :limit",
                             {"after": after, "limit": limit})  # fmt: skip
        if not rows:
            return None
        last = int(rows[-1]["id"])
        self._db.run(
            """UPDATE article SET indexed = 0 WHERE id BETWEEN :first AND :last AND indexed <> 0
               AND NOT EXISTS (SELECT 1 FROM folded f WHERE f.article = article.id)""",
            {"first": rows[0]["id"], "last": last},
        )
        return last

    def put(self, article: int, title: str, body: str) -> None:
        """What the index holds of an article, folded. Call inside `tx()`."""
        self._db.run(
            """INSERT INTO folded (article, title, body) VALUES (:article, :title, :body)
               ON CONFLICT (article) DO UPDATE SET title = :title, body = :body""",
            {"article": article, "title": title, "body": body},
        )

    def done(self, article: int, version: int) -> None:
        """This text version has been looked at, whatever came of it. Call inside `tx()`."""
        self._db.run("UPDATE article SET indexed = :n WHERE id = :id", {"id": article, "n": version})

    def waiting(self) -> int:
        """Articles whose newest text is not in the index yet."""
        return self._db.count("SELECT count(*) FROM article WHERE indexed <> text_version")

    def find(self, asked: Query, wanted: Wanted, order: Order, limit: int) -> tuple[int, list[Hit]]:
        """How many articles answer, and the first of them."""
        expression = _expression(asked, title=wanted.title)
        beside = json.dumps(list(self._beside(asked, expression, wanted)))
        values: dict[str, Value] = {"asked": expression, "beside": beside}
        narrowed = " AND ".join(["1", *_conditions(wanted, values)])
        tables = """(SELECT rowid AS id, bm25(folded_fts, 4.0, 1.0) AS rank FROM folded_fts
                        WHERE folded_fts MATCH :asked
                      UNION ALL
                      SELECT value ->> 0, value ->> 1 FROM json_each(:beside)) found
                     JOIN article a ON a.id = found.id"""
        total = self._db.count(f"SELECT count(*) FROM {tables} WHERE {narrowed}", values)  # noqa: S608 (placeholders)
        rows = self._db.rows(
            f"""SELECT a.id, a.url, a.feed, a.language, {MOMENT} AS moment, t.title, t.body, s.story, s.copy_of
                FROM {tables}
                JOIN text_version t ON t.article = a.id AND t.n = a.text_version
                LEFT JOIN story_article s ON s.article = a.id
                WHERE {narrowed} ORDER BY {_ORDERS[order]} LIMIT :limit""",  # noqa: S608 (placeholders, fixed orders)
            {**values, "limit": limit},
        )
        return total, [
            Hit(row["id"], row["title"], row["body"], row["url"], row["feed"] or "", row["language"], row["moment"],
                row["story"], row["copy_of"])
            for row in rows
        ]  # fmt: skip

    def without_copy(self) -> int:
        """Articles that a search goes through one by one."""
        return self._db.count(f"SELECT count(*) FROM article a WHERE {_NO_COPY}")  # noqa: S608 (a fixed condition)

    def _beside(self, asked: Query, expression: str, wanted: Wanted) -> Iterator[tuple[int, float]]:
        """Of texts without a copy those that answer, each with its rank among its like.

        The few that hold all the words, wherever, are put into an index of their own, which then says which answer.
        """
        values: dict[str, Value] = {}
        narrowed = " AND ".join([_NO_COPY, *_conditions(wanted, values)])
        groups = [[parts(term) for term in group] for group in asked.wanted]
        with closing(sqlite3.connect(":memory:")) as own:
            own.execute(_ASIDE)
            for row in self._db.stream(
                f"""SELECT a.id, t.title, t.body FROM article a
                    JOIN text_version t ON t.article = a.id AND t.n = a.text_version WHERE {narrowed}""",  # noqa: S608 (placeholders)
                values,
            ):
                number, title, body = row[0], folded(row[1]), folded(row[2])
                if all(any(all(part in title or part in body for part in term) for term in group) for group in groups):
                    own.execute("INSERT INTO aside (rowid, title, body) VALUES (?, ?, ?)", (number, title, body))
            yield from own.execute("SELECT rowid, bm25(aside, 4.0, 1.0) FROM aside WHERE aside MATCH ?", (expression,))


_NO_COPY = "NOT EXISTS (SELECT 1 FROM folded f WHERE f.article = a.id)"


def _conditions(wanted: Wanted, values: dict[str, Value]) -> list[str]:
    found = []
    if wanted.since is not None:
        values["since"] = wanted.since
        found.append(f"{MOMENT} >= :since")
    if wanted.until is not None:
        values["until"] = wanted.until
        found.append(f"{MOMENT} < :until")
    for column, chosen in (("a.language", wanted.languages or None), ("a.feed", wanted.feeds)):
        if chosen is not None:
            named = {f"{column[2:]}{n}": value for n, value in enumerate(chosen)}
            values.update(named)
            found.append(f"{column} IN ({', '.join(f':{name}' for name in named)})")
    if wanted.rule:
        values["rule"] = wanted.rule
        found.append("EXISTS (SELECT 1 FROM rule_match m WHERE m.article = a.id AND m.rule = :rule)")
    elif wanted.matching:
        found.append("EXISTS (SELECT 1 FROM rule_match m WHERE m.article = a.id)")
    return found


def _expression(asked: Query, *, title: bool) -> str:
    """In the index's own language, every word in quotation marks, so that nothing typed is taken for an operator."""
    wanted = " AND ".join(f"({' OR '.join(map(_term, group))})" for group in asked.wanted)
    whole = f"({wanted}) NOT ({' OR '.join(map(_term, asked.excluded))})" if asked.excluded else f"({wanted})"
    return f"{{title}} : ({whole})" if title else whole


def _term(term: Term) -> str:
    return f'"{" ".join(term.words)}"' + ("*" if term.open else "")
