"""A news site over real sockets: feeds on many loopback addresses, with or without ETags; one may drip, one may burn.

One thread and one event loop; a request costs a dictionary look-up, so that what is measured is the monitor.
"""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.soak.news import News

LISTED = 60  # newest items in a feed


@dataclass(slots=True)
class Feed:
    """What one address serves under /feed."""

    name: str
    host: str
    language: str = "en"
    validators: bool = True
    drip: float = 0.0  # seconds over which the answer is stretched
    fixed: bytes = b""  # this document, whatever is published
    listed: int = LISTED
    items: list[News] = field(default_factory=list)
    version: int = 0
    asked: list[float] = field(default_factory=list)  # monotonic seconds of each request
    answers: dict[int, int] = field(default_factory=dict)  # status -> how often
    _body: tuple[int, bytes] = (-1, b"")

    def publish(self, *news: News) -> None:
        """From now on the feed lists these too; the oldest fall out."""
        self.items = [*news, *self.items][: self.listed]
        self.version += 1

    def body(self) -> bytes:
        """The document, made once a version."""
        version, items = self.version, self.items
        if self._body[0] != version:
            inner = "".join(news.xml() for news in items)
            head = "<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel>"
            self._body = (version, f"{head}<title>{self.name}</title>{inner}</channel></rss>".encode())
        return self.fixed or self._body[1]


class Site:
    """Serves `feeds`, each on its own address and all on one port, until closed."""

    def __init__(self, feeds: Sequence[Feed]) -> None:
        self.feeds = list(feeds)
        self.pages: dict[str, News] = {}
        self.asked = threading.Event()  # set by each request for a feed
        self.requests = 0
        self._by_host = {feed.host: feed for feed in feeds}
        self._loop = asyncio.new_event_loop()
        self._servers: list[asyncio.Server] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._sockets = _bound([feed.host for feed in feeds])
        self.port = int(self._sockets[0].getsockname()[1])
        self._thread = threading.Thread(target=self._run, name="site", daemon=True)
        self._thread.start()

    def where(self, feed: Feed) -> str:
        """host:port of this feed."""
        return f"{feed.host}:{self.port}"

    def publish(self, news: News, *feeds: Feed) -> None:
        """An item with its page, in each of these feeds."""
        self.pages[f"/article/{news.marker.lower()}"] = news
        for feed in feeds:
            feed.publish(news)

    def close(self) -> None:
        """Nobody listens any more."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._listen())
        self._loop.run_forever()
        for server in self._servers:
            server.close()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(asyncio.sleep(0))
        self._loop.close()

    async def _listen(self) -> None:
        for each in self._sockets:
            self._servers.append(await self._loop.create_server(lambda: _Talk(self), sock=each, backlog=64))

    def answer(self, transport: asyncio.Transport, head: bytes) -> None:
        """One request, read to the empty line."""
        lines = head.decode("latin-1").split("\r\n")
        path = lines[0].split(" ")[1]
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
        self.requests += 1
        if path == "/feed":
            self._answer_feed(transport, self._by_host[transport.get_extra_info("sockname")[0]], headers)
        elif path in self.pages:
            transport.write(_http(200, self.pages[path].page(), "text/html; charset=utf-8"))
        else:
            transport.write(_http(404, b"nothing here", "text/plain"))

    def _answer_feed(self, transport: asyncio.Transport, feed: Feed, headers: dict[str, str]) -> None:
        feed.asked.append(time.monotonic())
        self.asked.set()
        etag = f'"{feed.name}-{feed.version}"' if feed.validators else ""
        status = 304 if etag and headers.get("if-none-match") == etag else 200
        feed.answers[status] = feed.answers.get(status, 0) + 1
        answer = _http(status, feed.body() if status == 200 else b"", "application/rss+xml", etag)
        if not feed.drip:
            transport.write(answer)
            return
        task = self._loop.create_task(_drip(transport, answer, feed.drip))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


class _Talk(asyncio.Protocol):
    """One connection, kept open."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._heard = b""
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._heard += data
        while b"\r\n\r\n" in self._heard:
            head, _, self._heard = self._heard.partition(b"\r\n\r\n")
            self._site.answer(self._transport, head)


def _bound(hosts: Sequence[str]) -> list[socket.socket]:
    """A socket for each address, all on one port that is free on the first."""
    sockets: list[socket.socket] = []
    for host in hosts:
        each = socket.socket()
        each.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        each.bind((host, sockets[0].getsockname()[1] if sockets else 0))
        sockets.append(each)
    return sockets


def _http(status: int, body: bytes, content_type: str, etag: str = "") -> bytes:
    words = {200: "OK", 304: "Not Modified", 404: "Not Found"}
    head = f"HTTP/1.1 {status} {words[status]}\r\n" + (f"ETag: {etag}\r\n" if etag else "")
    if status != 304:
        head += f"Content-Type: {content_type}\r\nContent-Length: {len(body)}\r\n"
    return (head + "\r\n").encode() + body


async def _drip(transport: asyncio.Transport, answer: bytes, seconds: float) -> None:
    """The whole answer, in so many small pieces."""
    pieces = max(int(seconds * 2), 1)
    size = -(-len(answer) // pieces)
    for start in range(0, len(answer), size):
        if transport.is_closing():
            return
        transport.write(answer[start : start + size])
        await asyncio.sleep(seconds / pieces)


def addresses(count: int) -> list[str]:
    """So many loopback addresses, 127.1.0.1 and on."""
    return [f"127.1.{n // 200}.{n % 200 + 1}" for n in range(count)]
