"""Post: letters out, outcomes back, nothing waits and nothing raises."""

from __future__ import annotations

import asyncio
import base64
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from monitor.channels import CHANNELS, Channel, Post
from monitor.channels.console import ConsoleOptions, render
from monitor.channels.post import _shown
from monitor.clock import Doorbell
from monitor.model.limits import Limits
from monitor.model.message import Letter, Outcome, Permanent, Sent, Transient, Unknown
from monitor.model.source import SecretRef
from monitor.net import Background
from tests.channels.letters import config, letters


@dataclass
class House:
    """A background loop and its bell."""

    state: Path
    bell: Doorbell = field(default_factory=Doorbell)

    def __post_init__(self) -> None:
        self.background = Background(self.bell.ring)

    def post(self, limits: Limits | None = None, **sends: Callable[[Letter], object]) -> Post:
        """A post whose channels are these functions."""
        channels = {kind: Channel(render, send, ConsoleOptions) for kind, send in sends.items()}  # type: ignore[arg-type]
        return Post(self.background, limits or Limits(), self.state, channels or CHANNELS)

    def outcomes(self, post: Post) -> list[tuple[Letter, Outcome]]:
        """All that was submitted, waited for by the bell."""
        found: list[tuple[Letter, Outcome]] = []
        while post.in_flight:
            self.bell.wait(5)
            found += post.done()
        return found


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """Closed at the end."""
    made = House(tmp_path)
    yield made
    made.background.close()


def letter(kind: str = "fake", number: int = 1) -> Letter:
    """A letter for a channel named as its kind."""
    return replace(letters(config("console"), "")[0], message=number, channel=config(kind))


async def fine(letter: Letter) -> Outcome:
    return Sent(f"letter {letter.message}")


async def never(letter: Letter) -> Outcome:
    await asyncio.Event().wait()
    return Sent()


async def breaks(letter: Letter) -> Outcome:
    raise LookupError("a fault\r\nin the channel")


def test_letters_come_back_with_their_outcomes_once(house: House) -> None:
    """Each letter with its own."""
    post = house.post(fake=fine)
    sent = [letter(number=n) for n in range(10)]
    assert all(post.submit(one) for one in sent)
    found = house.outcomes(post)
    assert sorted((one.message, outcome.detail) for one, outcome in found) == [(n, f"letter {n}") for n in range(10)]
    assert post.done() == []
    assert post.in_flight == 0


def test_a_file_goes_under_the_state_directory_it_was_told(house: House) -> None:
    """The real registry, placed."""
    post = house.post()
    for one in letters(config("file"), "digests"):
        assert post.submit(one)
    assert {type(outcome) for _, outcome in house.outcomes(post)} == {Sent}
    assert len(list((house.state / "digests").iterdir())) == 3


def test_a_fault_of_a_channel_is_that_letters_outcome(house: House) -> None:
    """In one line; whether it arrived is not known."""
    post = house.post(fake=breaks)
    assert post.submit(letter())
    ((_, outcome),) = house.outcomes(post)
    assert outcome == Unknown("the channel fake failed: LookupError: a fault in the channel")


def test_no_answer_within_the_deadline_is_unknown(house: House) -> None:
    """It may have arrived."""
    post = house.post(Limits(send_deadline=0.05), fake=never)
    assert post.submit(letter())
    ((_, outcome),) = house.outcomes(post)
    assert outcome == Unknown("no answer within 0.05 seconds")


def test_a_letter_whose_turn_never_came_was_surely_not_sent(house: House) -> None:
    """So it is for now, not unknown."""
    post = house.post(Limits(send_deadline=0.05, send_at_once=1), fake=never)
    assert post.submit(letter(number=1))
    assert post.submit(letter(number=1, kind="fake"))
    kinds = sorted(type(outcome).__name__ for _, outcome in house.outcomes(post))
    assert kinds == ["Transient", "Unknown"]


def test_a_channel_that_hangs_leaves_room_for_the_others(house: House) -> None:
    """A quarter of the queue is its share; a full queue takes nothing."""
    post = house.post(
        Limits(send_queue=8, send_at_once=2), slow=never, quick=fine, other=never, third=never, fourth=never
    )
    assert [post.submit(letter("slow", n)) for n in range(3)] == [True, True, False]
    assert post.submit(letter("quick"))
    quick: list[tuple[Letter, Outcome]] = []
    while not quick:
        house.bell.wait(5)
        quick = post.done()
    assert [outcome for _, outcome in quick] == [Sent("letter 1")]
    assert all(post.submit(letter(kind, n)) for kind in ("other", "third", "fourth") for n in range(2))
    assert not post.submit(letter("quick"))
    post.close()
    assert {type(outcome) for _, outcome in house.outcomes(post)} == {Unknown}


def test_at_most_so_many_are_sent_at_once(house: House) -> None:
    """Each channel has its own turns."""
    now, most = 0, 0
    three = asyncio.Barrier(3)

    async def counted(letter: Letter) -> Outcome:
        nonlocal now, most
        now += 1
        most = max(most, now)
        await three.wait()
        now -= 1
        return Sent()

    post = house.post(Limits(send_at_once=3, send_queue=84), fake=counted)
    assert all(post.submit(letter(number=n)) for n in range(21))
    assert len(house.outcomes(post)) == 21
    assert most == 3


def test_a_channel_nobody_wrote_is_refused_for_good(house: House) -> None:
    """By name."""
    post = house.post(fake=fine)
    assert post.submit(letter("pigeon"))
    ((_, outcome),) = house.outcomes(post)
    assert outcome == Permanent("there is no channel of kind 'pigeon'")


def test_after_the_end_of_the_background_a_letter_comes_back(house: House) -> None:
    """As Unknown, without a wait."""
    post = house.post(fake=fine)
    house.background.close()
    assert post.submit(letter())
    assert [type(outcome) for _, outcome in post.done()] == [Unknown]


def test_a_secret_in_an_answer_is_masked(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """As it is, and as a server quotes an SMTP login back; the sentence keeps the rest, cut to a bearable length."""
    secret = "hunter2-тайна"
    monkeypatch.setenv("THE_PASSWORD", secret)
    login = base64.b64encode(f"\0reader\0{secret}".encode()).decode()

    async def blabs(letter: Letter) -> Outcome:
        return Transient(f"535 {secret} refused; AUTH PLAIN {login} " + "x" * 1000)

    post = house.post(fake=blabs)
    options = (("password", SecretRef("${THE_PASSWORD}")), ("username", SecretRef("${NOT_SET_ANYWHERE}")))
    assert post.submit(replace(letter(), channel=replace(config("fake"), options=options)))
    ((_, outcome),) = house.outcomes(post)
    assert outcome.detail.startswith("535 *** refused; AUTH PLAIN *** xxx")
    assert len(outcome.detail) < 420


def test_a_secret_with_bytes_that_are_no_text_hides_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sentence is made; else every other answer of the same moment would be lost with it."""
    monkeypatch.setenv("ODD", os.fsdecode(b"tok\xffen"))
    channel = config("slack", token=SecretRef("${ODD}"))
    quoted = base64.b64encode(b"tok\xffen12").decode()
    assert _shown(f"says {quoted}", channel) == "says ***"
