"""`export --all`: every table, in order, as of one moment, without what is secret."""

from __future__ import annotations

import json
from base64 import b64decode
from pathlib import Path

from monitor.cli import entry
from monitor.model.message import Told
from monitor.store import Store
from monitor.store.everything import LEFT_OUT
from tests.store.samples import add, db, digest, freeze, reported, text


def filled(store: Store) -> int:
    article = reported(store, "1", text=text("Прэм’ер у Баку", "Şəhər İsmayıllı"))
    freeze(store, digest("2024-05-14/daily", "https://hooks.example.org/T0/secret", told=[Told(article, 1, 1)]))
    return article


def rows_of(objects: list[dict[str, object]], table: str) -> list[dict[str, object]]:
    rows = [each["row"] for each in objects if each.get("table") == table]
    return [row for row in rows if isinstance(row, dict)]


def test_every_table_is_in_it_or_named_as_left_out(store: Store) -> None:
    first = next(store.everything())
    named = {*first["tables"], *LEFT_OUT}  # type: ignore[misc]
    there = {row["name"] for row in db(store).rows("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert {name for name in there - named if not name.startswith(("folded_fts_", "sqlite_"))} == set()
    assert all(why for why in LEFT_OUT.values())


def test_every_column_of_every_row_is_in_it(store: Store) -> None:
    filled(store)
    objects = list(store.everything())
    for table in objects[0]["tables"]:  # type: ignore[attr-defined]
        columns = {row["name"] for row in db(store).rows(f"PRAGMA table_info({table})")}
        rows = rows_of(objects, table)
        assert len(rows) == db(store).count(f"SELECT count(*) FROM {table}") == objects[-1]["rows"][table]  # type: ignore[index]
        assert all(set(row) == columns for row in rows)


def test_texts_are_whole_bytes_are_base64_and_hooks_are_masked(store: Store) -> None:
    filled(store)
    objects = list(store.everything())
    assert [row["body"] for row in rows_of(objects, "text_version")] == ["Şəhər İsmayıllı"]
    (body,) = rows_of(objects, "body")
    assert b64decode(body["bytes"]["base64"]).decode() == "часть 1"  # type: ignore[index]
    assert [row["recipient"] for row in rows_of(objects, "message")] == ["hooks.example.org/…"]
    assert objects == list(store.everything())


def test_what_is_written_meanwhile_is_not_in_it(store: Store) -> None:
    from monitor.store import open_store

    filled(store)
    reader = open_store(db(store).path.parent, read_only=True)
    going = reader.everything()
    next(going)
    add(store, "2")
    assert len(rows_of(list(going), "article")) == 1
    reader.close()


def test_the_command_writes_a_whole_file_or_none(store: Store, tmp_path: Path) -> None:
    filled(store)
    out = tmp_path / "всё.jsonl"
    assert entry(["--state", str(tmp_path / "state"), "export", "--all", "-o", str(out)]) == 0
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert lines[0]["format"] == 1
    assert lines[-1]["rows"]["article"] == 1
    assert out.stat().st_mode & 0o077 == 0
    assert entry(["--state", str(tmp_path / "state"), "export", "--all", "-o", str(tmp_path / "no" / "x")]) == 1
