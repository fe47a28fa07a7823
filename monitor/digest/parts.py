"""One digest as several messages: cut between its stories and other lines, never inside one."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import accumulate

from monitor.digest.page import page
from monitor.digest.views import Page
from monitor.model.message import Digest

_SECTIONS = ("corrections", "stories", "muted", "alerted", "coming", "promises")


@dataclass(frozen=True, slots=True)
class Part:
    """Things `first` to `last` (exclusive) of a page; the head stands in part 1, the foot in the last one.

    They are counted over its sections: corrections, stories, muted, alerted, coming, promises.
    """

    number: int
    of: int
    first: int
    last: int

    @property
    def begins(self) -> bool:
        """Whether it has the head."""
        return self.number == 1

    @property
    def ends(self) -> bool:
        """Whether it has the foot."""
        return self.number == self.of


WHOLE = Part(1, 1, 0, 1_000_000_000)


def within(lines: Page, part: Part) -> Page:
    """The page with nothing in its sections but what belongs to that part."""
    if part.of == 1 and not part.first and part.last >= _length(lines):
        return lines
    kept, start = {}, 0
    for name in _SECTIONS:
        found = getattr(lines, name)
        kept[name] = found[max(part.first - start, 0) : max(part.last - start, 0)]
        start += len(found)
    return replace(lines, **kept)


def expected(lines: Page, whole: Page, part: Part) -> list[tuple[str, tuple[str, ...]]]:
    """What ends a page, each under its label: what is coming, what is open, what just missed.

    `lines` are those of the part. That there is nothing coming or open is said once, in the last part.
    """
    say, found = lines.frame.say, []
    for section in ("coming", "promises"):
        if things := getattr(lines, section):
            found.append((say(f"head.{section}"), things))
        elif part.ends and not getattr(whole, section):
            found.append((say(f"head.{section}"), (say(f"page.{section}_none"),)))
    if part.ends and lines.nearly and not lines.empty:
        found.append((say("head.nearly"), (lines.nearly,)))
    return found


def parts(digest: Digest, fits: Callable[[Part], bool]) -> tuple[Part, ...]:
    """The fewest halvings after which every part fits or holds a single thing, in order; at least one part.

    It is halved where about as many words stand before as after. `fits` is asked with the fullest head and foot, so a
    part never outgrows its answer.
    """
    words = _words(page(digest))
    todo, done = [(0, len(words) - 1)], []
    while todo:
        first, last = todo.pop()
        if last - first < 2 or fits(Part(1, 1, first, last)):
            done.append((first, last))
            continue
        half = bisect(words, (words[first] + words[last]) // 2)
        middle = min(max(half, first + 1), last - 1)
        todo += [(middle, last), (first, middle)]
    return tuple(Part(n, len(done), first, last) for n, (first, last) in enumerate(done, start=1))


def _words(lines: Page) -> list[int]:
    """How long everything before each thing is, roughly; the last is the length of all."""
    return [0, *accumulate(len(repr(thing)) for name in _SECTIONS for thing in getattr(lines, name))]


def _length(lines: Page) -> int:
    return sum(len(getattr(lines, name)) for name in _SECTIONS)
