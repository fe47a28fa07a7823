"""How likely two articles tell of one dealing: words within a language, and what is in no language.

The measure is the logarithm of odds, so that measures of several members of a story can be put together: 0 is even,
2 is seven to one. The weights were fitted to labelled streams (tests/corpus/stories), one checked on the other; they
are few, and none is about a country, a person or a word.
"""

from __future__ import annotations

from math import inf
from operator import mul
from typing import NamedTuple

from monitor.model.limits import DAY, HOUR
from monitor.stories.across import MOST_SUBJECTS, NOTHING_SHARED, Shared, beside, with_subjects
from monitor.stories.dealings import NOTHING, Agreement, agreement
from monitor.stories.hashes import NAMES
from monitor.stories.profile import Profile
from monitor.stories.rarity import Rarity, cosine

_TELLING = 3.0  # weight of shared names from which most of them count: what all reports of a beat name tells little
_CONTRADICT = -0.9  # agreement of events from which no two of them can be one
_TEMPLATE = 0.2  # likeness of words that counts then: letters and bulletins repeat a form
_AGAINST = -1.5  # what it weighs beyond that
_BULLETIN = -20.0  # two issues of one bulletin are two happenings, whatever they share
_NEXT_ISSUE = 12 * HOUR
_SAME_HEAD = 0.4  # Jaccard of two titles of one bulletin
_SAME_FORM = 0.75  # Jaccard of two titles of one form, names left out
_DIGITS = 9  # kept of odds: what comes behind depends on the order in which signs are added up
_ROUNDED = 1e-6  # more than what is lost by that


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


class Likeness(NamedTuple):
    """`odds`: logarithm of the odds that the two are one dealing; the signs behind it.

    A named tuple: an article is held against dozens of others, and a frozen dataclass takes four times as long.
    """

    odds: float
    words: float
    names: float
    numbers: frozenset[str]
    events: Agreement
    shared: Shared = NOTHING_SHARED


def likeness(one: Profile, other: Profile, rarity: Rarity) -> Likeness:
    """How likely two articles tell of one dealing, and by which signs."""
    found = likely(one, other, rarity, -inf)
    assert isinstance(found, Likeness)
    return found


def likely(one: Profile, other: Profile, rarity: Rarity, least: float) -> Likeness | Agreement:
    """The same; or how their events agree, and no more, where the odds are surely below `least`.

    What costs little is compared first: most articles of a beat are far from each other by who, what and when, and the
    most that their words and subjects could add is known beforehand.
    """
    same = one.language == other.language
    weights = SAME if same else ACROSS
    events = agreement(one.heads, other.heads) if one.heads and other.heads else NOTHING
    against = events.best <= _CONTRADICT
    names, all_names = _names(one, other, rarity)
    told = beside(one.spoken, other.spoken, rarity)
    odds = (
        weights.alone
        + weights.names * names
        + weights.all_names * all_names
        + weights.event * events.best
        + weights.main_event * events.main
        + _AGAINST * against
        + weights.one_event * (bool(one.heads) != bool(other.heads))
        + weights.day_apart * abs(one.when - other.when) / DAY
    )
    most = odds + weights.shared * (told.odds + MOST_SUBJECTS)
    if most + weights.words * (_TEMPLATE if against else 1.0) < least - _ROUNDED:
        return events
    words = _words(one, other, rarity) if same else 0.0
    worded = weights.words * (min(words, _TEMPLATE) if against else words)
    if most + worded < least - _ROUNDED:
        return events
    shared = with_subjects(told, one.spoken, other.spoken, rarity)
    odds += weights.shared * shared.odds + worded
    if same and one.outlet and one.outlet == other.outlet:
        odds += _BULLETIN * (_bulletins(one, other) or (events.best <= 0 and _forms(one, other)))
    return Likeness(round(odds, _DIGITS), words, names, one.spoken.numbers & other.spoken.numbers, events, shared)


def _bulletins(one: Profile, other: Profile) -> bool:
    """Today's and yesterday's rates, weather, prices: one outlet's headline comes again with other figures."""
    if one.heads or other.heads or abs(one.when - other.when) < _NEXT_ISSUE:
        return False
    mine, theirs = one.footprint.signs.title, other.footprint.signs.title
    if len(mine & theirs) < _SAME_HEAD * len(mine | theirs) or not mine:
        return False
    said, again = one.figures, other.figures
    return bool(said - again) and bool(again - said)


def _forms(one: Profile, other: Profile) -> bool:
    """One outlet's headline with another name in its place: credentials of two envoys, the weather in two towns."""
    (mine, said), (theirs, again) = one.headline, other.headline
    same = len(mine & theirs) >= _SAME_FORM * len(mine | theirs)  # titles of names alone are of one form
    return same and bool(said - again) and bool(again - said)


def _words(one: Profile, other: Profile, rarity: Rarity) -> float:
    """Cosine of the weighted words."""
    table = rarity.table(one.language)
    mine, theirs = one.weighed(table), other.words
    shared = mine.keys() & theirs.keys()
    if not shared:
        return 0.0
    product: float = sum(map(mul, map(mine.__getitem__, shared), map(theirs.__getitem__, shared)))
    return product / (one.words_length(table) * other.words_length(table))


def _names(one: Profile, other: Profile, rarity: Rarity) -> tuple[float, float]:
    """Cosines of the weighted names: of title and lead, of the whole text."""
    table = rarity.table(NAMES)
    mine, theirs = one.names_lengths(table), other.names_lengths(table)
    return (
        cosine(one.names & other.names, mine[0] * theirs[0], table, _TELLING),
        cosine(one.all_names & other.all_names, mine[1] * theirs[1], table, _TELLING),
    )
