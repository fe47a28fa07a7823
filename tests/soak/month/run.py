"""The month from its first to its last day, and what is said of it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from monitor import log
from monitor.model.limits import DAY, HOUR, Limits
from monitor.store import FILE
from tests.soak.month import calendar, measures
from tests.soak.month.events import Events, sound
from tests.soak.month.life import Clock, Month
from tests.soak.month.press import MATCHING, Press
from tests.soak.month.rules import LEFT_OUT
from tests.soak.month.verdict import Evidence, Reader, Verdict, judge
from tests.soak.runs import Result, Say, Wish

SHOWS = "a month of outages, edits and jumps: all told once, memory flat"
START = int(datetime(2024, 10, 8, tzinfo=UTC).timestamp())  # the night of 27 October has an hour twice
ENOUGH = 0.5  # of the usual articles: where there are fewer, feeds are asked half as often
MANY = 0.15  # of a short month's articles match, or it would prove little
HELD = 2.0  # seconds of processor time for which the river may be held by one round
SECRET = "MONTH_SECRET"


@dataclass(frozen=True, slots=True)
class Plan:
    """How long, how much and how finely."""

    days: int = 30
    scale: float = 1.0  # articles, as a share of what the starter set brings
    step: int = 60  # seconds: what falls due within them is done together
    interval: str = "15m"
    seed: int = 1
    matching: float = MATCHING  # of all articles
    only: frozenset[str] = frozenset()  # outlets, empty = all
    limits: Limits = field(default_factory=Limits)


def soak(wish: Wish, say: Say) -> Result:
    """A month; short: five days of few articles, with every kind of event."""
    days, scale = wish.of(wish.days, 5, 30), wish.of(wish.scale, 0.04, 1.0)
    limits = (
        Limits(redirect_settles=DAY, feed_dead=10 * HOUR, poll_ceiling=DAY // 6) if days < calendar.LONG else Limits()
    )
    only = calendar.outlets() if wish.short else frozenset[str]()
    step, interval = (1200, "60m") if wish.short else (300, "30m") if scale < ENOUGH else (120, "15m")
    matching = MANY if wish.short else MATCHING
    seed = wish.seed if wish.repeat or not wish.short else 1  # a build server asks the same each time
    plan = Plan(days, scale, step, interval, seed, matching, only, limits)
    verdict = run(plan, say)
    return Result(f"{days} days, {scale:g} of the starter set's articles", verdict.faults)


def run(plan: Plan, say: Say) -> Verdict:
    """The whole month. The folder stays where something went wrong, and is named."""
    root = Path(tempfile.mkdtemp(prefix="soak-month-"))
    began = time.process_time()
    say(f"month: {plan.days} days, seed {plan.seed}, {plan.scale:g} of the starter set's articles")
    with _secret(), _troubles() as troubles:
        month, events = _stage(root, plan)
        _live(month, events, plan, say)
        after = measures.caches()
        evidence = _evidence(month, events)
        month.leave(clean=True)
        verdict = judge(replace(evidence, unsound=sound(month)))
    verdict.faults += month.faults
    measures.judge(month.samples, month.caches, after, verdict)
    _rows(month, troubles, time.process_time() - began, verdict)
    width = max(len(name) for name, _ in verdict.rows)
    for name, value in verdict.rows:
        say(f"  {name:<{width}}  {value}")
    if verdict.faults:
        say(f"the folder of this run stays: {root}")
    else:
        shutil.rmtree(root)
    return verdict


@contextmanager
def _secret() -> Iterator[None]:
    """The webhook's secret, for as long as the run lasts."""
    os.environ[SECRET] = "invented"
    try:
        yield
    finally:
        del os.environ[SECRET]


@contextmanager
def _troubles() -> Iterator[Counter[str]]:
    """What the program logs as an error, by its words; nothing is printed meanwhile."""
    found: Counter[str] = Counter()

    def note(level: str, event: str, _fields: dict[str, Any]) -> None:
        if level in ("error", "critical"):
            found[event] += 1

    with log.into(note):
        yield found


def _stage(root: Path, plan: Plan) -> tuple[Month, Events]:
    """The world as it is on the first day, and the process that looks at it."""
    press = Press(plan.seed, plan.scale, START, plan.only, plan.matching)
    month = Month(root, press, Clock(START), plan.interval, plan.step, plan.limits)
    month.rules.prepare()
    for outlet in press.outlets.values():
        if outlet.name != "az_06":  # the calendar adds it
            month.rules.add_feed(outlet)
            month.web.feeds[outlet.name] = outlet.name
    month.rules.subscribe("desk", "Asia/Baku", "07:30", ("desk@example.org",), alerts="urgent")
    month.rules.subscribe("minsk", "Europe/Minsk", "18:00", ("minsk@example.org",), languages=["ru", "be"])
    month.rules.subscribe("night", "Europe/Warsaw", "02:30", without_kinds=["exile"])
    month.rules.write()
    month.setup = month.load()
    month.open()
    month.caches = measures.caches()
    return month, Events(month)


