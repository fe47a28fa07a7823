"""What a channel is."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from monitor.model.limits import Limits
from monitor.model.message import ChannelConfig, Digest, Letter, Outcome, Payload

Render = Callable[[Digest, ChannelConfig], tuple[Payload, ...]]
Send = Callable[[Letter], Awaitable[Outcome]]


class Options(BaseModel):
    """The options of a channel under `channels:` of digests.yaml; unknown ones are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@dataclass(frozen=True, slots=True)
class Channel:
    """`render` is pure and never raises for options that `options` accepts; `send` answers with an outcome.

    `placed` makes the same `send` for a state directory and limits other than ./state and the usual ones.
    """

    render: Render
    send: Send
    options: type[Options]
    placed: Callable[[Path, Limits], Send] | None = None
