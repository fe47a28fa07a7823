"""The page of a digest: every line that a reader gets, in words, before any layout.

Text, HTML and each chat channel lay out this one `Page`, so that all of them say the same under the same numbers.
Every text in it is one line without control characters, and not escaped: that is the format's business. What is in
capitals here stays so; labels of sections are phrases of `Page.frame` ("head.new").
"""

from __future__ import annotations

from dataclasses import dataclass, field

from monitor.digest.frame import Frame


@dataclass(frozen=True, slots=True)
class Line:
    """One report with its number; `brief` asks for one line. `link` is "" where there is none that may be shown."""

    number: str  # "12.1"
    article: int
    title: str  # original words; "" where the story's headline or a change of the title says it
    language: str  # its name, "" for the frame's own and unknown ones
    outlet: str
    badges: str  # side, kind, language
    stamp: str  # with its zone
    link: str
    host: str
    no_link: str  # why there is no link, "" if there is one
    show: str  # the command that shows all of it
    changes: tuple[str, ...] = ()  # of a correction: one change each
    also: tuple[str, ...] = ()  # "also in: ..." other feeds with this very article, "same text: ..." copies of it
    brief: bool = False

    @property
    def by(self) -> str:
        """`BelTA, 16 May 19:33 Baku (BY side, state, English)`."""
        return f"{self.outlet}, {self.stamp} ({self.badges})"


@dataclass(frozen=True, slots=True)
class FactLine:
    """One figure or quote with its number, whole, and what must be read with it ("DISPUTED: ...")."""

    number: str
    article: int
    text: str  # speaker and words, or what is measured, period, amount and speaker
    outlet: str
    ref: str = ""  # its name in the ledger, never shown
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Correction:
    """A line already told that has changed; `story` is the number of its story, `line.changes` what was changed."""

    story: int
    line: Line


@dataclass(frozen=True, slots=True)
class StoryView:
    """A story with news; `brief` asks for `summary` alone, on one line."""

    number: int
    id: int
    event: str  # what it is about, from slots; "" where no event was read
    slots: str  # who with whom, when, where; "" without event
    headline: str  # original title
    link: str  # of the line whose title is the headline, else of the first with a link
    language: str  # of the headline, "" for the frame's own and unknown ones
    rank: str  # "urgent", "high" or ""
    label: str  # the same in the frame's language, in capitals
    claim: str  # "REPORTED BY BOTH SIDES", "" where the story has no pair
    said: tuple[str, ...]  # what is new of it, in our words
    new: tuple[Line, ...]
    quotes: tuple[FactLine, ...]
    updates: tuple[Line, ...]
    figures: tuple[FactLine, ...]
    old_figures: str  # how many were left out, "" = none
    only: tuple[str, ...]  # what one capital alone tells, and which kinds of outlets tell nothing
    before: tuple[str, ...]
    why: tuple[str, ...]  # original words, each to be put in quotation marks
    why_more: int
    rules: str
    show: str  # the command that shows all of it
    summary: str
    brief: bool

    @property
    def name(self) -> str:
        """The event line; without one the headline in its own words."""
        return self.event or self.headline


@dataclass(frozen=True, slots=True)
class Row:
    """A story on one line: its number, what is to be said of it, and an address where there is one."""

    number: int
    text: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Everything a digest says, in its order; a tuple for each section, empty where there is nothing to say."""

    title: str
    span: str
    days: str  # short: "16 May"
    handling: str
    demo: str  # "DEMO (invented)" or ""
    counts: str
    feeds: str
    silent: tuple[str, ...]  # feeds not heard, each with since when and why
    silent_rest: str  # how many of these the head leaves to the end, "" = none
    unheard: str  # how many more there are and what shows them, "" = none
    troubles: tuple[str, ...]
    corrections: tuple[Correction, ...]
    stories: tuple[StoryView, ...]
    muted: tuple[Row, ...]
    alerted: tuple[Row, ...]  # stories told by alerts of which nothing is new since
    coming: tuple[str, ...]
    promises: tuple[str, ...]
    nearly: str
    nothing: str  # the first sentence of an empty day
    read: str  # what was read, on an empty day
    last: str
    last_link: str
    composed: str  # when, where that was much later than the period's end
    empty: bool  # nothing to tell, save what is expected
    hidden: tuple[StoryView, ...] = ()  # muted stories whole: their lines have numbers, too
    frame: Frame = field(repr=False, compare=False, kw_only=True)
