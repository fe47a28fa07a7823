"""Faults in the head of an answer, and in how its body is framed."""

from __future__ import annotations

import asyncio
from typing import Any

from tests.hostile import Asked, Handler
from tests.soak.hostile.scene import INTERVAL, MB, Expect, Fault, answer, head, say, sound

WRONG = ("is not correct HTTP",)
TOO_LARGE = ("the head of the answer is larger than 64 kB",)
LATE = ("did not answer within",)
FEED = sound("после головы")


def flood(start: bytes, piece: bytes, pause: float = 0.0) -> Handler:
    """This, and then the piece for ever, as fast as it is taken or with a pause."""

    async def write(_: Asked, out: asyncio.StreamWriter) -> None:
        out.write(start)
        while not out.is_closing():
            out.write(piece)
            await out.drain()
            await asyncio.sleep(pause)

    return write


def chunked(*lines: bytes, extra: str = "") -> bytes:
    """An answer in chunks, framed as given."""
    return head("Content-Type: text/xml", "Transfer-Encoding: chunked", *filter(None, (extra,))).encode() + b"".join(
        lines
    )


def chunk(data: bytes) -> bytes:
    """One chunk as it should be."""
    return b"%x\r\n%s\r\n" % (len(data), data)


def _bad(name: str, what: str, says: tuple[str, ...], answer_: Handler | bytes, **more: Any) -> Fault:
    """The feed was sound; now it fails, and nothing that is known of it is lost."""
    expect = Expect("error", says, articles=1, etag='"good"', asked=(2, 3))
    handler = say(answer_) if isinstance(answer_, bytes) else answer_
    return Fault("head", name, what, handler, expect, primed=True, **more)


def _good(name: str, what: str, answer_: Handler | bytes, **more: Any) -> Fault:
    handler = say(answer_) if isinstance(answer_, bytes) else answer_
    expect = Expect("new", articles=1, due=(INTERVAL, INTERVAL))
    return Fault("head", name, what, handler, expect, **more)


def _with(*lines: str, status: str = "200 OK", name: str) -> bytes:
    return answer(sound(name), *lines, status=status)


def _lengths(*values: str) -> bytes:
    return head("Content-Type: text/xml", *(f"Content-Length: {value}" for value in values)).encode() + FEED


