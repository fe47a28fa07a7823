"""What is ahead of a pair, and what was promised and has no result: for the end of a digest, and for who asks.

Decided over the ledger as it stood at a moment; `monitor show upcoming` and `monitor show open` draw the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import product

from monitor.lexicon import Lexicon
from monitor.matching.rules import Rule
from monitor.model.digestfacts import Coming, OpenPromise
from monitor.model.fact import Event, Figure, Promise
from monitor.model.limits import DAY
from monitor.model.message import Subscription
from monitor.pipeline.bed import Bed
from monitor.pipeline.hearing import Heard
from monitor.reading.announced import OPEN, Announced, Report, announced
from monitor.reading.events.table import TOPICS
from monitor.store.facts import Line, Where
from monitor.text.same import day_of

Pair = tuple[str, str]
AHEAD = timedelta(days=30)  # how far a digest looks
UNDATED = timedelta(days=60)  # after the last word on something without a day
SILENT = timedelta(days=7)  # for which a digest says that something has passed in silence
LOOKED_BACK = 800 * DAY  # what was announced before is forgotten
FRESH = {"plan": 400, "goal": 400, "undertaking": 120}  # days after the last word on it that a digest names a promise
MOST_PAIRS = 40  # of one rule: two large groups are no pair that somebody watches


@dataclass(frozen=True, slots=True)
class Open:
    """A promise with all that was said of it, the oldest word first."""

    key: str
    lines: tuple[Line[Promise], ...]

    @property
    def last(self) -> Line[Promise]:
        """The last word on it."""
        return self.lines[-1]

    @property
    def due(self) -> str:
        """By when, as it was said last."""
        return next((line.fact.due for line in reversed(self.lines) if line.fact.due), "")


class Forthcoming:
    """The foot of one digest, for this reader, as of its end (UTC seconds)."""

    def __init__(self, bed: Bed, subscription: Subscription, end: int) -> None:
        self._facts = bed.store.facts
        self._pairs = pairs_of((rule for rule in bed.setup.rules if rule.id in subscription.rules), bed.setup.lexicon)
        self._heard = Heard(bed, subscription)
        self._end = end

    def coming(self) -> tuple[Coming, ...]:
        """Of these pairs alone: the next 30 days, the nearest first, then what has no day yet.

        What was put off is among it, and for a week what has passed in silence.
        """
        found: list[Announced] = []
        for pair in self._pairs:
            lines = self._facts.events(pair, since=self._end - LOOKED_BACK, background=False, as_of=self._end)
            own, outlets = self._heard.of([line for line in lines if set(line.fact.sides) == set(pair)])
            found += things(own, _named(outlets), self._end)
        today = datetime.fromtimestamp(self._end, UTC).date()
        shown = [thing for thing in found if _is_shown(thing, today)]
        shown.sort(key=lambda thing: (not thing.day, thing.day, thing.first.at, thing.first.ref))
        return tuple(map(_coming, shown))

    def promises(self) -> tuple[OpenPromise, ...]:
        """Open promises of these pairs that were spoken of not too long ago, those with the freshest word first."""
        found: dict[str, OpenPromise] = {}
        for pair in self._pairs:
            words, outlets = self._heard.of(self._facts.promises(pair, as_of=self._end))
            if not words:
                continue
            results, _ = self._heard.of(self._facts.figures(pair, kinds=("level", "from_to"), as_of=self._end))
            for promise in still_open(words, results):
                if self._end - promise.last.where.at <= FRESH[promise.last.fact.kind] * DAY:
                    found[promise.key] = _promise(promise, outlets[promise.last.where.article], self._end)
        return tuple(sorted(found.values(), key=lambda promise: (-promise.at, promise.key)))


def pairs_of(rules: Iterable[Rule], lexicon: Lexicon) -> tuple[Pair, ...]:
    """The pairs of ISO codes that these rules ask for, each once; a pair() with `any` or large groups names none."""
    found: dict[Pair, None] = {}
    for rule in rules:
        for one, other in rule.when.pairs:
            sides = [tuple(filter(None, map(lexicon.side, names or ()))) for names in (one, other)]
            both = [(min(a, b), max(a, b)) for a, b in product(*sides) if a != b]
            found.update(dict.fromkeys(both if len(both) <= MOST_PAIRS else ()))
    return tuple(found)


def things(lines: Iterable[Line[Event]], named: Callable[[Where], str], now: int) -> tuple[Announced, ...]:
    """What was announced, and what became of it by `now`; `named` gives the outlet of an article."""
    reports = [
        Report(line.fact, line.ref, named(line.where), line.where.title, line.where.url, line.where.at)
        for line in lines if len(line.fact.sides) > 1
    ]  # fmt: skip
    return announced(reports, datetime.fromtimestamp(now, UTC).date())


def _named(outlets: Mapping[int, str]) -> Callable[[Where], str]:
    return lambda where: outlets[where.article]


def _is_shown(thing: Announced, today: date) -> bool:
    first, last = day_of(thing.day), day_of(thing.until) or day_of(thing.day)
    if thing.state == "passed":
        ended = last or thing.last.on
        return timedelta() <= today - ended <= SILENT
    if thing.state not in OPEN:
        return False
    if thing.kind in TOPICS and first is None and len({report.outlet for report in thing.reports}) == 1:
        return False
    if first is None or thing.state == "postponed":
        return today - thing.last.on <= UNDATED
    return first <= today + AHEAD and (last or first) >= today


def _coming(thing: Announced) -> Coming:
    place = next((report.event.place for report in thing.reports if report.event.place), "")
    return Coming(
        kind=thing.kind, sides=thing.sides, host=thing.host, guest=thing.guest, level=thing.level, place=place,
        place_said=thing.place, day=thing.day, until=thing.until, state=thing.state, outlet=thing.last.outlet,
        at=thing.last.at, ref=thing.last.ref, earlier_days=tuple(thing.days[:-1]),
    )  # fmt: skip


def _promise(promise: Open, outlet: str, now: int) -> OpenPromise:
    last = promise.last
    return OpenPromise(
        key=promise.key, sides=last.fact.sides, due=promise.due, over=is_over(promise.due, now),
        first_at=promise.lines[0].where.at, at=last.where.at, outlet=outlet, speaker=last.fact.speaker, ref=last.ref,
        times=len(promise.lines),
    )  # fmt: skip


def still_open(words: Iterable[Line[Promise]], results: Iterable[Line[Figure]]) -> list[Open]:
    """Promises by key, those with the freshest word first; a forecast that has its result is open no more.

    `results`: the amounts that were told of the same sides.
    """
    groups: dict[str, list[Line[Promise]]] = {}
    for line in words:
        groups.setdefault(line.fact.key, []).append(line)
    levels = list(results)
    found = [Open(key, tuple(lines)) for key, lines in groups.items()]
    kept = [promise for promise in found if not _has_result(promise, levels)]
    return sorted(kept, key=lambda promise: (-promise.last.where.at, promise.key))


def _has_result(promise: Open, levels: Iterable[Line[Figure]]) -> bool:
    """Whether the amount that was expected of a period has been told since."""
    if not promise.key.startswith("forecast:"):
        return False
    _, metric, period, _ = promise.key.split(":", 3)
    sides = set(promise.lines[0].fact.sides)
    return any(
        line.fact.metric == metric and line.fact.period == period and set(line.fact.pair) == sides
        and line.where.at > promise.lines[0].where.at
        for line in levels
    )  # fmt: skip


def is_over(due: str, now: int) -> bool:
    """Whether the year, month or day by which it was due has passed."""
    today = datetime.fromtimestamp(now, UTC).date().isoformat()
    return bool(due) and due < today[: len(due)]
