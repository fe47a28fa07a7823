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
too: requesting.py. When all else rests, files for readers of other tools are brought up to date (publishing.py), texts
are made ready for `monitor search` (indexing.py), and what is old enough goes (keeping.py). What is in flight lives in
memory only; until its commit it is still due in the store. Before all of them the river asks the disk whether there is
room for more (storage.py); what cannot be told through the store is cried out beside it (outcry.py).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from monitor import log
from monitor.clock import Clock
from monitor.digest.causes import Cause
from monitor.errors import StoreDamaged, StoreUnwritable
from monitor.model.limits import MINUTE, Limits
from monitor.model.message import OPERATOR, Letter
from monitor.pipeline.alarming import Alarming
from monitor.pipeline.bed import Bed, Wires
from monitor.pipeline.composing import Composing
from monitor.pipeline.delivering import Delivering
from monitor.pipeline.grouping import Grouping
from monitor.pipeline.indexing import Indexing
from monitor.pipeline.judging import Judging
from monitor.pipeline.keeping import Keeping
from monitor.pipeline.outcry import UNKEPT, Outcry
from monitor.pipeline.polling import Polling
from monitor.pipeline.publishing import Publishing
from monitor.pipeline.reading import Reading
from monitor.pipeline.requesting import Requesting
from monitor.pipeline.storage import Storage
from monitor.setup import Setup
from monitor.store import Store
from monitor.store.disk import Disk

__all__ = ["River", "Wires"]

BACKUP = "backup"  # the kind of trouble that a backup is which could not be made
RULES = "rules"  # the kind of trouble a broken edit is
RESTART = "restart"  # the kind of trouble that an edit is which takes effect at the next start
BUSY_SECONDS = 3.0  # how long a lasting river waits for another program's write: it tries again, and must stop in 10 s


