"""Whether a host's robots.txt lets us take a page."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit
from urllib.robotparser import RobotFileParser

import httpx

from monitor.model.fetch import Reply
from monitor.model.limits import KB, Limits
from monitor.net.faults import Fault

_READ = 512 * KB  # what lies behind it is not read; the standard asks for at least 500 kB
_HOSTS = 2000

Ask = Callable[[str], Awaitable[Reply]]
_Verdict = RobotFileParser | Fault | None  # the rules, a reason why none can be had now, or nothing forbidden


@dataclass(slots=True)
class _Known:
    until: float
    task: asyncio.Task[_Verdict] | None = None


class Robots:
    """Remembers each host's rules for `limits.robots_kept` by the loop's clock, a failure for `limits.poll_floor`."""

    def __init__(self, limits: Limits, agent: str) -> None:
        self._limits = limits
        self._agent = agent
        self._known: dict[str, _Known] = {}

    async def check(self, url: httpx.URL, ask: Ask) -> None:
        """Raises Fault when `url` is forbidden, or when its host's rules cannot be had at present."""
        origin = f"{url.scheme}://{url.netloc.decode('ascii')}"
        verdict = await self._rules(origin, ask)
        if isinstance(verdict, Fault):
            raise Fault(str(verdict), refused=verdict.refused)
        if verdict is not None and not verdict.can_fetch(self._agent, str(url)):
            raise Fault(f"robots.txt of {url.host} forbids this page", refused=True)

    async def _rules(self, origin: str, ask: Ask) -> _Verdict:
        now = asyncio.get_running_loop().time()
        known = self._known.get(origin)
        if known is None or now >= known.until:
            self._make_room(now)
            known = self._known[origin] = _Known(now + self._limits.robots_kept)
        if known.task is None:
            known.task = asyncio.create_task(self._learn(origin, ask, known))
        return await asyncio.shield(known.task)  # others wait for the same answer

    async def _learn(self, origin: str, ask: Ask, known: _Known) -> _Verdict:
        reply = await ask(f"{origin}/robots.txt")
        if 400 <= reply.status < 500 and reply.status != 429:
            return None
        if reply.error:
            known.until = asyncio.get_running_loop().time() + self._limits.poll_floor
            return Fault(f"robots.txt cannot be read, so no page is taken: {reply.error}", refused=reply.refused)
        rules = RobotFileParser()
        rules.parse(_readable(reply.body[:_READ].decode("utf-8-sig", "replace").splitlines()))
        return rules

    def _make_room(self, now: float) -> None:
        for origin in [o for o, known in self._known.items() if known.until <= now]:
            del self._known[origin]
        while len(self._known) >= _HOSTS:
            del self._known[next(iter(self._known))]


def _readable(lines: Iterable[str]) -> Iterator[str]:
    """Without the lines whose path is no address (`//[`): the parser would stop at the first one."""
    for line in lines:
        with suppress(ValueError):
            urlsplit(unquote(line.partition(":")[2].strip()))
            yield line
