"""One story as a reader gets it: what it is about, who reports it, what is new, and why it is here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from monitor.digest import earlier, eventline
from monitor.digest.frame import Frame
from monitor.digest.heading import disputed, reports_in_outlets, told
from monitor.digest.moments import Moments
from monitor.digest.numbering import Numbers
from monitor.digest.reportlines import BRIEF_TITLE, Lines, foreign, shown, title_of
from monitor.digest.views import Line, Row, StoryView
from monitor.digest.words import link, one_line
from monitor.model.message import DigestStory, Health, Report
from monitor.model.source import OutletKind

WHY_SHOWN = 8
SLOTS_SHOWN = 600
_INDEPENDENT: tuple[OutletKind, ...] = ("independent", "exile")


class Stories:
    """Stories -> views, in one reader's language and zone."""

    def __init__(self, frame: Frame, moments: Moments, lines: Lines, health: Health) -> None:
        self._frame = frame
        self._moments = moments
        self._lines = lines
        self._read = dict(health.kinds)

    def view(self, story: DigestStory, numbers: Numbers, *, brief: bool) -> StoryView:
        """The whole story; `brief` ones are shown by their summary."""
        frame = self._frame
        new, updates = self._lines.reports(story, numbers, "new"), self._lines.reports(story, numbers, "update")
        event = self.event(story)
        same = None if event else _headed(story, (*new, *updates), frame)
        why = _why(story, frame)
        headline = shown(story.headline, frame) or next((line.title for line in (*new, *updates)), "")
        headline = headline or frame.say("page.no_title")
        return StoryView(
            number=story.number,
            id=story.id,
            event=event,
            slots=shown(self._slots(story), frame, SLOTS_SHOWN) if event else "",
            headline=headline,
            link=same.link if same else next((line.link for line in (*new, *updates) if line.link), ""),
            language=_language(story, headline, frame),
            rank="" if story.priority == "normal" else story.priority,
            label="" if story.priority == "normal" else frame.upper(frame.say(f"page.{story.priority}")),
            claim=self.claim(story),
            said=earlier.sentences(story, frame, self._moments),
            new=tuple(_untitled(line, same) for line in new),
            quotes=self._lines.quotes(numbers),
            updates=tuple(_untitled(line, same) for line in updates),
            figures=self._lines.figures(numbers),
            old_figures=frame.opening(frame.count("old_figure", story.old_figures)) if story.old_figures else "",
            only=tuple(self._only(story)),
            before=earlier.before(story, frame, self._moments),
            why=tuple(why[:WHY_SHOWN]),
            why_more=len(why[WHY_SHOWN:]),
            rules=", ".join(map(one_line, story.rules)),
            show=f"monitor show story {story.id}",
            summary=self._summary(story, event or headline),
            brief=brief,
        )

    def event(self, story: DigestStory) -> str:
        """What it is about, from slots; "" where nothing was read of it."""
        if not story.events:
            return ""
        first, *others = eventline.led(story.events)
        new = [each for each in others if each.new]
        title = eventline.title(first, self._frame, self._moments, new)
        if told(story) and not first.new:
            title = self._frame.say("line.further", what=title)
        return shown(title, self._frame)

    def _slots(self, story: DigestStory) -> str:
        """Who, when, where; and of something newer than the visit it belongs to, that visit."""
        first = eventline.led(story.events)[0]
        said = [eventline.slots(first, self._frame, self._moments)]
        said += [eventline.about(story.events[0], self._frame)] if first is not story.events[0] else []
        return " · ".join(said)

    def claim(self, story: DigestStory) -> str:
        """Whose outlets report it, in capitals; "" where there is no pair to have sides."""
        key, capital = _sides(story, self._frame)
        return self._frame.upper(self._frame.say(f"page.{key}", capital=capital)) if key else ""

    def muted(self, story: DigestStory) -> Row:
        """A story that this reader wants one line of, until when, and who said so."""
        until, who = self._moments.stamp(story.muted), shown(story.muted_by, self._frame, BRIEF_TITLE)
        said = self._frame.say("page.muted_by" if who else "page.muted_until", time=until, who=who)
        return Row(story.number, f"{self._summary(story, self._name(story))}; {said}", _address(told(story)))

    def alerted(self, story: DigestStory) -> Row:
        """The story's newest alert, and how many others there were since the last digest."""
        newest = sorted(story.before, key=lambda r: (-r.first_seen, r.article))
        first, *others = earlier.alerts(newest, self._frame, self._moments) or [self._name(story)]
        if event := self.event(story):
            first = f"{event}; {first}"
        if others:
            more = self._frame.count("earlier_alert", len(others))
            first = self._frame.say("page.sent_again", what=first, alerts=more)
        return Row(story.number, first, _address(newest))

    def _name(self, story: DigestStory) -> str:
        return self.event(story) or shown(story.headline, self._frame) or self._frame.say("page.no_title")

    def _summary(self, story: DigestStory, name: str) -> str:
        frame = self._frame
        key, capital = _sides(story, frame)
        said = [reports_in_outlets(told(story), frame)]
        said += [frame.say(f"page.{key}_short", capital=capital)] if key else []
        said += [frame.count("disputed_figure", found)] if (found := disputed([story])) else []
        newest = [title_of(report, frame, BRIEF_TITLE) for report in told(story)[:1]]
        names = dict.fromkeys((shown(name, frame, BRIEF_TITLE), *newest))
        return f"{'. '.join(names)}: {', '.join(said)}"

    def _only(self, story: DigestStory) -> list[str]:
        """What one capital alone tells, and which kinds of outlets that are read tell nothing."""
        frame, rows = self._frame, []
        key, capital = _sides(story, frame)
        own = {side for side in story.pair or () if side in story.sides}
        ours = all({*report.sides, report.side} & {*(story.pair or ())} == own for report in told(story))
        if key == "one" and ours and len(story.reports) + len(story.before) > 1:  # of a single report the head says it
            rows.append(frame.say("page.only_all", capital=frame.upper(capital)))
        if key == "both":
            rows += self._told_by_one(story)
        seen = {report.kind for report in (*story.reports, *story.before)}
        missing = [kind for kind in _INDEPENDENT if self._read.get(kind) and kind not in seen]
        if missing and story.pair:
            kinds = frame.upper(", ".join(map(frame.kind, missing)))
            outlets = frame.number(sum(self._read[each] for each in missing))
            rows.append(frame.say("page.missing", kinds=kinds, n=outlets))
        return rows

    def _told_by_one(self, story: DigestStory) -> list[str]:
        """What the outlets of one side alone tell of: `ONLY BAKU so far: signing.`.

        Said only where nobody else has reported on the story since, for others may have told it in words that were not
        recognised: an absence must be sure.
        """
        reports = {report.article: report for report in (*story.before, *story.reports)}
        fresh = {report.article for report in told(story)}
        kinds: dict[str, dict[str, None]] = {side: {} for side in story.pair or ()}
        for each in story.events:
            if not each.new or not fresh.intersection(each.articles):
                continue
            first = min((_came_out(reports[one]) for one in each.articles if one in reports), default=0)
            since = [report for report in reports.values() if _came_out(report) >= first]
            for side, found in kinds.items():
                if all({*report.sides, report.side} - {""} == {side} and not report.also_in for report in since):
                    found[eventline.kind(each.event, self._frame)] = None
        return [
            self._frame.say("page.only", capital=self._frame.upper(self._frame.capital(side)), what=", ".join(found))
            for side, found in kinds.items() if found
        ]  # fmt: skip


