"""The signed webhook: what a program gets and how it checks it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from dataclasses import replace

import pytest

from monitor.channels import CHANNELS
from monitor.channels.told import SCHEMA
from monitor.channels.webhook import signature
from monitor.digest import text
from monitor.model.message import ChannelConfig, Letter, Permanent, Sent, Transient, Unknown
from monitor.model.source import SecretRef
from tests.channels.letters import config, letters
from tests.channels.sink import Sink, outcomes, says, sink
from tests.digest.samples import busy, hostile

KEY = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


def channel(found: Sink, path: str = "/hooks/digest?key=tajna-1234") -> ChannelConfig:
    return config("webhook", url=found.site.url(path), secret=SecretRef("${HOOK_SECRET}"))


def letter(found: Sink) -> Letter:
    return letters(channel(found), "")[0]


@pytest.fixture(autouse=True)
def _secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOOK_SECRET", f"whsec_{KEY}")


def test_the_signature_is_that_of_the_standard() -> None:
    """The example of the specification's own libraries."""
    body = b'{"test": 2432232314}'
    found = signature(f"whsec_{KEY}", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body)
    assert found == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_whoever_has_the_secret_can_check_it() -> None:
    """By hand, as docs/webhook.md shows it; another body, id or moment does not pass."""
    with sink(says("204 No Content")) as found:
        sent = letter(found)
        assert outcomes([sent], found.place()) == [Sent(f"{found.site.host} took it")]
    (taken,) = found.taken
    assert taken.headers["idempotency-key"] == taken.headers["webhook-id"] == sent.key
    signed = f"{sent.key}.{taken.headers['webhook-timestamp']}.".encode() + taken.body
    expected = base64.b64encode(hmac.new(base64.b64decode(KEY), signed, hashlib.sha256).digest()).decode()
    assert taken.headers["webhook-signature"] == f"v1,{expected}"
    assert taken.body == sent.payload.body


def test_a_plain_secret_is_taken_as_it_is() -> None:
    """Any passphrase will do, Cyrillic too."""
    expected = hmac.new("тайна".encode(), b"id.5.{}", hashlib.sha256).digest()
    assert signature("тайна", "id", 5, b"{}") == "v1," + base64.b64encode(expected).decode()


def test_the_same_letter_again_has_the_same_id_and_bytes() -> None:
    """A program that remembers ids sees nothing twice."""
    with sink(says("500 Internal Server Error")) as found:
        sent = letter(found)
        first, second = outcomes([sent, sent], found.place())
    assert isinstance(first, Transient)
    assert first == second
    assert len({(taken.headers["webhook-id"], taken.body) for taken in found.taken}) == 1


def test_the_content_is_structured_and_as_text() -> None:
    """Line numbers are those of the text."""
    (payload,) = CHANNELS["webhook"].render(busy(), config("webhook"))
    told = json.loads(payload.body)
    assert told["schema"] == SCHEMA
    assert told["text"] == text(busy())
    assert (told["start"], told["end"]) == ("2024-05-16T03:30:00Z", "2024-05-17T03:30:00Z")
    lines = {report["line"]: report["title"] for story in told["stories"] for report in story["reports"]}
    assert lines["12.2"] == "Лукашенко провёл переговоры с Алиевым в Баку (вымысел)"
    visit = told["stories"][0]
    assert [fact["line"] for fact in (*visit["quotes"], *visit["figures"])] == ["12.4", "12.5", "12.6", "12.7"]
    assert visit["figures"][0]["disputed"]
    assert f"12.2 {lines['12.2']}"[:40] in told["text"]


def test_hostile_texts_are_plain_json() -> None:
    """No control character, no half of a character; nothing is cut."""
    (payload,) = CHANNELS["webhook"].render(hostile(), config("webhook"))
    assert payload.body.isascii()
    titles = [report["title"] for story in json.loads(payload.body)["stories"] for report in story["reports"]]
    assert "ə" * 10_000 in titles
    assert not any(letter in title for title in titles for letter in "\r\0\u202e\ud800")


def test_an_address_without_encryption_is_not_called() -> None:
    """Unless sources.yaml names it; nothing was sent."""
    with sink(says("200 OK")) as found:
        (outcome,) = outcomes(
            [letter(found)], replace(found.place(), outside=replace(found.outside, allowed=frozenset()))
        )
    assert isinstance(outcome, Transient)
    assert "not public" in outcome.detail
    public = replace(
        letter(found), channel=config("webhook", url="http://hooks.example/x", secret=SecretRef("${HOOK_SECRET}"))
    )
    (outcome,) = outcomes([public], found.place())
    assert outcome == Transient(
        "hooks.example would be called without encryption; give an https:// address, or list hooks.example:80 under "
        "network: allow: of sources.yaml"
    )
    assert not found.taken


@pytest.mark.parametrize("value", ["", "whsec_%%%"])
def test_a_secret_that_is_none_sends_nothing(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An unsigned message would be worse."""
    monkeypatch.setenv("HOOK_SECRET", value)
    with sink(says("200 OK")) as found:
        (outcome,) = outcomes([letter(found)], found.place())
    assert isinstance(outcome, Transient | Permanent)
    assert "secret" in outcome.detail
    assert not found.taken


def test_what_it_says_of_a_refusal_is_told_without_the_address() -> None:
    """Its words, not its path or the key in it."""
    with sink(says("422 Unprocessable Entity", {"error": "no field 'x' at /hooks/digest?key=tajna-1234"})) as found:
        (outcome,) = outcomes([letter(found)], found.place())
    assert isinstance(outcome, Permanent)
    assert "no field 'x'" in outcome.detail
    assert "tajna" not in outcome.detail
    assert "/hooks" not in outcome.detail


def test_a_lost_answer_is_unknown() -> None:
    """It may have it."""
    with sink(says("")) as found:
        found.wire = lambda _taken, out: _closed(out)
        (outcome,) = outcomes([letter(found)], found.place())
    assert isinstance(outcome, Unknown)
    assert len(found.taken) == 1


async def _closed(out: object) -> None:
    """No byte, and the connection ends."""
