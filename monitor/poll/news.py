"""Which items of a document are news, and which of those are announced."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from monitor.model.article import Item
from monitor.model.limits import DAY, Limits
from monitor.model.source import Entry, FeedState


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
