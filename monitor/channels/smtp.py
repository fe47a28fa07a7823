"""Mail on its way to a server: connections that carry one message after another, each with an outcome of its own.

What a lost connection means is known by the step at which it was lost: before the message nothing was handed over, from
then on it may have arrived.
"""

from __future__ import annotations

import asyncio
import re
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache

import aiosmtplib

from monitor.model.limits import Limits
from monitor.model.message import Outcome, Permanent, Sent, Transient, Unknown

REFUSALS = 3
MESSAGES = 100  # over one connection; many servers end it at some such number
REST = 5.0  # seconds for which a connection waits for its next message
SHUT = 10.0  # seconds after a failed connection or login in which no other is tried
NOT_OF_THE_RECIPIENT = (503, 530, 534, 535, 538)  # a login or encryption is asked for first, whoever is named
GO_ON = 354
_LINE_ENDS = re.compile(rb"\r\n|\r|\n")
_DOTS = re.compile(rb"(?m)^\.")
_FAULTS = (aiosmtplib.SMTPException, OSError, ValueError)


@dataclass(frozen=True, slots=True)
class Account:
    """A server and how to speak to it: all its messages may go over the same connections."""

    host: str
    port: int
    security: str  # "tls", "starttls" or "none"
    ca_file: str
    name: str  # by which we introduce ourselves
    username: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Envelope:
    """`return_path` gets what cannot be delivered; where the server does not allow it, `sender` does."""

    return_path: str
    sender: str
    recipient: str
    message: bytes


@dataclass(slots=True)
class _Door:
    """The way in to one account's server.

    One connection is opened at a time, so that a thousand messages do not each wait for a server that hangs, nor get an
    account locked by a wrong password.
    """

    opening: asyncio.Lock = field(default_factory=asyncio.Lock)
    freed: asyncio.Event = field(default_factory=asyncio.Event)
    busy: int = 0  # connections that carry a message
    shut: float = 0.0  # until when, by the loop's clock
    why: Outcome = field(default_factory=lambda: Transient(""))


class Connections:
    """Connections to mail servers, for one event loop. Many messages may be sent at once, each over one of its own."""

    def __init__(self, limits: Limits, rest: float = REST) -> None:
        self._limits = limits
        self._rest = rest
        self._closing = asyncio.Event()
        self._doors: dict[Account, _Door] = {}
        self._idle: dict[_Connection, asyncio.Task[None]] = {}
        self._leaving: set[asyncio.Task[None]] = set()

    async def send(self, account: Account, envelope: Envelope) -> Outcome:
        """Sent once the server has said 250 to the whole message; Unknown if it may have taken it and did not say."""
        door = self._doors.setdefault(account, _Door())
        end = asyncio.get_running_loop().time() + before_data(self._limits)
        connection = await self._rested(account) or await self._opened(account, door, end)
        if not isinstance(connection, _Connection):
            return connection
        door.busy += 1
        try:
            outcome = await connection.carry(envelope, end)
        except BaseException:
            connection.drop()
            raise
        finally:
            door.busy -= 1
            door.freed.set()
        if connection.usable:
            self._put_by(connection)
        else:
            connection.drop()
        return outcome

    async def _opened(self, account: Account, door: _Door, end: float) -> _Connection | Outcome:
        """A new connection, or one that has come free; the outcome where there is none."""
        clock = asyncio.get_running_loop().time
        try:
            async with asyncio.timeout_at(end):
                await door.opening.acquire()
        except TimeoutError:
            return Transient(f"{account.host} could not be used while connecting: it did not answer in time")
        try:
            if found := await self._rested(account):
                return found
            if clock() >= door.shut:
                connection = _Connection(account, self._limits)
                refusal = await connection.open(end)
                if refusal is None:
                    return connection
                door.shut, door.why = clock() + SHUT, refusal
            return await self._freed(account, door, end) or door.why
        finally:
            door.opening.release()

    async def _freed(self, account: Account, door: _Door, end: float) -> _Connection | None:
        """Where others carry messages the server is there, and allows no more connections: one of them will do."""
        with suppress(TimeoutError):
            async with asyncio.timeout_at(end):
                while door.busy:
                    door.freed.clear()
                    await door.freed.wait()
                    if found := await self._rested(account):
                        return found
        return None

    async def login(self, account: Account) -> Outcome:
        """Connect, log in, say goodbye: nobody is named and nothing is sent."""
        connection = _Connection(account, self._limits)
        try:
            return await connection.look_in()
        finally:
            connection.drop()

    async def close(self) -> None:
        """Say goodbye to the servers; takes a few seconds at most."""
        self._closing.set()
        if leaving := {*self._idle.values(), *self._leaving}:
            await asyncio.wait(leaving)

    async def _rested(self, account: Account) -> _Connection | None:
        """One that is open and answers. What a server has closed meanwhile costs no message."""
        while found := next((each for each in reversed(self._idle) if each.account == account), None):
            found.resting = False
            self._idle.pop(found).cancel()
            try:
                if found.usable and await found.answers():
                    return found
            except BaseException:
                found.drop()
                raise
            found.drop()
        return None

    def _put_by(self, connection: _Connection) -> None:
        """For the next message, or to say goodbye; a task holds it, so that it ends when the loop does."""
        keep = connection.carried < MESSAGES
        connection.resting = True
        task = asyncio.get_running_loop().create_task(self._wait(connection, self._rest if keep else 0))
        if keep:
            self._idle[connection] = task
        else:
            self._leaving.add(task)
            task.add_done_callback(self._leaving.discard)

    async def _wait(self, connection: _Connection, seconds: float) -> None:
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await self._closing.wait()
            self._idle.pop(connection, None)
            await connection.leave()
        finally:
            if connection.resting:  # else it was taken up again
                connection.drop()


