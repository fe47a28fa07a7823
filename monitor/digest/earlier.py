"""What a story's reader has heard before, and in our words what is new since."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from monitor.digest import eventline, saying
from monitor.digest.frame import Frame
from monitor.digest.moments import Moments
from monitor.digest.reportlines import shown, title_of
from monitor.digest.words import one_line
from monitor.model.digestfacts import ToldEvent
from monitor.model.message import Brought, DigestStory, Report

BEFORE_SHOWN = 5
SAID_SHOWN = 8
SAID_BY_LINES = ("opened", "edited", "withdrawn", "merged")  # a headline or a numbered line says it already
_OF_EVENTS = ("status", "day", "signed", "visit", "part")
_BETWEEN = " · "  # between the slots of an event
_IN_THE_EVENT_LINE = 3
_OF_FIGURES = ("figure", "conflict")


def sentences(story: DigestStory, frame: Frame, moments: Moments) -> tuple[str, ...]:
    """What the reports bring the story that nobody had reported before, the weightiest first, each once.

    Of a happening that the event line does not tell and that no such sentence is of, its slots. A figure or quote that
    has its own numbered line is not said a second time.
    """
    numbered = {figure.article for figure in story.figures}, {quote.article for quote in story.quotes}
    telling = [each for each in story.brought if not _said_elsewhere(each, *numbered)]
    told = sorted((each.news for each in telling), key=lambda news: -news.weight)
    found = [shown(saying.news(news, frame), frame) for news in told]
    found += _happenings(story, frame, moments)
    found = list(dict.fromkeys(filter(None, found)))
    more = len(found) - SAID_SHOWN
    command = f"monitor show story {story.id}"
    rest = [frame.say("page.more_shown", n=frame.number(more), command=command)] if more > 0 else []
    return (*found[:SAID_SHOWN], *rest)


def _said_elsewhere(brought: Brought, figures: set[int], quotes: set[int]) -> bool:
    kind = brought.news.kind
    of_figure = kind in _OF_FIGURES and brought.article in figures
    return of_figure or (kind == "quote" and brought.article in quotes) or kind in SAID_BY_LINES


def _unsaid(story: DigestStory) -> list[ToldEvent]:
    """New happenings but the first, which is the event line, of which no sentence of the story's news is."""
    said = {each.article for each in story.brought if each.news.kind in _OF_EVENTS}
    others = eventline.led(story.events)[1:]
    return [event for event in others if event.new and not said.intersection(event.articles)]


def _happenings(story: DigestStory, frame: Frame, moments: Moments) -> Iterator[str]:
    """Of each what the story's own event line does not say already."""
    if not story.events:
        return
    first = eventline.led(story.events)[0]
    line = eventline.slots(first, frame, moments).split(_BETWEEN)
    for n, event in enumerate(_unsaid(story)):
        known = {*line, eventline.who(event.event, frame)} if _people(event) <= _people(first) else {*line}
        every = [slot for slot in eventline.slots(event, frame, moments).split(_BETWEEN) if slot]
        if any(slot not in known for slot in every) or n >= _IN_THE_EVENT_LINE:
            always = eventline.day(event.event, frame)  # a happening without its day reads as today's
            slots = [slot for slot in every if slot == always or slot not in known]
            yield shown(_BETWEEN.join([frame.opening(eventline.kind(event.event, frame)), *slots]), frame)


def _people(event: ToldEvent) -> set[str]:
    return {*event.event.actors, *event.event.recipients, *event.event.sides}


def before(story: DigestStory, frame: Frame, moments: Moments) -> tuple[str, ...]:
    """What was told of it: a line for each alert, then the newest of the others."""
    newest = sorted(story.before, key=lambda r: (-r.first_seen, r.article))
    plain = [f"{named(r, frame)}, {moments.stamp(r.dated or r.first_seen)}" for r in newest if not r.alerted]
    lines = [*alerts(newest, frame, moments), *plain]
    more = len(lines) - BEFORE_SHOWN
    rest = [frame.say("page.and_more", more=frame.count("earlier_report", more))] if more > 0 else []
    return (*lines[:BEFORE_SHOWN], *rest)


def alerts(newest: Sequence[Report], frame: Frame, moments: Moments) -> list[str]:
    """`alerted 16 May 14:05 Baku: Talks in Baku, Minsk Wire, and 1 more report`, the last alert first."""
    times = sorted({report.alerted for report in newest if report.alerted}, reverse=True)
    lines = []
    for time in times:
        told = [report for report in newest if report.alerted == time]
        more = frame.say("page.and_more", more=frame.count("more_report", len(told) - 1)) if len(told) > 1 else ""
        what = ", ".join(filter(None, (named(told[0], frame), more)))
        lines.append(frame.say("page.alerted", time=moments.stamp(time), what=what))
    return lines


def named(report: Report, frame: Frame) -> str:
    """`Talks in Baku, Minsk Wire`."""
    return f"{title_of(report, frame)}, {one_line(report.outlet)}"
