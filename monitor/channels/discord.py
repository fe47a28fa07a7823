"""Discord: a webhook of a channel; embeds, so that links may have words.

Limits (docs.discord.com, Message: embed limits): 4,096 characters a description, 6,000 over all embeds of a message, 10
embeds; `content` 2,000. `allowed_mentions: {"parse": []}` lets nothing in the text call anybody. Five messages in two
seconds and thirty a minute to one webhook; 429 with `retry_after`, seconds with a fraction (Rate Limits). Errors:
`{"code", "message"}`, 10015 Unknown Webhook with 404. With `wait=true` the answer comes once the message is stored
(Execute Webhook).

A retry after a lost answer may show a message twice: `nonce` is not taken from webhooks.
"""

from __future__ import annotations

import re
from functools import lru_cache

from monitor.channels.answers import Reading, Said
from monitor.channels.calling import Chat, Secret, channel
from monitor.channels.channel import Options
from monitor.channels.chatlines import plan
from monitor.channels.chatting import Blocks, Row, grouped, joined, packed, size, weight
from monitor.channels.payload import JSON, payloads, with_own
from monitor.digest import subject
from monitor.model.message import ChannelConfig, Digest, Letter, Payload
from monitor.net.outgoing import Answer, Call
from monitor.net.secrets import open_secret

DESCRIPTION = 4096
MESSAGE = 6000
EMBEDS = 10
CONTENT = 2000
_MARKS = re.compile(r"[\\*_~`|\[\]<@]|^[#>+-]|:(?=[A-Za-z0-9_]+:)")  # of Markdown, mentions, emoji
_ADDRESS = {"(": "%28", ")": "%29", "[": "%5B", "]": "%5D", "|": "%7C", "\\": "%5C", "<": "%3C", ">": "%3E"}


class DiscordOptions(Options):
    """`kind: discord` under `channels:` of digests.yaml; the webhook's address is a secret, as it is all one needs."""

    webhook: Secret


def render(digest: Digest, config: ChannelConfig) -> tuple[Payload, ...]:  # noqa: ARG001 - every channel is asked alike
    """Embeds of a message each; `content` of the first is what a notification shows."""
    line = _escaped(subject(digest))
    line = line if size(line) <= CONTENT else ""
    return payloads(
        digest, [_body(found, line if n == 0 else "") for n, found in enumerate(packed(plan(digest), _fits))]
    )


def _body(blocks: Blocks, line: str) -> dict[str, object]:
    embeds = [{"description": joined(group, _markdown)} for group in grouped(blocks, _weight, DESCRIPTION)]
    return {**({"content": line} if line else {}), "embeds": embeds, "allowed_mentions": {"parse": []}}


def _fits(blocks: Blocks) -> bool:
    weights = [weight(group, _weight) for group in grouped(blocks, _weight, DESCRIPTION)]
    return len(weights) <= EMBEDS and max(weights, default=0) <= DESCRIPTION and sum(weights) <= MESSAGE


@lru_cache(maxsize=4096)
def _weight(row: Row) -> int:
    return size(_markdown(row))


def _markdown(row: Row) -> str:
    found = ""
    for piece in row:
        if piece.link:
            address = "".join(_ADDRESS.get(letter, letter) for letter in piece.link)
            text = f"[{_escaped(piece.text)}]({address})"
        else:
            text = _escaped(piece.text)
        inner = text.strip()
        found += text.replace(inner, f"**{inner}**", 1) if piece.bold and inner else text
    return found


def _escaped(text: str) -> str:
    return _MARKS.sub(lambda mark: "\\" + mark[0], text)


def _call(letter: Letter, options: DiscordOptions) -> Call:
    url = open_secret(options.webhook).strip()
    url += ("&" if "?" in url else "?") + "wait=true"
    return Call(url, with_own(letter.payload.body, {}), (("Content-Type", JSON),))


def _accepted(answer: Answer, said: Said) -> str | None:
    if answer.status == 204:
        return ""
    number = said.get("id")
    return f"message {number}" if isinstance(number, str) and number.isdigit() else None


def _words(answer: Answer, said: Said) -> str:  # noqa: ARG001 - every reading is asked alike
    message, code = said.get("message"), said.get("code")
    if not isinstance(message, str):
        return ""
    return f"{message} ({code})" if isinstance(code, int) and code else message


_GONE = "make a new webhook in the channel's settings and put its address into the secret"
READING = Reading(_accepted, _words, gone=_GONE)
DISCORD = channel(Chat(render, DiscordOptions, _call, READING, apart=2.1, apart_to_one=2.1))
