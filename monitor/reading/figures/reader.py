"""The figures of an article, sentence by sentence; what a sentence leaves unsaid is taken from the ones before."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from monitor.model.fact import Figure, Op, Quote
from monitor.reading.figures.checks import checked
from monitor.reading.figures.direction import Between, Way, way
from monitor.reading.figures.drafts import Draft, drafts
from monitor.reading.figures.joining import from_to, merged
from monitor.reading.figures.line import METRIC_CUES, NUMBER_CUES, Line
from monitor.reading.figures.periods import Period
from monitor.reading.figures.voices import Voice, Voices
from monitor.reading.ground import Ground

MOST = 150  # figures of one article
MOST_LINES = 400  # sentences with numbers that are read
_CARRY = 2  # sentences over which a metric and a time are carried
_METRIC_CUES = (
    "fig_turnover", "fig_exports", "fig_imports", "fig_investment", "fig_contracts", "fig_goods_services",
    "fig_indicator", "fig_brought", "fig_sent",
)  # fmt: skip
_DIGIT = re.compile(r"\d")
_WITH_SECTOR = ("turnover", "exports", "imports", "growth")
_PARTS = ("exports", "imports", "trade_flow", "balance", "services", "share", "turnover_goods_services")
_TWO_WAYS = frozenset({"exports", "imports"})
_PART = 0.98  # of a turnover: from there on it may be the same, rounded
_SINCE = 24  # months after which a period is history


def figures(ground: Ground, quotes: tuple[Quote, ...] = ()) -> tuple[Figure, ...]:
    """The figures of an article in reading order; `quotes` say who speaks.

    A sentence that stands twice is read once. At most MOST are read; the last one then says so in its note.
    """
    if not any(cue.name in _METRIC_CUES for cue in ground.cues):
        return ()
    return _Reader(ground, quotes).read()


@dataclass
class _Before:
    """What the sentences before have said, for one that goes on with it."""

    metric: str = ""
    period: str = ""
    said: str = ""
    sentence: int = -9
    unit: str = ""
    reporter: str = ""
    pair: tuple[str, ...] = ()
    parts: frozenset[str] = frozenset()  # metrics of the last sentence with figures
    figure: Figure | None = None  # the last one
    total: Figure | None = None  # the last turnover told as such


class _Reader:
    def __init__(self, ground: Ground, quotes: tuple[Quote, ...]) -> None:
        self._ground = ground
        self._between = Between(ground)
        self._voices = Voices(ground, quotes)
        self._before = _Before()

    def read(self) -> tuple[Figure, ...]:
        found: list[Figure] = []
        lines = 0
        cut = False
        speaks = {cue.sentence for cue in self._ground.cues if cue.name in METRIC_CUES}
        numbers = {cue.sentence for cue in self._ground.cues if cue.name in NUMBER_CUES}
        for sentence in self._ground.scan.sentences:
            number = sentence.number
            if number in self._ground.repeated:
                continue
            if number in speaks or number - self._before.sentence <= _CARRY:
                numbered = number in numbers or _DIGIT.search(self._ground.text_of(sentence)) is not None
                line = Line(self._ground, sentence, numbered)
                if numbered and lines < MOST_LINES:
                    lines += 1
                    found += self._of(line)
                    cut = cut or line.is_cut
                if number in speaks:
                    self._remember(line)
            self._between.seen(number)
            if len(found) > MOST:
                break
        if cut or len(found) > MOST or lines == MOST_LINES:
            found = _cut(found)
        return checked(found)

    def _remember(self, line: Line) -> None:
        """The metric of a sentence holds for the next ones, also where it has no figure."""
        if self._before.sentence == line.sentence.number:
            return
        names = [metric.name for metric in line.metrics if metric.name not in ("", "other", "goods")]
        if names:
            self._before.metric, self._before.sentence = names[-1], line.sentence.number
            self._before.period = self._before.said = ""

    def _of(self, line: Line) -> list[Figure]:
        carried = self._before.metric if line.sentence.number - self._before.sentence <= _CARRY else ""
        if not carried and line.of("fig_indicator") and line.of("fig_rise", "fig_fall", "fig_reached"):
            carried = "turnover"
        if carried in _TWO_WAYS and self._before.parts >= _TWO_WAYS:
            carried = "turnover"  # both ways were told; what goes on speaks of the whole again
        made = merged(from_to(drafts(line, carried)), line)
        units = [draft.value.unit for draft in made if draft.value.what == "money" and draft.value.unit]
        found: list[Figure] = []
        for draft in made:
            figure = self._figure(line, draft, units[0] if units else self._before.unit)
            if figure is not None:
                if self._before.figure is not None and _goes_back(line, draft):
                    figure = _other_way(figure, self._before.figure)
                found.append(_same_way(figure, found[-1]) if found else figure)
                self._before.figure = found[-1]
                self._note_down(line, draft, figure)
        return found

    def _note_down(self, line: Line, draft: Draft, figure: Figure) -> None:
        before = self._before
        before.parts = frozenset({draft.metric}) | (
            before.parts if before.sentence == line.sentence.number else frozenset()
        )
        before.sentence = line.sentence.number
        before.metric = draft.metric if draft.metric not in ("share", "trade_flow") else before.metric or "turnover"
        before.reporter, before.pair = figure.reporter, figure.pair
        if figure.metric == "turnover" and figure.kind == "level" and not _is_loose(draft):
            before.total = figure
        before.unit = figure.unit if figure.unit not in ("", "%") else before.unit
        if figure.period and figure.kind not in ("goal", "forecast"):
            before.period, before.said = figure.period, figure.period_said

    def _figure(self, line: Line, draft: Draft, unit: str) -> Figure | None:
        value = draft.value
        start = min(value.start, draft.base_start or value.start)
        at = draft.at
        reach = _reach(line, draft)
        pair = self._between.of(line, at, *reach)
        voice = self._voices.of(line, line.span(value.start, value.end))
        period, said = self._period(line, draft)
        if self._is_part(draft, pair, period, line.sentence.number):
            draft.metric = "trade_flow"
        went = way(line, draft.metric, at, _way_reach(line, draft), pair, self._source(voice, pair))
        notes = list(draft.notes)
        confidence = draft.confidence
        if value.what == "money" and not value.unit:
            if not unit:
                return None
            confidence = "low"
        elif not went.certain:
            confidence = confidence or "medium"
        metric = f"{draft.metric}_{draft.sector}" if draft.sector and draft.metric in _WITH_SECTOR else draft.metric
        deadline = self._deadline(draft)
        return Figure(
            metric=metric,
            kind=draft.kind,
            sentence=line.sentence.number,
            span=line.span(start, _trimmed(line, value.end)),
            value=draft.amount,
            unit="%" if draft.kind == "share" else (value.unit or unit) if value.what == "money" else "",
            low=value.low if value.what == "money" else None,
            high=value.high if value.what == "money" else None,
            op=_op(draft, line.text[value.lead_start : value.start]),
            said_value=line.original[value.start : _trimmed(line, value.end)],
            factor=draft.factor, growth=draft.growth, index=draft.index, delta=draft.delta,
            base_value=draft.base_value, base_period=self._base(draft, period),
            period=period, period_said=said, deadline=deadline, pair=pair, direction=went.direction,
            reporter=_reporter(went, voice.statistics_of), speaker=voice.speaker, speaker_said=voice.said,
            source_said=voice.source, sector=draft.sector,
            background=self._is_history(period, draft), confidence=confidence, note="; ".join(notes),
        )  # fmt: skip

    def _is_part(self, draft: Draft, pair: tuple[str, ...], period: str, sentence: int) -> bool:
        """A smaller amount of the same time and pair beside a turnover, not called one: a part of it."""
        total = self._before.total
        return (
            total is not None
            and draft.metric == "turnover"
            and draft.kind == "level"
            and _is_loose(draft)
            and draft.base is None
            and sentence - total.sentence <= _CARRY
            and (total.pair, total.period, total.unit) == (pair, period, draft.value.unit or total.unit)
            and 0 < (draft.amount or 0) < _PART * (total.value or 0)
        )

    def _source(self, voice: Voice, pair: tuple[str, ...]) -> str:
        """Whose export a bare "exports" is: of the office named, of the figure just before, the speaker, the outlet."""
        before = self._before.reporter if self._before.pair == pair else ""
        return voice.statistics_of or before or voice.side or self._ground.outlet_side

    def _period(self, line: Line, draft: Draft) -> tuple[str, str]:
        """The period and the words for it. A goal has none; a horizon stands as "P2Y"."""
        if draft.status:
            return _aimed_at(line, draft)
        found = draft.period
        if found is None or found.role == "same":
            return self._inherited(line, draft, asked=found is not None)
        if found.role == "years" and not draft.is_change and draft.kind != "cumulative":
            return "", _said(line, found)
        iso = found.iso
        if found.base and draft.kind == "cumulative":
            iso = f"{found.base}/{found.iso}"
        elif found.running and iso.isdigit():
            iso = f"{iso}-YTD"
        return iso, _said(line, found)  # without a date of the article, the iso may be empty or in words

    def _inherited(self, line: Line, draft: Draft, *, asked: bool) -> tuple[str, str]:
        before = self._before
        measured = draft.is_change and draft.base is not None and draft.base.iso == "year before"
        goes_on = draft.carried or draft.metric in _PARTS or measured  # "growth of trade on last year was 12 %"
        if line.sentence.number - before.sentence > _CARRY or not (asked or goes_on):
            return "", ""
        return before.period, before.said

    def _base(self, draft: Draft, period: str) -> str:
        """The period it is compared with: as said, the year before, or the first of a span."""
        spread = draft.own if not draft.status else None
        if draft.base is not None:
            if draft.base.iso == "year before":
                return (
                    f"{int(period[:4]) - 1}{' same period' if len(period) > 4 else ''}" if period[:4].isdigit() else ""
                )
            return draft.base.iso
        return spread.base if spread is not None else ""

    def _deadline(self, draft: Draft) -> str:
        if draft.status != "goal":
            return ""
        due = draft.deadline
        if due is None:
            own = draft.own
            return (
                own.iso
                if own and own.role == "of" and not own.running and own.iso[:4].isdigit() and self._ahead(own)
                else ""
            )
        if due.role == "years":
            published = self._ground.published
            return str(published.year + int(due.iso[1:-1])) if published else ""
        return due.iso

    def _ahead(self, period: Period) -> bool:
        published = self._ground.published
        return published is None or int(period.iso[:4]) >= published.year

    def _is_history(self, period: str, draft: Draft) -> bool:
        """Its period ended more than 24 months before the article."""
        published = self._ground.published
        ends = re.findall(r"\d{4}(?:-\d\d)?", period)
        if published is None or not ends or draft.status:
            return False
        year, _, month = ends[-1].partition("-")
        return (published.year - int(year)) * 12 + published.month - int(month or 12) > _SINCE


def _aimed_at(line: Line, draft: Draft) -> tuple[str, str]:
    """Of a goal its horizon or the words for its deadline, of a forecast the time it is for."""
    own, due = draft.own, draft.deadline
    if draft.status == "goal":
        return (due.iso if due and due.role == "years" else ""), _said(line, due or own)
    known = own if own and own.role == "of" else due
    if known is None:
        return "", ""
    year = known.iso[:4] if known.role == "deadline" and known.iso[:4].isdigit() else known.iso
    return year, _said(line, known)


def _cut(found: list[Figure]) -> list[Figure]:
    """The first MOST; the last of them says that there are more."""
    note = f"the article may hold more figures; the first {min(len(found), MOST)} are read"
    found = found[:MOST]
    found[-1:] = [replace(last, note="; ".join(filter(None, (last.note, note)))) for last in found[-1:]]
    return found


def _same_way(figure: Figure, before: Figure) -> Figure:
    """A figure that goes on with the one before goes the same way, if it names none."""
    if figure.direction or figure.pair != before.pair or figure.metric != before.metric:
        return figure
    return replace(figure, direction=before.direction, reporter=figure.reporter or before.reporter)


def _is_loose(draft: Draft) -> bool:
    """Whether its own words speak of goods or a value, not of trade."""
    return draft.carried or draft.at is None or draft.at.name in ("", "goods")


def _goes_back(line: Line, draft: Draft) -> bool:
    """In the opposite direction, in its own words."""
    values, place = line.values, draft.place
    start = values[place - 1].end if place else 0
    end = values[place + 1].start if place + 1 < len(values) else len(line.text)
    return line.has(("fig_back",), start, line.next_break(draft.value.end, end))


def _other_way(figure: Figure, before: Figure) -> Figure:
    """The way opposite to that of the figure before."""
    if not before.direction or figure.pair != before.pair:
        return figure
    goal, origin = before.direction.split(">")
    mine = goal if figure.metric.startswith("imports") else origin
    return replace(figure, direction=f"{origin}>{goal}", reporter=mine)


def _said(line: Line, period: Period | None) -> str:
    return line.original[period.start : period.end].strip(" .,") if period else ""


def _op(draft: Draft, text: str) -> Op:
    op = draft.value.op
    if draft.metric == "contracts" and op == ">" and text.startswith("uber"):
        return "="  # German: contracts "über 54 Millionen" are worth as much
    if op == "<=" and draft.kind not in ("goal", "forecast"):
        return "="  # "decreased up to" is fell to
    return op


def _trimmed(line: Line, end: int) -> int:
    """Without the full stop that ends the sentence, and a space before it."""
    return end - 1 if end == len(line.text) and line.text[end - 1 : end] == "." else end


def _reporter(went: Way, statistics_of: str) -> str:
    return statistics_of or went.reporter


def _reach(line: Line, draft: Draft) -> tuple[int, int]:
    """The words in which a figure's countries are looked for: from the value before to the next one."""
    values = line.values
    start = values[draft.place - 1].end if draft.place else 0
    end = values[draft.place + 1].start if draft.place + 1 < len(values) else len(line.text)
    if draft.at is not None:
        start = min(start, draft.at.start) if draft.carried else start
    return start, end


def _way_reach(line: Line, draft: Draft) -> tuple[int, int]:
    """The words in which the direction is looked for: those around the metric, up to the next metric or clause."""
    at = draft.at
    values = line.values
    start = values[draft.place - 1].end if draft.place else 0
    end = values[draft.place + 1].start if draft.place + 1 < len(values) else len(line.text)
    if draft.metric == "trade_flow":
        return start, line.next_break(draft.value.end, end)
    if at is None:
        return start, end
    if at.start < start:
        if any(start <= side.start < draft.value.start for side in line.sides):
            return start, end  # "Azerbaijan invested 90 million in Belarus, Belarus in Azerbaijan 20 million"
        ends = [metric.end for metric in line.metrics] + [value.end for value in values]
        start = max((end for end in ends if end <= at.start), default=0)
    else:
        last = max((m.end for m in line.metrics if m.end <= at.start and m.name), default=0)
        if start < last <= draft.value.start <= at.start:  # that of the value before, behind it as this one's is
            last = line.next_break(last, draft.value.start)
        start = max(start, last)
    following = min([end, *(m.start for m in line.metrics if m.start >= max(at.end, draft.value.end) and m.name)])
    return start, max(following, draft.value.end)
