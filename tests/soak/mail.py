"""A real mail server that keeps every message it accepts, and has moods: refuses for now, is slow, loses its answer."""

from __future__ import annotations

import asyncio
import random
import socket
import threading
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import SMTP as SMTP_POLICY
from typing import Any

from aiosmtpd.controller import Controller


@dataclass(frozen=True, slots=True)
class Accepted:
    """A message as it came over the wire."""

    message_id: str
    recipient: str
    raw: bytes

    @property
    def content(self) -> bytes:
        """All but the three headers that belong to one recipient and one sending."""
        head, _, body = self.raw.replace(b"\r\n", b"\n").partition(b"\n\n")
        own = (b"to:", b"date:", b"message-id:")
        kept = [line for line in head.split(b"\n") if not line.lower().startswith(own)]
        return b"\n".join(kept) + b"\n\n" + body

    def text(self) -> str:
        """The plain text part."""
        part = message_from_bytes(self.raw, policy=SMTP_POLICY).get_body(("plain",))
        return str(part.get_content()) if part is not None else ""


class Mailbox:
    """Listens on 127.0.0.1 until closed. One message in eight meets a mood, drawn from the seed."""

    def __init__(self, seed: int, moods: float = 0.125) -> None:
        self.accepted: list[Accepted] = []
        self.arrived = threading.Event()  # set by each message, before it is answered
        self.moods = {"refused": 0, "slow": 0, "unanswered": 0}
        self._share = moods
        self._random = random.Random(seed)
        self._lock = threading.Lock()
        self.port = _free_port()
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port, server_hostname="mail.example.org")
        self._controller.start()

    def calm(self) -> None:
        """No moods from now on."""
        self._share = 0.0

    def close(self) -> None:
        """Nobody listens any more."""
        self._controller.stop()

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 (aiosmtpd's name)
        mood = self._mood()
        if mood == "refused":
            return "451 4.3.0 come back later"
        raw = bytes(envelope.content)
        message_id = str(message_from_bytes(raw, policy=SMTP_POLICY)["Message-ID"])
        with self._lock:
            self.accepted += [Accepted(message_id, recipient, raw) for recipient in envelope.rcpt_tos]
        self.arrived.set()
        if mood == "slow":
            await asyncio.sleep(1.5)
        if mood == "unanswered":
            server.transport.abort()
        return "250 2.0.0 taken"

    def _mood(self) -> str:
        if self._random.random() >= self._share:
            return ""
        mood = self._random.choice(list(self.moods))
        self.moods[mood] += 1
        return mood


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
