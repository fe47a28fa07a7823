"""What each chat channel makes of every answer over HTTP. The tables are written by hand: they are the contract."""

from __future__ import annotations

import asyncio
import json
import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from urllib.parse import unquote

import pytest

from monitor.channels import CHANNELS, Place, Send, discord, matrix, slack, telegram, webhook
from monitor.channels.answers import outcome
from monitor.model.limits import Limits
from monitor.model.message import ChannelConfig, Letter, Outcome, Permanent, Sent, Transient, Unknown
from monitor.model.source import SecretRef
from monitor.net.outgoing import Answer
from tests.channels.letters import config, letters
from tests.channels.sink import PATIENT, QUICK, Sink, Taken, Wire, outcomes, says, sink, writes
from tests.digest.samples import empty
from tests.hostile import answer

KINDS = ("slack", "slack-token", "telegram", "discord", "matrix", "webhook")
TO = {"slack-token": "C0123456789", "telegram": "-1001234567890", "matrix": "!room:matrix.example"}
SECRETS = {
    "SLACK_HOOK": "/services/T01ABCDEF/B01ABCDEF/slackTajna123456",
    "SLACK_TOKEN": "xoxb-tajna-123456",
    "TELEGRAM_TOKEN": "123456:tajna-ABCDEFGH",
    "DISCORD_HOOK": "/api/webhooks/1234567890/discordTajna123456",
    "MATRIX_TOKEN": "syt_tajna_123456",
    "HOOK_URL": "/hooks/hookTajna123456?key=queryTajna123456",
    "HOOK_SECRET": "signingTajna123456",
}
PLACES = ("SLACK_HOOK", "DISCORD_HOOK", "HOOK_URL")
GOOD: dict[str, tuple[str, bytes | str | dict[str, object]]] = {
    "slack": ("200 OK", "ok"),
    "slack-token": ("200 OK", {"ok": True, "ts": "1715916600.000100", "channel": "C0123456789"}),
    "telegram": ("200 OK", {"ok": True, "result": {"message_id": 42}}),
    "discord": ("200 OK", {"id": "1240000000000000000", "type": 0}),
    "matrix": ("200 OK", {"event_id": "$abc"}),
    "webhook": ("204 No Content", b""),
}


def channel(kind: str, found: Sink) -> ChannelConfig:
    """The channel, set up against this sink."""
    base = found.site.url("")
    options: dict[str, dict[str, str | SecretRef]] = {
        "slack": {"webhook": SecretRef("${SLACK_HOOK}")},
        "slack-token": {"token": SecretRef("${SLACK_TOKEN}"), "api": base + "/api"},
        "telegram": {"token": SecretRef("${TELEGRAM_TOKEN}"), "api": base},
        "discord": {"webhook": SecretRef("${DISCORD_HOOK}")},
        "matrix": {"server": base, "token": SecretRef("${MATRIX_TOKEN}")},
        "webhook": {"url": SecretRef("${HOOK_URL}"), "secret": SecretRef("${HOOK_SECRET}")},
    }
    return config(kind.partition("-")[0], **options[kind])


