"""A simulated week of a state visit is told as one story: one digest a day and at most three alerts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from tests.visitweek import VISIT
from tests.visitweek.week import Week, lived, rows_of, standings


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Week]:
    """The week, lived once."""
    found = lived(tmp_path_factory.mktemp("week"))
    yield found
    found.world.store.close()


def test_it_is_a_week_of_two_hundred_articles_of_twelve_outlets_in_four_languages(week: Week) -> None:
    """Varied text: few headlines and hardly a text twice but in copies."""
    visit = week.visit
    assert len(visit) == 200
    assert len({each.feed.partition("-")[0] for each in visit}) == 12
    assert {each.language for each in visit} == {"en", "ru", "az", "be"}
    own = [each for each in visit if each.copy_of is None]
    assert len({each.text for each in own}) >= 0.98 * len(own)
    assert len(week.written) - len(visit) == 60
    assert len(week.ids) == len(week.written)


def test_the_visit_is_one_story(week: Week) -> None:
    """Nearly all of it: an article without a word on the visit may stand by itself."""
    main, *rest = week.stories(VISIT)
    standing = standings(week.world)
    beside = sum(standing.get(week.ids[each.id]) in rest for each in week.visit)
    assert beside <= 4, {
        story: [each.title for each in week.visit if standing.get(week.ids[each.id]) == story] for story in rest
    }
    assert main


def test_one_digest_a_day_and_at_most_three_alerts_that_each_say_what_is_new(week: Week) -> None:
    """Of an announced visit its beginning is no surprise, its documents are."""
    told = week.told()
    assert [each.kind for each in told].count("daily") == 7
    alerts = [each for each in told if each.kind == "alert"]
    assert 2 <= len(alerts) <= 3
    sentences = [sentence for each in alerts for _, sentence in each.sentences]
    assert len(set(sentences)) == len(sentences) == len(alerts)
    assert "signed" in " ".join(sentences)
    for each in alerts:
        assert len(each.text.splitlines()) <= 8
        assert len(each.text) <= 600


def test_every_matching_article_is_told_exactly_once_and_nothing_twice(week: Week) -> None:
    """Edited ones a second time, as updates or corrections of what was told."""
    matching = {row["article"] for row in rows_of(week.world, "SELECT DISTINCT article FROM rule_match")}
    told = Counter(article for each in week.told() for article in each.articles)
    assert set(told) == matching
    edited = {week.ids[each.id] for each in week.written if each.edited}
    assert {article for article, count in told.items() if count > 1} <= edited
    as_new = rows_of(
        week.world, "SELECT article, min(digest) AS first, count(*) AS n FROM told GROUP BY article, revision"
    )
    assert {row["n"] for row in as_new} == {1}


def test_each_day_says_what_is_new_and_no_sentence_twice(week: Week) -> None:
    """What an alert has said is not said again by the digest."""
    sentences = [sentence for each in week.told() for sentence in each.sentences]
    assert len(sentences) == len(set(sentences))
    main = week.stories(VISIT)[0]
    busy = [each for each in week.told() if each.kind == "daily"][:4]
    assert sum(any(story == main for story, _ in each.sentences) for each in busy) >= 3


def test_an_alert_is_one_line_of_the_next_digest(week: Week) -> None:
    told = week.told()
    for place, each in enumerate(told):
        if each.kind == "alert":
            following = next(one for one in told[place:] if one.kind == "daily")
            assert "alerted" in following.text


def test_the_other_stories_stand_apart(week: Week) -> None:
    """Each in one story of its own, none in the visit's."""
    main = week.stories(VISIT)[0]
    names = {each.story for each in week.written} - {VISIT}
    found = {name: week.stories(name) for name in names}
    assert {name for name, stories in found.items() if main in stories} == set()
    assert {name for name, stories in found.items() if len(stories) > 1} == set()
