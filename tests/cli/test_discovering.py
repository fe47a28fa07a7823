"""`monitor sources discover|test|add` against a loopback site: what is found, how politely, and what is said to do."""

from __future__ import annotations

import asyncio
import json
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from monitor.cli.feeds.advice import of_failure, of_feed
from monitor.config.sources import read_sources
from monitor.model.fetch import Reply
from monitor.model.source import Answer, Entry, ParsedFeed, Source
from monitor.sources import discovery
from tests.cli.conftest import SOURCES, Monitor
from tests.hostile import Asked, Hostile, Site, answer

PAGE = """<html><head><title>Навіны Гродна</title>
<link rel="alternate" type="application/rss+xml" href="/be/naviny.xml"><link rel="alternate" hreflang="ru" href="/ru/">
<link rel="Alternate nofollow" type="application/atom+xml; charset=utf-8" href="/ru/lenta.xml">
<link rel="alternate" type="application/rss+xml" href="/comments/feed/">
<link rel="alternate" type="application/rss+xml" href="/broken.xml"></head>
<body><a href="https://elsewhere.example/rss">чужая</a><a class="title" href="/n/1">Прэм’ер-міністр наведаў Баку з візітам</a></body></html>"""
BARE = '<html><body><div><a class="title" href="/n/{n}">Міністр замежных спраў Беларусі прыбыў у Баку {n}</a></div></body></html>'


def rss(title: str, language: str, items: int = 6, hours: float = 3) -> bytes:
    now = datetime.now(UTC)
    entries = "".join(
        f"<item><title>{title} {n}</title><link>https://g.example/{language}/{n}</link>"
        f"<pubDate>{format_datetime(now - timedelta(hours=hours * (n + 1)))}</pubDate></item>"
        for n in range(items)
    )
    return (
        f"<rss version='2.0'><channel><title>{title}</title><language>{language}</language>{entries}</channel></rss>"
    ).encode()


@dataclass
class Paths:
    """A site by its paths; what is not there is a 404. `running` never goes over one where it is asked politely."""

    pages: dict[str, bytes] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    running: int = 0
    most: int = 0

    async def __call__(self, asked: Asked, out: asyncio.StreamWriter) -> None:
        self.running += 1
        self.most = max(self.most, self.running)
        self.asked.append(asked.path)
        found = self.pages.get(asked.path)
        if found is None:
            out.write(answer(b"", status="404 Not Found"))
        elif found.startswith(b"-> "):
            out.write(answer(b"", f"Location: {found[3:].decode()}", status="301 Moved Permanently"))
        else:
            out.write(answer(found, f"Content-Type: {'text/html' if found.startswith(b'<html') else 'text/xml'}"))
        await out.drain()
        self.running -= 1


@dataclass
class Served:
    """The site, its paths, and rules that allow it."""

    site: Site
    paths: Paths
    rules: Path

    def url(self, path: str = "/") -> str:
        return self.site.url(path)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    hostile, paths = Hostile(), Paths()
    site = hostile.open(paths)
    mine = tmp_path / "rules"
    mine.mkdir()
    allowed = f'version: 1\nnetwork:\n  allow: ["{site.host}:{site.port}"]\n'
    (mine / "sources.yaml").write_text(SOURCES.replace("version: 1\n", allowed), encoding="utf-8")
    yield Served(site, paths, mine)
    hostile.close()


def test_the_feeds_that_a_site_names_are_found_and_tried(monitor: Monitor, served: Served) -> None:
    served.paths.pages = {
        "/news": PAGE.encode(), "/": PAGE.encode(), "/be/naviny.xml": rss("Гродзенская праўда - навіны", "be"),
        "/ru/lenta.xml": rss("Гродненская правда", "ru", hours=1), "/broken.xml": b"<html>soon</html>",
    }  # fmt: skip
    ran = monitor("sources", "discover", served.url("/news"), rules_dir=served.rules)
    assert ran.code == 0
    assert "2 feeds found at" in ran.err
    table = ran.out.split("  # kind and side")[0].splitlines()
    assert [line.split()[0] for line in table] == ["items", "6", "6"]
    assert "/ru/lenta.xml" in table[1]
    assert "  - id: grodzenskaya_prauda\n" in ran.out
    assert "    language: be\n" in ran.out
    assert served.paths.most == 1
    assert sorted(served.paths.asked) == [
        "/",
        "/be/naviny.xml",
        "/broken.xml",
        "/news",
        "/robots.txt",
        "/robots.txt",
        "/ru/lenta.xml",
    ]
    rows = [
        json.loads(line)
        for line in monitor(
            "sources", "discover", served.url("/news"), "--json", rules_dir=served.rules
        ).out.splitlines()
    ]
    assert [(row["language"], row["items"], row["dialect"], row["id"]) for row in rows] == [
        ("ru", 6, "rss20", ""),
        ("be", 6, "rss20", ""),
    ]