@pytest.fixture
def patch(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


@contextmanager
def listening(kind: str, patch: pytest.MonkeyPatch, found: Sink) -> Iterator[Letter]:
    for name in PLACES:
        patch.setenv(name, found.site.url("") + SECRETS[name])
    yield letters(channel(kind, found), TO.get(kind, ""), empty())[0]


def asked(kind: str, patch: pytest.MonkeyPatch, found: Sink, limits: Limits = PATIENT) -> Outcome:
    """One attempt; whatever came of it, no secret stands in its sentence, and it is one line."""
    with listening(kind, patch, found) as letter:
        (met,) = outcomes([letter], found.place(limits))
    assert met.detail.isprintable()
    assert "tajna" not in met.detail.lower()
    assert not any(value in met.detail for value in SECRETS.values())
    return met


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_taken_is_sent(kind: str, patch: pytest.MonkeyPatch) -> None:
    """In each one's own words; the frozen bytes go out as they are."""
    status, body = GOOD[kind]
    with sink(says(status, body)) as found:
        assert isinstance(asked(kind, patch, found), Sent)
    (taken,) = found.taken
    frozen = CHANNELS[kind.partition("-")[0]].render(empty(), config(kind))[0].body
    assert taken.body.endswith(frozen[1:])
    assert taken.headers["content-type"] == "application/json; charset=utf-8"


READINGS = {
    "slack": slack.READING, "telegram": telegram.READING, "discord": discord.READING, "matrix": matrix.READING,
    "webhook": webhook.READING,
}  # fmt: skip
FOR_NOW = {408, 409, 421, 423, 425, 429, *range(500, 600)}
THREE_TRIES = {*range(300, 400), 401, 402, 403, 407}
GONE = {404, 410}
WITHOUT_BODY = {204, 205, 304}


def expected(kind: str, status: int) -> str:
    """The table: an answer with this status and an empty JSON object."""
    if 200 <= status < 300:
        return "sent" if kind == "webhook" or (kind == "discord" and status == 204) else "unknown"
    if status in FOR_NOW:
        return "for now"
    return "three tries" if status in THREE_TRIES else "never"


def word(found: Outcome) -> str:
    match found:
        case Sent():
            return "sent"
        case Unknown():
            return "unknown"
        case Permanent():
            return "never"
        case Transient():
            return "three tries" if found.at_most == 3 else "for now"


@pytest.mark.parametrize("kind", KINDS)
def test_every_status_has_its_outcome(kind: str) -> None:
    """200 to 599, with an empty JSON object."""
    hidden = READINGS[kind.partition("-")[0]]
    met = {n: word(outcome(Answer(n, b"{}"), "host.example", hidden, str)) for n in range(200, 600)}
    assert met == {n: expected(kind, n) for n in met}


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_over_the_wire(kind: str, patch: pytest.MonkeyPatch) -> None:
    """A few of each class, each by a channel that nobody asked to wait."""
    status = 0

    async def wire(_: Taken, out: asyncio.StreamWriter) -> None:
        out.write(answer(b"" if status in WITHOUT_BODY else b"{}", status=f"{status} X"))

    met: dict[int, str] = {}
    with sink(wire) as found, listening(kind, patch, found) as letter:
        placed = CHANNELS[letter.channel.kind].placed
        assert placed
        for status in (201, 204, 302, 400, 403, 404, 410, 413, 429, 500, 503, 599):
            met[status] = word(asyncio.run(attempt(placed(found.place()), letter)))
    assert met == {status: expected(kind, status) for status in met}
    assert len(found.taken) == len(met)


async def attempt(send: Send, letter: Letter) -> Outcome:
    return await send(letter)


@pytest.mark.parametrize("kind", KINDS)
def test_a_redirect_is_not_followed(kind: str, patch: pytest.MonkeyPatch) -> None:
    """Neither with nor without the method; what is asked for stays here."""
    with (
        sink(says("204 No Content")) as other,
        sink(says("307 Temporary Redirect", b"", f"Location: {other.site.url('/x')}")) as found,
    ):
        met = asked(kind, patch, found)
    assert word(met) == "three tries"
    assert "elsewhere" in met.detail
    assert other.taken == []


WAITS: dict[str, tuple[str, dict[str, object], tuple[str, ...], int]] = {
    "slack": ("429 Too Many Requests", {}, ("Retry-After: 30",), 30),
    "slack-token": ("200 OK", {"ok": False, "error": "ratelimited"}, ("Retry-After: 7",), 7),
    "telegram": ("429 Too Many Requests", {"ok": False, "error_code": 429, "parameters": {"retry_after": 35}}, (), 35),
    "discord": ("429 Too Many Requests", {"message": "slow", "retry_after": 64.57, "global": False}, (), 65),
    "matrix": ("429 Too Many Requests", {"errcode": "M_LIMIT_EXCEEDED", "retry_after_ms": 2001}, (), 3),
    "webhook": (
        "503 Service Unavailable",
        {},
        ("Date: Mon, 02 Nov 2026 07:00:00 GMT", "Retry-After: Mon, 02 Nov 2026 07:10:00 GMT"),
        600,
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_who_asks_us_to_wait_is_left_alone(kind: str, patch: pytest.MonkeyPatch) -> None:
    """For the time it says, in its own form; the next letter of this channel does not go out, another channel's does."""
    status, body, headers, seconds = WAITS[kind]
    with sink(says(status, body, *headers)) as found, listening(kind, patch, found) as letter:
        first, second, other = outcomes([letter, letter, replace(letter, channel=replace(letter.channel, name="other"))],
                                        found.place())  # fmt: skip
    assert isinstance(first, Transient)
    assert isinstance(second, Transient)
    assert first.after == seconds
    assert second.after is not None
    assert seconds - 1 <= second.after <= seconds
    assert "asks to wait" in second.detail
    assert isinstance(other, Transient)
    assert other.after == seconds
    assert len(found.taken) == 2


@pytest.mark.parametrize(
    ("body", "headers", "seconds"),
    [
        (b"{}", (), 60),
        (b'{"retry_after": 1e999}', (), 60),
        (b'{"retry_after": -5}', (), 60),
        (b'{"retry_after": 1' + b"0" * 400 + b"}", (), 86400),
        (b'{"retry_after": true}', (), 60),
        (b'{"retry_after": "soon"}', ("Retry-After: sabah",), 60),
        (b'{"retry_after": 9999999999}', (), 86400),
        (b'{"retry_after": 0.2}', ("Retry-After: 5",), 5),
        (b'{"parameters": {"retry_after": 90}, "retry_after": 3}', ("Retry-After: 0",), 90),
        (b"<html>too many", ("Retry-After: 99999999999999999999",), 86400),
        (b"[" * 60_000, (), 60),
    ],
)
def test_odd_wishes_are_bounded(body: bytes, headers: tuple[str, ...], seconds: int, patch: pytest.MonkeyPatch) -> None:
    """None, or nonsense, is a minute; nobody stops a channel for more than a day."""
    with sink(says("429 Too Many Requests", body, *headers)) as found:
        met = asked("discord", patch, found)
    assert isinstance(met, Transient)
    assert met.after == seconds


INSIDE: list[tuple[str, dict[str, object], str, str]] = [
    # channel, a body that comes with 200, outcome, words of it that are told
    ("slack-token", {"ok": False, "error": "invalid_auth"}, "three tries", "invalid_auth"),
    ("slack-token", {"ok": False, "error": "missing_scope", "needed": "chat:write"}, "three tries", "chat:write"),
    ("slack-token", {"ok": False, "error": "channel_not_found"}, "never", "channel_not_found"),
    ("slack-token", {"ok": False, "error": "is_archived"}, "never", "nothing is there any more"),
    ("slack-token", {"ok": False, "error": "fatal_error"}, "for now", "fatal_error"),
    ("slack-token", {"ok": False, "error": "invalid_blocks"}, "never", "refuses this message"),
    ("slack-token", {"ok": False}, "never", "refuses this message"),
    ("slack", {"ok": False, "error": "no_service"}, "never", "no_service"),
    ("telegram", {"ok": False, "error_code": 401, "description": "Unauthorized"}, "three tries", "Unauthorized"),
    ("telegram", {"ok": False, "error_code": 500, "description": "Internal"}, "for now", "Internal"),
    ("telegram", {"ok": False, "error_code": 400, "description": "Bad Request: group chat was upgraded",
                  "parameters": {"migrate_to_chat_id": -1009}}, "never", "the chat is -1009 now"),
    ("telegram", {"ok": False}, "never", "with an error inside"),
    ("telegram", {"ok": "yes"}, "unknown", "may have taken"),
    ("discord", {"code": 50006, "message": "Cannot send an empty message"}, "unknown", "may have taken"),
    ("matrix", {"errcode": "M_UNKNOWN"}, "unknown", "may have taken"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "body", "what", "told"), INSIDE)
def test_200_with_an_error_inside(
    kind: str, body: dict[str, object], what: str, told: str, patch: pytest.MonkeyPatch
) -> None:
    """Is a failure of its own class."""
    with sink(says("200 OK", body)) as found:
        met = asked(kind, patch, found)
    assert word(met) == what
    assert told in met.detail


@pytest.mark.parametrize("kind", KINDS)
def test_200_that_is_no_json(kind: str, patch: pytest.MonkeyPatch) -> None:
    """A page of some proxy is no acceptance; a webhook asks for no words."""
    with sink(says("200 OK", "<html><body>Welcome to the lounge ok</body></html>")) as found:
        assert word(asked(kind, patch, found)) == ("sent" if kind == "webhook" else "unknown")


async def endless(_: Taken, out: asyncio.StreamWriter) -> None:
    out.write(b"HTTP/1.1 200 OK\r\n\r\n")
    for _n in range(400):
        out.write(b"x" * 1000)
        await out.drain()


async def slow(_: Taken, out: asyncio.StreamWriter) -> None:
    out.write(b'HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n{"ok": true')
    await out.drain()
    await asyncio.sleep(3)


async def silent(_: Taken, out: asyncio.StreamWriter) -> None:
    await asyncio.sleep(30)


async def closed(_: Taken, out: asyncio.StreamWriter) -> None:
    """The end of the connection is all that comes."""


async def reset(_: Taken, out: asyncio.StreamWriter) -> None:
    out.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    out.transport.abort()


BROKEN = {
    "closed": closed, "reset": reset, "silent": silent, "not http": writes(b"220 mail.example ESMTP\r\n\r\n"),
    "huge head": writes(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 300_000 + b"\r\n\r\n{}"),
    "two lengths": writes(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}"),
}  # fmt: skip


@pytest.mark.parametrize("how", BROKEN)
@pytest.mark.parametrize("kind", KINDS)
def test_a_lost_answer_is_unknown(kind: str, how: str, patch: pytest.MonkeyPatch) -> None:
    """It went out whole, once; it may have arrived."""
    with sink(BROKEN[how]) as found:
        assert word(asked(kind, patch, found, QUICK if how == "silent" else PATIENT)) == "unknown"
    assert len(found.taken) == 1


@pytest.mark.parametrize("wire", [endless, slow])
@pytest.mark.parametrize("kind", KINDS)
def test_a_body_that_does_not_end(kind: str, wire: Wire, patch: pytest.MonkeyPatch) -> None:
    """Is read to 64 kB and for a moment; whose words are not whole has not said them."""
    with sink(wire) as found:
        assert word(asked(kind, patch, found, QUICK)) == ("sent" if kind == "webhook" else "unknown")


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_there_is_for_now(kind: str, patch: pytest.MonkeyPatch) -> None:
    """Surely nothing arrived."""
    with sink(closed) as found:
        pass
    met = asked(kind, patch, found)
    assert word(met) == "for now"
    assert "refused" in met.detail


@pytest.mark.parametrize("kind", KINDS)
def test_an_inner_address_is_refused(kind: str, patch: pytest.MonkeyPatch) -> None:
    """Unless sources.yaml allows exactly this host and port; not a byte goes there."""
    with sink(says(*GOOD[kind])) as found, listening(kind, patch, found) as letter:
        (met,) = outcomes([letter], Place())
    assert word(met) == "for now"
    assert "not public" in met.detail
    assert found.taken == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_secret_that_is_missing_is_for_now(kind: str, patch: pytest.MonkeyPatch) -> None:
    """With its name, and where to give it."""
    with sink(closed) as found, listening(kind, patch, found) as letter:
        for name in SECRETS:
            patch.delenv(name)
        (met,) = outcomes([letter], found.place())
    assert word(met) == "for now"
    assert "is missing: give it as" in met.detail


@pytest.mark.parametrize("kind", KINDS)
def test_a_server_that_repeats_all_it_was_told(kind: str, patch: pytest.MonkeyPatch) -> None:
    """Its words are quoted without our secrets, however it writes them."""

    async def parrot(taken: Taken, out: asyncio.StreamWriter) -> None:
        path = taken.line.split(" ")[1]
        told = " ".join([*path.split("/"), path, unquote(path), taken.headers.get("authorization", "")])
        words = dict.fromkeys(("description", "message", "error", "errcode", "detail"), told)
        out.write(answer(json.dumps(words).encode(), status="400 Bad Request"))

    with sink(parrot) as found:
        met = asked(kind, patch, found)
    assert word(met) == "never"
    assert "***" in met.detail or kind == "slack"  # a webhook of theirs says one plain word
