"""One large digest from its content to its bytes: the page, each format, and what a mail channel freezes."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from monitor.channels.mime import messages
from monitor.digest import compose, html, numbered, subject, text
from monitor.model.fact import Facts
from monitor.model.message import Digest, DigestStory, Subscription
from tests.digest.facts import NAMES, against, event, figure, promise, quote, visit_coming
from tests.digest.samples import COUNTS, END, HEALTH, START, SUBSCRIPTION, report, story
from tests.store.samples import add, group, item, judge, judged, match
from tests.store.samples import text as words
from tests.world import World, source, subscription

STORIES, REPORTS = 200, 6
REPORTS_AT_MOST = 10  # of a story in the store


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
    for apart in (10,) if short else (10, 1):
        _from_store(say, 10 if short else STORIES, apart)


def _from_store(say: Callable[[str], None], count: int, apart: int) -> None:
    """The same from the questions to a store on, in English; of `apart` stories one quarrels over its figures."""
    with tempfile.TemporaryDirectory() as folder:
        world, desk = stored(Path(folder), count, apart)
        costs = []
        for _ in range(2):
            began = time.process_time()
            digest = world.river.composing.draft(desk, "2024-05-14/bench", world.clock.now())
            drafted = time.process_time() - began
            for render in (numbered, subject, text, html):
                render(digest)
            costs.append((time.process_time() - began, drafted))
        world.store.close()
    told = digest.stories
    said = {name: sum(len(getattr(each, name)) for each in told) for name in ("reports", "events", "figures", "quotes")}
    said["disputed"] = sum(bool(figure.disputed) for each in told for figure in each.figures)
    say(f"{len(told)} stories from a store: {', '.join(f'{n} {name}' for name, n in said.items())}; processor time")
    whole, drafted = min(costs)
    for name, seconds in (("drafted", drafted), ("page, subject, text, html (en)", whole - drafted), ("all", whole)):
        say(f"  {name:<34} {1000 * seconds:8.1f}")


def stored(folder: Path, count: int, apart: int = 10) -> tuple[World, Subscription]:
    """A world with `count` stories of 1 to 10 reports in its store, all untold, and the desk that is to read them."""
    desk = subscription("desk", slots=())
    world = World(folder, subscriptions=[desk], sources=[source(f"{side}wire{n}") for n in range(5) for side in "ab"])
    now = world.clock.now()
    for n in range(1, count + 1):
        opened = None
        for m in range(1 + n % REPORTS_AT_MOST):
            title = f"Azerbaijan and Belarus hold talks on project {n}, part {m} (invented)"
            key, feed = f"{n}-{m}", f"{'ab'[m % 2]}wire{m // 2}"
            article = add(world.store, key, now, feed=feed, item=item(key, title), text=words(title))
            judge(world.store, replace(judged(match("azerbaijan-belarus")), facts=_facts(n, m, apart)), now)
            opened = group(world.store, article, opened, now, news="" if m else "opened")
    return world, desk


def _facts(n: int, m: int, apart: int) -> Facts:
    """Of report m of story n: an event or two, a figure on some year and words of somebody, each story's own."""
    day, kinds = (
        f"2024-{1 + n % 12:02}-{1 + n // 12 % 28:02}",
        ("visit_state", "talks_expanded", "signing", "phone_call"),
    )
    events = [event(kinds[(n + m + more) % 4], day=day).event for more in range(1 + m % 2)]
    year, own = 2000 + n % 24, n % apart == 0  # the others give one amount for a year
    amount = figure(0, 1e6 * (n + m // 2 if own else 100 + year % 24), str(year)).figure
    return Facts((), tuple(events), (amount,), (quote(0, f"Invented words {n} and {m // 2} " * 4).quote,))


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