def test_news_sitemaps_of_robots_and_usual_paths_are_found(monitor: Monitor, served: Served) -> None:
    sitemap = (
        "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'>"
        "<url><loc>https://g.example/1</loc><news:news><news:publication_date>2024-05-14</news:publication_date>"
        "<news:title>Bakıda görüş keçirilib</news:title></news:news></url></urlset>"
    )
    served.paths.pages = {
        "/": BARE.encode(), "/robots.txt": f"Sitemap: {served.url('/all.xml')}\nSitemap: {served.url('/index.xml')}".encode(),
        "/all.xml": b"<urlset><url><loc>https://g.example/1</loc></url></urlset>",
        "/index.xml": f"<sitemapindex><sitemap><loc>{served.url('/google-news.xml')}</loc></sitemap></sitemapindex>".encode(),
        "/google-news.xml": sitemap.encode(),
    }  # fmt: skip
    ran = monitor("sources", "discover", served.url(), rules_dir=served.rules)
    assert "newssitemap" in ran.out
    assert "    format: newssitemap\n" in ran.out
    served.paths.pages = {"/": BARE.encode(), "/?feed=rss2": rss("Блог", "ru")}
    assert "/?feed=rss2" in monitor("sources", "discover", served.url(), rules_dir=served.rules).out


def test_where_nothing_is_found_the_links_of_the_page_are_offered(monitor: Monitor, served: Served) -> None:
    links = "".join(BARE.format(n=n)[12:-14] for n in range(5))
    served.paths.pages = {"/": f"<html><body>{links}</body></html>".encode()}
    ran = monitor("sources", "discover", served.url(), rules_dir=served.rules)
    assert ran.code == 4
    assert "no feed found" in ran.err
    assert "    format: webpage\n" in ran.out
    assert "a.title" in ran.out
    assert len(served.paths.asked) <= 42


def test_what_may_be_pasted_into_a_shell_runs_nothing_of_the_page(monitor: Monitor, served: Served) -> None:
    links = "".join(f"<a href=\"/x';date;'/a-{n}\">Сустрэча прэзідэнта з міністрам нумар {n}</a> " for n in range(12))
    served.paths.pages = {"/": f"<html><body>{links}</body></html>".encode()}
    ran = monitor("sources", "discover", served.url(), rules_dir=served.rules)
    said = next(line for line in ran.err.splitlines() if "try it first: " in line)
    assert shlex.split(said.partition(": ")[2])[-2:] == ["--links", "/x';date;'/*"]


def test_robots_txt_is_obeyed_and_a_site_that_is_not_there_is_a_sentence(monitor: Monitor, served: Served) -> None:
    served.paths.pages = {"/": PAGE.encode(), "/robots.txt": b"User-agent: *\nDisallow: /"}
    ran = monitor("sources", "discover", served.url(), rules_dir=served.rules)
    assert (ran.code, "/" in served.paths.asked) == (4, False)
    assert "forbids this page" in ran.err
    gone = monitor("sources", "discover", "http://127.0.0.9:9/", rules_dir=served.rules)
    assert gone.code == 4
    assert "not public" in gone.err


def test_a_page_cannot_send_us_to_addresses_of_our_own_house(monitor: Monitor, served: Served) -> None:
    """What a page names is asked behind the same guard as feeds: the canary hears nothing."""
    hostile = Hostile()
    canary = hostile.open(Paths({"/rss": rss("Унутраная", "be")}))
    links = f'<link rel=alternate type=application/rss+xml href="{canary.url("/rss")}">'
    served.paths.pages = {
        "/": f"<html><head>{links}</head></html>".encode(), "/robots.txt": f"Sitemap: {canary.url('/news.xml')}".encode(),
        "/feed": f"-> {canary.url('/rss')}".encode(),
    }  # fmt: skip
    ran = monitor("sources", "discover", served.url(), rules_dir=served.rules)
    hostile.close()
    assert (ran.code, canary.connections) == (4, 0)


def test_a_dead_address_is_tried_with_what_the_site_has_instead(monitor: Monitor, served: Served) -> None:
    served.paths.pages = {"/": PAGE.encode(), "/be/naviny.xml": rss("Праўда", "be")}
    ran = monitor("sources", "test", served.url("/old/rss"), rules_dir=served.rules)
    assert ran.code == 4
    assert "not usable: the server answered 404 Not Found" in ran.err
    assert "1 feeds found at" in ran.err
    assert "/be/naviny.xml" in ran.out


