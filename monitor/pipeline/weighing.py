"""What a story adds to the priority of its members' matches: a part of GROUP, and again when a bound on its age passes.

A match is weighed when its article comes into a story or is judged again, and all of a story's matches where one of
the story() that its rule asks has another answer than before. Which answers there were is kept in memory alone: after
a start every story that is due is weighed whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from monitor import judge, log
from monitor.matching.rules import Rule
from monitor.model.story import Reported, StoryFacts
from monitor.pipeline.bed import Bed, fence
from monitor.setup.loading import without_collecting
from monitor.store.priorities import Weighed

AT_ONCE = 50  # stories in one commit


class Weighing:
    """`reports` gives the members of a story, in the order in which they came to it."""

    def __init__(self, bed: Bed, reports: Callable[[int], Sequence[Reported]]) -> None:
        self._bed = bed
        self._reports = reports
        self._answers: dict[tuple[int, str], tuple[bool, ...]] = {}  # of each story() of a rule, by story and rule
        self._touched: set[int] = set()  # articles that came into a story, or were judged again

    def touch(self, article: int) -> None:
        """This article's matches are new, or stand in another story."""
        self._touched.add(article)

    def forget(self) -> None:
        """Members have moved, or memory is to be given back: each story is weighed whole when it is next due."""
        self._answers.clear()
        self._touched.clear()

    def round(self) -> bool:
        """All stories that are due; True if there were any."""
        bed, began, worked = self._bed, self._bed.clock.stopwatch(), False
        rules: dict[str, Rule] | None = None
        while bed.clock.stopwatch() - began < bed.limits.batch_seconds:
            now = bed.clock.now()
            due = bed.store.priorities.due(now, AT_ONCE)
            if not due:
                bed.lately.clear()
                break
            if rules is None:
                rules = {rule.id: rule for rule in bed.setup.rules if judge.asks_of_stories(rule)}
            self._commit(due, rules, now)
            worked = True
        return worked

    def _commit(self, due: Iterable[int], rules: Mapping[str, Rule], now: int) -> None:
        answers, self._answers = self._answers, {}
        with without_collecting(), self._bed.store.tx():
            for story in due:
                failures: list[str] = []
                with fence(failures), self._bed.store.tx():
                    self._weigh(story, rules, answers, now)
                if failures:
                    log.error("priorities of a story not weighed", story=story, problem=failures[0])
                    self._bed.store.priorities.settle(story, None)
                    answers = {key: held for key, held in answers.items() if key[0] != story}
        self._answers = answers  # only here: where the commit failed every story is weighed whole again

    def _weigh(
        self, story: int, rules: Mapping[str, Rule], answers: dict[tuple[int, str], tuple[bool, ...]], now: int
    ) -> None:
        store = self._bed.store
        matches = store.priorities.matches(story, rules) if rules else []
        reports = tuple(self._reports(story)) if matches else ()
        moments: list[int] = []
        for name in dict.fromkeys(match.rule for match in matches):
            facts = StoryFacts(reports, rules[name].pair, now)
            held = judge.story_answers(rules[name], facts)
            same = answers.get((story, name)) == held
            answers[story, name] = held
            for match in matches:
                if match.rule == name and (not same or match.article in self._touched):
                    self._one(match, rules[name], facts)
            if moment := judge.story_moments(rules[name], facts):
                moments.append(moment)
        self._touched.difference_update(report.article for report in reports)
        store.priorities.settle(story, min(moments, default=None))

    def _one(self, match: Weighed, rule: Rule, facts: StoryFacts) -> None:
        store, setup = self._bed.store, self._bed.setup
        stored = store.archive.bare(match.article)
        if stored is None:
            return
        lately = self._bed.lately.of(match.article)
        priority, why = judge.raised(stored.article(setup.sources), rule, setup, store.facts, facts, lately)
        if (priority, why) != (match.priority, match.raised):
            store.priorities.weigh(Weighed(match.article, match.rule, priority, why))
