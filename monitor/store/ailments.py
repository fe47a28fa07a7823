"""Which feeds something may have to be said of, without looking at those that are well.

A feed that is well costs nothing here, however many there are: partial indexes (m007) hold those in trouble and those
that missed something, and what was polled since the last question is remembered (store/polls.py). Only `silent` and
`quiet` go through all of them. What is answered is a little too much, never too little: `monitor.poll.silence` decides.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from monitor.model.limits import Limits
from monitor.store.connection import Connection, Value

_DEAD = "f.problem_since IS NOT NULL AND (f.stopped = 1 OR f.problem_since <= :dead)"
_MISSED = "f.missed_at IS NOT NULL AND f.missed_at >= :gap"
_HEARD = """CASE WHEN f.first_polled IS NULL OR f.last_new > f.first_polled THEN f.last_new
                 ELSE min(coalesce(f.newest, f.last_new), f.last_new) END"""
# Necessary for `monitor.poll.silence`, which also leaves out rest days: these make a silence shorter, never longer.
_QUIET = f"""f.problem = '' AND f.stopped = 0 AND f.rhythm IS NOT NULL AND f.last_new IS NOT NULL
    AND f.last_ok - {_HEARD} >= max(:silent, 2 * coalesce(f.pause, 0), min(:rhythms * f.rhythm, :slow))"""


def _untold(kind: str, since: str, *, again: str = "") -> str:
    """No alarm of this kind has been raised for this feed since then, or it is due again."""
    later = f" AND a.at > :now - {again}" if again else ""
    return f"""NOT EXISTS (SELECT 1 FROM alarm a WHERE a.cause = '{kind} ' || f.id
                           AND a.at >= {since} AND a.at <= :now{later})"""  # noqa: S608 (fixed text)


_SAY_DEAD = f"""({_DEAD} AND CASE f.stopped WHEN 1 THEN {_untold("feed-gone", "f.problem_since")}
                 ELSE {_untold("feed-dead", "f.problem_since", again=":again")} END)"""
_SAY_MISSED = f"({_MISSED} AND {_untold('feed-missed', 'f.missed_at')})"
_SAY_QUIET = f"({_QUIET} AND {_untold('feed-silent', _HEARD)})"


@dataclass(frozen=True, slots=True)
class Asked:
    """As of when it is asked, and what counts: `gap` is how long a missed document is worth a word, in seconds."""

    now: int
    limits: Limits
    gap: int = 0

    def values(self) -> dict[str, Value]:
        """As parameters."""
        limits = self.limits
        return {
            "now": self.now, "dead": self.now - limits.feed_dead, "again": limits.alarm_again,
            "gap": self.now - self.gap, "silent": limits.silent_feed, "rhythms": limits.silent_rhythms,
            "slow": limits.silent_slow,
        }  # fmt: skip


class Ailments:
    """The feed and alarm tables; reads only."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def polled(self, feeds: Sequence[str], asked: Asked) -> list[str]:
        """Those of these feeds of which the operator may have to hear, for whatever reason."""
        if not feeds:
            return []
        return self._ids(
            f"""SELECT f.id FROM json_each(:feeds) e CROSS JOIN feed f ON f.id = e.value
                WHERE f.enabled = 1 AND ({_SAY_DEAD} OR {_SAY_MISSED} OR {_SAY_QUIET})""",  # noqa: S608 (fixed text)
            {**asked.values(), "feeds": json.dumps(feeds)},
        )

    def failing(self, asked: Asked) -> list[str]:
        """Feeds that are gone, dead or have missed something, of which the operator may have to hear."""
        return self._ids(
            f"""SELECT f.id FROM feed f WHERE f.enabled = 1 AND {_SAY_DEAD}
                UNION SELECT f.id FROM feed f WHERE f.enabled = 1 AND {_SAY_MISSED}""",  # noqa: S608 (fixed text)
            asked.values(),
        )

    def next_dead(self, asked: Asked) -> int | None:
        """When the next feed in trouble will have been so for too long, or is to be told again; None = none is."""
        row = self._db.one(
            """SELECT min(at) AS at FROM (
                 SELECT min(problem_since) + :long AS at FROM feed
                   WHERE problem_since IS NOT NULL AND problem_since > :dead AND enabled = 1
                 UNION ALL SELECT min(at) + :again FROM alarm WHERE kind = 'feed-dead' AND at > :now - :again)""",
            {**asked.values(), "long": asked.limits.feed_dead},
        )
        return None if row is None or row["at"] is None else int(row["at"])

    def silent(self, asked: Asked) -> list[str]:
        """Feeds that may be silent, of which the operator may have to hear; goes through all feeds."""
        return self._ids(f"SELECT f.id FROM feed f WHERE f.enabled = 1 AND {_SAY_QUIET}", asked.values())  # noqa: S608 (fixed text)

    def quiet(self, asked: Asked) -> list[str]:
        """Feeds that may be silent, whoever has heard of it; goes through all feeds."""
        return self._ids(f"SELECT f.id FROM feed f WHERE f.enabled = 1 AND {_QUIET}", asked.values())  # noqa: S608 (fixed text)

    def missed(self, since: int, until: int) -> list[str]:
        """Feeds whose last gap was found in this time."""
        return self._ids(
            """SELECT f.id FROM feed f
               WHERE f.enabled = 1 AND f.missed_at IS NOT NULL AND f.missed_at > :since AND f.missed_at <= :until""",
            {"since": since, "until": until},
        )

    def _ids(self, sql: str, values: dict[str, Value]) -> list[str]:
        return sorted(row["id"] for row in self._db.rows(sql, values))
