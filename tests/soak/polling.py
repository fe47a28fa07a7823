"""Five hundred feeds, politely but often, for minutes: memory stays flat and nobody waits for anybody.

One feed drips its answer for 25 s, one burns its parser until it is killed. What counts is seen from outside: the
requests as they reach the site, and /proc.
"""

from __future__ import annotations

import random
import shutil
import signal
import sqlite3
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from monitor.model.limits import Limits
from tests.soak.news import Newsroom
from tests.soak.place import Place
from tests.soak.process import MB, Usage, usage
from tests.soak.runs import Result, Wish
from tests.soak.site import Feed, Site, addresses
from tests.soak.verdict import Verdict

SHOWS = "hundreds of feeds: memory stays flat, nobody waits for anybody"
ENTRIES = 50
CHANGED = 0.05  # share of the feeds that get a new entry in each interval
WITHOUT_VALIDATORS = 0.2
DRIP_SECONDS = 25.0
BURNING = 35_000  # subjects of one item; the parser's time grows with their square
MAIN_BYTES = 200 * MB
GROWTH_BYTES = 30 * MB
SAMPLE_EVERY = 5.0
PATIENCE = 60.0  # seconds beyond the run's end
DIGESTS = {
    "version": 1,
    "subscriptions": [
        {"id": "daily", "title": "Azerbaijan – Belarus", "rules": ["azerbaijan-belarus"], "zone": "Asia/Baku",
         "at": "07:30", "to": [{"channel": "file", "recipient": "daily"}]}
    ],
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Trial:
    """How large a run is; `interval` in seconds."""

    feeds: int = 500
    seconds: float = 60.0
    interval: int = 20
    seed: int = 1
    job_cpu: int = 20  # seconds of processor time after which a worker is stopped


@dataclass(slots=True)
class Seen:
    """What was measured."""

    began: float = 0.0  # all of these are monotonic seconds
    all_asked: float = 0.0
    ended: float = 0.0
    samples: list[tuple[float, Usage]] = field(default_factory=list)
    cpu_at_all_asked: float = 0.0
    requests_at_all_asked: int = 0


def burning() -> bytes:
    """A feed of one item that costs feedparser more processor time than a worker may use.

    Its DOCTYPE is a doubt to the fast reader, which would read the item in no time.
    """
    subjects = "".join(f"<dc:subject>тема {n}</dc:subject>" for n in range(BURNING))
    return (
        "<?xml version='1.0' encoding='utf-8'?><!DOCTYPE rss><rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/'>"
        f"<channel><title>Burning</title><item><title>one</title>{subjects}</item></channel></rss>"
    ).encode()


def feeds_of(trial: Trial) -> list[Feed]:
    """The first drips, the second burns; every fifth of the others has no validators."""
    languages = ("en", "ru", "az")
    feeds = [
        Feed(f"feed_{n:03}", host, languages[n % 3], validators=n % round(1 / WITHOUT_VALIDATORS) != 0, listed=ENTRIES)
        for n, host in enumerate(addresses(trial.feeds))
    ]
    feeds[0].drip = DRIP_SECONDS
    feeds[1].fixed = burning()
    return feeds


class Publisher:
    """Fills the feeds with a past, then goes on: a few new entries each second."""

    def __init__(self, site: Site, trial: Trial) -> None:
        self._site, self._trial = site, trial
        self._room = Newsroom(trial.seed)
        self._random = random.Random(trial.seed)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="publisher", daemon=True)

    def fill(self) -> None:
        now = int(time.time())
        for feed in self._site.feeds:
            for n in range(ENTRIES, 0, -1):
                self._publish(feed, now - n * 1800)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        each = self._trial.interval / max(self._trial.feeds * CHANGED, 1)
        while not self._stop.wait(each):
            self._publish(self._random.choice(self._site.feeds), int(time.time()))

    def _publish(self, feed: Feed, dated: int) -> None:
        matching = self._random.random() < 0.01
        feed.publish(self._room.write(self._site.where(feed), feed.language, dated, matching=matching))


def soak(wish: Wish, say: Callable[[str], None]) -> Result:
    """Five hundred feeds for a minute; short: sixty for 9 s."""
    seconds = wish.of(wish.minutes, 0.15, 1.0) * 60
    job_cpu = wish.of(None, 2, Limits().job_cpu)  # in 9 s nobody sees a parser stopped after 20
    trial = Trial(wish.of(wish.feeds, 60, 500), seconds, wish.of(wish.interval, 6, 20), wish.seed, job_cpu)
    return Result(f"{trial.feeds} feeds, {trial.seconds:g} s", run(trial, say).faults)


