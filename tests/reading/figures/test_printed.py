"""The form in which figures leave the program."""

from datetime import date

from monitor.reading.figures import printed, trade_figures
from tests.reading.figures.read import read

DAY = "2024-11-11"
TITLE = "Azerbaijan and Belarus"


def rows(text: str, language: str = "en", day: str = DAY) -> list[dict[str, object]]:
    return trade_figures(read(text, language, day, TITLE), date.fromisoformat(day) if day else None)


def test_a_level() -> None:
    assert rows("Trade exceeded $412.6 million last year.") == [
        {
            "value": 412.6, "unit": "million", "currency": "USD", "period": "2023", "countries": "AZ-BY",
            "kind": "turnover", "qualifier": "over",
        }
    ]  # fmt: skip


def test_exports_have_a_way() -> None:
    (row,) = rows("Exports from Belarus to Azerbaijan were $1.2 billion in 2023.")
    assert (row["value"], row["unit"], row["countries"], row["kind"]) == (1.2, "billion", "BY>AZ", "export")


def test_goals_and_forecasts_are_goals_with_their_time() -> None:
    goals = rows("The goal is to bring trade to $1 billion over the next two years. It is to be $2 billion by 2030.")
    assert [(row["kind"], row["period"]) for row in goals] == [("goal", "next two years"), ("goal", "2030")]
    (forecast,) = rows("Trade is expected to exceed $500 million by the end of the year.")
    assert (forecast["kind"], forecast["period"], forecast["qualifier"]) == ("goal", "2024", "over")


def test_from_to_gives_both_ends() -> None:
    found = rows("Trade rose from 100 to 146 million dollars in 2008-2010.")
    assert [(row["value"], row["period"]) for row in found] == [(100, "2008"), (146, "2010")]


def test_a_relative_time_without_a_date_keeps_its_words() -> None:
    (row,) = rows("Trade was $412 million last year.", day="")
    assert row["period"] == "last year"


def test_a_range_gives_its_lower_end() -> None:
    (row,) = rows("Trade exceeded 700-800 million dollars in the best years.")
    assert (row["value"], row["period"], row["qualifier"]) == (700, "best years", "over")


def test_growth_shares_and_investments_are_no_amounts_of_trade() -> None:
    assert rows("Trade grew by 12%. Azerbaijan accounts for 3% of exports. Investments reached $90 million.") == []


def test_contracts_are_other() -> None:
    (row,) = rows("Firms signed contracts worth $54 million.")
    assert (row["kind"], row["period"], row["countries"]) == ("other", "2024-11", "AZ-BY")


def test_a_single_figure_is_printed_with_all_keys() -> None:
    (figure,) = read("Trade was $412 million.", "en", DAY, TITLE)
    assert printed(figure) == {
        "value": 412, "unit": "million", "currency": "USD", "period": None, "countries": "AZ-BY", "kind": "turnover",
    }  # fmt: skip
