"""JUDGE: all rules over each article whose text is ready."""

from __future__ import annotations

from collections.abc import Sequence

from monitor import log
from monitor.judge import Judged, judged, nothing_in
from monitor.model.article import Article
from monitor.pipeline.bed import Bed, fence
from monitor.pipeline.revising import revise
from monitor.setup.loading import without_collecting
from monitor.store.judgements import JudgeJob


class Judging:
    """Nothing on its way: judging happens here, in short batches."""

    def __init__(self, bed: Bed) -> None:
        self._bed = bed
        self._touched: set[str] = set()  # rules
        self._unindexed = True  # what matches nothing need not be found at once: nobody searches

    def touched(self) -> set[str]:
        """Rules that an article came to match, matches no longer or matches with another text since the last call."""
        touched, self._touched = self._touched, set()
        return touched

    def round(self) -> bool:
        """Articles whose text is ready, in short batches: all rules over each, the result with its evidence.

        Of most no rule can hold: those are settled together. Where the time is up for the others, they wait.
        """
        began, limits = self._bed.clock.stopwatch(), self._bed.limits
        worked = False
        while self._bed.clock.stopwatch() - began < limits.batch_seconds:
            now = self._bed.clock.now()
            jobs = self._bed.store.judgements.claim(self._bed.owner, now, now + limits.claim, limits.batch_rows)
            if not jobs:
                break
            worked = True
            self._unindexed = not self._bed.store.search.asked(now - limits.searched)
            with self._bed.store.tx():
                self._judge(jobs, began, now)
        return worked

    def _judge(self, jobs: Sequence[JudgeJob], began: float, now: int) -> None:
        judgements, clock, limits = self._bed.store.judgements, self._bed.clock, self._bed.limits
        nothing = self._without_names(jobs)
        if nothing:
            judgements.nothing(nothing, self._bed.setup.version, unindexed=self._unindexed)
        settled = {job.article for job in nothing}
        others = [job for job in jobs if job.article not in settled]
        for done, job in enumerate(others):
            if done and clock.stopwatch() - began >= limits.batch_seconds:
                judgements.release([job.article for job in others[done:]])
                return
            self._judge_one(job, now)

    def _without_names(self, jobs: Sequence[JudgeJob]) -> list[JudgeJob]:
        """Those of which a quick look says that no rule holds; where it breaks, each is judged as ever."""
        setup, found = self._bed.setup, list[JudgeJob]()
        with fence(list[str]()):
            found += [job for job in jobs if job.plain and nothing_in(job.title, job.body, setup)]
        return found

    def _judge_one(self, job: JudgeJob, now: int) -> None:
        failures: list[str] = []
        # A text of nothing but names makes hundreds of thousands of objects that live until its judgement ends: to look
        # for cycles among them meanwhile was a third of its time.
        with fence(failures), without_collecting(), self._bed.store.tx():
            found = self._judged(job, job.title, job.body)
            judgement = found.with_facts
            for miss in (miss for miss in judgement.misses if miss.trouble):
                log.warning("rule not decided", rule=miss.rule, article=job.article, problem=miss.reason)
            for match in (match for match in judgement.matches if match.trouble):
                log.warning("priority not decided", rule=match.rule, article=job.article, problem=match.trouble)
            self._bed.store.judgements.record(job, judgement, now, unindexed=self._unindexed)
            self._touched |= job.rules_before | {match.rule for match in judgement.matches}
            if judgement.matches:
                self._bed.lately.keep(job.article, found)
            store, limits = self._bed.store, self._bed.limits
            revise(job, found, lambda text: self._judged(job, text.title, text.body), store, now, limits)
        if failures and self._bed.store.judgements.failed(job.article, failures[0], self._bed.limits):
            log.error("article set aside", article=job.article, problem=failures[0])

    def _judged(self, job: JudgeJob, title: str, body: str) -> Judged:
        article = Article(
            id=job.article, url=job.url, title=title, body=body, language=job.language, dated=job.dated,
            first_seen=job.first_seen, source=self._bed.setup.sources.get(job.feed),
        )  # fmt: skip
        return judged(article, self._bed.setup, self._bed.store.facts)
