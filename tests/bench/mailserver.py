"""A mail server (aiosmtpd) as a process: says its port, and once its input ends what arrived.

Messages, distinct Message-IDs, connections.
"""

from __future__ import annotations

import re
import socket
import sys
from typing import Any

from aiosmtpd.controller import Controller

_ID = re.compile(rb"(?m)^Message-ID: (\S+)")


class Counting:
    """Keeps no message, only what it is known by."""

    def __init__(self) -> None:
        self.arrived = 0
        self.ids: set[bytes] = set()
        self.peers: set[object] = set()

    async def handle_DATA(self, _server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 (aiosmtpd's name)
        found = _ID.search(envelope.content)
        self.arrived += len(envelope.rcpt_tos)
        self.ids.add(found[1] if found else b"")
        self.peers.add(session.peer)
        return "250 2.0.0 taken"


def main() -> None:
    """Until standard input ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    counting = Counting()
    controller = Controller(counting, hostname="127.0.0.1", port=port, server_hostname="mail.example")
    controller.start()
    print(port, flush=True)
    sys.stdin.read()
    controller.stop()
    print(counting.arrived, len(counting.ids), len(counting.peers), flush=True)


if __name__ == "__main__":
    main()
