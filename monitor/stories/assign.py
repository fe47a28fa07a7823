"""Put a judged article into an open story, or open one.

Two relations are kept apart. A COPY repeats a text: same folded title, or nearly all words of title and lead. A STORY
is about the same dealing: within a language by the words of title and lead; across languages only by what is free of
language, the names, since words cannot be compared. Where in doubt a story of its own: two lines too many are a
nuisance, a report hidden under the wrong headline is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from monitor.model.limits import HOUR, Limits
from monitor.model.story import Assignment, OpenStory, StoryKey
from monitor.text.fold import folded

STEM = 5  # letters kept of a word: enough to tell words apart, short enough for Slavic and Turkic endings
SHORTEST_WORD = 4
SAME_TEXT = 0.9  # share of the smaller article's words found in the other: a copy
WORDS_ENOUGH = 4  # a headline of hardly more than names stands in every long report of its beat
SAME_WORDS = 0.25  # Jaccard of stems, same language: the same story
SAME_WORDS_NEAR = 0.18  # ... when the names agree as well
SAME_NAMES = 0.75  # Jaccard of names, within a language
SAME_NAMES_ACROSS = 0.6  # ... across languages, where names are all there is
PEOPLE_ENOUGH = 2  # shared people that make two reports one dealing: leaders do not meet twice in half a day
ACROSS_WITHIN = 14 * HOUR  # editions in other languages follow within the day


def key(
    article: int,
    title: str,
    lead: str,
    *,
    rules: Iterable[str],
    names: Iterable[str],
    spellings: Iterable[str],
    language: str,
    outlet: str,
    when: int,
) -> StoryKey:
    """What is compared of an article: `lead` is the beginning of its body in original words.

    `spellings` are the names as they stand in it. They are no stems: on one beat every item holds the same names, and
    what tells two dealings apart is all the other words.
    """
    named = {word for spelling in spellings for word in _words(spelling)}
    words = (word for word in _words(f"{title} {lead}") if word not in named)
    stems = frozenset(word[:STEM] for word in words if len(word) >= SHORTEST_WORD or word.isdigit())
    return StoryKey(
        article=article,
        rules=frozenset(rules),
        names=frozenset(names),
        stems=stems,
        title=folded(title).strip(),
        language=language,
        outlet=outlet,
        when=when,
    )


def _words(text: str) -> list[str]:
    cleaned = (word.strip(".,:;!?()[]\"'«»“”„…") for word in folded(text).replace("-", " ").split())
    return [word for word in cleaned if word]


def assign(article: StoryKey, stories: Sequence[OpenStory], limits: Limits) -> Assignment:
    """The story this article belongs to, with the reason in words; `story` None = it opens one."""
    best: tuple[float, OpenStory, StoryKey, str] | None = None
    for story in stories:
        for member in story.members:
            found = _likeness(article, member, limits)
            if found and (best is None or found[0] > best[0]):
                best = (found[0], story, member, found[1])
    if best is None:
        return Assignment(article.article, None, None, "opens a story")
    _, story, member, reason = best
    copy_of = member.article if reason.startswith("same text") else None
    return Assignment(article.article, story.id, copy_of, f"{reason} as article {member.article}")


def _likeness(one: StoryKey, other: StoryKey, limits: Limits) -> tuple[float, str] | None:
    """How much two articles are one dealing (only for ranking) and why; None = they are not."""
    if not one.rules & other.rules or abs(one.when - other.when) > limits.story_window:
        return None
    if one.language == other.language:
        return _same_language(one, other)
    return _across_languages(one, other)


def _across_languages(one: StoryKey, other: StoryKey) -> tuple[float, str] | None:
    """Same names within half a day, as long as both or neither speak of the same topics.

    The two countries alone prove nothing: they are in every item. Two people, or a topic, organisation or place do.
    """
    shared = one.names & other.names
    likeness = _jaccard(one.names, other.names)
    telling = len(_kind(shared, "person")) >= PEOPLE_ENOUGH or bool(_kind(shared, "topic", "org", "place"))
    same_topics = _kind(one.names, "topic") == _kind(other.names, "topic")
    close = abs(one.when - other.when) <= ACROSS_WITHIN
    if close and telling and same_topics and likeness >= SAME_NAMES_ACROSS:
        return likeness, "same names, another language"
    return None


def _kind(names: frozenset[str], *kinds: str) -> set[str]:
    return {name for name in names if name.partition(".")[0] in kinds}


def _same_language(one: StoryKey, other: StoryKey) -> tuple[float, str] | None:
    smaller = min(len(one.stems), len(other.stems))
    contained = len(one.stems & other.stems) / smaller if smaller else 0.0
    if (one.title and one.title == other.title) or (contained >= SAME_TEXT and smaller >= WORDS_ENOUGH):
        if _both_differ(one, other):
            return None  # letters of congratulation and the like: one template, two events
        return 2.0 + contained, "same text"
    shared = _jaccard(one.stems, other.stems)
    if shared >= SAME_WORDS or (shared >= SAME_WORDS_NEAR and _jaccard(one.names, other.names) >= SAME_NAMES):
        return 1.0 + shared, "same words"
    return None


def _both_differ(one: StoryKey, other: StoryKey) -> bool:
    """True where BOTH sides name something or somebody, or give a number, that the other lacks."""
    numbers = [frozenset(stem for stem in key.stems if stem[0].isdigit()) for key in (one, other)]
    first, second = one.names | numbers[0], other.names | numbers[1]
    return bool(first - second) and bool(second - first)


def _jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    union = len(one | other)
    return len(one & other) / union if union else 0.0


def news(article: StoryKey, members: Sequence[StoryKey], sides: Mapping[str, str | None]) -> str:
    """What this article brings its story, in words; "" = membership alone, which is no revision of the story.

    `sides` gives the side of each outlet.
    """
    if not members:
        return "opened"
    side = sides.get(article.outlet)
    if side and side not in {sides.get(member.outlet) for member in members}:
        return f"first report from an outlet of {side}"
    return ""
