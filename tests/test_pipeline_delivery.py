"""Messages on their way: claims, clocks that jump, restarts, and channels that do not answer."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from monitor.model.limits import DAY, MINUTE
from monitor.model.message import ChannelConfig, Delivery, Letter, Outcome, Permanent, Sent, Transient, Unknown
from tests.store.samples import db
from tests.world import Item, World, source, subscription

VISIT = "Lukashenko arrives in Baku on a state visit to Azerbaijan"
READERS = ("first@example.org", "другая@example.org", "third@example.org")


class Slow:
    """A post that takes letters and answers when it is told to."""

    def __init__(self, world: World) -> None:
        self.held: list[Letter] = []
        self.taken: list[Letter] = []
        self._answers: list[tuple[Letter, Outcome]] = []
        self._share = world.limits.send_share
        world.river.bed.wires = replace(world.river.bed.wires, post=self)

    @property
    def in_flight(self) -> int:
        return len(self.held) + len(self._answers)

    def submit(self, letter: Letter) -> bool:
        self.held.append(letter)
        self.taken.append(letter)
        return True

    def answer(self, channel: str, outcome: Outcome) -> None:
        self._answers += [(letter, outcome) for letter in self.held if letter.channel.name == channel]
        self.held = [letter for letter in self.held if letter.channel.name != channel]

    def done(self) -> list[tuple[Letter, Outcome]]:
        answers, self._answers = self._answers, []
        return answers


def rounds(world: World, count: int = 4) -> None:
    for _ in range(count):
        world.river.round()


def messages(world: World) -> list[tuple[str, str, int]]:
    rows = db(world.store).rows("SELECT recipient, state, tries FROM message ORDER BY id")
    return [(row["recipient"], row["state"], row["tries"]) for row in rows]


def a_world(path: Path, **more: Any) -> World:
    return World(path, start="07:20", **more).feed("belta", Item(VISIT))


def test_a_claim_outlives_its_attempt_by_a_minute(tmp_path: Path) -> None:
    """However long a server may take: nobody else may take the message up meanwhile."""
    world = a_world(tmp_path)
    world.until("07:29")
    slow = Slow(world)
    world.clock.jump(world.moment("07:30"))
    rounds(world)
    (row,) = db(world.store).rows("SELECT until, owner FROM message")
    assert len(slow.taken) == 1
    assert row["until"] - world.clock.now() >= world.limits.send_deadline + MINUTE
    assert db(world.store).count("SELECT count(*) FROM attempt WHERE ended IS NULL") == 1


@pytest.mark.parametrize("jump", [20 * MINUTE, DAY])
def test_a_clock_set_forward_sends_nothing_twice(tmp_path: Path, jump: int) -> None:
    """The claim's end has come by the clock; the attempt goes on all the same."""
    world = a_world(tmp_path)
    world.until("07:29")
    slow = Slow(world)
    world.clock.jump(world.moment("07:30"))
    rounds(world)
    world.clock.jump(world.clock.now() + jump)
    rounds(world)
    first = slow.taken[0]
    assert [letter.message for letter in slow.taken].count(first.message) == 1
    slow.answer("mail", Sent("250"))
    rounds(world)
    assert messages(world)[0] == ("desk@example.org", "sent", 1)


@pytest.mark.parametrize("clean", [True, False])
@pytest.mark.parametrize("moment", ["07:29", "07:30", "07:31"])
def test_a_restart_in_the_sending_minute_makes_one_digest(tmp_path: Path, moment: str, *, clean: bool) -> None:
    world = a_world(tmp_path)
    world.until(moment).restart(clean=clean).feed("belta", Item(VISIT)).until("08:00")
    world.restart(clean=clean).until("09:00")
    assert len(world.inbox) == 1
    assert world.store.totals()["digest"] == 1


def test_a_restart_while_messages_are_being_sent_repeats_them_under_the_same_id(tmp_path: Path) -> None:
    world = a_world(tmp_path, subscriptions=[subscription("daily", *READERS)])
    world.until("07:29")
    slow = Slow(world)
    world.clock.jump(world.moment("07:30"))
    rounds(world)
    assert len(slow.held) == 3
    world.restart(clean=False).until("07:35")
    assert {letter.message_id for letter in world.mail.inbox} == {letter.message_id for letter in slow.taken}
    assert {letter.payload.body for letter in world.mail.inbox} == {letter.payload.body for letter in slow.taken}
    assert messages(world) == [(name, "sent", 2) for name in READERS]


