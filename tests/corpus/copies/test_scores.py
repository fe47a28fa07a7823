"""tests/scores.json says how many copies may be missed and how many texts merged by mistake."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.corpus.copies.making import HERE, seen
from tests.corpus.copies.scoring import rows, said, scored

PINNED: dict[str, dict[str, int]] = json.loads((HERE.parents[1] / "scores.json").read_text(encoding="utf-8"))["copies"]


def corpus(name: str) -> list[dict[str, Any]]:
    """The half made by program, or the one edited by hand."""
    return list(map(dict, seen())) if name == "seen" else rows(HERE / f"{name}.jsonl")


@pytest.mark.parametrize("name", sorted(PINNED))
def test_no_more_copies_are_missed_and_no_more_texts_merged_than_are_pinned(name: str) -> None:
    articles, pinned = corpus(name), PINNED[name]
    score = scored(articles, said(articles))
    got = {
        "rows": score.rows,
        "kinds_of_edit": len(score.edits),
        "copies": sum(count for _, count in score.edits.values()),
        "copies_missed": sum(count - found for found, count in score.edits.values()),
        "siblings": score.siblings,
        "siblings_merged": score.merged,
        "others_merged": score.false_pairs,
    }
    assert {key: got[key] for key in ("rows", "kinds_of_edit", "copies", "siblings")} == {
        key: pinned[key] for key in ("rows", "kinds_of_edit", "copies", "siblings")
    }
    worse = {key: (got[key], pinned[key]) for key in pinned if got[key] > pinned[key]}
    assert not worse, "\n".join(score.lines(name))
