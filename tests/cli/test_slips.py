"""Slips of the hand: a command that is like another, a digest asked for while a rule is broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Monitor, own_rules


@pytest.mark.parametrize(("line", "meant"), [(["ruls"], "rules"), (["rules", "tset"], "test")])
def test_a_slip_in_a_command_gets_the_one_it_is_like(line: list[str], meant: str, monitor: Monitor) -> None:
    ran = monitor(*line)
    assert (ran.code, f"did you mean '{meant}'?" in ran.err) == (2, True)


@pytest.mark.parametrize("line", [["digest", "preview"], ["digest", "send"]])
def test_a_broken_rule_stops_digests_by_hand_and_says_what_goes_on(
    line: list[str], monitor: Monitor, rules: Path
) -> None:
    broken = own_rules(rules)
    text = (broken / "eaeu.yaml").read_text(encoding="utf-8")
    (broken / "eaeu.yaml").write_text(text.replace("azerbaijan", "azerbajan"), encoding="utf-8")
    ran = monitor(*line, rules_dir=broken)
    assert (ran.code, ran.out) == (3, "")
    assert "a running monitor goes on with its last good rules" in ran.err
    assert "'azerbajan' is no name" in ran.err
