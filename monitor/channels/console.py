"""The digest on standard output."""

from __future__ import annotations

import asyncio
import os
import sys
import threading
from contextlib import suppress

from monitor.channels.channel import Channel, Options
from monitor.digest import subject, text
from monitor.model.message import ChannelConfig, Digest, Letter, Outcome, Payload, Sent, Transient

_TURN = threading.Lock()
_LOOK = 0.05  # seconds between two looks whether it is one's turn
_PATIENCE = 100  # looks


class ConsoleOptions(Options):
    """Nothing to choose."""


def render(digest: Digest, config: ChannelConfig) -> tuple[Payload, ...]:  # noqa: ARG001 - every channel is asked alike
    """The text, in one part."""
    return (Payload(1, 1, "text/plain; charset=utf-8", text(digest).encode(), subject(digest)),)


async def send(letter: Letter) -> Outcome:
    """One write at a time, in a thread of its own: a terminal or pipe that nobody reads stops only this channel.

    A thread of the loop's pool would be missing to the other channels, and the process could not leave before it.
    """
    try:
        kind = letter.period.partition("/")[0]
        period = kind if kind in ("alert", "alarm") else letter.period  # what follows is a code, for nobody to read
        page = f"----- {letter.subscription}, {period} -----\n\n{letter.payload.body.decode()}\n----- end -----\n"
    except ValueError as error:
        return Transient(f"standard output cannot be written: {error}")
    for _ in range(_PATIENCE):
        if _TURN.acquire(blocking=False):
            break
        await asyncio.sleep(_LOOK)
    else:
        return Transient("standard output is not read: an earlier page is still being written")
    loop = asyncio.get_running_loop()
    written: asyncio.Future[Outcome] = loop.create_future()
    threading.Thread(target=_write_page, args=(page, loop, written), name="console", daemon=True).start()
    return await written


def _write_page(page: str, loop: asyncio.AbstractEventLoop, written: asyncio.Future[Outcome]) -> None:
    outcome: Outcome = Sent("standard output")
    try:
        _write(page)
    except (OSError, ValueError) as error:
        outcome = Transient(f"standard output cannot be written: {error}")
    finally:
        _TURN.release()
    with suppress(RuntimeError):  # the loop has closed meanwhile: nobody waits any more
        loop.call_soon_threadsafe(_settle, written, outcome)


def _settle(written: asyncio.Future[Outcome], outcome: Outcome) -> None:
    if not written.done():  # given up by whoever waited
        written.set_result(outcome)


def _write(page: str) -> None:
    """Past Python's own buffer where there is a file below it: whoever holds that at the exit ends it with a crash."""
    encoding = sys.stdout.encoding or "utf-8"
    data = page.encode(encoding, "replace")
    try:
        file = sys.stdout.fileno()
    except (OSError, ValueError):
        sys.stdout.write(data.decode(encoding))
        sys.stdout.flush()
        return
    sys.stdout.flush()
    while data:
        data = data[os.write(file, data) :]


CONSOLE = Channel(render, send, ConsoleOptions)
