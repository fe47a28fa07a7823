"""What a feed's last answer was, by its content; its state after a gap; the clock of its server."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from monitor import poll
from monitor.model.fetch import Reply
from monitor.model.limits import DAY, HOUR, MINUTE, Limits
from monitor.model.source import Entry, FeedState, FeedWishes, ParsedFeed, Source

LIMITS = Limits()
NOON = 1_715_688_000  # Tuesday 14 May 2024 12:00 UTC
BELTA = Source(id="belta", outlet="БелТА", url="http://belta.example/rss", interval=15 * MINUTE)
SEEN = FeedState(
    "belta", BELTA.url, NOON, first_polled=NOON - DAY, last_ok=NOON - HOUR, newest=NOON - HOUR, items=20, depth=DAY
)


def reply(status: int = 200, **more: Any) -> Reply:
    return Reply(("feed", "belta"), BELTA.url, BELTA.url, status, **more)


def arrived(*hours_old: float, state: FeedState = SEEN, new: int = 0, now: int = NOON, **wishes: Any) -> FeedState:
    entries = tuple(Entry(guid=str(old), published=int(NOON - old * HOUR)) for old in hours_old)
    document = ParsedFeed("rss20", "", "be", entries, FeedWishes(**wishes))
    return poll.arrived(state, BELTA, reply(), document, new, now, LIMITS)


@pytest.mark.parametrize(
    ("hours_old", "new", "answer"),
    [((0.5, 2), 1, "new"), ((0.5, 2), 0, "new"), ((1, 2), 0, "items"), ((30, 40), 0, "older"), ((30, 40), 1, "new")],
    ids=["new", "new elsewhere first", "nothing new", "an old copy", "old dates, never seen"],
)
def test_a_document_is_judged_by_its_items(hours_old: tuple[float, ...], new: int, answer: str) -> None:
    assert arrived(*hours_old, new=new).answer == answer


def test_an_old_copy_does_not_turn_the_next_one_into_a_gap() -> None:
    old = arrived(30, 31, 32, 33, 34)
    assert (old.newest, old.last_new) == (SEEN.newest, None)
    assert arrived(0.5, 1, 1.5, 2, 2.5, state=old).missed == ""


@pytest.mark.parametrize(
    ("status", "error", "sentence", "answer"),
    [
        (0, "the name of belta.example could not be found", "", "unreached"),
        (403, "the server answered 403", "", "refused"),
        (401, "the server answered 401", "", "refused"),
        (404, "the server answered 404", "", "missing"),
        (410, "the server answered 410", "", "gone"),
        (429, "the server answered 429", "", "busy"),
        (503, "the server answered 503", "", "busy"),
        (500, "the server answered 500", "", "fault"),
        (200, "", "the address answers with an HTML page, not a feed", "page"),
        (200, "", "not a feed", "unreadable"),
    ],
)
def test_a_failure_is_named_by_its_class(status: int, error: str, sentence: str, answer: str) -> None:
    after = poll.failed(SEEN, BELTA, error or sentence, reply(status, error=error), NOON, LIMITS)
    assert (after.answer, after.newest, after.items) == (answer, SEEN.newest, 20)


def test_what_our_own_guard_refuses_and_what_is_empty() -> None:
    guarded = reply(0, error="the address leads to 127.0.0.1, which is not public", refused=True)
    assert poll.failed(SEEN, BELTA, guarded.error, guarded, NOON, LIMITS).answer == "guarded"
    assert arrived().answer == "empty"
    assert arrived(state=replace(SEEN, items=0)).answer == "empty"
    assert poll.unchanged(SEEN, BELTA, reply(304), NOON, LIMITS).answer == "same"


def test_a_gap_is_kept_until_the_next_and_holds_the_smallest_depth_for_a_week() -> None:
    gap = arrived(0, 0.1, 0.2, 0.3, 0.4, new=5)
    assert gap.missed == "all items are newer than those of the last poll: up to 36 minutes of this feed may be missing"
    assert (gap.missed_at, gap.depth) == (NOON, 24 * MINUTE)
    calm = arrived(0, 5, 10, 15, 20, state=gap)
    assert (calm.missed, calm.missed_at, calm.depth) == (gap.missed, NOON, 24 * MINUTE)
    assert arrived(0, 5, 10, 15, 20, state=calm, now=NOON + 7 * DAY).depth == 20 * HOUR


@pytest.mark.parametrize("status", [200, 304, 404])
def test_the_servers_clock_is_held_against_ours(status: int) -> None:
    answer = reply(status, date=NOON - 90, error="x" if status == 404 else "")
    if status == 404:
        assert poll.failed(SEEN, BELTA, "x", answer, NOON, LIMITS).skew == -90
    else:
        assert poll.unchanged(SEEN, BELTA, answer, NOON, LIMITS).skew == -90
    assert poll.unchanged(replace(SEEN, skew=5), BELTA, reply(304), NOON, LIMITS).skew == 5


# --- the order of wishes: Retry-After > skipHours, skipDays > floor > a third of the depth > ttl and the like > interval


@pytest.mark.parametrize(
    ("more", "wait"),
    [
        ({}, 15 * MINUTE),
        ({"ttl": HOUR}, HOUR),
        ({"update_period": 2 * HOUR}, 2 * HOUR),
        ({"max_age": 3 * HOUR}, 3 * HOUR),
        ({"ttl": 10 * MINUTE}, 15 * MINUTE),
        ({"ttl": HOUR, "depth": 0.6}, 12 * MINUTE),
        ({"max_age": HOUR, "depth": 0.1}, 5 * MINUTE),
        ({"depth": 0.1, "skip_hours": {12}}, HOUR),
        ({"depth": 0.1, "skip_days": {1}}, 12 * HOUR),
        ({"skip_days": {1, 2}, "skip_hours": {0, 1}}, 38 * HOUR),
        ({"skip_days": set(range(7))}, 15 * MINUTE),
        ({"skip_days": {1, 2, 3, 4}}, 15 * MINUTE),
        ({"depth": 0.1, "skip_hours": {12}, "retry_after": 2 * HOUR}, 2 * HOUR),
        ({"skip_hours": {12}, "retry_after": 30}, HOUR),
        ({"retry_after": 9 * DAY}, DAY),
    ],
    ids=str,
)
def test_the_order_of_wishes(more: dict[str, Any], wait: int) -> None:
    document: dict[str, Any] = {name: more[name] for name in ("ttl", "update_period") if name in more}
    document |= {name: frozenset(more[name]) for name in ("skip_hours", "skip_days") if name in more}
    answer = reply(max_age=more.get("max_age"), retry_after=more.get("retry_after"))
    depth = more.get("depth", 24.0)
    entries = tuple(Entry(published=int(NOON - part * depth * HOUR / 4)) for part in range(5))
    feed = ParsedFeed("rss20", "", "be", entries, FeedWishes(**document))
    known = replace(SEEN, depth=None, last_new=NOON)  # no habit is known, and it has only just spoken
    after = poll.arrived(known, BELTA, answer, feed, 0, NOON, LIMITS)
    assert after.next_due - NOON == wait


def test_a_feed_in_trouble_is_not_asked_in_its_hours_of_rest() -> None:
    state = replace(SEEN, skip_hours=frozenset({12, 13}))
    assert poll.failed(state, BELTA, "x", reply(500, error="x"), NOON, LIMITS).next_due == NOON + 2 * HOUR
