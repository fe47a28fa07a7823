"""Reading articles of 3 kB: what each part costs, the whole judgement, and texts made to hurt.

Articles are joined from the labelled ones under tests/corpus/seen.jsonl (invented, five languages): ordinary prose with
names, amounts, dates and quotes. Processor time of this process, the best of several rounds.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from monitor.judge import judged
from monitor.model.article import Article
from monitor.reading import Reading
from monitor.reading.cues import vocabulary
from monitor.setup import Setup, load
from tests.bench.matching import plain_loop

ROOT = Path(__file__).parents[2]
SIZE = 3000  # characters
AIM = 5.0  # milliseconds an article, without the scan
REJUDGED = 100_000
Say = Callable[[str], None]
PARTS: tuple[tuple[str, Callable[[Reading], object]], ...] = (
    ("cues", lambda reading: reading.ground.cues),
    ("pair", lambda reading: reading.pair("country.azerbaijan", "country.belarus")),
    ("quotes", lambda reading: reading.quotes),
    ("figures", lambda reading: reading.figures),
    ("events", lambda reading: reading.events),
    ("promises", lambda reading: reading.promises),
)


def measure(say: Say, *, short: bool) -> None:
    """All tables on reading."""
    say(f"this machine, now: {plain_loop():.1f} ms for a plain loop of 300,000")
    began = time.process_time()
    vocabulary()
    say(f"making the vocabulary, once a start: {time.process_time() - began:.2f} s")
    setup = load(ROOT / "rules")
    articles = list(_articles(40 if short else 200))
    costs = _parts(articles, setup, 2 if short else 5)
    whole = sum(costs.values())
    say(f"reading, {len(articles)} articles of {SIZE:,} characters; milliseconds an article")
    say("  " + " ".join(f"{name:>9}" for name in (*costs, "whole", "aim")))
    say("  " + " ".join(f"{cost:9.2f}" for cost in (*costs.values(), whole, AIM)))
    each = _best(lambda: [judged(article, setup).with_facts for article in articles], 2) / len(articles)
    minutes = each * REJUDGED / 60
    say(f"judging them with the shipped rules, scan and reading: {1000 * each:.2f} ms an article;")
    say(f"  {REJUDGED:,} such articles in {minutes:.1f} min of processor time, without the store (aim 15 with it)")
    _hostile(setup, say)


def _articles(count: int) -> Iterator[Article]:
    """Texts of about SIZE characters, each of one language."""
    file = ROOT / "tests" / "corpus" / "seen.jsonl"
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    for number in range(count):
        first = rows[number % len(rows)]
        same = [row["text"] for row in rows if row["language"] == first["language"]]
        body, at = first["text"], number
        while len(body) < SIZE:
            body += "\n" + same[at % len(same)]
            at += 1
        yield Article(number, "", first["title"], body[:SIZE], first["language"], 1_700_000_000)


def _parts(articles: list[Article], setup: Setup, rounds: int) -> dict[str, float]:
    """Milliseconds of each part, after those before it."""
    scans = [setup.lexicon.scan(article.title, article.body, article.language) for article in articles]
    best = dict.fromkeys((name for name, _ in PARTS), float("inf"))
    for _ in range(rounds):
        readings = [Reading(article, scan, setup.lexicon) for article, scan in zip(articles, scans, strict=True)]
        for name, part in PARTS:
            began = time.process_time()
            for reading in readings:
                part(reading)
            best[name] = min(best[name], 1000 * (time.process_time() - began) / len(articles))
    return best


def _hostile(setup: Setup, say: Say) -> None:
    names = "Azerbaijan met Belarus, Aliyev phoned Lukashenko. "
    texts = {
        "one word": "Belarus",
        "500 figures in a table": "Azerbaijan and Belarus, trade in 2024\n" + "turnover 48.3 mln USD\t" * 500,
        "200 kB of digits": "Azerbaijan and Belarus: " + "1 " * 100_000,
        "200 kB of names and verbs": names * 4000,
        "200 kB in one sentence": names.replace(".", ",") * 4000,
        "100,000 quotation marks": "Aliyev said to Lukashenko " + "“ said " * 25_000,
        "200 kB of months": "Belarus, Azerbaijan: " + "in May 2024 " * 16_000,
    }
    say("texts made to hurt, seconds for all rules and all facts")
    for name, body in texts.items():
        article = Article(0, "", "Azerbaijan and Belarus", body, "en", 1_700_000_000)
        seconds = _best(lambda article=article: _all(article, setup), 1)  # type: ignore[misc]
        say(f"  {name:28} {seconds:6.2f}")


def _all(article: Article, setup: Setup) -> object:
    found = judged(article, setup)
    return found.with_facts, found.reading.facts()


def _best(work: Callable[[], object], rounds: int) -> float:
    best = float("inf")
    for _ in range(rounds):
        began = time.process_time()
        work()
        best = min(best, time.process_time() - began)
    return best
