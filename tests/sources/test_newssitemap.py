"""Sitemaps of news: titles and days where they are given, the newest pages where they are not."""

import pytest

from monitor.errors import FeedError
from monitor.model.limits import Limits
from monitor.model.source import ParsedFeed, Source
from monitor.sources import parse
from monitor.sources.newssitemap import NEWEST

NOW = 1_795_000_000
URL = "https://news.example.by/sitemap-news.xml"
HEAD = '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">'
NEWS = (
    HEAD
    + """<url><loc>https://news.example.by/1</loc><n:news><n:publication><n:name>Навіны</n:name><n:language>be</n:language></n:publication>
<n:publication_date>2024-05-16T19:33:00</n:publication_date><n:title>Прэзідэнт прыбыў у Баку &amp; сям’я</n:title></n:news></url>
<url><loc>/2</loc><lastmod>2024-05-16</lastmod></url><url><lastmod>2024-05-16</lastmod></url></urlset>"""
)
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://a.by/pages.xml</loc></sitemap>
<sitemap><loc>https://a.by/news.xml</loc></sitemap></sitemapindex>"""


def read(text: str, limits: Limits | None = None) -> ParsedFeed:
    source = Source(id="s", outlet="S", url=URL, zone="Europe/Minsk", format="newssitemap")
    return parse(source, text.encode(), "application/xml", URL, NOW, limits or Limits())


def test_titles_days_and_languages_are_read() -> None:
    feed = read(NEWS)
    assert feed.dialect == "newssitemap"
    assert [(entry.link, entry.title, entry.language, entry.published) for entry in feed.entries] == [
        ("https://news.example.by/1", "Прэзідэнт прыбыў у Баку & сям’я", "be", 1715877180),
        ("https://news.example.by/2", "", "", 1715806800),
    ]


def test_of_a_plain_sitemap_the_newest_are_taken_in_its_order() -> None:
    urls = "".join(f"<url><loc>/{n}</loc><lastmod>2024-0{1 + n % 3}-11</lastmod></url>" for n in range(3 * NEWEST))
    feed = read(f"{HEAD}{urls}</urlset>")
    assert [entry.link.rpartition("/")[2] for entry in feed.entries] == [str(n) for n in range(2, 3 * NEWEST, 3)]
    assert feed.notes == ("200 older addresses of 300 left out",)


@pytest.mark.parametrize(("text", "sentence"), [
    (INDEX, "a list of 2 sitemaps; take one of them as url: https://a.by/news.xml, https://a.by/pages.xml"),
    ("<rss><channel/></rss>", "answers with <rss>, not with a sitemap"),
    ("<!DOCTYPE html><html><body>404</body></html>", "answers with <html>, not with a sitemap"),
    ("", "the answer is empty"),
    ("not found", "the answer is no XML, so no sitemap"),
])  # fmt: skip
def test_anything_else_is_said(text: str, sentence: str) -> None:
    with pytest.raises(FeedError) as caught:
        read(text)
    assert sentence in str(caught.value)


def test_entities_are_neither_expanded_nor_fetched() -> None:
    bomb = '<!DOCTYPE u [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/hostname">]>'
    feed = read(bomb + "<urlset><url><loc>/1</loc><news><title>x &b; &f;</title></news></url></urlset>")
    assert feed.entries[0].title == "x &b; &f;"


def test_a_sitemap_without_addresses_says_so() -> None:
    assert read(HEAD + "</urlset>").notes == ("the sitemap holds no addresses",)
