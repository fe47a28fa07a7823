"""Versions of an article: what one says otherwise than another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from monitor.model.article import How
from monitor.model.fact import NO_FACTS, Facts
from monitor.model.judgement import Priority
from monitor.model.phrase import Phrase

DifferenceKind = Literal[
    "withdrawn", "back", "title", "status", "day", "place", "figure", "signed", "person", "number", "notice", "judged"
]
Side = Literal["both", "old", "new"]
MOST = 6  # sentences in one line


@dataclass(frozen=True, slots=True)
class Version:
    """One text of an article and what it was found to say; two that are compared are read under the same setup.

    `names`: dotted ids of all that is named, with the words of the first mention. `matches`: rule -> priority.
    `gone`: why it can no longer be read ("its page answers 410 Gone"), "" while it can.
    """

    title: str
    body: str
    how: How = "feed"
    facts: Facts = NO_FACTS
    names: Mapping[str, str] = field(default_factory=dict)
    matches: Mapping[str, Priority] = field(default_factory=dict)
    gone: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that a reader of the old version must know of the new one, as a sentence of slots and original words.

    `said_by`: whether both versions speak of it and contradict each other, or only one does. `rule`: it concerns only
    who asked for this rule, "" = everybody. `phrase` says the same in no language; None = the sentence alone is known.
    """

    kind: DifferenceKind
    sentence: str
    said_by: Side = "both"
    rule: str = ""
    phrase: Phrase | None = field(default=None, compare=False)


def said(found: Sequence[Difference]) -> str:
    """All of them in one line; of many the first, with the number of the others."""
    more = len(found) - MOST
    rest = [f"and {more} more change{'s' if more > 1 else ''}"] if more > 0 else []
    return "; ".join([*(each.sentence for each in found[:MOST]), *rest])
