"""The fast reading and the careful one of the same document: the same entries, or none from the fast one."""

from dataclasses import replace

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
