"""One article is one article, whatever its feed does to it; two are two."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.identify import canonical_guid, changed, items, sort_out
from monitor.model.article import Item, Text
from monitor.model.source import Entry, Source

BELTA = Source(id="belta_ru", outlet="BelTA", url="https://belta.by/rss", kind="state")
GNEWS = Source(id="gnews_pair_en", outlet="Google News", url="https://news.google.com/rss/search", kind="aggregator")
DAY = 86_400
TALKS = "Лукашэнка і Аліеў правялі перамовы ў Баку"


def keys(source: Source, *entries: Entry) -> list[tuple[str, ...]]:
    return [item.keys for item in items(source, entries)]


def ids(source: Source, *entries: Entry) -> list[tuple[str, ...]]:
    """Of each item's keys those of address and guid."""
    return [tuple(key for key in found if key.startswith(("url:", "guid:"))) for found in keys(source, *entries)]


def kinds(entry: Entry) -> list[str]:
    return [key.partition(":")[0] for key in keys(BELTA, entry)[0]]


def test_an_article_is_known_by_address_guid_and_words() -> None:
    entry = Entry(guid="g1", link="https://www.belta.by/1?utm_source=x", title=TALKS, published=20 * DAY)
    [item] = items(BELTA, [entry])
    assert item.url == "https://belta.by/1"
    assert item.entry == entry
    assert [key.rpartition(":")[0] for key in item.keys[1:]] == ["guid:belta_ru", "text:belta_ru"]
    assert item.keys[0] == "url:https://belta.by/1"
    assert item.keys[1] == "guid:belta_ru:g1"


LONG = "Сям'я. " * 12


@pytest.mark.parametrize(
    ("summary", "change", "left"),
    [
        ("", {}, ["text"]),
        (LONG, {}, ["body", "words"]),
        (LONG, {"published": 500 * DAY}, ["words"]),
        (LONG, {"title": "Another headline over the same text"}, ["body"]),
        (LONG, {"title": "Another headline", "published": 500 * DAY}, []),
        ("", {"published": 500 * DAY}, []),
        ("", {"title": "Another headline"}, []),
    ],
)
def test_changed_address_and_guid_leave_the_words(summary: str, change: dict[str, Any], left: list[str]) -> None:
    entry = Entry(guid="g1", link="https://belta.by/1", title=TALKS, summary=summary, published=20 * DAY)
    moved = replace(
        entry, guid="g2", link="https://belta.by/new/1", title=TALKS.upper() + " ", summary=summary.replace("'", "’")
    )
    [before], [after] = keys(BELTA, entry), keys(BELTA, replace(moved, **change))
    assert [key.partition(":")[0] for key in before if key in after] == left


def test_another_day_is_another_article_under_the_same_words() -> None:
    rates = Entry(guid="a", link="https://a.az/1", title="Məzənnələr", published=20 * DAY)
    next_day = replace(rates, guid="b", link="https://a.az/2", published=21 * DAY)
    assert not set(keys(BELTA, rates)[0]) & set(keys(BELTA, next_day)[0])


@pytest.mark.parametrize(
    ("entry", "kind"),
    [
        (Entry(guid="1", link="https://a.az/1", title="Exchange rates"), ["weak"]),
        (Entry(guid="1", link="https://a.az/1", title="Exchange rates", published=DAY * 9000), ["text"]),
        (Entry(guid="1", link="https://a.az/1", title="Exchange rates", summary="ş" * 80), ["words"]),
        (Entry(guid="1", link="https://a.az/1", title="Rates", summary="ş" * 80, published=1), ["body", "words"]),
        (Entry(guid="1", link="https://a.az/1", title=TALKS), ["text"]),
    ],
)
def test_words_are_a_key_as_far_as_they_say_enough(entry: Entry, kind: list[str]) -> None:
    assert kinds(entry) == ["url", "guid", *kind]


def test_what_earlier_versions_stored_is_asked_for_too() -> None:
    """Else whatever changed its ids over an update would come back."""
    entry = Entry(link="https://a.az/1", title="Exchange rates", summary="ş" * 80, published=DAY * 9000)
    [item] = items(BELTA, [entry])
    assert [key.partition(":")[0] for key in item.also] == ["text"]


def test_a_guid_that_all_items_share_is_no_key() -> None:
    one, two = ids(
        BELTA,
        Entry(guid="https://qafqazinfo.az", link="https://qafqazinfo.az/1", title="Bir"),
        Entry(guid="https://qafqazinfo.az", link="https://qafqazinfo.az/2", title="İki"),
    )
    assert (one, two) == (("url:https://qafqazinfo.az/1",), ("url:https://qafqazinfo.az/2",))


