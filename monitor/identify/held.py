"""What is remembered of a document's raw items, so that of the next one only what is new need be read.

One record for each raw item, all of one size, in one blob: nothing is unpacked that is not asked for. Of what an item
may share with another of its document (`Draft`: address, guid, text, words, body) marks of four bytes are kept: two
items with a mark in common may change each other's keys, and then the whole document is read. Marks that are equal by
chance cost a reading, nothing else.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from struct import Struct
from typing import Any
from zlib import crc32

from monitor.identify.keys import Draft
from monitor.identify.stored import first_key
from monitor.model.article import Item

# Of the blob, and of all that is hashed in it: to be counted up whenever the readers of feeds (`monitor.sources`) or
# the keys (`monitor.identify`) change what they make of a document. A blob of another number is not believed.
FORM = 1
_HEAD = Struct("<H16s16s")  # form, context, frame
_RECORD = Struct("<12s8s8sq5I?")  # raw hash, fingerprint, first key, date, marks, whether it shares one
_RAW, _PRINT, _FIRST = Struct("<12s45x"), Struct("<12x8s37x"), Struct("<20x8s29x")
_DATE, _MARKS, _SHARING = Struct("<28xq21x"), Struct("<36x5Ix"), Struct("<56x?")
_UNDATED = -(2**63)


@dataclass(frozen=True, slots=True)
class Kept:
    """How a document's raw items follow from those of the last one: for each its place there, -1 = it is new."""

    places: tuple[int, ...]

    @property
    def new(self) -> list[int]:
        """The places of the new ones in the new document."""
        return [n for n, place in enumerate(self.places) if place < 0]


@dataclass(frozen=True, slots=True)
class Memory:
    """The raw items of a feed's last document."""

    _records: bytes

    def kept(self, raws: Sequence[bytes]) -> Kept | None:
        """Which of these raw items (their hashes) stood in it; None where the others say what these are.

        So it is where an item is gone, or has changed its place, that shared a mark with another, and where one item
        stands there twice.
        """
        place_of = {raw: n for n, (raw,) in enumerate(_RAW.iter_unpack(self._records))}
        if len(set(raws)) < len(raws):
            return None
        places = tuple(place_of.get(raw, -1) for raw in raws)
        sharing = [n for n, (shares,) in enumerate(_SHARING.iter_unpack(self._records)) if shares]
        together = set(sharing)
        if sharing and [place for place in places if place in together] != sharing:
            return None
        return Kept(places)

    def dates(self, kept: Kept) -> tuple[int | None, ...]:
        """The dates of the kept ones, in the new document's order."""
        dates = self._column(_DATE, kept)
        return tuple(None if date == _UNDATED else date for date in dates)

    def prints(self, kept: Kept) -> list[bytes]:
        """The fingerprints of the kept ones."""
        return self._column(_PRINT, kept)

    @property
    def listed(self) -> frozenset[bytes]:
        """The fingerprints of all."""
        return frozenset(value for (value,) in _PRINT.iter_unpack(self._records))

    def firsts(self, kept: Kept) -> list[bytes]:
        """The hashes of the first keys of the kept ones."""
        return self._column(_FIRST, kept)

    def touched(self, kept: Kept, drafts: Iterable[Draft]) -> bool:
        """Whether one of these shares something with a kept one."""
        marks = {mark for draft in drafts for mark in _marks(draft) if mark}
        every = list(_MARKS.iter_unpack(self._records))
        if marks.isdisjoint(chain.from_iterable(every)):
            return False
        return not all(marks.isdisjoint(every[place]) for place in kept.places if place >= 0)

    def after(self, kept: Kept, new: bytes) -> bytes:
        """The records of the new document; `new` are those of its new items, as `records` made them."""
        size, fresh = _RECORD.size, iter(range(0, len(new), _RECORD.size))
        parts = []
        for place in kept.places:
            held, at = (self._records, place * size) if place >= 0 else (new, next(fresh))
            parts.append(held[at : at + size])
        return b"".join(parts)

    def _column(self, column: Struct, kept: Kept) -> list[Any]:
        values = [value for (value,) in column.iter_unpack(self._records)]
        return [values[place] for place in kept.places if place >= 0]


def opened(blob: bytes, context: bytes, frame: bytes) -> Memory | None:
    """What was packed, if it was in this form, context and frame."""
    if len(blob) <= _HEAD.size or not blob.startswith(_HEAD.pack(FORM, context, frame)):
        return None
    records = blob[_HEAD.size :]
    return None if len(records) % _RECORD.size else Memory(records)


def packed_records(context: bytes, frame: bytes, records: bytes) -> bytes:
    """The blob that `opened` opens. `context` and `frame`: sixteen bytes of what the items are read with."""
    return _HEAD.pack(FORM, context, frame) + records


def records(raws: Sequence[bytes], drafts: Sequence[Draft], items: Sequence[Item], prints: Sequence[bytes]) -> bytes:
    """A record for each raw item (its hash), of which came that draft and that item of the document; and its print."""
    marks = [_marks(draft) for draft in drafts]
    every = [mark for each in marks for mark in each if mark]
    shared: set[int] = set()
    if len(set(every)) < len(every):  # seldom
        counted = Counter(chain.from_iterable(map(set, marks)))
        shared = {mark for mark, count in counted.items() if count > 1 and mark}
    pack = _RECORD.pack
    return b"".join(
        pack(
            raw,
            print_,
            first_key(item),
            _UNDATED if item.entry.published is None else item.entry.published,
            *each,
            bool(shared) and not shared.isdisjoint(each),
        )
        for raw, item, each, print_ in zip(raws, items, marks, prints, strict=True)
    )


def context_of(parts: Collection[str]) -> bytes:
    """Sixteen bytes that change with any of these parts."""
    return hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _marks(draft: Draft) -> tuple[int, int, int, int, int]:
    """0 = it has none of that kind."""
    _, address, guid, text, words, body = draft
    return _mark(address), _mark(guid), int(text[:8], 16), int(words[:8] or "0", 16), int(body[:8] or "0", 16)


def _mark(text: str) -> int:
    return crc32(text.encode("utf-8", "surrogatepass")) if text else 0
