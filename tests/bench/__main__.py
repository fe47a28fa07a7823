"""`make bench`: figures and ratios on this machine, no verdict."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from functools import partial

from tests.bench import (
    building,
    delivery,
    digests,
    matching,
    memory,
    parsing,
    polling,
    reading,
    scale,
    scores,
    steps,
    stories,
    window,
)

MEASURED: dict[str, Callable[..., None]] = {
    "matching": matching.measure,
    "reading": reading.measure,
    "building": building.measure,
    "rebuild": window.measure,
    "stories": stories.measure,
    "digests": digests.measure,
    "delivery": delivery.measure,
    "memory": memory.measure,
}
SHORT = ("reading", "digests", "delivery")  # of these in the short form; all others take minutes or have pinned tests


def main(arguments: list[str] | None = None) -> int:
    """All tables; a ratio holds on any machine, a millisecond only on this one."""
    asked = _asked(arguments)
    say = partial(print, flush=True)
    if asked.only in (None, "polling"):
        feeds = asked.feeds or (20 if asked.short else 200)
        polling.measure(feeds, asked.entries or 50, say, short=asked.short, profile=asked.profile)
    if asked.only == "scale":
        sizes = (asked.feeds,) if asked.feeds else scale.SHORT if asked.short else scale.SIZES
        scale.measure(sizes, say, entries=asked.entries or scale.ENTRIES, profile=asked.profile)
    rounds = 2 if asked.short else 5
    if asked.only in (None, "steps"):
        parsing.measure(1 if asked.short else rounds, say, short=asked.short)
        steps.judging(rounds, say)
    for name, measure in MEASURED.items():
        if asked.only == name or (asked.only is None and (name in SHORT or not asked.short)):
            measure(say, short=asked.short)
    if asked.only == "scores" or (asked.only is None and not asked.short):  # pinned by tests/scores.json
        scores.measure(say, short=asked.short)
    return 0


def _asked(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--feeds", type=int, help="how many feeds are polled (200; scale: 2,000, 10,000 and 50,000)")
    parser.add_argument("--entries", type=int, help="entries in each feed (50; scale: 10)")
    parser.add_argument(
        "--profile", default="", metavar="FILE", help="polling, scale: write FILE.<pass>.prof of the river's thread"
    )
    parser.add_argument(
        "--only",
        choices=("polling", "scale", "steps", *MEASURED, "scores"),
        help="one part of it; scale is asked for only here",
    )
    parser.add_argument(
        "--short", action="store_true", help="20 feeds, fewer rounds, the parts that change most: under 45 s"
    )
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
