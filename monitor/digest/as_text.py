"""The digest as text of 78 columns, which survives mail programs, printers and a cable.

Only a web address may be longer than a line: it is worth more whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from textwrap import TextWrapper

from monitor.digest.as_alarm import alarm_text
from monitor.digest.as_alert import alert_text
from monitor.digest.page import Correction, Line, Page, StoryView, page
from monitor.digest.parts import WHOLE, Part
from monitor.digest.words import number
from monitor.model.limits import Limits
from monitor.model.message import Digest

COLUMNS = 78
SILENT_IN_HEAD = 6  # the rest stand at the end, by name


def text(digest: Digest, part: Part = WHOLE, limits: Limits | None = None) -> str:
    """The digest, or one part of it, with line feeds; ends in one. An alert has its own few lines."""
    if digest.kind == "alarm":
        return alarm_text(digest)
    if digest.kind == "alert":
        return alert_text(digest, limits)
    lines = page(digest, limits)
    blocks = chain(_head(lines, part), _body(lines, part), _foot(lines, part))
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _head(lines: Page, part: Part) -> Iterator[list[str]]:
    yield [*_wrap(lines.handling), *(["DEMO (invented)"] if lines.demo else [])]
    title = lines.title.upper() if lines.title.replace("–", "-").isascii() else lines.title
    of = f" (part {part.number} of {part.of})" if part.of > 1 else ""
    if part.number > 1:
        yield [*_wrap(title + of), *_wrap(lines.span)]
    elif lines.empty:
        yield [*_wrap(lines.nothing), *_wrap(lines.span), *_health(lines, feeds="Read: " + lines.read), *_last(lines)]
    else:
        yield [*_wrap(title + of), *_wrap(lines.span), *_wrap(lines.counts), *_health(lines, feeds=lines.feeds)]


def _health(lines: Page, *, feeds: str) -> list[str]:
    silent = lines.silent[:SILENT_IN_HEAD]
    more = len(lines.silent) - len(silent)
    unheard = ["Not heard:", *(row for feed in silent for row in _wrap(feed, "  - ", "    "))] if silent else []
    rest = [f"  - and {number(more, 'feed')} more, named at the end"] if more else []
    return [*_wrap(feeds), *unheard, *rest, *(row for trouble in lines.troubles for row in _wrap(trouble))]


def _last(lines: Page) -> list[str]:
    return [*_wrap("Last: " + lines.last), *([f"  {lines.last_link}"] if lines.last_link else [])]


def _body(lines: Page, part: Part) -> Iterator[list[str]]:
    if lines.corrections and part.number == 1:
        yield ["CORRECTIONS to what was sent before", *chain.from_iterable(map(_correction, lines.corrections))]
    stories = lines.stories[part.first : part.last]
    yield from (_story(story) for story in stories if not story.brief)
    brief = [story for story in stories if story.brief]
    if brief:
        yield [
            "ALSO (one line each; `monitor show story N` shows all of one)",
            *chain.from_iterable(map(_brief, brief)),
        ]
    if lines.alerted and part.number == part.of:
        yield ["ALERTED since the last digest, nothing new of them", *chain.from_iterable(map(_wrap, lines.alerted))]


def _correction(correction: Correction) -> list[str]:
    return _report(correction.line, f"(story {correction.story})")


def _brief(story: StoryView) -> list[str]:
    rank = f"{story.rank.upper()}: " if story.rank else ""
    return _wrap(rank + story.summary, f"{story.number} ", "   ")


def _story(story: StoryView) -> list[str]:
    rows = _headline(story)
    said = [row for sentence in story.said for row in _wrap(sentence, "   * ", "     ")]
    rows += ["   NEW", *said, *chain.from_iterable(map(_report, story.new))] if said or story.new else []
    rows += ["   UPDATE", *chain.from_iterable(map(_report, story.updates))] if story.updates else []
    if story.before:
        rows += ["   BEFORE (already sent)", *(row for told in story.before for row in _wrap(told, "   - ", "     "))]
    return [*rows, *_why(story), f"   monitor show story {story.id}"]


def _headline(story: StoryView) -> list[str]:
    claim = ". ".join(filter(None, (story.rank.upper(), story.claim)))
    rows = _wrap(story.headline + _language(story.language), f"{story.number} ", "   ")
    if not claim:
        return rows
    if len(rows[-1]) + 2 + len(claim) <= COLUMNS:
        return [*rows[:-1], rows[-1] + claim.rjust(COLUMNS - len(rows[-1]))]
    return [*rows, claim.rjust(COLUMNS)]


def _report(line: Line, note: str = "") -> list[str]:
    indent = " " * (4 + len(line.number))
    heading = " ".join(filter(None, (line.title + _language(line.language), note)))
    by = f"{line.outlet}, {line.stamp}"
    if line.brief:
        return _wrap(". ".join(filter(None, (heading, by))), f"   {line.number} ", indent)
    rows = _wrap(heading, f"   {line.number} ", indent)
    rows += _wrap(f"{by} ({line.badges})", indent if rows else f"   {line.number} ", indent)
    rows += _wrap(line.what, indent, indent) if line.what else []
    rows.append(indent + (line.link or line.no_link))
    rows += _wrap(f"also in: {line.also_in}", indent, indent + "  ") if line.also_in else []
    rows += _wrap(f"same text: {'; '.join(line.same_text)}", indent, indent + "  ") if line.same_text else []
    return rows


def _language(name: str) -> str:
    return f" [in {name}]" if name else ""


def _why(story: StoryView) -> list[str]:
    words = ", ".join(f'"{word}"' for word in story.why)
    more = f" and {number(story.why_more, 'word')} more" if story.why_more else ""
    because = ": ".join(filter(None, (story.rules, words + more)))
    return _wrap(f"WHY {because}", "   ", "     ") if because else []


def _foot(lines: Page, part: Part) -> Iterator[list[str]]:
    if part.number < part.of:
        yield [f"Continued in part {part.number + 1} of {part.of}."]
        return
    rest = lines.silent[SILENT_IN_HEAD:]
    yield ["NOT HEARD, continued", *(row for feed in rest for row in _wrap(feed, "  - ", "    "))] if rest else []
    if not lines.empty:
        yield _wrap(f"NEARLY {lines.nearly}") if lines.nearly else []
    yield [f"Composed {lines.composed}."] if lines.composed else []


def _wrap(line: str, first: str = "", rest: str = "") -> list[str]:
    """Rows of at most 78 columns; only a single word longer than a row is broken, and nothing is dropped."""
    wrapper = TextWrapper(
        width=COLUMNS, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False, replace_whitespace=False
    )
    return wrapper.wrap(line)
