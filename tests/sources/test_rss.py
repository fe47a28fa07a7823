"""RSS, RDF and Atom: what is taken from a feed, and what is said of one that is none."""

import time
from datetime import UTC, datetime

import pytest

from monitor.errors import FeedError
from monitor.model.limits import Limits
from monitor.model.source import Entry, ParsedFeed, Source
from monitor.sources import rss

NOW = int(datetime(2024, 6, 1, tzinfo=UTC).timestamp())
MAY_16 = int(datetime(2024, 5, 16, 15, 33, tzinfo=UTC).timestamp())
BAKU = Source(id="azertac", outlet="AZERTAC", url="https://azertag.az/rss", zone="Asia/Baku")


def feed(text: str | bytes, content_type: str = "", url: str = "https://azertag.az/rss") -> ParsedFeed:
    body = text.encode() if isinstance(text, str) else text
    return rss.parse(BAKU, body, content_type, url, NOW, Limits())


def one(item: str) -> Entry:
    """The entry of a feed that holds this item alone."""
    [entry] = feed(
        f'<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>{item}</channel></rss>'
    ).entries
    return entry


def test_an_item_in_full() -> None:
    entry = one(
        "<item><title>Əliyev &amp;amp; Лукашэнка</title><link>https://azertag.az/1</link><guid isPermaLink='false'>a-1</guid>"
        "<description>&lt;p&gt;Qısa.&lt;/p&gt;&lt;p&gt;Mətn.&lt;/p&gt;</description><dc:creator>N. N.</dc:creator>"
        "<content:encoded><![CDATA[<p>Bütün</p><p>mətn.</p>]]></content:encoded><dc:language>az-AZ</dc:language>"
        "<source url='https://trend.az'>Trend</source><pubDate>Thu, 16 May 2024 19:33:00 +0400</pubDate></item>"
    )
    assert entry == Entry(
        guid="a-1", link="https://azertag.az/1", title="Əliyev & Лукашэнка", summary="Qısa.\nMətn.", content="Bütün\nmətn.",
        published=MAY_16, author="N. N.", language="az", publisher="Trend",
    )  # fmt: skip


def test_a_text_given_once_is_given_once() -> None:
    entry = one("<item><content:encoded>Only the text</content:encoded></item>")
    assert (entry.summary, entry.content) == ("", "Only the text")


@pytest.mark.parametrize(
    "date",
    [
        "16 May 2024 19:33",
        "Thu, 16 May 2024 18:33:00 MSK",
        "16 May 2024 19:33 (UTC+04:00)",
        "1715873580000",
        "16 мая 2024, 19:33",
    ],
)
def test_dates_that_feedparser_misses_are_read(date: str) -> None:
    assert one(f"<item><title>x</title><pubDate>{date}</pubDate></item>").published == MAY_16


def test_a_date_that_cannot_be_true_is_none_and_is_said() -> None:
    entry = one("<item><title>x</title><pubDate>Mon, 01 Jan 2035 00:00:00 GMT</pubDate></item>")
    assert entry.published is None
    assert entry.notes == ("date 2035-01-01 not believed",)


def test_an_atom_entry_without_publication_is_dated_by_its_update() -> None:
    [entry] = feed(
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><updated>2024-05-16T15:33:00Z</updated></entry></feed>'
    ).entries
    assert (entry.published, entry.updated) == (MAY_16, MAY_16)


@pytest.mark.parametrize(
    ("item", "link"),
    [
        ("<link>/news/1</link>", "https://azertag.az/news/1"),
        ("<link> https://azertag.az/\n1 </link>", "https://azertag.az/1"),
        ("<guid>https://azertag.az/2</guid>", "https://azertag.az/2"),
        ("<guid>12345</guid>", ""),
        ("<link>https://ont@ont.by/3</link>", "https://ont.by/3"),
        ("<link>https://ont@ont.by/3</link><guid>https://ont@ont.by/3</guid>", "https://ont.by/3"),
        ("<link>javascript:alert(1)</link>", ""),
        ("<link xmlns:f='http://rssnamespace.org/feedburner/ext/1.0'>https://feeds.example/1</link><f:origLink xmlns:f='http://rssnamespace.org/feedburner/ext/1.0'>https://azertag.az/4</f:origLink>", "https://azertag.az/4"),
    ],
)  # fmt: skip
def test_links_are_web_addresses_or_nothing(item: str, link: str) -> None:
    assert one(f"<item><title>x</title>{item}</item>").link == link


def test_xml_base_counts() -> None:
    atom = '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://belta.by/n/"><entry><title>x</title><link href="1"/></entry></feed>'
    assert feed(atom).entries[0].link == "https://belta.by/n/1"


