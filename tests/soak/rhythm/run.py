"""The month for some seeds, and the table: requests, delay from an item's showing to its storing, items lost."""

from __future__ import annotations

import json
import random
import statistics
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from monitor.config.sources import read_sources
from monitor.model.source import Source
from tests.soak.rhythm.asking import LIMITS, Asked, by_clock, by_rhythm, spaced
from tests.soak.rhythm.outlets import OUTLETS, Group, Outlet
from tests.soak.rhythm.publishing import DAY, START, published
from tests.soak.runs import Result, Say, Wish

SHOWS = "news of a month found in half the time, with as many requests"
INTERVAL = 900
SEEDS = 3
MOST = 0.5  # of the mean delay at a fixed interval
MOST_SHORT = 0.65  # of a few feeds in a fortnight, most of which is learning: it shows what is broken, no more
GROUPS: tuple[Group, ...] = ("wires", "papers", "governments", "seldom", "searches")
_HEAD = ("", "items", "asked by", "requests", "mean", "median", "95 %", "worst", "lost", "share")
_WIDTHS = (12, 8, 9, 9, 6, 7, 6, 7, 6, 6)


@dataclass(frozen=True, slots=True)
class Month:
    """One seed's month: how each outlet was asked both ways, and the fixed interval in seconds."""

    seed: int
    interval: float
    fixed: Mapping[str, Asked]
    ours: Mapping[str, Asked]


def soak(wish: Wish, say: Say) -> Result:
    """Thirty days of 48 feeds for three seeds; short: a quarter of the feeds for a fortnight, one seed."""
    days = wish.of(wish.days, 14, 30)
    outlets = OUTLETS[1::4] if wish.short else OUTLETS
    seeds = range(wish.seed, wish.seed + (1 if wish.short else SEEDS))
    say(f"rhythm: {len(outlets)} feeds, {days} days, interval {INTERVAL // 60} min; delays in minutes")
    months = []
    for seed in seeds:
        months.append(month(outlets, seed, days))
        _show(months[-1], outlets, say)
    shares = [_mean(each.ours.values()) / _mean(each.fixed.values()) for each in months]
    said = ", ".join(f"{share:.2f}" for share in shares)
    most = MOST_SHORT if wish.short else MOST
    faults = [
        f"seed {each.seed}: the mean delay is {share:.2f} of that at a fixed interval, more than {most}"
        for each, share in zip(months, shares, strict=True) if share > most
    ]  # fmt: skip
    for each in months:
        ours, fixed = (sum(asked.lost for asked in way.values()) for way in (each.ours, each.fixed))
        if ours > fixed * 1.1 + 20:  # batches longer than their list lose some either way, by chance more or less
            faults.append(f"seed {each.seed}: {ours} items scrolled out unseen, at a fixed interval {fixed}")
    if not wish.short:  # two offices in a fortnight say too little
        faults += list(_worse(months, outlets))
    return Result(f"mean delay {said} of a fixed interval's", faults)


def _worse(months: Sequence[Month], outlets: Sequence[Outlet]) -> Iterator[str]:
    """Governments matter most, and say so little that a mean over all items hardly shows them."""
    ids = [outlet.id for outlet in outlets if outlet.kind == "government"]
    for each in months:
        ours, fixed = (_mean(way[id_] for id_ in ids) / 60 for way in (each.ours, each.fixed))
        if ours > fixed:
            yield f"seed {each.seed}: governments wait {ours:.1f} min on average, at a fixed interval {fixed:.1f}"


def month(outlets: Sequence[Outlet], seed: int, days: int) -> Month:
    """The same publishing for both; the fixed interval is the one that makes as many requests as ours made."""
    dice, written = random.Random(seed), _sources(outlets)
    fixed, ours, begins = {}, {}, {}
    items = {outlet.id: published(outlet, seed, days) for outlet in outlets}
    for outlet in outlets:
        begins[outlet.id] = dice.random()
        begin = START + int(begins[outlet.id] * INTERVAL)
        ours[outlet.id] = by_rhythm(outlet, items[outlet.id], days, begin, written[outlet.id])
    interval = _as_many(outlets, sum(asked.requests for asked in ours.values()), days)
    for outlet in outlets:
        fixed[outlet.id] = by_clock(outlet, items[outlet.id], days, begins[outlet.id], interval)
    return Month(seed, interval, fixed, ours)


def _sources(outlets: Sequence[Outlet]) -> Mapping[str, Source]:
    """As a sources.yaml that says no more than kinds and one interval for all would have them."""
    entries = [
        {"id": outlet.id, "outlet": outlet.id, "url": f"https://{outlet.id}.example/", "kind": outlet.kind}
        for outlet in outlets
    ]
    said = {"version": 1, "defaults": {"interval": INTERVAL}, "sources": entries}
    return read_sources("sources.yaml", json.dumps(said).encode()).sources


def _as_many(outlets: Sequence[Outlet], requests: int, days: int) -> float:
    """The interval at which all feeds together are asked so often."""
    short, long = float(LIMITS.poll_floor), float(LIMITS.poll_ceiling)
    for _ in range(50):
        middle = (short + long) / 2
        made = sum(days * DAY / spaced(outlet, middle) for outlet in outlets)
        short, long = (middle, long) if made > requests else (short, middle)
    return short


def _show(each: Month, outlets: Sequence[Outlet], say: Say) -> None:
    say(f"seed {each.seed}: the fixed interval of as many requests is {each.interval / 60:.1f} min")
    say(_line(_HEAD))
    rows: list[tuple[str, list[str]]] = [
        (group, [outlet.id for outlet in outlets if outlet.group == group]) for group in GROUPS
    ]
    for name, ids in [*rows, ("all", [outlet.id for outlet in outlets])]:
        fixed, ours = ([way[id_] for id_ in ids] for way in (each.fixed, each.ours))
        found = sum(len(asked.delays) + asked.lost for asked in ours)
        say(_line((name, f"{found:,}", "clock", *_figures(fixed), "")))
        say(_line(("", "", "rhythm", *_figures(ours), f"{_mean(ours) / _mean(fixed):.2f}")))


def _figures(way: Sequence[Asked]) -> tuple[str, ...]:
    delays = sorted(delay / 60 for asked in way for delay in asked.delays) or [0.0]
    return (
        f"{sum(asked.requests for asked in way):,}", f"{statistics.fmean(delays):.1f}",
        f"{delays[len(delays) // 2]:.1f}", f"{delays[int(len(delays) * 0.95)]:.1f}", f"{delays[-1]:.0f}",
        f"{sum(asked.lost for asked in way):,}",
    )  # fmt: skip


def _mean(way: Iterable[Asked]) -> float:
    delays = [delay for asked in way for delay in asked.delays]
    return statistics.fmean(delays) if delays else float("nan")


def _line(cells: Sequence[str]) -> str:
    first, *others = (cell.rjust(width) for cell, width in zip(cells, _WIDTHS, strict=True))
    return f"  {first.strip():<12}{''.join(others)}"
