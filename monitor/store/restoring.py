"""A backup put in the store's place: checked first, the old store kept, and never a moment without a store.

    1  the backup is checked, copied beside the store, brought to this version's schema and written to the disk
    2  the copy is renamed to `restore-TIME.db`: from here on the restore has happened, whatever is killed
    3  the old store goes aside as `before-restore-TIME.db` with its -wal and -shm, damaged or not
    4  `restore-TIME.db` becomes `monitor.db`

A kill before 2 leaves the old store, a kill after it the new one: `complete` does what is left of 3 and 4 at the next
start. The -wal of the old store is never left beside the new one: SQLite would read it as the new one's. The old store
is only read, so that a damaged one is kept as it was. Another command that reads it meanwhile goes on with the old one:
SQLite sees that the file was moved and leaves what lies beside the new one alone.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Collection, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from monitor.errors import BackupFailed, StoreTooNew
from monitor.model.limits import DAY, MB
from monitor.store.backup import STORE, flush
from monitor.store.connection import Connection, address
from monitor.store.restores import NUMBERED, Known, Restored, Restores
from monitor.store.steps import STEPS, migrate

READY = "restore-{}.db"
ASIDE = "before-restore-{}.db"
DRAFT = ".restore.part"
BESIDE = ("-wal", "-shm", "-journal")
COUNTED = ("article", "rule_match", "story", "digest", "told", "message")
PATIENCE = 3 * DAY  # what was to be sent longer ago than that is left to a person


@dataclass(frozen=True, slots=True)
class Checked:
    """A sound store of a version that can be read: what is in it. `pending`: migrations it still needs."""

    path: Path
    bytes: int
    pending: tuple[str, ...]
    newest: int  # when its newest article was first seen, UTC seconds, 0 = it has none
    rows: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Done:
    """What was put back, from where, and where the old store is (None = there was none)."""

    source: Checked
    restored: Restored
    aside: Path | None


def check(path: Path) -> Checked:
    """Look at a store or backup without changing it: SQLite's own check, and the schema.

    Raises BackupFailed (no such file, not sound, no store of the monitor), StoreTooNew.
    """
    if not path.is_file():
        raise BackupFailed(f"there is no backup at {path}")
    try:
        with closing(_opened(path)) as db:
            db.execute("PRAGMA query_only = ON")
            found = str(db.execute("PRAGMA integrity_check(1)").fetchone()[0])
            if found != "ok":
                raise BackupFailed(f"the backup {path} is damaged ({found}); take another one")
            return _described(path, db)
    except sqlite3.DatabaseError as error:
        raise BackupFailed(f"the backup {path} is damaged or is no store ({error}); take another one") from error


def _opened(path: Path) -> sqlite3.Connection:
    """A copy lies alone and is read as it lies; a file with a -wal is read together with it."""
    wal = path.with_name(f"{path.name}-wal")
    alone = not (wal.exists() and wal.stat().st_size)
    return sqlite3.connect(address(path, "ro" if alone else "rw", fixed=alone), uri=True, isolation_level=None)


def _described(path: Path, db: sqlite3.Connection) -> Checked:
    tables = {row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not {"_sqlite_migrations", "article", "told"} <= tables:
        raise BackupFailed(f"{path} is an SQLite file, but no store of the monitor")
    applied = [row[0] for row in db.execute("SELECT name FROM _sqlite_migrations WHERE migration_set = 'monitor'")]
    if strangers := sorted(set(applied) - set(STEPS)):
        raise StoreTooNew(
            f"the backup {path} was written by a newer version (it has {', '.join(strangers)}); install that version "
            "to put it back"
        )
    rows = {table: int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]) for table in COUNTED}  # noqa: S608
    newest = int(db.execute("SELECT max(first_seen) FROM article").fetchone()[0] or 0)
    pending = tuple(name for name in STEPS if name not in applied)
    return Checked(path, path.stat().st_size, pending, newest, rows)


def restore(state: Path, path: Path, now: int) -> Done:
    """Put this backup in the store's place. Call under the state lock.

    Raises BackupFailed, StoreTooNew; then the old store stands as it was.
    """
    complete(state)
    source = check(path)
    stamp = f"{datetime.fromtimestamp(now, UTC):%Y%m%dT%H%M%SZ}"
    store, draft, ready = state / STORE, state / DRAFT, state / READY.format(stamp)
    if (state / ASIDE.format(stamp)).exists():
        raise BackupFailed("a store was put back this very second; try again")
    try:
        _copy(source, draft, store)
        _migrated(draft)
        restored = _taken_over(draft, store, now)
        _clear(draft, database=False)
        with draft.open("rb") as handle:
            os.fsync(handle.fileno())
        draft.rename(ready)
        flush(state)
        complete(state)
    except sqlite3.DatabaseError as error:
        raise BackupFailed(f"the backup {path} could not be put back: {error}; the old store stands") from error
    except OSError as error:
        raise BackupFailed(f"the backup {path} could not be put back: {error.strerror}; try again") from error
    finally:
        _clear(draft, database=True)
    aside = state / ASIDE.format(stamp)
    return Done(source, restored, aside if aside.exists() else None)


def interrupted(state: Path) -> Path | None:
    """A restore that was killed after it had happened and before it was done, None = there is none."""
    return min(state.glob(READY.format("*")), default=None)


def complete(state: Path) -> bool:
    """Do what is left of a restore; True if there was one. Call under the state lock. Raises OSError."""
    ready = interrupted(state)
    if ready is None:
        return False
    store = state / STORE
    aside = state / f"before-{ready.name}"
    if not aside.exists():  # else the old store went already
        for ending in (*BESIDE, ""):
            beside = store.with_name(store.name + ending)
            if beside.exists():
                beside.rename(aside.with_name(aside.name + ending))
        flush(state)
    for ending in BESIDE:  # of a reader that came in between
        store.with_name(store.name + ending).unlink(missing_ok=True)
    ready.rename(store)
    flush(state)
    return True


def _copy(source: Checked, draft: Path, store: Path) -> None:
    """The backup in a file of its own, with the owner and rights of the old store."""
    _clear(draft, database=True)
    found = os.statvfs(draft.parent)
    free = found.f_bavail * found.f_frsize
    if free < 2 * source.bytes:
        raise BackupFailed(
            f"too little space in {draft.parent}: putting back {source.path.name} needs {2 * source.bytes // MB + 1} "
            f"MB, and {free // MB} MB are free; the old store is kept, so make room elsewhere"
        )
    os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    with closing(_opened(source.path)) as db:
        db.execute("VACUUM INTO ?", (str(draft),))
    if store.exists():
        draft.chmod(stat.S_IMODE(store.stat().st_mode))
    if os.geteuid() == 0:  # root puts back what a service of its own user must write
        owner = (store if store.exists() else draft.parent).stat()
        os.chown(draft, owner.st_uid, owner.st_gid)


def _migrated(draft: Path) -> None:
    """In WAL, as the river wants it, and of this version's schema; the backup itself stays as it is."""
    connection = Connection(draft)
    try:
        migrate(connection)
    finally:
        connection.close()


