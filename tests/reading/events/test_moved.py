"""What is moved to another time is put off; what is held at a time, or moves through space, is not."""

from __future__ import annotations

import pytest

from tests.reading.events.told import reading


@pytest.mark.parametrize(("title", "language", "day"), [
    ("Lukashenko moves state visit to Azerbaijan to January", "en", "2025-01"),
    ("Lukashenko's state visit to Azerbaijan pushed back to late June", "en", "2024-06"),
    ("Lukashenko's state visit to Azerbaijan rescheduled for 20 January", "en", "2025-01-20"),
    ("Лукашенко перенес государственный визит в Азербайджан на январь", "ru", "2025-01"),
    ("Lukaşenkonun Azərbaycana dövlət səfəri yanvara keçirildi", "az", "2025-01"),
    ("Lukaşenkonun Azərbaycana dövlət səfəri yanvarın 20-nə keçirilib", "az", "2025-01-20"),
    ("Belarus Prezidentinin Azərbaycana səfəri yanvara qədər təxirə salınıb", "az", "2025-01"),
    ("Візіт Лукашэнкі ў Азербайджан перанесены на студзень", "be", "2025-01"),
])  # fmt: skip
def test_a_visit_moved_to_another_time_is_put_off_and_lies_ahead(title: str, language: str, day: str) -> None:
    """A month without a year is the next one: what is put off is no history."""
    (event,) = reading(title, "", language, "2024-05-14").events
    assert (event.kind, event.status, event.day, event.background) == (
        "visit_cancelled_or_postponed", "postponed", day, False,
    )  # fmt: skip


@pytest.mark.parametrize(("title", "language"), [
    ("Lukashenko moves from Baku to Ganja on second day of state visit to Azerbaijan", "en"),
    ("Lukaşenkonun Azərbaycana dövlət səfəri mayda keçirildi", "az"),
    ("Lukaşenkonun Azərbaycana dövlət səfəri gələn həftə keçirilir", "az"),
    ("Государственный визит Лукашенко в Азербайджан запланирован на май", "ru"),
])  # fmt: skip
def test_a_visit_held_at_a_time_is_not_put_off(title: str, language: str) -> None:
    (event,) = reading(title, "", language, "2024-05-14").events
    assert event.status != "postponed"
