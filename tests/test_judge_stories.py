"""A match of the shipped rules once its story is known: what story() makes of its priority, and why."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from monitor import judge
from monitor.matching.rules import Rule
from monitor.model.article import Article
from monitor.model.limits import HOUR
from monitor.model.story import Reported, StoryFacts
from monitor.setup import Setup, load

ROOT = Path(__file__).parents[1]
SEEN = 1_700_000_000
BELTA = Reported(1, "BelTA", "BY", "BY", "state", "en", SEEN, SEEN)
AZERTAC = Reported(2, "Azertac", "AZ", "AZ", "state", "az", SEEN + HOUR, SEEN + HOUR)
MINISTER = Article(
    1, "", "Bayramov received by Belarusian foreign minister", "Jeyhun Bayramov held talks with his colleague in Minsk.",
    "en", SEEN, SEEN,
)  # fmt: skip


@cache
def shipped() -> Setup:
    return load(ROOT / "rules")


def rule(name: str = "azerbaijan-belarus") -> Rule:
    return next(rule for rule in shipped().rules if rule.id == name)


def told(*reports: Reported, hours: float) -> StoryFacts:
    return StoryFacts(reports, ("AZ", "BY"), SEEN + int(hours * HOUR))


def test_a_meeting_that_only_one_side_reports_becomes_high_and_says_why() -> None:
    (match,) = judge.judge(MINISTER, shipped()).matches
    assert match.priority == "normal"
    assert judge.raised(MINISTER, rule(), shipped(), None, told(BELTA, hours=11)) == ("normal", "")
    assert judge.raised(MINISTER, rule(), shipped(), None, told(BELTA, hours=12)) == (
        "high",
        "only Minsk's outlets report it, 12 hours after the first report",
    )
    assert judge.raised(MINISTER, rule(), shipped(), None, told(BELTA, AZERTAC, hours=12)) == ("normal", "")


@pytest.mark.parametrize(
    ("title", "priority"),
    [
        ("Minsk factory ships tractors to Azerbaijan under a contract with Belarus", "normal"),
        ("Lukashenko arrives in Azerbaijan on a state visit", "urgent"),
        ("Belarus and Azerbaijan to double their trade turnover", "high"),
    ],
)
def test_what_the_article_says_itself_needs_no_story(title: str, priority: str) -> None:
    article = Article(1, "", title, "", "en", SEEN, SEEN)
    assert judge.raised(article, rule(), shipped(), None, told(BELTA, hours=20)) == (priority, "")


def test_the_moments_at_which_a_story_is_to_be_asked_again() -> None:
    assert judge.asks_of_stories(rule())
    assert not judge.asks_of_stories(rule("trade-turnover"))
    assert judge.story_moments(rule(), told(BELTA, AZERTAC, hours=1)) == SEEN + 12 * HOUR
    assert judge.story_moments(rule(), told(BELTA, hours=12)) is None
    assert judge.story_moments(rule("trade-turnover"), told(BELTA, hours=1)) is None
