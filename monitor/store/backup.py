"""Backups of the store: made beside a running river, checked before they get their name, and kept by age.

A backup is one SQLite file, `monitor-20240516T023000Z.db`, that holds the store as of one moment. It is written by
`VACUUM INTO` over a connection of its own, under a name that nobody takes for a backup, and renamed when it is whole,
sound and on the disk: a kill at any moment leaves either no backup or a sound one.
"""

from __future__ import annotations

import fcntl
import os
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zlib import crc32

from monitor.errors import BackupFailed, StoreDamaged
from monitor.model.limits import DAY, MB
from monitor.store.connection import BUSY_SECONDS, address

FOLDER = "backups"  # below the state directory, where the configuration names no other
STORE = "monitor.db"
LOCK = "backup.lock"
NAME = re.compile(r"monitor-(\d{8}T\d{6})Z\.db")
DRAFT = ".monitor-backup-{}.part"
SPARE = 100 * MB  # what must stay free beside a backup: taking in news stops below it
BY_HAND = 5  # backups of the last day that stay, however many were made
AHEAD = 2  # backups that bear a date to come, made while the clock was wrong, that stay
STEPS = 200_000  # of SQLite's machine between two looks at how far it is: a few a second

Progress = Callable[[str, float], None]
"""What is being done, and which part of it is done (0 to 1)."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A file of the backup folder; `at` is the moment in its name, UTC seconds."""

    path: Path
    at: int
    bytes: int


def folder_in(state: Path, configured: str) -> Path:
    """Where the backups of this store lie; a relative folder is one in the state directory."""
    return state / (configured or FOLDER)


def name_of(at: int) -> str:
    """The name of a backup made at this moment."""
    return f"monitor-{datetime.fromtimestamp(at, UTC):%Y%m%dT%H%M%S}Z.db"


def listed(folder: Path) -> tuple[Backup, ...]:
    """The backups in a folder by their names, the newest first; other files are none of ours. () where it is missing.

    Raises BackupFailed where the folder cannot be read.
    """
    found = []
    try:
        for path in sorted(folder.iterdir()) if folder.exists() else ():
            moment = _moment(path.name)
            if moment is not None and path.is_file() and not path.is_symlink():
                found.append(Backup(path, moment, path.stat().st_size))
    except OSError as error:
        raise BackupFailed(f"the backup folder {folder} cannot be read: {error.strerror}") from error
    return tuple(sorted(found, key=lambda backup: backup.at, reverse=True))


def _moment(name: str) -> int | None:
    """UTC seconds that a name tells of, None for a foreign one."""
    told = NAME.fullmatch(name)
    if told is None:
        return None
    try:
        return int(datetime.strptime(told[1], "%Y%m%dT%H%M%S").replace(tzinfo=UTC).timestamp())
    except ValueError:
        return None


def kept(backups: Sequence[Backup], now: int, *, daily: int = 7, weekly: int = 4) -> tuple[Backup, ...]:
    """Which of these backups may go, oldest first.

    There stay: the newest of each of the newest `daily` days that have one; of what is older, the first of each of the
    newest `weekly` weeks that have one; all of the last 24 hours, `BY_HAND` at most; and the newest `AHEAD` that bear a
    date to come. Days and weeks are counted, not dates: a gap or a clock that jumps ahead takes none away. The newest
    that bears no date to come always stays.
    """
    newest_first = sorted(backups, key=lambda backup: backup.at, reverse=True)
    past = [backup for backup in newest_first if backup.at <= now]
    stay = [backup for backup in newest_first if backup.at > now][:AHEAD]
    stay += [backup for backup in past if backup.at > now - DAY][:BY_HAND]
    days = _first_of(past, "%Y-%m-%d")
    daily_ones = days[: max(daily, 1)]
    stay += daily_ones
    older = [backup for backup in past if backup.at < daily_ones[-1].at and backup in days] if daily_ones else []
    stay += _first_of(older[::-1], "%G-%V")[-weekly:] if weekly else []
    return tuple(backup for backup in reversed(newest_first) if backup not in stay)


def _first_of(backups: Sequence[Backup], period: str) -> list[Backup]:
    """The first of each day or week, in the order they are given in."""
    found: dict[str, Backup] = {}
    for backup in backups:
        found.setdefault(datetime.fromtimestamp(backup.at, UTC).strftime(period), backup)
    return list(found.values())


def tidy(folder: Path, now: int, *, daily: int = 7, weekly: int = 4, sound: Path | None = None) -> tuple[Path, ...]:
    """Remove the backups whose time is over, never `sound` (one just checked); returns what went.

    Raises BackupFailed where one cannot be removed.
    """
    gone = []
    for backup in kept(listed(folder), now, daily=daily, weekly=weekly):
        if backup.path == sound:
            continue
        try:
            backup.path.unlink(missing_ok=True)
        except OSError as error:
            raise BackupFailed(f"the old backup {backup.path} cannot be removed: {error.strerror}") from error
        gone.append(backup.path)
    return tuple(gone)


