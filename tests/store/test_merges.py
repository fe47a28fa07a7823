"""Stories that turn out to be one, or were none: membership moves, numbers answer, what was told stays told."""

from __future__ import annotations

from monitor.model.message import Told
from monitor.model.story import Assignment
from monitor.store import Store
from monitor.store.connection import Row
from tests.store.samples import NOW, TITLE, add, db, digest, freeze, group, judge, judged, match, reported

LATER = NOW + 600


def merge(store: Store, story: int, target: int, *, who: str = "hand") -> None:
    with store.tx():
        store.merges.merge(story, target, LATER, who=who, reason="one visit")


def split(store: Store, story: int, *articles: int) -> int:
    with store.tx():
        return store.merges.split(story, articles, "Другая", LATER, who="hand")


def told(store: Store, subscription: str, *articles: tuple[int, int]) -> None:
    """A digest that tells these (article, story)."""
    store.outbox.sync(["desk", "embassy"], NOW - 1)
    rows = [Told(article, 1, story, 1) for article, story in articles]
    assert freeze(store, digest(subscription=subscription, told=rows)) is not None


def places(store: Store) -> dict[int, int]:
    return {row["article"]: row["story"] for row in db(store).rows("SELECT article, story FROM story_article")}


def copies(store: Store) -> dict[int, int | None]:
    return {row["article"]: row["copy_of"] for row in db(store).rows("SELECT article, copy_of FROM story_article")}


def revisions(store: Store, story: int) -> list[Row]:
    return db(store).rows("SELECT * FROM story_revision WHERE story = :id ORDER BY n", {"id": story})


def copy(store: Store, key: str, story: int, original: int) -> int:
    article = add(store, key)
    judge(store, judged(match()))
    with store.tx():
        store.stories.record(Assignment(article, story, original, "same text"), TITLE, NOW, news=())
    return article


def test_members_move_and_the_old_number_means_the_story_of_today(store: Store) -> None:
    first, second = reported(store, "1"), reported(store, "2")
    merge(store, 2, 1)
    assert places(store) == {first: 1, second: 1}
    assert (store.merges.current(2), store.merges.current(1), store.merges.current(3)) == (1, 1, None)
    found = store.stories.find(2)
    assert found is not None
    assert (found[0]["id"], [row["id"] for row in found[1]]) == (1, [first, second])
    merged = store.merges.of(2)
    assert merged is not None
    assert (merged["target"], merged["at"], merged["who"], merged["reason"]) == (1, LATER, "hand", "one visit")
    assert store.merges.of(1) is None


def test_a_story_merged_twice_over_is_one_step_away(store: Store) -> None:
    """7 went into 5 and 5 into 3: both numbers lead to 3 at once."""
    articles = [reported(store, str(n)) for n in range(3)]
    merge(store, 3, 2)
    merge(store, 2, 1)
    assert [store.merges.current(n) for n in (1, 2, 3)] == [1, 1, 1]
    assert places(store) == dict.fromkeys(articles, 1)


def test_a_merge_is_a_revision_only_where_one_reader_was_told_of_both(store: Store) -> None:
    first, second = reported(store, "1"), reported(store, "2")
    told(store, "desk", (first, 1))
    told(store, "embassy", (second, 2))
    merge(store, 2, 1)
    assert [row["kind"] for row in revisions(store, 1)] == ["opened"]


def test_where_one_reader_was_told_of_both_it_says_so_and_asks_for_no_message(store: Store) -> None:
    first, second = reported(store, "1"), reported(store, "2")
    told(store, "desk", (first, 1), (second, 2))
    merge(store, 2, 1)
    (_, row) = revisions(store, 1)
    assert (row["n"], row["kind"], row["weight"], row["article"]) == (2, "merged", 0, second)
    assert row["what"] == "story 2 is the same and stands here now: one visit"
    assert db(store).count("SELECT revision FROM story WHERE id = 1") == 2


