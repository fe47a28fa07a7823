"""What the month took: memory that must stay flat, and a store that must grow as stated."""

from __future__ import annotations

import functools
import gc
from collections.abc import Mapping, Sequence

from tests.soak.month.life import Sample
from tests.soak.month.verdict import MB, Verdict

RESIDENT_GROWTH = 24 * MB  # over the last two thirds of the days
OBJECTS_GROWTH = 0.25  # the same, of what the collector knows
LOG = 64 * MB  # the file beside the store, at the end of any day
AN_ARTICLE = 12 * 1024  # bytes of the store for an article, polls and digests included, at most
UNBOUNDED = 2000  # entries of a cache without a bound that a month may add


def caches() -> dict[str, int]:
    """Entries of each cache without a bound, by its name."""
    found = {}
    for each in gc.get_objects():
        if isinstance(each, functools._lru_cache_wrapper):
            info = each.cache_info()
            if info.maxsize is None and str(each.__module__).startswith("monitor"):
                found[f"{each.__module__}.{each.__qualname__}"] = info.currsize
    return found


def judge(samples: Sequence[Sample], before: Mapping[str, int], after: Mapping[str, int], verdict: Verdict) -> None:
    """Adds its rows and faults."""
    first, last = samples[len(samples) // 3], samples[-1]
    days = max(last.day - first.day, 1)
    grown = last.resident - first.resident
    verdict.row("memory: first day; after a third; at the end; most", "; ".join(
        f"{value / MB:.0f} MB" for value in
        (samples[0].resident, first.resident, last.resident, max(each.resident for each in samples))
    ))  # fmt: skip
    if grown > RESIDENT_GROWTH:
        verdict.faults.append(f"memory grew by {grown / MB:.0f} MB in {days} days, more than {RESIDENT_GROWTH // MB}")
    verdict.row("objects: after a third; at the end", f"{first.objects:,}; {last.objects:,}")
    if last.objects > first.objects * (1 + OBJECTS_GROWTH):
        verdict.faults.append(f"objects in memory grew from {first.objects:,} to {last.objects:,} in {days} days")
    _store(first, last, days, max(each.log for each in samples), verdict)
    fuller = {
        name: count - before.get(name, 0) for name, count in after.items() if count - before.get(name, 0) > UNBOUNDED
    }
    verdict.row("caches without a bound that grew", ", ".join(fuller) or "none")
    verdict.none("caches without a bound that grew", [f"{name} by {count:,}" for name, count in fuller.items()])


def _store(first: Sample, last: Sample, days: int, log: int, verdict: Verdict) -> None:
    articles, size = last.articles - first.articles, last.store - first.store
    each = size / max(articles, 1)
    verdict.row("store at the end; a month at this rate", f"{last.store / MB:.0f} MB; {size / days * 30 / MB:.0f} MB")
    verdict.row("store: bytes an article, all included", f"{each:,.0f} ({articles:,} articles in {days} days)")
    verdict.row("log beside the store, most", f"{log / MB:.1f} MB")
    if articles > 500 and each > AN_ARTICLE:
        verdict.faults.append(f"the store grew by {each:,.0f} bytes an article, more than {AN_ARTICLE:,}")
    if log > LOG:
        verdict.faults.append(f"the log beside the store grew to {log / MB:.0f} MB, more than {LOG // MB}")
