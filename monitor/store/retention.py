"""Retention: what nobody will ask for again goes, in slices so small that nothing waits for them.

Every table, and how long its rows stay (`monitor/config/service.py` has the settings, docs/operators.md the words):

    fetch_outcome, request, request_rule, recheck, run   `polls` (90 days) after they ended; of polls that brought
                                                         nothing the sum of a day, the current one in the feed's row
    text_version.body, folded.body, mention, miss        `unmatched_text` (90 days), of articles that match no rule and
                                                         that nobody was told of; the newest title stays to search by
    article_key                                          `seen` (400 days) after a feed last listed the item
    article with its sighting, revision, text_version,   with its last key, where it matches nothing, was told to
      footprint, correction, folded                      nobody, stands in no story, and no line or answer names it
    footprint                                            the days that a story may grow (pipeline/grouping.py)
    document, trouble, role, sweep, poll_count           one row each, replaced
    rule_match, evidence, dealing, event, figure, quote, for ever: what the monitor was made to find; replaced when an
      promise, and the text they were read of            article is judged again
    told, digest, body, message, attempt, digest_line,   for ever: who was told what, when and why
      alarm, subscription
    story, story_article, story_revision, story_merge,   for ever: a story's number stays good
      story_split
    mark, mute, rule_text, ruleset, ruleset_run,         for ever: few, and each explains something
      restored, feed

Imported articles stay whole with their keys: they are the archive, and nobody could fetch them again.
"""

from __future__ import annotations

from dataclasses import dataclass

from monitor.store.connection import Connection, Value

