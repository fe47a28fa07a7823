"""When a message that did not arrive is tried again: a pure decision."""

from __future__ import annotations

import hashlib

from monitor.model.limits import Limits
from monitor.model.message import Outcome, Permanent, Sent, Transient

LAST_TRIES = (
    3  # after the steps: so many come even where the time for them has passed in a sleep, or in a leap of the clock
)


def next_try(outcome: Outcome, key: str, tries: int, first_try: int, now: int, limits: Limits) -> int | None:
    """UTC seconds of the next attempt under the same id; None = sent, or given up.

    1, 2, 5, 15, 60 minutes, then hourly for three days; a few tries more where the machine slept through them. Unknown
    is tried again like Transient: a duplicate under one id can be told by the receiver, a loss by nobody.
    """
    if isinstance(outcome, Sent | Permanent):
        return None
    if now - first_try >= limits.retry_for and tries >= len(limits.retry_steps) + LAST_TRIES:
        return None
    if isinstance(outcome, Transient) and outcome.at_most is not None and tries >= outcome.at_most:
        return None
    step = limits.retry_steps[min(tries, len(limits.retry_steps)) - 1]
    after = outcome.after if isinstance(outcome, Transient) else None
    return now + max(_spread(key, tries, step), after or 0)


def _spread(key: str, tries: int, step: int) -> int:
    """The step and up to a tenth more, the same for the same message and try, so that many do not come back at once."""
    byte = hashlib.sha256(f"{key}:{tries}".encode()).digest()[0]
    return step + step * byte // 2550
