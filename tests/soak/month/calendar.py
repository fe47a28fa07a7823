"""What happens in the month: when which feed fails, which server is away, who edits what, and what the clock does.

Days count from the first, hours are UTC. A short month squeezes the days and the long spells, and keeps their order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

LONG = 30
# some minutes before the first digest of the day, in a short month too
SHARP = ("broken_rules", "tightened_rule", "mail_down")
BEFORE_DIGEST = 3 * 3600 + 22 * 60


@dataclass(frozen=True, slots=True)
class Event:
    """`what` is a method of `tests.soak.month.events.Events`; with `hours` it lasts, and ends by the method's `_end`."""

    day: float
    what: str
    hours: float = 0
    target: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing to do, so many seconds after the beginning."""

    at: int
    what: str
    target: str = ""
    ends: bool = False


MONTH = (
    Event(1.20, "mood", 6, "hang en_03"),
    Event(1.40, "press_now", 0, "en_01"),
    Event(1.50, "mood", 60, "slow ru_05"),
    Event(2.00, "remark"),
    Event(2.40, "mail_down", 3),
    Event(2.70, "stop_and_start"),
    Event(3.00, "add_feed", 0, "az_06"),
    Event(3.50, "broken_rules", 2),
    Event(4.00, "add_recipient", 0, "second@example.org"),
    Event(4.30, "network_down", 5),
    Event(4.90, "killed"),
    Event(5.00, "remove_feed", 0, "tr_03"),
    Event(5.20, "moves", 0, "ru_02"),
    Event(5.50, "press_now", 0, "ru_01"),
    Event(6.14, "broken_rules", 1),
    Event(6.60, "names_down", 2),
    Event(7.00, "mood", 100, "broken ru_07"),
    Event(8.00, "hook_down", 10),
    Event(8.50, "disk_full", 4),
    Event(9.14, "tightened_rule", 24),
    Event(9.50, "press_now", 0, "en_01"),
    Event(9.70, "stop_and_start"),
    Event(10.10, "clock_ahead", 3),
    Event(11.00, "mail_down", 30),
    Event(11.50, "killed"),
    Event(12.00, "rename_feed", 0, "en_04"),
    Event(12.50, "undated_archive", 0, "be_01"),
    Event(13.00, "paused_feed", 48, "ru_09"),
    Event(13.10, "killed"),
    Event(13.50, "mood", 4, "html en_05"),
    Event(13.60, "mood", 4, "empty ru_10"),
    Event(14.00, "subscribe_late"),
    Event(14.20, "new_guids", 0, "en_06"),
    Event(14.30, "new_addresses", 0, "az_03"),
    Event(14.60, "press_now", 0, "ru_01"),
    Event(15.00, "clock_behind", 2),
    Event(15.50, "network_down", 26),
    Event(17.00, "remove_recipient", 0, "second@example.org"),
    Event(17.30, "move_slot", 0, "06:45"),
    Event(18.00, "mood", 36, "gone en_07"),
    Event(18.60, "dated_archive", 0, "ru_11"),
    Event(19.50, "new_address_in_sources", 0, "en_07"),
    Event(20.00, "ask_later"),
    Event(20.50, "press_now", 0, "en_01"),
    Event(21.55, "restore"),
    Event(21.90, "killed"),
    Event(22.30, "disk_short", 8),
    Event(23.00, "unsubscribe", 30),
    Event(24.40, "mail_silent", 2),
    Event(25.00, "mood", 3, "busy ru_03"),
    Event(25.50, "press_now", 0, "ru_01"),
    Event(26.40, "clock_ahead", 1),
    Event(26.42, "killed"),
    Event(27.00, "stop_and_start"),
)


def moments(days: float, hours_kept: float = 3) -> Iterator[Moment]:
    """All of it in order, for so many days; in a short month what lasts longer than `hours_kept` lasts less."""
    share = days / LONG
    found: list[Moment] = []
    for event in MONTH:
        at = int(event.day * share * 86_400)
        if event.what in SHARP and event.day % 1 < 0.2:
            at = round(event.day * share) * 86_400 + BEFORE_DIGEST
        hours = event.hours if share >= 1 else min(event.hours, max(hours_kept, event.hours * share))
        found.append(Moment(at, event.what, event.target))
        if event.hours:
            found.append(Moment(at + int(hours * 3600), event.what, event.target, ends=True))
    yield from sorted(found, key=lambda moment: moment.at)


def outlets() -> frozenset[str]:
    """Those that something happens to; a short month has few others."""
    words = {word for event in MONTH for word in event.target.split()}
    return frozenset(word for word in words if word[2:3] == "_")
