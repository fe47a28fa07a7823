"""A document on its way into the store, part by part where it is large."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

import structlog

from monitor import identify, poll, sources
from monitor.extract.boilerplate import without_boilerplate
from monitor.model.article import Item, Text
from monitor.model.fetch import Reply
from monitor.model.source import Entry, FeedState, ParsedFeed, Source
from monitor.pipeline.bed import Bed, fence
from monitor.pipeline.missing import ask_again
from monitor.pipeline.settling import broken, outcome, record_polls, source_of
from monitor.revising.wording import words
from monitor.store.adding import Newcomer
from monitor.store.articles import Sighting
from monitor.text.languages import language

log = structlog.get_logger()


@dataclass(slots=True)
class Arriving:
    """A document that was read, and how far it has been stored."""

    state: FeedState
    reply: Reply
    feed: ParsedFeed
    parts: Iterator[bool] | None = None


@dataclass(slots=True)
class Document:
    """A document on its way into the store."""

    source: Source
    reply: Reply
    feed: ParsedFeed
    items: Sequence[Item]
    renew: bool
    listed: bytes = b""
    begun: bool = False
    new: int = 0
    failures: list[str] = field(default_factory=list)
    failed: set[bytes] = field(default_factory=set)
    prints: dict[bytes, Item] = field(init=False)
    _print_of: dict[int, bytes] = field(init=False)

    def __post_init__(self) -> None:
        self.prints = {identify.fingerprint(item): item for item in self.items}
        self._print_of = {id(item): print_ for print_, item in self.prints.items()}

    def print_of(self, item: Item) -> bytes:
        """The fingerprint of one of its items."""
        return self._print_of.get(id(item)) or identify.fingerprint(item)

    def those(self, prints: Collection[bytes]) -> dict[bytes, Item]:
        """The items of these fingerprints."""
        return {each: self.prints[each] for each in prints & self.prints.keys()}


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

    def take(self, state: FeedState, reply: Reply, feed: ParsedFeed) -> None:
        """A document that was read; `round` stores it."""
        self._under_way[state.id] = Arriving(state, reply, feed)

    def take_raw(self, state: FeedState, reply: Reply) -> bool:  # noqa: ARG002  # no document is read here yet
        """Read a small, sound document here and now, as `take` would have it from a worker; False = a worker must.

        Ask `full` before: what it holds back is to be offered again in the next round.
        """
        return False

    @property
    def full(self) -> bool:
        """Whether as many documents were read in this round as the river may be held up by."""
        return False

    def round(self) -> bool:
        """A part of each document; True if there was any."""
        names = list(self._under_way)
        for name in names:
            self._go_on(name)
        return bool(names)

    @property
    def feeds(self) -> list[str]:
        """The feeds whose documents are under way."""
        return list(self._under_way)

    def let_go(self) -> None:
        """Nothing more is stored of what is under way."""
        self._under_way.clear()

    def _go_on(self, name: str) -> None:
        """The next part of a document; most have one only. After a store that failed it begins again: all is known."""
        at, failures, more = self._under_way[name], list[str](), False
        source = source_of(self._bed, at.state)
        if source is None:
            self._bed.store.feeds.release([name])
        else:
            with fence(failures):
                parts = at.parts or self._arrive(at.state, source, at.reply, at.feed)
                at.parts = None  # one that an error has ended does not go on
                more = next(parts, False)
                at.parts = parts
        if source and failures:
            record_polls(self._bed, [broken(self._bed, at.state, source, at.reply, failures[0])])
        if not more:
            del self._under_way[name]

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
        overtaken = {document.print_of(keys[key].item) for key in since if key not in known}
        document.begun = True
        document.failed |= overtaken
        part = [arrival for arrival in part if document.print_of(arrival.item) not in overtaken]
        strangers = [arrival for arrival in part if isinstance(arrival, poll.New)]
        together = list[str]()
        with fence(together), self._bed.store.tx():
            self._add(strangers, document.source, now)
        if not together:
            document.new += len(strangers)
            part = [arrival for arrival in part if isinstance(arrival, poll.Known)]
        for arrival in part:  # each alone: where one of the strangers broke, these too
            count = len(document.failures)
            with fence(document.failures), self._bed.store.tx():
                self._take(arrival, document.source, before, now)
            if len(document.failures) > count:
                document.failed.add(document.print_of(arrival.item))
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
        said_row = outcome(reply, now, kind, source.id, items=len(feed.entries), new=document.new, sentence=sentence)
        self._bed.store.feeds.record(after, said_row)
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
        articles.list_item(arrival.article, item, source.id, now)

    def _add(self, strangers: Sequence[poll.New], source: Source, now: int) -> None:
        """New articles, numbered in this order."""
        newcomers = [
            Newcomer(new.item, feed_text(new.item.entry, source), new.fresh, self._patience(new.item.entry, source))
            for new in strangers
        ]
        if newcomers:
            self._bed.store.articles.add_all(newcomers, source.id, now)

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
