"""Questions about mutes: what readers want no more than a line of, since when, until when, and who said so."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.model.message import Mute
from monitor.store.connection import Connection, Row


@dataclass(frozen=True, slots=True)
class KeptMute:
    """A row: its number, whose it is ("" = every subscription's), and the mute with its end, early or not."""

    number: int
    subscription: str
    mute: Mute


class Mutes:
    """The mute table: nothing is deleted, a mute that was ended says when."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def put(self, mute: Mute, subscription: str, now: int) -> int:
        """Keep a mute from now on; `subscription` "" = for all. Returns its number. Call inside `tx()`."""
        row = self._db.one(
            """INSERT INTO mute (subscription, kind, what, until, at, who, why)
               VALUES (:subscription, :kind, :what, :until, :now, :who, :why) RETURNING id""",
            {"subscription": subscription, "kind": mute.kind, "what": mute.what, "until": mute.until, "now": now,
             "who": mute.who, "why": mute.why},
        )  # fmt: skip
        assert row is not None
        return int(row["id"])

    def end(self, number: int, now: int) -> None:
        """It is over, before its time. Call inside `tx()`."""
        self._db.run("UPDATE mute SET ended = :now WHERE id = :id AND ended IS NULL", {"id": number, "now": now})

    def get(self, number: int) -> KeptMute | None:
        """One mute, also one that is over; None = there never was one."""
        row = self._db.one("SELECT * FROM mute WHERE id = :id", {"id": min(number, 2**63 - 1)})
        return _kept(row) if row else None

    def since(self, moment: int, subscription: str | None = None) -> list[KeptMute]:
        """Mutes not yet over at `moment`, of one subscription with those of all, or all there are; oldest first.

        A story that went into another is muted under the number it has today.
        """
        rows = self._db.rows(
            """SELECT m.id, m.subscription, m.kind, m.until, m.at, m.who, m.why, m.ended,
                      coalesce((SELECT s.merged_into FROM story s
                                WHERE m.kind = 'story' AND s.id = CAST(m.what AS INTEGER)), m.what) AS what
               FROM mute m
               WHERE min(m.until, coalesce(m.ended, m.until)) > :moment
                 AND (:subscription IS NULL OR m.subscription IN ('', :subscription))
               ORDER BY m.id""",
            {"moment": moment, "subscription": subscription},
        )
        return [_kept(row) for row in rows]


def _kept(row: Row) -> KeptMute:
    until = row["until"] if row["ended"] is None else min(row["until"], row["ended"])
    mute = Mute(row["kind"], str(row["what"]), until, row["who"], row["why"], row["at"])
    return KeptMute(row["id"], row["subscription"], mute)
