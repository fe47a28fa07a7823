"""Matrix: PUT /_matrix/client/v3/rooms/{room}/send/m.room.message/{transaction}, HTML.

The transaction is the message's key: the server takes a second event with it for the first one (spec.matrix.org,
client-server API, transaction identifiers), so a retry does not double. An event may have 65,536 bytes in all (size
limits). `m.mentions: {}` says that nobody is called, whatever stands in the text (user and room mentions, since 1.7).
429 M_LIMIT_EXCEEDED with Retry-After or, older, `retry_after_ms`. Errors: `{"errcode", "error"}`.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from html import escape
from urllib.parse import quote

from monitor.channels.answers import Reading, Said
from monitor.channels.calling import Address, Chat, Secret, Unfit, channel
from monitor.channels.channel import Options
from monitor.channels.chatlines import plan
from monitor.channels.chatting import Blocks, Row, joined, packed, plain, weight
from monitor.channels.payload import JSON, payloads, with_own
from monitor.model.message import ChannelConfig, Digest, Letter, Payload
from monitor.net.outgoing import Answer, Call
from monitor.net.secrets import open_secret

EVENT = 40_000  # bytes of our content; an event has 65,536 with what the server adds, and ASCII is what we count
_ROOM = re.compile(r"![^\s:/?#]{1,200}(:[A-Za-z0-9.\[\]:-]{1,230})?")


class MatrixOptions(Options):
    """`kind: matrix` under `channels:` of digests.yaml; the recipient is the room's id, `!abc:example.org`."""

    server: Address
    token: Secret


def render(digest: Digest, config: ChannelConfig) -> tuple[Payload, ...]:  # noqa: ARG001 - every channel is asked alike
    """One event a part, with its text twice: plain and as HTML."""
    return payloads(digest, [_body(message) for message in packed(plan(digest), _fits)])


def _body(blocks: Blocks) -> dict[str, object]:
    return {
        "msgtype": "m.text",
        "body": joined(blocks, plain),
        "format": "org.matrix.custom.html",
        "formatted_body": joined(blocks, _html).replace("\n", "<br>"),
        "m.mentions": {},
    }


def _fits(blocks: Blocks) -> bool:
    return weight(blocks, _weight) <= EVENT


@lru_cache(maxsize=4096)
def _weight(row: Row) -> int:
    return len(json.dumps([plain(row), _html(row)])) + len("<br>\\n")


def _html(row: Row) -> str:
    found = ""
    for piece in row:
        text = escape(piece.text, quote=False)
        if piece.link:
            text = f'<a href="{escape(piece.link)}">{text}</a>'
        found += f"<b>{text}</b>" if piece.bold and text.strip() else text
    return found


def _call(letter: Letter, options: MatrixOptions) -> Call:
    if not _ROOM.fullmatch(letter.recipient):
        raise Unfit(f"{letter.recipient[:60]!r} is no Matrix room; its id looks like !abc:example.org")
    room, transaction = quote(letter.recipient, safe=""), quote(letter.key, safe="")
    url = f"{options.server.rstrip('/')}/_matrix/client/v3/rooms/{room}/send/m.room.message/{transaction}"
    headers = (("Content-Type", JSON), ("Authorization", f"Bearer {open_secret(options.token).strip()}"))
    return Call(url, with_own(letter.payload.body, {}), headers, "PUT")


def _accepted(answer: Answer, said: Said) -> str | None:  # noqa: ARG001 - every reading is asked alike
    event = said.get("event_id")
    return f"event {event}" if isinstance(event, str) and event.startswith("$") else None


def _words(answer: Answer, said: Said) -> str:  # noqa: ARG001 - every reading is asked alike
    return " ".join(found for key in ("errcode", "error") if isinstance(found := said.get(key), str))


_GONE = "look at `server` and the room's id, and that the monitor's account has joined it"
READING = Reading(_accepted, _words, gone=_GONE)
MATRIX = channel(Chat(render, MatrixOptions, _call, READING, apart=0.2, apart_to_one=1.0))
