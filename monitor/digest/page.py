"""A digest as the lines a reader gets, before any layout: text and HTML say the same words.

Numbers inside a story run from 1 in reading order: corrections, then new reports, then updates. A copy of another
report's text is named under it and has no number of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain

from monitor.digest.earlier import alerted, before, sentences
from monitor.digest.moments import Moments
from monitor.digest.words import code, kind_name, language_name, link, listed, number, one_line, shown, title_of
from monitor.model.capitals import capital
from monitor.model.limits import Limits
from monitor.model.message import Change, Digest, DigestStory, FeedHealth, Report

CHANGES: tuple[Change, ...] = ("correction", "new", "update")  # the order of their numbers
FULL_STORIES = 20  # the rest get one line each
FULL_LINES = 8  # reports of one story; the rest get one line each, so that a story stays within a screen
WHY_SHOWN = 8
BRIEF_TITLE = 90


@dataclass(frozen=True, slots=True)
class Line:
    """One report with its number; `brief` asks for one line. `link` is "" where there is none that may be shown."""

    number: str
    title: str  # "" where the story's headline is this very title
    language: str  # its name, "" for English and unknown
    outlet: str
    badges: str  # side, kind, language
    stamp: str
    link: str
    host: str
    no_link: str  # why there is no link, "" if there is one
    what: str
    also_in: str
    same_text: tuple[str, ...]  # copies, one phrase each
    brief: bool = False


@dataclass(frozen=True, slots=True)
class Correction:
    """A line already told that has changed."""

    story: int
    line: Line


@dataclass(frozen=True, slots=True)
class StoryView:
    """A story with news; `brief` asks for `summary` alone, on one line."""

    number: int
    id: int
    headline: str
    link: str  # of the line whose title is the headline, "" if there is none
    language: str  # of that line
    rank: str  # "urgent", "high" or ""
    claim: str  # "REPORTED BY BOTH SIDES", "" where the story has no pair
    new: tuple[Line, ...]
    updates: tuple[Line, ...]
    said: tuple[str, ...]  # what is new of it, in our words
    before: tuple[str, ...]
    why: tuple[str, ...]  # original words, each to be put in quotation marks
    why_more: int
    rules: str
    summary: str
    brief: bool


@dataclass(frozen=True, slots=True)
class Page:
    """Everything a digest says, in its order."""

    title: str
    span: str
    days: str
    counts: str
    feeds: str
    silent: tuple[str, ...]
    troubles: tuple[str, ...]
    handling: str
    demo: bool
    corrections: tuple[Correction, ...]
    stories: tuple[StoryView, ...]
    alerted: tuple[str, ...]  # stories told by alerts of which nothing is new since, one line each
    nearly: str
    nothing: str  # the first sentence of an empty day
    read: str  # what was read, on an empty day
    last: str
    last_link: str
    composed: str

    @property
    def empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.stories or self.corrections or self.alerted)


def page(digest: Digest, limits: Limits | None = None) -> Page:
    """The digest's lines; every total in it counts lines that are in it."""
    return _page(digest, (limits or Limits()).dated_apart)


@lru_cache(maxsize=4)  # text, HTML, subject and every part of a long digest lay out the same page
def _page(digest: Digest, dated_apart: int) -> Page:
    moments = Moments(digest.zone, digest.end)
    lines = _Lines(moments, dated_apart)
    drawn = [(story, lines.of(story)) for story in digest.stories]
    told = [(story, found) for story, found in drawn if _news(story)]
    last, last_link = _last(digest, moments)
    return Page(
        title=one_line(digest.title) or one_line(digest.subscription),
        span=moments.span(digest.start, digest.end),
        days=moments.days(digest.start, digest.end),
        counts=_counts(digest, [story for story, _ in told]),
        feeds=_feeds(digest),
        silent=tuple(_silent(feed, moments) for feed in digest.health.silent),
        troubles=_troubles(digest),
        handling=one_line(digest.handling),
        demo=digest.demo,
        corrections=tuple(Correction(story.number, line) for story, found in drawn for line in found["correction"]),
        stories=tuple(_story(story, found, moments, brief=n >= FULL_STORIES) for n, (story, found) in enumerate(told)),
        alerted=alerted(digest, moments),
        nearly=_nearly(digest),
        nothing=_nothing(digest),
        read=_read(digest),
        last=last,
        last_link=last_link,
        composed=moments.stamp(digest.composed) if digest.composed else "",
    )


def numbered(digest: Digest) -> dict[str, Report]:
    """Every number a reader may answer with ("12.1") and the report it stands for."""
    return {f"{story.number}.{n}": r for story in digest.stories for n, r in enumerate(_in_order(story), start=1)}


def _news(story: DigestStory) -> tuple[Report, ...]:
    return tuple(report for report in story.reports if report.change != "correction")


