"""Frozen JSON bodies of chat messages, and what a letter adds of its own when it goes out; pure."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from monitor.digest import subject
from monitor.model.message import Digest, Payload

JSON = "application/json; charset=utf-8"


def payloads(digest: Digest, bodies: Sequence[Mapping[str, object]]) -> tuple[Payload, ...]:
    """One payload a body, in ASCII, so that no half of a character and no line end of another script breaks it."""
    line = subject(digest)
    return tuple(Payload(n, len(bodies), JSON, encoded(body), line) for n, body in enumerate(bodies, start=1))


def encoded(body: Mapping[str, object]) -> bytes:
    """The same object, the same bytes."""
    return json.dumps(body, separators=(",", ":"), allow_nan=False).encode("ascii")


def with_own(body: bytes, own: Mapping[str, object]) -> bytes:
    """The frozen object with a recipient's own keys before it, the frozen bytes as they are.

    Raises ValueError for what is no JSON object.
    """
    if not isinstance(json.loads(body), dict):
        raise ValueError("the frozen message is no JSON object")  # noqa: TRY004 - as for what is no JSON at all
    head = encoded(own)[:-1]
    return head + b"," + body.lstrip()[1:] if own else body
