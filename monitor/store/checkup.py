"""Questions about the store itself, for `monitor doctor`: is the file sound, how it grows, what waits too long."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from monitor.clock import SystemClock
from monitor.errors import StoreUnwritable
from monitor.model.limits import DAY
from monitor.store.connection import Connection, Row, address

_STEPS = 200_000  # of SQLite's machine between two looks at the watch: some milliseconds
_SHOWN_FAULTS = 5


@dataclass(frozen=True, slots=True)
class Soundness:
    """What SQLite says of a file: `faults` in its words; `whole` False where patience ended before the last page."""

    faults: tuple[str, ...]
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Unsent:
    """Messages of a digest that wait on one channel for one recipient, since it was composed; UTC seconds."""

    subscription: str
    period: str
    channel: str
    recipient: str
    composed: int
    due: int
    tries: int
    problem: str


def soundness(
    path: Path, *, full: bool, patience: float, tell: Callable[[], None] = lambda: None, fixed: bool = False
) -> Soundness:
    """SQLite's own check of a file whatever its schema, by a connection of its own that writes nothing.

    In short each page and each row's form; `full` also every index against its table, and foreign keys. A short check
    ends after `patience` seconds; `tell` is called now and then while it lasts. `fixed`: nobody writes to it, as to a
    backup. Raises StoreUnwritable where it cannot be opened.
    """
    clock = SystemClock()
    late = clock.stopwatch() + patience

    def watch() -> int:
        tell()
        return int(not full and clock.stopwatch() > late)

    try:
        with closing(
            sqlite3.connect(address(path, "ro" if fixed else "rw", fixed=fixed), uri=True, timeout=patience)
        ) as db:
            db.execute("PRAGMA query_only = ON")
            db.set_progress_handler(watch, _STEPS)
            kind = "integrity_check" if full else "quick_check"
            faults = [str(row[0]) for row in db.execute(f"PRAGMA {kind}({_SHOWN_FAULTS})")]
            faults = [] if faults == ["ok"] else faults
            if full:
                faults += [
                    f"a row of {row[0]} names one of {row[2]} that is not there"
                    for row in db.execute("PRAGMA foreign_key_check").fetchmany(_SHOWN_FAULTS)
                ]
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
            return Soundness((), whole=False)
        raise StoreUnwritable(f"{path} cannot be opened for a look: {error}") from error
    except sqlite3.DatabaseError as error:
        return Soundness((str(error),))
    return Soundness(tuple(faults))


def searches() -> bool:
    """Whether this SQLite has the full-text search FTS5."""
    with closing(sqlite3.connect(":memory:")) as db:
        try:
            db.execute("CREATE VIRTUAL TABLE t USING fts5(a)")
        except sqlite3.OperationalError:
            return False
    return True


def sqlite_version() -> tuple[int, ...]:
    """Such as (3, 45, 1)."""
    return sqlite3.sqlite_version_info


class Checkup:
    """Reads a little of many tables; writes nothing."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def started(self) -> int | None:
        """When the run that has not ended yet began; None = there is none."""
        row = self._db.one("SELECT max(started) AS at FROM run WHERE ended IS NULL")
        return None if row is None or row["at"] is None else int(row["at"])

    def bytes_a_day(self, now: int) -> int:
        """How much the file grows: its bytes for each article it holds, times the articles of a day of the last week.

        What retention takes away again is not taken off, so a store that is older than that grows less.
        """
        size = self._db.count("PRAGMA page_count") * self._db.count("PRAGMA page_size")
        articles = self._db.count("SELECT count(*) FROM article")
        oldest = self._db.count("SELECT min(first_seen) FROM article")
        days = min(7.0, (now - oldest) / DAY)
        if not articles or days < 1:
            return 0
        late = self._db.count("SELECT count(*) FROM article WHERE first_seen >= :since", {"since": now - 7 * DAY})
        return int(size / articles * late / days)

    def unsent(self) -> list[Unsent]:
        """What waits to be sent, one for each digest, channel and recipient, the oldest first."""
        rows = self._db.rows(
            """SELECT d.subscription, d.period, m.channel, m.recipient, d.composed, min(m.due) AS due,
                      max(m.tries) AS tries, max(m.problem) AS problem
               FROM message m JOIN digest d ON d.id = m.digest WHERE m.state = 'due'
               GROUP BY m.digest, m.channel, m.recipient ORDER BY d.composed, m.digest, m.channel, m.recipient"""
        )
        return [Unsent(**dict(row)) for row in rows]

    def newest_digest(self, subscription: str) -> Row | None:
        """The newest daily digest of a subscription: id, period, composed; None = there is none."""
        return self._db.one(
            """SELECT id, period, composed FROM digest WHERE subscription = :id AND kind = 'daily'
               ORDER BY composed DESC, id DESC LIMIT 1""",
            {"id": subscription},
        )

    def pages(self, since: int) -> list[Row]:
        """Of feeds whose pages were asked for since then: feed, how many there were, how many failed, one problem."""
        return self._db.rows(
            """SELECT feed, count(*) AS asked, sum(page_problem <> '') AS failed, max(page_problem) AS problem
               FROM article WHERE first_seen >= :since AND feed IS NOT NULL
                 AND (page IN ('done', 'failed') OR page_problem <> '')
               GROUP BY feed ORDER BY failed DESC, feed""",
            {"since": since},
        )

    def ahead(self, now: int) -> int | None:
        """The latest moment later than `now` at which something is said to have happened; None = there is none."""
        row = self._db.one(
            """SELECT max(at) AS at FROM (SELECT max(last_try) AS at FROM feed UNION ALL
               SELECT max(first_seen) FROM article UNION ALL SELECT max(composed) FROM digest UNION ALL
               SELECT max(started) FROM run)"""
        )
        return int(row["at"]) if row is not None and row["at"] is not None and row["at"] > now else None

    def polls_before(self, moment: int) -> int:
        """Records of polls older than that: housekeeping takes them away."""
        return self._db.count("SELECT count(*) FROM fetch_outcome WHERE at < :moment", {"moment": moment})
