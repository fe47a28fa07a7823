"""The river beside a world that misbehaves: odd feeds, slow hosts, full queues, clocks that jump, edits meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from monitor import stories
from monitor.model.fetch import Reply, Request
from monitor.model.limits import HOUR, Limits
from monitor.model.message import Delivery, Letter, Outcome, Slot
from tests.world import FakeMail, FakeNet, FakeWorkers, Item, World, source, subscription

VISIT = Item("Lukashenko arrives in Baku on a state visit to Azerbaijan", "The president of Belarus is met in Baku.")
CALL = Item("Aliyev and Lukashenko speak by phone", "The presidents of Azerbaijan and Belarus spoke on the phone.")
WEATHER = Item("Rain expected in the capital", "Umbrellas are advised.")
ENOUGH = 6  # rounds in which all that can be done at a moment is done


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def rounds(world: World) -> list[bool]:
    return [world.river.round() for _ in range(ENOUGH)]


@dataclass
class SilentPages(FakeNet):
    """Feeds answer, pages never do."""

    held: int = 0

    @property
    def in_flight(self) -> int:
        """Pages asked for, and replies not yet taken."""
        return len(self._ready) + self.held

    def submit(self, request: Request) -> bool:
        """A page is only counted."""
        if request.token[0] == "feed":
            return super().submit(request)
        self.held += 1
        return True


@dataclass
class FullWorkers(FakeWorkers):
    """No room, ever."""

    def submit(self, token: Hashable, function: Callable[..., Any], *args: Any) -> bool:
        """Nothing is taken."""
        return False


@dataclass
class SlowWorkers(FakeWorkers):
    """Finishes nothing until it is told to."""

    finished: bool = False

    def done(self) -> list[Any]:
        """Nothing, for as long as it is busy."""
        return super().done() if self.finished else []


@dataclass
class SlowMail(FakeMail):
    """Takes letters and does not answer."""

    def done(self) -> list[tuple[Letter, Outcome]]:
        """Nothing yet."""
        return []


def test_guids_that_are_places_in_the_feed_hide_no_article(world: World) -> None:
    """Guids 1, 2, 3 from the top: each new item comes with the guid of another article."""
    a, b, c = (f"https://belta.example/{name}" for name in "abc")
    world.feed("belta", Item(VISIT.title, link=a, guid="1"), Item(WEATHER.title, link=b, guid="2")).until("08:00")
    shifted = [
        Item(CALL.title, link=c, guid="1"), Item(VISIT.title, link=a, guid="2"), Item(WEATHER.title, link=b, guid="3"),
    ]  # fmt: skip
    world.feed("belta", *shifted).next_day().until("09:00")
    assert world.store.totals()["article"] == 3
    assert c in world.inbox[1]
    assert "title was" not in world.inbox[1]


def test_a_feed_that_is_always_unavailable_slows_no_other_of_its_host(tmp_path: Path) -> None:
    """503 without Retry-After asks for no quiet on behalf of the whole host."""
    feeds = [source("belta", url="https://shared.example/1"), source("azertac", url="https://shared.example/2")]
    limits = replace(Limits(), quiet_most=1)  # asked each quarter of an hour, though nothing new comes
    world = World(tmp_path, sources=feeds, subscriptions=[], limits=limits)
    world.feed("azertac", WEATHER)
    world.net.broken["belta"] = Reply(("feed", "belta"), "", "", 503, error="the server answered 503")
    world.until("+2 06:00")
    world.net.asked.clear()
    world.until("+3 06:00")
    assert [request.token[1] for request in world.net.asked].count("azertac") >= 23  # a quiet feed: once an hour


def test_a_host_that_asks_for_quiet_is_not_asked_for_pages(tmp_path: Path) -> None:
    world = World(tmp_path, sources=[source("belta", page="always"), source("baz", url="https://belta.example/2")])
    world.feed("belta", VISIT).settle()
    world.net.broken["baz"] = Reply(("feed", "baz"), "", "", 503, error="the server answered 503", retry_after=3 * HOUR)
    world.until("06:14")
    world.store.feeds.all_due(world.clock.now())
    world.settle().net.asked.clear()
    world.until("08:50")
    assert [request.token for request in world.net.asked if request.token[0] == "page"] == []


def test_a_page_that_asks_for_quiet_quiets_the_feed_too(tmp_path: Path) -> None:
    world = World(tmp_path, sources=[source("belta", page="always")])
    world.net.broken["1"] = Reply(("page", 1), "", "", 429, error="the server answered 429", retry_after=2 * HOUR)
    world.feed("belta", VISIT).settle().net.asked.clear()
    world.until("07:50")
    assert world.net.asked == []


def test_pages_of_one_slow_host_leave_room_for_others(tmp_path: Path) -> None:
    world = World(tmp_path, sources=[source("belta", page="always"), source("azertac")])
    world.net = SilentPages(world.clock.now, world.bell.ring)
    world.restart().feed("belta", *(Item(f"{n} {VISIT.title}") for n in range(90)))
    rounds(world)
    assert world.net.in_flight == world.limits.queued_per_host


def test_pages_that_wait_for_a_worker_are_no_work(tmp_path: Path) -> None:
    """Else the river would turn without rest for as long as every worker is busy."""
    world = World(tmp_path, sources=[source("belta", page="always")])
    world.net.pages["https://belta.example/1"] = b"<html><p>Baku</p></html>"
    world.feed("belta", Item(VISIT.title, link="https://belta.example/1"))
    while not world.store.totals()["article"]:
        world.river.round()
    world.river.bed.wires = replace(world.river.bed.wires, workers=FullWorkers(world.bell.ring))
    rounds(world)
    assert world.river.reading.waiting
    assert not any(rounds(world))


def test_a_clock_set_forward_while_a_feed_is_parsed_ends_nothing(world: World) -> None:
    world.river.bed.limits = replace(world.limits, fast_bytes=0)  # a worker must read it
    workers = SlowWorkers(world.bell.ring)
    world.river.bed.wires = replace(world.river.bed.wires, workers=workers)
    world.feed("belta", VISIT)
    rounds(world)
    world.clock.jump(world.clock.now() + HOUR)
    rounds(world)
    workers.finished = True
    rounds(world)
    assert world.store.totals()["article"] == 1
    assert [request.token[1] for request in world.net.asked].count("belta") == 1


def test_a_clock_set_forward_while_a_letter_is_out_sends_it_no_second_time(world: World) -> None:
    mail = SlowMail(world.bell.ring)
    world.feed("belta", VISIT).until("07:29").river.bed.wires = replace(world.river.bed.wires, post=mail)
    world.clock.jump(world.moment("07:30"))
    rounds(world)
    world.clock.jump(world.moment("09:30"))
    rounds(world)
    assert len(mail.inbox) == 1


def test_a_message_whose_channel_is_gone_is_given_up_after_days_with_a_sentence(world: World) -> None:
    world.mail.down()
    world.feed("belta", VISIT).until("08:00")
    desk, mail = world.setup.subscriptions[0], world.setup.channels["mail"]
    renamed = replace(desk, to=(Delivery("post", "desk@example.org"),))
    channels = {**world.setup.channels, "post": replace(mail, name="post")}
    del channels["mail"]
    world.river.use(replace(world.setup, channels=channels, subscriptions=(renamed,)))
    world.mail.up()
    world.until("+4 09:00")
    oldest = world.store.outbox.digests("desk", 9)[-1]
    (message,) = world.store.outbox.state_of(oldest["id"])
    assert (message["state"], message["problem"]) == ("dead", "there is no channel 'mail' in digests.yaml any more")
    assert "could not be delivered" in " ".join(world.inbox[-1].split())


def test_a_channel_that_is_named_again_sends_what_waited(world: World) -> None:
    world.mail.down()
    world.feed("belta", VISIT).until("08:00").river.use(replace(world.setup, channels={}, subscriptions=()))
    world.mail.up()
    world.until("10:00").river.use(world.setup)
    world.until("12:00")
    assert len(world.inbox) == 1


def test_a_slot_renamed_and_named_back_composes_nothing_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    (desk,) = world.setup.subscriptions
    world.feed("belta", VISIT).until("07:40")
    for name, hour in (("morning", 8), ("daily", 9)):
        world.river.use(replace(world.setup, subscriptions=(replace(desk, slots=(Slot(name, hour, 0),)),)))
        world.until(f"{hour:02}:10")
    assert len(world.inbox) == 1  # the slot has told today, whatever its name is now
    drafts: list[object] = []
    monkeypatch.setattr(world.river.composing, "draft", lambda *what: drafts.append(what))
    world.until("12:00")
    assert drafts == []


def test_an_address_edited_while_the_old_one_is_asked_is_taken_over(world: World) -> None:
    world.feed("belta", VISIT).river.round()
    world.river.use(replace(world.setup, sources={"belta": source("belta", url="https://new.example/rss")}))
    world.settle()
    state = world.store.feeds.get("belta")
    assert state is not None
    assert state.url == "https://new.example/rss"
    assert [request.url for request in world.net.asked][-1] == state.url
    assert world.store.totals()["article"] == 1


def test_what_waited_for_its_page_when_the_machine_went_off_for_weeks_is_told(tmp_path: Path) -> None:
    world = World(tmp_path, sources=[source("belta", page="always")], limits=Limits(page_patience=HOUR))
    world.net = SilentPages(world.clock.now, world.bell.ring)
    world.restart().feed("belta", VISIT).clock.jump(world.moment("07:29"))
    rounds(world)
    world.clock.jump(world.moment("07:31"))
    rounds(world)
    assert [VISIT.title in text for text in world.inbox] == [False]
    world.net = FakeNet(world.clock.now, world.bell.ring)
    world.clock.jump(world.moment("+20 06:00"))
    world.restart(clean=False).until("+20 08:00")
    assert VISIT.title in " ".join(" ".join(world.inbox[1:]).split())


def test_a_digest_sent_by_hand_after_an_edit_stands_on_the_new_rules(world: World) -> None:
    """After an edit everything untold waits to be judged again; without that the digest would be empty."""
    world.feed("belta", VISIT).settle().setup = replace(world.setup, version="edited")
    world.restart().river.judge_waiting()
    world.river.composing.send_digest(world.setup.subscriptions[0], "2024-05-14/daily", world.clock.now())
    world.river.deliver_due()
    assert VISIT.title in " ".join(world.inbox[0].split())


def test_an_article_that_cannot_be_grouped_is_set_aside_and_stops_nobody(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty(article: Any, *args: Any) -> Any:
        if article.title == CALL.title:
            raise ValueError("a fault")
        return footprint(article, *args)

    footprint = stories.footprint
    monkeypatch.setattr(stories, "footprint", faulty)
    world.feed("belta", VISIT, CALL).until("08:00")
    assert [(title, why) for _, title, why in world.store.judgements.set_aside()] == [
        (CALL.title, "ValueError: a fault")
    ]
    assert VISIT.title in " ".join(world.inbox[0].split())
    monkeypatch.undo()
    edited = replace(
        CALL, link="https://belta.example/aliyev-and-lukashenko-speak-by-phone", title=f"{CALL.title} again"
    )
    world.feed("belta", VISIT, edited).next_day().until("09:00")
    assert edited.title in " ".join(world.inbox[1].split())


def test_a_digest_that_cannot_be_composed_stops_no_other_and_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = World(
        tmp_path, subscriptions=[subscription("one", "one@example.org"), subscription("two", "two@example.org")]
    )
    draft = world.river.composing.draft

    def faulty(which: Any, *args: Any) -> Any:
        if which.id == "one":
            raise ValueError("a fault")
        return draft(which, *args)

    monkeypatch.setattr(world.river.composing, "draft", faulty)
    world.feed("belta", VISIT).until("07:30")
    assert [letter.recipient for letter in world.mail.inbox] == ["two@example.org"]
    monkeypatch.undo()
    world.until("08:00")
    assert [letter.recipient for letter in world.mail.inbox] == ["two@example.org", "one@example.org"]
    assert all(VISIT.title in " ".join(text.split()) for text in world.inbox)
