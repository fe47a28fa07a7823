"""Putting a backup back: checked first, the old store kept whatever its state, and never a moment without a store."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import stat
import sys
from pathlib import Path
from typing import Any

import pytest

from monitor.cli import entry
from monitor.errors import BackupFailed, StoreDamaged, StoreError, StoreTooNew
from monitor.store import FILE, open_store
from monitor.store.backup import FOLDER, make
from monitor.store.lock import state_lock
from monitor.store.restoring import check, complete, restore
from tests.store.samples import NOW, SOURCES, add, db

OLD, NEW = "old", "new"  # the titles by which the two stores are told apart


def with_article(state: Path, title: str) -> None:
    store = open_store(state)
    store.feeds.sync(SOURCES.values(), NOW)
    number = add(store, "1")
    with store.tx():
        db(store).run("UPDATE article SET title = :title WHERE id = :id", {"title": title, "id": number})
    store.close()


def title_in(path: Path) -> str:
    file = sqlite3.connect(path)
    title = file.execute("SELECT title FROM article").fetchone()[0]
    file.close()
    return str(title)


@pytest.fixture
def state(tmp_path: Path) -> Path:
    """An old store, and a backup that says something else."""
    with_article(tmp_path / "elsewhere", NEW)
    make(tmp_path / "elsewhere", tmp_path / "state" / FOLDER, NOW)
    with_article(tmp_path / "state", OLD)
    return tmp_path / "state"


def backup_of(state: Path) -> Path:
    return next((state / FOLDER).glob("monitor-*.db"))


def test_the_backup_takes_the_stores_place_and_the_old_one_is_kept(state: Path) -> None:
    (state / FILE).chmod(0o640)
    done = restore(state, backup_of(state), NOW + 99)
    assert title_in(state / FILE) == NEW
    assert done.aside == state / "before-restore-20240514T040139Z.db"
    assert title_in(done.aside) == OLD
    assert done.source.rows["article"] == 1
    assert stat.S_IMODE((state / FILE).stat().st_mode) == 0o640
    store = open_store(state)
    assert str(db(store).rows("PRAGMA journal_mode")[0][0]) == "wal"
    assert store.restores.last() == done.restored
    assert store.sound() == "ok"
    store.close()
    assert title_in(backup_of(state)) == NEW


def test_what_stood_only_in_the_wal_of_the_old_store_is_kept_with_it(state: Path) -> None:
    reader = sqlite3.connect(state / FILE)
    reader.execute("UPDATE article SET title = 'late'")
    reader.commit()
    shutil.copy(state / FILE, state / "copy.db")
    shutil.copy(state / f"{FILE}-wal", state / "copy.db-wal")
    reader.close()
    (state / "copy.db").rename(state / FILE)
    (state / "copy.db-wal").rename(state / f"{FILE}-wal")  # as a kill leaves them
    done = restore(state, backup_of(state), NOW + 99)
    assert title_in(state / FILE) == NEW
    assert done.aside is not None
    assert title_in(done.aside) == "late"


@pytest.mark.parametrize("harm", ["bytes", "empty", "cut", "gone", "wal alone", "not sqlite"])
def test_a_damaged_old_store_is_kept_as_it_is(state: Path, harm: str) -> None:
    path = state / FILE
    data = path.read_bytes()
    if harm in ("gone", "wal alone"):
        path.unlink()
    if harm == "wal alone":
        (state / f"{FILE}-wal").write_bytes(b"frames of old")
    forms = {
        "bytes": data[:100] + os.urandom(8000) + data[8100:], "empty": b"", "cut": data[:5000],
        "not sqlite": "письмо".encode() * 900,
    }  # fmt: skip
    if harm in forms:
        path.write_bytes(forms[harm])
        with pytest.raises(StoreDamaged, match="is damaged"):
            open_store(state)
    done = restore(state, backup_of(state), NOW + 99)
    assert title_in(path) == NEW
    if harm in forms:
        assert done.aside is not None
        assert done.aside.read_bytes() == forms[harm]
    if harm == "wal alone":
        assert [each.read_bytes() for each in state.glob("before-restore-*-wal")] == [b"frames of old"]
    open_store(state).close()


def rotten(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[8192:20480] = b"\x5a" * 12288
    path.write_bytes(data)


def foreign(path: Path) -> None:
    path.unlink()
    file = sqlite3.connect(path)
    file.execute("CREATE TABLE notes (x)")
    file.close()


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (rotten, "damaged"), (lambda path: path.write_bytes(b""), "no store of the monitor"),
        (lambda path: path.write_bytes(b"%PDF-1.4 not this"), "damaged or is no store"),
        (foreign, "no store of the monitor"), (Path.unlink, "there is no backup"),
    ],
)  # fmt: skip
def test_a_backup_that_is_none_replaces_nothing(state: Path, harm: Any, said: str) -> None:
    path = backup_of(state)
    before = (state / FILE).read_bytes()
    harm(path)
    with pytest.raises(BackupFailed, match=said):
        restore(state, path, NOW + 99)
    assert (state / FILE).read_bytes() == before
    assert not list(state.glob("*restore*"))


def test_a_backup_of_a_newer_version_is_refused(state: Path) -> None:
    file = sqlite3.connect(backup_of(state))
    with file:
        file.execute("INSERT INTO _sqlite_migrations (migration_set, name) VALUES ('monitor', 'm999_peace')")
    file.close()
    with pytest.raises(StoreTooNew, match="m999_peace"):
        restore(state, backup_of(state), NOW + 99)
    assert title_in(state / FILE) == OLD


def test_a_reader_of_the_old_store_does_the_new_one_no_harm(state: Path) -> None:
    """It holds the old file open: at its end SQLite must not take the -wal of the new one for its own."""
    reader = open_store(state, read_only=True)
    assert db(reader).rows("SELECT title FROM article")[0][0] == OLD
    restore(state, backup_of(state), NOW + 99)
    store = open_store(state)
    add(store, "2")
    reader.close()
    again = open_store(state, read_only=True)
    assert db(again).count("SELECT count(*) FROM article") == 2
    again.close()
    assert store.sound() == "ok"
    store.close()


def killed_at(state: Path, backup: Path, step: int) -> bool:
    """A process that restores and is killed before its n-th dealing with a file; True if it came to its end."""
    pid = os.fork()
    if not pid:
        left = step

        def fuse(event: str, _args: tuple[Any, ...]) -> None:
            nonlocal left
            if event in ("os.rename", "os.remove", "os.chmod", "os.chown", "sqlite3.connect", "open"):
                left -= 1
                if left < 0:
                    os._exit(9)

        sys.addaudithook(fuse)
        try:
            restore(state, backup, NOW + 99)
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0


@pytest.mark.parametrize("damaged", [False, True])
def test_killed_anywhere_there_is_the_old_store_or_the_new_one(state: Path, *, damaged: bool) -> None:
    """At the next start; and what is not in its place is kept."""
    backup, found = backup_of(state), []
    if damaged:
        (state / FILE).write_bytes((state / FILE).read_bytes()[:5000])
        (state / f"{FILE}-wal").write_bytes(b"what SQLite must never read into the new store")
    before = {path.name: path.read_bytes() for path in state.iterdir() if path.is_file()}
    for step in range(60):
        shutil.rmtree(state.with_name("try"), ignore_errors=True)
        attempt = Path(shutil.copytree(state, state.with_name("try")))
        whole = killed_at(attempt, backup, step)
        try:
            open_store(attempt).close()
            found.append(title_in(attempt / FILE))
        except StoreDamaged:
            found.append(OLD)
            assert (attempt / FILE).read_bytes() == before[FILE]
        if found[-1] == NEW and damaged:
            kept = next(attempt.glob("before-restore-*.db"))
            assert kept.read_bytes() == before[FILE]
            assert kept.with_name(f"{kept.name}-wal").read_bytes() == before[f"{FILE}-wal"]
        if found[-1] == NEW and not damaged:
            assert title_in(next(attempt.glob("before-restore-*.db"))) == OLD
        if whole:
            break
    assert whole
    assert found == sorted(found, reverse=True)  # the old one up to some step, the new one from then on
    assert found.count(OLD) >= 5
    assert found.count(NEW) >= 4


def test_readers_of_a_restore_that_was_broken_off_are_told_so(state: Path) -> None:
    shutil.copy(backup_of(state), state / "restore-20240514T040139Z.db")
    with pytest.raises(StoreError, match="broken off"):
        open_store(state, read_only=True)
    assert complete(state)
    assert not complete(state)
    open_store(state, read_only=True).close()
    assert title_in(state / FILE) == NEW


def test_a_check_says_what_is_in_a_backup(state: Path) -> None:
    found = check(backup_of(state))
    assert (found.newest, found.pending, found.rows["article"], found.rows["told"]) == (NOW, (), 1, 0)


def in_the_middle(path: Path) -> None:
    """A page in the middle is overwritten: opening notices nothing, reading it does."""
    data = bytearray(path.read_bytes())
    root = title_page(path)
    data[(root - 1) * 4096 : root * 4096] = b"\xa5" * 4096
    path.write_bytes(data)


def title_page(path: Path) -> int:
    file = sqlite3.connect(path)
    page = file.execute("SELECT rootpage FROM sqlite_master WHERE name = 'article'").fetchone()[0]
    file.close()
    return int(page)


def test_a_damaged_store_names_the_newest_sound_backup(state: Path) -> None:
    sound = make(state, state / FOLDER, NOW + 100)
    rotten(make(state, state / FOLDER, NOW + 200).path)
    (state / FILE).write_bytes(b"\x00" * 9000)
    with pytest.raises(StoreDamaged, match=f"monitor restore newest.*{sound.path.name} of 14 May 2024 04:01 UTC"):
        open_store(state)


def test_damage_found_only_while_it_runs_is_said_and_left(state: Path) -> None:
    in_the_middle(state / FILE)
    before = (state / FILE).read_bytes()
    store = open_store(state, read_only=True)
    with pytest.raises(StoreDamaged, match="damaged"):
        db(store).rows("SELECT * FROM article")
    store.close()
    assert (state / FILE).read_bytes() == before


def test_restore_leaves_with_6_while_the_monitor_runs(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with state_lock(state):
        assert entry(["--state", str(state), "restore", "--yes"]) == 6
    assert "already runs" in capsys.readouterr().err
    assert entry(["--state", str(state), "--rules", str(state), "restore", "--yes"]) == 0
    said = capsys.readouterr().err
    assert "knows everything until 14 May 2024 04:00 UTC" in said
    assert "before-restore-" in said


def test_backups_are_made_and_listed_beside_a_running_monitor(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with state_lock(state):
        place = ["--state", str(state), "--rules", str(state)]
        assert entry([*place, "backup"]) == 0
        assert Path(capsys.readouterr().out.strip()).parent == state / FOLDER
        assert entry([*place, "backup", "--to", str(state / "mine.db"), "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["path"] == str(state / "mine.db")
        assert entry([*place, "backup", "--list", "--json"]) == 0
        assert len(json.loads(capsys.readouterr().out)["backups"]) == 2
