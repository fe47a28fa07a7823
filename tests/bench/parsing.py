"""Documents of the bench's world through both our readers and through feedparser alone, by format and script."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

import feedparser

from monitor.model.limits import Limits
from monitor.model.source import ParsedFeed, Source
from monitor.sources import parse, parse_fast
from tests.bench.documents import TYPES, document
from tests.bench.world import STARTS, Outlet, World, Writer, outlet

Say = Callable[[str], None]
ENTRIES = 50
OF_A_KIND = 4  # documents; one in the short form
_LOOKED_AT = 600  # feeds, until so many of each kind are found


def measure(rounds: int, say: Say, *, short: bool) -> None:
    """Milliseconds of processor time an entry, decoding, dates and cleaning included."""
    world = World(_LOOKED_AT, ENTRIES)
    writer = Writer(world)
    of_a_kind = 1 if short else OF_A_KIND
    say(f"parsing feeds of {ENTRIES} entries, {of_a_kind} of a kind; milliseconds of processor time an entry")
    say(
        f"  {'kind':<24} {'kB a feed':>9} {'fast':>8} {'careful':>8} {'feedparser':>10} {'careful/fast':>12} {'doubts':>6}"
    )
    for kind, feeds in _kinds(of_a_kind).items():
        bodies = [(feed, document(world, writer, feed)) for feed in feeds]
        size = sum(len(body) for _, body in bodies) / len(bodies) / 1000
        sure = [(feed, body) for feed, body in bodies if _read_fast(feed, body) is not None]
        careful, alone = _cost(partial(_careful, bodies), rounds), f"{'-':>10}"
        if "json" not in kind:
            alone = f"{_cost(partial(_alone, bodies), rounds):10.3f}"
        fast = _cost(partial(_fast, sure), rounds) if sure else float("nan")
        doubts = len(bodies) - len(sure)
        say(f"  {kind:<24} {size:9.0f} {fast:8.3f} {careful:8.3f} {alone} {careful / fast:12.1f} {doubts:6}")


def _kinds(most: int) -> dict[str, list[Outlet]]:
    found: dict[str, list[Outlet]] = {}
    for feed in map(outlet, range(_LOOKED_AT)):
        script = "Cyrillic" if feed.language in ("ru", "be") else "Latin"
        of_kind = found.setdefault(f"{feed.format}, {script}, {feed.encoding}", [])
        if len(of_kind) < most:
            of_kind.append(feed)
    return dict(sorted(found.items()))


def _source(feed: Outlet) -> Source:
    return Source(feed.name, feed.name, f"http://{feed.host}/feed", language=feed.language)


def _read_fast(feed: Outlet, body: bytes) -> ParsedFeed | None:
    source = _source(feed)
    return parse_fast(source, body, TYPES[feed.format], source.url, STARTS, Limits())


def _fast(bodies: list[tuple[Outlet, bytes]]) -> int:
    read = (_read_fast(feed, body) for feed, body in bodies)
    return sum(len(found.entries) for found in read if found is not None)


def _careful(bodies: list[tuple[Outlet, bytes]]) -> int:
    count = 0
    for feed, body in bodies:
        source = _source(feed)
        count += len(parse(source, body, TYPES[feed.format], source.url, STARTS, Limits()).entries)
    return count


def _alone(bodies: list[tuple[Outlet, bytes]]) -> int:
    return sum(len(feedparser.parse(body).entries) for _, body in bodies)


def _cost(work: Callable[[], int], rounds: int) -> float:
    """Milliseconds an entry, the best of several rounds after one that warms up."""
    count = work()
    assert count > 0
    assert count % ENTRIES == 0, f"{count} entries were read"
    spent = []
    for _ in range(rounds):
        began = time.process_time()
        work()
        spent.append(1000 * (time.process_time() - began))
    return min(spent) / count
