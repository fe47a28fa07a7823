"""What a channel is."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from monitor.model.limits import Limits
from monitor.model.message import ChannelConfig, Digest, Letter, Outcome, Payload
from monitor.net import Outside

Render = Callable[[Digest, ChannelConfig], tuple[Payload, ...]]
Send = Callable[[Letter], Awaitable[Outcome]]


class Options(BaseModel):
    """The options of a channel under `channels:` of digests.yaml; unknown ones are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a channel works: the state directory, its limits, how the world outside is reached."""

    state_dir: Path = Path("state")
    limits: Limits = field(default_factory=Limits)
    outside: Outside = field(default_factory=Outside)


@dataclass(frozen=True, slots=True)
class Channel:
    """`render` is pure and never raises for options that `options` accepts; `send` answers with an outcome.

    `placed` makes the same `send` for a place other than the usual one. `login` takes a letter and sends nothing: Sent
    means that the other side is there and lets us in; None where only sending can tell.
    """

    render: Render
    send: Send
    options: type[Options]
    placed: Callable[[Place], Send] | None = None
    login: Send | None = None
