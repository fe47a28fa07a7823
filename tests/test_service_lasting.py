"""What could end a service of months: turns that break, threads that die, a store that is damaged."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from monitor.errors import MonitorError, StoreDamaged
from monitor.service import lasting
from monitor.service.lasting import MARK, Turns, damage, refuse_damaged
from monitor.store import FILE, open_store
from tests.world import empty_store


def stopped() -> threading.Event:
    """So that nothing is waited for."""
    event = threading.Event()
    event.set()
    return event


def test_many_broken_turns_in_a_row_end_the_process_with_a_sentence() -> None:
    turns = Turns(stopped())
    for _ in range(lasting.TOO_MANY - 1):
        turns.ended(["OSError: Too many open files"])
    with pytest.raises(MonitorError, match=r"10 turns in a row broke off, the last with OSError: Too many open files"):
        turns.ended(["OSError: Too many open files"])


def test_a_turn_that_works_forgets_those_that_broke() -> None:
    turns = Turns(stopped())
    for _ in range(3):
        for _ in range(lasting.TOO_MANY - 1):
            turns.ended(["RuntimeError: can't start new thread"])
        turns.ended([])


def test_a_thread_that_died_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    gone = threading.Event()
    thread = threading.Thread(target=gone.wait, name="workers of this test", daemon=True)
    monkeypatch.setattr(lasting, "THREADS", {thread.name: "watches over the parsers"})
    thread.start()
    turns = Turns(stopped())
    turns.threads(0.0)
    gone.set()
    thread.join()
    turns.threads(1.0)  # it looks now and then only
    with pytest.raises(MonitorError, match="the thread that watches over the parsers has died"):
        turns.threads(10.0)


def damaged(state: Path) -> Path:
    """A store with a page of rubbish."""
    path = state / FILE
    path.write_bytes(empty_store())
    with path.open("r+b") as file:
        file.seek(4096 * 3)
        file.write(b"\xff" * 4096 * 20)
    return path


def test_a_page_of_rubbish_is_said_as_damage_at_the_first_question(tmp_path: Path) -> None:
    damaged(tmp_path)
    with pytest.raises(StoreDamaged, match="is damaged"), closing(open_store(tmp_path, read_only=True)) as store:
        store.totals()


def test_a_store_found_damaged_is_refused_until_it_is_sound(tmp_path: Path) -> None:
    damaged(tmp_path)
    backup = tmp_path / "backups" / "monitor-20240514T023000Z.db"
    backup.parent.mkdir()
    backup.write_bytes(empty_store())
    told = damage(tmp_path, backup.parent, StoreDamaged("the store is damaged"))
    assert told.exit_code == 7
    assert "'monitor restore monitor-20240514T023000Z.db' puts it in place and keeps this file" in str(told)
    with pytest.raises(StoreDamaged, match="monitor restore monitor-20240514T023000Z"):
        refuse_damaged(tmp_path)
    (tmp_path / FILE).write_bytes(empty_store())
    refuse_damaged(tmp_path)
    assert not (tmp_path / MARK).exists()


def test_what_is_no_store_at_all_is_damage_too(tmp_path: Path) -> None:
    (tmp_path / MARK).write_text("found damaged\n", encoding="utf-8")
    (tmp_path / FILE).write_bytes(b"no store" * 1000)
    with pytest.raises(StoreDamaged):
        refuse_damaged(tmp_path)


def test_without_a_backup_it_says_so(tmp_path: Path) -> None:
    error = sqlite3.DatabaseError("database disk image is malformed")
    assert "there is no backup in" in str(damage(tmp_path, tmp_path / "none", StoreDamaged(str(error))))
