"""Alerts in a simulated day: told at once, told once, and a line in the next digest."""

from __future__ import annotations

from pathlib import Path

from monitor.model.message import Subscription
from tests.world import Item, World, source, subscription

VISIT = "Lukashenko to pay a state visit to Azerbaijan next week"
ALIKE = "Lukashenko to pay state visit to Azerbaijan next week, Belarusian press service says"
TRACTORS = "Belarusian minister of industry discusses tractor assembly in Baku"


def urgent() -> Subscription:
    """A subscription that is told at once what is urgent."""
    return subscription(alerts="urgent")


def flat(text: str) -> str:
    """The text without its line breaks."""
    return " ".join(text.split())


def test_what_is_urgent_is_told_at_once_and_stands_as_one_line_in_the_digest(tmp_path: Path) -> None:
    world = World(tmp_path, subscriptions=[urgent()], start="10:00")
    world.feed("belta", Item(VISIT), Item(TRACTORS)).until("10:30")
    (alert,) = world.inbox
    assert "\nSTATE VISIT, PLANNED · " in alert.replace("\r", "")
    assert flat(alert).count("https://belta.example/lukashenko-to-pay-a-state-visit") == 1
    assert TRACTORS not in alert
    assert len(alert.splitlines()) <= 8
    assert len(alert) <= 600
    world.until("1 08:00")
    digest = flat(world.inbox[1])
    assert TRACTORS in digest
    assert "ALERTED since the last digest" in digest
    assert digest.count(VISIT) == 1
    assert (
        "1 story with news: 1 report in 1 outlet. 0 disputed figures. 0 corrections. 1 story told by alert alone."
        in digest
    )


def test_whoever_asked_for_no_alerts_gets_it_in_the_digest(tmp_path: Path) -> None:
    world = World(tmp_path, start="10:00")
    world.feed("belta", Item(VISIT)).until("20:00")
    assert world.inbox == []
    world.until("1 08:00")
    assert [VISIT in flat(text) for text in world.inbox] == [True]


def test_what_is_not_urgent_enough_waits_for_the_digest(tmp_path: Path) -> None:
    world = World(tmp_path, subscriptions=[urgent()], start="10:00")
    world.feed("belta", Item(TRACTORS)).until("20:00")
    assert world.inbox == []


def test_five_reports_within_a_minute_make_one_alert(tmp_path: Path) -> None:
    names = ["belta", "bnews", "azertac", "azpress", "azdaily"]
    world = World(tmp_path, sources=[source(name) for name in names], subscriptions=[urgent()], start="10:00")
    for number, name in enumerate(names):
        world.feed(name, Item(f"{ALIKE} ({number})", link=f"https://{name}.example/visit"))
    world.until("20:00")
    assert len(world.inbox) == 1
    world.until("1 08:00")
    assert len(world.inbox) == 2
    told = world.store.totals()["told"]
    assert told == len(names)
