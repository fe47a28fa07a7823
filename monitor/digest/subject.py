"""The one line a reader sees before opening."""

from __future__ import annotations

import re

from monitor.digest.as_alarm import alarm_subject
from monitor.digest.heading import disputed, told
from monitor.digest.page import page
from monitor.digest.reportlines import shown
from monitor.digest.views import Page
from monitor.model.message import Digest

HEADLINE_SHOWN = 90
SUBJECT_SHOWN = 110  # characters; what a list of mails shows of it
_LEAST = 40  # of a headline, however much is counted behind it
_BETWEEN = re.compile(r" · |[,:;.] ")


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
    head = f"{mark}{title}, {lines.days}: "
    return head + _news(digest, lines, SUBJECT_SHOWN - len(head))


def _news(digest: Digest, lines: Page, room: int) -> str:
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
        name = lines.stories[0].name
        told_of = f" ({', '.join(counted)})"
        if len(name) + len(told_of) > room:
            told_of = f" ({', '.join([counted[0], *against, *corrections])})"
        return _short(name, max(room - len(told_of), _LEAST)) + told_of
    return ", ".join(counted)


def _nothing(digest: Digest, lines: Page) -> str:
    frame, health = lines.frame, digest.health
    if lines.alerted:
        return frame.say("page.subject_alerted", stories=frame.count("story", len(lines.alerted)))
    polled = frame.number(health.polled)
    if not health.answered:
        return frame.say("page.subject_blind", polled=polled)
    return frame.say("page.subject_nothing", answered=frame.number(health.answered), polled=polled)


def _short(headline: str, limit: int = HEADLINE_SHOWN) -> str:
    """The headline, or as much of it as ends between two of its parts."""
    if len(headline) <= limit:
        return headline
    ends = [found.start() for found in _BETWEEN.finditer(headline) if limit // 2 <= found.start() < limit]
    return headline[: ends[-1] if ends else limit - 1].rstrip() + "…"
