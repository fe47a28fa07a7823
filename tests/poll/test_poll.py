"""Pure decisions of polling: what to ask, when again, which items are news."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor import poll
from monitor.model.article import Item
from monitor.model.fetch import Reply
from monitor.model.limits import DAY, HOUR, MINUTE, Limits
from monitor.model.source import Entry, FeedState, FeedWishes, ParsedFeed, SecretRef, Source

LIMITS = Limits()
NOON = 1_715_688_000  # 14 May 2024 12:00 UTC
BELTA = Source(id="belta", outlet="БелТА", url="http://belta.example/rss", interval=15 * MINUTE)
SEEN = FeedState(
    id="belta", url=BELTA.url, next_due=NOON, etag='"a"', last_modified="Tue, 14 May 2024 11:00:00 GMT",
    body_hash=poll.body_hash(b"old"), first_polled=NOON - DAY, last_try=NOON - HOUR, last_ok=NOON - HOUR,
    last_full=NOON - HOUR, items=20, newest=NOON - HOUR, last_new=NOON,
)  # fmt: skip
# It has no habit yet and has only just spoken, so that its own interval holds: tests/poll/test_pace.py has the others.


def reply(status: int = 200, **more: Any) -> Reply:
    return Reply(("feed", "belta"), BELTA.url, BELTA.url, status, **more)


def dated(*hours_old: float) -> tuple[Entry, ...]:
    return tuple(Entry(title=f"Навіна {n}", published=int(NOON - old * HOUR)) for n, old in enumerate(hours_old))


def feed(*entries: Entry, **wishes: Any) -> ParsedFeed:
    return ParsedFeed("rss20", "БелТА", "ru", entries or (Entry(title="Баку"),), FeedWishes(**wishes))


def next_poll(
    document: ParsedFeed | None = None, answer: Reply | None = None, source: Source = BELTA, state: FeedState = SEEN
) -> int:
    """Seconds until the next poll after this document."""
    after = poll.arrived(state, source, answer or reply(), document or feed(), 0, NOON, LIMITS)
    return after.next_due - NOON


def failed(state: FeedState = SEEN, answer: Reply | None = None, now: int = NOON, source: Source = BELTA) -> FeedState:
    return poll.failed(state, source, "the server did not answer", answer or reply(0, error="x"), now, LIMITS)


# --- what is asked ---


def test_a_known_feed_is_asked_conditionally() -> None:
    asked = poll.request(SEEN, BELTA, NOON, LIMITS)
    assert (asked.etag, asked.last_modified) == (SEEN.etag, SEEN.last_modified)
    assert (asked.token, asked.url, asked.ask_robots) == (("feed", "belta"), SEEN.url, False)


@pytest.mark.parametrize(
    "change",
    [{"polls_since_full": 50}, {"last_full": NOON - DAY}, {"last_full": None}],
    ids=["fifty polls", "a day", "never"],
)
def test_now_and_then_a_feed_is_asked_whole(change: dict[str, Any]) -> None:
    """A server that answers 304 for ever must not hide the news."""
    asked = poll.request(replace(SEEN, **change), BELTA, NOON, LIMITS)
    assert (asked.etag, asked.last_modified) == ("", "")


def test_just_before_that_it_is_not() -> None:
    state = replace(SEEN, polls_since_full=49, last_full=NOON - DAY + 1)
    assert poll.request(state, BELTA, NOON, LIMITS).etag == SEEN.etag


def test_the_settled_address_is_asked_with_the_sources_own_ways() -> None:
    source = replace(BELTA, user_agent="Desk/1", headers=(("X-Key", "1"),), proxy="http://p:1", ca_file="/ca.pem")
    asked = poll.request(replace(SEEN, url="https://new.example/"), source, NOON, LIMITS)
    assert asked.url == "https://new.example/"
    assert (asked.user_agent, asked.proxy, asked.ca_file) == ("Desk/1", "http://p:1", "/ca.pem")


@pytest.mark.parametrize(
    ("home", "there", "sent"),
    [
        ("https://belta.example/rss", "https://belta.example/feed", True),
        ("http://belta.example/rss", "https://belta.example/rss", True),
        ("https://belta.example/rss", "http://belta.example/rss", False),
        ("https://belta.example/rss", "https://elsewhere.example/rss", False),
    ],
)
def test_a_login_goes_to_its_own_host_and_never_down_to_http(home: str, there: str, sent: bool) -> None:  # noqa: FBT001 - a table
    source = replace(BELTA, url=home, headers=(("Authorization", SecretRef("${TOKEN}")),))
    assert bool(poll.request(replace(SEEN, url=there), source, NOON, LIMITS).headers) is sent


def test_a_304_counts_towards_the_whole_get_and_the_same_bytes_are_one() -> None:
    not_modified = poll.unchanged(SEEN, BELTA, reply(304), NOON, LIMITS)
    same_bytes = poll.unchanged(SEEN, BELTA, reply(200), NOON, LIMITS)
    assert (not_modified.polls_since_full, not_modified.last_full) == (1, NOON - HOUR)
    assert (same_bytes.polls_since_full, same_bytes.last_full) == (0, NOON)


def test_a_304_keeps_the_validators_it_does_not_renew() -> None:
    after = poll.unchanged(SEEN, BELTA, reply(304, etag='"b"'), NOON, LIMITS)
    assert (after.etag, after.last_modified, after.body_hash) == ('"b"', SEEN.last_modified, SEEN.body_hash)


def test_an_answer_without_news_ends_trouble() -> None:
    troubled = replace(SEEN, errors=4, problem="няма адказу", problem_since=1)
    after = poll.unchanged(troubled, BELTA, reply(304), NOON, LIMITS)
    assert (after.errors, after.problem, after.problem_since, after.last_ok) == (0, "", None, NOON)


# --- when it is asked again: Retry-After > skipHours > floor > a third of the depth > ttl, Cache-Control > interval ---


def test_without_wishes_our_own_interval_holds() -> None:
    assert next_poll() == 15 * MINUTE


@pytest.mark.parametrize("wish", [{"ttl": 3600}, {"update_period": 3600}, {"ttl": 60, "update_period": 3600}])
def test_the_publishers_ttl_lengthens_the_interval(wish: dict[str, int]) -> None:
    assert next_poll(feed(**wish)) == HOUR


def test_cache_control_lengthens_the_interval_and_none_shortens_it() -> None:
    assert next_poll(answer=reply(max_age=3600)) == HOUR
    assert next_poll(feed(ttl=60), reply(max_age=0)) == 15 * MINUTE


def test_a_feed_that_turns_over_fast_is_asked_thrice_in_its_depth() -> None:
    """A ttl of an hour does not help a reader whose feed holds an hour of items."""
    assert next_poll(feed(*dated(0, 0.2, 0.5, 0.9, 1), ttl=7200)) == 20 * MINUTE


def test_four_dates_are_too_few_to_tell_a_depth() -> None:
    assert next_poll(feed(*dated(0, 0.2, 0.5, 1), ttl=7200)) == 2 * HOUR


def test_the_floor_holds_against_depth_and_interval() -> None:
    assert next_poll(feed(*dated(0, 0, 0, 0, 0.1))) == LIMITS.poll_floor
    assert next_poll(source=replace(BELTA, interval=1)) == LIMITS.poll_floor


def test_nobody_makes_us_wait_longer_than_a_day() -> None:
    assert next_poll(feed(ttl=30 * DAY), reply(max_age=365 * DAY)) == DAY


def test_hours_to_skip_are_skipped() -> None:
    assert next_poll(feed(skip_hours=frozenset({12, 13, 14}))) == 3 * HOUR


def test_hours_to_skip_pass_over_midnight() -> None:
    assert next_poll(feed(skip_hours=frozenset(range(24)) - {2})) == 14 * HOUR


def test_a_feed_that_forbids_every_hour_forbids_none() -> None:
    assert next_poll(feed(skip_hours=frozenset(range(24)))) == 15 * MINUTE


def test_retry_after_beats_everything_below_a_day() -> None:
    wishes = feed(ttl=3600, skip_hours=frozenset({12}))
    assert next_poll(wishes, reply(retry_after=5 * HOUR)) == 5 * HOUR
    assert next_poll(wishes, reply(retry_after=90 * DAY)) == DAY
    assert next_poll(wishes, reply(retry_after=1)) == HOUR


def test_wishes_last_over_answers_without_a_document() -> None:
    after = poll.arrived(SEEN, BELTA, reply(), feed(ttl=3600, skip_hours=frozenset({13})), 0, NOON, LIMITS)
    later = poll.unchanged(after, BELTA, reply(304), NOON, LIMITS)
    assert later.next_due == NOON + 2 * HOUR


seconds = st.integers(0, 40 * DAY)


@given(
    interval=st.integers(1, 7 * DAY), ttl=st.none() | seconds, age=st.none() | seconds, after=st.none() | seconds,
    skip=st.frozensets(st.integers(0, 23)), ages=st.lists(st.floats(0, 400), max_size=8),
)  # fmt: skip
def test_a_polite_moment_always_follows(
    interval: int, ttl: int | None, age: int | None, after: int | None, skip: frozenset[int], ages: list[float]
) -> None:
    """Whatever a publisher asks for: never before the floor, never after two days, never in a forbidden hour."""
    source = replace(BELTA, interval=interval)
    document = feed(*dated(*ages), ttl=ttl, skip_hours=skip)
    wait = next_poll(document, reply(max_age=age, retry_after=after), source)
    assert LIMITS.poll_floor <= wait <= 2 * DAY
    if after is None and len(skip) < 24:
        assert ((NOON + wait) // HOUR) % 24 not in skip


# --- trouble ---


@pytest.mark.parametrize(("status", "longest"), [(500, DAY), (404, DAY), (200, DAY), (0, HOUR)])
def test_back_off_doubles_with_bounded_jitter_up_to_a_day(status: int, longest: int) -> None:
    """An hour where nobody answered at all: it may be our own way out."""
    state, waits = SEEN, []
    for _ in range(12):
        state = failed(state, reply(status, error="x"))
        waits.append(state.next_due - NOON)
    wanted = [min(15 * MINUTE * 2**n, longest) for n in range(12)]
    assert all(0.75 * want - 1 <= wait <= want for wait, want in zip(waits, wanted, strict=True))
    assert waits[-1] > 0.75 * longest - 1


def test_back_off_of_many_feeds_spreads() -> None:
    dues = {failed(replace(SEEN, id=f"f{n}", errors=6)).next_due for n in range(50)}
    assert len(dues) > 20


def test_the_same_failure_is_decided_alike() -> None:
    assert failed() == failed()


@given(errors=st.integers(0, 10**6), interval=st.integers(1, 7 * DAY), after=st.none() | seconds)
def test_back_off_stays_in_bounds(errors: int, interval: int, after: int | None) -> None:
    answer = reply(503, error="503", retry_after=after)
    state = failed(replace(SEEN, errors=errors), answer, source=replace(BELTA, interval=interval))
    assert LIMITS.poll_floor <= state.next_due - NOON <= DAY


def test_trouble_is_dated_from_its_beginning_and_keeps_what_we_have() -> None:
    state = failed(failed(), now=NOON + HOUR)
    assert (state.errors, state.problem, state.problem_since) == (2, "the server did not answer", NOON)
    assert (state.etag, state.body_hash, state.items, state.last_ok) == (
        SEEN.etag, SEEN.body_hash, SEEN.items, SEEN.last_ok,
    )  # fmt: skip


def test_410_stops_the_feed_and_404_does_not() -> None:
    gone = failed(answer=reply(410, error="the server answered 410 Gone"))
    assert gone.stopped
    assert "410" in gone.problem
    assert not failed(answer=reply(404, error="404")).stopped


@pytest.mark.parametrize(("status", "after", "wait"), [
    (429, 7200, 7200), (503, 5, MINUTE), (503, 90 * DAY, DAY), (429, None, 0), (500, 7200, 0), (200, 7200, 0),
])  # fmt: skip
def test_a_host_is_left_alone_only_where_it_asks(status: int, after: int | None, wait: int) -> None:
    assert poll.hold(reply(status, retry_after=after), LIMITS) == wait


def test_a_busy_server_is_asked_when_it_said() -> None:
    assert failed(answer=reply(503, error="503", retry_after=5 * HOUR)).next_due == NOON + 5 * HOUR


def test_a_feed_that_was_full_and_is_empty_is_trouble() -> None:
    after = poll.arrived(SEEN, BELTA, reply(etag='"e"'), ParsedFeed("rss20", "", "", ()), 0, NOON, LIMITS)
    assert "empty" in after.problem
    assert (after.errors, after.items, after.etag, after.last_ok) == (1, 20, SEEN.etag, SEEN.last_ok)


def test_a_feed_that_never_held_anything_is_just_empty() -> None:
    new = FeedState(id="belta", url=BELTA.url, next_due=NOON)
    after = poll.arrived(new, BELTA, reply(), ParsedFeed("rss20", "", "", ()), 0, NOON, LIMITS)
    assert (after.problem, after.last_ok) == ("", NOON)


# --- a document ---


def test_a_document_is_remembered_with_its_validators() -> None:
    answer = reply(etag='"b"', last_modified="today", body=b"new")
    after = poll.arrived(replace(SEEN, errors=2, problem="x", problem_since=1), BELTA, answer, feed(*dated(3, 1, 2)), 2, NOON, LIMITS)  # fmt: skip
    assert (after.etag, after.last_modified, after.body_hash) == ('"b"', "today", poll.body_hash(b"new"))
    assert (after.items, after.newest, after.last_new) == (3, NOON - HOUR, NOON)
    assert (after.errors, after.problem, after.problem_since, after.first_polled) == (0, "", None, NOON - DAY)


def test_validators_a_server_no_longer_sends_are_forgotten() -> None:
    after = poll.arrived(SEEN, BELTA, reply(), feed(), 0, NOON, LIMITS)
    assert (after.etag, after.last_modified, after.last_new) == ("", "", SEEN.last_new)


# --- redirects ---


def moved(state: FeedState, to: str, now: int = NOON, status: int = 200) -> FeedState:
    answer = reply(status, moved_to=to)
    if status == 304:
        return poll.unchanged(state, BELTA, answer, now, LIMITS)
    return poll.arrived(state, BELTA, answer, feed(), 0, now, LIMITS)


@pytest.mark.parametrize("status", [200, 304])
def test_a_lasting_redirect_settles_after_seven_days(status: int) -> None:
    target = "https://new.example/лента"
    state = moved(SEEN, target, NOON, status)
    assert (state.url, state.moved_to, state.moved_since) == (SEEN.url, target, NOON)
    state = moved(state, target, NOON + 7 * DAY - 1, status)
    assert state.url == SEEN.url
    state = moved(state, target, NOON + 7 * DAY, status)
    assert (state.url, state.moved_to, state.moved_since) == (target, "", None)


def test_another_target_or_none_starts_the_week_again() -> None:
    state = moved(moved(SEEN, "https://one.example/"), "https://two.example/", NOON + 6 * DAY)
    assert (state.moved_to, state.moved_since) == ("https://two.example/", NOON + 6 * DAY)
    state = moved(state, "", NOON + 7 * DAY)
    assert (state.url, state.moved_to, state.moved_since) == (SEEN.url, "", None)


def test_an_error_in_between_starts_the_week_again() -> None:
    assert failed(moved(SEEN, "https://one.example/")).moved_since is None


def test_from_http_to_https_at_once() -> None:
    assert moved(SEEN, "https://belta.example/rss").url == "https://belta.example/rss"


def test_to_another_host_on_https_not_at_once() -> None:
    assert moved(SEEN, "https://www.belta.example/rss").url == SEEN.url


# --- which items are news ---


def item(key: str, published: int | None) -> Item:
    return Item(Entry(guid=key, title=key, published=published), "", (f"guid:belta:{key}",), "hash")


def fresh(state: FeedState, *ages: float | None) -> list[bool]:
    """Whether items of these ages in hours may be announced, in the order given."""
    items = [item(str(n), None if age is None else int(NOON - age * HOUR)) for n, age in enumerate(ages)]
    arrivals = poll.arrivals(state, items, [None] * len(items), NOON, LIMITS)
    return [arrival.fresh for arrival in reversed(arrivals) if isinstance(arrival, poll.New)]


NEW_FEED = FeedState(id="belta", url=BELTA.url, next_due=NOON)


def test_the_first_document_announces_only_what_is_surely_recent() -> None:
    assert fresh(NEW_FEED, 1, 48, 48.1, None) == [True, True, False, False]


def test_a_return_after_a_week_is_like_a_first_poll() -> None:
    away = replace(SEEN, last_ok=NOON - 7 * DAY - 1)
    assert fresh(away, 1, 72, None) == [True, False, False]
    assert fresh(replace(SEEN, last_ok=NOON - 7 * DAY), 72, None) == [True, True]


def test_a_known_feeds_undated_item_is_news_and_an_old_one_never() -> None:
    assert fresh(SEEN, None, 72, 14 * 24, 14 * 24 + 0.1) == [True, True, True, False]


def test_an_item_dated_tomorrow_is_news() -> None:
    assert fresh(NEW_FEED, -20) == [True]


def test_items_are_taken_oldest_first() -> None:
    newest, older = item("b", NOON), item("a", NOON - HOUR)
    arrivals = poll.arrivals(SEEN, [newest, older], [7, None], NOON, LIMITS)
    assert arrivals == [poll.New(older, fresh=True), poll.Known(newest, 7, fresh=True)]


def test_an_archive_given_out_at_once_is_no_news_and_is_said() -> None:
    items = [item(str(n), None) for n in range(LIMITS.undated_at_once + 1)]
    few = poll.arrivals(SEEN, items[1:], [None] * LIMITS.undated_at_once, NOON, LIMITS)
    heap = poll.arrivals(SEEN, items, [None] * len(items), NOON, LIMITS)
    assert (all(each.fresh for each in few), any(each.fresh for each in heap)) == (True, False)
    assert poll.withheld(SEEN, few, NOON, LIMITS) == ""
    assert poll.withheld(SEEN, heap, NOON, LIMITS) == "101 new items are kept and not announced: 101 have no date"


def test_what_is_old_is_kept_and_said() -> None:
    items = [item("1", NOON - 15 * DAY), item("2", 640_000_000), item("3", NOON)]
    known = poll.arrivals(SEEN, items, [None] * 3, NOON, LIMITS)
    first = poll.arrivals(NEW_FEED, items, [None] * 3, NOON, LIMITS)
    said = "2 new items are kept and not announced: 2 are older than {} days"
    assert poll.withheld(SEEN, known, NOON, LIMITS) == said.format(14)
    assert poll.withheld(NEW_FEED, first, NOON, LIMITS) == said.format(2)


@pytest.mark.parametrize(("length", "summary"), [(599, True), (600, False)])
def test_a_short_text_is_a_summary(length: int, *, summary: bool) -> None:
    assert poll.only_summary(Entry(content="ў" * length), LIMITS) == summary
    assert poll.only_summary(Entry(summary="ə" * length, content="к"), LIMITS) == summary


def test_a_feed_turned_over_completely_says_what_may_be_missing() -> None:
    state = replace(SEEN, newest=NOON - 3 * HOUR)
    assert "up to 60 minutes" in poll.missed(state, feed(*dated(0, 0.5, 1, 1.5, 2)))


@pytest.mark.parametrize("ages", [(0, 0.5, 1, 1.5, 4), (0, 0.5, 1, 2), (0, 1, 1, 1, 3)])
def test_an_overlap_or_too_few_dates_miss_nothing(ages: tuple[float, ...]) -> None:
    assert poll.missed(replace(SEEN, newest=NOON - 3 * HOUR), feed(*dated(*ages))) == ""


def test_a_new_feed_has_missed_nothing() -> None:
    assert poll.missed(NEW_FEED, feed(*dated(0, 1, 2, 3, 4))) == ""
