"""A request to the outside world and what came back, free of any HTTP library's types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from monitor.model.source import SecretRef

Purpose = Literal["feed", "page"]


@dataclass(frozen=True, slots=True)
class Request:
    """A GET. `token` comes back with the reply and is the asker's business: ("feed", id) or ("page", article id)."""

    token: tuple[Purpose, str | int]
    url: str
    etag: str = ""  # sent back byte for byte; "" = unconditional
    last_modified: str = ""
    user_agent: str = ""
    headers: tuple[tuple[str, str | SecretRef], ...] = ()
    proxy: str | SecretRef = ""
    ca_file: str = ""
    ask_robots: bool = False  # pages: refused where robots.txt forbids them


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back. `error` is "" or a sentence; with an error, `body` is empty and `status` is 0 or the status read.

    A 304 and every complete 2xx have no error; 4xx and 5xx have one. `body` is decoded (gzip, deflate), never partial.
    """

    token: tuple[Purpose, str | int]
    url: str  # the address asked
    final_url: str  # where the answer came from
    status: int
    body: bytes = b""
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""
    max_age: int | None = None  # Cache-Control, seconds
    retry_after: int | None = None  # seconds from now, unclamped
    date: int | None = None  # the server's Date header, UTC seconds
    moved_to: str = ""  # where a chain of only 301/308 led, "" if none
    wire_bytes: int = 0
    milliseconds: int = 0
    error: str = ""
    refused: bool = False  # our own guard said no (address, robots, size): asking again soon is no use
