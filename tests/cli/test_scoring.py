"""`rules score`: a rule against articles labelled by reading; the same numbers as the corpus' own script."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Monitor

CORPUS = Path(__file__).parents[2] / ".." / "shared" / "corpus"
GOOD = {"id": 1, "title": "Лукашенко прибыл в Азербайджан", "text": "", "language": "ru", "matched": True}
FOOTBALL = {"id": 2, "title": "Azerbaijan hold Belarus to a goalless draw in Baku", "language": "en", "matched": True}
TALKS = {"id": 3, "title": "Azərbaycan və Belarus arasında müəssisə yaradılacaq", "language": "az", "matched": False}
RAIN = {"id": 4, "title": "Rain in Kansas", "language": "en", "matched": False}


def lines(path: Path, *rows: object) -> Path:
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    return lines(tmp_path / "labelled.jsonl", GOOD, FOOTBALL, TALKS, RAIN)


def test_shares_and_each_error_with_its_reason(monitor: Monitor, labelled: Path) -> None:
    ran = monitor("rules", "score", labelled)
    assert ran.code == 0
    heads = ran.out.splitlines()
    assert heads[1].split()[:5] == ["all", "4", "1", "1", "1"]
    assert heads[1].split()[5:9:2] == ["0.50", "0.50"]
    assert [line.split()[0] for line in heads[2:5]] == ["az", "en", "ru"]
    assert "FALSE MATCH  3 (az)  Azərbaycan və Belarus arasında müəssisə yaradılacaq" in ran.out
    assert "MISSED  2 (en)  Azerbaijan hold Belarus to a goalless draw in Baku\n  about sport" in ran.out
    assert max(map(len, (line.rstrip() for line in heads))) <= 80
    assert "4 labelled articles, 2 errors" in ran.err


def test_labels_of_another_file_under_another_key(monitor: Monitor, labelled: Path, tmp_path: Path) -> None:
    labels = lines(
        tmp_path / "labels.jsonl", {"id": 1, "ours": True}, {"id": 2, "ours": False}, {"id": 9, "ours": True}
    )
    row = json.loads(monitor("rules", "score", labelled, "--labels", labels, "--key", "ours", "--json").out)
    assert (row["articles"], row["true_matches"], row["true_silences"], row["errors"]) == (2, 1, 1, [])
    ran = monitor("rules", "score", labelled, "--labels", labels, "--key", "ours")
    assert "2 articles of" in ran.err
    assert "1 labels have no article" in ran.err


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([GOOD, {**RAIN, "matched": "no"}], "labelled.jsonl:2: 'matched' must be true or false, not 'no'"),
        ([GOOD, GOOD], "labelled.jsonl:2: the article '1' is labelled twice"),
        ([{"id": 1, "title": "x"}], "no article in it has a label 'matched'"),
    ],
)
def test_labels_that_cannot_be_used_are_a_sentence(
    rows: list[object], sentence: str, monitor: Monitor, tmp_path: Path
) -> None:
    ran = monitor("rules", "score", lines(tmp_path / "labelled.jsonl", *rows))
    assert (ran.code, ran.out) == (1, "")
    assert sentence in ran.err


def test_an_unknown_rule_is_usage(monitor: Monitor, labelled: Path) -> None:
    assert monitor("rules", "score", labelled, "--rule", "eau").code == 2


@pytest.mark.skipif(not CORPUS.exists(), reason="the labelled corpus is not part of the repository")
def test_the_numbers_are_those_of_the_corpus_own_script(monitor: Monitor, tmp_path: Path) -> None:
    articles, labels = CORPUS / "articles.jsonl", CORPUS / "labels.jsonl"
    predictions, theirs = tmp_path / "predictions.jsonl", tmp_path / "theirs.json"
    predictions.write_text(monitor("judge", articles).out, encoding="utf-8")
    subprocess.run(
        [sys.executable, CORPUS / "score.py", predictions, "--json", theirs],
        check=True,
        capture_output=True,
        timeout=60,
    )
    wanted = json.loads(theirs.read_text(encoding="utf-8"))["all"]
    row = json.loads(monitor("rules", "score", articles, "--labels", labels, "--key", "bilateral_az_by", "--json").out)
    counts = [row[key] for key in ("true_matches", "false_matches", "missed", "true_silences")]
    assert counts == [wanted[key] for key in ("tp", "fp", "fn", "tn")]
    for key in ("precision", "recall", "f1"):
        assert row[key]["value"] == pytest.approx(wanted[key])
    assert len(row["errors"]) == wanted["fp"] + wanted["fn"]


CALL = {
    "id": 5, "title": "Ilham Aliyev spoke by phone with Alexander Lukashenko", "language": "en", "matched": True,
    "event_type": "message", "event_type_ok": ["message", "phone_call"],
    "text": "Trade turnover of Azerbaijan and Belarus was 0.5 billion dollars in 2023, it was said.",
    "trade_figures": [{"value": 500, "unit": "million", "currency": "USD"}],
}  # fmt: skip


def test_event_types_and_figures_are_compared_where_labels_have_them(monitor: Monitor, tmp_path: Path) -> None:
    wrong = {**CALL, "id": 6, "event_type_ok": ["signing"], "trade_figures": [{"value": 3, "unit": "million"}]}
    file = lines(tmp_path / "read.jsonl", CALL, wrong, RAIN)
    ran = monitor("rules", "score", file)
    assert ran.code == 0
    assert "event type right in 1 of 2 rightly matched articles\n" in ran.out
    assert "figures of trade: 1 right, 1 wrong, 1 missed\n" in ran.out
    assert "EVENT  phone_call, not signing  6 (en)" in ran.out
    assert "FIGURES  missing 3,000,000 USD, not labelled 500,000,000 USD" in ran.out
    row = json.loads(monitor("rules", "score", file, "--json").out)
    assert row["event_type"] == {"right": 1, "of": 2}
    assert row["trade_figures"] == {"right": 1, "wrong": 1, "missed": 1}
    assert [fault["id"] for fault in row["misread"]] == ["6", "6"]


def test_labels_without_events_and_figures_say_nothing_of_them(monitor: Monitor, labelled: Path) -> None:
    out = monitor("rules", "score", labelled).out
    assert "event type" not in out
    assert "figures" not in out


@pytest.mark.parametrize(
    ("label", "sentence"),
    [
        ({"trade_figures": "48 million"}, "read.jsonl:1: 'trade_figures' must be a list"),
        ({"trade_figures": [{"value": 1, "unit": "zillion"}]}, "is no figure with 'value' and 'unit'"),
        ({"trade_figures": [{"value": 10**400, "unit": "million"}]}, "is no figure with 'value' and 'unit'"),
        ({"trade_figures": [7]}, "7 is no figure with 'value' and 'unit'"),
        ({"event_type_ok": "signing"}, "'event_type_ok' must be a list of kinds"),
    ],
)
def test_a_label_that_is_none_is_said_with_its_line(
    label: dict[str, object], sentence: str, monitor: Monitor, tmp_path: Path
) -> None:
    ran = monitor("rules", "score", lines(tmp_path / "read.jsonl", {**CALL, **label}))
    assert ran.code == 1
    assert sentence in ran.err
