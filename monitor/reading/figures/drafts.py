"""The values of one sentence, each with its kind: level, goal, forecast, growth, index, share, from-to, difference."""

from __future__ import annotations

from dataclasses import dataclass, field

from monitor.model.fact import Confidence
from monitor.reading.figures.amounts import Value
from monitor.reading.figures.beside import LESS, is_difference
from monitor.reading.figures.line import Line, Metric
from monitor.reading.figures.periods import Period
from monitor.reading.figures.regions import (
    Region,
    Status,
    base_of,
    deadline_of,
    metric_of,
    period_around,
    period_of,
    regions,
    status_of,
)

_CHANGE = (
    "fig_rise",
    "fig_fall",
    "fig_doubled",
    "fig_tripled",
    "fig_fourfold",
    "fig_fivefold",
    "fig_sixfold",
    "fig_tenfold",
)
_BY_MEANS_CHANGE = frozenset({"ru", "be", "uk", "fr", "es"})  # "на", "de" are "by" beside a verb of change alone
_ENGLISH_INDEX = (
    150.0  # "grew by 115%" in English copies of the agencies is 115 % of the year before; above this, growth
)


@dataclass
class Draft:
    """A figure in the making. `own` is the time in its own words, `period` that or the one in force."""

    value: Value
    place: int
    metric: str = ""
    sector: str = ""
    at: Metric | None = None
    carried: bool = False  # its metric is not in its own words
    kind: str = "level"
    status: Status = ""
    own: Period | None = None
    period: Period | None = None
    base: Period | None = None
    deadline: Period | None = None
    base_value: float | None = None
    base_start: int = 0
    amount: float | None = None
    delta: float | None = None
    factor: float | None = None
    growth: float | None = None
    index: float | None = None
    confidence: Confidence = ""
    notes: list[str] = field(default_factory=list)

    @property
    def is_change(self) -> bool:
        """A change alone, with no amount."""
        return self.kind in ("growth", "index")


def drafts(line: Line, carried: str) -> list[Draft]:
    """The figures of a sentence; `carried` is the metric of the sentences before, "" if there was none."""
    spots = regions(line)
    found: list[Draft] = []
    earlier: Period | None = None
    status: Status = ""
    for place, value in enumerate(line.values):
        status = status_of(line, place, spots, status)
        draft = Draft(value, place, status=status, own=period_of(line, place, spots))
        _set_metric(draft, line, spots, found, carried)
        if not draft.metric or draft.metric == "other":
            continue
        draft.period = draft.own or period_around(line, place, earlier)
        draft.base, draft.deadline = base_of(line, place, spots), deadline_of(line, place, spots)
        if draft.own and draft.own.role != "years":
            earlier = draft.own
        if _set_kind(draft, line, spots, found):
            found.append(draft)
    return found


def _set_metric(draft: Draft, line: Line, spots: list[Region], found: list[Draft], carried: str) -> None:
    metric = metric_of(line, draft.place, spots)
    before = found[-1] if found else None
    region = spots[draft.place]
    if metric is not None and metric.name:
        draft.at, draft.metric, draft.sector = metric, metric.name, metric.sector
        if metric.name == "goods":
            draft.metric = "turnover"
    else:
        draft.carried = True
        before = next((d for d in reversed(found) if d.metric != "share"), before)
        draft.metric = before.metric if before else _carried_on(carried, anew=metric is not None)
        draft.at = before.at if before else metric
        draft.sector = before.sector if before else ""
        if not draft.metric and (metric is not None or not line.metrics):
            draft.metric = "turnover" if metric is not None else ""
        elif not draft.metric:
            nearest = min(line.metrics, key=lambda m: abs(m.start - draft.value.start))
            draft.metric, draft.at = nearest.name, nearest
        if before and draft.metric == "turnover" and line.has(("fig_of_which",), before.value.end, draft.value.start):
            draft.metric = "trade_flow"
        if before and before.metric == "trade_flow":
            draft.metric = "trade_flow"
    inside = line.sector_at(region.start, region.close)
    if draft.carried and inside and draft.value.what == "percent" and not found:
        draft.metric, draft.sector, draft.at = "growth", inside, None
    elif draft.metric in ("investment_stock", "contracts") and draft.carried:
        draft.sector = line.sector_at(draft.value.end, region.close) or inside or draft.sector
    if not draft.sector and before and line.has(("fig_of_which",), region.start, region.end) and before.sector:
        draft.sector = before.sector


