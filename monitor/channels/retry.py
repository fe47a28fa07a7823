"""When a message that did not arrive is tried again: a pure decision."""

from __future__ import annotations

import hashlib

from monitor.model.limits import Limits
from monitor.model.message import Outcome, Permanent, Sent, Transient


def next_try(outcome: Outcome, key: str, tries: int, first_try: int, now: int, limits: Limits) -> int | None:
    """UTC seconds of the next attempt under the same id; None = sent, or given up.

    1, 2, 5, 15, 60 minutes, then hourly for three days. Unknown is tried again like Transient: a duplicate under one
    id can be told by the receiver, a loss by nobody.
    """
    if isinstance(outcome, Sent | Permanent) or now - first_try >= limits.retry_for:
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
