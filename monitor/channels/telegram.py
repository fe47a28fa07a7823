"""Telegram: sendMessage of a bot, HTML.

Limits (core.telegram.org/bots/api#sendmessage: 1-4096 characters after entities parsing): beyond the documented one a
message keeps 100 entities, further links and bold words are lost without a word (github.com/rubenlagus/TelegramBots
issue 854), and its text with all addresses in it may have about 9,500 characters, else ENTITIES_TOO_LONG
(github.com/tdlib/telegram-bot-api issue 165). One message a second to a chat, twenty a minute to a group
(core.telegram.org/bots/faq). Errors: `{"ok": false, "error_code", "description", "parameters"}`.

A retry after a lost answer may show a message twice: the Bot API knows no id of ours.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape

from monitor.channels.answers import Reading, Said
from monitor.channels.calling import Address, Chat, Secret, Unfit, channel
from monitor.channels.channel import Options
from monitor.channels.chatlines import plan
from monitor.channels.chatting import Blocks, Row, joined, packed, size, weight
from monitor.channels.payload import JSON, payloads, with_own
from monitor.model.message import ChannelConfig, Digest, Letter, Payload
from monitor.net.outgoing import Answer, Call
from monitor.net.secrets import open_secret

CHARACTERS = 4096
ENTITIES = 95
WITH_ADDRESSES = 9000
_CHAT = re.compile(r"(-?[0-9]{1,20}|@[A-Za-z][A-Za-z0-9_]{3,40})(?:/([0-9]{1,10}))?")
_TOKEN = re.compile(r"[0-9]{1,20}:[A-Za-z0-9_-]{10,100}")
_NAMED = re.compile(r"@(?=\w)")
_WORD_JOINER = "\u2060"  # without width: "@name" stays what it looks like and calls nobody


class TelegramOptions(Options):
    """`kind: telegram` under `channels:` of digests.yaml; the recipient is the chat, `-1001234567890/17` a topic."""

    token: Secret
    api: Address = "https://api.telegram.org"


def render(digest: Digest, config: ChannelConfig) -> tuple[Payload, ...]:  # noqa: ARG001 - every channel is asked alike
    """One sendMessage a part, without the chat."""
    messages = packed(plan(digest), _fits)
    return payloads(digest, [_body(joined(message, _html)) for message in messages])


def _body(text: str) -> dict[str, object]:
    return {"text": text, "parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}


def _fits(blocks: Blocks) -> bool:
    shown = weight(blocks, _shown)
    marked = sum(_marked(row) for block in blocks for row in block.rows)
    return shown <= CHARACTERS and marked <= ENTITIES and shown + _addresses(blocks) <= WITH_ADDRESSES


def _addresses(blocks: Blocks) -> int:
    return sum(len(piece.link) for block in blocks for row in block.rows for piece in row)


def _marked(row: Row) -> int:
    return sum(piece.bold or bool(piece.link) for piece in row)


@lru_cache(maxsize=4096)
def _shown(row: Row) -> int:
    return size("".join(_calm(piece.text) for piece in row))


def _html(row: Row) -> str:
    found = ""
    for piece in row:
        text = escape(_calm(piece.text), quote=False)
        if piece.link:
            text = f'<a href="{escape(piece.link)}">{text}</a>'
        found += f"<b>{text}</b>" if piece.bold and text.strip() else text
    return found


def _calm(text: str) -> str:
    return _NAMED.sub("@" + _WORD_JOINER, text)


def _call(letter: Letter, options: TelegramOptions) -> Call:
    chat = _CHAT.fullmatch(letter.recipient)
    if not chat:
        raise Unfit(f"{letter.recipient[:60]!r} is no Telegram chat; it looks like -1001234567890 or @channelname")
    token = open_secret(options.token).strip()
    if not _TOKEN.fullmatch(token):
        raise Unfit(f"the secret {options.token} is no token of a Telegram bot; @BotFather gives one")
    own: dict[str, object] = {"chat_id": chat[1]} | ({"message_thread_id": int(chat[2])} if chat[2] else {})
    body = with_own(letter.payload.body, own)
    return Call(f"{options.api.rstrip('/')}/bot{token}/sendMessage", body, (("Content-Type", JSON),))


def _status(answer: Answer, said: Said) -> int:
    """The error inside, where the status itself says that all is well."""
    code = said.get("error_code")
    inside = code if isinstance(code, int) and not isinstance(code, bool) and 300 <= code < 600 else 400
    return inside if answer.status < 300 and said.get("ok") is False else answer.status


def _accepted(answer: Answer, said: Said) -> str | None:  # noqa: ARG001 - every reading is asked alike
    result = said.get("result")
    number = result.get("message_id") if isinstance(result, dict) else None
    return (f"message {number}" if isinstance(number, int) else "") if said.get("ok") is True else None


def _words(answer: Answer, said: Said) -> str:  # noqa: ARG001 - every reading is asked alike
    told = said.get("description")
    parameters = said.get("parameters")
    moved = parameters.get("migrate_to_chat_id") if isinstance(parameters, dict) else None
    further = f"; the chat is {moved} now" if isinstance(moved, int) else ""
    return (told if isinstance(told, str) else "") + further


_GONE = "is the bot's token whole, and does the bot still exist"
READING = Reading(_accepted, _words, _status, _GONE)
TELEGRAM = channel(Chat(render, TelegramOptions, _call, READING, apart=0.05, apart_to_one=3.0))
