"""Questions about pages asked for once more: their feed has dropped a told article, or lists a withdrawn one again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from monitor.store.articles import PageJob
from monitor.store.connection import Connection, Value

Why = Literal["absent", "back"]


@dataclass(frozen=True, slots=True)
class Watched:
    """An article that somebody was told of lately, as its feed should still list it.

    `dated`: what the feed said, None = nothing. `gone`: it is taken for withdrawn. `asked`: what it was last asked for
    and when (UTC seconds), "" = never; `waits`: that is still to be done.
    """

    article: int
    keys: frozenset[str]
    dated: int | None
    gone: bool
    asked: str
    asked_at: int
    waits: bool


class Rechecks:
    """The recheck table."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def watched(self, feed: str, since: int) -> list[Watched]:
        """What this feed brought and some digest since then has told."""
        rows = self._db.rows(
            """SELECT a.id, s.dated, v.how, r.why, r.at, r.due,
                      (SELECT group_concat(k.key, char(10)) FROM article_key k WHERE k.article = a.id) AS keys
               FROM article a JOIN sighting s ON s.article = a.id AND s.feed = a.feed
               JOIN text_version v ON v.article = a.id AND v.n = a.text_version
               LEFT JOIN recheck r ON r.article = a.id
               WHERE a.feed = :feed AND a.url <> ''
                 AND a.id IN (SELECT t.article FROM digest d JOIN told t ON t.digest = d.id WHERE d.composed >= :since)
               ORDER BY a.id""",
            {"feed": feed, "since": since},
        )
        return [
            Watched(
                row["id"], frozenset((row["keys"] or "").split("\n")), row["dated"], row["how"] == "gone",
                row["why"] or "", row["at"] or 0, row["due"] is not None,
            )
            for row in rows
        ]  # fmt: skip

    def asked(self, feed: str, since: int) -> int:
        """Of how many articles of this feed the page was asked for since then."""
        values: dict[str, Value] = {"feed": feed, "since": since}
        return self._db.count("SELECT count(*) FROM recheck WHERE feed = :feed AND at >= :since", values)

    def ask(self, article: int, feed: str, why: Why, now: int) -> None:
        """Its page is wanted once more, at once. Inside `tx()`."""
        self._db.run(
            """INSERT INTO recheck (article, feed, why, at, due) VALUES (:article, :feed, :why, :now, :now)
               ON CONFLICT (article) DO UPDATE SET why = :why, at = :now, due = :now, tries = 0, result = ''""",
            {"article": article, "feed": feed, "why": why, "now": now},
        )

    def claim(self, owner: str, now: int, until: int, limit: int) -> list[PageJob]:
        """Due ones, longest overdue first, one of a feed at a time.

        Asked in every round: "+" keeps it to what is due, else every page ever asked for is gone through by feed.
        """
        rows = self._db.rows(
            """UPDATE recheck SET owner = :owner, until = :until
               WHERE article IN (
                 SELECT min(article) FROM recheck r WHERE due <= :now AND (owner IS NULL OR until <= :now)
                   AND NOT EXISTS (SELECT 1 FROM recheck h WHERE h.feed = r.feed AND h.until > :now)
                 GROUP BY +feed ORDER BY min(due) LIMIT :limit)
               RETURNING article, feed, tries, why, (SELECT url FROM article a WHERE a.id = recheck.article) AS url""",
            {"owner": owner, "now": now, "until": until, "limit": max(limit, 0)},
        )
        return [PageJob(row["article"], row["url"], row["feed"], row["tries"], row["why"]) for row in rows]

    def release(self, article: int) -> None:
        """Give back one that was claimed and not asked for."""
        self._db.run("UPDATE recheck SET owner = NULL, until = NULL WHERE article = :id", {"id": article})

    def answered(self, article: int, result: str, again: int | None) -> None:
        """One try more; `again` None = it is done, with this result ("" = all is well). Inside `tx()`."""
        self._db.run(
            """UPDATE recheck SET owner = NULL, until = NULL, tries = tries + 1, due = :again, result = :result
               WHERE article = :id""",
            {"id": article, "result": result, "again": again},
        )

    def next_due(self) -> int | None:
        """When the next is due that nobody holds."""
        row = self._db.one("SELECT min(due) AS due FROM recheck WHERE owner IS NULL")
        return None if row is None or row["due"] is None else int(row["due"])
