"""What an article says, as facts: dealings of a pair, events, figures, quotes, promises.

Countries are ISO codes ("AZ"), unions their last id part in capitals ("EAEU"), people and places dotted ids of the
lexicon ("person.aliyev"). A span always points into the original title or body. An empty text or None means that the
article does not say, or not surely.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from monitor.model.kinds import COURTESIES, WAYS
from monitor.model.mention import Field

Status = Literal["planned", "under_way", "done", "postponed", "cancelled"]
DayFrom = Literal["", "said", "relative", "weekday", "assumed"]  # said: written out; assumed: the article's own date
Op = Literal["=", "~", ">", "<", "<~", "<=", ">="]  # ~ about, <~ almost, <= at most (a goal)
Confidence = Literal["", "low", "medium"]  # "" = nothing speaks against it


class Span(NamedTuple):
    """A slice of the original text."""

    field: Field
    start: int
    end: int


class ScorePart(NamedTuple):
    """One thing that speaks for dealings (points above 0) or against them, as a sentence part, and where it stands."""

    reason: str
    points: float
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Dealing:
    """Whether the article tells of dealings between two countries: the score, its parts, and what it has to reach."""

    sides: tuple[str, str]  # ISO codes in alphabetical order
    holds: bool
    score: float
    needed: float
    parts: tuple[ScorePart, ...]
    reason: str = ""  # why it does not hold, in plain words


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened, happens or is to happen between states, or between people who act for them."""

    kind: str  # fine kind of the taxonomy, "visit_state"
    sentence: int
    trigger: Span
    visit: str = ""  # of a visit, also a planned or cancelled one: the fine kind that is named, "" if none is
    sides: tuple[str, ...] = ()  # ISO codes of all who take part, actors' first
    actors: tuple[str, ...] = ()  # dotted ids of those who act; of all, where nobody is on the receiving end
    recipients: tuple[str, ...] = ()  # of those it is done to: called, received, congratulated, summoned
    host: str = ""  # ISO code
    guest: str = ""
    level: str = ""  # the lower of the two sides' top participants, a key of LEVELS
    place: str = ""  # dotted id
    place_said: str = ""  # as written
    day: str = ""  # "2024-05-16", "2024-05" or "2024"
    until: str = ""  # its last day, where it has several
    day_from: DayFrom = ""
    status: Status = "done"
    background: bool = False  # told as history, not as news
    aside: bool = False  # of the news, but only mentioned on the way: "after the talks"
    spans: tuple[Span, ...] = ()  # what decided: trigger, sides, place, day


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount, a change or a share as the article gives it. Values are whole units (dollars, not millions)."""

    metric: str  # turnover, exports, imports, trade_flow, investment_stock, contracts, share ...
    kind: str  # level, from_to, delta, growth, index, share, goal, forecast, cumulative, flow, range
    sentence: int
    span: Span
    value: float | None = None
    unit: str = ""  # ISO 4217 or "%"
    low: float | None = None  # of a range
    high: float | None = None
    op: Op = "="
    said_value: str = ""  # as written: "48 million"
    factor: float | None = None
    growth: float | None = None  # percent
    index: float | None = None  # percent of the base
    delta: float | None = None  # in the unit
    base_value: float | None = None
    base_period: str = ""
    period: str = ""  # "2024", "2024-05", "2019-01/2019-07", "2018-YTD", "P2Y"
    period_said: str = ""  # as written: "last year"
    deadline: str = ""  # of a goal: "2030", "2025-12-31"
    pair: tuple[str, ...] = ()  # two codes in alphabetical order; "WORLD" for all others
    direction: str = ""  # "BY>AZ"
    reporter: str = ""  # whose statistics or whose export it is, ISO code
    speaker: str = ""  # dotted id of who says so
    speaker_said: str = ""
    source_said: str = ""  # the office or agency named as the source
    sector: str = ""  # agrifood, nonoil, oil ...
    background: bool = False  # its period ended more than 24 months before the article
    confidence: Confidence = ""
    note: str = ""  # a sentence where a check failed: "43.4 + 4.9 is not 48"


@dataclass(frozen=True, slots=True)
class Known:
    """A figure that another article gave, for comparing. `at`: UTC seconds from when people could know it."""

    figure: Figure
    article: int
    outlet: str
    at: int


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two figures of one thing that cannot both be right, as a sentence. `other` is None for parts of one article."""

    sentence: str
    other: Known | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """Words as they were said. `spans` are the words themselves without marks, one for each piece."""

    spans: tuple[Span, ...]
    words: str
    sentence: int
    speaker: str = ""  # dotted id; "" where the speaker is not certain or not in the lexicon
    speaker_said: str = ""  # as written, "the ambassador"; "" where not certain
    said: Span | None = None  # the words that name the speaker


@dataclass(frozen=True, slots=True)
class Promise:
    """What somebody undertook and has not been told done: a plan, a goal with a deadline, an agreement to do."""

    kind: Literal["plan", "goal", "undertaking"]
    key: str  # the same for the same promise in other articles and languages: "plan:12-point:AZ-BY"
    words: str  # the sentence, original
    sentence: int
    span: Span
    sides: tuple[str, ...] = ()
    due: str = ""  # "2026", "2025-12-31"
    due_said: str = ""
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """All that was read of one article."""

    dealings: tuple[Dealing, ...] = ()
    events: tuple[Event, ...] = ()
    figures: tuple[Figure, ...] = ()
    quotes: tuple[Quote, ...] = ()
    promises: tuple[Promise, ...] = ()


NO_FACTS = Facts()


def courtesy(events: Sequence[Event]) -> bool:
    """Whether an article with these events tells of a congratulation or a condolence and of nothing else.

    What the title tells counts, else the first sentence that tells anything: a telegram may recall a state visit. A
    call or a letter is the way in which one is congratulated.
    """
    told = [event for event in events if not event.background and not event.aside]
    places = [(event.trigger.field != "title", event.sentence) for event in told]
    first = min(places, default=None)
    kinds = {event.kind for event, place in zip(told, places, strict=True) if place == first}
    return bool(kinds & {*COURTESIES}) and kinds <= {*COURTESIES, *WAYS}
