"""`links:` of a source: selectors become XPath that finds the same elements, patterns fit addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from monitor.text.selector import read_links

PAGE = html.document_fromstring(
    """<div id="list" class="news  list wide"><h2 class="title"><a id=a href="/n/1" class="news-title big">A</a></h2>
    <p><a id=b href="/n/2" hreflang="be-BY">B</a></p><span><i><a id=c href="/x/3.html" title='сям’я'>C</a></i></span></div><a id=d>D</a>"""
)


@pytest.mark.parametrize(("selector", "found"), [
    ("a", "abcd"), ("a[href]", "abc"), (".news-title", "a"), ("a.news-title.big", "a"), ("a.news", ""), ("#list a", "abc"),
    ("div.list > p > a", "b"), ("div > a", ""), (".list .title a, span a", "ac"), ("a[href^='/n/']", "ab"), ('a[href$=".html"]', "c"),
    ("a[href*='/x']", "c"), ("a[title='сям’я']", "c"), ("a[hreflang=be-BY]", "b"), ("div[class~=wide] i > a", "c"), ("*[id=d]", "d"), ("h2>a", "a"),
])  # fmt: skip
def test_a_selector_finds_what_css_finds(selector: str, found: str) -> None:
    hits = PAGE.xpath(read_links(selector).xpath)
    assert "".join(hit.get("id") for hit in hits) == found


@pytest.mark.parametrize(
    "wrong", ["a:first-child", "a >", "> a", "a,", "", "a[href", "a..b", "a { }", "/news/", "x" * 400, 'a[b="\'\\""]']
)
def test_what_is_not_understood_is_said(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        read_links(wrong)


@pytest.mark.parametrize(("pattern", "address", "fits"), [
    ("/news/*", "https://a.az/news/1", True), ("/news/*", "https://a.az/news/", False), ("/news/*", "https://a.az/en/news/1", False),
    ("/*/news/*", "https://a.az/en/news/1", True), ("/news/*.html", "https://a.az/news/1.html", True), ("/news/*.html", "https://a.az/news/1", False),
    ("https://b.by/*", "https://b.by/x", True), ("https://b.by/*", "https://a.az/x", False), ("/n?id=*", "https://a.az/n?id=5", True),
    ("/news/*", "https://a.az", False), ("/*a*a", "https://x.by/baca", True), ("/*a*a", "https://x.by/a", False),
])  # fmt: skip
def test_a_pattern_fits_the_address_behind_the_host(pattern: str, address: str, *, fits: bool) -> None:
    assert read_links(pattern).fits(address) is fits


@given(st.text(alphabet="a.b#[]='\">, *-ə/\\:()0~^$", max_size=40))
def test_any_selector_is_a_sentence_or_usable(text: str) -> None:
    said = ""
    try:
        links = read_links(text)
    except ValueError as error:
        links, said = None, str(error)
    assert said if links is None else links.pattern or isinstance(etree.XPath(links.xpath)(PAGE), list)
