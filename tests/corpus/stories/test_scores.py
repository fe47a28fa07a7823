"""tests/scores.json says how well labelled streams are grouped at least. A change may raise a figure, never lower it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.corpus.stories.scoring import HERE, Score, grouped, rows, scored

PINNED: dict[str, dict[str, int]] = json.loads((HERE.parents[1] / "scores.json").read_text(encoding="utf-8"))["stories"]
LANGUAGES = {"en", "ru", "az", "be", "tr"}


def measured(score: Score) -> dict[str, int]:
    """F1 in thousandths, rounded down; copies as counts of errors."""
    return {
        "articles": score.articles,
        "same_language_f1": int((score.same.f1.value or 0) * 1000),
        "across_languages_f1": int((score.across.f1.value or 0) * 1000),
        "copy_errors": score.copies_wrong + score.copies_missed,
    }


@pytest.mark.parametrize("name", sorted(PINNED))
def test_a_labelled_stream_is_grouped_no_worse_than_is_pinned(name: str, tmp_path: Path) -> None:
    articles, pinned = rows(HERE / f"{name}.jsonl"), PINNED[name]
    score = scored(articles, grouped(articles, tmp_path))
    got = measured(score)
    assert got["articles"] == pinned["articles"]
    worse = {key: (got[key], pinned[key]) for key in pinned if key.endswith("_f1") and got[key] < pinned[key]}
    assert got["copy_errors"] <= pinned["copy_errors"], "\n".join(score.lines(name))
    assert not worse, "\n".join(score.lines(name))


@pytest.mark.parametrize("half", ["seen", "unseen"])
def test_each_half_holds_what_a_desk_reads(half: str) -> None:
    """Two hundred articles of each half, five languages, stories over several of them, singletons, and copies."""
    articles = rows(HERE / f"{half}.jsonl")
    stories = [row["story"] for row in articles]
    assert len(articles) >= 150
    assert len({row["id"] for row in articles}) == len(articles)
    assert {row["language"] for row in articles} == LANGUAGES
    assert max(map(stories.count, stories)) >= 15
    assert sum(stories.count(story) == 1 for story in set(stories)) >= 10
    assert sum(bool(row["copy_of"]) for row in articles) >= 10
