"""Where the month's messages arrive: a mail server and a webhook with outages, and what is remembered of each arrival.

Of a message only what the verdict asks for is kept: its id, a hash of its bytes, and of a webhook's call what it told.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from monitor.model.message import Letter, Outcome, Sent, Transient, Unknown

NUMBER = re.compile(r"/[a-z]+/([knul])(\d{5,7})\b")
SAME = re.compile(r"^ +same text: (.*(?:\n {6,}.*)*)", re.MULTILINE)  # its further lines stand deeper
SENT = "already sent"
MARKER = re.compile(r"\(([KNUL]\d{5,7})\)")


@dataclass(frozen=True, slots=True)
class Told:
    """One report as a call brought it: to whom, when (true time), of which article, as new or as changed."""

    subscription: str
    at: int
    kind: str  # daily, alert
    number: int
    change: str
    period: str = ""
    copy: str = ""  # its outlet, where the call says that it repeats another article's text


@dataclass(frozen=True, slots=True)
class Arrival:
    """One message as it was taken."""

    id: str
    channel: str
    recipient: str
    part: int
    subscription: str
    period: str
    digest: bytes  # of its bytes
    at: int


@dataclass
class Postman:
    """`moods`: channel -> down, or silent (taken and never answered)."""

    now: Callable[[], int]  # true time
    ring: Callable[[], None]
    moods: dict[str, str] = field(default_factory=dict)
    arrivals: list[Arrival] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    shown: dict[tuple[str, int], int] = field(default_factory=dict)  # mail recipient and article -> when first shown
    notices: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)  # lines of each alarm, with when it came
    folded: Counter[tuple[str, str, str]] = field(default_factory=Counter)  # recipient, period, outlet of a copy
    refused: int = 0
    _read: set[str] = field(default_factory=set)
    _ready: list[tuple[Letter, Outcome]] = field(default_factory=list)

    @property
    def in_flight(self) -> int:
        """Answers not yet taken."""
        return len(self._ready)

    def submit(self, letter: Letter) -> bool:
        """Take it in, unless the server is down."""
        self._ready.append((letter, self._take(letter)))
        self.ring()
        return True

    def done(self) -> list[tuple[Letter, Outcome]]:
        """All answers so far."""
        ready, self._ready = self._ready, []
        return ready

    def drop(self) -> None:
        """Whoever sent is gone."""
        self._ready = []

    def _take(self, letter: Letter) -> Outcome:
        channel = letter.channel.name
        mood = self.moods.get(channel, "")
        if mood == "down":
            self.refused += 1
            return Transient("421 the server is closing")
        id_ = letter.message_id if channel == "mail" else letter.key
        payload = letter.payload
        self.arrivals.append(
            Arrival(
                id_, channel, letter.recipient, payload.part, letter.subscription, letter.period,
                hashlib.sha256(payload.body).digest()[:16], self.now(),
            )
        )  # fmt: skip
        if id_ not in self._read:  # a mail server drops a repeated id, a program that is called does so too
            self._read.add(id_)
            self._note(letter)
        return Unknown("the connection broke after DATA") if mood == "silent" else Sent("250 ok")

    def _note(self, letter: Letter) -> None:
        if letter.channel.name == "mail":
            text = _plain(letter.payload.body)
            for number in set(NUMBER.findall(text)):
                self.shown.setdefault((letter.recipient, int(number[1])), self.now())
            self.folded.update((letter.recipient, letter.period, outlet) for outlet in copies(text))
            return
        said = json.loads(letter.payload.body)
        if said["notice"]:
            self.notices.append((self.now(), tuple(said["notice"])))
        for story in said["stories"]:
            for report in story["reports"]:
                if found := NUMBER.search(report["url"]):
                    copy = report["outlet"] if report["copy_of"] is not None else ""
                    self.told.append(
                        Told(said["subscription"], self.now(), said["kind"], int(found[2]), report["change"],
                             letter.period, copy)
                    )  # fmt: skip


def copies(text: str) -> list[str]:
    """Outlets whose new articles a mail's text names under another one as "same text", each as often as it is named."""
    named = [one.split(",")[0] for block in SAME.findall(text) for one in " ".join(block.split()).split("; ")
             if not one.endswith(SENT)]  # fmt: skip
    return [outlet for outlet in named if outlet]


def _plain(body: bytes) -> str:
    """The text part of a mail."""
    from email import message_from_bytes
    from email.policy import SMTP

    part = message_from_bytes(body, policy=SMTP).get_body(("plain",))
    return str(part.get_content()) if part else ""
