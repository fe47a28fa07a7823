"""What was undertaken: plans, goals with a deadline."""

from __future__ import annotations

from monitor.model.fact import Figure, Promise
from monitor.reading.ground import Ground


def promises(_ground: Ground, _figures: tuple[Figure, ...]) -> tuple[Promise, ...]:
    """The promises of an article in reading order."""
    return ()
