"""A footprint as two columns and back. What is read at a start by the hundred thousand is parsed only where it counts.

The signs are joined by marks that no word can hold (`str.split` takes them for blanks), so that an index is filled from
one split, without a parser.
"""

from __future__ import annotations

import json
import sys
from array import array
from collections.abc import Collection
from typing import Any, NamedTuple

from monitor.model.story import EventSign, Footprint, Marks, Signs
from monitor.stories.dealings import heads

_FIELD, _ITEM = "\x1e", "\x1f"
_NO_MARKS = str.maketrans({_FIELD: " ", _ITEM: " "})
_SETS = ("title", "lead", "body", "names", "all_names", "numbers", "skeletons", "concepts")
_HEAD = 6  # fields before the sets: language, number of shingles, words, cites, values, sides


class Spaces(NamedTuple):
    """Signs as they are looked up and counted; each member holds a sign once. `sides`: of each event that is news."""

    sides: Collection[str]
    title: Collection[str]
    lead: Collection[str]
    body: Collection[str]
    names: Collection[str]
    all_names: Collection[str]
    numbers: Collection[str]
    skeletons: Collection[str]
    concepts: Collection[str]


def spaces(footprint: Footprint) -> Spaces:
    """The signs of an article, new or stored."""
    if isinstance(footprint, _Stored):
        return footprint.spaces()
    signs = footprint.signs
    sides = {"+".join(sorted(head.sides)) for head in heads(signs.events)}
    return Spaces(sides, *(getattr(signs, name) for name in _SETS))


def pack(footprint: Footprint) -> tuple[bytes, str]:
    """The shingles, eight bytes each, with the text behind them; everything else, the events as JSON."""
    marks = footprint.marks
    last = {
        "outlet": footprint.outlet, "headline": footprint.headline,
        "events": [_event_row(event) for event in footprint.signs.events],
    }  # fmt: skip
    fields = [
        footprint.language.translate(_NO_MARKS), str(len(marks.shingles)), str(marks.words), _joined(marks.cites),
        marks.values.translate(_NO_MARKS), *map(_joined, spaces(footprint)),
        json.dumps(last, ensure_ascii=False, separators=(",", ":")),
    ]  # fmt: skip
    return array("Q", marks.shingles).tobytes() + marks.text, _FIELD.join(fields)


def unpack(article: int, when: int, shingles: bytes, rest: str) -> Footprint:
    """What `pack` packed; equal to the footprint it was, and parsed when asked for."""
    return _Stored(article, when, shingles, rest)


class _Stored(Footprint):
    """A footprint that holds its two columns."""

    __slots__ = ("_blob", "_rest", "_signs")
    _blob: bytes
    _rest: bytes
    _signs: Signs | None

    def __init__(self, article: int, when: int, blob: bytes, rest: str) -> None:
        keep = object.__setattr__
        keep(self, "article", article)
        keep(self, "when", when)
        keep(self, "_blob", blob)
        keep(self, "_rest", rest.encode())  # half the memory, where letters are Cyrillic
        keep(self, "_signs", None)

    def _fields(self) -> list[str]:
        return self._rest.decode().split(_FIELD)

    def _last(self) -> dict[str, Any]:
        found = json.loads(self._fields()[-1])
        assert isinstance(found, dict)
        return found

    def spaces(self) -> Spaces:
        """As the module's `spaces`."""
        return Spaces(*(field.split(_ITEM) if field else () for field in self._fields()[_HEAD - 1 : -1]))

    @property
    def language(self) -> str:
        """As it was."""
        return sys.intern(self._rest[: self._rest.index(b"\x1e")].decode())

    @property
    def outlet(self) -> str:
        """As it was."""
        return str(self._last()["outlet"])

    @property
    def headline(self) -> str:
        """As it was."""
        return str(self._last()["headline"])

    @property
    def marks(self) -> Marks:
        """As they were."""
        _, count, words, cites, values, _ = self._rest.decode().split(_FIELD, _HEAD - 1)
        hashes = array("Q")
        hashes.frombytes(self._blob[: 8 * int(count)])
        return Marks(tuple(hashes), self._blob[8 * int(count) :], values, _set(cites), int(words))

    @property
    def signs(self) -> Signs:
        """As they were; kept once asked for: what was compared will be compared again."""
        if self._signs is None:
            fields = self._fields()
            events = json.loads(fields[-1])["events"]
            sets = dict(zip(_SETS, map(_set, fields[_HEAD:-1]), strict=True))
            object.__setattr__(self, "_signs", Signs(**sets, events=tuple(map(_event, events))))
        assert self._signs is not None
        return self._signs

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Footprint) and _all(self) == _all(other)

    def __hash__(self) -> int:
        return hash(_all(self))


def _all(one: Footprint) -> tuple[object, ...]:
    return one.article, one.outlet, one.language, one.when, one.headline, one.marks, one.signs


def _joined(items: Collection[str]) -> str:
    return _ITEM.join(sorted(item.translate(_NO_MARKS) for item in items))


def _set(field: str) -> frozenset[str]:
    return frozenset(field.split(_ITEM)) if field else frozenset()


def _event_row(event: EventSign) -> list[Any]:
    return [
        event.kind, event.sides, event.level, event.host, event.guest, event.actors, event.place, event.day,
        event.until, event.sure, event.status, event.news, event.sentence,
    ]  # fmt: skip


def _event(row: list[Any]) -> EventSign:
    kind, sides, level, host, guest, actors, *rest = row
    return EventSign(kind, tuple(sides), level, host, guest, tuple(actors), *rest)
