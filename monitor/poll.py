"""Pure decisions of polling: what to ask of a feed, what its answer means, when to ask again, which items are news.

The order of wishes for the next poll: Retry-After > skipHours > the floor > a third of the feed's depth > the
publisher's ttl and Cache-Control > our own interval.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from monitor.model.article import Item
from monitor.model.fetch import Reply, Request
from monitor.model.limits import DAY, HOUR, MINUTE, Limits
from monitor.model.source import Entry, FeedState, ParsedFeed, SecretRef, Source

ENOUGH_ITEMS_FOR_DEPTH = 5
GONE = 410


@dataclass(frozen=True, slots=True)
class Known:
    """An item whose article is already stored; only the feed that first brought it may revise it.

    `fresh` says whether it might be announced, were it not stored; `again` that another item of the document is the
    same article, and the one that speaks for it.
    """

    item: Item
    article: int
    fresh: bool = False
    again: bool = False


@dataclass(frozen=True, slots=True)
class New:
    """An item never seen: `fresh` says whether it may be announced."""

    item: Item
    fresh: bool


def request(state: FeedState, source: Source, now: int, limits: Limits) -> Request:
    """The GET for a due feed: conditional, but whole once a day and every 50 polls, so that no false 304 lasts."""
    whole = (
        state.polls_since_full >= limits.full_get_polls
        or state.last_full is None
        or now - state.last_full >= limits.full_get_every
    )
    return Request(
        token=("feed", state.id),
        url=state.url,
        etag="" if whole else state.etag,
        last_modified="" if whole else state.last_modified,
        user_agent=source.user_agent,
        headers=own_headers(state.url, source),
        proxy=source.proxy,
        ca_file=source.ca_file,
        ask_robots=source.format == "webpage",  # feeds and sitemaps are put there for programs, pages are not
    )


def own_headers(url: str, source: Source) -> tuple[tuple[str, str | SecretRef], ...]:
    """The feed's headers may hold a login: they go to its own host only, not where it has moved, not down to http."""
    there, home = urlsplit(url), urlsplit(source.url)
    safe = there.netloc.lower() == home.netloc.lower() and there.scheme in (home.scheme, "https")
    return source.headers if safe else ()


def unchanged(state: FeedState, source: Source, reply: Reply, now: int, limits: Limits) -> FeedState:
    """After a 304 or the very bytes of last time: nothing new can come of it."""
    was_304 = reply.status == 304
    settled = _settle(state, reply, now, limits)
    return replace(
        settled,
        etag=reply.etag or state.etag,
        last_modified=reply.last_modified or state.last_modified,
        last_try=now,
        last_ok=now,
        errors=0,
        problem="",
        problem_since=None,
        last_full=state.last_full if was_304 else now,
        polls_since_full=state.polls_since_full + 1 if was_304 else 0,
        next_due=_next(state, source, reply, now, limits),
    )


def arrived(
    state: FeedState, source: Source, reply: Reply, feed: ParsedFeed, new: int, now: int, limits: Limits
) -> FeedState:
    """After a document that was read: its validators, its health and the next due time, to be stored with its items."""
    dates = [entry.published for entry in feed.entries if entry.published is not None]
    depth = max(dates) - min(dates) if len(dates) >= ENOUGH_ITEMS_FOR_DEPTH else None
    emptied = not feed.entries and state.items > 0
    if emptied:
        return _emptied(state, source, reply, now, limits)
    wish = max(feed.wishes.ttl or 0, feed.wishes.update_period or 0)
    settled = _settle(state, reply, now, limits)
    settled = replace(settled, depth=depth, wish=wish, skip_hours=feed.wishes.skip_hours)
    return replace(
        settled,
        etag=reply.etag,
        last_modified=reply.last_modified,
        body_hash=body_hash(reply.body),
        first_polled=state.first_polled if state.first_polled is not None else now,
        last_try=now,
        last_ok=now,
        last_new=now if new else state.last_new,
        errors=0,
        problem="",
        problem_since=None,
        items=len(feed.entries),
        newest=max(dates, default=state.newest),
        last_full=now,
        polls_since_full=0,
        next_due=_next(settled, source, reply, now, limits),
    )


def _emptied(state: FeedState, source: Source, reply: Reply, now: int, limits: Limits) -> FeedState:
    sentence = f"the feed answers but is empty; it held {state.items} items before"
    return failed(state, source, sentence, reply, now, limits)


def failed(state: FeedState, source: Source, sentence: str, reply: Reply, now: int, limits: Limits) -> FeedState:
    """After an error: back off x2 to a day, keep validators and items; 410 stops the feed until its address changes."""
    errors = state.errors + 1
    gone = reply.status == GONE
    back_off = min(source.interval * 2 ** min(errors - 1, 10), limits.poll_ceiling)
    due = now + max(int(back_off * _jitter(state.id, errors)), limits.poll_floor)
    if reply.retry_after is not None:
        due = max(due, now + hold(reply, limits))
    return replace(
        state,
        last_try=now,
        errors=errors,
        problem="the publisher has closed this feed (410 Gone); find its new address" if gone else sentence,
        problem_since=state.problem_since if state.problem_since is not None else now,
        stopped=gone,
        moved_to="",
        moved_since=None,
        next_due=due,
    )


def hold(reply: Reply, limits: Limits) -> int:
    """Seconds for which the whole host asks to be left alone (429, 503), clamped; 0 = it asks nothing."""
    if reply.retry_after is None or reply.status not in (429, 503):
        return 0
    return min(max(reply.retry_after, limits.retry_after_floor), limits.retry_after_ceiling)


