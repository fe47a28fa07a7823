"""`monitor sources discover`."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import click

from monitor.cli.common import Place, say, table, when
from monitor.cli.feeds.asking import Door, door, sources_in
from monitor.cli.feeds.showing import PASTE, fields_of, show_entry
from monitor.model.fetch import Reply, Request
from monitor.model.listing import Verified
from monitor.model.source import ParsedFeed, Source

MOST_ASKED = 40  # requests that one search makes, robots.txt not counted
ENTRIES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """A feed that was found and read."""

    url: str
    format: str
    feed: ParsedFeed

    @property
    def newest(self) -> int | None:
        """UTC seconds of its newest item; None where none is dated."""
        return max((entry.published for entry in self.feed.entries if entry.published is not None), default=None)


@dataclass
class Search:
    """One search of one site: each address once, one request at a time, and no more than `MOST_ASKED`."""

    way: Door
    problem: str = ""  # why the page itself could not be read
    page: Reply | None = None
    unasked: int = 0  # addresses left out because enough were asked
    _seen: set[str] = field(default_factory=set)
    _found: list[Candidate] = field(default_factory=list)

    def found(self, url: str) -> Search:
        """Look at the address, its site's front page and robots.txt; usual paths only where these name no feed."""
        from monitor.sources import discovery

        named = list(self._of_page(url, first=True))
        if (front := discovery.front_page(url)) != url:
            named += self._of_page(front)
        self._verify(named)
        self._of_robots(front)
        if not self._found:
            self._verify(discovery.usual(url))
        return self

    @property
    def candidates(self) -> list[Candidate]:
        """The newest first; of two addresses with the same items the first."""
        once: dict[object, Candidate] = {}
        for each in self._found:
            items = tuple((entry.guid or entry.link or entry.title) for entry in each.feed.entries[:20])
            once.setdefault((items, each.feed.language) if items else each.url, each)
        return sorted(once.values(), key=lambda each: (-(each.newest or 0), -len(each.feed.entries)))

    def _ask(self, url: str, *, page: bool = False) -> Reply | None:
        if url in self._seen:
            return None
        self._seen.add(url)
        if self.way.asked >= MOST_ASKED:
            self.unasked += 1
            return None
        return self.way.get(Request(token=("page" if page else "feed", 0), url=url, ask_robots=page))

    def _of_page(self, url: str, *, first: bool = False) -> Iterable[str]:
        from monitor.sources import discovery

        reply = self._ask(url, page=True)
        if reply is None:
            return ()
        if first:
            self.problem, self.page = reply.error, None if reply.error else reply
        if reply.error or self._take(reply, url):
            return ()
        done = self.way.work(discovery.named_by, reply.body, reply.content_type, reply.final_url)
        return done.value if not done.error and isinstance(done.value, tuple) else ()

    def _of_robots(self, front: str) -> None:
        """The sitemaps of news that robots.txt names, and those in an index of sitemaps."""
        from monitor.sources import discovery

        reply = self._ask(f"{front}robots.txt")
        if reply is None or reply.error:
            return
        for address in discovery.sitemaps_of(reply.body.decode("utf-8", "replace"))[:3]:
            answer = self._ask(address)
            if answer is not None and not answer.error and not self._take(answer, address):
                self._verify(discovery.news_of_index(answer.body)[:3])

    def _verify(self, addresses: Iterable[str]) -> None:
        for address in addresses:
            reply = self._ask(address)
            if reply is not None and not reply.error:
                self._take(reply, address)

    def _take(self, reply: Reply, url: str) -> bool:
        """True for a feed, which is kept."""
        from monitor.sources import discovery

        limits, now = self.way.limits, self.way.now
        done = self.way.work(discovery.verified, reply.body, reply.content_type, reply.final_url, now, limits)
        if isinstance(done.value, Verified):
            self._found.append(Candidate(reply.moved_to or url, done.value.format, done.value.feed))
        return isinstance(done.value, Verified)


