"""The one line a reader sees before opening."""

from __future__ import annotations

from monitor.digest.as_alarm import alarm_subject
from monitor.digest.heading import disputed, told
from monitor.digest.page import page
from monitor.digest.reportlines import shown
from monitor.digest.views import Page
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
    title = shown(lines.title, lines.frame, HEADLINE_SHOWN)
    if digest.kind == "alert" and lines.stories:
        story = lines.stories[0]
        label = story.label or lines.frame.upper(lines.frame.say("page.subject_alert"))
        more = len(lines.stories) - 1
        others = f", {lines.frame.say('page.and_more', more=lines.frame.count('more_story', more))}" if more else ""
        return f"{mark}{label}: {_short(story.name)}{others} ({title})"
    return f"{mark}{title}, {lines.days}: {_news(digest, lines)}"


def _news(digest: Digest, lines: Page) -> str:
    frame = lines.frame
    news = [story for story in digest.stories if told(story)]
    corrections = [frame.count("correction", len(lines.corrections))] if lines.corrections else []
    if not news and not corrections:
        return _nothing(digest, lines)
    if not news:
        return corrections[0]
    reports = sum(len(told(story)) for story in news)
    against = [frame.count("disputed_figure", found)] if (found := disputed(news)) else []
    counted = [frame.count("story", len(news)), frame.count("report", reports), *against, *corrections]
    if len(news) == 1 and lines.stories:
        return f"{_short(lines.stories[0].name)} ({', '.join(counted)})"
    return ", ".join(counted)


def _nothing(digest: Digest, lines: Page) -> str:
    frame, health = lines.frame, digest.health
    if lines.alerted:
        return frame.say("page.subject_alerted", stories=frame.count("story", len(lines.alerted)))
    polled = frame.number(health.polled)
    if not health.answered:
        return frame.say("page.subject_blind", polled=polled)
    return frame.say("page.subject_nothing", answered=frame.number(health.answered), polled=polled)


def _short(headline: str) -> str:
    return headline if len(headline) <= HEADLINE_SHOWN else headline[: HEADLINE_SHOWN - 1].rstrip() + "…"