@dataclass(slots=True, eq=False)
class _Connection:
    """`step` is what it was doing when something went wrong; `usable` = another message may follow."""

    account: Account
    limits: Limits
    step: str = "connecting"
    carried: int = 0
    usable: bool = False
    resting: bool = False
    client: aiosmtplib.SMTP | None = None
    _transport: asyncio.BaseTransport | None = None

    async def open(self, end: float) -> Outcome | None:
        """None = it is open; else it is dropped, and the outcome says why."""
        refusal: Outcome | None = None
        try:
            async with asyncio.timeout_at(end):
                await self._open()
        except _FAULTS as error:
            refusal = self._not_begun(error)
            self.drop()
        except BaseException:
            self.drop()
            raise
        return refusal

    async def carry(self, envelope: Envelope, end: float) -> Outcome:
        """One message; all that comes before it is over by `end`, of the loop's clock."""
        client = self.client
        assert client is not None
        try:
            async with asyncio.timeout_at(end):
                await self._introduce(client, envelope)
                protocol = client.protocol
        except _FAULTS as error:
            return self._not_begun(error)
        assert protocol is not None  # it has just answered 354
        self.carried += 1
        return await self._hand_over(protocol, envelope.message)

    async def look_in(self) -> Outcome:
        """Sent = the server is there, its certificate is trusted, and it takes the login."""
        if refusal := await self.open(asyncio.get_running_loop().time() + before_data(self.limits)):
            return refusal
        await self.leave()
        login = f"takes the login of {self.account.username}" if self.account.username else "asks for no login"
        return Sent(f"{self.account.host} answers and {login}")

    async def answers(self) -> bool:
        """RSET: also forgets a recipient who was refused."""
        client = self.client
        assert client is not None
        with suppress(*_FAULTS):
            async with asyncio.timeout(self._courtesy()):
                await client.rset()
                return True
        return False

    async def leave(self) -> None:
        """QUIT is a courtesy: the messages are the server's already, whatever it says now."""
        with suppress(*_FAULTS):
            async with asyncio.timeout(self._courtesy()):
                if self.client:
                    await self.client.quit()

    def drop(self) -> None:
        """At once: a server that hangs would keep a polite farewell open."""
        self.usable = False
        if self.client:
            self._transport = self.client.transport or self._transport
            self.client.close()
        if isinstance(self._transport, asyncio.WriteTransport):
            self._transport.abort()

    def _courtesy(self) -> float:
        return min(self.limits.connect, before_data(self.limits) / 20)

    async def _open(self) -> None:
        account = self.account
        self.client = client = aiosmtplib.SMTP(
            hostname=account.host,
            port=account.port,
            use_tls=account.security == "tls",
            start_tls=account.security == "starttls",
            tls_context=None if account.security == "none" else _trust(account.ca_file),
            local_hostname=account.name,
            timeout=before_data(self.limits),
        )
        await client.connect()
        self._transport = client.transport
        if account.username or account.password:
            self.step = "logging in"
            await client.login(account.username, account.password)

    async def _introduce(self, client: aiosmtplib.SMTP, envelope: Envelope) -> None:
        self.step = "naming the sender"
        try:
            await client.mail(envelope.return_path)
        except aiosmtplib.SMTPSenderRefused as refusal:
            if refusal.code < 500 or envelope.return_path == envelope.sender:
                raise
            await client.mail(envelope.sender)  # not every server lets us write in the operator's name
        self.step = "naming the recipient"
        await client.rcpt(envelope.recipient)
        self.step = "announcing the message"
        code, answer = await client.execute_command(b"DATA")
        if code != GO_ON:
            raise aiosmtplib.SMTPDataError(code, answer)

    async def _hand_over(self, protocol: aiosmtplib.protocol.SMTPProtocol, message: bytes) -> Outcome:
        """From here on a lost answer means that the message may have arrived."""
        self.usable = False
        try:
            async with asyncio.timeout(self.limits.data_reply):
                protocol.write(_as_data(message))
                code, answer = await protocol.read_response()
        except _FAULTS as error:
            return Unknown(f"{self.account.host} took the message and did not answer: {_reason(error)}")
        self.usable = code < 600 and code != aiosmtplib.SMTPStatus.domain_unavailable
        if 200 <= code < 300:
            return Sent(answer)
        if 400 <= code < 600:
            sentence = f"{self.account.host} refused the message: {code} {answer}"
            return Transient(sentence, at_most=_at_most(code))
        self.usable = False
        return Unknown(f"{self.account.host} took the message and answered with no answer: {code} {answer}")

    def _not_begun(self, error: Exception) -> Outcome:
        host = self.account.host
        code = error.code if isinstance(error, aiosmtplib.SMTPResponseException) else 0
        begun = self.step in ("naming the sender", "naming the recipient", "announcing the message")
        self.usable = begun and 400 <= code < 600 and code != aiosmtplib.SMTPStatus.domain_unavailable
        if not isinstance(error, aiosmtplib.SMTPResponseException):
            return Transient(f"{host} could not be used while {self.step}: {_reason(error)}")
        if code < 200 or code >= 600:
            return Transient(f"{host} answered with no answer of SMTP while {self.step}: {error.message}")
        if isinstance(error, aiosmtplib.SMTPRecipientRefused) and code not in NOT_OF_THE_RECIPIENT:
            sentence = f"{host} refused the recipient: {code} {error.message}"
            return Permanent(sentence) if code >= 500 else Transient(sentence)
        if isinstance(error, aiosmtplib.SMTPDataError):
            return Transient(f"{host} refused the message: {code} {error.message}", at_most=_at_most(code))
        return Transient(f"{host} refused while {self.step}: {code} {error.message}", at_most=_at_most(code))


