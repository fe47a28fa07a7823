"""The archive: articles of a period with what was decided of each, found by number, address or title."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.model.judgement import Miss
from monitor.store import Store, open_store
from monitor.store.archive import BATCH
from tests.store.samples import LIMITS, NOW, SOURCES, add, db, item, judge, judged, match, swept, text

DAY = 86400


def test_an_article_comes_with_its_newest_text_and_what_was_decided(store: Store) -> None:
    first = add(store, "1")
    judge(store, judged(match("az-by", "high"), misses=[Miss("eaeu", "about sport")]))
    with store.tx():
        store.articles.add_text(first, text("Новы загаловак", "Баку"), NOW + 5)
    (found,) = store.archive.articles()
    assert (found.number, found.title, found.body, found.feed) == (first, "Новы загаловак", "Баку", "belta")
    assert found.outdated
    assert [(m.rule, m.priority, [e.surface for e in m.evidence]) for m in found.matches] == [
        ("az-by", "high", ["Лукашенко", "Баку"])
    ]
    assert found.misses == (Miss("eaeu", "about sport"),)
    assert found.match("az-by") == found.matches[0]
    assert found.match("eaeu") is None


def test_what_was_not_kept_of_very_much_evidence_is_still_counted(store: Store) -> None:
    add(store, "1")
    judge(store, judged(replace(match("az-by"), left_out=1100)))
    (found,) = store.archive.articles()
    assert [m.left_out for m in found.matches] == [1100]
    assert [row["left_out"] for row in store.articles.details(found.number)["rule_match"]] == [1100]


def test_an_article_is_handed_over_with_its_source(store: Store) -> None:
    add(store, "1")
    (found,) = store.archive.articles()
    article = found.article(SOURCES)
    assert (article.source, article.title, article.dated) == (SOURCES["belta"], found.title, NOW - 60)
    assert found.article({}).source is None


def test_a_period_counts_by_the_date_but_never_later_than_first_seen(store: Store) -> None:
    """An imported article of 2018 is old news; a date in the future is a slip of the outlet."""
    dates = {"old": NOW - 900 * DAY, "none": None, "future": NOW + 30 * DAY, "yesterday": NOW - DAY}
    numbers = {
        key: add(store, key, item=item(key, dated=dated), text=text(dated=dated)) for key, dated in dates.items()
    }
    assert [found.number for found in store.archive.articles()] == [
        numbers[key] for key in ("old", "yesterday", "none", "future")
    ]
    week = [found.number for found in store.archive.articles(NOW - 7 * DAY)]
    assert numbers["old"] not in week
    assert len(week) == store.archive.count(NOW - 7 * DAY) == 3
    assert [found.number for found in store.archive.articles(NOW - 7 * DAY, NOW)] == [numbers["yesterday"]]


def test_more_articles_than_a_batch_all_come_once_and_in_order(store: Store) -> None:
    numbers = [add(store, str(n), NOW + n) for n in range(BATCH + 3)]
    assert [found.number for found in store.archive.articles()] == numbers


def test_nothing_is_nothing(store: Store) -> None:
    assert (list(store.archive.articles()), store.archive.count(), store.archive.newest()) == ([], 0, None)
    assert store.archive.get(1) is None
    assert store.archive.get(9 * 10**40) is None


@pytest.mark.parametrize(
    "words",
    [
        "1", "https://belta.example/1", "http://www.belta.example/1?utm_source=x", "belta.example/1",
        "лукашенко прибыл в баку", "ЛУКАШЕНКО «прибыл» в Баку", "прибыл в Баку",
    ],
)  # fmt: skip
def test_an_article_is_found_by_number_address_and_title(words: str, store: Store) -> None:
    add(store, "1")
    assert store.archive.find(words) == (1,)


@pytest.mark.parametrize(
    "words",
    [
        "2",
        "9" * 40,
        "https://other.example/1",
        "Алиев",
        "…",
        "a/b",
        "https://",
        "",
        "\x00",
        "%",
        "' OR 1",
        "[",
        "😀" * 999,
    ],
)
def test_what_is_not_there_is_not_found(words: str, store: Store) -> None:
    add(store, "1")
    assert store.archive.find(words) == ()


def test_several_articles_of_one_title_are_all_named_newest_first(store: Store) -> None:
    """A title that is the same beats those that only hold the words; an earlier title counts as well."""
    for key in ("1", "2", "3"):
        add(store, key)
    with store.tx():
        store.articles.add_text(3, text("Лукашенко прибыл в Баку с визитом"), NOW + 1)
    assert store.archive.find("Лукашенко прибыл в Баку") == (3, 2, 1)
    assert store.archive.find("Лукашенко прибыл") == (3, 2, 1)
    assert store.archive.find("с визитом") == (3,)


def test_a_text_given_up_for_its_age_is_an_empty_body(store: Store) -> None:
    add(store, "1")
    swept(store, NOW + DAY, 0)
    (found,) = store.archive.articles()
    assert (found.body, found.judged_by) == ("", "")


def test_a_reader_beside_a_writer(store: Store) -> None:
    """A read-only connection sees what is committed, and the writer is not held up while a reader goes through."""
    add(store, "1")
    reader = open_store(db(store).path.parent, read_only=True)
    try:
        going = reader.archive.articles()
        assert next(going).number == 1
        add(store, "2", NOW + 1)
        assert [found.number for found in reader.archive.articles()] == [1, 2]
        assert reader.archive.newest() == NOW + 1
    finally:
        reader.close()


def test_an_article_set_aside_says_why(store: Store) -> None:
    number = add(store, "1")
    for _ in range(LIMITS.item_tries):
        store.judgements.failed(number, "it broke", LIMITS)
    (found,) = store.archive.articles()
    assert found.set_aside == "it broke"


def test_an_imported_article_without_a_date_stands_in_no_period(store: Store) -> None:
    """Nobody knows when it came out; the day of its import says nothing."""
    polled = add(store, "1", item=item("1", dated=None), text=text(dated=None))
    imported = add(store, "2", item=item("2", dated=None), text=text(dated=None))
    with store.tx():
        db(store).run("UPDATE article SET imported = 'old.txt' WHERE id = :id", {"id": imported})
    assert [found.number for found in store.archive.articles(NOW - DAY)] == [polled]
    assert store.archive.count(NOW - DAY) == 1
    assert [found.number for found in store.archive.articles()] == [polled, imported]
