"""Single steps in this process: parsing per entry, beside feedparser alone; judging the demo's articles."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import feedparser

from monitor.cli.demo.content import outlets
from monitor.judge import judge
from monitor.model.article import Article
from monitor.model.limits import Limits
from monitor.model.source import Source
from monitor.setup import load
from monitor.sources import parse
from tests.soak.news import Newsroom
from tests.soak.site import Feed

RULES = Path(__file__).parents[2] / "rules"
ENTRIES = 50


def parsing(rounds: int, say: Callable[[str], None]) -> None:
    """Milliseconds an entry, decoding, dates and cleaning included."""
    say(f"parsing a feed of {ENTRIES} entries; milliseconds of processor time an entry")
    say(f"  {'language':<26} {'ours':>8} {'alone':>8} {'ratio':>7}")
    for language in ("en", "ru", "az"):
        ours, alone = _parse_costs(language, rounds)
        say(f"  {language:<26} {ours / ENTRIES:8.3f} {alone / ENTRIES:8.3f} {ours / alone:7.2f}")


def _parse_costs(language: str, rounds: int) -> tuple[float, float]:
    """Milliseconds a feed: ours, and feedparser alone."""
    feed, room = Feed("bench", "127.0.0.1", language, listed=ENTRIES), Newsroom(1)
    now = int(time.time())
    for n in range(ENTRIES):
        feed.publish(room.write("127.0.0.1", language, now - n * 600, matching=n % 25 == 0))
    body, source = feed.body(), Source("bench", "Bench", "http://127.0.0.1/feed", language=language)
    ours = _cost(lambda: len(parse(source, body, "", source.url, now, Limits()).entries), rounds)
    return ours, _cost(lambda: len(feedparser.parse(body).entries), rounds)


def judging(rounds: int, say: Callable[[str], None]) -> None:
    """Articles a second with the shipped rules, over the texts of the demo."""
    setup = load(RULES)
    articles = [
        Article(
            id=n, url=f"https://{outlet.id}.example/{n}", title=version.title, body="\n".join(version.paragraphs),
            language=outlet.language, dated=version.since, first_seen=version.since, source=None,
        )
        for n, (outlet, version) in enumerate(
            (outlet, version) for outlet in outlets() for article in outlet.articles for version in article.versions
        )
    ]  # fmt: skip
    cost = _cost(lambda: sum(bool(judge(article, setup).matches) for article in articles), rounds)
    characters = sum(len(article.title) + len(article.body) for article in articles)
    say(f"judging {len(articles)} articles of the demo, {characters / len(articles):.0f} characters on average")
    say(
        f"  {1000 * len(articles) / cost:.0f} articles/s with {len(setup.rules)} rules, {cost / len(articles):.2f} ms each"
    )


def _cost(work: Callable[[], int], rounds: int) -> float:
    """Milliseconds of processor time, the best of several rounds after one that warms up."""
    assert work() > 0
    spent = []
    for _ in range(rounds):
        began = time.process_time()
        work()
        spent.append(1000 * (time.process_time() - began))
    return min(spent)
