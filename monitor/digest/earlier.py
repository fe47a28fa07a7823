"""What a story's reader has heard before, and in our words what is new since."""

from __future__ import annotations

from monitor.digest.moments import Moments
from monitor.digest.words import number, one_line, shown, title_of
from monitor.model.message import Digest, DigestStory, Report

BEFORE_SHOWN = 5
SAID_SHOWN = 8
SAID_BY_LINES = ("opened", "edited", "withdrawn", "merged")  # a headline or a numbered line says it already


def sentences(story: DigestStory) -> tuple[str, ...]:
    """What the reports bring the story that nobody had reported before, the weightiest first, each once."""
    told = sorted((each.news for each in story.brought if each.news.kind not in SAID_BY_LINES), key=lambda n: -n.weight)
    found = [shown(sentence) for sentence in dict.fromkeys(one_line(news.sentence) for news in told) if sentence]
    more = len(found) - SAID_SHOWN
    rest = [f"and {more:,} more: monitor show story {story.id}"] if more > 0 else []
    return (*found[:SAID_SHOWN], *rest)


def before(story: DigestStory, moments: Moments) -> tuple[str, ...]:
    """What was told of it: a line for each alert, then the newest of the others."""
    newest = sorted(story.before, key=lambda r: (-r.first_seen, r.article))
    plain = [f"{_named(r)}, {moments.stamp(r.dated or r.first_seen)}" for r in newest if not r.alerted]
    lines = [*_alerts(newest, moments), *plain]
    more = len(lines) - BEFORE_SHOWN
    return (*lines[:BEFORE_SHOWN], *([f"and {number(more, 'earlier report')} more"] if more > 0 else []))


def alerted(digest: Digest, moments: Moments) -> tuple[str, ...]:
    """`12 Talks in Baku, Minsk Wire: alerted 16 May 14:05 Baku, 16:10 Baku`: nothing is new of these since."""
    return tuple(f"{story.number} {line}" for story in digest.alerted for line in _alone(story, moments))


def _alone(story: DigestStory, moments: Moments) -> list[str]:
    """The story's newest alert, and how many others there were since the last digest."""
    lines = _alerts(sorted(story.before, key=lambda r: (-r.first_seen, r.article)), moments)
    more = f"; and {number(len(lines) - 1, 'earlier alert')}" if len(lines) > 1 else ""
    return [line + more for line in lines[:1]]


def _alerts(newest: list[Report], moments: Moments) -> list[str]:
    """`alerted 16 May 14:05 Baku: Talks in Baku, Minsk Wire, and 1 more report`, the last alert first."""
    times = sorted({report.alerted for report in newest if report.alerted}, reverse=True)
    lines = []
    for time in times:
        told = [report for report in newest if report.alerted == time]
        more = f", and {number(len(told) - 1, 'more report')}" if len(told) > 1 else ""
        lines.append(f"alerted {moments.stamp(time)}: {_named(told[0])}{more}")
    return lines


def _named(report: Report) -> str:
    return f"{title_of(report)}, {one_line(report.outlet)}"
