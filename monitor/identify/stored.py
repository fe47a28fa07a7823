"""Which stored article is an item? Keys say what it may be; what is stored says whether that is to be believed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from monitor.model.article import Item
from monitor.model.limits import Limits
from monitor.text.fold import folded

_PRINT = 8  # bytes
_ADDRESSES = ("url:", "news:")
_IDS = ("url:", "guid:")
_PASSES = (_ADDRESSES, ("guid:",), ("body:", "words:", "text:", "weak:"))
_MANY_IDS = 3  # of one article, and its feed gives it a new one whenever it likes
_MOST_IDS = 16  # kept of one article
_ALIKE = 0.5  # of the shorter headline's words stand in the other: an edit, not another article
_WORD = re.compile(r"\w+")


class Stored(Protocol):
    """What is stored of an article that an item may be: see `monitor.store.articles.Sighting`."""

    @property
    def title(self) -> str:
        """Its newest title."""

    @property
    def dated(self) -> int | None:
        """Its date."""

    @property
    def first_seen(self) -> int:
        """When it was first listed by any feed."""

    @property
    def last_listed(self) -> int:
        """When this feed last listed it, to a day; 0 = never."""

    @property
    def keys(self) -> frozenset[str]:
        """Everything it is known under."""


def recognised(
    items: Sequence[Item],
    known: Mapping[str, int],
    before: Mapping[int, Stored],
    now: int,
    limits: Limits,
    others: frozenset[bytes] = frozenset(),
) -> tuple[list[int | None], frozenset[int]]:
    """The article that each item is, None for a new one; and the places of those that another speaks for already.

    One article stands in a document once. First every item gets the article of its own address, then of its guid, then
    of its words, as far as nobody has it: feeds exist whose guids are places, 1, 2, 3 from the top, so that each new
    item has the guid of the last. `known` has articles by key, `before` what is stored of them; `others` are the
    first keys (`first_key`) of the items of the document that are as they were and keep their articles.
    """
    found: list[int | None] = [None] * len(items)
    if not known:
        return found, frozenset()
    taken = _held(others, before)
    again: set[int] = set()
    for kinds in _PASSES:
        for n, item in enumerate(items):
            if found[n] is None and (article := _is(item, kinds, known, before, taken, now, limits)) is not None:
                found[n] = article
                if article in taken:
                    again.add(n)
                taken.add(article)
    return found, frozenset(again)


def _held(others: frozenset[bytes], before: Mapping[int, Stored]) -> set[int]:
    """Which of these articles the unchanged items of a document are: by their address where they have one."""
    if not others:
        return set()
    return {article for article, stored in before.items() if not others.isdisjoint(map(_key_hash, stored.keys))}


def first_key(item: Item) -> bytes:
    """Eight bytes for the key by which an unchanged item holds its article: its address where it has one."""
    first = item.keys[0]
    if not first.startswith(_ADDRESSES):
        first = next((key for key in item.keys if key.startswith(_ADDRESSES)), first)
    return _key_hash(first)


def _key_hash(key: str) -> bytes:
    return hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=_PRINT).digest()


def _is(
    item: Item, kinds: tuple[str, ...], known: Mapping[str, int], before: Mapping[int, Stored], taken: set[int],
    now: int, limits: Limits,
) -> int | None:  # fmt: skip
    """The stored article that an item is by its keys of these kinds, None if by none of them."""
    for key in (*item.keys, *item.also):
        article = known.get(key) if key.startswith(kinds) else None
        if article is None:
            continue
        if kinds is _ADDRESSES:
            return article
        stored = before.get(article)
        if article not in taken and (stored is None or _believed(key, item, stored, now, limits)):
            return article
    return None


def _believed(key: str, item: Item, stored: Stored, now: int, limits: Limits) -> bool:
    """Whether a key that is no address says enough, seen what is stored under it."""
    published, dated = item.entry.published, stored.dated
    apart = None if published is None or dated is None else abs(published - dated)
    if key.startswith("guid:"):
        # A guid used again, "latest" or a place in the list: another headline, another moment, another address.
        another = bool(item.url) if apart is None else apart > (0 if item.url else limits.dated_apart)
        return not another or len(item.keys) == 1 or _share(item.entry.title, stored.title) >= _ALIKE
    if key.startswith("words:"):
        # The text of last year's congratulation is this year's as well.
        return now - stored.last_listed <= limits.words_hold or (apart is not None and apart <= limits.story_window)
    if key.startswith("weak:"):
        # A short headline without text or date is printed every morning; but a feed that has given one article many
        # ids gives new ones at every poll.
        ids = sum(each.startswith(_IDS) for each in stored.keys)
        return now - stored.first_seen <= limits.weak_words_hold or ids >= _MANY_IDS
    return True


def _share(one: str, other: str) -> float:
    """How much of the shorter headline stands in the other, by words; 1.0 where one is missing."""
    first, second = (set(_WORD.findall(folded(title))) for title in (one, other))
    fewer = min(len(first), len(second))
    return len(first & second) / fewer if fewer else 1.0


def kept_keys(item: Item, stored: frozenset[str]) -> tuple[str, ...]:
    """The keys of an item that its article is to be known under from now on.

    Of an article that has had many ids no more are kept: its words find it, and a feed that makes new ones at every
    poll would fill the store.
    """
    ids = sum(key.startswith(_IDS) for key in stored)
    words = any(key.startswith(("words:", "text:", "weak:")) for key in item.keys)
    full = ids >= _MOST_IDS and words
    return tuple(key for key in item.keys if key in stored or not (full and key.startswith(_IDS)))


def fingerprint(item: Item) -> bytes:
    """Eight bytes that change with an item's keys and with what the feed says of it."""
    return hashlib.blake2b("\x00".join((*item.keys, item.content_hash)).encode(), digest_size=_PRINT).digest()


def packed(fingerprints: Collection[bytes]) -> bytes:
    """The fingerprints of a document as the store keeps them, whatever order the feed has them in."""
    return b"".join(sorted(fingerprints))


def unpacked(listing: bytes) -> frozenset[bytes]:
    """What `packed` packed."""
    return frozenset(listing[at : at + _PRINT] for at in range(0, len(listing), _PRINT))
