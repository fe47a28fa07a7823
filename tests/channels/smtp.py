"""Mail servers on this machine: a real one that keeps what it gets, and one that fails at a chosen step."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from monitor.net import Background


@dataclass(slots=True)
class Inbox:
    """What a real server took; `answers` says what it says to a recipient, "" = 250."""

    answers: dict[str, str] = field(default_factory=dict)
    data_answer: str = "250 taken"
    envelopes: list[Envelope] = field(default_factory=list)
    logins: list[tuple[bytes, bytes]] = field(default_factory=list)
    port: int = 0

    async def handle_RCPT(  # noqa: N802 - the name aiosmtpd looks for
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if answer := self.answers.get(address, ""):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - as above
        if self.data_answer.startswith("250"):
            self.envelopes.append(envelope)
        return self.data_answer

    def login(self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        """Accepts a user named right, refuses anybody else."""
        assert isinstance(data, LoginPassword)
        self.logins.append((data.login, data.password))
        return AuthResult(success=data.login == b"right")

    @property
    def contents(self) -> list[bytes]:
        """Each message as it came over the wire."""
        return [bytes(e.original_content or b"") for e in self.envelopes]

    @property
    def messages(self) -> list[EmailMessage]:
        """Each message as a mail program reads it."""
        return [BytesParser(policy=default).parsebytes(content) for content in self.contents]


@contextmanager
def server(inbox: Inbox, **options: Any) -> Iterator[Inbox]:
    """A real SMTP server on a free port of this machine."""
    controller = Controller(
        inbox,
        hostname="127.0.0.1",
        port=free_port(),
        server_hostname="mail.example",  # else it asks DNS for its own name at each connection
        authenticator=inbox.login,
        auth_require_tls=False,
        **options,
    )
    controller.start()
    inbox.port = controller.port
    try:
        yield inbox
    finally:
        controller.stop()


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


HANG, HANG_UP = "hang", "hang up"


@dataclass(slots=True)
class Script:
    """Says the next answer at each step (greeting, EHLO, MAIL, RCPT, DATA, message, QUIT ...); may hang or hang up.

    Of a list each is said once, and then what is usual.
    """

    answers: Mapping[str, str | list[str]] = field(default_factory=dict)
    taken: list[bytes] = field(default_factory=list)
    connections: int = 0
    said: list[str] = field(default_factory=list)  # by the client: each line but those of messages

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One client, to its end."""
        self.connections += 1
        try:
            await self._say(writer, "greeting", "220 ready")
            while line := await reader.readline():
                self.said.append(line.decode("latin-1").strip())
                verb = self.said[-1].split(" ")[0].upper()
                await self._say(writer, verb, {"DATA": "354 go on"}.get(verb, "250 fine"))
                if verb == "STARTTLS" and "handshake" in self.answers:
                    await self._say(writer, "handshake", "")
                if verb == "DATA":
                    self.taken.append(await reader.readuntil(b"\r\n.\r\n"))
                    await self._say(writer, "message", "250 taken")
        except (ConnectionError, asyncio.IncompleteReadError, ValueError):  # ValueError: no line at all, but TLS
            pass
        finally:
            writer.close()

    async def _say(self, writer: asyncio.StreamWriter, step: str, usual: str) -> None:
        found = self.answers.get(step, usual)
        answer = (found.pop(0) if found else usual) if isinstance(found, list) else found
        if answer == HANG:
            await asyncio.Event().wait()
        if answer == HANG_UP:
            raise ConnectionError
        writer.write(answer.encode() + b"\r\n")
        await writer.drain()


@contextmanager
def scripted(script: Script) -> Iterator[int]:
    """The port of a server that follows the script."""
    background = Background(lambda: None)
    started = background.run(asyncio.start_server(script.talk, "127.0.0.1", 0))
    running = started.result(10)
    try:
        yield running.sockets[0].getsockname()[1]
    finally:
        background.run(_stop(running)).result(10)
        background.close()


async def _stop(running: asyncio.Server) -> None:
    running.close()
