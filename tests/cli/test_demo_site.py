"""The loopback news site of the demo: real sockets, stepped time, the faults it promises."""

from __future__ import annotations

import http.client
import json
import socket
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import feedparser
import pytest
import trafilatura

from monitor.cli.demo import content
from monitor.cli.demo.content import MARKS, START, UPDATE_DIGEST, VISIT_DIGEST, outlets
from monitor.cli.demo.site import Site

DAY = 24 * 3600
ARTICLES = [article for outlet in outlets() for article in outlet.articles]
BY_SLUG = {article.slug: article for article in ARTICLES}


@dataclass
class Got:
    status: int
    headers: dict[str, str]
    body: bytes


class Visitor:
    """A site under a clock that a test sets by hand."""

    def __init__(self) -> None:
        self.now = UPDATE_DIGEST
        self.site = Site(lambda: self.now)

    def reset(self) -> None:
        self.now = UPDATE_DIGEST
        self.site.off_feeds.clear()

    def get(self, url: str, method: str = "GET", **headers: str) -> Got:
        parts = urlsplit(url)
        door = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=5)
        try:
            target = parts.path + (f"?{parts.query}" if parts.query else "")
            door.request(method, target, headers={name.replace("_", "-"): value for name, value in headers.items()})
            reply = door.getresponse()
            return Got(reply.status, {name.lower(): value for name, value in reply.getheaders()}, reply.read())
        finally:
            door.close()

    def feed(self, feed: str) -> Got:
        return self.get(self.site.urls[feed])

    def titles(self, feed: str) -> list[str]:
        got = self.feed(feed)
        assert got.status == 200
        if self.site.by_id[feed].dialect == "json":
            return [item["title"] for item in json.loads(got.body)["items"]]
        return [entry.title for entry in _parsed(got).entries]


def _parsed(got: Got) -> feedparser.FeedParserDict:
    return feedparser.parse(
        got.body,
        response_headers={"content-type": got.headers["content-type"]},
        sanitize_html=False,
        resolve_relative_uris=False,
    )


@pytest.fixture(scope="module")
def running() -> Iterator[Visitor]:
    visitor = Visitor()
    visitor.site.start()
    yield visitor
    visitor.site.close()


@pytest.fixture
def visitor(running: Visitor) -> Visitor:
    running.reset()
    return running


def test_every_feed_lists_all_its_titles_and_dates(visitor: Visitor) -> None:
    visitor.now = START + 8 * DAY
    for outlet in outlets():
        listed = content.carried(outlet.id, visitor.now)
        assert visitor.titles(outlet.id) == [version.title for _, version in listed], outlet.id
        if outlet.dialect == "json":
            continue
        for entry, (article, _) in zip(_parsed(visitor.feed(outlet.id)).entries, listed, strict=True):
            stamp = entry.get("published") or entry.get("updated")
            when = parsedate_to_datetime(stamp) if "," in stamp else datetime.fromisoformat(stamp)
            assert int(when.timestamp()) == article.published
            assert entry.link.partition("?")[0] == visitor.site.where(article)


@pytest.mark.parametrize("outlet", outlets(), ids=lambda outlet: outlet.id)
def test_a_feed_is_well_formed_unless_its_outlet_is_the_broken_one(outlet: content.Outlet, visitor: Visitor) -> None:
    visitor.now = START + 8 * DAY
    body = visitor.feed(outlet.id).body
    if outlet.dialect == "json":
        assert json.loads(body)["version"] == "https://jsonfeed.org/version/1.1"
    elif outlet.dialect == "broken":
        with pytest.raises(ET.ParseError):
            ET.fromstring(body)
        assert _parsed(visitor.feed(outlet.id)).bozo
    else:
        root = ET.fromstring(body.decode(outlet.encoding).replace(outlet.encoding, "utf-8").encode())
        assert root.tag.rpartition("}")[2] == {"rss20": "rss", "atom": "feed", "rdf": "RDF"}[outlet.dialect]


def test_the_broken_feed_still_gives_whole_texts(visitor: Visitor) -> None:
    entries = _parsed(visitor.feed("demo_absheron_primer")).entries
    entry = next(entry for entry in entries if entry.link.endswith("/asadov-golovchenko"))
    assert "на полях транспортного саммита в Ташкенте" in entry.summary
    assert any("Фонтаны & сквер" in entry.title for entry in entries)


