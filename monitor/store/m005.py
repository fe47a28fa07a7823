"""What the migration m005 adds."""

from __future__ import annotations

from sqlite_utils import Database

from monitor.store.tables import index, make


def lines(db: Database) -> None:
    """The numbered lines of each digest, so that "12.5 wrong" can be understood long after it was sent."""
    make(
        db, "digest_line",
        {"digest": int, "number": str, "story": int, "article": int, "text": str, "fact": str}, ("digest", "number"),
        foreign_keys=[("digest", "digest", "id"), ("article", "article", "id")],
    )  # fmt: skip
    index(db, "digest_line", "number")


def mutes(db: Database) -> None:
    """What a reader wants no more than a line of, until a date; `subscription` "" = all of them."""
    make(
        db, "mute",
        {"id": int, "subscription": str, "kind": str, "what": str, "until": int, "at": int, "who": str, "why": str,
         "ended": int},
        "id", nullable={"ended"},
    )  # fmt: skip
    index(db, "mute", "until")


def threads(db: Database) -> None:
    """An alert's digest names the first alert of the same story and subscription."""
    db.table("digest").add_column("thread", int)
    index(db, "digest", "thread")


def reasons(db: Database) -> None:
    """Rules, their versions and the words that matched, as they stood when an article was told."""
    db.table("told").add_column("why", str, not_null_default="")


def alarms(db: Database) -> None:
    """What the operator was told: one row for each cause and local day; what an alarm looks for is found at once."""
    make(
        db, "alarm", {"cause": str, "day": str, "kind": str, "at": int, "digest": int}, ("cause", "day"),
        foreign_keys=[("digest", "digest", "id")],
    )  # fmt: skip
    index(db, "alarm", "kind", "at")
    db.execute("CREATE INDEX idx_article_set_aside ON article (id) WHERE set_aside <> ''")


def kinds(db: Database) -> None:
    """For which kind of channel a body was made: under another one its bytes would say nothing, or be nobody's."""
    db.table("body").add_column("kind", str, not_null_default="")


def marks(db: Database) -> None:
    """What readers answered to numbered lines: verdict is wrong, useful or skip; `done` says what came of it."""
    make(
        db, "mark",
        {"id": int, "at": int, "who": str, "verdict": str, "digest": int, "number": str, "story": int, "article": int,
         "fact": str, "rule": str, "text": str, "done": str},
        "id", nullable={"digest"}, foreign_keys=[("digest", "digest", "id"), ("article", "article", "id")],
    )  # fmt: skip
    index(db, "mark", "article")


def phrases(db: Database) -> None:
    """What a sentence of news says, in no language; "" = of the time before, the English sentence alone."""
    db.table("story_revision").add_column("phrases", str, not_null_default="")
