"""Judging the demo's articles in this process."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from monitor.cli.demo.content import outlets
from monitor.judge import judge
from monitor.model.article import Article
from monitor.setup import load

RULES = Path(__file__).parents[2] / "rules"


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
