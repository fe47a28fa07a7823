"""`monitor group`: every line of a file ends as a stated outcome, and every usable one in exactly one story."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from click.testing import CliRunner

from monitor.cli import cli

RULES = Path(__file__).parents[2] / "rules"
CALL = {
    "title": "Lukashenko phones Aliyev", "language": "en", "date": "2021-05-22T09:00:00Z", "outlet": "Wire",
    "text": "Alexander Lukashenko phoned Ilham Aliyev on 22 May 2021. The presidents spoke of trade and deliveries.",
}  # fmt: skip
BERRIES = {
    "title": "Berries ripen early in Gomel", "language": "en", "date": "2021-05-22T10:00:00Z", "outlet": "Post",
    "text": "Strawberry growers near Gomel expect their harvest two weeks before the usual time because of warm nights.",
}  # fmt: skip


class Run(NamedTuple):
    exit_code: int
    stdout: str
    stderr: str


def line(**fields: Any) -> str:
    return json.dumps(fields, ensure_ascii=False)


def run(tmp_path: Path, *lines: str | bytes, options: tuple[str, ...] = ()) -> Run:
    file = tmp_path / "stream.jsonl"
    file.write_bytes(b"\n".join(each if isinstance(each, bytes) else each.encode() for each in lines))
    arguments = ["--rules", str(RULES), "--state", str(tmp_path), "group", *options, str(file)]
    result = CliRunner().invoke(cli, arguments, standalone_mode=False)
    failed = 1 if result.exception else result.return_value
    return Run(failed, result.stdout, result.stderr)


def rows(result: Run) -> list[dict[str, Any]]:
    return [json.loads(each) for each in result.stdout.splitlines()]


def test_each_article_is_told_its_story_by_the_id_of_its_first_article(tmp_path: Path) -> None:
    again = CALL | {"date": "2021-05-22T12:00:00Z", "outlet": "Portal"}
    result = run(tmp_path, line(id="late", **again), line(id="first", **CALL), line(id=3, **BERRIES))
    assert result.exit_code == 0, result.stderr
    assert [(row["id"], row["story"]) for row in rows(result)] == [("late", "first"), ("first", "first"), (3, 3)]
    assert set(rows(result)[0]) == {"id", "story", "copy_of"}


def test_the_reason_names_articles_by_their_ids(tmp_path: Path) -> None:
    again = CALL | {"date": "2021-05-22T12:00:00Z", "outlet": "Portal"}
    result = run(tmp_path, line(id="x1", **CALL), line(id="x2", **again), options=("--reason",))
    first, second = rows(result)
    assert first["reason"] == "opens a story"
    assert "x1" in second["reason"]
    assert {"sub", "edition_of"} <= set(second)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"date": "1970-01-01"}, "cannot be true"),
        ({"date": "2999-01-01"}, "cannot be true"),
        ({"date": "yesterday"}, "must look like"),
        ({"date": None}, "no date"),
        ({"language": None}, "no language; read as 'en'"),
        ({"title": "", "text": " "}, "neither title nor text"),
    ],
)
def test_what_is_missing_or_wrong_is_said_and_the_article_still_grouped(
    tmp_path: Path, fields: dict[str, Any], sentence: str
) -> None:
    result = run(tmp_path, line(id="a", **CALL), line(id="b", **(BERRIES | fields)))
    assert result.exit_code == 0
    assert f"stream.jsonl:2: {sentence}" in result.stderr or sentence in result.stderr
    assert [row["id"] for row in rows(result)] == ["a", "b"]


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        ("{not json", "not a JSON object"),
        (b'{"id": "\xff"}', "not UTF-8"),
        ('["a list"]', "an object with an 'id'"),
        ('{"id": true, "text": "x"}', "an object with an 'id'"),
        ('{"id": "t", "text": 5}', "'text' must be a text"),
        (line(id="a", **BERRIES), "stands in line 1 already"),
        ("[" * 100_000, "not a JSON object"),
    ],
)
def test_a_line_that_is_no_article_is_left_out_and_said(tmp_path: Path, broken: str | bytes, sentence: str) -> None:
    result = run(tmp_path, line(id="a", **CALL), broken, line(id="z", **BERRIES))
    assert result.exit_code == 1
    assert sentence in result.stderr
    assert [row["id"] for row in rows(result)] == ["a", "z"]


def test_a_file_without_an_article_is_a_failure(tmp_path: Path) -> None:
    result = run(tmp_path, "", "nothing")
    assert result.exit_code == 1
    assert not result.stdout


def test_identical_items_are_one_story_of_copies(tmp_path: Path) -> None:
    """A feed gone mad: one original, all others its copies, and not one line of complaint a copy."""
    result = run(tmp_path, *(line(id=n, **CALL) for n in range(500)))
    assert result.exit_code == 0
    assert {row["story"] for row in rows(result)} == {0}
    assert [row["copy_of"] for row in rows(result)] == [None] + [0] * 499


def test_thousands_of_lines_with_one_fault_are_counted_not_listed(tmp_path: Path) -> None:
    lines = [line(id=n, title="", text="") for n in range(300)]
    result = run(tmp_path, *lines)
    assert result.stderr.count("neither title nor text") == 20
    assert "empty articles: 300 lines in all, 280 of them not listed above" in result.stderr
    assert len({row["story"] for row in rows(result)}) == 300


def test_half_a_character_in_an_id_is_written_as_an_escape(tmp_path: Path) -> None:
    result = run(tmp_path, '{"id": "a\\ud800", "title": "Berries", "text": "Ripe."}')
    assert rows(result)[0]["id"] == "a\ud800"
