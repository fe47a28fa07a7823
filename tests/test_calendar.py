"""The calendar: valid whatever the words are."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from monitor.model.fact import Event, Span
from monitor.publishing.calendar import calendar
from monitor.reading.announced import Announced, Report, announced

NOW = int(datetime(2024, 5, 20, tzinfo=UTC).timestamp())
TEXTS = st.text(max_size=300)


def thing(
    title: str = "a title", day: str = "2024-06-15", status: str = "planned", url: str = "https://n.example/1"
) -> Announced:
    event = Event(
        "visit_planned_or_invited", 1, Span("body", 0, 1), sides=("AZ", "BY"), day=day, status=status, place_said=title,  # type: ignore[arg-type]
    )  # fmt: skip
    (found,) = announced([Report(event, "1e1", "outlet", title, url, NOW - 86_400)], date(2024, 5, 20))
    return found


def unfolded(text: str) -> list[str]:
    assert text.endswith("\r\n")
    return text.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


@given(TEXTS)
def test_lines_are_short_whole_and_free_of_what_ends_a_property(title: str) -> None:
    title = title.encode("utf-8", "ignore").decode()
    text = calendar([thing(title)])
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    lines = unfolded(text)
    assert all(line.partition(":")[0].partition(";")[0].isupper() for line in lines)
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 1
    assert not any(ord(letter) < 32 for line in lines for letter in line)


def test_commas_semicolons_backslashes_and_line_ends_are_escaped() -> None:
    (place,) = [x for x in unfolded(calendar([thing("Bakı; a, b \\ c\nd")])) if x.startswith("LOCATION")]
    assert place == "LOCATION:Bakı\\; a\\, b \\\\ c\\nd"


def test_states_of_a_calendar_and_what_has_no_day() -> None:
    assert "STATUS:TENTATIVE" in unfolded(calendar([thing()]))
    assert "STATUS:CANCELLED" in unfolded(calendar([thing(status="cancelled")]))
    assert "BEGIN:VEVENT" not in unfolded(calendar([thing(day="")]))
    month = unfolded(calendar([thing(day="2024-06")]))
    assert "DTSTART;VALUE=DATE:20240601" in month
    assert any(line.startswith("SUMMARY:") and line.endswith(" (day not named)") for line in month)
    assert not any("day not named" in line for line in unfolded(calendar([thing()])))
    assert any("announced: outlet\\, 19 May 2024 00:00 UTC: a title" in line for line in month)


def test_an_address_with_a_line_end_in_it_adds_no_line() -> None:
    lines = unfolded(calendar([thing(url="https://n.example/1\r\nATTENDEE:mailto:a@n.example")]))
    assert not any(line.startswith(("ATTENDEE", "URL")) for line in lines)
