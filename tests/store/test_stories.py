"""Stories: who waits for one, who is in it, what counts as its news."""

from __future__ import annotations

from monitor.model.phrase import Phrase, from_text
from monitor.model.story import Assignment, News
from monitor.store import Store
from tests.store.samples import NOW, TITLE, add, db, group, judge, judged, match, mention, reported, text

BAKU = mention("place.baku", "Баку")
LATE = mention("person.lukashenko", "Лукашэнка", sentence=5)


def revisions(store: Store, story: int) -> list[tuple[int, str]]:
    rows = db(store).rows("SELECT n, what FROM story_revision WHERE story = :story ORDER BY n", {"story": story})
    return [(row["n"], row["what"]) for row in rows]


def test_what_matches_waits_with_what_grouping_needs(store: Store) -> None:
    article = add(store, "1", text=text("Сустрэча ў Баку", "Першы сказ. " * 200))
    judge(store, judged(match("az-by"), match("eaeu"), mentions=[BAKU, LATE]))
    (found,) = store.stories.ungrouped(10)
    material = found.material
    assert (material.article, material.title, found.feed, found.story) == (article, "Сустрэча ў Баку", "belta", None)
    assert [(each.name, each.surface, each.sentence) for each in material.mentions] == [
        ("place.baku", "Баку", 0),
        ("person.lukashenko", "Лукашэнка", 5),
    ]
    assert material.body.startswith("Першы сказ.")


def test_waiting_articles_come_oldest_first_and_so_many(store: Store) -> None:
    articles = [add(store, str(n)) for n in range(3)]
    judge(store, judged(match()))
    assert [each.material.article for each in store.stories.ungrouped(2)] == articles[:2]
    assert store.stories.waiting() == 3


def test_an_assignment_without_a_story_opens_one(store: Store) -> None:
    article = reported(store, "1")
    found = store.stories.find(1)
    assert found is not None
    row, members = found
    assert (row["headline"], row["opened"], row["revision"]) == (TITLE, NOW, 1)
    assert [member["id"] for member in members] == [article]
    assert store.stories.waiting() == 0


def test_joining_without_news_is_membership_alone(store: Store) -> None:
    reported(store, "1")
    second = add(store, "2", NOW + 60)
    judge(store, judged(match()))
    assert group(store, second, 1, NOW + 60, news="") == 1
    assert revisions(store, 1) == [(1, "opened")]


def test_news_is_a_revision_of_the_story(store: Store) -> None:
    reported(store, "1")
    second = add(store, "2", NOW + 60, feed="azertac")
    judge(store, judged(match()))
    group(store, second, 1, NOW + 60, news="first report from an outlet of AZ")
    assert revisions(store, 1) == [(1, "opened"), (2, "first report from an outlet of AZ")]
    assert db(store).count("SELECT last FROM story") == NOW + 60


def test_an_article_is_in_one_story_only(store: Store) -> None:
    article = reported(store, "1")
    with store.tx():
        store.stories.record(
            Assignment(article, None, None, "opens a story"), "Другая", NOW, news=[News("opened", "opened")]
        )
    assert db(store).count("SELECT count(*) FROM story_article") == 1
    assert db(store).count("SELECT story FROM story_article") == 2


def test_what_news_says_is_kept_in_no_language_beside_the_sentence(store: Store) -> None:
    """Rows of the time before have none, and are told by the sentence alone."""
    article = reported(store, "1")
    phrase = Phrase.of("signed", outlet="Хвіля")
    with store.tx():
        store.stories.record(
            Assignment(article, 1, None, "the same"),
            "Другая",
            NOW,
            news=[News("signed", "documents signed", 2, (phrase,))],
        )
    kept = [row["phrases"] for row in db(store).rows("SELECT phrases FROM story_revision ORDER BY n")]
    assert [from_text(each) for each in kept] == [(), (phrase,)]
    assert [each.news.phrases for each in store.alerts.brought("daily", [article])] == [(), (phrase,)]


def test_the_window_is_kept_as_footprints_and_dropped_with_age(store: Store) -> None:
    old, new = reported(store, "1", NOW - 1000), reported(store, "2", NOW)
    assert [each.material.article for each in store.stories.without_footprint(0, 1, 10)] == [old, new]
    with store.tx():
        store.stories.keep_footprint(old, NOW - 1000, 1, (b"12345678", "{}"))
        store.stories.keep_footprint(new, NOW, 1, (b"", "{}"))
    assert store.stories.without_footprint(0, 1, 10) == []
    assert [each.material.article for each in store.stories.without_footprint(0, 2, 10)] == [old, new]
    assert [(each.article, each.story, each.copy_of) for each in store.stories.footprints(NOW, 1)] == [(new, 2, None)]
    with store.tx():
        assert store.stories.drop_footprints(NOW) == 1
    assert [each.article for each in store.stories.footprints(0, 1)] == [new]


def test_a_member_judged_again_stays_and_knows_its_story(store: Store) -> None:
    article = reported(store, "1")
    with store.tx():
        store.articles.add_text(article, text("Іншы загаловак"), NOW)
        store.articles.revise(article, "update", "title was: …", NOW)
    judge(store, judged(match()))
    (found,) = store.stories.ungrouped(10)
    assert (found.story, found.change) == (1, "title was: …")


def test_an_edit_is_a_revision_of_its_story_once(store: Store) -> None:
    article = reported(store, "1")
    for _ in range(2):
        with store.tx():
            store.stories.keep(article, 1, "title was: …", NOW)
    assert revisions(store, 1) == [(1, "opened"), (2, "title was: …")]
    with store.tx():
        store.stories.keep(article, 1, "", NOW)
    assert len(revisions(store, 1)) == 2


def test_one_river_at_a_time_groups(store: Store) -> None:
    assert store.stories.claim_role("group", "one", NOW, NOW + 60)
    assert not store.stories.claim_role("group", "two", NOW + 59, NOW + 99)
    assert store.stories.claim_role("compose", "two", NOW, NOW + 60)
    assert store.stories.claim_role("group", "one", NOW + 59, NOW + 120)
    assert store.stories.claim_role("group", "two", NOW + 120, NOW + 180)


def test_a_copy_says_of_what(store: Store) -> None:
    first = reported(store, "1")
    second = add(store, "2", feed="azertac")
    judge(store, judged(match()))
    with store.tx():
        store.stories.record(Assignment(second, 1, first, f"same text as article {first}"), TITLE, NOW, news=())
    found = store.stories.find(1)
    assert found is not None
    assert [member["copy_of"] for member in found[1]] == [None, first]


def test_no_story_has_that_number(store: Store) -> None:
    assert store.stories.find(1) is None
    assert store.stories.find(10**40) is None
