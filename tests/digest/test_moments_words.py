"""Times with their zones, and other people's words let in safely."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.digest.moments import Moments
from monitor.digest.words import link, number, one_line, shown


def utc(*when: int) -> int:
    """UTC seconds of a UTC moment."""
    return int(datetime(*when, tzinfo=UTC).timestamp())  # type: ignore[misc, arg-type]


MORNING = utc(2024, 5, 16, 3, 30)
NEXT = MORNING + 86400


@pytest.mark.parametrize(
    ("zone", "start", "end", "span"),
    [
        ("Asia/Baku", MORNING, NEXT, "Thu 16 May 2024, 07:30 to Fri 17 May, 07:30 Baku (UTC+4)"),
        ("America/New_York", MORNING, NEXT, "Wed 15 May 2024, 23:30 to Thu 16 May, 23:30 New York (UTC-4)"),
        ("Asia/Kathmandu", MORNING, MORNING + 60, "Thu 16 May 2024, 09:15 to 09:16 Kathmandu (UTC+5:45)"),
        ("UTC", MORNING, NEXT, "Thu 16 May 2024, 03:30 to Fri 17 May, 03:30 UTC"),
        ("Etc/GMT-3", MORNING, NEXT, "Thu 16 May 2024, 06:30 to Fri 17 May, 06:30 UTC+3"),
        ("No/Such_Zone", MORNING, NEXT, "Thu 16 May 2024, 03:30 to Fri 17 May, 03:30 UTC"),
        (
            "Europe/Berlin",
            utc(2026, 10, 24, 5, 0),
            utc(2026, 10, 25, 6, 0),
            "Sat 24 Oct 2026, 07:00 to Sun 25 Oct, 07:00 Berlin (UTC+2, then UTC+1)",
        ),
        (
            "Europe/Minsk",
            utc(2023, 12, 31, 4, 0),
            utc(2024, 1, 1, 4, 0),
            "Sun 31 Dec 2023, 07:00 to Mon 1 Jan 2024, 07:00 Minsk (UTC+3)",
        ),
    ],
)
def test_a_period_names_its_zone_and_offset(zone: str, start: int, end: int, span: str) -> None:
    """Over a change of the clock both offsets stand."""
    assert Moments(zone, end).span(start, end) == span


def test_a_stamp_has_its_zone_and_another_year() -> None:
    """The digest's own year goes without saying."""
    moments = Moments("Asia/Baku", NEXT)
    assert moments.stamp(MORNING) == "16 May 07:30 Baku"
    assert moments.stamp(utc(2023, 12, 28, 5, 0)) == "28 Dec 2023 09:00 Baku"
    assert Moments("Etc/GMT-3", NEXT).stamp(MORNING) == "16 May 06:30 UTC+3"


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        (MORNING, NEXT, "16 May"),
        (MORNING, MORNING + 3 * 86400, "16 to 19 May"),
        (utc(2024, 5, 30, 3, 30), utc(2024, 6, 2, 3, 30), "30 May to 2 Jun"),
    ],
)
def test_a_period_is_called_by_its_days(start: int, end: int, days: str) -> None:
    """A daily digest by the day it began on, a weekend by both ends."""
    assert Moments("Asia/Baku", end).days(start, end) == days


@pytest.mark.parametrize(
    ("url", "address", "host"),
    [
        ("https://belta.by/a?b=1&c=2#d", "https://belta.by/a?b=1&c=2#d", "belta.by"),
        ("HTTP://Example.ORG/", "HTTP://Example.ORG/", "example.org"),
        ("https://пример.бел/навіны/аб'ект", "https://пример.бел/навіны/аб'ект", "пример.бел"),
        ('https://a.example/two words"x', "https://a.example/two%20words%22x", "a.example"),
        (" https://a.example/x ", "https://a.example/x", "a.example"),
        ("javascript:alert(1)", "", ""),
        ("data:text/html,x", "", ""),
        ("//a.example/x", "", ""),
        ("https:///x", "", ""),
        ("https://good.example@evil.example/", "", ""),
        ("https://a.example\\@evil.example/", "", ""),
        ("https://a.example/\r\nX: y", "", ""),
        ("https://[::1/", "", ""),
        ("", "", ""),
    ],
)
def test_only_a_plain_web_address_is_shown(url: str, address: str, host: str) -> None:
    """Whatever could be misread or run is not a link."""
    assert link(url) == (address, host)


def test_words_from_outside_fit_on_a_line() -> None:
    """Line ends, controls and direction overrides go; what is cut is counted."""
    assert one_line("İki\r\n\tsətir\u202e\x00 ") == "İki sətir"
    assert shown("абв" * 200, 10) == "абвабвабва [... 590 characters more]"
    assert shown("short", 10) == "short"
    assert [number(n, "story", "stories") for n in (0, 1, 1912)] == ["0 stories", "1 story", "1,912 stories"]
