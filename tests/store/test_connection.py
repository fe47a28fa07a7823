"""One connection: how it writes, what it undoes, what it insists on."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from monitor.errors import StoreUnwritable
from monitor.store import open_store
from monitor.store.connection import Connection, unchanging
from tests.conftest import OUTSIDE_TESTS


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    opened = Connection(tmp_path / "monitor.db")
    opened.run("CREATE TABLE town (name TEXT PRIMARY KEY, twin TEXT REFERENCES town (name))")
    yield opened
    opened.close()


def towns(connection: Connection) -> list[str]:
    return [row["name"] for row in connection.rows("SELECT name FROM town ORDER BY name")]


def found(connection: Connection, name: str) -> None:
    connection.run("INSERT INTO town (name) VALUES (:name)", {"name": name})


def founded_in_vain(connection: Connection, *names: str, error: type[BaseException] = ZeroDivisionError) -> None:
    """A transaction that fails after these."""
    with connection.tx():
        for name in names:
            found(connection, name)
        raise error


def test_what_a_power_cut_must_not_take_is_asked_of_sqlite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("monitor.store.connection.SYNCHRONOUS", OUTSIDE_TESTS)
    pragmas = ("journal_mode", "synchronous", "foreign_keys")
    opened = Connection(tmp_path / "monitor.db")
    assert [opened.rows(f"PRAGMA {name}")[0][0] for name in pragmas] == ["wal", 2, 1]
    opened.close()


def test_a_finished_transaction_is_there_for_another_connection(connection: Connection) -> None:
    with connection.tx():
        found(connection, "Gəncə")
        found(connection, "Мінск")
    other = Connection(connection.path)
    assert towns(other) == ["Gəncə", "Мінск"]
    other.close()


def test_an_exception_undoes_all_of_it_and_is_not_swallowed(connection: Connection) -> None:
    with pytest.raises(ZeroDivisionError):
        founded_in_vain(connection, "Баку")
    assert towns(connection) == []


def test_a_cancelled_thread_undoes_as_well(connection: Connection) -> None:
    with pytest.raises(KeyboardInterrupt):
        founded_in_vain(connection, "Баку", error=KeyboardInterrupt)
    assert towns(connection) == []


def test_an_inner_failure_rolls_back_alone(connection: Connection) -> None:
    with connection.tx():
        found(connection, "Брэст")
        with pytest.raises(sqlite3.IntegrityError):
            founded_in_vain(connection, "Гомель", "Брэст")
        found(connection, "Şəki")
    assert towns(connection) == ["Şəki", "Брэст"]


def test_an_inner_success_falls_with_the_outer_failure(connection: Connection) -> None:

    def outer() -> None:
        with connection.tx():
            with connection.tx():
                found(connection, "Гродна")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        outer()
    assert towns(connection) == []


def test_three_levels_undo_only_the_one_that_failed(connection: Connection) -> None:
    with connection.tx():
        with connection.tx():
            found(connection, "Lənkəran")
            with pytest.raises(ZeroDivisionError):
                founded_in_vain(connection, "Полацк")
        with connection.tx():
            found(connection, "Нарач")
    assert towns(connection) == ["Lənkəran", "Нарач"]


def test_after_a_failure_the_connection_writes_on(connection: Connection) -> None:
    with pytest.raises(ZeroDivisionError):
        founded_in_vain(connection)
    with connection.tx():
        found(connection, "Баку")
    assert towns(connection) == ["Баку"]


def test_foreign_keys_are_kept(connection: Connection) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        connection.run("INSERT INTO town (name, twin) VALUES ('Мінск', 'Атлантыда')")


def test_a_transaction_begins_by_taking_the_write_lock(connection: Connection) -> None:
    """A deferred one would fail later, in the middle, beside another writer."""
    other = sqlite3.connect(connection.path, timeout=0, isolation_level=None)
    with connection.tx(), pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    other.close()


def test_a_reader_reads_and_never_writes(connection: Connection) -> None:
    found(connection, "Баку")
    reader = Connection(connection.path, read_only=True)
    assert towns(reader) == ["Баку"]
    with pytest.raises(StoreUnwritable, match="readonly"):
        found(reader, "Мінск")
    reader.close()


def test_a_reader_never_makes_the_file(tmp_path: Path) -> None:
    with pytest.raises(StoreUnwritable, match="there is no store"):
        Connection(tmp_path / "none.db", read_only=True)
    assert list(tmp_path.iterdir()) == []


def test_a_path_with_characters_of_an_address_is_a_path(tmp_path: Path) -> None:
    path = tmp_path / "вести ? № 5 # %41.db"
    opened = Connection(path)
    opened.run("CREATE TABLE town (name TEXT)")
    opened.close()
    assert path.exists()


def test_returning_rows_are_complete_after_one(connection: Connection) -> None:
    found(connection, "Баку")
    found(connection, "Мінск")
    connection.one("UPDATE town SET twin = name RETURNING name")
    assert connection.count("SELECT count(*) FROM town WHERE twin = name") == 2


# -- where nothing can be written


@pytest.fixture
def sealed(tmp_path: Path) -> Iterator[Callable[[], None]]:
    """Makes the folder of the test a disk that may only be read, where this machine lets us."""
    mounted: list[Path] = []

    def seal() -> None:
        for options in (["--bind"], ["-o", "remount,ro,bind"]):
            done = subprocess.run(["mount", *options, tmp_path, tmp_path], capture_output=True, check=False)
            if done.returncode:
                pytest.skip("this machine lets nobody mount")
            mounted[:] = [tmp_path]

    yield seal
    for folder in mounted:
        subprocess.run(["umount", "-l", folder], check=True)


def test_a_store_on_a_read_only_disk_is_read(connection: Connection, sealed: Callable[[], None]) -> None:
    found(connection, "Баку")
    connection.close()  # all of it is in the file now
    sealed()
    reader = Connection(connection.path, read_only=True)
    assert towns(reader) == ["Баку"]
    with pytest.raises(StoreUnwritable, match="readonly"):
        found(reader, "Мінск")
    reader.close()
    with pytest.raises(StoreUnwritable, match="cannot be opened"):
        Connection(connection.path)


def test_what_is_only_in_the_log_beside_it_is_not_passed_over(
    connection: Connection, sealed: Callable[[], None], tmp_path: Path
) -> None:
    """As after a power cut: the store without its -wal would be an older one."""
    found(connection, "Баку")
    log = connection.path.with_name("monitor.db-wal").read_bytes()
    connection.close()
    (tmp_path / "monitor.db-wal").write_bytes(log)
    assert not unchanging(connection.path)
    sealed()
    assert not unchanging(connection.path)
    with pytest.raises(StoreUnwritable, match="copy the whole directory to where it can be written"):
        Connection(connection.path, read_only=True)


def test_a_new_store_is_for_its_owner_alone_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        store = open_store(tmp_path)
        modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.glob("monitor.db*")}
        store.close()
    finally:
        os.umask(before)
    assert modes["monitor.db-wal"] == 0o600
    assert set(modes.values()) == {0o600}
