"""The articles of the last days, by what makes two of them alike; memory is bounded by the window, not by history.

Pure: it asks no clock and no store. `assign` changes nothing; what was decided is put in by `add` after the commit.
"""

from __future__ import annotations

from monitor.model.limits import Limits
from monitor.model.story import Assignment, Footprint
from monitor.stories.copies import Copies
from monitor.stories.likeness import likeness


class Window:
    """Open stories and their members."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._members: dict[int, Footprint] = {}
        self._story: dict[int, int] = {}
        self._copy_of: dict[int, int] = {}
        self._copies = Copies()

    def __len__(self) -> int:
        return len(self._members)

    def assign(self, article: Footprint) -> Assignment:
        """The story this article belongs to, with the reason in words; `story` None = it opens one."""
        if (copy := self._copies.find(article)) and copy.like in self._story:
            own = copy.original == article.article  # the others cite it
            return Assignment(
                article.article, self._story[copy.like], None if own else copy.original, copy.reason,
                originals=copy.originals,
            )  # fmt: skip
        best: tuple[float, Footprint, str] | None = None
        for member in self._members.values():
            found = likeness(article, member, self._limits)
            if found and (best is None or found[0] > best[0]):
                best = (found[0], member, found[1])
        if best is None:
            return Assignment(article.article, None, None, "opens a story")
        _, member, reason = best
        return Assignment(article.article, self._story[member.article], None, f"{reason} as article {member.article}")

    def add(self, article: Footprint, assignment: Assignment, story: int) -> None:
        """The article stands in this story from now on; merges and changed originals of the assignment are done."""
        for other in assignment.merges:
            self.merge(other, story)
        self._members[article.article] = article
        self._story[article.article] = story
        for copy in assignment.originals:
            self._copy_of[copy] = article.article
        if assignment.copy_of is not None:
            self._copy_of[article.article] = assignment.copy_of
        self._copies.add(article, assignment.copy_of, assignment.originals)

    def put(self, article: Footprint, story: int, copy_of: int | None) -> None:
        """A member as the store has it, at a start."""
        self.add(article, Assignment(article.article, story, copy_of, ""), story)

    def merge(self, story: int, target: int) -> None:
        """All members of `story` stand in `target`."""
        for article, place in self._story.items():
            if place == story:
                self._story[article] = target

    def remove(self, article: int) -> None:
        """This article is no member any more; nothing happens where it is none."""
        self._members.pop(article, None)
        self._story.pop(article, None)
        self._copy_of.pop(article, None)

    def forget(self, before: int) -> None:
        """Articles older than that (`when`) can no longer be joined."""
        gone = [each.article for each in self._members.values() if each.when < before]
        self._copies.forget(gone)
        for article in gone:
            del self._members[article], self._story[article]
            self._copy_of.pop(article, None)
