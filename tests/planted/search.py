"""Looking for marks: as they are, percent-encoded, in base64, in files, tables and whatever was written."""

from __future__ import annotations

import base64
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import unquote_to_bytes

from tests.planted.day import Heard
from tests.planted.places import Place


def needles(mark: str) -> tuple[bytes, ...]:
    """The mark itself, and what surely stands in any base64 of a text with it, wherever it begins."""
    plain = mark.encode()
    cores = []
    for before in range(3):
        coded = base64.b64encode(b"\0" * before + plain)
        cores.append(coded[(0, 2, 3)[before] : (before + len(plain)) * 8 // 6])
    return (plain, *cores)


def searched(heard: Heard) -> Iterator[tuple[str, bytes]]:
    """Everything that a day left behind, by where."""
    for where, text in heard.texts.items():
        yield where, text.encode("utf-8", "surrogateescape")
    for path in sorted(heard.state.rglob("*")):
        if path.is_file():
            top = path.relative_to(heard.state).parts[0]
            yield _name(top), path.read_bytes()
    for path in (heard.state / "monitor.db", *sorted((heard.state / "backups").glob("*.db"))):
        where = "store: rows" if path.parent == heard.state else "backup: rows"
        yield from ((where, cell) for cell in _cells(path))


def _name(top: str) -> str:
    if top.startswith("monitor.db"):
        return f"store: bytes of {top}"
    return {"live.copy": "store: bytes with its log"}.get(top, f"state: {top}")


def _cells(path: Path) -> Iterator[bytes]:
    """Each row whole: in the bytes of the file a long text may be cut between two pages."""
    with closing(sqlite3.connect(path)) as db:
        tables = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            for row in db.execute(f'SELECT * FROM "{table}"'):
                yield b"\0".join(cell if isinstance(cell, bytes) else str(cell).encode() for cell in row)


def found(heard: Heard, planted: list[Place]) -> Counter[tuple[str, str]]:
    """How often a mark of a place was found, by place and where; each text is looked through undone, too."""
    wanted = {place.name: [needle for mark in place.marks for needle in needles(mark)] for place in planted}
    counted: Counter[tuple[str, str]] = Counter()
    for where, data in searched(heard):
        forms = (data, unquote_to_bytes(data), data.replace(b"\\", b""))
        for name, looked_for in wanted.items():
            hits = max(sum(form.count(needle) for needle in looked_for) for form in forms)
            counted[name, where] += hits
    return counted
