"""When there is an alert, what it covers, and that it stays within eight lines."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.digest import Alert, alert, html, subject, text
from monitor.model.judgement import Priority
from monitor.model.limits import DAY, HOUR, MINUTE, Limits
from monitor.model.message import Brought, Digest, DigestStory, Report, Subscription
from monitor.model.story import News, NewsKind, Weight
from tests.digest.samples import SUBSCRIPTION, after, at, digest, hostile, report, story
from tests.digest.samples import alert as sample

NOW, LIMITS = at(16, 20), Limits()
TOLD = report(1, "A state visit is announced (invented)", first_seen=at(15, 9), dated=at(15, 9), priority="urgent")


def fresh(article: int, **changes: object) -> Report:
    """A report of a minute ago."""
    return report(article, f"Report {article} (invented)", first_seen=NOW - MINUTE, dated=NOW - MINUTE,
                  grouped=NOW - MINUTE, priority="urgent", **changes)  # fmt: skip


def news(article: int, kind: NewsKind = "signed", weight: Weight = 2) -> Brought:
    """What that report brought."""
    return Brought(article, NOW - MINUTE, News(kind, f"{kind} by {article}", weight))


def known(*reports: Report, brought: tuple[Brought, ...] = ()) -> DigestStory:
    """A story this reader was told of, with these reports untold."""
    return story(12, "The visit", *reports, before=(TOLD,), brought=brought)


def reader(threshold: Priority) -> Subscription:
    """Who wants what is at least so important at once."""
    return replace(SUBSCRIPTION, alerts=threshold)


def decided(found: DigestStory, *sent: int, now: int = NOW) -> Alert | None:
    """For a reader who wants what is urgent."""
    return alert(found, sent, reader("urgent"), now, LIMITS)


def covered(found: Alert | None) -> list[int]:
    """The articles of an alert."""
    return [each.article for each in found.story.reports] if found else []


def test_the_first_urgent_report_of_a_story_is_told_after_a_short_wait() -> None:
    found = decided(story(12, "T", fresh(2), fresh(3)))
    assert covered(found) == [2]
    assert found
    assert found.moment == NOW - MINUTE + LIMITS.alert_delay


def test_a_story_that_becomes_urgent_is_told_once_more() -> None:
    """The reader knows it as harmless."""
    harmless = story(12, "T", fresh(2), before=(replace(TOLD, priority="normal"),))
    assert covered(decided(harmless)) == [2]
    assert covered(decided(harmless, NOW - 5 * HOUR)) == []


def test_after_that_only_news_that_weighs_is_told_and_by_the_article_that_carries_it() -> None:
    assert decided(known(fresh(2))) is None
    assert decided(known(fresh(2), brought=(news(2, "figure", 1),))) is None
    assert covered(decided(known(fresh(2), fresh(3), brought=(news(3),)))) == [3]


def test_reports_of_the_same_minutes_that_all_carry_news_make_one_alert() -> None:
    found = decided(known(fresh(2), fresh(3), fresh(4), brought=(news(2), news(4, "conflict"))))
    assert covered(found) == [2, 4]


SILENT = {
    "aggregator": fresh(2, kind="aggregator"),
    "correction": fresh(2, change="correction"),
    "dated yesterday": replace(fresh(2), dated=NOW - DAY - HOUR),
    "first seen yesterday": replace(fresh(2), first_seen=NOW - DAY - HOUR, dated=None),
}


@pytest.mark.parametrize("name", SILENT)
def test_what_never_rings(name: str) -> None:
    """Neither as the first word of a story nor with news."""
    assert decided(story(12, "T", SILENT[name])) is None
    assert decided(known(SILENT[name], brought=(news(2),))) is None


def test_a_copy_or_an_edition_is_no_first_word_but_may_be_the_first_with_news() -> None:
    """An agency's Belarusian text may say what its Russian one did not."""
    original = replace(fresh(1), kind="aggregator")
    for told in (fresh(2, copy_of=1), fresh(2, edition_of=1)):
        assert decided(story(12, "T", original, told)) is None
        assert covered(decided(known(told, brought=(news(2),)))) == [2]


def test_an_edition_of_what_this_reader_is_not_shown_is_the_first_word() -> None:
    """Who does not read Russian hears of it in English."""
    assert covered(decided(story(12, "T", fresh(2, edition_of=1)))) == [2]
    assert covered(decided(story(12, "T", fresh(2, copy_of=1)))) == [2]


