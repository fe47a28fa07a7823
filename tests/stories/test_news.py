"""What an article brings its story that was not known before, and what is nothing new. All texts are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model.fact import Event, Facts, Figure, Promise, Quote, Span
from monitor.model.kinds import EVENTS as EVENT_KINDS
from monitor.model.limits import DAY, HOUR
from monitor.model.story import News, Reported
from monitor.stories import Knows, coverage, news

AT = Span("body", 0, 1)
NOON = int(datetime(2024, 5, 6, 12, tzinfo=UTC).timestamp())
NUMBERS = count(1)
BELTA: dict[str, Any] = {"outlet": "BelTA", "side": "BY", "language": "ru"}
AZERTAC: dict[str, Any] = {"outlet": "Azertac", "side": "AZ", "language": "az"}
TRANSIT = "undertaking:transit:AZ-BY"


def report(*facts: object, when: int = NOON, **more: Any) -> Reported:
    """An article of BelTA with these facts, unless said otherwise."""
    given = {"kind": "state", **BELTA, **more}
    read = Facts(
        events=tuple(f for f in facts if isinstance(f, Event)), figures=tuple(f for f in facts if isinstance(f, Figure)),
        quotes=tuple(f for f in facts if isinstance(f, Quote)), promises=tuple(f for f in facts if isinstance(f, Promise)),
    )  # fmt: skip
    return Reported(
        next(NUMBERS), given["outlet"], given["side"], given.get("country", given["side"] or ""), given["kind"],
        given["language"], when, when, copy_of=given.get("copy_of"), edition_of=given.get("edition_of"), facts=read,
    )  # fmt: skip


def event(kind: str, **more: Any) -> Event:
    more = {"sides": ("AZ", "BY"), "day": "2024-05-06", "day_from": "assumed", "level": "president", **more}
    return Event(kind, 1, AT, **more)


def visit(status: str, day: str = "", **more: Any) -> Event:
    kind = {"planned": "visit_planned_or_invited", "done": "visit_state", "under_way": "visit_state"}.get(
        status, "visit_cancelled_or_postponed"
    )
    more = {"visit": "visit_state", "host": "AZ", "guest": "BY", **more}
    return event(kind, status=status, day=day, day_from="said" if day else "", **more)


def turnover(value: float, period: str = "2023", **more: Any) -> Figure:
    return Figure("turnover", "level", 1, AT, value=value, unit="USD", period=period, pair=("AZ", "BY"), **more)


def told(*reports: Reported) -> list[News]:
    """What each but the first brought, in order."""
    known = Knows()
    found: list[News] = []
    for number, each in enumerate(reports):
        found += news(each, known) if number else ()
        known = known.with_(each)
    assert known == Knows.of(reports)
    return found


def lines(*reports: Reported) -> list[str]:
    return [f"{each.weight} {each.kind}: {each.sentence}" for each in told(*reports)]


PLANNED = visit("planned", "2024-05-12")


def test_a_first_report_opens_the_story() -> None:
    assert news(report(PLANNED), Knows()) == (News("opened", "first report: BelTA", 1),)


@pytest.mark.parametrize(
    "again",
    [
        {},
        {"outlet": "SB"},
        {"outlet": "SB", "copy_of": 1},
        {"language": "en", "edition_of": 1},
        {"outlet": "TASS", "side": None, "kind": "foreign-state"},
        {"outlet": "Anadolu", "side": "TR"},
    ],
)
def test_membership_a_copy_an_edition_and_the_same_fact_again_are_nothing_new(again: dict[str, Any]) -> None:
    facts = (
        visit("done", "2024-05-06"), event("talks_one_on_one"), event("signing"), turnover(48e6),
        Quote((AT,), "We shall build tractors together", 1, "person.aliyev"),
        Promise("undertaking", TRANSIT, "They agreed on transit", 1, AT),
    )  # fmt: skip
    assert told(report(*facts), report(*facts, **again)) == []


def test_the_first_source_from_the_other_capital_and_what_it_confirms() -> None:
    talks = event("talks_one_on_one")
    assert lines(report(PLANNED), report(PLANNED, **AZERTAC), report(PLANNED, outlet="Trend", side="AZ")) == [
        "1 other_side: first report from Baku's side: Azertac"
    ]
    assert lines(report(talks), report(talks, **AZERTAC)) == [
        "2 other_side: first report from Baku's side: Azertac, which confirms the talks"
    ]
    low = replace(talks, level="ambassador")
    assert [each.weight for each in told(report(low), report(low, **AZERTAC))] == [1]


def test_talks_that_both_sides_announced_are_confirmed_once_both_say_they_took_place() -> None:
    talks, sure = event("talks_one_on_one"), event("talks_expanded")
    assert lines(
        report(PLANNED), report(PLANNED, **AZERTAC), report(talks, when=NOON + 6 * DAY),
        report(sure, when=NOON + 6 * DAY + HOUR, **AZERTAC), report(talks, when=NOON + 7 * DAY, **AZERTAC),
    )[1:] == [
        "1 part: new part of the visit: one-on-one talks (BelTA)",
        "2 other_side: Baku's side confirms the talks: Azertac",
    ]  # fmt: skip


def test_the_first_independent_and_the_first_exile_report() -> None:
    free: dict[str, Any] = {"side": None, "country": "AZ", "kind": "independent", "outlet": "Turan"}
    exile: dict[str, Any] = {"side": None, "country": "PL", "kind": "exile", "outlet": "Belsat"}
    assert lines(report(PLANNED), report(PLANNED, **free), report(PLANNED, **exile), report(PLANNED, **exile)) == [
        "1 independent: first independent report: Turan",
        "1 independent: first report from exile media: Belsat",
    ]


@pytest.mark.parametrize(
    ("later", "line"),
    [
        (visit("cancelled"), "2 status: state visit to Baku of 12 May 2024 cancelled (BelTA)"),
        (visit("postponed", "2024-05-12"), "2 status: state visit to Baku of 12 May 2024 postponed (BelTA)"),
        (visit("postponed", "2024-05-20"), "2 day: state visit to Baku moved from 12 to 20 May 2024 (BelTA)"),
        (visit("postponed", "2024-06-02"), "2 day: state visit to Baku moved from 12 May to 2 Jun 2024 (BelTA)"),
        (visit("planned", "2024-05-20"), "1 day: state visit to Baku planned for 20 May 2024 (BelTA); BelTA had 12 May 2024"),
        (visit("under_way", "2024-05-12"), "1 visit: state visit to Baku, planned before, has begun (BelTA)"),
        (visit("done", "2024-05-12"), "1 visit: state visit to Baku, planned before, took place (BelTA)"),
        (visit("planned", "2024-05-11", until="2024-05-13"), ""),
        (visit("planned", host="BY", guest="AZ"), ""),
        (visit("planned", "2024-05-13", host="BY", guest="AZ"), ""),
        (visit("planned", "2024-09-02", host="BY", guest="AZ"), "1 visit: state visit to Minsk planned for 2 Sep 2024 (BelTA)"),
        (visit("planned", "2024-05-13", until="2024-05-19"), ""),
        (visit("planned", "2024-05-15", until="2024-05-21"), ""),
        (visit("planned", "2024-05-12", sides=("AZ", "TR")), ""),
        (visit("cancelled", "2024-05-12", background=True), ""),
    ],
)  # fmt: skip
def test_what_became_of_a_visit(later: Event, line: str) -> None:
    found = lines(report(PLANNED), report(later, when=NOON + DAY), report(later, when=NOON + 2 * DAY, outlet="SB"))
    assert found == [line] * bool(line)


def test_an_article_that_says_the_known_day_too_names_no_other() -> None:
    both = report(visit("planned", "2024-05-25"), PLANNED, **AZERTAC)
    assert lines(report(PLANNED), both)[1:] == []
    assert "day" in {each.kind for each in told(report(PLANNED), report(visit("planned", "2024-05-25"), **AZERTAC))}


def test_a_visit_of_several_days_has_begun_before_its_last() -> None:
    plan = report(visit("planned", "2024-05-12", until="2024-05-14"))
    held = report(visit("done", "2024-05-12"), when=NOON + 6 * DAY)
    over = replace(held, when=NOON + 9 * DAY)
    assert [line.split(", ")[-1] for line in lines(plan, held)] == ["has begun (BelTA)"]
    assert [line.split(", ")[-1] for line in lines(plan, over)] == ["took place (BelTA)"]


def test_that_an_announced_visit_has_begun_wakes_nobody() -> None:
    held = visit("done", "2024-05-12")
    begun = [report(held, when=NOON + 6 * DAY), report(held, when=NOON + 6 * DAY + HOUR, **AZERTAC)]
    assert lines(report(PLANNED), report(PLANNED, **AZERTAC), *begun)[-1] == (
        "1 other_side: Baku's side confirms the visit: Azertac"
    )


def test_a_visit_the_other_way_hides_no_day_of_the_one_that_is_ahead() -> None:
    """What is told as past before the first day is its programme still."""
    back, early = visit("planned", "2024-09-02", host="BY", guest="AZ"), visit("done", "2024-05-10")
    assert [each.kind for each in told(report(PLANNED), report(back), report(early, when=NOON + 4 * DAY))] == ["visit"]


def test_talks_that_took_place_are_told_by_people_and_day() -> None:
    plan = report(PLANNED, event("talks_one_on_one", status="planned"))
    people: dict[str, Any] = {"actors": ("person.ilham_aliyev",), "recipients": ("person.alexander_lukashenko",)}
    held = event("talks_one_on_one", day="2024-05-12", day_from="said", **people)
    some = event("meeting_received", level="", actors=())
    later: dict[str, Any] = {"when": NOON + 6 * DAY}
    ends = "on 12 May 2024 took place as planned (BelTA)"
    assert lines(plan, report(some, **later), report(held, **later)) == [
        f"1 part: one-on-one talks of Ilham Aliyev and Alexander Lukashenko {ends}"
    ]


def test_what_was_called_off_stays_so_until_a_new_day_is_named() -> None:
    off, again = visit("postponed"), visit("planned", "2024-06-20")
    assert lines(
        report(PLANNED), report(off), report(PLANNED, outlet="SB"), report(event("visit_working", host="AZ"), outlet="SB"),
        report(again),
    ) == [
        "2 status: state visit to Baku of 12 May 2024 postponed (BelTA)",
        "2 day: state visit to Baku moved from 12 May to 20 Jun 2024 (BelTA)",
    ]  # fmt: skip


def test_a_day_that_was_not_named_before() -> None:
    off = visit("postponed", "2024-05-12")
    assert lines(report(visit("planned")), report(off)) == [
        "2 status: state visit to Baku of 12 May 2024 postponed (BelTA)"
    ]
    assert lines(report(visit("planned")), report(PLANNED)) == [
        "1 day: day named for the state visit to Baku: 12 May 2024 (BelTA)"
    ]


def test_what_is_told_as_past_while_the_visit_is_ahead_is_its_programme() -> None:
    """A preview in the past tense, and a headline "X in Minsk" days before."""
    early = (event("talks_one_on_one"), event("signing"), event("visit_working", host="AZ"))
    assert lines(report(PLANNED), report(*early), report(PLANNED, *early, outlet="SB")) == []
    assert lines(report(PLANNED), report(event("signing", day="2024-05-12", day_from="said"), when=NOON + 6 * DAY)) == [
        "2 signed: documents signed (BelTA)"
    ]


def test_parts_of_a_visit_are_told_once_and_joined() -> None:
    begun = report(visit("under_way", "2024-05-06"))
    parts = report(event("talks_one_on_one"), event("talks_expanded"), event("intergovernmental_commission"))
    papers = report(event("signing"), event("joint_statement"), event("talks_expanded"), **AZERTAC)
    assert lines(begun, parts, papers) == [
        "1 part: new part of the visit: one-on-one talks; intergovernmental commission (BelTA)",
        "2 other_side: first report from Baku's side: Azertac, which confirms the talks",
        "2 signed: documents signed; joint statement made (Azertac)",
    ]


def test_what_else_two_did_is_no_news_of_another_story() -> None:
    call = report(event("phone_call"))
    assert lines(call, report(event("talks_expanded"), event("congratulation"))) == []
    assert lines(call, report(event("summons_protest", level=""))) == [
        "1 part: also reported: summons or protest (BelTA)"
    ]


def test_a_new_figure_and_one_that_contradicts_an_earlier_one() -> None:
    trend: dict[str, Any] = {"outlet": "Trend", "side": None}
    assert lines(report(turnover(480e6)), report(turnover(48e6), **trend)) == [
        "1 conflict: turnover 2023: 48 million USD (Trend); BelTA had 480 million USD"
    ]
    assert lines(report(PLANNED), report(turnover(48e6), turnover(60e6, "2024-01/2024-03"), **trend)) == [
        "1 figure: turnover 2023: 48 million USD; turnover Jan-Mar 2024: 60 million USD (Trend)"
    ]
    assert lines(report(turnover(421.6e6)), report(turnover(412.6e6))) == [
        "1 conflict: turnover 2023: 412.6 million USD, corrected from 421.6 million USD (BelTA)"
    ]


@pytest.mark.parametrize(
    "again",
    [
        turnover(421e6),
        turnover(420e6),
        turnover(421.6e6, ""),
        turnover(400e6, op=">"),
        turnover(9e6, ""),  # of whatever time
        turnover(900e6, background=True),
        turnover(900e6, confidence="low"),
        replace(turnover(900e6), pair=("BY", "RU")),
        replace(turnover(1e9), kind="goal"),
    ],
)
def test_the_same_amount_rounded_and_what_nobody_can_place_are_no_new_figures(again: Figure) -> None:
    assert lines(report(turnover(421.6e6)), report(again, outlet="SB")) == []


def test_words_of_somebody_not_yet_quoted_and_a_new_promise() -> None:
    first = Quote((AT,), "We shall build tractors together", 1, "person.ilham_aliyev")
    other = Quote((AT,), "Transit will grow", 1, "person.ilham_aliyev")
    nobody = Quote((AT,), "So be it", 1, "", "the ambassador")
    plan = Promise("plan", "plan:12-point:AZ-BY", "A 12-point plan", 1, AT, ("AZ", "BY"), "2026")
    vague = Promise("undertaking", TRANSIT, "They agreed on transit", 1, AT, ("AZ", "BY"))
    assert lines(
        report(PLANNED), report(first, nobody), report(other, outlet="SB"), report(other, when=NOON + DAY),
        report(plan, vague), report(plan, vague, **AZERTAC),
    ) == [
        "1 quote: Ilham Aliyev: “We shall build tractors together” (BelTA)",
        "1 quote: Ilham Aliyev: “Transit will grow” (BelTA)",
        "1 promise: new plan, due 2026: “A 12-point plan”; new undertaking: “They agreed on transit” (BelTA)",
        "1 other_side: first report from Baku's side: Azertac",
    ]  # fmt: skip
    assert [each.weight for each in told(report(PLANNED), report(vague))] == [0]


def test_a_copy_tells_only_what_contradicts_its_original() -> None:
    copy = report(visit("cancelled"), turnover(48e6), turnover(400e6, "2022"), event("signing"), outlet="SB", copy_of=1)
    assert lines(report(PLANNED, turnover(480e6)), copy, copy) == [
        "2 status: state visit to Baku of 12 May 2024 cancelled (SB)",
        "1 conflict: turnover 2023: 48 million USD (SB); BelTA had 480 million USD",
    ]


def test_what_only_a_search_page_tells_wakes_nobody() -> None:
    search: dict[str, Any] = {"outlet": "Search", "side": None, "kind": "aggregator"}
    assert [each.weight for each in told(report(PLANNED), report(visit("cancelled"), **search))] == [1]


def test_what_a_story_knows_stays_small() -> None:
    """Two thousand articles with figures and events of their own: what is kept is bounded."""
    known = Knows()
    for number in range(2000):
        known = known.with_(report(turnover(1e6 + 7919 * number, f"{1500 + number}"), event("phone_call")))
    assert (len(known.figures), len(known.held), known.reports) == (300, 1, 2000)


DAYS = st.sampled_from(
    ["", "2024", "2024-05", "2024-05-06", "2024-05-12", "2024-02-30", "0000-00-00", "9999-12-31", "x"]
)
EVENTS = st.builds(
    Event, st.sampled_from([*EVENT_KINDS, "unheard_of"]), st.just(1), st.just(AT),
    visit=st.sampled_from(["", "visit_state"]), sides=st.sampled_from([(), ("AZ",), ("AZ", "BY"), ("BY", "AZ", "TR")]),
    host=st.sampled_from(["", "AZ", "BY"]), level=st.sampled_from(["", "president", "nobody"]), day=DAYS, until=DAYS,
    day_from=st.sampled_from(["", "said", "relative", "assumed"]),
    status=st.sampled_from(["planned", "under_way", "done", "postponed", "cancelled"]), background=st.booleans(),
)  # fmt: skip
AMOUNTS = st.none() | st.floats() | st.sampled_from([0.0, 48e6, 480e6, -3.0])
FIGURES = st.builds(
    Figure, st.sampled_from(["turnover", "exports", "share"]), st.sampled_from(["level", "growth", "goal", "range"]),
    st.just(1), st.just(AT), value=AMOUNTS, low=AMOUNTS, high=AMOUNTS, factor=AMOUNTS, growth=AMOUNTS, index=AMOUNTS,
    unit=st.sampled_from(["", "USD", "%"]), period=DAYS | st.sampled_from(["2024-YTD", "2024-01/2024-07", "P2Y"]),
    pair=st.sampled_from([(), ("AZ", "BY"), ("BY", "WORLD")]), direction=st.sampled_from(["", "AZ>BY", "BY>"]),
)  # fmt: skip


@given(st.lists(st.tuples(st.lists(EVENTS | FIGURES, max_size=4), st.sampled_from([BELTA, AZERTAC])), max_size=6))
def test_whatever_was_read_every_piece_of_news_is_a_sentence_and_nothing_is_told_twice(
    read: list[tuple[list[Event | Figure], dict[str, Any]]],
) -> None:
    known = Knows()
    for facts, outlet in read:
        article = report(*facts, **outlet)
        found = news(article, known)
        assert all(each.sentence.strip() and "\n" not in each.sentence for each in found)
        assert len({each.kind for each in found}) == len(found)
        known = known.with_(article)
        again = news(replace(article, article=10**6), known)
        assert [each for each in again if each.kind in ("status", "day", "signed", "visit", "part", "other_side")] == []
    assert coverage([report(*facts, **outlet) for facts, outlet in read]).outlets <= 2
