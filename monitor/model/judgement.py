"""What the rules made of an article, with the words that decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from monitor.model.fact import Facts
from monitor.model.mention import Field, Mention

Priority = Literal["urgent", "high", "normal"]
PRIORITIES: tuple[Priority, ...] = ("urgent", "high", "normal")


@dataclass(frozen=True, slots=True)
class Evidence:
    """One span of the original text that made a rule true."""

    field: Field
    start: int
    end: int
    surface: str
    form: str
    name: str


@dataclass(frozen=True, slots=True)
class Match:
    """A rule that holds, at its highest priority, with its evidence in reading order.

    Of very much evidence only the beginning is kept; `left_out` says how many words more there were. `trouble`: what
    might have raised its priority could not be decided, which somebody must hear of.
    """

    rule: str
    rule_version: str
    priority: Priority
    evidence: tuple[Evidence, ...]
    left_out: int = 0
    trouble: str = ""


def beyond(left_out: int) -> str:
    """What is said behind the evidence of a match where some of it was not kept; "" otherwise."""
    return f"and {left_out:,} more place{'s' if left_out > 1 else ''} that were not kept" if left_out else ""


@dataclass(frozen=True, slots=True)
class Miss:
    """A rule that just does not hold, and why: "never in one sentence".

    It would hold if all it asks for counted wherever it is named, and nothing it excludes. `trouble`: it could not be
    decided (an expression took too long), which somebody must hear of.
    """

    rule: str
    reason: str
    trouble: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    """All rules over one article under one version of the setup; `facts` of an article that some rule matches."""

    ruleset: str
    matches: tuple[Match, ...]
    misses: tuple[Miss, ...] = ()
    mentions: tuple[Mention, ...] = ()
    facts: Facts | None = None
