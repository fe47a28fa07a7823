"""Figures for Prometheus, worked out when they are asked for, from the store and the pulse.

Counters count from the first look, which the server makes as it starts: what grows is counted on from where the last
look ended. What needs a walk through a table (matches by rule, articles set aside) is looked at once a minute.
Labels are ids of the configuration and words of ours, never a title, an address or a secret, and bounded in number.
"""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric

from monitor import __version__
from monitor.clock import Clock
from monitor.errors import StoreError
from monitor.model.limits import Limits
from monitor.pipeline import RULES
from monitor.poll import silence
from monitor.serve.processes import children, resident
from monitor.service import Pulse
from monitor.store import FILE, Store, open_store
from monitor.store.ailments import Asked
from monitor.store.backup import FOLDER, listed
from monitor.store.disk import free_bytes
from monitor.store.gauges import DELAYS, Delays, Tally

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
FRESH = 1.0  # seconds for which one collection serves all who ask
SLOW = 60.0  # seconds between two walks through whole tables
MOST_LABELS = 500  # feeds, rules or subscriptions that are named; what is beyond stands under "other"
_STATES = ("answering", "failing", "silent", "stopped")

FAMILIES = {
    "bilateral_build_info": "Always 1; the version of the program, of Python and of the system in its labels",
    "bilateral_started_timestamp_seconds": "When the service started",
    "bilateral_rounds_total": "Rounds of the river that have ended",
    "bilateral_last_round_timestamp_seconds": "When a round last ended",
    "bilateral_round_idle_seconds": "How long ago that was, by a clock that is never set",
    "bilateral_last_good_cycle_timestamp_seconds": "When all due feeds had been asked and at least half had answered",
    "bilateral_degraded": "1 while nothing new can be stored",
    "bilateral_heartbeat_failing": "1 while the heartbeat address cannot be called",
    "bilateral_rules_refused": "1 while the last edit of the rules is not in force",
    "bilateral_store_readable": "1 where the store could be read for this answer; without it most lines are missing",
    "bilateral_polls_total": "Polls by result: new, none (nothing new), same (the same bytes), error",
    "bilateral_articles_total": "New articles by where they came from: feed, import",
    "bilateral_deliveries_total": "Attempts to send by outcome: sent, transient, permanent, refusal, unknown",
    "bilateral_publication_to_store_seconds": "From an article's own date to its being stored",
    "bilateral_store_to_delivery_seconds": "From an article's being stored to a digest or alert with it being sent",
    "bilateral_queue": "What waits: feeds, pages, judging, grouping, messages, sending, requests",
    "bilateral_oldest_message_timestamp_seconds": "When the oldest message that still waits was composed",
    "bilateral_messages_dead": "Messages given up and not sent again",
    "bilateral_feeds": "Feeds by state: answering, failing, silent (against its own habit), stopped",
    "bilateral_feed_errors": "Errors of each feed in a row",
    "bilateral_feed_last_answer_timestamp_seconds": "When each feed last answered well",
    "bilateral_matches": "Stored articles that match each rule",
    "bilateral_articles_set_aside": "Articles that could not be worked on",
    "bilateral_last_digest_timestamp_seconds": "When each subscription's last digest was composed",
    "bilateral_store_bytes": "The store's files: db, wal",
    "bilateral_disk_free_bytes": "Free space where the store lies",
    "bilateral_backup_timestamp_seconds": "When the newest backup was made",
    "bilateral_workers": "Processes that this one has started",
    "bilateral_workers_resident_memory_bytes": "Their memory",
}
"""Every family of this program with its sentence; those that begin with `process_` are the client library's own."""


@dataclass(slots=True)
class _Slow:
    """What was found at the last walk through whole tables."""

    at: float = float("-inf")
    matches: Mapping[str, int] = field(default_factory=dict)
    digests: Mapping[str, int] = field(default_factory=dict)
    set_aside: int = 0
    dead: int = 0


