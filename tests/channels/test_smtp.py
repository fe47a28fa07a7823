"""Mail servers that fail at each step, and connections that carry one message after another."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import pytest

from monitor.channels import CHANNELS
from monitor.channels.channel import Place
from monitor.channels.email import send
from monitor.channels.smtp import MESSAGES
from monitor.model.limits import Limits
from monitor.model.message import Letter, Outcome, Permanent, Sent, Transient, Unknown
from tests.channels.letters import letters, mail
from tests.channels.smtp import HANG, HANG_UP, Script, scripted

SHORT = Limits(send_deadline=0.8, data_reply=0.4, connect=0.4)
PATIENT = Limits(send_deadline=20, data_reply=8, connect=4)
READER = "reader@desk.example"
LOGIN = {"EHLO": "250-fine\r\n250 AUTH PLAIN"}
STARTTLS = {"EHLO": "250-fine\r\n250 STARTTLS"}
ENDLESS, GARBAGE = "250-" + "x" * 10_000_000, "\x00\x07 Добры дзень"
BEFORE = ("greeting", "EHLO", "STARTTLS", "handshake", "AUTH", "MAIL", "RCPT", "DATA")


def one(port: int, recipient: str = READER, **options: str) -> Letter:
    return letters(mail(port, **options), recipient)[0]


def several(port: int, count: int) -> list[Letter]:
    """The same digest to so many readers."""
    letter = one(port)
    return [replace(letter, recipient=f"reader{n}@desk.example", key=f"key{n}") for n in range(count)]


def tried(letter: Letter, limits: Limits = SHORT) -> Outcome:
    """One attempt, over a connection of its own; it must end."""
    return asyncio.run(asyncio.wait_for(send(letter, limits), 10))


def in_turn(found: Sequence[Letter]) -> list[Outcome]:
    """One after another, as the service sends them: over the connections it keeps."""
    placed = CHANNELS["email"].placed
    assert placed

    async def all_of_them() -> list[Outcome]:
        deliver = placed(Place(limits=PATIENT))
        return [await deliver(letter) for letter in found]

    return asyncio.run(all_of_them())


def at_once(found: Sequence[Letter], limits: Limits = PATIENT) -> list[Outcome]:
    """All together."""
    placed = CHANNELS["email"].placed
    assert placed

    async def all_of_them() -> list[Outcome]:
        deliver = placed(Place(limits=limits))
        return list(await asyncio.gather(*map(deliver, found)))

    return asyncio.run(all_of_them())


def failing(step: str, fault: str) -> tuple[Script, dict[str, str]]:
    """A server that fails there, and options that lead to that step."""
    if step == "EHLO":
        return Script({"EHLO": fault, "HELO": fault}), {}
    if step == "STARTTLS":
        return Script({**STARTTLS, "STARTTLS": fault}), {"security": "starttls"}
    if step == "handshake":
        return Script({**STARTTLS, "STARTTLS": "220 go", "handshake": fault}), {"security": "starttls"}
    return Script({**LOGIN, step: fault}), {"username": "reader"} if step == "AUTH" else {}


@pytest.mark.parametrize("fault", [HANG, HANG_UP, GARBAGE, ENDLESS], ids=["hang", "hang up", "garbage", "endless"])
@pytest.mark.parametrize("step", BEFORE)
def test_whatever_a_server_does_before_the_message_is_for_now(step: str, fault: str) -> None:
    """The attempt ends in time with a sentence; nothing was handed over, so nothing can come twice."""
    script, options = failing(step, fault)
    with scripted(script) as port:
        outcome = tried(one(port, **options))
    assert isinstance(outcome, Transient)
    assert outcome.detail.startswith("127.0.0.1 ")
    assert script.taken == []


@pytest.mark.parametrize("fault", [HANG, HANG_UP, GARBAGE, ENDLESS], ids=["hang", "hang up", "garbage", "endless"])
def test_whatever_it_does_with_the_message_may_have_delivered_it(fault: str) -> None:
    """Only after the final dot is an outcome unknown."""
    script = Script({"message": fault})
    with scripted(script) as port:
        outcome = tried(one(port))
    assert isinstance(outcome, Unknown)
    assert len(script.taken) == 1


@pytest.mark.parametrize("fault", [HANG, HANG_UP, GARBAGE, "500 what"], ids=["hang", "hang up", "garbage", "500"])
def test_trouble_with_the_farewell_changes_nothing(fault: str) -> None:
    """The message is the server's already."""
    script = Script({"QUIT": fault})
    with scripted(script) as port:
        assert isinstance(tried(one(port)), Sent)
    assert (len(script.taken), script.said[-1]) == (1, "QUIT")


@pytest.mark.parametrize("code", [530, 535, 503])
def test_a_login_that_is_missing_is_no_fault_of_the_recipient(code: int) -> None:
    """The operator can mend it, within three tries."""
    with scripted(Script({"RCPT": f"{code} 5.7.0 authentication required"})) as port:
        outcome = tried(one(port))
    assert isinstance(outcome, Transient)
    assert outcome.at_most == 3


