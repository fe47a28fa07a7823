"""Who tells of the open stories and what they have told: read from rows when first asked for, then kept up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from monitor import stories
from monitor.model.fact import NO_FACTS, Facts
from monitor.model.source import Source
from monitor.model.story import Assignment, Reported
from monitor.pipeline.bed import Bed
from monitor.store.connection import Row
from monitor.store.stories import Candidate


def reported(row: Row, source: Source | None, facts: Facts) -> Reported:
    """A row of `Stories.members` as a member; `source` None = sources.yaml no longer knows its feed."""
    return Reported(
        article=row["id"], outlet=source.outlet if source else row["outlet"] or "",
        side=source.side if source else None, country=source.country if source else "",
        kind=source.kind if source else "other", language=row["language"], when=row["at"], seen=row["first_seen"],
        title=row["title"], copy_of=row["copy_of"], edition_of=row["edition_of"], facts=facts,
    )  # fmt: skip


class Members:
    """Stories that were asked for since the last `clear`: of each its reports, without facts, and what it knows."""

    def __init__(self, bed: Bed) -> None:
        self._bed = bed
        self._reports: dict[int, list[Reported]] = {}
        self._knows: dict[int, stories.Knows] = {}

    def reports(self, story: int) -> Sequence[Reported]:
        """In the order in which they came to the story."""
        self._read(story)
        return self._reports[story]

    def knows(self, story: int | None) -> stories.Knows:
        """What the story's members have told so far; None = a story that is only now opened."""
        if story is None:
            return stories.Knows()
        self._read(story)
        return self._knows[story]

    def joined(self, story: int, member: Reported) -> None:
        """After the commit: one member more. A story that nobody asked for is read whole when somebody does."""
        if story in self._knows:
            self._knows[story] = self._knows[story].with_(member)
            self._reports[story].append(replace(member, facts=NO_FACTS))

    def forget(self, story: int) -> None:
        """Its members are others now: it is read again."""
        self._reports.pop(story, None)
        self._knows.pop(story, None)

    def clear(self) -> None:
        """All are read again when next asked for."""
        self._reports.clear()
        self._knows.clear()

    def _read(self, story: int) -> None:
        if story not in self._knows:
            members = [self._member(row) for row in self._bed.store.stories.members(story)]
            self._knows[story] = stories.Knows.of(members)
            self._reports[story] = [replace(member, facts=NO_FACTS) for member in members]

    def _member(self, row: Row) -> Reported:
        return reported(row, self._bed.setup.sources.get(row["feed"] or ""), self._bed.store.facts.of(row["id"]))

    def of(self, candidate: Candidate, assignment: Assignment) -> Reported:
        """A candidate as the member that it is about to be."""
        material, source = candidate.material, self._bed.setup.sources.get(candidate.feed)
        return Reported(
            article=material.article, outlet=source.outlet if source else material.outlet,
            side=source.side if source else None, country=source.country if source else "",
            kind=source.kind if source else "other", language=material.language, when=material.when,
            seen=candidate.first_seen, title=material.title, copy_of=assignment.copy_of,
            edition_of=assignment.edition_of, facts=material.facts,
        )  # fmt: skip
