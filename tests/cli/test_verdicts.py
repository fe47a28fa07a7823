"""What `monitor judge FILE` and `monitor show article` say of what was read."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from monitor.cli.telling import facts_of
from monitor.model.fact import Facts
from monitor.store import open_store
from tests.cli.conftest import TOLD, Monitor
from tests.store.samples import NOW, db, judged, match
from tests.store.test_facts import FACTS

VISIT = "The president of Belarus arrived in Azerbaijan on a state visit. He was received by Ilham Aliyev in Baku."


def verdict(monitor: Monitor, folder: Path, **row: str) -> dict[str, object]:
    file = folder / "articles.jsonl"
    file.write_text(json.dumps({"id": "a", **row}), encoding="utf-8")
    ran = monitor("judge", str(file))
    assert ran.code == 0
    found = json.loads(ran.out)
    assert isinstance(found, dict)
    return found


def test_the_keys_of_a_verdict_are_always_there(monitor: Monitor, tmp_path: Path) -> None:
    keys = ["id", "matched", "rules", "event_type", "event", "trade_figures", "persons", "why"]
    assert list(verdict(monitor, tmp_path, text=VISIT)) == keys
    assert list(verdict(monitor, tmp_path, text="It rains.")) == keys


def test_who_acts_and_why_it_matches(monitor: Monitor, tmp_path: Path) -> None:
    found = verdict(monitor, tmp_path, text=VISIT, language="en", date="2024-05-16")
    assert found["matched"] is True
    assert found["persons"] == ["Aleksandr Lukashenko", "Ilham Aliyev"]
    assert "“Belarus”, “Azerbaijan”" in str(found["why"])
    assert "one sentence" in str(found["why"])


def test_an_article_that_does_not_match_has_no_event_and_no_figures(monitor: Monitor, tmp_path: Path) -> None:
    found = verdict(monitor, tmp_path, text="It rains in Baku.")
    assert (found["matched"], found["event_type"], found["event"], found["trade_figures"]) == (False, None, None, None)
    assert found["why"] == "the rule's names do not all occur"


@pytest.fixture
def numbered(state: Path) -> int:
    """The article that was told, with facts of every kind."""
    store = open_store(state)
    (number,) = store.archive.find(TOLD.title)
    with store.tx():
        db(store).run("UPDATE article SET judge_due = 2 WHERE id = :id", {"id": number})
    for job in store.judgements.claim("one", NOW, NOW + 60, 10):
        with store.tx():
            store.judgements.record(job, replace(judged(match("azerbaijan-belarus")), facts=FACTS), NOW)
    store.close()
    return number


def test_show_an_article_tells_what_was_read_of_it(monitor: Monitor, numbered: int) -> None:
    out = monitor("show", "article", str(numbered)).out
    for line in (
        "d1  dealings of AZ-BY, score 4.5 of 3",
        "v1  event visit_state, AZ BY, president, done, 2024-05-16",
        "v2  event phone_call, AZ TR, planned, 2024-05, background",
        "f1  figure turnover (level), AZ-BY, 2024: USD 48 mln",
        "f2  figure turnover (goal), BY-AZ, by 2030: USD 1 bln",
        "q1  quote, Minister: “пагоднена; razılaşdıq”",
        "p1  promise (plan), AZ BY, due 2026: “A plan of 12 points was agreed.”",
    ):
        assert f"  {numbered}{line}\n" in out


def test_an_article_without_facts_has_no_lines_of_them(state: Path) -> None:
    store = open_store(state)
    with store.tx():
        store.facts.record(1, Facts())
    assert list(facts_of(store, 1)) == []
    store.close()
