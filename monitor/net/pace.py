"""Who may ask whom and when: so many at a time in all, so many at a time for one host.

Whoever waits for a host holds no slot, so a slow host keeps only its own requests waiting.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from monitor.model.limits import Limits

if TYPE_CHECKING:
    import httpx

Way = tuple[str, str]  # (proxy, ca_file)
Where = tuple[str, int]  # (host, port)


@dataclass(slots=True)
class Slot:
    """One request at a time, over a transport of its own: a shared pool is walked by all at each request."""

    make: Callable[[Way], httpx.AsyncBaseTransport]
    way: Way | None = None
    last: Where | None = None
    _transport: httpx.AsyncBaseTransport | None = None

    async def transport(self, way: Way) -> httpx.AsyncBaseTransport:
        """The slot's transport; a request that goes another way than the last one gets a new one."""
        if self._transport is None or self.way != way:
            await self.close()
            self._transport, self.way = self.make(way), way
        return self._transport

    async def close(self) -> None:
        """Close what is open."""
        if self._transport is not None:
            await self._transport.aclose()
            self._transport = None


@dataclass(slots=True)
class _Gate:
    turns: asyncio.Semaphore
    users: int = 0


@dataclass(slots=True)
class Pace:
    """Hands out turns; must be used inside one event loop."""

    limits: Limits
    make: Callable[[Way], httpx.AsyncBaseTransport]
    _gates: dict[Where, _Gate] = field(default_factory=dict)
    _free: list[Slot] = field(default_factory=list)
    _room: asyncio.Semaphore = field(init=False)

    def __post_init__(self) -> None:
        self._room = asyncio.Semaphore(self.limits.fetch_at_once)
        self._free = [Slot(self.make) for _ in range(self.limits.fetch_at_once)]

    @asynccontextmanager
    async def turn(self, where: Where) -> AsyncIterator[Slot]:
        """A slot, once the host is free and then a slot is; first come, first served at both."""
        gate = self._gates.setdefault(where, _Gate(asyncio.Semaphore(self.limits.fetch_per_host)))
        gate.users += 1
        try:
            async with gate.turns, self._room:
                slot = self._take(where)
                try:
                    yield slot
                finally:
                    slot.last = where
                    self._free.append(slot)
        finally:
            gate.users -= 1
            if not gate.users:
                del self._gates[where]

    async def close(self) -> None:
        """Wait until every turn has ended, give none any more, and close all connections."""
        for _ in range(self.limits.fetch_at_once):
            await self._room.acquire()
        for slot in self._free:
            await slot.close()

    def _take(self, where: Where) -> Slot:
        """The slot that may still hold a connection to this host, else the one unused for longest."""
        slot = next((slot for slot in self._free if slot.last == where), self._free[0])
        self._free.remove(slot)
        return slot
