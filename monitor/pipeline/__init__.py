"""The river: from a polled feed to a digest a person reads. Each word in capitals is a step and a module here.

    sources.yaml -> POLL    polling.py     (poll, net, workers, sources, identify)   due feeds -> bytes -> articles
                 -> READ    reading.py     (net, workers, extract)                   the page behind a bare summary
                 -> JUDGE   judging.py     (judge: lexicon, reading, matching)       which rules hold, and why
                 -> GROUP   grouping.py    (stories)                                 who tells of the same dealing
                 -> COMPOSE composing.py   (digest, channels.render)                 the untold -> frozen messages
                 -> DELIVER delivering.py  (channels.send)                           attempt before, result after

Each step takes rows, makes a pure decision, and commits; rows, not memory, carry work from step to step, so a kill
between any two statements loses nothing. Three things wait for the world - fetching, parsing, sending - and none of
them here: they are submitted, and taken when done. A round visits all six steps, so a slow host, parser or mail server
delays only itself. What commands ask for (`monitor import`, `judge --reapply`, `stories merge`, `mute`) comes as rows
too: requesting.py. When all else rests, files for readers of other tools are brought up to date (publishing.py), and
texts are made ready for `monitor search` (indexing.py). What is in flight lives in memory only; until its commit it is
still due in the store.
"""

from __future__ import annotations

from pathlib import Path

import structlog

from monitor.clock import Clock
from monitor.digest import periods
from monitor.model.limits import Limits
from monitor.model.message import OPERATOR
from monitor.pipeline.alarming import Alarming
from monitor.pipeline.bed import Bed, Wires
from monitor.pipeline.composing import Composing
from monitor.pipeline.delivering import Delivering
from monitor.pipeline.grouping import Grouping
from monitor.pipeline.indexing import Indexing
from monitor.pipeline.judging import Judging
from monitor.pipeline.polling import Polling
from monitor.pipeline.publishing import Publishing
from monitor.pipeline.reading import Reading
from monitor.pipeline.requesting import Requesting
from monitor.setup import Setup
from monitor.store import Store

__all__ = ["River", "Wires"]

log = structlog.get_logger()

RULES = "rules"  # the kind of trouble a broken edit is


