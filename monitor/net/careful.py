"""The transport that is always there: httpx's exchange over httpcore, a task a request, in the background's loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future
from contextlib import suppress

import httpx

from monitor.errors import SecretMissing
from monitor.model.fetch import Reply, Request
from monitor.net.address import Address
from monitor.net.background import Background
from monitor.net.faults import Fault, size
from monitor.net.head import Head, read_head
from monitor.net.inflate import Intake
from monitor.net.pace import Pace, Way
from monitor.net.raised import sentence
from monitor.net.robots import Robots
from monitor.net.transport import Barred, Transport
from monitor.net.trip import Terms, Trip, broken


class Careful:
    """Sends requests and delivers their replies, one by one. A test gives `transport`, used for everything then."""

    def __init__(
        self,
        terms: Terms,
        background: Background,
        deliver: Callable[[Sequence[Reply]], None],
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._terms = terms
        self._background = background
        self._deliver = deliver
        self._given = transport
        self._robots = Robots(terms.limits, terms.user_agent)
        self._pace = Pace(terms.limits, self._make)
        self._running: set[Future[Reply]] = set()

    def begin(self, requests: Sequence[Request]) -> None:
        """Start them all; each is answered by one reply, whatever happens."""
        for request in requests:
            future = self._background.run(self._work(request))
            self._running.add(future)
            future.add_done_callback(self._running.discard)

    def close(self) -> None:
        """Break off what runs and close every connection."""
        for future in list(self._running):
            future.cancel()
        with suppress(CancelledError, TimeoutError):
            self._background.run(self._pace.close()).result(timeout=5)

    async def fetch(self, trip: Trip) -> Reply:
        """One request through all its hops. Every failure is a Reply with a sentence."""
        refused = False
        try:
            return await self._travel(trip)
        except TimeoutError:
            error = trip.late()
        except Fault as fault:
            error, refused = str(fault), fault.refused
        except Barred as fault:
            error, refused = str(fault), True
        except httpx.TransportError as fault:
            host, port = trip.url.where if trip.url is not None else ("the server", 0)
            error = sentence(fault, host, port, self._terms.limits, proxied=bool(trip.way[0]))
        except SecretMissing as missing:
            error = str(missing)
        except (OSError, ValueError, httpx.HTTPError, httpx.InvalidURL) as fault:
            error = f"the request failed: {type(fault).__name__}"
        return trip.failed(error, refused=refused)

    async def _work(self, request: Request) -> Reply:
        # gather, so that a fault of our own program also becomes a reply: a request without one would stay claimed.
        (outcome,) = await asyncio.gather(self.fetch(Trip(request, self._terms)), return_exceptions=True)
        if isinstance(outcome, BaseException):
            outcome = broken(request, outcome)
        self._deliver((outcome,))
        return outcome

    async def _travel(self, trip: Trip) -> Reply:
        address: Address | None = trip.depart()
        while address is not None:
            if trip.request.ask_robots:
                await self._ask_robots(trip, address)
            head, body = await self._hop(trip, address)
            address = trip.follow(address, head)
        return trip.arrived(head, body)

    async def _ask_robots(self, trip: Trip, address: Address) -> None:
        loop = asyncio.get_running_loop()
        known = self._robots.of(address.origin, loop.time())
        if not known.asked:
            known.asked = True
            asking = trip.robots(address.origin)
            (reply,) = await asyncio.gather(self.fetch(asking), return_exceptions=True)
            if isinstance(reply, BaseException):
                reply = broken(asking.request, reply)
            self._robots.learn(known, reply, loop.time())
        elif known.waiting is not None:  # others wait for the same answer
            heard: asyncio.Future[None] = loop.create_future()
            known.waiting.append(lambda: None if heard.done() else heard.set_result(None))
            await heard
        self._robots.check(address, known.verdict)

    async def _hop(self, trip: Trip, address: Address) -> tuple[Head, bytes]:
        """One request and its answer. Waiting for a turn costs nothing of the deadline: that is others' doing."""
        clock = asyncio.get_running_loop().time
        async with self._pace.turn(address.where) as slot:
            began = clock()
            try:
                async with asyncio.timeout(trip.left):
                    transport = await slot.transport(trip.way)
                    return await self._exchange(transport, trip, address)
            finally:
                trip.left -= clock() - began

    async def _exchange(self, transport: httpx.AsyncBaseTransport, trip: Trip, address: Address) -> tuple[Head, bytes]:
        limits = self._terms.limits
        patience = {"timeout": {"connect": limits.connect}}
        asked = httpx.Request("GET", address.text, headers=trip.headers(), extensions=patience)
        response = await transport.handle_async_request(asked)
        try:
            raw = response.headers.raw
            if sum(len(name) + len(value) + 4 for name, value in raw) > limits.header_bytes:
                raise Fault(f"the head of the answer is larger than {size(limits.header_bytes)}", refused=True)
            trip.head = head = read_head(response.status_code, raw)
            return head, await self._body(response, head, trip) if head.wanted else b""
        finally:
            await response.aclose()

    async def _body(self, response: httpx.Response, head: Head, trip: Trip) -> bytes:
        intake = Intake.of(head, self._terms.limits)
        before = trip.wire
        stream = response.stream
        assert isinstance(stream, httpx.AsyncByteStream)
        try:
            async for chunk in stream:
                trip.wire = before + intake.wire + len(chunk)
                intake.take(chunk)
        except (httpx.RemoteProtocolError, httpx.ReadError) as error:
            if isinstance(error, httpx.RemoteProtocolError) and not str(error).startswith("peer closed"):
                raise
            raise intake.broke_off(head) from error
        return intake.body()

    def _make(self, way: Way) -> httpx.AsyncBaseTransport:
        if self._given is not None:
            return self._given
        limits = self._terms.limits
        idle = limits.idle_connections // limits.fetch_at_once
        return Transport(limits, self._terms.allowed, *way, idle=idle)
