"""When a digest must be asked for again: not in each round, where nothing can have fallen due since the last one."""

from __future__ import annotations

from collections.abc import Iterable

from monitor.digest import periods
from monitor.model.message import Subscription

NEVER = 2**62  # of a subscription without slots


class Slots:
    """What was found of each subscription, as long as it is the very same one and the clock was not set back."""

    def __init__(self) -> None:
        self._next: dict[str, tuple[Subscription, int, int]] = {}  # whose, as of when, and its next slot
        self._nothing: dict[str, tuple[Subscription, int]] = {}  # whose, and when nothing was due

    def renewed(self) -> None:
        """Rows may be others than they were."""
        self._nothing.clear()

    def next(self, subscription: Subscription, now: int) -> int:
        """As `periods.next_moment`, NEVER for None; worked out once for all moments before it."""
        known, since, moment = self._next.get(subscription.id, (None, 0, 0))
        if known is not subscription or not since <= now < moment:
            found = periods.next_moment(subscription, now)
            moment = NEVER if found is None else found
            self._next[subscription.id] = subscription, now, moment
        return moment

    def first(self, subscriptions: Iterable[Subscription], now: int) -> int | None:
        """The next slot of any of them."""
        moment = min((self.next(subscription, now) for subscription in subscriptions), default=NEVER)
        return None if moment == NEVER else moment

    def nothing_due(self, subscription: Subscription, now: int) -> None:
        """`periods.due` found none: time and further digests only take away what could be due, until the next slot."""
        self._nothing[subscription.id] = subscription, now

    def rests(self, subscription: Subscription, now: int) -> bool:
        """True where nothing was due when it was last asked, and nothing can be since."""
        known, since = self._nothing.get(subscription.id, (None, 0))
        return known is subscription and since <= now < self.next(subscription, since)
