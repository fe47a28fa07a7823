"""How migrations make tables: strict; a column is required, with an empty default, unless it is named as nullable."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlite_utils import Database


def make(
    db: Database,
    table: str,
    columns: dict[str, type],
    pk: str | tuple[str, ...],
    *,
    nullable: Collection[str] = (),
    foreign_keys: Sequence[tuple[str, str, str]] = (),
) -> None:
    """A strict table; its columns are required but those of `nullable`."""
    keys = {pk} if isinstance(pk, str) else set(pk)
    required = set(columns) - set(nullable) - keys
    defaults = {name: 0 if columns[name] is int else "" for name in required if columns[name] in (int, str)}
    db.table(table).create(
        columns, pk=pk, not_null=required, defaults=defaults, strict=True, foreign_keys=list(foreign_keys)
    )


def index(db: Database, table: str, *columns: str, unique: bool = False) -> None:
    """An index over these columns."""
    db.table(table).create_index(columns, unique=unique)
