"""`monitor rules check`: its notes, and what --strict makes of them."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.cli.conftest import Monitor


def test_rules_check_says_what_loads_and_is_hardly_meant(monitor: Monitor, rules: Path, tmp_path: Path) -> None:
    mine = shutil.copytree(rules, tmp_path / "rules")
    text = "version: 1\nrules:\n  - {id: odd, when: eaeu, examples: {match: [EAEU]}}\n"
    (mine / "odd.yaml").write_text(text, encoding="utf-8")
    ran = monitor("rules", "check", rules_dir=mine)
    assert ran.code == 0
    assert f"note: {mine}/odd.yaml:3 the rule 'odd' has no example of what it must leave alone" in ran.err
    assert monitor("rules", "check", "--strict", rules_dir=mine).code == 3
