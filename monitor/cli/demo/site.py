"""A loopback news site over real sockets: each invented outlet on an address of its own, in stepped time.

It serves what was published at `now()` and nothing later: feeds with ETag, Last-Modified and 304, article pages,
robots.txt. Where the machine has only 127.0.0.1, the outlets share it on ports of their own.
"""

from __future__ import annotations

import errno
import hashlib
import socketserver
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from email.utils import formatdate, parsedate_to_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

from monitor.cli.demo import feeds, pages
from monitor.cli.demo.content import (
    EMPTY_DIGEST,
    START,
    UPDATE_DIGEST,
    VISIT_DIGEST,
    Article,
    Expected,
    Outlet,
    carried,
    outlets,
    own,
)

__all__ = ["EMPTY_DIGEST", "START", "UPDATE_DIGEST", "VISIT_DIGEST", "Site", "digests_yaml"]

POLL_SECONDS = 0.1
IDLE_SECONDS = 10
PORT_TRIES = 20
ADDRESSES = tuple(f"127.0.0.{number}" for number in range(2, 100))
"""Loopback addresses that Linux answers on without being asked; other systems know only 127.0.0.1."""
PLAIN = "text/plain; charset=utf-8"
ROBOTS = b"User-agent: *\nAllow: /\n"


class Site:
    """All outlets, served while started. `now` is asked at each request and gives UTC seconds.

    `urls`, `hosts`, `labels` and `sources_yaml()` speak of real ports and are there after `start()`.
    """

    def __init__(self, now: Callable[[], int], port: int = 0, addresses: Sequence[str] = ADDRESSES) -> None:
        self.now = now
        self.off_feeds: set[str] = set()
        self.by_id: Mapping[str, Outlet] = {outlet.id: outlet for outlet in outlets()}
        self._port = port
        self._addresses = addresses
        self._servers: dict[str, _Server] = {}

    def start(self) -> None:
        """Bind and serve; with port 0 a free one is picked. OSError if the asked port is taken."""
        servers = _bind(self, list(self.by_id.values()), self._addresses, self._port)
        self._servers = dict(zip(self.by_id, servers, strict=True))
        for server in self._servers.values():
            Thread(target=server.serve_forever, args=(POLL_SECONDS,), name="demo site", daemon=True).start()

    def close(self) -> None:
        """Stop serving and give the ports back; harmless when not started."""
        servers = list(self._servers.values())
        if servers:
            with ThreadPoolExecutor(len(servers)) as stopping:
                list(stopping.map(lambda server: server.shutdown(), servers))
        for server in servers:
            server.server_close()
        self._servers = {}

    @property
    def hosts(self) -> frozenset[tuple[str, int]]:
        """Every (address, port) of the site: what the address guard has to let through."""
        return frozenset(server.place for server in self._servers.values())

    @property
    def urls(self) -> dict[str, str]:
        """Feed id -> address of its document."""
        return {feed: self.home(feed) + feed_path(self.by_id[feed])[1:] for feed in self._servers}

    @property
    def labels(self) -> dict[str, Expected]:
        """Article address -> what the shipped rules should say of it."""
        every = (article for outlet in self.by_id.values() for article in outlet.articles)
        return {self.where(article): article.expected for article in every}

    def home(self, feed: str) -> str:
        """`http://127.0.0.2:41234/`."""
        host, port = self._servers[feed].place
        return f"http://{host}:{port}/"

    def where(self, article: Article) -> str:
        """The article's one address, whichever feed carries it."""
        return f"{self.home(article.feed)}news/{article.slug}"

    def off(self, feed: str) -> None:
        """From now on this feed answers 503; its pages stay. KeyError for an unknown feed."""
        self.off_feeds.add(self.by_id[feed].id)

    def on(self, feed: str) -> None:
        """The feed answers again. KeyError for an unknown feed."""
        self.off_feeds.discard(self.by_id[feed].id)

    def sources_yaml(self, interval: str = "15m") -> str:
        """A sources.yaml for the ports of this run; every feed is asked at this interval."""
        allowed = ", ".join(f'"{host}:{port}"' for host, port in sorted(self.hosts))
        sources = "".join(_source(outlet, self.urls[outlet.id], interval) for outlet in self.by_id.values())
        return f"version: 1\nnetwork:\n  allow: [{allowed}]\nsources:\n{sources}"


