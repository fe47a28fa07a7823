"""Questions about priorities that a story may raise: which stories are due, and the matches of their members."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from monitor.model.judgement import Priority
from monitor.store.connection import Connection, Value


@dataclass(frozen=True, slots=True)
class Weighed:
    """A match as it was last weighed; `raised` says what its story adds, "" = nothing."""

    article: int
    rule: str
    priority: Priority
    raised: str


class Priorities:
    """story.due, and rule_match.priority and .raised."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def due(self, now: int, limit: int) -> list[int]:
        """Stories whose members' priorities are to be weighed, the one that has waited longest first."""
        rows = self._db.rows(
            "SELECT id FROM story WHERE due <= :now ORDER BY due, id LIMIT :limit", {"now": now, "limit": limit}
        )
        return [row["id"] for row in rows]

    def next_due(self) -> int | None:
        """When the next story is to be weighed, UTC seconds."""
        row = self._db.one("SELECT min(due) AS due FROM story")
        return None if row is None or row["due"] is None else int(row["due"])

    def settle(self, story: int, due: int | None) -> None:
        """It is weighed, and will be again at that moment, or when its reports change. Inside `tx()`."""
        self._db.run("UPDATE story SET due = :due WHERE id = :story", {"story": story, "due": due})

    def matches(self, story: int, rules: Collection[str]) -> list[Weighed]:
        """Those of these rules among a story's members of which somebody was not told: for the others it is too late.

        By article and rule.
        """
        values: dict[str, Value] = {f"r{n}": rule for n, rule in enumerate(sorted(rules))}
        names = ", ".join(f":{name}" for name in values) or "''"
        rows = self._db.rows(
            f"""SELECT m.article, m.rule, m.priority, m.raised
                FROM story_article s JOIN rule_match m ON m.article = s.article
                WHERE s.story = :story AND m.rule IN ({names})
                  AND EXISTS (SELECT 1 FROM subscription b WHERE b.ended IS NULL
                                AND NOT EXISTS (SELECT 1 FROM told t
                                                WHERE t.article = m.article AND t.subscription = b.id))
                ORDER BY m.article, m.rule""",  # noqa: S608 (placeholders)
            {**values, "story": story},
        )
        return [Weighed(row["article"], row["rule"], row["priority"], row["raised"]) for row in rows]

    def weigh(self, weighed: Weighed) -> None:
        """What it is now. Inside `tx()`."""
        self._db.run(
            "UPDATE rule_match SET priority = :priority, raised = :raised WHERE article = :article AND rule = :rule",
            {"priority": weighed.priority, "raised": weighed.raised, "article": weighed.article, "rule": weighed.rule},
        )
