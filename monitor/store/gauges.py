"""Questions about how the service does, asked often: each by an index, or over a table of few rows."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.store.connection import Connection


@dataclass(frozen=True, slots=True)
class Cycle:
    """Of the feeds that are asked at all: those asked since a moment, how many of these answered at their last poll.

    `overdue` are due and were forgotten; `feeds` are all of them, `failing` those whose last poll went wrong.
    """

    asked: int
    answered: int
    overdue: int
    feeds: int = 0
    failing: int = 0


class Gauges:
    """Reads only."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def cycle(self, since: int, late: int, now: int) -> Cycle:
        """Feeds asked after `since`; those due at `late` already and in nobody's hands are overdue."""
        row = self._db.one(
            """SELECT total(last_try > :since) AS asked, total(last_try > :since AND problem = '') AS answered,
                      total(next_due <= :late AND (owner IS NULL OR until <= :now)) AS overdue,
                      count(*) AS feeds, total(problem <> '') AS failing
               FROM feed WHERE enabled = 1 AND stopped = 0""",
            {"since": since, "late": late, "now": now},
        )
        names = ("asked", "answered", "overdue", "feeds", "failing")
        return Cycle(*(int(row[name]) for name in names)) if row else Cycle(0, 0, 0)
