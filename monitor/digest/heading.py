"""The head and foot of a page: what was looked at, what could not be heard, and what just missed.

Every total counts lines of the page; a feed that was not heard is named, since silence and blindness differ, and where
there are too many for that, how many more and where they stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from monitor.digest.frame import Frame
from monitor.digest.known import reason
from monitor.digest.moments import Moments
from monitor.digest.reportlines import shown, title_of
from monitor.digest.words import link, one_line
from monitor.model.message import Digest, DigestStory, FeedHealth, Report

TROUBLED_NAMED = 8  # feeds silent against their habit, and feeds with gaps, that a digest names
SILENT_IN_HEAD = 6  # the rest stand at the end, by name
_SHOWN_BY = "monitor sources list"
LATE = 10 * 60  # seconds after its hour from which on a digest says when it was composed
_DASHES = (" – ", " - ", " — ")


def counts(digest: Digest, news: Sequence[DigestStory], frame: Frame) -> str:
    """What is told: `3 stories with news: 6 reports in 6 outlets. 1 disputed figure. 0 corrections.`."""
    reports = [report for story in news for report in told(story)]
    corrections = sum(len(story.reports) for story in digest.stories) - len(reports)
    muted = sum(bool(story.muted) for story in news)
    found = frame.say("page.no_story")
    if news:
        quiet = f" ({frame.count('muted', muted)})" if muted else ""
        found = f"{frame.count('with_news', len(news))}{quiet}: {reports_in_outlets(reports, frame)}"
    said = [found, frame.count("disputed_figure", disputed(news)), frame.count("correction", corrections)]
    said += [frame.count("by_alert", len(digest.alerted))] if digest.alerted else []
    return " ".join(f"{frame.opening(each)}." for each in said)


def told(story: DigestStory) -> tuple[Report, ...]:
    """What is news of it: its reports without corrections."""
    return tuple(report for report in story.reports if report.change != "correction")


def disputed(stories: Sequence[DigestStory]) -> int:
    """How many of their figures contradict another."""
    return sum(bool(figure.disputed) for story in stories for figure in story.figures)


def reports_in_outlets(reports: Sequence[Report], frame: Frame) -> str:
    """`6 reports in 5 outlets`."""
    outlets = {one_line(name) for report in reports for name in (report.outlet, *report.also_in)}
    return f"{frame.count('report', len(reports))} {frame.count('in_outlets', len(outlets))}"


def feeds(digest: Digest, frame: Frame) -> str:
    """How many answered."""
    health = digest.health
    if not health.polled:
        return frame.say("page.feeds_none")
    answered, polled = frame.number(health.answered), frame.number(health.polled)
    said = frame.say("page.feeds", answered=answered, polled=polled)
    return said if health.answered else f"{said} {frame.say('page.feeds_blind')}"


def silent(feed: FeedHealth, frame: Frame, moments: Moments) -> str:
    """Which feed was not heard, why, and since when."""
    slots = {
        "outlet": one_line(feed.outlet),
        "source": one_line(feed.source),
        "sentence": shown(reason(feed.sentence, frame), frame).rstrip("."),
    }
    if feed.since is None:
        return frame.say("page.silent_never", **slots)
    return frame.say("page.silent", time=moments.stamp(feed.since), **slots)


def rest_of_silent(digest: Digest, frame: Frame) -> str:
    """How many feeds that were not heard the head leaves to the end; "" where it names them all."""
    named, beyond = len(digest.health.silent), digest.health.unnamed[0]
    more = named - SILENT_IN_HEAD + beyond
    key = "page.silent_many" if beyond else "page.silent_at_end"
    return frame.say(key, feeds=frame.count("more_feed", more)) if more > 0 else ""


def unheard(digest: Digest, frame: Frame) -> str:
    """How many more were not heard than are named, and the command that names them; "" where all are named."""
    more = digest.health.unnamed[0]
    return frame.say("page.more_shown", n=frame.number(more), command=_SHOWN_BY) if more else ""


def troubles(digest: Digest, frame: Frame, moments: Moments) -> tuple[str, ...]:
    """What is wrong with disk, memory, feeds, rules, delivery, or articles that could not be worked on."""
    health = digest.health
    found = []
    for start, end in health.paused:
        since, until = moments.stamp(start), moments.stamp(end)
        found.append(
            frame.say("page.paused", since=since, until=until) if end else frame.say("page.pause", since=since)
        )
    if health.restored:
        until, at = (moments.stamp(moment) for moment in health.restored)
        found.append(frame.say("page.restored", until=until, time=at))
    _, quiet, gaps = health.unnamed
    found += _of_feeds("quiet", health.quiet, quiet, frame, moments)
    found += _of_feeds("gap", health.gaps, gaps, frame, moments)
    if health.rules_trouble:
        found.append(frame.say("page.rules_trouble", sentence=shown(health.rules_trouble, frame)))
    if health.undelivered:
        found.append(frame.say("page.undelivered", messages=frame.count("message", health.undelivered)))
    if health.set_aside:
        found.append(frame.say("page.set_aside", articles=frame.count("article", health.set_aside)))
    return tuple(found)


def _of_feeds(key: str, feeds: Sequence[FeedHealth], unnamed: int, frame: Frame, moments: Moments) -> Iterator[str]:
    """A line each, the first few; how many more there are is said."""
    for feed in feeds[:TROUBLED_NAMED]:
        slots = {"outlet": one_line(feed.outlet), "source": one_line(feed.source)}
        said = shown(reason(feed.sentence, frame), frame).rstrip(".")
        yield frame.say(f"page.{key}", sentence=said, time=moments.stamp(feed.since or 0), **slots)
    if (more := len(feeds) - TROUBLED_NAMED + unnamed) > 0:
        yield frame.say(f"page.{key}_more", feeds=frame.count("more_feed", more))


def nearly(digest: Digest, frame: Frame) -> str:
    """How many just missed, by reason; "" where none did."""
    total, reasons = _reasons(digest, frame)
    return frame.say("page.nearly", articles=frame.count("article", total), reasons=reasons) if total else ""


def nothing(digest: Digest, frame: Frame) -> str:
    """The first sentence of an empty day: it never takes blindness for silence."""
    title = title_of_digest(digest)
    if not digest.health.answered:
        return frame.say("page.nothing_seen", title=title)
    for dash in _DASHES:
        names = title.split(dash)
        if len(names) == 2 and all(names):
            return frame.say("page.nothing_pair", pair=frame.listed(names), title=title)
    return frame.say("page.nothing", title=title)


def read(digest: Digest, frame: Frame) -> str:
    """What was read on an empty day."""
    total, reasons = _reasons(digest, frame)
    near = frame.say("page.near", n=frame.number(total), reasons=reasons) if total else frame.say("page.near_none")
    return frame.say(
        "page.read",
        answered=frame.number(digest.health.answered),
        polled=frame.number(digest.health.polled),
        articles=frame.count("new_article", digest.counts.articles),
        near=near,
    )


def last(digest: Digest, frame: Frame, moments: Moments) -> tuple[str, str]:
    """The newest report that was told before, and its address."""
    report = digest.last_contact
    if not report:
        return frame.say("page.last_none"), ""
    when = report.dated or report.first_seen
    days = moments.nights(when, digest.end)
    said = {"time": moments.stamp(when), "title": title_of(report, frame), "outlet": one_line(report.outlet)}
    if not days:
        return frame.say("page.last", **said), link(report.url)[0]
    return frame.say("page.last_age", days=frame.count("day", days), **said), link(report.url)[0]


def composed(digest: Digest, frame: Frame, moments: Moments) -> str:
    """When it was composed, if that was not at its hour."""
    late = digest.composed and digest.composed - digest.end > LATE
    return frame.say("page.composed", time=moments.stamp(digest.composed)) if late else ""


def title_of_digest(digest: Digest) -> str:
    """The subscription's title, else its id."""
    return one_line(digest.title) or one_line(digest.subscription)


def _reasons(digest: Digest, frame: Frame) -> tuple[int, str]:
    total = sum(count for _, count in digest.counts.nearly)
    near = digest.counts.nearly
    said = (frame.say("page.reason", n=frame.number(count), reason=reason(sentence, frame)) for sentence, count in near)
    return total, ", ".join(said)