def _in_order(story: DigestStory) -> list[Report]:
    """The numbered reports of a story in reading order; copies folded under another one are not among them."""
    folded = {copy.article for copies in _copies(story).values() for copy in copies}
    plain = [report for report in story.reports if report.change != "new" or report.article not in folded]
    return [report for change in CHANGES for report in plain if report.change == change]


def _copies(story: DigestStory) -> dict[int, list[Report]]:
    """Article -> the new reports that repeat its text; where the original is not here, the first copy stands for it."""
    heads = {report.article: report.article for report in story.reports if report.change == "new"}
    copies: dict[int, list[Report]] = {}
    for report in story.reports:
        if report.change != "new" or report.copy_of is None or report.copy_of == report.article:
            continue
        head = heads.setdefault(report.copy_of, report.article)
        if head != report.article:
            copies.setdefault(head, []).append(report)
    return _flat(copies)


def _flat(copies: dict[int, list[Report]]) -> dict[int, list[Report]]:
    """Copies of copies under the first text of the chain; a ring of copies keeps its first report as the head."""
    parent = {copy.article: head for head, found in copies.items() for copy in found}
    flat: dict[int, list[Report]] = {}
    for head, found in copies.items():
        top, seen = head, {head}
        while top in parent and parent[top] not in seen:
            top = parent[top]
            seen.add(top)
        if top in parent:  # a ring: nobody was first, so nothing is folded
            continue
        flat.setdefault(top, []).extend(found)
    return flat


class _Lines:
    """Reports -> numbered lines, in one reader's zone."""

    def __init__(self, moments: Moments, dated_apart: int) -> None:
        self._moments = moments
        self._apart = dated_apart

    def of(self, story: DigestStory) -> dict[Change, tuple[Line, ...]]:
        lines = list(self._all(story))
        return {change: tuple(line for report, line in lines if report.change == change) for change in CHANGES}

    def _all(self, story: DigestStory) -> Iterable[tuple[Report, Line]]:
        copies = _copies(story)
        for n, report in enumerate(_in_order(story), start=1):
            brief = n > FULL_LINES and report.change != "correction"
            same = tuple(self._copy(copy) for copy in copies.get(report.article, ()) if report.change == "new")
            if report.copy_of is not None and report.change == "new":
                same = (*self._original(story, report), *same)
            yield report, self._line(f"{story.number}.{n}", report, same, brief=brief)

    def _line(self, name: str, report: Report, same: tuple[str, ...], *, brief: bool) -> Line:
        address, host = link(report.url)
        language = language_name(report.language)
        return Line(
            number=name,
            title=title_of(report, BRIEF_TITLE if brief else None),
            language="" if language == "English" else language,
            outlet=one_line(report.outlet),
            badges=badges(report),
            stamp=self._stamp(report),
            link=address,
            host=host,
            no_link="" if address else _no_link(report.url),
            what=shown(report.what),
            also_in=", ".join(map(one_line, report.also_in)),
            same_text=same,
            brief=brief,
        )

    def _stamp(self, report: Report) -> str:
        seen = self._moments.stamp(report.first_seen)
        if report.dated is None:
            return f"undated, first seen {seen}"
        if abs(report.first_seen - report.dated) > self._apart:
            return f"dated {self._moments.stamp(report.dated)}, first seen {seen}"
        return self._moments.stamp(report.dated)

    def _copy(self, report: Report) -> str:
        return f"{one_line(report.outlet)}, {self._stamp(report)} ({badges(report)})"

    def _original(self, story: DigestStory, report: Report) -> tuple[str, ...]:
        """A copy of something told earlier says of what."""
        told = (told for told in story.before if told.article == report.copy_of)
        return tuple(f"{one_line(r.outlet)}, {self._moments.day(r.dated or r.first_seen)}, already sent" for r in told)


def badges(report: Report) -> str:
    """`BY side, state, ru`; an outlet that speaks for no side says where it sits."""
    place = f"{report.side} side" if report.side else f"based in {report.country}" if report.country else ""
    return ", ".join(filter(None, (one_line(place), kind_name(report.kind), code(report.language))))


def _no_link(url: str) -> str:
    return "no usable link: the feed's address is not a web address" if url.strip() else "no link in the feed"


