"""`monitor show article N --diff`: the versions, what went and came, and what is no longer kept."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
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


def test_where_the_newest_was_told_the_diff_reaches_back_to_what_said_something_else(
    monitor: Monitor, state: Path
) -> None:
    """A feed and its page say the same words one after the other: the edit lies before both."""
    number = edited(
        state, "Подписано девять документов.", "Подписано десять документов.", "Подписано десять документов."
    )
    with closing(sqlite3.connect(state / "monitor.db")) as db, db:
        db.execute("UPDATE told SET text_version = (SELECT text_version FROM article WHERE id = article)")
    out = " ".join(monitor("show", "article", str(number), "--diff").out.split())
    assert "(the last that says something else; the newest was told)" in out
    assert "Подписано [-девять-] {+десять+} документов." in out


def test_two_versions_of_the_same_words_are_said_to_be_so(monitor: Monitor, state: Path) -> None:
    number = edited(state, "Раз.", "Раз.")
    last = len(json.loads(monitor("show", "article", str(number), "--json").out)["text"])
    assert "the two say the same" in monitor("show", "article", str(number), "--diff", f"{last - 1}..{last}").out