def test_the_windows_1251_feed_is_windows_1251(visitor: Visitor) -> None:
    got = visitor.feed("demo_minsk_obrazets")
    assert b'encoding="windows-1251"' in got.body[:60]
    assert "charset" not in got.headers["content-type"]
    with pytest.raises(UnicodeDecodeError):
        got.body.decode("utf-8")
    assert "Лукашенко и Алиев провели переговоры с глазу на глаз" in got.body.decode("windows-1251")
    assert "Лукашенко и Алиев провели переговоры с глазу на глаз" in visitor.titles("demo_minsk_obrazets")


def test_letters_survive_in_azerbaijani_and_belarusian(visitor: Visitor) -> None:
    assert "Əliyev və Lukaşenko geniş tərkibdə danışıqlar aparıb" in visitor.titles("demo_xezer_numune")
    visitor.now = START + 8 * DAY
    assert "віцэ-прэм'ер Ігар" in visitor.feed("demo_niomanski_uzor").body.decode()


def test_nothing_is_shown_before_it_is_published(visitor: Visitor) -> None:
    article = BY_SLUG["documents-signed"]
    url = visitor.site.where(article)
    visitor.now = article.published - 1
    assert visitor.get(url).status == 404
    assert article.versions[0].title not in visitor.titles("demo_baku_wire")
    visitor.now = article.published
    assert visitor.get(url).status == 200
    assert article.versions[0].title in visitor.titles("demo_baku_wire")


def test_the_edited_article_changes_at_its_moment_and_keeps_its_address(visitor: Visitor) -> None:
    article = BY_SLUG["documents-signed"]
    before, after = article.versions
    visitor.now = after.since - 1
    tag = visitor.feed("demo_baku_wire").headers["etag"]
    assert before.title in visitor.titles("demo_baku_wire")
    visitor.now = after.since
    titles = visitor.titles("demo_baku_wire")
    assert after.title in titles
    assert before.title not in titles
    assert visitor.feed("demo_baku_wire").headers["etag"] != tag
    page = visitor.get(visitor.site.where(article)).body.decode()
    assert after.title in page
    assert "article:modified_time" in page


def test_one_article_is_carried_by_three_feeds_under_one_address(visitor: Visitor) -> None:
    url = visitor.site.where(BY_SLUG["one-on-one-talks"])
    carriers = [feed for feed in visitor.site.urls if url in visitor.feed(feed).body.decode("utf-8", "replace")]
    assert carriers == ["demo_baku_wire", "demo_caspian_observer", "demo_collector"]


def test_the_collector_marks_its_links_and_the_page_is_the_same(visitor: Visitor) -> None:
    links = [entry.link for entry in _parsed(visitor.feed("demo_collector")).entries]
    assert all("utm_source=" in link for link in links)
    assert visitor.get(links[0]).body == visitor.get(links[0].partition("?")[0]).body


@pytest.mark.parametrize("outlet", outlets(), ids=lambda outlet: outlet.id)
def test_validators_spare_the_second_answer(outlet: content.Outlet, visitor: Visitor) -> None:
    visitor.now = START + 8 * DAY
    first = visitor.feed(outlet.id)
    url = visitor.site.urls[outlet.id]
    for headers in ({"If_None_Match": first.headers["etag"]}, {"If_Modified_Since": first.headers["last-modified"]}):
        again = visitor.get(url, **headers)
        assert (again.status, again.body) == (304, b"")
    assert visitor.get(url, If_None_Match='"other"', If_Modified_Since=first.headers["last-modified"]).status == 200
    assert visitor.get(url, If_Modified_Since="Sun, 05 May 2024 00:00:00 GMT").status == 200
    assert visitor.get(url, If_Modified_Since="yesterday").status == 200


def test_one_feed_fails_from_its_moment_on_while_its_pages_stay(visitor: Visitor) -> None:
    failing = [outlet for outlet in outlets() if outlet.fails_from]
    assert [outlet.id for outlet in failing] == ["demo_niomanski_uzor"]
    moment = failing[0].fails_from or 0
    assert moment < VISIT_DIGEST - DAY
    visitor.now = moment - 1
    assert visitor.feed(failing[0].id).status == 200
    visitor.now = moment
    assert visitor.feed(failing[0].id).status == 500
    assert visitor.get(visitor.site.where(failing[0].articles[0])).status == 200


def test_a_feed_can_be_switched_off_and_on(visitor: Visitor) -> None:
    visitor.site.off("demo_baku_wire")
    assert visitor.feed("demo_baku_wire").status == 503
    assert visitor.feed("demo_caspian_observer").status == 200
    visitor.site.on("demo_baku_wire")
    assert visitor.feed("demo_baku_wire").status == 200
    with pytest.raises(KeyError):
        visitor.site.off("no_such_feed")