def _carried_on(carried: str, *, anew: bool) -> str:
    """What was counted before; "the volume" in a new sentence is that of all trade again."""
    return "turnover" if anew and carried in ("exports", "imports") else carried


def _set_kind(draft: Draft, line: Line, spots: list[Region], found: list[Draft]) -> bool:
    """Fill in what the value means; False where it is no figure of its own."""
    if draft.value.what != "money":
        return _set_change(draft, line, spots[draft.place], found)
    value, region = draft.value, spots[draft.place]
    if value.flaw:
        draft.confidence = "low"
        draft.notes.append(value.flaw)
    before = next((d for d in reversed(found) if d.value.what == "money"), None)
    if _is_repeated(draft, before, line):
        return False
    if (
        (value.lead == "against" or _is_base_in_brackets(draft, line))
        and before
        and before.amount
        and before.base_value is None
        and before.place >= draft.place - 2
    ):
        whole = _whole_of([d for d in found if d.value.what == "money"])
        whole.base_value, whole.base_start = value.value, value.start
        whole.base = draft.base or draft.own or whole.base
        return False
    draft.amount = value.value
    if value.low is not None:
        draft.kind = "range"
    elif not _goes_on(draft, before, line) and _is_delta(draft, line, region):
        draft.kind, draft.delta, draft.amount = "delta", value.value, None
    elif draft.metric == "contracts":
        draft.kind = "flow"
    elif draft.metric == "investment_stock":
        draft.kind = "flow" if draft.own and draft.own.role == "of" and not draft.own.base else "cumulative"
    elif line.has(("fig_total",), 0, len(line.text)) or (
        draft.own and draft.own.base and not _changes(line, 0, value.start)
    ):
        draft.kind = "cumulative"
    _set_status(draft, line, region)
    return True


def _is_base_in_brackets(draft: Draft, line: Line) -> bool:
    """What stood a year earlier, in brackets behind those words: "than last year (89.3 million)"."""
    return draft.base is not None and line.text[draft.base.end : draft.value.start].strip() == "("


def _whole_of(found: list[Draft]) -> Draft:
    """The last draft; where it and the one before are the parts of a total, the total."""
    if len(found) > 2 and found[-3].metric.startswith("turnover"):
        whole, one, two = (draft.amount or 0.0 for draft in found[-3:])
        if abs(one + two - whole) <= 0.02 * whole:
            return found[-3]
    return found[-1]


def _is_repeated(draft: Draft, before: Draft | None, line: Line) -> bool:
    """The same amount again in brackets: "больше трёх миллиардов (3 млрд)", or in another currency."""
    if before is None or before.value.what != "money":
        return False
    gap = line.text[before.value.end : draft.value.start].strip()
    return (
        gap.startswith("(")
        and len(gap) <= 12
        and (
            draft.value.value == before.value.value
            or (draft.value.unit != before.value.unit and bool(draft.value.unit))
        )
    )


def _goes_on(draft: Draft, before: Draft | None, line: Line) -> bool:
    """Goods "на 49 млн, в обратном направлении - на 12 млн": the second is an amount as the first was."""
    if before is None or before.kind != "level" or not before.value.lead == draft.value.lead == "by":
        return False
    if is_difference(line.text, draft.value.end):
        return False
    return not _changes(line, before.value.end, draft.value.start)


def _is_delta(draft: Draft, line: Line, region: Region) -> bool:
    value, language = draft.value, line.ground.language
    if is_difference(line.text, value.end) != "":
        return True
    if _is_amount_of_change(line, value):
        return True
    if value.lead != "by":
        return False
    if language not in _BY_MEANS_CHANGE:
        return True
    start = max(region.start, draft.at.end if draft.at and draft.at.end <= value.start else 0)
    return _changes(line, start, value.start) or (
        draft.place > 0 and line.text[max(0, value.lead_start - 3) : value.lead_start].strip() == "-"
    )


def _is_amount_of_change(line: Line, value: Value) -> bool:
    """An increase of 30 million dollars; az, tr: "30 milyon dollar artıb", where no case ending says "to"."""
    turkic = line.ground.language in ("az", "tr")
    for mark in line.marks:
        if mark.name not in ("fig_rise", "fig_fall"):
            continue
        if mark.end <= value.start and line.text[mark.end : value.start].strip() in ("of", "de", "von", "o"):
            return True
        near = turkic and value.ending == "" and 0 < mark.start - value.end <= 24
        if near and line.next_break(value.end, mark.start) == mark.start:
            return not line.has(("fig_reached",), value.end, mark.start)
    return False


