"""Which time a sentence speaks of: years, months, quarters, "last year", "by 2030", "over five years"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, NamedTuple

from monitor.reading.figures import timewords as times
from monitor.reading.figures.numbers import in_words

Role = Literal["of", "base", "deadline", "years", "same", "vague"]
MOST = 60  # years read of one sentence


class Mark(NamedTuple):
    """A cue of the sentence; offsets are those of its text."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Period:
    """A time named in a sentence.

    `of`: when the amount was; `base`: what it is compared with; `deadline`: by when; `years`: a number of them (`iso`
    is "P5Y"); `same`: that of the figure before; `vague`: no time anybody could look up. An iso that cannot be worked
    out without the article's date is "last year", "this year" or "next year".
    """

    role: Role
    start: int
    end: int
    iso: str = ""
    base: str = ""  # of a span of years, the first
    running: bool = False  # this year, which is not over
    ahead: bool = False  # of `years`: those to come


_RELATIVE = {"fig_last_year": -1, "fig_this_year": 0, "fig_next_year": 1}
_RELATIVE_WORDS = {-1: "last year", 0: "this year", 1: "next year"}


def periods(text: str, original: str, marks: Sequence[Mark], language: str, published: date | None) -> list[Period]:
    """The times of a sentence in order, none inside another. `text` is in one spelling, `original` as written."""
    return _Sentence(text, original, marks, language, published).read()


