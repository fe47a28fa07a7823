"""Most news names nothing that a rule asks for: it is settled as it is stored, and stands there as judging leaves it."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.pipeline import arriving
from monitor.pipeline.judging import Judging
from monitor.store.search import ASK
from tests.world import Item, World, source

RAIN = "Rain is expected in the capital all week, the weather service said, and the rivers rise."
TALKS = "Belarus and Azerbaijan agreed on trade in Minsk."
OF_JUDGING = "judge_due, judged_by, judged_version, judge_owner, judge_until, tries, suspect, group_due, indexed"


def rows(world: World) -> list[tuple[object, ...]]:
    found = world.store._connection.rows(f"SELECT id, {OF_JUDGING} FROM article ORDER BY id")
    return [tuple(row) for row in found]


@pytest.mark.parametrize("asked", [(), (ASK,)], ids=["nobody searches", "somebody has searched"])
def test_what_is_settled_as_it_is_stored_stands_there_as_judging_leaves_it(
    tmp_path: Path, asked: tuple[str, ...]
) -> None:
    world = World(tmp_path)
    for kind in asked:
        world.store.requests.put(kind, "", world.clock.now())
    world.feed("belta", Item("Rain", RAIN)).settle()
    stored = rows(world)
    assert [row[2] for row in stored] == [world.setup.version]
    world.store._connection.run("UPDATE article SET judge_due = 1, judged_by = '', judged_version = 0, indexed = 0")
    world.settle()
    assert rows(world) == stored


def test_only_what_names_something_or_waits_for_its_page_comes_before_the_judge(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Judging, "round", lambda _: False)
    world = World(tmp_path, sources=[source("belta"), source("azertac", page="always")])
    world.feed("belta", Item("Rain", RAIN), Item("Talks", TALKS)).feed("azertac", Item("Snow", RAIN)).settle()
    found = world.store._connection.rows("SELECT title, judged_by FROM article")
    judged = {row["title"]: row["judged_by"] for row in found}
    assert judged == {"Rain": world.setup.version, "Talks": "", "Snow": ""}


def test_where_the_look_breaks_it_is_judged_as_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arriving, "nothing_in", None)
    world = World(tmp_path).feed("belta", Item("Rain", RAIN)).settle()
    assert rows(world)[0][1:3] == (0, world.setup.version)
