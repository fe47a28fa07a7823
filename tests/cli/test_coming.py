"""What was announced and promised, as a table, as JSON and as a calendar."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from monitor.cli.coming import name
from monitor.model.fact import Event, Facts, Figure, Promise, Span
from monitor.store import open_store
from tests.cli.conftest import Monitor
from tests.store.samples import SOURCES, add, item, judge, judged, match, text

AT = Span("body", 0, 5)
DAY = 86_400


def planned(**more: Any) -> Event:
    values: dict[str, Any] = {"status": "planned", "sides": ("AZ", "BY"), "visit": "visit_official"} | more
    return Event("visit_planned_or_invited", 1, AT, **values)


@pytest.fixture
def told(tmp_path: Path) -> Path:
    """A store of four articles of 2026 and before: two visits, a signing, a plan, a goal and two forecasts."""
    from monitor.clock import SystemClock

    now = SystemClock().now()
    store = open_store(tmp_path / "told")
    store.feeds.sync(SOURCES.values(), now)
    plan = Promise("plan", "plan:12-point:AZ-BY", "They worked out a 12-point plan.", 1, AT, ("AZ", "BY"))
    goal = Promise("goal", "goal:turnover:1000000000USD:AZ-BY", "Up to 1 billion.", 1, AT, ("AZ", "BY"), due="2030")
    met = Promise(
        "goal", "forecast:turnover:2023:AZ-BY", "Over 500 million are expected.", 1, AT, ("AZ", "BY"), due="2023"
    )
    other = Promise("plan", "plan:roadmap-2024-2025:AZ-TR", "The road map goes on.", 1, AT, ("AZ", "TR"), due="2025")
    level = Figure("turnover", "level", 1, AT, 5e8, "USD", period="2023", pair=("AZ", "BY"))
    rows = [
        (90, Facts(promises=(plan, met, other))),
        (30, Facts(events=(planned(day="2098-05-15", host="AZ", guest="BY", place_said="Bakı"),), promises=(goal,))),
        (20, Facts(events=(planned(day="2098-05-20", place_said="Bakı; \\Gəncə"), planned(sides=("AZ", "TR"))), figures=(level,))),
        (10, Facts(events=(Event("signing_planned", 1, AT, sides=("AZ", "BY"), day="2000-01-01", status="planned"),),
                   promises=(replace(plan, words="There is progress across all 12 points.", speaker="person.rauf_nurlu"),))),
    ]  # fmt: skip
    for number, (ago, facts) in enumerate(rows):
        at = now - ago * DAY
        add(store, str(number), at, item=item(str(number), dated=at), text=text(dated=at))
        judge(store, replace(judged(match()), facts=facts), at)
    store.close()
    return tmp_path / "told"


def rows(monitor: Monitor, state: Path, *arguments: str) -> list[dict[str, Any]]:
    ran = monitor(*arguments, "--json", state_dir=state)
    assert ran.code == 0
    return [json.loads(line) for line in ran.out.splitlines()]


def test_upcoming_shows_what_has_not_happened_yet(monitor: Monitor, told: Path) -> None:
    found = rows(monitor, told, "show", "upcoming", "azerbaijan", "belarus")
    assert [(r["what"], r["state"], r["day"], r["earlier_days"]) for r in found] == [
        ("official visit of BY to AZ", "moved", "2098-05-20", ["2098-05-15"])
    ]
    assert found[0]["announced"]["at"].endswith("+00:00")
    assert (found[0]["announced"]["outlet"], found[0]["reports"]) == ("Belta", 2)


def test_upcoming_of_all_sides_up_to_a_day_and_with_what_is_over(monitor: Monitor, told: Path) -> None:
    everything = rows(monitor, told, "show", "upcoming", "--all")
    assert [(r["sides"], r["state"]) for r in everything] == [
        (["AZ", "BY"], "passed"), (["AZ", "BY"], "moved"), (["AZ", "TR"], "announced"),
    ]  # fmt: skip
    assert [r["sides"] for r in rows(monitor, told, "show", "upcoming", "--until", "2098-05-19")] == [["AZ", "TR"]]
    assert rows(monitor, told, "show", "upcoming", "AM", "BY") == []
    ran = monitor("show", "upcoming", state_dir=told)
    assert "20 May 2098" in ran.out
    assert "said before: 15 May 2098" in ran.out


def test_a_place_is_shown_by_its_name_where_it_has_one(monitor: Monitor, tmp_path: Path) -> None:
    with closing(open_store(tmp_path / "placed")) as store:
        store.feeds.sync(SOURCES.values(), 0)
        at = 1_700_000_000
        add(store, "1", at, item=item("1", dated=at), text=text(dated=at))
        there = planned(day="2098-05-15", place="place.baku", place_said="Bakü'de")
        judge(store, replace(judged(match()), facts=Facts(events=(there,))), at)
    out = monitor("show", "upcoming", state_dir=tmp_path / "placed").out
    assert "· Baku\n" in out
    assert "Bakü'de" not in out


def test_open_shows_the_last_word_on_each_promise(monitor: Monitor, told: Path) -> None:
    found = rows(monitor, told, "show", "open", "BY", "AZ")
    assert [(r["promise"], r["due"], r["days_ago"], r["times"]) for r in found] == [
        ("12-point plan, AZ–BY", "", 10, 2), ("goal: turnover 1000 million USD, AZ–BY", "2030", 30, 1),
    ]  # fmt: skip
    assert found[0]["last_word"]["speaker"] == "person.rauf_nurlu"
    ran = monitor("show", "open", "azerbaijan", "belarus", state_dir=told)
    assert "Rauf Nurlu" in ran.out
    assert "10 days ago" in " ".join(ran.out.split())
    assert "2023" not in ran.out, "the result is known"


def test_the_calendar_holds_what_has_a_day(monitor: Monitor, told: Path) -> None:
    ran = monitor("export", "azerbaijan", "belarus", "--format", "ics", state_dir=told)
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert all(len(line.encode()) <= 75 for line in lines)
    whole = ran.out.replace("\r\n ", "").replace("\n ", "")
    assert whole.count("BEGIN:VEVENT") == whole.count("END:VEVENT") == 1
    for line in ("DTSTART;VALUE=DATE:20980520", "DTEND;VALUE=DATE:20980521", "STATUS:TENTATIVE", "LOCATION:Bakı"):
        assert line in whole.splitlines()
    again = monitor("export", "AZ", "BY", "--format", "ics", state_dir=told).out
    assert [x for x in again.splitlines() if x.startswith("UID:")] == [x for x in lines if x.startswith("UID:")]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("show", "upcoming", "belarus"), "name two countries"),
        (("show", "open", "belarus", "BY"), "are one country"),
        (("show", "upcoming", "belarus", "atlantis"), "is no name of a country"),
        (("show", "upcoming", "--until", "soon"), "is no day"),
        (("export",), "--format"),
    ],
)
def test_a_slip_is_a_sentence(monitor: Monitor, told: Path, arguments: tuple[str, ...], sentence: str) -> None:
    ran = monitor(*arguments, state_dir=told)
    assert ran.code == 2
    assert sentence in " ".join(ran.err.split())


def test_a_promise_is_named_in_words() -> None:
    assert name("plan:roadmap-2024-2025:AZ-BY") == "road map 2024-2025, AZ–BY"
    assert name("undertaking:joint_venture:AZ-BY") == "undertaking: joint venture, AZ–BY"
    assert name("goal:turnover:x3:BY>AZ") == "goal: turnover x3, BY to AZ"
    assert name("forecast:turnover:2024:AZ-BY") == "forecast: turnover 2024, AZ–BY"
