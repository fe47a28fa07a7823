"""A chat server on this machine that answers as it is told and keeps what it took."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from monitor.channels import CHANNELS, Place
from monitor.model.limits import Limits
from monitor.model.message import Letter, Outcome
from monitor.net import Outside
from tests.hostile import Asked, Hostile, Site, answer

Wire = Callable[["Taken", asyncio.StreamWriter], Awaitable[None]]
PATIENT = replace(Limits(), connect=10, call_deadline=20, reply_patience=10)  # a busy machine is no lost answer
QUICK = replace(PATIENT, call_deadline=1, reply_patience=0.2)  # where nothing is to come


@dataclass(frozen=True)
class Taken:
    """One request with its whole body."""

    line: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> dict[str, Any]:
        """The body as the object it must be."""
        found = json.loads(self.body)
        assert isinstance(found, dict)
        return found


@dataclass
class Sink:
    """`wire` writes the answer; nothing is taken where `reads` is False."""

    wire: Wire
    reads: bool = True
    taken: list[Taken] = field(default_factory=list)
    site: Site = field(default_factory=lambda: Site(""))

    async def handle(self, asked: Asked, out: asyncio.StreamWriter) -> None:
        body = b""
        if self.reads:
            body = await asked.reader.readexactly(int(asked.headers.get("content-length", "0")))
        self.taken.append(taken := Taken(asked.line, asked.headers, body))
        await self.wire(taken, out)

    @property
    def outside(self) -> Outside:
        """The way to this sink, as `allow` of sources.yaml opens it."""
        return Outside(allowed=frozenset({self.site.pair}))

    def place(self, limits: Limits = PATIENT) -> Place:
        """Where a channel works that may reach this sink."""
        return Place(limits=limits, outside=self.outside)


def says(status: str, body: bytes | str | dict[str, Any] = b"", *headers: str) -> Wire:
    """Always this answer."""
    data = json.dumps(body).encode() if isinstance(body, dict) else body.encode() if isinstance(body, str) else body
    return writes(answer(data, *headers, status=status))


def writes(data: bytes) -> Wire:
    """Always these bytes."""

    async def wire(_: Taken, out: asyncio.StreamWriter) -> None:
        out.write(data)

    return wire


@contextmanager
def sink(wire: Wire, *, reads: bool = True) -> Iterator[Sink]:
    """Listens on a loopback address of its own until the end."""
    hostile = Hostile()
    made = Sink(wire, reads)
    made.site = hostile.open(made.handle)
    try:
        yield made
    finally:
        hostile.close()


def outcomes(found: list[Letter], place: Place) -> list[Outcome]:
    """One attempt each, one after the other, on a loop of their own."""
    placed = CHANNELS[found[0].channel.kind].placed
    assert placed
    send = placed(place)

    async def attempts() -> list[Outcome]:
        return [await send(letter) for letter in found]

    return asyncio.run(attempts())
