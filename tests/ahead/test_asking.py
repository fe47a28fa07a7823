"""Requests before the river: sent only by a plan for these very rules, adopted only where they are the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import cast

import pytest

from monitor.ahead.asking import Ahead, asked_ahead
from monitor.ahead.files import contents, fingerprint
from monitor.ahead.plan import remember
from monitor.clock import Doorbell, SteppedClock
from monitor.errors import AlreadyRunning
from monitor.model.fetch import Reply, Request
from monitor.model.limits import Limits
from monitor.model.source import Network, Source
from monitor.net import Background, Fetcher
from monitor.store import open_store
from monitor.store.lock import state_lock
from tests.hostile import FEED, Hostile, Site, answer, raw

NOW = 1_715_659_200
ASKED = Request(("feed", "belta"), "https://belta.example/rss", etag='"1"')
OTHER = replace(ASKED, etag='"2"')
PAGE = Request(("page", 1), "https://belta.example/1")


@dataclass
class Answering:
    """A fetcher whose answers come when they are given."""

    sent: list[Request] = field(default_factory=list)
    arrived: list[Reply] = field(default_factory=list)
    in_flight: int = 0

    def submit(self, request: Request) -> bool:
        self.sent.append(request)
        self.in_flight += 1
        return True

    def submit_all(self, requests: Sequence[Request]) -> int:
        return sum(self.submit(request) for request in requests)

    def answer(self, request: Request) -> Reply:
        self.arrived.append(Reply(request.token, request.url, request.url, 200, request.etag.encode()))
        return self.arrived[-1]

    def done(self) -> list[Reply]:
        arrived, self.arrived = self.arrived, []
        self.in_flight -= len(arrived)
        return arrived


@pytest.fixture
def wire() -> Answering:
    return Answering()


@pytest.fixture
def ahead(wire: Answering) -> Iterator[Ahead]:
    bell = Doorbell()
    background = Background(bell.ring)
    ahead = Ahead(cast("Fetcher", wire), background, bell, Network(), SteppedClock(NOW))
    ahead.begin(ASKED)
    yield ahead
    background.close()


@pytest.mark.parametrize("early", [True, False])
def test_the_same_request_is_sent_once_and_answered(ahead: Ahead, wire: Answering, *, early: bool) -> None:
    assert ahead.in_flight == 0  # the river has submitted nothing yet
    if early:
        wire.answer(ASKED)
        assert ahead.done() == []
    assert ahead.submit(ASKED)
    assert ahead.in_flight == 1
    if not early:
        wire.answer(ASKED)
    assert [reply.body for reply in ahead.done()] == [b'"1"']
    assert wire.sent == [ASKED]
    assert (ahead.in_flight, ahead.done()) == (0, [])


def test_another_request_for_the_feed_waits_and_never_gets_the_answer_of_the_first(
    ahead: Ahead, wire: Answering
) -> None:
    assert not ahead.submit(OTHER)  # one request a host at a time, and one answer a token
    wire.answer(ASKED)
    assert ahead.done() == []
    assert ahead.submit(OTHER)
    assert wire.sent == [ASKED, OTHER]
    wire.answer(OTHER)
    assert [reply.body for reply in ahead.done()] == [b'"2"']
    assert ahead.in_flight == 0


def test_of_a_batch_the_request_that_must_wait_holds_up_no_other(ahead: Ahead, wire: Answering) -> None:
    """It is sent when the answer to the first has come, and gets its own."""
    assert ahead.submit_all([OTHER, PAGE]) == 2
    assert ahead.in_flight == 2
    assert wire.sent == [ASKED, PAGE]
    wire.answer(ASKED)
    wire.answer(PAGE)
    assert [reply.token for reply in ahead.done()] == [PAGE.token]
    assert wire.sent == [ASKED, PAGE, OTHER]
    wire.answer(OTHER)
    assert [reply.body for reply in ahead.done()] == [b'"2"']
    assert ahead.in_flight == 0


def test_what_nobody_began_goes_its_usual_way(ahead: Ahead, wire: Answering) -> None:
    assert ahead.submit(PAGE)
    wire.answer(PAGE)
    assert [reply.token for reply in ahead.done()] == [PAGE.token]


@pytest.fixture
def site() -> Iterator[Site]:
    hostile = Hostile()
    yield hostile.open(raw(answer(FEED)))
    hostile.close()


@pytest.fixture
def place(tmp_path: Path, site: Site) -> Path:
    """A state directory and rules as a service leaves them that could use these rules."""
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "sources.yaml").write_text("version: 1", encoding="utf-8")
    source = Source("belta", "БелТА", site.url("/rss"))
    store = open_store(tmp_path / "state")
    store.feeds.sync([source], NOW - 60)
    store.close()
    keep(tmp_path, Network(allow=frozenset({site.pair})), source)
    return tmp_path


def keep(place: Path, network: Network, source: Source) -> None:
    remember(place / "state" / "cache", fingerprint(contents(place / "rules")), network, {source.id: source})


def asked(place: Path, now: int = NOW) -> int:
    with asked_ahead(place / "rules", place / "state", SteppedClock(now), Limits()) as ahead:
        if ahead is None:
            return 0
        SteppedClock(now).wait(ahead.bell, 10)
        return ahead.asked


def test_due_feeds_are_asked(place: Path, site: Site) -> None:
    assert asked(place) == 1
    assert [each.path for each in site.asked] == ["/rss"]


def test_nothing_is_asked_before_it_is_due(place: Path, site: Site) -> None:
    assert asked(place, NOW - 61) == 0
    assert site.connections == 0


def test_an_edit_made_meanwhile_is_read_before_anything_is_asked(place: Path, site: Site) -> None:
    (place / "rules" / "new.yaml").write_text("broken: [", encoding="utf-8")
    assert asked(place) == 0
    (place / "rules" / "new.yaml").unlink()
    (place / "rules" / "sources.yaml").write_text("version: 1 ", encoding="utf-8")
    assert asked(place) == 0
    assert site.connections == 0


@pytest.mark.parametrize("damage", [b"", b"no database", None])
def test_a_store_that_cannot_be_read_is_for_the_start_itself_to_say(
    place: Path, site: Site, damage: bytes | None
) -> None:
    store = place / "state" / "monitor.db"
    store.unlink()
    if damage is not None:
        store.write_bytes(damage)
    assert asked(place) == 0
    assert store.exists() == (damage is not None)
    assert site.connections == 0


def test_nothing_is_asked_beside_another_monitor(place: Path, site: Site) -> None:
    with state_lock(place / "state"), pytest.raises(AlreadyRunning):
        asked(place)
    assert site.connections == 0
