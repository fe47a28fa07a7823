"""What happened: kinds, sides, level, place, day, status."""

from __future__ import annotations

from monitor.model.fact import Event
from monitor.reading.ground import Ground


def events(_ground: Ground) -> tuple[Event, ...]:
    """The events of an article in reading order."""
    return ()


def news(_events: tuple[Event, ...], _sides: frozenset[str]) -> Event | None:
    """Of the events between these sides the one that the article reports as its news; None if it reports none."""
    return None


def coarse(_event: Event) -> str:
    """The coarse kind of an event: state_visit, official_visit, working_visit, meeting, phone_call, ..., other."""
    return "other"
