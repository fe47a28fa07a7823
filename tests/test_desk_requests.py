"""The twenty-five things a desk asked for, each a rule file under desk/ that loads with its examples, or says what it
waits for."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from monitor.errors import ConfigError
from monitor.setup import load_files

ROOT = Path(__file__).parents[1]
FILES = sorted((ROOT / "tests" / "desk").glob("r*.yaml"))
WAITING = [path for path in FILES if re.search(r"^# waits: ", path.read_text(encoding="utf-8"), re.MULTILINE)]
READY = [path for path in FILES if path not in WAITING]
NOBODY_TOLD = b"version: 1\nsubscriptions: []\n"


@cache
def house() -> dict[str, bytes]:
    """The shipped names and sources, without the shipped rules."""
    rules = ROOT / "rules"
    kept = [*(rules / "lexicon").glob("*.yaml"), rules / "sources.yaml"]
    return {path.relative_to(rules).as_posix(): path.read_bytes() for path in kept} | {"digests.yaml": NOBODY_TOLD}


def named(path: Path) -> str:
    return path.stem


def test_every_request_has_its_rule() -> None:
    numbers = {int(path.stem[1:3]) for path in FILES}
    assert numbers == set(range(1, 26))


@pytest.mark.parametrize("path", READY, ids=named)
def test_the_rule_finds_what_was_asked_for(path: Path) -> None:
    """Its examples pass, and it has some of both kinds."""
    (rule,) = load_files(house() | {path.name: path.read_bytes()}).rules
    assert rule.when.parts
    text = path.read_text(encoding="utf-8")
    assert "match:" in text
    assert "skip:" in text


@pytest.mark.parametrize("path", WAITING, ids=named)
def test_the_rule_waits_for_what_is_not_read_yet_and_for_nothing_else(path: Path) -> None:
    """Each word in it is understood: all that is said is that its examples, or the rule itself, are before their time."""
    with pytest.raises(ConfigError) as caught:
        load_files(house() | {path.name: path.read_bytes()})
    said = [str(problem) for problem in caught.value.problems]
    assert said
    assert all("not available yet" in sentence or "should match" in sentence for sentence in said), said
