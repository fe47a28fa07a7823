"""What a story adds to the priority of its articles: weighed when it grows and when a bound on its age passes."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor import judge
from monitor.pipeline import weighing
from monitor.pipeline.merging import merge_payload
from tests.joining import JOINS, joining
from tests.store.samples import db
from tests.world import Item, World

RULE = "azerbaijan-belarus"  # high: story(sides=one, age>=12h)
MINISTER = Item(
    "Bayramov received by Belarusian foreign minister", "Jeyhun Bayramov held talks with his colleague in Minsk."
)
THEIRS = Item(
    f"Azerbaijan and Belarus: {JOINS}", "The foreign ministers met in Minsk: Bayramov held talks with his colleague."
)
RAISED = "only Minsk's outlets report it, 12 hours after the first report"


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """A meeting that Minsk's agency reports at eight, after the day's digest."""
    joining(monkeypatch)
    return World(tmp_path, start="08:00").feed("belta", MINISTER).until("08:10")


def weighed(world: World, item: Item = MINISTER) -> tuple[str, str, str]:
    """priority, base and raised of an article's match."""
    (number,) = world.store.archive.find(item.title)[:1]
    row = db(world.store).one(
        "SELECT priority, base, raised FROM rule_match WHERE article = :id AND rule = :rule",
        {"id": number, "rule": RULE},
    )
    assert row is not None
    return tuple(row)


def stories(world: World) -> list[int]:
    return [row["story"] for row in db(world.store).rows("SELECT story FROM story_article ORDER BY article")]


def other_side(world: World) -> World:
    """Baku's agency reports it too."""
    world.net.feeds["azertac"] = b""
    return world.feed("azertac", THEIRS)


def test_a_report_of_one_side_is_raised_when_its_twelve_hours_are_over(world: World) -> None:
    """Nothing arrives meanwhile: the moment itself wakes the river."""
    assert weighed(world) == ("normal", "normal", "")
    world.until("19:59")
    assert weighed(world) == ("normal", "normal", "")
    world.until("20:00")
    assert weighed(world) == ("high", "normal", RAISED)


def test_what_the_other_side_reports_in_time_is_not_raised(world: World) -> None:
    other_side(world).until("12:00")
    assert stories(world) == [1, 1]
    world.until("20:00")
    assert (weighed(world), weighed(world, THEIRS)) == (("normal", "normal", ""), ("normal", "normal", ""))


def test_what_the_other_side_reports_too_late_takes_it_back(world: World) -> None:
    world.until("20:00")
    assert weighed(world) == ("high", "normal", RAISED)
    other_side(world).next_day().until("07:00")
    assert stories(world) == [1, 1]
    assert (weighed(world), weighed(world, THEIRS)) == (("normal", "normal", ""), ("normal", "normal", ""))


def test_what_was_told_keeps_the_priority_it_was_told_with(world: World) -> None:
    world.until("20:00").next_day().until("08:00")
    other_side(world).until("20:00")
    assert stories(world) == [1, 1]
    assert weighed(world) == ("high", "normal", RAISED)


def test_a_kill_between_grouping_and_weighing_leaves_the_story_due(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Ended(BaseException):
        pass

    def end(*_: object) -> None:
        raise Ended

    with monkeypatch.context() as patched:
        patched.setattr(weighing.Weighing, "_weigh", end)
        with pytest.raises(Ended):
            other_side(world).until("20:00")
    world.restart(clean=False).until("20:00")
    assert weighed(world) == ("normal", "normal", "")
    assert db(world.store).count("SELECT count(*) FROM story WHERE due IS NOT NULL") == 0


def test_after_a_restart_the_moment_is_still_kept(world: World) -> None:
    world.restart().until("20:00")
    assert weighed(world) == ("high", "normal", RAISED)


def test_a_merge_by_hand_is_weighed_at_once(tmp_path: Path) -> None:
    """What only one side told is told by both, now that the two stories are one."""
    world = (
        World(tmp_path)
        .feed("belta", MINISTER)
        .feed(
            "azertac", Item("Aliyev and Lukashenko speak by phone", "The presidents of Azerbaijan and Belarus spoke.")
        )
    )
    world.until("08:20")
    assert stories(world) == [1, 2]
    world.store.requests.put("merge", merge_payload((1, 2)), world.clock.now())
    world.until("08:25")
    assert weighed(world) == ("normal", "normal", "")
    world.until("20:00")
    assert weighed(world) == ("normal", "normal", "")


def test_the_digest_calls_a_raised_report_high(world: World) -> None:
    world.until("20:00").next_day().until("08:00")
    assert "HIGH" in world.inbox[0]


def test_rules_without_a_story_leave_nothing_due(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judge, "asks_of_stories", lambda _: False)
    other_side(world).until("20:00")
    assert weighed(world) == ("normal", "normal", "")
    assert db(world.store).count("SELECT count(*) FROM story WHERE due IS NOT NULL") == 0
