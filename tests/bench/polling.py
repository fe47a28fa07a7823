"""Four passes over a loopback site: all new, all 304, one in twenty changed, the same bytes without validators."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.soak.news import Newsroom
from tests.soak.place import Place
from tests.soak.polling import DIGESTS
from tests.soak.process import MB, usage
from tests.soak.site import Feed, Site, addresses

ROOT = Path(__file__).parents[2]
INTERVAL = 300
PASSES = ("all new", "all 304", "5 % changed", "same bytes, no validators")


@dataclass(slots=True)
class Subject:
    """A process that makes a pass when told; processor seconds by pass, peak memory of it and of its children."""

    name: str
    process: subprocess.Popen[str]
    cpu: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)
    main: int = 0
    children: int = 0

    def expect(self, word: str) -> list[str]:
        """The next line, which begins with this word."""
        assert self.process.stdout is not None
        words = self.process.stdout.readline().split()
        assert words[:1] == [word], f"{self.name} said {words}"
        return words[1:]

    def go(self) -> list[str]:
        """One pass, measured; samples the memory four times a second meanwhile."""
        assert self.process.stdin is not None
        before, began, over = usage(self.process.pid).cpu, time.monotonic(), threading.Event()
        sampler = threading.Thread(target=self._sample, args=(over,))
        sampler.start()
        self.process.stdin.write("pass\n")
        self.process.stdin.flush()
        answer = self.expect("done")
        over.set()
        sampler.join()
        self.cpu.append(usage(self.process.pid).cpu - before)
        self.wall.append(time.monotonic() - began)
        return answer

    def _sample(self, over: threading.Event) -> None:
        while True:
            now = usage(self.process.pid)
            self.main, self.children = max(self.main, now.main), max(self.children, now.children)
            if over.wait(0.25):
                return


@contextmanager
def _subject(name: str, *command: str, first: str = "") -> Iterator[Subject]:
    process = subprocess.Popen(
        [sys.executable, "-m", *command], cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdin is not None
    with process:
        process.stdin.write(first)
        process.stdin.flush()
        subject = Subject(name, process)
        try:
            subject.expect("ready")
            yield subject
            process.stdin.write("quit\n")
        except BaseException:
            process.kill()
            raise
        finally:
            process.stdin.close()


def measure(count: int, entries: int, say: Callable[[str], None]) -> None:
    """Print a table: processor time a feed and pass of the river, of the naive loop, and their ratio."""
    feeds = [
        Feed(f"feed_{n:03}", host, ("en", "ru", "az")[n % 3], listed=entries) for n, host in enumerate(addresses(count))
    ]
    site, room = Site(feeds), Newsroom(1)

    def publish(feed: Feed, number: int) -> None:
        news = room.write(site.where(feed), feed.language, int(time.time()) - number * 1800, matching=number % 50 == 7)
        feed.publish(news)

    for feed in feeds:
        for number in range(entries, 0, -1):
            publish(feed, number)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        place = Place(Path(folder))
        place.prepare(site, DIGESTS, interval=INTERVAL)
        urls = " ".join(f"http://{site.where(feed)}/feed" for feed in feeds)
        ours = ("tests.bench.ours", str(place.rules), str(place.state), str(INTERVAL))
        with _subject("river", *ours) as river, _subject("naive", "tests.bench.naive", first=urls + "\n") as naive:
            for number, name in enumerate(PASSES):
                if number == 2:
                    for feed in feeds[::20]:
                        publish(feed, 0)
                if number == 3:
                    for feed in feeds:
                        feed.validators = False
                        feed.version += 1
                asked = river.go()
                naive.go()
                assert asked == [str(count)], f"{name}: {asked[0]} of {count} feeds were asked"
    site.close()
    _tell(count, entries, river, naive, say)


def _tell(count: int, entries: int, river: Subject, naive: Subject, say: Callable[[str], None]) -> None:
    say(f"polling {count} feeds of {entries} entries; milliseconds of processor time a feed")
    say(f"  {'pass':<26} {'river':>8} {'naive':>8} {'ratio':>7} {'river, feeds/s':>15}")
    for name, ours, theirs, wall in zip(PASSES, river.cpu, naive.cpu, river.wall, strict=True):
        ratio = ours / theirs if theirs else float("nan")
        say(f"  {name:<26} {1000 * ours / count:8.2f} {1000 * theirs / count:8.2f} {ratio:7.2f} {count / wall:15.0f}")
    say("  the river also fetches politely, keeps, judges and groups every entry; the naive loop parses and forgets")
    say(
        f"  peak memory: river {river.main / MB:.0f} MB and its children {river.children / MB:.0f} MB, "
        f"naive {naive.main / MB:.0f} MB"
    )
