"""`monitor judge --reapply`, `monitor rules log`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from monitor.store import open_store
from monitor.store.lock import state_lock
from tests.cli.conftest import TOLD, Monitor, own_rules
from tests.store.samples import db

POTASH = """version: 1
rules:
  - id: visits
    when: |
      "визит*"
    examples:
      match: ["Начался визит"]
"""


@pytest.fixture
def edited(rules: Path) -> Path:
    """The same rules and one more."""
    folder = own_rules(rules)
    (folder / "visits.yaml").write_text(POTASH, encoding="utf-8")
    return folder


def test_rules_run_again_over_told_articles_without_telling(monitor: Monitor, edited: Path, state: Path) -> None:
    ran = monitor("judge", "--reapply", "--since", "2018-01-01", "--json", rules_dir=edited)
    assert ran.code == 0
    assert json.loads(ran.out) == {
        "articles": 3, "judged": 3, "waiting": 0, "rules": [{"rule": "visits", "gained": 1, "lost": 0}],
    }  # fmt: skip
    store = open_store(state, read_only=True)
    (number,) = store.archive.find(TOLD.title)
    matches = {row["rule"]: row["quiet"] for row in store.articles.details(number)["rule_match"]}
    row = store.articles.find(str(number))
    store.close()
    assert matches == {"azerbaijan-belarus": 0, "visits": 1}
    assert row is not None
    assert row["revision"] == 1


def test_nothing_changed_is_said(monitor: Monitor) -> None:
    ran = monitor("judge", "--reapply", "--since", "90000d")
    assert ran.out == "no rule gained or lost an article\n"
    assert "3 articles judged" in ran.err
    assert "0 articles judged" in monitor("judge", "--reapply", "--since", "1h").err


@pytest.mark.parametrize(
    "line", [["--reapply"], ["--reapply", "--since", "soon"], [], ["--since", "7d"], ["--reapply", "pyproject.toml"]]
)
def test_what_is_missing_is_usage(line: list[str], monitor: Monitor) -> None:
    assert monitor("judge", *line).code == 2


def test_a_running_monitor_is_asked(monitor: Monitor, state: Path) -> None:
    with state_lock(state):
        ran = monitor("judge", "--reapply", "--since", "7d", "--no-wait")
    assert ran.code == 0
    assert "request 1" in ran.err
    store = open_store(state, read_only=True)
    assert store.requests.open() == 1
    store.close()


def taken_over(monitor: Monitor, rules: Path) -> None:
    """These rules run, if only for a moment."""
    assert monitor("judge", "--reapply", "--since", "1h", rules_dir=rules).code == 0


def test_the_log_says_what_ran_when_and_what_was_changed(monitor: Monitor, rules: Path, edited: Path) -> None:
    taken_over(monitor, rules)
    taken_over(monitor, edited)
    (edited / "visits.yaml").write_text(POTASH.replace('"визит*"', 'title("визит*")'), encoding="utf-8")
    taken_over(monitor, edited)
    taken_over(monitor, rules)
    ran = monitor("rules", "log")
    assert ran.code == 0
    assert [line.split()[0] for line in ran.out.splitlines() if line.startswith("  ") and line[2] != " "][:3] == [
        "removed", "changed", "added",
    ]  # fmt: skip
    assert '    was  "визит*"\n    now  title("визит*")\n' in ran.out
    steps = [json.loads(line) for line in monitor("rules", "log", "--json", "--limit", "2").out.splitlines()]
    assert [[change["change"] for change in step["changes"]] for step in steps] == [["removed"], ["changed"]]
    assert steps[0]["version"] != steps[1]["version"]


def test_an_edit_of_names_alone_is_said_as_one(monitor: Monitor, state: Path) -> None:
    """The rules say the same as before, under other versions."""
    store = open_store(state)
    for number in (1, 2):
        text = json.dumps({"id": "visits", "when": '"визит*"'})
        store.judgements.use_rules(f"set{number}", {f"v{number}": text}, {"visits": f"v{number}"}, number, 0)
    store.close()
    (line,) = monitor("rules", "log", "--json", "--limit", "1").out.splitlines()
    assert (json.loads(line)["changes"], json.loads(line)["names"]) == ([], 1)


def test_a_state_without_any_rules_is_a_sentence(monitor: Monitor, tmp_path: Path) -> None:
    open_store(tmp_path / "new").close()
    ran = monitor("rules", "log", state_dir=tmp_path / "new")
    assert (ran.code, ran.out) == (0, "")
    assert "no rules" in ran.err


def test_in_a_demo_a_span_ends_with_its_invented_time(monitor: Monitor, state: Path) -> None:
    (state / "demo.txt").write_text("", encoding="utf-8")
    with state_lock(state):  # the demo is held: its monitor runs
        assert monitor("judge", "--reapply", "--since", "1d", "--no-wait").code == 0
    store = open_store(state, read_only=True)
    asked = json.loads(db(store).one("SELECT payload FROM request")["payload"])["since"]  # type: ignore[index] # one
    newest = store.archive.newest()
    store.close()
    assert asked == (newest or 0) - 86400
