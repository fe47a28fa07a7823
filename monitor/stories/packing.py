"""A footprint as two columns and back: hashes as bytes, the rest as JSON."""

from __future__ import annotations

import json
from array import array
from typing import Any

from monitor.model.story import EventSign, Footprint, Marks, Signs

_SETS = ("title", "lead", "body", "names", "all_names", "numbers", "skeletons", "concepts")


def pack(footprint: Footprint) -> tuple[bytes, str]:
    """The shingles, eight bytes each, with the text behind them, and everything else."""
    signs, marks = footprint.signs, footprint.marks
    rest = {
        "outlet": footprint.outlet, "language": footprint.language, "headline": footprint.headline,
        "shingles": len(marks.shingles), "values": marks.values, "cites": sorted(marks.cites), "words": marks.words,
        "signs": {name: sorted(getattr(signs, name)) for name in _SETS},
        "events": [_event_row(event) for event in signs.events],
    }  # fmt: skip
    return array("Q", marks.shingles).tobytes() + marks.text, json.dumps(
        rest, ensure_ascii=False, separators=(",", ":")
    )


def _event_row(event: EventSign) -> list[Any]:
    return [
        event.kind, event.sides, event.level, event.host, event.guest, event.actors, event.place, event.day,
        event.until, event.sure, event.status, event.news, event.sentence,
    ]  # fmt: skip


def unpack(article: int, when: int, shingles: bytes, rest: str) -> Footprint:
    """What `pack` packed."""
    row = json.loads(rest)
    hashes = array("Q")
    hashes.frombytes(shingles[: 8 * row["shingles"]])
    text = shingles[8 * row["shingles"] :]
    return Footprint(
        article=article, outlet=row["outlet"], language=row["language"], when=when, headline=row["headline"],
        marks=Marks(tuple(hashes), text, row["values"], frozenset(row["cites"]), row["words"]),
        signs=Signs(
            **{name: frozenset(row["signs"][name]) for name in _SETS}, events=tuple(map(_event, row["events"]))
        ),
    )  # fmt: skip


def _event(row: list[Any]) -> EventSign:
    kind, sides, level, host, guest, actors, *rest = row
    return EventSign(kind, tuple(sides), level, host, guest, tuple(actors), *rest)
