"""`rules test` and `rules explain`: what a rule says of a text or an article, with the words, and examples that fail."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import TOLD, UNTOLD, Monitor, own_rules

TEXT = "Лукашенко прибыл в Баку с визитом. Погода ясная. Товарооборот вырос."
FOOTBALL = "Azerbaijan hold Belarus to a goalless draw in Baku"


@pytest.fixture
def broken(rules: Path) -> Path:
    """Rules of which one example fails: the text under `match` says nothing of Azerbaijan."""
    folder = own_rules(rules)
    file = folder / "eaeu.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace("      match:\n", '      match:\n        - "Wheat in Kazakhstan"\n', 1), encoding="utf-8"
    )
    return folder


def test_a_text_is_answered_with_the_rule_its_priority_and_the_words_in_place(monitor: Monitor) -> None:
    ran = monitor("rules", "test", TEXT, "--lang", "ru")
    assert ran.code == 0
    assert "azerbaijan-belarus  matches, high" in ran.out
    assert "[Лукашенко] прибыл в [Баку] с визитом." in ran.out
    assert "… [Товарооборот] вырос." in ran.out
    assert "Погода" not in ran.out


def test_of_very_much_evidence_the_rest_is_counted_where_it_is_shown(monitor: Monitor, tmp_path: Path) -> None:
    text = "Азербайджан и Беларусь расширяют товарооборот. " * 120
    ran = monitor("rules", "test", text, "--rule", "trade-turnover")
    assert "and 160 more places that were not kept" in ran.out
    (row,) = json.loads(monitor("rules", "test", text, "--rule", "trade-turnover", "--json").out)["matches"]
    assert (len(row["words"]), row["left_out"]) == (200, 160)
    file = tmp_path / "long.txt"
    file.write_text(f"News\n{text}", encoding="utf-8")
    drawn = monitor("rules", "explain", str(file), "--rule", "trade-turnover").out
    assert "and 160 more places that were not kept" in drawn


def test_a_title_too_long_for_the_name_of_a_file_is_a_sentence(monitor: Monitor) -> None:
    ran = monitor("rules", "explain", "Azerbaijan and Belarus " * 300)
    assert ran.code == 1
    assert "there is no article" in ran.err


def test_a_text_that_just_missed_is_told_why(monitor: Monitor) -> None:
    assert "azerbaijan-belarus  does not match: about sport" in monitor("rules", "test", FOOTBALL).out


def test_a_text_far_from_every_rule_is_a_sentence(monitor: Monitor) -> None:
    assert "no rule matches, none just missed" in monitor("rules", "test", "Wheat harvest in Kansas").out


def test_a_rule_that_was_asked_for_says_why_not_however_far_it_is(monitor: Monitor) -> None:
    ran = monitor("rules", "test", "Wheat harvest in Kansas", "--rule", "eaeu")
    assert "eaeu  does not match: 'azerbaijan' is not named" in ran.out


def test_a_text_from_another_program(monitor: Monitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(TEXT))
    assert "matches, high" in monitor("rules", "test", "-").out


def test_title_and_text_are_kept_apart(monitor: Monitor) -> None:
    ran = monitor("rules", "test", "Лукашенко прибыл в Баку.", "--title", "Визит", "--json")
    row = json.loads(ran.out)
    assert row["title"] == "Визит"
    words = {(word["field"], word["surface"]) for word in row["matches"][0]["words"]}
    assert words == {("body", "Лукашенко"), ("body", "Баку")}


def test_the_spans_in_json_are_those_of_the_text(monitor: Monitor) -> None:
    (match,) = json.loads(monitor("rules", "test", TEXT, "--json").out)["matches"]
    title = TEXT.partition(". ")[0] + "."
    assert [title[w["start"] : w["end"]] for w in match["words"] if w["field"] == "title"] == ["Лукашенко", "Баку"]


def test_articles_of_a_file(monitor: Monitor, tmp_path: Path) -> None:
    text, page, lines = tmp_path / "a.txt", tmp_path / "a.html", tmp_path / "a.jsonl"
    title, _, body = TEXT.partition(". ")
    text.write_text(f"{title}\n\n{body}", encoding="utf-8")
    page.write_text(f"<html><body><h1>{title}</h1><article><p>{body * 9}</p></article></body></html>", encoding="utf-8")
    lines.write_text(json.dumps({"id": 1, "title": title, "text": body}) + "\nkaputt\n", encoding="utf-8")
    for file in (text, page, lines):
        ran = monitor("rules", "test", "--file", file)
        assert (ran.code, "azerbaijan-belarus  matches" in ran.out) == (0, True)
    assert "a.jsonl:2" in monitor("rules", "test", "--file", lines).err


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (["--rule", "eau"], "did you mean 'eaeu'?"),
        (["x", "--source", "belt"], "did you mean 'belta'?"),
        (["x", "--date", "yesterday"], "is no day"),
        (["--lang", "ru"], "there is none"),
        (["  "], "the text is empty"),
    ],
)
def test_what_makes_no_sense_is_usage(line: list[str], sentence: str, monitor: Monitor) -> None:
    ran = monitor("rules", "test", *line)
    assert ran.code == 2
    assert sentence in ran.err


def test_all_examples_of_all_rules_pass(monitor: Monitor) -> None:
    ran = monitor("rules", "test")
    assert ran.code == 0
    assert {line.split()[0] for line in ran.out.splitlines()[1:]} >= {"azerbaijan-belarus", "eaeu", "trade-turnover"}
    assert "examples pass" in ran.err


def test_an_example_that_fails_is_named_with_its_place_and_exit_code_3(monitor: Monitor, broken: Path) -> None:
    ran = monitor("rules", "test", rules_dir=broken)
    assert ran.code == 3
    lines = (broken / "eaeu.yaml").read_text(encoding="utf-8").splitlines()
    line = 1 + next(number for number, text in enumerate(lines) if "Wheat" in text)
    assert f"{broken}/eaeu.yaml:{line}:11 the example 'Wheat in Kazakhstan' should match 'eaeu' but does not" in ran.out
    assert monitor("rules", "test", "--rule", "trade-turnover", rules_dir=broken).code == 0


def test_examples_as_json_say_of_each_whether_it_passes(monitor: Monitor, broken: Path) -> None:
    rows = [
        json.loads(line)
        for line in monitor("rules", "test", "--rule", "eaeu", "--json", rules_dir=broken).out.splitlines()
    ]
    assert [(row["text"], row["kind"]) for row in rows if not row["passes"]] == [("Wheat in Kazakhstan", "match")]


def test_a_text_can_be_tried_while_examples_fail(monitor: Monitor, broken: Path) -> None:
    ran = monitor("rules", "test", TEXT, rules_dir=broken)
    assert "matches, high" in ran.out
    assert "1 example fails" in ran.err


# -- explain


@pytest.mark.parametrize("reference", [TOLD.link, TOLD.title, "лукашенко прибыл"])
def test_an_article_is_explained_by_address_and_title(reference: str, monitor: Monitor) -> None:
    ran = monitor("rules", "explain", reference)
    assert ran.code == 0
    assert "azerbaijan-belarus  matches, high" in ran.out
    assert "when: yes  pair(azerbaijan, belarus)" in ran.out
    assert "+2 both in one sentence" in ran.out
    assert max(map(len, ran.out.splitlines())) <= 80


def test_a_part_that_is_not_true_says_what_is_missing(monitor: Monitor) -> None:
    ran = monitor("rules", "explain", UNTOLD.link, "--rule", "eaeu")
    assert "eaeu  does not match" in ran.out
    assert "no   eaeu  'eaeu' is not named" in ran.out
    assert 'yes  azerbaijan  = country.azerbaijan: "Азербайджане"' in ran.out


def test_an_explanation_for_programs(monitor: Monitor) -> None:
    row = json.loads(monitor("rules", "explain", TOLD.link, "--json").out)
    assert (row["rule"], row["matches"], row["priority"]) == ("azerbaijan-belarus", True, "high")
    assert row["when"]["text"] == "pair(azerbaijan, belarus)"
    assert "+2 both in one sentence" in [part["text"] for part in row["when"]["parts"]]
    assert row["when"]["words"][:2] == ["Лукашенко", "Азербайджан"]
    assert row["raised"]["high"]["holds"] is True


def test_a_text_with_head_lines_is_read_as_an_import_reads_it(monitor: Monitor, tmp_path: Path) -> None:
    file = tmp_path / "visit.txt"
    file.write_text("Title: Мінск і Баку\nDate: 2024-05\nLanguage: be\n\nПраграма візіту.", encoding="utf-8")
    ran = monitor("rules", "explain", str(file), "--json")
    assert {json.loads(line)["title"] for line in ran.out.splitlines()} <= {"Мінск і Баку"}
    told = monitor("rules", "explain", str(file), "--rule", "azerbaijan-belarus").out
    assert "Мінск і Баку" in " ".join(told.split())
    assert "Title:" not in told
    file.write_text("Title: Мінск і Баку\nDate: учора недзе\n\nПраграма.", encoding="utf-8")
    refused = monitor("rules", "explain", str(file))
    assert refused.code != 0
    assert "write it like 2018-05-16" in refused.err


def test_a_file_is_explained(monitor: Monitor, tmp_path: Path) -> None:
    file = tmp_path / "article.txt"
    file.write_text(FOOTBALL, encoding="utf-8")
    ran = monitor("rules", "explain", file)
    assert '-4 about sport  "goalless draw"' in ran.out


@pytest.mark.parametrize("reference", ["999", "няма такога", "https://няма.example/1"])
def test_an_article_that_is_not_there_is_a_sentence(reference: str, monitor: Monitor) -> None:
    ran = monitor("rules", "explain", reference)
    assert (ran.code, ran.out) == (1, "")
    assert "there is no article" in ran.err


def test_several_articles_of_one_title_are_listed(monitor: Monitor) -> None:
    ran = monitor("rules", "explain", "а")
    assert ran.code == 1
    assert "2 articles answer to 'а'; name one by its number:" in ran.err
    assert TOLD.title in ran.err
