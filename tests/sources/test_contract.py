"""What every kind of source must keep, and the feeds of strangers that all of them must survive."""

import re
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.errors import FeedError
from monitor.identify import sort_out
from monitor.model.limits import Limits
from monitor.model.source import ParsedFeed, Source
from monitor.sources import KINDS, parse, parse_file

NOW = 1_795_000_000
LIMITS = Limits()
URL = "https://news.example.az/rss"
SHARED = Path(__file__).parents[2] / ".." / "shared" / "feeds"
STRANGERS = sorted(path for path in SHARED.glob("*") if path.suffix != ".md")

RSS = """<?xml version="1.0" encoding="windows-1251"?><rss version="2.0"><channel><title>Навіны</title>
<item><title>Прэзідэнт &amp;amp; сям'я</title><link>/a/1</link><guid>1</guid>
<pubDate>Thu, 16 May 2024 19:33:00 MSK</pubDate></item><item><title>Два</title><link>javascript:1</link></item>
</channel></rss>""".encode("windows-1251")
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="/b/"><entry><id>1</id><title type="html">&lt;b&gt;İki&lt;/b&gt;</title>
<link href="x"/></entry></feed>""".encode()
JSON = '{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": 1, "url": "/j/1", "title": "Üç"}, 5, {}]}'.encode()
PAGE = """<html><base href="/en/"><ul><li><time datetime="2024-05-16">x</time><a href="news/1">Prezident Minskdədir</a></li>
<li><a href="https://news.example.az/en/news/2"><img alt="Сям'я"></a></li></ul><a href="/en/news/?page=2">2</a>""".encode()
SITEMAP = """<?xml version="1.0"?><!DOCTYPE urlset [<!ENTITY a "b">]><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>/s/1</loc><news:news><news:title>Bakı &a;</news:title></news:news></url>
<url><loc>mailto:x</loc></url><url><loc>https://news.example.az/s/2</loc><lastmod>2024-05-16</lastmod></url></urlset>""".encode()
SEEDS = (RSS, ATOM, JSON, PAGE, SITEMAP, b"<rdf:RDF><item/></rdf:RDF>", b"<html><title>404</title>", b"[]", b"")


def source(kind: str) -> Source:
    return Source(id="s", outlet="S", url=URL, zone="Asia/Baku", format=kind, links="/en/news/*")


def read(kind: str, body: bytes, content_type: str = "") -> ParsedFeed | None:
    try:
        return parse(source(kind), body, content_type, URL, NOW, LIMITS)
    except FeedError:
        return None


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A feed with a piece cut out, doubled or overwritten."""
    seed = draw(st.sampled_from(SEEDS))
    start, end = sorted((draw(st.integers(0, len(seed))), draw(st.integers(0, len(seed)))))
    return seed[:start] + draw(st.one_of(st.binary(max_size=12), st.just(seed[start:end] * 2))) + seed[end:]


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    body=st.one_of(st.binary(max_size=300), damaged()),
    content_type=st.sampled_from(["", "text/html; charset=koi8-r", "x; charset=\x00"]),
)
def test_any_bytes_give_a_feed_or_a_sentence(kind: str, body: bytes, content_type: str) -> None:
    feed = read(kind, body, content_type)
    if feed is not None:
        assert all(not entry.link or re.match("https?://", entry.link) for entry in feed.entries)
        assert read(kind, body, content_type) == feed


@pytest.mark.parametrize(
    ("kind", "body"), [("rss", RSS), ("rss", ATOM), ("jsonfeed", JSON), ("feed", RSS), ("feed", ATOM), ("feed", JSON)]
)
def test_links_are_absolute_and_the_order_is_the_feeds(kind: str, body: bytes) -> None:
    feed = read(kind, body)
    assert feed is not None
    assert feed.entries[0].link in {
        "https://news.example.az/a/1",
        "https://news.example.az/b/x",
        "https://news.example.az/j/1",
    }
    assert [entry.title for entry in feed.entries][:2] in (["Прэзідэнт & сям'я", "Два"], ["İki"], ["Üç", ""])


@pytest.mark.parametrize(
    ("limits", "note"),
    [
        (Limits(entries=1), "2 items beyond 1 left out"),
        (Limits(title_bytes=20), "title cut from 33 to 20 bytes"),
        (Limits(text_bytes=30), "summary cut from 198 to 30 bytes"),
        (Limits(guid_bytes=10), "id of 14 bytes replaced by its hash"),
        (Limits(link_bytes=20), "link of 29 bytes left out"),
    ],
)
def test_limits_are_kept_and_what_is_cut_is_said(limits: Limits, note: str) -> None:
    item = "<item><guid>long-guid-{0:04}</guid><link>https://news.example.az/{0:05}</link><title>Прэзідэнт прыбыў {0}</title><description>{1}</description></item>"
    body = f"<rss><channel>{''.join(item.format(n, 'ş' * 99) for n in range(3))}</channel></rss>"
    feed = parse(source("rss"), body.encode(), "", URL, NOW, limits)
    assert note in (*feed.notes, *feed.entries[0].notes)


def test_an_unknown_kind_is_named() -> None:
    with pytest.raises(FeedError, match="no reader for format 'gopher': there are feed"):
        parse(source("gopher"), b"", "", URL, NOW, LIMITS)


def test_too_many_bytes_are_refused_before_they_are_read() -> None:
    with pytest.raises(FeedError, match="more than the 10 a feed may have"):
        parse(source("feed"), b"x" * 11, "", URL, NOW, Limits(body_bytes=10))


def item_count(body: bytes) -> int:
    """Items by another road than the parser's: tags, or the ids of a JSON Feed."""
    text = body.decode("utf-16") if body[:2] in (b"\xff\xfe", b"\xfe\xff") else body.decode("utf-8", "replace")
    if text.lstrip("\ufeff \n").startswith("{"):
        return len(re.findall(r'"(?:date_published|content_html|content_text)"\s*:', text)) and 1
    return len(re.findall(r"<(?:\w+:)?(?:item|entry)[\s>]", text))


@pytest.mark.skipif(not STRANGERS, reason="the captures of live feeds are not here")
@pytest.mark.parametrize("path", STRANGERS, ids=lambda path: path.name)
def test_no_strangers_feed_with_items_comes_out_empty(path: Path) -> None:
    body = path.read_bytes()
    started = time.process_time()
    feed = parse_file(path.name, body, NOW, LIMITS)
    assert time.process_time() - started < 5
    assert len(feed.entries) >= item_count(body)
    assert feed.entries or feed.notes == ("the feed holds no items",)
    found, notes = sort_out(source("feed"), feed.entries)
    assert len(found) == len(feed.entries) or notes
