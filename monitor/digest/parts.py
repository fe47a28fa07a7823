"""One digest as several messages: cut between stories, never inside one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from monitor.model.message import Digest


@dataclass(frozen=True, slots=True)
class Part:
    """Stories `first` to `last` (exclusive) of a page; the head stands in part 1, the foot in the last one."""

    number: int
    of: int
    first: int
    last: int


WHOLE = Part(1, 1, 0, 1_000_000)


def parts(digest: Digest, fits: Callable[[Part], bool]) -> tuple[Part, ...]:
    """The fewest halvings after which every part fits or holds a single story, in order; at least one part.

    `fits` is asked with the fullest head and foot, so a part never outgrows its answer.
    """
    stories = sum(any(report.change != "correction" for report in story.reports) for story in digest.stories)
    todo, done = [(0, stories)], []
    while todo:
        first, last = todo.pop()
        if last - first < 2 or fits(Part(1, 1, first, last)):
            done.append((first, last))
            continue
        middle = (first + last) // 2
        todo += [(middle, last), (first, middle)]
    return tuple(Part(n, len(done), first, last) for n, (first, last) in enumerate(done, start=1))
