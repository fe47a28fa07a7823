"""The digest as text of 78 columns, which survives mail programs, printers and a cable.

Only a web address may be longer than a line: it is worth more whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from textwrap import TextWrapper

from monitor.digest.as_alarm import alarm_text
from monitor.digest.as_alert import alert_text
from monitor.digest.heading import SILENT_IN_HEAD
from monitor.digest.page import page
from monitor.digest.parts import WHOLE, Part, expected, within
from monitor.digest.views import FactLine, Line, Page, Row, StoryView
from monitor.model.limits import Limits
from monitor.model.message import Digest

COLUMNS = 78
_INDENT = "   "


def text(digest: Digest, part: Part = WHOLE, limits: Limits | None = None) -> str:
    """The digest, or one part of it, with line feeds; ends in one. An alert has its own few lines."""
    if digest.kind == "alarm":
        return alarm_text(digest)
    if digest.kind == "alert":
        return alert_text(digest, limits)
    whole = page(digest, limits)
    lines = within(whole, part)
    body = chain(_corrections(lines), _stories(lines), _rows(lines, "muted"), _rows(lines, "alerted"))
    blocks = chain(_head(lines, whole, part), body, _foot(lines, whole, part))
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _head(lines: Page, whole: Page, part: Part) -> Iterator[list[str]]:
    yield [*_wrap(lines.handling), *_wrap(lines.demo)]
    title = lines.title if lines.frame.tag == "az" else lines.title.upper()  # whose i it is nobody says
    if part.of > 1:
        title += " " + lines.frame.say("page.part", n=str(part.number), of=str(part.of))
    if not part.begins:
        yield [*_wrap(title), *_wrap(lines.span)]
    elif lines.empty:
        rows = [*_wrap(lines.nothing), *_wrap(lines.span), *_health(lines, lines.read), *_last(lines)]
        yield [*rows, *_ahead(lines, whole, part)]
    else:
        yield [*_wrap(title), *_wrap(lines.span), *_wrap(lines.counts), *_health(lines, lines.feeds)]


def _health(lines: Page, feeds: str) -> list[str]:
    silent = lines.silent[:SILENT_IN_HEAD]
    rows = _wrap(feeds)
    if silent:
        rows += [lines.frame.say("head.silent"), *_list(silent)]
    if lines.silent_rest:
        rows += _list([lines.silent_rest])
    return [*rows, *chain.from_iterable(map(_wrap, lines.troubles))]


def _last(lines: Page) -> list[str]:
    return [*_wrap(lines.last), *([f"  {lines.last_link}"] if lines.last_link else [])]


def _corrections(lines: Page) -> Iterator[list[str]]:
    if not lines.corrections:
        return
    rows = [lines.frame.say("head.corrections")]
    for each in lines.corrections:
        rows += _report(each.line, lines.frame.say("page.in_story", n=str(each.story)))
    yield rows


def _stories(lines: Page) -> Iterator[list[str]]:
    yield from (_story(story, lines) for story in lines.stories if not story.brief)
    brief = [story for story in lines.stories if story.brief]
    if brief:
        yield [lines.frame.say("head.also"), *chain.from_iterable(map(_brief, brief))]


def _rows(lines: Page, section: str) -> Iterator[list[str]]:
    rows: Sequence[Row] = getattr(lines, section)
    if rows:
        told = (_linked(_wrap(row.text, f"{row.number} ", _INDENT), row.link, _INDENT) for row in rows)
        yield [lines.frame.say(f"head.{section}"), *chain.from_iterable(told)]


def _brief(story: StoryView) -> list[str]:
    rank = f"{story.label}: " if story.label else ""
    return _linked(_wrap(rank + story.summary, f"{story.number} ", _INDENT), story.link, _INDENT)


def _story(story: StoryView, lines: Page) -> list[str]:
    say = lines.frame.say
    rows = [*_headline(story, lines), *_wrap(story.slots, _INDENT, _INDENT)]
    new = [*chain.from_iterable(map(_report, story.new)), *chain.from_iterable(map(_fact, story.quotes))]
    said = chain.from_iterable(_wrap(sentence, "   * ", "     ") for sentence in story.said)
    rows += [_INDENT + say("head.new"), *said, *new] if new or story.said else []
    rows += [_INDENT + say("head.update"), *chain.from_iterable(map(_report, story.updates))] if story.updates else []
    rows += _figures(story, lines)
    rows += _wrap("  ".join(story.only), _INDENT, "     ")
    if story.before:
        rows += [_INDENT + say("head.before"), *_list(story.before, _INDENT)]
    return [*rows, *_why(story, lines), _INDENT + story.show]


def _figures(story: StoryView, lines: Page) -> list[str]:
    rows = list(chain.from_iterable(map(_fact, story.figures)))
    rows += _wrap(f"{story.old_figures}.", _INDENT, _INDENT) if story.old_figures else []
    return [_INDENT + lines.frame.say("head.figures"), *rows] if rows else []


def _headline(story: StoryView, lines: Page) -> list[str]:
    """What it is about, and at the right who reports it: beside it where there is room, else on a row of its own."""
    claim = " · ".join(filter(None, (story.label, story.claim)))
    mark = "" if story.event or not story.language else f" {lines.frame.say('page.language', language=story.language)}"
    rows = _wrap(story.name + mark, f"{story.number} ", _INDENT)
    if not claim:
        return rows
    if len(rows[-1]) + 2 + len(claim) <= COLUMNS:
        return [*rows[:-1], rows[-1] + claim.rjust(COLUMNS - len(rows[-1]))]
    return [*rows, *(row.rjust(COLUMNS) for row in _wrap(claim))]


def _report(line: Line, note: str = "") -> list[str]:
    first, indent = f"{_INDENT}{line.number} ", " " * (4 + len(line.number))
    if line.brief:
        found = f"{line.title}. {line.by}" if line.title else line.by
        return _linked(_wrap(found, first, indent), line.link or line.show, indent)
    rows = _wrap(line.title, first, indent)
    rows += _wrap(f"{line.by} {note}".rstrip(), indent if rows else first, indent)
    rows = rows if line.link else [*rows, *_wrap(f"{line.no_link};", indent, indent)]
    rows = _linked(rows, line.link or line.show, indent)
    return [*rows, *chain.from_iterable(_wrap(each, indent, indent + "  ") for each in (*line.changes, *line.also))]


def _fact(line: FactLine) -> list[str]:
    first, indent = f"{_INDENT}{line.number} ", " " * (4 + len(line.number))
    notes = chain.from_iterable(_wrap(note, indent, indent + "  ") for note in line.notes)
    return [*_wrap(f"{line.text.rstrip('.')} · {line.outlet}", first, indent), *notes]


def _why(story: StoryView, lines: Page) -> list[str]:
    words = ", ".join(f'"{word}"' for word in story.why)
    if story.why_more:
        words += " " + lines.frame.say("page.and_more", more=lines.frame.count("more_word", story.why_more))
    because = ": ".join(filter(None, (story.rules, words)))
    return _wrap(f"{lines.frame.say('head.why')} {because}", _INDENT, "     ") if because else []


def _foot(lines: Page, whole: Page, part: Part) -> Iterator[list[str]]:
    frame = lines.frame
    unheard = lines.silent[SILENT_IN_HEAD:]
    if unheard and part.ends:
        yield [frame.say("head.silent_rest"), *_list([*unheard, *filter(None, [lines.unheard])])]
    if not (lines.empty and part.begins):
        yield _ahead(lines, whole, part)
    if not part.ends:
        yield [frame.say("page.continued", n=str(part.number + 1), of=str(part.of))]
    elif lines.composed:
        yield _wrap(lines.composed)


def _ahead(lines: Page, whole: Page, part: Part) -> list[str]:
    """One thing beside its label, several below it."""
    rows = []
    for label, found in expected(lines, whole, part):
        rows += _wrap(f"{label}: {found[0]}", "", "  ") if len(found) == 1 else [f"{label}:", *_list(found)]
    return rows


def _list(lines: Sequence[str], indent: str = "") -> list[str]:
    return [row for line in lines for row in _wrap(line, f"{indent}- ", f"{indent}  ")]


def _linked(rows: list[str], address: str, indent: str) -> list[str]:
    """The address beside the last row where there is room, else on a row of its own, whole."""
    if not address:
        return rows
    if rows and len(rows[-1]) + 2 + len(address) <= COLUMNS:
        return [*rows[:-1], f"{rows[-1]}  {address}"]
    return [*rows, indent + address]


def _wrap(line: str, first: str = "", rest: str = "") -> list[str]:
    """Rows of at most 78 columns; only a single word longer than a row is broken, and nothing is dropped."""
    if len(first) + len(line) <= COLUMNS:
        return [first + line] if line else []
    wrapper = TextWrapper(
        width=COLUMNS, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False, replace_whitespace=False
    )
    return wrapper.wrap(line)
