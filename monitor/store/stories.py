"""Questions about stories: what waits to be grouped, which stories are open, who is in them."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.model.story import Assignment
from monitor.store.connection import LARGEST, Connection, Row, Value

LEAD_SENTENCE = 2  # title is sentence 0, the lead ends with the body's second
LEAD_CHARS = 600


@dataclass(frozen=True, slots=True)
class Candidate:
    """What grouping needs to know of one judged article; `story` is the one it is in already, None for a new one."""

    article: int
    title: str
    lead: str
    language: str
    feed: str
    rules: frozenset[str]
    names: frozenset[str]
    spellings: frozenset[str]  # the same names as they stand in title and lead
    dated: int | None
    first_seen: int
    story: int | None
    change: str  # what its newest revision says has changed, "" for an article never edited


class Stories:
    """The story, story_article, story_revision and role tables."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def claim_role(self, name: str, owner: str, now: int, until: int) -> bool:
        """One river at a time groups, one composes; True if it is this one's turn."""
        row = self._db.one(
            """UPDATE role SET owner = :owner, until = :until
               WHERE name = :name AND (owner IS NULL OR owner = :owner OR until <= :now) RETURNING name""",
            {"name": name, "owner": owner, "now": now, "until": until},
        )
        return row is not None

    def ungrouped(self, limit: int) -> list[Candidate]:
        """Matching articles that wait for their story, oldest first."""
        rows = self._db.rows(
            f"{_CANDIDATE} WHERE a.group_due = 1 AND a.set_aside = '' ORDER BY a.id LIMIT :limit",
            {"limit": limit, "chars": LEAD_CHARS},
        )
        return [self._candidate(row) for row in rows]

    def open(self, since: int) -> dict[int, list[Candidate]]:
        """Stories with news since then, with all their members from then on."""
        rows = self._db.rows(
            f"""{_CANDIDATE} JOIN story o ON o.id = s.story
                WHERE o.last >= :since AND o.merged_into IS NULL AND a.first_seen >= :since ORDER BY a.id""",
            {"since": since, "chars": LEAD_CHARS},
        )
        found: dict[int, list[Candidate]] = {}
        for row in rows:
            found.setdefault(row["story"], []).append(self._candidate(row))
        return found

    def _candidate(self, row: Row) -> Candidate:
        article = {"id": row["id"], "lead": LEAD_SENTENCE}
        rules = self._db.rows("SELECT rule FROM rule_match WHERE article = :id", article)
        named = "SELECT DISTINCT name, surface FROM mention WHERE article = :id AND sentence <= :lead"
        mentions = self._db.rows(named, article)
        return Candidate(
            article=row["id"], title=row["title"], lead=row["lead"], language=row["language"], feed=row["feed"] or "",
            rules=frozenset(found["rule"] for found in rules), names=frozenset(found["name"] for found in mentions),
            spellings=frozenset(found["surface"] for found in mentions),
            dated=row["dated"], first_seen=row["first_seen"], story=row["story"],
            change=row["what"],
        )  # fmt: skip

    def record(self, assignment: Assignment, title: str, now: int, *, news: str) -> int:
        """Put an article into its story, opening one where `assignment.story` is None; returns the story's number.

        `news` says what is new for the story ("" = membership alone, which makes no story revision). Inside `tx()`.
        """
        story = assignment.story if assignment.story is not None else self._open(title, now)
        self._db.run(
            """INSERT INTO story_article (article, story, copy_of, at, reason)
               VALUES (:article, :story, :copy_of, :now, :reason)
               ON CONFLICT (article) DO UPDATE SET story = :story, copy_of = :copy_of, reason = :reason""",
            {"article": assignment.article, "story": story, "copy_of": assignment.copy_of, "now": now,
             "reason": assignment.reason},
        )  # fmt: skip
        if news:
            self._revise(story, assignment.article, news, now)
        self._db.run("UPDATE article SET group_due = 0 WHERE id = :id", {"id": assignment.article})
        return story

    def _open(self, title: str, now: int) -> int:
        row = self._db.one(
            "INSERT INTO story (opened, last, headline) VALUES (:now, :now, :title) RETURNING id",
            {"now": now, "title": title},
        )
        assert row is not None
        return int(row["id"])

    def keep(self, article: int, story: int, change: str, now: int) -> None:
        """A member judged again stays where it is; an edit worth a line is a revision of its story, once."""
        self._db.run("UPDATE article SET group_due = 0 WHERE id = :id", {"id": article})
        same: dict[str, Value] = {"story": story, "article": article, "what": change}
        count = "SELECT count(*) FROM story_revision WHERE story = :story AND article = :article AND what = :what"
        if change and not self._db.count(count, same):
            self._revise(story, article, change, now)

    def _revise(self, story: int, article: int, what: str, now: int) -> None:
        self._db.run("UPDATE story SET revision = revision + 1, last = :now WHERE id = :id", {"id": story, "now": now})
        self._db.run(
            """INSERT INTO story_revision (story, n, at, article, what)
               SELECT id, revision, :now, :article, :what FROM story WHERE id = :id""",
            {"id": story, "now": now, "article": article, "what": what},
        )

    def waiting(self) -> int:
        """Matching articles not yet in a story."""
        return self._db.count("SELECT count(*) FROM article WHERE group_due = 1 AND set_aside = ''")

    def find(self, story: int) -> tuple[Row, list[Row]] | None:
        """A story and its articles, oldest first."""
        row = self._db.one("SELECT * FROM story WHERE id = :id", {"id": min(story, LARGEST)})
        if row is None:
            return None
        articles = self._db.rows(
            """SELECT a.id, a.title, a.url, a.feed, a.dated, a.first_seen, s.copy_of, s.reason
               FROM story_article s JOIN article a ON a.id = s.article WHERE s.story = :id
               ORDER BY a.first_seen, a.id""",
            {"id": story},
        )
        return row, articles


_CANDIDATE = """SELECT a.id, t.title, substr(t.body, 1, :chars) AS lead, a.language, a.feed, a.dated, a.first_seen,
                       s.story, r.what
                FROM article a
                JOIN revision r ON r.article = a.id AND r.n = a.revision
                JOIN text_version t ON t.article = a.id AND t.n = a.text_version
                LEFT JOIN story_article s ON s.article = a.id"""
