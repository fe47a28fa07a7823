"""An answer as libcurl hands it over, line by line and piece by piece: counted, and read as strictly as by h11."""

from __future__ import annotations

import re
from contextlib import suppress

from monitor.model.limits import Limits
from monitor.net.faults import Fault, size
from monitor.net.guard import BLANKS
from monitor.net.head import READ, Head, read_head
from monitor.net.inflate import Intake

_RECEIVING = 56  # CURLE_RECV_ERROR
PIECES, PIECE = 2000, 32  # a body in more pieces than that has bytes enough for each: all fetches share one thread
STOP = -1  # what a callback answers libcurl to end the transfer
# The head as h11 reads it, in one look. Nothing in it is tried twice: a line of blanks costs no more than its length.
_HEAD = re.compile(
    rb"HTTP/[0-9]\.[0-9] ([0-9]{3})(?: [^\x00\r\n\v\f]*+)?\r?\n"
    rb"(?:[-!#$%&'*+.^_`|~0-9a-zA-Z]++:[ \t]*+(?:[^\x00\s]++(?:[ \t]++[^\x00\s]++)*+)?+[ \t]*+\r?\n)*+"
)
_DIGITS = re.compile(rb"[0-9]{1,20}")
_SECOND_AIM = "Multiple Location"
_BROKEN_TLS = "unexpected eof"


class NotHttp(Exception):
    """Something that no answer may say."""


class Incoming:
    """One answer. `line` and `piece` are libcurl's callbacks; they never raise, but remember a fault and stop.

    `fault`: why it was stopped. `enough`: a head whose body is not wanted, where it was stopped for that.
    """

    __slots__ = (
        "_broken",
        "_counted",
        "_intake",
        "_limits",
        "_lines",
        "_pieces",
        "chunked",
        "enough",
        "fault",
        "head",
    )  # fmt: skip

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self.clear()

    def clear(self) -> None:
        """Ready for the next answer: libcurl keeps the callbacks."""
        self._lines: list[bytes] = []
        self._counted = 0
        self._pieces = 0
        self._intake: Intake | None = None
        self._broken = False
        self.head: Head | None = None
        self.enough: Head | None = None
        self.fault: Fault | None = None
        self.chunked = False

    @property
    def wire(self) -> int:
        """Bytes of the body so far."""
        return self._intake.wire if self._intake is not None else 0

    @property
    def broken(self) -> bool:
        """Whether it said something that no answer of HTTP/1.1 says."""
        return self._broken

    @property
    def spoilt(self) -> bool:
        """Whether its end is not certain to the byte: nothing else may come on its connection."""
        return self.chunked

    def line(self, data: bytes) -> int | None:
        """A line of a head, or a trailer. All heads and trailers share one limit, interim ones included."""
        self._counted += len(data)
        if self._counted > self._limits.header_bytes:
            if self.head is None:
                self.fault = too_large(self._limits)
            else:
                self._broken = True
            return STOP
        if self.head is not None:
            return None
        if data not in (b"\r\n", b"\n"):
            self._lines.append(data)
            return None
        try:
            return self._head_ends()
        except NotHttp:
            self._broken = True
        except Fault as fault:
            self.fault = fault
        return STOP

    def piece(self, data: bytes) -> int | None:
        """A piece of the body, chunks joined and nothing unpacked."""
        intake = self._intake
        if intake is None:  # a body where none may be
            self._broken = True
            return STOP
        self._pieces += 1
        try:
            intake.take(data)
        except Fault as fault:
            self.fault = fault
            return STOP
        if self._pieces > PIECES and intake.wire < self._pieces * PIECE:
            self.fault = Fault("the answer is cut into pieces too small to be read", refused=True)
            return STOP
        return None

    def cut_short(self, text: str) -> Head | None:
        """The head of a redirect that libcurl read no further, because it says a second time where to.

        The first time holds, as for httpcore.
        """
        if self.head is not None or _SECOND_AIM not in text:
            return None
        with suppress(NotHttp, Fault):
            status, fields = _read(self._lines)
            head = read_head(status, fields)
            return head if head.location else None
        return None

    def over_though(self, code: int, text: str) -> bool:
        """Whether an error of the connection is only how some servers end what has no stated length."""
        ended_badly = code == _RECEIVING and _BROKEN_TLS in text
        return ended_badly and self.head is not None and not self.head.framed and not self._broken

    def broke_off(self) -> Fault:
        """What to say where it ended before its end."""
        assert self.head is not None
        return (self._intake or Intake("", self._limits)).broke_off(self.head)

    def whole(self, host: str) -> tuple[Head, bytes]:
        """Head and body, once all is there. Raises Fault where it is not."""
        if self.head is None:
            raise Fault(f"the answer of {host} is not correct HTTP")
        return self.head, self._intake.body() if self._intake is not None else b""

    def _head_ends(self) -> int | None:
        status, fields = _read(self._lines)
        self._lines = []
        if 100 <= status < 200 and status != 101:
            return None
        if status == 101:
            raise NotHttp
        self.chunked = _framing(fields)
        head = read_head(status, fields)
        if not head.wanted:
            self.head = head
            if head.length == 0 and not self.chunked:
                return None
            self.enough = head
            return STOP
        self.head = head
        if status != 304:
            self._intake = Intake.of(head, self._limits)
        return None


def too_large(limits: Limits) -> Fault:
    """What to say of a head that does not end."""
    return Fault(f"the head of the answer is larger than {size(limits.header_bytes)}", refused=True)


def _read(lines: list[bytes]) -> tuple[int, list[tuple[bytes, bytes]]]:
    whole = b"".join(lines)
    if b"\n " in whole or b"\n\t" in whole:
        lines = _unfolded(lines)
        whole = b"".join(lines)
    found = None if BLANKS.search(whole) else _HEAD.fullmatch(whole)
    if found is None or int(found[1]) < 100:
        raise NotHttp
    fields = []
    for line in lines[1:]:
        name, _, value = line.partition(b":")
        if (known := name.lower()) in READ:
            fields.append((known, value.strip()))
    return int(found[1]), fields


def _unfolded(lines: list[bytes]) -> list[bytes]:
    """Lines that go on in the next one, in one: it begins with a blank."""
    joined = lines[:1]
    for line in lines[1:]:
        if line[:1] in (b" ", b"\t") and len(joined) > 1:
            joined[-1] = joined[-1].rstrip() + b" " + line.lstrip()
        else:
            joined.append(line)
    return joined


def _framing(fields: list[tuple[bytes, bytes]]) -> bool:
    """Whether it comes in chunks. Raises NotHttp for a length that is none, or two, and for any other coding."""
    lengths: set[bytes] = set()
    codings = []
    for name, value in fields:
        if name == b"content-length":
            lengths |= {each.strip() for each in value.split(b",")}
        elif name == b"transfer-encoding":
            codings.append(value.lower())
    if len(lengths) > 1 or not all(_DIGITS.fullmatch(each) for each in lengths):
        raise NotHttp
    if codings and codings != [b"chunked"]:
        raise NotHttp
    return bool(codings)
