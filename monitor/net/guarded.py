"""The address guard inside httpcore: connections to checked addresses, each of which bounds the head of an answer."""

from __future__ import annotations

import asyncio
import re
import ssl
import threading
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

import httpcore

from monitor.model.limits import Limits
from monitor.net.faults import size
from monitor.net.guard import BLANKS, Pairs, literal, look_up, refusal

Resolver = Callable[[str, int], Awaitable[list[str]]]

_INTERIM = re.compile(rb"HTTP/1\.\d 1(?!01)\d\d\b")  # 101 is an end: nothing of HTTP follows it


class Refused(httpcore.ConnectError):
    """An address we do not talk to; the message is a sentence."""


class HeadTooLarge(httpcore.RemoteProtocolError):
    """An answer whose head does not end; the message is a sentence."""


async def resolve(host: str, port: int) -> list[str]:
    """All addresses of a host, each once. A thread of its own: look-ups that hang must neither queue nor delay exit."""
    if address := literal(host):
        return [address]
    loop = asyncio.get_running_loop()
    found: asyncio.Future[list[str]] = loop.create_future()

    def settle(addresses: list[str], error: Exception | None) -> None:
        if found.done():
            return
        if error is None:
            found.set_result(addresses)
        else:
            found.set_exception(error)

    def look() -> None:
        addresses: list[str] = []
        failed: Exception | None = None
        try:
            addresses = look_up(host, port)
        except (OSError, UnicodeError) as error:
            failed = error
        try:
            loop.call_soon_threadsafe(settle, addresses, failed)
        except RuntimeError:  # the loop has closed meanwhile: nobody waits any more
            return

    threading.Thread(target=look, name=f"resolve {host}", daemon=True).start()
    return await found


class Guard(httpcore.AsyncNetworkBackend):
    """Opens connections to public addresses, and to the exact (host, port) pairs in `allowed`."""

    def __init__(self, limits: Limits, allowed: Pairs = frozenset(), resolver: Resolver = resolve) -> None:
        self._limits = limits
        self._allowed = allowed
        self._resolve = resolver
        self._plain = httpcore.AnyIOBackend()
        self.connects = 0

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
        local_address: str | None = None,  # noqa: ARG002 - httpcore's signature; we set neither
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002 - as above
    ) -> httpcore.AsyncNetworkStream:
        """Connect to a checked address of `host`. Raises Refused, or httpcore's ConnectError and ConnectTimeout."""
        try:
            async with asyncio.timeout(timeout):
                addresses = await self._resolve(host, port)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout(error) from error
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(error) from error
        if (host.lower(), port) not in self._allowed and (sentence := refusal(host, addresses)):
            raise Refused(sentence)
        self.connects += 1
        return Watched(await self._first(addresses, port, timeout), self._limits.header_bytes)

    async def _first(self, addresses: list[str], port: int, seconds: float | None) -> httpcore.AsyncNetworkStream:
        """The first address that answers; a dead one may use only its share of the time."""
        failed: Exception = httpcore.ConnectError("no address")
        share = None if seconds is None else seconds / max(1, min(len(addresses), 3))
        for address in addresses[:3]:
            try:
                return await self._plain.connect_tcp(address, port, share)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
        raise failed


class Watched(httpcore.AsyncNetworkStream):
    """A connection that bounds the head of an answer before any parser sees it, and knows whether it may be used again.

    Bytes after the end of an answer would be taken for the next one. `settle(length)` says that the answer is over
    and how long its body was: the connection stays usable only if exactly head and body have been read.
    """

    def __init__(self, stream: httpcore.AsyncNetworkStream, head_limit: int) -> None:
        self._stream = stream
        self._head_limit = head_limit
        self._head = bytearray()
        self._head_length = 0  # of all heads: those of interim answers (1xx) come before that of the answer itself
        self._before = 0  # what interim heads took of it, so far
        self._read = 0
        self._spoilt = False

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109 - httpcore's
        """As the stream below. Raises HeadTooLarge when the head grows beyond its limit."""
        chunk = await self._stream.read(max_bytes, timeout)
        self._read += len(chunk)
        if not self._head_length:
            self._find_end(chunk)
        return chunk

    def _find_end(self, chunk: bytes) -> None:
        """Look for the end of the head; an interim one is followed by another, and all of them share one limit."""
        seen = max(0, len(self._head) - 3)
        self._head += chunk
        while not self._head_length and (end := self._head.find(b"\r\n\r\n", seen)) >= 0:
            if _INTERIM.match(self._head):
                self._before += end + 4
                del self._head[: end + 4]
                seen = 0
            else:
                self._head_length = self._before + end + 4
            if self._before > self._head_limit:
                break
        if (self._head_length or self._before + len(self._head)) > self._head_limit:
            raise HeadTooLarge(f"the head of the answer is larger than {size(self._head_limit)}")
        if self._head_length:
            if BLANKS.search(self._head):
                raise httpcore.RemoteProtocolError("blanks without end")
            self._head.clear()

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109 - httpcore's
        """As the stream below; a new request begins a new count."""
        self._head.clear()
        self._head_length = self._read = self._before = 0
        await self._stream.write(buffer, timeout)

    def settle(self, length: int | None) -> None:
        """The answer is over, with a body of `length` bytes; None = its end is not certain to the byte."""
        self._spoilt = self._spoilt or length is None or self._read != self._head_length + length

    async def aclose(self) -> None:
        """Close the connection."""
        await self._stream.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
    ) -> httpcore.AsyncNetworkStream:
        """The same watch over the encrypted stream."""
        return Watched(await self._stream.start_tls(ssl_context, server_hostname, timeout), self._head_limit)

    def get_extra_info(self, info: str) -> Any:
        """As the stream below; an idle connection that is readable is one that httpcore's pool throws away."""
        if info == "is_readable" and self._spoilt:
            return True
        return self._stream.get_extra_info(info)
