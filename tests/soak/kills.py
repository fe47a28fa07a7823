"""Kill -9 at random moments, start again, and prove afterwards that nothing was lost and nothing told twice.

A real process polls a real site, mails to a real server and calls a real webhook, under a clock that runs sixty times
as fast, so that a digest falls due every five seconds and what presses is told at once. The site goes on publishing; what
it published is compared with what arrived.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import statistics
import subprocess
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.soak.hook import SECRET, SECRET_NAME, Hook
from tests.soak.mail import Mailbox
from tests.soak.news import PRESSING as CONDITION
from tests.soak.news import News, Newsroom
from tests.soak.place import Place
from tests.soak.process import alive, descendants
from tests.soak.runs import Result, Wish
from tests.soak.site import Feed, Site, addresses
from tests.soak.verdict import Evidence, Verdict, judge

SHOWS = "kill -9 at any moment loses nothing and tells nothing twice"
SPEED = 60
FEEDS = 20
EVERY_MINUTES = 5
LIMITS = {
    "poll_floor": 60, "claim": 100_000, "catch_up": 3600, "page_patience": 60,
    "fetch_deadline": 5.0, "connect": 2.0, "alert_delay": 20, "alert_window": 20,
}  # fmt: skip
START_WITHIN = 90.0  # seconds
LEAVE_WITHIN = 10.0
PATIENCE = 240.0  # for the last life, in which all must be told
LIFE = 5.0  # seconds from the first fetch to a kill, at most
ARRIVAL = 15.0  # the same where it waits for a message, as on a slow machine it comes late
MOMENTS = {"while starting": 1, "at any moment": 2, "as a mail arrives": 2, "as the hook is called": 1}  # weights
PRESSING = 0.2  # of what matches
LANGUAGES = ("en", "ru", "az")
Arrivals = Mapping[str, threading.Event]
RECIPIENTS = {"often": ("desk@example.org", "duty@example.org"), "second": ("second@example.org",)}


@dataclass(slots=True)
class Story:
    """What happened in a run, for the table."""

    kills: int = 0
    moments: Counter[str] = field(default_factory=Counter)
    first_fetches: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    published: list[News] = field(default_factory=list)
    left_in: float = 0.0
    drained: float = 0.0


class Publisher:
    """One to three items each half second while somebody reads; every fifth stands in two feeds."""

    def __init__(self, site: Site, place: Place, seed: int) -> None:
        self._site, self._place = site, place
        self._random = random.Random(seed)
        self._room = Newsroom(seed)
        self._stop = threading.Event()
        self.read = threading.Event()  # a service that is starting or dead would find ever more than it can do
        self.published: list[News] = []
        self._thread = threading.Thread(target=self._run, name="publisher", daemon=True)

    def start(self) -> None:
        for feed in self._site.feeds:
            self.publish(feed, matching=False)
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        self._thread.join()

    def publish(self, feed: Feed, *, matching: bool) -> None:
        pressing = matching and self._random.random() < PRESSING
        where, now = self._site.where(feed), self._place.now()
        news = self._room.write(where, feed.language, now, matching=matching, pressing=pressing)
        also = [self._random.choice(self._site.feeds)] if self._random.random() < 0.2 else []
        self.published.append(news)
        self._site.publish(news, *{each.name: each for each in (feed, *also)}.values())

    def _run(self) -> None:
        while not self._stop.wait(0.5):
            if not self.read.is_set():
                continue
            for _ in range(self._random.randint(1, 3)):
                self.publish(self._random.choice(self._site.feeds), matching=self._random.random() < 0.4)


def digests(mail_port: int, hook_port: int, now: int, minutes: int) -> dict[str, object]:
    """Two subscriptions: a digest every five minutes for the time of the run; alerts, and a digest every ten."""

    def slots(zone: str, offset: int, every: int) -> list[dict[str, str]]:
        """Only those of the run's own hours: a thousand slots more would be read at each start."""
        local = datetime.fromtimestamp(now, ZoneInfo(zone))
        first = local.hour * 60 + local.minute
        of_run = {minute % (24 * 60) for minute in range(first, first + minutes)}
        hours = [f"{m // 60:02}:{m % 60:02}" for m in range(offset, 24 * 60, every) if m in of_run]
        return [{"name": "s" + hour.replace(":", ""), "at": hour} for hour in hours]

    mail = {
        "kind": "email",
        "host": "127.0.0.1",
        "port": mail_port,
        "security": "none",
        "sender": "monitor@example.org",
    }
    hook = {"kind": "webhook", "url": f"http://127.0.0.1:{hook_port}/monitor", "secret": f"${{{SECRET_NAME}}}"}
    subscriptions = [
        {
            "id": name, "title": "Azerbaijan – Belarus", "rules": ["azerbaijan-belarus"], "zone": zone,
            "at": slots(zone, offset, every),
            "to": [*({"channel": "mail", "recipient": to} for to in RECIPIENTS[name]),
                   {"channel": "file", "recipient": name}, {"channel": "hook"}],
            **more,
        }
        for name, zone, offset, every, more in (
            ("often", "Asia/Baku", 0, EVERY_MINUTES, {}), ("second", "Europe/Minsk", 2, 10, {"alerts": "high"}),
        )
    ]  # fmt: skip
    return {"version": 1, "channels": {"mail": mail, "hook": hook}, "subscriptions": subscriptions}


