"""Which articles of the ledger a reader may hear of, and from whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from monitor import digest
from monitor.model.fact import Event, Figure, Promise
from monitor.model.message import Subscription
from monitor.pipeline.bed import Bed
from monitor.store.facts import Line, Where

F = TypeVar("F", Event, Figure, Promise)
IMPORTED = "imported"  # what an article from a file is called of which no outlet is known


class Heard:
    """The outlets and languages that a reader leaves out never speak to him, not even through the ledger."""

    def __init__(self, bed: Bed, subscription: Subscription) -> None:
        self._bed = bed
        self._subscription = subscription

    def outlets(self, places: Iterable[Where]) -> dict[int, str]:
        """By article the outlet that may be named; an article that he may not hear of is not in it."""
        languages = {where.article: where.language for where in places}
        wanted = [one for one, language in languages.items() if digest.reads(language, self._subscription)]
        heard = self._bed.store.reports.heard(wanted, self._bed.setup.sources, self._subscription.without_kinds)
        return {article: outlet or IMPORTED for article, outlet in heard.items()}

    def of(self, lines: Sequence[Line[F]]) -> tuple[list[Line[F]], dict[int, str]]:
        """Those of these lines that he may hear, and their outlets by article."""
        outlets = self.outlets(line.where for line in lines)
        return [line for line in lines if line.where.article in outlets], outlets
