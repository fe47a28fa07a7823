"""Amounts, changes and shares of trade: value, unit, period, pair, direction, kind."""

from __future__ import annotations

from monitor.model.fact import Figure, Quote
from monitor.reading.ground import Ground


def figures(_ground: Ground, _quotes: tuple[Quote, ...] = ()) -> tuple[Figure, ...]:
    """The figures of an article in reading order; `quotes` say who speaks."""
    return ()
