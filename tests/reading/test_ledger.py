"""The ledger: many reports of one event are one line, many reports of one amount are one figure."""

from dataclasses import replace

import pytest

from monitor.model.fact import Event, Figure, Span
from monitor.reading.ledger import Report, events, figures

AT = Span("body", 0, 5)
VISIT = Event("visit_state", 1, AT, sides=("AZ", "BY"), day="2024-05-15", until="2024-05-17", place="place.baku")
FIGURE = Figure("turnover", "level", 1, AT, value=48e6, unit="USD", period="2023", pair=("AZ", "BY"))
DAY = 86400


def told(*facts: Event) -> list[Report[Event]]:
    """One article a fact, a day apart."""
    return [Report(fact, f"{n}e1", n, f"outlet {n}", n * DAY) for n, fact in enumerate(facts, 1)]


def given(*facts: Figure) -> list[Report[Figure]]:
    return [Report(fact, f"{n}f1", n, f"outlet {n}", n * DAY) for n, fact in enumerate(facts, 1)]


def refs(*facts: Event) -> list[list[str]]:
    return [[report.ref for report in entry.reports] for entry in events(told(*facts))]


@pytest.mark.parametrize(
    "other",
    [
        VISIT,
        replace(VISIT, place="", day="2024-05-16", until=""),
        replace(VISIT, sides=("BY", "AZ"), day="2024-05-14", until=""),
        replace(VISIT, day="2024-05", until=""),
        replace(VISIT, kind="visit_planned_or_invited", visit="visit_state", status="planned"),
        replace(VISIT, background=True),
    ],
)
def test_reports_of_one_event_are_one_line(other: Event) -> None:
    assert refs(VISIT, other) == [["1e1", "2e1"]]


@pytest.mark.parametrize(
    "other",
    [
        replace(VISIT, kind="phone_call"),
        replace(VISIT, sides=("AZ", "TR")),
        replace(VISIT, place="place.minsk"),
        replace(VISIT, day="2024-05-21", until=""),
        replace(VISIT, day="2023-05", until=""),
    ],
)
def test_another_kind_pair_place_or_day_is_another_event(other: Event) -> None:
    assert sorted(refs(VISIT, other)) == [["1e1"], ["2e1"]]


def test_calls_on_days_in_a_row_are_not_one_call() -> None:
    calls = [replace(VISIT, kind="phone_call", day=f"2024-05-0{day}", until="", place="") for day in range(1, 7)]
    assert refs(*calls) == [["1e1", "2e1"], ["3e1", "4e1"], ["5e1", "6e1"]]


def test_the_report_that_says_most_speaks_for_the_event() -> None:
    """A background mention never does where there is news; what was planned and then took place is done."""
    planned = replace(VISIT, kind="visit_planned_or_invited", visit="visit_state", status="planned")
    history = replace(VISIT, background=True, actors=("person.a", "person.b", "person.c"))
    (entry,) = events(told(planned, replace(VISIT, level="president"), history))
    assert (entry.event.kind, entry.event.status, entry.event.level) == ("visit_state", "done", "president")
    assert [report.ref for report in entry.reports] == ["1e1", "2e1", "3e1"]


def test_events_stand_in_order_of_days_and_those_without_one_last() -> None:
    call = replace(VISIT, kind="phone_call", day="2021-05-22", until="")
    undated = replace(VISIT, kind="signing", day="", until="")
    assert [entry.event.kind for entry in events(told(undated, VISIT, call))] == [
        "phone_call",
        "visit_state",
        "signing",
    ]


def test_an_impossible_day_harms_nothing() -> None:
    assert len(events(told(replace(VISIT, day="2024-02-31"), VISIT))) == 2


def test_one_amount_told_by_many_is_one_figure() -> None:
    """Its words, speaker and outlet may differ."""
    said = replace(FIGURE, said_value="48 million", speaker="person.minister")
    (line,) = figures(given(FIGURE, said), 10 * DAY)
    assert [report.outlet for report in line.reports] == ["outlet 1", "outlet 2"]


@pytest.mark.parametrize(
    "other",
    [
        replace(FIGURE, value=49e6), replace(FIGURE, period="2024"), replace(FIGURE, metric="exports"),
        replace(FIGURE, unit="EUR"), replace(FIGURE, kind="goal"), replace(FIGURE, reporter="BY"),
    ],
)  # fmt: skip
def test_another_amount_period_metric_unit_or_reporter_is_another_figure(other: Figure) -> None:
    assert len(figures(given(FIGURE, other), 10 * DAY)) == 2


def test_figures_stand_by_period_and_goals_by_their_deadline() -> None:
    goal = replace(FIGURE, kind="goal", period="", deadline="2030", value=1e9)
    early = replace(FIGURE, period="2018", value=204e6)
    lines = figures(given(goal, FIGURE, early), 10 * DAY)
    assert [line.figure.period or line.figure.deadline for line in lines] == ["2018", "2023", "2030"]


def test_sources_that_differ_are_shown_beside_each_other_and_only_once_both_are_out() -> None:
    """204 and 450 million for one year: neither is chosen, both say whom they contradict."""
    one, other = replace(FIGURE, period="2018", value=204e6), replace(FIGURE, period="2018", value=450e6)
    lines = figures(given(one, other), 10 * DAY)
    assert [len(line.conflicts) for line in lines] == [1, 1]
    assert "outlet 2" in lines[0].conflicts[0].sentence
    assert [line.conflicts for line in figures(given(one), 10 * DAY)] == [()]


def test_a_quarter_is_its_three_months() -> None:
    (line,) = figures(given(replace(FIGURE, period="2024-Q1"), replace(FIGURE, period="2024-01/2024-03")), 9 * DAY)
    assert len(line.reports) == 2
