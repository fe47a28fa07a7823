"""How long a service that was killed is blind: from exec to the first byte of a request at a site.

The real `monitor run` over the shipped rules and a store of twenty thousand articles is killed at a random moment and
started again. Its feeds are due at each start, as after an outage; nothing else of the store is touched in between.
"""

from __future__ import annotations

import json
import random
import shutil
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from tests.soak.filling import fill
from tests.soak.news import Newsroom
from tests.soak.place import HOME, Place
from tests.soak.runs import Result, Wish
from tests.soak.site import Feed as Served
from tests.soak.site import Site, addresses

SHOWS = "kill -9 and restart to the first fetch in under 2 s"
AIM = 2.0  # seconds, the median
BUSY = 10.0  # the same for the short form, whose machine does other things as well
FEEDS = 30
PATIENCE = 60.0  # seconds for one start
DIGESTS = {
    "version": 1,
    "subscriptions": [
        {"id": "daily", "title": "Azerbaijan – Belarus", "rules": ["azerbaijan-belarus"], "zone": "Asia/Baku",
         "at": "07:30", "to": [{"channel": "file", "recipient": "daily"}]}
    ],
}  # fmt: skip
PARTS = {
    "the interpreter alone": "pass",
    "with what is imported before the first request": "import monitor.cli, monitor.cli.running, monitor.ahead.asking",
    "with all that the service imports": "import monitor.cli, monitor.cli.running, monitor.service",
}


@dataclass(slots=True)
class Seen:
    """Seconds from exec, one entry a start."""

    asked: list[float] = field(default_factory=list)
    running: list[float] = field(default_factory=list)
    judged: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def soak(wish: Wish, say: Callable[[str], None]) -> Result:
    """20 starts over 20,000 articles; short: 2 over 500, and only what is far from the aim is a violation."""
    starts, articles, aim = wish.of(None, 2, 20), wish.of(None, 500, 20_000), wish.of(None, BUSY, AIM)
    root, dice = Path(tempfile.mkdtemp(prefix="soak-starts-")), random.Random(wish.seed)
    site = Site([Served(f"feed_{n:02}", host, listed=30) for n, host in enumerate(addresses(FEEDS))])
    place, seen, room = Place(root), Seen(), Newsroom(wish.seed)
    try:
        place.prepare(site, DIGESTS, interval=300)
        matching = fill(place, site, articles, wish.seed)
        say(
            f"starts: {starts} over {articles:,} articles, {matching:,} of them matching; a plain loop: {_loop():.0f} ms"
        )
        _life(place, site, room, seen, dice, last=False)  # the first one reads all rules: what is killed has done so
        seen.asked, seen.running, seen.judged = [], [], []
        for number in range(starts):
            _life(place, site, room, seen, dice, last=number == starts - 1)
    finally:
        site.close()
    for name, code in PARTS.items():
        say(f"  {name}: {_part(place, code, wish.of(None, 1, 3)):.2f} s")
    for name, values in (
        ("first request", seen.asked), ("rules ready, the river runs", seen.running), ("first judged", seen.judged),
    ):  # fmt: skip
        if values:
            say(f"  {name}: median {statistics.median(values):.2f} s, worst {max(values):.2f} s of {len(values)}")
    say(f"  a plain loop: {_loop():.0f} ms")
    middle = statistics.median(seen.asked or [PATIENCE])
    if middle >= aim:
        seen.faults.append(f"restart to first fetch took {middle:.2f} s in the median, {aim:g} s is the most")
    if seen.faults:
        say(f"the folder of this run stays: {root}\n{place.last_words()}")
    else:
        shutil.rmtree(root)
    return Result(
        f"median {middle:.2f} s of {len(seen.asked)}, worst {max(seen.asked or [PATIENCE]):.2f} s", seen.faults
    )


def _life(place: Place, site: Site, room: Newsroom, seen: Seen, dice: random.Random, *, last: bool) -> None:
    """One start; its end comes at a random moment, in every second life only after something new was judged."""
    newest = _count(place, "SELECT coalesce(max(id), 0) FROM article")
    with sqlite3.connect(place.store) as db:
        db.execute("UPDATE feed SET next_due = 0, errors = 0")
    db.close()
    for feed in site.feeds[::10]:
        site.publish(room.write(site.where(feed), "en", int(time.time()) - 60, matching=True), feed)
    site.asked.clear()
    logged = place.log.stat().st_size if place.log.exists() else 0
    command = [sys.executable, "-m", "monitor", "--log-format", "json", "--state", str(place.state)]
    with place.log.open("ab") as log:
        began, stamp = time.monotonic(), time.time()
        process = subprocess.Popen(
            [*command, "--rules", str(place.rules), "run"], cwd=HOME, stdout=log, stderr=log, env=place.env()
        )
    try:
        if not site.asked.wait(PATIENCE):
            seen.faults.append(f"no request within {PATIENCE:g} s of a start")
            return
        seen.asked.append(min(feed.asked[-1] for feed in site.feeds if feed.asked and feed.asked[-1] >= began) - began)
        if last or len(seen.asked) % 2:
            _until_judged(place, process, newest, began, seen)
        _idle(process, dice.uniform(0.0, 1.5))
        seen.running += [moment - stamp for moment in _running(place, logged)]
        if process.poll() is not None:
            seen.faults.append(f"the service left by itself with code {process.returncode}")
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()


def _until_judged(place: Place, process: subprocess.Popen[bytes], newest: int, began: float, seen: Seen) -> None:
    while time.monotonic() - began < PATIENCE and process.poll() is None:
        if _count(place, f"SELECT count(*) FROM article WHERE id > {newest} AND judged_by <> ''"):
            seen.judged.append(time.monotonic() - began)
            return
        _idle(process, 0.05)
    seen.faults.append(f"nothing was judged within {PATIENCE:g} s of a start")


def _count(place: Place, sql: str) -> int:
    db = sqlite3.connect(f"file:{place.store}?mode=ro", uri=True, timeout=15)
    try:
        return int(db.execute(sql).fetchone()[0])
    finally:
        db.close()


def _running(place: Place, logged: int) -> list[float]:
    """When the service said that it runs, behind the byte `logged` of its log; UTC seconds."""
    with place.log.open("rb") as file:
        file.seek(logged)
        lines = [json.loads(line) for line in file if line.startswith(b"{")]
    return [datetime.fromisoformat(line["time"]).timestamp() for line in lines if line.get("event") == "running"]


def _idle(process: subprocess.Popen[bytes], seconds: float) -> None:
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return


def _part(place: Place, code: str, tries: int) -> float:
    """Seconds that a process with this code takes, the best of so many."""
    taken = []
    for _ in range(tries):
        began = time.monotonic()
        subprocess.run([sys.executable, "-c", code], cwd=HOME, env=place.env(), check=True)
        taken.append(time.monotonic() - began)
    return min(taken)


def _loop() -> float:
    """Milliseconds of 300,000 rounds of a plain loop, by which two machines, or two hours of one, can be compared."""
    began, total = time.perf_counter(), 0
    for number in range(300_000):
        total += number
    return (time.perf_counter() - began) * 1000
