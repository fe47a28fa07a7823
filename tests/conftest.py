"""What all tests share: how generated examples are tried, and new stores that cost what copying a file costs."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest
from hypothesis import settings

from monitor.store import connection
from monitor.store.connection import Connection
from monitor.store.steps import migrate

# Without a stopwatch, and few of each, since there are some hundred such tests.
settings.register_profile("house", deadline=None, max_examples=50)
settings.load_profile("house")

OUTSIDE_TESTS = connection.SYNCHRONOUS


@pytest.fixture(autouse=True, scope="session")
def _no_test_waits_for_the_disk() -> Iterator[None]:
    """A commit waits for the disk for the sake of power cuts; no test has one, and a killed process loses nothing.

    The services that tests start as processes wait as ever; tests/store/test_connection.py asks for what holds there.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connection, "SYNCHRONOUS", "OFF")
        patch.setattr("os.fsync", lambda _: None)
        yield


@pytest.fixture(autouse=True, scope="session")
def _new_stores_are_copies() -> Iterator[None]:
    """The migrations make one empty store a process (a tenth of a second); each further new one is its copy.

    What is no new file takes its own way through the migrations, as tests/store/test_schema.py tries them.
    """
    first: list[sqlite3.Connection] = []

    def made(opened: Connection) -> list[str]:
        if opened.one("SELECT 1 FROM sqlite_master"):
            return migrate(opened)
        if not first:
            applied = migrate(opened)
            first.append(sqlite3.connect(":memory:", check_same_thread=False))
            opened._raw.backup(first[0])
            return applied
        first[0].backup(opened._raw)
        return []

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("monitor.store.opening.migrate", made)  # where `open_store` looks for it
        yield
    for each in first:
        each.close()
