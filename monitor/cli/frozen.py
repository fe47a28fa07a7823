"""What a digest froze, taken apart for a person: text, page and mail out of the bytes that were sent."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from email import message_from_bytes
from email.errors import MessageError
from email.message import EmailMessage
from email.policy import SMTP
from typing import Literal

from monitor.model.message import Payload

Form = Literal["text", "html", "eml", "raw"]
FORMS: tuple[Form, ...] = ("text", "html", "eml", "raw")
_SUBTYPES = {"text": "plain", "html": "html"}


@dataclass(frozen=True, slots=True)
class Page:
    """One part as it was frozen for a channel, in one form."""

    channel: str
    part: int
    parts: int
    text: str


def pages(bodies: Sequence[tuple[str, Payload]], form: Form, channel: str = "") -> list[Page]:
    """The digest's parts in this form, of the first channel (or of `channel`) that has it; [] where none has.

    As text, a channel that froze no text at all gives its payload, JSON with its lines set out.
    """
    for name in dict.fromkeys(name for name, _ in bodies if channel in ("", name)):
        own = [payload for each, payload in bodies if each == name]
        found = [(payload, text) for payload in own if (text := page(payload, form)) is not None]
        # A file channel freezes text, page and mail side by side; the mail holds the other two once more.
        plain = [(payload, text) for payload, text in found if not _is_mail(payload)]
        if plain and form in _SUBTYPES:
            found = plain
        if found:
            beside = len({payload.content_type for payload in own}) > 1
            return [
                Page(name, n if beside else payload.part, len(found) if beside else payload.parts, text)
                for n, (payload, text) in enumerate(found, 1)
            ]
    if form == "text" and bodies:
        return pages(bodies, "raw", channel)
    return []


def page(payload: Payload, form: Form) -> str | None:
    """One part in this form; None where it has no such."""
    if form == "raw":
        return readable(payload)
    if _is_mail(payload):
        return payload.body.decode("utf-8", "surrogateescape") if form == "eml" else _of_mail(payload.body, form)
    if _kind(payload) == f"text/{_SUBTYPES.get(form)}":
        return payload.body.decode("utf-8", "replace")
    return None


def _kind(payload: Payload) -> str:
    return payload.content_type.partition(";")[0].strip().lower()


def _is_mail(payload: Payload) -> bool:
    return _kind(payload) == "message/rfc822"


def readable(payload: Payload) -> str:
    """The bytes for a person: JSON with its lines set out, anything else as it is."""
    text = payload.body.decode("utf-8", "surrogateescape")
    if "json" not in payload.content_type:
        return text
    try:
        return json.dumps(json.loads(text), ensure_ascii=False, indent=2)
    except ValueError:
        return text


def _of_mail(body: bytes, form: Form) -> str | None:
    """The part of a mail message that is plain text, or HTML; None where it has none or is no message."""
    try:
        message = message_from_bytes(body, policy=SMTP)
        assert isinstance(message, EmailMessage)
        part = message.get_body((_SUBTYPES[form],)) if form in _SUBTYPES else None
        content = part.get_content() if part is not None else None
    except (MessageError, LookupError, ValueError):
        return None
    return content.replace("\r\n", "\n") if isinstance(content, str) else None
