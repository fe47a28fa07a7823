"""What the migration m007 adds."""

from __future__ import annotations

from sqlite_utils import Database


def cheap_polls(db: Database) -> None:
    """What lets a poll do less: how a feed publishes, how its document was read, and what stood in the last one."""
    feed = db.table("feed")
    feed.add_column("hours", str, not_null_default="")  # how many items fell on the hours: monitor.poll.habit
    feed.add_column("read_by", str, not_null_default="")  # monitor.model.source.Reader
    feed.add_column("held", bytes)  # the raw items of its last document: monitor.identify.held
