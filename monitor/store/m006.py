"""What the migration m006 adds."""

from __future__ import annotations

from sqlite_utils import Database


def feed_health(db: Database) -> None:
    """What a feed's silence and a gap are judged by; `skew` is the server's clock minus ours, in seconds."""
    feed = db.table("feed")
    feed.add_column("skew", int)
    feed.add_column("rhythm", int)  # seconds between its new items, a moving average
    feed.add_column("missed", str, not_null_default="")  # the last gap, as a sentence
    feed.add_column("missed_at", int)
