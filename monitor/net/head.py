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
    found: dict[bytes, list[bytes]] = {}
    for name, value in headers:
        if (known := name.lower()) in READ:
            found.setdefault(known, []).append(value.strip())

    def text(name: bytes) -> str:
        return found[name][0].decode("latin-1") if name in found else ""

    if b"content-length" in found and b"transfer-encoding" in found:
        raise Fault("the answer states its length in two ways")
    date = _moment(text(b"date"))
    length = text(b"content-length")
    return Head(
        status=status,
        content_type=text(b"content-type")[:200],
        etag=_validator(text(b"etag")),
        last_modified=_validator(text(b"last-modified")),
        max_age=_max_age(b", ".join(found[b"cache-control"]).decode("latin-1")) if b"cache-control" in found else None,
        retry_after=_retry_after(text(b"retry-after"), date),
        date=date,
        encoding=", ".join(value.decode("latin-1") for value in found.get(b"content-encoding", [])),
        length=int(length) if length.isascii() and length.isdigit() else None,
        location=found.get(b"location", [b""])[0],
        framed=b"content-length" in found or b"transfer-encoding" in found,
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
