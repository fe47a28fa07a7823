"""A small, suspicious HTTP server: three addresses, a head of 8 kB, one request a connection, few connections at once.

Whoever dawdles is let go first: where all places are taken the oldest connection that has not asked yet gives way, so
that slow ones keep nobody out. A page in somebody's browser cannot read it by a name of its own that leads here (DNS
rebinding): `Host` is an address, a name without a dot, or one of those that the configuration lists.
"""

from __future__ import annotations

import asyncio
import errno
import ipaddress
import re
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from email.utils import formatdate
from typing import TypeVar

from monitor import log
from monitor.config import Address
from monitor.model.limits import KB
from monitor.serve.health import Health, Verdict
from monitor.serve.metrics import CONTENT_TYPE, Metrics

T = TypeVar("T")
HEAD_BYTES = 8 * KB
HEADERS = 64  # lines of a head
PLACES = 16  # connections at once
BACKLOG = 128  # connections that the system holds for us until we look
ASKING = 5.0  # seconds to ask
ANSWERING = 20.0  # seconds until the answer is taken, the store's patience included
AGAIN = 30.0  # seconds between two tries to listen
_LINE = re.compile(rb"([A-Z]{1,16}) (/[!-~]{0,1000}) HTTP/1\.([01])")
_HEADER = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}):([\t -~\x80-\xff]*)")
_PLAIN_NAME = re.compile(r"[a-z0-9_-]{1,63}")
_REASONS = {
    200: "OK", 400: "Bad Request", 404: "Not Found", 405: "Method Not Allowed", 408: "Request Timeout",
    421: "Misdirected Request", 431: "Request Header Fields Too Large", 503: "Service Unavailable",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that may be answered."""

    method: str
    path: str


class Refused(Exception):
    """A request that is not answered: the status, and a sentence."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


def understood(head: bytes, names: tuple[str, ...] = ()) -> Asked:
    """The request in a head, its last empty line included. Raises Refused for all that is not exactly one of ours."""
    lines = head.split(b"\r\n")[:-2]
    first = _LINE.fullmatch(lines[0]) if lines else None
    if first is None:
        raise Refused(400, "this is no request of HTTP/1.1")
    if len(lines) > HEADERS:
        raise Refused(431, f"a head of more than {HEADERS} lines")
    headers: dict[bytes, list[str]] = {}
    for line in lines[1:]:
        found = _HEADER.fullmatch(line)
        if found is None:
            raise Refused(400, "a line of the head is no header")
        headers.setdefault(found[1].lower(), []).append(found[2].strip().decode("latin-1"))
    if headers.get(b"content-length", ["0"]) != ["0"] or b"transfer-encoding" in headers:
        raise Refused(400, "a request with a body is not taken")
    hosts = headers.get(b"host", [])
    if len(hosts) > 1 or (not hosts and first[3] == b"1"):
        raise Refused(400, "one Host belongs into the head")
    if hosts and not known_host(hosts[0], names):
        raise Refused(421, "this name is not one of this service; listen_names of service.yaml may list it")
    return Asked(first[1].decode(), first[2].decode().partition("?")[0])


def known_host(host: str, names: tuple[str, ...] = ()) -> bool:
    """Whether a Host header names this machine as no foreign page can: by an address, or a name that is ours."""
    name = host.lower()
    if name.startswith("["):
        name, bracket, port = name[1:].partition("]")
        if not bracket or not re.fullmatch(r"(:\d{1,5})?", port):
            return False
    else:
        name, _, port = name.partition(":")
        if port and not re.fullmatch(r"\d{1,5}", port):
            return False
    try:
        return bool(ipaddress.ip_address(name))
    except ValueError:
        return bool(_PLAIN_NAME.fullmatch(name)) or name.rstrip(".") in names


def reply(status: int, body: bytes, content_type: str, now: int, *, head_only: bool = False) -> bytes:
    """A whole answer as it goes over the wire."""
    lines = [
        f"HTTP/1.1 {status} {_REASONS[status]}", f"Date: {formatdate(now, usegmt=True)}",
        f"Content-Type: {content_type}", f"Content-Length: {len(body)}", "Cache-Control: no-store",
        "X-Content-Type-Options: nosniff", "Connection: close", *(["Allow: GET, HEAD"] if status == 405 else []),
    ]  # fmt: skip
    return "\r\n".join([*lines, "", ""]).encode() + (b"" if head_only else body)


class Server:
    """Listens from a thread of its own, with one more for what reads the store; `close` ends both."""

    def __init__(self, address: Address, names: tuple[str, ...], health: Health, metrics: Metrics) -> None:
        self._address = address
        self._names = names
        self._health = health
        self._metrics = metrics
        self._reader = ThreadPoolExecutor(1, thread_name_prefix="scrape")
        self._asking: dict[asyncio.StreamWriter, None] = {}  # the oldest first
        self._open = 0
        self._waiting = 0  # for the thread that reads the store
        self._loop = asyncio.new_event_loop()
        self._stopping = asyncio.Event()
        self.port = 0  # where it listens, 0 while it does not
        self.listening = threading.Event()
        self._reader.submit(metrics.text)  # what grows is counted from now on, not from the first who asks
        self._thread = threading.Thread(target=self._run, name="serve", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """No answer is given any more; what is under way is cut."""
        self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join()
        self._reader.shutdown(wait=False, cancel_futures=True)

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._serve())

    async def _serve(self) -> None:
        problem = ""
        while not self._stopping.is_set():
            server = await self._bound()
            if isinstance(server, asyncio.Server):
                self.port = server.sockets[0].getsockname()[1]
                log.info("listening", address=str(self._address))
                self.listening.set()
                await self._stopping.wait()
                server.close()
                return
            if server != problem:
                then = f"nothing is shown there, all else goes on; tried again each {AGAIN:g} s"
                log.error("cannot listen", address=str(self._address), problem=server, then=then)
            problem = server
            await self._stopped(AGAIN)

    async def _bound(self) -> asyncio.Server | str:
        """The open server, or why it cannot be opened."""
        host, port = self._address.host, self._address.port
        try:
            return await asyncio.start_server(self._handle, host, port, limit=HEAD_BYTES, backlog=BACKLOG)
        except OSError as fault:
            return _because(fault)

    async def _stopped(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._stopping.wait()
        except TimeoutError:
            return

    async def _handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._open >= PLACES and not self._make_room():
            writer.transport.abort()
            return
        self._open += 1
        self._asking[writer] = None
        try:
            async with asyncio.timeout(ANSWERING):
                writer.write(await self._answer(reader, writer))
                await writer.drain()
                writer.write_eof()
                writer.close()
                await writer.wait_closed()
        except (TimeoutError, OSError, RuntimeError):
            pass  # whoever asked has gone, or takes nothing
        finally:
            self._asking.pop(writer, None)
            self._open -= 1
            writer.transport.abort()

    def _make_room(self) -> bool:
        """The oldest connection that has not asked yet is cut; False where all have asked."""
        oldest = next(iter(self._asking), None)
        if oldest is None:
            return False
        self._asking.pop(oldest)
        oldest.transport.abort()
        return True

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
        head_only = False
        try:
            asked = await self._ask(reader)
            self._asking.pop(writer, None)
            head_only = asked.method == "HEAD"
            status, body, content_type = await self._found(asked)
        except Refused as refused:
            status, body, content_type = refused.status, f"{refused}\n".encode(), "text/plain; charset=utf-8"
        return reply(status, body, content_type, self._metrics.now(), head_only=head_only)

    async def _ask(self, reader: asyncio.StreamReader) -> Asked:
        try:
            async with asyncio.timeout(ASKING):
                head = await reader.readuntil(b"\r\n\r\n")
        except TimeoutError:
            raise Refused(408, f"no request came within {ASKING:g} s") from None
        except asyncio.LimitOverrunError:
            raise Refused(431, f"a head of more than {HEAD_BYTES // KB} kB") from None
        except asyncio.IncompleteReadError:
            raise Refused(400, "the request broke off") from None
        return understood(head, self._names)

    async def _found(self, asked: Asked) -> tuple[int, bytes, str]:
        if asked.path not in ("/healthz", "/readyz", "/metrics"):
            raise Refused(404, "there are /healthz, /readyz and /metrics")
        if asked.method not in ("GET", "HEAD"):
            raise Refused(405, "only GET and HEAD")
        if asked.path == "/metrics":
            return 200, await self._beside(self._metrics.text), CONTENT_TYPE
        verdict: Verdict = (
            self._health.process() if asked.path == "/healthz" else await self._beside(self._health.service)
        )
        return 200 if verdict.well else 503, verdict.body, verdict.content_type

    async def _beside(self, read: Callable[[], T]) -> T:
        """What reads the store, one after the other; those who wait for it never take all places."""
        if self._waiting >= PLACES // 2:
            raise Refused(503, "too many ask at once")
        self._waiting += 1
        try:
            return await self._loop.run_in_executor(self._reader, read)
        finally:
            self._waiting -= 1


def _because(fault: OSError) -> str:
    if fault.errno == errno.EADDRINUSE:
        return "another program listens there"
    if fault.errno in (errno.EACCES, errno.EPERM):
        return "this user may not listen there; ports below 1024 are the system's"
    return fault.strerror or str(fault)
