"""How a poll ends: the feed's new state and a row for the record."""

from __future__ import annotations

from collections.abc import Sequence

import structlog

from monitor import poll
from monitor.model.fetch import Reply
from monitor.model.source import FeedState, Source
from monitor.pipeline.bed import Bed
from monitor.store.feeds import Outcome

log = structlog.get_logger()

Settled = tuple[FeedState, Outcome, int]  # a poll without articles, and for how long its host wants to be left alone


def source_of(bed: Bed, state: FeedState) -> Source | None:
    """None where sources.yaml has dropped the feed or changed its address while the answer was on the way."""
    stored = bed.store.feeds.get(state.id)
    return bed.setup.sources.get(state.id) if stored and stored.url == state.url else None


def broken(bed: Bed, state: FeedState, source: Source, reply: Reply, problem: str) -> Settled:
    """Our own step broke on this answer: the feed keeps its validators and backs off like any that fails."""
    now, sentence = bed.clock.now(), f"its answer could not be worked on: {problem}"
    after = poll.failed(state, source, sentence, reply, now, bed.limits)
    return after, outcome(reply, now, "error", state.id, sentence=sentence), 0


def record_polls(bed: Bed, settled: Sequence[Settled]) -> None:
    """All 304s and errors of a round together: nothing new comes with them."""
    if not settled:
        return
    with bed.store.tx():
        for state, row, quiet in settled:
            bed.store.feeds.record(state, row)
            if quiet:
                bed.store.feeds.hold_host(state.url, row.at + quiet)
    for state, row, _ in settled:
        if row.kind == "error" and state.errors == 1:
            log.warning("feed trouble", feed=state.id, problem=state.problem)


def outcome(
    reply: Reply, now: int, kind: str, feed: str, *, items: int = 0, new: int = 0, sentence: str = ""
) -> Outcome:
    """The row that a poll leaves in the record."""
    return Outcome(
        feed=feed, at=now, kind=kind, status=reply.status, bytes=reply.wire_bytes, milliseconds=reply.milliseconds,
        items=items, new=new, sentence=sentence,
    )  # fmt: skip
