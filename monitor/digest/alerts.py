"""When what is new of a story is worth telling at once, and by which of its articles.

An alert says what nobody had reported before, never that one more outlet reports it: news of weight 2, or the first
word of a story that is important enough for this reader. What an article brought is decided where it is grouped: an
edition in another language may be the first to say that something was signed. Otherwise copies and editions make none,
and neither do aggregators nor what came out long ago.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from monitor.model.judgement import PRIORITIES, Priority
from monitor.model.limits import DAY, Limits
from monitor.model.message import Brought, DigestStory, Report

WEIGHTY = 2
ALWAYS = ("status", "day")  # a visit put off, called off or moved is told whatever was told of it before


@dataclass(frozen=True, slots=True)
class Alert:
    """A story with nothing but the reports that carry what is new; to be sent from `moment` on, UTC seconds."""

    story: DigestStory
    moment: int


def alert(story: DigestStory, sent: Sequence[int], threshold: Priority, now: int, limits: Limits) -> Alert | None:
    """The alert that this story asks for; None = what is untold of it waits for the digest.

    `story` holds all that is untold and wanted, `sent` the times of this subscription's earlier alerts of it, oldest
    first. It waits `alert_delay` for reports of the same minutes; after `alert_gap` comes the next one, and of more
    than `alerts_a_day` the rest goes into the digest, save a change of plans.
    """
    fresh = [report for report in story.reports if _speaks(report, now, limits)]
    if not any(reaches(report.priority, threshold) for report in (*fresh, *story.before)):
        return None
    weighty = {each.article: each for each in reversed(story.brought) if _weighty(each)}
    first = _first(story, fresh, threshold, sent)
    carriers = [report for report in fresh if report is first or report.article in weighty]
    if not carriers:
        return None
    begins = [weighty[each.article].at if each.article in weighty else each.grouped for each in carriers]
    moment = min(begins) + limits.alert_delay
    if not any(weighty[each.article].news.kind in ALWAYS for each in carriers if each.article in weighty):
        moment = max([moment, *_held(sent, limits)])
    return Alert(_telling(story, carriers, first), moment)


def reaches(priority: Priority, threshold: Priority) -> bool:
    """Whether `priority` is at least `threshold`."""
    return PRIORITIES.index(priority) <= PRIORITIES.index(threshold)


def _speaks(report: Report, now: int, limits: Limits) -> bool:
    """Whether it can carry an alert: an outlet's new report of today."""
    out = min(report.first_seen, report.first_seen if report.dated is None else report.dated)
    return report.kind != "aggregator" and report.change != "correction" and now - out <= limits.alert_fresh


def _weighty(brought: Brought) -> bool:
    """That a story was opened counts for whom it is the first word of it; see `_first`."""
    return brought.news.weight == WEIGHTY and brought.news.kind != "opened"


def _first(story: DigestStory, fresh: Sequence[Report], threshold: Priority, sent: Sequence[int]) -> Report | None:
    """The report by which this reader first hears of the story, or first hears that it is so important.

    It is nobody's copy and no edition of another: these tell what somebody else has told.
    """
    known = (*story.before, *(report for report in story.reports if report.change != "new"))
    if sent or any(reaches(report.priority, threshold) for report in known):
        return None
    own = (report for report in fresh if report.copy_of is None and report.edition_of is None)
    return next((report for report in own if reaches(report.priority, threshold)), None)


def _held(sent: Sequence[int], limits: Limits) -> list[int]:
    """Moments before which this story may not ring again."""
    held = [sent[-1] + limits.alert_gap] if sent else []
    return [*held, sent[-limits.alerts_a_day] + DAY] if len(sent) >= limits.alerts_a_day else held


def _telling(story: DigestStory, carriers: Sequence[Report], first: Report | None) -> DigestStory:
    articles = {report.article for report in carriers}
    brought = tuple(each for each in story.brought if each.article in articles)
    weight = {report.article: 0 for report in carriers} | {each.article: 1 for each in brought if _weighty(each)}
    lead = max(carriers, key=lambda report: (weight[report.article], report is first, -report.first_seen))
    reports = (lead, *(report for report in carriers if report is not lead))
    known = {report.priority for report in (*carriers, *story.before)}
    priority = next(each for each in PRIORITIES if each in known)
    rules = tuple(dict.fromkeys(rule for report in reports for rule in report.rules))
    return replace(story, headline=lead.title, priority=priority, rules=rules, reports=reports, brought=brought)