def make(
    state: Path,
    folder: Path,
    now: int,
    *,
    name: str = "",
    spare: int = SPARE,
    progress: Progress | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> Backup:
    """A backup of the store in this state directory, as of now, in `folder` (made where missing), mode 0600.

    Works beside a running river, in any thread: the connection is its own. `name` else than by the moment; `spare`:
    bytes that must stay free. Asks `stop` now and then. Raises BackupFailed, StoreDamaged (of the store itself); then
    nothing has changed.
    """
    with _alone(state):
        draft = folder / DRAFT.format(_mark(state))
        _ready(folder, draft, now)
        taken = now
        while not name and (folder / name_of(taken)).exists():
            taken += 1
        target = folder / (name or name_of(taken))
        if target.exists():
            raise BackupFailed(f"{target} exists already; name another file")
        try:
            _copy(state / STORE, draft, spare, progress or _quiet, stop)
            draft.rename(target)
            flush(folder)
            return Backup(target, taken, target.stat().st_size)
        except OSError as error:
            raise BackupFailed(f"the backup {target} cannot be written: {error.strerror}") from error
        finally:
            draft.unlink(missing_ok=True)


@contextmanager
def _alone(state: Path) -> Iterator[None]:
    """Never two backups of one store at once."""
    try:
        handle = (state / LOCK).open("a", encoding="ascii")
    except OSError as error:
        raise BackupFailed(f"the state directory {state} cannot be used: {error.strerror}") from error
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BackupFailed(f"a backup of {state} is being made already; wait for it") from None
        yield


def _mark(state: Path) -> str:
    """Of two stores that are backed up into one folder each knows its own drafts."""
    return f"{crc32(str(state.resolve()).encode()):08x}"


def _ready(folder: Path, draft: Path, now: int) -> None:
    """Make the folder, and remove what a backup of this store left that was killed: nobody else makes one now."""
    try:
        if not folder.exists():
            folder.mkdir(mode=0o700, parents=True)
        for left in folder.glob(DRAFT.format("*") + "*"):
            if left.name.startswith(draft.name) or left.stat().st_mtime < now - DAY:
                left.unlink(missing_ok=True)
    except OSError as error:
        raise BackupFailed(f"the backup folder {folder} cannot be made: {error.strerror}") from error


def _quiet(_step: str, _part: float) -> None:
    """Nobody looks on."""


def _copy(store: Path, draft: Path, spare: int, progress: Progress, stop: Callable[[], bool]) -> None:
    """The store, as of one moment, in a file of its own: whole, sound, and on the disk."""
    if not store.is_file():
        raise BackupFailed(f"there is no store at {store} to back up")
    draft.unlink(missing_ok=True)
    os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    written = False
    try:
        with closing(sqlite3.connect(address(store, "rw"), uri=True, timeout=BUSY_SECONDS, isolation_level=None)) as db:
            size = _size(db)
            _room(draft.parent, size, spare)
            db.set_progress_handler(lambda: _look(draft, size, "copying", progress, stop), STEPS)
            db.execute("VACUUM INTO ?", (str(draft),))
        written = True
        with closing(sqlite3.connect(address(draft, "ro", fixed=True), uri=True)) as db:
            db.set_progress_handler(lambda: _look(draft, 0, "checking", progress, stop), STEPS)
            found = str(db.execute("PRAGMA integrity_check(1)").fetchone()[0])
    except sqlite3.OperationalError as error:
        raise BackupFailed(f"no backup of {store} was made: {error}") from error
    except sqlite3.DatabaseError as error:
        if written:
            raise BackupFailed(f"the copy of {store} is not sound ({error}) and was thrown away") from error
        raise StoreDamaged(f"the store {store} is damaged ({error}); no backup was made of it") from error
    if found != "ok":
        raise StoreDamaged(f"the store {store} is damaged ({found}); no backup was made of it")
    with draft.open("rb") as handle:
        os.fsync(handle.fileno())


def _size(db: sqlite3.Connection) -> int:
    """Bytes that a copy without holes will take, at most."""
    pages, free, page = (int(db.execute(f"PRAGMA {what}").fetchone()[0]) for what in _SIZES)
    return (pages - free) * page


_SIZES = ("page_count", "freelist_count", "page_size")


def _room(folder: Path, size: int, spare: int) -> None:
    found = os.statvfs(folder)
    free = found.f_bavail * found.f_frsize
    if free < size + spare:
        raise BackupFailed(
            f"too little space in {folder} for a backup: it needs {size // MB + 1} MB and {spare // MB} MB must stay "
            f"free, but {free // MB} MB are; make room, or name another folder"
        )


def _look(draft: Path, size: int, step: str, progress: Progress, stop: Callable[[], bool]) -> int:
    """Between two steps of SQLite's: say how far it is; 1 = break off."""
    progress(step, min(1.0, draft.stat().st_size / size) if size and draft.exists() else 0.0)
    return int(stop())


def flush(folder: Path) -> None:
    """What was renamed in a folder stays renamed after a power cut. Raises OSError."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def newest(backups: Iterable[Backup]) -> Backup | None:
    """The last one made, None where there is none."""
    return max(backups, key=lambda backup: backup.at, default=None)
