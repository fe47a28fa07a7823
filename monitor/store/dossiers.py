"""What stands round one article: whose text it has, which story it is in, who was told and whether it came."""

from __future__ import annotations

from collections.abc import Mapping

from monitor.store.connection import Connection, Row, Value

_QUESTIONS = {
    "original": """SELECT a.id, a.title, a.feed, f.outlet, a.first_seen FROM story_article s
                   JOIN article a ON a.id = s.copy_of LEFT JOIN feed f ON f.id = a.feed WHERE s.article = :id""",
    "edition": """SELECT a.id, a.title, a.feed, f.outlet, a.first_seen FROM story_article s
                  JOIN article a ON a.id = s.edition_of LEFT JOIN feed f ON f.id = a.feed WHERE s.article = :id""",
    "copies": """SELECT a.id, a.title, a.feed, f.outlet, a.first_seen FROM story_article s
                 JOIN article a ON a.id = s.article LEFT JOIN feed f ON f.id = a.feed
                 WHERE s.copy_of = :id ORDER BY a.first_seen, a.id""",
    "editions": """SELECT a.id, a.title, a.feed, f.outlet, a.first_seen FROM story_article s
                   JOIN article a ON a.id = s.article LEFT JOIN feed f ON f.id = a.feed
                   WHERE s.edition_of = :id ORDER BY a.first_seen, a.id""",
    "story": """SELECT o.id, o.headline, s.reason, s.sub,
                       (SELECT count(*) FROM story_article m WHERE m.story = o.id) AS members
                FROM story_article s JOIN story o ON o.id = s.story WHERE s.article = :id""",
    "brought": "SELECT n, at, what FROM story_revision WHERE article = :id ORDER BY at, n",
    "told": """SELECT t.subscription, t.revision, d.period, d.kind, d.composed,
                      (SELECT count(*) FROM message m WHERE m.digest = d.id) AS messages,
                      (SELECT count(*) FROM message m WHERE m.digest = d.id AND m.state = 'sent') AS sent
               FROM told t JOIN digest d ON d.id = t.digest WHERE t.article = :id ORDER BY d.composed, d.id""",
    "ruleset": """SELECT r.version, r.first_used,
                         (SELECT count(*) FROM ruleset n WHERE n.first_used > r.first_used) AS later
                  FROM ruleset r WHERE r.version = (SELECT judged_by FROM article WHERE id = :id)""",
}  # fmt: skip


class Dossiers:
    """Reads articles with their copies, stories, revisions and messages; writes nothing."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def of(self, article: int) -> Mapping[str, list[Row]]:
        """Rows by what they tell: original, edition, copies, editions, story, brought, told, ruleset."""
        values: dict[str, Value] = {"id": article}
        return {name: self._db.rows(sql, values) for name, sql in _QUESTIONS.items()}
