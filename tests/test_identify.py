"""One article is one article, whatever its feed does to it; two are two."""

from dataclasses import replace

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


def test_an_article_is_known_by_address_guid_and_words() -> None:
    entry = Entry(guid="g1", link="https://www.belta.by/1?utm_source=x", title=TALKS, published=20 * DAY)
    [item] = items(BELTA, [entry])
    assert item.url == "https://belta.by/1"
    assert item.entry == entry
    assert [key.rpartition(":")[0] for key in item.keys[1:]] == ["guid:belta_ru", "text:belta_ru"]
    assert item.keys[0] == "url:https://belta.by/1"
    assert item.keys[1] == "guid:belta_ru:g1"


def test_changed_address_and_guid_leave_the_words() -> None:
    entry = Entry(guid="g1", link="https://belta.by/1", title=TALKS, summary="Сям'я.", published=20 * DAY)
    moved = replace(entry, guid="g2", link="https://belta.by/new/1", title=TALKS.upper() + " ", summary="сям’я")
    [before], [after] = keys(BELTA, entry), keys(BELTA, moved)
    assert set(before) & set(after) == {before[2]}


def test_another_day_is_another_article_under_the_same_words() -> None:
    rates = Entry(guid="a", link="https://a.az/1", title="Məzənnələr", published=20 * DAY)
    next_day = replace(rates, guid="b", link="https://a.az/2", published=21 * DAY)
    assert not set(keys(BELTA, rates)[0]) & set(keys(BELTA, next_day)[0])


@pytest.mark.parametrize(
    ("entry", "has_text_key"),
    [
        (Entry(guid="1", link="https://a.az/1", title="Exchange rates"), False),
        (Entry(guid="1", link="https://a.az/1", title="Exchange rates", published=DAY * 9000), True),
        (Entry(guid="1", link="https://a.az/1", title="Exchange rates", summary="ş" * 80), True),
        (Entry(guid="1", link="https://a.az/1", title=TALKS), True),
    ],
)
def test_words_are_a_key_only_where_they_say_enough(entry: Entry, *, has_text_key: bool) -> None:
    assert any(key.startswith("text:") for key in keys(BELTA, entry)[0]) is has_text_key


def test_a_guid_that_all_items_share_is_no_key() -> None:
    one, two = keys(
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
    entries = [Entry(link=f"https://a.az/{n}", title=TALKS, published=9000 * DAY) for n in range(2)]
    assert keys(BELTA, *entries) == [("url:https://a.az/0",), ("url:https://a.az/1",)]


def test_one_address_twice_is_one_article_and_is_said() -> None:
    first = Entry(guid="1", link="https://a.az/1?utm_medium=rss", title="First")
    found, notes = sort_out(BELTA, [first, Entry(guid="2", link="http://www.a.az/1", title="Second")])
    assert [item.entry for item in found] == [first]
    assert notes == ("1 entries are in the feed twice: the first was taken",)


def test_a_page_that_many_items_link_to_is_nobodys_address() -> None:
    entries = [Entry(guid=str(n), link="https://a.az/rates", title=f"Курс {n}") for n in range(3)]
    assert keys(BELTA, *entries) == [(f"guid:belta_ru:{n}",) for n in range(3)]


def test_places_on_one_page_are_articles_of_their_own() -> None:
    entries = [
        Entry(guid=f"https://a.az/28.html#a{n}", link=f"https://a.az/28.html#a{n}", summary=f"{n}") for n in (1, 2)
    ]
    assert [len(found) for found in keys(BELTA, *entries)] == [1, 1]
    assert items(BELTA, entries)[0].url == ""


def test_the_front_page_names_no_article() -> None:
    entries = [Entry(link="https://a.az/", guid=f"g{n}", title="x") for n in range(2)]
    assert keys(BELTA, *entries) == [("guid:belta_ru:g0",), ("guid:belta_ru:g1",)]
    assert items(BELTA, entries)[0].url == ""


def test_an_entry_that_says_nothing_is_left_out_and_said() -> None:
    found, notes = sort_out(BELTA, [Entry(author="N"), Entry(summary="Only a text, as RSS 2.0 allows")])
    assert [item.entry.summary for item in found] == ["Only a text, as RSS 2.0 allows"]
    assert notes == ("1 entries without link, guid and text left out",)


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
        items(BELTA, [e])[0].content_hash
        for e in (entry, replace(entry, title="Minsk"), replace(entry, summary="y"), replace(entry, published=2))
    }
    assert len(hashes) == 4
    assert items(BELTA, [replace(entry, author="N")])[0].content_hash in hashes


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
