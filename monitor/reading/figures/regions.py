"""Which words of a sentence belong to which value: its metric, its time, and whether it is aimed at or expected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from monitor.reading.figures.amounts import Value
from monitor.reading.figures.line import Line, Metric
from monitor.reading.figures.periods import Period

Status = Literal["", "goal", "forecast"]
_NEAR = 24


@dataclass(frozen=True, slots=True)
class Region:
    """The words before a value that are its own, and those behind it: [start, value) and (value, end]."""

    start: int
    end: int  # to the next value
    close: int  # to the end of the value's clause


def regions(line: Line) -> list[Region]:
    """One for each value of the line."""
    found: list[Region] = []
    values, size = line.values, len(line.text)
    for place, value in enumerate(values):
        last = values[place - 1] if place else None
        following = values[place + 1].start if place + 1 < len(values) else size
        start = found[-1].close if last and found[-1].close < value.start else (last.end if last else 0)
        found.append(Region(start, following, line.next_break(value.end, following)))
    return found


def metric_of(line: Line, place: int, spots: list[Region]) -> Metric | None:
    """What a value counts by the words of its own, None if it goes on with what was counted before."""
    value, region = line.values[place], spots[place]
    earliest = line.values[place - 1].end if place else 0
    before = [m for m in line.metrics if earliest <= m.start and m.end <= value.start]
    after = [m for m in line.metrics if value.end <= m.start < region.close]
    if place and before and before[-1].start < spots[place - 1].close and before[-1].start < region.start:
        before = []  # behind the value before, in its clause: "$122.9 million in exports and $42 million"
    if before and before[-1].name in ("", "goods") and after and after[0].name in ("exports", "imports"):
        return after[0]  # goods worth 1.2 billion were exported
    if after and after[0].name and after[0].start - value.end <= _NEAR:
        gap_broken = before and line.next_break(before[-1].end, value.start) < value.start
        if not before or (gap_broken and value.start - before[-1].end > _NEAR):
            return after[0]
    if before:
        return before[-1]
    if after and place == 0:
        return after[0]
    return after[0] if after and after[0].name and after[0].start - value.end <= 2 * _NEAR else None


def period_of(line: Line, place: int, spots: list[Region]) -> Period | None:
    """The time of a value by the words of its own clause."""
    value, region = line.values[place], spots[place]
    wanted = [p for p in line.periods if p.role in ("of", "same", "vague", "years")]
    opened = line.values[place - 1] if place and value.lead == "to" else None
    start = value.start if opened and opened.lead == "from" else region.start  # from 130 in 2017 to 425 in 2020
    before = [p for p in wanted if start <= p.start and p.end <= value.start]
    calendar = [p for p in before if p.role != "years"]
    after = [p for p in wanted if value.end <= p.start < region.close and p.role != "years"]
    if calendar:
        return calendar[-1]
    return next(iter((*after, *before)), None)


def period_around(line: Line, place: int, earlier: Period | None) -> Period | None:
    """The time in force: that of the value before, else the only one of the sentence."""
    if earlier is not None:
        return earlier
    wanted = [p for p in line.periods if p.role in ("of", "same", "vague")]
    leading = [p for p in wanted if p.end <= line.values[place].start]
    if leading:
        return leading[-1]
    closing = [p for p in wanted if p.start >= line.values[-1].end]
    return wanted[0] if closing and len(wanted) == 1 else None


def base_of(line: Line, place: int, spots: list[Region]) -> Period | None:
    """What a value is compared with."""
    region = spots[place]
    found = [p for p in line.periods if p.role == "base" and region.start <= p.start < region.end]
    return found[0] if found else None


def deadline_of(line: Line, place: int, spots: list[Region]) -> Period | None:
    """By when: in the value's own words, else the only deadline of the sentence, else years to come."""
    region = spots[place]
    due = [p for p in line.periods if p.role == "deadline"]
    own = [p for p in due if region.start <= p.start < region.end]
    if own:
        return own[0]
    mine = [p for p in line.periods if p.role == "years" and region.start <= p.start < region.end]
    if mine or len(due) == 1:
        return (mine or due)[0]
    ahead = [p for p in line.periods if p.role == "years" and p.ahead]
    return ahead[0] if ahead else None


def status_of(line: Line, place: int, spots: list[Region], earlier: Status) -> Status:
    """Whether a value is aimed at or expected. The last word before it decides, else one behind it in its clause."""
    value, region = line.values[place], spots[place]
    start = line.values[place - 1].end if place else 0
    found, told = _status_before(line, start, value.start)
    if told and found:
        return found
    for mark in line.marks:
        if value.end <= mark.start < region.close and mark.name in ("fig_goal", "fig_forecast"):
            return "goal" if mark.name == "fig_goal" else "forecast"
        if value.end <= mark.start < region.close and mark.name == "fig_reached":
            return ""
    if told or not place or not earlier:
        return found
    fresh = any(m.name and start <= m.start < value.start for m in line.metrics)
    return "" if fresh else earlier


def _status_before(line: Line, start: int, end: int) -> tuple[Status, bool]:
    """What the words in a stretch say of the amount behind them, and whether they say anything."""
    found: Status = ""
    told = False
    for mark in line.marks:
        if not start <= mark.start < end:
            continue
        if mark.name in ("fig_goal", "fig_forecast"):
            if found == "forecast" and line.has(("fig_forecast",), mark.start - 12, mark.end):
                continue  # "может достичь": to reach is no aim there
            found, told = ("goal" if mark.name == "fig_goal" else "forecast"), True
        elif mark.name == "fig_reached" and mark.end <= end and _is_main(line, mark.start, mark.end):
            found, told = "", True
    return found, told


def _is_main(line: Line, start: int, end: int) -> bool:
    """Whether "was" or "reached" tells of the amount, not of the aim ("a goal was set", "was expected to reach")."""
    word = line.text[start:end]
    if word not in ("was", "were", "был", "было", "была", "быу", "було", "byla", "bylo", "byl", "oldu", "olub", "idi"):
        return True
    return not any(m.name in ("fig_goal", "fig_forecast") and abs(m.start - end) < 12 for m in line.marks)


def is_change(value: Value) -> bool:
    """Whether it is a percentage or a factor."""
    return value.what != "money"
