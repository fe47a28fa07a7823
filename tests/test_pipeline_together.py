"""Documents that arrive together are stored as one; where an item breaks, each by itself, and nothing else is lost."""

from __future__ import annotations

from pathlib import Path

from tests.world import Item, World, source

CALL = Item("Азербайджан і Беларусь: тэлефонная размова", "Прэзідэнты Азербайджана і Беларусі пагаварылі па тэлефоне.")
RAIN = Item("Yağış gözlənilir", "Bakıda yağış gözlənilir.")
ODD = Item("Odd", "This one breaks the store's insert.")


def test_an_item_that_breaks_takes_neither_its_neighbours_nor_other_documents_with_it(tmp_path: Path) -> None:
    world = World(tmp_path, sources=[source("belta"), source("azertac")])
    ask, run = world.store._connection.rows, world.store._connection.run
    run("CREATE TEMP TRIGGER odd BEFORE INSERT ON article WHEN new.title = 'Odd' BEGIN SELECT raise(ABORT, 'odd'); END")
    world.feed("azertac", CALL).feed("belta", ODD, RAIN).settle()
    assert {row["title"] for row in ask("SELECT title FROM article")} == {CALL.title, RAIN.title}
    assert {row["feed"]: row["new"] for row in ask("SELECT feed, new FROM fetch_outcome")} == {"azertac": 1, "belta": 1}
    problems = {row["id"]: row["problem"] for row in ask("SELECT id, problem FROM feed")}
    assert problems == {"azertac": "", "belta": "IntegrityError: odd"}
    run("DROP TRIGGER odd")
    world.clock.jump(world.clock.now() + 86_400)
    world.settle()
    assert {row["title"] for row in ask("SELECT title FROM article")} == {CALL.title, RAIN.title, ODD.title}
