"""`monitor search` over a state after one digest."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Monitor


def test_a_name_finds_its_spellings_in_other_languages_and_says_so(monitor: Monitor) -> None:
    ran = monitor("search", "lukashenko")
    assert ran.code == 0
    assert "Прэзідэнт Беларусі [Лукашэнка] правёў" in " ".join(ran.out.split())
    assert "[Лукашенко] прибыл" in ran.out
    assert "'lukashenko' is looked for as person.alexander_lukashenko" in ran.err
    assert "2 articles" in ran.err


def test_exact_and_quoted_words_are_taken_as_typed(monitor: Monitor) -> None:
    assert "1 article" in monitor("search", "--exact", "лукашэнка").err
    quoted = monitor("search", '"лукашэнка"')
    assert "1 article" in quoted.err
    assert "looked for as" not in quoted.err


def test_the_words_stand_in_their_passage(monitor: Monitor) -> None:
    ran = monitor("search", "встретил", "əliyev*")
    assert "Президента Беларуси [встретил] İlham [Əliyev]." in " ".join(ran.out.split())
    assert all(len(line) <= 80 for line in ran.out.splitlines())


def test_a_word_left_out_a_feed_a_rule_and_a_time(monitor: Monitor) -> None:
    assert "1 article" in monitor("search", "лукаш*", "-перамовы").err
    assert "2 articles" in monitor("search", "лукаш*", "--source", "БелТА", "--rule", "azerbaijan-belarus").err
    assert "no article" in monitor("search", "rain", "--matching").err
    assert "1 article" in monitor("search", "rain", "--since", "2024-05", "--lang", "EN", "--title").err
    assert "no article" in monitor("search", "rain", "--until", "2024-05-01").err


def test_as_json_each_line_has_the_passage_and_the_words(monitor: Monitor) -> None:
    ran = monitor("search", "гандл*", "--json", "--order", "best", "--limit", "1")
    row = json.loads(ran.out)
    assert (row["words"], row["outlet"], row["language"]) == (["гандлю"], "БелТА", "en")  # the feed says so
    assert row["url"] == "https://belta.example/2"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["-лукашэнка"], "a search needs a word that is to be there"),
        (["visit", "--rulee", "x"], "No such option '--rulee'"),
        (["visit", "--rule", "azerbaijan-belaruss"], "no rule 'azerbaijan-belaruss'"),
        (["visit", "--source", "BelTAA"], "no feed or outlet 'BelTAA'"),
        (["visit", "--since", "yesterday"], "'yesterday' is no time"),
    ],
)
def test_slips_have_a_sentence(monitor: Monitor, arguments: list[str], sentence: str) -> None:
    ran = monitor("search", *arguments)
    assert ran.code == 2
    assert sentence in ran.err


def test_it_goes_on_where_the_rules_cannot_be_read(monitor: Monitor, tmp_path: Path) -> None:
    ran = monitor("search", "лукашэнка", rules_dir=tmp_path / "none")
    assert ran.code == 0
    assert "the rules cannot be read, so no names and outlets are known" in ran.err
    assert "1 article" in ran.err