@pytest.mark.parametrize(
    ("guid", "key"),
    [
        ("http://www.a.az/?p=5", "https://a.az/?p=5"),
        ("https://a.az/1?utm_source=rss", "https://a.az/1"),
        ("http://a.az/#2d53", "https://a.az/#2d53"),
        ("12345", "12345"),
        ("tag:a.az,2024:1", "tag:a.az,2024:1"),
    ],
)
def test_a_guid_that_is_an_address_has_one_form(guid: str, key: str) -> None:
    assert canonical_guid(guid) == key == canonical_guid(key)


def test_words_that_two_items_share_are_no_key() -> None:
    entries = [Entry(link=f"https://a.az/{n}", title="Exchange rates", published=9000 * DAY) for n in range(2)]
    assert keys(BELTA, *entries) == [("url:https://a.az/0",), ("url:https://a.az/1",)]


@pytest.mark.parametrize(
    ("more", "count"),
    [
        ({"title": TALKS, "published": 9000 * DAY}, 1),  # one moment
        ({"title": "Rates", "summary": "ş" * 80}, 1),  # one text
        ({"title": "Rates", "published": 9000 * DAY}, 3),
        ({"title": TALKS, "published": None}, 1),
    ],
)
def test_one_article_under_several_addresses_is_one(more: dict[str, Any], count: int) -> None:
    """In two sections of its site, as it often is."""
    found = items(BELTA, [Entry(guid=f"{n}", link=f"https://a.az/{n}/5", **more) for n in range(3)])
    assert len(found) == count
    if count == 1:
        assert found[0].keys[:3] == tuple(f"url:https://a.az/{n}/5" for n in range(3))


def test_one_headline_at_two_moments_of_a_day_is_two_articles() -> None:
    entries = [Entry(link=f"https://a.az/{n}", title=TALKS, published=9000 * DAY + n) for n in range(2)]
    assert len(items(BELTA, entries)) == 2


@pytest.mark.parametrize(
    "different",
    [(), ("guid",), ("link",), ("guid", "link")],
    ids=["nothing", "guids", "addresses", "guids and addresses"],
)
@pytest.mark.parametrize("title", ["Rates", TALKS])
def test_five_thousand_identical_items_are_one(different: tuple[str, ...], title: str) -> None:
    entries = [
        Entry(f"g{n if 'guid' in different else 1}", f"https://a.az/{n if 'link' in different else 1}", title)
        for n in range(5000)
    ]
    found, notes = sort_out(BELTA, entries)
    assert [item.entry for item in found] == entries[:1]
    assert len(found[0].keys) <= 10
    assert notes == ("4,999 of 5,000 entries repeat another of the feed: the first of each was taken",)


def test_one_address_twice_is_one_article_and_is_said() -> None:
    first = Entry(guid="1", link="https://a.az/1?utm_medium=rss", title="First")
    found, notes = sort_out(BELTA, [first, Entry(guid="2", link="http://www.a.az/1", title="Second")])
    assert [item.entry for item in found] == [first]
    assert notes == ("1 of 2 entries repeat another of the feed: the first of each was taken",)


def test_dates_that_cannot_be_true_are_said() -> None:
    note = "date 1970-01-01 not believed"
    entries = [Entry(link=f"https://a.az/{n}", title=f"{n}", notes=(note,)) for n in range(2)]
    assert sort_out(BELTA, entries)[1] == ("2 dates not believed, such as 1970-01-01: taken for undated",)


def test_a_page_that_many_items_link_to_is_nobodys_address() -> None:
    entries = [Entry(guid=str(n), link="https://a.az/rates", title=f"Курс {n}") for n in range(3)]
    assert ids(BELTA, *entries) == [(f"guid:belta_ru:{n}",) for n in range(3)]


def test_a_page_that_items_without_guid_link_to_is_nobodys_address() -> None:
    """The second and third would be taken for the first."""
    entries = [Entry(link="https://a.az/rates", title=f"Курс на {n} мая", published=9000 * DAY) for n in range(3)]
    assert ids(BELTA, *entries) == [(), (), ()]
    assert len(set(keys(BELTA, *entries))) == 3


def test_places_on_one_page_are_articles_of_their_own() -> None:
    entries = [
        Entry(guid=f"https://a.az/28.html#a{n}", link=f"https://a.az/28.html#a{n}", summary=f"{n}") for n in (1, 2)
    ]
    assert [len(found) for found in ids(BELTA, *entries)] == [1, 1]
    assert items(BELTA, entries)[0].url == ""


