"""A footprint as two columns and back. What is read at a start by the hundred thousand is parsed only where it counts.

The signs are joined by marks that no word can hold (`str.split` takes them for blanks), so that an index is filled from
one split, without a parser.
"""

from __future__ import annotations

import json
import sys
from array import array
from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

from monitor.model.story import EventSign, Footprint, Marks, Signs
from monitor.stories.dealings import heads

_FIELD, _ITEM = "\x1e", "\x1f"
_MARK = _FIELD.encode()
_NO_MARKS = str.maketrans({_FIELD: " ", _ITEM: " "})
_REST = ("names", "all_names", "numbers", "skeletons", "concepts")
_BEFORE = 7  # fields before the signs: language, shingles, words of title and of the lead, of the text, cites, values


class Spaces(NamedTuple):
    """Signs as they are looked up and counted, each once.

    `sides`: of each event that is news. `early`: stems of title and lead, `stems` those of the whole text.
    """

    sides: Collection[str]
    early: Collection[str]
    stems: Collection[str]
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
    early = signs.title | signs.lead
    return Spaces(_sides(signs), early, early | signs.body, *(getattr(signs, name) for name in _REST))


def shingles_of(footprint: Footprint) -> Sequence[int]:
    """Those of `marks`, without the rest of it."""
    return footprint.shingles() if isinstance(footprint, _Stored) else footprint.marks.shingles


def pack(footprint: Footprint) -> tuple[bytes, str]:
    """The shingles, eight bytes each, with the text behind them; everything else, the events as JSON.

    Stems of title, lead and body stand in one list, each once; those of the lead and the body that stood there before
    follow it.
    """
    marks, signs = footprint.marks, footprint.signs
    early = signs.title | signs.lead
    last = {
        "outlet": footprint.outlet, "headline": footprint.headline, "events": [_event_row(e) for e in signs.events],
    }  # fmt: skip
    stems = [*sorted(signs.title), *sorted(signs.lead - signs.title), *sorted(signs.body - early)]
    fields = [
        _plain(footprint.language), str(len(marks.shingles)), str(len(signs.title)), str(len(early)), str(marks.words),
        _joined(sorted(marks.cites)), _plain(marks.values), _joined(sorted(_sides(signs))), _joined(stems),
        _joined(sorted(signs.lead & signs.title)), _joined(sorted(signs.body & early)),
        *(_joined(sorted(getattr(signs, name))) for name in _REST),
        json.dumps(last, ensure_ascii=False, separators=(",", ":")),
    ]  # fmt: skip
    return array("Q", marks.shingles).tobytes() + marks.text, _FIELD.join(fields)


def unpack(article: int, when: int, shingles: bytes, rest: str) -> Footprint:
    """What `pack` packed; equal to the footprint it was, and parsed when asked for."""
    return _Stored(article, when, shingles, rest)


class _Stored(Footprint):
    """A footprint that holds its two columns."""

    __slots__ = ("_blob", "_outlet", "_rest", "_signs")
    _blob: bytes
    _rest: bytes
    _signs: Signs | None
    _outlet: str | None

    def __init__(self, article: int, when: int, blob: bytes, rest: str) -> None:
        keep = object.__setattr__
        keep(self, "article", article)
        keep(self, "when", when)
        keep(self, "_blob", blob)
        keep(self, "_rest", rest.encode())  # half the memory, where letters are Cyrillic
        keep(self, "_signs", None)
        keep(self, "_outlet", None)

    def _fields(self) -> list[str]:
        return self._rest.decode().split(_FIELD)

    def _last(self) -> dict[str, Any]:
        found = json.loads(self._fields()[-1])
        assert isinstance(found, dict)
        return found

    def spaces(self) -> Spaces:
        """As the module's `spaces`."""
        fields = self._fields()
        sides, stems, _, _, *rest = (field.split(_ITEM) if field else [] for field in fields[_BEFORE:-1])
        return Spaces(sides, stems[: int(fields[3])], stems, *rest)

    def shingles(self) -> array[int]:
        """As `shingles_of`."""
        rest = self._rest
        first = rest.index(_MARK) + 1
        hashes = array("Q")
        hashes.frombytes(self._blob[: 8 * int(rest[first : rest.index(_MARK, first)])])
        return hashes

    @property
    def language(self) -> str:
        """As it was."""
        return sys.intern(self._rest[: self._rest.index(_MARK)].decode())

    @property
    def outlet(self) -> str:
        """As it was; kept once asked for."""
        if self._outlet is None:
            object.__setattr__(self, "_outlet", sys.intern(str(self._last()["outlet"])))
        assert self._outlet is not None
        return self._outlet

    @property
    def headline(self) -> str:
        """As it was."""
        return str(self._last()["headline"])

    @property
    def marks(self) -> Marks:
        """As they were."""
        _, count, _, _, words, cites, values, _ = self._rest.decode().split(_FIELD, _BEFORE)
        text = self._blob[8 * int(count) :]
        return Marks(tuple(self.shingles()), text, values, _set(cites), int(words))

    @property
    def signs(self) -> Signs:
        """As they were; kept once asked for: what was compared will be compared again."""
        if self._signs is None:
            fields = self._fields()
            title, early = int(fields[2]), int(fields[3])
            _, stems, lead, body, *rest = (field.split(_ITEM) if field else [] for field in fields[_BEFORE:-1])
            signs = Signs(
                frozenset(stems[:title]), frozenset((*stems[title:early], *lead)), frozenset((*stems[early:], *body)),
                **dict(zip(_REST, map(frozenset, rest), strict=True)),
                events=tuple(map(_event, json.loads(fields[-1])["events"])),
            )  # fmt: skip
            object.__setattr__(self, "_signs", signs)
        assert self._signs is not None
        return self._signs

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Footprint) and _all(self) == _all(other)

    def __hash__(self) -> int:
        return hash(_all(self))


def _all(one: Footprint) -> tuple[object, ...]:
    return one.article, one.outlet, one.language, one.when, one.headline, one.marks, one.signs


def _sides(signs: Signs) -> set[str]:
    return {"+".join(sorted(head.sides)) for head in heads(signs.events)}


def _plain(text: str) -> str:
    return text.translate(_NO_MARKS)


def _joined(items: Iterable[str]) -> str:
    return _ITEM.join(map(_plain, items))


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