def run(trial: Trial, say: Callable[[str], None]) -> Verdict:
    """The whole trial. The folder stays where something went wrong, and is named."""
    root = Path(tempfile.mkdtemp(prefix="soak-polling-"))
    site = Site(feeds_of(trial))
    publisher = Publisher(site, trial)
    publisher.fill()
    place = Place(root, {"poll_floor": min(trial.interval, 10), "job_cpu": trial.job_cpu})
    place.prepare(site, DIGESTS, interval=trial.interval)
    say(f"polling: {trial.feeds} feeds of {ENTRIES} entries, every {trial.interval} s, for {trial.seconds:g} s")
    verdict, seen = Verdict(), Seen()
    process = place.start()
    try:
        publisher.start()
        _watch(process, site, trial, seen, say)
        _burn(process, site, place)
    finally:
        publisher.stop()
        verdict.faults += _leave(process)
    site.close()
    _judge(trial, site, place, seen, verdict)
    width = max(len(name) for name, _ in verdict.rows)
    for name, value in verdict.rows:
        say(f"  {name:<{width}}  {value}")
    if verdict.faults:
        say(f"the folder of this run stays: {root}\n{place.last_words(5)}")
    else:
        shutil.rmtree(root)
    return verdict


def _watch(process: subprocess.Popen[bytes], site: Site, trial: Trial, seen: Seen, say: Callable[[str], None]) -> None:
    """Until the time has passed, counted from the first poll of the last feed; a sample each few seconds."""
    seen.began = time.monotonic()
    until = seen.began + 10 * trial.seconds  # for a service that never gets round
    every = min(SAMPLE_EVERY, trial.seconds / 10)
    while time.monotonic() < until and process.poll() is None:
        time.sleep(every)
        if process.poll() is not None:
            break
        now = usage(process.pid)
        seen.samples.append((time.monotonic(), now))
        if not seen.all_asked and all(feed.asked for feed in site.feeds):
            seen.all_asked = max(feed.asked[0] for feed in site.feeds)
            seen.cpu_at_all_asked, seen.requests_at_all_asked = now.cpu, site.requests
            until = seen.all_asked + trial.seconds
            say(f"  every feed asked once after {seen.all_asked - seen.began:.1f} s")
        elif len(seen.samples) % 6 == 0:
            say(
                f"  {time.monotonic() - seen.began:5.0f} s: {site.requests} requests, main {now.main / MB:.0f} MB, "
                f"{now.processes - 1} children {now.children / MB:.0f} MB, {now.cpu:.0f} s of CPU"
            )
    seen.ended = time.monotonic()


