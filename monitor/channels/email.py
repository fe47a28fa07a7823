"""Mail over SMTP: one message and one connection a recipient."""

from __future__ import annotations

import asyncio
import hashlib
import re
import ssl
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, partial
from ipaddress import ip_address
from typing import Annotated, Any, Literal

import aiosmtplib
from pydantic import BeforeValidator, Field, ValidationError, model_validator

from monitor.channels.channel import Channel, Options, Place, Send
from monitor.channels.mime import addressed, bare, mailbox, messages
from monitor.errors import SecretMissing
from monitor.model.limits import Limits
from monitor.model.message import ChannelConfig, Digest, Letter, Outcome, Payload, Permanent, Sent, Transient, Unknown
from monitor.model.source import SecretRef
from monitor.net import open_secret

REFUSALS = 3
Security = Literal["starttls", "tls", "none"]


def _is_secret(value: Any) -> Any:
    if value and not isinstance(value, SecretRef):
        raise ValueError("a password is never written here; write ${NAME} and give the secret NAME to the service")
    return value


class EmailOptions(Options):
    """`kind: email` under `channels:` of digests.yaml."""

    host: str = Field(min_length=1)
    sender: str = Field(description="From: `Name <user@host>`")
    port: int = Field(default=587, ge=1, le=65535)
    security: Security = "starttls"
    insecure: bool = False  # allows `security: none` to another machine
    username: str | SecretRef = ""
    password: Annotated[SecretRef | Literal[""], BeforeValidator(_is_secret)] = ""
    return_path: str = ""  # where undeliverable mail goes, "" = the sender
    unsubscribe: str = ""  # an address that takes people off the list
    list_id: str = ""  # "" = subscription and the sender's host
    ca_file: str = ""

    @model_validator(mode="after")
    def _sound(self) -> EmailOptions:
        for name in ("sender", "return_path", "unsubscribe"):
            address = getattr(self, name)
            if (address or name == "sender") and not bare(address):
                raise ValueError(f"{name} is no mail address: {address!r}")
        if self.security == "none" and not self.insecure and not _is_loopback(self.host):
            raise ValueError(f"mail to {self.host} would go unencrypted; say security: starttls, or insecure: true")
        return self


def render(digest: Digest, config: ChannelConfig) -> tuple[Payload, ...]:
    """multipart/alternative messages of at most 100 KB of text and HTML, without anything of a recipient's."""
    options = EmailOptions.model_validate(dict(config.options))
    host = bare(options.sender).rpartition("@")[2]
    headers = [
        ("From", mailbox(options.sender)),
        ("List-Id", f"<{options.list_id or _label(digest.subscription) + '.' + host}>"),
        ("Auto-Submitted", "auto-generated"),
        ("Content-Language", "en"),
    ]
    if options.unsubscribe:
        headers.append(("List-Unsubscribe", f"<mailto:{bare(options.unsubscribe)}?subject=unsubscribe>"))
    return messages(digest, headers)


async def send(letter: Letter, limits: Limits | None = None) -> Outcome:
    """Sent once the server has said 250 to the whole message; Unknown if it may have taken it and did not say."""
    try:
        options = EmailOptions.model_validate(dict(letter.channel.options))
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, e['loc']))} {e['msg']}".strip() for e in error.errors())
        return Permanent(f"the channel {letter.channel.name} is not set up: {faults}")
    recipient = bare(letter.recipient)
    if not recipient:
        return Permanent(f"{letter.recipient!r} is no mail address")
    try:
        login = (open_secret(options.username), open_secret(options.password))
    except SecretMissing as error:
        return Transient(str(error))
    message = addressed(letter, mailbox(letter.recipient))
    return await _Session(options, login, limits or Limits()).deliver(recipient, message)


