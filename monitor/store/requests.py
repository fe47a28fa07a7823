"""Questions about requests: what commands ask of the river, and what came of it."""

from __future__ import annotations

from monitor.model.request import RequestJob, RequestState
from monitor.store.archive import MOMENT
from monitor.store.connection import Connection

UNCLEAN_ENDS = 3  # a request that was in hand at so many abrupt ends is given up


class Requests:
    """The request and request_rule tables, and article.asked_by."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def put(self, kind: str, payload: str, now: int) -> int:
        """Leave a request; any process may, beside a running river. Returns its number."""
        with self._db.tx():
            row = self._db.one(
                """INSERT INTO request (kind, payload, made, state) VALUES (:kind, :payload, :now, 'due')
                   RETURNING id""",
                {"kind": kind, "payload": payload, "now": now},
            )
        assert row is not None
        return int(row["id"])

    def claim(self, owner: str, now: int, until: int) -> RequestJob | None:
        """The oldest request that is due, now in `owner`'s hands until `until`; None = there is none.

        One that was in hand at three abrupt ends is given up first, with a sentence.
        """
        if not self._db.count("SELECT count(*) FROM request WHERE state = 'due'"):
            return None  # the usual case: asked each round, it must not write
        with self._db.tx():
            self._db.run(
                """UPDATE request SET state = 'failed', payload = '', done = :now,
                          result = 'the monitor ended abruptly each time it worked on this request'
                   WHERE state = 'due' AND owner IS NULL AND tries >= :most""",
                {"now": now, "most": UNCLEAN_ENDS},
            )
            row = self._db.one(
                """UPDATE request SET owner = :owner, until = :until, tries = tries + 1
                   WHERE id = (SELECT id FROM request
                               WHERE state = 'due' AND (owner IS NULL OR owner = :owner OR until <= :now)
                               ORDER BY id LIMIT 1)
                   RETURNING id, kind, payload, position, tries""",
                {"owner": owner, "now": now, "until": until},
            )
        return (
            None if row is None else RequestJob(row["id"], row["kind"], row["payload"], row["position"], row["tries"])
        )

    def advance(self, request: int, position: int, more: int) -> None:
        """A part is carried out and `more` articles wait to be judged for it. Call inside `tx()`."""
        self._db.run(
            """UPDATE request SET position = :position, total = total + :more, tries = 0, owner = NULL, until = NULL
               WHERE id = :id""",
            {"id": request, "position": position, "more": more},
        )

    def finish(self, request: int, result: str, more: int, now: int) -> None:
        """All is carried out; what it asked for need not be kept. Call inside `tx()`."""
        self._db.run(
            """UPDATE request SET state = 'done', payload = '', done = :now, result = :result, total = total + :more,
                      owner = NULL, until = NULL WHERE id = :id""",
            {"id": request, "result": result, "more": more, "now": now},
        )

    def fail(self, request: int, sentence: str, now: int) -> None:
        """It cannot be carried out."""
        self._db.run(
            """UPDATE request SET state = 'failed', payload = '', done = :now, result = :sentence, owner = NULL,
                      until = NULL WHERE id = :id""",
            {"id": request, "sentence": sentence, "now": now},
        )

    def mark(self, request: int, since: int, after: int, limit: int) -> tuple[int, int | None]:
        """The next articles that came out from `since` on are to be judged again, quietly and behind the news.

        Call inside `tx()`. Looks at `limit` articles with numbers above `after`; returns how many were marked, and the
        last number looked at, None = there are no more. What was set aside is tried again; what waits as news keeps its
        place.
        """
        row = self._db.one(
            "SELECT max(id) AS last FROM (SELECT id FROM article WHERE id > :after ORDER BY id LIMIT :limit) AS next",
            {"after": after, "limit": limit},
        )
        last = row["last"] if row else None
        if last is None:
            return 0, None
        span = {"request": request, "since": since, "after": after, "last": last}
        marked = self._db.run(
            f"""UPDATE article AS a SET asked_by = :request,
                       judge_due = CASE WHEN judge_due = 1 AND set_aside = '' THEN 1 ELSE 2 END,
                       set_aside = '', tries = 0, suspect = min(suspect, 2)
                WHERE a.id > :after AND a.id <= :last AND {MOMENT} >= :since AND text_version > 0""",  # noqa: S608 (fixed)
            span,
        )
        return marked, int(last)

    def look(self, request: int) -> RequestState | None:
        """How far a request is; None = it is not known (any more)."""
        row = self._db.one("SELECT * FROM request WHERE id = :id", {"id": request})
        if row is None:
            return None
        waiting = self._db.count(
            "SELECT count(*) FROM article WHERE asked_by = :id AND judge_due > 0 AND set_aside = ''", {"id": request}
        )
        rules = self._db.rows(
            """SELECT rule, gained, lost FROM request_rule WHERE request = :id
               ORDER BY gained + lost DESC, rule""",
            {"id": request},
        )
        return RequestState(
            row["id"], row["state"], row["total"], row["judged"], waiting, row["result"],
            tuple((each["rule"], each["gained"], each["lost"]) for each in rules),
        )  # fmt: skip

    def open(self) -> int:
        """Requests not yet carried out."""
        return self._db.count("SELECT count(*) FROM request WHERE state = 'due'")
