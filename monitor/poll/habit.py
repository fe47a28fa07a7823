"""How often a feed usually says something, and since when it has said nothing against that habit.

A habit is three figures: the rhythm (seconds between two new items, a moving average over some fifty of them), the
longest pause it usually makes, and how its items fall on the weekdays. Pauses are counted without the weekdays on which
a feed rests, so that a ministry's Monday is not measured by its weekend. Learned from the dates of the items; where
they have none, from the polls that brought them. First documents, gaps and our own absence teach only what is sure.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise

from monitor.model.limits import DAY, HOUR, Limits
from monitor.model.source import FeedState

ENOUGH_ITEMS = 5  # dates that show a rhythm
_REMEMBERED = 50  # items that the rhythm is averaged over
_PAUSE_HALVES = 90 * DAY  # a pause that was long once is forgotten so slowly
_COUNTED_MOST = 2000  # items on the weekdays; then all counts are halved, so that old habits fade
_WEEK = 7 * DAY
_MOST_REST_DAYS = 3  # a weekly feed has no weekend, it is slow
_SATURDAY, _SUNDAY = 5, 6


def weekday(moment: int) -> int:
    """Monday = 0, in UTC."""
    return (moment // DAY + 3) % 7


def learned(state: FeedState, dates: Sequence[int], new: int, now: int, *, sure: bool) -> FeedState:
    """The habit after a document of these dates with `new` articles; `sure`: nothing was missed since the last one.

    `state` is that before the document. Items dated in the future teach nothing.
    """
    past = sorted(date for date in dates if date <= now)
    if state.rhythm is None:
        return _begun(state, past) if state.last_ok is None else _begun_late(state, past, new, now)
    fresh = [date for date in past if state.newest is not None and date > state.newest]
    if sure and fresh and state.newest is not None:
        return _continued(state, [state.newest, *fresh])
    if sure and new and not dates and state.last_new is not None and _heard_throughout(state, now):
        return _continued(state, [state.last_new, *[now] * new])
    return state


def _heard_throughout(state: FeedState, now: int) -> bool:
    """Whether undated items came when we saw them: the monitor did not sleep meanwhile."""
    return state.last_ok is not None and now - state.last_ok <= 6 * HOUR


def _begun(state: FeedState, past: Sequence[int]) -> FeedState:
    """By a first document."""
    kept = _usual_gaps(past)
    if not kept:
        return state
    rhythm = max(sum(end - start for start, end in kept) // len(kept), 1)
    first = min(start for start, end in kept if end > start)
    counts = _counts((0,) * 7, [date for date in past if date >= first])
    pause = max(end - start for start, end in kept)
    return replace(state, rhythm=rhythm, pause=pause, weekdays=counts)


def first_of_habit(past: Sequence[int]) -> int | None:
    """The oldest of these dates, without the widest gaps of a first document; None = they show no habit."""
    gaps = _usual_gaps(past)
    return min(start for start, end in gaps if end > start) if gaps else None


def _usual_gaps(past: Sequence[int]) -> list[tuple[int, int]]:
    """The gaps between a first document's dates without the widest, such as that before a pinned item of last year."""
    gaps = sorted(pairwise(past), key=lambda gap: gap[1] - gap[0])
    kept = gaps[: len(gaps) - max(1, len(gaps) // 10)]
    shown = len(past) >= ENOUGH_ITEMS and past[-1] - past[0] >= HOUR and kept[-1][1] > kept[-1][0]
    return kept if shown else []


def _begun_late(state: FeedState, past: Sequence[int], new: int, now: int) -> FeedState:
    """A feed whose first document showed no habit: by a later one that does, or by what came since."""
    begun = _begun(state, past)
    if begun.rhythm is not None or past or not new or state.last_new is None or not _heard_throughout(state, now):
        return begun
    waited = max(now - state.last_new, 1)
    return replace(state, rhythm=max(waited // new, 1), pause=waited, weekdays=_counts((0,) * 7, [now] * new))


def _continued(state: FeedState, moments: Sequence[int]) -> FeedState:
    """`moments`: the last item known before, and the new ones, oldest first."""
    assert state.rhythm is not None
    new, passed = len(moments) - 1, moments[-1] - moments[0]
    weight = 1 - (1 - 1 / _REMEMBERED) ** new
    rhythm = max(round(state.rhythm * (1 - weight) + passed / new * weight), 1)
    rest = rest_days(state)
    gap = max(counted(start, end, rest) for start, end in pairwise(moments))
    usual = (state.pause or 0) * 0.5 ** (passed / _PAUSE_HALVES)
    pause = max(usual, min(gap, max(2 * usual, DAY)))  # one outage of a month is no habit
    counts = _counts(state.weekdays or (0,) * 7, moments[1:])
    return replace(state, rhythm=rhythm, pause=round(pause), weekdays=counts)


def _counts(before: Sequence[int], moments: Sequence[int]) -> tuple[int, ...]:
    counts = list(before)
    for moment in moments:
        counts[weekday(moment)] += 1
    return tuple(count // 2 for count in counts) if sum(counts) > _COUNTED_MOST else tuple(counts)


def rest_days(state: FeedState) -> frozenset[int]:
    """The weekdays on which it says almost nothing; until two weeks were seen, a weekend without items."""
    counts = state.weekdays or (0,) * 7
    total = sum(counts)
    seen = (state.last_ok or 0) - state.first_polled if state.first_polled is not None else 0
    if max(seen, state.depth or 0) < 2 * _WEEK:
        return frozenset(day for day in (_SATURDAY, _SUNDAY) if not counts[day])
    days = frozenset(day for day, count in enumerate(counts) if count * 7 * 8 < total)
    return days if total >= 14 and len(days) <= _MOST_REST_DAYS else frozenset()


def counted(start: int, end: int, without: Collection[int]) -> int:
    """Seconds from `start` to `end` that do not lie on one of these weekdays (UTC)."""
    if end <= start:
        return 0
    weeks, rest = divmod(end - start, _WEEK)
    found = weeks * (_WEEK - len(without) * DAY)
    moment = end - rest
    while moment < end:
        until = min((moment // DAY + 1) * DAY, end)
        found += 0 if weekday(moment) in without else until - moment
        moment = until
    return found


def heard(state: FeedState) -> int | None:
    """When it last said something new, UTC seconds: of a feed asked for the first time, the date of its newest item."""
    if state.last_new is None or state.first_polled is None or state.last_new > state.first_polled:
        return state.last_new
    return min(state.newest, state.last_new) if state.newest is not None else state.last_new


def patience(state: FeedState, limits: Limits) -> int | None:
    """Seconds, without its rest days, after which its silence is against its habit; None = no habit is known."""
    if state.rhythm is None:
        return None
    slow = min(limits.silent_rhythms * state.rhythm, limits.silent_slow)
    return max(limits.silent_feed, 2 * (state.pause or 0), slow)


def silence(state: FeedState, now: int, limits: Limits) -> str:
    """A sentence where an answering feed says nothing new against its own habit for a day at least, "" otherwise.

    Measured up to its last good answer: a feed that does not answer is not silent but in trouble, which is said
    elsewhere.
    """
    bound, since = patience(state, limits), heard(state)
    if bound is None or since is None or state.last_ok is None or state.problem or state.stopped:
        return ""
    until = min(state.last_ok, now)
    watched = until - (state.first_polled if state.first_polled is not None else until)
    if min(until - since, watched) < limits.silent_feed or counted(since, until, rest_days(state)) < bound:
        return ""
    return f"nothing new for {_span(until - since)}; it usually brings {rhythm_words(state.rhythm or 1)}"


def rhythm_words(rhythm: int) -> str:
    """Seconds between two new items as a person says it: `40 items a day`, `an item every 7 days`."""
    if rhythm <= DAY * 2 // 3:
        return f"{round(DAY / rhythm):,} items a day"
    return "an item a day" if rhythm < DAY * 3 // 2 else f"an item every {round(rhythm / DAY):,} days"


def _span(seconds: int) -> str:
    hours = seconds // HOUR
    return f"{hours} hours" if hours < 48 else f"{hours // 24:,} days"
