"""One story of an alert in a reader's language: each part cut to its room, with a count of what is not shown."""

from __future__ import annotations

from dataclasses import dataclass, replace

from monitor.digest import eventline, figureline, saying
from monitor.digest.earlier import SAID_BY_LINES
from monitor.digest.frame import Frame
from monitor.digest.views import Line, StoryView
from monitor.digest.words import one_line
from monitor.model.digestfacts import ToldFigure
from monitor.model.message import DigestStory


@dataclass(frozen=True, slots=True)
class AlertStory:
    """One story's words, each part within its room; "" = there is nothing to say."""

    number: int
    what: str  # the event line, from slots; the original title where no event was read
    new: str
    by: str
    caution: str  # of a disputed figure
    why: str
    link: str
    host: str


@dataclass(frozen=True, slots=True)
class Room:
    """How many characters each part gets, and how many sentences, outlets and words are shown.

    `slots`: 2 = all of the happening, 1 = who with whom and when, 0 = its event line alone. `label`: 2 = what a
    disputed amount measures and when, 1 = when, 0 = the amount alone. `language`: 1 = that of each report is said;
    `date`: 1 = its day, though it is the alert's own.
    """

    what: int = 240
    slots: int = 2
    sentence: int = 150
    sentences: int = 3
    name: int = 40
    outlets: int = 3
    words: int = 6
    address: int = 160
    line: int = 300
    label: int = 2
    language: int = 1
    date: int = 1


class Words:
    """In one language and one room; `today` as the times of reports say it."""

    def __init__(self, frame: Frame, room: Room, today: str) -> None:
        self._frame = frame
        self._room = room
        self._today = today

    def story(self, story: DigestStory, view: StoryView, *, alone: bool) -> AlertStory:
        """Everything that an alert says of it; less where it is not `alone`."""
        lead = next((line for line in (*view.new, *view.updates) if 0 < len(line.link) <= self._room.address), None)
        return AlertStory(
            number=view.number,
            what=self._what(story, view),
            new=self._new(story, alone=alone),
            by=self._by(story, view) if alone else self._by_whom(story),
            caution=self._caution(story),
            why=self._why(view) if alone else "",
            link=lead.link if lead else "",
            host=lead.host if lead else "",
        )

    def cut(self, text: str, limit: int) -> str:
        """The text on one line; past `limit` characters it is cut and says how many are left out."""
        line = one_line(text)
        if len(line) <= limit:
            return line
        more = self._frame.number(len(line) - limit)
        return f"{line[:limit].rstrip()}… [{self._frame.say('alert.more_characters', n=more)}]"

    def _what(self, story: DigestStory, view: StoryView) -> str:
        if not view.event:
            said = self.cut(view.headline, self._room.what)
            language = self.cut(view.language, self._room.name)
            return f"{said} {self._frame.say('page.language', language=language)}" if language else said
        slots = view.slots if self._room.slots > 1 else self._who(story) if self._room.slots else ""
        return self.cut(" · ".join(filter(None, (view.event, slots))), self._room.what)

    def _who(self, story: DigestStory) -> str:
        """`Lukashenko (BY) with Aliyev (AZ) · 15-17 May 2024`: the host and the guest are known by their states."""
        if not story.events:
            return ""
        event = story.events[0].event
        day = self._frame.stay(event.day, event.until) if event.day and event.day_from != "assumed" else ""
        return " · ".join(filter(None, (eventline.who(replace(event, host="", guest=""), self._frame), day)))

    def _new(self, story: DigestStory, *, alone: bool) -> str:
        """What was brought, the weightiest first; of a story just opened, that it is the first word of it."""
        news = sorted((each.news for each in story.brought), key=lambda news: -news.weight)
        said = list(dict.fromkeys(saying.news(each, self._frame) for each in news if each.kind not in SAID_BY_LINES))
        said += [one_line(report.what) for report in story.reports if report.what]
        if not self._room.sentence:
            return ""
        if not story.before and alone:
            said.insert(0, self._frame.say("alert.first"))
        elif not said and alone:
            said.append(self._frame.say(f"alert.first_{story.priority}"))
        more = len(said) - self._room.sentences
        rest = [self._and_more("more_thing", more)] if more > 0 else []
        return "; ".join([*(self.cut(each, self._room.sentence) for each in said[: self._room.sentences]), *rest])

    def _by(self, story: DigestStory, view: StoryView) -> str:
        found = [*view.new, *view.updates]
        languages = {report.article: self._frame.language(report.language) for report in story.reports}
        told = [self._told(line, languages.get(line.article, "")) for line in found[: self._room.outlets]]
        more = len(found) - self._room.outlets
        rest = [self._and_more("more_report", more)] if more > 0 else []
        missing = [self._frame.capital(one_line(side)) for side in story.pair or () if side not in story.sides]
        # readers may leave out who told, so that it is not said that nobody did
        silent = f" {self._frame.say('alert.nothing', capitals=', '.join(missing))}" if missing else ""
        return self.cut("; ".join([*told, *rest]) + "." + silent, self._room.line)

    def _by_whom(self, story: DigestStory) -> str:
        """`Minsk Wire (BY), and 1 more report`."""
        first, *others = story.reports
        place = one_line(first.side or first.country)
        said = self.cut(first.outlet, self._room.name) + (f" ({place})" if place else "")
        return f"{said}, {self._and_more('more_report', len(others))}" if others else said

    def _told(self, line: Line, language: str) -> str:
        """`BelTA, 16 May 19:33 Baku (BY side, state, Russian)`, the language where there is room for it."""
        badges = line.badges if self._room.language or not language else line.badges.removesuffix(f", {language}")
        stamp = line.stamp if self._room.date else line.stamp.removeprefix(f"{self._today} ")
        return f"{self.cut(line.outlet, self._room.name)}, {stamp} ({self.cut(badges, 2 * self._room.name)})"

    def _caution(self, story: DigestStory) -> str:
        """Amounts of the reports it tells that are disputed, as written."""
        articles = {report.article for report in story.reports}
        disputed = [told for told in story.figures if told.disputed and told.article in articles]
        if not disputed:
            return ""
        first, *others = disputed
        rest = f" ({self._and_more('more_figure', len(others))})" if others else ""
        return self._frame.say("alert.disputed", figure=self._amount(first)) + rest

    def _amount(self, told: ToldFigure) -> str:
        figure, frame = told.figure, self._frame
        said = frame.quoted(self.cut(figure.said_value, self._room.name)) if figure.said_value else ""
        about = [figureline.measure(figure, frame), figureline.period(figure, frame)]
        kept = about if self._room.label > 1 or not said else about[1:] if self._room.label else []
        label = self.cut(frame.say("words.listed").join(filter(None, kept)), 2 * self._room.name)
        return " ".join(filter(None, (said, f"({label})" if label and said else label)))

    def _why(self, view: StoryView) -> str:
        words = [f'"{self.cut(word, self._room.name)}"' for word in view.why[: self._room.words]]
        more = len(view.why) - self._room.words + view.why_more
        rest = [self._and_more("more_word", more)] if more > 0 else []
        said = self._frame.say("words.listed").join([*words, *rest])
        return self.cut(": ".join(filter(None, (self.cut(view.rules, self._room.name), said))), self._room.line)

    def _and_more(self, key: str, more: int) -> str:
        return self._frame.say("page.and_more", more=self._frame.count(key, more))
