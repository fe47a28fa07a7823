"""How many text versions of an article are kept, however often it is edited."""

from __future__ import annotations

from monitor.store.connection import Connection

NEWEST = 20


def drop_old(db: Connection, article: int) -> None:
    """Keep the first, those that were told or judged, that of a revision, the newest; count the rest and drop them.

    The newest that a feed gave stays too: with it the next poll is compared. Inside `tx()`.
    """
    dropped = db.run(
        """DELETE FROM text_version
           WHERE article = :id AND n > 1
             AND n <= (SELECT max(n) FROM text_version WHERE article = :id) - :newest
             AND n NOT IN (SELECT text_version FROM told WHERE article = :id)
             AND n NOT IN (SELECT text_version FROM revision WHERE article = :id)
             AND n NOT IN (SELECT judged_version FROM article WHERE id = :id)
             AND n <> (SELECT max(n) FROM text_version WHERE article = :id AND how IN ('feed', 'file'))""",
        {"id": article, "newest": NEWEST},
    )
    if dropped:
        db.run("UPDATE article SET dropped = dropped + :n WHERE id = :id", {"id": article, "n": dropped})
