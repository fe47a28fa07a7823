"""`monitor run` with limits and a clock of its own: `python -m tests.soak.runner '{"rules": ..., "state": ...}'`.

Light on purpose: worker processes import this module again.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from monitor.clock import Doorbell


@dataclass(frozen=True, slots=True)
class FastClock:
    """Runs `speed` times as fast as the machine's since `epoch`, and goes on where it was after a kill."""

    epoch: float  # UTC seconds at which both clocks agree
    speed: float

    def now(self) -> int:
        return int(self.epoch + (time.time() - self.epoch) * self.speed)

    def stopwatch(self) -> float:
        return time.monotonic()

    def wait(self, bell: Doorbell, seconds: float) -> None:
        bell.wait(seconds)


def main(text: str) -> None:
    """Run the service until it is told to stop."""
    from pathlib import Path

    from monitor.ahead.asking import asked_ahead
    from monitor.cli.common import Place, set_up_log
    from monitor.model.limits import Limits

    given = json.loads(text)
    rules, state, limits = Path(given["rules"]), Path(given["state"]), Limits(**given["limits"])
    clock = FastClock(given["epoch"], given["speed"])
    with asked_ahead(rules, state, clock, limits) as ahead:
        from monitor.service import Service

        set_up_log(Place(state, rules, "json"))
        Service(rules, state, limits, clock=clock, ahead=ahead).run()


if __name__ == "__main__":
    main(sys.argv[1])
