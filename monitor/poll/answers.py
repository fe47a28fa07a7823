"""What an answer means for its feed: the state to be stored with what it brought."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

from monitor.model.fetch import Reply
from monitor.model.limits import DAY, MINUTE, Limits
from monitor.model.source import Answer, FeedState, ParsedFeed, Same, Source
from monitor.poll import habit, hours
from monitor.poll.waiting import BUSY, after_error, next_due

ENOUGH_ITEMS_FOR_DEPTH = 5
GONE = 410
GAP_REMEMBERED = 7 * DAY  # after a gap a feed is asked by its smallest depth for so long
_PAGE = "an HTML page"
_SERVER_FAULT = 500
_NAMED: dict[int, Answer] = {GONE: "gone", 401: "refused", 403: "refused", **dict.fromkeys(BUSY, "busy")}


def same(state: FeedState, source: Source, reply: Reply, now: int, limits: Limits) -> Same | None:
    """What `unchanged` changes of a state, and no more; None where a lasting redirect is in play, which changes more.

    Most polls end here, so nothing is copied that stays.
    """
    if state.moved_to or state.moved_since is not None or (reply.moved_to and reply.moved_to != state.url):
        return None
    was_304 = reply.status == 304
    return Same(
        state.id,
        state.url,
        now,
        state.next_due,
        next_due(state, source, reply, now, limits),
        reply.etag or state.etag,
        reply.last_modified or state.last_modified,
        state.last_full if was_304 else now,
        state.polls_since_full + 1 if was_304 else 0,
        reply.date - now if reply.date is not None else state.skew,
    )


def unchanged(state: FeedState, source: Source, reply: Reply, now: int, limits: Limits) -> FeedState:
    """After a 304 or the very bytes of last time: nothing new can come of it. `same` is this where it is plain."""
    was_304 = reply.status == 304
    return replace(
        state,
        **_well(state, reply, now, limits),
        answer="same",
        etag=reply.etag or state.etag,
        last_modified=reply.last_modified or state.last_modified,
        last_full=state.last_full if was_304 else now,
        polls_since_full=state.polls_since_full + 1 if was_304 else 0,
        next_due=next_due(state, source, reply, now, limits),
    )


def arrived(
    state: FeedState, source: Source, reply: Reply, feed: ParsedFeed, new: int, now: int, limits: Limits
) -> FeedState:
    """After a document that was read: its validators, its health and the next due time, to be stored with its items."""
    if not feed.size and state.items > 0:
        sentence = f"the feed answers but is empty; it held {state.items} items before"
        return failed(state, source, sentence, reply, now, limits)
    dates = feed.dates
    gap = missed(state, feed)
    spoke = bool(new) or (state.newest is not None and any(state.newest < date <= now for date in dates))
    known = habit.learned(state, dates, new, now, sure=not gap)
    known = replace(
        known,
        **_well(state, reply, now, limits),
        answer=_content(state, feed, dates, spoke=spoke),
        read_by=feed.read_by,
        depth=_depth(state, dates, gap, now),
        wish=max(feed.wishes.ttl or 0, feed.wishes.update_period or 0),
        skip_hours=feed.wishes.skip_hours,
        skip_days=feed.wishes.skip_days,
        hours=hours.after(state, dates, new, now, sure=not gap),
        etag=reply.etag,
        last_modified=reply.last_modified,
        body_hash=body_hash(reply.body),
        first_polled=state.first_polled if state.first_polled is not None else now,
        last_new=now if spoke else state.last_new,
        items=feed.size,
        newest=max([*dates, *([] if state.newest is None else [state.newest])], default=None),
        missed=gap or state.missed,
        missed_at=now if gap else state.missed_at,
        last_full=now,
        polls_since_full=0,
    )
    return replace(known, next_due=next_due(known, source, reply, now, limits))


def failed(state: FeedState, source: Source, sentence: str, reply: Reply, now: int, limits: Limits) -> FeedState:
    """After an error: back off x2 to a day, keep validators and items; 410 stops the feed until its address changes."""
    errors = state.errors + 1
    gone = reply.status == GONE
    return replace(
        state,
        last_try=now,
        skew=_skew(state, reply, now),
        answer=answer_of(reply, sentence),
        errors=errors,
        problem="the publisher has closed this feed (410 Gone); find its new address" if gone else sentence,
        problem_since=state.problem_since if state.problem_since is not None else now,
        stopped=gone,
        moved_to="",
        moved_since=None,
        next_due=after_error(state, source, reply, errors, now, limits),
    )


def answer_of(reply: Reply, sentence: str) -> Answer:
    """What kind of failure it is; `sentence` is what was said of it."""
    if reply.refused:
        return "guarded"
    if reply.error:
        kind: Answer = "fault" if reply.status >= _SERVER_FAULT else "missing" if reply.status else "unreached"
        return _NAMED.get(reply.status, kind)
    if sentence.startswith("the feed answers but is empty"):
        return "empty"
    return "page" if _PAGE in sentence else "unreadable"


def missed(state: FeedState, feed: ParsedFeed) -> str:
    """A sentence where the feed has turned over completely since the last poll, "" otherwise: items may be lost."""
    dates = feed.dates
    if state.newest is None or len(dates) < ENOUGH_ITEMS_FOR_DEPTH or min(dates) <= state.newest:
        return ""
    minutes = (min(dates) - state.newest) // MINUTE
    return f"all items are newer than those of the last poll: up to {minutes} minutes of this feed may be missing"


def body_hash(body: bytes) -> str:
    """The third validator, for servers whose 304 cannot be trusted or does not exist."""
    return hashlib.sha256(body).hexdigest()


def _content(state: FeedState, feed: ParsedFeed, dates: list[int], *, spoke: bool) -> Answer:
    if not feed.size:
        return "empty"
    if spoke:
        return "new"
    older = dates and state.newest is not None and max(dates) < state.newest - DAY
    return "older" if older else "items"


def _depth(state: FeedState, dates: list[int], gap: str, now: int) -> int | None:
    """Seconds that the document reaches back; after a gap, for a week, the smallest seen, so that none follows."""
    depth = max(dates) - min(dates) if len(dates) >= ENOUGH_ITEMS_FOR_DEPTH else None
    lately = gap or (state.missed_at is not None and now - state.missed_at < GAP_REMEMBERED)
    known = [each for each in (depth, state.depth) if each is not None]
    return min(known, default=None) if lately else depth


def _well(state: FeedState, reply: Reply, now: int, limits: Limits) -> dict[str, Any]:
    """What a good answer changes of a state whatever it holds; by name, so that a state is copied once."""
    url, moved_to, moved_since = _settled(state, reply, now, limits)
    return {
        "last_try": now, "last_ok": now, "skew": _skew(state, reply, now), "errors": 0, "problem": "",
        "problem_since": None, "url": url, "moved_to": moved_to, "moved_since": moved_since,
    }  # fmt: skip


def _skew(state: FeedState, reply: Reply, now: int) -> int | None:
    return reply.date - now if reply.date is not None else state.skew


def _settled(state: FeedState, reply: Reply, now: int, limits: Limits) -> tuple[str, str, int | None]:
    """The address, and where and since when it leads elsewhere.

    A lasting redirect moves the address after seven days of the same answer; from http to https at once.
    """
    target = reply.moved_to
    if not target or target == state.url:
        return state.url, "", None
    if target == "https://" + state.url.removeprefix("http://"):
        return target, "", None
    since = state.moved_since if state.moved_to == target and state.moved_since is not None else now
    if now - since >= limits.redirect_settles:
        return target, "", None
    return state.url, target, since
