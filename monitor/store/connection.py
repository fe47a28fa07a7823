"""One connection to the SQLite file, its pragmas, and the one way to write: `tx()`.

The connection is ours rather than sqlite-utils' own because its default leaves transactions open behind a bare
`execute`, keeps foreign keys off and begins deferred ones, which fail at once beside another writer.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from monitor.errors import StoreDamaged, StoreUnwritable

if TYPE_CHECKING:
    from sqlite_utils import Database

Row = sqlite3.Row
Value = str | int | float | bytes | None
Params = Mapping[str, Value]

BUSY_SECONDS = 15.0
SYNCHRONOUS = "FULL"  # a commit is on the disk before it returns: a power cut loses nothing that was answered
_WHAT = {
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_READONLY: "the file, or its disk, may only be read",
    sqlite3.SQLITE_IOERR: "the disk did not take or give what it was asked to",
    sqlite3.SQLITE_BUSY: "another program holds it locked",
    sqlite3.SQLITE_CANTOPEN: "a file beside it cannot be opened",
}
_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
LARGEST = 2**63 - 1  # the largest integer SQLite holds; a person may type a longer one


def address(path: Path, mode: str, *, fixed: bool = False) -> str:
    """The file as SQLite's own address; `fixed`: nobody writes it, so that nothing need lie beside it."""
    return f"file:{quote(str(path))}?mode={mode}" + ("&immutable=1" if fixed else "")


def unchanging(path: Path) -> bool:
    """Whether the file lies where nothing can be written, by this user at least, and all of it is in the file itself.

    Then it can be read without the -shm that SQLite would have to put beside it: a store on a read-only disk, a copy.
    """
    folder, log = path.parent, path.with_name(path.name + "-wal")
    try:
        closed = bool(os.statvfs(folder).f_flag & os.ST_RDONLY)
        if closed:
            return path.exists() and (not log.exists() or not log.stat().st_size)
        return path.exists() and not log.exists() and not os.access(folder, os.W_OK)
    except OSError:
        return False


