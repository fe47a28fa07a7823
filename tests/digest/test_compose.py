"""What a subscription gets, and in what order."""

from __future__ import annotations

from dataclasses import replace

from monitor.digest import compose, text
from monitor.model.message import Counts, Digest, DigestStory, Health, Report, Subscription
from tests.digest.samples import END, START, SUBSCRIPTION, at, report, story


def composed(*stories: DigestStory, last: Report | None = None, **subscription: object) -> Digest:
    """The digest of a subscription with these settings."""
    reader: Subscription = replace(SUBSCRIPTION, **subscription)  # type: ignore[arg-type]
    return compose(reader, "2024-05-17/daily", START, END, END, stories, Health(1, 1), Counts(1, 1), last)


def test_stories_go_by_priority_then_newest_then_number() -> None:
    """And keep the numbers they came with."""
    stories = [
        story(1, "Old", report(1, "Old", first_seen=at(16, 9))),
        story(2, "New", report(2, "New", first_seen=at(16, 20))),
        story(3, "High", report(3, "High", first_seen=at(16, 8)), priority="high"),
        story(4, "Urgent", report(4, "Urgent", first_seen=at(16, 8)), priority="urgent"),
        story(5, "New too", report(5, "New too", first_seen=at(16, 20))),
    ]
    assert [s.number for s in composed(*stories).stories] == [4, 3, 2, 5, 1]


def test_reports_go_by_first_seen_whatever_order_they_come_in() -> None:
    """So that composing twice gives the same numbers."""
    late, early = report(1, "Late", first_seen=at(16, 20)), report(2, "Early", first_seen=at(16, 8))
    assert composed(story(1, "T", late, early)) == composed(story(1, "T", early, late))


def test_an_unwanted_kind_appears_nowhere() -> None:
    """Not as a report, not in BEFORE, not as the headline, not as the last contact."""
    exile = report(1, "Эмігранцкае (выдумка)", kind="exile", outlet="Вольны Час (выдумка)", first_seen=at(16, 8))
    kept = report(2, "Kept (invented)", first_seen=at(16, 9))
    mixed = story(1, exile.title, exile, kept, before=(replace(exile, article=3),))
    alone = story(2, exile.title, exile)
    digest = composed(mixed, alone, last=exile, without_kinds=frozenset({"exile"}))
    assert [(s.number, s.headline, s.reports, s.before) for s in digest.stories] == [(1, kept.title, (kept,), ())]
    assert digest.last_contact is None
    assert "выдумка" not in text(digest)


def test_only_wanted_languages_are_told_but_an_unknown_language_is() -> None:
    """A language we could not find out is no reason to lose a report; ru-BY is Russian."""
    reports = [
        report(1, "A", language="en"), report(2, "B", language="ru-BY"), report(3, "C", language=""),
        report(4, "Ç", language="az"),
    ]  # fmt: skip
    digest = composed(story(1, "T", *reports), languages=frozenset({"ru", "be"}))
    assert [r.article for r in digest.stories[0].reports] == [2, 3]


def test_without_wishes_nothing_is_left_out() -> None:
    """Every report of every story that has one."""
    stories = [story(n, f"T{n}", report(n, f"T{n}"), report(n + 50, f"U{n}")) for n in range(1, 41)]
    digest = composed(*stories)
    assert sum(len(s.reports) for s in digest.stories) == 80


def test_a_headline_of_its_own_stays() -> None:
    """Only one that is the title of a report left out goes with it."""
    exile, kept = report(1, "Exile", kind="exile"), report(2, "Kept")
    digest = composed(story(1, "An event line", exile, kept), without_kinds=frozenset({"exile"}))
    assert digest.stories[0].headline == "An event line"
