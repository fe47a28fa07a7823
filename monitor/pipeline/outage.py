"""Whether it is our own way out that fails, and when it is back: then nobody waits for the end of a back-off."""

from __future__ import annotations

from dataclasses import dataclass, field

from monitor.model.fetch import Reply


@dataclass(slots=True)
class Outage:
    """Hosts that could not be reached since any host last answered. Lives in memory: a restart asks again anyway."""

    hosts_enough: int
    _silent: set[str] = field(default_factory=set)

    def ended(self, host: str, reply: Reply) -> bool:
        """Takes note of a reply; True for the first answer, good or bad, after several hosts in a row gave none."""
        if reply.refused:  # by ourselves, before anything went out
            return False
        if not reply.status:
            self._silent.add(host)
            return False
        over = len(self._silent) >= self.hosts_enough
        self._silent.clear()
        return over