def _jitter(name: str, n: int) -> float:
    """0.75 .. 1.0, the same for the same feed and count: a tested decision draws no dice."""
    byte = hashlib.sha256(f"{name}:{n}".encode()).digest()[0]
    return 0.75 + byte / 1020


def _settle(state: FeedState, reply: Reply, now: int, limits: Limits) -> FeedState:
    """A lasting redirect moves the address after seven days of the same answer; from http to https at once."""
    target = reply.moved_to
    if not target or target == state.url:
        return replace(state, moved_to="", moved_since=None)
    if target == "https://" + state.url.removeprefix("http://"):
        return replace(state, url=target, moved_to="", moved_since=None)
    since = state.moved_since if state.moved_to == target and state.moved_since is not None else now
    if now - since >= limits.redirect_settles:
        return replace(state, url=target, moved_to="", moved_since=None)
    return replace(state, moved_to=target, moved_since=since)


def _next(state: FeedState, source: Source, reply: Reply, now: int, limits: Limits) -> int:
    interval = max(source.interval, state.wish, reply.max_age or 0)
    if state.depth:
        interval = min(interval, state.depth // 3)
    interval = min(max(interval, limits.poll_floor), limits.poll_ceiling)
    due = _skip_hours(now + interval, state.skip_hours)
    if reply.retry_after is not None:
        due = max(due, now + min(max(reply.retry_after, limits.retry_after_floor), limits.retry_after_ceiling))
    return due


def _skip_hours(due: int, hours: frozenset[int]) -> int:
    """The first moment from `due` on whose UTC hour the publisher does not rule out."""
    if len(hours) >= DAY // HOUR:
        return due  # a feed that forbids every hour forbids nothing we can obey
    while (due // HOUR) % 24 in hours:
        due = (due // HOUR + 1) * HOUR
    return due


def body_hash(body: bytes) -> str:
    """The third validator, for servers whose 304 cannot be trusted or does not exist."""
    return hashlib.sha256(body).hexdigest()


def cautious(state: FeedState, now: int, limits: Limits) -> bool:
    """True on a feed's first document and on its return after a week: then only what is surely recent is announced."""
    return state.last_ok is None or now - state.last_ok > limits.absence


def relisting_due(state: FeedState, now: int) -> bool:
    """True once a day: then all items of a document are asked for and listed anew, changed or not."""
    return state.listing_at is None or now - state.listing_at >= DAY


def arrivals(
    state: FeedState,
    items: Sequence[Item],
    articles: Sequence[int | None],
    now: int,
    limits: Limits,
    again: Collection[int] = (),
) -> list[Known | New]:
    """Each item as new or known, oldest first, so that articles are numbered in the order they were written.

    `articles` and `again` (places in `items`) as `monitor.identify.recognised` has them.
    """
    strangers = [item for item, article in zip(items, articles, strict=True) if article is None]
    careful = cautious(state, now, limits) or _heap(strangers, limits)
    found: list[Known | New] = []
    for n, (item, article) in enumerate(zip(items, articles, strict=True)):
        fresh = _fresh(item.entry, now, careful=careful, limits=limits)
        found.append(New(item, fresh) if article is None else Known(item, article, fresh, again=n in again))
    return found[::-1]


def _heap(strangers: Sequence[Item], limits: Limits) -> bool:
    """So many new items without a date at once are no hour's news but a feed that gives out its archive."""
    return sum(item.entry.published is None for item in strangers) > limits.undated_at_once


def withheld(state: FeedState, found: Sequence[Known | New], now: int, limits: Limits) -> str:
    """A sentence where new items are kept and not announced, "" if there are none."""
    silent = [arrival.item for arrival in found if isinstance(arrival, New) and not arrival.fresh]
    undated = sum(item.entry.published is None for item in silent)
    days = (limits.fresh_for if cautious(state, now, limits) else limits.fresh_for_max) // DAY
    parts = [f"{len(silent) - undated:,} are older than {days} days"] if len(silent) > undated else []
    parts += [f"{undated:,} have no date"] if undated else []
    return f"{len(silent):,} new items are kept and not announced: {', '.join(parts)}" if parts else ""


def adopted_as_news(arrival: Known, dated: int | None, now: int, limits: Limits) -> bool:
    """Whether an imported article that a feed lists for the first time is announced: `dated` is the import's date.

    Yes where the feed would announce it had nobody imported it, and a date shows that it is no old news.
    """
    said = [date for date in (dated, arrival.item.entry.published) if date is not None]
    return arrival.fresh and bool(said) and now - min(said) <= limits.fresh_for_max


def _fresh(entry: Entry, now: int, *, careful: bool, limits: Limits) -> bool:
    if entry.published is None:
        return not careful
    return now - entry.published <= (limits.fresh_for if careful else limits.fresh_for_max)


def only_summary(entry: Entry, limits: Limits) -> bool:
    """True where the feed gave no full text, so that the article's page is worth a request."""
    return max(len(entry.content), len(entry.summary)) < limits.full_text_chars


def missed(state: FeedState, feed: ParsedFeed) -> str:
    """A sentence where the feed has turned over completely since the last poll, "" otherwise: items may be lost."""
    dates = [entry.published for entry in feed.entries if entry.published is not None]
    if state.newest is None or len(dates) < ENOUGH_ITEMS_FOR_DEPTH or min(dates) <= state.newest:
        return ""
    minutes = (min(dates) - state.newest) // MINUTE
    return f"all items are newer than those of the last poll: up to {minutes} minutes of this feed may be missing"
