"""`monitor show article N --diff`: the versions, what went and came, and what is no longer kept."""

from __future__ import annotations

import json
from pathlib import Path

from monitor.store import open_store
from tests.cli.conftest import TOLD, UNTOLD, Monitor
from tests.store.samples import NOW, text


def edited(state: Path, *bodies: str) -> int:
    """The told article with further versions; returns its number."""
    store = open_store(state)
    number = store.archive.find(TOLD.title)[0]
    with store.tx():
        for n, body in enumerate(bodies):
            store.articles.add_text(number, text(TOLD.title, body), NOW + n)
    store.close()
    return number


def test_what_was_told_is_held_against_the_newest(monitor: Monitor, state: Path) -> None:
    number = edited(state, "Неважно.", "Президента Беларуси проводил İlham Əliyev. Səfər başa çatıb.")
    out = monitor("show", "article", str(number), "--diff").out
    assert "- version 1 (the one last told), from the feed" in out or "(the one last told)" in out
    assert "Президента Беларуси [-встретил-] {+проводил+} İlham Əliyev." in " ".join(out.split())
    assert "{+Səfər başa çatıb.+}" in out


def test_named_versions_and_json(monitor: Monitor, state: Path) -> None:
    number = edited(state, "Раз.", "Раз. Два.")
    last = len(json.loads(monitor("show", "article", str(number), "--json").out)["text"])
    found = json.loads(monitor("show", "article", str(number), "--diff", f"{last - 1}..{last}", "--json").out)
    kinds = [(row["kind"], row["new"]) for row in found["sentences"]]
    assert (found["old"], found["new"]) == (last - 1, last)
    assert kinds[-2:] == [("same", "Раз."), ("in", "Два.")]


def test_a_version_that_is_not_there_and_a_range_that_is_none(monitor: Monitor, state: Path) -> None:
    number = edited(state, "Раз.")
    assert "has no version 90, only 1" in monitor("show", "article", str(number), "--diff", "90..91").err
    assert "two versions such as 1..3" in monitor("show", "article", str(number), "--diff", "x").err


def test_an_article_that_was_never_edited_says_so(monitor: Monitor, state: Path) -> None:
    assert "was never edited" in monitor("show", "article", UNTOLD.link, "--diff").err
