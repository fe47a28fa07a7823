"""The service's own backup: made when due, once, caught up at a start, told where it fails."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from monitor.config.service import BackupPlan
from monitor.errors import BackupFailed
from monitor.model.limits import DAY, HOUR
from monitor.model.message import Delivery
from monitor.service import nightly
from monitor.service.nightly import Nightly, slot
from monitor.store.backup import listed
from tests.world import Item, World

VISIT = "Lukashenko arrives in Baku on a state visit to Azerbaijan"


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FIRST_LOOK", "LOOK_EVERY", "AGAIN"):
        monkeypatch.setattr(nightly, name, 0)


def looked(world: World, service: Nightly) -> int:
    """One look with everything that follows of it; how many backups there are."""
    service.look(world.river)
    if service._thread is not None:
        service._thread.join()
    service._thread = None
    world.river.backed_up(service._results.popleft()) if service._results else None
    return len(listed(world.path / "backups"))


def a_world(path: Path) -> tuple[World, Nightly]:
    world = World(path)
    return world, Nightly(path, world.clock, world.bell.ring)


def test_one_backup_a_day_at_its_hour(tmp_path: Path) -> None:
    world, service = a_world(tmp_path)
    world.feed("belta", Item(VISIT)).until("06:20")
    assert looked(world, service) == 0  # a new store: 02:30 UTC, 06:30 in Baku, comes first
    world.until("06:31")
    assert [looked(world, service), looked(world, service)] == [1, 1]
    world.until("+1 06:29")
    assert looked(world, service) == 1
    world.until("+1 06:31")
    assert looked(world, service) == 2


def test_what_was_missed_is_caught_up_at_the_next_start(tmp_path: Path) -> None:
    world, service = a_world(tmp_path)
    world.feed("belta", Item(VISIT)).until("07:00")
    looked(world, service)
    world.until("+2 05:00")
    assert looked(world, Nightly(tmp_path, world.clock, world.bell.ring)) == 2


def test_off_is_off(tmp_path: Path) -> None:
    world, service = a_world(tmp_path)
    world.setup = world.river.bed.setup = replace(world.setup, service=replace(world.setup.service, backup=None))
    world.feed("belta", Item(VISIT)).until("+2 07:00")
    assert looked(world, service) == 0


def test_a_failure_is_an_alarm_until_one_is_made(tmp_path: Path) -> None:
    world, service = a_world(tmp_path)
    operator = Delivery("mail", "duty@example.org")
    world.setup = world.river.bed.setup = replace(world.setup, operator=operator)
    world.river.use(world.setup)
    (tmp_path / "backups").write_text("a file in the folder's place")
    world.feed("belta", Item(VISIT)).until("07:00")
    with pytest.raises(BackupFailed):
        looked(world, service)
    world.settle()
    alarms = [text for text in world.inbox if "No backup was made" in text]
    assert len(alarms) == 1
    assert world.store.runs.trouble("backup") is not None
    (tmp_path / "backups").unlink()
    assert looked(world, service) == 1
    assert world.store.runs.trouble("backup") is None


def test_the_hour_of_a_backup_on_the_days_of_the_clock_change() -> None:
    """02:30 comes twice on 27 October 2024 in Paris and not at all on 31 March: one moment each day all the same."""
    plan = BackupPlan(zone="Europe/Paris")
    for start in (1_711_749_600, 1_729_893_600):  # two days round each
        moments = {slot(plan, start + hour * HOUR) for hour in range(72)}
        gaps = [later - sooner for sooner, later in zip(sorted(moments), sorted(moments)[1:], strict=False)]
        assert all(DAY - HOUR <= gap <= DAY + HOUR for gap in gaps)
        assert len(moments) == 4
