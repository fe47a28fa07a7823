"""One request on its way through redirects: what is known so far, and the reply it ends with."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from urllib.parse import unquote

from monitor.model.fetch import Purpose, Reply, Request
from monitor.model.limits import Limits
from monitor.model.source import SecretRef
from monitor.net.address import Address, checked, joined
from monitor.net.faults import Fault, status_sentence
from monitor.net.guard import Pairs
from monitor.net.head import Head, header_bytes
from monitor.net.secrets import holds, mask, open_secret, values

_REDIRECTS = (301, 302, 303, 307, 308)
_LASTING = (301, 308)
_ACCEPT: dict[Purpose, bytes] = {
    "feed": b"application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5",
    "page": b"text/html, application/xhtml+xml, */*;q=0.5",
}


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for every request of a fetcher; `proxy` and `ca_file` are for those that name none."""

    limits: Limits
    user_agent: str
    allowed: Pairs = frozenset()
    proxy: str | SecretRef = ""
    ca_file: str = ""


@dataclass(slots=True, eq=False)
class Trip:
    """State of one fetch; `left` is what remains of its one deadline, in seconds."""

    request: Request
    terms: Terms
    left: float = field(init=False)
    url: Address | None = None
    way: tuple[str, str] = ("", "")
    head: Head | None = None
    wire: int = 0
    hops: int = 0
    lasting: bool = True
    own: list[tuple[bytes, bytes]] = field(default_factory=list)  # the source's headers; may hold credentials
    secrets: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.left = self.terms.limits.fetch_deadline

    def depart(self) -> Address:
        """Check the address and open the secrets. Raises Fault or SecretMissing."""
        self.url = checked(self.request.url, self.terms.limits, self.terms.allowed)
        for name, value in self.request.headers:
            opened = open_secret(value)
            self.secrets += values(value)
            self.own.append((name.encode("ascii", "replace"), header_bytes(opened)))
        proxy = self.request.proxy or self.terms.proxy
        if proxy:
            self.way = (open_secret(proxy), "")
            self.secrets += values(proxy)
        self.way = (self.way[0], self.request.ca_file or self.terms.ca_file)
        return self.url

    def headers(self) -> list[tuple[bytes, bytes]]:
        """What the GET for this hop says; the source's own headers replace ours of the same name."""
        request = self.request
        said = [
            (b"user-agent", header_bytes(request.user_agent or self.terms.user_agent)),
            (b"accept", _ACCEPT[request.token[0]]),
            (b"accept-encoding", b"gzip, deflate"),
        ]
        if request.etag:
            said.append((b"if-none-match", header_bytes(request.etag)))
        if request.last_modified:
            said.append((b"if-modified-since", header_bytes(request.last_modified)))
        if not self.own:
            return said
        overridden = {name.lower() for name, _ in self.own}
        return [(name, value) for name, value in said if name not in overridden] + self.own

    def robots(self, origin: str) -> Trip:
        """The fetch of robots.txt of that origin, in the manner of this one."""
        asker = self.request
        address = f"{origin}/robots.txt"
        token: tuple[Purpose, str] = ("page", "robots.txt")
        asked = Request(token, address, user_agent=asker.user_agent, proxy=asker.proxy, ca_file=asker.ca_file)
        return Trip(asked, self.terms)

    def follow(self, url: Address, head: Head) -> Address | None:
        """Where the answer sends us, None if nowhere. Raises Fault where we do not follow."""
        if head.status not in _REDIRECTS:
            return None
        if not head.location:
            raise Fault(f"{status_sentence(head.status)}, without saying where to")
        if self.hops >= self.terms.limits.redirects:
            raise Fault(f"redirected more than {self.terms.limits.redirects} times")
        target = joined(url, head.location, self.terms.limits, self.terms.allowed)
        if (url.scheme, *url.where) != (target.scheme, *target.where):
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
        host = self.url.shown if self.url is not None else "the server"
        seconds = f"{self.terms.limits.fetch_deadline:g} s"
        if self.wire:
            return f"{host} had sent only {self.wire:,} bytes after {seconds}"
        return f"{host} did not answer within {seconds}"

    def _reply(self, head: Head, error: str, *, body: bytes = b"", refused: bool = False) -> Reply:
        final = self.url.text if self.hops and self.url is not None else self.request.url
        # Whoever cut a connection cut such a body short as well: without validators it is asked for whole again.
        whole = head.framed or head.status == 304
        reply = Reply(
            token=self.request.token,
            url=self.request.url,
            final_url=final,
            status=head.status,
            body=body,
            content_type=head.content_type,
            etag=head.etag if whole else "",
            last_modified=head.last_modified if whole else "",
            max_age=head.max_age,
            retry_after=head.retry_after,
            date=head.date,
            moved_to=final if self.hops and self.lasting and not error else "",
            wire_bytes=self.wire,
            milliseconds=round((self.terms.limits.fetch_deadline - self.left) * 1000),
            error=error,
            refused=refused,
        )
        return self._discreet(reply) if self.secrets else reply

    def _discreet(self, reply: Reply) -> Reply:
        """What a server says back of our secrets goes no further: into no store, log or sentence."""
        hidden = self.secrets
        tells = holds(reply.final_url, hidden)
        return replace(
            reply,
            final_url=mask(unquote(reply.final_url), hidden) if tells else reply.final_url,
            content_type=mask(reply.content_type, hidden),
            etag="" if holds(reply.etag, hidden) else reply.etag,
            last_modified="" if holds(reply.last_modified, hidden) else reply.last_modified,
            moved_to="" if tells else reply.moved_to,
            error=mask(reply.error, hidden),
        )


def broken(request: Request, fault: BaseException) -> Reply:
    """The reply for a request on which our own program broke."""
    return Reply(request.token, request.url, request.url, 0, error=f"a fault of this program: {type(fault).__name__}")
