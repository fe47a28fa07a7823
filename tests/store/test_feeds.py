"""Feeds: who may ask which, what survives an edit of sources.yaml, what is remembered of a poll."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.model.limits import DAY, HOUR
from monitor.model.source import FeedState
from monitor.store import Store
from monitor.store.feedrows import Outcome
from tests.store.samples import NOW, SOURCES, db, source, swept

LATER = NOW + 600


def claim(store: Store, owner: str = "one", now: int = NOW, *, limit: int = 64, per_host: int = 4) -> list[str]:
    return [state.id for state in store.feeds.claim(owner, now, now + 600, limit, per_host)]


def state(store: Store, feed: str = "belta") -> FeedState:
    found = store.feeds.get(feed)
    assert found is not None
    return found


def outcome(feed: str = "belta", at: int = NOW, kind: str = "none", sentence: str = "") -> Outcome:
    return Outcome(feed, at, kind, 200, 4096, 120, 20, 0, sentence)


def polled(store: Store, feed: str = "belta", **changes: object) -> FeedState:
    """The feed is claimed no more and remembers these."""
    after = replace(state(store, feed), **changes)  # type: ignore[arg-type]  # a test's own names
    with store.tx():
        store.feeds.record(after, outcome(feed))
    return after


def test_two_owners_never_get_the_same_feed(store: Store) -> None:
    assert claim(store, "one") == ["azertac", "belta"]
    assert claim(store, "two") == []


def test_an_expired_claim_is_free(store: Store) -> None:
    claim(store, "one")
    assert claim(store, "two", LATER - 1) == []
    assert claim(store, "two", LATER) == ["azertac", "belta"]


def test_what_is_given_back_is_free_at_once(store: Store) -> None:
    claim(store, "one")
    store.feeds.release(["belta"])
    assert claim(store, "two") == ["belta"]


def test_the_longest_overdue_comes_first_and_the_limit_holds(store: Store) -> None:
    store.feeds.sync([source(name) for name in ("a", "b", "c")], NOW)
    for name, due in (("a", NOW - 10), ("b", NOW - 30), ("c", NOW - 20)):
        polled(store, name, next_due=due)
    assert claim(store, limit=2) == ["b", "c"]
    assert claim(store, limit=2) == ["a"]


def test_a_feed_not_yet_due_is_nobodys(store: Store) -> None:
    polled(store, next_due=NOW + 1)
    assert claim(store) == ["azertac"]


def test_of_one_host_only_so_many_are_in_hand(store: Store) -> None:
    """A slow host must not fill the queue, whoever asks."""
    store.feeds.sync([source(f"f{n}", url=f"https://Slow.example/{n}") for n in range(5)], NOW)
    assert claim(store, "one", per_host=2) == ["f0", "f1"]
    assert claim(store, "two", per_host=2) == []
    store.feeds.release(["f0"])
    assert claim(store, "two", per_host=2) == ["f0"]


def test_the_bound_of_one_host_is_no_other_hosts(store: Store) -> None:
    slow = [source(f"f{n}", url=f"https://slow.example/{n}") for n in range(3)]
    store.feeds.sync([*slow, source("quick")], NOW)
    assert claim(store, per_host=1) == ["f0", "quick"]


def test_a_state_comes_back_as_it_was_recorded(store: Store) -> None:
    told = FeedState(
        id="belta", url="https://new.example/лента", next_due=NOW + 900, etag='W/"é"', last_modified="yesterday",
        body_hash="ff", first_polled=NOW, last_try=NOW, last_ok=NOW, last_new=NOW, errors=2, problem="няма адказу",
        problem_since=NOW, stopped=True, items=20, newest=NOW - 5, wish=1800, skip_hours=frozenset({0, 3, 23}),
        depth=HOUR, last_full=NOW, polls_since_full=7, moved_to="https://x.example/", moved_since=NOW,
    )  # fmt: skip
    with store.tx():
        store.feeds.record(told, outcome())
    assert store.feeds.get("belta") == told


def test_recording_ends_the_claim(store: Store) -> None:
    claim(store)
    polled(store, next_due=NOW)
    assert claim(store, "two") == ["belta"]


def test_a_second_sync_changes_nothing(store: Store) -> None:
    before = polled(store, etag='"a"', next_due=LATER, last_ok=NOW)
    store.feeds.sync(SOURCES.values(), NOW + 5)
    assert state(store) == before


def test_an_outlet_renamed_is_the_same_feed(store: Store) -> None:
    before = polled(store, etag='"a"', next_due=LATER)
    store.feeds.sync([source("belta", outlet="БелТА")], NOW)
    assert state(store) == before
    assert store.feeds.health(NOW, DAY).polled == 0


def test_a_changed_address_starts_afresh(store: Store) -> None:
    polled(store, etag='"a"', last_modified="x", body_hash="ff", errors=3, problem="gone", problem_since=1,
           stopped=True, moved_to="https://y.example/", moved_since=1, next_due=NOW + DAY)  # fmt: skip
    store.feeds.sync([source("belta", url="https://neu.example/rss")], LATER)
    fresh = state(store)
    assert (fresh.url, fresh.next_due) == ("https://neu.example/rss", LATER)
    assert not any((fresh.etag, fresh.last_modified, fresh.body_hash, fresh.errors, fresh.problem, fresh.moved_to))
    assert (fresh.stopped, fresh.problem_since, fresh.moved_since) == (False, None, None)


def test_an_edited_address_keeps_what_was_ever_listed(store: Store) -> None:
    """The id is the identity: an outcome of the old address is history of the same feed."""
    polled(store)
    store.feeds.sync([source("belta", url="https://neu.example/rss")], LATER)
    assert len(store.feeds.outcomes("belta", 10)) == 1


def test_a_settled_redirect_outlives_a_sync(store: Store) -> None:
    polled(store, url="https://settled.example/rss", etag='"a"')
    store.feeds.sync(SOURCES.values(), LATER)
    assert (state(store).url, state(store).etag) == ("https://settled.example/rss", '"a"')


@pytest.mark.parametrize("left", [[], [source("belta", enabled=False)]])
def test_a_feed_removed_or_disabled_is_asked_no_more(store: Store, left: list[object]) -> None:
    store.feeds.sync([SOURCES["azertac"], *left], NOW)  # type: ignore[list-item]  # sources, listed for the parameter
    assert claim(store) == ["azertac"]
    assert [each.id for each in store.feeds.all()] == ["azertac"]
    assert store.feeds.get("belta") is not None


def test_a_feed_that_comes_back_goes_on_where_it_was(store: Store) -> None:
    before = polled(store, etag='"a"', items=12)
    store.feeds.sync([], NOW)
    store.feeds.sync(SOURCES.values(), NOW)
    assert state(store) == before


def test_a_stopped_feed_is_not_asked(store: Store) -> None:
    polled(store, stopped=True)
    assert claim(store) == ["azertac"]
    assert claim(store, "two", LATER) == ["azertac"]


def test_the_next_due_moment_is_that_of_a_feed_nobody_holds(store: Store) -> None:
    polled(store, next_due=NOW + 300)
    polled(store, "azertac", next_due=NOW + 100)
    assert store.feeds.next_due(NOW) == NOW + 100
    claim(store, now=NOW + 100)
    assert store.feeds.next_due(NOW) == NOW + 300
    store.feeds.sync([], NOW)
    assert store.feeds.next_due(NOW) is None


def test_what_was_asked_under_a_clock_that_ran_ahead_is_due_when_it_is_set_back(store: Store) -> None:
    """Else nothing would be asked for as long as the clock was wrong."""
    polled(store, last_try=NOW + 2 * DAY, next_due=NOW + 2 * DAY + 900)
    polled(store, "azertac", last_try=NOW - 60, next_due=NOW + 840)
    assert store.feeds.next_due(NOW) == NOW
    assert claim(store) == ["belta"]


def test_a_host_that_asks_for_quiet_is_left_alone_with_all_its_feeds(store: Store) -> None:
    store.feeds.sync([source(f"f{n}", url=f"https://host.example/{n}") for n in range(2)] + [source("other")], NOW)
    store.feeds.hold_host("https://HOST.example/whatever", NOW + 50)
    assert claim(store) == ["other"]
    store.feeds.hold_host("https://host.example/", NOW + 20)
    assert state(store, "f0").next_due == NOW + 50


def test_every_feed_can_be_made_due(store: Store) -> None:
    polled(store, next_due=NOW + DAY)
    polled(store, "azertac", next_due=NOW + DAY, stopped=True)
    store.feeds.all_due(NOW)
    assert claim(store) == ["belta"]


def test_feeds_not_asked_since_a_start_are_counted(store: Store) -> None:
    polled(store, last_try=NOW - 5)
    assert store.feeds.unasked(NOW, NOW) == 2
    polled(store, last_try=NOW)
    assert store.feeds.unasked(NOW, NOW) == 1
    polled(store, "azertac", next_due=LATER)
    assert store.feeds.unasked(NOW, NOW) == 0


def test_health_names_the_silent_and_forgets_the_never_polled(store: Store) -> None:
    polled(store, last_try=NOW, last_ok=NOW - HOUR)
    health = store.feeds.health(NOW, DAY)
    assert (health.polled, health.answered, health.silent) == (1, 1, ())
    polled(store, last_try=NOW, last_ok=NOW - HOUR, problem="the server answered 403 Forbidden")
    polled(store, "azertac", last_try=NOW, last_ok=NOW - DAY - 1)
    health = store.feeds.health(NOW, DAY)
    assert (health.polled, health.answered) == (2, 0)
    assert {each.source: each.sentence for each in health.silent} == {
        "belta": "the server answered 403 Forbidden",
        "azertac": "has not been reached",
    }


def test_outcomes_come_newest_first_and_are_pruned(store: Store) -> None:
    with store.tx():
        for at in (NOW - 30, NOW - 20, NOW - 10):
            store.feeds.record(state(store), outcome(at=at, sentence=f"проверка {at}"))
    assert [row["at"] for row in store.feeds.outcomes("belta", 2)] == [NOW - 10, NOW - 20]
    swept(store, polls=NOW - 10)
    assert [row["sentence"] for row in store.feeds.outcomes("belta", 9)] == [f"проверка {NOW - 10}"]


def test_a_new_run_frees_what_an_earlier_one_held(store: Store) -> None:
    store.begin("one", NOW)
    claim(store, "one")
    store.begin("two", NOW)
    assert claim(store, "two") == ["azertac", "belta"]


def test_a_clean_end_is_told_from_an_unclean_one(store: Store) -> None:
    assert store.begin("one", NOW)
    store.end("one", NOW)
    assert store.begin("two", NOW)
    assert not store.begin("three", NOW)
    store.end("three", NOW)
    assert store.begin("four", NOW)
    assert db(store).count("SELECT count(*) FROM run WHERE ended IS NULL") == 1
