"""Stories over a simulated day: merged and split at any moment, they neither repeat what was told nor lose anything."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.pipeline.merging import merge_payload, merged_of, split_of, split_payload
from tests.joining import JOINS, joining
from tests.store.samples import db
from tests.world import Item, World, source, subscription

VISIT = Item("Lukashenko arrives in Baku on a state visit to Azerbaijan", "The president of Belarus is met in Baku.")
POTASH = Item("Belarus and Azerbaijan agree on potash", "Belarus sends potash to Azerbaijan by rail from autumn.")
VISIT_RU = Item("Лукашенко прибыл в Азербайджан с визитом", "Президента Беларуси встретили в Баку.")
LATER = Item(
    "Minsk: Azerbaijan and Belarus agreed on potash", "Belarus sends potash to Azerbaijan by rail from autumn, it says."
)
JOINT = Item(f"Azerbaijan and Belarus: {JOINS}", "Of the visit of Lukashenko to Baku and of potash.")


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def merge(world: World, *stories: int, because: str = "") -> str:
    """The sentence that refuses it, or "" where it was done."""
    return ask(world, "merge", merge_payload(stories, because))[0]


def ask(world: World, kind: str, payload: str) -> tuple[str, str]:
    """The refusal ("" = done) and the result."""
    request = world.store.requests.put(kind, payload, world.clock.now())
    world.settle()
    state = world.store.requests.look(request)
    assert state is not None
    assert state.finished
    return (state.result, "") if state.state == "failed" else ("", state.result)


def places(world: World) -> dict[str, int]:
    """The story of each article, by the article's title."""
    rows = db(world.store).rows("SELECT a.title, s.story FROM story_article s JOIN article a ON a.id = s.article")
    return {row["title"]: row["story"] for row in rows}


def number(world: World, item: Item) -> int:
    (found,) = world.store.archive.find(item.title)
    return found


def new(text: str) -> str:
    """What a digest tells as new, on one line: neither what was told before nor the last report of a quiet day.

    A story keeps its headline, also one that was told before.
    """
    kept: list[str] = []
    before = False
    for line in text.partition("Last:")[0].splitlines():
        before = "BEFORE" in line or (before and bool(line.strip()))
        kept += [] if before else [line]
    return " ".join(" ".join(kept).split())


def told(world: World, item: Item) -> int:
    """In how many digests it was told as new, to all readers; it stands in each of them."""
    times = {(row["subscription"], row["period"]) for row in world.store.articles.details(number(world, item))["told"]}
    assert sum(item.title in new(text) for text in world.inbox) >= len(times)
    return len(times)


@pytest.fixture
def two(world: World) -> World:
    """Two stories, told in one digest."""
    world.feed("belta", POTASH, VISIT).until("09:00")
    assert sorted(places(world).values()) == [1, 2]
    assert (told(world, VISIT), told(world, POTASH)) == (1, 1)
    return world


def test_two_told_stories_merged_are_not_told_again(two: World) -> None:
    assert merge(two, 1, 2) == ""
    two.next_day().until("09:00").next_day().until("09:00")
    assert len(two.inbox) == 3
    assert (told(two, VISIT), told(two, POTASH)) == (1, 1)


def test_an_update_after_a_merge_lists_what_was_told_of_both(two: World) -> None:
    assert merge(two, 1, 2) == ""
    two.feed("belta", LATER, POTASH, VISIT).next_day().until("09:00")
    (text,) = two.inbox[1:]
    assert LATER.title in new(text)
    before = " ".join(text.split("BEFORE")[1].split())
    assert VISIT.title in before
    assert POTASH.title in before
    assert set(places(two).values()) == {1}


def test_merged_between_a_digest_and_its_update_nothing_untold_is_lost(two: World) -> None:
    """The update is there, grouped and untold, when its story goes into another."""
    two.feed("belta", LATER, POTASH, VISIT).until("20:00")
    assert merge(two, 1, 2) == ""
    two.next_day().until("09:00").next_day().until("09:00")
    assert [told(two, item) for item in (VISIT, POTASH, LATER)] == [1, 1, 1]


def test_stories_told_to_two_readers_are_merged_without_a_repetition_for_either(tmp_path: Path) -> None:
    readers = [
        subscription("english", "en@example.org", languages=("en",)),
        subscription("russian", "ru@example.org", languages=("ru",)),
    ]
    world = World(tmp_path, subscriptions=readers, sources=[source("belta"), source("azertac", language="ru")])
    world.feed("belta", POTASH).feed("azertac", VISIT_RU).until("09:00")
    stories = places(world)
    assert len(set(stories.values())) == 2
    assert merge(world, stories[POTASH.title], stories[VISIT_RU.title]) == ""
    world.next_day().until("09:00")
    by_reader = {name: [text for letter, text in zip(world.mail.inbox, world.inbox, strict=True)
                        if letter.recipient == name] for name in ("en@example.org", "ru@example.org")}  # fmt: skip
    assert [POTASH.title in new(text) for text in by_reader["en@example.org"]] == [True, False]
    assert [VISIT_RU.title in new(text) for text in by_reader["ru@example.org"]] == [True, False]
    kinds = db(world.store).rows("SELECT kind FROM story_revision")
    assert "merged" not in {row["kind"] for row in kinds}  # it says something to neither


