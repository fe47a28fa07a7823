"""The service polls before the names are known: stored before, judged after, nothing lost; and what fails then."""

from __future__ import annotations

import json
import signal
import time
from dataclasses import replace
from pathlib import Path

import pytest

from monitor.clock import Doorbell
from monitor.errors import ConfigError
from monitor.service import RulesWatch
from monitor.setup import Setup, cache_in, load, spellings
from monitor.setup.spellings import FILE
from monitor.store import open_store
from tests.test_service import Place, place, seen  # noqa: F401  # `place` is a fixture
from tests.world import RULES, Item, World

VISIT = Item("Президент Казахстана Токаев провёл переговоры с Лукашенко в Минске")
NEWS = "version: 1\nnames:\n  summit: {ru: [Кызылординский саммит]}\nrules:\n  - id: summit\n    when: summit\n    examples: {match: [%s]}\n"


@pytest.fixture
def cold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A state directory of a process that has heard of no name yet."""
    monkeypatch.setattr(spellings, "_KNOWN", {})
    monkeypatch.setattr(spellings, "_READ", {})
    monkeypatch.setattr(spellings, "SHIPPED", Path("none.json"))
    state = tmp_path / "state"
    state.mkdir()
    return state


def test_articles_are_stored_before_the_names_are_known_and_judged_and_told_after(cold: Path) -> None:
    """With a cold cache the river has the feeds at once; the names are worked out off the river."""
    early = load(RULES, cache_in(cold), wait=False)
    assert not early.ready
    world = World(cold)
    world.setup = replace(early, sources=world.setup.sources, subscriptions=world.setup.subscriptions, channels=world.setup.channels)  # fmt: skip
    world.restart()
    world.feed("belta", Item("Lukashenko arrives in Baku on a state visit to Azerbaijan")).until("09:00")
    assert world.store.totals()["article"] == 1
    assert world.store.judgements.waiting(world.clock.now()) == 1, "it waits for the names"
    assert world.inbox == [], "the digest of 07:30 waits too"

    watch = RulesWatch(RULES, world.bell, cache_in(cold))
    watch.look(always=True)
    full = seen(watch, world.bell)
    assert isinstance(full, Setup)
    assert full.ready
    assert full.version == early.version
    world.river.use(replace(full, sources=world.setup.sources, subscriptions=world.setup.subscriptions, channels=world.setup.channels))  # fmt: skip
    world.until("09:01")
    assert world.store.judgements.waiting(world.clock.now()) == 0
    assert [("Lukashenko arrives in Baku" in text) for text in world.inbox] == [True]
    world.store.close()


def test_nothing_is_settled_by_names_that_are_not_all_known(cold: Path) -> None:
    """A rule's names may stand in forms that are still being worked out, and the version of the rules is the same."""
    early = load(RULES, cache_in(cold), wait=False)
    assert not early.ready
    world = World(cold)
    world.setup = replace(early, sources=world.setup.sources)
    world.restart()
    world.feed("belta", Item("Мирзиёеву рассказали о Пашиняне")).settle()
    assert world.store.judgements.waiting(world.clock.now()) == 1
    world.store.close()


def test_a_kill_before_the_names_are_known_loses_nothing(cold: Path) -> None:
    world = World(cold)
    ready = world.setup
    world.setup = replace(ready, ready=False)
    world.restart()
    world.feed("belta", Item("Lukashenko arrives in Baku on a state visit to Azerbaijan")).settle()
    world.setup = ready
    world.restart(clean=False).until("09:00")
    assert len(world.inbox) == 1
    world.store.close()


def test_the_real_service_polls_at_once_and_judges_when_the_names_are_known(place: Place) -> None:  # noqa: F811
    (place.rules / "summit.yaml").write_text(NEWS % "На Кызылординском саммите", encoding="utf-8")
    process = place.start()
    process.wait_for("names are being worked out")
    process.wait_for('"rules taken over"')
    assert (cache_in(place.state) / FILE).exists()
    until = time.monotonic() + 20
    judged = 0
    while not judged and time.monotonic() < until:
        store = open_store(place.state, read_only=True)
        judged = store.totals()["article"] - store.judgements.waiting(int(time.time()))
        store.close()
    assert judged == 1
    assert process.leave() == 0
    again = place.start()
    again.wait_for('"running"')
    assert again.leave() == 0
    assert "names are being worked out" not in "".join(again.lines), "the second start knows them"


def test_examples_that_fail_once_the_names_are_known_end_the_start_with_three(place: Place) -> None:  # noqa: F811
    (place.rules / "summit.yaml").write_text(NEWS % "О погоде", encoding="utf-8")
    process = place.start()
    assert process.ended() == 3
    said = "".join(process.lines)
    assert "summit.yaml:7" in said
    assert "should match 'summit' but does not" in said
    assert "Traceback" not in said
    store = open_store(place.state)
    assert store.begin("next", int(time.time())), "the end was a clean one"
    store.close()


def test_an_edit_with_a_new_name_is_taken_over_by_the_real_service(place: Place) -> None:  # noqa: F811
    process = place.start()
    process.wait_for('"running"')
    (place.rules / "summit.yaml").write_text(NEWS % "На Кызылординском саммите", encoding="utf-8")
    process.child.send_signal(signal.SIGHUP)
    assert json.loads(process.wait_for('"rules taken over"'))["rules"] == len(load(place.rules).rules)
    assert process.leave() == 0


def test_dictionaries_that_fail_leave_the_last_good_rules_and_say_why(
    cold: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> Setup:
        from monitor.errors import Problem

        raise ConfigError(Problem("", 0, 0, "names in Russian and Ukrainian cannot be declined: their process died"))

    bell = Doorbell()
    watch = RulesWatch(RULES, bell, cache_in(cold))
    monkeypatch.setattr("monitor.setup.loading.worked_out", broken)
    watch.look(always=True)
    assert seen(watch, bell) == "names in Russian and Ukrainian cannot be declined: their process died"


def two_hundred(word: str) -> str:
    """A file of 200 rules, the last of which asks for `word`."""
    rules = [
        f'  - id: r{n}\n    when: |\n      pair(azerbaijan, belarus) and "theme{n}"\n'
        f'    examples:\n      match: ["Azerbaijan and Belarus sign a contract on theme{n}"]\n'
        f'      skip: ["Azerbaijan trades in theme{n}"]\n'
        for n in range(199)
    ]
    last = f'  - id: last\n    when: |\n      "{word}"\n    examples: {{match: ["The {word} opens"]}}\n'
    return "version: 1\nrules:\n" + "".join(rules) + last


def test_an_edit_of_a_file_of_200_rules_is_live_within_five_seconds(place: Place) -> None:  # noqa: F811
    """Without a signal: the service looks by itself, reads the file, tries its 400 examples and swaps."""
    many = place.rules / "many.yaml"
    many.write_text(two_hundred("fair"), encoding="utf-8")
    process = place.start()
    process.wait_for('"new articles"')
    many.write_text(two_hundred("exhibition"), encoding="utf-8")
    began = time.monotonic()
    process.wait_for('"rules taken over"')
    took = time.monotonic() - began
    assert took < 5, f"{took:.1f} s"
    assert process.leave() == 0
    store = open_store(place.state, read_only=True)
    assert store.runs.trouble("rules") is None
    store.close()