def _live(month: Month, events: Events, plan: Plan, say: Say) -> None:
    """Day after day: each hour is tidied up, each night backed up, and the calendar kept."""
    coming = list(calendar.moments(plan.days))[::-1]
    for hour in range(plan.days * 24):
        until = START + (hour + 1) * HOUR
        while coming and START + coming[-1].at <= until:
            moment = coming.pop()
            month.live(START + moment.at)
            events.do(moment.what, moment.target, ends=moment.ends)
        month.live(until)
        month.tidy()
        if hour % 24 == 1:
            events.back_up()
        if hour % 24 == 23:
            day = hour // 24 + 1
            month.sample(day)
            if day % 5 == 0 or day == 1:
                now = month.samples[-1]
                say(f"  day {day}: {now.articles:,} articles, {now.resident >> 20} MB, {month.spent:.0f} s of CPU")


def _evidence(month: Month, events: Events) -> Evidence:
    start, end, created = START, month.clock.true, events.created
    moved = [(spell[0], 6, 45) for spell in events.spells.get("move_slot 06:45", ())]
    mails = {"desk@example.org": (start, 1 << 40)} | {who: (on, off) for who, (on, off) in events.recipients.items()}
    away = next(iter(events.spells.get("unsubscribe", ())), [0, 0])
    since = start - 10 * DAY
    every = 60 * int(month.interval.removesuffix("m"))  # a quiet feed: four of them, or two hours, says the guide
    readers = (
        Reader("desk", "Asia/Baku", ((0, 7, 30), *moved), since, mails=mails),
        Reader("minsk", "Europe/Minsk", ((0, 18, 0),), since, frozenset(("ru", "be")),
               mails={"minsk@example.org": (start, 1 << 40)}),
        Reader("night", "Europe/Warsaw", ((0, 2, 30),), since, without=frozenset(("exile",))),
        *(Reader(name, "Europe/London", ((0, 9, 0),), at, away=(away[0], away[1])) for name, at in created.items()),
    )  # fmt: skip
    with sqlite3.connect(f"file:{month.state / FILE}?mode=ro", uri=True) as db:
        sick = [
            f"{name}: {problem}" for name, problem in db.execute("SELECT id, problem FROM feed WHERE enabled = 1 AND problem <> ''")
            if not month.web.moods.get(month.web.feeds.get(name, ""))
        ]  # fmt: skip
        waiting = db.execute("SELECT count(*) FROM message WHERE state <> 'sent'").fetchone()[0]
    db.close()
    return Evidence(
        start, end, list(month.press.truth.values()), {each.name: each.kind for each in month.press.outlets.values()},
        readers, month.post.told, month.post.arrivals, month.post.shown, month.post.folded, month.post.notices, events.alerting,
        events.spells, events.later_asked, events.restored, LEFT_OUT, month.samples, sick, (), waiting,
        usual=25 * 60 + every + month.step, asks=max(min(4 * every, 2 * HOUR), every) + month.step, rings=25 * 60 + month.step,
        ceiling=month.limits.poll_ceiling, gone="EN_07", dead="RU_07",
    )  # fmt: skip


def _rows(month: Month, troubles: Counter[str], cpu: float, verdict: Verdict) -> None:
    counts = month.web.polls
    articles = month.samples[-1].articles
    verdict.rows += [
        ("published; stored", f"{month.press.count:,}; {articles:,}"),
        ("answers", ", ".join(f"{count:,} {kind}" for kind, count in sorted(counts.items()))),
        (
            "starts; letters refused",
            f"{month.starts}; {month.post.refused}",
        ),
        ("errors logged", ", ".join(f"{count} {what}" for what, count in troubles.most_common(5)) or "none"),
        ("longest round, parsing left out", f"{month.longest:.2f} s of CPU"),
        (
            "CPU: all; river; parsing",
            f"{cpu:.0f} s; {month.spent - month.workers.seconds:.0f} s; {month.workers.seconds:.0f} s",
        ),
        ("CPU of the river an article", f"{1000 * (month.spent - month.workers.seconds) / max(articles, 1):.1f} ms"),
    ]
    if month.longest > HELD:
        verdict.faults.append(f"one round took {month.longest:.1f} s of CPU, more than {HELD:g}")
