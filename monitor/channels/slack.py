"""Slack: an incoming webhook, or chat.postMessage with a bot's token; sections of mrkdwn.

Limits: 3,000 characters a section (docs.slack.dev, section block), 50 blocks a message (Block Kit); all blocks of a
message together some 13,200 characters, else msg_blocks_too_long, which is documented nowhere and was met below 12,000
(github.com/slackapi/bolt-js issues 2509 and 2867). One message a second to a channel (docs.slack.dev, rate limits);
429 with Retry-After. Only & < > are escaped (docs.slack.dev, formatting message text); for * _ ~ and ` there is no
escape, so where they would open something, letters that look like them stand.

A webhook answers `ok`, errors are plain words: invalid_payload 400, action_prohibited 403, channel_not_found 404,
no_service 404, channel_is_archived 410 (docs.slack.dev, incoming webhooks). The API answers 200 with `ok: false`.
A retry after a lost answer may show a message twice: Slack knows no id of ours.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pydantic import model_validator

from monitor.channels.answers import Reading, Said
from monitor.channels.calling import Address, Chat, Secret, Unfit, channel
from monitor.channels.channel import Options
from monitor.channels.chatlines import plan
from monitor.channels.chatting import Blocks, Row, grouped, joined, packed, size, weight
from monitor.channels.payload import JSON, payloads, with_own
from monitor.digest import subject
from monitor.model.message import ChannelConfig, Digest, Letter, Payload
from monitor.net.outgoing import Answer, Call
from monitor.net.secrets import open_secret

SECTION = 3000
SECTIONS = 50
MESSAGE = 10_000
_AROUND = 80  # characters of JSON round a section's text
_OPENS = re.compile(r"(?<![^\W_])[*_~](?=\S)|`")
_LOOKS_LIKE = {"*": "\u2217", "_": "\u02cd", "~": "\u223c", "`": "\u02cb"}
_EMOJI = re.compile(r":(?=[a-z0-9_+'-]+:)")
_WORD_JOINER = "\u2060"  # without width
_CHANNEL = re.compile(r"[A-Z0-9]{6,20}|#?[^\s#@<>&]{1,80}")

# docs.slack.dev/reference/methods/chat.postMessage, errors; any other one refuses this message.
_STATUS = {
    **dict.fromkeys(("not_authed", "invalid_auth", "account_inactive", "token_revoked", "token_expired"), 401),
    **dict.fromkeys(("missing_scope", "not_allowed_token_type", "no_permission", "not_in_channel", "org_login_required",
                     "ekm_access_denied", "restricted_action", "access_denied", "two_factor_setup_required"), 403),
    **dict.fromkeys(("channel_not_found", "is_archived"), 404),
    **dict.fromkeys(("ratelimited", "rate_limited", "message_limit_exceeded"), 429),
    **dict.fromkeys(("fatal_error", "internal_error", "service_unavailable", "request_timeout"), 503),
}  # fmt: skip


class SlackOptions(Options):
    """`kind: slack` under `channels:` of digests.yaml; with a token the recipient is the channel's id."""

    webhook: Secret | None = None
    token: Secret | None = None
    api: Address = "https://slack.com/api"

    @model_validator(mode="after")
    def _one_way(self) -> SlackOptions:
        if (self.webhook is None) == (self.token is None):
            raise ValueError("give either webhook: ${NAME} or token: ${NAME}")
        return self


def render(digest: Digest, config: ChannelConfig) -> tuple[Payload, ...]:  # noqa: ARG001 - every channel is asked alike
    """Sections of a message each; `text` is what a notification shows."""
    line = _escaped(subject(digest))
    return payloads(digest, [_body(message, line) for message in packed(plan(digest), _fits)])


def _body(blocks: Blocks, line: str) -> dict[str, object]:
    texts = [joined(group, _mrkdwn) for group in grouped(blocks, _weight, SECTION)]
    sections = [{"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}} for text in texts]
    return {"text": line, "blocks": sections, "unfurl_links": False, "unfurl_media": False}


def _fits(blocks: Blocks) -> bool:
    weights = [weight(group, _weight) for group in grouped(blocks, _weight, SECTION)]
    whole = sum(weights) + len(weights) * _AROUND
    return len(weights) <= SECTIONS and max(weights, default=0) <= SECTION and whole <= MESSAGE


@lru_cache(maxsize=4096)
def _weight(row: Row) -> int:
    return size(_mrkdwn(row))


def _mrkdwn(row: Row) -> str:
    found = ""
    for piece in row:
        text = _escaped(piece.text)
        if piece.link:
            text = f"<{_address(piece.link)}|{text}>"
        elif piece.bold and (inner := text.strip()):
            text = text.replace(inner, f"*{inner.replace('*', _LOOKS_LIKE['*'])}*", 1)
        found += text
    return found


def _escaped(text: str) -> str:
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = _OPENS.sub(lambda mark: _LOOKS_LIKE[mark[0]], text)
    return _EMOJI.sub(":" + _WORD_JOINER, text)


def _address(url: str) -> str:
    return url.replace("&", "&amp;").replace("<", "%3C").replace(">", "%3E").replace("|", "%7C")


def _call(letter: Letter, options: SlackOptions) -> Call:
    own: dict[str, object] = {}
    headers = [("Content-Type", JSON)]
    if options.token is None:
        assert options.webhook is not None
        url = open_secret(options.webhook).strip()
    else:
        if not _CHANNEL.fullmatch(letter.recipient):
            raise Unfit(f"{letter.recipient[:60]!r} is no Slack channel; it looks like C0123456789")
        own = {"channel": letter.recipient}
        headers.append(("Authorization", f"Bearer {open_secret(options.token).strip()}"))
        url = f"{options.api.rstrip('/')}/chat.postMessage"
    return Call(url, with_own(letter.payload.body, own), tuple(headers))


def _status(answer: Answer, said: Said) -> int:
    if answer.status < 300 and said.get("ok") is False:
        return _STATUS.get(str(said.get("error")), 400)
    return answer.status


def _accepted(answer: Answer, said: Said) -> str | None:
    """A webhook says `ok`, the API `"ok": true` with the message's time stamp, which is its name."""
    if said.get("ok") is True:
        return f"message {said['ts']}" if isinstance(said.get("ts"), str) else ""
    return "" if answer.whole and answer.body.strip() == b"ok" else None


def _words(answer: Answer, said: Said) -> str:
    """`no_service`, `invalid_auth`: one word; a page of some proxy is not quoted."""
    error = said.get("error")
    if isinstance(error, str):
        needed = said.get("needed")
        return f"{error} (needed: {needed})" if isinstance(needed, str) else error
    plain = answer.body[:80].decode("ascii", "replace").strip()
    return plain if re.fullmatch(r"[a-z][a-z_]{1,60}", plain) else ""


_GONE = "make a new webhook, or look at the channel's id, and change the secret or the recipient"
READING = Reading(_accepted, _words, _status, _GONE)
SLACK = channel(Chat(render, SlackOptions, _call, READING, apart=0.1, apart_to_one=1.0))
