"""What a story tells, as things that happened: once each, with everybody's slots, the main one first."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from monitor.model.fact import Event, Span
from monitor.reading.happenings import Word, happenings

TODAY = date(2024, 5, 18)
AZ_BY = ("AZ", "BY")
GUEST, HOST = "person.alexander_lukashenko", "person.ilham_aliyev"


def event(kind: str = "visit_state", day: str = "", **more: Any) -> Event:
    sure = {"day_from": "said"} if day else {}
    return Event(kind, 1, Span("body", 0, 5), sides=AZ_BY, day=day, **{**sure, **more})


def word(article: int, fact: Event, day: str = "2024-05-16") -> Word:
    at = int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp()) + article
    return Word(fact, f"{article}v1", article, f"Outlet {article}", at)


ARRIVAL = event(day="2024-05-15", host="AZ", guest="BY", level="president", actors=(GUEST,), status="under_way")
TALKS = event("talks_one_on_one", "2024-05-16", level="president", actors=(HOST, GUEST), place="place.baku")


def test_the_second_day_of_a_visit_is_told_as_its_frame_with_the_day_it_began() -> None:
    found = happenings([word(1, ARRIVAL, "2024-05-15"), word(2, TALKS)], {1}, TODAY)
    frame, talks = found
    assert (frame.event.kind, frame.event.day, frame.since, frame.new) == (
        "visit_state",
        "2024-05-16",
        "2024-05-15",
        True,
    )
    assert (frame.event.actors, frame.event.recipients, frame.event.place) == ((GUEST,), (HOST,), "place.baku")
    assert (talks.event.kind, talks.new, talks.articles) == ("talks_one_on_one", True, (2,))


def test_one_day_alone_may_be_any_day_of_a_visit() -> None:
    (frame,) = happenings([word(1, ARRIVAL)], (), TODAY)
    assert (frame.event.day, frame.since, frame.last) == ("2024-05-15", "", "")


def test_days_of_one_stay_in_two_towns_are_one_visit() -> None:
    there = event(day="2024-05-16", host="AZ", place="place.ganja", status="under_way")
    (frame,) = happenings([word(1, ARRIVAL, "2024-05-15"), word(2, there)], {1}, TODAY)
    assert (frame.event.day, frame.since, frame.articles, frame.new) == ("2024-05-16", "2024-05-15", (1, 2), True)


def test_a_thing_that_was_told_before_is_new_once_it_is_put_off() -> None:
    planned = event("visit_planned_or_invited", "2024-05-27", visit="visit_working", host="AZ", status="planned")
    off = event("visit_cancelled_or_postponed", visit="visit_working", host="AZ", status="postponed")
    told, later = word(1, planned), word(2, off, "2024-05-17")
    (first,) = happenings([told], (), TODAY)
    assert (first.event.status, first.new) == ("planned", True)
    (second,) = happenings([told, later], {1}, TODAY)
    assert (second.event.status, second.new, second.articles) == ("postponed", True, (1, 2))
    (again,) = happenings([told, later, word(3, planned, "2024-05-17")], {1, 2}, TODAY)
    assert (again.event.status, again.new) == ("postponed", False)


def test_what_is_told_again_without_anything_new_is_not_new() -> None:
    (talks,) = happenings([word(1, TALKS), word(2, TALKS)], {1}, TODAY)
    assert (talks.new, talks.articles) == (False, (1, 2))


def test_what_most_articles_begin_with_comes_before_what_has_the_higher_rank() -> None:
    call = event("phone_call", "2024-05-16", level="minister")
    visit = event("visit_planned_or_invited", "2024-05-30", level="president", host="AZ", status="planned")
    found = happenings([word(1, call), word(2, call), word(3, visit)], (), TODAY)
    assert [each.event.kind for each in found] == ["phone_call", "visit_planned_or_invited"]


def test_reports_that_say_the_very_same_are_held_against_others_once() -> None:
    (talks,) = happenings([word(n, TALKS) for n in range(1, 1001)], (), TODAY)
    assert talks.articles == tuple(range(1, 1001))


def test_a_topic_that_one_outlet_mentions_without_a_day_is_no_happening() -> None:
    """Ministers who spoke of contracts have signed none; a title, a day of its own or a second outlet make it sure."""
    loose = event("contract_supply", "2024-05-16", day_from="assumed", level="foreign_minister")
    loose = replace(loose, sentence=5)
    assert happenings([word(1, loose)], (), TODAY) == ()
    assert len(happenings([word(1, loose), word(2, replace(loose, sentence=6))], (), TODAY)) == 1
    assert len(happenings([word(1, replace(loose, sentence=0))], (), TODAY)) == 1
    assert len(happenings([word(1, replace(loose, day_from="said"))], (), TODAY)) == 1


def test_a_meeting_in_the_body_on_no_day_but_the_reports_own_is_left_out_and_in_the_lead_told() -> None:
    met = event("meeting_received", "2024-05-16", day_from="assumed")
    assert happenings([word(1, replace(met, sentence=7))], (), TODAY) == ()
    assert len(happenings([word(1, met)], (), TODAY)) == 1


def test_a_kind_that_this_version_does_not_know_comes_last_and_stops_nothing() -> None:
    """A later version's ledger may hold it."""
    found = happenings([word(1, event("space_launch", "2024-05-16", status="done")), word(2, TALKS)], (), TODAY)
    assert [told.event.kind for told in found] == ["talks_one_on_one", "space_launch"]
