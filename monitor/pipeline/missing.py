"""Told articles that their feed has dropped, or lists again: their pages are asked for once more."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.model.article import Item
from monitor.model.limits import DAY, HOUR
from monitor.model.source import Source
from monitor.pipeline.bed import Bed
from monitor.store.rechecks import Watched, Why

AGAIN = 6 * HOUR  # between two questions about one article whose feed drops it and lists it in turn


def ask_again(bed: Bed, source: Source, items: Sequence[Item], now: int) -> str:
    """Want the pages of articles that this document should list and does not; a sentence where a limit forbids some.

    It should list what was told lately and is younger than something that it lists. Aggregators drop what they like.
    A withdrawn article that is listed again is asked for as well. Inside `tx()`.
    """
    if source.kind == "aggregator" or not items:
        return ""
    limits, rechecks = bed.limits, bed.store.rechecks
    present = {key for item in items for key in item.keys}
    dates = [item.entry.published for item in items if item.entry.published is not None]
    oldest = min(dates, default=None)
    wanted = [(one.article, why) for one in rechecks.watched(source.id, now - limits.recheck_told)
              if (why := _why(one, present, oldest, now))]  # fmt: skip
    room = max(limits.rechecks_a_day - rechecks.asked(source.id, now - DAY), 0) if wanted else 0
    for article, why in wanted[:room]:
        rechecks.ask(article, source.id, why, now)
    left = len(wanted) - room
    if left <= 0:
        return ""
    return (
        f"{left} more told articles are gone from it; at most {limits.rechecks_a_day} pages a day are asked for again"
    )


def _why(one: Watched, present: set[str], oldest: int | None, now: int) -> Why | None:
    listed = bool(one.keys & present)
    if one.waits or (one.asked and now - one.asked_at < AGAIN):
        return None
    if one.gone:
        return "back" if listed else None
    younger = oldest is not None and one.dated is not None and oldest < one.dated
    return "absent" if younger and not listed and one.asked != "absent" else None
