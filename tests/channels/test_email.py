"""Mail, over real sockets: what arrives, what is refused, and what is said about it."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from email import message_from_bytes
from email.charset import CHARSETS, QP
from email.header import decode_header, make_header
from pathlib import Path
from typing import Any

import pytest
import trustme
from pydantic import ValidationError

from monitor.channels import CHANNELS
from monitor.channels.channel import Place
from monitor.channels.email import EmailOptions, send
from monitor.channels.mime import header, mailbox
from monitor.digest import subject
from monitor.model.limits import Limits
from monitor.model.message import Outcome, Permanent, Sent, Transient
from monitor.model.source import SecretRef
from tests.channels.letters import letters, mail
from tests.channels.smtp import Inbox, Script, scripted, server
from tests.digest.samples import INJECTION, SUBSCRIPTION, busy, crowded, digest, empty, hostile, report, story

SHORT = Limits(send_deadline=0.8, data_reply=0.4, connect=0.4)
READER = "reader@desk.example"

# aiosmtpd 1.4 warns of its own option, and leaves a session object to the collector when a client hangs up
pytestmark = [
    pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS:UserWarning"),
    pytest.mark.filterwarnings("ignore:.*session.login_data is deprecated:DeprecationWarning"),
]


def sent(letter: Any, limits: Limits = SHORT) -> Outcome:
    """The outcome of one attempt."""
    return asyncio.run(send(letter, limits))


def test_a_message_arrives_with_every_header_and_both_parts() -> None:
    """Text and HTML are those of the digest; the headers are those of the letter."""
    with server(Inbox()) as inbox:
        channel = mail(inbox.port, unsubscribe="leave@news.example", return_path="bounces@news.example")
        (letter,) = letters(channel, f"Чытач <{READER}>")
        assert isinstance(sent(letter), Sent)
    (message,) = inbox.messages
    (envelope,) = inbox.envelopes
    assert (envelope.mail_from, envelope.rcpt_tos) == ("bounces@news.example", [READER])
    assert message["To"] == f"Чытач <{READER}>"
    assert message["From"] == "Манітор выдумка <monitor@news.example>"
    assert message["Subject"] == subject(busy())
    assert message["Message-ID"] == letter.message_id
    assert message["Date"] == "Fri, 17 May 2024 03:30:00 +0000"
    assert message["List-Id"] == "<daily-az-by.news.example>"
    assert message["List-Unsubscribe"] == "<mailto:leave@news.example?subject=unsubscribe%20daily-az-by>"
    assert "List-Unsubscribe-Post" not in message
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "en"
    assert message.get_content_type() == "multipart/alternative"
    plain, rich = message.iter_parts()
    assert "Prezidentlər Bakıda görüşdü: işgüzar dairələrin iclası və İpək yolu" in plain.get_content()
    assert "Кампанія з Мінска паставіць аб'екты" in rich.get_content()
    assert rich.get_content_type() == "text/html"


def test_a_long_subject_in_three_alphabets_arrives_letter_by_letter() -> None:
    """Each encoded word within the 75 characters of RFC 2047, no line over 78."""
    title = "Prezidentlər görüşdü: ışıq və İpək; сустрэча ў Баку, аб'ём гандлю; встреча в Минске (вымысел)" * 2
    sample = digest(
        story(1, title[:90], report(1, title)), subscription=replace(SUBSCRIPTION, title="Азербайджан – Беларусь")
    )
    with server(Inbox()) as inbox:
        (letter,) = letters(mail(inbox.port), READER, sample)
        assert isinstance(sent(letter), Sent)
    raw = inbox.contents[0].split(b"\r\nFrom:")[0].decode("ascii")
    assert str(make_header(decode_header(message_from_bytes(inbox.contents[0])["Subject"]))) == letter.payload.subject
    assert all(len(word) <= 75 for word in re.findall(r"=\?\S+\?=", raw))
    assert all(len(line) <= 78 for line in raw.split("\r\n") if line.startswith((" ", "Subject")))
    assert title[:60].rpartition(" ")[0] in letter.payload.subject


def test_a_long_header_stays_whole() -> None:
    """A folded List-Unsubscribe is no address any more."""
    address = f"leave+{'x' * 50}@{'long-label.' * 15}example"
    with server(Inbox()) as inbox:
        (letter,) = letters(mail(inbox.port, unsubscribe=address), READER)
        assert isinstance(sent(letter), Sent)
    assert (
        f"\r\nList-Unsubscribe: <mailto:{address}?subject=unsubscribe%20daily-az-by>\r\n".encode() in inbox.contents[0]
    )


def test_a_retry_sends_the_same_bytes_under_the_same_id() -> None:
    """Whatever the attempt's number; composing again gives the same bytes too."""
    with server(Inbox()) as inbox:
        (letter,) = letters(mail(inbox.port), READER)
        (again,) = letters(mail(inbox.port), READER)
        for attempt in (letter, replace(letter, attempt=2), again):
            assert isinstance(sent(attempt), Sent)
    assert len(set(inbox.contents)) == 1
    assert {m["Message-ID"] for m in inbox.messages} == {letter.message_id}


