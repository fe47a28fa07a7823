"""What the head of an answer says, read strictly; header values stay as the bytes they were (latin-1)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import lru_cache

from monitor.clock import SystemClock
from monitor.net.faults import Fault

_MAX_AGE = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,10})", re.IGNORECASE)
_NOT_KEPT = re.compile(r"\bno-(cache|store)\b", re.IGNORECASE)
READ = frozenset(
    (b"content-length", b"transfer-encoding", b"content-type", b"content-encoding", b"etag", b"last-modified",
     b"cache-control", b"retry-after", b"date", b"location")
)  # fmt: skip
_ALL = (b"cache-control", b"content-encoding")  # of which each counts, and not the first alone
_UNSENDABLE = re.compile(r"[^\t\x20-\x7e\x80-\xff]")
_DATE = 40  # characters: whatever is longer is no date that is worth remembering
_VALIDATOR = 4096  # a longer ETag is no validator; it would only make our own requests too large


@dataclass(frozen=True, slots=True)
class Head:
    """Status and the headers that matter; times in seconds."""

    status: int
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""
    max_age: int | None = None
    retry_after: int | None = None
    date: int | None = None
    encoding: str = ""
    length: int | None = None
    location: bytes = b""
    framed: bool = True  # its end is stated; else it is where the connection ends, for whatever reason

    @property
    def wanted(self) -> bool:
        """Whether its body is for us; the others' bodies are for browsers."""
        return 200 <= self.status < 300 or self.status == 304


def read_head(status: int, headers: Sequence[tuple[bytes, bytes]]) -> Head:
    """Raises Fault when the length of the answer is stated in two ways: one reader's end is another's beginning."""
    found: dict[bytes, str] = {}  # the first of each name
    others: list[tuple[bytes, str]] = []
    for name, value in headers:
        known = name if name in READ else name.lower()
        if known not in READ:
            continue
        if known not in found:
            found[known] = value.strip().decode("latin-1")
        elif known in _ALL:
            others.append((known, value.strip().decode("latin-1")))
    for known in {name for name, _ in others}:
        found[known] = ", ".join([found[known], *(value for name, value in others if name == known)])
    told, framed = found.get, b"content-length" in found or b"transfer-encoding" in found
    if b"content-length" in found and b"transfer-encoding" in found:
        raise Fault("the answer states its length in two ways")
    date = _moment(told(b"date", ""))
    length = told(b"content-length", "")
    return Head(
        status,
        told(b"content-type", "")[:200],
        _validator(told(b"etag", "")),
        _validator(told(b"last-modified", "")),
        _max_age(found[b"cache-control"]) if b"cache-control" in found else None,
        _retry_after(found[b"retry-after"], date) if b"retry-after" in found else None,
        date,
        told(b"content-encoding", ""),
        int(length) if length.isascii() and length.isdigit() else None,
        told(b"location", "").encode("latin-1"),
        framed,  # else it ends where the connection does
    )


def header_bytes(value: str) -> bytes:
    """Back to the bytes it was read from; text that never was latin-1 goes as UTF-8."""
    try:
        return value.encode("latin-1")
    except UnicodeEncodeError:
        return value.encode("utf-8", "surrogatepass")


def _validator(value: str) -> str:
    """As it came; one that could not be sent back, for its length or a control character, is none."""
    return value if len(value) <= _VALIDATOR and not _UNSENDABLE.search(value) else ""


def _max_age(value: str) -> int | None:
    if _NOT_KEPT.search(value):
        return None
    found = _MAX_AGE.search(value)
    return int(found[1]) if found else None


def _retry_after(value: str, date: int | None) -> int | None:
    """Seconds from now; a date is counted from the server's own clock where it tells it."""
    if value.isascii() and value.isdigit():
        return int(value[:10])
    moment = _moment(value)
    if moment is None:
        return None
    return max(0, moment - (date if date is not None else SystemClock().now()))


def _moment(value: str) -> int | None:
    """An HTTP date as UTC seconds."""
    return _known_moment(value) if len(value) <= _DATE else _parsed_moment(value)


def _parsed_moment(value: str) -> int | None:
    try:
        return int(parsedate_to_datetime(value).timestamp()) if value else None
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


_known_moment = lru_cache(maxsize=256)(_parsed_moment)  # servers that are asked in one second say the same
