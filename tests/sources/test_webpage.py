"""A page that lists articles: its links become entries, and where they do not, somebody is told why."""

import time
from datetime import UTC, datetime

import pytest

from monitor.errors import FeedError
from monitor.model.limits import Limits
from monitor.model.source import ParsedFeed, Source
from monitor.sources import listing, parse

NOW = 1_795_000_000
URL = "https://mfa.example.az/en/news"
PAGE = """<!DOCTYPE html><html lang="en"><head><title>News</title></head><body>
<nav class="menu"><a href="/en/news/archive-of-all-the-news">All news of the ministry here</a><a href="/ru/news">Русский</a><a href="/az/news" hreflang="az">AZ</a></nav>
<div class="news-list">
 <div class="item"><span class="date">16 May 2024, 19:33</span><a class="pic" href="/en/news/no09722"><img src="1.jpg" alt="photo"></a>
   <h3><a class="title" href="/en/news/no09722">Minister Bayramov received his Belarusian colleague</a></h3><a href="/en/news/no09722">Read more</a></div>
 <div class="item"><a class="title" href="no09721?utm_source=x#top"><time datetime="2024-05-15T10:00">15 May</time> Səfirin etimadnaməsi qəbul edilib</a></div>
 <div class="item"><a class="title" href="https://mfa.example.az/en/news/no09720">Пра сустрэчу міністраў: сям’я і праца</a><p>14.05.2024</p></div>
 <div class="item"><a class="title" href="https://other.example.by/en/news/1">Another site writes about the ministry</a></div>
 <div class="item"><a class="title" href="/en/news/tag/belarus">Belarus</a></div>
 <div class="item"><a class="title" href="/en/news/report.pdf">Report of the ministry as a file</a></div>
 <div class="item"><a class="title" href="javascript:void(0)">Share</a></div>
</div>
<div class="pagination"><a href="/en/news?page=2">2</a><a href="/en/news/page/3">3</a></div>
<footer><a href="/en/news/imprint-of-this-page">Imprint of this page and others</a></footer></body></html>"""


def source(links: str) -> Source:
    return Source(id="mfa", outlet="MFA", url=URL, zone="Asia/Baku", language="en", format="webpage", links=links)


def read(page: str | bytes, links: str = "/en/news/*", charset: str = "utf-8") -> ParsedFeed:
    body = page if isinstance(page, bytes) else page.encode(charset)
    return parse(source(links), body, "text/html", URL, NOW, Limits())


def rows(feed: ParsedFeed) -> list[tuple[str, str, str]]:
    return [
        (entry.link.rpartition("/")[2], entry.title, "" if entry.published is None else f"{datetime.fromtimestamp(entry.published, UTC):%Y-%m-%d %H:%M}")
        for entry in feed.entries
    ]  # fmt: skip


EXPECTED = [
    ("no09722", "Minister Bayramov received his Belarusian colleague", "2024-05-16 15:33"),
    ("no09721?utm_source=x", "Səfirin etimadnaməsi qəbul edilib", "2024-05-15 06:00"),
    ("no09720", "Пра сустрэчу міністраў: сям’я і праца", "2024-05-13 20:00"),
]


@pytest.mark.parametrize(
    "links",
    [
        "/en/news/*",
        "a.title",
        ".news-list .item a",
        ".news-list",
        "div.item > a, h3 > a",
        "https://mfa.example.az/en/news/*",
    ],
)
def test_a_selector_or_a_pattern_gives_the_same_entries(links: str) -> None:
    page = PAGE.replace('href="no09721', 'href="/en/news/no09721')
    assert rows(read(page, links)) == EXPECTED


def test_every_link_left_out_has_its_reason() -> None:
    found = listing(source("a"), PAGE.encode(), "text/html", URL, NOW, Limits())
    reasons = {left.address.rpartition("/")[2]: left.reason for left in found.left_out}
    assert reasons["1"] == "it leads to another site"
    assert reasons["report.pdf"] == "it is a file, not a page"
    assert reasons["javascript:void(0)"] == "it is no web address"
    assert reasons["news?page=2"] == reasons["3"] == "it is a page of the list itself"
    assert found.left_out[0].reason == "it is the same page in another language"
    by_pattern = listing(source("/en/news/*"), PAGE.encode(), "text/html", URL, NOW, Limits())
    reasons = {left.address.rpartition("/")[2]: left.reason for left in by_pattern.left_out}
    assert reasons["belarus"] == "it is no article: a tag, a section, a form"
    assert reasons["imprint-of-this-page"] == reasons["archive-of-all-the-news"] == "it stands in a menu"


