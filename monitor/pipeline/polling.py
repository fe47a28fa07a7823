"""POLL: due feeds go out, replies come in, entries become articles."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from urllib.parse import urlsplit

from monitor import log, poll, sources
from monitor.model.fetch import Reply
from monitor.model.limits import KB
from monitor.model.source import FeedState, Source
from monitor.pipeline.arriving import Arrivals
from monitor.pipeline.bed import Bed, fence
from monitor.pipeline.outage import Outage
from monitor.pipeline.settling import Quiet, Settled, broken, outcome, quiet, record_polls, source_of, sources_of
from monitor.workers import Done

USUAL, USUAL_OF = (
    128.0 * KB,
    32,
)  # bytes of a first answer, as long as nothing is known; answers that the usual one follows


class Polling:
    """Feeds on their way: asked, answered and waiting for a worker, being parsed."""

    def __init__(self, bed: Bed) -> None:
        self._bed = bed
        self._asked: dict[str, FeedState] = {}
        self._answered: deque[tuple[FeedState, Reply]] = deque()
        self._unread: deque[tuple[FeedState, Reply]] = deque()  # documents that wait for a worker
        self._parsing: dict[str, tuple[FeedState, Reply, int]] = {}
        self._jobs = 0  # so that an answer is never taken for that of a later job for the same feed
        self._settled: list[Settled] = []
        self._quiet: list[Quiet] = []
        self._quiet_since = 0  # when the first of these came, UTC seconds
        self._outage = Outage(bed.limits.outage_hosts)
        self._usual = USUAL  # bytes that an answer brings, most of them none: no more are asked at once than have room
        self._wake = False  # the way out is back, and the feeds are not awake yet
        self._arrivals = Arrivals(bed)
        self.replies: list[Reply] = []
        self.parsed: list[Done] = []

    def round(self) -> bool:
        """Due feeds go out; replies come in: 304s and errors in one commit, documents one commit a feed.

        What has arrived is let go of only when it is committed.
        """
        self._take_replies()
        self._sort_replies()
        worked = bool(self._settled or self.parsed)
        if self._settled or self._gathered():
            with self._bed.store.tx():  # what is asked next goes with it: each commit waits for the disk
                record_polls(self._bed, self._settled, self._quiet)
                claimed = self._claim()
            self._settled, self._quiet, worked = [], [], True
        else:
            claimed = self._claim()
        worked |= self._ask(claimed)
        while self.parsed:
            self._parsed_feed(self.parsed[0])
            del self.parsed[0]
        return worked | self._arrivals.round()

    def settle(self) -> None:
        """What is decided and not committed yet is recorded at once: the river ends."""
        record_polls(self._bed, self._settled, self._quiet)
        self._settled, self._quiet = [], []

    def let_go(self) -> None:
        """Nothing is taken in now: what was asked or has arrived is due as before, and will be asked for again."""
        if held := self.in_hand:
            self._bed.store.feeds.release(held)
        self._asked.clear()
        self._answered.clear()
        self._unread.clear()
        self._parsing.clear()
        self._arrivals.let_go()
        self._settled, self._quiet, self.replies, self.parsed = [], [], [], []

    @property
    def in_hand(self) -> list[str]:
        """Feeds that are being asked, or whose answer is not committed yet."""
        return [
            *self._asked,
            *self._parsing,
            *self._arrivals.feeds,
            *(state.id for state, _ in self._answered),
            *(state.id for state, _ in self._unread),
            *(state.id for state, _, _, _ in self._settled),
            *(each.state.id for each in self._quiet),
        ]

    @property
    def waiting(self) -> bool:
        """True while documents wait here for a free worker, are stored part by part, or polls wait to be recorded."""
        return bool(self._answered or self._unread or self.replies or self._arrivals.feeds or self._quiet)

    def _gathered(self) -> bool:
        """Whether the quiet polls are recorded now: there are enough, others are far, or the second is over."""
        if not self._quiet:
            return False
        others = self._asked and self._bed.wires.net.in_flight
        later = self._bed.clock.now() != self._quiet_since
        return not others or later or len(self._quiet) >= self._bed.limits.quiet_at_once

    def _take_replies(self) -> None:
        replies, self.replies = self.replies, []
        for reply in replies:
            if state := self._asked.pop(str(reply.token[1]), None):
                self._answered.append((state, reply))
                self._usual += (len(reply.body) - self._usual) / USUAL_OF
                if not (reply.status and self._outage.none):
                    self._wake |= self._outage.ended(urlsplit(reply.url).netloc, reply)
        if self._wake:  # only here: a write that fails must leave every reply in hand
            woken = self._bed.store.feeds.wake(self._bed.clock.now(), self._bed.limits.poll_floor)
            log.info("the way out is back", feeds_asked_again=woken)
            self._wake = False

    def _claim(self) -> list[FeedState]:
        """Due feeds as far as the queue takes them and their answers have room; each claim is a commit."""
        now, limits = self._bed.clock.now(), self._bed.limits
        room = limits.fetch_queue - self._bed.wires.net.in_flight - len(self._unread)
        if room < max(limits.fetch_queue // 4, 1):
            return []
        if sum(len(reply.body) for _, reply in self._unread) > limits.unread_bytes:
            return []
        room = min(room, max(int(limits.unread_bytes / max(self._usual, 1)), limits.fetch_at_once))
        return self._bed.store.feeds.claim(self._bed.owner, now, now + limits.claim, room, limits.queued_per_host)

    def _ask(self, claimed: Sequence[FeedState]) -> bool:
        """Submit what was claimed; what the queue refuses is free again at once."""
        if not claimed:
            return False
        now, limits, sources = self._bed.clock.now(), self._bed.limits, self._bed.setup.sources
        in_hand = set(self.in_hand)
        free = [state for state in claimed if state.id not in in_hand]  # a clock set forward ends claims early
        asked = [state for state in free if state.id in sources]
        requests = [poll.request(state, sources[state.id], now, limits) for state in asked]
        taken = self._bed.wires.net.submit_all(requests)
        self._asked |= {state.id: state for state in asked[:taken]}
        if refused := [state.id for state in free if state.id not in self._asked]:
            self._bed.store.feeds.release(refused)
        return taken > 0

    def _sort_replies(self) -> None:
        """What needs no reading is decided here, the documents are read. What breaks on the way is an error."""
        while self._answered:
            failures: list[str] = []
            with fence(failures):
                while self._answered:
                    self._sort(*self._answered[0])
                    self._answered.popleft()
            if failures:
                self._fail(*self._answered[0], failures[0])
                self._answered.popleft()
        self._read()

    def _sort(self, state: FeedState, reply: Reply) -> None:
        source, now = self._bed.setup.sources.get(state.id), self._bed.clock.now()
        nothing = not reply.error and (reply.status == 304 or self._same(state, reply))
        plain = quiet(state, source, reply, now, self._bed.limits) if nothing and source else None
        if plain:
            self._quiet_since = self._quiet_since if self._quiet else now
            self._quiet.append(plain)
        elif not nothing and not reply.error:
            self._unread.append((state, reply))
        elif checked := source_of(self._bed, state):
            self._settled.append(self._without_parsing(state, checked, reply))
        else:
            self._bed.store.feeds.release([state.id])

    def _read(self) -> None:
        """Documents are read at once or go to the workers; for which there is no room yet, they wait here."""
        known = sources_of(self._bed, [state for state, _ in self._unread])
        for _ in range(len(self._unread)):
            state, reply = self._unread[0]
            failures: list[str] = []
            if source := known.get(state.id):
                with fence(failures):
                    if not self._taken(state, source, reply):
                        self._unread.append((state, reply))
            else:
                self._bed.store.feeds.release([state.id])
            if failures:
                self._fail(state, reply, failures[0])
            self._unread.popleft()

    def _taken(self, state: FeedState, source: Source, reply: Reply) -> bool:
        """Whether a document is read; False = there is no room for it yet."""
        if self._arrivals.full:
            return False
        return self._arrivals.take_raw(state, reply) or self._submit_parse(state, source, reply)

    def _fail(self, state: FeedState, reply: Reply, problem: str) -> None:
        """An answer on which a step of ours breaks is a poll that failed."""
        if source := source_of(self._bed, state):
            self._settled.append(broken(self._bed, state, source, reply, problem))
        else:
            self._bed.store.feeds.release([state.id])

    def _same(self, state: FeedState, reply: Reply) -> bool:
        """True for the very bytes of last time; once a day they are read all the same, so that no listed item ages."""
        again = poll.relisting_due(state, self._bed.clock.now())
        return not again and bool(state.body_hash) and poll.body_hash(reply.body) == state.body_hash

    def _submit_parse(self, state: FeedState, source: Source, reply: Reply) -> bool:
        args = (source, reply.body, reply.content_type, reply.final_url, self._bed.clock.now(), self._bed.limits)
        self._jobs += 1
        taken = self._bed.wires.workers.submit(("feed", state.id, self._jobs), sources.read, *args)
        if taken:
            self._parsing[state.id] = (state, reply, self._jobs)
        return taken

    def _without_parsing(self, state: FeedState, source: Source, reply: Reply) -> Settled:
        now = self._bed.clock.now()
        if reply.error:
            after = poll.failed(state, source, reply.error, reply, now, self._bed.limits)
            left_alone = poll.hold(reply, self._bed.limits)
            row = outcome(reply, now, "error", state.id, sentence=after.problem)
            return after, row, state.next_due, left_alone
        after = poll.unchanged(state, source, reply, now, self._bed.limits)
        return after, outcome(reply, now, "same", state.id, items=state.items), state.next_due, 0

    def _parsed_feed(self, result: Done) -> None:
        name, job = feed_of(result)
        state, reply, waited_for = self._parsing.get(name, (None, None, 0))
        if state is None or reply is None or job != waited_for:  # it was let go of meanwhile
            return
        if source := source_of(self._bed, state):
            self._parsed(state, source, reply, result)
        else:
            self._bed.store.feeds.release([name])
        del self._parsing[name]

    def _parsed(self, state: FeedState, source: Source, reply: Reply, result: Done) -> None:
        if result.error:
            now = self._bed.clock.now()
            after = poll.failed(state, source, result.error, reply, now, self._bed.limits)
            row = outcome(reply, now, "error", state.id, sentence=result.error)
            record_polls(self._bed, [(after, row, state.next_due, 0)])
            return
        self._arrivals.take(state, reply, result.value)


def feed_of(result: Done) -> tuple[str, int]:
    """The feed a parsing job was for, and the job's number."""
    assert isinstance(result.token, tuple)
    _, name, job = result.token
    return str(name), int(job)
