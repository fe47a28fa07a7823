"""Whose turn it is: so many at a time for one host, so many in all, and those that hang in no one's way."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from monitor.model.limits import Limits

T = TypeVar("T")
Where = tuple[str, int]  # (host, port)


@dataclass(slots=True)
class _Host(Generic[T]):
    under_way: int = 0
    waiting: deque[T] = field(default_factory=deque)


class Turns(Generic[T]):
    """First come, first served, at a host and then in all. Whoever waits for a host holds no place."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._hosts: dict[Where, _Host[T]] = {}
        self._ready: deque[T] = deque()

    @property
    def waiting(self) -> bool:
        """Whether somebody could start as soon as there is a place."""
        return bool(self._ready)

    def enter(self, where: Where, who: T) -> None:
        """Who wants to ask this host; `next` says when."""
        host = self._hosts.get(where)
        if host is None:
            host = self._hosts[where] = _Host()
        if host.under_way < self._limits.fetch_per_host:
            host.under_way += 1
            self._ready.append(who)
        else:
            host.waiting.append(who)

    def next(self) -> T:
        """Who may start now, if there is a place."""
        return self._ready.popleft()

    def leave(self, where: Where) -> None:
        """One request to this host has ended, or was never sent."""
        host = self._hosts[where]
        if host.waiting:
            self._ready.append(host.waiting.popleft())
            return
        host.under_way -= 1
        if not host.under_way:
            del self._hosts[where]
