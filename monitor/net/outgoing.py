"""One request out, to a chat server or a webhook, and its answer, as values. `sent.py` sends it."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Literal

from monitor.model.limits import Limits
from monitor.model.source import SecretRef
from monitor.net.guard import Pairs


@dataclass(frozen=True, slots=True)
class Outside:
    """How the world outside is reached, as `network:` of sources.yaml says it."""

    proxy: str | SecretRef = ""
    ca_file: str = ""
    allowed: Pairs = frozenset()  # exact (host, port) that may be internal, and without encryption
    user_agent: str = "BilateralMonitor"


@dataclass(frozen=True, slots=True)
class Call:
    """A request with its secrets in it: never shown, never stored. `headers` come beside ours."""

    url: str
    body: bytes
    headers: tuple[tuple[str, str], ...] = ()
    method: Literal["POST", "PUT", "GET"] = "POST"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; `body` is at most `limits.reply_bytes`, `whole` False where more was to come, or it broke off."""

    status: int
    body: bytes = b""
    whole: bool = True
    retry_after: int | None = None  # seconds, from the header in either of its forms


class NotSent(Exception):
    """Surely nothing arrived; the message is a sentence without any part of the address but its host."""


class Lost(Exception):
    """The request went out, in part at least, and no answer came; the message is a sentence."""


def ready() -> None:
    """Imports now what the first call would import: for whoever knows that there will be one."""
    import_module("monitor.net.sent")


async def call(request: Call, outside: Outside, limits: Limits) -> Answer:
    """The answer, whatever its status. Raises NotSent, Lost, SecretMissing (of the proxy)."""
    from monitor.net.sent import sent  # noqa: PLC0415  # brings httpx, which a service without such channels never needs

    return await sent(request, outside, limits)