def test_windows_1251_and_a_base_are_read() -> None:
    page = "<html><head><meta charset=windows-1251><base href='https://mfa.example.az/ru/'></head><body><p><a href='news/1'>Встреча министров в Баку</a>"
    assert read(page, "p a", "windows-1251").entries[0].title == "Встреча министров в Баку"
    assert read(page, "p a", "windows-1251").entries[0].link == "https://mfa.example.az/ru/news/1"


@pytest.mark.parametrize(("page", "links", "sentence"), [
    (PAGE, "a.headline", "none of the 15 links of the page fits the selector 'a.headline'; 'monitor sources test mfa' shows what is there"),
    (PAGE, "/fr/*", "none of the 15 links of the page fits the pattern '/fr/*'"),
    (PAGE, ".pagination", "all 2 links that fit the selector '.pagination' were left out, the first because it is a page of the list itself"),
    ("<html><body><div id=app></div><script>load()</script></body></html>", "a", "the page holds no links at all: its list is made by a script"),
    ("", "a", "the page is empty"),
    (PAGE, "a:hover", "cannot be used"),
])  # fmt: skip
def test_a_page_without_entries_is_a_failure_that_says_why(page: str, links: str, sentence: str) -> None:
    with pytest.raises(FeedError) as caught:
        read(page, links)
    assert sentence in str(caught.value)


def test_what_would_fit_is_suggested() -> None:
    page = PAGE.replace('href="no09721', 'href="/en/news/no09721')
    found = listing(source("a.headline"), page.encode(), "text/html", URL, NOW, Limits())
    assert [(each.links, each.count) for each in found.suggestions[:2]] == [("a.title", 3), (".item a", 3)]
    assert ("/en/news/*", 3) in [(each.links, each.count) for each in found.suggestions]
    assert found.suggestions[0].example == "Minister Bayramov received his Belarusian colleague"


@pytest.mark.parametrize("page", [
    "<a href='/en/news/1'>" * 200_000, "<div>" * 100_000 + "<a href='/en/news/1'>Deep down in here</a>",
    "<p><a href='/en/news/{}'>Headline of an article {}</a> 16.05.2024</p>" * 30_000, "<script>" + "x" * 9_000_000, "<a href='/en/news/" + "y" * 3_000_000 + "'>x</a>",
    "<ul>" + "".join(f"<li><a href='/en/news/{n}'>Headline of article {n}</a> 1{n % 10} May 2024" for n in range(5_000)),
], ids=["one address", "deep", "same", "script", "long", "many"])  # fmt: skip
def test_a_hostile_page_costs_bounded_time(page: str) -> None:
    began, said = time.process_time(), ""
    try:
        feed = read(page)
    except FeedError as error:
        feed, said = None, str(error)
    assert said if feed is None else len(feed.entries) <= Limits().entries
    assert time.process_time() - began < 15


def test_a_page_of_more_elements_than_any_list_is_refused() -> None:
    with pytest.raises(FeedError, match="and no list of news has more than 60,000"):
        read("<a href='/en/news/1'>Headline of an article</a>" + "<i>x</i>" * 70_000)


def test_links_that_say_the_pages_own_language_are_entries() -> None:
    """As some systems write it on every link; only another language is the same page once more."""
    items = "".join(f'<p><a href="/en/news/n{n}" hreflang="en">The minister met the envoy, {n}</a></p>' for n in (1, 2))
    page = f'<html lang="en-GB"><body>{items}<a href="/en/news/n1az" hreflang="az">Nazir səfiri qəbul edib</a></body></html>'
    assert [link for link, *_ in rows(read(page))] == ["n1", "n2"]


def test_a_title_in_an_update_is_no_date() -> None:
    page = '<body><a href="/en/news/n1"><b class="latest-update">The minister met the envoy</b><i class="pubdate">1 May</i></a></body>'
    assert [title for _, title, _ in rows(read(page))] == ["The minister met the envoy"]
