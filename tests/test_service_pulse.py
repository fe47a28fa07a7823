"""The pulse: how long ago the river last ended a round, by the stopwatch and never by the calendar."""

from __future__ import annotations

from monitor.service.pulse import Pulse


def test_a_beat_counts_and_ends_the_idleness() -> None:
    ticks = iter([10.0, 40.0, 41.0, 44.5])
    pulse = Pulse(lambda: next(ticks), 1_000)
    assert pulse.idle() == 30.0
    pulse.beat(1_031)
    assert (pulse.rounds, pulse.last.at, pulse.idle()) == (1, 1_031, 3.5)


def test_a_calendar_set_back_changes_nothing() -> None:
    pulse = Pulse(iter([0.0, 1.0, 2.0]).__next__, 1_000)
    pulse.beat(5)
    assert pulse.idle() == 1.0
