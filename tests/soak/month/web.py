"""The web of the month: sites that answer as servers do, with validators, moves, outages and answers that come late.

It is asked as the river asks `monitor.net`, in this process; what it says is made of real bytes. It keeps the truth on
what was handed over: an article that no whole answer ever held cannot be told.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from email.utils import formatdate

from monitor.model.fetch import Reply, Request
from tests.soak.month.papers import TYPES, document, page
from tests.soak.month.press import Outlet, Piece, Press

MOODS = {
    "hang": "no whole answer within 30 s",
    "broken": "the server answered 500 Internal Server Error",
    "busy": "the server answered 503 Service Unavailable",
    "gone": "the server answered 410 Gone",
    "lost": "the server answered 404 Not Found",
}
STATUS = {"hang": 0, "broken": 500, "busy": 503, "gone": 410, "lost": 404}
HANG = 30
FRESH, ABSENCE, HEAP = 48 * 3600, 7 * 86_400, 100  # what the guide says of first polls and of archives


@dataclass
class Web:
    """`moods`: outlet -> what is wrong with it; `network`: a sentence while nothing can be reached."""

    press: Press
    now: Callable[[], int]  # true time
    ring: Callable[[], None]
    moods: dict[str, str] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)  # outlet -> where its feed stands for good
    feeds: dict[str, str] = field(default_factory=dict)  # what sources.yaml calls a feed -> outlet
    network: str = ""
    polls: dict[str, int] = field(default_factory=dict)  # kind of answer -> how many
    served_at: dict[str, int] = field(default_factory=dict)  # outlet -> when it last answered well
    _seen: dict[str, int] = field(default_factory=dict)
    _papers: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    _ready: list[Reply] = field(default_factory=list)
    _late: list[tuple[int, Reply]] = field(default_factory=list)

    @property
    def in_flight(self) -> int:
        """Asked and not yet taken."""
        return len(self._ready) + len(self._late)

    @property
    def ready(self) -> bool:
        """Whether an answer can be taken now."""
        return bool(self._ready) or (self.waiting is not None and self.waiting <= self.now())

    @property
    def waiting(self) -> int | None:
        """When the next late answer comes, true time."""
        return min((moment for moment, _ in self._late), default=None)

    def submit(self, request: Request) -> bool:
        """Answer at once, unless the site hangs."""
        kind = request.token[0]
        outlet = self._outlet(request)
        mood = self.moods.get(outlet.name, "") if outlet else "lost"
        reply = self._answer(request, outlet, mood)
        self._count(reply, mood if kind == "feed" else "page")
        if mood in ("hang", "slow"):
            self._late.append((self.now() + HANG, reply))
        else:
            self._ready.append(reply)
        self.ring()
        return True

    def submit_all(self, requests: Sequence[Request]) -> int:
        """One after the other."""
        return sum(self.submit(request) for request in requests)

    def done(self) -> list[Reply]:
        """All answers that have come by now."""
        now = self.now()
        come = [reply for moment, reply in self._late if moment <= now]
        self._late = [(moment, reply) for moment, reply in self._late if moment > now]
        ready, self._ready = self._ready + come, []
        for reply in ready:
            self._handed(reply)
        return ready

    def drop(self) -> None:
        """Whoever asked is gone."""
        self._ready, self._late = [], []

    def _outlet(self, request: Request) -> Outlet | None:
        kind, name = request.token
        if kind == "feed":
            return self.press.outlets.get(self.feeds.get(str(name), ""))
        host = request.url.split("/")[2]
        return self.press.outlets.get(host.split(".")[0].replace("moved-", "")[:2] + "_" + host.split(".")[0][-2:])

    def _answer(self, request: Request, outlet: Outlet | None, mood: str) -> Reply:
        bare = Reply(request.token, request.url, request.url, 0, date=self.now())
        if self.network:
            return replace(bare, error=self.network, date=None)
        if outlet is None or mood in MOODS:
            wait = 1800 if mood == "busy" else None
            return replace(bare, status=STATUS.get(mood, 404), error=MOODS.get(mood, MOODS["lost"]), retry_after=wait)
        if request.token[0] == "page":
            return self._page(bare, request)
        if mood == "html":
            return replace(
                bare, status=200, body=b"<!DOCTYPE html><html><body>Portal</body></html>", content_type="text/html"
            )
        if mood == "empty":
            body = b"<?xml version='1.0'?><rss version='2.0'><channel><title>empty</title></channel></rss>"
            return replace(bare, status=200, body=body, content_type=TYPES["rss"])
        return self._feed(bare, request, outlet)

    def _feed(self, bare: Reply, request: Request, outlet: Outlet) -> Reply:
        target = self.moved.get(outlet.name, "")
        if target and request.url != target:
            bare = replace(bare, moved_to=target, final_url=target)
        etag = f'"{outlet.name}-{outlet.version}"' if outlet.validator in ("etag", "both") else ""
        modified = formatdate(outlet.changed, usegmt=True) if outlet.validator in ("date", "both") else ""
        same = (etag and request.etag == etag) or (not etag and modified and request.last_modified == modified)
        if same:
            return replace(bare, status=304, etag=etag, last_modified=modified)
        known = self._papers.get(outlet.name)
        if known is None or known[0] != outlet.version:
            known = self._papers[outlet.name] = (outlet.version, document(outlet))
        return replace(
            bare, status=200, body=known[1], content_type=TYPES[outlet.dialect], etag=etag, last_modified=modified
        )

    def _page(self, bare: Reply, request: Request) -> Reply:
        last = request.url.rpartition("/")[2]
        piece = self._piece(last)
        if piece is None:
            return replace(bare, status=503, error="the server answered 503 Service Unavailable")
        return replace(bare, status=200, body=page(piece), content_type="text/html; charset=utf-8")

    def _piece(self, last: str) -> Piece | None:
        number = int(last[1:]) if last[1:].isdigit() else 0
        if number in self.press.truth:
            return self.press.truth[number]
        listed = (piece for outlet in self.press.outlets.values() for piece in outlet.listed)
        return next((piece for piece in listed if piece.number == number), None)

    def _handed(self, reply: Reply) -> None:
        """The truth: what was in the answers that were taken."""
        outlet = self.press.outlets.get(self.feeds.get(str(reply.token[1]), "")) if reply.token[0] == "feed" else None
        if (
            outlet is None
            or reply.error
            or reply.status not in (200, 304)
            or self.moods.get(outlet.name) in ("html", "empty")
        ):
            return
        now = self.now()
        first = now - self.served_at.get(outlet.name, 0) > ABSENCE
        self.served_at[outlet.name] = now
        if reply.status == 304:
            return
        strangers = sum(
            piece.dated is None and piece.published > self._seen.get(outlet.name, 0) for piece in outlet.listed
        )
        self._seen[outlet.name] = now
        careful = first or strangers > HEAP
        for piece in outlet.listed:
            if piece.kind != "N":
                if not piece.served:
                    piece.told_before = _no_news(piece, now, careful=careful)
                piece.served, piece.last_served = piece.served or now, now
                if piece.changed_at and not piece.change_served and piece.outlet == outlet.name:
                    piece.change_served = now

    def forget(self, name: str) -> None:
        """The feed of this outlet has another address in sources.yaml: its next answer counts as a first one."""
        self.served_at.pop(name, None)

    def _count(self, reply: Reply, mood: str) -> None:
        kind = mood if mood == "page" else "error" if reply.error else str(reply.status)
        self.polls[kind] = self.polls.get(kind, 0) + 1


def _no_news(piece: Piece, now: int, *, careful: bool) -> bool:
    """What the guide says of the first feed that lists it: an undated one is news but in a first answer or a heap.

    An article of an undated archive is so as well, where another feed lists it among its news before the archive came.
    """
    if piece.dated is None:
        return careful
    return piece.told_before or (careful and now - piece.dated > FRESH)
