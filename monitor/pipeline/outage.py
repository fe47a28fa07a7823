"""Whether it is our own way out that fails, and when it is back: then nobody waits for the end of a back-off."""

from __future__ import annotations

from dataclasses import dataclass, field

from monitor.model.fetch import Reply


@dataclass(slots=True)
class Outage:
    """Hosts that could not be reached since any host last answered. Lives in memory: a restart asks again anyway."""

    hosts_enough: int
    _silent: set[str] = field(default_factory=set)
    _in_vain: set[str] = field(default_factory=set)  # silent before an earlier end, and ever since: they are dead

    @property
    def none(self) -> bool:
        """No host is silent: an answer can end nothing, and need not be told."""
        return not self._silent and not self._in_vain

    def ended(self, host: str, reply: Reply) -> bool:
        """Takes note of a reply; True for the first answer, good or bad, after several hosts in a row gave none."""
        if reply.refused:  # by ourselves, before anything went out
            return False
        if not reply.status:
            self._silent.add(host)
            return False
        # Dead servers that were woken together fall silent together, for ever: they alone are no outage.
        over = len(self._silent) >= self.hosts_enough and not self._silent <= self._in_vain
        self._in_vain |= self._silent if over else set()
        self._in_vain.discard(host)
        self._silent.clear()
        return over
