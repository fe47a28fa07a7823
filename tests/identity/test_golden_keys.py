"""Keys and hashes as stores hold them: whatever becomes cheaper, none of them may change."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.identity.golden import DOCUMENTS, found

KEYS = json.loads((Path(__file__).parent / "keys.json").read_text())


@pytest.mark.parametrize("name", DOCUMENTS)
def test_keys_and_hashes_are_those_that_stores_hold(name: str) -> None:
    assert found(name) == KEYS[name]
