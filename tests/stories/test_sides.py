"""Both capitals: who reports a story, and what one side's outlets alone tell. All texts are invented."""

from __future__ import annotations

from typing import Any

from monitor.model.fact import Promise, Quote
from monitor.model.limits import HOUR
from monitor.stories import coverage
from tests.stories.test_news import AT, AZERTAC, NOON, PLANNED, event, report, turnover, visit

EXILE: dict[str, Any] = {"outlet": "Belsat", "side": None, "country": "PL", "kind": "exile"}
FREE: dict[str, Any] = {"outlet": "Turan", "side": None, "country": "AZ", "kind": "independent"}
TASS: dict[str, Any] = {"outlet": "TASS", "side": None, "country": "RU", "kind": "foreign-state"}
TALKS = event("talks_one_on_one", day="2024-05-06", day_from="said")


def test_each_outlet_counts_once_on_its_side_with_its_languages_and_reprints() -> None:
    first = report(TALKS, when=NOON + HOUR)
    copy = report(TALKS, outlet="SB", copy_of=first.article, when=NOON + 2 * HOUR)
    english = report(TALKS, language="en", edition_of=first.article, when=NOON + 3 * HOUR)
    foreign = report(TALKS, **TASS, when=NOON)
    found = coverage([foreign, first, copy, english, report(TALKS, **EXILE), report(TALKS, **FREE)])
    assert found.pair == ("AZ", "BY")
    baku, minsk = found.sides
    (belta,) = minsk.voices
    assert (belta.outlet, belta.languages, belta.articles, belta.at) == ("BelTA", ("ru", "en"), 2, NOON + HOUR)
    assert (belta.reprints, minsk.reprints, minsk.first) == (("SB",), ("SB",), belta)
    assert (baku.voices, baku.first, baku.only) == ((), None, ())
    assert minsk.only == ()  # there is nothing to compare it with
    assert [voice.outlet for voice in (*found.independent, *found.exile, *found.others)] == ["Turan", "Belsat", "TASS"]
    assert found.outlets == 4


def test_what_only_one_side_tells() -> None:
    said = Quote((AT,), "We shall build tractors together", 1, "person.ilham_aliyev")
    plan = Promise("plan", "plan:12-point:AZ-BY", "A 12-point plan", 1, AT, ("AZ", "BY"), "2026")
    minsk = report(TALKS, event("signing", day=""), turnover(48e6), plan)
    baku = report(TALKS, turnover(48.4e6), turnover(900e6, "2022"), said, **AZERTAC)
    found = coverage([minsk, baku, report(event("phone_call"), **TASS)])
    assert [side.only for side in found.sides] == [
        ("turnover 2022: 900 million USD (Azertac)", "Ilham Aliyev: “We shall build tractors together” (Azertac)"),
        ("signing", "plan, due 2026: “A 12-point plan” (BelTA)"),
    ]


def test_an_announcement_does_not_tell_that_it_took_place_or_was_called_off() -> None:
    done, off = visit("done", "2024-05-12"), visit("cancelled", "2024-05-12")
    late = NOON + 200 * HOUR
    found = coverage([report(done, when=late), report(PLANNED, **AZERTAC)])
    assert [side.only for side in found.sides] == [(), ("state visit to Baku, 12 May 2024",)]
    found = coverage([report(PLANNED), report(off, **AZERTAC, when=late)])
    assert [side.only for side in found.sides] == [("state visit to Baku, 12 May 2024, cancelled",), ()]


def test_without_a_pair_there_are_no_sides() -> None:
    found = coverage([report(), report(**AZERTAC)])
    assert (found.pair, found.sides, [voice.outlet for voice in found.others]) == (None, (), ["BelTA", "Azertac"])
    asked = coverage([report(), report(**AZERTAC)], ("AZ", "TR"))
    assert [[voice.outlet for voice in side.voices] for side in asked.sides] == [["Azertac"], []]
    assert coverage([]).outlets == 0