@contextmanager
def stage(root: Path, seed: int, kills: int) -> Iterator[tuple[Place, Site, Mailbox, Hook, Publisher]]:
    """The site, the mail server, the webhook and the folders of one run."""
    feeds = [
        Feed(f"feed_{n:02}", host, language=LANGUAGES[n % 3], validators=n % 5 != 4, listed=400)
        for n, host in enumerate(addresses(FEEDS))
    ]
    site, mail, hook = Site(feeds), Mailbox(seed), Hook(seed)
    place = Place(root, LIMITS, speed=SPEED, given={SECRET_NAME: SECRET})
    minutes = int(kills * (ARRIVAL + LIFE) + PATIENCE + START_WITHIN) * SPEED // 60
    asked = digests(mail.port, hook.port, place.now(), minutes)
    place.prepare(site, asked, interval=60, pages=feeds[::4], allow=[f"127.0.0.1:{hook.port}"])
    rule = place.rules / "azerbaijan-belarus.yaml"
    rule.write_text(
        rule.read_text("utf-8").replace("high: |\n        ", f"high: |\n        {CONDITION} or ", 1), "utf-8"
    )
    try:
        yield place, site, mail, hook, Publisher(site, place, seed)
    finally:
        for server in (site, mail, hook):
            server.close()


def soak(wish: Wish, say: Callable[[str], None]) -> Result:
    """A hundred kills; short: two."""
    kills = wish.of(wish.kills, 2, 100)
    return Result(f"{kills} kills", run(kills, wish.seed, say, wish.most).faults)


def run(kills: int, seed: int, say: Callable[[str], None], most: float = 0.0) -> Verdict:
    """The whole trial; after `most` seconds no more kills (0 = however long).

    The folder stays where something went wrong, and is named.
    """
    until = time.monotonic() + (most or 1e9)
    root = Path(tempfile.mkdtemp(prefix="soak-kills-"))
    dice = random.Random(seed)
    story = Story()
    say(f"kill loop: {kills} kills, seed {seed}, {FEEDS} feeds, a digest every {EVERY_MINUTES * 60 / SPEED:g} s")
    with stage(root, seed, kills) as (place, site, mail, hook, publisher):
        arrivals = {"as a mail arrives": mail.arrived, "as the hook is called": hook.arrived}
        publisher.start()
        for number in range(1, kills + 1):
            _life(place, site, publisher, arrivals, dice, story)
            if story.faults and not place.store.exists():
                break  # it cannot even start: a fault says why
            sound = integrity(place)
            if sound != "ok":
                story.faults.append(f"integrity check after kill {number}: {sound}")
            arrived = f"{len(mail.accepted)} mails, {len(hook.calls)} calls"
            say(f"kill {number:3}: check {sound}, {len(publisher.published)} published, {arrived}")
            if time.monotonic() > until:
                break
        publisher.stop()
        mail.calm()
        hook.calm()
        _drain(place, site, publisher.published, story)
        story.published = publisher.published
        evidence = Evidence(
            place.store, place.state, story.published, mail.accepted, hook.calls, hook.forged, RECIPIENTS
        )
        verdict = judge(evidence) if place.store.exists() else Verdict()
        _tell(story, verdict, {"mail server": mail.moods, "webhook": hook.moods}, say)
        verdict.faults[:0] = story.faults
        if verdict.faults:
            say(f"the folder of this run stays: {root}\n{place.last_words()}")
        else:
            shutil.rmtree(root)
    return verdict


