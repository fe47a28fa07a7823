"""`monitor why-not`: each place where an article may stop on its way to a reader, and why."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from monitor.cli.way import Case, Step, way
from monitor.model.request import Offered
from monitor.pipeline.requesting import import_payload, reapply_payload
from tests.cli.conftest import DULL, TOLD, UNTOLD, Monitor, own_rules
from tests.store.samples import db
from tests.world import Item, World, source, subscription

VISIT = Item("Lukashenko arrives in Baku on a state visit to Azerbaijan", "The president of Belarus is met in Baku.")
LINK = "https://belta.example/1"


def stop(world: World, number: int = 1, rule: str | None = None, reference: str = "") -> Step:
    """Where it stopped."""
    return next(step for step in steps(world, number, rule, reference) if step.stopped)


def steps(world: World, number: int = 1, rule: str | None = None, reference: str = "") -> list[Step]:
    store = world.store
    stored, row = store.archive.get(number), store.articles.find(str(number))
    assert stored is not None
    assert row is not None
    details = store.articles.details(number)
    case = Case(store, world.river.bed.setup, stored, row, details, reference or str(number), rule, world.clock.now())
    return list(way(case))


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def ran(monitor: Monitor, *line: str, code: int = 0) -> dict[str, Any]:
    result = monitor("why-not", "--json", *line)
    assert result.code == code
    found = json.loads(result.out)
    assert isinstance(found, dict)
    return found


# --- the command ---


def test_an_article_that_was_told(monitor: Monitor) -> None:
    found = ran(monitor, TOLD.link)
    assert (found["stopped"], found["why"]) == (None, "it was told")
    assert "told to desk in 2024-05-14/daily" in found["steps"][-1]["sentence"]


@pytest.mark.parametrize("name", [TOLD.title, TOLD.title.upper(), "лукашенко прибыл азербайджан"])
def test_a_title_is_found_however_it_is_typed(name: str, monitor: Monitor) -> None:
    assert ran(monitor, name)["title"] == TOLD.title


def test_an_article_that_no_rule_wants_gives_each_rules_first_failing_part(monitor: Monitor) -> None:
    found = ran(monitor, DULL.link)
    assert (found["stopped"], found["why"]) == ("rules", "it matches no rule")
    assert any(step["sentence"].startswith("azerbaijan-belarus: ") for step in found["steps"])
    one = ran(monitor, DULL.link, "--rule", "eaeu")
    assert one["why"] == "the rule eaeu does not hold"
    assert len([step for step in one["steps"] if step["stage"] == "rules"]) == 2


def test_an_article_that_waits_for_the_next_digest(monitor: Monitor) -> None:
    out = monitor("why-not", UNTOLD.link).out
    assert "desk is told in its next digest" in out or "its time has passed" in out


def test_what_was_never_fetched_names_the_feed_that_should_have(monitor: Monitor) -> None:
    found = ran(monitor, "https://www.belta.example/unknown", code=1)
    assert found["stopped"] == "fetched"
    assert "belta: last good answer" in found["steps"][1]["sentence"]
    off = ran(monitor, "https://azertac.example/unknown", code=1)
    assert "switched off" in off["steps"][1]["sentence"]
    strange = ran(monitor, "https://nobody.example/1", code=1)
    assert "no source of sources.yaml is at nobody.example" in strange["why"]


@pytest.mark.parametrize("name", ["Зусім іншы загаловак пра надвор'е", "999", "9" * 40, "http://[broken"])
def test_what_is_not_known_at_all_is_a_sentence(name: str, monitor: Monitor) -> None:
    result = monitor("why-not", name)
    assert result.code == 1
    assert result.out.startswith("STOP ")


def test_an_unknown_rule_is_usage(monitor: Monitor) -> None:
    assert monitor("why-not", "1", "--rule", "eaue").code == 2


# --- the stages ---


def test_a_copy_is_named_by_its_other_address(world: World) -> None:
    world.feed("belta", Item(VISIT.title, link=LINK, guid="one")).settle()
    world.clock.jump(world.clock.now() + 1200)
    world.feed("belta", Item(VISIT.title, link="https://belta.example/moved", guid="one")).settle()
    found = [step.sentence for step in steps(world, reference="https://belta.example/moved") if step.stage == "copy"]
    assert found == [f"that address is known as this article's, whose own is {LINK}"]


def test_it_waits_for_its_page_and_then_to_be_judged(tmp_path: Path) -> None:
    world = World(tmp_path, sources=[source("belta", page="always")])
    world.feed("belta", Item(VISIT.title, "Short.", link=LINK))
    while not world.store.totals()["article"]:
        world.river._collect()
        world.river.polling.round()
    assert "for its page until" in stop(world).sentence
    world.clock.jump(world.clock.now() + 600)
    assert stop(world).sentence == "it waits to be judged"


def test_a_page_that_failed_is_said_and_does_not_stop_it(tmp_path: Path) -> None:
    world = World(tmp_path, sources=[source("belta", page="always")])
    world.feed("belta", Item(VISIT.title, "Belarus, Azerbaijan.", link=LINK)).until("09:00")
    assert any(step.stage == "page" and "could not be read" in step.sentence for step in steps(world))


def test_it_was_set_aside(world: World) -> None:
    world.feed("belta", VISIT).settle()
    with world.store.tx():
        db(world.store).run("UPDATE article SET set_aside = 'ValueError: broken'")
    assert "ValueError: broken" in stop(world).sentence


OLD = {
    "undated": (Item(VISIT.title, hours_old=None), "it has no date"),
    "first document": (Item(VISIT.title, hours_old=72), "only the last 48 hours"),
    "old": (Item(VISIT.title, hours_old=20 * 24), "more than 14 days"),
}


@pytest.mark.parametrize("case", OLD)
def test_it_matches_and_is_no_news(case: str, world: World) -> None:
    item, why = OLD[case]
    world.feed("belta", item).until("09:00")
    found = stop(world)
    assert found.stage == "news"
    assert why in found.sentence


def test_it_was_imported(world: World) -> None:
    world.store.requests.put("import", import_payload([Offered("a.jsonl:7", VISIT.title, VISIT.text, LINK)]), 1)
    world.until("09:00")
    assert "imported" in stop(world).sentence
    assert steps(world)[0].sentence == "imported from a.jsonl:7"


def test_only_rules_run_again_found_it(world: World) -> None:
    world.feed("belta", VISIT).settle()
    with world.store.tx():
        db(world.store).run("DELETE FROM rule_match")
    world.store.requests.put("reapply", reapply_payload(0), world.clock.now())
    world.until("09:00")
    assert "tells nobody" in stop(world).sentence


@pytest.mark.parametrize(
    ("wishes", "why"),
    [
        ({"rules": ("eaeu",)}, "no subscription of digests.yaml asks for azerbaijan-belarus"),
        ({"without_kinds": frozenset(["state"])}, "outlets of the kind 'state'"),
        ({"languages": frozenset(["az"])}, "articles in 'en'"),
    ],
)
def test_no_subscription_wants_it(wishes: dict[str, Any], why: str, tmp_path: Path) -> None:
    world = World(tmp_path, subscriptions=[subscription(**wishes)])
    world.feed("belta", VISIT).settle()
    assert why in stop(world).sentence


def test_a_subscription_that_began_later(world: World) -> None:
    world.feed("belta", VISIT).settle()
    world.clock.jump(world.clock.now() + 60)
    world.river.use(replace(world.setup, subscriptions=(subscription("later"),)))
    world.settle()
    assert "later began" in stop(world).sentence


def test_it_goes_with_the_next_digest_and_then_it_was_told(world: World) -> None:
    world.feed("belta", VISIT).settle()
    assert "desk is told in its next digest, 14 May 2024 07:30 Asia/Baku" in stop(world).sentence
    world.until("09:00")
    assert not any(step.stopped for step in steps(world))
    assert steps(world)[-1].stage == "told"


def test_rules_that_would_match_it_now_are_named(world: World) -> None:
    world.feed("belta", VISIT).until("09:00")
    with world.store.tx():
        db(world.store).run("DELETE FROM rule_match")

    assert any(
        "azerbaijan-belarus would match it as the files stand now" in sentence
        for sentence in [step.sentence for step in steps(world)]
    )


# --- show, in the reader's zone ---


def test_show_gives_times_in_the_readers_zone_too(monitor: Monitor, rules: Path) -> None:
    assert "14 May 2024 02:00 UTC (06:00 Asia/Baku)" in monitor("show", "article", TOLD.link).out
    assert "Asia/Baku" in monitor("show", "digest", "desk").out
    broken = own_rules(rules)
    (broken / "digests.yaml").write_text("version: [", encoding="utf-8")
    plain = monitor("show", "article", TOLD.link, rules_dir=broken)
    assert (plain.code, "Asia/Baku" in plain.out) == (0, False)
