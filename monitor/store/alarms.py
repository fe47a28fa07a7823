"""Questions an alarm asks: what was given up, and which causes whoever runs the monitor was told of already."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from monitor.model.message import OPERATOR
from monitor.store.connection import LARGEST, Connection
from monitor.store.sendings import UNREPEATED


@dataclass(frozen=True, slots=True)
class DeadMessage:
    """A message given up at `at`; `refused`: the other side said never. `problem` is its last answer."""

    digest: int
    subscription: str
    period: str
    channel: str
    recipient: str
    at: int
    refused: bool
    problem: str
    tries: int


class Alarms:
    """The alarm table: one row for each cause and local day; and the dead letters."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def dead(self, since: int) -> list[DeadMessage]:
        """Messages given up since then, oldest first, one for each digest and recipient.

        None of the operator's own, and none that was sent again on purpose: there the new message counts.
        """
        rows = self._db.rows(
            f"""SELECT m.digest, d.subscription, d.period, m.channel, m.recipient, m.tries, a.ended, a.outcome,
                      m.problem
               FROM message m JOIN digest d ON d.id = m.digest
               JOIN attempt a ON a.id = (SELECT max(l.id) FROM attempt l WHERE l.message = m.id)
               WHERE m.state = 'dead' AND d.subscription <> :operator AND a.ended >= :since
                 AND {UNREPEATED}
               ORDER BY a.ended, m.id""",  # noqa: S608 (a constant)
            {"since": since, "operator": OPERATOR},
        )
        found: dict[tuple[int, str, str], DeadMessage] = {}
        for row in rows:
            found.setdefault(
                (row["digest"], row["channel"], row["recipient"]),
                DeadMessage(
                    row["digest"], row["subscription"], row["period"], row["channel"], row["recipient"], row["ended"],
                    row["outcome"] == "permanent", row["problem"], row["tries"],
                ),
            )  # fmt: skip
        return list(found.values())

    def last(self, cause: str, until: int = LARGEST) -> tuple[int, str] | None:
        """When the operator was last told of this cause, and the local day of it; None = never.

        With `until` not what was told after it, by a clock that was ahead.
        """
        row = self._db.one(
            "SELECT at, day FROM alarm WHERE cause = :cause AND at <= :until ORDER BY at DESC LIMIT 1",
            {"cause": cause, "until": until},
        )
        return None if row is None else (int(row["at"]), str(row["day"]))

    def last_of(self, kind: str) -> int | None:
        """When the last alarm of this kind was raised."""
        row = self._db.one("SELECT max(at) AS at FROM alarm WHERE kind = :kind", {"kind": kind})
        return None if row is None or row["at"] is None else int(row["at"])

    def told_on(self, cause: str, day: str) -> bool:
        """Whether the operator was told of this cause on that local day."""
        sql = "SELECT count(*) FROM alarm WHERE cause = :cause AND day = :day"
        return self._db.count(sql, {"cause": cause, "day": day}) > 0

    def keep(self, causes: Iterable[tuple[str, str]], kind: str, digest: int, now: int) -> None:
        """These (cause, local day) are told by this digest. Call inside `tx()`."""
        self._db.run_many(
            """INSERT INTO alarm (cause, day, kind, at, digest) VALUES (:cause, :day, :kind, :now, :digest)
               ON CONFLICT (cause, day) DO NOTHING""",
            [{"cause": cause, "day": day, "kind": kind, "now": now, "digest": digest} for cause, day in causes],
        )
