"""Which alerts go together, when, and what waits: windows, quiet hours, mutes, telegrams."""

from __future__ import annotations

from dataclasses import replace

from monitor.digest import Alert, alert, messages
from monitor.digest.quiet import rings
from monitor.model.judgement import Priority
from monitor.model.limits import HOUR, MINUTE, Limits
from monitor.model.message import Brought, Quiet, Report, Subscription
from monitor.model.story import News
from tests.digest.samples import SUBSCRIPTION, at, report, story

LIMITS = Limits()
READER = replace(SUBSCRIPTION, alerts="high")
SLEEPER = replace(READER, quiet=Quiet(22 * 60, 7 * 60))
NIGHT, MORNING = at(16, 23), at(17, 7)


def found(number: int, priority: Priority, begun: int, ready: int = 0) -> Alert:
    """The alert that a story asks for."""
    return Alert(story(number, "T", report(number, "T"), priority=priority), begun, ready or begun + 2 * MINUTE)


def sent(*alerts: Alert, reader: Subscription = READER) -> list[tuple[list[int], int]]:
    """The stories of each message, and its moment."""
    return [([one.id for one in each.stories], each.moment) for each in messages(alerts, reader, LIMITS)]


def test_urgent_stories_go_at_once_each_by_itself_and_high_ones_together_when_the_window_closes() -> None:
    noon = at(16, 12)
    assert sent(
        found(1, "high", noon), found(2, "urgent", noon + MINUTE), found(3, "high", noon + 20 * MINUTE),
        found(4, "urgent", noon + 5 * MINUTE), found(5, "high", noon + 29 * MINUTE),
    ) == [
        ([2], noon + 3 * MINUTE), ([4], noon + 7 * MINUTE), ([1, 3], noon + 30 * MINUTE), ([5], noon + 59 * MINUTE),
    ]  # fmt: skip


def test_the_window_is_the_readers_and_never_shorter_than_the_wait_for_more_reports() -> None:
    noon = at(16, 12)
    assert sent(found(1, "high", noon), reader=replace(READER, window=2 * HOUR)) == [([1], noon + 2 * HOUR)]
    assert sent(found(1, "high", noon), reader=replace(READER, window=MINUTE)) == [([1], noon + 2 * MINUTE)]


def test_a_story_that_rang_lately_joins_the_message_that_goes_when_it_may_ring_again() -> None:
    noon = at(16, 12)
    held, other = found(1, "high", noon, ready=noon + HOUR), found(2, "high", noon + 10 * MINUTE)
    assert sent(held, other) == [([2], noon + 40 * MINUTE), ([1], noon + HOUR)]
    assert sent(held, found(2, "high", noon + 45 * MINUTE)) == [([1, 2], noon + HOUR)]


def test_in_quiet_hours_everything_waits_for_their_end_and_goes_together_as_always() -> None:
    night = [found(1, "high", NIGHT), found(2, "urgent", NIGHT), found(3, "high", NIGHT + 4 * HOUR)]
    assert sent(*night, reader=SLEEPER) == [([2], MORNING), ([1, 3], MORNING)]
    early = found(4, "high", at(16, 21, 45))
    assert sent(early, reader=SLEEPER) == [([4], MORNING)]
    assert sent(found(4, "high", at(16, 21, 25)), reader=SLEEPER) == [([4], at(16, 21, 55))]


def test_what_is_urgent_rings_in_them_where_the_reader_says_so() -> None:
    awake = replace(SLEEPER, quiet=Quiet(22 * 60, 7 * 60, urgent_rings=True))
    assert sent(found(1, "high", NIGHT), found(2, "urgent", NIGHT), reader=awake) == [
        ([2], NIGHT + 2 * MINUTE), ([1], MORNING),
    ]  # fmt: skip


def test_every_moment_lies_outside_the_quiet_hours() -> None:
    for minute in range(0, 24 * 60, 7):
        for _, moment in sent(found(1, "high", NIGHT + minute * MINUTE), reader=SLEEPER):
            assert rings(SLEEPER.quiet, SLEEPER.zone, moment) == moment


def late(article: int, hours: float, now: int, **changes: object) -> Report:
    """A report that came so long ago."""
    when = round(now - hours * HOUR)
    return report(article, "T", first_seen=when, dated=when, grouped=when, priority="high", **changes)


def test_a_night_that_an_alert_had_to_wait_makes_it_no_older() -> None:
    """An outlet that gives the day alone dates it to midnight."""
    waited = replace(late(2, 8, MORNING), dated=MORNING - 31 * HOUR)
    assert alert(story(12, "T", waited), (), READER, MORNING, LIMITS) is None
    assert alert(story(12, "T", waited), (), SLEEPER, MORNING, LIMITS)


def test_a_muted_story_does_not_ring() -> None:
    one = story(12, "T", late(2, 0, NIGHT), muted=NIGHT + 5 * HOUR)
    assert alert(one, (), READER, NIGHT, LIMITS) is None
    assert alert(one, (), READER, NIGHT + 5 * HOUR, LIMITS)


def test_a_telegram_never_rings_whatever_the_rules_say_of_it() -> None:
    """Neither as the first word nor with something that was read of it; that a visit is off rings all the same."""
    telegram = replace(late(2, 0, NIGHT), courtesy=True)
    for priority in ("urgent", "high"):
        polite = replace(telegram, priority=priority)
        assert alert(story(12, "T", polite), (), READER, NIGHT, LIMITS) is None
        signed = Brought(2, NIGHT, News("signed", "documents signed", 2))
        assert alert(story(12, "T", polite, brought=(signed,)), (), READER, NIGHT, LIMITS) is None
        off = Brought(2, NIGHT, News("status", "called off", 2))
        assert alert(story(12, "T", polite, brought=(off,)), (), READER, NIGHT, LIMITS)


def test_a_high_story_that_becomes_urgent_rings_once_more() -> None:
    """Once: who was told what is urgent knows it."""
    told = late(1, 5, NIGHT)
    urgent = replace(late(2, 0, NIGHT), priority="urgent")
    grown = story(12, "T", urgent, before=(told,))
    assert alert(grown, (NIGHT - 4 * HOUR,), READER, NIGHT, LIMITS)
    assert alert(replace(grown, before=(replace(told, priority="urgent"),)), (), READER, NIGHT, LIMITS) is None
    assert alert(story(12, "T", late(2, 0, NIGHT), before=(told,)), (), READER, NIGHT, LIMITS) is None


def test_of_several_first_reports_the_most_important_is_told() -> None:
    one = alert(story(12, "T", late(2, 0.1, NIGHT), replace(late(3, 0, NIGHT), priority="urgent")), (), READER, NIGHT,
                LIMITS)  # fmt: skip
    assert one
    assert [each.article for each in one.story.reports] == [3]
    assert one.story.priority == "urgent"
