"""Which of the untold a subscription gets, and in what order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from monitor.model.judgement import PRIORITIES
from monitor.model.message import Counts, Digest, DigestKind, DigestStory, Health, Report, Subscription


def compose(
    subscription: Subscription,
    period: str,
    start: int,
    end: int,
    now: int,
    stories: Sequence[DigestStory],
    health: Health,
    counts: Counts,
    last_contact: Report | None = None,
    demo: bool = False,  # noqa: FBT001, FBT002 - the signature the river calls with
    kind: DigestKind = "daily",
    alerted: Sequence[DigestStory] = (),
) -> Digest:
    """Everything in `stories` that the subscription wants, and nothing else: most urgent, most reported, newest first.

    Reports of unwanted kinds or languages go, and a story without reports goes with them; a report whose language is
    not known stays. Numbers are the caller's, so that "12.1" means the same story tomorrow. `alerted`: stories that
    alerts have told since the last daily digest, without reports; those with news here are left out of it.
    """
    wanted = (_wanted(story, subscription) for story in stories)
    stories = tuple(sorted((story for story in wanted if story.reports), key=_order))
    here = {story.id for story in stories if any(report.change != "correction" for report in story.reports)}
    last = last_contact if last_contact and suits(last_contact, subscription) else None
    return Digest(
        subscription=subscription.id,
        title=subscription.title,
        period=period,
        zone=subscription.zone,
        start=start,
        end=end,
        handling=subscription.handling,
        health=health,
        counts=counts,
        stories=stories,
        last_contact=last,
        demo=demo,
        composed=now,
        kind=kind,
        frame=subscription.frame,
        alerted=tuple(
            each for story in alerted if (each := _wanted(story, subscription)).before and each.id not in here
        ),
    )


def _wanted(story: DigestStory, subscription: Subscription) -> DigestStory:
    """The story as this reader may see it, oldest report first; a headline taken from a report left out goes too."""
    suiting = (report for report in story.reports if suits(report, subscription))
    reports = tuple(sorted(suiting, key=lambda r: (r.first_seen, r.article)))
    told = {report.article for report in reports}
    brought = tuple(each for each in story.brought if each.article in told)
    before = tuple(r for r in story.before if suits(r, subscription))
    titles = {report.title for report in (*reports, *before)}
    gone = {report.title for report in (*story.reports, *story.before)} - titles
    headline = reports[0].title if reports and story.headline in gone else story.headline
    return replace(story, reports=reports, before=before, headline=headline, brought=brought)


def suits(report: Report, subscription: Subscription) -> bool:
    """Whether this reader wants reports of this kind and language; a report whose language is not known stays."""
    return report.kind not in subscription.without_kinds and reads(report.language, subscription)


def reads(language: str, subscription: Subscription) -> bool:
    """Whether this reader wants what is written in this language; one that is not known counts as wanted."""
    language = language.lower().replace("_", "-").split("-")[0]
    return not subscription.languages or not language or language in subscription.languages


def _order(story: DigestStory) -> tuple[int, int, int, int]:
    outlets = len({report.outlet for report in story.reports})
    newest = max(report.first_seen for report in story.reports)
    return PRIORITIES.index(story.priority), -outlets, -newest, story.number
