"""Figures held against each other: within one article, and against what others had said by then."""

from dataclasses import replace
from typing import Any

import pytest

from monitor.model.fact import Figure, Known, Span
from monitor.text.conflicts import conflicts
from tests.reading.figures.read import read

DAY = "2024-05-16"
TITLE = "Azerbaijan and Belarus"
NOW = 1_715_850_000
FIGURE = Figure(
    "turnover", "level", 1, Span("body", 0, 5), value=48e6, unit="USD", period="2023", pair=("AZ", "BY")
)  # fmt: skip


def known(at: int = NOW - 1000, outlet: str = "agency", **changed: Any) -> Known:
    return Known(replace(FIGURE, **changed), 7, outlet, at)


def sentences(figure: Figure, *earlier: Known) -> list[str]:
    return [conflict.sentence for conflict in conflicts(figure, earlier, NOW)]


def test_parts_that_add_up_are_not_remarked_on() -> None:
    """43.4 and 4.9 make 48 but for rounding."""
    found = read(
        "Turnover was $48 million in 2023, with exports of $43.4 million and imports of $4.9 million.", "en", DAY, TITLE
    )
    assert [figure.note for figure in found] == ["", "", ""]


def test_parts_that_do_not_add_up_are_marked() -> None:
    found = read(
        "Turnover was $98 million in 2023, with exports of $43.4 million and imports of $4.9 million.", "en", DAY, TITLE
    )
    assert [figure.confidence for figure in found] == ["low"] * 3
    assert "43.4 million and 4.9 million are 48.3 million, not 98 million USD" in found[0].note


def test_a_flow_whose_way_is_garbled_goes_against_the_other() -> None:
    found = read(
        "Turnover between Azerbaijan and Belarus amounted to 60 million dollars last year, of which USD 50.5 mln went to"
        " Belarus and USD 9.5 mln were Azerbaijan's exports to Belarus.", "en", DAY,
    )  # fmt: skip
    assert [figure.direction for figure in found] == ["", "BY>AZ", "AZ>BY"]
    assert found[1].confidence == "low"


def test_a_total_made_of_another_pair_s_flows_is_marked() -> None:
    """One country's name is wrong: the parts are those of the article's pair."""
    total, *_ = read(
        "Foreign trade between Azerbaijan and Austria made up $213.3 million. Exports from Azerbaijan to Belarus were"
        " $130.9 million, imports from Belarus to Azerbaijan $82.4 million.", "en", DAY,
    )  # fmt: skip
    assert total.confidence == "low"
    assert "add up to it, yet it is given for AT-AZ" in total.note


def test_a_magnitude_named_twice_is_marked() -> None:
    (figure,) = read("Товарооборот составил 529 миллионов 696,4 миллиона долларов.", "ru", DAY, TITLE)
    assert (figure.value, figure.confidence) == (529_696_400, "low")
    assert "twice" in figure.note


def test_growth_that_does_not_fit_the_levels_is_marked() -> None:
    (figure,) = read("Trade rose by 50% to $412 million in 2023 against $400 million a year earlier.", "en", DAY, TITLE)
    assert figure.confidence == "low"
    assert "not 1.50 as said" in figure.note


def test_the_same_thing_far_apart_is_a_conflict_with_both_named() -> None:
    (sentence,) = sentences(FIGURE, known(value=340e6))
    assert sentence == "48 million USD for 2023, but 340 million USD by agency"


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ({"value": 500e6}, {"value": 530e6}),  # within 10 %
        ({"value": 500e6, "op": ">"}, {"value": 600e6}),  # "over" allows it
        ({"value": 1000e6, "op": "<~"}, {"value": 885.5e6}),  # "almost" too
        ({"value": 450e6}, {"value": None, "low": 400e6, "high": 500e6, "kind": "range"}),
        ({"value": 500e6}, {"value": 125e6, "metric": "turnover_goods_services"}),  # goods and services are more
        ({"value": 500e6}, {"value": 100e6, "metric": "turnover_agrifood", "sector": "agrifood"}),
        ({"value": 500e6}, {"value": 1000e6, "kind": "goal"}),
        ({"value": 500e6}, {"value": 100e6, "period": "2023-01/2023-03"}),  # a running total
        ({"value": 500e6}, {"value": 100e6, "period": "2023-YTD"}),
        ({"value": 500e6}, {"value": 100e6, "period": ""}),
        ({"value": 500e6}, {"value": 100e6, "unit": "AZN"}),
        ({"metric": "trade_flow", "value": 49e6}, {"metric": "trade_flow", "value": 12e6}),  # two parts, each its own
        ({"value": 500e6}, {"value": 100e6, "period": "2019"}),  # too long ago to be a neighbour
        ({"value": 500e6}, {"value": 200e6, "period": "2022"}),  # a neighbour within 4 times
    ],
)
def test_what_may_both_be_true_is_no_conflict(mine: dict[str, Any], theirs: dict[str, Any]) -> None:
    assert sentences(known(**mine).figure, known(**theirs)) == []


def test_a_neighbouring_year_out_of_line_is_said() -> None:
    (sentence,) = sentences(FIGURE, known(value=885.5e6, period="2021"))
    assert sentence == "48 million USD is out of line with 2021 by 18x: 885.5 million USD by agency"


def test_only_what_was_published_by_then_is_compared() -> None:
    assert sentences(FIGURE, known(value=340e6, at=NOW + 1)) == []


def test_quarters_written_in_two_ways_are_one_time() -> None:
    mine = known(period="2020-Q1", value=48e6).figure
    assert len(sentences(mine, known(period="2020-01/2020-03", value=106e6))) == 1


def test_one_s_exports_are_the_other_s_imports_and_two_offices_are_named() -> None:
    mine = known(metric="exports", direction="BY>AZ", reporter="BY", value=315e6).figure
    (sentence,) = sentences(mine, known(metric="imports", direction="BY>AZ", reporter="AZ", value=252e6))
    assert "statistics of BY and of AZ differ" in sentence


def test_many_conflicts_are_counted() -> None:
    earlier = [known(value=n * 1e9, outlet=f"outlet {n}") for n in range(1, 30)]
    found = conflicts(FIGURE, earlier, NOW)
    assert len(found) == 9
    assert found[-1].sentence == "and 21 more figures that do not agree with it"
