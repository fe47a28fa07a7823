"""Articles about the same dealing belong to one story."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StoryKey:
    """What grouping looks at in one judged article: language-free names, stems of its title, rules, time."""

    article: int
    rules: frozenset[str]
    names: frozenset[str]  # dotted ids mentioned in title and lead
    stems: frozenset[str]  # folded, shortened words of title and lead
    title: str  # folded
    language: str
    outlet: str
    when: int  # dated if known and believable, else first seen


@dataclass(frozen=True, slots=True)
class OpenStory:
    """A story still taking articles: the keys of its members inside the window."""

    id: int
    members: tuple[StoryKey, ...]


@dataclass(frozen=True, slots=True)
class Assignment:
    """Where an article goes: `story` None opens one; `copy_of` is the article whose text it repeats."""

    article: int
    story: int | None
    copy_of: int | None
    reason: str
