"""Everything that is stored, as objects: one a row, table by table, as of one moment.

The first object says what the file is: `{"export": "bilateral-monitor", "format": 1, "schema": [steps], "tables":
[...], "left_out": {table: why}}`. Each further one is `{"table": name, "row": {column: value}}`: tables in alphabetical
order, the rows of each in the order of their key, columns in the order of the schema; times are UTC seconds, bytes are
`{"base64": "..."}`. The last one is `{"rows": {table: count}}`: a file without it was cut off. The same store gives the
same objects.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from urllib.parse import urlsplit

from monitor.store.connection import Connection, Row, Value

FORMAT = 1
LEFT_OUT = {
    "document": "hashes of what each feed last listed; made anew at the next polls",
    "folded": "the texts once more, folded for searching; made anew from text_version",
    "folded_fts": "the index over it, with the tables SQLite keeps it in",
    "footprint": "what grouping compares, of the last days; made anew from the texts",
    "role": "who composes and groups just now",
    "sweep": "how far retention has come",
    "_sqlite_migrations": "the steps of the schema, which stand in the first object",
}
_SECRET = (("message", "recipient"),)  # the address of a hook is a secret in itself: its host stays


def objects(db: Connection) -> Iterator[dict[str, object]]:
    """All of them, one by one; whatever is written meanwhile, they are of the moment of the first."""
    with db.snapshot():
        tables = _tables(db)
        steps = [row["name"] for row in db.rows("SELECT name FROM _sqlite_migrations ORDER BY id")]
        yield {
            "export": "bilateral-monitor", "format": FORMAT, "schema": steps, "tables": tables, "left_out": LEFT_OUT,
        }  # fmt: skip
        counts = {}
        for table in tables:
            counts[table] = 0
            for row in _rows(db, table):
                counts[table] += 1
                yield {"table": table, "row": row}
        yield {"rows": counts}


def _tables(db: Connection) -> list[str]:
    rows = db.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite^_%' ESCAPE '^'")
    return sorted(row["name"] for row in rows if row["name"] not in LEFT_OUT and not _of_the_index(row["name"]))


def _of_the_index(table: str) -> bool:
    return table.startswith("folded_fts_")


def _rows(db: Connection, table: str) -> Iterator[dict[str, object]]:
    columns = db.rows("SELECT name, pk FROM pragma_table_info(:table) ORDER BY cid", {"table": table})
    key = [row["name"] for row in sorted(columns, key=lambda row: row["pk"]) if row["pk"]]
    names = [row["name"] for row in columns]
    chosen, order = (", ".join(f'"{name}"' for name in each) for each in (names, key))
    for row in db.stream(f'SELECT {chosen} FROM "{table}" ORDER BY {order}'):  # noqa: S608 (names of the schema)
        yield {name: _said(table, name, row) for name in names}


def _said(table: str, column: str, row: Row) -> object:
    value: Value = row[column]
    if isinstance(value, bytes):
        return {"base64": b64encode(value).decode("ascii")}
    if (table, column) in _SECRET and isinstance(value, str) and "://" in value:
        return _host(value)
    return value


def _host(address: str) -> str:
    try:
        return f"{urlsplit(address).hostname or 'an address'}/…"
    except ValueError:
        return "an address"
