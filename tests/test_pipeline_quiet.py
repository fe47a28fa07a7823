"""Polls that brought nothing are gathered for a moment and recorded together; nothing may hang on that moment."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from monitor.model.fetch import Reply, Request
from monitor.model.limits import HOUR, Limits
from monitor.pipeline.bed import Idle
from tests.faultydisk import faults
from tests.store.samples import db
from tests.world import FakeNet, Item, World, source

NAMES = ("belta", "bnews", "oxu")
RAIN = Item("Дождь в Минске", hours_old=20)


@dataclass
class Slow(FakeNet):
    """One feed does not answer until it is told to."""

    slow: str = ""
    held: list[Request] = field(default_factory=list)

    @property
    def in_flight(self) -> int:
        """Also what is held."""
        return len(self._ready) + len(self.held)

    def submit(self, request: Request) -> bool:
        """The slow one is held."""
        if request.token[1] != self.slow:
            return super().submit(request)
        self.held.append(request)
        return True


@pytest.fixture
def world(tmp_path: Path) -> World:
    """All feeds have answered once; they are due again, and one of them hangs: the others' 304s are in hand."""
    world = World(tmp_path, sources=[source(name) for name in (*NAMES, "apa")], subscriptions=[], lasting=True)
    world.net = Slow(world.clock.now, world.bell.ring)
    world.restart()
    for name in (*NAMES, "apa"):
        world.feed(name, RAIN)
    world.settle().clock.jump(world.clock.now() + HOUR)
    world.net.slow = "apa"
    rounds(world)
    return world


def rounds(world: World, count: int = 4) -> None:
    for _ in range(count):
        world.river.round()


def recorded(world: World) -> set[str]:
    """Whose second poll stands in the record."""
    return {
        name for name in (*NAMES, "apa") if [row["kind"] for row in world.store.feeds.outcomes(name, 9)][:1] == ["same"]
    }


def in_hand(world: World) -> set[str]:
    return {row["id"] for row in db(world.store).rows("SELECT id FROM feed WHERE owner IS NOT NULL")}


def test_they_wait_for_one_another_and_no_longer_than_a_second(world: World) -> None:
    assert recorded(world) == set()
    assert set(world.river.polling.in_hand) == in_hand(world) == {*NAMES, "apa"}
    assert world.river.busy
    world.clock.jump(world.clock.now() + 1)
    rounds(world, 1)
    assert recorded(world) == set(NAMES)
    assert in_hand(world) == {"apa"}


def test_they_wait_for_nobody_where_all_have_answered(world: World) -> None:
    net = world.net
    assert isinstance(net, Slow)
    for request in net.held:
        net._ready.append(Reply(request.token, request.url, request.url, 304))
    net.held.clear()
    rounds(world, 1)
    assert recorded(world) == {*NAMES, "apa"}
    assert not world.river.busy


def test_enough_of_them_wait_for_nobody(tmp_path: Path) -> None:
    names = [f"b{number}" for number in range(6)]
    world = World(
        tmp_path, sources=[source(name) for name in names], subscriptions=[], limits=replace(Limits(), quiet_at_once=4)
    )
    world.net = Slow(world.clock.now, world.bell.ring)
    world.restart()
    for name in names:
        world.feed(name, RAIN)
    world.settle().clock.jump(world.clock.now() + HOUR)
    world.net.slow = "b0"
    rounds(world)
    assert in_hand(world) == {"b0"}


def test_an_end_records_them_and_a_kill_leaves_them_due(world: World) -> None:
    world.net.asked.clear()
    world.restart(clean=False)
    assert recorded(world) == set()
    rounds(world)
    assert {request.token[1] for request in world.net.asked} >= set(NAMES)
    world.restart()
    assert recorded(world) == set(NAMES)


def test_an_address_edited_meanwhile_keeps_no_validator_of_the_old_one(world: World) -> None:
    moved = source("belta", url="https://new.example/rss")
    world.river.use(replace(world.setup, sources={**world.setup.sources, "belta": moved}))
    world.clock.jump(world.clock.now() + 1)
    rounds(world, 1)
    state = world.store.feeds.get("belta")
    assert state is not None
    assert (state.url, state.etag, state.last_ok) == (moved.url, "", None)
    assert recorded(world) == {"bnews", "oxu"}
    rounds(world)
    assert [request.url for request in world.net.asked if request.token[1] == "belta"][-1] == moved.url


def test_a_write_that_fails_keeps_them_in_hand(world: World) -> None:
    faults(world).fail_at_first("INSERT INTO poll_count")
    world.clock.jump(world.clock.now() + 1)
    rounds(world, 1)
    assert recorded(world) == set()
    assert set(world.river.polling.in_hand) == {*NAMES, "apa"}
    world.clock.jump(world.clock.now() + 60)
    rounds(world)
    assert recorded(world) == set(NAMES)
    for name in NAMES:
        assert [row["kind"] for row in world.store.feeds.outcomes(name, 9)] == ["same", "new"]


def test_a_disk_that_is_full_lets_them_go(world: World) -> None:
    world.disk.has(1)
    rounds(world, 2)
    assert in_hand(world) == set()
    world.disk.has(5000)
    world.net.asked.clear()
    rounds(world)
    assert {request.token[1] for request in world.net.asked} >= set(NAMES)


def test_while_large_documents_wait_for_a_worker_no_feed_is_asked(tmp_path: Path) -> None:
    limits = replace(Limits(), unread_bytes=1000)
    world = World(tmp_path, sources=[source(name) for name in NAMES], subscriptions=[], limits=limits)
    world.river.bed.wires = replace(world.river.bed.wires, workers=Idle())
    world.river.polling._arrivals.take_raw = lambda *_: False  # type: ignore[method-assign]  # all are for workers
    world.feed("belta", *(replace(RAIN, title=f"{RAIN.title} {n}") for n in range(9)))
    with world.store.tx():
        db(world.store).run("UPDATE feed SET next_due = next_due + 60 WHERE id <> 'belta'")
    rounds(world)
    world.clock.jump(world.clock.now() + 60)
    rounds(world)
    assert [request.token[1] for request in world.net.asked] == ["belta"]
    assert in_hand(world) == {"belta"}


def test_no_more_feeds_are_asked_at_once_than_their_answers_have_room(tmp_path: Path) -> None:
    limits = replace(Limits(), unread_bytes=1000, fetch_at_once=2)
    world = World(tmp_path, sources=[source(name) for name in NAMES], subscriptions=[], limits=limits)
    polling = world.river.polling
    assert len(polling._claim()) == 2  # as long as nothing is known, an answer is taken to be large
    polling._usual = 0.0
    assert len(polling._claim()) == len(NAMES) - 2
