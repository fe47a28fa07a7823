"""Servers on this machine that fail in every way and say back what they were told."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import cycle
from typing import Any
from urllib.parse import quote

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.channels.smtp import Inbox, free_port, server
from tests.hostile import Asked, Handler, Hostile, Site


def told(asked: Asked) -> str:
    """All that a server was told of us, on one line: path and headers, as they came and undone."""
    said = [asked.path]
    for value in asked.headers.values():
        said.append(value)
        scheme, _, word = value.partition(" ")
        if scheme == "Basic":
            try:
                said.append(base64.b64decode(word, validate=True).decode("latin-1"))
            except ValueError:
                continue
    return " ".join(said).encode("ascii", "replace").decode("ascii")


def quoted(asked: Asked) -> str:
    """The same as a part of an address."""
    return quote(told(asked), safe="")


def says(status: str, *headers: str, body: str = "") -> Handler:
    """An answer in which `{told}` and `{quoted}` are what it was told."""

    async def write(asked: Asked, out: asyncio.StreamWriter) -> None:
        def filled(text: str) -> str:
            return text.replace("{told}", told(asked)).replace("{quoted}", quoted(asked))

        data = filled(body or "{told}").encode()
        lines = [f"HTTP/1.1 {filled(status)}", *map(filled, headers), f"Content-Length: {len(data)}", "", ""]
        out.write("\r\n".join(lines).encode("latin-1", "replace") + data)

    return write


async def not_http(asked: Asked, out: asyncio.StreamWriter) -> None:
    """Something else listens there, and repeats what it hears."""
    out.write(told(asked).encode() + b"\r\n\r\n")


async def closes(_asked: Asked, _out: asyncio.StreamWriter) -> None:
    """No answer at all."""


async def breaks_off(asked: Asked, out: asyncio.StreamWriter) -> None:
    """An answer that is cut."""
    out.write(b"HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n" + told(asked).encode())


FAULTS: dict[str, Handler] = {
    "400": says("400 {told}"),
    "401": says("401 Unauthorized", 'WWW-Authenticate: Basic realm="{told}"'),
    "403": says("403 Forbidden", "Set-Cookie: x={quoted}"),
    "404": says("404 Not Found", "Content-Type: text/plain; x={quoted}"),
    "410": says("410 Gone"),
    "429": says("429 Too Many Requests", "Retry-After: 60", body='{"message": "{told}"}'),
    "500": says("500 {told}", body='{"error": "{told}", "errcode": "{told}", "description": "{told}"}'),
    "no feed": says("200 OK", "Content-Type: text/html", body="<html>{told}</html>"),
    "validators": says("304 Not Modified", 'ETag: "{told}"'),
    "redirect elsewhere": says("302 Found", "Location: http://10.0.0.1/{quoted}"),
    "redirect no http": says("301 Moved", "Location: ftp://{quoted}/"),
    "redirect in circles": says("302 Found", "Location: /{quoted}"),
    "not HTTP": not_http,
    "closes": closes,
    "breaks off": breaks_off,
}


def moved_for_good(feed: bytes) -> Handler:
    """A lasting redirect to an address with what it was told in it; there a sound feed, and validators that tell, too."""
    there = says("200 OK", "Content-Type: application/rss+xml", 'ETag: "{told}"', body=feed.decode())
    first = says("301 Moved Permanently", "Location: /there?key={quoted}")

    async def write(asked: Asked, out: asyncio.StreamWriter) -> None:
        await (there if asked.path.startswith("/there") else first)(asked, out)

    return write


def in_turn(*names: str) -> Handler:
    """One fault after the other."""
    turn = cycle([FAULTS[name] for name in names])

    async def write(asked: Asked, out: asyncio.StreamWriter) -> None:
        if length := int(asked.headers.get("content-length", "0")):
            await asked.reader.readexactly(length)
        await next(turn)(asked, out)

    return write


class Talkative(Inbox):
    """A mail server that refuses a login and repeats it."""

    def login(self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        assert isinstance(data, LoginPassword)
        self.logins.append((data.login, data.password))
        plain = b"\0" + data.login + b"\0" + data.password
        words = (data.login, data.password, base64.b64encode(data.password), base64.b64encode(plain))
        line = b"535 5.7.8 wrong: " + b" ".join(words)
        return AuthResult(success=False, handled=False, message=line.decode("ascii", "replace"))


@dataclass
class Servers:
    """`sites`: by the name of a fault or of a kind of channel."""

    sites: dict[str, Site]
    inbox: Inbox
    dead: int

    @property
    def mail(self) -> int:
        """The port of the mail server."""
        return self.inbox.port

    @property
    def allow(self) -> list[str]:
        """As `network: allow:` of sources.yaml has them."""
        pairs = [site.pair for site in self.sites.values()]
        return [f"{host}:{port}" for host, port in [*pairs, ("127.0.0.1", self.dead)]]


@contextmanager
def servers(feed: bytes) -> Iterator[Servers]:
    """All of them, until the end."""
    with ExitStack() as stack:
        hostile = Hostile()
        stack.callback(hostile.close)
        sites = {name: hostile.open(handler) for name, handler in FAULTS.items()}
        sites["bad tls"] = hostile.open(closes, greeting=b"HTTP/1.1 400 Bad Request\r\n\r\n")
        sites["moved"] = hostile.open(moved_for_good(feed))
        sites["proxy"] = hostile.open(in_turn("400", "500", "closes", "not HTTP"))
        for kind in ("slack", "slack-token", "telegram", "discord", "matrix", "webhook", "apprise", "beat"):
            sites[kind] = hostile.open(in_turn("500", "401", "breaks off", "redirect elsewhere", "no feed", "404"))
        yield Servers(sites, stack.enter_context(server(Talkative())), free_port())
