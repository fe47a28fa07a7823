"""A large document is stored part by part: nobody waits for it, and a kill in its middle loses and doubles nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from monitor.model.limits import Limits
from tests.world import Item, World, source

PARTS = replace(Limits(), arrivals_at_once=4)


def world(path: Path, items: int = 18) -> World:
    made = World(path, sources=(source("belta"), source("azertac")), limits=PARTS)
    return made.feed("belta", *(Item(f"Report {n} of the ministry of trade") for n in range(items)))


def stored(made: World) -> dict[str, int]:
    rows = made.store.articles.known(f"url:https://{feed}.example/{slug}" for feed, slug in (
        *(("belta", f"report-{n}-of-the-ministry-of-trade") for n in range(18)), ("azertac", "talks-in-baku")))  # fmt: skip
    return dict(rows)


def begun(made: World) -> World:
    """The first part of it is stored."""
    while not stored(made):
        made.river.round()
    return made


def test_nobody_waits_for_a_large_document(tmp_path: Path) -> None:
    made = begun(world(tmp_path))
    assert len(stored(made)) == 4
    assert made.river.busy
    assert made.store.feeds.get("belta").etag == ""  # type: ignore[union-attr]
    made.feed("azertac", Item("Talks in Baku"))
    made.store.feeds.all_due(made.clock.now())
    for _ in range(3):
        made.river.round()
    assert any("talks" in key for key in stored(made))
    assert len(stored(made)) < 19
    made.settle()
    assert len(stored(made)) == 19
    state = made.store.feeds.get("belta")
    assert state
    assert (state.items, state.problem, state.etag != "") == (18, "", True)
    assert made.store.feeds.outcomes("belta", 1)[0]["new"] == 18


def test_what_a_kill_leaves_out_comes_again(tmp_path: Path) -> None:
    made = begun(world(tmp_path)).restart(clean=False)
    made.settle()
    assert len(stored(made)) == 18
    assert made.store.feeds.outcomes("belta", 1)[0]["new"] == 14


def test_an_article_that_another_feed_brings_meanwhile_is_one(tmp_path: Path) -> None:
    """It waits for the next poll, which finds it, and is told once."""
    made = begun(world(tmp_path))
    same = "https://belta.example/report-0-of-the-ministry-of-trade"  # the feed's first item is stored last
    made.feed("azertac", Item("Report 0 of the ministry of trade", link=same))
    made.store.feeds.all_due(made.clock.now())
    made.settle()
    state = made.store.feeds.get("belta")
    assert state
    assert (state.problem, state.etag) == ("", "")
    made.until("08:00")
    assert len(stored(made)) == 18
    assert sum(text.count("Report 0 of") for text in made.inbox) <= 1
    assert made.store.feeds.get("belta").etag != ""  # type: ignore[union-attr]


def test_a_feed_taken_away_in_the_middle_of_its_document_is_let_go(tmp_path: Path) -> None:
    made = begun(world(tmp_path))
    made.river.use(replace(made.setup, sources={"azertac": source("azertac")}))
    made.settle()
    assert len(stored(made)) == 4
    assert not made.river.busy
