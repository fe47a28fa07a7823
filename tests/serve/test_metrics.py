"""Figures for Prometheus: of a simulated day they tell what happened, in names the documents and alarms know."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from monitor.serve.health import STALE, STUCK, Health
from monitor.serve.metrics import FAMILIES, MOST_LABELS, Metrics
from monitor.service import Pulse
from monitor.store import FILE
from monitor.store.gauges import DELAYS
from tests.world import Item, World, source, subscription

ROOT = Path(__file__).parents[2]
VISIT = Item(
    "Лукашенко прибыл в Азербайджан с государственным визитом", "Президента Беларуси встретил İlham Əliyev.",
    hours_old=0.5,
)  # fmt: skip
Figures = dict[tuple[str, str], float]


class Watched:
    """A world, and its figures as a scraper gets them."""

    def __init__(self, path: Path) -> None:
        feeds = [source("belta"), source("azertac"), source("gone")]
        self.world = World(path, sources=feeds, subscriptions=[subscription("desk", "a@example.org", "b@example.org")])
        self.ticks = 0.0
        self.pulse = Pulse(self.stopwatch, self.world.clock.now())
        self.metrics = Metrics(path, None, self.pulse, self)
        self.health = Health(path, self.pulse, self)
        self.figures()

    def stopwatch(self) -> float:
        return self.ticks

    def now(self) -> int:
        return self.world.clock.now()

    def wait(self, *_: object) -> None:
        raise AssertionError("a scrape waits for nothing")

    def figures(self) -> Figures:
        """By name and label values; a minute of the stopwatch later, so that nothing is kept from before."""
        self.ticks += 61
        self.pulse.beat(self.now())
        families = text_string_to_metric_families(self.metrics.text().decode())
        return {
            (sample.name, " ".join(sample.labels.values())): sample.value
            for family in families
            for sample in family.samples
        }

    def close(self) -> None:
        self.metrics.close()
        self.world.store.close()


@pytest.fixture
def watched(tmp_path: Path) -> Watched:
    return Watched(tmp_path)


def test_a_day_is_told_in_figures(watched: Watched) -> None:
    world = watched.world
    world.feed("belta", VISIT).feed("azertac", Item("Выставка открылась в Минске", hours_old=5))
    world.until("07:00")
    figures = watched.figures()
    assert figures["bilateral_polls_total", "new"] == 2
    assert figures["bilateral_polls_total", "error"] >= 2
    assert figures["bilateral_articles_total", "feed"] == 2
    assert figures["bilateral_publication_to_store_seconds_count", ""] == 2
    assert figures["bilateral_publication_to_store_seconds_bucket", "1800.0"] == 1
    assert figures["bilateral_publication_to_store_seconds_sum", ""] == 5.5 * 3600
    assert figures["bilateral_feeds", "answering"] == 2
    assert figures["bilateral_feeds", "failing"] == 1
    assert figures["bilateral_feed_errors", "gone"] >= 2
    assert ("bilateral_feed_last_answer_timestamp_seconds", "gone") not in figures
    assert figures["bilateral_matches", "azerbaijan-belarus"] == 1
    assert figures["bilateral_deliveries_total", "sent"] == 0
    world.mail.down()
    world.until("07:40")
    figures = watched.figures()
    assert figures["bilateral_queue", "messages"] == 2
    assert figures["bilateral_oldest_message_timestamp_seconds", ""] == world.moment("07:30")
    assert figures["bilateral_last_digest_timestamp_seconds", "desk"] == world.moment("07:30")
    world.mail.up()
    world.until("09:00")
    figures = watched.figures()
    assert figures["bilateral_deliveries_total", "sent"] == 2
    assert figures["bilateral_deliveries_total", "transient"] >= 2
    assert figures["bilateral_queue", "messages"] == 0
    assert figures["bilateral_store_to_delivery_seconds_count", ""] == 2, "one article, told to two readers"
    assert figures["bilateral_store_bytes", "db"] > 100_000
    assert figures["bilateral_store_readable", ""] == 1
    assert figures == {**watched.figures(), **_moving(figures)}, "looking twice counts nothing twice"
    watched.close()


def _moving(figures: Figures) -> Figures:
    """What changes between two looks though nothing happens."""
    return {
        key: value
        for key, value in figures.items()
        if key[0].startswith(("process_", "bilateral_round", "bilateral_disk"))
    }


def test_the_figures_outlive_a_store_that_cannot_be_read(watched: Watched) -> None:
    watched.close()
    (watched.world.path / FILE).write_bytes(b"this is no store" * 100)
    figures = watched.figures()
    assert figures["bilateral_store_readable", ""] == 0
    assert figures["bilateral_rounds_total", ""] == 2
    verdict = watched.health.service()
    assert not verdict.well
    assert b"damaged or is no SQLite file" in verdict.body


def test_every_figure_is_one_that_is_announced_and_follows_the_conventions(watched: Watched) -> None:
    text = watched.metrics.text().decode()
    families = {line.split()[2] for line in text.splitlines() if line.startswith("# TYPE")}
    assert {name for name in families if not name.startswith("process_")} == set(FAMILIES)
    for name in FAMILIES:
        assert re.fullmatch(r"bilateral_[a-z_]+", name)
        assert f"# HELP {name} " in text
    assert len(DELAYS) + 1 <= 12
    watched.close()


def test_names_are_bounded_in_number(watched: Watched) -> None:
    """A thousand feeds are still counted by state, and only so many are named."""
    feeds = [source(f"feed-{number}") for number in range(MOST_LABELS + 40)]
    watched.world.river.use(replace(watched.world.setup, sources={feed.id: feed for feed in feeds}))
    figures = watched.figures()
    assert sum(value for (name, _), value in figures.items() if name == "bilateral_feeds") == MOST_LABELS + 40
    assert sum(name == "bilateral_feed_errors" for name, _ in figures) == MOST_LABELS
    watched.close()


def test_health_is_of_the_pulse_alone(watched: Watched) -> None:
    watched.pulse.beat(watched.now())
    assert watched.health.process().well
    watched.ticks += STUCK + 1
    verdict = watched.health.process()
    assert (verdict.well, verdict.body[:30]) == (False, b"no round has ended for 121 s: ")
    watched.pulse.beat(watched.now())
    assert watched.health.process().well
    watched.close()


def test_ready_says_why_not(watched: Watched) -> None:
    health, world = watched.health, watched.world
    assert b'"reasons": ["no feed has answered yet"]' in health.service().body
    world.feed("belta", VISIT).until("06:30")
    assert health.service().well
    watched.pulse.degraded = "the disk is full: nothing new is taken in"
    assert b"the disk is full" in health.service().body
    watched.pulse.degraded = ""
    world.net.feeds.clear()
    world.clock.jump(world.clock.now() + STALE + 600)
    world.settle()
    verdict = health.service()
    assert not verdict.well
    assert b"no feed has answered well for" in verdict.body
    watched.close()
