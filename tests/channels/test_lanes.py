"""One configured channel is one lane: its messages go in order, one at a time, and stop when it is asked to wait."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace

from monitor.channels.answers import Reading
from monitor.channels.calling import Chat, channel
from monitor.channels.channel import Options, Send
from monitor.channels.webhook import render
from monitor.model.message import Letter, Outcome, Sent, Transient
from monitor.net.outgoing import Call
from tests.channels.letters import config, letters
from tests.channels.sink import Sink, Taken, says, sink
from tests.digest.samples import empty
from tests.hostile import answer


class ToSink(Options):
    """The sink's address."""

    url: str


def letter(found: Sink, number: int = 1, name: str = "lane", recipient: str = "") -> Letter:
    plain = letters(config("webhook", url=found.site.url("/")), recipient, empty())[0]
    return replace(plain, message=number, key=f"{number}", channel=replace(plain.channel, name=name))


def sending(found: Sink, apart: float = 0.0, apart_to_one: float = 0.0) -> Send:
    def call(letter: Letter, options: ToSink) -> Call:
        return Call(options.url, letter.payload.body, (("x-number", str(letter.message)),))

    reading = Reading(lambda _answer, _said: "", lambda _answer, _said: "")
    placed = channel(Chat(render, ToSink, call, reading, apart, apart_to_one)).placed
    assert placed
    return placed(found.place())


@dataclass
class Watch:
    """How many requests are open at once."""

    now: int = 0
    most: int = 0

    async def wire(self, _: Taken, out: asyncio.StreamWriter) -> None:
        self.now += 1
        self.most = max(self.most, self.now)
        await asyncio.sleep(0)
        self.now -= 1
        out.write(answer(b"{}"))


def test_parts_go_in_order_and_one_at_a_time() -> None:
    """However many are handed over at once."""
    watch = Watch()
    with sink(watch.wire) as found:
        send = sending(found)

        async def all_at_once() -> list[Outcome]:
            return list(await asyncio.gather(*(send(letter(found, n)) for n in range(12))))

        assert {type(one) for one in asyncio.run(all_at_once())} == {Sent}
    assert [int(taken.headers["x-number"]) for taken in found.taken] == list(range(12))
    assert watch.most == 1


def test_two_messages_are_so_far_apart() -> None:
    """To the same recipient further than to another."""
    moments: list[float] = []
    with sink(says("200 OK", "{}")) as found:
        send = sending(found, apart=0.01, apart_to_one=0.1)

        async def three() -> None:
            for n, recipient in enumerate(("a", "b", "a")):
                await send(letter(found, n, recipient=recipient))
                moments.append(asyncio.get_running_loop().time())

        asyncio.run(three())
    assert moments[1] - moments[0] >= 0.01
    assert moments[2] - moments[0] >= 0.1


def test_a_lane_that_was_asked_to_wait_sends_nothing() -> None:
    """Those behind it come back at once; the lane beside it goes on."""
    with sink(says("429 Too Many Requests", "{}", "Retry-After: 50")) as found:
        send = sending(found)

        async def several() -> list[Outcome]:
            return [
                await send(one)
                for one in (letter(found), *(letter(found, n) for n in range(5)), letter(found, 9, "beside"))
            ]

        first, *held, beside = asyncio.run(several())
    assert len(found.taken) == 2
    assert first == beside == Transient("127.0.0.11 answered 429 Too Many Requests; the next try waits 50 s", after=50)
    assert all(isinstance(one, Transient) and one.after in (49, 50) for one in held)