class Connection:
    """A connection for one thread. `rows` and `one` read; writes happen inside `tx()`."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        try:
            # A reader never makes the file; it may still write the -shm beside it, as WAL asks of every reader.
            fixed = read_only and unchanging(path)
            self._raw = sqlite3.connect(
                address(path, "ro" if fixed else "rw" if read_only else "rwc", fixed=fixed),
                uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False,
            )  # fmt: skip
            self._raw.row_factory = sqlite3.Row
            try:
                self._set_up(read_only=read_only)
            except BaseException:
                self._raw.close()
                raise
        except sqlite3.OperationalError as error:
            if read_only and not path.exists():
                cure = "'monitor run' or 'monitor poll --once' makes it, --state names another directory"
                message = f"there is no store at {path} yet; {cure}"
                raise StoreUnwritable(message) from error
            cure = "check the directory's owner and free space"
            if read_only and path.with_name(path.name + "-wal").exists():
                cure += ", or copy the whole directory to where it can be written, and say --state"
            raise StoreUnwritable(f"the store {path} cannot be opened: {error}; {cure}") from error
        except sqlite3.DatabaseError as error:
            message = f"the store {path} is damaged or is no SQLite file ({error}); it was left as it is"
            raise StoreDamaged(message) from error
        self._depth = 0

    @property
    def changes(self) -> int:
        """How many rows this connection has written so far, whether or not that was undone."""
        return self._raw.total_changes

    @cached_property
    def tables(self) -> Database:
        """The same file for migrations, which make and change tables."""
        from sqlite_utils import Database  # noqa: PLC0415  # a tenth of a second that only a migration needs

        return Database(self._raw, execute_plugins=False)

    def _set_up(self, *, read_only: bool) -> None:
        run = self._raw.execute
        if read_only:
            run("PRAGMA query_only = ON")
        else:
            run("PRAGMA journal_mode = WAL")
        run(f"PRAGMA synchronous = {SYNCHRONOUS}")
        run("PRAGMA foreign_keys = ON")

    def rows(self, sql: str, params: Params | None = None) -> list[Row]:
        """All rows of a query with named parameters."""
        with self._said():
            return self._raw.execute(sql, params or {}).fetchall()

    def stream(self, sql: str, params: Params | None = None) -> Iterator[Row]:
        """The rows of a query one by one: as much memory as one takes."""
        with self._said():
            cursor = self._raw.execute(sql, params or {})
        while True:
            with self._said():
                row = cursor.fetchone()
            if row is None:
                return
            yield row

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """All questions in it are answered as of the first one; for reading only. The -wal grows meanwhile."""
        with self._said():
            self._raw.execute("BEGIN")
        try:
            yield
        finally:
            if self._raw.in_transaction:
                self._raw.execute("ROLLBACK")

    def one(self, sql: str, params: Params | None = None) -> Row | None:
        """The first row, or None. The cursor is run to its end, so RETURNING statements are complete."""
        found = self.rows(sql, params)
        return found[0] if found else None

    def count(self, sql: str, params: Params | None = None) -> int:
        """The first column of the first row as a number, 0 where there is none."""
        row = self.one(sql, params)
        return int(row[0] or 0) if row else 0

    def run(self, sql: str, params: Params | None = None) -> int:
        """A statement; returns how many rows it changed."""
        with self._said():
            return self._raw.execute(sql, params or {}).rowcount

    def run_rows(self, sql: str, rows: Sequence[tuple[Value, ...]]) -> int:
        """The same statement for each of `rows`, whose values stand for its `?` in order; how many rows it changed."""
        with self._said():
            return self._raw.executemany(sql, rows).rowcount

    def run_many(self, sql: str, params: Sequence[Params]) -> None:
        """The same statement for each of `params`."""
        with self._said():
            self._raw.executemany(sql, params)

    @contextmanager
    def _said(self) -> Iterator[None]:
        """What the machine refuses (a full disk, a lock held too long) as a sentence; wrong SQL stays what it is."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF  # the low byte says which family
            if code in _DAMAGE:
                message = f"the store {self.path} is damaged ({error}); nothing is written to it any more"
                raise StoreDamaged(message) from error
            if code == sqlite3.SQLITE_ERROR or not isinstance(error, sqlite3.OperationalError):
                raise
            what = f"{_WHAT[code]} ({error})" if code in _WHAT else str(error)
            message = f"the store {self.path}: {what}; check free space, permissions and who else has it open"
            raise StoreUnwritable(message) from error
        except MemoryError as error:  # SQLite's own: it may have rolled back, which is no fault of the item in hand
            message = f"the store {self.path}: this machine's memory ran out; see what else runs on it"
            raise StoreUnwritable(message) from error

    def patient(self, seconds: float) -> None:
        """For how long a write waits for another program's before it fails."""
        with self._said():
            self._raw.execute(f"PRAGMA busy_timeout = {round(seconds * 1000)}")

    @contextmanager
    def tx(self) -> Iterator[None]:
        """All or nothing: BEGIN IMMEDIATE ... COMMIT; inside another `tx()` a savepoint that rolls back alone."""
        name = f"level_{self._depth}"
        begin, end, undo = (
            ("BEGIN IMMEDIATE", "COMMIT", "ROLLBACK")
            if self._depth == 0
            else (f"SAVEPOINT {name}", f"RELEASE {name}", f"ROLLBACK TO {name}")
        )
        with self._said():
            if self._depth == 0 and self._raw.in_transaction:  # its ROLLBACK met the disk that had failed its COMMIT
                self._raw.execute("ROLLBACK")
            self._raw.execute(begin)
        self._depth += 1
        try:
            yield
            with self._said():
                self._raw.execute(end)  # inside: a COMMIT that fails on a full disk leaves the transaction open
        except BaseException:
            self._undo(undo, name)
            raise
        finally:
            self._depth -= 1

    def _undo(self, undo: str, name: str) -> None:
        # After an I/O error (a full disk) SQLite may have rolled back by itself: then there is nothing left to undo.
        if not self._raw.in_transaction:
            return
        with self._said():
            self._raw.execute(undo)
            if undo.startswith("ROLLBACK TO"):
                self._raw.execute(f"RELEASE {name}")

    def close(self) -> None:
        """Close; an open transaction is rolled back by SQLite."""
        self._raw.close()