@click.command()
@click.argument("site")
@click.option("--json", "as_json", is_flag=True, help="One JSON object for each feed that was found.")
@click.pass_obj
def discover(place: Place, site: str, *, as_json: bool) -> int:
    """Look for the feeds of a SITE (an address, or an id of sources.yaml), and try each. Exit code 4 if it has none.

    Looks at what the page and its front page name, at the sitemaps of news in robots.txt, and, where these name none,
    at the paths where feeds usually are: one request at a time, at most 40, and no page that robots.txt forbids.
    """
    from monitor.cli.feeds.trying import source_of
    from monitor.clock import SystemClock

    setup = sources_in(place)
    url = source_of(setup.sources, site).url
    with door(setup, SystemClock().now()) as way:
        search = Search(way).found(url)
        if search.page is None and not search.candidates and "://" not in site and site not in setup.sources:
            url = f"http://{site}"  # https was our guess
            search = Search(way).found(url)
        if as_json:
            for each in search.candidates:
                click.echo(json.dumps(_row(each, setup.sources), ensure_ascii=False))
        else:
            show_found(search, setup.sources, url)
    return 0 if search.candidates else 4


def _row(each: Candidate, known: Mapping[str, Source]) -> dict[str, object]:
    return {
        "url": each.url, "format": each.format, "dialect": each.feed.dialect, "title": each.feed.title,
        "language": each.feed.language, "items": len(each.feed.entries), "newest": each.newest,
        "id": _id_of(each.url, known),
    }  # fmt: skip


def _id_of(url: str, known: Mapping[str, Source]) -> str:
    """The id under which sources.yaml has the address already, "" = it has it not."""
    return next((source.id for source in known.values() if source.url == url), "")


def show_found(search: Search, known: Mapping[str, Source], url: str) -> None:
    """The table of what was found, and entries to paste; where nothing was found, what to do."""
    found = search.candidates
    if search.unasked:
        say(f"{search.unasked} addresses were not asked any more: {MOST_ASKED} requests are enough for one site")
    if not found:
        _nothing(search, url)
        return
    say(f"{len(found)} feeds found at {urlsplit(url).netloc}, {search.way.asked} requests:")
    table(
        ("items", "newest", "lang", "what", "address"),
        [
            (str(len(each.feed.entries)), when(each.newest) if each.newest else "no dates", each.feed.language,
             each.feed.dialect, each.url + _remark(each, known))
            for each in found
        ],
    )  # fmt: skip
    fresh = [each for each in found if not _id_of(each.url, known)]
    taken = set(known)
    if fresh:
        say(PASTE)
    for each in fresh[:ENTRIES_SHOWN]:
        form = each.format if each.format != "feed" else ""
        fields = fields_of(each.url, each.feed.title, each.feed.language, taken, format=form)
        taken.add(fields["id"])
        show_entry(fields)
    if len(fresh) > ENTRIES_SHOWN:
        say(f"'monitor sources add ADDRESS' writes an entry for one of the {len(fresh) - ENTRIES_SHOWN} others")


def _remark(each: Candidate, known: Mapping[str, Source]) -> str:
    id_ = _id_of(each.url, known)
    return f" (in sources.yaml as {id_})" if id_ else ""


def _nothing(search: Search, url: str) -> None:
    """Why, and the page's own links, which may do."""
    from monitor.cli.feeds.advice import of_failure
    from monitor.model.listing import Listing
    from monitor.sources import listing

    page, way = search.page, search.way
    if page is None:
        say(f"no feed found; the page could not be read: {search.problem or 'it was not asked'}")
        advice = of_failure(Reply(("page", 0), url, url, 0, error=search.problem), search.problem)[1]
        say(f"to do: {advice}")
        return
    say(f"no feed found at {urlsplit(url).netloc}, {way.asked} requests")
    source = Source("page", "", url, format="webpage", links="a")
    done = way.work(listing, source, page.body, page.content_type, page.final_url, way.now, way.limits)
    suggested = done.value.suggestions if isinstance(done.value, Listing) else ()
    if not suggested:
        say("to do: look for a page of the site that lists its news, and try 'monitor sources test' with its address")
        return
    say("to do: the page can be read without a feed; these of its links read like headlines:")
    table(("links", "how many", "such as"), [(each.links, str(each.count), each.example) for each in suggested])
    say(PASTE)
    show_entry(fields_of(url, "", "", (), format="webpage", links=suggested[0].links))
    # Both may be pasted into a shell, and the links are what the page wrote.
    say(f"try it first: monitor sources test {shlex.quote(url)} --links {shlex.quote(suggested[0].links)}")