def test_what_was_told_is_untouched(store: Store) -> None:
    first, second = reported(store, "1"), reported(store, "2")
    told(store, "desk", (first, 1), (second, 2))
    before = [tuple(row) for row in db(store).rows("SELECT * FROM told")]
    merge(store, 2, 1)
    split(store, 1, second)
    assert [tuple(row) for row in db(store).rows("SELECT * FROM told")] == before


def test_the_merged_story_began_with_the_earlier_one(store: Store) -> None:
    reported(store, "1", NOW), reported(store, "2", NOW - 500)
    merge(store, 2, 1)
    row = db(store).one("SELECT opened, last FROM story WHERE id = 1")
    assert row is not None
    assert tuple(row) == (NOW - 500, NOW)


def test_a_split_article_stands_alone_and_apart(store: Store) -> None:
    first, second = reported(store, "1"), reported(store, "2")
    merge(store, 2, 1)
    number = split(store, 1, second)
    assert places(store) == {first: 1, second: number}
    assert number == 3
    assert store.merges.apart(1, 3)
    assert store.merges.apart(3, 1)
    assert store.merges.was_split(second)
    assert not store.merges.was_split(first)


def test_a_split_article_takes_along_what_it_brought(store: Store) -> None:
    first, second = reported(store, "1"), reported(store, "2")
    merge(store, 2, 1)
    number = split(store, 1, second)
    assert [(row["n"], row["article"], row["what"]) for row in revisions(store, number)] == [(1, second, "opened")]
    assert [row["article"] for row in revisions(store, 1)] == [first]
    assert db(store).count("SELECT revision FROM story WHERE id = 3") == 1


def test_apart_is_remembered_through_later_merges(store: Store) -> None:
    """What was taken out of 1 stays apart from what 1 becomes, and from there with what it went into itself."""
    second = [reported(store, str(n)) for n in range(4)][1]
    merge(store, 2, 1)
    number = split(store, 1, second)
    merge(store, 1, 3)
    merge(store, number, 4)
    assert store.merges.apart(3, 4)
    assert store.merges.apart(4, 3)


def test_a_person_who_merges_again_takes_the_split_back(store: Store) -> None:
    _, second = reported(store, "1"), reported(store, "2")
    merge(store, 2, 1)
    number = split(store, 1, second)
    with store.tx():
        store.merges.reunite(number, 1)
    merge(store, number, 1)
    assert not store.merges.was_split(second)


def test_copies_follow_their_original_only_within_a_story(store: Store) -> None:
    """The original leaves with one copy; the first copy that is left is the original of the other."""
    original = reported(store, "1")
    one, two, three = (copy(store, str(n), 1, original) for n in (2, 3, 4))
    number = split(store, 1, original, one)
    assert copies(store) == {original: None, one: original, two: None, three: two}
    assert places(store) == {original: number, one: number, two: 1, three: 1}


def test_a_later_original_takes_over_the_copies_of_an_earlier_one(store: Store) -> None:
    first = reported(store, "1")
    second = copy(store, "2", 1, first)
    agency = add(store, "3")
    judge(store, judged(match()))
    group(store, agency, 1, news="")
    with store.tx():
        store.merges.originals((first,), agency)
    assert copies(store) == {first: agency, second: agency, agency: None}


def test_an_article_that_leaves_takes_its_news_and_its_headline_along(store: Store) -> None:
    first = reported(store, "1")
    second = add(store, "2", NOW + 60)
    judge(store, judged(match()))
    group(store, second, 1, NOW + 60, news="a new figure")
    db(store).run("UPDATE article SET title = 'Второй' WHERE id = :id", {"id": second})
    with store.tx():
        assert store.stories.leave(first, 1) == 1
    row = db(store).one("SELECT headline FROM story WHERE id = 1")
    assert row is not None
    assert row["headline"] == "Второй"
    assert [row["what"] for row in revisions(store, 1)] == ["a new figure"]
    with store.tx():
        assert store.stories.leave(second, 1) == 0
