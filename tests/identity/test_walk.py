"""A feed that walks at random: reorders, drops, adds again, changes ids, addresses and dates, edits. Each article once."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor import identify
from monitor.model.limits import Limits
from monitor.model.source import Entry, Source

BELTA = Source(id="belta", outlet="BelTA", url="https://belta.by/rss")
LIMITS = Limits()
NOON = 1_715_688_000
QUARTER = 900
WORDS = [
    "Лукашэнка",
    "прыбыў",
    "у",
    "Баку",
    "Əliyev",
    "Minskdə",
    "danışıqlar",
    "aparıb",
    "talks",
    "on",
    "tractors",
    "oil",
    "transit",
    "and",
    "visas",
]
POLLS = 30


@dataclass
class Article:
    """One article as its site has it; `n` never changes."""

    n: int
    entry: Entry


@dataclass
class Shelf:
    """What the store would hold: articles by key, and what is stored of each."""

    known: dict[str, int] = field(default_factory=dict)
    titles: dict[int, str] = field(default_factory=dict)
    dates: dict[int, int | None] = field(default_factory=dict)
    seen: dict[int, int] = field(default_factory=dict)
    listed: dict[int, int] = field(default_factory=dict)

    def before(self) -> dict[int, Kept]:
        """Everything stored."""
        keys: dict[int, set[str]] = {}
        for key, article in self.known.items():
            keys.setdefault(article, set()).add(key)
        return {
            article: Kept(
                title, self.dates[article], self.seen[article], self.listed[article], frozenset(keys[article])
            )
            for article, title in self.titles.items()
        }

    def poll(self, entries: list[Entry], now: int) -> int:
        """Take a document in; returns how many articles it announces."""
        items = identify.items(BELTA, entries)
        before = self.before()
        found, again = identify.recognised(items, self.known, before, now, LIMITS)
        new = 0
        for place, (item, article) in enumerate(zip(items, found, strict=True)):
            own = len(self.titles) if article is None else article
            if article is None:
                new += 1
                self.seen[own], self.dates[own] = now, item.entry.published
                self.known |= dict.fromkeys(item.keys, own)
            else:
                for key in identify.kept_keys(item, before[own].keys):
                    self.known.setdefault(key, own)
            if place not in again:
                self.titles[own], self.listed[own] = item.entry.title, now
        return new


@dataclass(frozen=True)
class Kept:
    """See `monitor.identify.stored.Stored`."""

    title: str
    dated: int | None
    first_seen: int
    last_listed: int
    keys: frozenset[str]


def written(n: int, dice: Random, now: int) -> Article:
    title = " ".join([*dice.choices(WORDS, k=6), str(n)])
    text = " ".join(dice.choices(WORDS, k=dice.choice((0, 30)))) + f" {n}"
    return Article(
        n, Entry(f"g{n}", f"https://belta.by/{n}", title, text, published=dice.choice((None, now - QUARTER)))
    )


def changed(entry: Entry, dice: Random, n: int) -> Entry:
    """One change that leaves something by which a reader would know it: another address, guid, date or headline."""
    mark = dice.randrange(10**9)
    what = dice.choice(("guid", "link", "both", "date", "title", "text", "tracking"))
    values = {name: getattr(entry, name) for name in ("guid", "link", "title", "summary", "published")}
    if what in ("guid", "both"):
        values["guid"] = f"g{n}/{mark}"
    if what in ("link", "both"):
        values["link"] = f"https://m.belta.by/{n}/{mark}/"
    if what == "tracking":
        values["link"] = f"{entry.link}?utm_source={mark}"
    if what == "date" and entry.published is not None and len(entry.summary) > 80:
        values["published"] = entry.published + dice.randrange(9 * QUARTER)
    if what == "title":
        values["title"] = f"{entry.title} {mark}"
    if what == "text":
        values["summary"] = f"{entry.summary} {mark}"
    return Entry(**values)


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 10**9))
def test_a_feed_that_walks_at_random_announces_each_article_once(seed: int) -> None:
    dice, shelf, now = Random(seed), Shelf(), NOON
    articles: list[Article] = []
    announced = shown = 0
    ever: set[int] = set()
    last: dict[int, Entry] = {}  # each as it was listed last: what changed twice unseen, nobody could know again
    for _ in range(POLLS):
        now += QUARTER
        articles += [written(len(articles) + n, dice, now) for n in range(dice.randrange(3))]
        for article in articles:
            if article.n in ever and dice.random() < 0.3:
                article.entry = changed(article.entry, dice, article.n)
        listed = [article for article in articles if article.n not in ever or dice.random() < 0.8]
        dropped = [article for article in articles if article not in listed]
        for article in dropped:
            article.entry = last.get(article.n, article.entry)
        dice.shuffle(listed)
        announced += shelf.poll([article.entry for article in listed], now)
        ever |= {article.n for article in listed}
        shown = len(ever)
        last.update({article.n: article.entry for article in listed})
    assert announced == shown
