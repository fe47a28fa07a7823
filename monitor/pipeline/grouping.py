"""GROUP: which articles tell of the same dealing."""

from __future__ import annotations

import structlog

from monitor import stories
from monitor.model.limits import DAY
from monitor.model.story import OpenStory, StoryKey
from monitor.pipeline.bed import Bed, fence
from monitor.store.stories import Candidate

log = structlog.get_logger()


class Grouping:
    """Articles that match join an open story or open one."""

    def __init__(self, bed: Bed) -> None:
        self._bed = bed

    def round(self) -> bool:
        """Articles that match join an open story or open one; members of a story keep it."""
        now, limits = self._bed.clock.now(), self._bed.limits
        waiting = self._bed.store.stories.ungrouped(limits.batch_rows)
        if not waiting or not self._bed.store.stories.claim_role("group", self._bed.owner, now, now + limits.claim):
            return False
        with self._bed.store.tx():
            opened = self._open_stories(now)
            for candidate in waiting:
                self._fenced(candidate, opened, now)
        return True

    def _fenced(self, candidate: Candidate, opened: dict[int, list[StoryKey]], now: int) -> None:
        failures: list[str] = []
        with fence(failures), self._bed.store.tx():
            self._group_one(candidate, opened, now)
        if failures and self._bed.store.judgements.failed(candidate.article, failures[0], self._bed.limits):
            log.error("article set aside", article=candidate.article, problem=failures[0])

    def _open_stories(self, now: int) -> dict[int, list[StoryKey]]:
        since = now - 2 * self._bed.limits.story_window
        return {
            story: [self._key(member) for member in members]
            for story, members in self._bed.store.stories.open(since).items()
        }

    def _group_one(self, candidate: Candidate, opened: dict[int, list[StoryKey]], now: int) -> None:
        key = self._key(candidate)
        if candidate.story is not None:
            self._bed.store.stories.keep(candidate.article, candidate.story, candidate.change, now)
            return
        assignment = stories.assign(
            key, [OpenStory(id_, tuple(members)) for id_, members in opened.items()], self._bed.limits
        )
        members = opened.get(assignment.story, []) if assignment.story is not None else []
        sides = {source.id: source.side for source in self._bed.setup.sources.values()}
        news = stories.news(key, members, sides)
        story = self._bed.store.stories.record(assignment, candidate.title, now, news=news)
        opened.setdefault(story, []).append(key)

    def _key(self, candidate: Candidate) -> StoryKey:
        believable = candidate.dated is not None and candidate.dated <= candidate.first_seen + DAY
        return stories.key(
            candidate.article, candidate.title, candidate.lead, rules=candidate.rules, names=candidate.names,
            spellings=candidate.spellings,
            language=candidate.language, outlet=candidate.feed,
            when=candidate.dated if believable and candidate.dated is not None else candidate.first_seen,
        )  # fmt: skip
