"""One item that breaks a step, each time: the others go on, it is shown, and nobody waits for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from monitor import identify
from monitor.extract.choose import better
from monitor.model.message import Delivery, DigestStory
from monitor.pipeline.facets import Facets
from tests.world import Item, World, source, subscription, text_of

POISON = "Lukashenko to pay a state visit to Azerbaijan next week"
SOUND = "Azerbaijan summons the ambassador of Belarus and hands him a note of protest"
BODY = "The ambassador of Belarus was summoned to the ministry of foreign affairs in Baku over a broadcast."
OPERATOR = "duty@example.org"


def to(world: World, recipient: str) -> list[str]:
    return [" ".join(text_of(letter).split()) for letter in world.mail.inbox if letter.recipient == recipient]


def a_world(path: Path, **more: Any) -> World:
    made = World(path, **more)
    made.setup = replace(made.setup, operator=Delivery("mail", OPERATOR))
    made.river.use(made.setup)
    return made


@pytest.fixture
def poisoned(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is composed breaks wherever the story with the title is in it."""
    whole = Facets.of

    def of(self: Facets, stories: Sequence[DigestStory]) -> tuple[DigestStory, ...]:
        if any(report.title == POISON for story in stories for report in (*story.reports, *story.before)):
            raise ValueError("poison")
        return tuple(whole(self, stories))

    monkeypatch.setattr(Facets, "of", of)


@pytest.mark.usefixtures("poisoned")
def test_a_story_whose_alert_breaks_holds_back_no_other_alert(tmp_path: Path) -> None:
    world = a_world(tmp_path, subscriptions=[subscription(alerts="high")], start="10:00")
    world.feed("belta", Item(POISON)).feed("azertac", Item(SOUND, BODY)).until("11:20")
    assert ["/azerbaijan-summons-the-ambassador" in text for text in to(world, "desk@example.org")] == [True]
    world.until("13:00")
    alarm = " ".join(to(world, OPERATOR))
    assert "A digest could not be composed: an alert of desk: story " in alarm
    assert "left to the digest: ValueError: poison" in alarm


@pytest.mark.usefixtures("poisoned")
def test_a_story_on_which_a_digest_breaks_is_left_out_and_shown(tmp_path: Path) -> None:
    world = a_world(tmp_path)
    world.feed("belta", Item(POISON)).feed("azertac", Item(SOUND, BODY)).until("07:45")
    (text,) = to(world, "desk@example.org")
    assert SOUND in text
    assert POISON not in text
    assert "Set aside, since they could not be worked on: 1 article" in text
    world.until("12:00")
    assert any("is left out: ValueError: poison" in alarm for alarm in to(world, OPERATOR))


def test_what_was_left_out_is_told_when_the_rules_are_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Facets, "of", lambda *_: 1 / 0)
        world = a_world(tmp_path)
        world.feed("belta", Item(POISON)).until("07:35")
    world.river.use(replace(world.setup, version="edited"))
    world.until("08:00")
    assert [POISON in text for text in to(world, "desk@example.org")] == [True]


def breaking(original: Callable[..., Any], word: str) -> Callable[..., Any]:
    def faulty(*args: Any, **more: Any) -> Any:
        if any(word in repr(arg) for arg in args):
            raise ValueError("poison")
        return original(*args, **more)

    return faulty


def test_a_document_on_which_we_break_is_a_feed_in_trouble_and_stops_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identify, "sort_out", breaking(identify.sort_out, "belta"))
    world = World(tmp_path)
    world.feed("belta", Item(POISON)).feed("azertac", Item(SOUND)).until("08:00")
    state = world.store.feeds.get("belta")
    assert state is not None
    assert "its answer could not be worked on: ValueError: poison" in state.problem
    assert SOUND in " ".join(world.inbox[0].split())


def test_a_page_on_which_we_break_leaves_the_feeds_own_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("monitor.pipeline.reading.better", breaking(better, "Lukashenko"))
    world = World(tmp_path, sources=[source("belta", page="always")])
    world.net.pages["https://belta.example/1"] = (
        b"<html><article><p>" + b"Baku and Minsk. " * 60 + b"</p></article></html>"
    )
    world.feed("belta", Item(POISON, link="https://belta.example/1")).until("08:00")
    assert POISON in " ".join(world.inbox[0].split())
