"""Times as a reader says them: in one zone, always named."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ONE_DAY = 26 * 3600  # the longest day of a clock that is put back, and a little


class Moments:
    """UTC seconds in words of one IANA zone; an unknown zone is read as UTC, and says so. `year` needs no saying."""

    def __init__(self, zone: str, year_of: int) -> None:
        try:
            self._zone = ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            self._zone, zone = ZoneInfo("UTC"), "UTC"
        city = zone.rpartition("/")[2].replace("_", " ")
        self._city = "" if zone.startswith("Etc/") or zone == "UTC" else city
        self._year = self._at(year_of).year

    def stamp(self, seconds: int) -> str:
        """`16 May 19:33 Baku`; the year stands where it is not the digest's."""
        return f"{self.day(seconds)} {self._at(seconds):%H:%M} {self._city or self._offset(seconds)}"

    def day(self, seconds: int) -> str:
        """`16 May`, or `16 May 2023` where the year is not the digest's."""
        at = self._at(seconds)
        return f"{at.day} {_MONTHS[at.month - 1]}" + (f" {at.year}" if at.year != self._year else "")

    def span(self, start: int, end: int) -> str:
        """`Thu 16 May 2024, 07:30 to Fri 17 May, 07:30 Baku (UTC+4)`; over a clock change both offsets stand."""
        first, last = self._at(start), self._at(end)
        date = f"{_DAYS[last.weekday()]} {last.day} {_MONTHS[last.month - 1]}"
        date += f" {last.year}" if last.year != first.year else ""
        until = f"{last:%H:%M}" if first.date() == last.date() else f"{date}, {last:%H:%M}"
        opening = f"{_DAYS[first.weekday()]} {first.day} {_MONTHS[first.month - 1]} {first.year}, {first:%H:%M}"
        offsets = dict.fromkeys((self._offset(start), self._offset(end)))
        zone = ", then ".join(offsets)
        return f"{opening} to {until} " + (f"{self._city} ({zone})" if self._city else zone)

    def now(self, seconds: int) -> str:
        """`Thu 16 May 2024, 19:41 Baku (UTC+4)`."""
        at, offset = self._at(seconds), self._offset(seconds)
        day = f"{_DAYS[at.weekday()]} {at.day} {_MONTHS[at.month - 1]} {at.year}, {at:%H:%M}"
        return f"{day} {self._city} ({offset})" if self._city else f"{day} {offset}"

    def days(self, start: int, end: int) -> str:
        """The day a period stands for, `16 May`; `10 to 13 May` for a weekend, `30 May to 2 Jun` over months."""
        first, last = self._at(start), self._at(end)
        if end - start <= _ONE_DAY:
            return f"{first.day} {_MONTHS[first.month - 1]}"
        month = "" if (first.year, first.month) == (last.year, last.month) else f" {_MONTHS[first.month - 1]}"
        return f"{first.day}{month} to {last.day} {_MONTHS[last.month - 1]}"

    def _at(self, seconds: int) -> datetime:
        return datetime.fromtimestamp(seconds, tz=self._zone)

    def _offset(self, seconds: int) -> str:
        offset = self._at(seconds).utcoffset()
        minutes = int(offset.total_seconds()) // 60 if offset else 0
        if not minutes:
            return "UTC"
        hours, rest = divmod(abs(minutes), 60)
        return f"UTC{'+' if minutes > 0 else '-'}{hours}" + (f":{rest:02}" if rest else "")
