"""A feed's own habit, and when its silence is against it; 14 May 2024 is a Tuesday."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor import poll
from monitor.model.fetch import Reply
from monitor.model.limits import DAY, HOUR, MINUTE, Limits
from monitor.model.source import Entry, FeedState, ParsedFeed, Source
from monitor.poll import habit

LIMITS = Limits()
MONDAY = 1_715_558_400  # 13 May 2024 00:00 UTC
WEEK = 7 * DAY
SOURCE = Source(id="nn", outlet="Наша Ніва", url="https://nn.example/rss")
EMPTY = FeedState("nn", SOURCE.url, 0)


def lived(moments: Iterable[int], until: int, *, dated: bool = True) -> FeedState:
    """The state after polls of an outlet that writes at these moments, from the first Monday on."""
    written, state, now = sorted(moments), EMPTY, MONDAY
    while now <= until:
        out = [moment for moment in written if moment <= now]
        state = asked(state, out[-20:], now, dated=dated)
        now += HOUR
    return state


def asked(state: FeedState, out: Sequence[int], now: int, *, dated: bool = True) -> FeedState:
    entries = tuple(Entry(guid=str(moment), published=moment if dated else None) for moment in out)
    before = state.last_try if state.last_try is not None else -1
    new = sum(moment > before for moment in out)
    reply = Reply(("feed", "nn"), SOURCE.url, SOURCE.url, 200)
    return poll.arrived(state, SOURCE, reply, ParsedFeed("rss20", "", "be", entries), new, now, LIMITS)


def workdays(start: int, weeks: int, hours: Sequence[int]) -> list[int]:
    return [
        start + week * WEEK + day * DAY + hour * HOUR for week in range(weeks) for day in range(5) for hour in hours
    ]


def first_said(moments: Iterable[int], until: int) -> float | None:
    """Days after its last item at which the silence is first said; None if it is not said by `until`."""
    written = sorted(moments)
    last = max(moment for moment in written if moment <= until)
    state = lived(written, last + HOUR)
    now = last + HOUR
    while now < until:
        now += 6 * HOUR
        state = asked(state, written[-20:], now)
        if poll.silence(state, now, LIMITS):
            return (now - last) / DAY
    return None


@pytest.mark.parametrize(
    ("moments", "first", "last"),
    [
        ([MONDAY + n * 36 * MINUTE for n in range(900)], 1, 1.5),  # 40 a day
        ([MONDAY + n * 4 * HOUR for n in range(120)], 2, 4),  # 6 a day
        ([MONDAY - 10 * WEEK + n * WEEK for n in range(14)], 14, 18),  # weekly
        ([MONDAY - 300 * DAY + n * 30 * DAY for n in range(12)], 55, 70),  # monthly
    ],
    ids=["40 a day", "6 a day", "weekly", "monthly"],
)
def test_silence_is_said_by_the_feeds_own_measure(moments: list[int], first: float, last: float) -> None:
    said = first_said(moments, max(moments) + 90 * DAY)
    assert said is not None
    assert first <= said <= last


@pytest.mark.parametrize("hours", [range(6, 15), (7, 11), (8,)], ids=["9 a day", "2 a day", "1 a day"])
def test_weekends_and_short_holidays_of_a_ministry_are_no_silence(hours: Sequence[int]) -> None:
    moments = workdays(MONDAY, 6, hours)
    holiday = [m for m in moments if not MONDAY + 4 * WEEK <= m < MONDAY + 4 * WEEK + DAY]  # a Monday off
    state = EMPTY
    for hour in range(6 * 7 * 24):
        now = MONDAY + hour * HOUR
        state = asked(state, [m for m in holiday if m <= now][-30:], now)
        assert not poll.silence(state, now, LIMITS), (hour / 24, state)


def test_a_ministry_that_stops_on_a_tuesday_is_heard_of_in_the_same_week() -> None:
    moments = [m for m in workdays(MONDAY, 5, range(6, 15)) if m < MONDAY + 4 * WEEK + 2 * DAY]
    said = first_said(moments, MONDAY + 6 * WEEK)
    assert said is not None
    assert said < 4


def test_nothing_is_said_of_a_feed_watched_for_less_than_a_day_or_without_a_habit() -> None:
    old = [MONDAY - WEEK + n * HOUR for n in range(20)]
    state = asked(asked(EMPTY, old, MONDAY), old, MONDAY + 23 * HOUR)
    assert poll.silence(state, MONDAY + 23 * HOUR, LIMITS) == ""
    later = asked(state, old, MONDAY + 25 * HOUR)
    assert "nothing new for 7 days; it usually brings 24 items a day" in poll.silence(later, MONDAY + 25 * HOUR, LIMITS)
    few = asked(asked(EMPTY, old[:3], MONDAY), old[:3], MONDAY + 50 * DAY)
    assert (few.rhythm, poll.silence(few, MONDAY + 50 * DAY, LIMITS)) == (None, "")


def test_trouble_is_not_silence_and_a_word_ends_it() -> None:
    items = [MONDAY + n * HOUR for n in range(20)]
    state = asked(asked(EMPTY, items, MONDAY + 20 * HOUR), items, MONDAY + 3 * DAY)
    assert poll.silence(state, MONDAY + 3 * DAY, LIMITS)
    assert not poll.silence(replace(state, problem="the server answered 500"), MONDAY + 3 * DAY, LIMITS)
    assert not poll.silence(asked(state, [*items, MONDAY + 3 * DAY], MONDAY + 3 * DAY + 1), MONDAY + 4 * DAY, LIMITS)


def test_a_feed_whose_items_other_feeds_brought_first_is_not_silent() -> None:
    """Its articles are known by their address, so none is new; its dates show that it speaks."""
    state = asked(EMPTY, [MONDAY + n * HOUR for n in range(20)], MONDAY + 20 * HOUR)
    reply = Reply(("feed", "nn"), SOURCE.url, SOURCE.url, 200)
    for day in range(1, 5):
        now = MONDAY + day * DAY + 20 * HOUR
        document = ParsedFeed("rss20", "", "be", tuple(Entry(published=now - n * HOUR) for n in range(20)))
        state = poll.arrived(state, SOURCE, reply, document, 0, now, LIMITS)
        assert not poll.silence(state, now, LIMITS)


def test_undated_feeds_have_a_habit_by_the_polls_that_brought_items() -> None:
    moments = [MONDAY + n * HOUR for n in range(300)]
    state = lived(moments, MONDAY + 299 * HOUR, dated=False)
    assert 50 * MINUTE < (state.rhythm or 0) < 70 * MINUTE
    now = MONDAY + 299 * HOUR + 30 * HOUR
    assert poll.silence(asked(state, moments[-20:], now, dated=False), now, LIMITS)


def test_neither_a_pinned_item_nor_a_burst_makes_a_habit() -> None:
    pinned = [MONDAY - 400 * DAY, *(MONDAY + n * HOUR for n in range(20))]
    state = asked(EMPTY, pinned, MONDAY + 20 * HOUR)
    assert state.rhythm == HOUR
    burst = asked(state, [*pinned, *(MONDAY + 20 * HOUR + n for n in range(1, 11))], MONDAY + 21 * HOUR)
    assert 45 * MINUTE < (burst.rhythm or 0) < HOUR


def test_one_outage_of_a_month_is_no_habit() -> None:
    moments = [MONDAY + n * HOUR for n in range(200)]
    state = lived(moments, MONDAY + 200 * HOUR)
    back = asked(state, [MONDAY + 200 * HOUR + 30 * DAY], MONDAY + 200 * HOUR + 30 * DAY)
    assert back.pause == DAY
    assert lived(moments, MONDAY + 200 * HOUR).pause == HOUR


@given(st.integers(0, 9000), st.integers(0, 1500), st.frozensets(st.integers(0, 6), max_size=3))
def test_time_is_counted_without_rest_days(start: int, hours: int, rest: frozenset[int]) -> None:
    plain = sum(HOUR for hour in range(start, start + hours) if habit.weekday(hour * HOUR) not in rest)
    assert habit.counted(start * HOUR, (start + hours) * HOUR, rest) == plain


@given(
    st.lists(st.integers(0, MONDAY + 2 * DAY), max_size=12),
    st.lists(st.integers(0, MONDAY + 2 * DAY), max_size=12),
    st.integers(0, 20),
)
def test_no_dates_break_the_habit(first: list[int], second: list[int], new: int) -> None:
    state = EMPTY
    for dates, now in ((first, MONDAY), (second, MONDAY + HOUR), (first, MONDAY + 3 * DAY)):
        document = ParsedFeed("rss20", "", "", tuple(Entry(published=date) for date in dates))
        reply = Reply(("feed", "nn"), SOURCE.url, SOURCE.url, 200)
        state = poll.arrived(state, SOURCE, reply, document, new, now, LIMITS)
        assert state.rhythm is None or state.rhythm > 0
        assert poll.silence(state, now, LIMITS) == "" or now == MONDAY + 3 * DAY


@pytest.mark.parametrize(
    ("rhythm", "words"),
    [
        (36 * MINUTE, "40 items a day"),
        (DAY, "an item a day"),
        (7 * DAY, "an item every 7 days"),
        (1, "86,400 items a day"),
    ],
)
def test_a_rhythm_in_words(rhythm: int, words: str) -> None:
    assert poll.rhythm_words(rhythm) == words
