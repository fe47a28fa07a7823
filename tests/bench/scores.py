"""How well stories and copies are told on labelled articles, beside what they cost; tests/scores.json pins the figures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.corpus.copies import making
from tests.corpus.copies import scoring as copies
from tests.corpus.stories import scoring as stories

Say = Callable[[str], None]


def measure(say: Say, *, short: bool) -> None:
    """Counts alone, with intervals of 95 %; short: only the halves on which nothing was tuned."""
    for name in ("unseen",) if short else ("seen", "further", "unseen"):
        articles = stories.rows(stories.HERE / f"{name}.jsonl")
        with TemporaryDirectory() as folder:
            said = stories.grouped(articles, Path(folder))
        for line in stories.scored(articles, said).lines(f"stories, {name}"):
            say(line)
    halves = {"unseen": copies.rows(making.HERE / "unseen.jsonl")}
    if not short:
        halves["seen"] = list(map(dict, making.seen()))
    for name, rows in halves.items():
        for line in copies.scored(rows, copies.said(rows)).lines(f"copies, {name}"):
            say(line)
