"""How one language writes dates: its months and weekdays, and patterns in which they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from monitor.digest.phrases import locale, table
from monitor.model.message import FrameLanguage

WHOLE_DAY = len("2024-05-16")
MONTH = len("2024-05")
YEAR = len("2024")


@dataclass(frozen=True, slots=True)
class Calendar:
    """Patterns with the slots weekday, day, month, year, time, city, offset; weekdays from Monday.

    `months` stand beside a day, `months_alone` without one. `cities`: IANA zone -> what its clock is called; of a zone
    that is not there the last part of its name is shown.
    """

    patterns: Mapping[str, str]
    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    months_alone: tuple[str, ...]
    cities: Mapping[str, str]

    def put(self, pattern: str, **slots: str) -> str:
        """The pattern of that name with its slots filled."""
        return self.patterns[pattern].format_map(slots)

    def of(self, pattern: str, at: date, **slots: str) -> str:
        """A moment or day by the pattern of that name."""
        time = f"{at:%H:%M}" if isinstance(at, datetime) else ""
        return self.put(
            pattern, weekday=self.weekdays[at.weekday()], day=str(at.day), month=self.months[at.month - 1],
            year=str(at.year), time=time, **slots,
        )  # fmt: skip

    def city(self, zone: str) -> str:
        """What the clock of an IANA zone is called, "" for UTC itself."""
        if zone.startswith("Etc/") or zone == "UTC":
            return ""
        return self.cities.get(zone) or zone.rpartition("/")[2].replace("_", " ")

    def said(self, day: str) -> str:
        """`16 May 2024` of "2024-05-16", `May 2024` of "2024-05", `2024` of "2024"; what is no day as it is."""
        found = _date(day)
        if found is None:
            return self.put("year", year=day) if len(day) == YEAR and day.isdecimal() else day
        if len(day) == WHOLE_DAY:
            return self.of("day_year", found)
        alone = self.months_alone[found.month - 1]
        return self.put("month_year", month=alone, year=str(found.year))

    def brief(self, day: str, year: int) -> str:
        """`15 May` of a day in that year, else as `said`."""
        found = _date(day)
        return self.of("day", found) if found and found.year == year and len(day) == WHOLE_DAY else self.said(day)

    def stay(self, first: str, last: str) -> str:
        """`15-17 May 2024`, `30 Apr - 2 May 2024`; one day as `said`."""
        begin, end = _date(first), _date(last)
        if not last or last == first:
            return self.said(first)
        if begin is None or end is None or len(first) != WHOLE_DAY or len(last) != WHOLE_DAY or begin.year != end.year:
            return self.put("stay", first=self.said(first), last=self.said(last))
        if begin.month == end.month:
            return self.put("stay_short", first=str(begin.day), last=self.of("day_year", end))
        return self.put("stay", first=self.of("day", begin), last=self.of("day_year", end))


def _date(day: str) -> date | None:
    if len(day) not in (WHOLE_DAY, MONTH):
        return None
    try:
        return date.fromisoformat((day + "-01")[:WHOLE_DAY])
    except ValueError:
        return None


@cache
def calendar_of(tag: FrameLanguage) -> Calendar:
    """Months, weekdays and cities of the CLDR; patterns, and cities that it lacks, of our tables."""
    known, patterns = locale(tag), table(tag, "calendar")
    zones = {zone: str(named["city"]) for zone, named in known.time_zones.items() if "city" in named}
    return Calendar(
        patterns=patterns,
        weekdays=tuple(known.days["format"][patterns["weekdays"]][n] for n in range(7)),
        months=tuple(known.months["format"][patterns["months"]][n] for n in range(1, 13)),
        months_alone=tuple(known.months["stand-alone"][patterns["months"]][n] for n in range(1, 13)),
        cities=({} if tag == "en" else zones) | table(tag, "city"),
    )