class _Sentence:
    """The times of one sentence: months first, since they take a year with them, then years, then the rest."""

    def __init__(self, text: str, original: str, marks: Sequence[Mark], language: str, published: date | None) -> None:
        self._text, self._original, self._marks, self._language = text, original, marks, language
        self._published = published
        self._years = [_spread(period) for period in _years(text)]
        self._relative = [
            Period("of", mark.start, mark.end, self._near(_RELATIVE[mark.name]), running=mark.name == "fig_this_year")
            for mark in marks
            if mark.name in _RELATIVE
        ]
        self._found: list[Period] = []

    def read(self) -> list[Period]:
        """All of them."""
        self._months()
        self._numbered()
        self._so_far()
        self._year_before()
        self._year_end()
        for match in times.YEARS.finditer(self._text):
            self._number_of_years(match)
        for period in self._years:
            self._add(self._with_role(period))
        for period in self._relative:
            self._add(self._with_role(period))
        for mark in self._marks:
            if mark.name == "fig_reporting":
                self._add(Period("same", mark.start, mark.end))
            elif mark.name == "fig_best_years":
                self._add(Period("vague", mark.start, mark.end, "best years"))
        return sorted(self._found, key=lambda period: period.start)

    def _add(self, period: Period | None) -> None:
        if period and not any(p.start < period.end and period.start < p.end for p in self._found):
            self._found.append(period)

    def _near(self, offset: int) -> str:
        """The year so many after that of the article; in words where the article has no date."""
        return str(self._published.year + offset) if self._published else _RELATIVE_WORDS[offset]

    def _with_role(self, period: Period) -> Period:
        """Whether it is the time meant, a base for comparing, or a deadline."""
        text = self._text
        before, after = text[max(0, period.start - 40) : period.start], text[period.end : period.end + 24]
        if ends := times.END_OF.search(before):
            day = f"{period.iso}-12-31" if period.iso.isdigit() else period.iso
            return period if ends[0].startswith(("late", "end")) else replace(period, role="deadline", iso=day)
        tail = text[period.start : period.end]
        due = tail.endswith(("dek", "deyin")) or times.DUE_AFTER.match(after.lstrip())
        if due or (times.BY.search(before) and not times.BASE.search(before) and self._is_ahead(period)):
            return replace(period, role="deadline")
        if times.BASE.search(before) or self._is_compared(after.lstrip()) or self._is_measured_from(period, before):
            before_that = period in self._relative and period.iso == self._near(-1)
            return replace(period, role="base", iso="year before" if before_that else period.iso)
        return replace(period, role="base") if times.SINCE.search(before) else period

    def _is_measured_from(self, period: Period, before: str) -> bool:
        """12 % on last year, рост к 2015 году: beside a change such a word says what it is measured from."""
        if period.running or period.base or not times.ON.search(before):
            return False
        text, start = self._text, period.start
        if times.CHANGE_BEFORE.search(text[max(0, start - 36) : start]) or times.CHANGE_AFTER.match(text, period.end):
            return True
        clause = start - len(before) + max(before.rfind(mark) for mark in ",;:()") + 1
        return period in self._relative and any(
            mark.name in ("fig_rise", "fig_fall") and clause <= mark.start and mark.end <= start for mark in self._marks
        )

    def _is_compared(self, after: str) -> bool:
        """Azerbaijani and Turkish say it behind the time; "görə" is "compared with" in Turkish alone."""
        found = times.COMPARED_AFTER.match(after) if self._language in ("az", "tr") else None
        return found is not None and (self._language == "tr" or not found[0].startswith("gore"))

    def _is_ahead(self, period: Period) -> bool:
        year = period.iso[:4]
        return not year.isdigit() or self._published is None or int(year) >= self._published.year

    def _months(self) -> None:
        months = [
            (int(mark.name.removeprefix("fig_month_")), mark)
            for mark in self._marks
            if mark.name.startswith("fig_month_") and not self._is_modal(mark)
        ]
        at = 0
        while at < len(months):
            first, mark = months[at]
            last, end = first, mark.end
            if at + 1 < len(months) and times.GAP_MONTHS.fullmatch(self._text, mark.end, months[at + 1][1].start):
                at += 1
                last, end = months[at][0], months[at][1].end
            elif self._is_day(mark):
                at += 1
                continue
            at += 1
            self._add(self._in_year(mark.start, end, first, last, "month"))

    def _is_modal(self, mark: Mark) -> bool:
        """English "may", and "march" without its capital."""
        return self._text[mark.start : mark.end] in ("may", "march", "mai") and self._original[mark.start].islower()

    def _is_day(self, mark: Mark) -> bool:
        """Whether a day of the month stands beside it: a date, not a month."""
        before = self._text[max(0, mark.start - 6) : mark.start].rstrip(" .")
        after = self._text[mark.end : mark.end + 4].lstrip(" ")
        return before[-1:].isdigit() or (after[:1].isdigit() and not after[:3].isdigit() and self._language == "en")

    def _in_year(self, start: int, end: int, first: int, last: int, what: str) -> Period:
        """A part of a year with the year that stands beside it; else the last one that was over by then."""
        running = False
        for year in (*self._years, *self._relative):
            if year.start >= end and times.GAP_OF.fullmatch(self._text, end, year.start):
                stated, end, running = year.iso, year.end, year.running
                break
            if year.end <= start and self._text[year.end : start].strip(" ,'") in (
                "",
                "ilk",
                "ilin",
                "first",
                "за",
                "yilinin",
            ):
                stated, start = year.iso, year.start
                break
        else:
            stated = self._over(last)
        made = _part(stated, first, last, what)
        role: Role = "of"
        if times.BASE.search(self._text[max(0, start - 40) : start]):
            role = "base"
        return Period(role, start, end, made, running=running)

    def _over(self, last: int) -> str:
        """The year in which that month was over, or all but over, when the article came."""
        if self._published is None:
            return ""
        return str(self._published.year - (1 if last > self._published.month else 0))

    def _numbered(self) -> None:
        """Nine months of 2020, the first quarter, H1 2023."""
        for mark in self._marks:
            if mark.name in ("fig_months", "fig_quarter", "fig_half"):
                self._add(self._counted(mark))
        for match in times.QUARTER.finditer(self._text):
            number, size = int(match["n"]), 3 if match["what"] == "q" else 6
            what = "quarter" if size == 3 else "half"
            if number * size <= 12:
                self._add(self._in_year(*match.span(), (number - 1) * size + 1, number * size, what))

    def _counted(self, mark: Mark) -> Period | None:
        words = list(times.WORDS.finditer(self._text, max(0, mark.start - 36), mark.start))[-4:]
        if mark.name == "fig_months":
            return self._some_months(mark, words)
        inside = times.WORDS.findall(self._text, mark.start, mark.end)
        size = 3 if mark.name == "fig_quarter" else 6
        place = next((times.ORDINAL[word] for word in inside if word in times.ORDINAL), 0)
        start = mark.start
        if not place and words and words[-1][0] in times.ORDINAL:
            place, start = times.ORDINAL[words[-1][0]], words[-1].start()
        if not place or place * size > 12:
            return None
        what = "quarter" if size == 3 else "half"
        return self._in_year(start, mark.end, (place - 1) * size + 1, place * size, what)

    def _some_months(self, mark: Mark, words: list[re.Match[str]]) -> Period | None:
        """The first so many of a year; not "the last nine months", which begin anywhere."""
        number, used = _count(words, self._language)
        if not number and words and words[-1][0] in times.FIRST_OF:  # neuf premiers mois
            number, used = _count(words[:-1], self._language)
            used += 1
        lead = words[: len(words) - used][-2:]
        trailing = any(word[0].startswith(times.TRAILING) for word in lead)
        if not 0 < number < 12 or trailing:
            return None
        first = lead[-1] if lead and lead[-1][0] in times.FIRST_OF else words[-used]
        return self._in_year(first.start(), mark.end, 1, number, "month")

    def _so_far(self) -> None:
        for mark in self._marks:
            if mark.name == "fig_so_far":
                year = next(
                    (y for y in (*self._years, *self._relative) if mark.end - 12 <= y.start <= mark.end + 8), None
                )
                stated = year.iso if year else self._near(0)
                start, end = (min(mark.start, year.start), max(mark.end, year.end)) if year else (mark.start, mark.end)
                iso = f"{stated}-YTD" if stated.isdigit() else stated
                self._add(Period("of", start, end, iso))

    def _year_before(self) -> None:
        """A year earlier; the same period of 2017."""
        for mark in self._marks:
            if mark.name != "fig_year_before":
                continue
            same = self._text.startswith(("eyni", "muvafiq", "analoji", "ayni"), mark.start)
            near = [
                year for year in (*self._years, *self._relative)
                if times.GAP_OF.fullmatch(self._text, mark.end, year.start)
                or (same and year.end <= mark.start and self._text[year.end : mark.start].strip() == "")
            ]  # fmt: skip
            if near:
                start, end = min(mark.start, near[0].start), max(mark.end, near[0].end)
                self._add(Period("base", start, end, f"{near[0].iso} same period"))
            else:
                self._add(Period("base", mark.start, mark.end, "year before"))

    def _year_end(self) -> None:
        for mark in self._marks:
            if mark.name == "fig_year_end":
                stated = self._near(0)
                iso = f"{stated}-12-31" if stated.isdigit() else stated
                self._add(Period("deadline", mark.start, mark.end, iso))

    def _number_of_years(self, match: re.Match[str]) -> None:
        said = in_words([match["n"]], self._language)
        number = int(match["n"]) if match["n"].isdigit() else int(said[0]) if said else 0
        if not 1 < number < 60:
            return
        words = list(times.WORDS.finditer(self._text, max(0, match.start() - 28), match.start()))[-3:]
        ahead = [word for word in words if word[0].startswith(times.AHEAD)]
        start = ahead[0].start() if ahead else match.start()
        self._add(Period("years", start, match.end(), f"P{number}Y", ahead=bool(ahead)))