def _set_status(draft: Draft, line: Line, region: Region) -> None:
    """Goals and forecasts: an aim or an expectation in words, or a deadline that lies ahead."""
    published = line.ground.published
    due = draft.deadline
    mine = due is not None and region.start <= due.start < region.close
    if not draft.status and due and mine and due.role == "deadline" and due.iso[:4].isdigit() and published:
        ahead = int(due.iso[:4]) > published.year
        draft.status = "goal" if ahead else ""
    if draft.status and draft.kind in ("level", "range", "delta", "growth"):
        draft.kind = draft.status
    elif not draft.status:
        draft.deadline = None


def _changes(line: Line, start: int, end: int) -> bool:
    return line.has(_CHANGE, start, end)


def _set_change(draft: Draft, line: Line, region: Region, found: list[Draft]) -> bool:
    """A percentage or a factor: share, index, growth, or nothing that can be told."""
    value = draft.value
    number = value.value if value.value is not None else value.high
    if number is None:
        return False
    if value.what == "percent" and _is_share(draft, line, region):
        draft.metric, draft.kind, draft.amount = "share", "share", number
        draft.carried = False
        return True
    in_brackets = line.text[max(0, value.start - 2) : value.start].endswith("(") and bool(found)
    changes = _changes(line, 0, len(line.text)) or is_difference(line.text, value.end) != ""
    if (
        not changes
        and not in_brackets
        and draft.status == ""
        and value.lead != "by"
        and not _is_compared(draft, number)
    ):
        return False
    if draft.carried and draft.at is None and not changes:
        return False
    falls = _falls(line, value)
    if (
        value.what == "times"
        and value.lead not in ("by", "in")
        and not (_is_near(line, value) or draft.base or draft.status)
    ):
        return False
    if value.what == "times":
        draft.factor = 1 / number if falls and number else number
        draft.kind = "growth"
    elif _is_index(draft, line, number):
        draft.index, draft.kind = number, "index"
    else:
        draft.growth, draft.kind = (-number if falls else number), "growth"
    if draft.status:
        draft.kind = draft.status
    _set_status(draft, line, region)
    return True


def _is_compared(draft: Draft, number: float) -> bool:
    return draft.base is not None and (number >= 50 or draft.value.what == "times")


def _is_near(line: Line, value: Value) -> bool:
    """Whether a word of change stands in the value's own clause: "met 12 times, and trade grows" is no growth."""
    if is_difference(line.text, value.end):
        return True
    for mark in line.marks:
        if mark.name not in _CHANGE:
            continue
        one, other = (mark.end, value.start) if mark.start < value.start else (value.end, mark.start)
        if other <= one or line.next_break(one, other) == other:
            return True
    return False


def _falls(line: Line, value: Value) -> bool:
    """Whether the nearest word of change before the value, else behind it, is one of falling."""
    if more := is_difference(line.text, value.end):
        return more in LESS
    before = [m for m in line.marks if m.name in ("fig_rise", "fig_fall") and m.end <= value.start]
    after = [m for m in line.marks if m.name in ("fig_rise", "fig_fall") and m.start >= value.end]
    near = after[:1] if after and line.ground.language in ("az", "tr") else (before[-1:] or after[:1])
    return bool(near) and near[0].name == "fig_fall"


def _is_share(draft: Draft, line: Line, region: Region) -> bool:
    value = draft.value
    if line.has(("fig_share",), region.start, value.start) and not _changes(line, region.start, value.start):
        return True
    if line.has(("fig_of_which",), value.end, min(region.end, value.end + 16)):
        return True
    return line.has(("fig_share",), value.end, min(region.close, value.end + 30)) and value.lead != "by"


def _is_index(draft: Draft, line: Line, number: float) -> bool:
    """Percent of the base, not on top of it: рост 115%, до 115%, составил 95% к уровню 2019; English by 115%."""
    value, language = draft.value, line.ground.language
    if number < 100:
        return (
            value.lead in ("", "to")
            and draft.base is not None
            and number >= 50
            and line.has(("fig_reached",), max(0, value.start - 40), value.start)
        )
    if value.lead == "by" and language == "en" and number < _ENGLISH_INDEX:
        draft.confidence = "medium"
        draft.notes.append(f'"by {number:g}%" is read as {number:g} % of the year before, that is {number - 100:+g} %')
        return True
    if value.lead == "by":
        return False
    if language in ("az", "tr"):
        return value.ending == "to"
    return language != "en" or value.lead == "to" or number < _ENGLISH_INDEX