def test_every_line_is_ascii_and_short_enough_for_any_server() -> None:
    """No server needs 8BITMIME or SMTPUTF8; RFC 5321 allows 998 characters."""
    for sample in (busy(), hostile(), crowded()):
        for letter in letters(mail(25), READER, sample):
            body = letter.payload.body
            assert body.isascii()
            assert b"\n" not in body.replace(b"\r\n", b"")
            assert max(map(len, body.split(b"\r\n"))) <= 998


def test_a_title_cannot_write_a_header() -> None:
    """A line end in a title is a blank; a title that looks encoded is shown as it is."""
    disguised = "=?utf-8?q?Talks=0D=0ABcc:_x@example.org?= in Baku"
    for title in (INJECTION, disguised):
        (letter,) = letters(mail(25), READER, digest(story(1, title, report(1, title))))
        message = message_from_bytes(letter.payload.body)
        assert message["Bcc"] is None
        assert "Bcc" in str(make_header(decode_header(message["Subject"])))
    assert disguised in str(make_header(decode_header(message["Subject"])))


def test_a_long_digest_is_cut_between_stories_into_numbered_messages() -> None:
    """At most 100 KB of text and HTML each, every story in one of them."""
    long = [report(n, f"Справаздача {n} (выдумка)", url=f"https://news.example/{n}?{'q' * 1500}") for n in range(200)]
    sample = digest(*(story(n, f"Падзея {n} (выдумка)", *long[n * 8 : n * 8 + 8]) for n in range(20)))
    found = letters(mail(25), READER, sample)
    assert len(found) > 1
    joined = ""
    for n, letter in enumerate(found, start=1):
        assert letter.payload.subject.endswith(f"(part {n} of {len(found)})")
        message = message_from_bytes(letter.payload.body)
        contents = [part.get_payload(decode=True) for part in message.walk() if not part.is_multipart()]
        assert sum(len(c) for c in contents if isinstance(c, bytes)) <= 100 * 1024
        joined += contents[0].decode() if isinstance(contents[0], bytes) else ""
    assert [joined.count(f"\r\n{n} Падзея {n} (выдумка)") for n in range(20)] == [1] * 20
    assert len({letter.message_id for letter in found}) == len(found)


@pytest.mark.parametrize(("answer", "kind"), [("550 no such user", Permanent), ("450 greylisted", Transient)])
def test_a_refused_recipient_is_refused_alone(answer: str, kind: type[Outcome]) -> None:
    """5xx is for good, 4xx for now; the next recipient gets the digest."""
    with server(Inbox({READER: answer})) as inbox:
        (refused,), (other,) = letters(mail(inbox.port), READER), letters(mail(inbox.port), "other@desk.example")
        outcome = sent(refused)
        assert isinstance(outcome, kind)
        assert answer[4:] in outcome.detail
        assert isinstance(sent(other), Sent)
    assert [e.rcpt_tos for e in inbox.envelopes] == [["other@desk.example"]]


