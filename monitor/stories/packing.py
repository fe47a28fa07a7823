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
from zlib import crc32

from monitor.model.story import EventSign, Footprint, Marks, Signs
from monitor.stories.dealings import heads
from monitor.stories.hashes import CONCEPTS, NAMES, NUMBERS, SIDES, SKELETONS, Keys, begun
from monitor.stories.languagefree import FOREMOST

_FIELD, _ITEM = "\x1e", "\x1f"
_MARK = _FIELD.encode()
_NO_MARKS = str.maketrans({_FIELD: " ", _ITEM: " "})
_CITES, _SIGNS = 4, 6  # fields before: language, sizes, stems of the title, words of the text; and cites, values
_SPACES = 9  # parts of signs


class Spaces(NamedTuple):
    """Signs as they are looked up and counted: no word stands in two of its parts that are of one kind.

    `sides`: of each event that is news. `early`: stems of title and lead, `names` those of title and lead, `foremost`
    concepts of title and lead with the mark before them; `later`, `more_names` and `concepts` are all others.
    """

    sides: Collection[str]
    early: Collection[str]
    later: Collection[str]
    names: Collection[str]
    more_names: Collection[str]
    numbers: Collection[str]
    skeletons: Collection[str]
    foremost: Collection[str]
    concepts: Collection[str]


def spaces(footprint: Footprint) -> Spaces:
    """The signs of an article, new or stored."""
    if isinstance(footprint, _Stored):
        return footprint.spaces()
    signs = footprint.signs
    early = signs.title | signs.lead
    foremost = {each for each in signs.concepts if each[0] == FOREMOST}
    return Spaces(
        _sides(signs), early, signs.body - early, signs.names, signs.all_names - signs.names, signs.numbers,
        signs.skeletons, foremost, signs.concepts - foremost,
    )  # fmt: skip


def keys(footprint: Footprint) -> Keys:
    """The signs of an article as they are indexed; quickest of a stored one."""
    if isinstance(footprint, _Stored):
        return footprint.keys()
    found, language = spaces(footprint), footprint.language
    posted = (
        (SIDES, found.sides), (language, found.early), (NAMES, found.names), (NUMBERS, found.numbers),
        (SKELETONS, found.skeletons), (CONCEPTS, found.foremost),
    )  # fmt: skip
    counted = ((language, found.later), (NAMES, found.more_names), (CONCEPTS, found.concepts))
    return Keys(language, _hashes(posted), _hashes(counted))


def _hashes(kinds: Iterable[tuple[str, Collection[str]]]) -> list[int]:
    """In ascending order, which is the same at each start."""
    found: list[int] = []
    for kind, signs in kinds:
        first = begun(kind)
        found += [crc32(sign.encode(), first) for sign in signs]
    return sorted(found)


def cites_of(footprint: Footprint) -> Collection[str]:
    """Those of `marks`, without the rest of it."""
    return footprint.cites() if isinstance(footprint, _Stored) else footprint.marks.cites


def shingles_of(footprint: Footprint) -> Sequence[int]:
    """Those of `marks`, without the rest of it."""
    return footprint.shingles() if isinstance(footprint, _Stored) else footprint.marks.shingles


def pack(footprint: Footprint) -> tuple[bytes, str]:
    """The shingles, eight bytes each, with the hashed signs and the text behind them; all else, the events as JSON.

    First the signs as an index takes them, each once; then what of them stands in a second place as well.
    """
    marks, signs, parts = footprint.marks, footprint.signs, spaces(footprint)
    early = [*sorted(signs.title), *sorted(signs.lead - signs.title)]
    last = {
        "outlet": footprint.outlet, "headline": footprint.headline, "events": [_event_row(e) for e in signs.events],
    }  # fmt: skip
    language, posted, counted = keys(footprint)
    fields = [
        _plain(language), f"{len(marks.shingles)} {len(posted)} {len(counted)}", str(len(signs.title)),
        str(marks.words), _joined(sorted(marks.cites)), _plain(marks.values),
        _joined(sorted(parts.sides)), _joined(early), *(_joined(sorted(part)) for part in parts[2:]),
        _joined(sorted(signs.lead & signs.title)), _joined(sorted(signs.body.intersection(early))),
        _joined(sorted(signs.names - signs.all_names)),
        json.dumps(last, ensure_ascii=False, separators=(",", ":")),
    ]  # fmt: skip
    hashes = array("I", [*posted, *counted])
    return array("Q", marks.shingles).tobytes() + hashes.tobytes() + marks.text, _FIELD.join(fields)


def unpack(article: int, when: int, shingles: bytes, rest: str | bytes) -> Footprint:
    """What `pack` packed (`rest` may be its UTF-8); equal to the footprint it was, and parsed when asked for."""
    return _Stored(article, when, shingles, rest if isinstance(rest, bytes) else rest.encode())


class _Stored(Footprint):
    """A footprint that holds its two columns."""

    __slots__ = ("_blob", "_outlet", "_rest", "_signs")
    _blob: bytes
    _rest: bytes
    _signs: Signs | None
    _outlet: str | None

    def __init__(self, article: int, when: int, blob: bytes, rest: bytes) -> None:
        keep = object.__setattr__
        keep(self, "article", article)
        keep(self, "when", when)
        keep(self, "_blob", blob)
        keep(self, "_rest", rest)  # half the memory of a str, where letters are Cyrillic
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
        fields = self._fields()[_SIGNS : _SIGNS + _SPACES]
        return Spaces._make([field.split(_ITEM) if field else () for field in fields])

    def keys(self) -> Keys:
        """As the module's `keys`."""
        shingles, posted, counted = self._sizes()
        found = array("I", self._blob[8 * shingles : 8 * shingles + 4 * (posted + counted)]).tolist()
        return Keys(self.language, found[:posted], found[posted:])

    def _sizes(self) -> tuple[int, int, int]:
        rest = self._rest
        first = rest.index(_MARK) + 1
        shingles, posted, counted = rest[first : rest.index(_MARK, first)].split()
        return int(shingles), int(posted), int(counted)

    def cites(self) -> Collection[str]:
        """As `cites_of`."""
        field = self._rest.split(_MARK, _CITES + 1)[_CITES]
        return field.decode().split(_ITEM) if field else ()

    def shingles(self) -> array[int]:
        """As `shingles_of`."""
        return array("Q", self._blob[: 8 * self._sizes()[0]])

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
        _, _, _, words, cites, values, _ = self._rest.decode().split(_FIELD, _SIGNS)
        shingles, posted, counted = self._sizes()
        text = self._blob[8 * shingles + 4 * (posted + counted) :]
        return Marks(tuple(self.shingles()), text, values, _set(cites), int(words))

    @property
    def signs(self) -> Signs:
        """As they were; kept once asked for: what was compared will be compared again."""
        if self._signs is None:
            fields = self._fields()
            title = int(fields[2])
            found, (lead, body, unsaid) = self.spaces(), map(_set, fields[_SIGNS + _SPACES : -1])
            early = list(found.early)
            signs = Signs(
                frozenset(early[:title]), lead.union(early[title:]), body.union(found.later), frozenset(found.names),
                frozenset((*found.names, *found.more_names)) - unsaid,
                tuple(map(_event, json.loads(fields[-1])["events"])), frozenset(found.numbers),
                frozenset(found.skeletons), frozenset((*found.foremost, *found.concepts)),
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
