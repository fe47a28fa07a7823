"""Questions about stories that turn out to be one, or were none: merging, splitting, and what became of a number."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from monitor.store.connection import LARGEST, Connection, Row, Value
from monitor.store.restores import next_number

BY_PROGRAM = "the program"
BY_HAND = "hand"


@dataclass(frozen=True, slots=True)
class Placed:
    """Where an article stands; `story` None = in none."""

    story: int | None
    title: str


class Merges:
    """The story_merge and story_split tables, story.merged_into, and membership where either changes it.

    Nothing here touches `told`: what a reader was told is counted by article, whatever story it stands in.
    """

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def current(self, story: int) -> int | None:
        """The story that this number means today: itself, or what it was merged into; None = there never was one."""
        row = self._db.one("SELECT id, merged_into FROM story WHERE id = :id", {"id": min(story, LARGEST)})
        if row is None:
            return None
        return int(row["id"] if row["merged_into"] is None else row["merged_into"])

    def place(self, article: int) -> Placed | None:
        """The story that an article stands in; None = there is no such article."""
        row = self._db.one(
            """SELECT a.title, s.story FROM article a LEFT JOIN story_article s ON s.article = a.id WHERE a.id = :id""",
            {"id": min(article, LARGEST)},
        )
        return None if row is None else Placed(row["story"], row["title"])

    def of(self, story: int) -> Row | None:
        """When, by whom, why and into which (`target`) this story was merged; None = it was not."""
        return self._db.one(
            "SELECT story, target, at, who, reason FROM story_merge WHERE story = :id", {"id": min(story, LARGEST)}
        )

    def into(self, story: int) -> list[Row]:
        """The stories that went into this one, in order: story, at, who, reason."""
        return self._db.rows(
            """SELECT m.story, m.at, m.who, m.reason FROM story_merge m JOIN story s ON s.id = m.story
               WHERE s.merged_into = :id ORDER BY m.at, m.story""",
            {"id": story},
        )

    def merge(self, story: int, target: int, now: int, *, who: str, reason: str) -> None:
        """All members of `story` stand in `target` from now on, and its number means `target`. Inside `tx()`.

        Both are numbers of today (`current`) and differ. Where one subscription was told of both, that they are one is
        a revision of `target`, though no reason to send anything by itself.
        """
        both: dict[str, Value] = {"story": story, "target": target, "now": now, "who": who, "reason": reason}
        told = self._told_both(both)
        first = self._db.one("SELECT min(article) AS article FROM story_article WHERE story = :story", both)
        self._db.run("UPDATE story_article SET story = :target WHERE story = :story", both)
        # No chains: whoever asks for an old number is one step from the story of today.
        self._db.run("UPDATE story SET merged_into = :target WHERE id = :story OR merged_into = :story", both)
        self._db.run(
            """UPDATE story SET opened = min(opened, (SELECT opened FROM story WHERE id = :story)),
                      last = max(last, (SELECT last FROM story WHERE id = :story)), due = :now WHERE id = :target""",
            both,
        )
        self._db.run("UPDATE story SET due = NULL WHERE id = :story", both)
        self._db.run(
            """INSERT INTO story_merge (story, target, at, who, reason)
               VALUES (:story, :target, :now, :who, :reason)""",
            both,
        )
        self._db.run("UPDATE OR IGNORE story_split SET story = :target WHERE story = :story", both)
        if told and first and first["article"] is not None:
            what = f"story {story} is the same and stands here now" + (f": {reason}" if reason else "")
            self._db.run("UPDATE story SET revision = revision + 1 WHERE id = :target", both)
            self._db.run(
                """INSERT INTO story_revision (story, n, at, article, what, kind, weight)
                   SELECT id, revision, :now, :article, :what, 'merged', 0 FROM story WHERE id = :target""",
                {**both, "article": first["article"], "what": what},
            )

    def _told_both(self, both: dict[str, Value]) -> bool:
        row = self._db.one(
            """SELECT 1 FROM story_article s JOIN told t ON t.article = s.article
               WHERE s.story = :story
                 AND t.subscription IN (SELECT u.subscription FROM story_article o JOIN told u ON u.article = o.article
                                        WHERE o.story = :target) LIMIT 1""",
            both,
        )
        return row is not None

    def apart(self, story: int, target: int) -> bool:
        """Whether a person took a member of one of these out of the other: then only a person may merge them."""
        row = self._db.one(
            """SELECT 1 FROM story_split x JOIN story_article s ON s.article = x.article
               WHERE (s.story = :story AND x.story = :target) OR (s.story = :target AND x.story = :story) LIMIT 1""",
            {"story": story, "target": target},
        )
        return row is not None

    def reunite(self, story: int, target: int) -> None:
        """A person merges what a person took apart: the later word counts. Before `merge`, inside `tx()`."""
        self._db.run(
            """DELETE FROM story_split WHERE story IN (:story, :target)
                 AND article IN (SELECT article FROM story_article WHERE story IN (:story, :target))""",
            {"story": story, "target": target},
        )

    def was_split(self, article: int) -> bool:
        """Whether a person has taken this article out of a story."""
        return self._db.count("SELECT count(*) FROM story_split WHERE article = :id", {"id": article}) > 0

    def split(self, story: int, articles: Collection[int], title: str, now: int, *, who: str) -> int:
        """These members of `story` (some, not all) become a story of their own; returns its number. Inside `tx()`.

        Copies stay copies among those that stay together: where the original leaves, the first that is left of it is
        the original of the rest.
        """
        row = self._db.one(
            f"""INSERT INTO story (id, opened, last, headline, due)
                VALUES ({next_number("story")}, :now, :now, :title, :now) RETURNING id""",  # noqa: S608 (a fixed question)
            {"now": now, "title": title},
        )
        assert row is not None
        number = int(row["id"])
        reason = f"taken out of story {story} by {who}"
        self._db.run_many(
            "UPDATE story_article SET story = :number, reason = :reason WHERE article = :article",
            [{"number": number, "reason": reason, "article": article} for article in sorted(articles)],
        )
        self._db.run_many(
            """INSERT INTO story_split (article, story, at, who) VALUES (:article, :story, :now, :who)
               ON CONFLICT (article, story) DO UPDATE SET at = :now, who = :who""",
            [{"article": article, "story": story, "now": now, "who": who} for article in sorted(articles)],
        )
        self._take_news_along(sorted(articles), number)
        for place in (story, number):
            self._tidy_copies(place)
        self._db.run("UPDATE story SET due = :now WHERE id = :story", {"story": story, "now": now})
        return number

    def _take_news_along(self, articles: Sequence[int], story: int) -> None:
        """What these articles brought the story they leave is the news of their own one, in order of time."""
        names = ", ".join(f":a{n}" for n in range(len(articles)))
        values: dict[str, Value] = {f"a{n}": article for n, article in enumerate(articles)}
        brought = self._db.rows(
            f"SELECT * FROM story_revision WHERE article IN ({names}) ORDER BY at, story, n",  # noqa: S608 (placeholders)
            values,
        )
        self._db.run(f"DELETE FROM story_revision WHERE article IN ({names})", values)  # noqa: S608 (placeholders)
        self._db.run_many(
            """INSERT INTO story_revision (story, n, at, article, what, kind, weight, phrases)
               VALUES (:story, :n, :at, :article, :what, :kind, :weight, :phrases)""",
            [{**dict(row), "story": story, "n": n} for n, row in enumerate(brought, 1)],
        )
        count = {"id": story, "n": len(brought)}
        self._db.run("UPDATE story SET revision = :n WHERE id = :id", count)

    def originals(self, articles: Sequence[int], article: int) -> None:
        """These, and what is a copy of them, are copies of `article` from now on. Inside `tx()`."""
        self._db.run_many(
            """UPDATE story_article SET copy_of = :original
               WHERE article <> :original AND (article = :article OR copy_of = :article)""",
            [{"original": article, "article": each} for each in articles],
        )

    def _tidy_copies(self, story: int) -> None:
        """No member is a copy or an edition of an article that stands in another story."""
        rows = self._db.rows(
            "SELECT article, copy_of FROM story_article WHERE story = :story ORDER BY at, article", {"story": story}
        )
        here = {row["article"] for row in rows}
        heirs: dict[int, int] = {}
        changes: list[dict[str, Value]] = []
        for row in rows:
            original = row["copy_of"]
            if original is not None and original not in here:
                heir = heirs.setdefault(original, row["article"])
                changes.append({"article": row["article"], "copy_of": None if heir == row["article"] else heir})
        self._db.run_many("UPDATE story_article SET copy_of = :copy_of WHERE article = :article", changes)
        self._db.run(
            """UPDATE story_article SET edition_of = NULL WHERE story = :story AND edition_of IS NOT NULL
                 AND edition_of NOT IN (SELECT article FROM story_article WHERE story = :story)""",
            {"story": story},
        )
