"""Labelled articles beside the checkout: the kind of their news."""

import json
from pathlib import Path
from typing import Any

import pytest

from monitor.reading.events import event_type
from tests.reading.events.told import PAIR, reading

SHARED = Path(__file__).parents[3] / ".." / "shared"


def rows(name: str) -> list[dict[str, Any]]:
    file = SHARED / "corpus" / name
    if not file.exists():
        pytest.skip(f"no {name} beside the checkout")
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def test_the_news_of_labelled_articles_is_of_the_right_kind() -> None:
    """At least 85 % of those that tell of Azerbaijan and Belarus."""
    labels = {row["id"]: row["event_type_ok"] for row in rows("labels.jsonl") if row["bilateral_az_by"]}
    right = 0
    for row in rows("articles.jsonl"):
        if row["id"] in labels:
            day = str(row.get("date") or "")
            read = reading(row["title"], row["text"], row["language"], day if len(day) == 10 else "")
            right += event_type(read.ground, read.events, read.figures, PAIR) in labels[row["id"]]
    assert right >= 0.85 * len(labels)


@pytest.mark.parametrize("number", range(4))
def test_the_news_of_the_seed_articles(number: int) -> None:
    """The fifth tells of another pair."""
    seed = rows("seeds_labels.jsonl")[number]
    title, _, body = (SHARED / "seeds" / seed["file"]).read_text(encoding="utf-8").partition("\n")
    read = reading(title, body, "en", seed["date"])
    assert event_type(read.ground, read.events, read.figures, PAIR) in seed["event_type_ok"]
