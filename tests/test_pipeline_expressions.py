"""An expression that takes too long on an article: said in the log, kept as a near miss, no harm to anybody else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from monitor import log
from monitor.matching.compile import Names, compile_condition
from monitor.matching.index import Index
from monitor.matching.rules import Rule
from tests.world import Item, World


def test_a_rule_that_could_not_be_decided_is_said_and_the_others_go_on(tmp_path: Path) -> None:
    world = World(tmp_path)
    setup = world.setup
    when = compile_condition('lukashenko and re("a.*b.*[cd]e")', "rules/slow.yaml", 1, 1, Names(setup.lexicon))
    rules = (*setup.rules, Rule("slow", "Slow", "1", None, None, "rules/slow.yaml", 1, when))
    world.river.use(replace(setup, version="slow", rules=rules, index=Index(rules, setup.lexicon.side)))
    with log.captured() as lines:
        world.at("06:30").feed("belta", Item("Lukashenko arrives in Azerbaijan", "ab" * 40_000)).until("07:00")
    (line,) = [line for line in lines if line["event"] == "rule not decided"]
    assert (line["level"], line["rule"]) == ("warning", "slow")
    assert "took more than 0.05 s on this article, so the rule does not count for it" in line["problem"]
    world.until("08:00")
    (told,) = world.inbox
    assert "Lukashenko arrives in Azerbaijan" in str(told)


def test_a_priority_that_could_not_be_decided_is_said(tmp_path: Path) -> None:
    world = World(tmp_path)
    setup = world.setup
    when, raised = (
        compile_condition(text, "rules/slow.yaml", 1, 1, Names(setup.lexicon))
        for text in ("lukashenko", 're("a.*b.*[cd]e")')
    )
    rule = Rule("slow", "Slow", "1", None, None, "rules/slow.yaml", 1, when, (("urgent", raised),))
    rules = (*setup.rules, rule)
    world.river.use(replace(setup, version="slow", rules=rules, index=Index(rules, setup.lexicon.side)))
    with log.captured() as lines:
        world.at("06:30").feed("belta", Item("Lukashenko arrives in Azerbaijan", "ab" * 40_000)).until("07:00")
    (line,) = [line for line in lines if line["event"] == "priority not decided"]
    assert (line["level"], line["rule"]) == ("warning", "slow")
