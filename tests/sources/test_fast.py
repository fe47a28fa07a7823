"""The fast reading and the careful one of the same document: the same entries, or none from the fast one."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor import sources
from monitor.errors import FeedError
from monitor.model.limits import Limits
from monitor.model.source import ParsedFeed, Source
from tests.sources.documents import declarations, documents, encoded

SOURCE = Source(id="x", outlet="X", url="", zone="Asia/Baku")
NOW = 1_795_600_000


def fast(body: bytes) -> ParsedFeed | None:
    return sources.parse_fast(SOURCE, body, "", "https://news.example/feed.xml", NOW, Limits())


def careful(body: bytes) -> ParsedFeed | None:
    try:
        return sources.parse(SOURCE, body, "", "https://news.example/feed.xml", NOW, Limits())
    except FeedError:
        return None


@settings(max_examples=60)
@given(documents, declarations)
def test_what_is_read_fast_is_what_the_careful_reading_gives(
    document: tuple[str, list[str], str], charset: str
) -> None:
    head, items, tail = document
    body = encoded(head + "\n".join(items) + tail, charset)
    quick = fast(body)
    if quick is not None:
        slow = careful(body)
        assert slow is not None
        assert replace(quick, read_by="") == replace(slow, read_by="")
        assert quick.read_by == "fast"
        assert slow.read_by == "careful"


@settings(max_examples=60)
@given(documents, st.data())
def test_an_item_is_read_alike_whatever_stands_beside_it(
    document: tuple[str, list[str], str], data: st.DataObject
) -> None:
    head, items, tail = document
    all_of_them = fast((head + "\n".join(items) + tail).encode())
    chosen = data.draw(st.sets(st.integers(0, max(len(items) - 1, 0))))
    some = [each for number, each in enumerate(items) if number in chosen]
    part = fast((head + "\n".join(some) + tail).encode())
    if all_of_them is not None and part is not None:
        assert part.entries == tuple(each for number, each in enumerate(all_of_them.entries) if number in chosen)


JSON = '{"version": "https://jsonfeed.org/version/1.1", "title": "Bakı", "items": [%s]}'
ITEM = '{"id": "%d", "url": "https://news.example/%d", "title": "Xəbər", "date_published": "2026-11-23T10:00:00+04:00"}'
RSS = '<rss version="2.0"><channel><title>Т</title><item><title>а</title>%s</item></channel></rss>'


def test_json_is_read_fast_as_it_is_read_carefully() -> None:
    body = (JSON % ",".join(ITEM % (n, n) for n in range(3))).encode()
    quick, slow = fast(body), careful(body)
    assert quick is not None
    assert slow is not None
    assert replace(quick, read_by="careful") == slow
    assert fast((JSON % '{"id": 1}, 2').encode()) is None
    assert fast(b'{"items": [') is None


@pytest.mark.parametrize(
    "body",
    [
        b'<!DOCTYPE rss [<!ENTITY a "b">]>' + (RSS % "<link>&a;</link>").encode(),
        b"<!DOCTYPE rss>" + (RSS % "").encode(),
        (RSS % "<link>https://a.example/?a=1&b=2</link>").encode(),
        (RSS % "<description><p>real markup</p></description>").encode(),
        (RSS % "<description>&#1;</description>").encode(),
        (RSS % "<pubDate>\u0432\u0447\u0435\u0440\u0430 \u0432 10:00</pubDate>").encode(),
        (RSS % "<!-- <item> -->").encode(),
        (RSS % ("<a>" * 80 + "</a>" * 80)).encode(),
        (RSS % "").encode()[:-9],
        b'<?xml version="1.0"?><?xml version="1.0"?>' + (RSS % "").encode(),
        b'<?xml version="1.0" encoding="utf-8"?>' + (RSS % "").encode("windows-1251"),
        b'<?xml version="1.0" \xed\xa0\x80 ?>' + (RSS % "").encode(),
        b"<html><body>no</body></html>",
        b"",
    ],
)
def test_a_doubt_leaves_the_document_to_the_careful_reading(body: bytes) -> None:
    assert fast(body) is None


AUTHORS = (
    "<author><name>A</name><email>a@x.example</email></author>", "<author><name>B</name></author>",
    "<author><email>e@x.example</email></author>", "<author>t@x.example (T)</author>",
)  # fmt: skip


@pytest.mark.parametrize("first", AUTHORS)
@pytest.mark.parametrize("second", AUTHORS)
def test_an_email_of_one_author_is_not_lost_where_another_follows(first: str, second: str) -> None:
    """Of several authors the careful reading mixes names and emails; the fast one says the same or nothing."""
    body = (RSS % (first + second)).encode()
    quick, slow = fast(body), careful(body)
    assert slow is not None
    assert quick is None or quick.entries == slow.entries
    assert quick is not None or "@" in first + second


@pytest.mark.parametrize(
    "inner",
    [
        "<author><contributor><name>C</name></contributor></author>", "<author><x><name>N</name></x></author>",
        "<author>Y</author><author><uri>u</uri></author>",
    ],
)  # fmt: skip
def test_people_in_people_are_left_to_the_careful_reading(inner: str) -> None:
    assert fast((RSS % inner).encode()) is None


@pytest.mark.parametrize(
    "said", ["<image><name>n</name><title>I</title></image>", "<textInput><name>n</name></textInput>"]
)
def test_a_name_that_takes_the_feeds_own_title_is_left_to_the_careful_reading(said: str) -> None:
    """The title of a picture is the feed's for feedparser where a name stands before it; another name stops it."""
    assert fast((RSS % "").replace("<item>", f"{said}<item>").encode()) is None
    usual = "<image><title>I</title><name>n</name></image>"
    assert fast((RSS % "").replace("<item>", f"{usual}<item>").encode()) is not None


def test_a_document_that_is_too_long_for_the_river_is_left_to_a_worker() -> None:
    body = (RSS % "").encode()
    limits = replace(Limits(), fast_bytes=len(body) - 1)
    assert fast(body) is not None
    assert sources.parse_fast(SOURCE, body, "", "https://news.example/feed.xml", NOW, limits) is None


def test_what_is_mended_to_be_read_says_so() -> None:
    broken = careful((RSS % "<link>https://a.example/?a=1&b=2</link>").encode())
    assert broken is not None
    assert broken.read_by == "repair"


@settings(max_examples=40)
@given(st.binary(max_size=300) | st.binary(max_size=200).map(lambda some: b"<rss><channel><item>" + some))
def test_bytes_of_any_kind_raise_nothing(body: bytes) -> None:
    fast(body)


def test_what_is_too_long_beside_the_river_is_read_fast_in_a_worker_where_it_is_sound() -> None:
    """In a worker the length decides nothing: a sound document is read fast there, a broken one with care."""
    items = "".join(f"<item><title>Новость {n}</title><link>https://news.example/{n}</link></item>" for n in range(9))
    body = f"<rss version='2.0'><channel><title>Long</title>{items}</channel></rss>".encode()
    where = ("", "https://news.example/feed.xml", NOW)
    for limits in (Limits(fast_bytes=len(body) - 1), Limits(fast_tags=body.count(b"<") - 1)):
        assert sources.parse_fast(SOURCE, body, *where, limits) is None
        read, slow = sources.read(SOURCE, body, *where, limits), sources.parse(SOURCE, body, *where, limits)
        assert (slow.read_by, read) == ("careful", replace(slow, read_by="fast"))
    broken = body.replace(b"</channel>", b"")
    assert sources.read(SOURCE, broken, *where, limits).read_by != "fast"