def test_a_feed_that_has_moved_is_added_under_its_new_address(monitor: Monitor, served: Served) -> None:
    served.paths.pages = {"/rss": f"-> {served.url('/new.xml')}".encode(), "/new.xml": rss("Наша Ніва | Навіны", "be")}
    tried = monitor("sources", "test", served.url("/rss"), rules_dir=served.rules)
    assert f"to do: it has moved for good: write the new address, url: {served.url('/new.xml')}" in tried.err
    assert "by its dates it brings 8 items a day" in tried.err
    assert "  - id: nasha_niva\n" in tried.out
    ran = monitor("sources", "add", served.url("/rss"), "--kind", "independent", rules_dir=served.rules)
    assert ran.code == 0
    text = (served.rules / "sources.yaml").read_text(encoding="utf-8")
    source = read_sources("sources.yaml", text.encode()).sources["nasha_niva"]
    assert (source.url, source.language, source.outlet) == (served.url("/new.xml"), "be", "Наша Ніва")
    bad = monitor("sources", "add", served.url("/nothing"), rules_dir=served.rules)
    assert bad.code == 4
    assert "nothing was written: the server answered 404" in bad.err


@pytest.mark.parametrize(
    ("status", "problem", "answered", "words"),
    [
        (0, "the name of x.example could not be found", "unreached", "typo"),
        (0, "the connection was refused by x.example on port 443", "unreached", "host and port"),
        (0, "the TLS certificate of x.example is not trusted: expired", "unreached", "ca_file"),
        (0, "the proxy did not let us through: it asks for a login", "unreached", "`proxy` under network:"),
        (0, "x.example could not be reached within 5 s", "unreached", "few minutes"),
        (403, "the server answered 403 Forbidden", "refused", "user_agent"),
        (401, "the server answered 401 Unauthorized", "refused", "user_agent"),
        (404, "the server answered 404 Not Found", "missing", "shown below"),
        (410, "the server answered 410 Gone", "gone", "for good"),
        (429, "the server answered 429 Too Many Requests", "busy", "fewer requests"),
        (502, "the server answered 502 Bad Gateway", "fault", "an hour"),
    ],
)
def test_every_failure_has_its_advice(status: int, problem: str, answered: Answer, words: str) -> None:
    found, advice = of_failure(Reply(("feed", "x"), "", "", status, error=problem), problem)
    assert found == answered
    assert words in advice


def test_what_is_read_with_a_word_of_warning() -> None:
    source, now = Source("x", "X", "https://x.example/rss"), 1_715_688_000
    reply = Reply(("feed", "x"), source.url, source.url, 200)
    entries = (Entry(title="Стары", published=now - 400 * 86400),)
    (old,) = of_feed(source, reply, ParsedFeed("rss20", "", "", entries), now)
    assert "400 days old" in old
    (empty,) = of_feed(source, reply, ParsedFeed("rss20", "", "", ()), now)
    assert "no items" in empty
    said = of_feed(source, reply, ParsedFeed("rss20", "", "", (Entry(title="x"),), notes=("read by repair",)), now)
    assert len(said) == 2


@pytest.mark.parametrize(
    ("address", "like"),
    [
        ("https://x.example/rss", True), ("https://x.example/feed/", True), ("https://x.example/news.rss", True),
        ("https://x.example/?format=feed&type=rss", True), ("https://x.example/atom.xml", True),
        ("https://x.example/Feeds/all", True), ("https://x.example/russia", False), ("https://x.example/feedback", False),
        ("https://x.example/news/1", False), ("http://[::1", False),
    ],
)  # fmt: skip
def test_addresses_that_look_like_feeds(address: str, *, like: bool) -> None:
    assert discovery.looks_like_a_feed(address) is like


def test_a_hostile_robots_txt_or_index_names_only_what_can_be_asked_and_shown() -> None:
    robots = (
        "\n" * 200_000 + "Sitemap: https://x.example/news\x9b2J.xml\n Sitemap:\thttps://x.example/a.xml\nsitemap:\n"
    )
    assert discovery.sitemaps_of(robots) == ("https://x.example/a.xml",), "at once, whatever empty lines come before"
    index = b"<sitemapindex><loc>http://[news</loc><loc>https://x.example/news.xml</loc></sitemapindex>"
    assert discovery.news_of_index(index) == ("https://x.example/news.xml",)


@pytest.mark.parametrize("command", ["test", "discover", "add"])
def test_an_address_that_cannot_be_taken_apart_is_a_sentence(monitor: Monitor, command: str) -> None:
    ran = monitor("sources", command, "http://[")
    assert ran.code == 2
    assert "is not a correct address" in ran.err
