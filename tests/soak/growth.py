"""How the store grows: articles of real size through the real river, then what retention leaves of them by age.

Invented articles, as long as news articles are: 2,200 characters on average, one in sixty a dealing that the shipped rule
matches. Three sizes are measured: with everything young, with the texts' time over, with the keys' time over. From them
and from the times of service.yaml follow the MB a month and the size after a year, which are computed, not measured.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from monitor.config.service import Keep
from monitor.model.limits import DAY, MB
from monitor.store import Store
from monitor.store.retention import Bounds
from tests.soak.runs import Result, Say, Wish
from tests.world import Item, World, source

SHOWS = "the store grows as stated, and stops growing but for what was told"
A_DAY = 1_900  # articles of the starter set
POLLS_A_DAY = 134 * 72  # feeds of the starter set, each asked every twenty minutes: more than most are
LENGTH = 2_200  # characters of an article, on average
MATCHING = 60  # one in so many
FEEDS = 12
STATED = 850.0  # MB a month while young, docs/operators.md
SYLLABLES = ("ба", "ве", "го", "да", "жи", "ко", "лю", "ма", "не", "по", "ра", "се", "ту", "ша", "эк", "ün", "əl", "şə")
PARTS = ("of", "on", "after", "before", "about")


@dataclass(frozen=True, slots=True)
class Sizes:
    """Bytes that are in use: for each article when it is young, without its text, and gone; for each poll."""

    young: float
    aged: float
    kept: float
    poll: float
    articles: int

    def month(self) -> float:
        """MB that a month of the starter set adds."""
        return 30 * (A_DAY * self.young + POLLS_A_DAY * self.poll) / MB

    def year(self, keep: Keep) -> tuple[float, float]:
        """MB after a year that go again, and MB of it that stay for ever, which each year adds."""
        days = keep.unmatched_text / DAY
        rest = max(0.0, min(365.0, keep.seen / DAY) - days)
        again = A_DAY * (days * (self.young - self.kept) + rest * (self.aged - self.kept))
        return (again + POLLS_A_DAY * self.poll * keep.polls / DAY) / MB, 365 * A_DAY * self.kept / MB


def measure(days: int, a_day: int, seed: int) -> Sizes:
    """Runs so many days, and sweeps."""
    with TemporaryDirectory(prefix="growth-") as folder:
        feeds = [f"{'ba'[n % 2]}feed{n}" for n in range(FEEDS)]
        world = World(Path(folder), sources=[source(name, interval=3600) for name in feeds])
        empty = _used(world.store)
        chance = random.Random(seed)
        for day in range(days):
            for hour in range(0, 24, 4):
                for name in feeds:
                    world.feed(name, *_items(chance, a_day // (6 * FEEDS) or 1))
                world.until(f"+{day + (hour + 6) // 24} {(hour + 6) % 24:02}:30")
        now = world.clock.now() + 1
        store = world.store
        count = store._connection.count
        articles, polls = count("SELECT count(*) FROM article"), count("SELECT sum(polls) FROM poll_count")
        whole = _used(store)
        sizes = []
        for bounds in (Bounds(now, 0, 0), Bounds(now, now, 0), Bounds(now, now, now)):
            with store.tx():
                store.retention.sweep(bounds, now)
            store._connection.run("INSERT INTO folded_fts (folded_fts) VALUES ('optimize')")
            sizes.append(_used(store))
        store.close()
    return Sizes(
        (sizes[0] - empty) / articles, (sizes[1] - empty) / articles, (sizes[2] - empty) / articles,
        max(0.0, whole - sizes[0]) / polls, articles,
    )  # fmt: skip


def _items(chance: random.Random, number: int) -> Iterator[Item]:
    for _ in range(number):
        name = f"{_word(chance)} {_word(chance)} {_word(chance)} {chance.randrange(10**6)}"
        text = _text(chance, max(300, int(chance.lognormvariate(7.45, 0.7))))
        if not chance.randrange(MATCHING):
            name = (
                f"Belarus and Azerbaijan sign agreement {chance.randrange(10**6)} {chance.choice(PARTS)} trade in Baku"
            )
        yield Item(name, text, hours_old=0.5)


def _word(chance: random.Random) -> str:
    """Of a vocabulary as large as a language's, the first ones said as often as its commonest."""
    rank = min(60_000, int(chance.paretovariate(0.9)))
    word = ""
    while rank:
        rank, last = divmod(rank, len(SYLLABLES))
        word += SYLLABLES[last]
    return word


def _text(chance: random.Random, length: int) -> str:
    words: list[str] = []
    size = 0
    while size < length:
        words.append(_word(chance))
        size += len(words[-1]) + 1
    return " ".join(words)


def _used(store: Store) -> int:
    db = store._connection
    pages, free, size = (db.count(f"PRAGMA {what}") for what in ("page_count", "freelist_count", "page_size"))
    return (pages - free) * size


def soak(wish: Wish, say: Say) -> Result:
    """Measures, says the table, and holds it against what the guide states."""
    days = wish.of(wish.days, 1, 4)
    sizes = measure(days, wish.of(None, 144, 720), wish.seed)
    again, kept = sizes.year(Keep())
    say(f"{sizes.articles:,} articles in {days} days; bytes in use for each, by age")
    say(
        f"  young {sizes.young:8,.0f}   text gone {sizes.aged:8,.0f}   keys gone {sizes.kept:8,.0f}   a poll {sizes.poll:6,.0f}"
    )
    say(f"  starter set: {sizes.month():,.0f} MB a month while young")
    say(f"  after a year {again + kept:,.0f} MB, of which {kept:,.0f} MB stay: what each further year adds")
    violations = []
    if sizes.month() > STATED:
        violations.append(f"the starter set adds {sizes.month():,.0f} MB a month, and {STATED:,.0f} are stated")
    if not sizes.kept < sizes.aged < sizes.young:
        violations.append("retention leaves more than it should")
    return Result(f"{sizes.month():,.0f} MB a month, {again + kept:,.0f} MB after a year", violations)


if __name__ == "__main__":
    print(soak(Wish(seed=1), print).line)
