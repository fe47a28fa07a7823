"""`rules new`: what it writes loads, its examples pass, and what it cannot make sense of is said."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from monitor.cli.starting import BOTH, LANGUAGES, Wish, _asked
from monitor.matching.editing import formatted
from monitor.setup import Setup, load
from tests.cli.conftest import Monitor, own_rules

ROOT = Path(__file__).parents[2]


@pytest.fixture
def folder(rules: Path) -> Path:
    return own_rules(rules)


def test_pairs_become_files_whose_examples_pass(monitor: Monitor, folder: Path) -> None:
    for pair in (("KZ", "TR"), ("AM", "GE"), ("belarus", "pl")):
        ran = monitor("rules", "new", "--pair", *pair, rules_dir=folder)
        assert ran.code == 0
        path = Path(ran.out.strip())
        assert f"add {path.stem} to 'rules:' of the subscription 'desk'" in ran.err
        source = path.read_text(encoding="utf-8")
        assert source.startswith("# yaml-language-server: $schema=.schema/rules.json\n")
        assert formatted(source) == source
    assert monitor("rules", "new", "--pair", "TR", "KZ", "--title", "Türkiye and KZ: oil", rules_dir=folder).code == 0
    loaded = load(folder)
    assert {rule.id: rule.pair for rule in loaded.rules if rule.file.endswith((f"{rule.id}.yaml",))}.items() >= {
        "kazakhstan-turkey": ("KZ", "TR"), "armenia-georgia": ("AM", "GE"), "belarus-poland": ("BY", "PL"),
        "turkiye-and-kz-oil": ("TR", "KZ"),
    }.items()  # fmt: skip
    languages = {proof.rule: set[str]() for proof in loaded.proofs}
    for proof in loaded.proofs:
        languages[proof.rule].add(proof.example.model.lang)
    assert languages["armenia-georgia"] == {"en", "hy", "ka", "ru"}
    assert languages["belarus-poland"] == {"en", "be", "ru", "pl"}


@pytest.mark.parametrize(
    ("pair", "said"),
    [
        (("KZ", "XX"), "'XX' is no country; ISO codes like it are"),
        (("kazakstan", "TR"), "'kazakstan' is no country; did you mean 'kazakhstan'?"),
        (("KZ", "kz"), "KZ and kz are the same country; a pair needs two"),
        (("eaeu", "TR"), "'eaeu' is no country"),
        (("KZ", "eaeu-states"), "'eaeu-states' is a group of countries; a new rule takes two countries"),
    ],
)
def test_what_is_no_pair_is_said(monitor: Monitor, pair: tuple[str, str], said: str) -> None:
    ran = monitor("rules", "new", "--pair", *pair)
    assert ran.code == 2
    assert said in ran.err


def test_a_rule_that_is_there_is_not_overwritten(monitor: Monitor, rules: Path) -> None:
    before = (rules / "azerbaijan-belarus.yaml").read_bytes()
    ran = monitor("rules", "new", "--pair", "AZ", "BY")
    assert ran.code == 1
    assert "there is a rule of this name already: " in ran.err
    assert (rules / "azerbaijan-belarus.yaml").read_bytes() == before


def test_questions_need_a_terminal(monitor: Monitor) -> None:
    ran = monitor("rules", "new")
    assert ran.code == 2
    assert "questions need a terminal; without one say which countries, as in --pair KZ TR" in ran.err


def answers(*given: str) -> Callable[..., str]:
    """Asks nobody: the next answer, or what stands there already where it is empty."""
    left = list(given)

    def ask(_question: str, default: str = "", **_: Any) -> str:
        return left.pop(0) or default

    return ask


@pytest.mark.parametrize(
    ("given", "wish"),
    [
        (
            ("KZ, TR", "", "", "", ""),
            Wish("kazakhstan-turkey", "Kazakhstan – Turkey", ("country.kazakhstan", "country.turkey")),
        ),
        (
            ("kazakhstan and TR", "Oil and gas", 'oil, "gas pipe"', "sport", "desk"),
            Wish(
                "oil-and-gas",
                "Oil and gas",
                ("country.kazakhstan", "country.turkey"),
                ("oil", "gas pipe"),
                ("sport",),
                "desk",
            ),
        ),
        (
            ("Əliyev və neft", "", "eaeu, neft", "", "nobody"),
            Wish("eliyev-ve-neft", "Əliyev və neft", (), ("eaeu", "neft")),
        ),
    ],
)
def test_five_answers_are_a_wish(setup: Setup, given: tuple[str, ...], wish: Wish) -> None:
    assert _asked(setup, answers(*given), "") == wish


def test_every_language_of_a_state_has_a_headline() -> None:
    assert {language for languages in LANGUAGES.values() for language in languages} | {"en"} == set(BOTH)


def test_the_questions_at_a_terminal(folder: Path, tmp_path: Path) -> None:
    """A theme: words that are no names become literal text."""
    leader, follower = pty.openpty()
    os.write(leader, b"grain corridor\n\ngrain corridor*, eaeu\nsport\ndesk\n")
    command = [sys.executable, "-m", "monitor", "--rules", str(folder), "--state", str(tmp_path), "rules", "new"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
    ran = subprocess.run(
        command, stdin=follower, capture_output=True, text=True, timeout=120, check=False, env=environment
    )
    os.close(leader)
    os.close(follower)
    assert (ran.returncode, ran.stdout) == (0, f"{folder / 'grain-corridor.yaml'}\n"), ran.stderr
    assert "Which two countries (KZ TR), or which theme in a few words" in ran.stderr
    text = (folder / "grain-corridor.yaml").read_text(encoding="utf-8")
    assert '    when: |\n      ("grain corridor*" or eaeu) and not about(sport)\n' in text
    assert '- {text: "What is new: grain corridor", lang: en}\n' in text
