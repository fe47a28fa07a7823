"""KEEP: retention, once a day, in slices between the rounds: the river is never held by it."""

from __future__ import annotations

from monitor import log
from monitor.config.service import Keep
from monitor.model.limits import DAY
from monitor.pipeline.bed import Bed
from monitor.store.retention import ROWS, Bounds, Sweep

SLICE = 0.2  # seconds that one slice may take; the next one is smaller after it took longer
LEAP = 30 * DAY  # between two passes: more is a machine that was off, or a clock that is wrong
PASS_EVERY = DAY - DAY // 24  # so that a daily timer finds one due


class Keeping:
    """`round` does a slice of the pass that is due; where it stands is in the store."""

    def __init__(self, bed: Bed) -> None:
        self._bed = bed
        self._next = 0  # when the next pass is due, UTC seconds, as far as memory knows
        self._limit = ROWS

    def round(self) -> bool:
        """A slice, where a pass is due or under way; False = nothing is left of it. Only when all else rests."""
        now = self._bed.clock.now()
        if 0 <= self._next - now <= PASS_EVERY:
            return False
        return self.slice(now).stage != ""

    def whole(self) -> None:
        """A pass from its beginning to its end, due or not."""
        now = self._bed.clock.now()
        with self._bed.store.tx():
            self._bed.store.retention.begin(now)
        while self.slice(now).stage:
            pass

    def slice(self, now: int) -> Sweep:
        """One commit."""
        store, clock = self._bed.store, self._bed.clock
        began = clock.stopwatch()
        with store.tx():
            at = store.retention.state()
            if not at.stage and 0 <= now - at.ended < PASS_EVERY:
                self._next = at.ended + PASS_EVERY
                return at
            if not at.stage and self._leapt(now, at):
                return at
            if not at.stage:
                store.retention.begin(now)
                at = store.retention.state()
            # As of its beginning: a clock set forward meanwhile makes nothing old.
            at = store.retention.step(self.bounds(min(now, at.began)), now, self._limit)
        took = clock.stopwatch() - began
        self._limit = max(1, self._limit // 2) if took > SLICE / 2 else min(ROWS, self._limit * 2)
        if not at.stage:
            self._next = at.ended + PASS_EVERY
        return at

    def _leapt(self, now: int, at: Sweep) -> bool:
        """True for a day after so long a time without a pass that the clock is not believed at once.

        A clock that is wrong by years would make everything old; who runs the monitor has a day to set it right. The
        row knows since when: a timer's cycles are processes of their own. Call inside `tx()`.
        """
        if not at.ended or now - at.ended <= LEAP:
            return False
        noticed = at.began
        if not at.ended < noticed <= now:
            noticed = now
            self._bed.store.retention.wait(now)
            days = (now - at.ended) // DAY
            log.warning(
                "nothing is forgotten for a day: so long ago was the last time", days=days, if_wrong="set the clock"
            )
        self._next = noticed + DAY
        return now < self._next

    def bounds(self, now: int) -> Bounds:
        """What service.yaml says; where it says nothing, the limits."""
        keep, limits = self._bed.setup.service.keep, self._bed.limits
        if keep == Keep():
            keep = Keep(limits.unmatched_text_kept, limits.seen_kept, limits.outcomes_kept)
        return Bounds(now - keep.polls, now - keep.unmatched_text, now - keep.seen)