def test_a_story_below_the_threshold_never_rings() -> None:
    """Whatever its news."""
    high = story(12, "T", replace(fresh(2), priority="high"), brought=(news(2),))
    assert decided(high) is None
    assert covered(alert(high, (), reader("high"), NOW, LIMITS)) == [2]


def test_a_normal_report_rings_where_its_story_is_urgent() -> None:
    """A document signed in a state visit may stand in an article that names no visit."""
    assert covered(decided(known(replace(fresh(2), priority="normal"), brought=(news(2),)))) == [2]


def test_a_story_rings_at_most_hourly_and_three_times_a_day_but_a_change_of_plans_always() -> None:
    found = known(fresh(2), brought=(news(2),))
    recent, three = NOW - 10 * MINUTE, (NOW - 20 * HOUR, NOW - 9 * HOUR, NOW - 5 * HOUR)
    late = decided(found, recent)
    full = decided(found, *three)
    assert late
    assert late.moment == recent + LIMITS.alert_gap
    assert full
    assert full.moment == three[0] + DAY
    off = decided(known(fresh(2), brought=(news(2, "status"),)), *three, recent)
    assert off
    assert off.moment == NOW - MINUTE + LIMITS.alert_delay


def test_the_weightiest_report_gives_the_headline() -> None:
    found = decided(known(fresh(2), fresh(3), brought=(news(3),)))
    assert found
    assert found.story.headline == "Report 3 (invented)"
    assert found.story.brought == (news(3),)


def alerts_of(page: Digest) -> list[Digest]:
    """Each story of it as an alert."""
    return [replace(page, kind="alert", stories=(each,), alerted=()) for each in page.stories]


def bounded(written: str) -> bool:
    """Eight lines and 600 characters."""
    return len(written.splitlines()) <= 8 and len(written) <= 600


@pytest.mark.parametrize("number", range(len(hostile().stories)))
def test_no_title_outlet_or_address_makes_an_alert_longer(number: int) -> None:
    page = alerts_of(hostile())[number]
    assert bounded(text(page))
    assert "<script" not in html(page)
    assert subject(page).isprintable()


@given(st.text(max_size=300), st.text(max_size=300), st.text(max_size=200), st.integers(0, 9))
def test_whatever_the_outlets_write_it_stays_within_its_lines(title: str, said: str, name: str, more: int) -> None:
    first = fresh(2, outlet=name, why=(title, said, name), url=f"https://news.example/{'p' * len(said)}")
    reports = [replace(first, article=2 + n, title=title or "T") for n in range(more + 1)]
    brought = tuple(Brought(each.article, NOW, News("figure", f"{said} {each.article}", 2)) for each in reports)
    page = digest(story(12, title, *reports, brought=brought), title=name or "T", handling=said, kind="alert")
    assert bounded(text(page))


def test_an_alert_says_what_is_new_by_whom_and_why() -> None:
    written = text(sample())
    assert "NEW: signed: memorandum on customs (invented); first report from Minsk" in written
    assert "BY: Minsk Wire (invented), 16 May 19:33 Baku (BY side, state, Russian)." in written
    assert 'WHY: azerbaijan-belarus: "Лукашенко"' in written
    assert subject(sample()) == "URGENT: Лукашенко провёл переговоры с Алиевым в Баку (вымысел) (Azerbaijan – Belarus)"


def test_what_does_not_fit_is_counted() -> None:
    many = tuple(Brought(2, NOW, News("figure", f"a new figure, number {n}, of some length", 1)) for n in range(9))
    written = " ".join(text(alerts_of(digest(known(fresh(2), brought=many)))[0]).split())
    shown = written.count("a new figure, number")
    assert f"and {9 - shown} more" in written


def test_a_digest_names_what_was_alerted_in_one_line_and_never_as_news() -> None:
    """In the story itself where it has news since, else at the end; the totals add up."""
    written = text(after())
    assert written.count("alerted 16 May 14:05 Baku") == 1
    assert "and 1 more report" in " ".join(written.split())
    assert "30 alerted 16 May 11:30 Baku: Ambassador summoned in Minsk (invented)" in " ".join(written.split())
    assert "2 stories told by alert alone" in " ".join(written.split())
    assert "12 alerted" not in written


def test_a_day_with_nothing_but_alerts_is_not_called_empty() -> None:
    page = replace(after(), stories=())
    assert "nothing new since" in subject(page)
    assert text(page).startswith("AZERBAIJAN – BELARUS\n")
    assert "told by alert alone" in html(page)
