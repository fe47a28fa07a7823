"""A file of each earlier state of the schema opens: backed up, migrated at once or not at all, and nothing told twice."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from monitor.errors import StoreUnwritable
from monitor.store import FILE, m008, open_store, opening
from monitor.store.backup import FOLDER, listed
from monitor.store.restoring import check
from monitor.store.steps import STEPS
from tests.store.samples import SOURCES, db
from tests.store.test_schema import dump

STATES = sorted(Path(__file__).with_name("states").glob("m0*.sql"))
TEXTS = {"Прэм’ер": "Bakıda şəhər", "Əliyev Minskdə": "Сустрэча ў Мінску: п’ять дакументаў"}


def old(state: Path, script: Path) -> Path:
    """A store as that state left it, in WAL as the river had it."""
    state.mkdir()
    file = sqlite3.connect(state / FILE)
    file.executescript(script.read_text(encoding="utf-8"))
    file.execute("PRAGMA journal_mode = WAL")
    file.close()
    return state / FILE


def counts(path: Path) -> dict[str, int]:
    file = sqlite3.connect(path)
    names = [row[0] for row in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = {
        name: file.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
        for name in names
        if not name.startswith(("folded_fts", "sqlite_", "_sqlite"))
    }
    file.close()
    return found


def test_there_is_a_file_of_every_state_but_the_last() -> None:
    assert [path.stem for path in STATES] == [step[:4] for step in STEPS[:-1]]


@pytest.mark.parametrize("script", STATES, ids=lambda path: path.stem)
def test_it_opens_with_all_its_rows_and_the_schema_of_today(script: Path, tmp_path: Path) -> None:
    path = old(tmp_path / "state", script)
    before = counts(path)
    store = open_store(path.parent)
    after = counts(path)
    assert {name: after[name] for name in before} == before
    texts = {row["title"]: row["body"] for row in db(store).rows("SELECT title, body FROM text_version")}
    assert texts == TEXTS
    assert store.sound() == "ok"
    assert db(store).rows("PRAGMA foreign_key_check") == []
    open_store(tmp_path / "new").close()
    new, migrated = sqlite3.connect(tmp_path / "new" / FILE), sqlite3.connect(path)
    assert dump(new) == dump(migrated)
    new.close()
    migrated.close()
    store.close()


@pytest.mark.parametrize("script", STATES, ids=lambda path: path.stem)
def test_nothing_is_told_twice_and_what_waited_goes_on_waiting(script: Path, tmp_path: Path) -> None:
    store = open_store(old(tmp_path / "state", script).parent)
    assert 1 not in [report.article for report in store.reports.untold("desk", ["az-by"], SOURCES)]
    assert store.outbox.has_digest("desk", "1970-01-01/daily")
    states = db(store).rows("SELECT message_id, state FROM message ORDER BY id")
    assert [tuple(row) for row in states] == [("<k1@example.org>", "sent"), ("<k2@example.org>", "due")]
    store.close()


@pytest.mark.parametrize("script", STATES, ids=lambda path: path.stem)
def test_a_safety_copy_of_the_old_state_is_made_first(script: Path, tmp_path: Path) -> None:
    path = old(tmp_path / "state", script)
    open_store(path.parent).close()
    (made,) = listed(path.parent / FOLDER)
    gone = STEPS.index(next(step for step in STEPS if step.startswith(script.stem))) + 1
    assert check(made.path).pending == STEPS[gone:]
    open_store(path.parent).close()
    assert len(listed(path.parent / FOLDER)) == 1


def test_without_room_for_the_copy_nothing_is_migrated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = old(tmp_path / "state", STATES[-1])
    before = path.read_bytes()
    monkeypatch.setattr(opening, "SPARE", 2**62)
    with pytest.raises(StoreUnwritable, match="backed up before it is brought up to date"):
        open_store(path.parent)
    assert path.read_bytes() == before


@pytest.mark.parametrize("script", STATES, ids=lambda path: path.stem)
def test_killed_in_its_last_step_a_migration_has_changed_nothing(
    script: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = old(tmp_path / "state", script)
    before = counts(path)
    pid = os.fork()
    if not pid:
        monkeypatch.setattr(m008, "polls_of_a_day", lambda _db: os._exit(9))
        try:
            open_store(path.parent)
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 9
    assert counts(path) == before
    store = open_store(path.parent)
    assert {tuple(row) for row in db(store).rows("SELECT quiet_polls, quiet_since FROM feed")} == {(0, None)}
    store.close()
