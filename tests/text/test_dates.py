"""Dates as five languages and a dozen systems write them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.model.limits import Limits
from monitor.text.dates import DateReader

NOW = int(datetime(2024, 6, 1, tzinfo=UTC).timestamp())


def read(text: str, zone: str = "Asia/Baku") -> str:
    seconds, note = DateReader(zone, "az", NOW, Limits()).read(text)
    return note if seconds is None else f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    "text",
    [
        "Thu, 16 May 2024 15:33:00 GMT", "Thu, 16 May 2024 19:33:00 +0400", "Thu, 16 May 2024 18:33:00 MSK", "16 May 2024 19:33 (UTC+04:00)",
        "1715873580", "1715873580000", "1715873580.25", "2024-05-16T15:33:00Z", "2024-05-16T19:33:00.123+04:00", "2024-05-16 19:33",
        "20240516T153300Z", "20240516193300", "16.05.2024 19:33", "16/05/2024 - 19:33", "05/16/2024 7:33 PM", "16 мая 2024 г., 19:33",
        "Чт, 16 мая 2024 18:33:00 +0300", "16 траўня 2024, 19:33", "16 Mayıs 2024 19:33", "16 may 2024, 19:33", "May 16, 2024 7:33 pm",
        "Thu May 16 18:33:00 MSK 2024", "16-May-24 15:33 GMT", "19:33 16.05.2024", "16 травня 2024 19:33", "2024-05-16T15:33:00 UTC",
    ],
)  # fmt: skip
def test_one_moment_in_many_forms(text: str) -> None:
    assert read(text) == "2024-05-16 15:33"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1 студзеня 2024", "2024-01-01"), ("1 лютага 2024", "2024-02-01"), ("1 сакавіка 2024", "2024-03-01"),
        ("1 красавіка 2024", "2024-04-01"), ("1 чэрвеня 2023", "2023-06-01"), ("1 ліпеня 2023", "2023-07-01"),
        ("1 жніўня 2023", "2023-08-01"), ("1 верасня 2023", "2023-09-01"), ("1 кастрычніка 2023", "2023-10-01"),
        ("1 лістапада 2023", "2023-11-01"), ("1 снежня 2023", "2023-12-01"), ("1 İyun 2023", "2023-06-01"),
        ("1 iyul 2023", "2023-07-01"), ("1 avqust 2023", "2023-08-01"), ("1 Şubat 2024", "2024-02-01"),
        ("1 Ağustos 2023", "2023-08-01"), ("1 Kasım 2023", "2023-11-01"), ("1 Ocak 2024", "2024-01-01"),
        ("1 декабря 2023", "2023-12-01"), ("1 марта 2024", "2024-03-01"), ("1 Aralık 2023", "2023-12-01"),
    ],
)  # fmt: skip
def test_months_by_their_names(text: str, day: str) -> None:
    assert read(text, "UTC") == f"{day} 00:00"


def test_a_missing_zone_is_the_outlets_as_it_was_then() -> None:
    assert read("16.05.2024 19:33", "Europe/Minsk") == "2024-05-16 16:33"
    assert read("16.07.2013 19:33", "Asia/Baku") == "2013-07-16 14:33"  # Baku kept summer time until 2016
    assert read("16.05.2024 19:33", "No/Where") == "2024-05-16 19:33"


def test_what_needs_another_reader_goes_to_it() -> None:
    assert read("16 მაისი 2024", "UTC") == "2024-05-16 00:00"
    assert read("2 hours ago", "UTC") == "2024-05-31 22:00"


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("", ""),
        ("Sun, 01 Mar 1795 00:00:00 GMT", "date 1795-03-01 not believed"),
        ("2024-06-03", "date 2024-06-03 not believed"),
        ("9999-12-31", "date 9999-12-31 not believed"),
        ("31 Feb 2024 10:00", 'date "31 Feb 2024 10:00" could not be read'),
        ("0000-00-00 00:00:00", 'date "0000-00-00 00:00:00" could not be read'),
        ("soon", 'date "soon" could not be read'),
    ],
)
def test_what_cannot_be_true_is_not_believed(text: str, note: str) -> None:
    assert read(text) == note


@settings(deadline=None)
@given(st.one_of(st.text(max_size=40), st.text(alphabet="0123456789-:./ T+ZMaypmг", max_size=30)))
def test_any_text_gives_a_believable_date_or_none(text: str) -> None:
    seconds, note = DateReader("Europe/Minsk", "be", NOW, Limits()).read(text)
    assert (seconds is None) == bool(note) or (seconds is None and not text.split())
    assert seconds is None or Limits().earliest_date <= seconds <= NOW + Limits().future_dates


TWO = st.integers(0, 99).map("{:02}".format)
MONTHS = st.sampled_from(
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Abc", "jan"]
)
ZONES = st.sampled_from(("GMT", "UTC", "Z", "+0400", "-0330", "+1500", "+0099", "-0000", "+04:00", "MSK", "", "EST"))
CLOCKS = st.builds("{}:{}{}".format, TWO, TWO, st.just("") | TWO.map(":{}".format))
DAYS = st.builds("{} {} {}".format, st.integers(0, 32) | TWO, MONTHS, st.integers(1960, 2030))
OF_FEEDS = st.builds("{}{} {} {}".format, st.sampled_from(("", "Mon, ", "Пн, ", "Mon ")), DAYS, CLOCKS, ZONES)
OF_MACHINES = st.builds(
    "{}-{}-{}{}{}{}{}".format,
    st.integers(1960, 2030), TWO, TWO, st.sampled_from("T "), CLOCKS, st.sampled_from(("", ".5", ".123456")), ZONES,
)  # fmt: skip


@settings(max_examples=150)
@given(OF_FEEDS | OF_MACHINES)
def test_the_usual_forms_are_read_at_once_and_alike(text: str) -> None:
    """A blank at the end sends the same date the long way."""
    reader = DateReader("Asia/Baku", "az", NOW, Limits(), asking=False)
    assert reader.read(text) == reader.read(text + " ")
