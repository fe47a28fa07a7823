"""Stories on which a subscription's digest breaks: found by trying each alone, left out of it, shown, and not told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from monitor import log
from monitor.model.message import Subscription
from monitor.pipeline.bed import Bed, fence

NO_STORY = -1
Try = Callable[[Subscription, int], object]  # a digest of one story alone; raises where it breaks, keeps nothing


class Aside:
    """Kept in memory and under the rules of now: after a start, or an edit, everything is tried again."""

    def __init__(self, bed: Bed, attempt: Try) -> None:
        self._bed = bed
        self._attempt = attempt
        self._tries: Counter[str] = Counter()  # subscription -> how often its digest broke in a row
        self._found: dict[tuple[str, str], frozenset[int]] = {}  # subscription and rules -> stories

    def of(self, subscription: Subscription) -> frozenset[int]:
        """Stories that its digest leaves out."""
        return self._found.get((subscription.id, self._bed.setup.version), frozenset())

    def worked(self, subscription: Subscription) -> None:
        """Its digest was composed."""
        del self._tries[subscription.id]

    def broke(self, subscription: Subscription, now: int) -> list[tuple[int, str]]:
        """Its digest broke; after a few times the stories that break it alone as well are found, with the fault."""
        self._tries[subscription.id] += 1
        if self._tries[subscription.id] < self._bed.limits.item_tries or self._fault(subscription, NO_STORY):
            return []  # or it is no story's fault
        wanted = (subscription.rules, self._bed.setup.sources, subscription.without_kinds)
        since = now - self._bed.limits.fresh_for_max
        untold = self._bed.store.reports.untold(subscription.id, *wanted, since=since)
        numbers = dict.fromkeys(report.story for report in untold)
        found = [(number, fault) for number in numbers if (fault := self._fault(subscription, number))]
        left = self.of(subscription) | {number for number, _ in found}
        self._found[subscription.id, self._bed.setup.version] = left
        for number, fault in found:
            log.error("story left out", subscription=subscription.id, story=number, problem=fault)
        return found

    def _fault(self, subscription: Subscription, number: int) -> str:
        failures: list[str] = []
        with fence(failures):
            self._attempt(subscription, number)
        return failures[0] if failures else ""
