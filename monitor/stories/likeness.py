"""How likely two articles tell of one dealing: words within a language, and what is in no language.

The measure is the logarithm of odds, so that measures of several members of a story can be put together: 0 is even,
2 is seven to one. The weights were fitted to labelled streams (tests/corpus/stories), one checked on the other; they
are few, and none is about a country, a person or a word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import exp
from typing import NamedTuple

from monitor.model.limits import DAY, HOUR
from monitor.model.story import Footprint
from monitor.stories.across import NOTHING_SHARED, Shared, across
from monitor.stories.dealings import NOTHING, Agreement, agreement
from monitor.stories.hashes import NAMES
from monitor.stories.profile import Profile
from monitor.stories.rarity import Rarity
from monitor.stories.signs import STEM
from monitor.stories.skeletons import skeleton

_TELLING = 3.0  # weight of shared names from which most of them count: what all reports of a beat name tells little
_CONTRADICT = -0.9  # agreement of events from which no two of them can be one
_TEMPLATE = 0.2  # likeness of words that counts then: letters and bulletins repeat a form
_AGAINST = -1.5  # what it weighs beyond that
_BULLETIN = -20.0  # two issues of one bulletin are two happenings, whatever they share
_NEXT_ISSUE = 12 * HOUR
_SAME_HEAD = 0.4  # Jaccard of two titles of one bulletin
_SAME_FORM = 0.75  # Jaccard of two titles of one form, names left out
_BEGINNING = 4  # letters by which a name is the same in another case
_WORD = re.compile(r"[^\W\d_]{4,}")


class Weights(NamedTuple):
    """What each sign is worth."""

    words: float
    names: float
    all_names: float
    shared: float  # of what `across` finds
    event: float
    main_event: float
    day_apart: float
    one_event: float  # one article tells of an event between states, the other of none
    alone: float  # what two articles start with


SAME = Weights(8.0, 2.4, 1.2, 0.45, 2.0, 1.3, -0.5, -0.95, -2.5)
ACROSS = Weights(0.0, 5.4, 2.3, 1.0, 2.4, 1.65, -0.55, -0.35, -4.75)


@dataclass(frozen=True, slots=True)
class Likeness:
    """`odds`: logarithm of the odds that the two are one dealing; the signs behind it."""

    odds: float
    words: float
    names: float
    numbers: frozenset[str]
    events: Agreement
    shared: Shared = NOTHING_SHARED


def likeness(one: Profile, other: Profile, rarity: Rarity) -> Likeness:
    """How likely two articles tell of one dealing, and by which signs."""
    first, second = one.footprint, other.footprint
    same = first.language == second.language
    words = _words(one, other, rarity) if same else 0.0
    names, all_names = _names(one, other, rarity, "names"), _names(one, other, rarity, "all_names")
    numbers = first.signs.numbers & second.signs.numbers
    events = agreement(one.heads, other.heads) if one.heads and other.heads else NOTHING
    shared = across(one.spoken, other.spoken, rarity)
    weights = SAME if same else ACROSS
    against = _against(events)
    odds = (
        weights.alone
        + weights.shared * shared.odds
        + _AGAINST * against
        + _BULLETIN * (_bulletins(one, other) or (events.best <= 0 and _forms(one, other)))
        + weights.words * (min(words, _TEMPLATE) if against else words)
        + weights.names * names
        + weights.all_names * all_names
        + weights.event * events.best
        + weights.main_event * events.main
        + weights.one_event * (bool(one.heads) != bool(other.heads))
        + weights.day_apart * abs(first.when - second.when) / DAY
    )
    return Likeness(odds, words, names, numbers, events, shared)


def _against(events: Agreement) -> bool:
    return events.best <= _CONTRADICT


def _bulletins(one: Profile, other: Profile) -> bool:
    """Today's and yesterday's rates, weather, prices: one outlet's headline comes again with other figures."""
    first, second = one.footprint, other.footprint
    if not first.outlet or first.outlet != second.outlet or first.language != second.language:
        return False
    if one.heads or other.heads or abs(first.when - second.when) < _NEXT_ISSUE:
        return False
    mine, theirs = first.signs.title, second.signs.title
    if len(mine & theirs) < _SAME_HEAD * len(mine | theirs) or not mine:
        return False
    said, again = one.figures, other.figures
    return bool(said - again) and bool(again - said)


def _forms(one: Profile, other: Profile) -> bool:
    """One outlet's headline with another name in its place: credentials of two envoys, the weather in two towns."""
    first, second = one.footprint, other.footprint
    if not first.outlet or first.outlet != second.outlet or first.language != second.language:
        return False
    (mine, said), (theirs, again) = _headline(first), _headline(second)
    same = len(mine & theirs) >= _SAME_FORM * len(mine | theirs)  # titles of names alone are of one form
    return same and bool(said - again) and bool(again - said)


def _headline(article: Footprint) -> tuple[set[str], set[str]]:
    """Beginnings of a headline's plain words, and of its names: those of the lexicon are no stems of its title."""
    plain: set[str] = set()
    names: set[str] = set()
    for word in _WORD.findall(article.headline):
        known = word[:STEM] not in article.signs.title
        foreign = any(each in article.signs.skeletons for each in skeleton(word, article.language))
        (names if known or foreign else plain).add(word[:_BEGINNING])
    return plain, names


def _words(one: Profile, other: Profile, rarity: Rarity) -> float:
    """Cosine of the weighted words."""
    table = rarity.table(one.footprint.language)
    shared = one.words.keys() & other.words.keys()
    if not shared:
        return 0.0
    mine, theirs = one.words, other.words
    product = sum([mine[stem] * theirs[stem] * table[stem] ** 2 for stem in shared])
    return product / (one.words_length(table) * other.words_length(table))


def _names(one: Profile, other: Profile, rarity: Rarity, which: str) -> float:
    """Cosine of the weighted names."""
    shared = one.names & other.names if which == "names" else one.all_names & other.all_names
    if not shared:
        return 0.0
    table = rarity.table(NAMES)
    weights = [table[name] for name in shared]
    product = sum([weight**2 for weight in weights])
    told = 1 - exp(-sum(weights) / _TELLING)
    return told * product / (one.names_length(table, which) * other.names_length(table, which))
