"""`monitor channels list` and `test`: how the ways out are, tried over a real mail server on this machine."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from monitor.cli.channelling import told
from monitor.config.digests import read_digests
from monitor.model.message import Permanent, Sent, Transient, Unknown
from monitor.setup import Setup
from tests.channels.smtp import Inbox, free_port, server
from tests.cli.conftest import Monitor
from tests.cli.test_digests import bytes_of

MAIL = """version: 1
operator: {channel: mail, recipient: operator@example.org}
channels:
  mail: {kind: email, host: 127.0.0.1, port: PORT, security: none, sender: "Monitor <monitor@example.org>"}
subscriptions:
  - id: desk
    title: Azerbaijan – Belarus
    rules: [azerbaijan-belarus]
    to: [{channel: mail, recipient: desk@example.org}, {channel: mail, recipient: duty@example.org}]
    zone: Asia/Baku
    at: "07:30"
"""


@pytest.fixture
def mailing(
    monitor: Monitor,
    rules: Path,
    setup: Setup,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Path:
    """The rules with a mail channel on a port where nobody listens, unless a test puts a server there."""
    folder = shutil.copytree(rules, tmp_path / "mailing")

    def read(folder: Path, *_: Any, **__: Any) -> Setup:
        """The channels as they stand now; the rules were read before."""
        file = folder / "digests.yaml"
        return replace(setup, channels=read_digests(str(file), file.read_bytes()).channels)

    monkeypatch.setattr("monitor.cli.drafting.load", read)
    return at(folder, free_port())


def at(mailing: Path, port: int) -> Path:
    (mailing / "digests.yaml").write_text(MAIL.replace("PORT", str(port)), "utf-8")
    return mailing


def test_channels_are_listed_with_what_they_did(monitor: Monitor, mailing: Path) -> None:
    ran = monitor("channels", "list", rules_dir=mailing)
    head, row = ran.out.splitlines()
    assert head.split() == ["name", "kind", "used", "by", "last", "sent", "(Asia/Baku)", "waiting", "given", "up"]
    assert "desk (2), operator (1)" in row
    assert "14 May 2024 07:30" in row
    (channel,) = [
        json.loads(line) for line in monitor("channels", "list", "--json", rules_dir=mailing).out.splitlines()
    ]
    assert (channel["name"], channel["last_sent"], channel["dead"]) == ("mail", "2024-05-14T03:30:00Z", 0)


def test_what_only_messages_know_is_listed_too(monitor: Monitor, tmp_path: Path) -> None:
    assert "not in digests.yaml" in monitor("channels", "list").out
    assert monitor("channels", "list", state_dir=tmp_path / "none").code == 0
    assert not (tmp_path / "none").exists()


def test_a_test_message_goes_to_the_operator_and_touches_no_digest(
    monitor: Monitor, state: Path, mailing: Path
) -> None:
    before = bytes_of(state)
    with server(Inbox()) as inbox:
        ran = monitor("channels", "test", "mail", rules_dir=at(mailing, inbox.port))
        again = monitor("channels", "test", "mail", "--recipient", "x@example.org", "--json", rules_dir=mailing)
    assert ran.code == 0, ran.err
    assert ran.out == "mail took the test message for operator@example.org: taken\n"
    message = inbox.messages[0]
    assert message["To"] == "operator@example.org"
    assert message["Subject"].startswith("TEST: this is only a TEST of the channel 'mail'")
    assert "ALARM" not in inbox.contents[0].decode()
    assert json.loads(again.out)["outcome"] == "sent"
    assert inbox.messages[0]["Message-ID"] != inbox.messages[1]["Message-ID"]
    assert bytes_of(state) == before


def test_only_the_login_is_tried_where_that_is_asked(monitor: Monitor, mailing: Path) -> None:
    with server(Inbox()) as inbox:
        ran = monitor("channels", "test", "mail", "--login-only", rules_dir=at(mailing, inbox.port))
    assert (ran.code, inbox.envelopes) == (0, [])
    assert ran.out == "mail works as far as the login: 127.0.0.1 answers and asks for no login\n"
    assert monitor("channels", "test", "file", "--login-only").code == 2


def test_a_server_that_is_not_there_is_a_sentence_and_five(monitor: Monitor, mailing: Path) -> None:
    for line in ((), ("--login-only",)):
        ran = monitor("channels", "test", "mail", *line, rules_dir=mailing)
        assert ran.code == 5
        assert ran.out.startswith("mail could not be used now: 127.0.0.1 could not be used while connecting")
        assert "check host, port and security" in ran.err


def test_who_is_meant_must_be_clear(monitor: Monitor, mailing: Path) -> None:
    assert "did you mean 'mail'" in monitor("channels", "test", "mali", rules_dir=mailing).err
    text = (mailing / "digests.yaml").read_text(encoding="utf-8")
    (mailing / "digests.yaml").write_text(text.replace("operator:", "# operator:"), encoding="utf-8")
    ran = monitor("channels", "test", "mail", rules_dir=mailing)
    assert ran.code == 2
    assert "mail has 2 recipients; say which with --recipient: desk@example.org, duty@example.org" in ran.err


def test_each_outcome_is_a_sentence_with_what_to_do() -> None:
    assert told(Sent("ok"), "chat", "desk") == ("chat took the test message for desk: ok", "")
    assert told(Unknown("the answer was lost"), "chat", "")[1].startswith("it may have arrived")
    assert told(Transient("the secret PASS is missing"), "mail", "")[1].startswith("give the secret")
    assert told(Permanent("h refused the recipient: 550"), "mail", "x")[0] == (
        "mail refuses it for good: h refused the recipient: 550"
    )  # fmt: skip
