"""A signed POST of the digest as JSON, for programs. docs/webhook.md tells whoever receives it how to check it.

Headers and signature are those of Standard Webhooks 1.0 (github.com/standard-webhooks/standard-webhooks,
spec/standard-webhooks.md), for which there are libraries in most languages: `webhook-id`, `webhook-timestamp`, and
`webhook-signature: v1,` with the base64 of HMAC-SHA256 over `id.timestamp.body`. The id is the message's key, the same
at every try, and stands in `Idempotency-Key` too.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json

from monitor.channels.answers import Reading, Said
from monitor.channels.calling import Address, Chat, Secret, Unfit, channel
from monitor.channels.channel import Options
from monitor.channels.told import content
from monitor.clock import SystemClock
from monitor.digest import subject
from monitor.errors import SecretMissing
from monitor.model.message import ChannelConfig, Digest, Letter, Payload
from monitor.model.source import SecretRef
from monitor.net.outgoing import Answer, Call
from monitor.net.secrets import open_secret

JSON = "application/json; charset=utf-8"
_PREFIX = "whsec_"


class WebhookOptions(Options):
    """`kind: webhook` under `channels:` of digests.yaml."""

    url: Address | SecretRef
    secret: Secret


def render(digest: Digest, config: ChannelConfig) -> tuple[Payload, ...]:  # noqa: ARG001 - every channel is asked alike
    """The whole digest as one JSON object, structured and as text: programs ask for no parts."""
    body = json.dumps(content(digest), ensure_ascii=True, separators=(",", ":"), allow_nan=False).encode("ascii")
    return (Payload(1, 1, JSON, body, subject(digest)),)


def signature(secret: str, id_: str, timestamp: int, body: bytes) -> str:
    """`v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`.

    The key is what follows `whsec_` in base64, as the libraries expect it; any other secret is taken as it is.
    """
    key = secret.encode()
    if secret.startswith(_PREFIX):
        try:
            key = base64.b64decode(secret.removeprefix(_PREFIX), validate=True)
        except binascii.Error:
            raise Unfit("the webhook's secret begins with whsec_, and what follows is not base64") from None
    signed = hmac.new(key, f"{id_}.{timestamp}.".encode() + body, hashlib.sha256).digest()
    return "v1," + base64.b64encode(signed).decode("ascii")


def _call(letter: Letter, options: WebhookOptions) -> Call:
    url, secret = open_secret(options.url), open_secret(options.secret)
    if not secret:
        raise SecretMissing(f"the secret {options.secret} of the channel {letter.channel.name} is empty")
    now, body = SystemClock().now(), letter.payload.body
    return Call(
        url,
        body,
        (
            ("Content-Type", JSON),
            ("Idempotency-Key", letter.key),
            ("webhook-id", letter.key),
            ("webhook-timestamp", str(now)),
            ("webhook-signature", signature(secret, letter.key, now, body)),
        ),
    )


def _accepted(answer: Answer, said: Said) -> str | None:  # noqa: ARG001 - any 2xx is an acceptance, whatever it says
    return ""


def _words(answer: Answer, said: Said) -> str:  # noqa: ARG001 - every reading is asked alike
    """An `error` or `message` of its JSON, where it gives one."""
    return next((found for key in ("error", "message", "detail") if isinstance(found := said.get(key), str)), "")


_GONE = "if it has moved, change `url` of the channel"
READING = Reading(_accepted, _words, gone=_GONE)
WEBHOOK = channel(Chat(render, WebhookOptions, _call, READING, apart=0.0, apart_to_one=0.0))
