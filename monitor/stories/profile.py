"""A footprint made ready for being compared: words with their weight in the text, the events that are its news."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from math import log, sqrt
from operator import mul

from monitor.model.story import Footprint
from monitor.stories.across import Spoken
from monitor.stories.dealings import Head, heads
from monitor.stories.rarity import Table, length
from monitor.stories.signs import STEM
from monitor.stories.skeletons import skeleton

_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_TITLE, _LEAD, _BODY = 3, 2, 1  # how often a word counts for standing there
_TIMES = [1 + log(max(1, times)) for times in range(_TITLE + _LEAD + _BODY + 1)]
_BEGINNING = 4  # letters by which a name is the same in another case
_WORD = re.compile(r"[^\W\d_]{4,}")


class Profile:
    """One article of the window. What is worked out by a table of weights is kept while that table holds."""

    def __init__(self, footprint: Footprint) -> None:
        self.footprint = footprint
        self.when = footprint.when
        self._words_by: Table | None = None
        self._words_length = 0.0
        self._weighed_by: Table | None = None
        self._weighed: dict[str, float] = {}
        self._names_by: Table | None = None
        self._names_lengths = 0.0, 0.0

    @cached_property
    def language(self) -> str:
        """Of the article."""
        return self.footprint.language

    @cached_property
    def outlet(self) -> str:
        """The outlet's name, "" = unknown."""
        return self.footprint.outlet

    @cached_property
    def names(self) -> frozenset[str]:
        """Of title and lead."""
        return self.footprint.signs.names

    @cached_property
    def all_names(self) -> frozenset[str]:
        """Of the whole text."""
        return self.footprint.signs.all_names

    @cached_property
    def words(self) -> Mapping[str, float]:
        """Stems with their weight in this text."""
        signs = self.footprint.signs
        counts = dict.fromkeys(signs.body, _BODY)
        for stems, times in ((signs.lead, _LEAD), (signs.title, _TITLE)):
            for stem in stems:
                counts[stem] = counts.get(stem, 0) + times
        return dict(zip(counts, map(_TIMES.__getitem__, counts.values()), strict=True))

    @cached_property
    def figures(self) -> frozenset[str]:
        """Telling numbers, and all that the headline gives: a day, a rate."""
        return self.footprint.signs.numbers | frozenset(_NUMBER.findall(self.footprint.headline))

    @cached_property
    def headline(self) -> tuple[frozenset[str], frozenset[str]]:
        """Beginnings of its plain words, and of its names: those of the lexicon are no stems of the title."""
        plain: set[str] = set()
        names: set[str] = set()
        signs = self.footprint.signs
        for word in _WORD.findall(self.footprint.headline):
            known = word[:STEM] not in signs.title
            foreign = any(each in signs.skeletons for each in skeleton(word, self.language))
            (names if known or foreign else plain).add(word[:_BEGINNING])
        return frozenset(plain), frozenset(names)

    @cached_property
    def heads(self) -> tuple[Head, ...]:
        """The events that are its news."""
        return heads(self.footprint.signs.events)

    @cached_property
    def spoken(self) -> Spoken:
        """Its signs in no language."""
        return Spoken(self.footprint.signs)

    def weighed(self, table: Table) -> Mapping[str, float]:
        """Its words with their weight in this text and twice that in the table: ready to be held against many."""
        if self._weighed_by is not table:
            words = self.words
            weights = list(map(table.__getitem__, words))
            self._weighed = dict(zip(words, map(mul, words.values(), map(mul, weights, weights)), strict=True))
            self._weighed_by = table
        return self._weighed

    def words_length(self, table: Table) -> float:
        """Length of the vector of its words."""
        if self._words_by is not table:
            words = self.words
            weights = list(map(mul, words.values(), map(table.__getitem__, words)))
            self._words_by, self._words_length = table, sqrt(sum(map(mul, weights, weights)))
        return self._words_length

    def names_lengths(self, table: Table) -> tuple[float, float]:
        """Lengths of the vectors of its names: of `names`, of `all_names`."""
        if self._names_by is not table:
            self._names_by, self._names_lengths = table, (length(self.names, table), length(self.all_names, table))
        return self._names_lengths
