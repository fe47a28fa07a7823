"""A digest's page as blocks of rows, in the order and under the numbers of its text; pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from monitor.channels.chatting import Block, Piece, Plan, Row
from monitor.digest.alertwords import AlertStory
from monitor.digest.as_alarm import alarm_rows
from monitor.digest.as_alert import Alert, alert_of
from monitor.digest.frame import frame_of
from monitor.digest.heading import SILENT_IN_HEAD
from monitor.digest.page import page
from monitor.digest.parts import WHOLE, expected
from monitor.digest.views import FactLine, Line, Page, StoryView
from monitor.digest.views import Row as StoryRow
from monitor.digest.words import link
from monitor.model.message import Digest

_DOT = "• "


def plan(digest: Digest) -> Plan:
    """What a chat is told of a digest of any kind."""
    if digest.kind == "alarm":
        return _plain(digest, alarm_rows(digest))
    if digest.kind == "alert":
        return _alert(digest)
    lines = page(digest)
    return Plan(
        head=Block(tuple(_head(lines))),
        again=Block((_said(lines.frame.upper(lines.title), bold=True), _said(lines.span))),
        blocks=tuple(_body(lines)),
        frame=lines.frame,
    )


def _alert(digest: Digest) -> Plan:
    """The words of its text, each line whole: a phone breaks lines where it likes, and an address takes no room."""
    alert = alert_of(digest)
    head = _said(alert.head, bold=True)
    one = alert.stories[0] if len(alert.stories) == 1 and not alert.left else None
    told = _alone(one, alert) if one else chain(*(_among_others(story, alert) for story in alert.stories))
    show = Piece(alert.show)
    last = (*_linked((), one.link), Piece(" · "), show) if one and one.link else (show,)
    rows = (*_given(alert.handling), head, *told, *_given(alert.left), last)
    return Plan(Block(rows), Block((head,)), (), frame_of(digest.frame, digest.names))


def _alone(story: AlertStory, alert: Alert) -> Iterator[Row]:
    yield _said(story.what)
    for name, words in (("new", story.new), ("by", story.by), ("caution", story.caution), ("why", story.why)):
        if words:
            yield (Piece(f"{alert.labels[name]}:", bold=True), Piece(f" {words}"))


def _among_others(story: AlertStory, alert: Alert) -> Iterator[Row]:
    told = " · ".join(filter(None, (story.what, story.new, story.by)))
    yield _linked((Piece(str(story.number), bold=True), Piece(f" {told}")), story.link)
    if story.caution:
        yield (Piece(f"{alert.labels['caution']}:", bold=True), Piece(f" {story.caution}"))


def _plain(digest: Digest, found: Sequence[str]) -> Plan:
    """Few lines, the first one in bold; an address alone on its line is a link."""
    head, *rest = [line.strip() for line in found if line.strip()] or [digest.title]
    rows = (_said(head, bold=True), *(_linked((), line) if link(line)[0] == line else _said(line) for line in rest))
    return Plan(Block(rows), Block((_said(head, bold=True),)), (), frame_of(digest.frame, digest.names))


def _head(lines: Page) -> Iterator[Row]:
    yield _said(lines.nothing if lines.empty else lines.frame.upper(lines.title), bold=True)
    yield from _given(lines.handling, lines.demo, lines.span)
    if not lines.empty:
        yield from _given(lines.counts)
    yield from _given(lines.read if lines.empty else lines.feeds)
    silent = lines.silent[:SILENT_IN_HEAD]
    if silent:
        yield _said(lines.frame.say("head.silent"))
        yield from _list(silent)
    if lines.silent_rest:
        yield from _list([lines.silent_rest])
    yield from _given(*lines.troubles)
    if lines.empty:
        yield _linked(_said(lines.last), lines.last_link)


def _body(lines: Page) -> Iterator[Block]:
    say = lines.frame.say
    notes = ((each.line, say("page.in_story", n=str(each.story))) for each in lines.corrections)
    yield from _section(say("head.corrections"), (tuple(_report(line, note)) for line, note in notes))
    yield from (Block(tuple(_story(story, lines))) for story in lines.stories if not story.brief)
    yield from _section(say("head.also"), ((_brief(story),) for story in lines.stories if story.brief))
    yield from _section(say("head.muted"), ((_row(row),) for row in lines.muted))
    yield from _section(say("head.alerted"), ((_row(row),) for row in lines.alerted))
    rest = [*lines.silent[SILENT_IN_HEAD:], *filter(None, [lines.unheard])]
    yield from _section(say("head.silent_rest"), ((row,) for row in _list(rest)))
    for label, things in expected(lines, lines, WHOLE):
        if len(things) == 1:
            yield Block(((Piece(f"{label}:", bold=True), Piece(f" {things[0]}")),))
        else:
            yield from _section(f"{label}:", ((row,) for row in _list(things)))
    if lines.composed:
        yield Block((_said(lines.composed),))


def _section(label: str, things: Iterable[tuple[Row, ...]]) -> Iterator[Block]:
    """Each thing may stand at the end of a message; the label stays with the first one."""
    for n, rows in enumerate(things):
        yield Block((_said(label, bold=True), *rows) if n == 0 else rows, tight=n > 0)


def _story(story: StoryView, lines: Page) -> Iterator[Row]:
    say = lines.frame.say
    mark = "" if story.event or not story.language else f" {say('page.language', language=story.language)}"
    yield (Piece(f"{story.number} {story.name}", bold=True), *([Piece(mark)] if mark else []))
    yield from _given(" · ".join(filter(None, (story.label, story.claim))), story.slots)
    if story.said or story.new or story.quotes:
        yield _said(say("head.new"), bold=True)
        yield from _list(story.said)
        yield from _reports(story.new)
        yield from _facts(story.quotes)
    if story.updates:
        yield _said(say("head.update"), bold=True)
        yield from _reports(story.updates)
    if story.figures or story.old_figures:
        yield _said(say("head.figures"), bold=True)
        yield from _facts(story.figures)
        yield from _given(f"{story.old_figures}." if story.old_figures else "")
    yield from _given("  ".join(story.only))
    if story.before:
        yield _said(say("head.before"), bold=True)
        yield from _list(story.before)
    yield from _why(story, lines)
    yield _said(story.show)


def _why(story: StoryView, lines: Page) -> Iterator[Row]:
    words = ", ".join(f'"{word}"' for word in story.why)
    if story.why_more:
        words += " " + lines.frame.say("page.and_more", more=lines.frame.count("more_word", story.why_more))
    if because := ": ".join(filter(None, (story.rules, words))):
        yield (Piece(lines.frame.say("head.why"), bold=True), Piece(f" {because}"))


def _brief(story: StoryView) -> Row:
    rank = f"{story.label}: " if story.label else ""
    return _linked((Piece(str(story.number), bold=True), Piece(f" {rank}{story.summary}")), story.link)


def _row(row: StoryRow) -> Row:
    return _linked((Piece(str(row.number), bold=True), Piece(f" {row.text}")), row.link)


def _reports(found: Sequence[Line]) -> Iterator[Row]:
    for line in found:
        yield from _report(line)


def _report(line: Line, note: str = "") -> Iterator[Row]:
    number = Piece(line.number, bold=True)
    heading = " ".join(filter(None, (line.title, note)))
    if line.brief or not heading:
        said = f"{heading}. {line.by}" if heading else line.by
        yield _linked((number, Piece(f" {said}")), line.link, f"{line.no_link}; {line.show}")
    else:
        yield (number, Piece(f" {heading}"))
        yield _linked(_said(line.by), line.link, f"{line.no_link}; {line.show}")
    yield from _list((*line.changes, *line.also))


def _facts(found: Sequence[FactLine]) -> Iterator[Row]:
    for line in found:
        yield (Piece(line.number, bold=True), Piece(f" {line.text.rstrip('.')} · {line.outlet}"))
        yield from _list(line.notes)


def _linked(row: Row, address: str, instead: str = "") -> Row:
    """The row with the address behind it, its host as the words to press on; without one what stands instead."""
    if not address:
        return (*row, Piece(f" · {instead}")) if instead else row
    return (*row, *([Piece(" · ")] if row else []), Piece(link(address)[1] or address, address))


def _list(lines: Iterable[str]) -> Iterator[Row]:
    return ((Piece(_DOT + line),) for line in lines)


def _said(line: str, *, bold: bool = False) -> Row:
    return (Piece(line, bold=bold),)


def _given(*lines: str) -> Iterator[Row]:
    return (_said(line) for line in lines if line)
