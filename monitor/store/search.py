"""Search over the folded copy of every article's newest text."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from monitor.store.archive import MOMENT
from monitor.store.connection import Connection, Value
from monitor.text.query import Query, Term

Order = Literal["newest", "oldest", "best"]
_ORDERS: dict[Order, str] = {
    "newest": "moment DESC, a.id DESC",
    "oldest": "moment, a.id",
    "best": "bm25(folded_fts, 4.0, 1.0), a.id DESC",  # a word in the title says four times as much
}


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
        """Articles whose newest text is not in the index yet, the newest first."""
        rows = self._db.rows(
            """SELECT a.id, a.text_version, t.title, t.body FROM article a
               JOIN text_version t ON t.article = a.id AND t.n = a.text_version
               WHERE a.indexed <> a.text_version ORDER BY a.id DESC LIMIT :limit""",
            {"limit": limit},
        )
        return [Stale(row["id"], row["text_version"], row["title"], row["body"]) for row in rows]

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
        values: dict[str, Value] = {"asked": _expression(asked, title=wanted.title)}
        narrowed = " AND ".join(["folded_fts MATCH :asked", *_conditions(wanted, values)])
        tables = "folded_fts JOIN article a ON a.id = folded_fts.rowid"
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
