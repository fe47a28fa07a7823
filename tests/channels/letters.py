"""Letters to send, made as the river makes them."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from monitor.channels import CHANNELS, Send, message_id, message_key
from monitor.model.message import ChannelConfig, Digest, Letter, Outcome
from monitor.model.source import SecretRef
from tests.digest.samples import END, busy

Value = str | int | bool | SecretRef


def config(kind: str, **options: Value) -> ChannelConfig:
    """A configured channel named as its kind."""
    return ChannelConfig(kind, kind, tuple(options.items()))


def mail(port: int, **options: Value) -> ChannelConfig:
    """Mail to a server on this machine, unencrypted."""
    plain: dict[str, Value] = {
        "host": "127.0.0.1",
        "port": port,
        "security": "none",
        "sender": "Манітор выдумка <monitor@news.example>",
    }
    return config("email", **(plain | options))


def letters(
    channel: ChannelConfig, recipient: str, digest: Digest | None = None, subscription: str = "daily-az-by"
) -> list[Letter]:
    """One letter for each part of the digest, with the ids the river gives it."""
    sample = replace(digest or busy(), subscription=subscription)
    payloads = CHANNELS[channel.kind].render(sample, channel)
    return [
        Letter(
            message=payload.part,
            attempt=1,
            key=(
                key := message_key(subscription, sample.period, channel.name, recipient, payload.part, payload.parts, 0)
            ),
            message_id=message_id(key, "news.example"),
            channel=channel,
            recipient=recipient,
            payload=payload,
            period=sample.period,
            subscription=subscription,
            composed=END,
        )
        for payload in payloads
    ]


def sent(send: Send, letter: Letter) -> Outcome:
    """The outcome of one attempt on a loop of its own."""

    async def attempt() -> Outcome:
        return await send(letter)

    return asyncio.run(attempt())
