"""When what is new of a story is worth telling at once, and by which of its articles.

An alert says what nobody had reported before, never that one more outlet reports it: news of weight 2, or the first
word of a story that is important enough for this reader. What an article brought is decided where it is grouped: an
edition in another language may be the first to say that something was signed. Otherwise copies and editions of what
this reader is shown make none, and neither do aggregators, what came out long ago, nor congratulations and condolences.

What is urgent goes at once, each story by itself; the others of some time are gathered into one message. In quiet hours
both wait for the morning.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from monitor.digest.quiet import asleep, rings
from monitor.model.judgement import PRIORITIES, Priority
from monitor.model.limits import DAY, Limits
from monitor.model.message import Brought, DigestStory, Report, Subscription

WEIGHTY = 2
ALWAYS = ("status", "day")  # a visit put off, called off or moved is told whatever was told of it before
LONG_AGO = 3 * DAY  # nothing that waited longer for a morning rings


@dataclass(frozen=True, slots=True)
class Alert:
    """A story with nothing but the reports that carry what is new.

    `begun`: when the first of it came; `moment`: from when on the story may ring by itself. UTC seconds.
    """

    story: DigestStory
    begun: int
    moment: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """One message that a reader is owed at `moment`, UTC seconds, and the stories that it tells."""

    stories: tuple[DigestStory, ...]
    moment: int


def messages(alerts: Sequence[Alert], subscription: Subscription, limits: Limits) -> tuple[Waiting, ...]:
    """When which alerts go together, the first message first.

    An urgent story goes alone. Of the others the first opens a window, and all that may ring by its end go together.
    """
    quiet, zone, found = subscription.quiet, subscription.zone, []
    woken = None if quiet and quiet.urgent_rings else quiet
    rest: list[Alert] = []
    for each in alerts:
        if each.story.priority == "urgent":
            found.append(Waiting((each.story,), rings(woken, zone, each.moment)))
        else:
            rest.append(each)
    window = subscription.window or limits.alert_window
    while rest:
        end = rings(quiet, zone, min(max(each.moment, each.begun + window) for each in rest))
        found.append(Waiting(tuple(each.story for each in rest if each.moment <= end), end))
        rest = [each for each in rest if each.moment > end]
    return tuple(sorted(found, key=lambda each: each.moment))


def alert(
    story: DigestStory, sent: Sequence[int], subscription: Subscription, now: int, limits: Limits
) -> Alert | None:
    """The alert that this story asks for; None = what is untold of it waits for the digest.

    `story` holds all that is untold and wanted, `sent` the times of this subscription's earlier alerts of it, oldest
    first. It waits `alert_delay` for reports of the same minutes; after `alert_gap` comes the next one, and of more
    than `alerts_a_day` the rest goes into the digest, save a change of plans. A muted story does not ring.
    """
    threshold = subscription.alerts
    fresh = [report for report in story.reports if _speaks(report, subscription, now, limits)]
    if (
        threshold is None
        or story.muted > now
        or not any(reaches(each.priority, threshold) for each in (*fresh, *story.before))
    ):
        return None
    weighty = {each.article: each for each in reversed(story.brought) if _weighty(each)}
    plans = {article for article, each in weighty.items() if each.news.kind in ALWAYS}
    first = _first(story, fresh, threshold, sent)
    carriers = [
        report
        for report in fresh
        if report is first or report.article in plans or (report.article in weighty and not report.courtesy)
    ]
    if not carriers:
        return None
    begun = min(weighty[each.article].at if each.article in weighty else each.grouped for each in carriers)
    moment = begun + limits.alert_delay
    if not any(each.article in plans for each in carriers):
        moment = max([moment, *_held(sent, limits)])
    return Alert(_telling(story, carriers, first, fresh), begun, moment)


def reaches(priority: Priority, threshold: Priority) -> bool:
    """Whether `priority` is at least `threshold`."""
    return PRIORITIES.index(priority) <= PRIORITIES.index(threshold)


def _speaks(report: Report, subscription: Subscription, now: int, limits: Limits) -> bool:
    """Whether it can carry an alert: an outlet's new report of today. A night that it had to wait for is no age."""
    out = min(report.first_seen, report.first_seen if report.dated is None else report.dated)
    age = now - out
    if age > limits.alert_fresh:
        age -= asleep(subscription.quiet, subscription.zone, max(report.grouped, now - LONG_AGO), now)
    return report.kind != "aggregator" and report.change != "correction" and age <= limits.alert_fresh


def _weighty(brought: Brought) -> bool:
    """That a story was opened counts for whom it is the first word of it; see `_first`."""
    return brought.news.weight == WEIGHTY and brought.news.kind != "opened"


def _first(story: DigestStory, fresh: Sequence[Report], threshold: Priority, sent: Sequence[int]) -> Report | None:
    """The report by which this reader first hears of the story, or first hears that it is so important.

    It is no copy and no edition of another that this reader is shown: these tell what somebody else has told.
    """
    told = [*story.before, *(report for report in story.reports if report.change != "new")]
    known = min([PRIORITIES.index(report.priority) for report in told], default=len(PRIORITIES))
    known = min(known, PRIORITIES.index(threshold)) if sent else known
    shown = {report.article for report in (*story.reports, *story.before)}
    own = [report for report in fresh if not {report.copy_of, report.edition_of} & shown and not report.courtesy]
    telling = [report for report in own if reaches(report.priority, threshold)]
    first = min(telling, key=lambda report: PRIORITIES.index(report.priority), default=None)
    return first if first and PRIORITIES.index(first.priority) < known else None


def _held(sent: Sequence[int], limits: Limits) -> list[int]:
    """Moments before which this story may not ring again."""
    held = [sent[-1] + limits.alert_gap] if sent else []
    return [*held, sent[-limits.alerts_a_day] + DAY] if len(sent) >= limits.alerts_a_day else held


def _telling(
    story: DigestStory, carriers: Sequence[Report], first: Report | None, fresh: Sequence[Report]
) -> DigestStory:
    articles = {report.article for report in carriers}
    brought = tuple(each for each in story.brought if each.article in articles)
    weight = {report.article: 0 for report in carriers} | {each.article: 1 for each in brought if _weighty(each)}
    lead = max(carriers, key=lambda report: (weight[report.article], report is first, -report.first_seen))
    reports = (lead, *(report for report in carriers if report is not lead))
    known = {report.priority for report in (*fresh, *story.before)}
    priority = next(each for each in PRIORITIES if each in known)
    rules = tuple(dict.fromkeys(rule for report in reports for rule in report.rules))
    return replace(story, headline=lead.title, priority=priority, rules=rules, reports=reports, brought=brought)
