"""`rules words`: all forms of a name, and how often they stand in the stored articles."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Monitor, own_rules

OIL = """version: 1
names:
  az-oil: {en: [Azeri Light], ru: ["азербайджанск* нефт*"]}
rules:
  - id: %s
    when: |
      az-oil
    examples:
      match: ["Azeri Light falls"]
"""


def test_forms_by_language_and_counts_by_spelling(monitor: Monitor) -> None:
    ran = monitor("rules", "words", "belarus", "--since", "2024-05-01")
    assert ran.code == 0
    head, *rest = ran.out.splitlines()
    assert head.startswith("country.belarus  BY")
    for heading in ("names", "adjectives, which count for the name", "places that stand for it", "found"):
        assert heading in rest
    assert "never where one of these stands" in ran.out
    found = ran.out.partition("\nfound\n")[2]
    assert {line.split()[0] for line in found.splitlines()[1:]} >= {"Беларуси", "Беларусі"}
    assert "counted in 3 articles since 1 May 2024" in ran.err


def test_words_for_programs_with_every_spelling(monitor: Monitor) -> None:
    row = json.loads(monitor("rules", "words", "azerbaijan", "--since", "2024-05-01", "--json").out)
    assert (row["name"], row["kind"], row["articles"]) == ("country.azerbaijan", "country", 3)
    assert {(each["surface"], each["times"]) for each in row["found"]} >= {("Азербайджан", 1), ("Азербайджане", 1)}
    assert all(each["from"] for each in row["found"])
    assert any("Азербайджаном" in each["spellings"] for each in row["forms"])


def test_without_counts_no_store_is_needed(monitor: Monitor, tmp_path: Path) -> None:
    ran = monitor("rules", "words", "eaeu", "--no-counts", state_dir=tmp_path / "none")
    assert ran.code == 0
    assert "found" not in ran.out


def test_a_name_that_stands_nowhere(monitor: Monitor) -> None:
    assert "found nowhere" in monitor("rules", "words", "karabakh", "--since", "2024-05-01").out


def test_a_group_lists_its_members_and_how_often_each_is_found(monitor: Monitor) -> None:
    ran = monitor("rules", "words", "eaeu-states", "--since", "2024-05-01")
    assert "a group of 5" in ran.out
    assert "country.belarus" in ran.out.partition("\nfound\n")[2]
    row = json.loads(monitor("rules", "words", "eaeu-states", "--since", "2024-05-01", "--json").out)
    assert {each["name"] for each in row["members"] if each["times"]} == {"country.belarus"}


@pytest.mark.parametrize(("word", "hint"), [("belrus", "did you mean 'belarus'?"), ("беларусь", "'belarus'")])
def test_an_unknown_name_is_usage_with_a_suggestion(word: str, hint: str, monitor: Monitor) -> None:
    ran = monitor("rules", "words", word)
    assert (ran.code, ran.out) == (2, "")
    assert hint in ran.err


@pytest.fixture
def local(rules: Path) -> Path:
    """Two files with a name of their own of the same word."""
    folder = own_rules(rules)
    for name in ("oil", "gas"):
        (folder / f"{name}.yaml").write_text(OIL % name, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "asked", [["oil:az-oil"], ["az_oil", "--in", "oil.yaml"], ["az-oil", "--in", "rules/oil.yaml"]]
)
def test_a_name_of_a_rule_file(asked: list[str], monitor: Monitor, local: Path) -> None:
    ran = monitor("rules", "words", *asked, "--no-counts", rules_dir=local)
    assert ran.code == 0
    assert "Azeri Light" in ran.out
    assert "oil.yaml:3" in ran.out.replace("\n", "")  # a long path takes two lines
    assert ran.out.startswith("oil:az-oil  ")


def test_a_word_of_several_files_asks_which(monitor: Monitor, local: Path) -> None:
    ran = monitor("rules", "words", "az-oil", "--no-counts", rules_dir=local)
    assert ran.code == 2
    assert "write one of: gas:az-oil, oil:az-oil" in " ".join(ran.err.split())


def test_a_file_without_that_name(monitor: Monitor, local: Path) -> None:
    ran = monitor("rules", "words", "oil:azoil", "--no-counts", rules_dir=local)
    assert ran.code == 2
    assert "it has: az-oil" in ran.err


def test_a_long_list_of_spellings_says_what_it_leaves_out(monitor: Monitor) -> None:
    ran = monitor("rules", "words", "belarus", "--since", "2024-05-01", "--limit", "1")
    assert len(ran.out.partition("\nfound\n")[2].splitlines()) == 2
    assert "more spellings; --limit 0 lists all" in ran.err


def test_an_explanation_calls_a_name_of_a_rule_file_by_its_own_word(
    monitor: Monitor, local: Path, tmp_path: Path
) -> None:
    text = tmp_path / "text.txt"
    text.write_text("Azeri Light falls", encoding="utf-8")
    ran = monitor("rules", "explain", str(text), "--rule", "oil", "--json", rules_dir=local)
    assert json.loads(ran.out.splitlines()[0])["when"]["note"] == '= az-oil: "Azeri Light"'