def test_where_the_operators_name_is_refused_the_sender_writes_in_his_own() -> None:
    """A server may allow no other sender than the one who logged in; the digest arrives."""
    script = Script({"MAIL": ["553 not yours"]})
    with scripted(script) as port:
        assert isinstance(tried(one(port, return_path="operator@desk.example")), Sent)
    assert [line for line in script.said if line.startswith("MAIL")] == [
        "MAIL FROM:<operator@desk.example>", "MAIL FROM:<monitor@news.example>"
    ]  # fmt: skip


def test_dots_and_bare_line_ends_never_end_a_message() -> None:
    """Else its rest would be commands to the server."""
    body = b"Subject: x\r\n\r\n.\nMAIL FROM:<a@b.example>\r.\r\n..\r\nend"
    script = Script()
    with scripted(script) as port:
        letter = one(port)
        assert isinstance(tried(replace(letter, payload=replace(letter.payload, body=body))), Sent)
    assert script.taken[0].endswith(b"\r\n\r\n..\r\nMAIL FROM:<a@b.example>\r\n..\r\n...\r\nend\r\n.\r\n")


def test_one_connection_carries_many_messages_and_no_more_than_so_many() -> None:
    """Each is its own message to its own recipient."""
    script = Script()
    with scripted(script) as port:
        assert {type(outcome) for outcome in in_turn(several(port, MESSAGES + 3))} == {Sent}
    assert script.connections == 2
    assert [line for line in script.said if line.startswith("RCPT")] == [
        f"RCPT TO:<reader{n}@desk.example>" for n in range(MESSAGES + 3)
    ]
    assert len({message.partition(b"\r\n")[0] for message in script.taken}) == MESSAGES + 3
    assert script.said.count("RSET") == MESSAGES + 3 - 2


def test_a_refused_recipient_or_message_leaves_the_connection_to_the_next() -> None:
    script = Script({"RCPT": ["550 no such user", "450 later"], "message": ["554 spam"]})
    with scripted(script) as port:
        outcomes = in_turn([one(port)] * 4)
    assert [type(outcome) for outcome in outcomes] == [Permanent, Transient, Transient, Sent]
    assert script.connections == 1


@pytest.mark.parametrize("answer", [HANG_UP, "421 idle too long", "500 what"])
def test_a_connection_that_was_closed_meanwhile_costs_nothing(answer: str) -> None:
    """The next message goes over a new one, in the same attempt."""
    script = Script({"RSET": [answer]})
    with scripted(script) as port:
        assert [type(outcome) for outcome in in_turn([one(port)] * 3)] == [Sent, Sent, Sent]
    assert (script.connections, len(script.taken)) == (2, 3)


def test_a_lost_connection_leaves_only_the_message_in_flight_unknown() -> None:
    script = Script({"message": ["250 taken", HANG_UP]})
    with scripted(script) as port:
        outcomes = in_turn([one(port)] * 4)
    assert [type(outcome) for outcome in outcomes] == [Sent, Unknown, Sent, Sent]
    assert script.connections == 2


@pytest.mark.parametrize("change", [{"username": "other"}, {"host": "localhost"}])
def test_another_login_or_server_has_connections_of_its_own(change: dict[str, str]) -> None:
    script = Script(LOGIN | {"AUTH": "235 welcome"})
    with scripted(script) as port:
        found = [one(port), letters(mail(port, **change), READER)[0]]
        assert [type(outcome) for outcome in in_turn(found)] == [Sent, Sent]
    assert script.connections == 2


def test_letters_sent_at_once_never_share_a_connection() -> None:
    """Else the answers to one would be taken for those to another."""
    script = Script()

    with scripted(script) as port:
        assert {type(outcome) for outcome in at_once(several(port, 6))} == {Sent}
    assert len(script.taken) == 6
    assert 1 <= script.connections <= 6
    assert {line for line in script.said if line.startswith("RCPT")} == {
        f"RCPT TO:<reader{n}@desk.example>" for n in range(6)
    }


def test_a_server_that_allows_two_connections_gets_all_messages_over_these() -> None:
    """A third is refused once; the others wait for one that comes free."""
    script = Script({"greeting": ["220 ready", "220 ready", "421 too many connections"]})
    with scripted(script) as port:
        assert {type(outcome) for outcome in at_once(several(port, 12))} == {Sent}
    assert len(script.taken) == 12
    assert script.connections <= 3


@pytest.mark.parametrize(("step", "answer"), [("AUTH", "535 wrong"), ("greeting", "554 go away"), ("EHLO", HANG)])
def test_a_server_that_refuses_to_talk_is_asked_once_for_many_messages(step: str, answer: str) -> None:
    """A wrong password tried a thousand times locks the account; a server that hangs would hold up each in turn."""
    script = Script(LOGIN | {step: answer})
    with scripted(script) as port:
        found = [replace(each, channel=mail(port, username="reader")) for each in several(port, 12)]
        outcomes = at_once(found, SHORT)
    assert {type(outcome) for outcome in outcomes} == {Transient}
    assert script.connections == 1
