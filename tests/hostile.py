"""A raw-socket server in which each fault is one function that writes bytes. Loopback only."""

from __future__ import annotations

import asyncio
import gzip
import socket
import ssl
import struct
import zlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace

from monitor.net.background import Background

FEED = "<rss version='2.0'><channel><title>Лента БЕЛТА</title></channel></rss>".encode()
Wire = tuple[asyncio.StreamReader, asyncio.StreamWriter]
Handler = Callable[["Asked", asyncio.StreamWriter], Awaitable[None]]


@dataclass(frozen=True)
class Asked:
    """One request as it came in; header names in lower case."""

    line: str
    headers: dict[str, str]
    reader: asyncio.StreamReader
    number: int = 1  # of the requests that its site was asked, this one included
    host: str = ""
    port: int = 0

    @property
    def path(self) -> str:
        return self.line.split(" ")[1]

    def again(self, number: int) -> Asked:
        """The same under another number."""
        return replace(self, number=number)


@dataclass
class Site:
    """One listening address and what it has been asked."""

    host: str
    port: int = 0
    connections: int = 0
    asked: list[Asked] = field(default_factory=list)
    scheme: str = "http"

    @property
    def pair(self) -> tuple[str, int]:
        return self.host, self.port

    def url(self, path: str = "/") -> str:
        return f"{self.scheme}://{self.host}:{self.port}{path}"


class Hostile:
    """Opens sites on 127.0.0.x; a handler writes its answer, and the connection closes unless it is kept."""

    def __init__(self) -> None:
        self._background = Background(lambda: None)
        self._last = 10
        self._servers: list[asyncio.Server] = []
        self._writers: set[asyncio.StreamWriter] = set()

    def open(
        self,
        handler: Handler,
        *,
        host: str = "",
        keep: bool = False,
        tls: ssl.SSLContext | None = None,
        greeting: bytes = b"",
    ) -> Site:
        self._last += 1
        site = Site(host or f"127.0.0.{self._last}", scheme="https" if tls else "http")

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            site.connections += 1
            self._writers.add(writer)
            writer.write(greeting)
            try:
                while True:
                    asked = await read_request(reader, site)
                    site.asked.append(asked)
                    await handler(asked, writer)
                    await writer.drain()
                    if not keep:
                        break
            except (OSError, asyncio.IncompleteReadError, ssl.SSLError):
                pass
            finally:
                writer.close()  # it may wait for whoever reads no more: aborted at the end

        async def listen() -> int:
            address = "127.0.0.1" if host == "localhost" else site.host
            server = await asyncio.start_server(serve, address, 0, ssl=tls)
            self._servers.append(server)
            return int(server.sockets[0].getsockname()[1])

        site.port = self._background.run(listen()).result(5)
        return site

    def shut(self) -> None:
        """Nobody listens any more."""
        self._background.run(self._shut()).result(5)

    def close(self) -> None:
        self.shut()
        self._background.close()

    async def _shut(self) -> None:
        for _ in range(5):  # whoever came in the last moment is taken in first, and then turned out
            await asyncio.sleep(0)
        for server in self._servers:
            server.close()
        for _ in range(5):
            for writer in list(self._writers):
                writer.transport.abort()
            await asyncio.sleep(0)


async def read_request(reader: asyncio.StreamReader, site: Site) -> Asked:
    """The next request that a site is asked."""
    line, *rest = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    headers = {k.lower(): v for k, _, v in (each.partition(": ") for each in rest if each)}
    return Asked(line, headers, reader, len(site.asked) + 1, site.host, site.port)


