"""The feeds of the world over real sockets, in a process of its own: one port, each feed on its own loopback address.

Protocol on stdin and stdout, a line each: "<feeds> <entries>" is answered by the port; then "publish <how>",
"validators on|off" and "tally" are answered by a line of JSON; the end of stdin ends it. A tally counts the requests
by status since the last one. Both validators are sent and honoured; answers are made when asked for, the last few kept.
"""

from __future__ import annotations

import asyncio
import json
import socket
import sys
from collections import Counter, OrderedDict
from email.utils import formatdate

from tests.bench.documents import TYPES, document
from tests.bench.world import WARMING, Outlet, World, Writer, outlet

KEPT = 400  # documents
_WORDS = {200: "OK", 304: "Not Modified", 404: "Not Found"}


class Site:
    """Answers requests for the feeds of one world, and for a few beyond them, which nobody counts."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.tally: Counter[int] = Counter()
        self._writer = Writer(world)
        self._kept: OrderedDict[tuple[int, int], bytes] = OrderedDict()
        self._numbers = {outlet(number).host: number for number in range(world.feeds + WARMING)}

    def answer(self, host: str, head: bytes) -> bytes:
        """One request, read to the empty line."""
        lines = head.decode("latin-1").split("\r\n")
        number = self._numbers.get(host)
        if number is None or lines[0].split(" ")[1] != "/feed":
            return _http(404, [], b"nothing here")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
        status, answer = self._feed(outlet(number), headers)
        if number < self.world.feeds:
            self.tally[status] += 1
        return answer

    def _feed(self, feed: Outlet, headers: dict[str, str]) -> tuple[int, bytes]:
        version = self.world.items(feed.number).stop
        sent: list[str] = []
        if self.world.validators:
            etag, changed = f'"{feed.number}-{version}"', formatdate(self.world.newest(feed.number), usegmt=True)
            sent = [f"ETag: {etag}", f"Last-Modified: {changed}"]
            known, since = headers.get("if-none-match"), headers.get("if-modified-since")
            if known == etag or (known is None and since == changed):
                return 304, _http(304, sent, b"")
        return 200, _http(200, [*sent, f"Content-Type: {TYPES[feed.format]}"], self._body(feed, version))

    def _body(self, feed: Outlet, version: int) -> bytes:
        key = (feed.number, version)
        if key not in self._kept:
            self._kept[key] = document(self.world, self._writer, feed)
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return self._kept[key]

    def obey(self, words: list[str]) -> object:
        """A line of the parent's; what is answered to it."""
        match words:
            case ["publish", how]:
                self.world.publish(how)
                return "published"
            case ["validators", word]:
                self.world.validators = word == "on"
                return word
            case ["tally"]:
                counted, self.tally = self.tally, Counter()
                return counted
        raise ValueError(words)


def _http(status: int, headers: list[str], body: bytes) -> bytes:
    length = [f"Content-Length: {len(body)}"] if status != 304 else []
    head = "\r\n".join([f"HTTP/1.1 {status} {_WORDS[status]}", *headers, *length])
    return f"{head}\r\n\r\n".encode() + body


class _Talk(asyncio.Protocol):
    """One connection, kept open."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._heard = b""
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._host = transport.get_extra_info("sockname")[0]

    def data_received(self, data: bytes) -> None:
        self._heard += data
        while b"\r\n\r\n" in self._heard:
            head, _, self._heard = self._heard.partition(b"\r\n\r\n")
            self._transport.write(self._site.answer(self._host, head))


def _socket() -> socket.socket:
    """Every loopback address on one port, and none that another machine could reach."""
    each = socket.socket()
    each.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, b"lo\0")
    each.bind(("0.0.0.0", 0))
    return each


async def _serve() -> None:
    loop = asyncio.get_running_loop()
    line = await loop.run_in_executor(None, sys.stdin.readline)
    feeds, entries = map(int, line.split())
    site, bound = Site(World(feeds, entries)), _socket()
    server = await loop.create_server(lambda: _Talk(site), sock=bound, backlog=512)
    async with server:
        print(bound.getsockname()[1], flush=True)
        while line := await loop.run_in_executor(None, sys.stdin.readline):
            print(json.dumps(site.obey(line.split())), flush=True)


if __name__ == "__main__":
    asyncio.run(_serve())
