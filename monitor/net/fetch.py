"""Fetching: one request in, one reply out, whatever the other side does.

submit -> checked address -> robots -> a turn -> transport -> head -> bounded body -> redirect or Reply -> done
"""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from collections.abc import Iterable, Sequence
from concurrent.futures import CancelledError, Future
from contextlib import suppress

import httpx

from monitor.errors import SecretMissing
from monitor.model.fetch import Reply, Request
from monitor.model.limits import Limits
from monitor.net.address import where
from monitor.net.background import Background
from monitor.net.faults import Fault, sentence, size
from monitor.net.head import Head, read_head
from monitor.net.inflate import Intake
from monitor.net.pace import Pace, Way
from monitor.net.robots import Robots
from monitor.net.transport import Barred, Transport
from monitor.net.trip import Trip


class Fetcher:
    """Many fetches at once beside the river. `submit`, `done` and `in_flight` belong to the river's thread.

    `allowed` holds the exact (host, port) pairs that may be reached although they are not public; `proxy` and `ca_file`
    are the defaults for requests that name none. Nothing is taken from the environment. A test gives `transport`,
    which is then used for everything.
    """

    def __init__(
        self,
        background: Background,
        limits: Limits,
        user_agent: str,
        allowed: Iterable[tuple[str, int]] = (),
        proxy: str = "",
        ca_file: str = "",
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._background = background
        self._limits = limits
        self._user_agent = user_agent
        # a set is taken as it is (sources.yaml gives one, in lower case): no second copy beside the setup's
        self._allowed = allowed if isinstance(allowed, frozenset) else frozenset((h.lower(), p) for h, p in allowed)
        self._proxy = proxy
        self._ca_file = ca_file
        self._given = transport
        self._robots = Robots(limits, user_agent)
        self._pace = Pace(limits, self._make)
        self._lock = threading.Lock()
        self._running: set[Future[Reply]] = set()
        self._done: deque[Reply] = deque()
        self._untaken = 0
        self._closed = False

    @property
    def in_flight(self) -> int:
        """Requests submitted whose reply has not been taken by `done` yet."""
        with self._lock:
            return self._untaken

    def submit(self, request: Request) -> bool:
        """Start it; False means that `limits.fetch_queue` are under way, or all is closed, and nothing was taken."""
        with self._lock:
            if self._closed or self._untaken >= self._limits.fetch_queue:
                return False
            self._untaken += 1
        future = self._background.run(self._work(request))
        with self._lock:
            self._running.add(future)
        future.add_done_callback(self._forget)
        return True

    def submit_all(self, requests: Sequence[Request]) -> int:
        """Start as many of the first as there is room for, and say how many; for a batch cheaper than one by one."""
        for taken, request in enumerate(requests):
            if not self.submit(request):
                return taken
        return len(requests)

    def done(self) -> list[Reply]:
        """The replies that have arrived since the last call; never waits."""
        with self._lock:
            arrived = list(self._done)
            self._done.clear()
            self._untaken -= len(arrived)
        return arrived

    def close(self) -> None:
        """Break off what runs and close every connection; call it before the background is closed."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
            running = list(self._running)
        for future in running:
            future.cancel()
        with suppress(CancelledError, TimeoutError):
            self._background.run(self._pace.close()).result(timeout=5)

    async def fetch(self, request: Request) -> Reply:
        """One request through all its hops, inside the background's loop. Every failure is a Reply with a sentence."""
        trip = Trip(request, self._limits, self._allowed, self._user_agent)
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
            host, port = where(trip.url) if trip.url is not None else ("the server", 0)
            error = sentence(fault, host, port, self._limits, proxied=bool(trip.way[0]))
        except SecretMissing as missing:
            error = str(missing)
        except (OSError, ValueError, httpx.HTTPError, httpx.InvalidURL) as fault:
            error = f"the request failed: {type(fault).__name__}"
        return trip.failed(error, refused=refused)

    async def _work(self, request: Request) -> Reply:
        # gather, so that a fault of our own program also becomes a reply: a request without one would stay claimed.
        (outcome,) = await asyncio.gather(self.fetch(request), return_exceptions=True)
        if isinstance(outcome, BaseException):
            fault = f"a fault of this program: {type(outcome).__name__}"
            outcome = Reply(request.token, request.url, request.url, 0, error=fault)
        with self._lock:
            self._done.append(outcome)
        return outcome

    def _forget(self, future: Future[Reply]) -> None:
        with self._lock:
            self._running.discard(future)

    async def _travel(self, trip: Trip) -> Reply:
        url: httpx.URL | None = trip.depart(self._proxy, self._ca_file)
        while url is not None:
            if trip.request.ask_robots:
                await self._robots.check(url, lambda address: self._ask_robots(address, trip.request))
            head, body = await self._hop(trip, url)
            url = trip.follow(url, head)
        return trip.arrived(head, body)

    async def _hop(self, trip: Trip, url: httpx.URL) -> tuple[Head, bytes]:
        """One request and its answer. Waiting for a turn costs nothing of the deadline: that is others' doing."""
        clock = asyncio.get_running_loop().time
        async with self._pace.turn(where(url)) as slot:
            began = clock()
            try:
                async with asyncio.timeout(trip.left):
                    transport = await slot.transport(trip.way)
                    return await self._exchange(transport, trip, url)
            finally:
                trip.left -= clock() - began

    async def _exchange(self, transport: httpx.AsyncBaseTransport, trip: Trip, url: httpx.URL) -> tuple[Head, bytes]:
        response = await transport.handle_async_request(trip.message(url))
        try:
            raw = response.headers.raw
            if sum(len(name) + len(value) + 4 for name, value in raw) > self._limits.header_bytes:
                raise Fault(f"the head of the answer is larger than {size(self._limits.header_bytes)}", refused=True)
            trip.head = head = read_head(response.status_code, raw)
            wanted = 200 <= head.status < 300 or head.status == 304  # the others' bodies are for browsers
            return head, await self._body(response, head, trip) if wanted else b""
        finally:
            await response.aclose()

    async def _body(self, response: httpx.Response, head: Head, trip: Trip) -> bytes:
        if (head.length or 0) > self._limits.wire_bytes and head.status != 304:
            raise Fault(f"the answer is larger than {size(self._limits.wire_bytes)}", refused=True)
        intake = Intake(head.encoding if head.status != 304 else "", self._limits)
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
            of = f" of {head.length:,}" if head.length is not None else ""
            raise Fault(f"the answer broke off after {intake.wire:,}{of} bytes") from error
        return intake.body()

    async def _ask_robots(self, address: str, asker: Request) -> Reply:
        return await self.fetch(
            Request(
                ("page", "robots.txt"), address, user_agent=asker.user_agent, proxy=asker.proxy, ca_file=asker.ca_file
            )
        )

    def _make(self, way: Way) -> httpx.AsyncBaseTransport:
        if self._given is not None:
            return self._given
        idle = self._limits.idle_connections // self._limits.fetch_at_once
        return Transport(self._limits, self._allowed, *way, idle=idle)
