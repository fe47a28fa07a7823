"""The digest on standard output."""

from __future__ import annotations

import asyncio
import sys

from monitor.channels.channel import Channel, Options
from monitor.digest import subject, text
from monitor.model.message import ChannelConfig, Digest, Letter, Outcome, Payload, Sent, Transient


class ConsoleOptions(Options):
    """Nothing to choose."""


def render(digest: Digest, config: ChannelConfig) -> tuple[Payload, ...]:  # noqa: ARG001 - every channel is asked alike
    """The text, in one part."""
    return (Payload(1, 1, "text/plain; charset=utf-8", text(digest).encode(), subject(digest)),)


async def send(letter: Letter) -> Outcome:
    """One write, off the loop: a terminal or pipe that nobody reads stops only this."""
    start = f"----- {letter.subscription}, {letter.period} -----\n\n"
    try:
        await asyncio.to_thread(_write, start + letter.payload.body.decode() + "\n----- end -----\n")
    except (OSError, ValueError) as error:
        return Transient(f"standard output cannot be written: {error}")
    return Sent("standard output")


def _write(page: str) -> None:
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(page.encode(encoding, "replace").decode(encoding))
    sys.stdout.flush()


CONSOLE = Channel(render, send, ConsoleOptions)
