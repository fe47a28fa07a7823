"""How a poll ends: the feed's new state and a row for the record.

Most polls bring nothing. Such a one is harmless to lose, as its feed is still due, so a few are gathered for a moment
and committed together; what a poll brought is never among them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from monitor import log, poll
from monitor.model.fetch import Reply
from monitor.model.limits import Limits
from monitor.model.source import FeedState, Same, Source
from monitor.pipeline.bed import Bed
from monitor.store.feedrows import Edited, Outcome

# A poll without articles, when it had been due, and for how long its host wants to be left alone.
Settled = tuple[FeedState, Outcome, int, int]


@dataclass(frozen=True, slots=True)
class Quiet:
    """A poll that brought nothing."""

    state: FeedState  # before it
    same: Same
    row: Outcome


def source_of(bed: Bed, state: FeedState) -> Source | None:
    """None where sources.yaml has dropped the feed or changed its address while the answer was on the way."""
    return sources_of(bed, [state]).get(state.id)


def sources_of(bed: Bed, states: Sequence[FeedState]) -> dict[str, Source]:
    """As `source_of` for many at once, by their ids; left out where that would be None."""
    if not states:
        return {}
    stored = bed.store.feeds.urls([state.id for state in states])
    asked = (state.id for state in states if stored.get(state.id) == state.url)
    return {name: source for name in asked if (source := bed.setup.sources.get(name))}


def quiet(state: FeedState, source: Source, reply: Reply, now: int, limits: Limits) -> Quiet | None:
    """A 304 or the very bytes of last time as it is kept until it is recorded; None where it is not that plain."""
    same = poll.same(state, source, reply, now, limits)
    return Quiet(state, same, outcome(reply, now, "same", state.id, items=state.items)) if same else None


def broken(bed: Bed, state: FeedState, source: Source, reply: Reply, problem: str) -> Settled:
    """Our own step broke on this answer: the feed keeps its validators and backs off like any that fails."""
    now, sentence = bed.clock.now(), f"its answer could not be worked on: {problem}"
    after = poll.failed(state, source, sentence, reply, now, bed.limits)
    return after, outcome(reply, now, "error", state.id, sentence=sentence), state.next_due, 0


def record_polls(bed: Bed, settled: Sequence[Settled], quiets: Sequence[Quiet] = ()) -> None:
    """Polls without articles, all in one commit. A quiet one whose feed was edited meanwhile only ends its claim."""
    if not settled and not quiets:
        return
    with bed.store.tx():
        _record_quiet(bed, quiets)  # before the others: a host's wish to be left alone is for all of its feeds
        for state, row, was_due, left_alone in settled:
            bed.store.feeds.record(state, row, was_due)
            if left_alone:
                bed.store.feeds.hold_host(state.url, row.at + left_alone)
    for state, row, _, _ in settled:
        if row.kind == "error" and state.errors == 1:
            log.warning("feed trouble", feed=state.id, problem=state.problem)


def _record_quiet(bed: Bed, quiets: Sequence[Quiet]) -> None:
    """In one stroke; only where a feed was edited meanwhile each is looked at, as `source_of` does."""
    feeds = bed.store.feeds
    if not quiets or _recorded(bed, quiets):
        return
    known = sources_of(bed, [each.state for each in quiets])
    for each in quiets:
        if not (each.state.id in known and _recorded(bed, [each])):
            feeds.release([each.state.id])


def _recorded(bed: Bed, quiets: Sequence[Quiet]) -> bool:
    try:
        with bed.store.tx():
            bed.store.feeds.record_same([(each.same, each.row) for each in quiets])
    except Edited:
        return False
    return True


def outcome(
    reply: Reply, now: int, kind: str, feed: str, *, items: int = 0, new: int = 0, sentence: str = ""
) -> Outcome:
    """The row that a poll leaves in the record."""
    return Outcome(
        feed=feed, at=now, kind=kind, status=reply.status, bytes=reply.wire_bytes, milliseconds=reply.milliseconds,
        items=items, new=new, sentence=sentence,
    )  # fmt: skip
