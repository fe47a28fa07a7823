"""What every channel must do, whoever wrote it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from monitor.channels import CHANNELS, Post
from monitor.clock import Doorbell
from monitor.model.limits import Limits
from monitor.model.message import ChannelConfig, Letter, Outcome, Permanent, Sent, Transient, Unknown
from monitor.model.source import SecretRef
from monitor.net import Background, Outside
from tests.channels.letters import config, letters, mail
from tests.channels.sink import Sink, says, sink
from tests.channels.smtp import Script, scripted
from tests.digest.samples import SAMPLES, crowded, digest, report, story

SECRET, TOKEN, PATH = "contract-secret-тайна", "123456:contract-secret-token", "/contract-secret-path"
RECIPIENTS = {"console": "screen", "file": "digests", "email": "reader@desk.example", "slack": "C0123456789",
              "telegram": "-1001234567890", "discord": "", "matrix": "!room:matrix.example", "webhook": "",
              "apprise": ""}  # fmt: skip
OWN = {"slack": TOKEN, "telegram": TOKEN, "matrix": TOKEN, "discord": PATH, "apprise": PATH, "webhook": SECRET}
Make = Callable[[Sink, SecretRef, pytest.MonkeyPatch], ChannelConfig]
HTTP: dict[str, Make] = {
    "slack": lambda found, secret, patch: config("slack", token=_token(patch), api=found.site.url("/api")),
    "telegram": lambda found, secret, patch: config("telegram", token=_token(patch), api=found.site.url("")),
    "discord": lambda found, secret, patch: config("discord", webhook=_at(found, patch)),
    "matrix": lambda found, secret, patch: config("matrix", server=found.site.url(""), token=_token(patch)),
    "webhook": lambda found, secret, patch: config("webhook", url=found.site.url("/hooks/digest"), secret=secret),
    "apprise": lambda found, secret, patch: config("apprise", url=_at(found, patch, "json")),
}


def _token(patch: pytest.MonkeyPatch) -> SecretRef:
    """What Telegram, too, takes for a token."""
    patch.setenv("CONTRACT_TOKEN", TOKEN)
    return SecretRef("${CONTRACT_TOKEN}")


def _at(found: Sink, patch: pytest.MonkeyPatch, scheme: str = "http") -> SecretRef:
    """An address that is a secret."""
    patch.setenv("CONTRACT_ADDRESS", found.site.url(PATH).replace("http", scheme, 1))
    return SecretRef("${CONTRACT_ADDRESS}")


HOSTILE_RECIPIENTS = ["", "..", "/", "a\r\nb: c@d.example", "\x00", "ü" * 5000, "<script>"]


@dataclass(frozen=True)
class Set:
    """A channel as it is set up, and how the world outside is reached for it."""

    config: ChannelConfig
    outside: Outside = field(default_factory=Outside)

    @property
    def kind(self) -> str:
        return self.config.kind

    @property
    def options(self) -> dict[str, str | int | bool | SecretRef]:
        return dict(self.config.options)


@pytest.fixture(params=sorted(CHANNELS))
def channel(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, apprise_loaded: None) -> Iterator[Set]:
    """Each channel, set up against a server that repeats the secrets it is told."""
    monkeypatch.setenv("CONTRACT_SECRET", SECRET)
    secret = SecretRef("${CONTRACT_SECRET}")
    if request.param == "email":
        script = Script({"EHLO": f"250-fine\r\n250 AUTH PLAIN LOGIN {SECRET}", "AUTH": f"535 no such login: {SECRET}"})
        with scripted(script) as port:
            yield Set(mail(port, username="reader", password=secret))
    elif request.param in HTTP:
        with sink(says("503 Service Unavailable", {"error": f"not with {OWN[request.param]}"})) as found:
            yield Set(HTTP[request.param](found, secret, monkeypatch), found.outside)
    else:
        yield Set(config(request.param))


def post_all(found: list[Letter], state: Path, outside: Outside | None = None) -> list[Outcome]:
    """The outcomes of one attempt each, through Post as the service sends them."""
    bell = Doorbell()
    background = Background(bell.ring)
    limits = Limits(send_deadline=4, data_reply=2, send_queue=400, call_deadline=4)
    post = Post(background, limits, state, outside=outside)
    assert all(post.submit(letter) for letter in found)
    outcomes: list[Outcome] = []
    while post.in_flight:
        bell.wait(5)
        outcomes += [outcome for _, outcome in post.done()]
    background.close()
    return outcomes


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_renders_to_frozen_numbered_parts(channel: Set, name: str) -> None:
    """The same digest gives the same bytes; parts count from 1; the subject is one line."""
    render = CHANNELS[channel.kind].render
    payloads = render(SAMPLES[name](), channel.config)
    assert payloads == render(SAMPLES[name](), channel.config)
    assert [(p.part, p.parts) for p in payloads] == [(n, len(payloads)) for n in range(1, len(payloads) + 1)]
    assert all(p.body and p.content_type and p.subject.isprintable() for p in payloads)


def test_over_long_text_in_three_alphabets_renders(channel: Set) -> None:
    """Ten thousand letters in every field a feed fills."""
    long = "Сустрэча ў Баку: İşıq ı аб'ём — встреча " * 250
    filled = report(
        1, long, outlet=long, what=long, why=(long,), also_in=(long,), lead=long, url="https://x.example/" + "ж" * 2000
    )
    sample = digest(story(1, long, filled, before=(filled,)), title=long, handling=long)
    assert all(payload.body for payload in CHANNELS[channel.kind].render(sample, channel.config))


def test_nothing_of_a_recipient_is_in_the_payload(channel: Set) -> None:
    """One stored body for all of them."""
    for letter in letters(channel.config, RECIPIENTS[channel.kind], crowded()):
        assert RECIPIENTS[channel.kind].encode() not in letter.payload.body or channel.kind != "email"
        assert letter.message_id.encode() not in letter.payload.body


def test_sending_answers_and_tells_no_secret(channel: Set, tmp_path: Path) -> None:
    """An outcome with a sentence on one line, for honest and hostile digests alike."""
    names = ("alert", "hostile") if channel.kind in HTTP else tuple(SAMPLES)  # those wait a second between two
    found = [one for name in names for one in letters(channel.config, RECIPIENTS[channel.kind], SAMPLES[name]())]
    outcomes = post_all(found, tmp_path, channel.outside)
    assert len(outcomes) == len(found)
    for outcome in outcomes:
        assert isinstance(outcome, Sent | Transient | Unknown)
        assert outcome.detail
        assert "\n" not in outcome.detail
        assert "contract-secret" not in outcome.detail


@pytest.mark.parametrize("recipient", HOSTILE_RECIPIENTS)
def test_a_hostile_recipient_is_answered_too(channel: Set, recipient: str, tmp_path: Path) -> None:
    """Never an exception; nothing is written beside the state directory."""
    state = tmp_path / "state"
    outcomes = post_all(letters(channel.config, recipient), state, channel.outside)
    unsaid = {Unknown} if channel.kind == "apprise" else set()  # its library does not tell what went wrong
    assert {type(outcome) for outcome in outcomes} <= {Sent, Transient, Permanent, *unsaid}
    assert {path.name for path in tmp_path.iterdir()} <= {"state"}


def test_a_payload_that_is_not_text_is_answered_too(channel: Set, tmp_path: Path) -> None:
    """A damaged row costs its own letter."""
    found = [
        replace(one, payload=replace(one.payload, body=b"\xff\xfe\x00\r\n.\r\n"))
        for one in letters(channel.config, RECIPIENTS[channel.kind])
    ]
    assert len(post_all(found, tmp_path, channel.outside)) == len(found)


def test_unknown_options_are_refused_by_name(channel: Set) -> None:
    """A misspelt key is not ignored."""
    options = channel.options | {"hosst": "x"}
    with pytest.raises(ValueError, match="hosst"):
        CHANNELS[channel.kind].options.model_validate(options)


def test_the_usual_options_are_accepted(channel: Set) -> None:
    """As setup checks them."""
    accepted = CHANNELS[channel.kind].options.model_validate(channel.options)
    assert set(channel.options) <= accepted.model_fields_set


def test_smtp_has_one_door() -> None:
    """Only channels/smtp knows the library."""
    folder = Path(__file__).parents[2] / "monitor"
    users = {path.name for path in folder.rglob("*.py") if "import aiosmtplib" in path.read_text(encoding="utf-8")}
    assert users == {"smtp.py"}
