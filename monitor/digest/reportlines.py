"""A story's reports, quotes and figures as numbered lines in a reader's language and zone."""

from __future__ import annotations

from dataclasses import replace

from monitor.digest import figureline
from monitor.digest.frame import Frame
from monitor.digest.moments import Moments
from monitor.digest.numbering import Numbers
from monitor.digest.saying import changed
from monitor.digest.views import FactLine, Line
from monitor.digest.words import TITLE_SHOWN, code, link, one_line
from monitor.model.digestfacts import ToldFigure, ToldQuote
from monitor.model.message import Change, DigestStory, Report

FULL_LINES = 8  # reports of one story; the rest get one line each, so that a story stays within a screen
BRIEF_TITLE = 90
LEAD_SHOWN = 120
LONG_ADDRESS = 160  # a longer one is too much for a brief line, which then names the command that shows it
QUOTE_SHOWN = 600
_FACT_SHOWN = 1000
_TITLE_WAS = "title was: "  # how `revising` begins a change of the title


class Lines:
    """Things of a story -> lines."""

    def __init__(self, frame: Frame, moments: Moments, dated_apart: int) -> None:
        self._frame = frame
        self._moments = moments
        self._apart = dated_apart

    def reports(self, story: DigestStory, numbers: Numbers, change: Change) -> tuple[Line, ...]:
        """The numbered reports of one kind of change; those beyond the eighth of a story in brief."""
        brief = change != "correction"
        first = len(numbers.reports["new"]) if change == "update" else 0
        return tuple(
            self._line(story, number, report, numbers, brief=brief and first + n > FULL_LINES)
            for n, (number, report) in enumerate(numbers.reports[change], start=1)
        )

    def quotes(self, numbers: Numbers) -> tuple[FactLine, ...]:
        """Words with their speaker, and the outlet that has them."""
        return tuple(self._quote(number, told) for number, told in numbers.quotes)

    def figures(self, numbers: Numbers) -> tuple[FactLine, ...]:
        """Amounts with their period and speaker, and what disputes them."""
        return tuple(self._figure(number, told) for number, told in numbers.figures)

    def _quote(self, number: str, told: ToldQuote) -> FactLine:
        words = shown(told.quote.words, self._frame, QUOTE_SHOWN)  # cut inside the quotation marks, where it is said
        said = one_line(figureline.quote(replace(told, quote=replace(told.quote, words=words)), self._frame))
        return FactLine(number, told.article, said, one_line(told.outlet), told.ref)

    def _figure(self, number: str, told: ToldFigure) -> FactLine:
        said = shown(figureline.figure(told, self._frame), self._frame, _FACT_SHOWN)
        notes = tuple(shown(note, self._frame, _FACT_SHOWN) for note in figureline.disputed(told, self._frame))
        return FactLine(number, told.article, said, one_line(told.outlet), told.ref, notes)

    def _line(self, story: DigestStory, number: str, report: Report, numbers: Numbers, *, brief: bool) -> Line:
        address, host = link(report.url)
        retitled = report.change == "correction" and any(change.kind == "title" for change in report.changes)
        address = "" if brief and len(address) > LONG_ADDRESS else address
        same = tuple(self._copy(copy) for copy in numbers.copies.get(report.article, ()) if report.change == "new")
        if report.copy_of is not None and report.change == "new":
            same = (*self._original(story, report), *same)
        return Line(
            number=number,
            article=report.article,
            title="" if retitled else title_of(report, self._frame, BRIEF_TITLE if brief else TITLE_SHOWN),
            language=foreign(report.language, self._frame),
            outlet=one_line(report.outlet),
            badges=self._badges(report),
            stamp=self._stamp(report),
            link=address,
            host=host,
            no_link="" if address else self._no_link(report.url),
            show=f"monitor show article {report.article}",
            changes=self._changes(report),
            also=self._also(report, same),
            brief=brief,
        )

    def _also(self, report: Report, same: tuple[str, ...]) -> tuple[str, ...]:
        others = ", ".join(map(one_line, report.also_in))
        found = [self._frame.say("page.also_in", outlets=others)] if others else []
        return (*found, *([self._frame.say("page.same_text", copies="; ".join(same))] if same else []))

    def _changes(self, report: Report) -> tuple[str, ...]:
        """What was changed, one thing a line; a changed title as it was and as it is now."""
        found: list[str] = []
        for change in report.changes:
            if change.kind == "title":
                found += self._titles(change.sentence, report)
            else:
                found.append(shown(changed(change, self._frame), self._frame))
        return tuple(found) or ((shown(report.what, self._frame),) if report.what else ())

    def _titles(self, sentence: str, report: Report) -> tuple[str, str]:
        """The title as it was, which the sentence ends in, and as it is now."""
        frame = self._frame
        was, now = shown(sentence.removeprefix(_TITLE_WAS), frame), title_of(report, frame)
        return (
            frame.say("page.title_was", title=frame.quoted(was)),
            frame.say("page.title_now", title=frame.quoted(now)),
        )

    def _stamp(self, report: Report) -> str:
        seen = self._moments.stamp(report.first_seen)
        if report.dated is None:
            return self._frame.say("page.undated", seen=seen)
        dated = self._moments.stamp(report.dated)
        if abs(report.first_seen - report.dated) > self._apart:
            return self._frame.say("page.dated", dated=dated, seen=seen)
        return dated

    def _copy(self, report: Report) -> str:
        return f"{one_line(report.outlet)}, {self._stamp(report)} ({self._badges(report)})"

    def _original(self, story: DigestStory, report: Report) -> tuple[str, ...]:
        """A copy of something told earlier says of what."""
        return tuple(
            self._frame.say(
                "page.already_sent", outlet=one_line(old.outlet), day=self._moments.day(old.dated or old.first_seen)
            )
            for old in story.before
            if old.article == report.copy_of
        )

    def _badges(self, report: Report) -> str:
        """`BY side, state, Russian`; an outlet that speaks for no side says where it sits."""
        place = ""
        if report.side:
            place = self._frame.say("page.side", side=one_line(report.side))
        elif report.country:
            place = self._frame.say("page.based", country=self._frame.name(one_line(report.country)))
        return ", ".join(filter(None, (place, self._frame.kind(report.kind), self._frame.language(report.language))))

    def _no_link(self, url: str) -> str:
        if not url.strip():
            return self._frame.say("page.no_link")
        return "" if link(url)[0] else self._frame.say("page.no_web_link")


def title_of(report: Report, frame: Frame, limit: int = TITLE_SHOWN) -> str:
    """The original title; an article without one says so and gives its first words."""
    title = shown(report.title, frame, limit)
    if title:
        return title
    lead, none = shown(report.lead, frame, LEAD_SHOWN), frame.say("page.no_title")
    return f'{none} "{lead}"' if lead else none


def shown(text: str, frame: Frame, limit: int = TITLE_SHOWN) -> str:
    """The text on one line; past `limit` characters it is cut and says how much is left out."""
    line = one_line(text)
    if len(line) <= limit:
        return line
    more = frame.count("more_character", len(line) - limit)
    return frame.say("page.cut", text=line[:limit].rstrip(), more=more)


def foreign(language: str, frame: Frame) -> str:
    """The name of a language that is not the frame's own."""
    return "" if code(language) == frame.tag else frame.language(language)