def digests_yaml(*, console: bool = True) -> str:
    """The demo's digests.yaml: one daily digest to file and, unless told otherwise, console."""
    text = Path(__file__).with_name("rules").joinpath("digests.yaml").read_text(encoding="utf-8")
    return text if console else text.replace("      - channel: console\n", "")


def feed_path(outlet: Outlet) -> str:
    """Where the outlet keeps its feed."""
    return "/feed.json" if outlet.dialect == "json" else "/feed.xml"


def _source(outlet: Outlet, url: str, interval: str) -> str:
    """One entry of sources.yaml; an exile, foreign or collecting outlet speaks for no side."""
    fields = {
        "outlet": outlet.name,
        "url": url,
        "kind": outlet.kind,
        "side": outlet.side,
        "country": outlet.country,
        "language": outlet.language,
        "zone": outlet.zone,
        "interval": interval,
    }
    lines = "".join(f"    {key}: {value}\n" for key, value in fields.items() if value)
    return f"  - id: {outlet.id}\n{lines}"


class _Server(ThreadingHTTPServer):
    """One outlet's address. The name of the machine is never looked up: that can take seconds."""

    request_queue_size = 64
    daemon_threads = True

    def __init__(self, site: Site, outlet: Outlet, host: str, port: int) -> None:
        self.site = site
        self.outlet = outlet
        super().__init__((host, port), _Handler)

    @property
    def place(self) -> tuple[str, int]:
        return str(self.server_address[0]), int(self.server_address[1])

    def server_bind(self) -> None:
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = self.place

    def handle_error(self, request: object, client_address: object) -> None:
        """A visitor who hangs up is no news; nothing of the site goes to the terminal."""