def _came_out(report: Report) -> int:
    """UTC seconds; its date, or when it was first seen where that is earlier or all that is known."""
    return min(report.dated or report.first_seen, report.first_seen)


def _sides(story: DigestStory, frame: Frame) -> tuple[str, str]:
    """Which outlets tell it: "both", "one" and its capital, "neither"; "" where there is no pair."""
    if not story.pair:
        return "", ""
    sides = [side for side in story.pair if side in story.sides]
    if not sides:
        return "neither", ""
    if len(set(sides)) == len(set(story.pair)):
        return "both", ""
    return "one", frame.capital(one_line(sides[0]))


def _headed(story: DigestStory, lines: Sequence[Line], frame: Frame) -> Line | None:
    """The line whose title is the story's headline, which then need not be said again."""
    headline = shown(story.headline, frame)
    return next((line for line in lines if not headline or line.title == headline), None)


def _untitled(line: Line, same: Line | None) -> Line:
    return replace(line, title="", language="") if line is same else line


def _language(story: DigestStory, headline: str, frame: Frame) -> str:
    """That of the report whose title the headline is."""
    reports = (*story.reports, *story.before)
    found = next((report for report in reports if shown(report.title, frame) == headline), None)
    return foreign(found.language, frame) if found else ""


def _why(story: DigestStory, frame: Frame) -> list[str]:
    words = dict.fromkeys(one_line(word) for report in told(story) for word in report.why)
    return [shown(word, frame) for word in words if word]


def _address(reports: Sequence[Report]) -> str:
    return next((address for report in reports if (address := link(report.url)[0])), "")
