"""Faults before an answer begins: names, sockets, TLS."""

from __future__ import annotations

import asyncio
import socket
import struct
from typing import Any

from tests.hostile import Asked
from tests.soak.hostile.scene import INTERVAL, Expect, Fault, Raw, head, say, sound

BROKE = ("broke off",)
NOT_PUBLIC = ("is not public",)
# The fake name server of the run (naming.py) answers these.
NAMES = {
    "missing.test": None,
    "slow.test": "slow",
    "none.test": [],
    "inner.test": ["10.0.0.5"],
    "mixed.test": ["93.184.216.34", "127.0.0.1"],
    "mixed-six.test": ["2606:2800:220:1::1", "::1"],
    "mapped.test": ["::ffff:127.0.0.1"],
    "metadata.test": ["169.254.169.254"],
    "unspecified.test": ["0.0.0.0"],
    "compatible.test": ["::7f00:1"],
    "zone.test": ["fe80::1%lo"],
    "dead.test": ["93.184.216.34"] * 50,
    "rebinding-too.test": "rebinding",
    "rebinding.test": "rebinding",  # public at the first question, loopback at every later one
}


def reset(out: asyncio.StreamWriter) -> None:
    """RST instead of an orderly end."""
    out.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    out.transport.abort()


def after(*pieces: bytes, rest: float = 0.0) -> Raw:
    """Reads the request, writes these pieces and then resets."""

    async def write(reader: asyncio.StreamReader, out: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        for piece in pieces:
            out.write(piece)
            await out.drain()
            await asyncio.sleep(0.05)
        await asyncio.sleep(rest)
        reset(out)

    return write


async def reset_at_once(_: asyncio.StreamReader, out: asyncio.StreamWriter) -> None:
    """Before the request was read."""
    reset(out)


async def silent(_: asyncio.StreamReader, out: asyncio.StreamWriter) -> None:
    """Takes the connection and nothing else."""
    await asyncio.sleep(120)
    out.close()


async def greets(reader: asyncio.StreamReader, out: asyncio.StreamWriter) -> None:
    """A mail server, which speaks first."""
    out.write(b"220 mail.example ESMTP\r\n\r\n")
    await out.drain()
    await reader.read(65536)


async def closes(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
    """Reads the request and leaves."""
    await reader.readuntil(b"\r\n\r\n")


async def garbage(reader: asyncio.StreamReader, out: asyncio.StreamWriter) -> None:
    """Bytes that are no text, without end."""
    await reader.readuntil(b"\r\n\r\n")
    while True:
        out.write(bytes(range(128, 256)) * 512)
        await out.drain()


async def tls_alert(reader: asyncio.StreamReader, out: asyncio.StreamWriter) -> None:
    """A TLS server's answer to plain HTTP."""
    await reader.read(65536)
    out.write(b"\x15\x03\x01\x00\x02\x02\x46")


async def cut_hello(reader: asyncio.StreamReader, out: asyncio.StreamWriter) -> None:
    """Half of a handshake."""
    await reader.read(65536)
    out.write(b"\x16\x03\x03\x00\x7a\x02\x00\x00\x76\x03\x03")


async def reset_hello(reader: asyncio.StreamReader, out: asyncio.StreamWriter) -> None:
    """RST in the handshake."""
    await reader.read(65536)
    reset(out)


async def without_length(_: Asked, out: asyncio.StreamWriter) -> None:
    """Over TLS, no length, and no farewell of TLS: somebody may have cut it."""
    out.write(head("Content-Type: text/xml", 'ETag: "half"').encode() + sound("cut TLS", 3)[:-400])
    await out.drain()
    out.transport.abort()


def _row(name: str, what: str, says: tuple[str, ...], **more: Any) -> Fault:
    expect = Expect("error", says, asked=(0, 9))
    return Fault("connection", name, what, None, expect, **more)


def _tls(name: str, what: str, says: tuple[str, ...], kind: str, **more: Any) -> Fault:
    expect = Expect("error", says, asked=(0, 9))
    return Fault("connection", name, what, say(b""), expect, tls=kind, url="https://{host}:{port}/feed", **more)


def _named(name: str, what: str, says: tuple[str, ...], host: str, **more: Any) -> Fault:
    return _row(name, what, says, url=f"http://{host}:{{canary}}/feed", **more)


ROWS: tuple[Fault, ...] = (
    _row("refused", "nobody listens", ("the connection was refused by {host} on port",), short=True),
    _row("backlog full", "its queue of connections is full: neither taken nor refused",
         ("could not be reached within",), together=True),
    _row("closed at once", "reads the request and leaves", ("closed the connection without an answer",), raw=closes),
    _row("reset at once", "RST before the request was read", ("{host}",), raw=reset_at_once),
    _row("reset after the request", "RST instead of an answer", BROKE, raw=after(), short=True),
    _row("reset in the head", "RST in the middle of the head", BROKE, raw=after(b"HTTP/1.1 200 OK\r\nServ")),
    _row("reset in the body", "RST in the middle of the body", ("broke off after 4 of 900 bytes",),
         raw=after(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n<rss")),
    _row("silence", "takes the connection and says nothing", ("did not answer within",), raw=silent, together=True,
         short=True),
    _row("mail server", "greets like a mail server", ("is not correct HTTP",), raw=greets),
    _row("garbage without end", "bytes that are no text, for ever", ("answer",), raw=garbage),
    _row("TLS where none was asked", "answers with a TLS alert", ("is not correct HTTP",), raw=tls_alert),
    _row("HTTP/2 at once", "answers with frames of HTTP/2", ("is not correct HTTP",),
         raw=after(b"\x00\x00\x12\x04\x00\x00\x00\x00\x00" + b"\0" * 18, rest=0.2)),
    _tls("plain text on the TLS port", "speaks HTTP where TLS was asked", ("no TLS connection",), "", raw=greets,
         short=True),
    _tls("TLS without a word", "never answers the handshake", ("could not be reached within",), "", raw=silent,
         together=True),
    _tls("TLS cut short", "half of a handshake, then the end", ("could not be reached",), "", raw=cut_hello),
    _tls("TLS reset", "RST in the handshake", ("could not be reached",), "", raw=reset_hello),
    _tls("TLS wrong name", "a certificate for another name", ("is not trusted", "mismatch"), "wrong"),
    _tls("TLS expired", "a certificate that has expired", ("is not trusted", "expired"), "expired"),
    _tls("TLS not yet valid", "a certificate of next month", ("is not trusted", "not yet valid"), "future"),
    _tls("TLS unknown authority", "a certificate that nobody we know has signed", ("is not trusted",), "unknown"),
    Fault("connection", "TLS truncated", "no length, and cut without TLS's farewell", without_length,
          Expect("new", ("not well-formed",), articles=1, etag="", due=(INTERVAL, INTERVAL)), tls="good", url="https://{host}:{port}/feed"),
    _named("name not found", "its name does not exist", ("could not be found",), "missing.test", short=True),
    _named("name without an address", "the name server knows the name and no address", ("could not be found",),
           "none.test"),
    _named("name server that hangs", "the look-up never ends", ("could not be reached within",), "slow.test",
           together=True),
    _named("name leads inside", "its name has a private address", NOT_PUBLIC, "inner.test", short=True),
    _named("one inner address of two", "public and loopback in one answer", NOT_PUBLIC, "mixed.test", short=True),
    _named("one inner address of two, IPv6", "public and ::1 in one answer", NOT_PUBLIC, "mixed-six.test"),
    _named("name leads to a mapped address", "::ffff:127.0.0.1", NOT_PUBLIC, "mapped.test"),
    _named("name leads to the metadata service", "169.254.169.254", NOT_PUBLIC, "metadata.test"),
    _named("name leads to 0.0.0.0", "which is this machine", NOT_PUBLIC, "unspecified.test"),
    _named("name leads to a compatible address", "::127.0.0.1", NOT_PUBLIC, "compatible.test"),
    _named("name leads to an address with a zone", "fe80::1%lo", NOT_PUBLIC, "zone.test"),
    _named("fifty dead addresses", "a name with fifty addresses, none of which answers", ("could not be reached",),
           "dead.test"),
    _named("rebinding", "public when it is checked, loopback when it is asked again", ("could not be reached",),
           "rebinding.test", short=True),
)  # fmt: skip
