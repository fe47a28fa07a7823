"""Questions an alert asks: which stories may have news for a reader, what each article brought, what was sent."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from monitor.model.fact import Event, courtesy
from monitor.model.judgement import PRIORITIES, Priority
from monitor.model.kinds import COURTESIES
from monitor.model.message import Brought
from monitor.model.phrase import from_text
from monitor.model.story import News
from monitor.store.connection import Connection, Row, Value
from monitor.store.factrows import unpacked


class Alerts:
    """Reads stories, their revisions and the ledger; writes nothing."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def stories(
        self, subscription: str, rules: Sequence[str], threshold: Priority, since: int, *, choosy: bool = False
    ) -> list[int]:
        """Stories with an untold article, seen since then and wanted, that may be worth an alert.

        It brought weighty news, or reaches the threshold itself. A coarse question, asked often: what it names is
        decided by `digest.alerts`. `choosy`: this reader leaves out outlets or languages, so that a copy or an edition
        may be the first word, and an edition bring what its original did.
        """
        wanted, values = _named("r", rules)
        reaching, levels = _named("p", PRIORITIES[: PRIORITIES.index(threshold) + 1])
        rows = self._db.rows(
            f"""SELECT DISTINCT s.story FROM article a
                JOIN story_article s ON s.article = a.id
                JOIN subscription b ON b.id = :subscription
                WHERE a.first_seen >= :since AND a.first_seen >= b.created AND a.fresh = 1 AND +a.judge_due <> 1
                  AND +a.group_due = 0
                  AND NOT EXISTS (SELECT 1 FROM told t WHERE t.subscription = :subscription AND t.article = a.id
                                    AND t.revision >= a.revision)
                  AND EXISTS (SELECT 1 FROM rule_match m
                              WHERE m.article = a.id AND m.quiet = 0 AND m.rule IN ({wanted}))
                  AND (EXISTS (SELECT 1 FROM story_revision r WHERE r.article = a.id AND r.weight = 2)
                       OR :choosy AND EXISTS (SELECT 1 FROM story_revision r
                                              WHERE r.article = s.edition_of AND r.weight = 2)
                       OR (:choosy OR s.copy_of IS NULL AND s.edition_of IS NULL)
                          AND EXISTS (SELECT 1 FROM rule_match m WHERE m.article = a.id AND m.quiet = 0
                                    AND m.rule IN ({wanted}) AND m.priority IN ({reaching})))
                ORDER BY s.story""",  # noqa: S608 (placeholders)
            {**values, **levels, "subscription": subscription, "since": since, "choosy": int(choosy)},
        )
        return [row["story"] for row in rows]

    def brought(
        self, subscription: str, articles: Collection[int], heirs: Mapping[int, int] | None = None
    ) -> tuple[Brought, ...]:
        """What these articles brought their stories and this subscription was not told with them, in its order.

        Told by article, as everything is: a story merged or split later repeats no sentence and loses none. `heirs`:
        original -> the edition that stands for it with a reader who does not read its language.
        """
        rows = [(article, row) for article in articles for row in self._untold(subscription, article)]
        rows += [
            (heir, row) for original, heir in (heirs or {}).items() for row in self._untold(subscription, original)
        ]
        rows.sort(key=lambda each: (each[1]["at"], each[0], each[1]["n"]))
        return tuple(
            Brought(article, row["at"], News(row["kind"], row["what"], row["weight"], from_text(row["phrases"])))
            for article, row in rows
        )

    def _untold(self, subscription: str, article: int) -> list[Row]:
        """What it brought that was told neither with it nor with an edition of it."""
        return self._db.rows(
            """SELECT r.* FROM story_revision r WHERE r.article = :article
               AND NOT EXISTS (SELECT 1 FROM told t JOIN digest d ON d.id = t.digest
                               WHERE t.subscription = :subscription
                                 AND (t.article = r.article
                                      OR t.article IN (SELECT e.article FROM story_article e
                                                       WHERE e.edition_of = r.article))
                                 AND (t.story = r.story AND t.story_revision >= r.n
                                      OR t.story <> r.story AND d.composed >= r.at))""",
            {"article": article, "subscription": subscription},
        )

    def courtesies(self, articles: Collection[int]) -> frozenset[int]:
        """Those of these articles that tell of a congratulation or condolence and of nothing else."""
        found = set()
        for article in articles:
            rows = self._db.rows("SELECT kind, data FROM event WHERE article = :id ORDER BY n", {"id": article})
            kinds = {row["kind"] for row in rows}
            if kinds & {*COURTESIES} and courtesy([unpacked(Event, row["data"]) for row in rows]):
                found.add(article)
        return frozenset(found)

    def thread(self, subscription: str, story: int) -> int | None:
        """The digest that began the thread of a story's alerts for this subscription: the first that told it alone.

        Of stories merged since it is the older thread; None = there was no such alert.
        """
        row = self._db.one(
            """SELECT coalesce(d.thread, d.id) AS thread FROM story_article s
               CROSS JOIN told t ON t.article = s.article AND t.subscription = :subscription
               JOIN digest d ON d.id = t.digest AND d.kind = 'alert'
               WHERE s.story = :story AND NOT EXISTS (SELECT 1 FROM told o WHERE o.digest = d.id AND o.story <> t.story)
               ORDER BY thread LIMIT 1""",
            {"subscription": subscription, "story": story},
        )
        return None if row is None else int(row["thread"])

    def sent(self, subscription: str, story: int) -> list[int]:
        """When this subscription was alerted of a story, oldest first, UTC seconds."""
        rows = self._db.rows(
            """SELECT DISTINCT d.id, d.composed FROM story_article s
               CROSS JOIN told t ON t.article = s.article AND t.subscription = :subscription
               JOIN digest d ON d.id = t.digest AND d.kind = 'alert'
               WHERE s.story = :story ORDER BY d.composed, d.id""",
            {"subscription": subscription, "story": story},
        )
        return [row["composed"] for row in rows]

    def since_daily(self, subscription: str) -> list[int]:
        """Stories this subscription was alerted of since its last daily digest, in the order in which it was."""
        rows = self._db.rows(
            """SELECT s.story, min(d.id) AS first FROM digest d
               JOIN told t ON t.digest = d.id JOIN story_article s ON s.article = t.article
               WHERE d.subscription = :subscription AND d.kind = 'alert'
                 AND d.id > coalesce((SELECT max(l.id) FROM digest l
                                      WHERE l.subscription = :subscription AND l.kind = 'daily'), 0)
               GROUP BY s.story ORDER BY first, s.story""",
            {"subscription": subscription},
        )
        return [row["story"] for row in rows]

    def count(self, subscription: str, since: int) -> int:
        """How many alerts this subscription was sent since then."""
        return self._db.count(
            """SELECT count(*) FROM digest WHERE subscription = :subscription AND kind = 'alert'
               AND composed >= :since""",
            {"subscription": subscription, "since": since},
        )


def _named(prefix: str, names: Sequence[str]) -> tuple[str, dict[str, Value]]:
    values: dict[str, Value] = {f"{prefix}{n}": name for n, name in enumerate(names)}
    return ", ".join(f":{name}" for name in values) or "''", values
