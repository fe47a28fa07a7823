"""httpx's transport over httpcore's pool with our guard in it. One for each slot, called without any client."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import cast

import httpcore
import httpx

from monitor.model.limits import Limits
from monitor.net.answer import PIECE, PIECES
from monitor.net.guard import Pairs
from monitor.net.guarded import Guard, HeadTooLarge, Refused, Watched
from monitor.net.proxy import proxy_of
from monitor.net.tls import tls

_TURN = 64  # pieces that may lie in memory already; after so many, others have their turn
_IDLE_SECONDS = 15.0  # enough for the pages of one feed; longer only holds memory (a TLS connection costs 0.65 MB)

_ERRORS: tuple[tuple[type[Exception], type[httpx.TransportError]], ...] = (
    (httpcore.ConnectTimeout, httpx.ConnectTimeout),
    (httpcore.ReadTimeout, httpx.ReadTimeout),
    (httpcore.WriteTimeout, httpx.WriteTimeout),
    (httpcore.PoolTimeout, httpx.PoolTimeout),
    (httpcore.ConnectError, httpx.ConnectError),
    (httpcore.ReadError, httpx.ReadError),
    (httpcore.WriteError, httpx.WriteError),
    (httpcore.ProxyError, httpx.ProxyError),
    (httpcore.UnsupportedProtocol, httpx.UnsupportedProtocol),
    (httpcore.LocalProtocolError, httpx.LocalProtocolError),
    (httpcore.RemoteProtocolError, httpx.RemoteProtocolError),
)


class Barred(httpx.TransportError):
    """Our own guard said no, to an address or to an answer; the message is a sentence."""


def _proxy(text: str) -> httpcore.Proxy:
    proxy = proxy_of(text)
    scheme = proxy.url.partition(":")[0].encode()
    auth = (proxy.user.encode(), proxy.password.encode()) if proxy.user or proxy.password else None
    bare = httpcore.URL(scheme=scheme, host=proxy.host.encode(), port=proxy.port, target=b"/")
    return httpcore.Proxy(bare, auth=auth, ssl_context=tls() if scheme == b"https" else None)


class Transport(httpx.AsyncBaseTransport):
    """At most one request at a time; `idle` connections stay open for the next one.

    With a proxy every connection goes to the proxy, whose address is exempt from the guard; names are resolved there.
    Raises httpx's exceptions and Barred, with httpcore's as their cause.
    """

    def __init__(self, limits: Limits, allowed: Pairs, proxy: str = "", ca_file: str = "", idle: int = 1) -> None:
        via = _proxy(proxy) if proxy else None
        if via is not None:
            allowed = frozenset({(via.url.host.decode("ascii").lower(), via.url.port or 80)})
        self._guard = Guard(limits, allowed)
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=tls(ca_file),
            proxy=via,
            max_connections=idle + 1,
            max_keepalive_connections=idle,
            keepalive_expiry=_IDLE_SECONDS,
            network_backend=self._guard,
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send it. An idle connection that turns out to be dead is replaced once; a fresh one is not tried twice."""
        before = self._guard.connects
        try:
            return await self._send(request)
        except (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError):
            if self._guard.connects > before:
                raise
        return await self._send(request)

    async def aclose(self) -> None:
        """Close what is open."""
        await self._pool.aclose()

    async def _send(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        try:
            answer = await self._pool.handle_async_request(
                httpcore.Request(
                    method=request.method,
                    url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                    headers=request.headers.raw,
                    content=request.content or None,
                    extensions=request.extensions,
                )
            )
        except tuple(ours for ours, _ in _ERRORS) as error:
            raise _mapped(error) from error
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer))


def _mapped(error: Exception) -> httpx.TransportError:
    if isinstance(error, (Refused, HeadTooLarge)):
        return Barred(str(error))
    return next(theirs for ours, theirs in _ERRORS if isinstance(error, ours))(str(error))


class _Body(httpx.AsyncByteStream):
    """The bytes of the wire, after the chunks have been joined and before anything is inflated."""

    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer
        self._stream = cast("AsyncIterator[bytes]", answer.stream)

    async def __aiter__(self) -> AsyncIterator[bytes]:
        count = pieces = 0
        wire = self._answer.extensions.get("network_stream")
        try:
            async for chunk in self._stream:
                count, pieces = count + len(chunk), pieces + 1
                if pieces > PIECES and count < pieces * PIECE:
                    raise Barred("the answer is cut into pieces too small to be read")
                if not pieces % _TURN:
                    await asyncio.sleep(0)
                yield chunk
        except tuple(ours for ours, _ in _ERRORS) as error:
            raise _mapped(error) from error
        if isinstance(wire, Watched):
            chunked = any(name.lower() == b"transfer-encoding" for name, _ in self._answer.headers)
            wire.settle(None if chunked else count)

    async def aclose(self) -> None:
        await self._answer.aclose()
