"""The window of grouping: rebuilt from rows at a start, what an article takes in memory, and a batch of newcomers.

The articles are those of the labelled stream, again and again with other words of the same languages, in stories of
four: what one text has in common with another is about what it is among true ones.
"""

from __future__ import annotations

import gc
import json
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from monitor import stories
from monitor.clock import Doorbell, SteppedClock
from monitor.judge import judged
from monitor.model.article import Article, Item, Text
from monitor.model.limits import DAY
from monitor.model.source import Entry, Source
from monitor.model.story import Footprint, Material
from monitor.pipeline import River, Wires
from monitor.pipeline.bed import Idle
from monitor.setup import Setup, load
from monitor.store import Store, open_store
from monitor.stories import FORM
from tests.store.samples import db

ROOT = Path(__file__).parents[2]
STREAM = ROOT / "tests" / "corpus" / "stories" / "seen.jsonl"
NOW = 1_715_659_200  # 14 May 2024 04:00 UTC
A_STORY = 4  # articles
BATCH = 200


def measure(say: Callable[[str], None], *, short: bool) -> None:
    """100,000 articles in the window (10,000 in the short form), and 200 more to be grouped."""
    setup, rows = load(ROOT / "rules"), _stream()
    began = time.process_time()
    bases = [_footprint(setup, row, n) for n, row in enumerate(rows)]
    made = (time.process_time() - began) / len(rows) * 1000
    say("the window of grouping; seconds of processor time, best of three for the rebuild")
    say(f"  reading and making a footprint: {made:.1f} ms an article")
    for count in (10_000,) if short else (10_000, 100_000):
        with TemporaryDirectory() as folder:
            store = open_store(Path(folder))
            size = _fill(store, bases, count)
            clock = SteppedClock(NOW)
            river = River(store, setup, Wires(Idle(), Idle(), Idle(), Doorbell()), clock, owner="bench")
            _measure(river, rows, count, size, say)
            store.close()


def _measure(river: River, rows: list[dict[str, str]], count: int, size: float, say: Callable[[str], None]) -> None:
    before = _resident()
    window = river.grouping.rebuilt()
    memory = (_resident() - before) / count
    assert len(window) == count
    del window
    cost = min(_cost(river.grouping.rebuilt) for _ in range(3))
    say(f"  {count:,} articles: {size:.1f} kB a row, rebuilt in {cost:.2f} s ({count / cost:,.0f} rows/s)")
    say(f"    {memory / 1024:.1f} kB of memory an article, {memory * count / 2**20:.0f} MB in all")
    _newcomers(river, rows)
    river.grouping.stale()
    first = _cost(river.grouping.round)
    _newcomers(river, rows)
    batch = _cost(river.grouping.round)
    say(f"    a batch of {BATCH}: {batch:.2f} s with the store ({batch / BATCH * 1000:.1f} ms an article); ")
    say(f"    the first after a start, rebuild included: {first:.2f} s")


def _cost(work: Callable[[], object]) -> float:
    gc.collect()
    began = time.process_time()
    work()
    return time.process_time() - began


def _resident() -> int:
    """Bytes of this process in memory."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


def _stream() -> list[dict[str, str]]:
    return [json.loads(line) for line in STREAM.read_text(encoding="utf-8").splitlines()]


def _footprint(setup: Setup, row: dict[str, str], number: int) -> Footprint:
    article = Article(number, "", row["title"], row["text"], row["language"], NOW, NOW, None)
    found = judged(article, setup)
    material = Material(
        number, row["title"], row["text"], row["language"], row["outlet"], NOW, found.judgement.mentions,
        found.reading.facts(found.dealings),
    )  # fmt: skip
    return stories.footprint(material)


def _varied(bases: list[Footprint], count: int) -> Iterator[Footprint]:
    """So many articles of the last five days, each with half its words drawn from all texts of its language."""
    random = Random(1)
    pools: dict[str, list[str]] = {}
    for base in bases:
        pools.setdefault(base.language, []).extend(sorted(base.signs.title | base.signs.lead | base.signs.body))
    for number in range(1, count + 1):
        base = bases[(number // A_STORY) % len(bases)]
        drawn = Random(number // A_STORY)  # those of one story draw alike
        signs = base.signs
        title, lead, body = (
            frozenset(word if drawn.random() < 0.5 else drawn.choice(pools[base.language]) for word in sorted(words))
            for words in (signs.title, signs.lead, signs.body)
        )
        marks = replace(base.marks, shingles=tuple(sorted(random.getrandbits(64) for _ in base.marks.shingles)))
        when = NOW - int(5 * DAY * (count - number) / count)
        yield replace(
            base, article=number, when=when, marks=marks, signs=replace(signs, title=title, lead=lead, body=body)
        )


def _fill(store: Store, bases: list[Footprint], count: int) -> float:
    """Rows as the river leaves them; returns the kilobytes of a footprint's."""
    connection, total = db(store), 0
    with store.tx():
        store.feeds.sync([_source()], NOW)
        connection.run_many(
            "INSERT INTO story (id, opened, last, headline) VALUES (:id, :now, :now, '')",
            [{"id": n, "now": NOW} for n in range(1, count // A_STORY + 2)],
        )
        for each in _varied(bases, count):
            marks, signs = stories.pack(each)
            total += len(marks) + len(signs.encode())
            values = {"id": each.article, "at": each.when, "story": each.article // A_STORY + 1, "now": NOW}
            connection.run(
                """INSERT INTO article (id, feed, title, language, dated, first_seen, fresh, revision, text_version)
                   VALUES (:id, 'bench', '', 'ru', :at, :at, 1, 1, 1)""",
                values,
            )
            connection.run("INSERT INTO story_article (article, story, at) VALUES (:id, :story, :at)", values)
            store.stories.keep_footprint(each.article, each.when, FORM, (marks, signs))
    return total / count / 1024


def _source() -> Source:
    return Source(id="bench", outlet="Bench", url="https://bench.example/", kind="state", side="BY", country="BY")


def _newcomers(river: River, rows: list[dict[str, str]]) -> None:
    """Two hundred true articles, judged, to be grouped."""
    store = river.bed.store
    start = store.totals()["article"]
    with store.tx():
        for n, row in enumerate(rows[:BATCH]):
            link = f"https://bench.example/{start}/{n}"
            entry = Entry(guid=link, link=link, title=row["title"], published=NOW)
            text = Text(title=row["title"], body=row["text"], how="feed", dated=NOW, language=row["language"])
            item = Item(entry=entry, url=link, keys=(f"url:{link}",), content_hash=link)
            store.articles.add(item, "bench", text, NOW, fresh=True, page_patience=None)
    while river.judging.round():
        pass
    db(store).run("UPDATE article SET group_due = 1 WHERE id > :start", {"start": start})
