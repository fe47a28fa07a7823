"""Does the river turn (/healthz), and is the service of use (/readyz)? Decided from the pulse and the store."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from monitor.clock import Clock
from monitor.errors import StoreError
from monitor.model.limits import HOUR, MINUTE
from monitor.service import Pulse
from monitor.store import open_store

STUCK = 2 * MINUTE  # no round ended for so long: an idle river ends one each second
STALE = 2 * HOUR  # no feed answered well for so long, though some were asked
LATE = 10 * MINUTE  # a feed that is due for so long and was not asked is forgotten


@dataclass(frozen=True, slots=True)
class Verdict:
    """`well` decides the status; `body` is what a person or a program reads."""

    well: bool
    body: bytes
    content_type: str


class Health:
    """`process` may be asked from any thread and never waits; `service` reads the store."""

    def __init__(self, state: Path, pulse: Pulse, clock: Clock) -> None:
        self._state = state
        self._pulse = pulse
        self._clock = clock

    def process(self) -> Verdict:
        """Whether a round of the river ended lately; the start counts as one."""
        idle = self._pulse.idle()
        if idle > STUCK:
            sentence = f"no round has ended for {idle:.0f} s: the river is stuck, or has just begun with much to do\n"
            return Verdict(well=False, body=sentence.encode(), content_type="text/plain; charset=utf-8")
        sentence = f"ok: {self._pulse.rounds} rounds, the last one ended {idle:.0f} s ago\n"
        return Verdict(well=True, body=sentence.encode(), content_type="text/plain; charset=utf-8")

    def service(self) -> Verdict:
        """Whether news comes in and is kept; JSON with `ready` and the `reasons` why not."""
        reasons = [self._pulse.degraded] if self._pulse.degraded else []
        if not self.process().well:
            reasons.append(f"no round has ended for {self._pulse.idle():.0f} s")
        last = None
        try:
            last, about_feeds = self._feeds()
            reasons += about_feeds
        except StoreError as fault:
            reasons.append(str(fault))
        told = {
            "ready": not reasons, "reasons": reasons, "rounds": self._pulse.rounds,
            "last_good_poll": last, "last_good_cycle": self._pulse.last_good_cycle,
        }  # fmt: skip
        body = json.dumps(told, ensure_ascii=False).encode() + b"\n"
        return Verdict(well=not reasons, body=body, content_type="application/json")

    def _feeds(self) -> tuple[int | None, list[str]]:
        now = self._clock.now()
        store = open_store(self._state, read_only=True)
        try:
            last, cycle = store.gauges.last_ok(), store.gauges.cycle(now - STALE, now - LATE, now)
        finally:
            store.close()
        if not cycle.feeds:
            return last, []
        if last is None:
            return None, ["no feed has answered yet"]
        if now - last > STALE and (cycle.failing or cycle.overdue):
            return last, [f"no feed has answered well for {(now - last) // MINUTE} minutes"]
        return last, []
