"""Search: what is in the index, what answers, in which order."""

from __future__ import annotations

from typing import Any

import pytest

from monitor.store import Store
from monitor.store.search import Hit, Wanted
from monitor.text.fold import folded
from monitor.text.query import Query, pieces, query, term
from tests.store.samples import NOW, add, judge, judged, match, swept, text


def asked(typed: str) -> Query:
    read = pieces(typed)
    return query(read, [[term(piece.text)] for piece in read])


def index(store: Store) -> int:
    judge(store, judged())  # what waits for that waits for the index as well
    stale = store.search.stale(100)
    with store.tx():
        for each in stale:
            store.search.put(each.article, folded(each.title), folded(each.body))
            store.search.done(each.article, each.version)
    return len(stale)


def hits(store: Store, typed: str, order: str = "oldest", limit: int = 10, **wanted: object) -> list[int]:
    total, found = store.search.find(asked(typed), Wanted(**wanted), order, limit)  # type: ignore[arg-type]
    assert total >= len(found)
    return [hit.article for hit in found]


def test_an_article_waits_until_it_is_indexed_and_again_after_a_new_text(store: Store) -> None:
    article = add(store, "1", text=text("Əliyev ў Мінску", "Размова пра гандаль"))
    assert (store.search.waiting(), hits(store, "гандаль")) == (1, [article])  # it is gone through as it is
    assert index(store) == 1
    assert (store.search.waiting(), hits(store, "ГАНДАЛЬ əliyev")) == (0, [article])
    with store.tx():
        store.articles.add_text(article, text("Іншы загаловак", "Зусім іншае"), NOW)
    assert (index(store), hits(store, "гандаль"), hits(store, "іншы")) == (1, [], [article])


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [("oil", {}), ("OIL -tractors", {}), ("“oil and”", {}), ("нафт* or oil", {}), ("прэм’ер", {}), ("tractors", {"title": True}),
     ("oil", {"languages": ["be"]}), ("oil", {"until": NOW - 1})],
)  # fmt: skip
@pytest.mark.parametrize("order", ["oldest", "newest", "best"])
def test_texts_without_a_copy_answer_as_those_in_the_index(
    store: Store, typed: str, wanted: dict[str, Any], order: str
) -> None:
    for n, (title, body) in enumerate(
        [
            ("Visit", "Oil and tractors"),
            ("Нафта", "oil; and more oil"),
            ("Tractors", "нафтавы прэм'ер"),
            ("Rain", "soil"),
        ]
    ):
        add(store, str(n), text=text(title, body))
    before = hits(store, typed, order, **wanted)
    index(store)
    assert (store.search.without_copy(), hits(store, typed, order, **wanted)) == (0, before)


def test_every_word_must_be_there_and_what_is_left_out_must_not(store: Store) -> None:
    both = add(store, "1", text=text("Visit", "oil and tractors"))
    oil = add(store, "2", text=text("Visit", "oil"))
    index(store)
    assert hits(store, "oil") == [both, oil]
    assert hits(store, "oil tractor*") == [both]
    assert hits(store, "oil -tractors") == [oil]
    assert hits(store, "“and tractors” or nothing") == [both]
    assert hits(store, "“tractors and”") == []


@pytest.mark.parametrize(
    "typed", ['a"b', "title:visit", "NEAR(a b)", "visit AND oil", "^visit", "(visit", "vi*sit*", "'"]
)
def test_nothing_typed_is_taken_for_an_operator_of_the_index(store: Store, typed: str) -> None:
    add(store, "1")
    index(store)
    try:
        read = asked(typed)
    except ValueError:
        return
    store.search.find(read, Wanted(), "newest", 5)


def test_narrowed_by_time_language_feed_rule_and_title(store: Store) -> None:
    old = add(store, "1", NOW - 5000, text=text("Візіт", "візіт", dated=NOW - 5000, language="be"))
    new = add(store, "2", NOW, feed="azertac", text=text("Səfər", "візіт", dated=NOW - 60, language="az"))
    judge(store, judged(match("az-by")))
    late = add(store, "3", text=text("Візіт", "", language="be"))
    index(store)
    assert hits(store, "візіт", since=NOW - 100) == [new, late]
    assert hits(store, "візіт", until=NOW - 100) == [old]
    assert hits(store, "візіт", languages=("be",)) == [old, late]
    assert hits(store, "візіт", feeds=("azertac",)) == [new]
    assert hits(store, "візіт", feeds=()) == []
    assert hits(store, "візіт", rule="az-by") == [old, new]
    assert hits(store, "візіт", matching=True) == [old, new]
    assert hits(store, "візіт", title=True) == [old, late]
    assert hits(store, "візіт", rule="another") == []


def test_a_title_says_more_than_a_body_and_the_newest_stands_first(store: Store) -> None:
    body = add(store, "1", NOW - 10, text=text("Інфармацыя", "гандаль " + "слова " * 50, dated=NOW - 10))
    title = add(store, "2", NOW - 20, text=text("Гандаль", "слова " * 50, dated=NOW - 20))
    index(store)
    assert hits(store, "гандаль", "best") == [title, body]
    assert hits(store, "гандаль", "newest") == [body, title]
    assert hits(store, "гандаль", "newest", 1) == [body]


def test_a_hit_has_the_original_words(store: Store) -> None:
    article = add(store, "1", text=text("ƏLİYEV", "Ілья’"))
    index(store)
    _, (hit,) = store.search.find(asked("eliyev"), Wanted(), "newest", 1)
    assert hit == Hit(article, "ƏLİYEV", "Ілья’", "https://belta.example/1", "belta", "ru", NOW - 60, None, None)


def test_what_retention_took_is_found_by_its_title_only(store: Store) -> None:
    article = add(store, "1", text=text("Візіт", "гандаль"))
    index(store)
    swept(store, NOW + 1)
    assert (hits(store, "гандаль"), hits(store, "візіт")) == ([], [article])
