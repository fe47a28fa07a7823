"""How far a file has come on the way of `schema.py`, asked without the library that goes it: a start pays for it."""

from __future__ import annotations

from monitor.errors import StoreError, StoreTooNew
from monitor.store.connection import Connection

STEPS = (
    "m001_river",
    "m002_rules",
    "m003_facts",
    "m004_stories",
    "m005_digests",
    "m006_months",
    "m007_speed",
    "m008_many_feeds",
)


def migrate(connection: Connection) -> list[str]:
    """Bring the file to this version's schema; returns the names of the migrations applied.

    Raises StoreTooNew, and touches nothing, where the file knows migrations that this version does not.
    """
    if not pending(connection):
        return []
    from monitor.store.schema import apply  # noqa: PLC0415  # half of what opening a store would cost, and rarely needed

    return apply(connection)


def check(connection: Connection) -> None:
    """For a reader, which migrates nothing: raises StoreTooNew or StoreError where the file has another schema."""
    if pending(connection):
        message = f"the store {connection.path} is of an older version; 'monitor run' brings it up to date"
        raise StoreError(message)


def pending(connection: Connection) -> list[str]:
    """The steps still to be gone. Raises StoreTooNew for a file that has gone further than this version knows."""
    gone = applied(connection)
    if strangers := gone - set(STEPS):
        message = (
            f"the store {connection.path} was written by a newer version (it has {', '.join(sorted(strangers))}); "
            "install that version again, or point --state at another directory"
        )
        raise StoreTooNew(message)
    return [step for step in STEPS if step not in gone]


def applied(connection: Connection) -> set[str]:
    """As sqlite-utils keeps them; none where it has not been at work yet."""
    if not connection.one("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '_sqlite_migrations'"):
        return set()
    rows = connection.rows("SELECT name FROM _sqlite_migrations WHERE migration_set = 'monitor'")
    return {str(row["name"]) for row in rows}
