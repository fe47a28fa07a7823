"""The one id of a message, the same at every attempt."""

from __future__ import annotations

import hashlib
import json
import re


def message_key(
    subscription: str, period: str, channel: str, recipient: str, part: int, parts: int, resend: int
) -> str:
    """64 hex digits; differs when any argument does.

    Less would collide: two subscriptions of one mailbox, the parts of one digest, a second sending on purpose. Mail
    servers drop a repeated Message-ID in silence.
    """
    named = json.dumps([subscription, period, channel, recipient, part, parts, resend], ensure_ascii=False)
    return hashlib.sha256(named.encode("utf-8", "surrogatepass")).hexdigest()


def message_id(key: str, domain: str) -> str:
    """`<key@domain>`, fit for a header whatever the domain holds; without a usable domain it is `localhost`."""
    try:
        host = domain.strip().encode("idna").decode("ascii").lower()
    except UnicodeError:
        host = ""
    if not re.fullmatch(r"[a-z0-9]([a-z0-9.-]{0,250}[a-z0-9])?", host):
        host = "localhost"
    return f"<{key}@{host}>"
