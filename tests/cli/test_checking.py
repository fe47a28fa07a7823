"""`monitor rules check`: its notes, what --strict makes of them, and what still works while it fails."""

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


def test_sources_list_answers_while_an_example_fails(monitor: Monitor, rules: Path, tmp_path: Path) -> None:
    broken = shutil.copytree(rules, tmp_path / "rules")
    text = (broken / "eaeu.yaml").read_text(encoding="utf-8")
    (broken / "eaeu.yaml").write_text(text.replace("match:", 'match:\n        - "Rain"', 1), encoding="utf-8")
    assert monitor("rules", "check", rules_dir=broken).code == 3
    ran = monitor("sources", "list", rules_dir=broken)
    assert (ran.code, "belta" in ran.out) == (0, True)