def before_data(limits: Limits) -> float:
    """Seconds for all that comes before a message; with `data_reply` it stays within the whole deadline."""
    return max(limits.send_deadline - limits.data_reply, 0) * 0.9 or limits.send_deadline / 2


def _at_most(code: int) -> int | None:
    """A 5xx that is not about the recipient is often a server's bad hour: three tries, then it counts."""
    return REFUSALS if code >= 500 else None


def _as_data(message: bytes) -> bytes:
    """As it goes over the wire: every line ends in CR LF, none is taken for the end but the last."""
    whole = _LINE_ENDS.sub(b"\r\n", message)
    return _DOTS.sub(b"..", whole if whole.endswith(b"\r\n") else whole + b"\r\n") + b".\r\n"


def _reason(error: BaseException) -> str:
    """What happened, in words; the library wraps the operating system's own, which says more."""
    cause = error.__cause__ or error
    if isinstance(cause, ssl.SSLCertVerificationError):
        return f"its certificate is not trusted ({cause.verify_message})"
    if isinstance(error, TimeoutError):
        return "it did not answer in time"
    return str(error) or type(error).__name__


@cache
def _trust(ca_file: str) -> ssl.SSLContext:
    """The system's authorities and those of the file. Raises ValueError."""
    context = ssl.create_default_context()
    if ca_file:
        try:
            context.load_verify_locations(cafile=ca_file)
        except OSError as error:
            message = f"the certificates of ca_file {ca_file} cannot be read: {error.strerror or error}"
            raise ValueError(message) from None
    return context