ROWS = 200  # of one slice at most
STAGES = ("polls", "requests", "runs", "rechecks", "articles")
_OLD = {
    "polls": ("DELETE FROM fetch_outcome WHERE id IN (SELECT id FROM fetch_outcome WHERE at < :polls LIMIT :limit)",),
    "requests": (
        """DELETE FROM request_rule WHERE request IN
             (SELECT id FROM request WHERE state <> 'due' AND done < :polls ORDER BY id LIMIT :limit)""",
        """DELETE FROM request WHERE id IN
             (SELECT id FROM request WHERE state <> 'due' AND done < :polls ORDER BY id LIMIT :limit)""",
    ),
    "runs": ("DELETE FROM run WHERE owner IN (SELECT owner FROM run WHERE ended < :polls LIMIT :limit)",),
    "rechecks": (
        """DELETE FROM recheck WHERE article IN
             (SELECT article FROM recheck WHERE due IS NULL AND owner IS NULL AND at < :polls LIMIT :limit)""",
    ),
}  # fmt: skip
_HANGING = (  # what goes with an article, children first
    "sighting", "revision", "text_version", "mention", "miss", "folded", "footprint", "correction", "recheck",
)  # fmt: skip
_NAMING = (  # a row of these keeps an article whole
    "article_key", "rule_match", "told", "story_article", "story_revision", "story_split", "digest_line", "mark",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bounds:
    """What ended, was stored or was listed before these moments may go. UTC seconds."""

    polls: int
    text: int
    seen: int


@dataclass(frozen=True, slots=True)
class Sweep:
    """How far the last pass has come: its stage ("" = none is under way), and the last article it looked at."""

    stage: str
    cursor: int
    began: int
    ended: int


class Retention:
    """A pass goes through all stages in slices; where it stands is a row, so that a kill costs at most a slice."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def state(self) -> Sweep:
        """Where the pass stands."""
        row = self._db.one("SELECT stage, cursor, began, ended FROM sweep WHERE name = 'keeping'")
        assert row is not None
        return Sweep(row["stage"], row["cursor"], row["began"], row["ended"])

    def begin(self, now: int) -> None:
        """A new pass. Call inside `tx()`."""
        self._put(Sweep(STAGES[0], 0, now, self.state().ended))

    def wait(self, now: int) -> None:
        """No pass yet, though one is due since long: as of now its clock is watched. Call inside `tx()`."""
        at = self.state()
        self._put(Sweep("", 0, now, at.ended))

    def step(self, bounds: Bounds, now: int, limit: int = ROWS) -> Sweep:
        """One slice of the pass under way, of `limit` rows at most; where it stands then. Call inside `tx()`."""
        at = self.state()
        if at.stage in _OLD:
            values: dict[str, Value] = {"polls": bounds.polls, "limit": limit}
            gone = [self._db.run(sql, values) for sql in _OLD[at.stage]]
            if gone[-1] < limit:
                at = Sweep(STAGES[STAGES.index(at.stage) + 1], 0, at.began, at.ended)
        elif at.stage:
            cursor = self._articles(at.cursor, bounds, limit)
            at = Sweep("", 0, at.began, now) if cursor is None else Sweep(at.stage, cursor, at.began, at.ended)
        self._put(at)
        return at

    def sweep(self, bounds: Bounds, now: int) -> None:
        """A whole pass at once. Call inside `tx()`."""
        self.begin(now)
        while self.step(bounds, now).stage:
            pass

    def _put(self, at: Sweep) -> None:
        self._db.run(
            "UPDATE sweep SET stage = :stage, cursor = :cursor, began = :began, ended = :ended WHERE name = 'keeping'",
            {"stage": at.stage, "cursor": at.cursor, "began": at.began, "ended": at.ended},
        )

    # -- articles

    def _articles(self, after: int, bounds: Bounds, limit: int) -> int | None:
        """Those after this number that are old enough; the number of the last one, None = there are no more."""
        rows = self._db.rows(
            """SELECT id, first_seen FROM article WHERE id > :after AND imported = '' ORDER BY id LIMIT :limit""",
            {"after": after, "limit": limit},
        )
        if not rows:
            return None
        first, last = rows[0]["id"], rows[-1]["id"]
        if any(row["first_seen"] < max(bounds.text, bounds.seen) for row in rows):
            span: dict[str, Value] = {"first": first, "last": last, "text": bounds.text, "seen": bounds.seen}
            self._empty(span)
            self._forget_keys(span)
            self._forget(span)
        # Numbers follow the order of arrival, but for a clock that was set back: the rest is as young, or nearly.
        done = len(rows) < limit or min(row["first_seen"] for row in rows) >= max(bounds.text, bounds.seen)
        return None if done else int(last)

    def _empty(self, span: dict[str, Value]) -> None:
        """Old texts of what never mattered, what was found in them, and their copy in the index.

        Rows are taken out and put back without their text: one that is emptied in place keeps its page to itself, so
        that half of the room would never come free.
        """
        unmatched = _unmatched("t.article")
        found = self._db.rows(
            f"""SELECT * FROM text_version t
                WHERE t.article BETWEEN :first AND :last AND t.at < :text AND t.body <> '' AND {unmatched}""",  # noqa: S608 (constants)
            span,
        )
        if found:
            self._put_back("text_version", ("article", "n"), [{**dict(row), "body": "", "notes": ""} for row in found])
            self._strip(sorted({row["article"] for row in found}))

    def _strip(self, articles: list[int]) -> None:
        """Of those whose newest text has gone."""
        copies = []
        for article in articles:
            values: dict[str, Value] = {"id": article}
            if self._db.one(
                """SELECT 1 FROM article a JOIN text_version t ON t.article = a.id AND t.n = a.text_version
                   WHERE a.id = :id AND t.body <> ''""",
                values,
            ):
                continue  # the newest text is young yet
            self._db.run("DELETE FROM mention WHERE article = :id", values)
            self._db.run("DELETE FROM miss WHERE article = :id", values)
            copies += self._db.rows("SELECT article, title FROM folded WHERE article = :id AND body <> ''", values)
        self._put_back("folded", ("article",), [{**dict(row), "body": ""} for row in copies])

    def _put_back(self, table: str, key: tuple[str, ...], rows: list[dict[str, Value]]) -> None:
        """These rows in the place of those of the same key."""
        if not rows:
            return
        same = " AND ".join(f"{column} = :{column}" for column in key)
        keys = [{column: row[column] for column in key} for row in rows]
        self._db.run_many(f"DELETE FROM {table} WHERE {same}", keys)  # noqa: S608 (fixed names)
        columns = list(rows[0])
        named = ", ".join(f":{column}" for column in columns)
        self._db.run_many(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({named})", rows)  # noqa: S608 (fixed names)

    def _forget_keys(self, span: dict[str, Value]) -> None:
        self._db.run(
            """DELETE FROM article_key WHERE article BETWEEN :first AND :last AND last_listed < :seen
               AND NOT EXISTS (SELECT 1 FROM article a WHERE a.id = article_key.article AND a.imported <> '')""",
            span,
        )

    def _forget(self, span: dict[str, Value]) -> None:
        """Whole articles that nothing and nobody names any more."""
        unnamed = " AND ".join(f"NOT EXISTS (SELECT 1 FROM {each} x WHERE x.article = a.id)" for each in _NAMING)  # noqa: S608
        rows = self._db.rows(
            f"""SELECT a.id FROM article a
                WHERE a.id BETWEEN :first AND :last AND a.imported = '' AND a.first_seen < :seen
                  AND a.judge_due = 0 AND a.group_due = 0 AND a.asked_by IS NULL
                  AND NOT EXISTS (SELECT 1 FROM sighting s WHERE s.article = a.id AND s.last_listed >= :seen)
                  AND NOT EXISTS (SELECT 1 FROM text_version t WHERE t.article = a.id AND t.body <> '')
                  AND {unnamed}""",  # noqa: S608 (constants)
            span,
        )
        gone = [{"id": row["id"]} for row in rows]
        for table in _HANGING:
            self._db.run_many(f"DELETE FROM {table} WHERE article = :id", gone)  # noqa: S608 (constants)
        self._db.run_many("DELETE FROM article WHERE id = :id", gone)


def _unmatched(article: str) -> str:
    """SQL: no rule matches it, nobody was told of it, and it was not imported."""
    return f"""NOT EXISTS (SELECT 1 FROM rule_match m WHERE m.article = {article})
               AND NOT EXISTS (SELECT 1 FROM told d WHERE d.article = {article})
               AND NOT EXISTS (SELECT 1 FROM article a WHERE a.id = {article} AND a.imported <> '')"""  # noqa: S608