def _story(story: DigestStory, lines: dict[Change, tuple[Line, ...]], moments: Moments, *, brief: bool) -> StoryView:
    new, updates = lines["new"], lines["update"]
    words = dict.fromkeys(one_line(word) for report in _news(story) for word in report.why)
    why = [shown(word) for word in words if word]
    headline = shown(story.headline) or next((line.title for line in chain(new, updates)), "(no title)")
    who = _who(story)
    same = next((line for line in chain(new, updates) if line.title == headline), None)
    return StoryView(
        number=story.number,
        id=story.id,
        headline=headline,
        link=same.link if same else "",
        language=same.language if same else "",
        rank="" if story.priority == "normal" else story.priority,
        claim=f"REPORTED BY {who}".upper() if who else "",
        new=tuple(_untitled(line) if line is same else line for line in new),
        updates=tuple(_untitled(line) if line is same else line for line in updates),
        said=sentences(story),
        before=before(story, moments),
        why=tuple(why[:WHY_SHOWN]),
        why_more=len(why[WHY_SHOWN:]),
        rules=", ".join(map(one_line, story.rules)),
        summary=f"{shown(headline, BRIEF_TITLE)}: {_reports_in_outlets(_news(story))}" + (f", {who}" if who else ""),
        brief=brief,
    )


def _untitled(line: Line) -> Line:
    """The line without what the headline above it has just said."""
    return replace(line, title="", language="")


def _who(story: DigestStory) -> str:
    """Whose outlets report it; "" where there is no pair to have sides."""
    if not story.pair:
        return ""
    sides = [side for side in story.pair if side in story.sides]
    if not sides:
        return "outlets of neither side"
    if len(set(sides)) == len(set(story.pair)):
        return "both sides"
    return f"one side ({capital(one_line(sides[0]))})"


def _reports_in_outlets(reports: Sequence[Report]) -> str:
    outlets = {one_line(name) for report in reports for name in (report.outlet, *report.also_in)}
    return f"{number(len(reports), 'report')} in {number(len(outlets), 'outlet')}"


def _counts(digest: Digest, news: Sequence[DigestStory]) -> str:
    reports = [report for story in news for report in _news(story)]
    corrections = sum(len(story.reports) for story in digest.stories) - len(reports)
    stories = number(len(news), "story", "stories") if news else "No story"
    found = f" with news, from {_reports_in_outlets(reports)}" if news else " with news"
    rung = f"; {number(len(digest.alerted), 'story', 'stories')} told by alert alone" if digest.alerted else ""
    return f"{stories}{found}; {number(corrections, 'correction')}{rung}."


def _feeds(digest: Digest) -> str:
    health = digest.health
    if not health.polled:
        return "Feeds: none was polled in this period, so nothing could be seen."
    answered = f"Feeds: {health.answered:,} of {health.polled:,} answered."
    return answered if health.answered else f"{answered} Nothing could be seen."


def _silent(feed: FeedHealth, moments: Moments) -> str:
    since = f"last answer {moments.stamp(feed.since)}" if feed.since is not None else "no answer yet"
    return f"{one_line(feed.outlet)} ({one_line(feed.source)}): {shown(feed.sentence).rstrip('.')}; {since}"


def _troubles(digest: Digest) -> tuple[str, ...]:
    health = digest.health
    found = []
    if health.rules_trouble:
        found.append(f"Rules: the last edit is not in force, the rules before it are. {shown(health.rules_trouble)}")
    if health.undelivered:
        found.append(f"Delivery: {number(health.undelivered, 'message')} could not be delivered in this period.")
    if health.set_aside:
        found.append(f"Set aside: {number(health.set_aside, 'article')} that could not be worked on.")
    return tuple(found)


def _reasons(digest: Digest) -> tuple[int, str]:
    total = sum(count for _, count in digest.counts.nearly)
    return total, ", ".join(f"{count:,} {one_line(reason)}" for reason, count in digest.counts.nearly)


def _nearly(digest: Digest) -> str:
    total, reasons = _reasons(digest)
    return f"{number(total, 'article')} just missed: {reasons}." if total else ""


def _nothing(digest: Digest) -> str:
    title = one_line(digest.title) or one_line(digest.subscription)
    if not digest.health.answered:
        return f"Nothing could be seen, since no feed answered: {title}."
    for dash in (" – ", " - ", " — "):
        if title.count(dash) == 1 and all(title.split(dash)):
            return f"No new dealings found between {listed(title.split(dash))}."
    return f"Nothing new found: {title}."


def _read(digest: Digest) -> str:
    health, counts = digest.health, digest.counts
    total, reasons = _reasons(digest)
    near = f"{total:,} just missed: {reasons}" if total else "none just missed"
    return f"{health.answered:,} of {health.polled:,} feeds answered, {number(counts.articles, 'new article')}, {near}."


def _last(digest: Digest, moments: Moments) -> tuple[str, str]:
    report = digest.last_contact
    if not report:
        return "nothing told yet.", ""
    when = report.dated or report.first_seen
    days = max(digest.end - when, 0) // 86400
    age = f" ({number(days, 'day')} before)" if days else ""
    return f"{moments.stamp(when)}{age}: {title_of(report)}, {one_line(report.outlet)}.", link(report.url)[0]
