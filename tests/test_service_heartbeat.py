"""The heartbeat on real sockets: called after good cycles only, never through a closed door, its path never shown."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from monitor.clock import Doorbell
from monitor.config import ServiceSettings
from monitor.log import captured
from monitor.model.limits import Limits
from monitor.model.source import SecretRef
from monitor.net import Outside
from monitor.pipeline.storage import Pause
from monitor.service.heartbeat import Heartbeat
from monitor.service.watching import HEARTBEAT, LATE, Watching, beat_once, good
from monitor.store.gauges import Cycle
from tests.hostile import Asked, Hostile, Site, answer, raw
from tests.world import Item, World, source

QUICK = Limits(call_deadline=5.0, connect=5.0)


@pytest.mark.parametrize(
    ("cycle", "is_good"),
    [
        (Cycle(0, 0, 0), False),  # nobody was asked: nothing is known
        (Cycle(1, 1, 0), True),
        (Cycle(10, 6, 0), True),
        (Cycle(10, 5, 0), True),
        (Cycle(10, 4, 0), False),  # most of them fail at once: rather our own network
        (Cycle(10, 10, 1), False),  # a feed is due and was forgotten
    ],
)
def test_what_a_good_cycle_is(cycle: Cycle, is_good: bool) -> None:  # noqa: FBT001 (a table of cases)
    assert good(cycle) is is_good


class Watched:
    """A simulated day whose service is watched by the real code; the stopwatch is ours, so that nobody waits."""

    def __init__(self, path: Path, heartbeat: str | SecretRef, site: Site) -> None:
        self.world = World(path, sources=[source("belta")])
        setup, bell = self.world.river.bed.setup, Doorbell()
        network = replace(setup.network, allow=frozenset([site.pair]))
        self.world.river.bed.setup = replace(setup, network=network, service=ServiceSettings(heartbeat=heartbeat))
        self.ticks = 0.0
        self.watching = Watching(self, QUICK, bell)
        self.bell = bell

    def stopwatch(self) -> float:
        return self.ticks

    def now(self) -> int:
        return self.world.clock.now()

    def wait(self, bell: Doorbell, seconds: float) -> None:
        bell.wait(seconds)

    def minute(self, *, called: bool = True) -> None:
        """A minute of rounds: one look that may begin a call, the call, and one look at what came of it."""
        self.ticks += 61
        self.watching.round_ended(self.world.river)
        self.bell.wait(10 if called else 0.001)
        self.ticks += 11
        self.watching.round_ended(self.world.river)

    def trouble(self) -> str:
        found = self.world.store.runs.trouble(HEARTBEAT)
        return found.sentence if found else ""


@pytest.fixture
def hostile() -> Iterator[Hostile]:
    opened = Hostile()
    yield opened
    opened.close()


def test_it_is_called_after_a_good_cycle_and_not_while_the_feeds_do_not_answer(
    tmp_path: Path, hostile: Hostile
) -> None:
    site = hostile.open(raw(answer(b"OK")))
    watched = Watched(tmp_path, site.url("/ping/planted-path"), site)
    watched.minute(called=False)
    assert site.asked == [], "nobody was asked yet, so nothing is known"
    watched.world.feed("belta", Item("Выставка открылась в Минске"))
    watched.world.until("07:05")
    watched.minute()
    assert [asked.path for asked in site.asked] == ["/ping/planted-path"]
    assert watched.watching.pulse.last_good_cycle == watched.now()
    watched.world.net.feeds.clear()  # now every feed answers 404
    watched.world.until("09:00")
    watched.minute(called=False)
    assert len(site.asked) == 1
    watched.watching.close()
    watched.world.store.close()


def test_a_river_that_cannot_store_says_so_and_its_cycle_is_no_good_one(tmp_path: Path, hostile: Hostile) -> None:
    site = hostile.open(raw(answer(b"OK")))
    watched = Watched(tmp_path, site.url("/ping"), site)
    watched.world.feed("belta", Item("Выставка открылась в Минске")).settle()
    watched.world.river.storage.low = Pause(watched.now(), 0, "the disk has 3 MB free")
    watched.minute(called=False)
    assert watched.watching.pulse.degraded.startswith("the disk has 3 MB free")
    assert (site.asked, watched.watching.pulse.last_good_cycle) == ([], None)
    assert watched.watching.pulse.rounds == 2, "the watchdog is fed all the same: a restart makes no room"
    watched.world.store.close()


def test_a_failure_is_said_once_kept_for_doctor_and_its_end_is_said(
    tmp_path: Path, hostile: Hostile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEARTBEAT_KEY", "planted-key")
    answers = ["500 Broken", "500 Broken", "200 OK"]

    async def moody(asked: Asked, out: asyncio.StreamWriter) -> None:
        await raw(answer(b"", status=answers.pop(0)))(asked, out)

    site = hostile.open(moody)
    watched = Watched(tmp_path, SecretRef(site.url("/${HEARTBEAT_KEY}")), site)
    with captured() as logs:
        watched.world.feed("belta", Item("Выставка открылась в Минске"))
        for hour in ("07:00", "08:00", "09:00"):
            watched.world.until(hour)
            watched.minute()
            if answers:
                assert watched.trouble() == "it answered with status 500"
    assert watched.trouble() == watched.watching.pulse.heartbeat_trouble == ""
    said = [line["event"] for line in logs if "heartbeat" in line["event"]]
    assert len(said) == 2
    assert "planted-key" not in repr(logs)
    assert len(site.asked) == 3
    watched.watching.close()
    watched.world.store.close()


def test_a_cycle_that_runs_alone_calls_it_if_it_was_a_good_one(tmp_path: Path, hostile: Hostile) -> None:
    site = hostile.open(raw(answer(b"OK")))
    watched = Watched(tmp_path, site.url("/ping"), site)
    world = watched.world
    beat_once(world.river, world.clock.now(), QUICK)
    assert site.asked == []
    began = world.clock.now()
    world.feed("belta", Item("Выставка открылась в Минске")).settle()
    beat_once(world.river, began, QUICK)
    assert [asked.path for asked in site.asked] == ["/ping"]
    hostile.shut()
    beat_once(world.river, began, QUICK)
    assert watched.trouble()
    world.store.close()


def test_a_feed_that_was_forgotten_is_overdue(tmp_path: Path) -> None:
    world = World(tmp_path, sources=[source("belta")])
    world.feed("belta", Item("Выставка открылась в Минске"))
    world.until("07:05")
    due = world.store.feeds.next_due(world.clock.now()) or 0
    cycles = [world.store.gauges.cycle(due - 3600, at - LATE, at).overdue for at in (due + LATE - 1, due + LATE)]
    assert cycles == [0, 1]
    world.store.close()


def test_an_internal_address_is_not_called(hostile: Hostile) -> None:
    """The guard of all fetches: what nobody allowed is refused, and the sentence shows nothing of the path."""
    site = hostile.open(raw(answer(b"OK")))
    bell = Doorbell()
    heart = Heartbeat(QUICK, lambda: 0.0, bell.ring)
    assert heart.call(site.url("/planted-path"), Outside())
    assert not heart.call(site.url("/planted-path"), Outside()), "two at once"
    bell.wait(5)
    result = heart.taken()
    assert result
    assert "planted-path" not in result
    assert site.asked == []
    heart.close()
