"""Announced things: kept until they happen, are moved, postponed, cancelled, or pass in silence."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from monitor.model.fact import Event, Span
from monitor.reading.announced import OPEN, Announced, Report, announced

AT = Span("body", 0, 5)
TODAY = date(2024, 5, 20)


def event(kind: str = "visit_planned_or_invited", status: str = "planned", **more: Any) -> Event:
    return Event(kind, 1, AT, status=status, **({"sides": ("AZ", "BY")} | more))  # type: ignore[arg-type]


def report(on: str, told: Event, outlet: str = "BelTA") -> Report:
    at = int(datetime.fromisoformat(on).replace(tzinfo=UTC).timestamp())
    return Report(told, f"{at}e1", outlet, "a title", "https://news.example/1", at)


def folded(*reports: Report, today: date = TODAY) -> list[tuple[str, str, int]]:
    """State, day and number of reports of each thing."""
    return [(thing.state, thing.day, len(thing.reports)) for thing in announced(reports, today)]


def test_a_visit_stays_announced_until_its_day() -> None:
    told = report("2024-05-03", event(visit="visit_state", day="2024-06-15", host="AZ", guest="BY"))
    again = report("2024-05-10", event(day="2024-06-15"), "AZERTAC")
    (thing,) = announced([again, told], TODAY)
    assert (thing.state, thing.day, thing.kind, thing.host) == ("announced", "2024-06-15", "visit_state", "AZ")
    assert (thing.first, thing.last) == (told, again)


def test_a_day_comes_later_and_a_better_one_is_no_move() -> None:
    reports = [
        report("2024-05-03", event()),
        report("2024-05-05", event(day="2024-06")),
        report("2024-05-07", event(day="2024-06-15")),
    ]
    assert folded(*reports) == [("announced", "2024-06-15", 3)]
    assert folded(*reports, report("2024-05-08", event(day="2024-06"))) == [("announced", "2024-06-15", 4)]


def test_another_day_moves_it() -> None:
    reports = [report("2024-05-03", event(day="2024-06-15")), report("2024-05-09", event(day="2024-06-22"))]
    (thing,) = announced(reports, TODAY)
    assert (thing.state, thing.day, thing.days) == ("moved", "2024-06-22", ["2024-06-15", "2024-06-22"])


def test_it_happens_when_an_event_of_its_family_is_told_of_about_its_day() -> None:
    told = report("2024-05-03", event(day="2024-05-15"))
    assert folded(told, report("2024-05-16", event("visit_state", "done", day="2024-05-16"))) == [
        ("happened", "2024-05-15", 2)
    ]
    assert folded(told, report("2024-05-15", event("visit_state", "under_way"))) == [("happened", "2024-05-15", 2)]
    assert folded(told, report("2024-05-15", event("talks_expanded", "done"))) == [("happened", "2024-05-15", 2)]
    assert folded(told, report("2024-05-15", event("phone_call", "done"))) == [("passed", "2024-05-15", 1)]
    assert folded(told, report("2024-05-15", event("visit_state", "done", sides=("AZ", "TR")))) == [
        ("passed", "2024-05-15", 1)
    ]


def test_of_a_visit_just_over_no_new_one_is_announced_without_a_day() -> None:
    way = {"host": "AZ", "guest": "BY"}
    told = report("2024-05-03", event(day="2024-05-15", **way))
    held = report("2024-05-16", event("visit_state", "done", day="2024-05-16", **way))
    assert folded(told, held, report("2024-05-19", event(day="2024-06", **way))) == [("happened", "2024-05-15", 2)]
    assert folded(told, held, report("2024-05-19", event(**way))) == [("happened", "2024-05-15", 2)]
    assert folded(held, report("2024-05-19", event(**way))) == []
    for another in (
        report("2024-05-19", event(day="2024-06-20", **way)),
        report("2024-05-19", event(day="2024-06", host="BY", guest="AZ")),
        report("2024-05-29", event(day="2024-06", **way)),
    ):
        assert [state for state, _, _ in folded(told, held, another)] == ["happened", "announced"]


def test_a_visit_the_other_way_round_is_another_visit() -> None:
    told = report("2024-05-03", event(day="2024-05-15", host="AZ", guest="BY"))
    done = report("2024-05-15", event("visit_official", "done", day="2024-05-15", host="BY", guest="AZ"))
    assert folded(told, done) == [("passed", "2024-05-15", 1)]


def test_a_visit_without_a_day_happens_with_the_next_one() -> None:
    told = report("2024-03-03", event())
    assert folded(told, report("2024-05-15", event("visit_state", "done"))) == [("happened", "", 2)]
    assert folded(told) == [("announced", "", 1)]
    assert folded(told, today=date(2025, 6, 1)) == [("passed", "", 1)]


def test_it_is_postponed_cancelled_or_passes_in_silence() -> None:
    told = report("2024-05-03", event("signing_planned", day="2024-05-30"))
    off = {"kind": "visit_cancelled_or_postponed"}
    assert folded(told, report("2024-05-06", event("signing", "postponed"))) == [("postponed", "2024-05-30", 2)]
    assert folded(told, report("2024-05-06", event("signing", "cancelled"))) == [("cancelled", "2024-05-30", 2)]
    assert folded(told, today=date(2024, 6, 5)) == [("passed", "2024-05-30", 1)]
    visit = report("2024-05-03", event(day="2024-05-30"))
    assert folded(visit, report("2024-05-07", event(status="postponed", day="2024-09-01", **off)))[0][:2] == (
        "postponed", "2024-09-01",
    )  # fmt: skip


def test_what_was_put_off_does_not_pass_on_the_day_that_it_was_put_off_from() -> None:
    told = report("2024-05-03", event("signing_planned", day="2024-05-30"))
    off = report("2024-05-06", event("signing", "postponed"))
    assert folded(told, off, today=date(2024, 8, 1)) == [("postponed", "2024-05-30", 2)]
    assert folded(told, off, today=date(2025, 6, 1)) == [("passed", "2024-05-30", 2)]


def test_history_announces_nothing() -> None:
    assert folded(report("2024-05-03", event(day="2024-06-15", background=True))) == []


DAYS = st.sampled_from(["", "2024", "2024-05", "2024-05-15", "2024-06-01", "2024-13-45", "x"])
STATUSES = st.sampled_from(["planned", "under_way", "done", "postponed", "cancelled"])
KINDS = st.sampled_from(
    ["visit_planned_or_invited", "visit_state", "signing", "talks_expanded", "visit_cancelled_or_postponed"]
)


@given(st.lists(st.tuples(KINDS, STATUSES, DAYS, DAYS, st.integers(1, 28)), max_size=12))
def test_no_report_is_counted_twice_and_each_thing_has_one_state(rows: list[tuple[str, str, str, str, int]]) -> None:
    reports = [
        report(f"2024-05-{n:02}", event(kind, status, day=day, until=until)) for kind, status, day, until, n in rows
    ]
    things: tuple[Announced, ...] = announced(reports, TODAY)
    assert sum(len(thing.reports) for thing in things) <= len(reports)
    assert {thing.state for thing in things} <= {*OPEN, "cancelled", "happened", "passed"}
