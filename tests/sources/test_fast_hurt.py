"""Documents made to hold the river up, or to stop it: the fast reader leaves them to a worker, or reads them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from monitor import sources
from monitor.model.limits import Limits
from monitor.model.source import ParsedFeed, Source
from monitor.sources.quirks import without_div
from monitor.text.dates import DateReader
from monitor.text.decode import decode

SOURCE = Source(id="x", outlet="x", url="http://news.example/feed")
NOW = 1_790_000_000
ATOM = "http://www.w3.org/2005/Atom"


def rss(inner: str, root: str = "", said: str = "utf-8") -> bytes:
    start = f'<?xml version="1.0" encoding="{said}"?><rss version="2.0"{root}><channel><title>t</title>'
    return f"{start}<item>{inner}</item></channel></rss>".encode()


def fast(body: bytes) -> ParsedFeed | None:
    return sources.parse_fast(SOURCE, body, "application/xml", SOURCE.url, NOW, Limits())


@pytest.mark.parametrize(
    "body",
    [
        rss("<title>a</title>", root=f' xmlns:q="http://x/{"u" * 2000}"'),
        f'<feed xmlns="{ATOM}" xml:base="http://x{"/a" * 2000}/"><entry><id>b</id></entry></feed>'.encode(),
        rss(f"<description>{'&lt;b>' * 21_000}</description>"),
        b'{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","content_html":"%s"}]}' % (b"<b>" * 21_000),
    ],
    ids=["a namespace told with each element", "a base joined with each address", "tags", "tags in JSON"],
)
def test_what_costs_more_than_its_length_is_for_a_worker(body: bytes) -> None:
    assert fast(body) is None
    assert fast(rss("<description>&lt;b>a&lt;/b></description>", root=' xmlns:q="http://x/u"')) is not None


@pytest.mark.parametrize("mark", ["skipDays", "skipHours"])
def test_a_row_of_beginnings_is_no_wish_and_what_ends_is(mark: str) -> None:
    row = f"<description><![CDATA[{f'<{mark}>' * 20_000}]]></description>"
    wished = "<skipDays><day>Monday</day></skipDays><skipHours><hour>4</hour></skipHours>"
    feed = fast(rss("").replace(b"<item>", f"{row}<x>{wished}</x><item>".encode()))
    assert feed is not None
    assert feed.wishes.skip_days == {0}
    assert feed.wishes.skip_hours == {4}


def test_what_an_item_holds_is_no_wish() -> None:
    """Read item by item, a feed must ask for the same as read whole."""
    told = rss("<description><![CDATA[<skipHours><hour>4</hour></skipHours>]]></description>")
    for feed in (fast(told), sources.parse(SOURCE, told, "", SOURCE.url, NOW, Limits())):
        assert feed is not None
        assert not feed.wishes.skip_hours


@pytest.mark.parametrize("read", [fast, lambda body: sources.parse(SOURCE, body, "", SOURCE.url, NOW, Limits())])
def test_a_reference_of_5000_digits_stops_no_feed(read: Callable[[bytes], ParsedFeed]) -> None:
    feed = read(rss(f"<title>&amp;#{'9' * 5000}; Bakı</title>"))
    assert feed.entries[0].title == "\ufffd Bakı"


@pytest.mark.parametrize("name", ["-punycode", "u7", "utf:7", "unicode--escape", "-idna"])
def test_codecs_that_are_no_charsets_are_none_by_any_name(name: str) -> None:
    body = rss("<title>a+ADw-b</title>", said=name)
    assert decode(body)[0] == body.decode()


def test_months_are_read_from_their_first_letter() -> None:
    dates = DateReader("Asia/Baku", "az", NOW, Limits())
    assert dates.read(f"{'a' * 50} 16 мая 2024 10:00 MSK")[0] == 1715842800


def test_white_space_round_the_div_of_a_text_is_left_out() -> None:
    assert without_div([" ", "\n", "<div>", "a", "</div>", " "]) == ["a"]
    assert without_div([" ", " "]) == [" "]
