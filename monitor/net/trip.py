"""One request on its way through redirects: what is known so far, and the reply it ends with."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import unquote

import httpx

from monitor.model.fetch import Reply, Request
from monitor.model.limits import Limits
from monitor.net.address import checked, joined, where
from monitor.net.faults import Fault, status_sentence
from monitor.net.guard import Pairs
from monitor.net.head import Head, header_bytes
from monitor.net.secrets import holds, mask, open_secret, values

_REDIRECTS = (301, 302, 303, 307, 308)
_LASTING = (301, 308)
_ACCEPT = {
    "feed": b"application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5",
    "page": b"text/html, application/xhtml+xml, */*;q=0.5",
}


@dataclass(slots=True)
class Trip:
    """State of one fetch; `left` is what remains of its one deadline, in seconds."""

    request: Request
    limits: Limits
    allowed: Pairs
    user_agent: str
    left: float = field(init=False)
    url: httpx.URL | None = None
    way: tuple[str, str] = ("", "")
    head: Head | None = None
    wire: int = 0
    hops: int = 0
    lasting: bool = True
    own: list[tuple[bytes, bytes]] = field(default_factory=list)  # the source's headers; may hold credentials
    secrets: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.left = self.limits.fetch_deadline

    def depart(self, proxy: str, ca_file: str) -> httpx.URL:
        """Check the address and open the secrets. Raises Fault or SecretMissing."""
        self.url = checked(self.request.url, self.limits, self.allowed)
        for name, value in self.request.headers:
            opened = open_secret(value)
            self.secrets += values(value)
            self.own.append((name.encode("ascii", "replace"), header_bytes(opened)))
        wanted = self.request.proxy or proxy
        opened = open_secret(wanted)
        self.secrets += values(wanted)
        self.way = (opened, self.request.ca_file or ca_file)
        return self.url

    def message(self, url: httpx.URL) -> httpx.Request:
        """The GET for this hop; the source's own headers replace ours of the same name."""
        request = self.request
        headers = {
            b"user-agent": header_bytes(request.user_agent or self.user_agent),
            b"accept": _ACCEPT[request.token[0]],
            b"accept-encoding": b"gzip, deflate",
            b"if-none-match": header_bytes(request.etag),
            b"if-modified-since": header_bytes(request.last_modified),
        }
        overridden = {name.lower() for name, _ in self.own}
        sent = [(name, value) for name, value in headers.items() if value and name not in overridden] + self.own
        return httpx.Request("GET", url, headers=sent, extensions={"timeout": {"connect": self.limits.connect}})

    def follow(self, url: httpx.URL, head: Head) -> httpx.URL | None:
        """Where the answer sends us, None if nowhere. Raises Fault where we do not follow."""
        if head.status not in _REDIRECTS:
            return None
        if not head.location:
            raise Fault(f"{status_sentence(head.status)}, without saying where to")
        if self.hops >= self.limits.redirects:
            raise Fault(f"redirected more than {self.limits.redirects} times")
        target = joined(url, head.location, self.limits, self.allowed)
        if (url.scheme, *where(url)) != (target.scheme, *where(target)):
            self.own = []
        self.hops += 1
        self.lasting = self.lasting and head.status in _LASTING
        self.url, self.head = target, None
        return target

    def arrived(self, head: Head, body: bytes) -> Reply:
        """The reply for the last hop, good or bad."""
        error = "" if 200 <= head.status < 300 or head.status == 304 else status_sentence(head.status)
        if head.status == 206:
            error = "the server sent only a part of the answer (206 Partial Content)"
        if head.status == 304 and not (self.request.etag or self.request.last_modified):
            error = "the server answered 304 Not Modified although we had asked for everything"
        return self._reply(head, error, body=b"" if error else body)

    def failed(self, error: str, *, refused: bool) -> Reply:
        """The reply for a trip that ended on the way."""
        return self._reply(self.head or Head(0), error, refused=refused)

    def late(self) -> str:
        """The sentence for a deadline that has passed."""
        host = self.url.host if self.url is not None else "the server"
        seconds = f"{self.limits.fetch_deadline:g} s"
        if self.wire:
            return f"{host} had sent only {self.wire:,} bytes after {seconds}"
        return f"{host} did not answer within {seconds}"

    def _reply(self, head: Head, error: str, *, body: bytes = b"", refused: bool = False) -> Reply:
        """What a server says back of our secrets goes no further: into no store, log or sentence."""
        final = str(self.url) if self.hops else self.request.url
        tells = holds(final, self.secrets)
        # Whoever cut a connection cut such a body short as well: without validators it is asked for whole again.
        whole = head.framed or head.status == 304
        return Reply(
            token=self.request.token,
            url=self.request.url,
            final_url=mask(unquote(final), self.secrets) if tells else final,
            status=head.status,
            body=body,
            content_type=mask(head.content_type, self.secrets),
            etag=head.etag if whole and not holds(head.etag, self.secrets) else "",
            last_modified=head.last_modified if whole and not holds(head.last_modified, self.secrets) else "",
            max_age=head.max_age,
            retry_after=head.retry_after,
            date=head.date,
            moved_to=final if self.hops and self.lasting and not error and not tells else "",
            wire_bytes=self.wire,
            milliseconds=round((self.limits.fetch_deadline - self.left) * 1000),
            error=mask(error, self.secrets),
            refused=refused,
        )
