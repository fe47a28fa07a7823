"""What the migration m007 adds."""

from __future__ import annotations

from sqlite_utils import Database

from monitor.store.tables import index, make


def cheap_polls(db: Database) -> None:
    """What lets a poll do less: how a feed publishes, how its document was read, and what stood in the last one."""
    feed = db.table("feed")
    feed.add_column("hours", str, not_null_default="")  # how many items fell on the hours: monitor.poll.habit
    feed.add_column("read_by", str, not_null_default="")  # monitor.model.source.Reader
    _documents(db)
    _turns(db)
    _ailments(db)


def _documents(db: Database) -> None:
    """What each feed's last document held, no longer in the feed's own row: each poll writes that one twice.

    `listing` are the marks of its items, `held` those of its raw items; both are made anew where they are missing.
    """
    make(
        db, "document", {"feed": str, "listing": bytes, "held": bytes}, "feed",
        nullable={"listing", "held"}, foreign_keys=[("feed", "feed", "id")],
    )  # fmt: skip
    db.execute("INSERT INTO document (feed, listing) SELECT id, listing FROM feed WHERE listing IS NOT NULL")
    db.execute("ALTER TABLE feed DROP COLUMN listing")


def _turns(db: Database) -> None:
    """Whose turn it is must be seen without looking at every feed, and each poll writes no more of it than it must.

    What is due is walked in its order from the index alone. Of what is in hand, and of what a clock that ran ahead has
    asked, there are few. A host changes only with an address. A feed's last polls are found backwards by their number.
    """
    for table, columns in (("feed", "enabled_next_due"), ("feed", "host_until"), ("fetch_outcome", "feed_at")):
        db.execute(f"DROP INDEX idx_{table}_{columns}")
    index(db, "feed", "host")
    index(db, "feed", "last_try")
    index(db, "fetch_outcome", "feed")
    db.execute("CREATE INDEX feed_due ON feed (next_due, id, host) WHERE enabled = 1 AND stopped = 0")
    db.execute("CREATE INDEX feed_in_hand ON feed (host) WHERE owner IS NOT NULL")


def _ailments(db: Database) -> None:
    """Only feeds in trouble stand in them: those that are well cost nothing (monitor.store.ailments)."""
    db.execute("CREATE INDEX feed_in_trouble ON feed (problem_since) WHERE problem_since IS NOT NULL")
    db.execute("CREATE INDEX feed_with_gap ON feed (missed_at) WHERE missed_at IS NOT NULL")
