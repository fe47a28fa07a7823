"""One request out, to a chat server or a webhook: sent at most once, through the same guard as every fetch.

No redirect is followed, no connection is used twice: a dead idle one would have to be replaced, and the request with
it. What went wrong is told apart by one question: may the other side have it already?
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import httpx

from monitor.model.limits import Limits
from monitor.net.address import Address, checked
from monitor.net.faults import Fault
from monitor.net.head import Head, header_bytes, read_head
from monitor.net.outgoing import Answer, Call, Lost, NotSent, Outside
from monitor.net.raised import sentence
from monitor.net.secrets import mask, open_secret, values
from monitor.net.transport import Barred, Transport


async def sent(request: Call, outside: Outside, limits: Limits) -> Answer:
    """The answer, whatever its status. Raises NotSent, Lost, SecretMissing (of the proxy).

    A proxy may answer in the server's place and say our login back: its body comes without.
    """
    proxy, hidden = open_secret(outside.proxy), values(outside.proxy)
    try:
        url = _address(request.url, outside, limits)
        way = Transport(limits, outside.allowed, proxy, outside.ca_file, idle=0)
    except Fault as fault:
        raise NotSent(mask(str(fault), hidden)) from None
    trip = _Trip(url, limits, proxied=bool(proxy))
    try:
        async with asyncio.timeout(limits.call_deadline) as patience:
            response = await way.handle_async_request(_message(request, url, outside, trip))
            try:
                answer = await trip.read(response, patience)
                return replace(answer, body=_without(answer.body, hidden)) if hidden else answer
            finally:
                await response.aclose()
    except (httpx.TransportError, Fault, TimeoutError, OSError) as fault:
        raise trip.failed(fault) from None
    finally:
        await way.aclose()


def _without(body: bytes, hidden: list[str]) -> bytes:
    return mask(body.decode("utf-8", "surrogateescape"), hidden).encode("utf-8", "surrogateescape")


def _address(address: str, outside: Outside, limits: Limits) -> Address:
    url = checked(address, limits, outside.allowed)
    if url.scheme == "http" and url.where not in outside.allowed:
        host, port = url.where
        advice = f"give an https:// address, or list {host}:{port} under network: allow: of sources.yaml"
        raise Fault(f"{host} would be called without encryption; {advice}", refused=True)
    return url


def _message(request: Call, url: Address, outside: Outside, trip: _Trip) -> httpx.Request:
    headers = [
        (b"user-agent", header_bytes(outside.user_agent)),
        (b"accept", b"application/json, text/plain;q=0.5, */*;q=0.1"),
        (b"accept-encoding", b"identity"),
        (b"connection", b"close"),
        *((name.encode("ascii"), header_bytes(value)) for name, value in request.headers),
    ]
    extensions = {"timeout": {"connect": trip.limits.connect}, "trace": trip.watch}
    return httpx.Request(request.method, url.text, headers=headers, content=request.body, extensions=extensions)


@dataclass(slots=True)
class _Trip:
    """How far one call has come."""

    url: Address
    limits: Limits
    proxied: bool
    begun: bool = False  # the first byte of the request itself is on its way

    async def watch(self, event: str, info: Mapping[str, Any]) -> None:
        """The trace of httpcore: a proxy's CONNECT is not yet the request."""
        if event == "http11.send_request_headers.started" and info["request"].method != b"CONNECT":
            self.begun = True

    async def read(self, response: httpx.Response, patience: asyncio.Timeout) -> Answer:
        """Head and a bounded body. A body that drips, never ends or breaks off leaves the status as it is."""
        head = read_head(response.status_code, response.headers.raw)
        stream = response.stream
        assert isinstance(stream, httpx.AsyncByteStream)
        body = bytearray()
        patience.reschedule(None)  # the answer is here: only its body is waited for now, and for no longer than that
        try:
            async with asyncio.timeout(min(self.limits.call_deadline, self.limits.reply_patience)):
                async for chunk in stream:
                    body += chunk
                    if len(body) > self.limits.reply_bytes:
                        return _answer(head, bytes(body[: self.limits.reply_bytes]), whole=False)
        except (httpx.TransportError, TimeoutError):
            return _answer(head, bytes(body), whole=False)
        return _answer(head, bytes(body), whole=True)

    def failed(self, fault: Exception) -> NotSent | Lost:
        host, port = self.url.where
        text = str(fault)
        if isinstance(fault, TimeoutError):
            doing = "did not answer" if self.begun else "could not be reached"
            text = f"{host} {doing} within {self.limits.call_deadline:g} s"
        elif isinstance(fault, httpx.TransportError) and not isinstance(fault, Barred):
            text = sentence(fault, host, port, self.limits, proxied=self.proxied)
        elif isinstance(fault, OSError):
            text = f"the connection to {host} broke off"
        return Lost(text) if self.begun else NotSent(text)


def _answer(head: Head, body: bytes, *, whole: bool) -> Answer:
    return Answer(head.status, body, whole, head.retry_after)
