"""An alert as a person reads it on a phone: at most 8 lines and 600 characters, whatever the outlets wrote.

What does not fit is counted, never dropped in silence; `monitor show story N` has all of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap

from monitor.digest.earlier import SAID_BY_LINES
from monitor.digest.moments import Moments
from monitor.digest.page import Line, StoryView, page
from monitor.digest.words import number, one_line
from monitor.model.capitals import capital
from monitor.model.limits import Limits
from monitor.model.message import Digest, DigestStory

ROWS, CHARACTERS, COLUMNS = 8, 600, 78
HANDLING_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Alert:
    """The words of an alert, each part within its room. `link` is "" where there is none to show."""

    handling: str
    head: str  # "URGENT · Azerbaijan – Belarus · Thu 16 May 2024, 19:41 Baku (UTC+4)"
    what: str  # the original title, with its language
    new: str
    by: str
    why: str
    link: str
    host: str
    show: str


@dataclass(frozen=True, slots=True)
class _Room:
    """How many characters a title, a sentence, a name and two whole lines get, and how many of each are shown."""

    title: int
    sentence: int
    name: int
    sentences: int
    outlets: int
    words: int
    address: int
    line: int


# From generous to what always fits, hostile texts included.
_ROOMS = (
    _Room(title=150, sentence=150, name=40, sentences=3, outlets=3, words=6, address=160, line=300),
    _Room(title=140, sentence=110, name=40, sentences=2, outlets=2, words=4, address=160, line=200),
    _Room(title=120, sentence=110, name=30, sentences=1, outlets=1, words=3, address=120, line=150),
    _Room(title=80, sentence=80, name=24, sentences=1, outlets=1, words=2, address=78, line=130),
    _Room(title=80, sentence=74, name=24, sentences=1, outlets=1, words=1, address=0, line=78),
    _Room(title=40, sentence=40, name=10, sentences=1, outlets=1, words=1, address=0, line=60),
)


def alert_text(digest: Digest, limits: Limits | None = None) -> str:
    """The alert as text, with line feeds; ends in one."""
    return "\n".join(_rows(alert_of(digest, limits))) + "\n"


def alert_of(digest: Digest, limits: Limits | None = None) -> Alert:
    """The alert's words, as many as fit into 8 rows of 78 columns and 600 characters."""
    made = [_alert(digest, limits, room) for room in _ROOMS]
    return next((each for each in made if _fits(_rows(each))), made[-1])


def _fits(rows: list[str]) -> bool:
    return len(rows) <= ROWS and len("\n".join(rows)) < CHARACTERS


def _rows(alert: Alert) -> list[str]:
    lines = [alert.handling, alert.head, alert.what, f"NEW: {alert.new}", f"BY: {alert.by}", f"WHY: {alert.why}"]
    rows = [row for line in lines if line for row in wrap(line, COLUMNS, break_on_hyphens=False)]
    return [*rows, *([alert.link] if alert.link else []), alert.show]


def _alert(digest: Digest, limits: Limits | None, room: _Room) -> Alert:
    lines, story = page(digest, limits), digest.stories[0]
    view = lines.stories[0]
    rank = view.rank.upper() or "ALERT"
    marks = ["DEMO (invented)"] if digest.demo else []
    when = Moments(digest.zone, digest.end).now(digest.composed or digest.end)
    lead = next((line for line in (*view.new, *view.updates) if 0 < len(line.link) <= room.address), None)
    return Alert(
        handling=_cut(digest.handling, HANDLING_SHOWN),
        head=" · ".join([*marks, rank, _cut(lines.title, room.name), when]),
        what=_cut(view.headline, room.title) + (f" [in {_cut(view.language, room.name)}]" if view.language else ""),
        new=_new(story, room),
        by=_by(story, view, room),
        why=_why(view, room),
        link=lead.link if lead else "",
        host=lead.host if lead else "",
        show=f"monitor show story {view.id}",
    )


def _new(story: DigestStory, room: _Room) -> str:
    """Sentences of what was brought, the weightiest first; of a story just opened, that it is the first word of it."""
    news = sorted((each.news for each in story.brought), key=lambda news: -news.weight)
    said = list(dict.fromkeys(one_line(each.sentence) for each in news if each.kind not in SAID_BY_LINES))
    said += [one_line(report.what) for report in story.reports if report.what]
    if not story.before:
        said.insert(0, "first report of it")
    elif not said:
        said.append(f"first {story.priority} report of it")
    more = len(said) - room.sentences
    rest = [f"and {more:,} more"] if more > 0 else []
    return "; ".join([*(_cut(each, room.sentence) for each in said[: room.sentences]), *rest])


def _by(story: DigestStory, view: StoryView, room: _Room) -> str:
    found = [*view.new, *view.updates]
    told = [_told(line, room) for line in found[: room.outlets]]
    more = len(found) - room.outlets
    rest = [f"and {number(more, 'more report')}"] if more > 0 else []
    missing = [capital(one_line(side)) for side in story.pair or () if side not in story.sides]
    silent = f" {' and '.join(missing)}: nothing sent yet." if missing else ""  # readers may leave out who told
    return _cut("; ".join([*told, *rest]) + "." + silent, room.line)


def _told(line: Line, room: _Room) -> str:
    return f"{_cut(line.outlet, room.name)}, {line.stamp} ({line.badges})"


def _why(view: StoryView, room: _Room) -> str:
    words = [f'"{_cut(word, room.name)}"' for word in view.why[: room.words]]
    more = len(view.why) - room.words + view.why_more
    rest = [f"and {number(more, 'word')} more"] if more > 0 else []
    return _cut(": ".join(filter(None, (_cut(view.rules, room.name), ", ".join([*words, *rest])))), room.line)


def _cut(text: str, limit: int) -> str:
    """The text on one line; past `limit` characters it is cut and says, in few, how many are left out."""
    line = one_line(text)
    return line if len(line) <= limit else f"{line[:limit].rstrip()}… [{len(line) - limit:,} more]"
