"""What all tests share: how generated examples are tried, and new stores that cost what copying a file costs."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest
from hypothesis import settings

from monitor.store.connection import Connection
from monitor.store.steps import migrate

# Without a stopwatch, and few of each, since there are some hundred such tests.
settings.register_profile("house", deadline=None, max_examples=50)
settings.load_profile("house")


@pytest.fixture(autouse=True, scope="session")
def _new_stores_are_copies() -> Iterator[None]:
    """The migrations make one empty store a process (a tenth of a second); each further new one is its copy.

    What is no new file takes its own way through the migrations, as tests/store/test_schema.py tries them.
    """
    first: list[sqlite3.Connection] = []

    def made(connection: Connection) -> list[str]:
        if connection.one("SELECT 1 FROM sqlite_master"):
            return migrate(connection)
        if not first:
            applied = migrate(connection)
            first.append(sqlite3.connect(":memory:", check_same_thread=False))
            connection._raw.backup(first[0])
            return applied
        first[0].backup(connection._raw)
        return []

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("monitor.store.opening.migrate", made)  # where `open_store` looks for it
        yield
    for each in first:
        each.close()
