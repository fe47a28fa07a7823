"""One handle of libcurl: a request out, its answer read as strictly as httpcore's, and nothing reached unchecked."""

from __future__ import annotations

import os
import re
import socket
import struct
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pycurl

from monitor.model.limits import MB, Limits
from monitor.net.address import Address
from monitor.net.answer import Incoming
from monitor.net.bundle import bundle
from monitor.net.curling import SUPPRESS_CONNECT_HEADERS, TIMED_OUT, sentence
from monitor.net.faults import Fault
from monitor.net.head import Head
from monitor.net.proxy import Proxy
from monitor.net.trip import Trip

_IDLE_SECONDS = 15  # enough for the pages of one feed; longer only holds memory and the server's patience
_NAME = re.compile(rb"[-!#$%&'*+.^_`|~0-9a-zA-Z]+")
_VALUE = re.compile(rb"(?:[^\x00\s]++(?:[ \t]++[^\x00\s]++)*+)?")
_UNWRITABLE = "the request could not be written: a header of this source holds characters that HTTP forbids"
_RECEIVED = struct.Struct("128xQ")  # tcpi_bytes_received of Linux's struct tcp_info
_NO_SOCKET = int(pycurl.SOCKET_BAD)
_SLACK = MB  # that may come on a connection without being part of an answer


@dataclass(frozen=True, slots=True)
class Route:
    """Where a connection may lead: checked addresses of `host`, which is the proxy's where there is one."""

    host: str
    port: int
    addresses: tuple[str, ...]
    named: bool = True  # False: `host` spells its address itself

    def entry(self) -> str:
        """For libcurl's own cache of names, which is all that it ever asks; it stays there until it is forgotten."""
        return f"{self.host}:{self.port}:{','.join(self.addresses)}"


