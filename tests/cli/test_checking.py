"""`monitor rules check`: its notes, what --strict makes of them, and what still works while it fails."""

from __future__ import annotations

from pathlib import Path

from monitor.cli.wishes import shared_way
from monitor.model.message import Delivery, Subscription
from tests.cli.conftest import Monitor, own_rules


def test_rules_check_says_what_loads_and_is_hardly_meant(monitor: Monitor, rules: Path) -> None:
    mine = own_rules(rules)
    text = "version: 1\nrules:\n  - {id: odd, when: eaeu, examples: {match: [EAEU]}}\n"
    (mine / "odd.yaml").write_text(text, encoding="utf-8")
    ran = monitor("rules", "check", rules_dir=mine)
    assert ran.code == 0
    assert f"note: {mine}/odd.yaml:3 the rule 'odd' has no example of what it must leave alone" in ran.err
    assert monitor("rules", "check", "--strict", rules_dir=mine).code == 3


def test_sources_list_answers_while_an_example_fails(monitor: Monitor, rules: Path, tmp_path: Path) -> None:
    broken = own_rules(rules)
    text = (broken / "eaeu.yaml").read_text(encoding="utf-8")
    (broken / "eaeu.yaml").write_text(text.replace("match:", 'match:\n        - "Rain"', 1), encoding="utf-8")
    assert monitor("rules", "check", rules_dir=broken).code == 3
    ran = monitor("sources", "list", rules_dir=broken)
    assert (ran.code, "belta" in ran.out) == (0, True)


def test_an_operator_told_over_the_readers_own_way_is_a_note() -> None:
    """A way that ends on this machine, or one of the operator's own, is none."""
    reader = Subscription("desk", "Desk", (), (Delivery("mail", "a@example.org"), Delivery("file", "")), "UTC", ())
    (note,) = shared_way(Delivery("mail", "duty@example.org"), [reader])
    assert note.startswith("the operator is told over 'mail' alone, and so are readers (desk): where it fails, ")
    for other in (Delivery("chat", ""), Delivery("file", "alarms"), None):
        assert list(shared_way(other, [reader])) == []
