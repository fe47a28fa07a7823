"""Faults in the body of an answer: cut, endless, packed, lying."""

from __future__ import annotations

import asyncio
import gzip
import struct
import zlib
from collections.abc import Callable
from functools import cache
from typing import Any

from tests.hostile import Asked, Handler
from tests.soak.hostile.connecting import reset
from tests.soak.hostile.heads import chunk, chunked, flood
from tests.soak.hostile.scene import INTERVAL, MB, Expect, Fault, answer, head, say, sound

NOT_ASKED = ("packed in a way we did not ask for",)
DAMAGED = ("the compressed answer is damaged",)
FEED = sound("в теле")


def packed(data: bytes) -> bytes:
    """As gzip, the same at each call."""
    return gzip.compress(data, mtime=0)


@cache
def zeros(megabytes: int) -> bytes:
    """So many megabytes of nothing in one stream, the same block again and again."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    start = packer.compress(b"\0" * MB) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(b"\0" * MB) + packer.flush(zlib.Z_FULL_FLUSH)
    return start + block * (megabytes - 1) + packer.flush()


def _encoded(body: bytes, encoding: str, **more: str) -> bytes:
    return answer(body, f"Content-Encoding: {encoding}", **more)


def _bad(name: str, what: str, says: tuple[str, ...], answer_: Handler | bytes, **more: Any) -> Fault:
    expect = Expect("error", says, articles=1, etag='"good"', asked=(2, 3))
    handler = say(answer_) if isinstance(answer_, bytes) else answer_
    return Fault("body", name, what, handler, expect, primed=True, **more)


def _good(name: str, what: str, answer_: bytes, *notes: str, articles: int = 1, **more: Any) -> Fault:
    expect = Expect("new", notes, articles=articles, due=(INTERVAL, INTERVAL))
    return Fault("body", name, what, say(answer_), expect, **more)


def _lazily(make: Callable[..., bytes], *arguments: object) -> Handler:
    """An answer that is made when it is asked for: it is large."""

    async def write(_: Asked, out: asyncio.StreamWriter) -> None:
        body = make(*arguments)
        out.write(_encoded(body, "gzip"))
        await out.drain()

    return write


async def drip(_: Asked, out: asyncio.StreamWriter) -> None:
    """A byte now and then."""
    out.write(head("Content-Length: 100000").encode())
    while not out.is_closing():
        out.write(b"x")
        await out.drain()
        await asyncio.sleep(0.05)


async def slowly(_: Asked, out: asyncio.StreamWriter) -> None:
    """A sound feed in twenty pieces, within the deadline."""
    body = sound("slowly")
    out.write(head("Content-Type: text/xml", f"Content-Length: {len(body)}").encode())
    for start in range(0, len(body), len(body) // 20 + 1):
        out.write(body[start : start + len(body) // 20 + 1])
        await out.drain()
        await asyncio.sleep(0.02)


async def unchanged_and_more(_: Asked, out: asyncio.StreamWriter) -> None:
    """304 with a body, and then a reset."""
    out.write(b"HTTP/1.1 304 Not Modified\r\nContent-Length: 4000\r\n\r\n" + b"x" * 100)
    await out.drain()
    reset(out)


def members(count: int) -> bytes:
    """So many gzip members, all but the last of them empty."""
    return packed(b"") * count + packed(sound("members"))


def long_name() -> bytes:
    """gzip whose header holds a file name of 2 MB."""
    feed = sound("long name")
    raw = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = raw.compress(feed) + raw.flush()
    start = b"\x1f\x8b\x08\x08" + b"\0" * 6 + b"n" * 2 * MB + b"\0"
    return start + body + struct.pack("<II", zlib.crc32(feed), len(feed))


_WRONG_CRC = packed(FEED)[:-8] + b"\0" * 8

ROWS: tuple[Fault, ...] = (
    _bad("cut body", "fewer bytes than the head has said", ("the answer broke off after 1,204 of 9,000 bytes",),
         head('ETag: "half"', "Content-Length: 9000").encode() + b"x" * 1204, short=True),
    _bad("cut in the middle of an item", "with an ETag of its own", ("broke off after",),
         answer(sound("cut", 40), 'ETag: "half"')[:-700]),
    _bad("drip", "a byte now and then, for ever", ("had sent only",), drip, together=True, short=True),
    _bad("endless body", "no length and no end", ("the answer is larger than 8 MB",),
         flood(head("Content-Type: text/xml").encode(), b"x" * 65536), short=True),
    _bad("endless chunks", "no last one", ("the answer is larger than 8 MB",), flood(chunked(), chunk(b"x" * 65536))),
    _bad("length of a terabyte", "announced only", ("the answer is larger than 8 MB",),
         head("Content-Length: 1099511627776").encode() + b"x" * 100),
    _bad("gzip bomb", "600 kB that unpack to 600 MB", ("unpacks to more than 16 MB",), _lazily(zeros, 600), short=True),
    _bad("deflate bomb", "", ("unpacks to more than 16 MB",), _encoded(zlib.compress(b"\0" * 64 * MB, 9), "deflate")),
    _bad("bomb in members", "a hundred bombs behind each other", ("unpacks to more than 16 MB",),
         _encoded(packed(b"\0" * 2 * MB) * 100, "gzip")),
    _bad("300,000 empty members", "each of which costs a new start", ("is packed in more than",),
         _lazily(members, 300_000), short=True),
    _bad("gzip in gzip", "announced twice", NOT_ASKED, _encoded(packed(packed(FEED)), "gzip, gzip")),
    _bad("brotli", "which we did not ask for", NOT_ASKED, _encoded(b"\x0b\x02\x80", "br"), short=True),
    _bad("zstd", "which we did not ask for", NOT_ASKED, _encoded(b"\x28\xb5\x2f\xfd", "zstd")),
    _bad("compress", "which nobody sends", NOT_ASKED, _encoded(b"\x1f\x9d", "compress")),
    _bad("an encoding nobody knows", "", NOT_ASKED, _encoded(FEED, "x-evil")),
    _bad("two encodings in two headers", "gzip and br", NOT_ASKED, answer(FEED, "Content-Encoding: gzip",
         "Content-Encoding: br")),
    _bad("gzip announced, plain sent", "", DAMAGED, _encoded(FEED, "gzip")),
    _bad("deflate announced, plain sent", "", DAMAGED, _encoded(FEED, "deflate")),
    _bad("gzip cut short", "the end of the stream is missing", ("the compressed answer broke off",),
         _encoded(packed(FEED)[:-9], "gzip")),
    _bad("gzip with a wrong sum", "CRC and length do not fit", DAMAGED, _encoded(_WRONG_CRC, "gzip")),
    _bad("gzip and rubbish", "bytes behind the end of the stream", DAMAGED, _encoded(packed(FEED) + b"rubbish", "gzip")),
    _bad("206", "a part that we did not ask for", ("only a part of the answer (206",),
         answer(FEED[:99], "Content-Range: bytes 0-98/999", status="206 Partial Content"), short=True),
    _bad("204", "no content", ("the answer is empty",), head(status="204 No Content").encode()),
    _bad("200 without a body", "", ("the answer is empty",), answer(b""), short=True),
    _bad("white space only", "a megabyte of it", ("the answer is empty",), answer(b" \n" * (MB // 2))),
    _bad("NUL only", "a megabyte of them", ("the answer is empty",), answer(b"\0" * MB)),
    _bad("gzip not announced", "packed, and no word of it", ("no feed",), answer(packed(FEED))),
    _bad("a PDF file", "", ("no feed",), answer(b"%PDF-1.7\n" + bytes(range(256)) * 40, kind="application/pdf")),
    _bad("a picture", "", ("no feed",), answer(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, kind="image/png")),
    _bad("an archive", "", ("no feed",), answer(b"PK\x03\x04" + bytes(range(256)) * 40, kind="application/zip")),
    _bad("random bytes", "", ("no feed",), answer(bytes((n * 7919 + n // 3) % 256 for n in range(200_000)))),
    Fault("body", "304 and a body", "which must not be read", unchanged_and_more,
          Expect("same", articles=1, etag='"good"', due=(INTERVAL, INTERVAL)), primed=True),
    Fault("body", "304 unasked", "to the very first question", say(head(status="304 Not Modified")),
          Expect("error", ("304 Not Modified although we had asked for everything",), etag="")),
    Fault("body", "slowly, and in time", "a sound feed in twenty pieces", slowly,
          Expect("new", articles=1, due=(INTERVAL, INTERVAL))),
    _good("bytes after the end", "more than the length says", answer(sound("after")) + b"HTTP/1.1 200 OK\r\n\r\nforged"),
    _good("gzip", "as it should be", _encoded(packed(sound("gzip")), "gzip")),
    _good("gzip in two members", "as some servers write it",
          _encoded(packed(sound("two")[:99]) + packed(sound("two")[99:]), "x-gzip")),
    _good("deflate without its header", "as old servers write it", _encoded(zlib.compress(sound("bare"))[2:-4], "deflate")),
    _good("file name of 2 MB in gzip", "", _encoded(long_name(), "gzip")),
    _good("a feed called a picture", "Content-Type: image/png", answer(sound("picture"), kind="image/png")),
    _good("a feed called a download", "Content-Disposition and octets",
          answer(sound("octets"), "Content-Disposition: attachment; filename=../../etc/passwd",
                 kind="application/octet-stream")),
)  # fmt: skip
