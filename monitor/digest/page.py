"""A digest as the lines a reader gets, before any layout: every format and channel says the same words.

`views.py` tells what stands on a page; this file puts it together. Every total on it counts lines that are on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from monitor.digest import expected, heading
from monitor.digest.frame import Frame, frame_of
from monitor.digest.moments import Moments
from monitor.digest.numbering import Numbers, numbers
from monitor.digest.reportlines import Lines, shown
from monitor.digest.storyview import Stories
from monitor.digest.views import Correction, FactLine, Line, Page, Row, StoryView
from monitor.digest.words import one_line
from monitor.model.limits import Limits
from monitor.model.message import Digest, DigestLine, DigestStory

__all__ = ["Correction", "FactLine", "Line", "Page", "Row", "StoryView", "numbered", "page"]

FULL_STORIES = 20  # the rest get one line each
PROMISES_SHOWN = 10


def page(digest: Digest, limits: Limits | None = None) -> Page:
    """The digest's lines, in the language of its frame."""
    return _page(_Same(digest), (limits or Limits()).dated_apart)


def numbered(digest: Digest, limits: Limits | None = None) -> dict[str, DigestLine]:
    """Every number that a reader may answer with ("12.1"), and the article and fact that stand behind it.

    Lines of stories that are shown on one line alone have their numbers too.
    """
    lines = page(digest, limits)
    found = [
        DigestLine(each.line.number, each.story, each.line.article, each.line.title or "; ".join(each.line.changes))
        for each in lines.corrections
    ]
    for view in (*lines.stories, *lines.hidden):
        for line in (*view.new, *view.updates):
            told = DigestLine(line.number, view.id, line.article, line.title or view.headline)
            found.append(told)
        for fact in (*view.quotes, *view.figures):
            told = DigestLine(fact.number, view.id, fact.article, fact.text, fact.ref)
            found.append(told)
    return {line.number: line for line in found}


class _Same:
    """A digest that equals itself alone: hashing all of a large one takes as long as laying it out."""

    __slots__ = ("digest",)

    def __init__(self, digest: Digest) -> None:
        self.digest = digest

    def __hash__(self) -> int:
        return id(self.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.digest is self.digest


@lru_cache(maxsize=4)  # text, HTML, subject and every part of a long digest lay out the same page
def _page(same: _Same, dated_apart: int) -> Page:
    digest = same.digest
    frame = frame_of(digest.frame, digest.names)
    moments = frame.moments(digest.zone, digest.end)
    lines = Lines(frame, moments, dated_apart)
    stories = Stories(frame, moments, lines, digest.health)
    drawn = [(story, numbers(story)) for story in digest.stories]
    news = [(story, found) for story, found in drawn if heading.told(story)]
    shown_stories = [(story, found) for story, found in news if not story.muted]
    muted = [(story, found) for story, found in news if story.muted]
    last, last_link = heading.last(digest, frame, moments)
    return Page(
        title=heading.title_of_digest(digest),
        span=moments.span(digest.start, digest.end),
        days=moments.days(digest.start, digest.end),
        handling=one_line(digest.handling),
        demo=frame.say("page.demo") if digest.demo else "",
        counts=heading.counts(digest, [story for story, _ in news], frame),
        feeds=heading.feeds(digest, frame),
        silent=tuple(heading.silent(feed, frame, moments) for feed in digest.health.silent),
        silent_rest=heading.rest_of_silent(digest, frame),
        unheard=heading.unheard(digest, frame),
        troubles=heading.troubles(digest, frame, moments),
        corrections=tuple(_corrections(drawn, lines)),
        stories=tuple(
            stories.view(story, found, brief=n >= FULL_STORIES) for n, (story, found) in enumerate(shown_stories)
        ),
        muted=tuple(stories.muted(story) for story, _ in muted),
        alerted=tuple(map(stories.alerted, digest.alerted)),
        coming=tuple(shown(expected.coming(thing, frame, moments), frame) for thing in digest.coming),
        promises=_promises(digest, frame, moments),
        nearly=heading.nearly(digest, frame),
        nothing=heading.nothing(digest, frame),
        read=heading.read(digest, frame),
        last=last,
        last_link=last_link,
        composed=heading.composed(digest, frame, moments),
        empty=not digest.stories and not digest.alerted,
        hidden=tuple(stories.view(story, found, brief=True) for story, found in muted),
        frame=frame,
    )


def _corrections(drawn: list[tuple[DigestStory, Numbers]], lines: Lines) -> Iterator[Correction]:
    for story, found in drawn:
        for line in lines.reports(story, found, "correction"):
            yield Correction(story.number, line)


def _promises(digest: Digest, frame: Frame, moments: Moments) -> tuple[str, ...]:
    """Those with the freshest word; the rest is counted, with the command that lists them."""
    said = [expected.promise(thing, frame, moments, digest.end) for thing in digest.promises[:PROMISES_SHOWN]]
    found = [shown(line, frame) for line in said]
    if more := digest.promises[PROMISES_SHOWN:]:
        sides = " ".join(dict.fromkeys(side for thing in more for side in thing.sides))
        found.append(
            frame.say("page.more_shown", n=frame.number(len(more)), command=f"monitor show open {sides}".rstrip())
        )
    return tuple(found)
