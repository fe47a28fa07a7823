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
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import feedparser
import pytest
import trafilatura

from monitor.cli.demo import content
from monitor.cli.demo.content import EMPTY_DIGEST, MARKS, START, UPDATE_DIGEST, VISIT_DIGEST, outlets
from monitor.cli.demo.site import Site, digests_yaml
from monitor.config import read_digests, read_sources
from monitor.judge import judge
from monitor.model.article import Article
from monitor.setup import Setup, load_files

DAY = 24 * 3600
RULES = Path(__file__).parents[2] / "rules"
SHIPPED = {"azerbaijan-belarus", "eaeu", "trade-turnover"}
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


def test_there_are_enough_outlets_articles_and_languages() -> None:
    assert len(outlets()) >= 8
    assert len(ARTICLES) >= 60
    assert {article.language for article in ARTICLES} == {"en", "ru", "az", "be", "tr"}
    for language in ("en", "ru", "az", "be"):
        assert sum(article.language == language for article in ARTICLES) >= 10


def test_outlets_differ_in_kind_side_and_zone() -> None:
    assert {outlet.kind for outlet in outlets()} >= {
        "government", "state", "foreign-state", "private", "pro-government", "independent", "exile", "aggregator",
    }  # fmt: skip
    assert {outlet.side for outlet in outlets()} >= {"AZ", "BY", ""}
    assert {outlet.zone for outlet in outlets()} >= {"Asia/Baku", "Europe/Minsk"}


def test_addresses_and_titles_are_unique_so_that_nothing_folds_by_accident() -> None:
    assert len({(article.feed, article.slug) for article in ARTICLES}) == len(ARTICLES)
    assert len({version.title for article in ARTICLES for version in article.versions}) == len(ARTICLES) + 1


def test_every_text_says_that_it_is_invented() -> None:
    for article in ARTICLES:
        for version in article.versions:
            assert version.paragraphs[-1] == MARKS[article.language]
            assert len(version.paragraphs) >= 2


def test_nobody_is_quoted() -> None:
    for article in ARTICLES:
        for version in article.versions:
            assert not set("“”„‘") & set(version.title + "".join(version.paragraphs)), version.title
            assert '"' not in version.title + "".join(version.paragraphs), version.title


def test_the_whole_lies_in_one_fortnight_and_no_feed_is_empty_at_its_start() -> None:
    assert UPDATE_DIGEST - START <= 15 * DAY
    for outlet in outlets():
        assert content.carried(outlet.id, START), outlet.id
    for article in ARTICLES:
        assert START - 2 * DAY < article.published < UPDATE_DIGEST


def test_labels_name_shipped_rules_and_near_misses_say_why(visitor: Visitor) -> None:
    labels = visitor.site.labels
    assert len(labels) == len(ARTICLES)
    for url, expected in labels.items():
        assert expected.rules <= SHIPPED, url
        assert "azerbaijan-belarus" not in expected.rules or not expected.reason, url
    reasons = " ".join(expected.reason for expected in labels.values())
    for word in ("football", "summit guests", "tractor", "airport", "Minsk Group", "Azerbaijan and Russia"):
        assert word in reasons


def _matching(start: int, end: int) -> list[content.Article]:
    return [article for article in ARTICLES if start <= article.published < end and article.expected.rules]


def test_the_three_digest_days_hold_what_the_demo_shows() -> None:
    """Many reports on the visit day; near misses alone on the empty day; an update and a correction on the next."""
    assert len(_matching(VISIT_DIGEST - DAY, VISIT_DIGEST)) >= 8
    assert {article.language for article in _matching(VISIT_DIGEST - DAY, VISIT_DIGEST)} == {
        "en",
        "ru",
        "az",
        "be",
        "tr",
    }
    assert _matching(EMPTY_DIGEST - DAY, EMPTY_DIGEST) == []
    near = [a for a in ARTICLES if EMPTY_DIGEST - DAY <= a.published < EMPTY_DIGEST and a.expected.reason]
    assert len(near) >= 6
    assert _matching(EMPTY_DIGEST, UPDATE_DIGEST)
    edited = [article for article in ARTICLES if len(article.versions) > 1]
    assert [EMPTY_DIGEST < article.versions[1].since < UPDATE_DIGEST for article in edited] == [True]
    assert edited[0].published < VISIT_DIGEST
    assert edited[0].versions[0].title != edited[0].versions[1].title


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


def test_all_the_dialects_asked_for_are_there() -> None:
    assert {outlet.dialect for outlet in outlets()} == {"rss20", "atom", "rdf", "json", "broken"}


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


def test_its_sources_yaml_loads_and_says_of_each_outlet_what_the_content_says(visitor: Visitor) -> None:
    read = read_sources("sources.yaml", visitor.site.sources_yaml().encode())
    assert read.network.allow == visitor.site.hosts
    assert list(read.sources) == [outlet.id for outlet in outlets()]
    for outlet in outlets():
        source = read.sources[outlet.id]
        assert (source.outlet, source.url) == (outlet.name, visitor.site.urls[outlet.id])
        assert (source.kind, source.side or "", source.country) == (outlet.kind, outlet.side, outlet.country)
        assert (source.language, source.zone, source.interval) == (outlet.language, outlet.zone, 900)


def test_its_digests_yaml_loads_and_its_hour_is_that_of_the_three_digests() -> None:
    (subscription,) = read_digests("digests.yaml", digests_yaml().encode(), SHIPPED).subscriptions
    assert [delivery.channel for delivery in subscription.to] == ["file", "console"]
    assert set(subscription.rules) == SHIPPED
    for moment in (VISIT_DIGEST, EMPTY_DIGEST, UPDATE_DIGEST):
        local = datetime.fromtimestamp(moment, ZoneInfo(subscription.zone))
        assert [(slot.hour, slot.minute) for slot in subscription.slots] == [(local.hour, local.minute)]


@pytest.fixture(scope="module")
def shipped(running: Visitor) -> Setup:
    """The shipped rules and lexicon over the demo's own sources and digests."""
    names = [f"{rule}.yaml" for rule in SHIPPED] + [f"lexicon/{path.name}" for path in RULES.glob("lexicon/*.yaml")]
    files = {name: RULES.joinpath(name).read_bytes() for name in names}
    files["sources.yaml"] = running.site.sources_yaml().encode()
    files["digests.yaml"] = digests_yaml().encode()
    return load_files(files)


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: f"{article.feed}-{article.slug}")
def test_the_shipped_rules_say_of_each_article_what_its_label_says(article: content.Article, shipped: Setup) -> None:
    for version in article.versions:
        body = "\n".join(version.paragraphs)
        source = shipped.sources[article.feed]
        judged = judge(
            Article(article.slug, "", version.title, body, article.language, version.since, version.since, source),
            shipped,
        )
        assert {match.rule for match in judged.matches} == article.expected.rules


def test_the_pages_behind_summaries_that_matter_are_worth_fetching(shipped: Setup) -> None:
    for outlet in outlets():
        for article, version in content.carried(outlet.id, UPDATE_DIGEST):
            if outlet.gives == "summary" and article.expected.rules:
                assert shipped.may_matter(version.title, version.summary, article.language), article.slug