def _burn(process: subprocess.Popen[bytes], site: Site, place: Place) -> None:
    """Until the burning parser was stopped once, however slow the machine; the verdict says where it never was."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None and not _burnt(site, place)[1]:
        time.sleep(0.5)


def _burnt(site: Site, place: Place) -> tuple[int, int]:
    """How often the burning feed was read, and how often its parser was stopped."""
    with sqlite3.connect(f"file:{place.store}?mode=ro", uri=True, timeout=15) as db:
        asked, stopped = db.execute(
            """SELECT coalesce(sum(polls), 0), coalesce(sum(polls * (kind = 'error')), 0) FROM (
                 SELECT feed, kind, polls FROM fetch_outcome UNION ALL SELECT id, 'quiet', quiet_polls FROM feed)
               WHERE feed = ?""",
            (site.feeds[1].name,),
        ).fetchone()
    db.close()
    return asked - stopped, stopped


def _leave(process: subprocess.Popen[bytes]) -> list[str]:
    if process.poll() is not None:
        return [f"the service left by itself with code {process.returncode}"]
    process.send_signal(signal.SIGTERM)
    try:
        code = process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return ["the service did not leave within 10 s of SIGTERM"]
    return [] if code == 0 else [f"after SIGTERM the service left with code {code}"]


def _judge(trial: Trial, site: Site, place: Place, seen: Seen, verdict: Verdict) -> None:
    if not seen.all_asked:
        silent = sum(not feed.asked for feed in site.feeds)
        verdict.faults.append(f"{silent} feeds were never asked")
        seen.all_asked = seen.ended
    _lateness(trial, site, seen, verdict)
    _memory(seen, verdict)
    _processor(site, seen, verdict)
    _answers(trial, site, place, verdict)


def _lateness(trial: Trial, site: Site, seen: Seen, verdict: Verdict) -> None:
    """A gap between two requests beyond the interval, reading and parsing included; the open one at the end too."""
    late = [
        (after - before - trial.interval, feed.name)
        for feed in site.feeds[2:]
        for before, after in zip(feed.asked, [*feed.asked[1:], seen.ended], strict=True)
    ]
    late = late or [(seen.ended - seen.began, "all")]
    values = sorted(max(seconds, 0.0) for seconds, _ in late)
    worst, name = max(late)
    middle = statistics.median(values)
    verdict.rows.append(("first poll of the last feed", f"{seen.all_asked - seen.began:.1f} s after the start"))
    verdict.rows.append(
        (
            "lateness: median, 99 %, worst",
            f"{middle:.2f} s, {values[int(len(values) * 0.99)]:.2f} s, {worst:.2f} s ({name})",
        )
    )
    verdict.rows.append(("worst in intervals", f"{worst / trial.interval:.2f}"))
    if worst > 2 * trial.interval:
        verdict.faults.append(f"{name} was polled {worst:.1f} s late, more than two intervals of {trial.interval} s")


def _memory(seen: Seen, verdict: Verdict) -> None:
    main = [sample.main for _, sample in seen.samples]
    later = [sample.main for moment, sample in seen.samples if moment > seen.all_asked] or main
    third = max(len(later) // 3, 1)
    growth = statistics.mean(later[-third:]) - statistics.mean(later[:third])
    children = max(sample.children for _, sample in seen.samples)
    verdict.rows += [
        ("main process, peak", f"{max(main) / MB:.0f} MB"),
        ("main process, last third against first", f"{growth / MB:+.1f} MB"),
        ("children together, peak", f"{children / MB:.0f} MB"),
    ]
    if max(main) > MAIN_BYTES:
        verdict.faults.append(f"the main process took {max(main) / MB:.0f} MB, more than {MAIN_BYTES / MB:g}")
    if growth > GROWTH_BYTES:
        verdict.faults.append(f"the main process grew by {growth / MB:.0f} MB")


def _processor(site: Site, seen: Seen, verdict: Verdict) -> None:
    if not seen.samples:
        return
    last = seen.samples[-1][1].cpu
    polls, cpu = site.requests - seen.requests_at_all_asked, last - seen.cpu_at_all_asked
    seconds = max(seen.ended - seen.all_asked, 0.001)
    verdict.rows += [
        ("polls, of these after the first round", f"{site.requests}, {polls} ({polls / seconds:.1f} a second)"),
        ("CPU of the first round, all processes", f"{seen.cpu_at_all_asked:.1f} s"),
        ("CPU a poll afterwards, burning parser included", f"{1000 * cpu / max(polls, 1):.1f} ms"),
    ]


def _answers(trial: Trial, site: Site, place: Place, verdict: Verdict) -> None:
    statuses = {status: sum(feed.answers.get(status, 0) for feed in site.feeds) for status in (200, 304)}
    with sqlite3.connect(f"file:{place.store}?mode=ro", uri=True, timeout=15) as db:
        kinds = dict(db.execute("SELECT kind, polls FROM poll_count").fetchall())
        stored = db.execute("SELECT count(*) FROM article").fetchone()[0]
        waiting = db.execute("SELECT count(*) FROM article WHERE judge_due = 1").fetchone()[0]
        troubles = db.execute("SELECT id, problem FROM feed WHERE problem <> ''").fetchall()
        sound = db.execute("PRAGMA integrity_check").fetchone()[0]
    db.close()
    read, stopped = _burnt(site, place)
    verdict.rows += [
        ("answers", ", ".join(f"{count} times {status}" for status, count in statuses.items())),
        ("polls recorded", ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))),
        ("articles stored, still to be judged", f"{stored}, {waiting}"),
        ("integrity check", str(sound)),
        ("burning parser stopped", f"{stopped} times, each after {trial.job_cpu} s of CPU"),
        *((f"trouble with {feed}", str(problem)[:80]) for feed, problem in troubles[:5]),
    ]
    expected = {site.feeds[0].name, site.feeds[1].name}
    if strangers := [f"{feed}: {problem}" for feed, problem in troubles if feed not in expected]:
        verdict.faults.append(f"{len(strangers)} sound feeds were in trouble, as {strangers[0]}")
    if not stopped:
        verdict.faults.append(f"the burning parser was not stopped within {PATIENCE:.0f} s after the run")
    if read:
        verdict.faults.append("the burning feed was read: it burns no more, and the run proves less than it says")
    if sound != "ok":
        verdict.faults.append(f"integrity check: {sound}")
