"""A rule ready to run: its condition, what raises its priority, and where it stands in its file."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.matching.needs import Need
from monitor.matching.part import Condition
from monitor.model.judgement import Priority


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a rule file, compiled.

    `version` is a hash of its text, its file's names and the lexicon. `sides` are the dotted ids of the two countries
    where the condition holds exactly one pair() of two single countries, `pair` their ISO codes in the same order.
    `priorities` begin with the highest; an article that none of them fits has priority normal.
    """

    id: str
    title: str
    version: str
    pair: tuple[str, str] | None
    sides: tuple[str, str] | None
    file: str
    line: int
    when: Condition
    priorities: tuple[tuple[Priority, Condition], ...] = ()

    @property
    def need(self) -> Need:
        """What an article must name for the rule to hold."""
        return self.when.need