def answer(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    lines = [f"HTTP/1.1 {status}", "Content-Type: application/rss+xml", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def raw(data: bytes) -> Handler:
    """A site that answers everything with these bytes."""

    async def write(_: Asked, out: asyncio.StreamWriter) -> None:
        out.write(data)

    return write


def redirect(to: str, status: str = "302 Found") -> Handler:
    return raw(answer(b"", f"Location: {to}", status=status))


good = raw(answer(FEED, 'ETag: "a"'))
chunked = raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n<rss\r\n2\r\n/>\r\n0\r\n\r\n")
continue_first = raw(b"HTTP/1.1 100 Continue\r\n\r\n" + answer(FEED))
after_the_end = raw(answer(FEED) + b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged")
not_modified_with_body = raw(b"HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\nsurprise!")
gzipped = raw(answer(gzip.compress(FEED), "Content-Encoding: gzip"))
gzip_two_members = raw(answer(gzip.compress(FEED[:20]) + gzip.compress(FEED[20:]), "Content-Encoding: gzip"))
deflated = raw(answer(zlib.compress(FEED), "Content-Encoding: deflate"))
deflated_bare = raw(answer(zlib.compress(FEED)[2:-4], "Content-Encoding: deflate"))

cut_body = raw(b"HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n" + b"x" * 1204)
cut_chunk = raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\n" + b"x" * 50)
cut_before_last_chunk = raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n<rss\r\n")
bad_chunk = raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n<rss\r\n0\r\n\r\n")
two_lengths = raw(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd")
length_and_chunks = raw(
    b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n<rss\r\n0\r\n\r\n"
)
blanks = raw(b"HTTP/1.1 200 OK\r\nX:" + b" " * 15_000 + b"\v\r\nContent-Length: 0\r\n\r\n")
not_http = raw(b"220 mail.example ESMTP\r\n\r\n")
nothing = raw(b"")
big_header = raw(b"HTTP/1.1 200 OK\r\nX-Pad: " + b"x" * 5_000_000 + b"\r\nContent-Length: 0\r\n\r\n")
many_headers = raw(b"HTTP/1.1 200 OK\r\n" + b"X-Pad: 12345678\r\n" * 3000 + b"Content-Length: 0\r\n\r\n")
huge_length = raw(b"HTTP/1.1 200 OK\r\nContent-Length: 999999999999\r\n\r\n" + b"x" * 100)
too_large = raw(b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 200_000)
bomb = raw(answer(gzip.compress(b"\0" * 20_000_000), "Content-Encoding: gzip"))
nested = raw(answer(gzip.compress(gzip.compress(FEED)), "Content-Encoding: gzip, gzip"))
brotli = raw(answer(b"\x0b\x02\x80", "Content-Encoding: br"))
truncated_gzip = raw(answer(gzip.compress(FEED)[:-6], "Content-Encoding: gzip"))
broken_gzip = raw(answer(b"\x1f\x8b\x08" + b"broken" * 9, "Content-Encoding: gzip"))
gzip_and_rubbish = raw(answer(gzip.compress(FEED) + b"rubbish", "Content-Encoding: gzip"))
partial = raw(answer(FEED[:10], "Content-Range: bytes 0-9/99", status="206 Partial Content"))
unasked_not_modified = raw(b"HTTP/1.1 304 Not Modified\r\n\r\n")
switching = raw(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n")
unknown_status = raw(answer(b"", status="799 Whatever"))
redirect_nowhere = raw(answer(b"", status="302 Found"))
busy_seconds = raw(answer(b"", "Retry-After: 120", status="429 Too Many Requests"))
busy_date = raw(
    answer(
        b"",
        "Date: Mon, 02 Nov 2026 07:00:00 GMT",
        "Retry-After: Mon, 02 Nov 2026 07:10:00 GMT",
        status="503 Service Unavailable",
    )
)
busy_nonsense = raw(answer(b"", "Retry-After: sabah", status="429 Too Many Requests"))

gzip_members = raw(answer(gzip.compress(b"") * 3000, "Content-Encoding: gzip"))
byte_a_chunk = raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"1\r\nx\r\n" * 3000)
endless_hints = raw(b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" * 1000)


async def drip(_: Asked, out: asyncio.StreamWriter) -> None:
    """A byte now and then, for ever."""
    out.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    await _drip(out, b"x")


async def endless_headers(_: Asked, out: asyncio.StreamWriter) -> None:
    out.write(b"HTTP/1.1 200 OK\r\n")
    await _drip(out, b"X: y\r\n")


async def endless_continue(_: Asked, out: asyncio.StreamWriter) -> None:
    await _drip(out, b"HTTP/1.1 100 Continue\r\n\r\n")


async def never(asked: Asked, _: asyncio.StreamWriter) -> None:
    await asked.reader.read()


async def reset(_: Asked, out: asyncio.StreamWriter) -> None:
    """RST instead of an orderly end."""
    out.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    out.transport.abort()


async def redirect_to_itself(asked: Asked, out: asyncio.StreamWriter) -> None:
    out.write(answer(b"", f"Location: {asked.path}x", status="302 Found"))


async def _drip(out: asyncio.StreamWriter, piece: bytes) -> None:
    while not out.is_closing():
        out.write(piece)
        await out.drain()
        await asyncio.sleep(0.02)