class Metrics:
    """`text` may be asked from any thread; the store's connection is its own and stays open between two answers."""

    def __init__(self, state: Path, backups: Path | None, pulse: Pulse, clock: Clock) -> None:
        self._state = state
        self._backups = backups or state / FOLDER
        self._pulse = pulse
        self._clock = clock
        self._limits = Limits()
        self._store: Store | None = None
        self._tally: Tally | None = None
        self._slow = _Slow()
        self._lock = Lock()
        self._made: tuple[float, bytes] = (float("-inf"), b"")
        self._registry = CollectorRegistry(auto_describe=False)
        self._registry.register(self)
        ProcessCollector(registry=self._registry)

    def now(self) -> int:
        """UTC seconds."""
        return self._clock.now()

    def text(self) -> bytes:
        """All figures in Prometheus' text format, at most a second old."""
        with self._lock:
            if self._clock.stopwatch() - self._made[0] > FRESH:
                self._made = (self._clock.stopwatch(), generate_latest(self._registry))
            return self._made[1]

    def close(self) -> None:
        """The store's connection."""
        with self._lock:
            self._forget()

    def collect(self) -> Iterator[Metric]:
        """The families; called by the registry."""
        yield from self._pulse_families()
        yield from self._machine()
        found: list[Metric] = []
        try:
            found += self._stored(self._opened())
        except StoreError:
            self._forget()
        yield _gauge("bilateral_store_readable", int(bool(found)))
        yield from found

    def _opened(self) -> Store:
        if self._store is None:
            self._store = open_store(self._state, read_only=True)
        return self._store

    def _forget(self) -> None:
        if self._store is not None:
            self._store.close()
        self._store = None

    def _pulse_families(self) -> Iterator[Metric]:
        pulse = self._pulse
        info = GaugeMetricFamily("bilateral_build_info", FAMILIES["bilateral_build_info"],
                                 labels=["version", "python", "system"])  # fmt: skip
        info.add_metric([__version__, platform.python_version(), platform.system()], 1)
        yield info
        yield _gauge("bilateral_started_timestamp_seconds", pulse.started)
        yield _counter("bilateral_rounds_total", {"": pulse.rounds})
        yield _gauge("bilateral_last_round_timestamp_seconds", pulse.last.at if pulse.rounds else None)
        yield _gauge("bilateral_round_idle_seconds", pulse.idle())
        yield _gauge("bilateral_last_good_cycle_timestamp_seconds", pulse.last_good_cycle)
        yield _gauge("bilateral_degraded", int(bool(pulse.degraded)))
        yield _gauge("bilateral_heartbeat_failing", int(bool(pulse.heartbeat_trouble)))

    def _machine(self) -> Iterator[Metric]:
        files = {"db": _size(self._state / FILE), "wal": _size(self._state / f"{FILE}-wal")}
        yield _gauges("bilateral_store_bytes", "file", files)
        yield _gauge("bilateral_disk_free_bytes", free_bytes(self._state))
        try:
            backups = listed(self._backups)
        except StoreError:
            backups = ()
        yield _gauge("bilateral_backup_timestamp_seconds", backups[0].at if backups else None)
        begun = children(os.getpid())
        yield _gauge("bilateral_workers", len(begun))
        yield _gauge("bilateral_workers_resident_memory_bytes", sum(map(resident, begun)))

    def _stored(self, store: Store) -> Iterator[Metric]:
        now, gauges = self._clock.now(), store.gauges
        tally = self._tally = self._tally or gauges.begin()
        gauges.count(tally)
        yield _counter(
            "bilateral_polls_total", {kind: tally.polls[kind] for kind in ("new", "none", "same", "error")}, "result"
        )
        yield _counter(
            "bilateral_articles_total", {origin: tally.articles[origin] for origin in ("feed", "import")}, "origin"
        )
        outcomes = ("sent", "transient", "permanent", "refusal", "unknown")
        yield _counter("bilateral_deliveries_total", {each: tally.deliveries[each] for each in outcomes}, "outcome")
        yield _histogram("bilateral_publication_to_store_seconds", tally.stored)
        yield _histogram("bilateral_store_to_delivery_seconds", tally.delivered)
        yield _gauges("bilateral_queue", "queue", gauges.queues(now))
        yield _gauge("bilateral_oldest_message_timestamp_seconds", gauges.oldest_message())
        yield _gauge("bilateral_rules_refused", int(store.runs.trouble(RULES) is not None))
        yield from self._feeds(store, now)
        yield from self._walked(store)

    def _feeds(self, store: Store, now: int) -> Iterator[Metric]:
        feeds, asked = store.feeds, Asked(now, self._limits)
        found = (feeds.get(each) for each in store.ailments.quiet(asked))
        silent = sum(bool(silence(feed, now, self._limits)) for feed in found if feed)
        states = dict.fromkeys(_STATES, 0) | feeds.states() | {"silent": silent}
        states["answering"] -= silent
        first = feeds.first(MOST_LABELS)
        errors = {feed: errors for feed, errors, _ in first}
        answers = {feed: at for feed, _, at in first if at is not None}
        yield _gauges("bilateral_feeds", "state", states)
        yield _gauges("bilateral_feed_errors", "feed", errors)
        yield _gauges("bilateral_feed_last_answer_timestamp_seconds", "feed", answers)

    def _walked(self, store: Store) -> Iterator[Metric]:
        gauges, slow = store.gauges, self._slow
        if self._clock.stopwatch() - slow.at > SLOW:
            matches = gauges.matches()
            named = dict(matches[:MOST_LABELS])
            if beyond := sum(count for _, count in matches[MOST_LABELS:]):
                named["other"] = beyond
            digests = sorted(gauges.last_digests().items(), key=lambda pair: -pair[1])
            slow = _Slow(self._clock.stopwatch(), named, dict(digests[:MOST_LABELS]), gauges.set_aside(), gauges.dead())
            self._slow = slow
        yield _gauges("bilateral_matches", "rule", slow.matches)
        yield _gauges("bilateral_last_digest_timestamp_seconds", "subscription", slow.digests)
        yield _gauge("bilateral_articles_set_aside", slow.set_aside)
        yield _gauge("bilateral_messages_dead", slow.dead)


def _gauge(name: str, value: float | None) -> GaugeMetricFamily:
    """One value; None = it is not known, and no line stands there."""
    family = GaugeMetricFamily(name, FAMILIES[name])
    if value is not None:
        family.add_metric([], value)
    return family


def _gauges(name: str, label: str, values: Mapping[str, float]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, FAMILIES[name], labels=[label])
    for key, value in values.items():
        family.add_metric([key], value)
    return family


def _counter(name: str, values: Mapping[str, float], label: str = "") -> CounterMetricFamily:
    family = CounterMetricFamily(name, FAMILIES[name], labels=[label] if label else [])
    for key, value in values.items():
        family.add_metric([key] if label else [], value)
    return family


def _histogram(name: str, delays: Delays) -> HistogramMetricFamily:
    family = HistogramMetricFamily(name, FAMILIES[name])
    reached, buckets = 0, []
    for bound, count in zip([*(f"{bound:.1f}" for bound in DELAYS), "+Inf"], delays.counts, strict=True):
        reached += count
        buckets.append((bound, float(reached)))
    family.add_metric([], buckets=buckets, sum_value=delays.total)
    return family


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
