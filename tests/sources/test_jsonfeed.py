"""JSON Feed, tolerant item by item."""

import json

import pytest

from monitor.errors import FeedError
from monitor.model.limits import Limits
from monitor.model.source import Entry, ParsedFeed, Source
from monitor.sources import jsonfeed

SOURCE = Source(id="s", outlet="S", url="https://oc-media.org/feed.json", zone="Asia/Baku")


def feed(document: object) -> ParsedFeed:
    body = document if isinstance(document, str) else json.dumps(document, ensure_ascii=False)
    return jsonfeed.parse(SOURCE, body.encode(), "", SOURCE.url, 1_795_000_000, Limits())


def test_a_feed_in_full() -> None:
    parsed = feed(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": "OC",
            "language": "en-GB",
            "items": [
                {
                    "id": 7,
                    "url": "/n/7",
                    "title": "Əliyev in <b>Minsk</b>",
                    "summary": "s",
                    "content_html": "<p>a</p><p>b</p>",
                    "date_published": "2024-05-16T19:33:00+04:00",
                    "date_modified": "2024-05-16T19:34:00",
                    "authors": [{"name": "A"}, {"name": "B"}, 5],
                    "language": "az",
                }
            ],
        }
    )
    assert parsed.dialect == "jsonfeed11"
    assert (parsed.title, parsed.language) == ("OC", "en")
    assert parsed.entries == (
        Entry("7", "https://oc-media.org/n/7", "Əliyev in Minsk", "s", "a\nb", 1715873580, 1715873640, "A, B", "az"),
    )


@pytest.mark.parametrize(
    ("said", "link"),
    [
        ("javascript:alert(1)", ""),
        ("/n/7", "https://oc-media.org/n/7"),
        ("https://user:secret@oc-media.org/n/7", "https://oc-media.org/n/7"),
        ("HTTPS://oc-media.org/n/7", "https://oc-media.org/n/7"),
        ("https://oc-media.org/n/7", "https://oc-media.org/n/7"),
    ],
)
def test_an_id_that_is_the_address_too_makes_it_no_better(said: str, link: str) -> None:
    """The id stays as it is written; what goes into a page as a link is a web address without a password."""
    [entry] = feed({"items": [{"id": said, "url": said, "title": "Xəbər"}]}).entries
    assert (entry.guid, entry.link) == (said, link)


def test_wrong_types_cost_the_field_not_the_item() -> None:
    parsed = feed(
        {"items": [{"id": ["x"], "title": "Сям'я", "url": None, "content_text": {}, "author": "N"}, "no item"]}
    )
    assert [entry.title for entry in parsed.entries] == ["Сям'я"]
    assert parsed.entries[0].notes == ("id is no text: left out", "content_text is no text: left out")
    assert parsed.notes == ("1 items that are no objects left out",)


def test_an_empty_feed_is_noted() -> None:
    assert feed({"items": []}).notes == ("the feed holds no items",)


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        ("", "the answer is empty"),
        ("{", "the answer is no JSON"),
        ("[1]", "its outermost value is no object"),
        ({"error": "rate limit"}, 'JSON that is no feed: {"error": "rate limit"}'),
        ('{"items":' * 100_000, "nested too deep"),
    ],
)
def test_what_is_no_feed_is_said(document: object, sentence: str) -> None:
    with pytest.raises(FeedError, match=r"JSON|empty") as caught:
        feed(document)
    assert sentence in str(caught.value)
