"""Texts are made ready for search behind the news: what matches at once, the rest while somebody searches."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.model.limits import DAY
from monitor.pipeline import indexing
from monitor.store.search import ASK, Wanted
from monitor.text import fold
from monitor.text.query import Query, term
from tests.world import Item, World

VISIT = "Lukashenko arrives in Baku on a state visit"


def found(world: World, word: str) -> int:
    return world.store.search.find(Query(((term(word),),)), Wanted(), "newest", 5)[0]


def test_what_a_feed_brings_can_be_searched_when_the_river_rests(tmp_path: Path) -> None:
    world = World(tmp_path).feed("belta", Item("Прэм’ер у Баку", "Гандаль расце.")).settle()
    assert (found(world, "прэм'ер"), found(world, "ГАНДАЛЬ"), world.store.search.waiting()) == (1, 1, 0)


def copies(world: World) -> list[int]:
    return [row["article"] for row in world.store._connection.rows("SELECT article FROM folded ORDER BY article")]


def test_a_text_that_breaks_the_index_stops_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folded = fold.folded

    def faulty(text: str) -> str:
        if "poison" in text:
            raise ValueError(text)
        return folded(text)

    monkeypatch.setattr(indexing, "folded", faulty)
    world = World(tmp_path).feed("belta", Item(f"{VISIT}: poison"), Item(f"{VISIT}: rain")).settle()
    assert (len(copies(world)), found(world, "rain"), world.store.search.waiting()) == (1, 1, 0)


def test_what_matches_nothing_comes_into_the_index_once_somebody_has_searched(tmp_path: Path) -> None:
    world = World(tmp_path).feed("belta", Item(VISIT), Item("Rain expected")).settle()
    assert (len(copies(world)), found(world, "rain"), world.store.search.without_copy()) == (1, 1, 1)
    world.store.requests.put(ASK, "", world.clock.now())
    world.feed("belta", Item("Snow expected")).until("11:00")
    assert (len(copies(world)), found(world, "rain"), found(world, "snow"), world.store.search.waiting()) == (
        3,
        1,
        1,
        0,
    )
    world.store._connection.run("UPDATE request SET made = made - :month", {"month": 31 * DAY})
    world.feed("belta", Item("Hail expected")).until("13:00")
    assert (len(copies(world)), found(world, "hail")) == (3, 1)


def test_what_comes_to_match_later_comes_into_the_index(tmp_path: Path) -> None:
    address = "https://belta.example/1"
    world = World(tmp_path).feed("belta", Item("Rain expected", link=address)).settle()
    assert copies(world) == []
    world.feed("belta", Item(VISIT, link=address)).until("11:00")
    assert (len(copies(world)), found(world, "rain"), found(world, "baku")) == (1, 0, 1)