class River:
    """One thread, and in the service the only writer. `round()` visits every step once and never waits.

    `public` is the folder for files that other tools read, None = none are written; `disk` the file system of the
    store, None = it has room. A `lasting` river outlives a store that cannot be written: storage.py says how. Else
    StoreUnwritable ends it, as a command should say at once what is wrong.
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
        disk: Disk | None = None,
        lasting: bool = False,
    ) -> None:
        self.bed = Bed(store, setup, wires, clock, owner, limits or Limits(), demo)
        self._lasting = lasting
        self._shaken = False  # a round, or what else writes, has broken off: memory may say what the rows do not
        self._waits = False  # for the clock to be set
        self._latest = 0  # the latest moment that the clock has told, UTC seconds
        self._begun = False  # the store knows of this run
        self._unused: Setup | None = None  # taken over in memory and not in the rows
        self._unsaid: dict[str, str] = {}  # kinds of trouble, "" = it is over; not in the rows yet
        self.storage = Storage(self.bed, disk)
        self.polling = Polling(self.bed)
        self.reading = Reading(self.bed)
        self.judging = Judging(self.bed)
        self.grouping = Grouping(self.bed)
        self.composing = Composing(self.bed, self.storage)
        self.alarming = Alarming(self.bed, self.composing.freeze, self.storage)
        self.outcry = Outcry(self.bed, self._letters)
        self.delivering = Delivering(self.bed)
        self.requesting = Requesting(self.bed, self.grouping.stale)
        self.publishing = Publishing(self.bed, public)
        self.indexing = Indexing(self.bed)
        self.keeping = Keeping(self.bed)

    def start(self) -> None:
        """Under the state lock: what earlier runs held is free again; feeds and rules are those of the setup."""
        if self._lasting:
            self.bed.store.patient(BUSY_SECONDS)
        self.use(self.bed.setup)

    def use(self, setup: Setup) -> None:
        """Swap the setup between two rounds; what is not yet told is judged again before the next digest.

        A setup that is not ready gives the feeds to poll, and no more.
        """
        self._unused = setup
        if setup.ready:
            self.bed.rules_trouble = self._unsaid[RULES] = ""
        self._outlived(self._use)

    def _use(self) -> bool:
        if self._unused is None:
            return False
        setup, bed, now = self._unused, self.bed, self.bed.clock.now()
        bed.setup = setup
        self._begin()
        self.grouping.renewed()
        names = [subscription.id for subscription in setup.subscriptions]
        names += [OPERATOR] if setup.operator else []
        bed.store.outbox.sync(names, now, bed.limits.absence)
        for old, new in bed.store.feeds.sync(setup.sources.values(), now).items():
            log.info("feed renamed", before=old, feed=new)
        self.alarming.renewed()
        if setup.ready:
            self._use_rules(setup, now)
        self._unused = None
        self._say_all()
        return True

    def _begin(self) -> None:
        if self._begun:
            return
        self.bed.started = self.bed.clock.now()
        if not self.bed.store.begin(self.bed.owner, self.bed.started):
            log.warning("the last run did not end cleanly; everything it had in hand is taken up again")
        self.bed.store.runs.end_trouble(RESTART)
        self._begun = True

    def _use_rules(self, setup: Setup, now: int) -> None:
        bed = self.bed
        self.composing.renewed()
        versions = {rule.id: rule.version for rule in setup.rules}
        since = now - bed.limits.fresh_for_max
        self.publishing.renewed()
        if again := bed.store.judgements.use_rules(setup.version, setup.rule_texts, versions, now, since):
            log.info("the rules have changed", judged_again=again)

    def trouble(self, sentence: str) -> None:
        """An edit of rules/ that cannot be used: the last good ones run on; each digest and `monitor doctor` say so."""
        self.bed.rules_trouble = sentence
        self._say(RULES, sentence)

    def backed_up(self, problem: str) -> None:
        """What became of the service's own backup: "" = it was made, else why not; the operator hears of that."""
        self._say(BACKUP, problem)
        self.alarming.look_again()

    def waits_for_start(self, sentence: str) -> None:
        """An edit that takes effect at the next start, "" = there is none any more: `monitor doctor` says so."""
        self._say(RESTART, sentence)

    def _say(self, kind: str, sentence: str) -> None:
        """Into the rows, or as soon as they can be written; of one kind the last that was said."""
        self._unsaid[kind] = sentence
        self._outlived(self._say_all)

    def _say_all(self) -> bool:
        runs = self.bed.store.runs
        for kind, sentence in list(self._unsaid.items()):
            if sentence:
                runs.say_trouble(kind, sentence, self.bed.clock.now())
            else:
                runs.end_trouble(kind)
            del self._unsaid[kind]
        return False

    def round(self) -> bool:
        """All six steps once, and a part of what commands have asked for; True if any of them did something.

        With a setup that is not ready what arrives is stored, what was composed is sent, and the rest waits.
        """
        worked = self._outlived(self._steps)
        if self.storage.broken and self.storage.lasts:
            self.outcry.cry(self.alarming.unkept("unwritable", self.storage.broken.why))
        return self.outcry.send() | worked

    def _steps(self) -> bool:
        self._collect()
        asked = worked = False
        if self.storage.roomy():
            asked = self.polling.round()
            worked = self.reading.round()
        else:
            self.polling.let_go()
            self.reading.let_go()
        if self.bed.setup.ready:
            worked |= self._grow() | self.composing.round()
        worked |= self.alarming.round(self.composing.take_failures())
        worked |= self.delivering.round()
        if worked:
            self.alarming.look_again()
        if asked:
            self.alarming.feeds_asked()
        return (
            asked
            or worked
            or self.publishing.round()
            or (self.storage.low is None and self.indexing.round())
            or self.keeping.round()
        )

    # -- a store that cannot be written

    def _outlived(self, work: Callable[[], bool]) -> bool:
        """What `work` says; a lasting river is not ended by a store that it cannot write, and tries again later."""
        if not self._lasting:
            return work()
        self._collect()
        now = self.bed.clock.now()
        shaken, self._latest = self._shaken or now < self._latest, now  # set back, the clock would lengthen claims
        if not self.storage.may_try() or self._clockless():
            return False
        self._shaken = True  # until all is done
        try:
            if shaken:
                self._resume()
            worked = work()
            self.storage.written()
        except StoreUnwritable as error:
            self.storage.failed(error)
            return False
        self._shaken = False
        return worked

    def _clockless(self) -> bool:
        if self.storage.clockless and not self._waits:
            log.error("the clock of this machine is not set; nothing is done until it is")
        self._waits = self.storage.clockless
        return self._waits

    def _resume(self) -> None:
        """Memory is put back to what the rows say; only what is on its way, or has just come, stays in hand."""
        bed, broken = self.bed, self.storage.broken
        if self.storage.lasts:
            bed.started = bed.clock.now()  # a digest that is due waits for the first polls, as after a start
        if broken and bed.clock.now() - broken.start >= bed.limits.claim:  # old answers: the feeds are asked anew
            self.polling.let_go()
            self.reading.let_go()
        self._begin()
        bed.store.resume(
            bed.owner, bed.clock.now(), self.polling.in_hand, self.reading.in_hand, self.delivering.in_hand
        )
        self.grouping.stale()
        self.composing.renewed()
        self.alarming.renewed()
        self._use()
        self._say_all()

    def damaged(self, error: StoreDamaged) -> None:
        """The last thing that a river can do on a damaged store: tell the operator, without writing."""
        self.outcry.cry(self.alarming.unkept("damaged", str(error)))
        self.outcry.send()

    def _letters(self, causes: Sequence[Cause]) -> list[Letter]:
        return self.composing.letters(*self.alarming.draft(causes))

    # -- parts of a round, for those who want no more

    def _grow(self) -> bool:
        """What commands have asked for, judging and grouping; where they did something, there may be an alert in it."""
        asked = self.storage.low is None and self.requesting.round()
        grown = asked | self.judging.round() | self.grouping.round()
        if grown:
            self.composing.look_again()
            self.publishing.changed(self.judging.touched())
        return grown

    def stop(self) -> None:
        """After the last round: a clean end, and public files that hold what came last."""
        try:
            self.polling.settle()
            self.bed.store.end(self.bed.owner, self.bed.clock.now())
            self.publishing.finish()
        except StoreUnwritable as error:
            if not self._lasting:
                raise
            log.warning("the end could not be written down; the next start is careful", problem=str(error))

    def take_answers(self) -> None:
        """Only what was sent and answered is taken and recorded; for a service that is leaving."""
        self.hear()
        self._outlived(self.delivering.record_answers)

    def judge_waiting(self) -> None:
        """Judge and group what is ready, without polling anything: a digest composed now stands on the rules of now."""
        while self.bed.setup.ready and self.judging.round() | self.grouping.round():
            pass

    def serve_requests(self) -> bool:
        """A part of what commands have asked for, judged and grouped; False = nothing of it is left to do.

        Raises StoreUnwritable where there is too little room for more.
        """
        if not self.storage.roomy():
            raise StoreUnwritable(f"{self.storage.degraded}; what was asked for waits")
        return self._grow()

    def deliver_due(self) -> None:
        """Send what is due and wait for the answers, without polling anything."""
        bed = self.bed
        while self.delivering.round() or bed.wires.post.in_flight:
            bed.clock.wait(bed.wires.bell, bed.limits.round_wait)
            self.take_answers()

    def housekeeping(self) -> None:
        """A whole pass of retention, due or not."""
        self._outlived(self._clean)

    def _clean(self) -> bool:
        self.keeping.whole()
        return False

    @property
    def busy(self) -> bool:
        """True while something is under way elsewhere or waits in memory for a worker."""
        wires = self.bed.wires
        in_flight = wires.net.in_flight or wires.workers.in_flight or wires.post.in_flight
        held = self.storage.broken is None and (self.polling.waiting or self.reading.waiting)
        return bool(in_flight or held)

    def next_due(self) -> int | None:
        """When there is work again with nothing in flight, UTC seconds."""
        store, now, outcry = self.bed.store, self.bed.clock.now(), self.outcry.next_due()
        if self.storage.broken:
            return min(moment for moment in (self.storage.next_try(), outcry) if moment is not None)
        intake = [store.feeds.next_due(now), store.articles.next_page_due(), store.rechecks.next_due()]
        moments = [
            *(intake if self.storage.low is None else [now + MINUTE]),
            outcry,
            store.judgements.next_ready(),
            store.outbox.next_due(),
            self.composing.next_moment(),
            self.composing.slots.first(self.bed.setup.subscriptions, now),
            self.alarming.next_moment(),
            store.priorities.next_due() if self.bed.setup.ready else None,
            self.publishing.next_moment(),
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
        self.hear()

    def hear(self) -> None:
        """Answers to what was sent are taken, and nothing is written."""
        for letter, outcome in self.bed.wires.post.done():
            if letter.message == UNKEPT:
                self.outcry.answered(letter, outcome)
            else:
                self.delivering.answers.append((letter, outcome))
