"""The one line a reader sees before opening."""

from __future__ import annotations

from monitor.digest.as_alarm import alarm_subject
from monitor.digest.page import Page, page
from monitor.digest.words import number, shown
from monitor.model.message import Digest

HEADLINE_SHOWN = 90


def subject(digest: Digest) -> str:
    """`Azerbaijan – Belarus, 16 May: 3 stories, 5 reports`; one story is named, an empty day says what answered.

    Of an alarm `ALARM: a feed is gone: BelTA`, of an alert `URGENT: Talks in Baku (Azerbaijan – Belarus)`.
    """
    if digest.kind == "alarm":
        return alarm_subject(digest)
    lines = page(digest)
    mark = "[DEMO] " if digest.demo else ""
    if digest.kind == "alert":
        story = lines.stories[0]
        return f"{mark}{story.rank.upper() or 'ALERT'}: {_short(story.headline)} ({shown(lines.title, HEADLINE_SHOWN)})"
    return f"{mark}{shown(lines.title, HEADLINE_SHOWN)}, {lines.days}: {_news(digest, lines)}"


def _news(digest: Digest, lines: Page) -> str:
    reports = sum(report.change != "correction" for story in digest.stories for report in story.reports)
    corrections = [number(len(lines.corrections), "correction")] if lines.corrections else []
    if not lines.stories and not corrections and lines.alerted:
        return f"{number(len(lines.alerted), 'story', 'stories')} told by alert, nothing new since"
    if not lines.stories and not corrections:
        health = digest.health
        if not health.answered:
            return f"nothing could be seen, 0 of {health.polled:,} feeds answered"
        return f"nothing new, {health.answered:,} of {health.polled:,} feeds answered"
    if not lines.stories:
        return corrections[0]
    if len(lines.stories) == 1:
        found = [number(1, "story"), number(reports, "report"), *corrections]
        return f"{_short(lines.stories[0].headline)} ({', '.join(found)})"
    return ", ".join([number(len(lines.stories), "story", "stories"), number(reports, "report"), *corrections])


def _short(headline: str) -> str:
    return headline if len(headline) <= HEADLINE_SHOWN else headline[: HEADLINE_SHOWN - 1].rstrip() + "…"
