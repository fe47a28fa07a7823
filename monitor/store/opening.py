"""What happens before a store is used: it is born whole, brought up to date, or refused with a sentence."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

from monitor.clock import SystemClock
from monitor.errors import BackupFailed, StoreDamaged, StoreError, StoreTooNew, StoreUnwritable
from monitor.model.limits import MB
from monitor.store import backup
from monitor.store.connection import Connection
from monitor.store.restoring import check as sound
from monitor.store.restoring import interrupted
from monitor.store.steps import applied, migrate, pending

NEW = ".{}.new"
SPARE = 20 * MB  # beside the safety copy of an older file


def refuse_between(state: Path) -> None:
    """For whoever does not hold the lock: raises StoreError where a restore waits to be completed."""
    if ready := interrupted(state):
        message = (
            f"a restore was broken off ({ready}); nothing is lost: 'monitor run', or any command that takes the lock, "
            "completes it"
        )
        raise StoreError(message)


def refuse_remains(path: Path) -> None:
    """Raises StoreDamaged for what is left of a store: SQLite would make an empty one of it without a word."""
    wal = path.with_name(f"{path.name}-wal")
    if path.is_file() and not path.stat().st_size:
        message = (
            f"the store {path} is damaged: it has no bytes at all, as no store has; it was left as it is. To begin "
            "with an empty one ('monitor run'), remove it"
        )
        raise StoreDamaged(message)
    if not path.exists() and wal.is_file() and wal.stat().st_size:
        message = (
            f"the store {path} is gone, and {wal.name} lies there without it; it was left as it is. Put {path.name} "
            "back, or move the other away"
        )
        raise StoreDamaged(message)


def bear(path: Path) -> None:
    """Make a new store where there is none: under another name until it is whole, so that a kill leaves no half.

    Its mode is 0600, whatever the umask: what was written to whom is in it.
    """
    if path.exists():
        return
    draft = path.with_name(NEW.format(path.name))
    for ending in ("-wal", "-shm", "-journal", ""):
        draft.with_name(draft.name + ending).unlink(missing_ok=True)
    os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))  # SQLite gives its -wal and -shm the same
    connection = Connection(draft)
    try:
        migrate(connection)
    finally:
        connection.close()
    draft.rename(path)
    backup.flush(path.parent)


def bring_up(connection: Connection, state: Path) -> None:
    """A file of an older version is backed up, then migrated, all at once or not at all.

    Raises StoreTooNew; StoreUnwritable where no backup of it could be made: there is no other way back.
    """
    if not pending(connection):
        return
    if applied(connection):
        now = SystemClock().now()
        try:
            backup.make(state, state / backup.FOLDER, now, spare=SPARE)
        except BackupFailed as error:
            message = (
                f"the store {connection.path} is of an older version and is backed up before it is brought up to date, "
                f"which failed: {error}"
            )
            raise StoreUnwritable(message) from error
    migrate(connection)


def offer(state: Path) -> str:
    """What to do about a store that is damaged, with the newest backup that is sound."""
    try:
        backups = backup.listed(state / backup.FOLDER)
    except BackupFailed as error:
        return str(error)
    for each in backups:
        try:
            sound(each.path)
        except (BackupFailed, StoreTooNew):
            continue
        at = datetime.fromtimestamp(each.at, UTC)
        return (
            f"stop the monitor and say 'monitor restore newest': the newest sound backup is {each.path} of "
            f"{at.day} {at:%b %Y %H:%M} UTC"
        )
    return (
        f"no sound backup lies in {state / backup.FOLDER}: 'monitor restore newest' looks in the folder that "
        "service.yaml names, 'monitor restore FILE' puts back one from elsewhere"
    )
