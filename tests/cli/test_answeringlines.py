"""`monitor mark`: what a reader says of a numbered line goes where it does something."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest

from monitor.store import open_store
from monitor.store.marks import Mark
from tests.cli.conftest import TOLD, Monitor, own_rules
from tests.cli.test_answering import failing
from tests.store.samples import db

NAME = "azerbaijan-belarus"


@pytest.fixture
def own(rules: Path) -> Path:
    """Rules that a test may change."""
    return own_rules(rules)


def marks(state: Path) -> list[Mark]:
    with closing(open_store(state, read_only=True)) as store:
        fields = Mark.__dataclass_fields__
        return [Mark(**{name: row[name] for name in fields}) for row in store.marks.newest(9)]


def test_a_wrong_line_becomes_a_draft_to_skip_in_the_rule_that_found_it(
    monitor: Monitor, own: Path, state: Path
) -> None:
    tried = monitor("mark", "1.1", "wrong", "--dry-run", rules_dir=own)
    assert tried.code == 0
    assert tried.err.endswith("nothing was written\n")
    assert marks(state) == []
    ran = monitor("mark", "1.1", "wrong", "--who", "Анна", rules_dir=own)
    assert ran.code == 0
    assert ran.out.splitlines()[0] == f"1.1  {TOLD.title}"
    assert ran.err.splitlines()[0] == "of digest 1 (desk, 2024-05-14/daily), article 2"
    assert f'+        # - text: "{TOLD.title}"' in ran.out
    assert "+        # draft, line 1.1 of digest 1: it counts without the marks" in ran.out
    assert "the rules go on as they are" in ran.err
    assert f"'monitor rules reject 2 {NAME}'" in ran.err
    assert f'        # - text: "{TOLD.title}"\n' in (own / f"{NAME}.yaml").read_text(encoding="utf-8")
    assert failing(own) == []
    written = (own / f"{NAME}.yaml").read_bytes()
    assert "holds this example already" in monitor("mark", "1.1", "wrong", rules_dir=own).err
    assert (own / f"{NAME}.yaml").read_bytes() == written
    _, kept = marks(state)
    assert (kept.verdict, kept.number, kept.digest, kept.article, kept.rule, kept.who) == (
        "wrong", "1.1", 1, 2, NAME, "Анна",
    )  # fmt: skip
    assert kept.done.startswith(f"a draft of a skip example in {NAME}.yaml, line ")
    listed = monitor("mark", "--list", rules_dir=own)
    assert "a draft of a skip" in " ".join(listed.out.split())
    assert json.loads(monitor("mark", "--list", "--json").out.splitlines()[1])["verdict"] == "wrong"


def test_a_story_number_means_its_first_article(monitor: Monitor, own: Path, state: Path) -> None:
    ran = monitor("mark", "1", "useful", "--json", rules_dir=own)
    row = json.loads(ran.out)
    assert (row["number"], row["verdict"], row["written"]) == ("1.1", "useful", True)
    assert [(each["rule"], each["kind"]) for each in row["examples"]] == [(NAME, "match")]
    assert marks(state)[0].done.startswith("a match example in ")


def test_a_skip_and_a_figure_are_only_noted(monitor: Monitor, own: Path, state: Path) -> None:
    before = (own / f"{NAME}.yaml").read_bytes()
    assert monitor("mark", "1.1", "skip", rules_dir=own).err.endswith("noted; nothing else changes\n")
    with closing(open_store(state)) as store, store.tx():
        db(store).run(
            """INSERT INTO digest_line (digest, number, story, article, text, fact)
               VALUES (1, '1.9', 1, 1, 'turnover 2023: USD 48 mln', '1f1')"""
        )
    ran = monitor("mark", "1.9", "wrong", rules_dir=own)
    assert (ran.code, ran.out) == (0, "1.9  turnover 2023: USD 48 mln\n")
    assert "'monitor cite 1f1' gives the words" in ran.err
    assert [(each.number, each.fact) for each in marks(state)] == [("1.9", "1f1"), ("1.1", "")]
    assert (own / f"{NAME}.yaml").read_bytes() == before


def test_what_is_wrong_of_two_rules_is_asked(monitor: Monitor, own: Path, state: Path) -> None:
    with closing(open_store(state)) as store, store.tx():
        db(store).run("""UPDATE told SET why = '{"rules": {"azerbaijan-belarus": "v", "eaeu": "w"}, "words": []}'""")
    ran = monitor("mark", "1.1", "wrong", rules_dir=own)
    assert ran.code == 2
    assert "Say which one was wrong: monitor mark 1.1 wrong --rule azerbaijan-belarus" in " ".join(ran.err.split())
    assert monitor("mark", "1.1", "wrong", "--rule", "azerbaijan-belarus", "--dry-run", rules_dir=own).code == 0
    assert monitor("mark", "1.1", "wrong", "--rule", "няма", rules_dir=own).code == 2


def test_a_line_that_no_digest_has_is_said(monitor: Monitor, state: Path) -> None:
    for line in ("12.5", "12", "першая", "9" * 40):
        ran = monitor("mark", line, "wrong")
        assert (ran.code, ran.out) == (1, "")
        assert (
            ran.err
            == f"no digest that was sent has a line {line}; 'monitor digest show' gives the digests with their lines\n"
        )
    assert monitor("mark", "1.1", "wrong", "--digest", "7").err.startswith("digest 7 has no line 1.1")
    assert monitor("mark", "1.1").code == 2
    assert monitor("mark", "1.1", "rubbish").code == 2
    assert monitor("mark", "--list").err == "nothing was marked yet: monitor mark 12.5 wrong\n"
    assert marks(state) == []
