"""The trace that polls leave: a row each, or where they brought nothing their sum over a day, and how many there were.

Most polls bring nothing. Of these a person wants to know how many there were and from when to when; a row each would be
the largest table of a store with many feeds. The sum of the current day (UTC) stands in the feed's own row, which a
poll writes anyway; the first such poll of another day makes a row of it.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from operator import attrgetter

from monitor.model.limits import DAY
from monitor.model.source import Same
from monitor.store.connection import Connection, Row
from monitor.store.feedrows import Edited, Outcome

REMEMBERED = 10_000  # feeds polled since somebody asked which
_ROW = ", ".join(Outcome.__slots__)
_INSERT = f"INSERT INTO fetch_outcome ({_ROW}) VALUES ({', '.join('?' for _ in Outcome.__slots__)})"  # noqa: S608 (our own names)
_row_of = attrgetter(*Outcome.__slots__)
_SUM = """quiet_until AS at, CASE WHEN quiet_read THEN 'none' ELSE 'same' END AS kind, quiet_status AS status,
          quiet_bytes AS bytes, quiet_ms AS milliseconds, items, 0 AS new, '' AS sentence, quiet_since AS since,
          quiet_polls AS polls"""  # of a feed's row, in the order of a row of fetch_outcome
_ADD = """quiet_polls = quiet_polls + 1, quiet_since = min(coalesce(quiet_since, {at}), {at}),
          quiet_until = CASE quiet_polls WHEN 0 THEN {at} ELSE max(quiet_until, {at}) END,
          quiet_status = ?{n}, quiet_bytes = quiet_bytes + ?{n1}, quiet_ms = quiet_ms + ?{n2}"""
_RECORD_SAME = f"""UPDATE feed SET etag = ?1, last_modified = ?2, last_full = ?3, polls_since_full = ?4, skew = ?5,
                          last_try = ?6, last_ok = ?6, answer = 'same', errors = 0, problem = '', problem_since = NULL,
                          next_due = max(?7, CASE WHEN next_due > ?8 THEN next_due ELSE 0 END),
                          owner = NULL, until = NULL, {_ADD.format(at="?6", n=11, n1=12, n2=13)}
                   WHERE id = ?9 AND url = ?10 AND enabled = 1"""  # noqa: S608 (fixed text)
_values_of_same = attrgetter(
    "etag", "last_modified", "last_full", "polls_since_full", "skew", "at", "next_due", "was_due", "id", "url"
)
_values_of_quiet = attrgetter("status", "bytes", "milliseconds")


class Polls:
    """The fetch_outcome and poll_count tables, and the columns `quiet_*` of feed."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection
        self._polled: set[str] | None = set()  # since somebody asked; None = too many

    def keep(self, row: Outcome) -> None:
        """One poll, before its feed's state is written. Call inside `tx()`."""
        if brought_nothing(row):
            self._end_days([row])
            self._db.run_rows(
                f"UPDATE feed SET {_ADD.format(at='?1', n=2, n1=3, n2=4)}, quiet_read = quiet_read + ?5 WHERE id = ?6",  # noqa: S608 (fixed text)
                [(row.at, *_values_of_quiet(row), int(row.kind == "none"), row.feed)],
            )
        else:
            self._db.run_rows(_INSERT, [_row_of(row)])
        self._count([row])

    def keep_same(self, polls: Sequence[tuple[Same, Outcome]]) -> None:
        """As `Feeds.record_same`, which says what is promised."""
        rows = [row for _, row in polls]
        self._end_days(rows)
        values = [(*_values_of_same(same), *_values_of_quiet(row)) for same, row in polls]
        if self._db.run_rows(_RECORD_SAME, values) != len(polls):
            raise Edited
        self._count(rows)

    def latest(self, feed: str, limit: int) -> list[Row]:
        """The latest polls of one feed, newest first: those that brought nothing on one day together, by their last."""
        return self._db.rows(
            f"""SELECT * FROM (
                  SELECT * FROM (SELECT id, {_ROW}, since, polls FROM fetch_outcome WHERE feed = :feed
                                 ORDER BY id DESC LIMIT :limit)
                  UNION ALL SELECT NULL, id, {_SUM} FROM feed WHERE id = :feed AND quiet_polls > 0)
                ORDER BY at DESC, id IS NULL DESC, id DESC LIMIT :limit""",  # noqa: S608 (our own names)
            {"feed": feed, "limit": limit},
        )

    def polled(self) -> list[str] | None:
        """The feeds of which this connection has kept a poll since this was last asked; None = they were too many."""
        found, self._polled = self._polled, set()
        return None if found is None else sorted(found)

    def _end_days(self, rows: Iterable[Outcome]) -> None:
        """Sums of other days than these polls are of become rows."""
        days: defaultdict[int, list[str]] = defaultdict(list)
        for row in rows:
            days[row.at // DAY].append(row.feed)
        for day, feeds in days.items():
            ended = self._db.rows(
                """SELECT id FROM feed WHERE id IN (SELECT value FROM json_each(:feeds)) AND quiet_polls > 0
                   AND quiet_since / 86400 <> :day""",
                {"feeds": json.dumps(feeds), "day": day},
            )
            self._end(sorted(row["id"] for row in ended))

    def _end(self, feeds: Sequence[str]) -> None:
        if not feeds:
            return
        ids = [(name,) for name in feeds]
        self._db.run_rows(
            f"INSERT INTO fetch_outcome ({_ROW}, since, polls) SELECT id, {_SUM} FROM feed WHERE id = ?",  # noqa: S608 (our own names)
            ids,
        )
        self._db.run_rows(
            """UPDATE feed SET quiet_polls = 0, quiet_read = 0, quiet_bytes = 0, quiet_ms = 0, quiet_since = NULL
               WHERE id = ?""",
            ids,
        )

    def _count(self, rows: Sequence[Outcome]) -> None:
        self._db.run_rows(
            """INSERT INTO poll_count (kind, polls) VALUES (?, ?)
               ON CONFLICT (kind) DO UPDATE SET polls = polls + excluded.polls""",
            list(Counter(row.kind for row in rows).items()),
        )
        if self._polled is not None:
            self._polled.update(row.feed for row in rows)
            if len(self._polled) > REMEMBERED:
                self._polled = None


def brought_nothing(row: Outcome) -> bool:
    """Whether nothing is to be said of a poll but that it was made."""
    return row.kind in ("same", "none") and not (row.new or row.sentence)
