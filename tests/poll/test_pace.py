"""How long a feed waits by what is to be expected of it, within its interval's bounds, its depth and all wishes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor import poll
from monitor.config import read_sources
from monitor.model.fetch import Reply
from monitor.model.limits import DAY, HOUR, MINUTE, Limits
from monitor.model.source import Entry, FeedState, FeedWishes, ParsedFeed, Source
from monitor.poll.hours import Rates, learned
from monitor.poll.pace import pace

LIMITS = Limits()
MONDAY = 1_715_558_400  # 13 May 2024, 00:00 UTC
INTERVAL = 15 * MINUTE
LEAST, MOST = INTERVAL // 3, 4 * INTERVAL
SOURCE = Source("nn", "Наша Ніва", "http://nn.example/rss", interval=INTERVAL)
NEW = FeedState("nn", SOURCE.url, MONDAY)


def office(moment: int) -> bool:
    """Eight hours on workdays."""
    return (moment // DAY + 3) % 7 < 5 and 6 <= moment // HOUR % 24 < 14


def taught(moments: Sequence[int], until: int, begin: int = MONDAY) -> tuple[int, ...]:
    """What is known after these items, looked at every hour."""
    hours: tuple[int, ...] = ()
    for now in range(begin + HOUR, until + 1, HOUR):
        came = [moment for moment in moments if now - HOUR < moment <= now]
        hours = learned(hours, came, now - HOUR, now)
    return hours


def waits(hours: tuple[int, ...], now: int, items: int = 0) -> int:
    """Seconds that a feed with this habit waits, which has just spoken."""
    calm = (*hours[:-1], 0) if hours else hours  # without the surge of its last hour
    return pace(replace(NEW, hours=calm, last_new=now, items=items), INTERVAL, now, LIMITS)


WEEKS = MONDAY + 21 * DAY
ODD = 233 * MINUTE  # about four hours, and never at the same times of day
STEADY = {gap: taught(range(MONDAY, WEEKS, gap), WEEKS) for gap in (15 * MINUTE, HOUR, ODD)}
OFFICE = taught([m for m in range(MONDAY, WEEKS, 10 * MINUTE) if office(m)], WEEKS)


def test_a_feed_of_which_nothing_is_known_is_asked_every_interval() -> None:
    assert waits((), MONDAY) == INTERVAL


@pytest.mark.parametrize(("gap", "wanted"), [(15 * MINUTE, 0.5), (HOUR, 1), (ODD, 2)])
def test_requests_go_with_the_square_root_of_the_rate(gap: int, wanted: float) -> None:
    """An item an hour: every interval; four times as many: twice as often."""
    assert waits(STEADY[gap], WEEKS) == pytest.approx(wanted * INTERVAL, rel=0.1)


def test_by_day_an_office_is_asked_often_at_night_and_on_sundays_rarely() -> None:
    tuesday, night, sunday = (WEEKS + hours * HOUR for hours in (34, 45, 6 * 24 + 9))
    assert waits(OFFICE, tuesday) < INTERVAL / 2
    assert waits(OFFICE, night) > 2 * INTERVAL
    assert waits(OFFICE, sunday) > 1.3 * waits(OFFICE, tuesday)


def test_nobody_sleeps_through_the_morning() -> None:
    """Just before the shift begins the wait ends soon after its beginning, not an hour later."""
    assert waits(OFFICE, WEEKS + 5 * HOUR + 50 * MINUTE) < 25 * MINUTE


def test_a_burst_is_followed_closely_and_then_let_go() -> None:
    now = WEEKS
    burst = learned(STEADY[ODD], [now + 60 * n for n in range(1, 7)], now, now + 10 * MINUTE)
    known = replace(NEW, hours=burst, last_new=now + 10 * MINUTE)
    later = [pace(known, INTERVAL, now + 10 * MINUTE + after, LIMITS) for after in (0, HOUR, 3 * HOUR, 8 * HOUR)]
    assert later == sorted(later)
    assert later[0] < INTERVAL
    assert later[2] > 1.5 * INTERVAL


def test_a_feed_that_falls_quiet_against_its_habit_is_asked_less() -> None:
    calm = replace(NEW, hours=(*STEADY[HOUR][:-1], 0), last_new=WEEKS)
    slower = [pace(calm, INTERVAL, WEEKS + days * DAY, LIMITS) for days in (0, 1, 2, 30)]
    assert slower == sorted(slower)
    assert slower[0] == pytest.approx(INTERVAL, rel=0.1)
    assert slower[-1] == MOST


def test_no_more_than_a_third_of_a_list_turns_over_between_two_polls() -> None:
    """Also where no item has a date, so that no depth is known."""
    busy = taught([m + n for m in range(MONDAY, MONDAY + 3 * DAY, HOUR) for n in range(1, 61)], MONDAY + 3 * DAY)
    assert waits(busy, WEEKS, items=15) == LEAST
    slow = STEADY[15 * MINUTE]
    assert waits(slow, WEEKS, items=6) == pytest.approx(INTERVAL * 0.5, rel=0.1)
    assert pace(replace(NEW, hours=slow, last_new=WEEKS, items=6), 4 * HOUR, WEEKS, LIMITS) <= 81 * MINUTE


def test_what_was_never_watched_is_not_taken_for_quiet() -> None:
    """A first document of seven hours says nothing of the other seventeen."""
    hours = learned(
        (), range(MONDAY + 8 * HOUR, MONDAY + 15 * HOUR, 10 * MINUTE), MONDAY + 8 * HOUR - 1, MONDAY + 15 * HOUR
    )
    assert waits(hours, MONDAY + 20 * HOUR) < INTERVAL


def test_a_feed_that_changes_its_hours_is_learned_anew_within_weeks() -> None:
    shifted = [m for m in range(WEEKS, WEEKS + 28 * DAY, 10 * MINUTE) if office(m - 8 * HOUR)]
    hours = OFFICE
    for now in range(WEEKS + HOUR, WEEKS + 28 * DAY, HOUR):
        hours = learned(hours, [m for m in shifted if now - HOUR < m <= now], now - HOUR, now)
    end = WEEKS + 28 * DAY
    assert waits(hours, end + 17 * HOUR) < waits(hours, end + 8 * HOUR)


def test_the_pace_in_words() -> None:
    source = replace(SOURCE, interval=INTERVAL)
    assert poll.pace_words(NEW, source, 3 * HOUR, LIMITS) == "every 15 min"
    assert poll.pace_words(replace(NEW, wish=3 * HOUR), source, 0, LIMITS) == "every 3 h"
    assert poll.pace_words(replace(NEW, hours=OFFICE), source, 4 * HOUR, LIMITS) == "every 6 min by day, 46 by night"
    assert poll.pace_words(replace(NEW, hours=OFFICE), source, 12 * HOUR, LIMITS) == "every 6 to 46 min"
    assert poll.pace_span(replace(NEW, hours=OFFICE), source, LIMITS) == "6-46 min"
    hourly = replace(source, interval=HOUR)
    assert poll.pace_words(replace(NEW, hours=OFFICE), hourly, 4 * HOUR, LIMITS) == "every 25 min by day, 2 h by night"


# --- what teaches, and what does not ---


def document(*moments: int | None) -> ParsedFeed:
    return ParsedFeed("rss20", "", "be", tuple(Entry(guid=str(n), published=m) for n, m in enumerate(moments)))


def after(state: FeedState, now: int, *moments: int | None, new: int) -> FeedState:
    reply = Reply(("feed", "nn"), SOURCE.url, SOURCE.url, 200)
    return poll.arrived(state, SOURCE, reply, document(*moments), new, now, LIMITS)


KNOWN = replace(
    NEW, hours=STEADY[HOUR], first_polled=MONDAY, last_ok=WEEKS, last_new=WEEKS, newest=WEEKS - HOUR, items=3
)


def counted(state: FeedState) -> float:
    """Items that were added to what KNOWN knew, within a day in which nothing fades."""
    return (sum(state.hours[:24]) - sum(KNOWN.hours[:24])) / 1000


def test_items_count_when_they_came_to_be_seen() -> None:
    """One dated after the last answer at its date; one without, and one of midnight, between that answer and this."""
    now = WEEKS + 90 * MINUTE
    state = after(KNOWN, now, WEEKS + 80 * MINUTE, None, WEEKS - 2 * HOUR, new=3)
    assert counted(state) == 3
    assert [state.hours[n] - KNOWN.hours[n] for n in (0, 1)] == [1000, 2000]


@pytest.mark.parametrize("moments", [(WEEKS + 2 * DAY,), (WEEKS - HOUR,)], ids=["a date ahead", "an item known before"])
def test_dates_ahead_and_known_items_are_no_news(moments: tuple[int, ...]) -> None:
    assert after(KNOWN, WEEKS + HOUR, *moments, new=0).hours == KNOWN.hours


def test_an_archive_a_clock_set_back_and_our_own_absence_teach_nothing() -> None:
    assert after(KNOWN, WEEKS + HOUR, *[None] * 150, new=150).hours == KNOWN.hours
    assert after(KNOWN, WEEKS - HOUR, None, new=1).hours == KNOWN.hours
    assert after(KNOWN, WEEKS + 7 * HOUR, None, new=1).hours == KNOWN.hours


def test_after_a_gap_only_what_the_document_spans_was_watched() -> None:
    now = WEEKS + 23 * HOUR
    state = after(KNOWN, now, *(now - n * 20 * MINUTE for n in range(8)), new=8)
    assert state.missed
    assert counted(state) == 8
    assert sum(state.hours[31:55]) - sum(KNOWN.hours[31:55]) == 7 * 20 * MINUTE + 1


# --- the hard rules ---

learnings = st.lists(st.tuples(st.integers(1, 5 * DAY), st.integers(0, 60)), max_size=6)


@settings(max_examples=60)
@given(
    learnings, st.integers(1, 7 * DAY), st.integers(0, 8 * DAY), st.none() | st.integers(0, 3 * DAY), st.integers(0, 300),
    st.integers(0, 2 * DAY), st.none() | st.integers(0, 2 * DAY), st.none() | st.integers(-DAY, 40 * DAY),
)  # fmt: skip
def test_floor_depth_wishes_and_ceiling_hold_whatever_was_learned(
    learning: list[tuple[int, int]], interval: int, age: int, depth: int | None, items: int, ttl: int,
    max_age: int | None, heard: int | None,
) -> None:  # fmt: skip
    now = MONDAY
    hours: tuple[int, ...] = ()
    for span, count in learning:
        moments = [now + span * n // (count + 1) for n in range(1, count + 1)]
        hours = learned(hours, moments, now, now + span)
        now += span
    now += age
    state = replace(
        NEW, hours=hours, items=items, depth=depth, wish=ttl, first_polled=MONDAY,
        last_new=None if heard is None else now - heard,
    )  # fmt: skip
    reply = Reply(("feed", "nn"), SOURCE.url, SOURCE.url, 304, max_age=max_age)
    wait = poll.unchanged(state, replace(SOURCE, interval=interval), reply, now, LIMITS).next_due - now
    assert LIMITS.poll_floor <= wait <= LIMITS.poll_ceiling
    assert wait <= max(min(4 * interval, 2 * HOUR), interval, ttl, max_age or 0, LIMITS.poll_floor)
    if depth:
        assert wait <= max(depth // 3, LIMITS.poll_floor)
    else:
        assert wait >= min(max(interval // 3, ttl, max_age or 0), LIMITS.poll_ceiling)
    assert len(hours) in (0, 63)
    assert all(count >= 0 for count in hours)


@settings(max_examples=40)
@given(st.integers(0, 14 * DAY), st.integers(1, 40), st.sampled_from(sorted(STEADY)))
def test_more_news_never_makes_a_feed_wait_longer(at: int, more: int, gap: int) -> None:
    now = WEEKS + at
    before = [(*STEADY[gap][:-1], 0), learned(STEADY[gap], [now] * more, now - MINUTE, now)]
    calm, busy = (pace(replace(NEW, hours=hours, last_new=now), INTERVAL, now, LIMITS) for hours in before)
    assert LEAST <= busy <= calm <= MOST


@settings(max_examples=40)
@given(st.integers(0, 30 * DAY), st.integers(1, 9 * DAY))
def test_what_is_expected_of_a_span_is_that_of_its_hours(start: int, span: int) -> None:
    rates = Rates.of(OFFICE)
    begin, end = MONDAY + start, MONDAY + start + span
    first = max(begin, end - 7 * DAY)
    slow = sum(rates.at(moment) * 60 for moment in range(first, end, 60))
    assert rates.between(begin, end) == pytest.approx(slow, rel=0.05, abs=0.5)


def test_wishes_outlast_the_habit() -> None:
    wishes = FeedWishes(ttl=2 * HOUR, skip_hours=frozenset({2, 3}))
    feed = replace(document(WEEKS + 1), wishes=wishes)
    reply = Reply(("feed", "nn"), SOURCE.url, SOURCE.url, 200)
    state = poll.arrived(KNOWN, SOURCE, reply, feed, 1, WEEKS + HOUR, LIMITS)
    assert state.next_due == WEEKS + 4 * HOUR


@pytest.mark.parametrize(
    ("defaults", "entry", "seconds"),
    [
        ("interval: 15m", "kind: government", 450),
        ("interval: 8m", "kind: government", 300),
        ("interval: 60", "kind: government", 60),
        ("interval: 15m", "kind: government, interval: 20m", 1200),
        ("interval: 15m", "kind: state", 900),
        ("interval: 15m, kind: government", "outlet: x", 900),
    ],
    ids=["half", "not below five minutes", "nor above the others'", "its own", "no government", "all are governments"],
)
def test_a_government_without_an_interval_of_its_own_has_half_of_the_others(
    defaults: str, entry: str, seconds: int
) -> None:
    line = f"{{id: a, url: 'https://a.example/f', {entry}{'' if 'outlet' in entry else ', outlet: x'}}}"
    text = f"version: 1\ndefaults: {{{defaults}}}\nsources:\n  - {line}\n"
    assert read_sources("rules/sources.yaml", text.encode()).sources["a"].interval == seconds


@given(st.integers(0, 30 * DAY), st.integers(1, 9 * DAY))
@settings(max_examples=40, deadline=None)
def test_what_is_expected_of_a_span_is_the_sum_of_its_hours_and_whole_days(first: int, span: int) -> None:
    """However it is worked out: hour by hour on the days of its beginning and end, day by day between them."""
    rates, end, found = Rates.of(OFFICE), MONDAY + first + span, 0.0
    start = max(MONDAY + first, end - 7 * DAY)
    while start < end:
        whole = start % DAY == 0 and end - start >= DAY
        until = start + DAY if whole else min((start // HOUR + 1) * HOUR, end)
        found += rates.between(start, until) if whole else rates.at(start) * (until - start)
        start = until
    assert rates.between(MONDAY + first, end) == pytest.approx(found, rel=1e-9)
