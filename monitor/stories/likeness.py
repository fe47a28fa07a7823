"""Whether two articles are one dealing, and why."""

from __future__ import annotations

from monitor.model.limits import HOUR, Limits
from monitor.model.story import Footprint

SAME_TEXT = 0.9  # share of the smaller article's words found in the other: a copy
WORDS_ENOUGH = 4  # a headline of hardly more than names stands in every long report of its beat
SAME_WORDS = 0.25  # Jaccard of stems, same language: the same story
SAME_WORDS_NEAR = 0.18  # ... when the names agree as well
SAME_NAMES = 0.75  # Jaccard of names, within a language
SAME_NAMES_ACROSS = 0.6  # ... across languages, where names are all there is
PEOPLE_ENOUGH = 2  # shared people that make two reports one dealing: leaders do not meet twice in half a day
ACROSS_WITHIN = 14 * HOUR  # editions in other languages follow within the day


def likeness(one: Footprint, other: Footprint, limits: Limits) -> tuple[float, str] | None:
    """How much two articles are one dealing (only for ranking) and why; None = they are not."""
    if abs(one.when - other.when) > limits.story_window:
        return None
    if one.language == other.language:
        return _same_language(one, other)
    return _across_languages(one, other)


def _across_languages(one: Footprint, other: Footprint) -> tuple[float, str] | None:
    """Same names within half a day, as long as both or neither speak of the same topics.

    The two countries alone prove nothing: they are in every item. Two people, or a topic, organisation or place do.
    """
    names, others = one.signs.names, other.signs.names
    shared, alike = names & others, _jaccard(names, others)
    telling = len(_kind(shared, "person")) >= PEOPLE_ENOUGH or bool(_kind(shared, "topic", "org", "place"))
    close = abs(one.when - other.when) <= ACROSS_WITHIN
    if close and telling and _kind(names, "topic") == _kind(others, "topic") and alike >= SAME_NAMES_ACROSS:
        return alike, "same names, another language"
    return None


def _kind(names: frozenset[str], *kinds: str) -> set[str]:
    return {name for name in names if name.partition(".")[0] in kinds}


def _same_language(one: Footprint, other: Footprint) -> tuple[float, str] | None:
    stems, others = one.signs.title | one.signs.lead, other.signs.title | other.signs.lead
    smaller = min(len(stems), len(others))
    contained = len(stems & others) / smaller if smaller else 0.0
    if (one.headline and one.headline == other.headline) or (contained >= SAME_TEXT and smaller >= WORDS_ENOUGH):
        if _both_differ(one, other):
            return None  # letters of congratulation and the like: one template, two events
        return 2.0 + contained, "same text"
    shared = _jaccard(stems, others)
    if shared >= SAME_WORDS or (
        shared >= SAME_WORDS_NEAR and _jaccard(one.signs.names, other.signs.names) >= SAME_NAMES
    ):
        return 1.0 + shared, "same words"
    return None


def _both_differ(one: Footprint, other: Footprint) -> bool:
    """True where BOTH sides name something or somebody, or give a number, that the other lacks."""
    first, second = _definite(one), _definite(other)
    return bool(first - second) and bool(second - first)


def _definite(article: Footprint) -> frozenset[str]:
    return article.signs.names | {stem for stem in article.signs.title | article.signs.lead if stem[0].isdigit()}


def _jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    union = len(one | other)
    return len(one & other) / union if union else 0.0
