"""Amounts, changes and shares of trade: value, unit, period, pair, direction, kind."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.model.fact import Conflict, Figure, Known, Quote
from monitor.reading.ground import Ground


def figures(_ground: Ground, _quotes: tuple[Quote, ...] = ()) -> tuple[Figure, ...]:
    """The figures of an article in reading order; `quotes` say who speaks."""
    return ()


def conflicts(_figure: Figure, _earlier: Sequence[Known], _published: int) -> tuple[Conflict, ...]:
    """Which earlier figures of the same pair, known by `published` (UTC seconds), this one contradicts."""
    return ()
