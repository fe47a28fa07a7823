"""What stands above a mail: read back as a mail program does, after its way through a real server."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parseaddr
from typing import Any

import pytest
from pydantic import ValidationError

from monitor.channels import CHANNELS
from monitor.channels.channel import Place
from monitor.channels.email import URL_LENGTH, EmailOptions
from monitor.channels.mime import header, mailbox
from monitor.model.limits import Limits
from monitor.model.message import Letter, Sent
from tests.channels.letters import letters, mail
from tests.channels.smtp import Inbox, server
from tests.digest.samples import busy

READER = "reader@desk.example"
NAME = "Аляксандр Мікалаевіч Выдуманы-Прыдуманаў, першы намеснік начальніка аддзела двухбаковых сувязяў"
TITLE = "Зводка пра дачыненні Азербайджана і Беларусі: сустрэчы, гандаль, нафта, «дарожная карта» і ўсё астатняе " * 4


def through(found: list[Letter], inbox: Inbox) -> list[EmailMessage]:
    """As they arrive, one after another."""
    placed = CHANNELS["email"].placed
    assert placed

    async def all_of_them() -> None:
        deliver = placed(Place(limits=Limits(send_deadline=30, data_reply=10)))
        for letter in found:
            assert isinstance(await deliver(letter), Sent)

    asyncio.run(all_of_them())
    assert all(max(map(len, content.split(b"\r\n"))) <= 998 for content in inbox.contents)
    assert all(content.partition(b"\r\n\r\n")[0].isascii() for content in inbox.contents)
    return inbox.messages


def addressee(message: bytes) -> tuple[str, str]:
    """Name and address. The library's newer parser leaves a blank between encoded words of a name (RFC 2047, 6.2)."""
    name, address = parseaddr(message_from_bytes(message)["To"].replace("\r\n", ""))
    return str(make_header(decode_header(name))), address


def test_long_names_subjects_and_addresses_arrive_letter_by_letter() -> None:
    """Thirty readers with long names in Cyrillic, each a message of his own; a list address of 900 characters."""
    address = "https://news.example/leave?list={subscription}&who={recipient}&sign="
    address += "s" * (URL_LENGTH - 300 + len("{recipient}") - len(address))
    names = [f"{NAME}, {n}" for n in range(30)]
    with server(Inbox()) as inbox:
        options = {"unsubscribe_url": address, "unsubscribe": f"leave+{'x' * 50}@{'long-label.' * 15}example"}
        (first,) = letters(mail(inbox.port, **options), READER, replace(busy(), title=TITLE.strip()))
        found = [
            replace(first, recipient=f"{name} <r+{n}@desk.example>", message_id=f"<{n}@x.example>")
            for n, name in enumerate(names)
        ]
        messages = through(found, inbox)
    assert [envelope.rcpt_tos for envelope in inbox.envelopes] == [[f"r+{n}@desk.example"] for n in range(30)]
    for n, message in enumerate(messages):
        assert addressee(inbox.contents[n]) == (names[n], f"r+{n}@desk.example")
        assert message["Subject"] == first.payload.subject
        leave = address.replace("{subscription}", "daily-az-by").replace("{recipient}", f"r%2B{n}%40desk.example")
        assert str(message["List-Unsubscribe"]).replace("\r\n", "") == (
            f"<{leave}>, <mailto:{options['unsubscribe']}?subject=unsubscribe%20daily-az-by>"
        )
        assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert message["Message-ID"] == f"<{n}@x.example>"
    assert len(first.payload.subject.encode()) > 200


def test_a_name_longer_than_a_line_is_still_one_address() -> None:
    line = header("To", mailbox(f"{NAME * 6} <{READER}>"))
    assert all(len(each) <= 998 for each in line.split(b"\r\n"))
    assert addressee(line + b"\r\n") == (NAME * 6, READER)


def test_a_list_says_who_it_is_and_asks_for_no_answer() -> None:
    """For every machine that answers by itself, in its own words; nothing of it names the reader."""
    with server(Inbox()) as inbox:
        (letter,) = letters(mail(inbox.port, unsubscribe="leave@news.example"), READER, replace(busy(), frame="ru"))
        (message,) = through([letter], inbox)
    assert message["List-Id"] == "<daily-az-by.news.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert "OOF" in message["X-Auto-Response-Suppress"]
    assert "NDR" not in message["X-Auto-Response-Suppress"].split(", ")
    assert message["Content-Language"] == "ru"
    assert "List-Unsubscribe-Post" not in message
    assert {"Precedence", "In-Reply-To", "References"}.isdisjoint(message.keys())
    assert READER.encode() not in letter.payload.body


def test_the_next_alert_of_a_story_answers_the_first() -> None:
    """So a mail program shows them as one conversation."""
    with server(Inbox()) as inbox:
        (first,) = letters(mail(inbox.port), READER)
        (message,) = through([replace(first, message_id="<second@x.example>", thread="<first@x.example>")], inbox)
    assert (message["In-Reply-To"], message["References"]) == ("<first@x.example>", "<first@x.example>")
    assert message["Message-ID"] == "<second@x.example>"


def test_only_the_list_address_is_filled_in() -> None:
    """A title or a text that holds the same word stays as it was written."""
    with server(Inbox()) as inbox:
        channel = mail(inbox.port, unsubscribe_url="https://news.example/{recipient}")
        (letter,) = letters(channel, READER, replace(busy(), title="List-Unsubscribe: {recipient}"))
        (message,) = through([letter], inbox)
    assert "List-Unsubscribe: {recipient}" in message["Subject"]
    body = message.get_body(("plain",))
    assert body is not None
    assert READER not in body.get_content()
    assert message["List-Unsubscribe"] == "<https://news.example/reader%40desk.example>"


@pytest.mark.parametrize(
    ("url", "word"),
    [
        ("http://news.example/leave", "no https"),
        ("https://news.example/a b", "no https"),
        ("https://news.example/>,<x", "no https"),
        ("https://news.example/\r\nBcc: x@y.example", "no https"),
        ("https://news.example/" + "x" * 900, "too long"),
        ("https://news.example/{recipient}" + "x" * 600, "too long"),
    ],
)
def test_an_address_for_leaving_must_be_one_that_works(url: str, word: str) -> None:
    options: dict[str, Any] = {"host": "mail.example", "sender": "m@news.example", "unsubscribe_url": url}
    with pytest.raises(ValidationError, match=word):
        EmailOptions.model_validate(options)
