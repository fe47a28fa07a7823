"""Articles about the same dealing belong to one story.

Two relations are kept apart: a COPY repeats a text, a STORY is one dealing told in several texts. What grouping
compares of an article is its `Footprint`; it is made once and kept while the article lies within the window.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from monitor.model.fact import NO_FACTS, Facts
from monitor.model.mention import Mention
from monitor.model.phrase import Phrase
from monitor.model.source import OutletKind

NewsKind = Literal[
    "opened", "other_side", "independent", "status", "day", "signed", "visit", "part", "figure", "conflict", "quote",
    "promise", "edited", "withdrawn", "merged",
]  # fmt: skip
Weight = Literal[0, 1, 2]  # 0 = not worth sending by itself, 1 = a line in the next digest, 2 = worth an alert


@dataclass(frozen=True, slots=True)
class Material:
    """One judged article as grouping gets it. `when`: dated if believable, else first seen, UTC seconds.

    `outlet` is the outlet's name ("" = unknown), the same for all its feeds and languages. `mentions` are those of the
    whole article, in reading order.
    """

    article: int
    title: str
    body: str
    language: str
    outlet: str
    when: int
    mentions: Sequence[Mention] = ()
    facts: Facts = NO_FACTS


@dataclass(frozen=True, slots=True)
class Marks:
    """What tells whether two texts are one text: sampled hashes of word shingles, and the text's words in order.

    `shingles` ascending, 64 bits each. `text`: two bytes a word, odd where a number or a name stands; what that is
    stands in `values`, a line each, in order. `cites`: keys of what it gives as its source (`stories.citing`).
    """

    shingles: tuple[int, ...] = ()
    text: bytes = b""
    values: str = ""
    cites: frozenset[str] = frozenset()
    words: int = 0  # of the body

    @property
    def definite(self) -> frozenset[str]:
        """Names, numbers and days of the whole text, folded, as `stories.wording` writes them."""
        return frozenset(self.values.split())


@dataclass(frozen=True, slots=True)
class EventSign:
    """What of an event counts for grouping: free of language. Fields as in `monitor.model.fact.Event`."""

    kind: str
    sides: tuple[str, ...]
    level: str = ""
    host: str = ""
    guest: str = ""
    actors: tuple[str, ...] = ()  # and recipients: all people of it
    place: str = ""
    day: str = ""
    until: str = ""
    sure: bool = False  # its day is said, not assumed
    status: str = "done"
    news: bool = True  # neither background nor mentioned on the way
    sentence: int = 0  # where it stands: the title is 0


@dataclass(frozen=True, slots=True)
class Signs:
    """What tells whether two articles tell of one dealing.

    `title`, `lead` and `body`: stems of words that are no names. `names`: dotted ids of title and lead, `all_names`
    those of the whole text. `events`: what happened. `numbers`: amounts and other telling numbers as digits.
    `skeletons`: consonants of proper names outside the lexicon, in Latin script. `concepts`: what it speaks of, in no
    language; those of title and lead a second time with "!" before them.
    """

    title: frozenset[str] = frozenset()
    lead: frozenset[str] = frozenset()
    body: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    all_names: frozenset[str] = frozenset()
    events: tuple[EventSign, ...] = ()
    numbers: frozenset[str] = frozenset()
    skeletons: frozenset[str] = frozenset()
    concepts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Footprint:
    """One article as the window holds it."""

    article: int
    outlet: str
    language: str
    when: int
    headline: str  # folded title
    marks: Marks
    signs: Signs


@dataclass(frozen=True, slots=True)
class Assignment:
    """Where an article goes: `story` None opens one.

    `copy_of` is the article whose text it repeats, `edition_of` the same outlet's report in another language. `reason`
    says why in words. `merges`: further stories that it shows to be the same one; they go into `story`. `originals`:
    copies of its text that came before and, since others cite this one, are copies of it from now on.
    """

    article: int
    story: int | None
    copy_of: int | None
    reason: str
    edition_of: int | None = None
    merges: tuple[int, ...] = ()
    originals: tuple[int, ...] = ()
    sub: str = ""  # part of a visit: "arrival", "signing", ...


@dataclass(frozen=True, slots=True)
class Reported:
    """One article as a member of a story, with its outlet as it is known and what was read of it.

    `side` is the ISO code of the side its outlet speaks for, None = none. `when` as in Material; `seen`: first seen.
    """

    article: int
    outlet: str
    side: str | None
    country: str
    kind: OutletKind
    language: str
    when: int
    seen: int
    title: str = ""
    copy_of: int | None = None
    edition_of: int | None = None
    facts: Facts = NO_FACTS


@dataclass(frozen=True, slots=True)
class News:
    """One thing that a member brings its story and that was not known before, as a sentence for a reader.

    `phrases` say the same in no language, one for each part of the sentence; () = the sentence alone is known.
    """

    kind: NewsKind
    sentence: str
    weight: Weight = 1
    phrases: tuple[Phrase, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class StoryFacts:
    """What a story() in a rule asks of: all reports of one story, copies and editions among them, as of `now`."""

    reports: tuple[Reported, ...]
    pair: tuple[str, str] | None  # ISO codes
    now: int
