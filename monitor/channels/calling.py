"""How every chat channel sends: options read, secrets opened, one message after the other, the answer judged.

A channel says what is its own in a `Chat`: what it renders, the call it makes of a letter, what its answers mean.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Annotated, Any, Generic, TypeVar
from urllib.parse import quote, unquote, urlsplit

from pydantic import AfterValidator, BeforeValidator, ValidationError

from monitor.channels.answers import Reading, outcome
from monitor.channels.channel import Channel, Options, Place, Render, Send
from monitor.errors import SecretMissing
from monitor.model.message import Letter, Outcome, Permanent, Transient, Unknown
from monitor.model.source import SecretRef
from monitor.net.outgoing import Call, Lost, NotSent, call
from monitor.net.secrets import mask

O = TypeVar("O", bound=Options)  # noqa: E741 - the options of a channel
_TELLING = 6  # characters: a shorter part of an address is a word of its API, not a secret


class Unfit(Exception):
    """A letter that can never be sent as it is; the message is a sentence."""


def _reference(value: Any) -> Any:
    if not isinstance(value, SecretRef):
        cure = "write ${NAME} and give the secret NAME to the service"
        raise ValueError(f"this is a secret and never stands here; {cure}")  # noqa: TRY004 - what pydantic takes
    return value


def _callable(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s/?#]\S*", value):
        raise ValueError("this is no address that can be called; it begins with https://")
    return value


Secret = Annotated[SecretRef, BeforeValidator(_reference)]
Address = Annotated[str, AfterValidator(_callable)]


@dataclass(frozen=True, slots=True)
class Chat(Generic[O]):
    """What is a channel's own.

    `call` makes the request of a letter; it may raise SecretMissing and Unfit. `reading` knows what its answers mean.
    `apart`: seconds between two messages, `apart_to_one` between two to the same recipient.
    """

    render: Render
    options: type[O]
    call: Callable[[Letter, O], Call]
    reading: Reading
    apart: float = 1.0
    apart_to_one: float = 1.0


def channel(chat: Chat[O]) -> Channel:
    """The channel; its turns are kept per place, so that each process has its own."""

    def placed(place: Place) -> Send:
        return _Sender(chat, place).send

    async def send(letter: Letter) -> Outcome:
        return await placed(Place())(letter)

    return Channel(chat.render, send, chat.options, placed)


@dataclass(slots=True)
class Lane:
    """One configured channel: its messages go one after the other, and none while it is asked to wait."""

    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    free: float = 0.0  # of the loop's clock
    free_for: dict[str, float] = field(default_factory=dict)
    held: float = 0.0

    @asynccontextmanager
    async def pass_through(self, recipient: str, chat: Chat[Any]) -> AsyncIterator[int]:
        """Yields how many seconds the channel is still to be left alone, 0 = go."""
        clock = asyncio.get_running_loop().time
        async with self.turn:
            waits = self.held - clock()
            if waits > 0:
                yield int(waits) + 1
                return
            await asyncio.sleep(max(0.0, self.free - clock(), self.free_for.get(recipient, 0.0) - clock()))
            yield 0
            now = clock()
            self.free = now + chat.apart
            self.free_for = {who: at for who, at in self.free_for.items() if at > now}
            self.free_for[recipient] = now + chat.apart_to_one

    def hold(self, seconds: int) -> None:
        """Nothing goes out before they are over."""
        self.held = asyncio.get_running_loop().time() + seconds


class _Sender(Generic[O]):
    """Sends the letters of all configured channels of one kind."""

    def __init__(self, chat: Chat[O], place: Place) -> None:
        self._chat = chat
        self._place = place
        self._lanes: dict[str, Lane] = {}

    async def send(self, letter: Letter) -> Outcome:
        """Sent once the other side has said so in its own way."""
        try:
            options = self._chat.options.model_validate(dict(letter.channel.options))
            request = self._chat.call(letter, options)
        except ValidationError as fault:
            faults = "; ".join(f"{'.'.join(map(str, e['loc']))} {e['msg']}".strip() for e in fault.errors())
            return Permanent(f"the channel {letter.channel.name} is not set up: {faults}")
        except SecretMissing as missing:
            return Transient(str(missing))
        except Unfit as fault:
            return Permanent(str(fault))
        except (ValueError, RecursionError):
            return Permanent("the stored message is damaged: it is no JSON object")
        lane = self._lanes.setdefault(letter.channel.name, Lane())
        async with lane.pass_through(letter.recipient, self._chat) as waits:
            if waits:
                return Transient(f"{_host(request.url)} asks to wait {waits:,} s more", after=waits)
            found = await self._sent(request)
            if isinstance(found, Transient) and found.after is not None:
                lane.hold(found.after)
        return found

    async def _sent(self, request: Call) -> Outcome:
        try:
            answer = await call(request, self._place.outside, self._place.limits)
        except (NotSent, SecretMissing) as fault:
            return Transient(str(fault))
        except Lost as fault:
            return Unknown(f"{fault}; it may have the message")
        secrets = _secrets(request)
        return outcome(answer, _host(request.url), self._chat.reading, lambda words: mask(words, secrets))


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or "the server"
    except ValueError:
        return "the server"


def _secrets(request: Call) -> set[str]:
    """What a sentence must not hold: path, query and fragment of the address, whole and in pieces, and our headers."""
    try:
        parts = urlsplit(request.url)
    except ValueError:
        return {request.url}
    pieces = {request.url, parts.path, parts.query, parts.fragment}
    pieces |= set(re.split(r"[/?&=#]", f"{parts.path}&{parts.query}&{parts.fragment}"))
    pieces |= {value.removeprefix("Bearer ") for name, value in request.headers if name.lower() == "authorization"}
    pieces |= {unquote(piece) for piece in pieces} | {quote(piece, safe="") for piece in pieces}
    return {piece for piece in pieces if len(piece) >= _TELLING}
