"""Hours of digests.yaml: when digests go, and when nothing may ring."""

from __future__ import annotations

import re
from collections.abc import Sequence

from monitor.config.checks import Checks
from monitor.config.models import WEEKDAYS, QuietModel, SubscriptionModel
from monitor.model.limits import DAY, HOUR, MINUTE
from monitor.model.message import Quiet, Slot
from monitor.yamlfile import Key, closest

EVERY_DAY = frozenset(range(7))
_HOUR = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")
_FROM_TO = re.compile(r"([^-–—]*)[-–—]([^-–—]*)")
_QUIET = "as in 22:00-07:00"
_SPAN = re.compile(r"([0-9]{1,6})\s*(s|m|h|d)?")
_SECONDS = {"s": 1, None: 1, "m": MINUTE, "h": HOUR, "d": DAY}
_FULL_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def slots(entry: SubscriptionModel, checks: Checks, number: int) -> tuple[Slot, ...]:
    """The hours under `at:`, each with its weekdays."""
    path = ("subscriptions", number)
    if isinstance(entry.at, str):
        days = EVERY_DAY if entry.weekdays is None else _weekdays(entry.weekdays, checks, *path, "weekdays")
        return _slot("daily", entry.at, days, checks, *path, "at")
    if entry.weekdays is not None:
        cure = 'give each hour its own, as in {name: morning, at: "08:00", weekdays: [mon, fri]}'
        checks.add("'weekdays' stands beside several hours", *path, "weekdays", suggestion=cure)
    if not entry.at:
        checks.add("'at' is an empty list", *path, "at")
    found: tuple[Slot, ...] = ()
    seen: dict[str, tuple[Key, ...]] = {}
    for place, one in enumerate(entry.at):
        at = (*path, "at", place)
        checks.identifier(one.name, seen, *at, "name")
        found += _slot(one.name, one.at, _weekdays(one.weekdays, checks, *at, "weekdays"), checks, *at, "at")
    return found


def quiet(entry: SubscriptionModel, checks: Checks, number: int) -> Quiet | None:
    """The hours under `quiet:`, None where there are none."""
    path: tuple[Key, ...] = ("subscriptions", number, "quiet")
    if entry.quiet is None:
        return None
    if isinstance(entry.quiet, QuietModel):
        hours = (_minute(entry.quiet.from_, checks, *path, "from"), _minute(entry.quiet.to, checks, *path, "to"))
        days = _weekdays(entry.quiet.weekdays, checks, *path, "weekdays")
        rings = entry.quiet.urgent_rings
    else:
        split = _FROM_TO.fullmatch(entry.quiet.strip())
        if not split:
            checks.add(f"'{entry.quiet}' are no quiet hours", *path, suggestion=_QUIET)
            return None
        hours = (_minute(split[1], checks, *path, cure=_QUIET), _minute(split[2], checks, *path, cure=_QUIET))
        days, rings = EVERY_DAY, False
    if None in hours:
        return None
    if hours[0] == hours[1]:
        checks.add("the quiet hours end when they begin", *path, suggestion=_QUIET)
    return Quiet(hours[0] or 0, hours[1] or 0, days, urgent_rings=rings)


def window(entry: SubscriptionModel, checks: Checks, number: int) -> int:
    """The seconds under `window:`; 0 where there are none."""
    if entry.window is None:
        return 0
    found = _SPAN.fullmatch(str(entry.window).strip())
    seconds = int(found[1]) * _SECONDS[found[2]] if found else 0
    if not MINUTE <= seconds <= DAY:
        cure = "one minute to one day, as in 30m or 2h"
        checks.add(f"'{entry.window}' is no time to gather alerts for", "subscriptions", number, "window",
                   suggestion=cure)  # fmt: skip
        return 0
    return seconds


def _slot(name: str, at: str, days: frozenset[int], checks: Checks, *path: Key) -> tuple[Slot, ...]:
    minute = _minute(at, checks, *path)
    return () if minute is None else (Slot(name, minute // 60, minute % 60, days),)


def _minute(text: str, checks: Checks, *path: Key, cure: str = "as in 07:30") -> int | None:
    """The minute of the day, None for what is no hour: that is a problem."""
    found = _HOUR.fullmatch(text.strip())
    if not found:
        checks.add(f"'{text.strip()}' is no hour of the day", *path, suggestion=cure)
        return None
    return int(found[1]) * 60 + int(found[2])


def _weekdays(names: Sequence[str], checks: Checks, *path: Key) -> frozenset[int]:
    days = set()
    for index, name in enumerate(names):
        typed = name.strip().lower()
        if typed in WEEKDAYS or typed in _FULL_NAMES:
            days.add(WEEKDAYS.index(typed[:3]))
        else:
            hint = closest(typed, WEEKDAYS) or "as in mon, tue, wed"
            checks.add(f"'{name}' is no weekday", *path, index, suggestion=hint)
    if not names:
        checks.add("'weekdays' is an empty list", *path, suggestion="leave it out for every day")
    return frozenset(days)