def test_a_merge_that_one_reader_can_notice_is_a_revision_of_its_story(two: World) -> None:
    merge(two, 1, 2, because="potash was agreed on the visit")
    row = db(two.store).one("SELECT what, kind, weight FROM story_revision WHERE story = 1 AND kind = 'merged'")
    assert row is not None
    assert tuple(row) == ("story 2 is the same and stands here now: potash was agreed on the visit", "merged", 0)


def test_what_comes_after_a_merge_by_hand_joins_the_story_that_stands(two: World) -> None:
    """The index in memory follows: the member that the newcomer is like stands in the other story now."""
    merge(two, 1, 2)
    two.feed("belta", LATER).until("20:00")
    assert places(two)[LATER.title] == 1


def test_merged_twice_is_done_once(two: World) -> None:
    merge(two, 1, 2)
    refusal, result = ask(two, "merge", merge_payload((1, 2)))
    assert refusal == ""
    merged = merged_of(result)
    assert (merged.target, merged.merged, merged.already, merged.articles) == (1, (), (2,), 2)


def test_a_cycle_ends_where_it_stands(two: World) -> None:
    """2 went into 1; to put 1 into 2 asks for what is so."""
    merge(two, 1, 2)
    refusal, result = ask(two, "merge", merge_payload((2, 1)))
    assert refusal == ""
    merged = merged_of(result)
    assert (merged.target, merged.merged, merged.already) == (1, (), (1,))
    assert two.store.merges.current(1) == 1


@pytest.mark.parametrize(
    ("stories", "sentence"),
    [
        ((1, 1), "story 1 cannot be merged into itself; nothing was merged"),
        ((1, 9), "there is no story 9; nothing was merged"),
        ((9, 1), "there is no story 9; nothing was merged"),
        ((1, 2, 10**30), f"there is no story {10**30}; nothing was merged"),
    ],
)
def test_what_cannot_be_merged_is_refused_whole(two: World, stories: tuple[int, ...], sentence: str) -> None:
    assert merge(two, *stories) == sentence
    assert sorted(places(two).values()) == [1, 2]


def test_a_split_article_is_not_told_again_and_what_follows_it_goes_with_it(two: World) -> None:
    merge(two, 1, 2)
    refusal, result = ask(two, "split", split_payload(1, [number(two, POTASH)]))
    assert refusal == ""
    done = split_of(result)
    assert (done.story, done.made, done.headline, done.left) == (1, 3, POTASH.title, 1)
    two.feed("belta", LATER).next_day().until("09:00")
    assert places(two)[LATER.title] == 3
    assert (told(two, POTASH), told(two, VISIT), told(two, LATER)) == (1, 1, 1)


@pytest.mark.parametrize(
    ("story", "articles", "sentence"),
    [
        (1, (2,), "article 2 stands in story 2, not in story 1; nothing was split"),
        (1, (77,), "there is no article 77; nothing was split"),
        (9, (1,), "there is no story 9; nothing was split"),
        (1, (1,), "story 1 has no other articles; leave at least one where it is"),
    ],
)
def test_what_cannot_be_split_is_refused(two: World, story: int, articles: tuple[int, ...], sentence: str) -> None:
    order = sorted(places(two), key=lambda title: places(two)[title])
    assert order == [VISIT.title, POTASH.title]
    assert ask(two, "split", split_payload(story, articles)) == (sentence, "")


@pytest.fixture
def linked(world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """Two stories of which an article shows that they are one."""
    joining(monkeypatch)
    return world.feed("belta", POTASH, VISIT).until("09:00")


def test_the_program_merges_stories_that_an_article_joins(linked: World) -> None:
    linked.feed("belta", JOINT).next_day().until("09:00")
    assert set(places(linked).values()) == {1}
    assert [told(linked, item) for item in (VISIT, POTASH, JOINT)] == [1, 1, 1]
    merge = linked.store.merges.of(2)
    assert merge is not None
    assert (merge["target"], merge["who"]) == (1, "the program")
    assert merge["reason"].startswith("article 3 is of both: ")


def test_the_program_does_not_join_what_a_person_took_apart(linked: World) -> None:
    merge(linked, 1, 2)
    ask(linked, "split", split_payload(1, [number(linked, POTASH)]))
    linked.feed("belta", JOINT).until("20:00")
    assert places(linked)[JOINT.title] == 1
    assert {places(linked)[item.title] for item in (VISIT, POTASH)} == {1, 3}
    again = Item(f"Belarus and Azerbaijan again: {JOINS}", JOINT.text)
    linked.restart().feed("belta", again).next_day().until("12:00")
    assert places(linked)[again.title] == 1
    assert {places(linked)[item.title] for item in (VISIT, POTASH)} == {1, 3}


def test_a_person_may_join_again_what_was_taken_apart(linked: World) -> None:
    merge(linked, 1, 2)
    ask(linked, "split", split_payload(1, [number(linked, POTASH)]))
    assert merge(linked, 1, 3) == ""
    assert set(places(linked).values()) == {1}
    assert [linked.store.merges.current(story) for story in (1, 2, 3)] == [1, 1, 1]
