"""The digest as .txt, .html and .eml in a folder under the state directory; the recipient is the folder's name."""

from __future__ import annotations

import asyncio
import hashlib
import os
import re
import threading
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from monitor.channels.channel import Channel, Options, Place, Send
from monitor.channels.mime import RFC822, addressed, messages
from monitor.digest import html, subject, text
from monitor.model.message import ChannelConfig, Digest, Letter, Outcome, Payload, Permanent, Sent, Transient

TEXT, HTML = "text/plain; charset=utf-8", "text/html; charset=utf-8"
_ENDINGS = {TEXT: "txt", HTML: "html", RFC822: "eml"}
_SENDER = "Bilateral Monitor <monitor@localhost>"
_NAME_BYTES = 120
_ONE_AT_A_TIME = threading.Lock()  # between looking for a free name and taking it


class FileOptions(Options):
    """Nothing to choose: the folder is the recipient."""


def render(digest: Digest, config: ChannelConfig) -> tuple[Payload, ...]:  # noqa: ARG001 - every channel is asked alike
    """Text, HTML and the mail message, as parts of their own; nothing is split, a file has no limit."""
    mail = messages(
        digest, [("From", _SENDER), ("Auto-Submitted", "auto-generated"), ("Content-Language", digest.frame)]
    )
    whole = [(TEXT, text(digest).encode()), (HTML, html(digest).encode()), *((RFC822, one.body) for one in mail)]
    line = subject(digest)
    return tuple(Payload(n, len(whole), kind, body, line) for n, (kind, body) in enumerate(whole, start=1))


async def send(letter: Letter, state_dir: Path = Path("state")) -> Outcome:
    """The file is there whole or not at all; the same letter again finds it there. Nothing is ever overwritten."""
    try:
        return await asyncio.to_thread(_store, letter, state_dir)
    except OSError as error:
        return Transient(f"the file cannot be written under {state_dir}: {error.strerror or error}")


def _store(letter: Letter, state_dir: Path) -> Outcome:
    folder = _folder(letter.recipient, state_dir)
    ending = _ENDINGS.get(letter.payload.content_type)
    if folder is None:
        return Permanent(f"{letter.recipient!r} is not a folder under the state directory")
    if ending is None:
        return Permanent(f"no kind of file is known for {letter.payload.content_type!r}")
    body = addressed(letter) if ending == "eml" else letter.payload.body
    folder.mkdir(parents=True, exist_ok=True)
    name = _name(letter, ending)
    # Another message has this name if two ids look alike as file names, or after `resend`: both stay, side by side.
    other = f"{name}-{hashlib.sha256(body).hexdigest()[:16]}"
    with _ONE_AT_A_TIME:
        path = next((p for p in (folder / f"{name}.{ending}", folder / f"{other}.{ending}") if _free(p, body)), None)
        if path is None:
            return Permanent(f"{folder / other}.{ending} was changed by somebody and is not overwritten")
        if path.exists():
            return Sent(f"{path}, already there")
        _write(path, body)
    return Sent(str(path))


def _free(path: Path, body: bytes) -> bool:
    """Nobody's, or already this very message's."""
    return not path.exists() or path.read_bytes() == body


def _folder(recipient: str, state_dir: Path) -> Path | None:
    """The folder, or None if the name leads out of the state directory, through a link too, or is not a name."""
    root = state_dir.resolve()
    name = Path(recipient)
    if not recipient.strip() or not recipient.isprintable() or name.is_absolute() or ".." in name.parts:
        return None
    folder = (root / name).resolve()
    return folder if folder != root and folder.is_relative_to(root) else None


def _name(letter: Letter, ending: str) -> str:
    """`2024-05-17-daily-<subscription>`; the second mail message of a digest in parts ends in `-2`.

    An alert has no date of its own, but a moment: `2024-05-16-113300Z-alert-<subscription>`.
    """
    mail = letter.payload.part - 2 if ending == "eml" else 1
    kind, _, rest = letter.period.partition("/")
    period = letter.period
    if kind == "alert":
        period = f"{datetime.fromtimestamp(letter.composed, tz=UTC):%Y-%m-%d-%H%M%SZ}-alert"
    elif kind == "alarm":
        day, _, cause = rest.partition("/")
        period = f"{day}-alarm-{cause[:8]}"
    plain = f"{_plain(period)}-{_plain(letter.subscription)}"
    return f"{plain}-{mail}" if mail > 1 else plain


def _plain(name: str) -> str:
    """The name as part of a file name: letters, digits, dots, dashes; a long one is cut and ends in a digest of it."""
    plain = re.sub(r"[^\w.-]+", "-", name).strip("-.") or "-"
    if len(plain.encode()) <= _NAME_BYTES:
        return plain
    tag = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return plain.encode()[: _NAME_BYTES - 13].decode("utf-8", "ignore") + "-" + tag


def _write(path: Path, body: bytes) -> None:
    """Under its name only when it is whole and on the disk."""
    part = path.with_name(f".{path.name[-100:]}.part")
    with part.open("wb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _placed(place: Place) -> Send:
    return partial(send, state_dir=place.state_dir)


FILE = Channel(render, send, FileOptions, _placed)
