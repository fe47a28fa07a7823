"""A hostile server and fetchers that are closed again."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

import httpx
import pytest

from monitor.clock import Doorbell
from monitor.model.fetch import Reply, Request
from monitor.model.limits import KB, Limits
from monitor.net import Background, Fetcher
from tests.hostile import Hostile, Site

SMALL = replace(
    Limits(),
    connect=1.0,
    fetch_deadline=1.0,
    wire_bytes=100 * KB,
    body_bytes=256 * KB,
    header_bytes=16 * KB,
)


class Client:
    """A fetcher with a bell that is waited on."""

    def __init__(
        self,
        sites: Iterable[Site],
        limits: Limits,
        transport: httpx.AsyncBaseTransport | None,
        proxy: str,
        ca_file: str,
        *,
        fast: bool | None,
    ) -> None:
        self.bell = Doorbell()
        self.background = Background(self.bell.ring)
        self.fetcher = Fetcher(
            self.background,
            limits,
            "BilateralMonitor/0.1 (+mailto:desk@example.org)",
            [site.pair for site in sites],
            proxy,
            ca_file,
            transport,
            fast=fast,
        )

    def take(self, count: int, seconds: float = 10.0) -> list[Reply]:
        replies: list[Reply] = []
        until = time.monotonic() + seconds
        while len(replies) < count and time.monotonic() < until:
            self.bell.wait(until - time.monotonic())
            replies += self.fetcher.done()
        assert len(replies) == count
        return replies

    def get(self, request: Request | str) -> Reply:
        asked = request if isinstance(request, Request) else Request(("feed", "belta"), request)
        assert self.fetcher.submit(asked)
        return self.take(1)[0]

    def close(self) -> None:
        self.fetcher.close()
        self.background.close()


Connect = Callable[..., Client]


@pytest.fixture
def hostile() -> Iterator[Hostile]:
    server = Hostile()
    yield server
    server.close()


@pytest.fixture(params=[True, False], ids=["swift", "careful"])
def fast(request: pytest.FixtureRequest) -> bool:
    """Over both transports."""
    return bool(request.param)


@pytest.fixture
def connect(*, fast: bool) -> Iterator[Connect]:
    opened: list[Client] = []

    def open_client(
        *sites: Site,
        limits: Limits = SMALL,
        transport: httpx.AsyncBaseTransport | None = None,
        proxy: str = "",
        ca_file: str = "",
    ) -> Client:
        opened.append(Client(sites, limits, transport, proxy, ca_file, fast=fast))
        return opened[-1]

    yield open_client
    for each in opened:
        each.close()
