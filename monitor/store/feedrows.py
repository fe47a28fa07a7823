"""A feed's row as `FeedState` and back, the row that a poll leaves, and whose turn it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, fields

from monitor.model.source import FeedState
from monitor.store.connection import Row, Value

STATE = tuple(each.name for each in fields(FeedState))  # the columns of a state, in the order of its fields
FIELDS = ", ".join(STATE)
_SETS = ("skip_hours", "skip_days")
_COUNTS = ("weekdays", "hours")
_STOPPED = STATE.index("stopped")
_SETS_AT = tuple(STATE.index(name) for name in _SETS)
_COUNTS_AT = tuple(STATE.index(name) for name in _COUNTS)
_NO_SET: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Outcome:
    """One poll of one feed, for the record: `kind` is new, none (nothing new), same (304, same bytes) or error."""

    feed: str
    at: int
    kind: str
    status: int
    bytes: int
    milliseconds: int
    items: int
    new: int
    sentence: str


class Edited(Exception):
    """A feed was dropped, or has another address, since it was asked."""


@dataclass(slots=True)
class Walk:
    """Goes past due feeds in their order and finds whose turn it is.

    `held` are in somebody's hands, `hosts` how many of each host are; of a host at most `per_host` may be, and `limit`
    are wanted in all.
    """

    held: set[str]
    hosts: Counter[str]
    limit: int
    per_host: int
    found: list[str] = field(default_factory=list)

    def past(self, rows: Iterable[Row]) -> None:
        """Take of these what may be asked, no further than `limit`."""
        if len(self.found) >= self.limit:
            return
        for _, name, host in rows:
            if name in self.held or self.hosts[host] >= self.per_host:
                continue
            self.hosts[host] += 1
            self.found.append(name)
            if len(self.found) >= self.limit:
                return


def state_of(row: Row) -> FeedState:
    """The state in a row of the columns FIELDS. Made for every poll: sets that are empty are not read."""
    values = list(row)
    values[_STOPPED] = bool(values[_STOPPED])
    for at in _SETS_AT:
        values[at] = frozenset(map(int, values[at].split())) if values[at] else _NO_SET
    for at in _COUNTS_AT:
        values[at] = tuple(map(int, values[at].split()))
    return FeedState(*values)


def columns_of(state: FeedState) -> dict[str, Value]:
    """The columns STATE of a row, by name."""
    values = {name: getattr(state, name) for name in STATE}
    values["stopped"] = int(state.stopped)
    for name in _SETS:
        values[name] = " ".join(map(str, sorted(values[name])))
    for name in _COUNTS:
        values[name] = " ".join(map(str, values[name]))
    return values