def _years(text: str) -> Iterator[tuple[Period, str]]:
    """Each year, with what stands between it and the next."""
    found = [match for _, match in zip(range(MOST), times.YEAR.finditer(text), strict=False)]
    used = False
    for place, match in enumerate(found):
        if used:
            used = False
            continue
        period = Period("of", match.start(), match.end(), match["year"])
        following = found[place + 1] if place + 1 < len(found) else None
        if following:
            gap = text[match.start() + 4 : following.start()]
            stem = gap.lstrip("-'")
            spread = (
                times.FROM_TO.fullmatch(gap) or (times.FROM_TO.search(stem[-6:]) and len(stem) < 16) or _from_az(stem)
            )
            if spread and int(following["year"]) > int(match["year"]) and not _listed(stem):
                period = replace(period, end=following.end(), iso=following["year"], base=match["year"])
                used = True
        yield period, text


def _from_az(gap: str) -> bool:
    """2006-cı ildən 2012-ci ilədək."""
    return len(gap) < 12 and gap.rstrip().endswith(("den", "dan"))


def _listed(gap: str) -> bool:
    return "," in gap or ";" in gap


def _spread(read: tuple[Period, str]) -> Period:
    """A span of years takes in the "from" before it."""
    period, text = read
    if not period.base:
        return period
    before = re.search(r"(?<!\w)(?:from|с|со|з|са|von|de|od|between|in) \Z", text[: period.start][-9:])
    return replace(period, start=period.start - len(before[0])) if before else period


def _part(year: str, first: int, last: int, what: str) -> str:
    """Such as "2020-01/2020-09", "2020-Q1", "2020-05"; "" without a year."""
    if not year.isdigit():
        return ""
    if what == "quarter":
        return f"{year}-Q{last // 3}"
    return f"{year}-{first:02}" if first == last else f"{year}-{first:02}/{year}-{last:02}"


def _count(words: Sequence[re.Match[str]], language: str) -> tuple[int, int]:
    """The number that words say, and how many of them."""
    if not words:
        return 0, 0
    last = words[-1][0]
    if last.isdigit() and len(last) < 3:
        return int(last), 1
    said = in_words([last], language)
    return (int(said[0]), 1) if said else (0, 0)


def first_of(found: Iterable[Period], role: Role) -> Period | None:
    """The first of a role."""
    return next((period for period in found if period.role == role), None)