def test_a_refused_recipient_stops_nobody_and_stays_with_its_sentence(tmp_path: Path) -> None:
    world = a_world(tmp_path, subscriptions=[subscription("daily", *READERS)])
    refusal = "mail.example refused the recipient: 550 няма такога"
    world.mail.outcome = lambda letter: Permanent(refusal) if letter.recipient == READERS[1] else Sent("250")
    world.until("09:00")
    assert messages(world) == [(READERS[0], "sent", 1), (READERS[1], "dead", 1), (READERS[2], "sent", 1)]
    row = world.store.outbox.state_of(1)[1]
    assert row["problem"] == refusal
    world.mail.up()
    world.next_day().until("07:40")
    assert "1 message" in world.inbox[-1]  # the next digest says that one could not be delivered


def test_what_does_not_arrive_is_tried_for_three_days_and_then_given_up(tmp_path: Path) -> None:
    desk = subscription("daily", slots=())
    world = a_world(tmp_path, subscriptions=[desk], sources=[source("belta", interval=DAY)]).until("07:25")
    assert world.river.composing.send_digest(desk, "2024-05-14/by-hand", world.clock.now()) == 1
    world.mail.outcome = lambda _: Unknown("no answer after the dot")
    world.until("+4 07:00")
    ((_, state, tries),) = messages(world)
    assert state == "dead"
    assert 70 <= tries <= 77  # 1, 2, 5, 15, 60 minutes and then hourly, each up to a tenth later
    began = [row["started"] for row in db(world.store).rows("SELECT started FROM attempt ORDER BY id")]
    steps = [after - before for before, after in pairwise(began)]
    assert all(step <= took <= step * 1.1 + 1 for step, took in zip([60, 120, 300, 900, 3600], steps, strict=False))
    assert 3 * DAY <= began[-1] - began[0] <= 3 * DAY + 4000


def test_a_channel_that_never_answers_delays_no_other(tmp_path: Path) -> None:
    """Two hundred letters for a server that hangs; the file beside it is written, and the next digest, too."""
    many = tuple(Delivery("mail", f"reader{n}@example.org") for n in range(200))
    desk = replace(subscription("daily"), to=(*many, Delivery("other", "desk")))
    world = a_world(tmp_path, subscriptions=[desk])
    world.setup = replace(world.setup, channels={**world.setup.channels, "other": ChannelConfig("other", "file")})
    world.restart()
    world.until("07:29")
    slow = Slow(world)
    world.clock.jump(world.moment("07:30"))
    rounds(world)
    assert [letter.channel.name for letter in slow.held].count("mail") == world.limits.send_share
    slow.answer("other", Sent("written"))
    rounds(world)
    waiting = db(world.store).rows(
        "SELECT channel, state, count(*) AS n, sum(tries) AS tries FROM message GROUP BY 1, 2"
    )
    assert {(row["channel"], row["state"], row["n"], row["tries"]) for row in waiting} == {
        ("mail", "due", 200, world.limits.send_share), ("other", "sent", 3, 3)
    }  # fmt: skip
    assert db(world.store).count("SELECT count(*) FROM attempt") == world.limits.send_share + 3


def test_bytes_made_for_one_kind_of_channel_never_go_over_another(tmp_path: Path) -> None:
    """A chat would take them, show a line or nothing, and say that all is well; they wait for the old kind."""
    world = a_world(tmp_path)
    world.mail.down()
    before = world.until("07:31").setup
    mail = before.channels["mail"]
    world.setup = replace(before, channels={**before.channels, "mail": replace(mail, kind="matrix")})
    world.restart()
    slow = Slow(world)
    world.until("07:50")
    assert not slow.taken
    ((_, state, _),) = messages(world)
    assert state == "due"
    assert "of the kind matrix now, and this message was made for email" in world.store.outbox.state_of(1)[0]["problem"]
    world.setup = before
    world.mail.up()
    world.restart().until("09:00")
    assert len(world.inbox) == 1
    db(world.store).run("UPDATE message SET state = 'due', due = 0")
    db(world.store).run("UPDATE body SET kind = ''")  # of the time before kinds were kept
    world.until("10:00")
    assert messages(world)[0][1] == "sent"


def test_a_server_that_was_away_may_still_refuse_twice(tmp_path: Path) -> None:
    """Tries that never reached it are no refusals: one bad answer after a night away costs no digest."""
    world = a_world(tmp_path)
    answers = [*[Transient("no connection")] * 5, *[Transient("554 bad hour", at_most=3)] * 2]
    world.mail.outcome = lambda _: answers.pop(0) if answers else Sent("250")
    world.until("14:00")
    assert messages(world) == [("desk@example.org", "sent", 8)]


def test_the_third_refusal_is_the_last_one(tmp_path: Path) -> None:
    world = a_world(tmp_path)
    answers = [Transient("no connection"), *[Transient("554 bad hour", at_most=3)] * 9]
    world.mail.outcome = lambda _: answers.pop(0)
    world.until("14:00")
    assert messages(world) == [("desk@example.org", "dead", 4)]
