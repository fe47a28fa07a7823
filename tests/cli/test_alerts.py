"""Alerts at the command line: looked at before they go, listed and shown afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import DIGESTS, Monitor, own_rules
from tests.world import Item, World, subscription

VISIT = Item("Lukashenko to pay a state visit to Azerbaijan next week", link="https://belta.example/visit")


@pytest.fixture
def wanting(rules: Path) -> Path:
    """Those rules with a reader who wants to know at once."""

    folder = own_rules(rules)
    (folder / "digests.yaml").write_text(DIGESTS + "    alerts: urgent\n", encoding="utf-8")
    return folder


def lived(path: Path, until: str) -> Path:
    """A state in which the visit was published at 12:00."""
    world = World(path, subscriptions=[subscription(alerts="urgent")], start="12:00")
    world.feed("belta", VISIT).until(until)
    world.river.stop()
    world.store.close()
    return path


def test_a_preview_shows_the_alert_that_waits_and_sends_nothing(
    monitor: Monitor, wanting: Path, tmp_path: Path
) -> None:
    state = lived(tmp_path / "waiting", "12:01")
    ran = monitor("digest", "preview", "--alerts", "--at", "2024-05-14T12:01", state_dir=state, rules_dir=wanting)
    assert ran.code == 0
    assert ran.out.startswith("URGENT · Azerbaijan – Belarus · Tue 14 May 2024, 12:01 Baku (UTC+4)\n")
    assert "waits until 14 May 2024 12:02 Asia/Baku" in ran.err
    assert monitor("show", "digest", "desk", state_dir=state).code != 0


def test_an_alert_that_was_sent_is_listed_and_no_second_one_is_due(
    monitor: Monitor, wanting: Path, tmp_path: Path
) -> None:
    state = lived(tmp_path / "rung", "12:10")
    ran = monitor("digest", "preview", "--alerts", "--at", "2024-05-14T12:10", state_dir=state, rules_dir=wanting)
    assert (ran.out, "no alert is due for desk" in ran.err) == ("", True)
    assert "an alert" in monitor("show", "digest", "desk", state_dir=state).out
    assert "an alert" in monitor("show", "article", "1", state_dir=state).out


def test_whoever_asked_for_none_is_told_so(monitor: Monitor) -> None:
    assert "there is no 'alerts:' in its entry" in monitor("digest", "preview", "--alerts").err
