"""Mutes in a simulated day: no alert, still in the digest, and after the end only what is new then."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from monitor.model.message import Mute
from monitor.pipeline.muting import mute_payload, muted_of, mutes_of, unmute_payload
from tests.test_pipeline_alerts import VISIT, flat, urgent
from tests.world import Item, World

POSTPONED = "Lukashenko's state visit to Azerbaijan postponed, presidential press service says"
BACK_ON = "Lukashenko's state visit to Azerbaijan cancelled, Belarusian press service says"


def mute(world: World, until: str) -> None:
    now = world.clock.now()
    with world.store.tx():
        world.store.mutes.put(Mute("story", "1", world.moment(until), "Əli"), "", now)


def test_a_muted_story_does_not_ring_and_stands_in_the_digest(tmp_path: Path) -> None:
    world = World(tmp_path, subscriptions=[urgent()], start="10:00")
    world.feed("belta", Item(VISIT)).until("10:30")
    assert len(world.inbox) == 1
    mute(world, "1 12:00")
    world.feed("belta", Item(VISIT), Item(POSTPONED, hours_old=0)).until("20:00")
    assert len(world.inbox) == 1
    world.until("1 08:00")
    assert len(world.inbox) == 2
    digest = flat(world.inbox[1])
    assert POSTPONED in digest
    assert "MUTED" in digest
    assert "until 15 May 12:00 Baku" in digest
    assert "Əli" in digest


def test_when_the_mute_is_over_only_what_comes_then_rings(tmp_path: Path) -> None:
    world = World(tmp_path, subscriptions=[urgent()], start="10:00")
    world.feed("belta", Item(VISIT)).until("10:30")
    mute(world, "14:00")
    world.feed("belta", Item(VISIT), Item(POSTPONED, hours_old=0)).until("16:00")
    assert len(world.inbox) == 1
    world.feed("belta", Item(VISIT), Item(POSTPONED), Item(BACK_ON, hours_old=0)).until("17:00")
    assert len(world.inbox) == 2
    assert "cancelled" in flat(world.inbox[1])
    assert "postponed" not in flat(world.inbox[1])


def test_without_a_mute_it_would_have_rung(tmp_path: Path) -> None:
    world = World(tmp_path, subscriptions=[urgent()], start="10:00")
    world.feed("belta", Item(VISIT)).until("10:30")
    world.feed("belta", Item(VISIT), Item(POSTPONED, hours_old=0)).until("16:00")
    assert len(world.inbox) == 2


def test_a_mute_follows_a_story_into_the_one_it_went_into(tmp_path: Path) -> None:
    world = World(tmp_path, start="10:00")
    world.feed("belta", Item(VISIT)).feed("azertac", Item("Azerbaijan and Belarus sign a customs protocol")).until(
        "11:00"
    )
    mute(world, "1 12:00")
    with world.store.tx():
        world.store.merges.merge(1, 2, world.clock.now(), who="hand", reason="one visit")
    listed = replace(urgent(), mutes=(Mute("story", "1", world.moment("1 09:00")),))
    assert [found.what for found in mutes_of(world.store, listed, world.clock.now())] == ["2", "2"]
    assert mutes_of(world.store, listed, world.moment("20 12:00")) == ()


def test_a_muted_kind_of_event_does_not_ring_and_another_does(tmp_path: Path) -> None:
    mutes = (Mute("event", "visit", 2_000_000_000),)
    world = World(tmp_path, subscriptions=[replace(urgent(), mutes=mutes)], start="10:00")
    world.feed("belta", Item(VISIT)).until("12:00")
    assert world.inbox == []
    protest = "Azerbaijan summons the ambassador of Belarus and hands him a note of protest"
    world.feed("azertac", Item(protest, hours_old=0)).until("14:00")
    assert ["SUMMONS OR PROTEST" in flat(text) for text in world.inbox] == [True]
    world.until("1 08:00")
    assert "story muted" in flat(world.inbox[1]) or "MUTED" in flat(world.inbox[1])


def test_a_running_river_takes_a_mute_as_a_request_and_keeps_who_and_when(tmp_path: Path) -> None:
    world = World(tmp_path, subscriptions=[urgent()], start="10:00")
    world.feed("belta", Item(VISIT)).until("10:30")
    now = world.clock.now()
    asked = world.store.requests.put("mute", mute_payload("story", "1", "2024-05-20", "desk", "Əli", "bilinir"), now)
    world.restart(clean=False).settle()
    state = world.store.requests.look(asked)
    assert state is not None
    done = muted_of(state.result)
    assert (state.state, done.name, done.until, done.zone) == ("done", VISIT, world.moment("6 23:59") + 59, "Asia/Baku")
    (kept,) = world.store.mutes.since(now)
    assert (kept.subscription, kept.mute.who, kept.mute.since) == ("desk", "Əli", now)
    world.store.requests.put("unmute", unmute_payload(kept.number), now)
    world.settle()
    assert world.store.mutes.since(now) == []
    refused = world.store.requests.put("unmute", unmute_payload(kept.number), now)
    world.settle()
    state = world.store.requests.look(refused)
    assert state is not None
    assert (state.state, state.result) == ("failed", f"mute {kept.number} is over already")
