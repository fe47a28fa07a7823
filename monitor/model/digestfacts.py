"""What a digest tells of a story and of a pair beyond its reports: facts that were read, each with who tells it.

Only slots: how they are said, and in which language, is the digest's business.
"""

from __future__ import annotations

from dataclasses import dataclass

from monitor.model.fact import Conflict, Event, Figure, Quote


@dataclass(frozen=True, slots=True)
class ToldEvent:
    """One thing that happened, merged from all reports of the story that this reader may see.

    `event` has the most complete slots of them, `articles` are those that tell of it, oldest first; `new`: none of what
    was told before has it, or it had another status or day then. `since`: the first day of a visit that is under way,
    "" = not known; `last` its last.
    """

    event: Event
    articles: tuple[int, ...]
    new: bool = True
    since: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class ToldFigure:
    """A figure of this pair that a report brings; `disputed`: what it contradicts, as of the digest's end."""

    figure: Figure
    article: int
    outlet: str
    disputed: tuple[Conflict, ...] = ()
    ref: str = ""  # its name in the ledger, for `monitor cite`


@dataclass(frozen=True, slots=True)
class ToldQuote:
    """Words with a certain speaker; `language` is the article's."""

    quote: Quote
    article: int
    outlet: str
    language: str
    ref: str = ""  # its name in the ledger, for `monitor cite`


@dataclass(frozen=True, slots=True)
class Coming:
    """Something announced that has not happened yet. `ref` is its name for `monitor cite`, `at` UTC seconds."""

    kind: str
    sides: tuple[str, ...]
    host: str
    guest: str
    level: str
    place: str  # dotted id, "" = none
    place_said: str
    day: str
    until: str
    state: str  # "planned", "postponed", "passed" ...
    outlet: str
    at: int  # of the last word
    ref: str
    earlier_days: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenPromise:
    """A plan, goal or forecast without a result; `key` as in `monitor.model.fact.Promise`, `at` UTC seconds."""

    key: str
    sides: tuple[str, ...]
    due: str
    over: bool  # its day has passed
    first_at: int
    at: int  # of the last word
    outlet: str
    speaker: str  # dotted id, "" = not certain
    ref: str
    times: int = 1
