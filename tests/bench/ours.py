"""The river over one set of feeds, a pass whenever the parent says so: a process of its own, so that it can be measured.

Protocol on stdin and stdout, a line each: "ready", then for each "pass" a "done <feeds asked>"; "quit" ends it.
"""

from __future__ import annotations

import sys


def main(rules: str, state: str, interval: int) -> None:
    """Passes under a stepped clock: all feeds are due at each."""
    import time
    from dataclasses import replace
    from pathlib import Path

    import structlog

    from monitor.clock import SteppedClock
    from monitor.model.limits import Limits
    from monitor.service import river, until_idle
    from monitor.setup import load

    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    clock = SteppedClock(int(time.time()))
    limits = replace(Limits(), poll_floor=interval)
    with river(load(Path(rules)), Path(state), clock, limits=limits) as flowing:
        print("ready", flush=True)
        for line in sys.stdin:
            if line.strip() == "quit":
                break
            now = clock.now()
            until_idle(flowing)
            asked = sum((feed.last_try or 0) >= now for feed in flowing.bed.store.feeds.all())
            print(f"done {asked}", flush=True)
            clock.jump(now + 2 * interval)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