class _Handler(BaseHTTPRequestHandler):
    """Each answer is computed from the content and the moment; a connection serves one request."""

    server: _Server
    protocol_version = "HTTP/1.1"
    timeout = IDLE_SECONDS

    def do_GET(self) -> None:
        site, outlet = self.server.site, self.server.outlet
        now = site.now()
        path = urlsplit(self.path).path
        if path == feed_path(outlet):
            self._feed(site, outlet, now)
        elif path == "/robots.txt":
            self._answer(ROBOTS, PLAIN)
        elif path == "/":
            self._answer(_home(site, outlet, now), f"text/html; charset={outlet.encoding}")
        else:
            self._article(outlet, path.removeprefix("/news/"), now)

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_POST(self) -> None:
        """The buttons of the index: /feeds/ID/off and /feeds/ID/on."""
        site = self.server.site
        _, _, rest = self.path.partition("/feeds/")
        feed, _, word = rest.partition("/")
        if feed not in site.by_id or word not in ("on", "off"):
            self._fault(HTTPStatus.NOT_FOUND, "There is no such feed to switch.")
            return
        (site.on if word == "on" else site.off)(feed)
        self._head(HTTPStatus.SEE_OTHER, {"Location": "/", "Content-Length": "0"})

    def _feed(self, site: Site, outlet: Outlet, now: int) -> None:
        if outlet.id in site.off_feeds:
            self._fault(HTTPStatus.SERVICE_UNAVAILABLE, "This feed is switched off.")
            return
        if outlet.fails_from is not None and now >= outlet.fails_from:
            self._fault(HTTPStatus.INTERNAL_SERVER_ERROR, "Something went wrong in the newsroom.")
            return
        listed = carried(outlet.id, now)
        body = feeds.document(outlet, listed, site.home(outlet.id), site.where)
        self._answer(body, feeds.CONTENT_TYPES[outlet.dialect], feeds.changed(listed))

    def _article(self, outlet: Outlet, slug: str, now: int) -> None:
        listed = own(outlet, now)
        found = next((pair for pair in listed if pair[0].slug == slug), None)
        if found is None:
            self._fault(HTTPStatus.NOT_FOUND, "There is no such page.")
            return
        body = pages.article(outlet, found, listed, feed_path(outlet))
        self._answer(body, f"text/html; charset={outlet.encoding}", found[1].since)

    def _answer(self, body: bytes, content_type: str, modified: int | None = None) -> None:
        """200, or 304 where the visitor has it already."""
        validators = {"ETag": f'"{hashlib.sha256(body).hexdigest()[:20]}"'}
        if modified is not None:
            validators["Last-Modified"] = formatdate(modified, usegmt=True)
        if self._known(validators["ETag"], modified):
            self._head(HTTPStatus.NOT_MODIFIED, validators)
            return
        self._head(HTTPStatus.OK, {"Content-Type": content_type, "Content-Length": str(len(body)), **validators})
        if self.command != "HEAD":
            self.wfile.write(body)

    def _known(self, etag: str, modified: int | None) -> bool:
        """RFC 9110 section 13.2: If-None-Match decides where it is given, else If-Modified-Since."""
        if tags := self.headers.get("If-None-Match"):
            return etag in (tag.strip().removeprefix("W/") for tag in tags.split(","))
        since = self.headers.get("If-Modified-Since")
        if not since or modified is None:
            return False
        try:
            return modified <= parsedate_to_datetime(since).timestamp()
        except ValueError:
            return False

    def _fault(self, status: HTTPStatus, sentence: str) -> None:
        body = f"<!DOCTYPE html><title>{status.phrase}</title><p>{sentence}</p>".encode()
        self._head(status, {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body))})
        if self.command != "HEAD":
            self.wfile.write(body)

    def _head(self, status: HTTPStatus, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Connection", "close")
        self.end_headers()

    def version_string(self) -> str:
        """The Server header."""
        return "demo"

    def date_time_string(self, timestamp: float | None = None) -> str:
        """The Date header, on the demo's clock."""
        return formatdate(self.server.site.now() if timestamp is None else timestamp, usegmt=True)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        """The site is silent: the terminal belongs to the digest."""


def _home(site: Site, outlet: Outlet, now: int) -> bytes:
    if outlet is not next(iter(site.by_id.values())):
        return pages.front(outlet, own(outlet, now), feed_path(outlet))
    rows = [(each, site.urls[each.id], each.id in site.off_feeds) for each in site.by_id.values()]
    return pages.index(outlet, rows, feed_path(outlet), feeds.iso(outlet, now))


def _bind(site: Site, every: list[Outlet], addresses: Sequence[str], port: int) -> list[_Server]:
    """A server each on its own address with one port; where such addresses are missing, on ports of 127.0.0.1."""
    for attempt in range(PORT_TRIES):
        try:
            return _bind_row(site, every, addresses, port)
        except OSError as fault:
            if fault.errno == errno.EADDRNOTAVAIL:
                break
            # The port that was free on the first address may be taken on another: pick again.
            if fault.errno != errno.EADDRINUSE or port or attempt == PORT_TRIES - 1:
                raise
    return [_Server(site, outlet, "127.0.0.1", port + number if port else 0) for number, outlet in enumerate(every)]


def _bind_row(site: Site, every: list[Outlet], addresses: Sequence[str], port: int) -> list[_Server]:
    servers: list[_Server] = []
    try:
        for outlet, host in zip(every, addresses, strict=False):
            servers.append(_Server(site, outlet, host, port))
            port = servers[0].place[1]
    except OSError:
        for server in servers:
            server.server_close()
        raise
    return servers
