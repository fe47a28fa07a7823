"""`make soak`: the kill loop, then the polling run; exit code 1 where anything was violated."""

from __future__ import annotations

import argparse
import sys
import time
from functools import partial

from tests.soak import kills, polling


def main(arguments: list[str] | None = None) -> int:
    """Both runs, as long as asked for."""
    asked = _asked(arguments)
    say = partial(print, flush=True)
    began, faults = time.monotonic(), []
    if asked.kills:
        faults += kills.run(asked.kills, asked.seed, say, asked.most).faults
    if asked.minutes:
        trial = polling.Trial(asked.feeds, asked.minutes * 60, asked.interval, asked.seed)
        faults += polling.run(trial, say).faults
    for fault in faults:
        say(f"VIOLATION  {fault}")
    say(f"{len(faults)} violations in {time.monotonic() - began:.0f} s; repeat with --seed {asked.seed}")
    return 1 if faults else 0


def _asked(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--kills", type=int, help="kill -9 so many times (100; 0 = no kill loop)")
    parser.add_argument("--most", type=float, default=0.0, help="no more kills after so many seconds (0 = all of them)")
    parser.add_argument("--minutes", type=float, help="poll for so long after the first round (1; 0 = no polling run)")
    parser.add_argument("--feeds", type=int, help="how many feeds are polled (500)")
    parser.add_argument("--interval", type=int, help="seconds between two polls of a feed (20)")
    parser.add_argument("--seed", type=int, default=int(time.time()) % 100_000, help="of kills, news and mail moods")
    parser.add_argument("--short", action="store_true", help="2 kills, 60 feeds for 12 s: under a minute")
    asked = parser.parse_args(arguments)
    short = (2, 1 / 5, 60, 6)
    usual = (100, 1.0, 500, 20)
    for name, value in zip(("kills", "minutes", "feeds", "interval"), short if asked.short else usual, strict=True):
        if getattr(asked, name) is None:
            setattr(asked, name, value)
    return asked


if __name__ == "__main__":
    sys.exit(main())
