"""One large digest from its content to its bytes: the page, each format, and what a mail channel freezes."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from monitor.channels.mime import messages
from monitor.digest import compose, html, numbered, subject, text
from monitor.model.message import Digest, DigestStory
from tests.digest.facts import NAMES, against, event, figure, promise, quote, visit_coming
from tests.digest.samples import COUNTS, END, HEALTH, START, SUBSCRIPTION, report, story

STORIES, REPORTS = 200, 6


def measure(say: Callable[[str], None], *, short: bool) -> None:
    """Milliseconds of processor time, the best of several; each time a digest that nothing is remembered of."""
    rounds = 2 if short else 5
    made = stories(20 if short else STORIES)
    say(
        f"a digest of {len(made)} stories of {REPORTS} reports, each with 3 events, 2 quotes, 2 figures; processor time"
    )
    say(f"  {'':<34} {'ms':>8}")
    for language in ("en", "ru", "az"):
        costs = [_costs(made, language) for _ in range(rounds)]
        for name in costs[0]:
            say(f"  {f'{name} ({language})':<34} {min(cost[name] for cost in costs):8.1f}")


def stories(count: int) -> list[DigestStory]:
    """Stories with everything that a digest tells of one."""
    return [_story(n) for n in range(1, count + 1)]


def _story(n: int) -> DigestStory:
    articles = range(100 * n, 100 * n + REPORTS)
    reports = [
        report(
            article,
            f"Report {article} of talks on trade and transit in Baku (invented)",
            story=n,
            outlet=f"Outlet {article % 10} (invented)",
            first_seen=END - n,
            copy_of=articles[0] if article == articles[-1] else None,
        )
        for article in articles
    ]
    before = tuple(replace(each, article=each.article + 50) for each in reports[:3])
    return story(
        n,
        reports[0].title,
        *reports,
        before=before,
        events=(
            event("visit_state", *articles[:2]),
            event("talks_expanded", articles[0]),
            event("signing", articles[1]),
        ),
        quotes=(quote(articles[0], "Invented words " * 8), quote(articles[1], "Вымышленные слова " * 8, language="ru")),
        figures=(
            figure(articles[0], 48e6, "2023", against(figure(1, 885.5e6, "2021"))),
            figure(articles[1], 5e8, "2024"),
        ),
        old_figures=1,
    )


def _costs(made: list[DigestStory], language: str) -> dict[str, float]:
    spent = {}
    began = time.process_time()
    digest = _digest(made, language)
    for name, work in (
        ("composed and numbered", lambda: numbered(digest)),
        ("subject", lambda: subject(digest)),
        ("text", lambda: text(digest)),
        ("html", lambda: html(digest)),
    ):
        work()
        spent[name] = 1000 * (time.process_time() - began)
        began = time.process_time()
    spent["all of these"] = sum(spent.values())
    fresh = _digest(made, language)
    began = time.process_time()
    parts = messages(fresh, ())
    spent[f"as {len(parts)} mail messages" if len(parts) > 1 else "as a mail message"] = 1000 * (
        time.process_time() - began
    )
    return spent


def _digest(made: list[DigestStory], language: str) -> Digest:
    subscription = replace(SUBSCRIPTION, frame=language)  # type: ignore[arg-type]
    composed = compose(subscription, "2024-05-17/daily", START, END, END, made, HEALTH, COUNTS)
    coming, promises = tuple(visit_coming() for _ in range(10)), tuple(promise() for _ in range(10))
    return replace(composed, names=NAMES, coming=coming, promises=promises)
