"""A document on its way into the store, part by part where it is large: the last rung of `monitor.pipeline.ladder`."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace

from monitor import identify, log, poll, sources
from monitor.extract.boilerplate import without_boilerplate
from monitor.judge import nothing_in
from monitor.model.article import Text
from monitor.model.fetch import Reply
from monitor.model.limits import KB
from monitor.model.source import Entry, FeedState, ParsedFeed, Source
from monitor.pipeline import ladder
from monitor.pipeline.bed import Bed, fence
from monitor.pipeline.document import Document
from monitor.pipeline.ladder import Reading
from monitor.pipeline.missing import ask_again
from monitor.pipeline.settling import broken, outcome, record_polls, source_of
from monitor.revising.wording import words
from monitor.store.adding import Newcomer
from monitor.store.articles import Sighting
from monitor.text.languages import language


@dataclass(slots=True)
class Arriving:
    """A document that was read, and how far it has been stored."""

    state: FeedState
    reply: Reply
    reading: Reading
    parts: Iterator[bool] | None = None

    def long(self, at_once: int) -> bool:
        """Whether it is stored in more than one go."""
        return self.parts is not None or len(self.reading.feed.entries) > at_once


def feed_text(entry: Entry, source: Source) -> Text:
    """What the feed says, without what stands round an article: feeds give "read also" and "subscribe", too."""
    body, taken = without_boilerplate(entry.content or entry.summary, entry.title)
    tongue = entry.language or source.language or language(f"{entry.title} {entry.summary}")
    return Text(
        title=entry.title,
        body=body,
        how="feed",
        dated=entry.published,
        language=tongue,
        author=entry.author,
        notes=(*entry.notes, *taken),
    )


class Arrivals:
    """Documents that were read, each on its way into the store."""

    def __init__(self, bed: Bed) -> None:
        self._bed = bed
        self._under_way: dict[str, Arriving] = {}
        self._read = 0  # bytes of documents that were read here in this round, a kilobyte an entry at least
        self._brought: dict[str, int] = {}  # new articles of the documents that this commit ends
        self._declined: dict[str, int] = {}  # answers that a worker must read, until one has

    def take(self, state: FeedState, reply: Reply, feed: ParsedFeed) -> None:
        """A document that was read; `round` stores it."""
        self._declined.pop(state.id, None)
        self._under_way[state.id] = Arriving(state, reply, Reading(feed))

    def take_raw(self, state: FeedState, reply: Reply) -> bool:
        """Read a small, sound document here and now, as `take` would have it from a worker; False = a worker must.

        Ask `full` before: what it holds back is to be offered again in the next round.
        """
        source, limits, now = self._bed.setup.sources.get(state.id), self._bed.limits, self._bed.clock.now()
        if source is None or len(reply.body) > limits.fast_bytes or self._declined.get(state.id) == id(reply):
            return False
        store = self._bed.store
        whole = poll.relisting_due(state, now) or bool(store.rechecks.watched(source.id, now - limits.recheck_told))
        remembered = b"" if whole else store.feeds.held(source.id)
        reading = ladder.read(source, state, reply, remembered, now, limits)
        self._read += max(len(reply.body), KB * reading.feed.size if reading else 0)
        if reading is None:
            self._declined[state.id] = id(reply)
            return False
        self._under_way[state.id] = Arriving(state, reply, reading)
        return True

    @property
    def full(self) -> bool:
        """Whether as many documents were read in this round as the river may be held up by."""
        return self._read >= self._bed.limits.fast_round_bytes

    def round(self) -> bool:
        """A part of each document, as far as a round goes; True if there was any."""
        limits, stored, names = self._bed.limits, 0, list(self._under_way)
        self._read = 0
        while names and stored < limits.arrivals_a_round:
            together = [names.pop(0)]
            entries = self._entries(together[0])
            while names and entries + self._entries(names[0]) <= limits.arrivals_at_once:
                entries += self._entries(names[0])
                together.append(names.pop(0))
            self._store(together)
            stored += max(entries, len(together))
        return stored > 0

    def _entries(self, name: str) -> int:
        """How many entries of a document there are to store in one go."""
        return min(len(self._under_way[name].reading.feed.entries), self._bed.limits.arrivals_at_once)

    def _store(self, together: Sequence[str]) -> None:
        """A part of each of these documents in one commit; one that breaks is left out alone, within it.

        What breaks is seldom, and to undo one document alone SQLite must copy every page that any of them touches, a
        third of all that storing costs. So they are stored as one, and only after a failure again, each by itself.
        """
        apart = any(self._under_way[name].long(self._bed.limits.arrivals_at_once) for name in together)
        if not self._stored(together, apart=apart):
            self._stored(together, apart=True)

    def _stored(self, together: Sequence[str], *, apart: bool) -> bool:
        """Whether they are committed; where they are not kept `apart`, False after a failure of any.

        They are let go of when it is committed. After a store that failed they begin again: what is stored is known.
        """
        over, failures = list[str](), list[str]()
        committed = False
        try:
            with fence(failures), self._bed.store.tx():
                over += [name for name in together if not self._go_on(name, apart=apart)]
            committed = not failures
            for name, new in self._brought.items() if committed else ():
                log.info("new articles", feed=name, new=new)
        finally:
            self._brought.clear()
            for name in together:
                if not committed:
                    self._under_way[name].parts = None
                elif name in over:
                    del self._under_way[name]
                else:  # behind those that have not had their turn
                    self._under_way[name] = self._under_way.pop(name)
        return committed

    @property
    def feeds(self) -> list[str]:
        """The feeds whose documents are under way."""
        return list(self._under_way)

    def let_go(self) -> None:
        """Nothing more is stored of what is under way."""
        self._under_way.clear()
        self._declined.clear()

    def _go_on(self, name: str, *, apart: bool) -> bool:
        """The next part of a document; False if it was the last. Most have one only. Raises where not `apart`."""
        at, failures, more = self._under_way[name], list[str](), False
        source = source_of(self._bed, at.state)
        if source is None:
            self._bed.store.feeds.release([name])
        else:
            with fence(failures) if apart else nullcontext():
                parts = at.parts or self._arrive(at.state, source, at.reply, at.reading, apart=apart)
                at.parts = None  # one that an error has ended does not go on
                more = next(parts, False)
                at.parts = parts
        if source and failures:
            record_polls(self._bed, [broken(self._bed, at.state, source, at.reply, failures[0])])
        return more

    def _arrive(
        self, state: FeedState, source: Source, reply: Reply, reading: Reading, *, apart: bool
    ) -> Iterator[bool]:
        """One commit: new articles, sightings, revisions, and with them the validators and the next due time.

        Of a large document a part at a time, True while there is more, so that nobody waits for 5,000 articles; the
        validators are stored with the last of them, so that what a kill leaves out comes again.
        """
        now, at_once, feed = self._bed.clock.now(), self._bed.limits.arrivals_at_once, reading.feed
        drafts, items, dropped = list(reading.drafts), list(reading.items), tuple[str, ...]()
        if reading.rest is None:
            for start in range(0, len(feed.entries), at_once):
                drafts += identify.drafted(source, feed.entries[start : start + at_once])
                if start + at_once < len(feed.entries):
                    yield True
            items, dropped = identify.sort_out(source, feed.entries, drafts)
            if len(items) > at_once:
                yield True
        renew = reading.rest is None and poll.relisting_due(state, now)  # due since it was read: at the next poll
        document = Document(source, reply, reading, drafts, items, renew=renew, apart=apart)
        document.listed = self._bed.store.feeds.listing(source.id)
        arrivals, before, known = self._sorted(state, document, now)
        notes = [*feed.notes, *dropped, poll.missed(state, feed), poll.withheld(state, arrivals, now, self._bed.limits)]
        parts = [arrivals[start : start + at_once] for start in range(0, len(arrivals), at_once)] or [[]]
        for part in parts[:-1]:
            with self._undone_alone(document):
                self._take_part(document, part, before, known, now)
            yield True
        with self._undone_alone(document):
            self._take_part(document, parts[-1], before, known, now)
            self._finish(state, document, notes, now)
        if document.new:
            self._brought[source.id] = document.new

    def _take_part(
        self, document: Document, part: Sequence[poll.Known | poll.New], before: dict[int, Sighting],
        known: Collection[str], now: int,
    ) -> None:  # fmt: skip
        """Some of a document's arrivals; one that another feed brought meanwhile waits for the next poll."""
        if document.begun:
            keys = {key: arrival for arrival in part if isinstance(arrival, poll.New) for key in arrival.item.keys}
            since = self._bed.store.articles.known(keys)
            overtaken = {document.print_of(keys[key].item) for key in since if key not in known}
            document.failed |= overtaken
            part = [arrival for arrival in part if document.print_of(arrival.item) not in overtaken]
        document.begun = True
        strangers = [arrival for arrival in part if isinstance(arrival, poll.New)]
        same = [arrival for arrival in part if isinstance(arrival, poll.Known) and _says_the_same(arrival, before)]
        together = list[str]()
        with self._fenced(together, document):
            self._add(strangers, document.source, now)
            self._list(same, document.source, before, now)
        if not together:
            document.new += len(strangers)
            done = {id(arrival) for arrival in (*strangers, *same)}
            part = [arrival for arrival in part if id(arrival) not in done]
        for arrival in part:  # each alone: where one of those broke, all of them
            count = len(document.failures)
            with self._fenced(document.failures, document):
                self._take(arrival, document.source, before, now)
            if len(document.failures) > count:
                document.failed.add(document.print_of(arrival.item))
            elif isinstance(arrival, poll.New):
                document.new += 1

    def _undone_alone(self, document: Document) -> AbstractContextManager[None]:
        """What breaks in it is undone, and nothing else, where the document is kept apart from others."""
        return self._bed.store.tx() if document.apart else nullcontext()

    @contextmanager
    def _fenced(self, failures: list[str], document: Document) -> Iterator[None]:
        """As `fence`, with all that was stored in it undone; where a document is not kept apart, all of it breaks."""
        if document.apart:
            with fence(failures), self._bed.store.tx():
                yield
        else:
            yield

    def _finish(self, state: FeedState, document: Document, notes: Sequence[str], now: int) -> None:
        """The feed's new state and the record of this poll. Call inside `tx()`."""
        source, reply, feed, failures = document.source, document.reply, document.reading.feed, document.failures
        after = poll.arrived(state, source, reply, feed, document.new, now, self._bed.limits)
        if document.failed:  # without validators the same document comes again, and with it the items that failed
            after = replace(
                after, etag="", last_modified="", body_hash="", problem=failures[0] if failures else after.problem
            )
        if document.renew and not document.failed and document.items:
            after = replace(after, listing_at=now)
        rest = document.reading.rest  # with it, nothing is watched that might be missing: see `take_raw`
        said = [*notes, *failures, "" if rest else ask_again(self._bed, source, document.items, now)]
        kind = "error" if after.problem else "new" if document.new else "none"
        sentence = after.problem or "; ".join(filter(None, said))
        said_row = outcome(reply, now, kind, source.id, items=feed.size, new=document.new, sentence=sentence)
        feeds = self._bed.store.feeds
        feeds.record(after, said_row, state.next_due)
        listing = document.listing()
        if (document.items or rest) and listing != document.listed:
            feeds.keep_listing(source.id, listing)
        sound = not (document.failed or after.problem)
        prints = list(map(document.print_of, document.items)) if sound else []
        held = ladder.remember(document.reading, document.drafts, document.items, prints) if sound else b""
        if held != feeds.held(source.id):
            feeds.keep_held(source.id, held)

    def _sorted(
        self, state: FeedState, document: Document, now: int
    ) -> tuple[list[poll.Known | poll.New], dict[int, Sighting], Collection[str]]:
        """What is changed of a document, each item as new or known, what is stored of these, and their keys."""
        articles, limits = self._bed.store.articles, self._bed.limits
        unchanged = document.unchanged
        changed = [item for each, item in document.prints.items() if each not in unchanged]
        known = articles.known(key for item in changed for key in (*item.keys, *item.also))
        before = articles.sightings(document.source.id, sorted(set(known.values())))
        others = document.holders(unchanged.values()) if before else frozenset[bytes]()
        found, again = identify.recognised(changed, known, before, now, limits, others)
        return poll.arrivals(state, changed, found, now, limits, again), before, known.keys()

    def _take(self, arrival: poll.Known | poll.New, source: Source, before: dict[int, Sighting], now: int) -> None:
        articles, item = self._bed.store.articles, arrival.item
        if isinstance(arrival, poll.New):
            self._add([arrival], source, now)
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
        articles.list_items([(arrival.article, item)], source.id, now)

    def _list(
        self, same: Sequence[poll.Known], source: Source, before: dict[int, Sighting], now: int
    ) -> None:  # fmt: skip
        """Articles that the feed lists as it did before."""
        articles = self._bed.store.articles
        listed = [
            (arrival.article, replace(arrival.item, keys=identify.kept_keys(arrival.item, sighting.keys)))
            for arrival, sighting in ((each, before[each.article]) for each in same)
        ]
        due = [pair for pair in listed if articles.needs_listing(before[pair[0]], pair[1], now)]
        if due:
            articles.list_items(due, source.id, now)

    def _add(self, strangers: Sequence[poll.New], source: Source, now: int) -> None:
        """New articles, numbered in this order."""
        if not strangers:
            return
        texts = [feed_text(new.item.entry, source) for new in strangers]
        patience = [self._patience(new.item.entry, source) for new in strangers]
        told = self._nothing_in([text for text, wait in zip(texts, patience, strict=True) if wait is None])
        settled = iter([self._bed.setup.version if nothing else "" for nothing in told])
        unindexed = not self._bed.store.search.asked(now - self._bed.limits.searched)
        newcomers = [
            Newcomer(new.item, text, new.fresh, wait, next(settled) if wait is None else "", unindexed)
            for new, text, wait in zip(strangers, texts, patience, strict=True)
        ]
        self._bed.store.articles.add_all(newcomers, source.id, now)

    def _nothing_in(self, texts: Sequence[Text]) -> list[bool]:
        """Of each whether no rule holds for it or just misses: most never come before the judge.

        Where the look breaks, or names are still being worked out, a text is judged as ever.
        """
        if not self._bed.setup.ready:
            return [False] * len(texts)
        found = list[bool]()
        while len(found) < len(texts):
            failures = list[str]()
            with fence(failures):
                for text in texts[len(found) :]:
                    found.append(nothing_in(text.title, text.body, self._bed.setup))
            if failures:
                found.append(False)
        return found

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


def _says_the_same(arrival: poll.Known, before: Mapping[int, Sighting]) -> bool:
    """Whether nothing but its listing is to be noted of an item: its feed says of it what it said."""
    sighting = before.get(arrival.article)
    if sighting is None or arrival.again or sighting.unlisted:
        return False
    return sighting.item_hash == arrival.item.content_hash
