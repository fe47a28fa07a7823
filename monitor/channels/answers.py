"""What an answer over HTTP means for a message: pure.

| status | outcome |
|---|---|
| 2xx | what the channel's own `accepted` reads in it; a sentence of it that is no answer of theirs is Unknown |
| 408, 409, 421, 423, 425, 429, 5xx | for now, not before Retry-After or what the body asks for |
| 3xx, 401, 402, 403, 407 | something a person must mend: three tries, then given up |
| 404, 410 | nothing is there any more: given up at once |
| any other 4xx | this message is refused for good |
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from monitor.digest.words import one_line
from monitor.model.message import Outcome, Permanent, Sent, Transient, Unknown
from monitor.net.outgoing import Answer

REFUSALS = 3
PAUSE = 60  # seconds a channel is left alone that was asked too often and does not say for how long
LONGEST_WAIT = 86_400  # seconds: whoever asks for more is asked again after a day
LONGEST_WORDS = 160  # characters of the other side's own words
_FOR_NOW = frozenset((408, 409, 421, 423, 425, 429))
_TO_MEND = frozenset((401, 402, 403, 407))
_GONE = frozenset((404, 410))

Said = Mapping[str, Any]
Hide = Callable[[str], str]


def _its_status(answer: Answer, said: Said) -> int:  # noqa: ARG001 - every reading is asked alike
    return answer.status


@dataclass(frozen=True, slots=True)
class Reading:
    """How one service answers; `said` is the JSON object of the body, empty where it is none.

    `accepted`: what is to be remembered of an acceptance ("" = nothing), None if this is none. `words`: its own words
    for a failure. `status`: the status that the answer means, where an error stands inside a 200. `gone`: what to do
    where nothing is at its address any more.
    """

    accepted: Callable[[Answer, Said], str | None]
    words: Callable[[Answer, Said], str]
    status: Callable[[Answer, Said], int] = _its_status
    gone: str = ""


def outcome(answer: Answer, host: str, reading: Reading, hide: Hide) -> Outcome:
    """What became of the message; `hide` takes secrets out of the other side's words."""
    said = said_by(answer)
    status = reading.status(answer, said)
    fact = f"{host} answered {named(answer.status)}"
    if 200 <= status < 300:
        detail = reading.accepted(answer, said)
        if detail is not None:
            return Sent(_short(hide(detail)) or f"{host} took it")
        return Unknown(f"{fact}, but not in the words of such a server: it may have taken the message")
    if status != answer.status:
        fact += " with an error inside"
    return failure(status, fact, _short(hide(reading.words(answer, said))), wait(answer, said), reading.gone)


def failure(status: int, fact: str, words: str = "", after: int | None = None, gone: str = "") -> Outcome:
    """The outcome of a refusal with this status, or of one that means the same; `fact` begins its sentence."""
    said = f' and says "{words}"' if words else ""
    if status in _GONE:
        return Permanent(f"{fact}{said}: nothing is there any more" + (f"; {gone}" if gone else ""))
    if status in _TO_MEND:
        return Transient(f"{fact}{said}: it wants other rights; look at the channel's secret", at_most=REFUSALS)
    if 300 <= status < 400:
        return Transient(f"{fact}: it leads elsewhere, and redirects are not followed; give the new address",
                         at_most=REFUSALS)  # fmt: skip
    if status in _FOR_NOW or status >= 500:
        after = PAUSE if after is None and status == 429 else after
        waits = f"; the next try waits {after:,} s" if after is not None else ""
        return Transient(f"{fact}{said}{waits}", after=after)
    if 400 <= status < 500:
        return Permanent(f"{fact}{said}: it refuses this message")
    return Unknown(f"{fact}{said}, which is no answer")


def said_by(answer: Answer) -> Said:
    """The JSON object of the body, empty where it is none; a short one from a cut body is none."""
    if not answer.whole:
        return {}
    try:
        found = json.loads(answer.body)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def wait(answer: Answer, said: Said) -> int | None:
    """Seconds the other side asks us to wait, the longer of header and body; None = it asks for nothing.

    Slack and HTTP itself: `Retry-After`. Telegram: `parameters.retry_after`, seconds (core.telegram.org/bots/api,
    ResponseParameters). Discord: `retry_after`, seconds with a fraction (docs.discord.com, Rate Limits). Matrix:
    `retry_after_ms`, deprecated since 1.10 in favour of the header (spec.matrix.org, Rate limiting).
    """
    inner = said.get("parameters")
    asked = [
        answer.retry_after,
        _seconds(said.get("retry_after"), 1),
        _seconds(inner.get("retry_after"), 1) if isinstance(inner, dict) else None,
        _seconds(said.get("retry_after_ms"), 1000),
    ]
    found = [min(seconds, LONGEST_WAIT) for seconds in asked if seconds is not None]
    return max(found, default=None)


def named(status: int) -> str:
    """`404 Not Found`; `799` for a status nobody knows."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def _seconds(value: object, of: int) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < math.inf:
        return None
    return math.ceil(min(value, LONGEST_WAIT * of) / of)


def _short(words: str) -> str:
    line = one_line(words)
    return line if len(line) <= LONGEST_WORDS else line[:LONGEST_WORDS].rstrip() + "…"
