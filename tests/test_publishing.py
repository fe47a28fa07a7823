"""What matches as files for readers of other tools: read by a real feed parser, written by the real river."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import feedparser
import pytest

from monitor.pipeline.publishing import AGAIN, PACE, Publishing
from monitor.publishing import Channel, atom, entry, json_feed
from tests.digest.samples import report
from tests.world import Item, World

CHANNEL = Channel("rules/eaeu", "Azerbaijan & the EAEU <rule>", 1_715_870_000)
HOSTILE = [
    report(1, "<b>Bakı</b> & Мінск ]]> \r\nX-Header: 1"),
    report(2, "\u202eright to left", url="javascript:alert(1)"),
    report(3, "", lead="П’ять слоў пра сустрэчу", why=("Ştatın", "ı")),
    report(4, "Ə" * 10_000, url="https://x.example/ж?a=1&b=2"),
    report(5, "bell\x07 and nul\x00 and \ud800 and \ufffe"),
]


def test_whatever_a_title_holds_a_feed_reader_gets_every_entry() -> None:
    """No error, no warning, every entry with its own id and an https link or none."""
    found = feedparser.parse(atom(CHANNEL, [entry(each) for each in HOSTILE]))
    assert (found.bozo, len(found.entries), found.feed.title) == (False, 5, CHANNEL.title.replace("<rule>", "<rule>"))
    assert len({each.id for each in found.entries}) == 5
    assert [bool(each.get("link", "").startswith("https://")) for each in found.entries] == [True, False] + [True] * 3
    assert found.entries[0].title_detail.type == "text/plain"
    assert "П’ять слоў" in found.entries[2].title


def test_a_json_feed_says_the_same() -> None:
    found = json.loads(json_feed(CHANNEL, [entry(each) for each in HOSTILE]))
    assert found["version"] == "https://jsonfeed.org/version/1.1"
    assert [item["id"] for item in found["items"]] == [entry(each).id for each in HOSTILE]
    assert "url" not in found["items"][1]
    assert found["items"][2]["content_text"].endswith("“Ştatın”, “ı”")


def test_a_changed_title_updates_an_entry_and_makes_no_second_one() -> None:
    first = report(7, "Nine documents signed")
    later = entry(replace(first, title="Ten documents signed"), first.first_seen + 3600, "title was: Nine documents")
    assert later.id == entry(first).id
    assert later.updated == entry(first).updated + 3600
    assert any("title was: Nine documents" in line for line in later.lines)


@pytest.fixture
def world(tmp_path: Path) -> World:
    made = World(tmp_path / "state")
    made.river.publishing = Publishing(made.river.bed, tmp_path / "public")
    made.river.publishing.renewed()
    return made


def titles(path: Path) -> list[str]:
    return [each.title for each in feedparser.parse(path.read_bytes()).entries]


def test_what_matches_stands_in_the_files_of_its_rule_and_its_pair(world: World, tmp_path: Path) -> None:
    public = tmp_path / "public"
    world.feed("belta", Item("Лукашенко прибыл в Баку"), Item("Rain expected in Minsk")).settle()
    assert titles(public / "rules/azerbaijan-belarus.atom") == ["Лукашенко прибыл в Баку"]
    assert titles(public / "pairs/AZ-BY.atom") == ["Лукашенко прибыл в Баку"]
    assert not (public / "rules/trade-turnover.atom").exists()
    world.clock.jump(world.clock.now() + 3600)
    world.feed("belta", Item("Azerbaijan and Belarus sign a road map in Baku")).settle()
    assert titles(public / "pairs/AZ-BY.atom") == ["Azerbaijan and Belarus sign a road map in Baku",
                                                   "Лукашенко прибыл в Баку"]  # fmt: skip
    assert not list(public.rglob("*.part"))


def test_announced_visits_stand_in_the_calendar_of_the_pair_and_move_when_they_are_moved(
    world: World, tmp_path: Path
) -> None:
    def told() -> list[str]:
        lines = (tmp_path / "public/pairs/AZ-BY.ics").read_bytes().decode().split("\r\n")
        return [line for line in lines if line.startswith(("UID", "DTSTART", "SUMMARY", "STATUS"))]

    text = "President of Belarus Alexander Lukashenko will pay an official visit to Azerbaijan on 20 June 2024."
    world.feed("belta", Item("Lukashenko to pay official visit to Azerbaijan on 20 June 2024", text)).settle()
    first = told()
    assert first[1:] == [
        "DTSTART;VALUE=DATE:20240620", "SUMMARY:Official visit of BY to AZ: AZ–BY", "STATUS:TENTATIVE"
    ]  # fmt: skip
    world.clock.jump(world.clock.now() + 3600)
    text = "The official visit of Belarus President Alexander Lukashenko to Azerbaijan is postponed to 27 June 2024."
    world.feed("azertac", Item("Lukashenko's official visit to Azerbaijan postponed to 27 June 2024", text)).settle()
    assert told()[:2] == [first[0], "DTSTART;VALUE=DATE:20240627"]


def test_a_place_in_the_calendar_is_called_by_its_english_name(world: World, tmp_path: Path) -> None:
    title = "Лукашенко 20 июня 2024 года посетит Азербайджан с официальным визитом"
    text = "Президент Беларуси Александр Лукашенко 20 июня 2024 года прибудет с официальным визитом в Баку."
    world.feed("belta", Item(title, text)).settle()
    lines = (tmp_path / "public/pairs/AZ-BY.ics").read_bytes().decode().split("\r\n")
    assert [line for line in lines if line.startswith("LOCATION")] == ["LOCATION:Baku"]


def test_a_file_that_is_as_it_should_be_is_not_written_again(world: World, tmp_path: Path) -> None:
    world.feed("belta", Item("Lukashenko arrives in Baku")).settle()
    path = tmp_path / "public/pairs/AZ-BY.json"
    before = path.stat()
    world.river.publishing.renewed()
    assert world.river.publishing.round()
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_what_follows_within_a_minute_is_made_together_and_by_itself(world: World) -> None:
    world.feed("belta", Item("Lukashenko arrives in Baku")).settle()
    river, clock = world.river, world.clock
    assert (river.publishing.round(), river.publishing.next_moment()) == (False, None)
    made = clock.now()
    clock.jump(made + 10)
    river.publishing.changed(["azerbaijan-belarus"])
    assert not river.publishing.round()
    assert river.publishing.next_moment() == made + PACE
    clock.jump(min(made + PACE, river.next_due() or 0))
    assert clock.now() == made + PACE
    assert river.publishing.round()


def test_what_waits_for_its_minute_is_written_at_a_stop(world: World, tmp_path: Path) -> None:
    """As after `monitor poll --once`, which may leave in the minute in which the file was made."""
    world.feed("belta", Item("Lukashenko arrives in Baku")).settle()
    world.store.feeds.all_due(world.clock.now())
    world.feed("azertac", Item("Aliyev receives Lukashenko in Baku")).settle()
    path = tmp_path / "public/rules/azerbaijan-belarus.json"
    assert len(json.loads(path.read_bytes())["items"]) == 1
    world.river.stop()
    assert len(json.loads(path.read_bytes())["items"]) == 2


def test_files_of_rules_that_are_gone_go_and_strange_ones_stay(world: World, tmp_path: Path) -> None:
    folder = tmp_path / "public/rules"
    folder.mkdir(parents=True)
    (folder / "long-gone.atom").write_text("old")
    (folder / "notes.txt").write_text("mine")
    world.river.publishing.renewed()
    assert sorted(path.name for path in folder.iterdir()) == ["notes.txt"]


def test_a_folder_that_cannot_be_written_stops_nothing_and_is_tried_again(world: World, tmp_path: Path) -> None:
    public = tmp_path / "public"
    public.write_text("a file stands where the folder should be")
    world.feed("belta", Item("Lukashenko arrives in Baku")).settle()
    assert world.store.totals()["rule_match"] == 1
    public.unlink()
    world.clock.jump(world.clock.now() + AGAIN + 1)
    world.settle()
    assert titles(public / "pairs/AZ-BY.atom") == ["Lukashenko arrives in Baku"]


def test_without_a_folder_nothing_is_written(tmp_path: Path) -> None:
    world = World(tmp_path / "state").feed("belta", Item("Lukashenko arrives in Baku")).settle()
    assert not world.river.publishing.round()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["state"]
