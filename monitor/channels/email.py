"""Mail over SMTP: one message a recipient."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from functools import partial
from ipaddress import ip_address
from typing import Annotated, Any, ClassVar, Literal
from urllib.parse import quote as url_quote

from pydantic import BeforeValidator, Field, ValidationError, model_validator

from monitor.channels.channel import Channel, Options, Place, Send
from monitor.channels.mime import addressed, bare, mailbox, messages
from monitor.channels.smtp import Account, Connections, Envelope
from monitor.errors import SecretMissing
from monitor.model.limits import Limits
from monitor.model.message import ChannelConfig, Digest, Letter, Outcome, Payload, Permanent, Transient
from monitor.model.source import SecretRef
from monitor.net import open_secret

URL_LENGTH = 920  # characters
Security = Literal["starttls", "tls", "none"]


def _is_secret(value: Any) -> Any:
    if value and not isinstance(value, SecretRef):
        raise ValueError("a password is never written here; write ${NAME} and give the secret NAME to the service")
    return value


class EmailOptions(Options):
    """`kind: email` under `channels:` of digests.yaml."""

    cures: ClassVar[Mapping[str, str]] = {"security": "tls (port 465) or starttls"}

    host: str = Field(min_length=1)
    sender: str = Field(description="From: `Name <user@host>`")
    port: int = Field(default=587, ge=1, le=65535)
    security: Security = "starttls"
    insecure: bool = False  # allows `security: none` to another machine
    username: str | SecretRef = ""
    password: Annotated[SecretRef | Literal[""], BeforeValidator(_is_secret)] = ""
    return_path: str = ""  # where undeliverable mail goes, "" = the sender
    unsubscribe: str = ""  # an address that takes people off the list
    unsubscribe_url: str = ""  # https, takes a POST; {recipient} and {subscription} are filled in
    list_id: str = ""  # "" = subscription and the sender's host
    ca_file: str = ""

    @model_validator(mode="after")
    def _sound(self) -> EmailOptions:
        for name in ("sender", "return_path", "unsubscribe"):
            address = getattr(self, name)
            if (address or name == "sender") and not bare(address):
                raise ValueError(f"{name} is no mail address: {address!r}")
        if len(self.unsubscribe_url.replace("{recipient}", "x" * 300)) > URL_LENGTH:
            raise ValueError(
                f"unsubscribe_url is too long: a line of a mail has room for {URL_LENGTH} characters of it"
            )
        if self.unsubscribe_url and not re.fullmatch(r"https://[!-;=?-~]+", self.unsubscribe_url):
            raise ValueError(f"unsubscribe_url is no https address: {self.unsubscribe_url!r}")
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
        ("X-Auto-Response-Suppress", "DR, RN, NRN, OOF, AutoReply"),  # what Exchange calls it; bounces are wanted
        ("Content-Language", digest.frame),
    ]
    if ways := _unsubscribing(options, digest.subscription):
        headers.append(("List-Unsubscribe", ways))
    if options.unsubscribe_url:
        headers.append(("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"))
    return messages(digest, headers)


def _unsubscribing(options: EmailOptions, subscription: str) -> str:
    """The ways off the list. A one-click address must say who leaves: `addressed` fills in the recipient."""
    name = url_quote(subscription, safe="")
    ways = [options.unsubscribe_url.replace("{subscription}", name)] if options.unsubscribe_url else []
    if options.unsubscribe:
        ways.append(f"mailto:{bare(options.unsubscribe)}?subject=unsubscribe%20{name}")
    return ", ".join(f"<{way}>" for way in ways)


async def send(letter: Letter, limits: Limits | None = None) -> Outcome:
    """One message over a connection of its own."""
    connections = Connections(limits or Limits())
    try:
        return await _send(letter, connections)
    finally:
        await connections.close()


async def login(letter: Letter) -> Outcome:
    """Whether the server is there and takes the login; nothing is sent."""
    found = _account(letter)
    return await Connections(Limits()).login(found) if isinstance(found, Account) else found


async def _send(letter: Letter, connections: Connections) -> Outcome:
    """Sent once the server has said 250 to the whole message; Unknown if it may have taken it and did not say."""
    account = _account(letter)
    if not isinstance(account, Account):
        return account
    options = EmailOptions.model_validate(dict(letter.channel.options))
    recipient, sender = bare(letter.recipient), bare(options.sender)
    if not recipient:
        return Permanent(f"{letter.recipient!r} is no mail address")
    message = addressed(letter, mailbox(letter.recipient))
    return await connections.send(account, Envelope(bare(options.return_path) or sender, sender, recipient, message))


def _account(letter: Letter) -> Account | Outcome:
    """The server and the login of the letter's channel, or why there is none."""
    try:
        options = EmailOptions.model_validate(dict(letter.channel.options))
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, e['loc']))} {e['msg']}".strip() for e in error.errors())
        return Permanent(f"the channel {letter.channel.name} is not set up: {faults}")
    try:
        username, password = open_secret(options.username), open_secret(options.password)
    except SecretMissing as error:
        return Transient(str(error))
    return Account(
        options.host, options.port, options.security, options.ca_file,
        bare(options.sender).rpartition("@")[2].strip("[]"), username, password,
    )  # fmt: skip


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
    return partial(_send, connections=Connections(place.limits))


EMAIL = Channel(render, send, EmailOptions, _placed, login)
