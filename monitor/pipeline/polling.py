"""POLL: due feeds go out, replies come in, entries become articles."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

import structlog

from monitor import identify, poll, sources
from monitor.model.article import Item, Text
from monitor.model.fetch import Reply
from monitor.model.source import Entry, FeedState, ParsedFeed, Source
from monitor.pipeline.arriving import Arriving, Document, feed_text
from monitor.pipeline.bed import Bed, fence
from monitor.pipeline.missing import ask_again
from monitor.pipeline.outage import Outage
from monitor.revising.wording import words
from monitor.store.articles import Sighting
from monitor.store.feeds import Outcome
from monitor.workers import Done

log = structlog.get_logger()

Settled = tuple[FeedState, Outcome, int]  # a poll without articles, and for how long its host wants to be left alone


class Polling:
    """Feeds on their way: asked, answered and waiting for a worker, being parsed."""

    def __init__(self, bed: Bed) -> None:
        self._bed = bed
        self._asked: dict[str, FeedState] = {}
        self._answered: deque[tuple[FeedState, Reply]] = deque()
        self._parsing: dict[str, tuple[FeedState, Reply, int]] = {}
        self._jobs = 0  # so that an answer is never taken for that of a later job for the same feed
        self._settled: list[Settled] = []
        self._outage = Outage(bed.limits.outage_hosts)
        self._wake = False  # the way out is back, and the feeds are not awake yet
        self._arriving: dict[str, Arriving] = {}
        self.replies: list[Reply] = []
        self.parsed: list[Done] = []

    def round(self) -> bool:
        """Due feeds go out; replies come in: 304s and errors in one commit, documents one commit a feed.

        What has arrived is let go of only when it is committed.
        """
        self._take_replies()
        self._sort_replies()
        worked = bool(self._settled or self.parsed)
        self._record_polls(self._settled)
        self._settled = []
        while self.parsed:
            self._parsed_feed(self.parsed[0])
            del self.parsed[0]
        worked |= bool(self._arriving)
        for name in list(self._arriving):
            self._go_on(name)
        return worked | self._ask_feeds()

    def let_go(self) -> None:
        """Nothing is taken in now: what was asked or has arrived is due as before, and will be asked for again."""
        if held := self.in_hand:
            self._bed.store.feeds.release(held)
        self._asked.clear()
        self._answered.clear()
        self._parsing.clear()
        self._arriving.clear()
        self._settled, self.replies, self.parsed = [], [], []

    @property
    def in_hand(self) -> list[str]:
        """Feeds that are being asked, or whose answer is not committed yet."""
        answered = (state.id for state, _ in self._answered)
        return [*self._asked, *self._parsing, *self._arriving, *answered, *(state.id for state, _, _ in self._settled)]

    @property
    def waiting(self) -> bool:
        """True while documents wait here for a free worker, or are stored part by part."""
        return bool(self._answered or self.replies or self._arriving)

    def _take_replies(self) -> None:
        replies, self.replies = self.replies, []
        for reply in replies:
            if state := self._asked.pop(str(reply.token[1]), None):
                self._answered.append((state, reply))
                self._wake |= self._outage.ended(urlsplit(reply.url).netloc, reply)
        if self._wake:  # only here: a write that fails must leave every reply in hand
            woken = self._bed.store.feeds.wake(self._bed.clock.now(), self._bed.limits.poll_floor)
            log.info("the way out is back", feeds_asked_again=woken)
            self._wake = False

    def _ask_feeds(self) -> bool:
        """Submit due feeds as far as the queue takes them; what it refuses is free again at once."""
        now, limits = self._bed.clock.now(), self._bed.limits
        room = limits.fetch_queue - self._bed.wires.net.in_flight - len(self._answered)
        if room <= 0:
            return False
        claimed = self._bed.store.feeds.claim(self._bed.owner, now, now + limits.claim, room, limits.queued_per_host)
        in_hand = set(self.in_hand)
        claimed = [state for state in claimed if state.id not in in_hand]  # a clock set forward ends claims early
        refused = []
        for state in claimed:
            source = self._bed.setup.sources.get(state.id)
            if source and self._bed.wires.net.submit(poll.request(state, source, now, limits)):
                self._asked[state.id] = state
            else:
                refused.append(state.id)
        if refused:
            self._bed.store.feeds.release(refused)
        return len(claimed) > len(refused)

    def _sort_replies(self) -> None:
        """Documents go to the workers; what needs no parsing is decided here. What breaks on the way is an error."""
        for _ in range(len(self._answered)):
            state, reply = self._answered[0]
            source = self._source(state)
            if source is None:
                self._bed.store.feeds.release([state.id])
            else:
                failures: list[str] = []
                with fence(failures):
                    self._sort(state, source, reply)
                if failures:
                    self._settled.append(self._broken(state, source, reply, failures[0]))
            self._answered.popleft()

    def _sort(self, state: FeedState, source: Source, reply: Reply) -> None:
        if reply.error or reply.status == 304 or self._same(state, reply):
            self._settled.append(self._without_parsing(state, source, reply))
        elif not self._submit_parse(state, source, reply):
            self._answered.append((state, reply))

    def _broken(self, state: FeedState, source: Source, reply: Reply, problem: str) -> Settled:
        """Our own step broke on this answer: the feed keeps its validators and backs off like any that fails."""
        now, sentence = self._bed.clock.now(), f"its answer could not be worked on: {problem}"
        after = poll.failed(state, source, sentence, reply, now, self._bed.limits)
        return after, _outcome(reply, now, "error", state.id, sentence=sentence), 0

    def _same(self, state: FeedState, reply: Reply) -> bool:
        """True for the very bytes of last time; once a day they are read all the same, so that no listed item ages."""
        again = poll.relisting_due(state, self._bed.clock.now())
        return poll.body_hash(reply.body) == state.body_hash and not again

    def _source(self, state: FeedState) -> Source | None:
        """None where sources.yaml has dropped the feed or changed its address while the answer was on the way."""
        stored = self._bed.store.feeds.get(state.id)
        return self._bed.setup.sources.get(state.id) if stored and stored.url == state.url else None

    def _submit_parse(self, state: FeedState, source: Source, reply: Reply) -> bool:
        args = (source, reply.body, reply.content_type, reply.final_url, self._bed.clock.now(), self._bed.limits)
        self._jobs += 1
        taken = self._bed.wires.workers.submit(("feed", state.id, self._jobs), sources.parse, *args)
        if taken:
            self._parsing[state.id] = (state, reply, self._jobs)
        return taken

    def _without_parsing(self, state: FeedState, source: Source, reply: Reply) -> Settled:
        now = self._bed.clock.now()
        if reply.error:
            after = poll.failed(state, source, reply.error, reply, now, self._bed.limits)
            quiet = poll.hold(reply, self._bed.limits)
            return after, _outcome(reply, now, "error", state.id, sentence=after.problem), quiet
        after = poll.unchanged(state, source, reply, now, self._bed.limits)
        return after, _outcome(reply, now, "same", state.id, items=state.items), 0

    def _record_polls(self, settled: Sequence[Settled]) -> None:
        """All 304s and errors of a round together: nothing new comes with them."""
        if not settled:
            return
        with self._bed.store.tx():
            for state, outcome, quiet in settled:
                self._bed.store.feeds.record(state, outcome)
                if quiet:
                    self._bed.store.feeds.hold_host(state.url, outcome.at + quiet)
        for state, outcome, _ in settled:
            if outcome.kind == "error" and state.errors == 1:
                log.warning("feed trouble", feed=state.id, problem=state.problem)

    def _parsed_feed(self, result: Done) -> None:
        name, job = feed_of(result)
        state, reply, waited_for = self._parsing.get(name, (None, None, 0))
        if state is None or reply is None or job != waited_for:  # it was let go of meanwhile
            return
        if source := self._source(state):
            self._parsed(state, source, reply, result)
        else:
            self._bed.store.feeds.release([name])
        del self._parsing[name]

    def _parsed(self, state: FeedState, source: Source, reply: Reply, result: Done) -> None:
        if result.error:
            now = self._bed.clock.now()
            after = poll.failed(state, source, result.error, reply, now, self._bed.limits)
            self._record_polls([(after, _outcome(reply, now, "error", state.id, sentence=result.error), 0)])
            return
        self._arriving[state.id] = Arriving(state, reply, result.value)

    def _go_on(self, name: str) -> None:
        """The next part of a document; most have one only. After a store that failed it begins again: all is known."""
        at, failures, more = self._arriving[name], list[str](), False
        source = self._source(at.state)
        if source is None:
            self._bed.store.feeds.release([name])
        else:
            with fence(failures):
                parts = at.parts or self._arrive(at.state, source, at.reply, at.feed)
                at.parts = None  # one that an error has ended does not go on
                more = next(parts, False)
                at.parts = parts
        if source and failures:
            self._record_polls([self._broken(at.state, source, at.reply, failures[0])])
        if not more:
            del self._arriving[name]

    def _arrive(self, state: FeedState, source: Source, reply: Reply, feed: ParsedFeed) -> Iterator[bool]:
        """One commit: new articles, sightings, revisions, and with them the validators and the next due time.

        Of a large document a part at a time, True while there is more, so that nobody waits for 5,000 articles; the
        validators are stored with the last of them, so that what a kill leaves out comes again.
        """
        now, at_once, drafts = self._bed.clock.now(), self._bed.limits.arrivals_at_once, list[identify.Draft]()
        for start in range(0, len(feed.entries), at_once):
            drafts += identify.drafted(source, feed.entries[start : start + at_once])
            if start + at_once < len(feed.entries):
                yield True
        items, dropped = identify.sort_out(source, feed.entries, drafts)
        if len(items) > at_once:
            yield True
        document = Document(source, reply, feed, items, renew=poll.relisting_due(state, now))
        document.listed = self._bed.store.feeds.listing(source.id)
        unchanged = {} if document.renew else document.those(identify.unpacked(document.listed))
        changed = [item for each, item in document.prints.items() if each not in unchanged]
        arrivals, before, known = self._sorted(state, source, changed, list(unchanged.values()), now)
        notes = [*feed.notes, *dropped, poll.missed(state, feed), poll.withheld(state, arrivals, now, self._bed.limits)]
        parts = [arrivals[start : start + at_once] for start in range(0, len(arrivals), at_once)] or [[]]
        for part in parts[:-1]:
            with self._bed.store.tx():
                self._take_part(document, part, before, known, now)
            yield True
        with self._bed.store.tx():
            self._take_part(document, parts[-1], before, known, now)
            self._finish(state, document, notes, now)
        if document.new:
            log.info("new articles", feed=source.id, new=document.new)

    def _take_part(
        self, document: Document, part: Sequence[poll.Known | poll.New], before: dict[int, Sighting],
        known: Collection[str], now: int,
    ) -> None:  # fmt: skip
        """Some of a document's arrivals; one that another feed brought meanwhile waits for the next poll."""
        keys = {key: arrival for arrival in part if isinstance(arrival, poll.New) for key in arrival.item.keys}
        since = self._bed.store.articles.known(keys) if document.begun else {}
        overtaken = {identify.fingerprint(keys[key].item) for key in since if key not in known}
        document.begun = True
        document.failed |= overtaken
        for arrival in part:
            print_ = identify.fingerprint(arrival.item)
            if print_ in overtaken:
                continue
            count = len(document.failures)
            with fence(document.failures), self._bed.store.tx():
                self._take(arrival, document.source, before, now)
            if len(document.failures) > count:
                document.failed.add(print_)
            elif isinstance(arrival, poll.New):
                document.new += 1

    def _finish(self, state: FeedState, document: Document, notes: Sequence[str], now: int) -> None:
        """The feed's new state and the record of this poll. Call inside `tx()`."""
        source, reply, feed, failures = document.source, document.reply, document.feed, document.failures
        after = poll.arrived(state, source, reply, feed, document.new, now, self._bed.limits)
        if document.failed:  # without validators the same document comes again, and with it the items that failed
            after = replace(
                after, etag="", last_modified="", body_hash="", problem=failures[0] if failures else after.problem
            )
        if document.renew and not document.failed and document.items:
            after = replace(after, listing_at=now)
        said = [*notes, *failures, ask_again(self._bed, source, document.items, now)]
        kind = "error" if after.problem else "new" if document.new else "none"
        sentence = after.problem or "; ".join(filter(None, said))
        outcome = _outcome(reply, now, kind, source.id, items=len(feed.entries), new=document.new, sentence=sentence)
        self._bed.store.feeds.record(after, outcome)
        listing = identify.packed(document.prints.keys() - document.failed)
        if document.items and listing != document.listed:
            self._bed.store.feeds.keep_listing(source.id, listing)

    def _sorted(
        self, state: FeedState, source: Source, changed: Sequence[Item], unchanged: Sequence[Item], now: int
    ) -> tuple[list[poll.Known | poll.New], dict[int, Sighting], Collection[str]]:
        """What is changed of a document, each item as new or known, what is stored of these, and their keys."""
        articles, limits = self._bed.store.articles, self._bed.limits
        known = articles.known(key for item in changed for key in (*item.keys, *item.also))
        before = articles.sightings(source.id, sorted(set(known.values())))
        found, again = identify.recognised(changed, known, before, now, limits, unchanged)
        return poll.arrivals(state, changed, found, now, limits, again), before, known.keys()

    def _take(self, arrival: poll.Known | poll.New, source: Source, before: dict[int, Sighting], now: int) -> None:
        articles, item = self._bed.store.articles, arrival.item
        if isinstance(arrival, poll.New):
            text = feed_text(item.entry, source)
            articles.add(
                item, source.id, text, now, fresh=arrival.fresh, page_patience=self._patience(item.entry, source)
            )
            return
        sighting = before.get(arrival.article)
        if sighting is None:
            return
        item = replace(item, keys=identify.kept_keys(item, sighting.keys))
        if arrival.again:  # another item of this document speaks for the article
            articles.list_keys(arrival.article, item.keys, now)
            return
        if not articles.needs_listing(sighting, item, now):
            return
        if sighting.unlisted:
            news = poll.adopted_as_news(arrival, sighting.dated, now, self._bed.limits)
            articles.adopt(arrival.article, source.id, item.entry.published, now, news=news)
        if sighting.first_feed and sighting.item_hash not in ("", item.content_hash):
            self._edited(arrival.article, sighting, feed_text(item.entry, source), now)
        articles.list_item(arrival.article, item, source.id, now)

    def _edited(self, article: int, sighting: Sighting, text: Text, now: int) -> None:
        """The feed that brought an article says something else now: a text version; judging says what follows."""
        if (text.title, text.body) == (sighting.title, sighting.body):
            return  # another date, another guid: the same text
        limits, reworded = self._bed.limits, words(sighting.body) != words(text.body)
        self._bed.store.articles.edit(
            article, text, now, patience=now + limits.page_patience, retitled=bool(identify.changed(sighting, text)),
            again=limits.page_again if reworded else None,
        )  # fmt: skip

    def _patience(self, entry: Entry, source: Source) -> int | None:
        """Until when an article waits for its page; None = its page is not wanted."""
        if not entry.link or source.page == "never":
            return None
        text = entry.content or entry.summary
        wanted = (
            source.page == "always"
            or source.format in sources.LISTINGS
            or (
                poll.only_summary(entry, self._bed.limits)
                and self._bed.setup.may_matter(entry.title, text, source.language)
            )
        )
        return self._bed.clock.now() + self._bed.limits.page_patience if wanted else None


def _outcome(
    reply: Reply, now: int, kind: str, feed: str, *, items: int = 0, new: int = 0, sentence: str = ""
) -> Outcome:
    return Outcome(
        feed=feed, at=now, kind=kind, status=reply.status, bytes=reply.wire_bytes, milliseconds=reply.milliseconds,
        items=items, new=new, sentence=sentence,
    )  # fmt: skip


def feed_of(result: Done) -> tuple[str, int]:
    """The feed a parsing job was for, and the job's number."""
    assert isinstance(result.token, tuple)
    _, name, job = result.token
    return str(name), int(job)
