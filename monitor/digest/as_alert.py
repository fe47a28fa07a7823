"""An alert as a person reads it on a phone: at most 8 lines and 600 characters, whatever the outlets wrote.

One story has a line for each question: what, what is new, by whom, what to be careful with, why, where to look. Several
that were gathered have one or two lines each. What does not fit is counted, never dropped in silence; what is disputed
is said however little room there is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from textwrap import wrap

from monitor.digest.alertwords import AlertStory, Room, Words
from monitor.digest.page import page
from monitor.digest.views import Page
from monitor.model.limits import Limits
from monitor.model.message import Digest

ROWS, CHARACTERS, COLUMNS = 8, 600, 78
HANDLING_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Alert:
    """The words of an alert, each part within its room. `labels` are those of a story's lines, by field."""

    handling: str
    head: str  # "URGENT · Azerbaijan – Belarus · Thu 16 May 2024, 19:41 Baku (UTC+4)"
    stories: tuple[AlertStory, ...]
    left: str  # how many stories are not shown, "" = all are
    show: str
    labels: dict[str, str]


_WIDE = Room()
# What gives way, in this order, until everything fits, hostile texts included: reasons and further outlets first, the
# happening and its novelty last.
_GIVES_WAY: tuple[dict[str, int], ...] = (
    {"words": 3}, {"sentences": 2}, {"slots": 1}, {"outlets": 2}, {"label": 1}, {"language": 0}, {"date": 0},
    {"words": 2}, {"outlets": 1}, {"sentence": 110}, {"sentences": 1}, {"words": 1}, {"what": 150}, {"address": 78},
    {"slots": 0}, {"label": 0}, {"name": 28}, {"line": 140}, {"sentence": 70}, {"what": 78},
    {"name": 20, "line": 100}, {"address": 0}, {"what": 40, "sentence": 40, "line": 76}, {"name": 10, "line": 50},
)  # fmt: skip
_SHARED = replace(_WIDE, slots=0, label=0, sentences=1, outlets=1)  # the beginning for one story among several
_SHARED_WAY: tuple[dict[str, int], ...] = (
    {"sentence": 70, "what": 74}, {"name": 24}, {"sentence": 0}, {"what": 60}, {"what": 45, "name": 14}, {"what": 30},
    {"name": 8},
)  # fmt: skip


def alert_text(digest: Digest, limits: Limits | None = None) -> str:
    """The alert as text, with line feeds; ends in one."""
    return "\n".join(_rows(alert_of(digest, limits))) + "\n"


def alert_of(digest: Digest, limits: Limits | None = None) -> Alert:
    """The alert's words, as many as fit into 8 rows of 78 columns and 600 characters."""
    lines = page(digest, limits)
    made: list[Alert] = []
    for alert in _tries(digest, lines):
        made.append(alert)
        if _fits(_rows(alert)):
            return alert
    return made[-1]


def _tries(digest: Digest, lines: Page) -> Iterator[Alert]:
    """From the most that might fit to the least: of several stories rather less of each than one less."""
    if len(digest.stories) == 1:
        yield from (_alert(digest, lines, room, 1) for room in _rooms(_WIDE, _GIVES_WAY))
        return
    for shown in range(min(len(digest.stories), ROWS), 0, -1):
        yield from (_alert(digest, lines, room, shown) for room in _rooms(_SHARED, _SHARED_WAY))


def _rooms(room: Room, steps: Sequence[dict[str, int]]) -> Iterator[Room]:
    yield room
    for step in steps:
        room = replace(room, **step)
        yield room


def _fits(rows: Sequence[str]) -> bool:
    return len(rows) <= ROWS and len("\n".join(rows)) < CHARACTERS


def _rows(alert: Alert) -> list[str]:
    lines = [alert.handling, alert.head]
    if len(alert.stories) == 1 and not alert.left:
        (story,) = alert.stories
        said = {name: getattr(story, name) for name in ("new", "by", "caution", "why")}
        lines += [story.what, *(f"{alert.labels[name]}: {words}" for name, words in said.items() if words)]
        where = [story.link, alert.show]
        last = [" · ".join(where)] if story.link and len(" · ".join(where)) <= COLUMNS else [*filter(None, where)]
        return [*_wrapped(lines), *last]
    for story in alert.stories:
        one = f"{story.number} {story.what} · {story.by}"
        told = [one] if not story.new else [f"{story.number} {story.what}", f"{story.new} · {story.by}"]
        lines += [*told, *([f"{alert.labels['caution']}: {story.caution}"] if story.caution else [])]
    return [*_wrapped([*lines, alert.left]), alert.show]


def _wrapped(lines: Sequence[str]) -> list[str]:
    return [row for line in lines if line for row in wrap(line, COLUMNS, break_on_hyphens=False)]


def _alert(digest: Digest, lines: Page, room: Room, shown: int) -> Alert:
    frame, moments = lines.frame, lines.frame.moments(digest.zone, digest.end)
    words = Words(frame, room, moments.day(digest.composed or digest.end))
    urgent = any(story.priority == "urgent" for story in digest.stories)
    rank = frame.upper(frame.say("page.urgent" if urgent else "page.high"))
    when = moments.now(digest.composed or digest.end)
    told = {story.id: story for story in digest.stories}
    alone = len(digest.stories) == 1
    stories = tuple(words.story(told[view.id], view, alone=alone) for view in lines.stories[:shown])
    left = len(lines.stories) - shown
    number = str(stories[0].number) if alone and stories else frame.say("alert.number")
    return Alert(
        handling=words.cut(digest.handling, HANDLING_SHOWN),
        head=" · ".join(filter(None, [lines.demo, rank, words.cut(lines.title, room.name), when])),
        stories=stories,
        left=frame.say("alert.left", stories=frame.count("more_story", left)) if left > 0 else "",
        show=f"monitor show story {number} · monitor mute story {number}",
        labels={
            "new": frame.say("head.new"), "by": frame.say("alert.by"), "caution": frame.say("alert.caution"),
            "why": frame.say("head.why"),
        },
    )  # fmt: skip
