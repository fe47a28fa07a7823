"""Our own way out fails: nobody waits for the end of a back-off when it is back."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path

import pytest

from monitor.model.fetch import Reply
from monitor.model.limits import HOUR, Limits
from monitor.pipeline.outage import Outage
from tests.faultydisk import a_world, faults
from tests.store.samples import db
from tests.world import Item, World, source

NAMES = ("belta", "azertac", "bnews", "apa")
DARK = Reply(("feed", ""), "", "", 0, error="the name could not be found")
CALL = Item("Aliyev and Lukashenko speak by phone", "The presidents of Azerbaijan and Belarus spoke on the phone.")


@pytest.fixture
def world(tmp_path: Path) -> World:
    world = World(tmp_path, sources=[source(name) for name in NAMES])
    for name in NAMES:
        world.feed(name, Item(f"Rain expected, says {name}"))
    return world


def test_after_two_dark_days_every_feed_is_asked_within_the_hour(world: World) -> None:
    world.at("06:30")
    world.net.broken = dict.fromkeys(NAMES, DARK)
    world.until("+2 06:00")
    world.net.broken = {}
    world.feed("apa", CALL)
    back = world.clock.now()
    world.until("+2 07:15")
    states = {state.id: state for state in world.store.feeds.all()}
    assert {name: state.problem for name, state in states.items()} == dict.fromkeys(NAMES, "")
    firsts = [min(outcome["since"] or outcome["at"] for outcome in world.store.feeds.outcomes(name, 50)
                  if outcome["at"] >= back and outcome["kind"] != "error") for name in NAMES]  # fmt: skip
    assert max(firsts) - back <= HOUR
    assert max(firsts) - min(firsts) <= Limits().poll_floor  # the first answer wakes the others
    world.until("+2 08:00")
    assert CALL.title in world.inbox[-1]


def test_a_single_dead_server_is_asked_hourly_and_wakes_nobody(world: World) -> None:
    world.net.broken = {"apa": DARK, "bnews": replace(DARK, status=503, error="the server answered 503")}
    world.until("+2 06:00")
    asked = [outcome["at"] for outcome in world.store.feeds.outcomes("apa", 3)]
    assert all(before - after <= HOUR for before, after in itertools.pairwise(asked))
    refused = [outcome["at"] for outcome in world.store.feeds.outcomes("bnews", 2)]
    assert refused[0] - refused[1] > 6 * HOUR  # whoever answers with an error is left alone for longer


def test_an_outage_is_several_silent_hosts_and_no_answer_between() -> None:
    outage, answer = Outage(3), replace(DARK, status=404, error="")
    assert [outage.ended(host, DARK) for host in ("a.az", "b.by", "b.by")] == [False] * 3
    assert not outage.ended("a.az", answer)  # two hosts are no outage
    assert not any(outage.ended(host, DARK) for host in ("a.az", "b.by", "ў.by"))
    assert not outage.ended("c.az", replace(DARK, refused=True))  # we said no ourselves: nothing went out
    assert outage.ended("a.az", answer)
    assert not outage.ended("a.az", answer)


def test_servers_that_stay_dead_are_not_woken_with_every_answer(tmp_path: Path) -> None:
    """Woken together they fall silent together, which alone is no new outage."""
    dead = ("apa", "aaa", "bbb")
    world = World(tmp_path, sources=[source(name) for name in (*NAMES, "aaa", "bbb")], subscriptions=[])
    world.feed("belta", CALL).net.broken = dict.fromkeys(dead, DARK)
    world.until("18:00")
    asked = [outcome["at"] for outcome in world.store.feeds.outcomes("apa", 100)]
    assert len([at for at in asked if at > world.moment("09:00")]) <= 12  # each 45 to 60 minutes


def test_a_write_that_fails_at_the_end_of_an_outage_loses_no_answer(tmp_path: Path) -> None:
    """A reply dropped there would leave its feed in hand for ever, and never asked again."""
    world = a_world(tmp_path, sources=[source(name) for name in NAMES])
    world.net.broken = dict.fromkeys(NAMES, DARK)
    world.until("08:00")
    world.net.broken = {}
    for name in NAMES:
        world.feed(name, Item(f"Rain expected, says {name}"))
    with world.store.tx():  # all are asked in one round
        db(world.store).run("UPDATE feed SET next_due = :now", {"now": world.clock.now()})
    faulty = faults(world)
    faulty.fail_at_first("last_try + :floor")
    world.until("10:00")
    assert not faulty.first
    last = {name: world.store.feeds.outcomes(name, 1)[0]["at"] for name in NAMES}
    assert min(last.values()) >= world.moment("09:00"), last


def test_the_end_of_an_outage_wakes_no_feed_of_a_host_that_asked_to_be_left_alone(tmp_path: Path) -> None:
    two = source("bnews", url="https://belta.example/two")
    names = ("azertac", "apa", "aaa", "oxu")
    world = World(tmp_path, sources=[two, *map(source, ("belta", *names))], subscriptions=[])
    for name in ("belta", *names):
        world.feed(name, CALL)
    world.net.broken["bnews"] = DARK
    world.until("06:30")
    world.net.broken["belta"] = replace(DARK, status=429, retry_after=6 * HOUR, error="too many requests")
    world.until("06:50")
    world.net.broken |= dict.fromkeys(names[:3], DARK)
    world.until("08:00")
    for name in names[:3]:
        del world.net.broken[name]
    world.net.asked.clear()
    world.until("09:00")
    assert {request.token[1] for request in world.net.asked} == set(names)


@pytest.mark.parametrize("answer", ["a document", "an error"])
def test_a_feed_that_is_answered_beside_one_whose_host_asks_to_be_left_alone_waits_too(
    tmp_path: Path, answer: str
) -> None:
    two = [source("bfirst", url="https://b.example/1"), source("bsecond", url="https://b.example/2")]
    world = World(tmp_path, sources=two, subscriptions=[])
    world.net.broken["bfirst"] = replace(DARK, status=429, retry_after=6 * HOUR, error="too many requests")
    if answer == "a document":
        world.feed("bsecond", CALL)
    else:
        world.net.broken["bsecond"] = replace(DARK, status=404, error="not found")
    world.settle()
    assert [(s.last_try, s.next_due - world.clock.now() >= 6 * HOUR) for s in world.store.feeds.all()] == [
        (world.clock.now(), True)
    ] * 2
