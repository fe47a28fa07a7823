"""Articles: kept once, listed often, edited, revised, their pages waited for; pruned without coming back as new."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

import pytest

from monitor.model.limits import DAY
from monitor.store import Store
from monitor.store.adding import Newcomer
from monitor.store.articles import Sighting
from tests.store.samples import NOW, add, db, item, judge, judged, match, reported, swept, text


def listed(store: Store, article: int, feed: str = "belta") -> Sighting:
    return store.articles.sightings(feed, [article])[article]


def pages(store: Store, owner: str = "one", now: int = NOW) -> list[int]:
    return [job.article for job in store.articles.claim_pages(owner, now, now + 600, 10, 10)]


def changes(store: Store, article: int) -> list[tuple[int, str, str]]:
    return [(row["n"], row["change"], row["what"]) for row in store.articles.details(article)["revision"]]


def bodies(store: Store, article: int) -> list[str]:
    return [row["body"] for row in store.articles.details(article)["text_version"]]


def test_a_new_article_is_known_under_each_of_its_keys(store: Store) -> None:
    article = add(store, "1")
    keys = item("1").keys
    assert store.articles.known([*keys, "url:https://belta.example/2"]) == dict.fromkeys(keys, article)


def test_more_keys_than_sqlite_takes_at_once(store: Store) -> None:
    article = add(store, "1")
    many = [f"url:{n}" for n in range(40_000)]
    assert store.articles.known([*many, *item("1").keys]) == dict.fromkeys(item("1").keys, article)


def test_many_sightings_at_once(store: Store) -> None:
    articles = [add(store, str(n)) for n in range(3)]
    assert set(store.articles.sightings("belta", [*articles, *range(1000, 3000)])) == set(articles)


def test_a_new_article_begins_with_one_revision_and_one_text(store: Store) -> None:
    article = add(store, "1", text=text("Əliyev Minskdədir", "Bakı, 14 may.\n"))
    assert changes(store, article) == [(1, "new", "")]
    assert bodies(store, article) == ["Bakı, 14 may.\n"]
    assert store.articles.current_text(article).title == "Əliyev Minskdədir"


def test_many_new_articles_at_once_are_what_they_are_one_by_one(store: Store) -> None:
    """Numbered in their order, above every number that was given before."""
    first = add(store, "1")
    newcomers = [Newcomer(item(name), text(f"Talks {name}"), name == "3", None) for name in ("3", "2")]
    with store.tx():
        number = store.articles.add_all(newcomers, "belta", NOW)
    single = add(store, "4", text=text("Talks 4"))
    assert [number, single] == [first + 1, first + 3]
    assert store.articles.known(item("2").keys) == dict.fromkeys(item("2").keys, first + 2)
    assert [changes(store, article) for article in (number, number + 1)] == [[(1, "new", "")]] * 2
    assert [listed(store, article).title for article in (number, number + 1)] == ["Talks 3", "Talks 2"]


def test_an_article_is_found_by_number_and_address(store: Store) -> None:
    article = add(store, "1")
    by_number, by_address = store.articles.find(str(article)), store.articles.find("https://belta.example/1")
    assert by_number is not None
    assert by_address is not None
    assert by_number["id"] == by_address["id"] == article
    assert store.articles.find("https://belta.example/none") is None


def test_a_number_no_article_can_have_is_none(store: Store) -> None:
    assert store.articles.find("9" * 40) is None


def test_what_the_feed_said_is_remembered(store: Store) -> None:
    article = add(store, "1")
    assert listed(store, article) == Sighting(
        article,
        "hash",
        NOW,
        first_feed=True,
        title=text().title,
        body=text().body,
        keys=frozenset(item("1").keys),
        dated=NOW - 60,
        first_seen=NOW,
    )


def test_a_feed_that_never_listed_it_is_not_the_first(store: Store) -> None:
    seen = listed(store, add(store, "1"), "azertac")
    assert (seen.item_hash, seen.last_listed, seen.first_feed) == ("", 0, False)


def test_an_unchanged_item_needs_listing_once_a_day(store: Store) -> None:
    seen = listed(store, add(store, "1"))
    assert not store.articles.needs_listing(seen, item("1"), NOW + DAY - 1)
    assert store.articles.needs_listing(seen, item("1"), NOW + DAY)


def test_a_changed_item_or_a_new_key_needs_listing_now(store: Store) -> None:
    seen = listed(store, add(store, "1"))
    assert store.articles.needs_listing(seen, item("1", digest="other"), NOW)
    assert store.articles.needs_listing(seen, replace(item("1"), keys=("guid:belta:other",)), NOW)


def test_listing_adds_keys_and_moves_the_last_day(store: Store) -> None:
    article = add(store, "1")
    with store.tx():
        store.articles.list_items([(article, replace(item("1", digest="b"), keys=("guid:belta:9",)))], "belta", NOW + 9)
    assert store.articles.known(["guid:belta:9"]) == {"guid:belta:9": article}
    assert (listed(store, article).item_hash, listed(store, article).last_listed) == ("b", NOW + 9)


def test_another_feed_listing_it_is_a_sighting_of_its_own(store: Store) -> None:
    article = add(store, "1")
    with store.tx():
        store.articles.list_items([(article, item("1", digest="b"))], "azertac", NOW + 9)
    assert [row["feed"] for row in store.articles.details(article)["sighting"]] == ["belta", "azertac"]
    assert listed(store, article).item_hash == "hash"


def test_an_edited_text_is_a_version_to_be_judged_and_no_revision(store: Store) -> None:
    article = add(store, "1")
    judge(store, judged())
    with store.tx():
        store.articles.edit(article, text(body="Исправлено."), NOW + 9, patience=NOW + 99, retitled=False)
    assert store.articles.current_text(article).body == "Исправлено."
    assert changes(store, article) == [(1, "new", "")]
    assert judge(store, judged()) == [article]


def test_a_feeds_short_text_does_not_push_out_a_page(store: Store) -> None:
    article = add(store, "1", patience=NOW + 120)
    with store.tx():
        store.articles.page_done(article, text(body="Вся старонка.", how="page"), NOW)
        store.articles.edit(article, text(body="Коротко."), NOW + 9, patience=NOW + 99, retitled=False)
    assert store.articles.current_text(article).body == "Вся старонка."
    assert pages(store, now=NOW + 9) == []


def test_a_new_title_reads_the_page_again(store: Store) -> None:
    article = add(store, "1", patience=NOW + 120)
    with store.tx():
        store.articles.page_done(article, text(body="Вся старонка.", how="page"), NOW)
        store.articles.edit(article, text("Визит отложен"), NOW + 9, patience=NOW + 99, retitled=True)
    assert store.articles.current_text(article).title == "Визит отложен"
    assert pages(store, now=NOW + 9) == [article]


def test_a_revision_counts_on_and_keeps_its_reason(store: Store) -> None:
    article = add(store, "1")
    with store.tx():
        assert store.articles.revise(article, "update", "title was: Лукашенко в Баку", NOW) == 2
        assert store.articles.revise(article, "correction", "no longer matches", NOW) == 3
    assert changes(store, article)[1:] == [
        (2, "update", "title was: Лукашенко в Баку"),
        (3, "correction", "no longer matches"),
    ]


def test_an_article_without_a_wanted_page_has_none_to_claim(store: Store) -> None:
    add(store, "1")
    assert pages(store) == []
    assert store.articles.next_page_due() is None


def test_two_owners_never_get_the_same_page(store: Store) -> None:
    article = add(store, "1", patience=NOW + 120)
    assert store.articles.next_page_due() == NOW
    assert pages(store, "one") == [article]
    assert pages(store, "two") == []
    assert store.articles.next_page_due() is None
    assert pages(store, "two", NOW + 600) == [article]


def test_a_page_given_back_is_free_at_once(store: Store) -> None:
    article = add(store, "1", patience=NOW + 120)
    pages(store)
    store.articles.release_page(article)
    assert pages(store, "two") == [article]


def test_a_page_that_failed_waits_and_after_the_last_try_is_wanted_no_more(store: Store) -> None:
    article = add(store, "1", patience=NOW + 120)
    for again in (NOW + 100, NOW + 200):
        pages(store, now=again - 100)
        store.articles.page_failed(article, "503 Service Unavailable", again)
        assert pages(store, now=again - 1) == []
    assert [job.tries for job in store.articles.claim_pages("one", NOW + 200, NOW + 900, 1, 10)] == [2]
    store.articles.page_failed(article, "404 Not Found", None)
    assert pages(store, now=NOW + DAY) == []
    row = store.articles.find(str(article))
    assert row is not None
    assert (row["page"], row["page_tries"], row["page_problem"]) == ("failed", 3, "404 Not Found")


def test_an_article_waits_for_its_page_until_its_patience_ends(store: Store) -> None:
    article = add(store, "1", patience=NOW + 120)
    assert store.judgements.waiting(NOW + 119) == 0
    assert store.judgements.next_ready() == NOW + 120
    assert judge(store, judged(), NOW + 119) == []
    assert judge(store, judged(), NOW + 120) == [article]


def test_the_first_failed_try_ends_the_waiting(store: Store) -> None:
    article = add(store, "1", patience=NOW + 120)
    store.articles.page_failed(article, "the server did not answer", NOW + 900)
    assert judge(store, judged(), NOW) == [article]


def test_a_page_that_comes_late_is_judged_again(store: Store) -> None:
    article = add(store, "1", patience=NOW + 120)
    assert judge(store, judged(), NOW + 120) == [article]
    with store.tx():
        store.articles.page_done(article, text(how="page", author="Н. Карэспандэнт"), NOW + 200)
    assert judge(store, judged(), NOW + 200) == [article]
    assert store.articles.current_text(article).author == "Н. Карэспандэнт"


def test_a_page_fills_in_a_date_and_never_changes_one(store: Store) -> None:
    undated = add(store, "1", text=text(dated=None), patience=NOW)
    dated = add(store, "2", patience=NOW)
    with store.tx():
        for article in (undated, dated):
            store.articles.page_done(article, text(how="page", dated=NOW - 5000), NOW)
    rows = [store.articles.find(str(article)) for article in (undated, dated)]
    assert [row["dated"] for row in rows if row] == [NOW - 5000, NOW - 60]


def test_pruning_takes_only_old_texts_that_never_mattered(store: Store) -> None:
    dull = add(store, "1")
    judge(store, judged())
    told = reported(store, "2")
    recent = add(store, "3", NOW + 10)
    swept(store, NOW + 5, 0)
    assert [bodies(store, article) for article in (dull, told, recent)] == [[""], [text().body], [text().body]]


def test_a_pruned_article_is_still_known(store: Store) -> None:
    article = add(store, "1")
    swept(store, NOW + 5, NOW)
    assert set(store.articles.known(item("1").keys).values()) == {article}


def test_keys_are_forgotten_when_no_feed_has_listed_them_for_long(store: Store) -> None:
    add(store, "1")
    kept = add(store, "2")
    with store.tx():
        store.articles.list_items([(kept, item("2"))], "azertac", NOW + 500)
    swept(store, 0, NOW + 400)
    assert set(store.articles.known([*item("1").keys, *item("2").keys]).values()) == {kept}


def test_a_failed_add_leaves_nothing(store: Store) -> None:
    """An item that fails in the middle rolls back alone."""
    add(store, "1")
    before = store.totals()
    with pytest.raises(sqlite3.IntegrityError):
        add(store, "2", feed="нет такой")
    assert store.totals() == before
    assert db(store).count("SELECT count(*) FROM article_key") == 2


def test_matches_keep_their_rows_through_pruning(store: Store) -> None:
    article = add(store, "1")
    judge(store, judged(match()))
    swept(store, NOW + 5, 0)
    assert bodies(store, article) == [text().body]