@pytest.mark.parametrize("answer", ["451 try later", "552 too large", "554 spam"])
def test_a_message_refused_after_data_may_be_tried_again(answer: str) -> None:
    """A 5xx three times, then it is for good."""
    with server(Inbox(data_answer=answer)) as inbox:
        (letter,) = letters(mail(inbox.port), READER)
        outcome = sent(letter)
    assert isinstance(outcome, Transient)
    assert outcome.at_most == (None if answer.startswith("4") else 3)
    assert answer[:3] in outcome.detail


@pytest.mark.parametrize(
    ("step", "answer"), [("greeting", "554 go away"), ("MAIL", "550 not you"), ("MAIL", "421 bye")]
)
def test_a_refusal_before_the_recipient_is_for_now(step: str, answer: str) -> None:
    """The operator can mend it; no reader is lost."""
    with scripted(Script({step: answer})) as port:
        (letter,) = letters(mail(port), READER)
        outcome = sent(letter)
    assert isinstance(outcome, Transient)
    assert answer[:3] in outcome.detail


def test_nobody_listening_is_for_now() -> None:
    """And the sentence names the machine."""
    with server(Inbox()) as inbox:
        port = inbox.port
    (letter,) = letters(mail(port), READER)
    outcome = sent(letter)
    assert isinstance(outcome, Transient)
    assert "127.0.0.1" in outcome.detail


