"""Letters out, outcomes back; the river never waits for either."""

from __future__ import annotations

import asyncio
import base64
import re
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import CancelledError, Future
from dataclasses import replace
from pathlib import Path

from monitor.channels.channel import Channel, Place, Send
from monitor.channels.registry import CHANNELS
from monitor.errors import SecretMissing
from monitor.model.limits import Limits
from monitor.model.message import ChannelConfig, Letter, Outcome, Permanent, Transient, Unknown
from monitor.model.source import SecretRef
from monitor.net import Background, Outside, open_secret
from monitor.net.secrets import mask

_BASE64 = re.compile(r"[A-Za-z0-9+/]{4,}={0,2}")  # how SMTP wraps a login, and a server may quote it back
DETAIL = 400  # characters of an outcome's sentence that are kept


class Post:
    """Sends letters on the background loop, `send_at_once` a channel, each under one total deadline.

    One channel may hold a quarter of the queue, so that a mail server that hangs delays only mail.
    """

    def __init__(
        self,
        background: Background,
        limits: Limits,
        state_dir: Path,
        channels: Mapping[str, Channel] = CHANNELS,
        outside: Outside | None = None,
    ) -> None:
        self._background = background
        self._limits = limits
        place = Place(state_dir, limits, outside or Outside())
        self._sends = {kind: _placed(channel, place) for kind, channel in channels.items()}
        self._turns: dict[str, asyncio.Semaphore] = {}
        self._out: list[tuple[Letter, Future[Outcome]]] = []

    @property
    def in_flight(self) -> int:
        """Letters taken and not yet handed back by `done`."""
        return len(self._out)

    def submit(self, letter: Letter) -> bool:
        """False = no room, on this channel or at all; nothing was taken. A letter for another channel may still go."""
        held = Counter(other.channel.name for other, _ in self._out)[letter.channel.name]
        if self.in_flight >= self._limits.send_queue or held >= self._limits.send_share:
            return False
        self._out.append((letter, self._background.run(self._deliver(letter))))
        return True

    def done(self) -> list[tuple[Letter, Outcome]]:
        """What has ended since the last call, without waiting."""
        ended = [(letter, future) for letter, future in self._out if future.done()]
        self._out = [(letter, future) for letter, future in self._out if not future.done()]
        return [(letter, _outcome(future)) for letter, future in ended]

    def close(self) -> None:
        """Stop what is under way; its letters come back from `done` as Unknown."""
        for _, future in self._out:
            future.cancel()

    async def _deliver(self, letter: Letter) -> Outcome:
        outcome = await self._attempt(letter)
        return replace(outcome, detail=_shown(outcome.detail, letter.channel))

    async def _attempt(self, letter: Letter) -> Outcome:
        send = self._sends.get(letter.channel.kind)
        if send is None:
            return Permanent(f"there is no channel of kind {letter.channel.kind!r}")
        turn = self._turns.setdefault(letter.channel.name, asyncio.Semaphore(self._limits.send_at_once))
        deadline, begun = self._limits.send_deadline, False
        try:
            end = asyncio.get_running_loop().time() + deadline
            async with asyncio.timeout_at(end - deadline / 2) as patience, turn:  # half is kept for the sending itself
                begun = True
                patience.reschedule(end)
                return await send(letter)
        except TimeoutError:
            if begun:
                return Unknown(f"no answer within {deadline:g} seconds")
            return Transient(f"no turn came within {deadline / 2:g} seconds")
        except Exception as error:  # noqa: BLE001 - the fence: one letter's fault is that letter's outcome
            return Unknown(f"the channel {letter.channel.name} failed: {type(error).__name__}: {error}")


def _placed(channel: Channel, place: Place) -> Send:
    return channel.placed(place) if channel.placed else channel.send


def _outcome(future: Future[Outcome]) -> Outcome:
    try:
        return future.result(timeout=0)
    except (CancelledError, TimeoutError):
        return Unknown("stopped while it was being sent")


def _shown(detail: str, config: ChannelConfig) -> str:
    """The sentence on one line, of bearable length, without any secret of the channel, as written or in base64."""
    secrets: set[str] = set()
    for value in (value for _, value in config.options if isinstance(value, SecretRef)):
        try:
            secret = open_secret(value)
        except SecretMissing:
            continue
        secrets |= {secret, secret.strip()} - {""}
    line = _BASE64.sub(lambda found: "***" if _holds(found[0], secrets) else found[0], " ".join(detail.split()))
    line = mask(line, secrets)
    return line if len(line) <= DETAIL else line[:DETAIL] + " [...]"


def _holds(word: str, secrets: set[str]) -> bool:
    try:
        plain = base64.b64decode(word, validate=True)
    except ValueError:
        return False
    return any(secret.encode("utf-8", "surrogateescape") in plain for secret in secrets)