def test_the_front_page_names_no_article() -> None:
    entries = [Entry(link="https://a.az/", guid=f"g{n}", title="x") for n in range(2)]
    assert keys(BELTA, *entries) == [("guid:belta_ru:g0",), ("guid:belta_ru:g1",)]
    assert items(BELTA, entries)[0].url == ""


def test_an_entry_that_says_nothing_is_left_out_and_said() -> None:
    found, notes = sort_out(BELTA, [Entry(author="N"), Entry(summary="Only a text, as RSS 2.0 allows")])
    assert [item.entry.summary for item in found] == ["Only a text, as RSS 2.0 allows"]
    assert notes == ("1 of 2 entries without link, guid and text left out",)


def test_google_news_goes_by_title_and_publisher() -> None:
    entry = Entry(
        guid="CBMi1", link="https://news.google.com/rss/articles/CBMi1", title="Aliyev, Lukashenko hold talks in Baku - Trend",
        publisher="Trend",
    )  # fmt: skip
    again = replace(entry, guid="CBMi2", link="https://news.google.com/rss/articles/CBMi2?oc=5")
    [item] = items(GNEWS, [entry, again])
    assert item.keys[0] == "news:aliyev lukashenko hold talks in baku|trend"
    assert item.entry.title == "Aliyev, Lukashenko hold talks in Baku"
    assert item.url == ""


def test_a_headline_that_comes_back_another_day_is_another_article() -> None:
    title = "Aliyev congratulates Lukashenko on Independence Day - Trend"
    entry = Entry(link="https://news.google.com/1", title=title, publisher="Trend", published=9000 * DAY)
    next_year = replace(entry, link="https://news.google.com/2", published=9365 * DAY)
    first, second = keys(GNEWS, entry, next_year)
    assert first[0] == "news:aliyev congratulates lukashenko on independence day|trend|9000"
    assert not set(first) & set(second)


def test_only_an_aggregators_title_loses_its_tail() -> None:
    entry = Entry(link="https://a.az/1", title="Talks - Trend", publisher="Trend")
    assert items(BELTA, [entry])[0].entry.title == "Talks - Trend"


ENTRIES = st.lists(
    st.builds(
        Entry,
        guid=st.sampled_from(["", "1", "2", "https://a.az"]),
        link=st.sampled_from(
            ["", "https://a.az/", "https://a.az/1", "https://m.a.az/1", "bad", "https://news.google.com/x"]
        ),
        title=st.sampled_from(["", "x", "X!", TALKS, "Talks - Trend"]),
        summary=st.sampled_from(["", "s", "ş" * 90]),
        published=st.sampled_from([None, 0, 9000 * DAY]),
        publisher=st.sampled_from(["", "Trend"]),
    ),
    max_size=8,
)


@settings(deadline=None)
@given(st.sampled_from([BELTA, GNEWS]), ENTRIES)
def test_every_item_has_keys_nobody_else_has(source: Source, entries: list[Entry]) -> None:
    found: list[Item] = items(source, entries)
    every = [key for item in found for key in item.keys]
    assert all(item.keys for item in found)
    assert len(every) == len(set(every))
    assert items(source, entries) == found


def test_the_content_hash_changes_with_what_the_feed_says() -> None:
    entry = Entry(link="https://a.az/1", title="Bakı", summary="x", published=1)
    hashes = {
        items(BELTA, [e])[0].content_hash for e in (entry, replace(entry, title="Minsk"), replace(entry, summary="y"))
    }
    assert len(hashes) == 3
    for same in (replace(entry, author="N"), replace(entry, published=2)):
        assert items(BELTA, [same])[0].content_hash in hashes


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("Talks in Minsk", "TALKS  in “Minsk”!", ""),
        ("Talks in <b>Minsk</b>", "Talks in Minsk", ""),
        ("Прэзідэнт прыбыў у Мінск", "Прэзідэнт прыляцеў у Мінск", "title was: Прэзідэнт прыбыў у Мінск"),
        ("Turnover $48 mln", "Turnover $43 mln", "title was: Turnover $48 mln"),
        ("", "Talks", ""),
        ("Talks", "", ""),
    ],
)
def test_only_other_words_in_the_title_are_told(old: str, new: str, told: str) -> None:
    assert changed(Text(old, "body", "feed"), Text(new, "another body", "page")) == told


def test_pages_of_a_sitemap_without_titles_are_an_article_each() -> None:
    """A plain sitemap gives addresses alone: a hundred of them are no repetition."""
    entries = [Entry(link=f"https://map.example/news/{n}") for n in range(40)]
    found, said = sort_out(Source(id="map", outlet="Map", url="https://map.example/sitemap.xml"), entries)
    assert (len(found), said) == (40, ())
