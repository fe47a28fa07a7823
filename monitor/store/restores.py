"""Questions about restores: what a store that was put back from a backup must know of the time it has no memory of."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from monitor.model.limits import DAY
from monitor.store.connection import Connection

NUMBERED = ("article", "story", "digest")
A_DAY_AT_MOST = {"article": 100_000, "story": 10_000, "digest": 1_000}
MANY_DAYS = 400  # a store that is older, or empty, has nothing that anybody still answers to
MAYBE_SENT = "the store was put back from a backup: it may have been sent meanwhile"
TOO_OLD = (
    "it was still to be sent when the backup was made, days before it was put back, and is not sent by itself: "
    "'monitor resend' sends it"
)


def next_number(table: str) -> str:
    """SQL for the id of a new row: after a restore above every number that was given since the backup, else NULL.

    NULL lets SQLite take the next one. So no number, by which readers answer and messages are known, is given twice.
    """
    assert table in NUMBERED
    return f"(SELECT max(first_{table}) FROM restored WHERE first_{table} > (SELECT coalesce(max(id), 0) FROM {table}))"  # noqa: S608 (a fixed name)


@dataclass(frozen=True, slots=True)
class Restored:
    """The store was put back at `at`; what it holds ends at `until`. UTC seconds."""

    until: int
    at: int


@dataclass(frozen=True, slots=True)
class Known:
    """What could still be read of the store that was replaced: keys of sent messages, and the largest numbers."""

    sent: Collection[str] = ()
    numbers: Mapping[str, int] | None = None


class Restores:
    """The restored table, and what a restore does to the rows it finds."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def last(self) -> Restored | None:
        """The newest restore, None = there never was one."""
        row = self._db.one("SELECT until, at FROM restored ORDER BY at DESC, until DESC LIMIT 1")
        return None if row is None else Restored(row["until"], row["at"])

    def until(self) -> int:
        """The last moment at which this store was written, UTC seconds."""
        moments = (
            "max(at) FROM fetch_outcome", "max(last_try) FROM feed", "max(first_seen) FROM article",
            "max(composed) FROM digest", "max(coalesce(ended, started)) FROM attempt",
            "max(coalesce(ended, started)) FROM run",
        )  # fmt: skip
        return max(self._db.count(f"SELECT {what}") for what in moments)

    def waiting(self) -> list[str]:
        """Keys of the messages that were still to be sent."""
        return [row["key"] for row in self._db.rows("SELECT key FROM message WHERE state = 'due' ORDER BY id")]

    def begin(self, now: int, known: Known, patience: int) -> Restored:
        """This store takes over at `now`, on what is known of the one it replaces. Call inside `tx()`.

        What was still to be sent may have been sent since: it is sent again under its own id, unless the replaced store
        says that it was, or it is older than `patience` seconds. Numbers go on above those that were given meanwhile.
        """
        until = min(self.until(), now)
        days = min((now - until) // DAY, MANY_DAYS) + 2
        first = {
            table: max(self._db.count(f"SELECT max(id) FROM {table}"), (known.numbers or {}).get(table, 0))  # noqa: S608
            + (1 if known.numbers else days * A_DAY_AT_MOST[table])
            for table in NUMBERED
        }
        self._db.run(
            """INSERT INTO restored (at, until, first_article, first_story, first_digest)
               VALUES (:now, :until, :article, :story, :digest)""",
            {"now": now, "until": until, **first},
        )
        self._messages(now, known.sent, patience)
        return Restored(until, now)

    def _messages(self, now: int, sent: Collection[str], patience: int) -> None:
        db = self._db
        for row in db.rows(
            """SELECT m.id, m.key, d.composed FROM message m JOIN digest d ON d.id = m.digest
               WHERE m.state = 'due' ORDER BY m.id"""
        ):
            outcome, detail, state = "unknown", MAYBE_SENT, "due"
            if row["key"] in sent:
                outcome, detail, state = "sent", "sent before the store was put back from a backup", "sent"
            elif row["composed"] < now - patience:
                detail, state = TOO_OLD, "dead"
            values = {"id": row["id"], "now": now, "outcome": outcome, "detail": detail, "state": state}
            db.run(
                """INSERT INTO attempt (message, started, ended, outcome, detail)
                   VALUES (:id, :now, :now, :outcome, :detail)""",
                values,
            )
            db.run(
                """UPDATE message SET state = :state, owner = NULL, until = NULL,
                          problem = CASE :state WHEN 'dead' THEN :detail ELSE problem END WHERE id = :id""",
                values,
            )
