"""Backups: sound or not there at all, made beside a writing river, kept by age."""

from __future__ import annotations

import fcntl
import sqlite3
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor.errors import BackupFailed, StoreDamaged
from monitor.model.limits import DAY, HOUR, MB
from monitor.store import FILE, Store, open_store
from monitor.store.backup import DRAFT, LOCK, Backup, _mark, kept, listed, make, name_of, tidy
from tests.store.samples import NOW, add, db


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


def fake(moment: int) -> Backup:
    return Backup(Path(name_of(moment)), moment, 1)


def test_a_backup_holds_what_was_committed_and_not_what_is_being_written(store: Store, tmp_path: Path) -> None:
    add(store, "1")
    with store.tx():
        add(store, "2")
        made = make(tmp_path / "state", tmp_path / "copies", NOW)
    assert made.path.name == "monitor-20240514T040000Z.db"
    copy = sqlite3.connect(made.path)
    assert copy.execute("SELECT id, title FROM article").fetchall() == [(1, "Лукашенко прибыл в Баку")]
    assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    copy.close()
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "copies").iterdir()] == [made.path.name]
    assert listed(tmp_path / "copies") == (made,)


def test_two_backups_of_one_second_are_two(store: Store, tmp_path: Path) -> None:
    made = [make(tmp_path / "state", tmp_path / "copies", NOW) for _ in range(2)]
    assert [backup.at for backup in made] == [NOW, NOW + 1]


def test_never_two_backups_at_once(store: Store, tmp_path: Path) -> None:
    with (tmp_path / "state" / LOCK).open("w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(BackupFailed, match="being made already"):
            make(tmp_path / "state", tmp_path / "copies", NOW)


def test_a_full_disk_is_said_before_anything_is_written(store: Store, tmp_path: Path) -> None:
    with pytest.raises(BackupFailed, match="too little space"):
        make(tmp_path / "state", tmp_path / "copies", NOW, spare=2**62)
    assert list((tmp_path / "copies").iterdir()) == []


def test_a_backup_that_is_told_to_stop_leaves_nothing(store: Store, tmp_path: Path) -> None:
    with store.tx():
        for n in range(3000):
            db(store).run("INSERT INTO article (title) VALUES (:t)", {"t": f"Ciddi xəbər {n}" * 30})
    with pytest.raises(BackupFailed, match="interrupted"):
        make(tmp_path / "state", tmp_path / "copies", NOW, stop=lambda: True)
    assert list((tmp_path / "copies").iterdir()) == []


def test_what_a_killed_backup_left_goes_and_foreign_files_stay(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    left = folder / DRAFT.format(_mark(tmp_path / "state"))
    other, mine = folder / ".monitor-backup-99.part", folder / "monitor-own.db"
    for path in (left, left.with_name(f"{left.name}-journal"), other, mine):
        path.write_text("x")
    make(tmp_path / "state", folder, NOW)
    assert {path.name for path in folder.iterdir()} == {other.name, mine.name, name_of(NOW)}
    make(tmp_path / "state", folder, int(other.stat().st_mtime) + 2 * DAY)
    assert not other.exists()


def test_a_damaged_store_gets_no_backup(tmp_path: Path) -> None:
    state = tmp_path / "state"
    opened = open_store(state)
    with opened.tx():
        for n in range(300):
            db(opened).run("INSERT INTO article (title) VALUES (:t)", {"t": f"Новость {n} " * 40})
    opened.close()
    data = bytearray((state / FILE).read_bytes())
    half = len(data) // 2 // 4096 * 4096
    data[half : half + 40960] = b"\xa5" * 40960
    (state / FILE).write_bytes(data)
    with pytest.raises(StoreDamaged, match="no backup"):
        make(state, tmp_path / "copies", NOW)
    assert listed(tmp_path / "copies") == ()


def test_no_store_no_backup(tmp_path: Path) -> None:
    with pytest.raises(BackupFailed, match="there is no store"):
        make(tmp_path, tmp_path / "copies", NOW)


def test_a_name_that_is_taken_is_refused(store: Store, tmp_path: Path) -> None:
    (tmp_path / "mine.db").write_text("older")
    with pytest.raises(BackupFailed, match="exists already"):
        make(tmp_path / "state", tmp_path, NOW, name="mine.db")
    assert (tmp_path / "mine.db").read_text() == "older"


def aged(start: int, days: int, skip: range = range(0)) -> list[list[int]]:
    """After each of so many days with a backup each, tidied every time: how many days old those are that are left."""
    have: list[Backup] = []
    ages = []
    for now in (start + day * DAY for day in range(days) if day not in skip):
        have.append(fake(now))
        gone = kept(have, now)
        have = [backup for backup in have if backup not in gone]
        ages.append([(now - backup.at) // DAY for backup in have])
    return ages


def test_two_years_of_days_leave_seven_days_and_four_weeks() -> None:
    """On whatever weekday one looks: the last seven days, and at least four weeks back."""
    for left in aged(NOW, 736)[40:]:
        assert left[-7:] == [6, 5, 4, 3, 2, 1, 0]
        assert len(left) == 11
        assert 28 <= left[0] <= 34


def test_a_gap_of_a_month_takes_no_backup_away() -> None:
    """Days that have a backup are counted: after the gap the old ones are still there."""
    after = aged(NOW, 92, skip=range(60, 91))[-1]
    assert len(after) == 11
    assert after[0] > 28 + 25


def test_backups_by_hand_push_no_daily_one_out() -> None:
    days = [fake(NOW - day * DAY) for day in range(7)]
    byhand = [fake(NOW + 60 * n) for n in range(1, 40)]
    gone = kept([*days, *byhand], NOW + HOUR)
    assert [backup for backup in days[1:] if backup in gone] == []
    assert len(byhand) - len([backup for backup in byhand if backup in gone]) == 5


def test_a_clock_that_was_ahead_takes_nothing_and_fills_nothing() -> None:
    days = [fake(NOW - day * DAY) for day in range(9)]
    ahead = [fake(NOW + 4000 * DAY + day * DAY) for day in range(12)]
    gone = kept([*days, *ahead], NOW)
    assert [backup for backup in days if backup in gone] == list(kept(days, NOW))
    assert [backup for backup in ahead if backup not in gone] == ahead[-2:]
    assert kept(days, NOW + 4000 * DAY) == kept(days, NOW)


def test_tidying_spares_what_was_just_checked(tmp_path: Path) -> None:
    for n in range(3):
        (tmp_path / name_of(at("2024-05-14") + n * HOUR)).write_text("x")
    oldest = tmp_path / name_of(at("2024-05-14"))
    assert len(tidy(tmp_path, NOW + 9 * DAY, sound=oldest)) == 1
    assert oldest.exists()


def test_no_room_is_counted_in_megabytes(store: Store, tmp_path: Path) -> None:
    with pytest.raises(BackupFailed, match=r"needs 1 MB and 4194304 MB must stay"):
        make(tmp_path / "state", tmp_path, NOW, spare=2**22 * MB)
