"""Two ways to ask a feed for a month: by the decisions of `monitor.poll`, and every so many seconds."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from monitor import poll
from monitor.model.fetch import Reply
from monitor.model.limits import Limits
from monitor.model.source import Entry, FeedState, FeedWishes, ParsedFeed, Source
from tests.soak.rhythm.outlets import Outlet
from tests.soak.rhythm.publishing import DAY, START, Published

LIMITS = Limits()


@dataclass(slots=True)
class Asked:
    """How it went with one feed: requests, seconds from each item's showing to its storing, items lost."""

    requests: int = 0
    delays: list[int] = field(default_factory=list)
    lost: int = 0


def by_rhythm(outlet: Outlet, items: Sequence[Published], days: int, begin: int, source: Source) -> Asked:
    """As the river does it: the request, the answer, the state after it; no network and no store."""
    return _counted(outlet, items, days, _polls(outlet, items, begin, source))


def by_clock(outlet: Outlet, items: Sequence[Published], days: int, begin: float, interval: float) -> Asked:
    """Every `interval` seconds, the floor and the publisher's wish obeyed as by ours; `begin` a share of the first."""
    every = spaced(outlet, interval)
    return _counted(outlet, items, days, (int(START + (begin + n) * every) for n in range(10**9)))


def spaced(outlet: Outlet, interval: float) -> float:
    """Seconds between two requests at a fixed interval."""
    return max(interval, outlet.ttl, LIMITS.poll_floor)


def _polls(outlet: Outlet, items: Sequence[Published], begin: int, source: Source) -> Iterator[int]:
    """The moments at which the real decisions ask this feed."""
    shown = [item.at for item in items]
    entries = [Entry(guid=str(n), published=item.dated) for n, item in enumerate(items)]
    state, held = FeedState(source.id, source.url, begin), 0
    while True:
        now = state.next_due
        yield now
        asked = poll.request(state, source, now, LIMITS)
        there = bisect_right(shown, now)
        if there == held and there:
            status = 304 if asked.etag else 200
            state = poll.unchanged(state, source, Reply(asked.token, asked.url, asked.url, status), now, LIMITS)
            continue
        document = ParsedFeed(
            "rss20", outlet.id, "", tuple(entries[max(there - outlet.listed, 0) : there][::-1]),
            FeedWishes(ttl=outlet.ttl or None),
        )  # fmt: skip
        new = min(there - held, outlet.listed)
        reply = Reply(asked.token, asked.url, asked.url, 200, etag=f'"{there}"')
        state, held = poll.arrived(state, source, reply, document, new, now, LIMITS), there


def _counted(outlet: Outlet, items: Sequence[Published], days: int, polls: Iterable[int]) -> Asked:
    """Each item that shows within the month, by the first poll after it; a poll after the month's end is no request."""
    shown = [item.at for item in items]
    end = START + days * DAY
    asked, known = Asked(), bisect_right(shown, START)
    last = bisect_right(shown, end)
    for moment in polls:
        asked.requests += moment < end
        there = bisect_right(shown, moment)
        for n in range(known, min(there, last)):
            if there - n > outlet.listed:
                asked.lost += 1
            else:
                asked.delays.append(moment - shown[n])
        known = max(known, there)
        if moment >= end:
            break
    return asked