def test_the_index_lists_every_feed_and_its_buttons_switch(visitor: Visitor) -> None:
    home = visitor.site.home("demo_baku_wire")
    page = visitor.get(home).body.decode()
    for feed, url in visitor.site.urls.items():
        assert f'href="{url}"' in page
        assert f'action="/feeds/{feed}/off"' in page
    assert visitor.get(f"{home}feeds/demo_minski_pryklad/off", "POST").status == 303
    assert visitor.feed("demo_minski_pryklad").status == 503
    assert 'action="/feeds/demo_minski_pryklad/on"' in visitor.get(home).body.decode()
    assert visitor.get(f"{home}feeds/demo_minski_pryklad/on", "POST").status == 303
    assert visitor.feed("demo_minski_pryklad").status == 200
    assert visitor.get(f"{home}feeds/nobody/off", "POST").status == 404


def test_every_article_has_its_page_with_other_headlines_around_it(visitor: Visitor) -> None:
    for article in ARTICLES:
        got = visitor.get(visitor.site.where(article))
        encoding = got.headers["content-type"].partition("charset=")[2]
        page = got.body.decode(encoding)
        assert got.status == 200
        assert f"<h1>{article.versions[-1].title}".replace("&", "&amp;").replace("'", "&#x27;") in page
        assert MARKS[article.language] in page
        assert "<nav>" in page


def test_the_summary_feed_keeps_the_text_to_the_page(visitor: Visitor) -> None:
    article = BY_SLUG["two-days-in-baku"]
    entry = next(e for e in _parsed(visitor.feed("demo_caucasus_review")).entries if e.link.endswith(article.slug))
    assert "content" not in entry
    assert "Azerbaijan" not in entry.summary
    page = visitor.get(visitor.site.where(article)).body
    text = trafilatura.extract(page.decode(), include_comments=False) or ""
    assert "Ilham Aliyev received his guest at Zagulba" in text
    assert "Georgian wine exporters" not in text


def test_robots_front_pages_heads_and_unknown_pages(visitor: Visitor) -> None:
    home = visitor.site.home("demo_minsk_obrazets")
    assert visitor.get(f"{home}robots.txt").body == b"User-agent: *\nAllow: /\n"
    assert "Лукашенко прибыл в Азербайджан" in visitor.get(home).body.decode("windows-1251")
    assert visitor.get(f"{home}news/no-such-page").status == 404
    head = visitor.get(visitor.site.urls["demo_minsk_obrazets"], "HEAD")
    assert (head.status, head.body) == (200, b"")


def test_answers_carry_the_date_of_the_stepped_clock(visitor: Visitor) -> None:
    visitor.now = START
    assert visitor.feed("demo_baku_wire").headers["date"] == "Sun, 05 May 2024 20:00:00 GMT"


def test_the_site_is_silent_on_the_terminal(visitor: Visitor, capfd: pytest.CaptureFixture[str]) -> None:
    visitor.feed("demo_baku_wire")
    visitor.get(visitor.site.home("demo_baku_wire") + "nothing")
    assert capfd.readouterr() == ("", "")


def test_each_outlet_has_an_address_of_its_own_and_one_port(visitor: Visitor) -> None:
    hosts = visitor.site.hosts
    assert len(hosts) == len(outlets())
    assert {urlsplit(url).netloc for url in visitor.site.urls.values()} == {f"{host}:{port}" for host, port in hosts}
    if ("127.0.0.1", min(port for _, port in hosts)) not in hosts:
        assert len({host for host, _ in hosts}) == len(outlets())
        assert len({port for _, port in hosts}) == 1


def test_without_further_loopback_addresses_the_ports_differ() -> None:
    """macOS knows only 127.0.0.1 until somebody adds the others; 192.0.2.0/24 belongs to no machine."""
    site = Site(lambda: START, addresses=[f"192.0.2.{number}" for number in range(1, 100)])
    site.start()
    try:
        assert {host for host, _ in site.hosts} == {"127.0.0.1"}
        assert len(site.hosts) == len(outlets())
        for host, port in site.hosts:
            socket.create_connection((host, port), timeout=5).close()
    finally:
        site.close()


def test_a_taken_port_is_said(visitor: Visitor) -> None:
    host, port = min(visitor.site.hosts)
    with pytest.raises(OSError, match="in use"):
        Site(lambda: START, port).start()
    with socket.create_connection((host, port), timeout=5) as still_served:
        assert still_served.getpeername() == (host, port)


def test_closing_gives_the_ports_back_and_may_be_done_twice() -> None:
    site = Site(lambda: START)
    site.start()
    ports = {port for _, port in site.hosts}
    site.close()
    site.close()
    assert site.urls == {}
    again = Site(lambda: START, ports.pop())
    again.start()
    again.close()
