"""story() at work: whose outlets, how many, of which kind, in which language, since when."""

from __future__ import annotations

from typing import Any

import pytest

from monitor.matching import storyconditions as s
from monitor.matching.compile import Names, read_condition
from monitor.matching.conditions import View
from monitor.matching.explain import explain
from monitor.matching.facts import Story
from monitor.matching.syntax import parse
from monitor.matching.typed import Place
from monitor.model.limits import HOUR
from monitor.model.story import Reported, StoryFacts
from tests.matching.articles import facts, lexicon

SEEN = 1_700_000_000
NAMES = Names(lexicon())


def report(
    article: int, outlet: str, side: str | None, kind: Any = "state", language: str = "ru", **more: Any
) -> Reported:
    seen = SEEN + article * 60
    return Reported(article, outlet, side, side or "", kind, language, seen, more.pop("seen", seen), **more)


BELTA, AZERTAC = report(0, "BelTA", "BY"), report(1, "Azertac", "AZ", language="az")
TREND, EXILE = report(2, "Trend", "AZ", "private", "en"), report(3, "Nasha Niva", None, "exile", "be")
TASS = report(4, "TASS", None, "foreign-state")
SEARCH = report(5, "Google News", None, "aggregator", "en")


def asked(text: str, when: str = "pair(AZ, BY)") -> Story:
    main, _ = read_condition(parse(Place("x.yaml", 1, 1, when)), NAMES)
    found, problems = read_condition(parse(Place("x.yaml", 2, 1, text)), NAMES, main)
    assert problems == []
    (fact,) = found.facts
    assert isinstance(fact, Story)
    return fact


def told(*reports: Reported, hours: float = 0, pair: tuple[str, str] | None = None) -> StoryFacts:
    return StoryFacts(reports, pair, SEEN + int(hours * HOUR))


@pytest.mark.parametrize(
    ("reports", "sides"),
    [
        ((TASS, EXILE), "neither"),
        ((BELTA, TASS, EXILE, SEARCH), "one"),
        ((AZERTAC, TREND), "one"),
        ((BELTA, TREND), "both"),
        ((BELTA, report(6, "Day.Az", "AZ", copy_of=0)), "one"),  # a reprint of the other side's text
        ((TASS, report(6, "Day.Az", "AZ", copy_of=4)), "one"),  # of nobody's
        ((BELTA, TASS, report(6, "Day.Az", "AZ", copy_of=4)), "both"),
        ((report(7, "Day.Az", "AZ", copy_of=99),), "one"),  # its original was moved elsewhere
    ],
)
def test_whose_outlets_report_it(reports: tuple[Reported, ...], sides: str) -> None:
    found = [word for word in ("neither", "one", "both") if s.holds(asked(f"story(sides={word})"), told(*reports))]
    assert found == [sides]


@pytest.mark.parametrize(
    ("when", "pair", "sides"),
    [
        ("pair(AZ, any)", None, "both"),  # some other state's outlets are the other side
        ("pair(AZ, any)", ("AZ", "AM"), "one"),  # unless the story is known to be with Armenia
        ("pair(AZ, any)", ("AM", "BY"), "both"),  # which is not what the rule asks of
        ("pair(AM, south-caucasus)", None, "one"),
        ("pair(BY, south-caucasus)", None, "both"),
    ],
)
def test_of_a_group_or_any_country_the_story_s_own_pair_says_who_is_meant(
    when: str, pair: tuple[str, str] | None, sides: str
) -> None:
    assert s.holds(asked(f"story(sides={sides})", when), told(BELTA, AZERTAC, pair=pair))


@pytest.mark.parametrize(
    ("text", "reports", "holds"),
    [
        ("story(outlets>=2)", (BELTA, AZERTAC), True),
        ("story(outlets>=2)", (BELTA, report(6, "BelTA", "BY", language="en", edition_of=0)), False),
        ("story(outlets>=2)", (BELTA, report(6, "SB", "BY", copy_of=0)), False),
        ("story(outlets>=2)", (BELTA, SEARCH), False),
        ("story(outlets<=1)", (BELTA,), True),
        ("story(kinds=exile)", (EXILE, SEARCH), True),
        ("story(kinds=exile)", (EXILE, BELTA), False),
        ("story(languages=az)", (AZERTAC, report(6, "Trend", "AZ", language="az-Latn")), True),
        ("story(languages=az)", (AZERTAC, report(6, "Azertac", "AZ", language="en", edition_of=1)), False),
        ("story(languages=az)", (AZERTAC, report(6, "X", "AZ", language="")), False),
        ("story(outlets>=1)", (), False),
    ],
)
def test_how_many_outlets_of_which_kind_in_which_language(
    text: str, reports: tuple[Reported, ...], holds: object
) -> None:
    assert s.holds(asked(text), told(*reports)) is holds


@pytest.mark.parametrize(
    ("hours", "early", "late"), [(11.99, False, True), (12, True, True), (12.01, True, False), (400, True, False)]
)
def test_its_age_runs_from_when_the_first_report_was_seen(hours: float, early: object, late: object) -> None:
    """Whatever day the report bears: what came out while nobody looked comes in all at once."""
    old = report(9, "SB", "BY", seen=SEEN + HOUR)
    reports = told(BELTA, Reported(9, "SB", "BY", "BY", "state", "ru", SEEN - 90 * HOUR, old.seen), hours=hours)
    assert s.holds(asked("story(age>=12h)"), reports) is early
    assert s.holds(asked("story(age<=12h)"), reports) is late


def test_why_it_holds_is_a_sentence() -> None:
    wanted = asked("story(sides=one, age>=12h)")
    assert s.said(wanted, told(BELTA, hours=14.5)) == "only Minsk's outlets report it, 14 hours after the first report"
    assert s.said(wanted, told(BELTA, AZERTAC, hours=14.5)) == ""
    assert s.said(asked("story(sides=both)"), told(BELTA, AZERTAC)) == "outlets of Baku and Minsk report it"
    assert s.said(asked("story(sides=none, outlets>=2)"), told(TASS, EXILE)) == (
        "outlets of neither side report it, 2 outlets report it"
    )
    assert s.said(asked("story(kinds=exile, languages=be)"), told(EXILE)) == (
        "only exile outlets report it, it is told only in be"
    )
    assert s.said(asked("story(age>=2d)"), told(BELTA, hours=73)) == "3 days after the first report"


def test_the_next_moment_at_which_an_age_passes() -> None:
    early, late = asked("story(sides=one, age>=12h)"), asked("story(age<=12h)")
    assert s.moment(early, told(BELTA)) == SEEN + 12 * HOUR
    assert s.moment(early, told(BELTA, hours=12)) is None
    assert s.moment(late, told(BELTA, hours=12)) == SEEN + 12 * HOUR + 1
    assert not s.holds(late, told(BELTA, hours=12 + 1 / 3600))
    assert s.moment(asked("story(sides=one)"), told(BELTA)) is None


def test_an_article_alone_has_no_story() -> None:
    main, _ = read_condition(parse(Place("x.yaml", 1, 1, "pair(AZ, BY)")), NAMES)
    found, _ = read_condition(parse(Place("x.yaml", 2, 1, "eaeu or story(sides=one)")), NAMES, main)
    alone = facts("Minsk and Baku")
    assert found.decide(alone) is None
    assert "no story" in explain(found, alone).children[1].note
    alone.story = told(BELTA)
    assert found.decide(alone) == ()
    assert explain(found, alone).children[1].note == "only Minsk's outlets report it"
    assert found.root.parts[1].test(View(alone, {})) == ()
