"""What a poll costs where little or nothing has changed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from monitor.model.limits import DAY, Limits
from tests.identity.feeds import (
    CALL,
    WEATHER,
)
from tests.world import World


class Counted:
    """Statements and rows written between two moments."""

    def __init__(self, world: World) -> None:
        self.raw = world.store._connection._raw
        self.statements: list[str] = []
        self.raw.set_trace_callback(self.statements.append)
        self.before = self.raw.total_changes

    def stop(self) -> tuple[list[str], int]:
        """All statements but those that look for work, and how many rows were written."""
        self.raw.set_trace_callback(None)
        return self.statements, self.raw.total_changes - self.before


def test_an_unchanged_document_writes_its_polls_row_and_nothing_else(world: World) -> None:
    """Two rows for the claim and the new state of the feed, one for the record."""
    world.feed("belta", *(replace(WEATHER, title=f"{WEATHER.title} {n}") for n in range(50))).settle()
    for validators in (True, False):
        world.net.validators = validators
        world.clock.jump(world.clock.now() + 900)
        world.store.feeds._db.run("UPDATE feed SET next_due = iif(id = 'belta', 0, next_due + 9000)")
        counted = Counted(world)
        world.settle()
        statements, written = counted.stop()
        assert [row["kind"] for row in world.store.feeds.outcomes("belta", 1)] == ["same"]
        assert written == 3
        assert [text for text in statements if "article" in text and text.startswith(("INSERT", "DELETE"))] == []


def test_unchanged_items_of_a_changed_document_are_not_asked_for(world: World) -> None:
    many = [replace(WEATHER, title=f"{WEATHER.title} on day {n}", hours_old=None) for n in range(50)]
    world.feed("belta", *many).settle()
    world.clock.jump(world.clock.now() + 900)
    world.feed("belta", replace(CALL, hours_old=None), *reversed(many))
    counted = Counted(world)
    world.settle()
    statements, _ = counted.stop()
    (asked,) = [text for text in statements if text.startswith("SELECT key, article FROM article_key")]
    assert asked.count("aliyev-and-lukashenko-speak-by-phone") == 2  # address and guid
    assert "rain" not in asked
    touched = [text for text in statements if text.lstrip().startswith("INSERT INTO sighting")]
    assert len(touched) == 1


def test_what_is_listed_is_noted_once_a_day_though_the_bytes_stay_the_same(world: World) -> None:
    world.feed("belta", replace(WEATHER, hours_old=None)).until("09:00")
    for _ in range(3):
        world.next_day().until("09:00")
        (row,) = world.store._connection.rows("SELECT min(last_listed) AS at FROM article_key")
        assert world.clock.now() - row["at"] <= 2 * DAY
    (polls,) = world.store._connection.rows("SELECT sum(polls) AS polls FROM poll_count WHERE kind = 'none'")
    assert 0 < polls["polls"] <= 4


def test_small_documents_that_come_together_are_stored_in_one_commit(world: World) -> None:
    for name in ("belta", "azertac"):
        world.feed(name, replace(WEATHER, link=f"https://{name}.example/1"), replace(CALL, guid=name))
    counted = Counted(world)
    world.settle()
    statements, _ = counted.stop()
    added = [n for n, text in enumerate(statements) if text.startswith("INSERT INTO article (")]
    assert len(added) == 4
    assert [text for text in statements[added[0] : added[-1]] if text == "COMMIT"] == []


def test_more_documents_than_a_round_reads_wait_for_the_next(tmp_path: Path) -> None:
    world = World(tmp_path, limits=replace(Limits(), fast_round_bytes=1, arrivals_a_round=1))
    world.feed("belta", WEATHER).feed("azertac", WEATHER)
    world.river.round()
    for stored in (1, 2):
        world.river.round()
        assert world.store.totals()["article"] == stored