class Line:
    """Sends one request at a time. `curl` is added to a multi handle by whoever drives it; `began` is his as well."""

    def __init__(self, limits: Limits) -> None:
        self.curl = pycurl.Curl()
        self.began = 0.0
        self.forget: Sequence[str] = ()  # what libcurl drops of its names when the next named request sets out
        self.trip: Trip | None = None
        self._limits = limits
        self._address: Address | None = None
        self._route = Route("", 0, ())
        self._answer = Incoming(limits)
        self._barred: Fault | None = None
        self._way: tuple[Proxy | None, str] | None = None
        self._seen: tuple[int, int] | None = None
        self._said: dict[int, str | int] = {}
        self._made: list[socket.socket] = []
        self._fix()

    def send(self, trip: Trip, address: Address, route: Route, proxy: Proxy | None, now: float) -> None:
        """Make the handle ready for this hop. Raises Fault where a header or a CA file cannot be used."""
        self.trip, self.began, self._address, self._route = trip, now, address, route
        self._barred = self._seen = None
        self._go(proxy, trip.way[1] if address.scheme == "https" else None)
        target = address.target
        if proxy is not None and address.scheme == "http":
            target = f"{address.origin}{target}"
        # By a proxy one connection would serve many hosts, and what one's answer leaves on it would be the next one's.
        self._set(
            pycurl.FORBID_REUSE, int(not self._limits.idle_connections or (proxy is not None and target[0] == "h"))
        )
        self._set(pycurl.URL, f"{address.origin}/")
        if route.named:  # libcurl forgets the option with each transfer
            self.curl.setopt(pycurl.RESOLVE, [*self.forget, route.entry()])
        self.forget = ()
        self._set(pycurl.TIMEOUT_MS, max(1, round(trip.left * 1000)))
        self.curl.setopt(pycurl.REQUEST_TARGET, target)
        self.curl.setopt(pycurl.HTTPHEADER, [_written(name, value) for name, value in trip.headers()])

    def _set(self, option: int, value: str | int) -> None:
        """What is often the same as last time is not said again."""
        if self._said.get(option) != value:
            self.curl.setopt(option, value)
            self._said[option] = value

    def result(self, code: int, text: str, now: float) -> tuple[Head, bytes]:
        """The answer, after the transfer has ended with `code` of libcurl.

        Raises Fault with a sentence, or TimeoutError where the deadline has passed. `trip.wire` has grown by what came.
        """
        trip, answer, address = self.trip, self._answer, self._address
        assert trip is not None
        assert address is not None
        trip.wire += answer.wire
        trip.head = answer.head
        fault = answer.fault or (self._barred if code else None)
        if fault is not None:
            raise fault
        if answer.enough:
            self.spoil()
            return answer.enough, b""
        if code and (aimed := answer.cut_short(text)):
            trip.head = aimed
            return aimed, b""
        if code and not answer.over_though(code, text):
            if code == TIMED_OUT and now - self.began >= trip.left - 0.01:
                raise TimeoutError
            raise sentence(self.curl, code, text, address, self._limits, answer, proxied=self._way_is_proxied)
        if not code and answer.spoilt:
            self.spoil()
        return answer.whole(address.shown)

    def rest(self) -> None:
        """Let go of what the last answer held."""
        self.trip = self._address = self._barred = None
        self._answer.clear()
        for each in self._made:
            each.close()
        self._made.clear()

    def flooded(self) -> bool:
        """Whether far more comes on the connection than is part of the answer; asked now and then of slow ones."""
        received = self._received()
        if received is None:
            return False
        if self._seen is None:
            self._seen = (received, self._answer.wire)
            return False
        raw, wire = received - self._seen[0], self._answer.wire - self._seen[1]
        return raw > 2 * wire + _SLACK

    @property
    def route(self) -> Route:
        """That of the last connection."""
        return self._route

    @property
    def heavy(self) -> bool:
        """Whether its answer holds memory already."""
        return self._answer.wire > self._limits.slow_bytes

    def spoil(self) -> None:
        """End the connection under the last request: what comes next on it is nobody's answer."""
        with suppress(OSError, pycurl.error), _borrowed(self.curl) as connection:
            connection.shutdown(socket.SHUT_RDWR)

    def _received(self) -> int | None:
        """Bytes that its connection has brought so far, handshakes and chunk lines included."""
        with suppress(OSError, pycurl.error, struct.error, AttributeError), _borrowed(self.curl) as connection:
            told = connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 256)
            return int(_RECEIVED.unpack_from(told)[0])
        return None

    @property
    def _way_is_proxied(self) -> bool:
        return self._way is not None and self._way[0] is not None

    def _open(self, _purpose: int, wanted: Any) -> socket.socket | int:
        """The only way to a connection: libcurl asks for it, whatever it was told before."""
        address = wanted.addr
        if not isinstance(address, tuple) or str(address[0]) not in self._route.addresses:
            self._barred = Fault("the connection would lead to an address that was not checked", refused=True)
            return _NO_SOCKET
        made = socket.socket(wanted.family, wanted.socktype, wanted.protocol)
        try:
            sys.audit("socket.connect", made, address)  # as Python's own connections say to whoever audits
        except OSError:
            made.close()
            return _NO_SOCKET
        self._made.append(made)  # libcurl works on a copy of its number; ours is closed when the answer is there
        return made

    def _fix(self) -> None:
        """What never changes. No environment, no cookies, no redirects, no second protocol, no look-ups."""
        curl, limits = self.curl, self._limits
        curl.setopt(pycurl.NOSIGNAL, 1)
        curl.setopt(pycurl.PROTOCOLS, pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS)
        curl.setopt(pycurl.HTTP_VERSION, pycurl.CURL_HTTP_VERSION_1_1)
        curl.setopt(pycurl.FOLLOWLOCATION, 0)
        curl.setopt(pycurl.HTTP09_ALLOWED, 0)
        curl.setopt(pycurl.HTTP_CONTENT_DECODING, 0)
        curl.setopt(pycurl.PATH_AS_IS, 1)
        curl.setopt(pycurl.NETRC, 0)
        curl.setopt(pycurl.NOPROXY, "")
        curl.setopt(SUPPRESS_CONNECT_HEADERS, 1)
        curl.setopt(pycurl.CONNECTTIMEOUT_MS, max(1, round(limits.connect * 1000)))
        curl.setopt(pycurl.MAXAGE_CONN, _IDLE_SECONDS)
        # It goes through all addresses that it keeps at each request: of thousands of hosts a minute, its default, that
        # cost five times as much as the request itself. What we give it stays for a second try on a new connection.
        curl.setopt(pycurl.DNS_CACHE_TIMEOUT, 0)
        curl.setopt(pycurl.SSLVERSION, pycurl.SSLVERSION_TLSv1_2)
        curl.setopt(pycurl.SSL_OPTIONS, pycurl.SSLOPT_NO_PARTIALCHAIN)
        curl.setopt(pycurl.SSL_VERIFYPEER, 1)
        curl.setopt(pycurl.SSL_VERIFYHOST, 2)
        curl.setopt(pycurl.PROXYAUTH, pycurl.HTTPAUTH_BASIC)
        curl.setopt(pycurl.OPENSOCKETFUNCTION, self._open)
        curl.setopt(pycurl.HEADERFUNCTION, self._answer.line)
        curl.setopt(pycurl.WRITEFUNCTION, self._answer.piece)

    def _go(self, proxy: Proxy | None, ca_file: str | None) -> None:
        """By this proxy, with these certificates (None = no TLS on this hop, so that they do not matter)."""
        curl = self.curl
        before, self._way = self._way, None  # what is set by halves is set again
        if before is None or before[0] != proxy:
            curl.setopt(pycurl.PROXY, proxy.url if proxy else "")
            if proxy is not None:
                curl.setopt(pycurl.PROXYUSERNAME, proxy.user.encode())
                curl.setopt(pycurl.PROXYPASSWORD, proxy.password.encode())
            else:
                curl.unsetopt(pycurl.PROXYUSERNAME)
                curl.unsetopt(pycurl.PROXYPASSWORD)
            if proxy is not None and proxy.url.startswith("https:"):
                curl.setopt(pycurl.PROXY_CAINFO, bundle())
        if ca_file is not None and (before is None or before[1] != bundle(ca_file)):
            curl.setopt(pycurl.CAINFO, bundle(ca_file))
        self._way = (proxy, bundle(ca_file) if ca_file is not None else before[1] if before else "")


@lru_cache(maxsize=1024)
def _written(name: bytes, value: bytes) -> bytes:
    """A header as libcurl takes it; one without a value ends with a semicolon there."""
    if not _NAME.fullmatch(name) or not _VALUE.fullmatch(value):
        raise Fault(_UNWRITABLE)
    return b"%s: %s" % (name, value) if value else b"%s;" % name


class _borrowed:  # noqa: N801 - reads as what it is where it is used
    """The connection under a handle, as a socket of Python's for a moment."""

    def __init__(self, curl: Any) -> None:
        number = curl.getinfo(pycurl.ACTIVESOCKET)
        if number < 0:
            raise OSError("no connection")
        self._socket = socket.socket(fileno=os.dup(number))

    def __enter__(self) -> socket.socket:
        return self._socket

    def __exit__(self, *_: object) -> None:
        self._socket.close()