@dataclass(slots=True)
class _Session:
    """One connection; `step` is what it was doing when something went wrong."""

    options: EmailOptions
    login: tuple[str, str]
    limits: Limits
    step: str = "connecting"

    async def deliver(self, recipient: str, message: bytes) -> Outcome:
        client = self._client()
        transport = None
        try:
            async with asyncio.timeout(self._before_data()):
                await client.connect()
                transport = client.transport
                await self._introduce(client, recipient)
            return await self._hand_over(client, message)
        except (aiosmtplib.SMTPException, OSError, ValueError) as error:
            return self._not_begun(error)
        finally:
            client.close()
            if isinstance(
                transport, asyncio.WriteTransport
            ):  # at once: a server that hangs would keep a polite farewell open
                transport.abort()

    def _client(self) -> aiosmtplib.SMTP:
        options = self.options
        return aiosmtplib.SMTP(
            hostname=options.host,
            port=options.port,
            use_tls=options.security == "tls",
            start_tls=options.security == "starttls",
            tls_context=None if options.security == "none" else _trust(options.ca_file),
            local_hostname=bare(options.sender).rpartition("@")[2].strip("[]"),
            timeout=self._before_data(),
        )

    def _before_data(self) -> float:
        """Seconds for all that comes before the message; with `data_reply` it stays within the whole deadline."""
        return max(self.limits.send_deadline - self.limits.data_reply, 0) * 0.95 or self.limits.send_deadline / 2

    async def _introduce(self, client: aiosmtplib.SMTP, recipient: str) -> None:
        username, password = self.login
        if username or password:
            self.step = "logging in"
            await client.login(username, password)
        self.step = "naming the sender"
        await client.mail(bare(self.options.return_path) or bare(self.options.sender))
        self.step = "naming the recipient"
        await client.rcpt(recipient)

    async def _hand_over(self, client: aiosmtplib.SMTP, message: bytes) -> Outcome:
        """From here on a lost answer means that the message may have arrived."""
        try:
            async with asyncio.timeout(self.limits.data_reply):
                _, answer = await client.data(message, timeout=self.limits.data_reply)
        except aiosmtplib.SMTPDataError as error:
            sentence = f"{self.options.host} refused the message: {error.code} {error.message}"
            return Transient(sentence, at_most=_at_most(error))
        except (aiosmtplib.SMTPException, OSError) as error:
            return Unknown(f"{self.options.host} took the message and did not answer: {_reason(error)}")
        await self._leave(client)
        return Sent(answer)

    def _not_begun(self, error: Exception) -> Outcome:
        host = self.options.host
        if isinstance(error, aiosmtplib.SMTPRecipientRefused):
            sentence = f"{host} refused the recipient: {error.code} {error.message}"
            return Permanent(sentence) if error.code >= 500 else Transient(sentence)
        if isinstance(error, aiosmtplib.SMTPResponseException):
            sentence = f"{host} refused while {self.step}: {error.code} {error.message}"
            return Transient(sentence, at_most=_at_most(error))
        return Transient(f"{host} could not be used while {self.step}: {_reason(error)}")

    async def _leave(self, client: aiosmtplib.SMTP) -> None:
        """QUIT is a courtesy: the message is the server's already, whatever it says now."""
        with suppress(aiosmtplib.SMTPException, OSError):
            async with asyncio.timeout(min(self.limits.connect, self.limits.send_deadline / 20)):
                await client.quit()


def _at_most(error: aiosmtplib.SMTPResponseException) -> int | None:
    """A 5xx that is not about the recipient is often a server's bad hour: three tries, then it counts."""
    return REFUSALS if error.code >= 500 else None


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
    """The system's authorities and those of the file."""
    context = ssl.create_default_context()
    if ca_file:
        context.load_verify_locations(cafile=ca_file)
    return context


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _label(subscription: str) -> str:
    """The subscription's id as a label of List-Id; one that loses letters on the way gets a digest of itself."""
    label = re.sub(r"[^A-Za-z0-9-]+", "-", subscription).strip("-")
    tag = hashlib.sha256(subscription.encode()).hexdigest()[:8]
    return label if label == subscription else f"{label}-{tag}".strip("-")


def _placed(place: Place) -> Send:
    return partial(send, limits=place.limits)


EMAIL = Channel(render, send, EmailOptions, _placed)
