"""`rules reject` and `rules want`: an article's own words become an example in the rule's file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from monitor.setup import load
from tests.cli.conftest import DULL, TOLD, UNTOLD, Monitor, Ran, own_rules

NAME = "azerbaijan-belarus"


@pytest.fixture
def own(rules: Path) -> Path:
    """Rules that a test may change."""
    return own_rules(rules)


def failing(own: Path) -> list[str]:
    return [proof.example.model.text for proof in load(own, strict=False).proofs if proof.sentence]


def test_what_decided_becomes_an_example_to_skip(monitor: Monitor, own: Path) -> None:
    before = (own / f"{NAME}.yaml").read_text(encoding="utf-8")
    ran = monitor("rules", "reject", TOLD.link, NAME, rules_dir=own)
    assert ran.code == 0
    assert "yes  pair(azerbaijan, belarus)" in ran.out
    added = [line[1:] for line in ran.out.splitlines() if line.startswith("+ ")]
    assert added[0].strip() == f'- text: "{TOLD.title}"'
    assert [line.strip() for line in added[1:]] == ["source: belta", "lang: en", "date: 2024-05-14"]
    assert f"'monitor rules check' now fails on {own}/{NAME}.yaml:" in ran.err
    assert "the rules that run stay as they are meanwhile" in " ".join(ran.err.split())
    after = (own / f"{NAME}.yaml").read_text(encoding="utf-8")
    assert [line for line in after.splitlines() if line not in before.splitlines()] == [
        line for line in added if line not in before.splitlines()
    ]
    assert failing(own) == [TOLD.title]
    assert monitor("rules", "check", rules_dir=own).code == 3
    assert list(own.glob(".*.new")) == []


def test_a_rule_file_that_is_a_link_stays_one(monitor: Monitor, own: Path, tmp_path: Path) -> None:
    """Two desks may share a file by a link; an answer goes into the shared file."""
    link, shared = own / f"{NAME}.yaml", tmp_path / "shared.yaml"
    link.rename(shared)
    link.symlink_to(shared)
    assert monitor("rules", "reject", TOLD.link, NAME, rules_dir=own).code == 0
    assert link.is_symlink()
    assert TOLD.title in shared.read_text(encoding="utf-8")


def test_what_was_missed_becomes_an_example_to_match(monitor: Monitor, own: Path) -> None:
    ran = monitor("rules", "want", UNTOLD.link, "eaeu", rules_dir=own)
    assert ran.code == 0
    assert "no   eaeu  'eaeu' is not named" in ran.out
    assert failing(own) == [UNTOLD.title]


def test_the_same_answer_twice_is_written_once(monitor: Monitor, own: Path) -> None:
    monitor("rules", "reject", TOLD.link, NAME, rules_dir=own)
    once = (own / f"{NAME}.yaml").read_bytes()
    ran = monitor("rules", "reject", TOLD.link, NAME, rules_dir=own)
    assert (ran.code, (own / f"{NAME}.yaml").read_bytes()) == (0, once)
    assert "holds this example already; nothing was written" in ran.err


def test_the_opposite_answer_is_refused_with_its_place(monitor: Monitor, own: Path) -> None:
    monitor("rules", "reject", TOLD.link, NAME, rules_dir=own)
    ran = monitor("rules", "want", TOLD.link, NAME, rules_dir=own)
    assert ran.code == 3
    assert f"{NAME}.yaml:" in ran.err
    assert "stands under 'skip'" in ran.err


def test_a_dry_run_shows_the_edit_and_writes_nothing(monitor: Monitor, own: Path) -> None:
    before = (own / f"{NAME}.yaml").read_bytes()
    ran = monitor("rules", "reject", TOLD.link, NAME, "--dry-run", rules_dir=own)
    assert f'+        - text: "{TOLD.title}"' in ran.out
    assert "would fail" in ran.err
    assert "nothing was written" in ran.err
    assert (own / f"{NAME}.yaml").read_bytes() == before


def test_an_example_that_passes_already_is_said_to(monitor: Monitor, own: Path) -> None:
    ran = monitor("rules", "reject", DULL.link, NAME, rules_dir=own)
    assert "the rule answers to this example already" in ran.err
    assert failing(own) == []


def test_words_of_the_article_may_be_chosen(monitor: Monitor, own: Path) -> None:
    row = told(
        monitor("rules", "reject", TOLD.link, NAME, "--sentence", "прибыл в  Азербайджан", "--json", rules_dir=own)
    )
    assert row["example"] == {
        "text": "прибыл в Азербайджан", "source": "belta", "lang": "en", "date": "2024-05-14",
    }  # fmt: skip
    assert (row["kind"], row["written"], row["passes"]) == ("skip", True, True)


def told(ran: Ran) -> dict[str, object]:
    assert ran.code == 0
    found = json.loads(ran.out)
    assert isinstance(found, dict)
    return found


def test_words_that_the_article_does_not_hold_are_refused(monitor: Monitor, own: Path) -> None:
    before = (own / f"{NAME}.yaml").read_bytes()
    ran = monitor("rules", "reject", TOLD.link, NAME, "--sentence", "Сказано никем", rules_dir=own)
    assert (ran.code, ran.out) == (1, "")
    assert "do not stand in article" in ran.err
    assert (own / f"{NAME}.yaml").read_bytes() == before


@pytest.mark.parametrize("command", ["reject", "want"])
def test_an_unknown_rule_and_an_unknown_article(command: str, monitor: Monitor, own: Path) -> None:
    assert monitor("rules", command, TOLD.link, "belarus", rules_dir=own).code == 2
    assert monitor("rules", command, "999", NAME, rules_dir=own).code == 1


def test_a_file_that_cannot_be_written_is_a_sentence_and_stays(
    monitor: Monitor, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    ran = monitor("rules", "reject", TOLD.link, NAME, rules_dir=own)
    assert ran.code == 1
    assert "cannot be written: No space left on device" in ran.err
    assert list(own.glob(".*.new")) == []
