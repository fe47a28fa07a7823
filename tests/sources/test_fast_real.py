"""Feeds of strangers, read fast and carefully: the fast reading gives the same, or nothing."""

from dataclasses import replace
from pathlib import Path

import pytest

from monitor import sources
from monitor.errors import FeedError
from monitor.model.limits import Limits
from monitor.model.source import ParsedFeed, Source

FEEDS = Path(__file__).parents[2] / ".." / "shared" / "feeds"
SOURCE = Source(id="x", outlet="X", url="")
NOW = 1_795_000_000


def both(body: bytes) -> tuple[ParsedFeed | None, ParsedFeed | None]:
    where = ("", "https://news.example/feed.xml", NOW, Limits())
    quick = sources.parse_fast(SOURCE, body, *where)
    try:
        return quick, sources.parse(SOURCE, body, *where)
    except FeedError:
        return quick, None


@pytest.mark.skipif(not FEEDS.is_dir(), reason="no feeds of strangers beside the checkout")
def test_on_real_feeds_the_fast_reading_is_the_careful_one_or_none() -> None:
    fast = sound = 0
    for path in sorted(FEEDS.iterdir()):
        quick, careful = both(path.read_bytes())
        if quick is not None:
            assert careful is not None, path.name
            assert replace(quick, read_by="") == replace(careful, read_by=""), path.name
        if careful is not None and careful.read_by == "careful":
            sound += len(careful.entries)
            fast += 0 if quick is None else len(quick.entries)
    assert fast > 0.8 * sound, f"{fast} of {sound} entries of sound feeds are read fast"
