"""Whether a host's robots.txt lets us take a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import unquote, urlsplit

from monitor.model.fetch import Reply
from monitor.model.limits import KB, Limits
from monitor.net.address import Address
from monitor.net.faults import Fault

if TYPE_CHECKING:
    from urllib.robotparser import RobotFileParser

_READ = 512 * KB  # what lies behind it is not read; the standard asks for at least 500 kB
_HOSTS = 2000
_PACES = ("crawl-delay", "request-rate")  # ours are our own, and slower

Verdict: TypeAlias = (
    "RobotFileParser | Fault | None"  # the rules, a reason why none can be had now, or nothing forbidden
)


@dataclass(slots=True)
class Known:
    """What is known of one origin: a verdict until then, or whoever waits for it."""

    until: float
    verdict: Verdict = None
    asked: bool = False
    waiting: list[Callable[[], None]] | None = field(default_factory=list)  # None = the verdict is here


class Robots:
    """Remembers each host's rules for `limits.robots_kept`, a failure for `limits.poll_floor`, by a stopwatch."""

    def __init__(self, limits: Limits, agent: str) -> None:
        self._limits = limits
        self._agent = agent
        self._known: dict[str, Known] = {}

    def of(self, origin: str, now: float) -> Known:
        """What is known of an origin; whoever finds it not `asked` asks for its robots.txt and calls `learn`."""
        known = self._known.get(origin)
        if known is None or (now >= known.until and known.waiting is None):
            self._make_room(now)
            known = self._known[origin] = Known(now + self._limits.robots_kept)
        return known

    def learn(self, known: Known, reply: Reply, now: float) -> None:
        """The answer is here: all who wait for it are called."""
        known.verdict = self._read(reply)
        if isinstance(known.verdict, Fault):
            known.until = now + self._limits.poll_floor
        waiting, known.waiting = known.waiting or [], None
        for each in waiting:
            each()

    def check(self, address: Address, verdict: Verdict) -> None:
        """Raises Fault when the address is forbidden, or when its host's rules cannot be had at present."""
        if isinstance(verdict, Fault):
            raise Fault(str(verdict), refused=verdict.refused)
        if verdict is not None and not verdict.can_fetch(self._agent, address.text):
            raise Fault(f"robots.txt of {address.shown} forbids this page", refused=True)

    @staticmethod
    def _read(reply: Reply) -> Verdict:
        if 400 <= reply.status < 500 and reply.status != 429:
            return None
        if reply.error:
            return Fault(f"robots.txt cannot be read, so no page is taken: {reply.error}", refused=reply.refused)
        from urllib.robotparser import RobotFileParser  # noqa: PLC0415  # brings 1 MB that pages alone need

        rules = RobotFileParser()
        rules.parse(_readable(reply.body[:_READ].decode("utf-8-sig", "replace").splitlines()))
        return rules

    def _make_room(self, now: float) -> None:
        for origin in [o for o, known in self._known.items() if known.until <= now and known.waiting is None]:
            del self._known[origin]
        while len(self._known) >= _HOSTS:
            del self._known[next(iter(self._known))]


def _readable(lines: Iterable[str]) -> Iterator[str]:
    """Without the lines whose path is no address (`//[`) and without paces: the parser stops at a `²` or a long number.

    A pace stays as a line, since the next User-agent begins a new group behind it.
    """
    for line in lines:
        key, _, value = line.partition(":")
        if key.strip().lower() in _PACES:
            yield f"{key}: 1"
            continue
        with suppress(ValueError):
            urlsplit(unquote(value.strip()))
            yield line
