"""What a command asks of the river, in rows: the river stays the only one that writes articles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

RequestKind = Literal["import", "reapply", "merge", "split", "mute", "unmute", "resend", "index"]
Outcome = Literal["new", "there", "failed"]


@dataclass(frozen=True, slots=True)
class Offered:
    """An article read from a file. `place` names it for a person: "archive.jsonl:12", "page.html".

    `dated` is UTC seconds, None = undated. `source` is an id of sources.yaml or "".
    """

    place: str
    title: str
    body: str
    url: str = ""
    dated: int | None = None
    language: str = ""
    author: str = ""
    source: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SavedPage:
    """What a saved page says of itself; `dated` None where it gives no date that is surely the article's."""

    title: str
    body: str
    url: str
    dated: int | None
    language: str
    author: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of an offered article: stored, there already (`note` says so if under another title), or failed."""

    place: str
    outcome: Outcome
    article: int = 0  # its number, 0 = none
    note: str = ""


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of asking for a merge: the story that stands, how many articles it has, what went into it.

    `already`: numbers that meant it before. All numbers of today, but `already`, which are as they were asked.
    """

    target: int
    headline: str
    articles: int
    merged: tuple[int, ...]
    already: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SplitOff:
    """What came of asking for a split: `made` is the new story, of these articles; `left` stayed in `story`."""

    story: int
    made: int
    headline: str
    articles: tuple[int, ...]
    left: int


@dataclass(frozen=True, slots=True)
class Resent:
    """What came of asking for a resend: numbers of the new messages, and of those that still wait for their own try."""

    made: tuple[int, ...]
    waiting: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class RequestJob:
    """A request in the river's hands; `position` is how far an earlier round came."""

    id: int
    kind: str
    payload: str
    position: int
    tries: int


@dataclass(frozen=True, slots=True)
class RequestState:
    """How far a request is: `total` articles concerned, `judged` of them, `waiting` still to be judged.

    `rules`: (rule, gained, lost), most first. `result` is JSON, or a sentence where `state` is failed.
    """

    id: int
    state: str  # due, done, failed
    total: int
    judged: int
    waiting: int
    result: str
    rules: tuple[tuple[str, int, int], ...]

    @property
    def finished(self) -> bool:
        """Carried out, and every article it concerns is judged."""
        return self.state == "failed" or (self.state == "done" and not self.waiting)
