"""Our service alone with many feeds of few entries: what it takes to load, to ask all of them, and to ask the one in a hundred
that is due; processor time a feed, peak memory, bytes of store.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.bench.place import prepare
from tests.bench.subject import Spent, Subject, site, started
from tests.bench.world import STARTS, World
from tests.soak.process import MB

Say = Callable[[str], None]
ENTRIES = 10  # a feed, where nobody asks for another number: half a million entries at 50,000 feeds
SIZES = (2_000, 10_000, 50_000)
SHORT = (200,)
DUE_OF = 100  # in the last pass one feed in so many is due
LATER = 6 * 3600  # seconds from the first passes to the start before the last one


def measure(sizes: tuple[int, ...], say: Say, *, entries: int = ENTRIES, profile: str = "") -> None:
    """A table; a row as soon as its size is done. Raises AssertionError where a feed was not asked or not stored."""
    say(
        f"the service alone, {entries} entries a feed; milliseconds of processor time a feed asked, all processes together"
    )
    say(
        f"  {'feeds':>6} {'load, s':>8} {'start, s':>8} {'all new':>8} {'all 304':>8} {'again, s':>8} {'1 % due':>8} "
        f"{'main, MB':>9} {'workers':>8} {'again':>6} {'store, MB':>10}"
    )
    for feeds in sizes:
        say(_row(feeds, entries, profile))


def _row(feeds: int, entries: int, profile: str) -> str:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, site(feeds, entries) as (port, tell):
        root = Path(folder)
        prepare(root / "rules", feeds, port)
        place = ("tests.bench.ours", root / "rules", root / "state", port)
        given = ["--profile", f"{profile}.{feeds}"] if profile else []
        with started("the service", *place, *given) as first:
            fresh = _pass(first, "new", tell, {200: feeds})
            again = _pass(first, "304", tell, {304: feeds})
            main, workers, ready = first.main, first.children, first.ready
        store = root / "state" / "monitor.db"
        due = _let_be_due(store, World(feeds, entries))
        with started("the service", *place, "--now", STARTS + LATER, *given) as second:
            few = _pass(second, "due", tell, {304: due})
            later, start = second.main, second.ready["load"] + second.ready["start"]
        size = sum(path.stat().st_size for path in store.parent.glob("monitor.db*"))
    return (
        f"  {feeds:6} {ready['load']:8.1f} {ready['start']:8.1f} {1000 * fresh.cpu / feeds:8.2f} "
        f"{1000 * again.cpu / feeds:8.2f} {start:8.1f} {1000 * few.cpu / due:8.2f} {main / MB:9.0f} {workers / MB:8.0f} "
        f"{later / MB:6.0f} {size / MB:10.0f}"
    )


def _pass(subject: Subject, label: str, tell: Callable[..., Any], answers: dict[int, int]) -> Spent:
    tell("tally")
    spent = subject.go("pass", label)
    answered = {int(status): count for status, count in tell("tally").items()}
    assert Counter(answered) == Counter(answers), f"{label}: {answered} instead of {answers}"
    return spent


def _let_be_due(store: Path, world: World) -> int:
    """All entries are there; now one feed in a hundred is due, all others in hours: how many are due."""
    link = sqlite3.connect(store)
    try:
        held = link.execute("SELECT count(*) FROM article WHERE feed LIKE 'feed%'").fetchone()[0]
        assert held == world.feeds * world.entries, f"{held} entries of {world.feeds * world.entries} are stored"
        moments = (STARTS + LATER + 1, STARTS + LATER + 86_400, DUE_OF)  # none before the pass
        link.execute("UPDATE feed SET next_due = CASE WHEN rowid % ?3 = 0 THEN ?1 ELSE ?2 END", moments)
        link.commit()
        return int(link.execute("SELECT count(*) FROM feed WHERE next_due = ? AND enabled", moments[:1]).fetchone()[0])
    finally:
        link.close()
