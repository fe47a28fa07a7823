"""Questions of the public files: which articles a rule's file holds, and when one of them last changed."""

from __future__ import annotations

from monitor.store.connection import Connection


class Published:
    """Reads matches and revisions; writes nothing."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def rules(self) -> set[str]:
        """Rules that any article matches."""
        return {row["rule"] for row in self._db.rows("SELECT DISTINCT rule FROM rule_match")}

    def newest(self, rule: str, limit: int) -> list[int]:
        """Articles of feeds that match the rule and were news when they came, the newest first.

        What matches because a person asked for it is not among them, as in a digest.
        """
        rows = self._db.rows(
            """SELECT m.article FROM rule_match m JOIN article a ON a.id = m.article
               JOIN story_article s ON s.article = m.article
               WHERE m.rule = :rule AND m.quiet = 0 AND a.fresh = 1 AND a.imported = '' AND a.judge_due <> 1
               ORDER BY m.article DESC LIMIT :limit""",
            {"rule": rule, "limit": limit},
        )
        return [row["article"] for row in rows]

    def changed(self, article: int) -> tuple[int, str]:
        """When its newest revision was made and what it changed; (0, "") where it is as it was first."""
        row = self._db.one(
            """SELECT r.at, r.what FROM article a JOIN revision r ON r.article = a.id AND r.n = a.revision
               WHERE a.id = :id AND a.revision > 1""",
            {"id": article},
        )
        return (int(row["at"]), str(row["what"])) if row else (0, "")
