"""The hostile server, a process of its own: `python -m tests.soak.hostile.serving PORT CANARY FOLDER`.

It says `ready` on a line, then answers each line on its input with what every address has seen, as JSON.
"""

from __future__ import annotations

import asyncio
import json
import socket
import ssl
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import trustme

from tests.hostile import Asked, Handler, Site, read_request
from tests.soak.hostile.catalogue import catalogue
from tests.soak.hostile.scene import HERE, Fault, Ground, answer, sound

_KEPT = 40  # heads of requests kept of each address
_CANARIES = ("127.0.0.1", "127.66.6.6", "127.20.0.1", "::1")
_NOT_FOUND = answer(b"", status="404 Not Found")


class Serving:
    """All faults on one port of 127.x; whoever calls a canary is counted."""

    def __init__(self, ground: Ground, folder: Path) -> None:
        HERE.ground = self.ground = ground
        self.sites: dict[str, Site] = {}
        self.canary = 0
        self._folder = folder
        self._authority = trustme.CA()
        self._authority.cert_pem.write_to_path(str(folder / "ca.pem"))
        self._held: list[socket.socket] = []

    async def open(self) -> None:
        """Listen everywhere."""
        for number, fault in enumerate(catalogue()):
            host = self.ground.host(number)
            await self._open(fault.name, host, fault)
            if fault.other:
                other = Ground.other(host)
                site = self.sites[f"{fault.name}:other"] = Site(other, self.ground.port)
                await asyncio.start_server(self._served(site, fault.other), other, self.ground.port, limit=1 << 20)
        bystander = Site("127.22.0.1", self.ground.port)
        await asyncio.start_server(self._served(bystander, _bystander), "127.22.0.1", self.ground.port)
        for host in _CANARIES:
            with suppress(OSError):  # a machine without IPv6
                await asyncio.start_server(self._trespass, host, self.ground.canary)

    async def _open(self, name: str, host: str, fault: Fault) -> None:
        site = self.sites[name] = Site(host, self.ground.port)
        if fault.raw:
            raw = fault.raw

            async def bare(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
                site.connections += 1
                with suppress(OSError, asyncio.IncompleteReadError):
                    await raw(reader, writer)
                writer.close()

            await asyncio.start_server(bare, host, self.ground.port)
        elif fault.answer:
            tls = self._certificate(fault.tls, host) if fault.tls else None
            served = self._served(site, _primed(fault), keep=fault.keep)
            await asyncio.start_server(served, host, self.ground.port, ssl=tls, limit=1 << 20)
        elif "backlog" in name:
            self._full(host)

    def _full(self, host: str) -> None:
        """A port whose queue is full: further connections are neither taken nor refused."""
        listening = socket.create_server((host, self.ground.port), backlog=0)
        self._held.append(listening)
        for _ in range(4):
            knocking = socket.socket()
            knocking.setblocking(False)
            with suppress(BlockingIOError):
                knocking.connect((host, self.ground.port))
            self._held.append(knocking)

    def _certificate(self, kind: str, host: str) -> ssl.SSLContext:
        made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        now = datetime.now(UTC)
        authority = trustme.CA() if kind == "unknown" else self._authority
        since = {"future": now + timedelta(days=30)}.get(kind, now - timedelta(days=90))
        until = {"expired": now - timedelta(days=30)}.get(kind, now + timedelta(days=90))
        name = "other.example" if kind == "wrong" else host
        authority.issue_cert(name, not_before=since, not_after=until).configure_cert(made)
        return made

    def _served(self, site: Site, handler: Handler, *, keep: bool = False) -> Callable[..., Any]:
        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            site.connections += 1
            with suppress(OSError, asyncio.IncompleteReadError, ssl.SSLError, asyncio.LimitOverrunError):
                while True:
                    asked = await read_request(reader, site)
                    site.asked.append(asked)
                    await handler(asked, writer)
                    await writer.drain()
                    if not keep:
                        break
            writer.close()

        return serve

    async def _trespass(self, _reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.canary += 1
        writer.write(answer(sound("канарейка")))
        writer.close()

    def seen(self) -> dict[str, Any]:
        """What each address was asked."""
        return {
            "canary": self.canary,
            "connections": {name: site.connections for name, site in self.sites.items()},
            "requests": {
                name: [{":path": asked.path, **asked.headers} for asked in site.asked[-_KEPT:]]
                for name, site in self.sites.items()
            },
        }


def _primed(fault: Fault) -> Handler:
    """The fault's handler, which never sees a question for robots.txt, nor the request that a primed feed answers."""
    handler = fault.answer
    assert handler
    others = 0

    async def write(asked: Asked, out: asyncio.StreamWriter) -> None:
        nonlocal others
        if asked.path == "/robots.txt" and "robots" not in fault.name:
            others += 1
            out.write(_NOT_FOUND)
            return
        number = asked.number - others
        if fault.primed and number == 1:
            out.write(answer(sound(fault.name), 'ETag: "good"'))
            return
        await handler(asked.again(number - fault.primed), out)

    return write


async def _bystander(asked: Asked, out: asyncio.StreamWriter) -> None:
    """Honest, with something new at each request."""
    out.write(answer(sound(f"Очевидец {asked.path} {asked.number}", 3)))


async def _run(ground: Ground, folder: Path) -> None:
    serving = Serving(ground, folder)
    await serving.open()
    print("ready", flush=True)
    loop = asyncio.get_running_loop()
    while await loop.run_in_executor(None, sys.stdin.readline):
        print(json.dumps(serving.seen()), flush=True)


if __name__ == "__main__":
    asyncio.run(_run(Ground(int(sys.argv[1]), int(sys.argv[2])), Path(sys.argv[3])))