ROWS: tuple[Fault, ...] = (
    _bad("endless head, slowly", "a header line now and then, for ever", LATE,
         flood(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n", 0.02), together=True, short=True),
    _bad("endless head, quickly", "header lines as fast as they are taken", TOO_LARGE,
         flood(b"HTTP/1.1 200 OK\r\n", b"X-Pad: 12345678\r\n" * 500), short=True),
    _bad("one endless header", "a header line without end", TOO_LARGE, flood(b"HTTP/1.1 200 OK\r\nX: ", b"x" * 65536)),
    _bad("header of 5 MB", "one line of five million bytes", TOO_LARGE,
         b"HTTP/1.1 200 OK\r\nX: " + b"x" * 5 * MB + b"\r\n\r\n"),
    _bad("ten thousand headers", "each of them short", TOO_LARGE,
         b"HTTP/1.1 200 OK\r\n" + b"X-Pad: 12345678\r\n" * 10_000 + b"\r\n"),
    _bad("NUL in a header's name", "", WRONG, b"HTTP/1.1 200 OK\r\nX\0Y: 1\r\nContent-Length: 0\r\n\r\n"),
    _bad("NUL in a header's value", "", WRONG, b"HTTP/1.1 200 OK\r\nX: 1\0\r\nContent-Length: 0\r\n\r\n"),
    _bad("header of blanks", "60 kB of them, and then what no header holds", WRONG,
         b"HTTP/1.1 200 OK\r\nX:" + b" " * 60_000 + b"\v\r\nContent-Length: 0\r\n\r\n"),
    _bad("header without a colon", "", WRONG, b"HTTP/1.1 200 OK\r\nnonsense\r\nContent-Length: 0\r\n\r\n"),
    _bad("blank before the colon", "a known way to smuggle", WRONG,
         b"HTTP/1.1 200 OK\r\nContent-Length : 3\r\n\r\nabc"),
    _bad("status that is no number", "", WRONG, b"HTTP/1.1 OK\r\nContent-Length: 0\r\n\r\n"),
    _bad("status 000", "", WRONG, b"HTTP/1.1 000 Zero\r\nContent-Length: 0\r\n\r\n"),
    _bad("status 799", "a number nobody knows", ("799, which is no status we know",),
         b"HTTP/1.1 799 Whatever\r\nContent-Length: 0\r\n\r\n"),
    _bad("status of four digits", "", WRONG, b"HTTP/1.1 2000 OK\r\nContent-Length: 0\r\n\r\n"),
    _bad("HTTP/9.9", "a version nobody knows", WRONG, b"HTTP/9.9.9 200 OK\r\nContent-Length: 0\r\n\r\n"),
    _bad("HTTP/0.9", "a body and no head", WRONG, FEED[:400] + b"\r\n\r\n"),
    _bad("reason of 70 kB", "the status line alone is too long", TOO_LARGE,
         b"HTTP/1.1 200 " + b"O" * 70_000 + b"\r\nContent-Length: 0\r\n\r\n"),
    _bad("endless 100 Continue, slowly", "never the answer itself", LATE,
         flood(b"", b"HTTP/1.1 100 Continue\r\n\r\n", 0.05), together=True),
    _bad("endless 103 Early Hints, quickly", "as fast as they are taken", TOO_LARGE,
         flood(b"", b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" * 500), short=True),
    _bad("101 Switching Protocols", "to what we never asked for", WRONG,
         b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n"),
    _bad("two lengths", "3 and 4", WRONG, _lengths("3", "4"), short=True),
    _bad("negative length", "", WRONG, _lengths("-1")),
    _bad("length with a plus", "", WRONG, _lengths("+5")),
    _bad("length in hexadecimal", "", WRONG, _lengths("0x20")),
    _bad("length beyond all numbers", "thirty digits", ("is larger than 8 MB",), _lengths("9" * 19)),
    _bad("length of forty digits", "", WRONG, _lengths("9" * 40)),
    _bad("length and chunks", "two statements of one length", ("states its length in two ways",),
         head("Content-Length: 4", "Transfer-Encoding: chunked").encode() + b"4\r\n<rss\r\n0\r\n\r\n"),
    _bad("chunks packed with gzip", "Transfer-Encoding: gzip, chunked", WRONG,
         head("Transfer-Encoding: gzip, chunked").encode() + b"0\r\n\r\n"),
    _bad("unknown transfer encoding", "Transfer-Encoding: xchunked", WRONG,
         head("Transfer-Encoding: xchunked").encode() + b"0\r\n\r\n"),
    _bad("chunk size that is no number", "zz", WRONG, chunked(b"zz\r\n<rss\r\n0\r\n\r\n"), short=True),
    _bad("negative chunk size", "-1", WRONG, chunked(b"-1\r\n<rss\r\n0\r\n\r\n")),
    _bad("chunk size beyond all numbers", "FFFFFFFFFFFFFFFF: waited for in vain, or refused", ("the answer",), chunked(b"FFFFFFFFFFFFFFFF\r\n<rss")),
    _bad("chunk without its end", "the line feed after a chunk is missing", WRONG, chunked(b"4\r\n<rssXX0\r\n\r\n")),
    _bad("no last chunk", "the end never comes", ("broke off after 4 bytes",), chunked(b"4\r\n<rss\r\n")),
    _bad("endless chunk extension", "a chunk's line without end", WRONG,
         flood(chunked(b"4;x="), b"y" * 65536)),
    _bad("endless trailers", "header lines behind the last chunk, for ever", WRONG,
         flood(chunked(chunk(FEED), b"0\r\n"), b"X-Trailer: 1\r\n" * 500)),
    _bad("a byte a chunk", "millions of chunks of one byte", ("cut into pieces too small",),
         flood(chunked(), b"1\r\nx\r\n" * 10_000), short=True),
    _good("folded header", "a line that begins with a blank",
          b"HTTP/1.1 200 OK\r\nX-Long: one\r\n two\r\n" + f"Content-Length: {len(sound('fold'))}\r\n\r\n".encode() + sound("fold")),
    _good("no reason", "a status line of a version and a number",
          f"HTTP/1.1 200\r\nContent-Length: {len(sound('reason'))}\r\n\r\n".encode() + sound("reason")),
    _good("HTTP/1.0", "no length: the end of the connection is the end",
          b"HTTP/1.0 200 OK\r\nContent-Type: text/xml\r\n\r\n" + sound("old")),
    _good("100 Continue first", "and then the answer", b"HTTP/1.1 100 Continue\r\n\r\n" + _with(name="100")),
    _good("the same length twice", "", head("Content-Type: text/xml", f"Content-Length: {len(sound('twice'))}",
          f"Content-Length: {len(sound('twice'))}").encode() + sound("twice")),
    _good("60 kB of cookies", "within the limit of a head",
          _with(*(f"Set-Cookie: {n}={'c' * 1000}" for n in range(55)), name="cookies")),
    _good("content type of 30 kB", "", head(f"Content-Type: text/xml; x={'y' * 30_000}",
          f"Content-Length: {len(sound('kind'))}").encode() + sound("kind")),
    _good("trailers", "a header behind the last chunk", chunked(chunk(sound("trailer")), b'0\r\nETag: "forged"\r\n\r\n')),
    _good("chunk extensions", "which nobody needs to understand",
          chunked(b"%x;name=value\r\n%s\r\n0\r\n\r\n" % (len(sound("extension")), sound("extension")))),
    _good("a date of the year 9999", "Date, Expires and Last-Modified far away",
          _with("Date: Fri, 31 Dec 9999 23:59:59 GMT", "Expires: Fri, 31 Dec 9999 23:59:59 GMT", name="9999")),
    _good("a date that is none", "", _with("Date: сегодня".encode().decode("latin-1"), name="undated")),
)  # fmt: skip
