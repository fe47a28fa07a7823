"""GROUP: which articles tell of the same dealing."""

from __future__ import annotations

from collections.abc import Sequence

import structlog

from monitor import stories
from monitor.model.story import Assignment, Footprint, Reported
from monitor.pipeline.bed import Bed, fence
from monitor.store.stories import Candidate
from monitor.stories import FORM, Window

log = structlog.get_logger()


class Grouping:
    """Articles that match join an open story or open one. The window stands in memory and follows each commit."""

    def __init__(self, bed: Bed) -> None:
        self._bed = bed
        self._window: Window | None = None  # None = to be rebuilt from rows

    def round(self) -> bool:
        """Articles that match join an open story or open one; members of a story keep it."""
        now, limits = self._bed.clock.now(), self._bed.limits
        waiting = self._bed.store.stories.ungrouped(limits.batch_rows)
        if not waiting or not self._bed.store.stories.claim_role("group", self._bed.owner, now, now + limits.claim):
            return False
        window, self._window = self._rebuilt(now) if self._window is None else self._window, None
        with self._bed.store.tx():
            for candidate in waiting:
                self._fenced(candidate, window, now)
        self._window = window  # only here: where the commit failed it is rebuilt
        return True

    def _fenced(self, candidate: Candidate, window: Window, now: int) -> None:
        failures: list[str] = []
        article = candidate.material.article
        added: list[tuple[Footprint, Assignment, int]] = []
        with fence(failures), self._bed.store.tx():
            self._group_one(candidate, window, added, now)
        for footprint, assignment, story in added if not failures else ():
            window.add(footprint, assignment, story)
        if failures and self._bed.store.judgements.failed(article, failures[0], self._bed.limits):
            log.error("article set aside", article=article, problem=failures[0])

    def _rebuilt(self, now: int) -> Window:
        """The window as the rows have it; what has no footprint of today's form gets one."""
        store, since = self._bed.store.stories, now - 2 * self._bed.limits.story_window
        window = Window(self._bed.limits)
        while missing := store.without_footprint(since, FORM, self._bed.limits.batch_rows):
            with self._bed.store.tx():
                for candidate in missing:
                    made = stories.footprint(candidate.material)
                    store.keep_footprint(made.article, made.when, FORM, stories.pack(made))
        for member in store.footprints(since, FORM):
            window.put(
                stories.unpack(member.article, member.at, member.marks, member.signs), member.story, member.copy_of
            )
        return window

    def _group_one(
        self, candidate: Candidate, window: Window, added: list[tuple[Footprint, Assignment, int]], now: int
    ) -> None:
        store = self._bed.store.stories
        if candidate.story is not None:
            store.keep(candidate.material.article, candidate.story, candidate.change, now)
            return
        made = stories.footprint(candidate.material)
        assignment = window.assign(made)
        before = self._members(assignment.story)
        news = stories.news(self._reported(candidate, assignment), before)
        story = store.record(assignment, candidate.title, now, news=news)
        store.keep_footprint(made.article, made.when, FORM, stories.pack(made))
        added.append((made, assignment, story))

    def _members(self, story: int | None) -> Sequence[Reported]:
        """Who has told of the story so far, in the order in which they came."""
        found = self._bed.store.stories.find(story) if story is not None else None
        members = []
        for row in found[1] if found else ():
            source = self._bed.setup.sources.get(row["feed"] or "")
            members.append(
                Reported(
                    article=row["id"], outlet=source.outlet if source else "", side=source.side if source else None,
                    country=source.country if source else "", kind=source.kind if source else "other",
                    language=row["language"], when=row["dated"] or row["first_seen"], seen=row["first_seen"],
                    title=row["title"], copy_of=row["copy_of"], edition_of=row["edition_of"],
                )
            )  # fmt: skip
        return members

    def _reported(self, candidate: Candidate, assignment: Assignment) -> Reported:
        material, source = candidate.material, self._bed.setup.sources.get(candidate.feed)
        return Reported(
            article=material.article, outlet=source.outlet if source else material.outlet,
            side=source.side if source else None, country=source.country if source else "",
            kind=source.kind if source else "other", language=material.language, when=material.when,
            seen=candidate.first_seen, title=material.title, copy_of=assignment.copy_of,
            edition_of=assignment.edition_of, facts=material.facts,
        )  # fmt: skip
