"""The ladder: how little of an answer need be read, rung by rung. The first that carries is the last one stepped on.

1. 304: the server says that nothing has changed (`monitor.pipeline.polling`, `poll.unchanged`).
2. The same body: the hash of its bytes is that of last time; likewise.
3. The same items: the document is plainly divisible (`sources.division`), what stands round its items is as it was, and
   each raw item is known by its hash (`identify.held`). Nothing is parsed.
4. Some new items: only these are parsed, as a document of their own between the old head and tail. What they share no
   mark with is not read again. An item that was edited is a new one here.
5. The whole document, by the fast reader (`sources.parse_fast`), here in the river's thread.
6. The whole document, in a worker that may be killed, by the careful reader; a long one by the fast (`sources.read`).

Whatever rung carries, what is stored afterwards is the same, but for times of our own: a document is read whole where
anything in it might make another reading of what is taken for known. So it is once a day too (`poll.relisting_due`),
and where its feed lists something that somebody was told of lately (`pipeline.missing` compares all keys).
Then only what is new is inserted, all of it at once (`monitor.pipeline.arriving`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from monitor import __version__, identify, sources
from monitor.identify import held
from monitor.model.article import Item
from monitor.model.fetch import Reply
from monitor.model.limits import Limits
from monitor.model.source import FeedState, FeedWishes, ParsedFeed, Source
from monitor.sources.division import Division, divide, plain, raw_hash
from monitor.text.decode import decode


@dataclass(frozen=True, slots=True)
class Rest:
    """The part of a document that is as it was: what is remembered of the last one, and how they go together."""

    memory: held.Memory
    kept: held.Kept


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a document; `rest` is what was not, None = it was read whole.

    `raws` are the hashes of all its raw items, () where it is not to be remembered; `head` is what they are read with.
    With `rest`, `drafts` and `items` are made: by them it is known that the rest has no part in them.
    """

    feed: ParsedFeed
    raws: tuple[bytes, ...] = ()
    head: tuple[bytes, bytes] = (b"", b"")
    rest: Rest | None = None
    drafts: tuple[identify.Draft, ...] = ()
    items: tuple[Item, ...] = ()


def read(source: Source, state: FeedState, reply: Reply, remembered: bytes, now: int, limits: Limits) -> Reading | None:
    """Rungs 3 to 5; None = a worker must read it. `remembered` is what `remember` made of the last document.

    With b"" for it neither of the rungs 3 and 4 is stepped on. Never raises; its time is that of a few milliseconds for
    50 entries, and bounded by `limits.fast_bytes`.
    """
    division = divide(reply.body)
    if division is not None:
        context, frame = _context(source, reply), division.frame()
        raws = tuple(raw_hash(raw) for raw in division.items)
        memory = None if _set_back(state, now) else held.opened(remembered, context, frame)
        if memory and (reading := _in_part(source, state, reply, division, raws, memory, now, limits)):
            return replace(reading, head=(context, frame))
    feed = sources.parse_fast(source, reply.body, reply.content_type, reply.final_url, now, limits)
    if feed is None:
        return None
    if division is None or feed.notes or len(raws) != len(feed.entries) or not all(map(plain, division.items)):
        return Reading(feed)
    return Reading(feed, raws, (context, frame))


def _in_part(
    source: Source, state: FeedState, reply: Reply, division: Division, raws: tuple[bytes, ...], memory: held.Memory,
    now: int, limits: Limits,
) -> Reading | None:  # fmt: skip
    """Rungs 3 and 4; None where either might not give what the whole document gives."""
    kept = memory.kept(raws)
    if kept is None or 2 * len(kept.new) > len(raws):
        return None
    dates, rest = memory.dates(kept), Rest(memory, kept)
    fresh = [division.items[n] for n in kept.new]
    if not fresh:
        return Reading(_nothing_new(state, dates), raws, rest=rest)
    if not all(map(plain, fresh)) or _charset_assumed(reply):
        return None
    body = division.with_only(fresh)
    feed = sources.parse_fast(source, body, reply.content_type, reply.final_url, now, limits)
    if feed is None or feed.notes or len(feed.entries) != len(fresh):
        return None
    drafts = tuple(identify.drafted(source, feed.entries))
    items, said = identify.sort_out(source, feed.entries, drafts)
    if said or len(items) != len(fresh) or memory.touched(kept, drafts):
        return None
    return Reading(replace(feed, as_before=dates), raws, rest=rest, drafts=drafts, items=tuple(items))


def _charset_assumed(reply: Reply) -> bool:
    """Whether the charset is a guess, made by how many letters there are: a few items may be read in another one."""
    try:
        reply.body.decode()
    except UnicodeError:
        return bool(decode(reply.body, reply.content_type)[1])
    return False


def _nothing_new(state: FeedState, dates: tuple[int | None, ...]) -> ParsedFeed:
    """As the whole document would be read: what stands round its items is as it was, and so are its wishes."""
    wishes = FeedWishes(ttl=state.wish or None, skip_hours=state.skip_hours, skip_days=state.skip_days)
    return ParsedFeed("", "", "", (), wishes, read_by="fast", as_before=dates)


def remember(
    reading: Reading, drafts: Sequence[identify.Draft], items: Sequence[Item], prints: Sequence[bytes]
) -> bytes:
    """What the next reading needs to know of this document, b"" where it is to be read whole.

    `drafts` and `items`, with their `prints`, are those of what was read. Only a document in which each entry is an
    item of its own, with nothing to be said of any, is remembered.
    """
    count = len(reading.raws) if reading.rest is None else len(reading.rest.kept.new)
    noted = any(note.startswith("date ") for draft in drafts if draft.entry.notes for note in draft.entry.notes)
    if not reading.raws or noted or not count == len(drafts) == len(items) == len(reading.feed.entries):
        return b""
    if reading.rest is None:
        found = held.records(reading.raws, drafts, items, prints)
    else:
        memory, kept = reading.rest.memory, reading.rest.kept
        found = memory.after(kept, held.records([reading.raws[n] for n in kept.new], drafts, items, prints))
    return held.packed_records(*reading.head, found)


def _context(source: Source, reply: Reply) -> bytes:
    """Everything but the document itself by which its items are read and known."""
    return held.context_of(
        (
            __version__, source.id, source.kind, source.format, source.zone, source.language, reply.final_url,
            reply.content_type,
        )
    )  # fmt: skip


def _set_back(state: FeedState, now: int) -> bool:
    """A clock that was set back may not believe the dates that it believed."""
    return state.last_ok is None or now < state.last_ok
