"""Texts are made ready for search behind the news."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.pipeline import indexing
from monitor.store.search import Wanted
from monitor.text import fold
from monitor.text.query import Query, term
from tests.world import Item, World


def found(world: World, word: str) -> int:
    return world.store.search.find(Query(((term(word),),)), Wanted(), "newest", 5)[0]


def test_what_a_feed_brings_can_be_searched_when_the_river_rests(tmp_path: Path) -> None:
    world = World(tmp_path).feed("belta", Item("Прэм’ер у Баку", "Гандаль расце.")).settle()
    assert (found(world, "прэм'ер"), found(world, "ГАНДАЛЬ"), world.store.search.waiting()) == (1, 1, 0)


def test_a_text_that_breaks_folding_is_found_by_nobody_and_stops_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folded = fold.folded

    def faulty(text: str) -> str:
        if "poison" in text:
            raise ValueError(text)
        return folded(text)

    monkeypatch.setattr(indexing, "folded", faulty)
    world = World(tmp_path).feed("belta", Item("A poison"), Item("Rain expected")).settle()
    assert (found(world, "poison"), found(world, "rain"), world.store.search.waiting()) == (0, 1, 0)