class River:
    """One thread, and in the service the only writer. `round()` visits every step once and never waits.

    `public` is the folder for files that other tools read, None = none are written.
    """

    def __init__(
        self,
        store: Store,
        setup: Setup,
        wires: Wires,
        clock: Clock,
        *,
        owner: str,
        limits: Limits | None = None,
        demo: bool = False,
        public: Path | None = None,
    ) -> None:
        self.bed = Bed(store, setup, wires, clock, owner, limits or Limits(), demo)
        self.polling = Polling(self.bed)
        self.reading = Reading(self.bed)
        self.judging = Judging(self.bed)
        self.grouping = Grouping(self.bed)
        self.composing = Composing(self.bed)
        self.alarming = Alarming(self.bed, self.composing.freeze)
        self.delivering = Delivering(self.bed)
        self.requesting = Requesting(self.bed, self.grouping.stale)
        self.publishing = Publishing(self.bed, public)
        self.indexing = Indexing(self.bed)

    def start(self) -> None:
        """Under the state lock: what earlier runs held is free again; feeds and rules are those of the setup."""
        self.bed.started = self.bed.clock.now()
        if not self.bed.store.begin(self.bed.owner, self.bed.started):
            log.warning("the last run did not end cleanly; everything it had in hand is taken up again")
        self.use(self.bed.setup)

    def use(self, setup: Setup) -> None:
        """Swap the setup between two rounds; what is not yet told is judged again before the next digest.

        A setup that is not ready gives the feeds to poll, and no more.
        """
        bed, now = self.bed, self.bed.clock.now()
        bed.setup = setup
        self.grouping.renewed()
        names = [subscription.id for subscription in setup.subscriptions]
        names += [OPERATOR] if setup.operator else []
        bed.store.outbox.sync(names, now, bed.limits.absence)
        for old, new in bed.store.feeds.sync(setup.sources.values(), now).items():
            log.info("feed renamed", before=old, feed=new)
        if not setup.ready:
            return
        self.composing.look_again()
        bed.rules_trouble = ""
        bed.store.runs.end_trouble(RULES)
        versions = {rule.id: rule.version for rule in setup.rules}
        since = now - bed.limits.fresh_for_max
        self.publishing.renewed()
        if again := bed.store.judgements.use_rules(setup.version, setup.rule_texts, versions, now, since):
            log.info("the rules have changed", judged_again=again)

    def trouble(self, sentence: str) -> None:
        """An edit of rules/ that cannot be used: the last good ones run on; each digest and `monitor doctor` say so."""
        self.bed.rules_trouble = sentence
        self.bed.store.runs.say_trouble(RULES, sentence, self.bed.clock.now())

    def round(self) -> bool:
        """All six steps once, and a part of what commands have asked for; True if any of them did something.

        With a setup that is not ready what arrives is stored, what was composed is sent, and the rest waits.
        """
        self._collect()
        worked = self.polling.round() | self.reading.round()  # never `or`: it would skip the later steps
        if self.bed.setup.ready:
            worked |= self._grow() | self.composing.round()
        worked |= self.alarming.round(self.composing.take_failures())
        worked |= self.delivering.round()
        if worked:
            self.alarming.look_again()
        return worked or self.publishing.round() or self.indexing.round()

    def _grow(self) -> bool:
        """What commands have asked for, judging and grouping; where they did something, there may be an alert in it."""
        grown = self.requesting.round() | self.judging.round() | self.grouping.round()
        if grown:
            self.composing.look_again()
            self.publishing.changed(self.judging.touched())
        return grown

    def stop(self) -> None:
        """After the last round: a clean end."""
        self.bed.store.end(self.bed.owner, self.bed.clock.now())

    def take_answers(self) -> None:
        """Only what was sent and answered is taken and recorded; for a service that is leaving."""
        self.delivering.answers += self.bed.wires.post.done()
        self.delivering.record_answers()

    def judge_waiting(self) -> None:
        """Judge and group what is ready, without polling anything: a digest composed now stands on the rules of now."""
        while self.bed.setup.ready and self.judging.round() | self.grouping.round():
            pass

    def serve_requests(self) -> bool:
        """A part of what commands have asked for, judged and grouped; False = nothing of it is left to do."""
        return self._grow()

    def deliver_due(self) -> None:
        """Send what is due and wait for the answers, without polling anything."""
        bed = self.bed
        while self.delivering.round() or bed.wires.post.in_flight:
            bed.clock.wait(bed.wires.bell, bed.limits.round_wait)
            self.take_answers()

    def housekeeping(self) -> None:
        """Retention: what nobody will ask for again goes."""
        store, limits, now = self.bed.store, self.bed.limits, self.bed.clock.now()
        with store.tx():
            store.feeds.prune(now - limits.outcomes_kept)
            store.articles.prune(now - limits.unmatched_text_kept, now - limits.seen_kept)
            store.search.forget_pruned()
            store.requests.prune(now - limits.outcomes_kept)

    @property
    def busy(self) -> bool:
        """True while something is under way elsewhere or waits in memory for a worker."""
        wires = self.bed.wires
        in_flight = wires.net.in_flight or wires.workers.in_flight or wires.post.in_flight
        return bool(in_flight or self.polling.waiting or self.reading.waiting)

    def next_due(self) -> int | None:
        """When there is work again with nothing in flight, UTC seconds."""
        store, now = self.bed.store, self.bed.clock.now()
        moments = [
            store.feeds.next_due(),
            store.articles.next_page_due(),
            store.rechecks.next_due(),
            store.judgements.next_ready(),
            store.outbox.next_due(),
            self.composing.next_alert(),
            self.alarming.next_moment(),
            store.priorities.next_due() if self.bed.setup.ready else None,
            *(periods.next_moment(subscription, now) for subscription in self.bed.setup.subscriptions),
        ]
        return min((moment for moment in moments if moment is not None), default=None)

    def _collect(self) -> None:
        """Take what is done elsewhere, and lay it before the step it belongs to."""
        wires = self.bed.wires
        for reply in wires.net.done():
            (self.polling if reply.token[0] == "feed" else self.reading).replies.append(reply)
        for result in wires.workers.done():
            assert isinstance(result.token, tuple)
            (self.polling.parsed if result.token[0] == "feed" else self.reading.extracted).append(result)
        self.delivering.answers += wires.post.done()
