"""Bounded inflating: a bomb of 800 bytes must not become a gigabyte."""

from __future__ import annotations

import zlib

from monitor.model.limits import Limits
from monitor.net.faults import Fault, size
from monitor.net.head import Head

_PLAIN = ("", "identity")
_ZLIB = ("gzip", "x-gzip", "deflate")
_MEMBERS = 1000  # of one answer; each, be it empty, costs a new start
_BROKEN = "the compressed answer is damaged"


class Intake:
    """Takes the chunks of one answer and gives the body. Raises Fault beyond the limits, or when the end is missing."""

    def __init__(self, encoding: str, limits: Limits) -> None:
        name = encoding.strip().lower()
        if name not in (*_PLAIN, *_ZLIB):
            raise Fault("the answer is packed in a way we did not ask for (Content-Encoding)")
        self._packed = name in _ZLIB
        self._deflate = name == "deflate"
        self._limits = limits
        self._inflater: zlib._Decompress | None = None
        self._body = bytearray()
        self._members = 0
        self.wire = 0

    @classmethod
    def of(cls, head: Head, limits: Limits) -> Intake:
        """For the body that this head announces; refused where it says itself that it is too large."""
        if (head.length or 0) > limits.wire_bytes and head.status != 304:
            raise Fault(f"the answer is larger than {size(limits.wire_bytes)}", refused=True)
        return cls(head.encoding if head.status != 304 else "", limits)

    def broke_off(self, head: Head) -> Fault:
        """What to say of an answer that ended before its end."""
        of = f" of {head.length:,}" if head.length is not None else ""
        return Fault(f"the answer broke off after {self.wire:,}{of} bytes")

    def take(self, chunk: bytes) -> None:
        """One more piece from the wire."""
        self.wire += len(chunk)
        if self.wire > self._limits.wire_bytes:
            raise Fault(f"the answer is larger than {size(self._limits.wire_bytes)}", refused=True)
        if self._packed:
            self._unpack(chunk)
        else:
            self._body += chunk
        if len(self._body) > self._limits.body_bytes:
            more = "unpacks to more" if self._packed else "is larger"
            raise Fault(f"the answer {more} than {size(self._limits.body_bytes)}", refused=True)

    def body(self) -> bytes:
        """The whole, once the last piece is in."""
        if self._inflater is not None and not self._inflater.eof:
            raise Fault(f"the compressed answer broke off after {self.wire:,} bytes")
        return bytes(self._body)

    def _unpack(self, chunk: bytes) -> None:
        try:
            while chunk:
                if self._inflater is None:
                    self._inflater = zlib.decompressobj(self._window(chunk))
                elif self._inflater.eof:
                    if chunk[:1] != b"\x1f":  # only another gzip member may follow
                        raise Fault(_BROKEN)
                    self._members += 1
                    if self._members >= _MEMBERS:
                        raise Fault(f"the answer is packed in more than {_MEMBERS:,} pieces", refused=True)
                    self._inflater = zlib.decompressobj(31)
                room = self._limits.body_bytes - len(self._body) + 1
                self._body += self._inflater.decompress(chunk, room)
                if len(self._body) > self._limits.body_bytes:
                    return
                chunk = self._inflater.unused_data if self._inflater.eof else b""
        except zlib.error:
            raise Fault(_BROKEN) from None

    def _window(self, start: bytes) -> int:
        """47 = gzip or zlib by its header; servers that say deflate also send it without one."""
        bare = self._deflate and start[0] & 0x0F != 8 and start[:1] != b"\x1f"
        return -15 if bare else 47
