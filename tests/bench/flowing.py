"""The service's river over one set of feeds: what ours.py runs."""

from __future__ import annotations

import argparse
import cProfile
import json
import sys
import threading
import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

from monitor import log
from monitor.clock import SteppedClock
from monitor.model.limits import Limits
from monitor.pipeline import River
from monitor.service import river, until_idle
from monitor.setup import Setup, cache_in, load
from monitor.store import FILE
from tests.bench.place import INTERVAL
from tests.bench.world import STARTS, WARMING, outlet


class Loopback(frozenset[tuple[str, int]]):
    """Every loopback address on one port, as if each stood under `allow:` in sources.yaml; feeds of the world need none."""

    def __contains__(self, place: object) -> bool:
        return isinstance(place, tuple) and place[0].startswith("127.") and place[1:] == next(iter(self))[1:]


class Profiles:
    """One profile of the river's thread for each label, over all passes of that label; processor time, not waiting."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._found: dict[str, cProfile.Profile] = {}

    def of(self, label: str) -> Any:
        """A context that is profiled."""
        if not self._path:
            return nullcontext()
        return self._found.setdefault(label, cProfile.Profile(time.thread_time))

    def write(self) -> None:
        """A file for each label."""
        for label, profile in self._found.items():
            profile.dump_stats(f"{self._path}.{label}.prof")


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """What it returns, and the processor seconds of this process."""
    began = time.process_time()
    return work(), time.process_time() - began


def spare(setup: Setup, port: int, *, beside: bool = False) -> Setup:
    """A few feeds that nobody counts: after them all is imported that a poll needs, in the workers too.

    `beside` the others, for a store that knows these: dropping them all is no part of a start.
    """
    pattern, feeds = next(iter(setup.sources.values())), len(setup.sources)
    warming = {
        f"warm_{n}": replace(pattern, id=f"warm_{n}", url=f"http://{outlet(n).host}:{port}/feed")
        for n in range(feeds, feeds + WARMING)
    }
    return replace(setup, sources={**setup.sources, **warming} if beside else warming)


def threads() -> dict[str, float]:
    """Processor seconds of each living thread so far."""
    return {
        each.name: time.clock_gettime(time.pthread_getcpuclockid(each.ident))
        for each in threading.enumerate()
        if each.ident is not None
    }


class Told(dict[str, list[int]]):
    """What the river gives its workers: the function's name -> how many jobs, of how many bytes together."""

    def count(self, workers: Any) -> None:
        """Everything that is submitted from now on."""
        submit = workers.submit

        def counted(token: object, function: Callable[..., Any], *args: Any) -> Any:
            taken = submit(token, function, *args)
            if taken:
                jobs, size = self.get(function.__qualname__, (0, 0))
                self[function.__qualname__] = [jobs + 1, size + sum(len(a) for a in args if isinstance(a, bytes))]
            return taken

        workers.submit = counted


def obey(flowing: River, clock: SteppedClock, profiles: Profiles) -> None:
    """Passes until the parent has no more."""
    told = Told()
    told.count(flowing.bed.wires.workers)
    for line in sys.stdin:
        told.clear()
        before = threads()
        with profiles.of(line.split()[1]):
            until_idle(flowing)
        spent = {name: seconds - before.get(name, 0.0) for name, seconds in threads().items()}
        clock.jump(clock.now() + INTERVAL + 1)
        print(json.dumps({"threads": spent, "jobs": told}), flush=True)
        profiles.write()


def main() -> None:
    """Passes under a stepped clock, the first of them a second after its start: all feeds are due at each."""
    parser = argparse.ArgumentParser()
    parser.add_argument("rules", type=Path)
    parser.add_argument("state", type=Path)
    parser.add_argument("port", type=int)
    parser.add_argument("--now", type=int, default=STARTS)
    parser.add_argument("--profile", default="")
    asked = parser.parse_args()
    log.to(None, "critical")
    setup, loading = timed(lambda: load(asked.rules, cache_in(asked.state)))
    network = replace(setup.network, allow=Loopback({("127.0.0.1", asked.port)}))
    setup = replace(setup, network=network)
    clock, limits = SteppedClock(asked.now), replace(Limits(), poll_floor=INTERVAL, poll_ceiling=INTERVAL)
    warming, began = spare(setup, asked.port, beside=(asked.state / FILE).exists()), time.process_time()
    with river(warming, asked.state, clock, limits=limits) as flowing:
        starting = time.process_time() - began
        until_idle(flowing)
        _, taking = timed(lambda: flowing.use(setup))
        clock.jump(clock.now() + 1)
        print(json.dumps({"load": loading, "start": starting + taking}), flush=True)
        obey(flowing, clock, Profiles(asked.profile))
