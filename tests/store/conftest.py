"""A store with two feeds and a subscription: what every implementation of the contract must start from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.store import Store, open_store
from tests.store.samples import NOW, SOURCES


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "state")
    opened.feeds.sync(SOURCES.values(), NOW)
    opened.outbox.sync(["desk"], NOW - 10)
    yield opened
    opened.close()
