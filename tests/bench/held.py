"""The service's river in a process of its own, step by step: a line of JSON with its memory after each step."""

from __future__ import annotations

import json
import sys
from pathlib import Path

KB = 1024
FIRST_DIGEST = 22 * 3600  # seconds after the world begins: at 08:00 in Baku, half an hour after the digest is due
STEPS: list[tuple[str, dict[str, int]]] = []


def step(name: str) -> None:
    """Notes what the process holds now: its own pages, those of files (shared with others), the most of both so far."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    told = {line.partition(":")[0]: int(line.split()[1]) * KB for line in lines if line.endswith(" kB")}
    STEPS.append((name, {"own": told["RssAnon"], "files": told["RssFile"], "peak": told["VmHWM"]}))


def main(rules: Path, state: Path, port: int) -> None:
    """All steps of a start, a first round over all feeds, one without anything new, and the first digest."""
    step("Python itself")
    stored = state.exists()  # then the first digest is told
    import monitor.cli.running

    step("the command line")
    import monitor.ahead.asking

    step("asking ahead of the rules")
    import monitor.cli.logs
    import monitor.service

    step("all that the service imports")
    from dataclasses import replace

    from monitor import log
    from monitor.clock import SteppedClock
    from monitor.model.limits import Limits
    from monitor.setup import cache_in, load
    from tests.bench.flowing import Loopback
    from tests.bench.place import INTERVAL
    from tests.bench.world import STARTS

    log.to(None, "critical")
    setup = load(rules, cache_in(state))
    step("rules and names are read")
    setup = replace(setup, network=replace(setup.network, allow=Loopback({("127.0.0.1", port)})))
    clock, limits = SteppedClock(STARTS), replace(Limits(), poll_floor=INTERVAL, poll_ceiling=INTERVAL)
    with monitor.service.river(setup, state, clock, limits=limits) as flowing:
        step("the store and the network are open")
        monitor.service.until_idle(flowing)
        step("every feed was asked")
        clock.jump(STARTS + INTERVAL + 1)
        monitor.service.until_idle(flowing)
        step("every feed was asked once more")
        if not stored:
            clock.jump(STARTS + FIRST_DIGEST)
            monitor.service.until_idle(flowing)
            step("the first digest was sent")
    print(json.dumps(STEPS), flush=True)


if __name__ == "__main__":  # light, as the program's own: the fork server of the workers imports it again
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
