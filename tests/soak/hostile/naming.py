"""A name server of our own, and an eye on every connection that this process makes."""

from __future__ import annotations

import errno
import ipaddress
import socket
import sys
import time
from typing import Any, Self

from tests.soak.hostile.connecting import NAMES


class Names:
    """Stands before the machine's resolver; `.test` names are its own, no other name is ever asked for outside."""

    def __init__(self) -> None:
        self._before = socket.getaddrinfo
        self.asked: dict[str, int] = {}

    def __enter__(self) -> Self:
        socket.getaddrinfo = self._look
        return self

    def __exit__(self, *_: object) -> None:
        socket.getaddrinfo = self._before

    def _look(self, host: Any, port: Any, *more: Any, **options: Any) -> Any:
        flags = options.get("flags", 0)
        if flags & socket.AI_NUMERICHOST or not isinstance(host, str) or _spelt_out(host):
            return self._before(host, port, *more, **options)
        name = host.lower().rstrip(".")
        self.asked[name] = self.asked.get(name, 0) + 1
        answer = NAMES.get(name)
        if answer == "slow":
            time.sleep(60)
        if answer == "rebinding":
            answer = ["93.184.216.34"] if self.asked[name] == 1 else ["127.0.0.1"]
        if not isinstance(answer, list) or not answer:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return [
            (socket.AF_INET6 if ":" in one else socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port))
            for one in answer
        ]


def _spelt_out(host: str) -> bool:
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True


class Eye:
    """Counts each address that this process connects to. What is not loopback is stopped, and never leaves."""

    def __init__(self) -> None:
        self.seen: dict[tuple[str, int], int] = {}
        self.open = True
        sys.addaudithook(self._watch)  # for good: Python takes none away

    def close(self) -> None:
        """See nothing any more."""
        self.open = False

    def _watch(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event != "socket.connect" or not self.open or not isinstance(arguments[1], tuple):
            return
        host, port = str(arguments[1][0]), int(arguments[1][1])
        self.seen[host, port] = self.seen.get((host, port), 0) + 1
        if not ipaddress.ip_address(host.partition("%")[0]).is_loopback:
            raise OSError(errno.ENETUNREACH, "Network is unreachable")
