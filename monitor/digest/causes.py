"""What goes wrong and is told to whoever runs the monitor: in which words, and what to do about it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from monitor.digest.words import shown

AlarmKind = Literal[
    "given-up", "refused", "feed-gone", "feed-dead", "feed-silent", "feed-missed", "rules", "set-aside", "not-composed",
    "no-room", "unwritable", "damaged", "pause-over", "backup",
]  # fmt: skip
NAMED = 8  # causes that one alarm names
SENTENCE_SHOWN = 300


@dataclass(frozen=True, slots=True)
class Cause:
    """One thing that went wrong. `key` is its name in the ledger, `day` the reader's local day that it belongs to."""

    kind: AlarmKind
    key: str
    day: str
    line: str


@dataclass(frozen=True, slots=True)
class _Words:
    one: str
    many: str
    cure: str
    rest: str  # where those are that an alarm has no room for


_WORDS: dict[AlarmKind, _Words] = {
    "given-up": _Words(
        "A message was given up", "Messages were given up",
        "see whether the channel works (host, login, certificate; 'monitor doctor'); the next digest tells its readers "
        "that something did not arrive, and 'monitor resend' sends it again.",
        "'monitor doctor' names them",
    ),
    "refused": _Words(
        "A recipient is refused", "Recipients are refused",
        "correct or remove the recipient in digests.yaml; 'monitor resend' then sends what was refused.",
        "'monitor doctor' names them",
    ),
    "feed-gone": _Words(
        "A feed is gone", "Feeds are gone",
        "look for its new address and put it into sources.yaml, or say enabled: false there. It is not asked any more.",
        "'monitor sources list' shows them",
    ),
    "feed-dead": _Words(
        "A feed does not answer", "Feeds do not answer",
        "open its address in a browser; correct it in sources.yaml, or say enabled: false there. Where all feeds are "
        "silent, look at the network and the proxy.",
        "'monitor sources list' shows them",
    ),
    "feed-silent": _Words(
        "A feed has fallen silent", "Feeds have fallen silent",
        "open the outlet's site: if it has news that the feed lacks, 'monitor sources discover' looks for its new "
        "feed; if the outlet rests, nothing. This is told once; the digests say it as long as it lasts.",
        "'monitor sources list' shows them",
    ),
    "feed-missed": _Words(
        "A feed was faster than its polls", "Feeds were faster than their polls",
        "nothing, if it happened once: the feed is asked more often for a week. If it comes again, lower its interval "
        "in sources.yaml, or take a feed of the outlet that holds more items.",
        "'monitor sources list' shows them",
    ),
    "rules": _Words(
        "The last edit of the rules is not in force", "The last edit of the rules is not in force",
        "'monitor rules check' names each place; the mended files are taken over within seconds. The rules before the "
        "edit run until then.",
        "'monitor rules check' shows them",
    ),
    "set-aside": _Words(
        "An article could not be worked on", "Articles could not be worked on",
        "nothing is held up by it. 'monitor doctor' says why; please report it. An edit of the rules tries again.",
        "'monitor doctor' names them",
    ),
    "not-composed": _Words(
        "A digest could not be composed", "Digests could not be composed",
        "it is tried again every five minutes, and nothing of it is lost. If this stays, please report it with "
        "the log.",
        "the log names them",
    ),
    "no-room": _Words(
        "There is too little room on the disk", "There is too little room on the disk",
        "make room on the disk of the state directory; nothing need be restarted. Until then no feed is asked; the "
        "feeds are read on from where they were, and only what they drop meanwhile is missed.",
        "'monitor doctor' shows it",
    ),
    "unwritable": _Words(
        "The store cannot be written", "The store cannot be written",
        "see what it says: make room on the disk, mount it to be written, or end the program that holds the store "
        "locked; nothing need be restarted. Until then no feed is asked and no digest is sent. This message stands in "
        "no outbox.",
        "the log says it",
    ),
    "damaged": _Words(
        "The store is damaged, and the monitor has ended", "The store is damaged, and the monitor has ended",
        "look at the disk first; then 'monitor restore' puts a backup in its place and keeps the damaged file. Nothing "
        "is read or told until then. This message stands in no outbox.",
        "the log says it",
    ),
    "backup": _Words(
        "No backup was made", "No backup was made",
        "make room, mend the folder's rights, or name another under backup: in service.yaml. It is tried again each "
        "hour; 'monitor backup' tries at once.",
        "the log says it",
    ),
    "pause-over": _Words(
        "The store is in order again", "The store is in order again",
        "nothing. Everything that the feeds still list is taken in now, and nothing is told twice.",
        "the log says it",
    ),
}  # fmt: skip


def notice(causes: Sequence[Cause]) -> tuple[str, ...]:
    """The lines of an alarm about causes of one kind: what happened, to whom or what, what to do."""
    words = _WORDS[causes[0].kind]
    lines = [shown(cause.line, SENTENCE_SHOWN) for cause in causes[:NAMED]]
    more = len(causes) - NAMED
    rest = [f"and {more:,} more; {words.rest}"] if more > 0 else []
    if len(causes) == 1:
        return (f"{words.one}: {lines[0]}", f"What to do: {words.cure}")
    return (f"{words.many}: {len(causes):,}", *(f"- {line}" for line in lines), *rest, f"What to do: {words.cure}")


def period(day: str, causes: Sequence[Cause]) -> str:
    """`alarm/2024-05-16/` and a hash of what it tells: the same causes of a day can never be told twice."""
    told = repr(sorted((cause.key, cause.day) for cause in causes))
    return f"alarm/{day}/{hashlib.sha256(told.encode()).hexdigest()[:16]}"


def whom(recipient: str, channel: str) -> str:
    """A recipient as an alarm may name it: of a web address only the host, since its path may be a secret."""
    name = recipient
    if "://" in recipient:
        try:
            name = f"{urlsplit(recipient).hostname or 'an address'}/…"
        except ValueError:
            name = "an address"
    return f"{shown(name, 100)} on {channel}" if name else channel
