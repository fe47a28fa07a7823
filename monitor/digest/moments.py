"""Times as a reader says them: in one zone, always named."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from monitor.digest.calendar import Calendar, calendar_of

_ONE_DAY = 26 * 3600  # the longest day of a clock that is put back, and a little


class Moments:
    """UTC seconds in words of one IANA zone; an unknown zone is read as UTC, and says so. `year` needs no saying."""

    def __init__(self, zone: str, year_of: int, calendar: Calendar | None = None) -> None:
        try:
            self._zone = ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            self._zone, zone = ZoneInfo("UTC"), "UTC"
        self._said = calendar or calendar_of("en")
        self._city = self._said.city(zone)
        self._year = self._at(year_of).year

    def stamp(self, seconds: int) -> str:
        """`16 May 19:33 Baku`; the year stands where it is not the digest's."""
        at = self._at(seconds)
        pattern = "stamp" if at.year == self._year else "stamp_year"
        return self._said.of(pattern, at, city=self._city or self._offset(seconds))

    def day(self, seconds: int) -> str:
        """`16 May`, or `16 May 2023` where the year is not the digest's."""
        at = self._at(seconds)
        return self._said.of("day" if at.year == self._year else "day_year", at)

    def date(self, seconds: int) -> str:
        """`16 May 2024`, with the year always."""
        return self._said.of("day_year", self._at(seconds))

    def nights(self, start: int, end: int) -> int:
        """Days from one moment to another as a calendar counts them: from yesterday evening to this morning it is 1."""
        return max((self._at(end).date() - self._at(start).date()).days, 0)

    def span(self, start: int, end: int) -> str:
        """`Thu 16 May 2024, 07:30 to Fri 17 May, 07:30 Baku (UTC+4)`; over a clock change both offsets stand."""
        first, last = self._at(start), self._at(end)
        if first.date() == last.date():
            until = f"{last:%H:%M}"
        else:
            until = self._said.of("whole" if last.year != first.year else "whole_no_year", last)
        offsets = dict.fromkeys((self._offset(start), self._offset(end)))
        zone = self._placed(self._said.put("then").join(offsets))
        return self._said.put("span", first=self._said.of("whole", first), last=until, zone=zone)

    def now(self, seconds: int) -> str:
        """`Thu 16 May 2024, 19:41 Baku (UTC+4)`."""
        whole = self._said.of("whole", self._at(seconds))
        return self._said.put("now", whole=whole, zone=self._placed(self._offset(seconds)))

    def days(self, start: int, end: int) -> str:
        """The day a period stands for, `16 May`; `10 to 13 May` for a weekend, `30 May to 2 Jun` over months."""
        first, last = self._at(start), self._at(end)
        if end - start <= _ONE_DAY:
            return self._said.of("day", first)
        same = (first.year, first.month) == (last.year, last.month)
        opening = str(first.day) if same else self._said.of("day", first)
        return self._said.put("days", first=opening, last=self._said.of("day", last))

    def brief(self, day: str) -> str:
        """`15 May` of "2024-05-15", with the year where it is not the digest's; what is no day as it is."""
        return self._said.brief(day, self._year)

    def _placed(self, offset: str) -> str:
        return self._said.put("zone", city=self._city, offset=offset) if self._city else offset

    def _at(self, seconds: int) -> datetime:
        return datetime.fromtimestamp(seconds, tz=self._zone)

    def _offset(self, seconds: int) -> str:
        offset = self._at(seconds).utcoffset()
        minutes = int(offset.total_seconds()) // 60 if offset else 0
        if not minutes:
            return "UTC"
        hours, rest = divmod(abs(minutes), 60)
        return f"UTC{'+' if minutes > 0 else '-'}{hours}" + (f":{rest:02}" if rest else "")
