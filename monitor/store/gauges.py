"""Questions about how the service does, asked often: each by an index, or over a table of few rows.

What only grows is counted from where the last look ended, so that a look costs what has happened since, whatever the
store holds. `Tally` remembers that place; each asker has its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from monitor.store.connection import Connection, Row
from monitor.store.sendings import UNREPEATED

DELAYS = (60, 300, 900, 1800, 3600, 7200, 21600, 86400)  # seconds, the upper bounds of the classes of delays
AT_ONCE = 20_000  # rows that one look counts; the rest is counted by the next
MOST_SENT = 500  # attempts of them, each with all articles of its digest


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


@dataclass(slots=True)
class Delays:
    """A histogram: how many in each class of DELAYS (not added up), with those above all of them last; their sum."""

    counts: list[int] = field(default_factory=lambda: [0] * (len(DELAYS) + 1))
    total: int = 0  # seconds

    def add(self, row: Row | None) -> None:
        """What `_classes` found."""
        if row is not None and row["n"]:
            self.counts = [count + int(row[f"c{number}"]) for number, count in enumerate(self.counts)]
            self.total += int(row["total"])


@dataclass(slots=True)
class Tally:
    """What was counted so far, from the moment it was begun."""

    article: int = 0  # the last row of each table that was counted
    attempt: int = 0
    open: tuple[int, ...] = ()  # attempts without an answer yet
    counted: Mapping[str, int] = field(default_factory=dict)  # polls that there had been by kind
    polls: Counter[str] = field(default_factory=Counter)
    articles: Counter[str] = field(default_factory=Counter)
    deliveries: Counter[str] = field(default_factory=Counter)
    stored: Delays = field(default_factory=Delays)  # from publication
    delivered: Delays = field(default_factory=Delays)  # from the store


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

    def last_ok(self) -> int | None:
        """When any feed last answered well; None = none ever did."""
        row = self._db.one("SELECT max(last_ok) AS at FROM feed WHERE enabled = 1")
        return None if row is None or row["at"] is None else int(row["at"])

    def begin(self) -> Tally:
        """A tally that counts what happens from now on."""
        last = {
            table: self._db.count(f"SELECT max(id) FROM {table}")  # noqa: S608 (fixed names)
            for table in ("article", "attempt")
        }
        return Tally(last["article"], last["attempt"], counted=self._poll_counts())

    def count(self, tally: Tally) -> None:
        """What has happened since the last look, into `tally`."""
        self._polls(tally)
        self._articles(tally)
        self._attempts(tally)

    def _polls(self, tally: Tally) -> None:
        found = self._poll_counts()
        for kind, polls in found.items():
            tally.polls[kind] += polls - tally.counted.get(kind, 0)
        tally.counted = found

    def _poll_counts(self) -> dict[str, int]:
        return {row["kind"]: row["polls"] for row in self._db.rows("SELECT kind, polls FROM poll_count")}

    def _articles(self, tally: Tally) -> None:
        values = {"after": tally.article, "limit": AT_ONCE}
        fresh = "SELECT * FROM article WHERE id > :after ORDER BY id LIMIT :limit"
        tally.stored.add(
            self._db.one(
                f"""SELECT {_classes("first_seen - dated")}
                    FROM ({fresh}) WHERE fresh = 1 AND imported = '' AND dated IS NOT NULL""",  # noqa: S608 (fixed)
                values,
            )
        )
        for row in self._db.rows(
            f"""SELECT CASE imported WHEN '' THEN 'feed' ELSE 'import' END AS origin, count(*) AS n, max(id) AS last
                FROM ({fresh}) GROUP BY origin""",  # noqa: S608 (fixed)
            values,
        ):
            tally.articles[row["origin"]] += row["n"]
            tally.article = max(tally.article, row["last"])

    def _attempts(self, tally: Tally) -> None:
        before = " OR ".join(["id > :after", *(f"id = {int(number)}" for number in tally.open)])
        rows = self._db.rows(
            f"SELECT id, outcome, ended FROM attempt WHERE {before} ORDER BY id LIMIT :limit",  # noqa: S608 (numbers)
            {"after": tally.attempt, "limit": MOST_SENT},
        )
        tally.open = tuple(row["id"] for row in rows if row["ended"] is None)[-MOST_SENT // 2 :]
        tally.attempt = max([tally.attempt, *(row["id"] for row in rows)])
        tally.deliveries.update(row["outcome"] for row in rows if row["ended"] is not None)
        sent = [row["id"] for row in rows if row["outcome"] == "sent"]
        if sent:
            tally.delivered.add(
                self._db.one(
                    f"""SELECT {_classes("x.ended - a.first_seen")}
                        FROM attempt x JOIN message m ON m.id = x.message JOIN told t ON t.digest = m.digest
                             JOIN article a ON a.id = t.article
                        WHERE x.id IN ({", ".join(map(str, sent))}) AND m.part = 1 AND a.imported = ''""",  # noqa: S608
                )
            )

    def queues(self, now: int) -> Mapping[str, int]:
        """How many of each wait."""
        count = self._db.count
        return {
            "feeds": count("SELECT count(*) FROM feed WHERE enabled = 1 AND stopped = 0 AND next_due <= :now",
                           {"now": now}),
            "pages": count("SELECT count(*) FROM article WHERE page = 'wanted'"),
            "judging": count("SELECT count(*) FROM article WHERE judge_due > 0"),
            "grouping": count("SELECT count(*) FROM article WHERE group_due > 0"),
            "messages": count("SELECT count(*) FROM message WHERE state = 'due'"),
            "sending": count("SELECT count(*) FROM message WHERE state = 'due' AND owner IS NOT NULL"),
            "requests": count("SELECT count(*) FROM request WHERE state = 'due'"),
        }  # fmt: skip

    def oldest_message(self) -> int | None:
        """When the oldest message that still waits was composed."""
        row = self._db.one(
            "SELECT min(d.composed) AS at FROM message m JOIN digest d ON d.id = m.digest WHERE m.state = 'due'"
        )
        return None if row is None or row["at"] is None else int(row["at"])

    def dead(self) -> int:
        """Messages given up and not sent again since."""
        return self._db.count(f"SELECT count(*) FROM message m WHERE m.state = 'dead' AND {UNREPEATED}")  # noqa: S608

    def set_aside(self) -> int:
        """Articles that could not be worked on."""
        return self._db.count("SELECT count(*) FROM article WHERE set_aside <> ''")

    def matches(self) -> Sequence[tuple[str, int]]:
        """How many stored articles match each rule, most first."""
        rows = self._db.rows("SELECT rule, count(*) AS n FROM rule_match GROUP BY rule ORDER BY n DESC, rule")
        return [(row["rule"], row["n"]) for row in rows]

    def last_digests(self) -> Mapping[str, int]:
        """When each subscription's last digest was composed; alerts and alarms aside."""
        rows = self._db.rows(
            "SELECT subscription, max(composed) AS at FROM digest WHERE kind = 'daily' GROUP BY subscription"
        )
        return {row["subscription"]: int(row["at"]) for row in rows}


def _classes(delay: str) -> str:
    """SQL that counts rows by class of a delay in seconds; what lies ahead counts as no delay at all."""
    shown = f"max(0, {delay})"
    bounds = [-1, *DELAYS]
    columns = [
        f"total({shown} > {low}{f' AND {shown} <= {bounds[number + 1]}' if number < len(DELAYS) else ''}) AS c{number}"
        for number, low in enumerate(bounds)
    ]
    return f"count(*) AS n, total({shown}) AS total, {', '.join(columns)}"