def test_login_with_secrets_opened_at_use(monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong one is for now: 5xx at login is the operator's to mend."""
    monkeypatch.setenv("SMTP_PASSWORD", "тайна ı İ")
    with server(Inbox()) as inbox:
        secret = SecretRef("${SMTP_PASSWORD}")
        (letter,) = letters(mail(inbox.port, username="right", password=secret), READER)
        (wrong,) = letters(mail(inbox.port, username="wrong", password=secret), READER)
        assert isinstance(sent(letter), Sent)
        assert isinstance(sent(wrong), Transient)
    assert inbox.logins[0] == (b"right", "тайна ı İ".encode())
    assert len(inbox.envelopes) == 1


def test_a_missing_secret_is_named() -> None:
    """And nobody is called."""
    (letter,) = letters(mail(9, username="right", password=SecretRef("${NOBODY_SET_THIS}")), READER)
    outcome = sent(letter)
    assert isinstance(outcome, Transient)
    assert "NOBODY_SET_THIS" in outcome.detail


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_encryption_with_a_trusted_and_an_untrusted_certificate(security: str, tmp_path: Path) -> None:
    """The message goes only over a connection whose certificate holds."""
    authority = trustme.CA()
    ca_file = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(ca_file)
    context = ssl_context(authority)
    options = {"ssl_context": context} if security == "tls" else {"tls_context": context, "require_starttls": True}
    limits = Limits(send_deadline=8, data_reply=4)
    with tls_server(Inbox(), security, options) as inbox:
        (letter,) = letters(mail(inbox.port, security=security, ca_file=str(ca_file)), READER)
        (distrust,) = letters(mail(inbox.port, security=security), READER)
        assert isinstance(sent(letter, limits), Sent)
        outcome = sent(distrust, limits)
    assert isinstance(outcome, Transient)
    assert "certificate is not trusted" in outcome.detail
    assert len(inbox.envelopes) == 1


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_login_goes_over_encryption_only_and_once_a_connection(
    security: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server of another name gets neither the password nor the message."""
    monkeypatch.setenv("SMTP_PASSWORD", "тайна ı İ")
    authority = trustme.CA()
    ca_file = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(ca_file)
    context = ssl_context(authority)
    options = {"ssl_context": context} if security == "tls" else {"tls_context": context, "require_starttls": True}
    login: dict[str, Any] = {"username": "right", "password": SecretRef("${SMTP_PASSWORD}"), "ca_file": str(ca_file)}
    with tls_server(Inbox(), security, options) as inbox:
        (letter,) = letters(mail(inbox.port, security=security, **login), READER)
        elsewhere = replace(letter, channel=mail(inbox.port, security=security, **login | {"host": "localhost"}))
        placed = CHANNELS["email"].placed
        assert placed

        async def in_turn() -> list[Outcome]:
            deliver = placed(Place(limits=Limits(send_deadline=20, data_reply=8)))
            return [await deliver(each) for each in (letter, letter, elsewhere)]

        assert [type(outcome) for outcome in asyncio.run(in_turn())] == [Sent, Sent, Transient]
    assert inbox.logins == [(b"right", "тайна ı İ".encode())]
    assert len(inbox.envelopes) == 2


def test_a_missing_ca_file_is_named(tmp_path: Path) -> None:
    with scripted(Script()) as port:
        (letter,) = letters(mail(port, security="starttls", ca_file=str(tmp_path / "gone.pem")), READER)
        outcome = sent(letter)
    assert isinstance(outcome, Transient)
    assert "gone.pem cannot be read: No such file" in outcome.detail


def test_a_server_without_starttls_gets_nothing() -> None:
    """Never unencrypted by accident."""
    with server(Inbox()) as inbox:
        (letter,) = letters(mail(inbox.port, security="starttls"), READER)
        outcome = sent(letter)
    assert isinstance(outcome, Transient)
    assert not inbox.envelopes


@pytest.mark.parametrize(
    "recipient",
    [
        "",
        "nobody",
        "a@b@c",
        "a@b.example, c@d.example",
        "a@b.example\r\nBcc: x@y.example",
        "імя@b.example",
        "a b@c.example",
    ],
)
def test_what_is_no_address_is_refused_for_good(recipient: str) -> None:
    """Without calling the server."""
    (letter,) = letters(mail(9), recipient)
    assert isinstance(sent(letter), Permanent)


@pytest.mark.parametrize(
    ("options", "word"),
    [
        ({"host": "mail.example", "security": "none"}, "unencrypted"),
        ({"host": "mail.example", "sender": "nobody"}, "sender"),
        ({"host": "mail.example", "password": "hunter2hunter2"}, "never written here"),
        ({"host": "mail.example", "prot": 25}, "prot"),
        ({"host": "mail.example", "unsubscribe": "x@y\r\nBcc: z@example.org"}, "unsubscribe"),
        ({"sender": "a@b.example"}, "host"),
    ],
)
def test_options_that_would_harm_are_refused(options: dict[str, Any], word: str) -> None:
    """With a sentence that says what to write."""
    with pytest.raises(ValidationError, match=word):
        EmailOptions.model_validate({"sender": "m@news.example"} | options)


def test_an_unencrypted_server_elsewhere_must_be_asked_for() -> None:
    """`insecure: true` is the operator's own word."""
    options = {"host": "mail.example", "sender": "m@news.example", "security": "none", "insecure": True}
    assert EmailOptions.model_validate(options).insecure


def test_a_channel_without_its_options_refuses_for_good() -> None:
    """And says which."""
    (letter,) = letters(mail(9), READER)
    outcome = sent(replace(letter, channel=replace(letter.channel, options=(("host", "127.0.0.1"),))))
    assert isinstance(outcome, Permanent)
    assert "sender" in outcome.detail


def test_an_empty_day_is_a_message_too() -> None:
    """Silence must look different from blindness."""
    (payload,) = CHANNELS["email"].render(empty(), mail(25))
    assert payload.subject.endswith("nothing new, 43 of 43 feeds answered")


def ssl_context(authority: trustme.CA) -> Any:
    """A server's context with a certificate for this machine."""
    import ssl

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return context


def tls_server(inbox: Inbox, security: str, options: dict[str, Any]) -> Any:
    """A real server that speaks TLS at once or after STARTTLS."""
    return server(inbox, **options)


def test_a_library_that_changes_all_headers_changes_none_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """apprise, once loaded, asks for quoted-printable; frozen bytes must not depend on what else is loaded."""
    before = mailbox("Манітор выдумка <monitor@news.example>"), header("Subject", "Падзея і яшчэ шмат слоў " * 4)
    monkeypatch.setitem(CHARSETS, "utf-8", (QP, QP, "utf-8"))
    assert before == (
        mailbox("Манітор выдумка <monitor@news.example>"),
        header("Subject", "Падзея і яшчэ шмат слоў " * 4),
    )