def _taken_over(draft: Path, store: Path, now: int) -> Restored:
    """What the new store must know of the time between; the old one tells what it can."""
    connection = Connection(draft)
    try:
        restores = Restores(connection)
        seen = _known(store, restores.waiting())
        with connection.tx():
            restored = restores.begin(now, seen, PATIENCE)
        connection.run("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()
    return restored


def _known(store: Path, waiting: Collection[str]) -> Known:
    """What the store that goes can still say: which of these messages it sent, and the numbers it gave."""
    if not store.exists():
        return Known()
    try:
        with closing(sqlite3.connect(address(store, "ro"), uri=True, isolation_level=None)) as db:
            numbers = {table: _given(db, table) for table in NUMBERED}
            sent = [
                key
                for key in waiting
                if db.execute("SELECT 1 FROM message WHERE key = ? AND state = 'sent'", (key,)).fetchone()
            ]
    except sqlite3.DatabaseError:
        return Known()
    return Known(sent, numbers)


def _given(db: sqlite3.Connection, table: str) -> int:
    """The largest number that may have been given: one that was put back itself knows of numbers it has no rows of."""
    asked = [f"SELECT max(id) FROM {table}"]  # noqa: S608 (fixed names)
    if db.execute("SELECT 1 FROM sqlite_master WHERE name = 'restored'").fetchone():
        asked.append(f"SELECT max(first_{table}) - 1 FROM restored")  # noqa: S608 (fixed names)
    return max(int(db.execute(sql).fetchone()[0] or 0) for sql in asked)


def _clear(draft: Path, *, database: bool) -> None:
    for ending in (*BESIDE, *[""] * database):
        draft.with_name(draft.name + ending).unlink(missing_ok=True)
