"""`rules backtest` and `rules near`: what a file would change on the stored articles, and what just missed."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import TOLD, UNTOLD, Monitor, own_rules
from tests.world import Item, World

FOOTBALL = Item("Futbol: Azərbaycan millisi Belarus yığmasını məğlub etdi", "", "https://belta.example/9")
NEW = """version: 1
rules:
  - id: visits
    when: |
      azerbaijan and "прибыл*"
    examples:
      match: ["Премьер прибыл в Азербайджан"]
"""


@pytest.fixture(scope="module")
def football(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A state with a near miss; for reading only."""
    world = World(tmp_path_factory.mktemp("football"))
    world.feed("belta", TOLD, FOOTBALL).until("09:00")
    world.river.stop()
    world.store.close()
    return world.path


def candidate(rules: Path, tmp_path: Path, old: str, new: str) -> Path:
    file = tmp_path / "candidate" / "azerbaijan-belarus.yaml"
    file.parent.mkdir()
    text = (rules / file.name).read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return file


def test_a_narrower_rule_loses_what_it_found_with_the_words(monitor: Monitor, rules: Path, tmp_path: Path) -> None:
    file = candidate(rules, tmp_path, "pair(azerbaijan, belarus)", 'pair(azerbaijan, belarus) and not "визит*"')
    ran = monitor("rules", "backtest", file, "--since", "2024-05-01")
    assert ran.code == 0
    assert ran.out.splitlines()[1].split() == ["azerbaijan-belarus", "-", "1", "-"]
    assert "LOST" in ran.out
    assert TOLD.title in ran.out
    assert "“Лукашенко”, “Азербайджан”" in ran.out
    assert "3 articles since 1 May 2024" in ran.err


def test_a_wider_priority_is_a_change_of_its_own(monitor: Monitor, rules: Path, tmp_path: Path) -> None:
    asked = "event(state_visit, summons_protest)"
    file = candidate(rules, tmp_path, asked, f'{asked} or "визит*"')
    (row,) = map(json.loads, monitor("rules", "backtest", file, "--since", "2024", "--json").out.splitlines())
    assert (row["change"], row["rule"], row["before"], row["after"]) == (
        "priority", "azerbaijan-belarus", "high", "urgent",
    )  # fmt: skip
    assert row["words"][-1] == "визитом"


def test_a_new_file_can_only_gain(monitor: Monitor, tmp_path: Path) -> None:
    file = tmp_path / "visits.yaml"
    file.write_text(NEW, encoding="utf-8")
    rows = [
        json.loads(line) for line in monitor("rules", "backtest", file, "--since", "2024", "--json").out.splitlines()
    ]
    assert [(row["change"], row["rule"], row["title"]) for row in rows] == [("gained", "visits", TOLD.title)]


def test_a_file_of_the_rules_folder_is_compared_with_what_was_decided(
    monitor: Monitor, rules: Path, tmp_path: Path
) -> None:
    folder = own_rules(rules)
    file = folder / "azerbaijan-belarus.yaml"
    assert "nothing would change" in monitor("rules", "backtest", file, "--since", "2024", rules_dir=folder).out
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace("pair(azerbaijan, belarus)", 'pair(azerbaijan, belarus) and not "визит*"', 1), encoding="utf-8"
    )
    rows = monitor("rules", "backtest", file, "--since", "2024", "--json", rules_dir=folder).out.splitlines()
    assert [json.loads(row)["change"] for row in rows] == ["lost"]


def test_a_lexicon_file_takes_the_place_of_its_namesake(monitor: Monitor, rules: Path, tmp_path: Path) -> None:
    """As a file beside the rules its names would all stand twice, and be refused."""
    file = tmp_path / "topics.yaml"
    file.write_text((rules / "lexicon" / "topics.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    assert "nothing would change" in monitor("rules", "backtest", file, "--since", "2024").out


def test_a_fault_in_the_candidate_is_named_as_the_file_that_was_given(
    monitor: Monitor, rules: Path, tmp_path: Path
) -> None:
    file = candidate(rules, tmp_path, "azerbaijan, belarus)", "azerbaijan, belrus)")
    ran = monitor("rules", "backtest", file)
    assert (ran.code, ran.out) == (3, "")
    lines = file.read_text(encoding="utf-8").splitlines()
    line = 1 + next(number for number, text in enumerate(lines) if "belrus)" in text)
    assert ran.err.startswith(f"{file}:{line}:24 'belrus' is no name; did you mean 'belarus'?")


def test_an_example_that_fails_is_said_and_the_comparison_made_all_the_same(
    monitor: Monitor, rules: Path, tmp_path: Path
) -> None:
    file = candidate(rules, tmp_path, "pair(azerbaijan, belarus)", "azerbaijan and belarus")
    text = file.read_text(encoding="utf-8")  # without a pair() nothing says whose sides a story() means
    file.write_text(re.sub(r"\s+or \(event.*story\(.*", "", text), encoding="utf-8")
    ran = monitor("rules", "backtest", file, "--since", "2024")
    assert ran.code == 3
    assert f"{file}:" in ran.err
    assert "should not match" in ran.err
    assert "nothing would change" in ran.out


def test_a_long_list_says_what_it_leaves_out(monitor: Monitor, rules: Path, tmp_path: Path) -> None:
    file = candidate(rules, tmp_path, "pair(azerbaijan, belarus)", "pair(azerbaijan, belarus) and armenia")
    cut = monitor("rules", "backtest", file, "--since", "2024", "--limit", "1")
    assert "LOST  the newest 1 of 2; --limit 0 lists all" in cut.out
    assert UNTOLD.title.split()[0] in cut.out
    assert TOLD.title not in cut.out
    assert TOLD.title in monitor("rules", "backtest", file, "--since", "2024", "--limit", "0").out


def test_articles_before_the_period_do_not_count(monitor: Monitor, rules: Path, tmp_path: Path) -> None:
    file = candidate(rules, tmp_path, "pair(azerbaijan, belarus)", "pair(azerbaijan, belarus) and armenia")
    ran = monitor("rules", "backtest", file, "--since", "2024-06-01")
    assert "nothing would change" in ran.out
    assert "0 articles" in ran.err


# -- near


def test_what_just_missed_by_reason_then_by_article(monitor: Monitor, football: Path) -> None:
    ran = monitor("rules", "near", "--since", "2024-05-01", state_dir=football)
    assert ran.code == 0
    assert ran.out.splitlines()[1].split(maxsplit=2) == ["1", "azerbaijan-belarus", "about sport"]
    assert "azerbaijan-belarus: about sport" in ran.out
    assert FOOTBALL.title in ran.out
    assert TOLD.title not in ran.out


def test_near_for_programs_and_for_one_rule(monitor: Monitor, football: Path) -> None:
    ask = ["rules", "near", "--since", "2024-05-01", "--json"]
    row = json.loads(monitor(*ask, "--rule", "azerbaijan-belarus", state_dir=football).out)
    assert (row["rule"], row["reason"], row["outlet"]) == ("azerbaijan-belarus", "about sport", "БелТА")
    assert monitor(*ask, "--rule", "eaeu", state_dir=football).out == ""


def test_nothing_just_missed_is_said(monitor: Monitor) -> None:
    assert "nothing just missed" in monitor("rules", "near").out


def test_near_of_an_unknown_rule_is_usage(monitor: Monitor) -> None:
    assert monitor("rules", "near", "--rule", "azerbajan-belarus").code == 2