def _life(
    place: Place, site: Site, publisher: Publisher, arrivals: Arrivals, dice: random.Random, story: Story
) -> None:
    """One start and its sudden end, at one of the `MOMENTS`."""
    site.asked.clear()
    process, began = place.start(), time.monotonic()
    moment = dice.choices(list(MOMENTS), list(MOMENTS.values()))[0]
    story.moments[moment] += 1
    if moment == "while starting":
        _wait(process, dice.uniform(0.05, 1.5))
    elif site.asked.wait(START_WITHIN):
        story.first_fetches.append(time.monotonic() - began)
        publisher.read.set()
        _wait(process, dice.uniform(0.0, 1.0 if moment in arrivals else LIFE))
        if arrived := arrivals.get(moment):
            arrived.clear()
            arrived.wait(ARRIVAL)
            _wait(process, dice.uniform(0.0, 0.05))
    else:
        story.faults.append(f"no fetch within {START_WITHIN:g} s of a start:\n{place.last_words()}")
    if process.poll() is not None:
        story.faults.append(f"the service left by itself with code {process.returncode}:\n{place.last_words()}")
    _kill(process, story)
    publisher.read.clear()


def _kill(process: subprocess.Popen[bytes], story: Story) -> None:
    """kill -9 of the main process alone; its children must notice."""
    children = descendants(process.pid)
    process.send_signal(signal.SIGKILL)
    process.wait()
    story.kills += 1
    until = time.monotonic() + 5
    while (orphans := [child for child in children if alive(child)]) and time.monotonic() < until:
        time.sleep(0.05)
    for orphan in orphans:
        story.faults.append(f"child process {orphan} outlived its service by 5 s")
        os.kill(orphan, signal.SIGKILL)


def _wait(process: subprocess.Popen[bytes], seconds: float) -> None:
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return


def integrity(place: Place) -> str:
    """SQLite's own check, on a copy: the original is for the next start to recover."""
    if not place.store.exists():
        return "ok"
    with tempfile.TemporaryDirectory(dir=place.root) as folder:
        for ending in ("", "-wal"):
            path = place.store.with_name(place.store.name + ending)
            if path.exists():
                shutil.copy(path, folder)
        with sqlite3.connect(Path(folder, place.store.name)) as db:
            answer = str(db.execute("PRAGMA integrity_check").fetchone()[0])
            broken = db.execute("PRAGMA foreign_key_check").fetchall()
        db.close()
    return answer if not broken else f"{len(broken)} rows point nowhere"


def _drain(place: Place, site: Site, published: list[News], story: Story) -> None:
    """A last life in peace, until all is told and sent; then SIGTERM, and it leaves in time with code 0."""
    site.asked.clear()
    process, began = place.start(), time.monotonic()
    if site.asked.wait(START_WITHIN):
        story.first_fetches.append(time.monotonic() - began)
    while time.monotonic() - began < PATIENCE and process.poll() is None and not _settled(place, published):
        time.sleep(0.5)
    story.drained = time.monotonic() - began
    asked_to_leave = time.monotonic()
    process.terminate()
    try:
        code = process.wait(LEAVE_WITHIN)
        if code != 0:
            story.faults.append(f"after SIGTERM the service left with code {code}")
    except subprocess.TimeoutExpired:
        story.faults.append(f"the service did not leave within {LEAVE_WITHIN:g} s of SIGTERM")
        process.kill()
        process.wait()
    story.left_in = time.monotonic() - asked_to_leave


def _settled(place: Place, published: list[News]) -> bool:
    """All is stored, told and sent. Told alone would not do: where each kill came early, nothing that matches is out."""
    wanted = len(RECIPIENTS) * sum(news.matching for news in published)
    if not place.store.exists():
        return False
    with sqlite3.connect(f"file:{place.store}?mode=ro", uri=True, timeout=15) as db:
        try:
            stored = db.execute("SELECT count(*) FROM article").fetchone()[0]
            told = db.execute("SELECT count(*) FROM told").fetchone()[0]
            due = db.execute("SELECT count(*) FROM message WHERE state = 'due'").fetchone()[0]
        except sqlite3.OperationalError:
            return False
    db.close()
    return bool(stored >= len(published) and told >= wanted and due == 0)


def _tell(story: Story, verdict: Verdict, moods: Mapping[str, Mapping[str, int]], say: Callable[[str], None]) -> None:
    rows = [
        ("kills -9", f"{story.kills}: {_counts(story.moments)}"),
        ("start to first fetch, median / worst", _seconds(story.first_fetches)),
        ("last life until all was told; SIGTERM to exit", f"{story.drained:.1f} s; {story.left_in:.2f} s"),
        *((f"moods of the {who}", _counts(found)) for who, found in moods.items()),
        *verdict.rows,
    ]
    width = max(len(name) for name, _ in rows)
    for name, value in rows:
        say(f"  {name:<{width}}  {value}")


def _counts(found: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in found.items())


def _seconds(values: list[float]) -> str:
    return f"{statistics.median(values):.2f} s / {max(values):.2f} s ({len(values)} starts)" if values else "none"