def test_windows_1251_declared_as_utf_8_is_read() -> None:
    text = '<?xml version="1.0" encoding="utf-8"?><rss><channel><item><title>Прэзідэнт Беларусі прыбыў у Баку</title></item></channel></rss>'
    parsed = feed(text.encode("windows-1251"))
    assert parsed.entries[0].title == "Прэзідэнт Беларусі прыбыў у Баку"
    assert parsed.notes == ("declared utf-8, which does not fit: read as windows-1251",)


def test_broken_xml_is_read_by_repair() -> None:
    parsed = feed(
        "<rss version='2.0'><channel>\n<item><title>Минск & Баку&nbsp;<b></title></item>\n<item><title>Два</title></item></channel></rss>"
    )
    assert [entry.title for entry in parsed.entries] == ["Минск & Баку", "Два"]
    assert parsed.notes == ("not well-formed at line 3: read by repair",)


def test_control_characters_and_a_warning_in_front_cost_nothing() -> None:
    parsed = feed(
        "Warning: include() failed\n<?xml version='1.0'?><rss version='2.0'><channel><item><title>Минск\x0b</title></item></channel></rss>"
    )
    assert parsed.entries[0].title == "Минск"
    assert parsed.notes == ("1 control characters removed", "26 characters before the feed left out")


def test_references_to_no_character_cost_themselves_alone() -> None:
    """One of them stops feedparser for the whole feed."""
    parsed = feed(
        "<rss version='2.0'><channel><item><title>Ссы&#xD800;лка&#0; &#1084;&#99999999;</title></item></channel></rss>"
    )
    assert parsed.entries[0].title == "Ссылка м"
    assert parsed.notes == ("3 references to characters that are none removed",)


def test_a_flood_of_categories_is_not_read() -> None:
    started = time.process_time()
    flood = "<category domain='x'>Баку</category>" * 20_000 + "<category><![CDATA[Мінск]]></category>" * 20_000
    assert one(f"<item>{flood}<title>Talks</title></item>").title == "Talks"
    assert time.process_time() - started < 3  # a tenth of a second; feedparser alone takes half a minute


def test_a_feed_without_items_is_no_error() -> None:
    parsed = feed("<rss version='2.0'><channel><title>Цішыня</title></channel></rss>")
    assert (parsed.title, parsed.entries, parsed.notes) == ("Цішыня", (), ("the feed holds no items",))


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("", "the answer is empty"),
        (" \n\x00", "the answer is empty"),
        (
            "<!DOCTYPE html><html><head><title>404 Нет страницы</title>",
            'answers with an HTML page ("404 Нет страницы"), not a feed',
        ),
        ("<!-- x --><html lang='az'>", "answers with an HTML page, not a feed"),
        ("<urlset xmlns='x'></urlset>", "answers with a sitemap, not a feed"),
        ("<?xml version='1.0'?><opml></opml>", "a list of feeds (OPML), not a feed"),
        ("<?xml version='1.0'?><error>no</error>", "XML of another kind (its root is <error>), not a feed"),
        ('{"error": 1}', "JSON, not with RSS or Atom"),
        ("Not found  here", 'the answer is no feed; it begins "Not found here"'),
    ],
)
def test_what_is_no_feed_is_called_by_its_name(body: str, sentence: str) -> None:
    with pytest.raises(FeedError) as caught:
        feed(body)
    assert sentence in str(caught.value)


def test_the_publishers_wishes_in_seconds_and_hours() -> None:
    wishes = feed(
        "<rss xmlns:sy='http://purl.org/rss/1.0/modules/syndication/' version='2.0'><channel><ttl>15</ttl><skipHours><hour>24</hour>"
        "<hour>3</hour></skipHours><sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency></channel></rss>"
    ).wishes
    assert (wishes.ttl, wishes.update_period, wishes.skip_hours) == (900, 21_600, frozenset((0, 3)))


def test_nonsense_wishes_are_none() -> None:
    wishes = feed("<rss><channel><ttl>99999999999999</ttl><skipHours><hour>x</hour></skipHours></channel></rss>").wishes
    assert (wishes.ttl, wishes.update_period, wishes.skip_hours) == (None, None, frozenset())


def test_an_entity_bomb_stays_small_and_nothing_outside_is_read() -> None:
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "boom"}">' for n in range(12))
    outside = '<!ENTITY x SYSTEM "file:///etc/hostname">'
    entry = feed(
        f"<!DOCTYPE rss [{bomb}{outside}]><rss><channel><item><title>Minsk &a11; &x;</title></item></channel></rss>"
    ).entries[0]
    assert entry.title.startswith("Minsk")
    assert len(entry.title) < 100
