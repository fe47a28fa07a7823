"""What readers answered to numbered lines of digests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from monitor.store.connection import Connection, Row

Verdict = Literal["wrong", "useful", "skip"]


@dataclass(frozen=True, slots=True)
class Mark:
    """One answer to a line. `fact` is the ledger's name of the figure or quote it shows, "" = the article's own line.

    `rule`: the rule whose file got an example, "" = none did. `done`: what came of it, as a sentence.
    """

    verdict: Verdict
    digest: int | None
    number: str
    story: int
    article: int
    text: str
    fact: str = ""
    rule: str = ""
    done: str = ""
    who: str = ""


class Marks:
    """The mark table. Nothing in the river reads it: a mark changes no digest by itself."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def put(self, mark: Mark, now: int) -> int:
        """Keep an answer; any process may, beside a running river. Returns its number."""
        with self._db.tx():
            row = self._db.one(
                """INSERT INTO mark (at, who, verdict, digest, number, story, article, fact, rule, text, done)
                   VALUES (:now, :who, :verdict, :digest, :number, :story, :article, :fact, :rule, :text, :done)
                   RETURNING id""",
                {"now": now, "who": mark.who, "verdict": mark.verdict, "digest": mark.digest, "number": mark.number,
                 "story": mark.story, "article": mark.article, "fact": mark.fact, "rule": mark.rule,
                 "text": mark.text, "done": mark.done},
            )  # fmt: skip
        assert row is not None
        return int(row["id"])

    def newest(self, limit: int) -> list[Row]:
        """The last answers with the digest each belongs to, newest first."""
        return self._db.rows(
            """SELECT m.*, d.subscription, d.period, d.kind FROM mark m LEFT JOIN digest d ON d.id = m.digest
               ORDER BY m.id DESC LIMIT :limit""",
            {"limit": limit},
        )
