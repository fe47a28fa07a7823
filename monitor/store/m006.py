"""What the migration m006 adds."""

from __future__ import annotations

from sqlite_utils import Database

from monitor.store.tables import index, make


def feed_health(db: Database) -> None:
    """What a feed's silence and a gap are judged by; `skew` is the server's clock minus ours, in seconds."""
    feed = db.table("feed")
    feed.add_column("skew", int)
    feed.add_column("rhythm", int)  # seconds between its new items, a moving average
    feed.add_column("missed", str, not_null_default="")  # the last gap, as a sentence
    feed.add_column("missed_at", int)
    feed.add_column("answer", str, not_null_default="")  # what the last answer was: monitor.model.source.Answer
    feed.add_column("pause", int)  # seconds that it usually says nothing at most
    feed.add_column("weekdays", str, not_null_default="")  # how many items fell on Monday to Sunday
    feed.add_column("skip_days", str, not_null_default="")


def former_feeds(db: Database) -> None:
    """What an outlet is, for articles of a feed that sources.yaml drops later; "" until the next start says it."""
    for name in ("kind", "side", "country", "zone"):
        db.table("feed").add_column(name, str, not_null_default="")


def restores(db: Database) -> None:
    """When this store was put back from a backup, until when it knew of everything then, and the numbers after it."""
    make(
        db,
        "restored",
        {"id": int, "at": int, "until": int, "first_article": int, "first_story": int, "first_digest": int},
        "id",
    )


def sweeps(db: Database) -> None:
    """How far retention has come; and whether a digest's line names an old article."""
    make(db, "sweep", {"name": str, "stage": str, "cursor": int, "began": int, "ended": int}, "name")
    db.table("sweep").insert({"name": "keeping"})
    index(db, "digest_line", "article")
