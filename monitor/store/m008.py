"""What the migration m008 adds."""

from __future__ import annotations

from sqlite_utils import Database

from monitor.store.tables import make


def polls_of_a_day(db: Database) -> None:
    """Polls that brought nothing leave no row each: their sum over a day stands in the feed's own row until it is over.

    A row of `fetch_outcome` is one poll, or `polls` of them from `since` to `at` that brought nothing. Rows of earlier
    versions stay what they are. `poll_count` says how many there have been since, for whoever counts them.
    """
    outcome, feed = db.table("fetch_outcome"), db.table("feed")
    outcome.add_column("since", int)  # of several polls the first; NULL = it is one
    outcome.add_column("polls", int, not_null_default=1)
    for name in ("quiet_polls", "quiet_read", "quiet_status", "quiet_bytes", "quiet_ms"):
        feed.add_column(name, int, not_null_default=0)
    feed.add_column("quiet_since", int)
    feed.add_column("quiet_until", int)
    make(db, "poll_count", {"kind": str, "polls": int}, "kind")
