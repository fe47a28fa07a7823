"""A digest as a mail message; pure. Everything but To, Date and Message-ID is frozen when the digest is composed.

Header lines are made one by one: at 78 columns the library's fold damages a long List-Unsubscribe, at 998 it writes
encoded words longer than the 75 characters that RFC 2047 allows.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from email.charset import SHORTEST, Charset
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, getaddresses, quote, unquote
from urllib.parse import quote as url_quote

from monitor.digest import Part, html, parts, subject, text
from monitor.digest.frame import frame_of
from monitor.model.limits import KB
from monitor.model.message import Digest, Letter, Payload
from monitor.text.clean import clean

PART_BYTES = 100 * KB  # text and HTML together; Gmail hides what lies beyond 102 KB
RFC822 = "message/rfc822"
_ENCODED_WORD = 75
_LINE = 990  # characters; 998 are allowed
RECIPIENT = b"{recipient}"  # in List-Unsubscribe: who leaves must be said there, and the frozen message is nobody's
_UNSUBSCRIBE = re.compile(rb"(?m)^List-Unsubscribe: .*(?:\n[ \t].*)*")
_NAMED = re.compile(r"([^<>]*?) *<([^<>\s]+)>")
_UTF8 = Charset("utf-8")  # our own: apprise, once loaded, changes how every header of the process is encoded
_UTF8.header_encoding = SHORTEST
_WHOLE_LINES = SMTP.clone(max_line_length=998)


def messages(digest: Digest, headers: Iterable[tuple[str, str]]) -> tuple[Payload, ...]:
    """The digest as one message, or as several numbered ones cut between stories. `headers` come after Subject."""
    cut = parts(digest, lambda part: _size(digest, part) <= PART_BYTES)
    return tuple(_message(digest, part, tuple(headers)) for part in cut)


def addressed(letter: Letter, to: str = "") -> bytes:
    """The frozen message with what belongs to this letter before it; the same letter gives the same bytes."""
    date = format_datetime(datetime.fromtimestamp(letter.composed, tz=UTC))
    own = [("To", to)] if to else []
    own += [("Date", date), ("Message-ID", letter.message_id)]
    if letter.thread:
        own += [("In-Reply-To", letter.thread), ("References", letter.thread)]
    head, gap, content = letter.payload.body.partition(b"\r\n\r\n")
    recipient = url_quote(bare(to), safe="").encode()
    head = _UNSUBSCRIBE.sub(lambda line: line[0].replace(RECIPIENT, recipient), head)
    return b"".join(header(name, value) for name, value in own) + head + gap + content


def header(name: str, value: str) -> bytes:
    """One header, its lines as long as the standard allows if it is ASCII; never a second one, whatever it holds."""
    value = _one_line(value)
    disguised = name == "Subject" and "=?" in value  # a title must not be decoded; an encoded name in To must
    if not disguised and value.isascii() and (lines := _lines(f"{name}: {value}")):
        return "".join(f"{line}\r\n" for line in lines).encode("ascii")
    words = Header(value, _UTF8, maxlinelen=_ENCODED_WORD, header_name=name).encode(linesep="\r\n")
    return f"{name}: {words}\r\n".encode("ascii")


def _lines(line: str) -> list[str]:
    """Cut at spaces, only where it is too long for one line; nothing if a single word is too long."""
    found: list[str] = []
    while len(line) > _LINE:
        cut = line.rfind(" ", 1, _LINE)
        if cut < 1 or not line[:cut].strip().rstrip(":"):
            return []
        found.append(line[:cut])
        line = line[cut:]
    return [*found, line]


def mailbox(address: str) -> str:
    """`Name <user@host>` fit for a header; "" if it is no single address that every mail server takes."""
    name, at, domain = _parsed(address)
    if not at:
        return ""
    if not name:
        return f"{at}@{domain}"
    encoded = Header(name, _UTF8, maxlinelen=_ENCODED_WORD).encode(linesep="")
    return f'"{quote(name)}" <{at}@{domain}>' if name.isascii() else f"{encoded} <{at}@{domain}>"


def bare(address: str) -> str:
    """`user@host` of `Name <user@host>`; "" if it is no such address."""
    _, at, domain = _parsed(address)
    return f"{at}@{domain}" if at else ""


def _parsed(address: str) -> tuple[str, str, str]:
    """(name, user, host); the host in its ASCII form, all empty if this is not one plain address."""
    name, plain = _named(address) if address == _one_line(address) else ("", "")
    user, _, domain = plain.rpartition("@")
    try:
        host = domain.encode("idna").decode("ascii")
    except UnicodeError:
        host = ""
    sound = re.fullmatch(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}", user) and re.fullmatch(r"[A-Za-z0-9.\[\]:-]+", host)
    return (name, user, host) if sound else ("", "", "")


def _named(address: str) -> tuple[str, str]:
    """Name and address; a name may hold a comma ("Surname, first name <user@host>") without quotation marks."""
    if found := _NAMED.fullmatch(address):
        return unquote(found[1]), found[2]
    several = getaddresses([address])
    return several[0] if len(several) == 1 else ("", "")


def _size(digest: Digest, part: Part) -> int:
    return len(text(digest, part).encode()) + len(html(digest, part).encode())


def _message(digest: Digest, part: Part, headers: tuple[tuple[str, str], ...]) -> Payload:
    plain, rich = text(digest, part), html(digest, part)
    line = subject(digest)
    if part.of > 1:
        line += " " + frame_of(digest.frame).say("page.part", n=str(part.number), of=str(part.of))
    message = EmailMessage(policy=SMTP)
    message.set_content(plain, cte=_transfer(plain))
    message.add_alternative(rich, subtype="html", cte=_transfer(rich))
    # The library's own boundary is random; "=_" can stand in neither of the two transfer encodings.
    message.set_boundary("=_" + hashlib.sha256((plain + rich).encode()).hexdigest()[:40])
    head = b"".join(header(name, value) for name, value in (("Subject", line), *headers))
    body = head + message.as_bytes(policy=_WHOLE_LINES)
    return Payload(part.number, part.of, RFC822, body, line)


def _transfer(content: str) -> str:
    """Seven bits for every server: quoted-printable stays readable, base64 is shorter for Cyrillic."""
    foreign = sum(ord(letter) > 127 for letter in content)
    return "base64" if foreign * 6 > len(content) else "quoted-printable"


def _one_line(value: str) -> str:
    return " ".join(clean(value).split())
