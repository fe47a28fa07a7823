"""Everything else: one service of the apprise library (github.com/caronc/apprise), plain text.

An extra, imported when the first message goes out: `pip install bilateral-monitor[apprise]`. The library opens its own
connections, outside our guard, proxy and limits, and says of a failure only that it was one: a message that was not
confirmed may have arrived and is sent again.
"""

from __future__ import annotations

import asyncio
import json
import logging
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any

from pydantic import ValidationError

from monitor.channels.calling import Secret
from monitor.channels.channel import Channel, Options, Place, Send
from monitor.channels.payload import payloads
from monitor.digest import subject, text
from monitor.errors import SecretMissing
from monitor.model.message import ChannelConfig, Digest, Letter, Outcome, Payload, Permanent, Sent, Transient, Unknown
from monitor.net.secrets import mask, open_secret

_ONE_AT_A_TIME = threading.Lock()  # the library's words about a failure come over one log
_WORDS = 160
_CALLS = re.compile(r"@(?=\w)|<(?=[!@#])")  # "@everyone" and "<!channel>", which some services take out of plain text
_WORD_JOINER = "\u2060"  # without width


class AppriseOptions(Options):
    """`kind: apprise` under `channels:` of digests.yaml; the whole address is a secret, as tokens stand in it."""

    url: Secret


def render(digest: Digest, config: ChannelConfig) -> tuple[Payload, ...]:  # noqa: ARG001 - every channel is asked alike
    """Title and text, in one part: only the library knows each service's limits, and splits."""
    return payloads(digest, [{"title": _calm(subject(digest)), "body": _calm(text(digest))}])


def _calm(words: str) -> str:
    """What a title holds calls nobody; it looks as it did."""
    return _CALLS.sub(lambda mark: mark[0] + _WORD_JOINER, words)


async def send(letter: Letter, place: Place | None = None) -> Outcome:
    """In a thread of its own, which nobody waits for longer than the deadline."""
    try:
        options = AppriseOptions.model_validate(dict(letter.channel.options))
        url = open_secret(options.url).strip()
        message = json.loads(letter.payload.body)
        title, body = str(message["title"]), str(message["body"])
    except ValidationError as fault:
        return Permanent(f"the channel {letter.channel.name} is not set up: {fault.errors()[0]['msg']}")
    except SecretMissing as missing:
        return Transient(str(missing))
    except (ValueError, LookupError, TypeError):
        return Permanent("the stored message is damaged: it has no title and text")
    seconds = (place or Place()).limits.call_deadline
    loop = asyncio.get_running_loop()
    done: asyncio.Future[Outcome] = loop.create_future()
    work = partial(_work, letter.channel.name, url, title, body, loop, done)
    threading.Thread(target=work, name="apprise", daemon=True).start()
    try:
        async with asyncio.timeout(seconds):
            return await done
    except TimeoutError:
        return Unknown(f"the channel {letter.channel.name} had no answer within {seconds:g} s; it may have the message")


def _work(
    name: str, url: str, title: str, body: str, loop: asyncio.AbstractEventLoop, done: asyncio.Future[Outcome]
) -> None:
    outcome: Outcome
    try:
        with _ONE_AT_A_TIME:
            if done.done():  # given up while it waited for its turn, and tried again: it would arrive twice
                return
            outcome = _tell(name, url, title, body)
    except Exception as fault:  # noqa: BLE001 - the fence: whatever the library raises is that letter's outcome
        outcome = Unknown(f"the channel {name} failed in its library: {type(fault).__name__}; it may have the message")
    with suppress(RuntimeError):  # the loop has closed meanwhile: nobody waits any more
        loop.call_soon_threadsafe(_settle, done, outcome)


def _settle(done: asyncio.Future[Outcome], outcome: Outcome) -> None:
    if not done.done():
        done.set_result(outcome)


def _tell(name: str, url: str, title: str, body: str) -> Outcome:
    try:
        import apprise  # noqa: PLC0415  # an extra, and 0.3 s that only this channel needs
    except ImportError:
        return Transient(
            f"the channel {name} needs the apprise library: install bilateral-monitor[apprise] where the monitor runs"
        )
    with _overheard() as said:
        service = apprise.Apprise.instantiate(url)
        if service is None:
            return Permanent(f"the secret of the channel {name} is no address that apprise knows")
        service.socket_connect_timeout, service.socket_read_timeout = 10.0, 20.0
        told = service.notify(
            body=body, title=title, notify_type=apprise.NotifyType.INFO, overflow=apprise.OverflowMode.SPLIT,
            body_format=apprise.NotifyFormat.TEXT,
        )  # fmt: skip
    kind = str(service.service_name)
    if told:
        return Sent(f"{kind} took it")
    words = mask(" ".join(said), _secrets(url))[:_WORDS]
    return Unknown(f"{kind} did not confirm the message" + (f': "{words}"' if words else "") + "; it may have it")


def _secrets(url: str) -> set[str]:
    pieces: list[str] = [url]
    for mark in "/?&=@:":
        pieces = [part for piece in pieces for part in piece.split(mark)]
    return {url, *(piece for piece in pieces if len(piece) > 5)}


@contextmanager
def _overheard() -> Iterator[list[str]]:
    """What the library says of failures; nothing of it goes into our own log, since addresses stand in it."""
    log, said = logging.getLogger("apprise"), list[str]()

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.levelno >= logging.WARNING:
                said.append(record.getMessage())

    ear: Any = Ear()
    handlers, propagate, level = log.handlers[:], log.propagate, log.level
    log.handlers, log.propagate = [ear], False
    try:
        yield said
    finally:
        log.handlers, log.propagate = handlers, propagate
        log.setLevel(level)


def _placed(place: Place) -> Send:
    return partial(send, place=place)


APPRISE = Channel(render, send, AppriseOptions, _placed)
