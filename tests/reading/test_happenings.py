"""What a story tells, as things that happened: each once, on its day."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from monitor.model.digestfacts import ToldEvent
from monitor.model.fact import Event, Span
from monitor.reading.happenings import Word, happenings

TODAY = date(2024, 5, 20)


def word(article: int, on: str, kind: str, **slots: Any) -> Word:
    """Article N of that day tells of it; Belarus visits Azerbaijan unless said otherwise."""
    usual = {"sides": ("AZ", "BY"), "host": "AZ", "guest": "BY", "day_from": "said", "day": on}
    at = int(datetime.fromisoformat(f"{on}T12:00+00:00").astimezone(UTC).timestamp())
    event = Event(kind, 1, Span("body", 0, 1), **{**usual, **slots})
    return Word(event, f"{article}v{kind}", article, f"outlet {article}", at)


def told(*words: Word) -> list[tuple[str, str, str, str]]:
    """Kind, status, day and first day of each thing."""
    return [(each.event.kind, each.event.status, each.event.day, each.since) for each in _things(*words)]


def _things(*words: Word) -> tuple[ToldEvent, ...]:
    return happenings(words, (), TODAY)


def test_an_announced_visit_that_takes_place_is_called_by_its_kind_and_is_planned_no_more() -> None:
    announced = word(1, "2024-05-10", "visit_planned_or_invited", visit="visit_state", status="planned",
                     day="2024-05-15")  # fmt: skip
    arrived = word(2, "2024-05-15", "visit_state", visit="visit_state", day_from="assumed")
    talks = word(3, "2024-05-16", "visit_state", visit="visit_state")
    assert told(announced, arrived, talks) == [("visit_state", "done", "2024-05-16", "2024-05-15")]


def test_a_visit_began_on_the_day_on_which_it_was_to_begin_whatever_an_early_report_suggests() -> None:
    announced = word(1, "2024-05-14", "visit_planned_or_invited", visit="visit_state", status="planned",
                     day="2024-05-15")  # fmt: skip
    early = word(2, "2024-05-14", "visit_working", day_from="assumed")
    arrived = word(3, "2024-05-15", "visit_state", visit="visit_state")
    talks = word(4, "2024-05-16", "visit_state", visit="visit_state")
    assert [each.since for each in _things(announced, early, arrived, talks)] == ["2024-05-15"]


def test_a_later_report_without_a_day_of_its_own_is_about_what_has_been_signed() -> None:
    signed = word(1, "2024-05-16", "signing")
    later = word(2, "2024-05-19", "signing", host="", guest="", day_from="assumed")
    assert told(signed, later) == [("signing", "done", "2024-05-16", "")]
    assert [each.articles for each in _things(signed, later)] == [(1, 2)]


def test_a_signing_with_a_day_of_its_own_is_another_one() -> None:
    signed, again = word(1, "2024-05-16", "signing"), word(2, "2024-05-19", "signing")
    assert [day for _, _, day, _ in told(signed, again)] == ["2024-05-16", "2024-05-19"]


def test_a_visit_called_a_coming_one_without_a_day_just_after_it_took_place_is_that_one() -> None:
    held = word(1, "2024-05-16", "visit_state", visit="visit_state")
    after = word(2, "2024-05-19", "visit_planned_or_invited", visit="visit_state", status="planned", day="",
                 day_from="")  # fmt: skip
    assert [(kind, status) for kind, status, _, _ in told(held, after)] == [("visit_state", "done")]


def test_the_visit_back_is_another_one() -> None:
    held = word(1, "2024-05-16", "visit_state", visit="visit_state")
    back = word(2, "2024-05-18", "visit_planned_or_invited", status="planned", day="", day_from="", host="BY",
                guest="AZ")  # fmt: skip
    assert sorted(status for _, status, _, _ in told(held, back)) == ["done", "planned"]
