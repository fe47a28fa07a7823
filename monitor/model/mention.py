"""Where names stand in a text: the one scan on which reading and matching both work.

Sentences and mentions are named tuples: an article has dozens, and a frozen dataclass takes four times as long to make.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

Field = Literal["title", "body"]
FIELDS: tuple[Field, ...] = ("title", "body")


class Sentence(NamedTuple):
    """`start` and `end` are offsets into the original field; `number` counts over title (0) and body (1, 2, ...)."""

    number: int
    field: Field
    start: int
    end: int


class Mention(NamedTuple):
    """One accepted hit: not covered by a `not` list, capitals as asked, weak names confirmed by their context.

    `start` and `end` are offsets into the original field, `surface` is exactly that slice, `form` the folded form
    that matched. `part` says how the name is meant: a metonym is "Minsk" for Belarus, an adjective "Belarusian".
    """

    name: str  # dotted id: "country.belarus", "topic.sport"; a rule's literal is "text:<folded literal>"
    field: Field
    start: int
    end: int
    surface: str
    form: str
    sentence: int  # Sentence.number
    word: int  # ordinal of its first word over title and body, for near
    part: Literal["name", "adjective", "metonym"] = "name"


@dataclass(frozen=True, slots=True)
class Scan:
    """A text, its sentences and the names in it, in reading order. Lead = title and the body's first two sentences."""

    title: str
    body: str
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    lead_end: int  # number of the last sentence that belongs to the lead
