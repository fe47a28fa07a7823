"""Questions about stories: what waits to be grouped, what stands in the window, who is in which story."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from monitor.model.limits import DAY
from monitor.model.mention import Mention
from monitor.model.phrase import as_text
from monitor.model.story import Assignment, Material, News
from monitor.store.connection import LARGEST, Connection, Row, Value
from monitor.store.facts import Facts
from monitor.store.restores import next_number

FOOTPRINTS_AT_ONCE = 2_000  # rows in memory beside what is made of them


@dataclass(frozen=True, slots=True)
class Candidate:
    """One judged article that waits for its story; `story` is the one it is in already, None for a new one."""

    material: Material
    feed: str
    title: str
    dated: int | None
    first_seen: int
    story: int | None
    change: str  # what its newest revision says has changed, "" for an article never edited
    how: str = ""  # where its text is from: feed, page, file
    copy_of: int | None = None
    told: bool = False  # somebody was told of it


class Member(NamedTuple):
    """A packed footprint and where its article stands; made by the hundred thousand at a start."""

    article: int
    at: int
    marks: bytes
    signs: bytes  # UTF-8
    story: int
    copy_of: int | None


class Stories:
    """The story, story_article, story_revision, footprint and role tables."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection
        self._facts = Facts(connection)

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
            f"{_CANDIDATE} WHERE a.group_due = 1 AND a.set_aside = '' ORDER BY a.id LIMIT :limit", {"limit": limit}
        )
        return [self._candidate(row) for row in rows]

    def without_footprint(self, since: int, form: int, limit: int) -> list[Candidate]:
        """Members of stories that came out since then and whose footprint is missing, or of another form."""
        rows = self._db.rows(
            f"""{_CANDIDATE} LEFT JOIN footprint p ON p.article = a.id AND p.form = :form
                WHERE s.story IS NOT NULL AND p.article IS NULL AND a.group_due = 0
                  AND a.first_seen >= :since - {DAY} AND {_WHEN} >= :since ORDER BY a.id LIMIT :limit""",
            {"since": since, "form": form, "limit": limit},
        )
        return [self._candidate(row) for row in rows]

    def _candidate(self, row: Row) -> Candidate:
        article = {"id": row["id"]}
        mentions = self._db.rows(
            "SELECT name, field, start, stop, surface, sentence, part FROM mention WHERE article = :id ORDER BY n",
            article,
        )
        material = Material(
            article=row["id"], title=row["title"], body=row["body"], language=row["language"],
            outlet=row["outlet"] or "", when=row["at"],
            mentions=[
                Mention(m["name"], m["field"], m["start"], m["stop"], m["surface"], "", m["sentence"], 0, m["part"])
                for m in mentions
            ],
            facts=self._facts.of(row["id"]),
        )  # fmt: skip
        return Candidate(
            material, row["feed"] or "", row["title"], row["dated"], row["first_seen"], row["story"], row["what"],
            row["how"], row["copy_of"], bool(row["told"]),
        )  # fmt: skip

    def keep_footprint(self, article: int, at: int, form: int, packed: tuple[bytes, str]) -> None:
        """What grouping compares of an article; `at` is its `when`. Inside `tx()`."""
        self._db.run(
            """INSERT INTO footprint (article, at, form, marks, signs) VALUES (:article, :at, :form, :marks, :signs)
               ON CONFLICT (article) DO UPDATE SET at = :at, form = :form, marks = :marks, signs = :signs""",
            {"article": article, "at": at, "form": form, "marks": packed[0], "signs": packed[1]},
        )

    def footprint(self, article: int) -> tuple[bytes, str] | None:
        """What grouping last compared of an article; None where it is not kept (any more)."""
        row = self._db.one("SELECT marks, signs FROM footprint WHERE article = :id", {"id": article})
        return None if row is None else (row["marks"], row["signs"])

    def footprints(self, since: int, form: int) -> Iterator[Member]:
        """The window as it was left: every member of a story whose article came out since then, the oldest first."""
        last = 0
        while rows := self._db.rows(
            """SELECT p.article, p.at, p.marks, CAST(p.signs AS BLOB), s.story, s.copy_of FROM footprint p
               JOIN story_article s ON s.article = p.article
               WHERE p.article > :last AND p.at >= :since AND p.form = :form ORDER BY p.article LIMIT :limit""",
            {"last": last, "since": since, "form": form, "limit": FOOTPRINTS_AT_ONCE},
        ):
            yield from map(Member._make, rows)
            last = rows[-1]["article"]

    def drop_footprints(self, before: int) -> int:
        """Those that nothing can join any more; returns how many."""
        return self._db.run("DELETE FROM footprint WHERE at < :before", {"before": before})

    def record(self, assignment: Assignment, title: str, now: int, *, news: Sequence[News]) -> int:
        """Put an article into its story, opening one where `assignment.story` is None; returns the story's number.

        `news` says what is new for the story (none = membership alone, which makes no story revision). Inside `tx()`.
        """
        story = assignment.story if assignment.story is not None else self._open(title, now)
        self._db.run(
            """INSERT INTO story_article (article, story, copy_of, edition_of, sub, at, reason)
               VALUES (:article, :story, :copy_of, :edition_of, :sub, :now, :reason)
               ON CONFLICT (article) DO UPDATE SET story = :story, copy_of = :copy_of, edition_of = :edition_of,
                 sub = :sub, reason = :reason""",
            {"article": assignment.article, "story": story, "copy_of": assignment.copy_of,
             "edition_of": assignment.edition_of, "sub": assignment.sub, "now": now, "reason": assignment.reason},
        )  # fmt: skip
        for each in news:
            self._revise(story, assignment.article, each, now)
        self._grouped(assignment.article, story, now)
        return story

    def _grouped(self, article: int, story: int, now: int) -> None:
        """It waits no more; what its story adds to its priority is to be weighed."""
        self._db.run("UPDATE article SET group_due = 0 WHERE id = :id", {"id": article})
        self._db.run("UPDATE story SET due = :now WHERE id = :story", {"story": story, "now": now})

    def _open(self, title: str, now: int) -> int:
        row = self._db.one(
            f"""INSERT INTO story (id, opened, last, headline)
                VALUES ({next_number("story")}, :now, :now, :title) RETURNING id""",  # noqa: S608 (a fixed question)
            {"now": now, "title": title},
        )
        assert row is not None
        return int(row["id"])

    def leave(self, article: int, story: int) -> int:
        """An article goes out of a story that nobody was told of through it; returns how many members are left.

        What it brought that story goes with it, and a headline taken from it is the first one's of those left. Call
        inside `tx()`, with `record` into another story after it.
        """
        both: dict[str, Value] = {"article": article, "story": story}
        self._db.run("DELETE FROM story_article WHERE article = :article", both)
        self._db.run("DELETE FROM story_revision WHERE story = :story AND article = :article", both)
        self._db.run(
            """UPDATE story SET headline = coalesce(
                 (SELECT a.title FROM story_article s JOIN article a ON a.id = s.article WHERE s.story = :story
                  ORDER BY s.at, s.article LIMIT 1), headline) WHERE id = :story""",
            both,
        )
        return self._db.count("SELECT count(*) FROM story_article WHERE story = :story", both)

    def keep(self, article: int, story: int, change: str, now: int) -> None:
        """A member judged again stays where it is; an edit worth a line is a revision of its story, once."""
        self._grouped(article, story, now)
        same: dict[str, Value] = {"story": story, "article": article, "what": change}
        count = "SELECT count(*) FROM story_revision WHERE story = :story AND article = :article AND what = :what"
        if change and not self._db.count(count, same):
            self._revise(story, article, News("edited", change), now)

    def _revise(self, story: int, article: int, news: News, now: int) -> None:
        self._db.run("UPDATE story SET revision = revision + 1, last = :now WHERE id = :id", {"id": story, "now": now})
        self._db.run(
            """INSERT INTO story_revision (story, n, at, article, what, kind, weight, phrases)
               SELECT id, revision, :now, :article, :what, :kind, :weight, :phrases FROM story WHERE id = :id""",
            {"id": story, "now": now, "article": article, "what": news.sentence, "kind": news.kind,
             "weight": news.weight, "phrases": as_text(news.phrases)},
        )  # fmt: skip

    def copied(self, article: int) -> bool:
        """Whether other articles are copies of this one."""
        return self._db.count("SELECT count(*) FROM story_article WHERE copy_of = :id", {"id": article}) > 0

    def waiting(self) -> int:
        """Matching articles not yet in a story."""
        return self._db.count("SELECT count(*) FROM article WHERE group_due = 1 AND set_aside = ''")

    def size(self, story: int) -> int:
        """How many articles stand in it."""
        return self._db.count("SELECT count(*) FROM story_article WHERE story = :id", {"id": story})

    def members(self, story: int) -> list[Row]:
        """Who tells of a story, in the order in which they came to it; `at` is when each came out."""
        return self._db.rows(
            f"""SELECT a.id, a.title, a.url, a.feed, f.outlet, a.language, a.dated, a.first_seen, {_WHEN} AS at,
                       s.copy_of, s.edition_of, s.sub, s.reason
                FROM story_article s JOIN article a ON a.id = s.article LEFT JOIN feed f ON f.id = a.feed
                WHERE s.story = :id ORDER BY s.at, s.article""",  # noqa: S608 (fixed)
            {"id": story},
        )

    def news(self, story: int) -> list[Row]:
        """What was new in it and in what went into it, in order of time: story, n, at, article, what, kind, weight."""
        return self._db.rows(
            """SELECT story, n, at, article, what, kind, weight FROM story_revision
               WHERE story = :id OR story IN (SELECT id FROM story WHERE merged_into = :id) ORDER BY at, story, n""",
            {"id": story},
        )

    def find(self, story: int) -> tuple[Row, list[Row]] | None:
        """A story and its articles, oldest first; the number of a merged one gives the story it went into."""
        row = self._db.one(
            """SELECT * FROM story WHERE id = (SELECT coalesce(merged_into, id) FROM story WHERE id = :id)""",
            {"id": min(story, LARGEST)},
        )
        if row is None:
            return None
        story = row["id"]
        articles = self._db.rows(
            """SELECT a.id, a.title, a.url, a.feed, a.language, a.dated, a.first_seen, s.copy_of, s.edition_of, s.sub,
                      s.reason
               FROM story_article s JOIN article a ON a.id = s.article WHERE s.story = :id
               ORDER BY a.first_seen, a.id""",
            {"id": story},
        )
        return row, articles


# When an article came out, for grouping: its date, unless that lies so far ahead of its first sight that none can be.
_WHEN = f"CASE WHEN a.dated <= a.first_seen + {DAY} THEN a.dated ELSE a.first_seen END"
_CANDIDATE = f"""SELECT a.id, t.title, t.body, t.how, a.language, a.feed, f.outlet, a.dated, a.first_seen,
                        {_WHEN} AS at, s.story, s.copy_of, r.what,
                        EXISTS (SELECT 1 FROM told x WHERE x.article = a.id) AS told
                 FROM article a
                 JOIN revision r ON r.article = a.id AND r.n = a.revision
                 JOIN text_version t ON t.article = a.id AND t.n = a.text_version
                 LEFT JOIN feed f ON f.id = a.feed
                 LEFT JOIN story_article s ON s.article = a.id"""  # noqa: S608 (fixed)
