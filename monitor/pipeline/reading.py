"""READ: the page of an article whose feed gave only a summary."""

from __future__ import annotations

from collections import deque
from dataclasses import replace

from monitor import poll
from monitor.extract import extract
from monitor.extract.choose import better
from monitor.model.article import Text
from monitor.model.fetch import Reply, Request
from monitor.model.limits import MINUTE
from monitor.model.source import Source
from monitor.pipeline.bed import Bed, fence
from monitor.revising.gone import gone
from monitor.store.articles import PageJob
from monitor.workers import Done

PAGE_AGAIN = 15 * MINUTE


class Reading:
    """Pages on their way: asked for, answered and waiting for a worker, being extracted."""

    def __init__(self, bed: Bed) -> None:
        self._bed = bed
        self._pages: dict[int, PageJob] = {}
        self._answered: deque[tuple[PageJob, Reply]] = deque()
        self._extracting: dict[int, PageJob] = {}
        self.replies: list[Reply] = []
        self.extracted: list[Done] = []

    def round(self) -> bool:
        """Wanted pages go out; what came back and was extracted is a further text version, or a try more."""
        replies, self.replies = self.replies, []
        for reply in replies:
            if job := self._pages.pop(int(reply.token[1]), None):
                self._answered.append((job, reply))
        worked = bool(self.extracted)
        for _ in range(len(self._answered)):  # let go of only when it is committed
            worked |= self._page_reply(*self._answered[0])
            self._answered.popleft()
        while self.extracted:
            self._page_text(self.extracted[0])
            del self.extracted[0]
        return worked | self._ask_pages()

    def let_go(self) -> None:
        """Nothing is taken in now: what was asked for or has arrived is due as before."""
        store = self._bed.store
        for job in self._jobs:
            (store.rechecks.release if job.again else store.articles.release_page)(job.article)
        self._pages.clear()
        self._answered.clear()
        self._extracting.clear()
        self.replies, self.extracted = [], []

    @property
    def _jobs(self) -> list[PageJob]:
        return [*self._pages.values(), *self._extracting.values(), *(job for job, _ in self._answered)]

    @property
    def in_hand(self) -> list[int]:
        """Articles whose page is asked for, or has come and is not committed yet."""
        return [job.article for job in self._jobs]

    @property
    def waiting(self) -> bool:
        """True while pages wait here for a free worker."""
        return bool(self._answered or self.replies)

    def _ask_pages(self) -> bool:
        now, limits = self._bed.clock.now(), self._bed.limits
        room = limits.fetch_queue - self._bed.wires.net.in_flight - len(self._answered)
        if room <= 0:
            return False
        claimed = self._bed.store.articles.claim_pages(
            self._bed.owner, now, now + limits.claim, room, limits.queued_per_host
        )
        claimed += self._bed.store.rechecks.claim(self._bed.owner, now, now + limits.claim, room - len(claimed))
        in_hand = set(self.in_hand)
        jobs = [job for job in claimed if job.article not in in_hand]  # a clock set forward ends claims early
        for job in jobs:
            source = self._bed.setup.sources.get(job.feed)
            if self._bed.wires.net.submit(_page_request(job, source)):
                self._pages[job.article] = job
                in_hand.add(job.article)
            elif job.again:
                self._bed.store.rechecks.release(job.article)
            else:
                self._bed.store.articles.release_page(job.article)
        return bool(jobs)

    def _page_reply(self, job: PageJob, reply: Reply) -> bool:
        """False where no worker has room: it waits here, and the river may rest meanwhile."""
        if job.again:
            self._rechecked(job, reply)
            return True
        if reply.error:
            self._page_failed(job, reply.error, reply)
            return True
        source = self._bed.setup.sources.get(job.feed)
        zone = source.zone if source else "UTC"
        args = (reply.body, reply.final_url, reply.content_type, zone, self._bed.clock.now(), self._bed.limits)
        if self._bed.wires.workers.submit(("page", job.article), extract, *args):
            self._extracting[job.article] = job
            return True
        self._answered.append((job, reply))
        return False

    def _page_failed(self, job: PageJob, problem: str, reply: Reply | None) -> None:
        """Again after a quarter of an hour, three times at most; then the feed's own text stands in for good."""
        final = job.tries + 1 >= self._bed.limits.page_tries or reply is None or reply.refused
        now, quiet = self._bed.clock.now(), poll.hold(reply, self._bed.limits) if reply else 0
        with self._bed.store.tx():
            again = None if final else now + max(PAGE_AGAIN, quiet)
            self._bed.store.articles.page_failed(job.article, problem, again)
            if quiet:
                self._bed.store.feeds.hold_host(job.url, now + quiet)

    def _rechecked(self, job: PageJob, reply: Reply) -> None:
        """Its feed has dropped it or lists it again: withdrawn, back, or nothing; errors are tried again as usual."""
        failures: list[str] = []
        with fence(failures), self._bed.store.tx():
            self._recheck(job, reply)
        if failures:
            with self._bed.store.tx():
                self._bed.store.rechecks.answered(job.article, failures[0], None)

    def _recheck(self, job: PageJob, reply: Reply) -> None:
        verdict, articles, now = gone(reply), self._bed.store.articles, self._bed.clock.now()
        final = not reply.error or bool(verdict) or reply.refused or job.tries + 1 >= self._bed.limits.page_tries
        quiet = poll.hold(reply, self._bed.limits)
        again = None if final else now + max(PAGE_AGAIN, quiet)
        self._bed.store.rechecks.answered(job.article, verdict or reply.error, again)
        if quiet:
            self._bed.store.feeds.hold_host(job.url, now + quiet)
        text = articles.current_text(job.article)
        if verdict and text.how != "gone":
            articles.add_text(job.article, replace(text, how="gone", notes=(verdict,)), now)
        elif not verdict and not reply.error and text.how == "gone":
            articles.add_text(job.article, articles.last_text(job.article, "feed", "page", "file"), now)

    def _page_text(self, result: Done) -> None:
        """A text version more; where that breaks, the feed's own text stands."""
        assert isinstance(result.token, tuple)
        job = self._extracting.get(int(result.token[1]))
        if job is None:  # it was let go of meanwhile
            return
        failures = [result.error] if result.error else []
        if not failures:
            with fence(failures), self._bed.store.tx():
                current = self._bed.store.articles.last_text(job.article, "feed", "file")
                page: Text = result.value
                self._bed.store.articles.page_done(job.article, better(current, page), self._bed.clock.now())
        if failures:
            self._page_failed(job, failures[0], None)
        del self._extracting[job.article]


def _page_request(job: PageJob, source: Source | None) -> Request:
    request = Request(token=("page", job.article), url=job.url, ask_robots=True)
    if source is None:
        return request
    return replace(
        request,
        user_agent=source.user_agent,
        headers=poll.own_headers(job.url, source),
        proxy=source.proxy,
        ca_file=source.ca_file,
    )
