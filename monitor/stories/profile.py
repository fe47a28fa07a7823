"""A footprint made ready for being compared: words with their weight in the text, the events that are its news."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from math import log, sqrt

from monitor.model.story import Footprint
from monitor.stories.across import Spoken
from monitor.stories.dealings import Head, heads
from monitor.stories.rarity import Table

_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_TITLE, _LEAD, _BODY = 3, 2, 1  # how often a word counts for standing there


class Profile:
    """One article of the window. What is worked out by a table of weights is kept while that table holds."""

    def __init__(self, footprint: Footprint) -> None:
        self.footprint = footprint
        self._lengths: dict[str, tuple[Table, float]] = {}

    @property
    def names(self) -> frozenset[str]:
        """Of title and lead."""
        return self.footprint.signs.names

    @property
    def all_names(self) -> frozenset[str]:
        """Of the whole text."""
        return self.footprint.signs.all_names

    @cached_property
    def words(self) -> Mapping[str, float]:
        """Stems with their weight in this text."""
        signs, counts = self.footprint.signs, dict[str, int]()
        for stems, times in ((signs.title, _TITLE), (signs.lead, _LEAD), (signs.body, _BODY)):
            for stem in stems:
                counts[stem] = counts.get(stem, 0) + times
        return {stem: 1 + log(times) for stem, times in counts.items()}

    @cached_property
    def figures(self) -> frozenset[str]:
        """Telling numbers, and all that the headline gives: a day, a rate."""
        return self.footprint.signs.numbers | frozenset(_NUMBER.findall(self.footprint.headline))

    @cached_property
    def heads(self) -> tuple[Head, ...]:
        """The events that are its news."""
        return heads(self.footprint.signs.events)

    @cached_property
    def spoken(self) -> Spoken:
        """Its signs in no language."""
        return Spoken(self.footprint.signs)

    def words_length(self, table: Table) -> float:
        """Length of the vector of its words."""
        kept = self._lengths.get("words")
        if kept is None or kept[0] is not table:
            kept = table, sqrt(sum([(weight * table[stem]) ** 2 for stem, weight in self.words.items()]))
            self._lengths["words"] = kept
        return kept[1]

    def names_length(self, table: Table, which: str) -> float:
        """Length of the vector of its names: `names` of the lead, or `all_names`."""
        kept = self._lengths.get(which)
        if kept is None or kept[0] is not table:
            names: Iterable[str] = self.names if which == "names" else self.all_names
            kept = table, sqrt(sum([table[name] ** 2 for name in names]))
            self._lengths[which] = kept
        return kept[1]
