"""`monitor show article`, step by step."""

from __future__ import annotations

import json
from pathlib import Path

from monitor.model.story import Assignment, News
from monitor.store import open_store
from tests.cli.conftest import TOLD, UNTOLD, Monitor


def numbers(state: Path) -> tuple[int, int]:
    store = open_store(state, read_only=True)
    found = tuple(store.archive.find(item.title)[0] for item in (TOLD, UNTOLD))
    store.close()
    return found[0], found[1]


def test_each_step_of_its_way_stands_in_order(monitor: Monitor, state: Path) -> None:
    out = monitor("show", "article", TOLD.link).out
    heads = [line for line in out.splitlines()[2:] if not line.startswith(" ")]
    assert heads == ["SEEN", "TEXT", "JUDGED", "STORY", "TOLD", "IT SAYS"]
    for line in (
        "listed by belta since 14 May 2024 02:00 UTC (06:00 Asia/Baku), last known",
        f"text 1 from the feed, {len(TOLD.text)} characters, 14 May 2024 02:00 UTC (06:00 Asia/Baku) (judged on this)",
        "by the rules in force from 14 May 2024 02:00 UTC (06:00 Asia/Baku) on, still in force",
        "in story 1 (2 articles): Лукашенко прибыл",
        "told to desk in 2024-05-14/daily, composed 14 May 2024 07:30 Asia/Baku (revision 1); 1 of 1 messages delivered",
    ):
        assert line in out


def test_who_was_told_nothing_is_pointed_to_the_reason(monitor: Monitor, state: Path) -> None:
    _, untold = numbers(state)
    assert f"nobody yet; 'monitor why-not {untold}' says why" in monitor("show", "article", UNTOLD.link).out


def test_copies_and_editions_are_named_from_both_ends(monitor: Monitor, state: Path) -> None:
    told, untold = numbers(state)
    store = open_store(state)
    with store.tx():
        assignment = Assignment(untold, 1, told, "93% of its text stands in article 1", sub="signing")
        store.stories.record(assignment, "", 0, news=[News("signed", "documents signed")])
    store.close()
    copy = monitor("show", "article", str(untold)).out
    assert f"has the text of article {told}, Belta, 14 May 2024" in copy
    assert "because: 93% of its text stands in article 1; part of the visit: signing" in copy
    assert "documents signed" in copy
    assert f"its text was taken over by article {untold}" in monitor("show", "article", str(told)).out


def test_as_json_the_steps_are_lists(monitor: Monitor) -> None:
    told = json.loads(monitor("show", "article", TOLD.link, "--json").out)
    assert (told["title"], told["url"]) == (TOLD.title, TOLD.link)
    assert [line.split(",")[0] for line in told["told"]] == ["told to desk in 2024-05-14/daily"]
    assert "changed" not in told
