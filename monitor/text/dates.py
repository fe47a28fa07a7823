"""Dates as feeds and pages write them, to UTC seconds, and only those that can be true.

Feed parsers skip "MSK" and "(UTC+04:00)", read epoch milliseconds as the year 1795 and take a missing zone for UTC,
which puts news from Baku four hours late. So dates are read here; dateparser is asked only about what stays unread.
"""

from __future__ import annotations

import datetime as dt
import re
import warnings
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cached_property
from zoneinfo import ZoneInfo

from monitor.model.limits import Limits

# Beginnings of month names in English, German, Russian, Belarusian, Ukrainian, Azerbaijani and Turkish, in this order.
_MONTH_NAMES = (
    "jan jän янв студ січ yan oca",
    "feb фев лют fev şub",
    "mar mär мар сак бер mart",
    "apr апр крас кві apr nis",
    "may mai май мая мае трав may",
    "jun июн чэрв черв iyun ıyun haz",
    "jul июл лип ліп iyul ıyul tem",
    "aug авг жні серп avq ağu",
    "sep сен вер sen eyl",
    "oct okt окт кас жовт okt eki",
    "nov ноя ліст лист noy kas",
    "dec dez дек снеж груд dek ara",
)
_MONTHS = {start: number for number, names in enumerate(_MONTH_NAMES, 1) for start in names.split()}
_HOURS = {
    "ut": 0, "utc": 0, "gmt": 0, "z": 0, "wet": 0, "bst": 1, "cet": 1, "met": 1, "cest": 2, "eet": 2, "eest": 3,
    "msk": 3, "мск": 3, "fet": 3, "trt": 3, "msd": 4, "azt": 4, "samt": 4, "get": 4, "gst": 4, "azst": 5, "uzt": 5,
    "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "jst": 9, "kst": 9,
}  # fmt: skip
_WORD = r"(?<![^\W\d_])([^\W\d_]{3,})\.?"  # from its first letter on: a long one is not tried from each
_DATES = (
    (re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)"), "ymd"),
    (re.compile(rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?[\s.-]+{_WORD}[\s.,-]*(\d{{4}}|\d\d(?=\s))(?!\d)"), "dby"),
    (re.compile(rf"{_WORD}\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})(?!\d)"), "bdy"),
    (
        re.compile(rf"{_WORD}\s+(\d{{1,2}})\s+[\d:]{{5,8}}(?:\s+[A-Za-z+\d:]{{1,6}})?\s+(\d{{4}})(?!\d)"),
        "bdy",
    ),  # asctime
    (re.compile(r"(?<!\d)(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d\d)(?!\d)"), "dmy"),
    (re.compile(r"(?<!\d)(\d{4})(\d\d)(\d\d)(?=T?\d{4,6}|\D|\Z)"), "ymd"),
)
_TIME = re.compile(r"(?<!\d)(\d{1,2}):(\d\d)(?::(\d\d))?(?:[.,]\d+)?(?!\d)\s*([ap])?\.?(?(4)m\.?)", re.IGNORECASE)
_COMPACT_TIME = re.compile(r"T?(\d\d)(\d\d)(\d\d)?(?!\d)()")
_OFFSET = re.compile(r"(?:utc|gmt|мск)?\s*([+\u2212-])\s*(\d{1,2}):?(\d\d)?(?!\d)", re.IGNORECASE)
_ZONE_WORD = re.compile(r"[^\W\d_]{1,4}(?![^\W\d_])")
_EPOCH = re.compile(r"\d{9,10}|\d{12,13}|\d{9,10}\.\d+")
# What nearly all feeds write, read without trying all of the above: RFC 822 and ISO 8601 with a zone in figures or GMT.
_CLOCK = r"([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?"
_OF_FEEDS = re.compile(
    rf"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?([0-9]{{1,2}}) ([A-Z][a-z]{{2}}) ([0-9]{{4}}) {_CLOCK}"
    r" (?:GMT|UTC|([+-])([0-9]{2})([0-9]{2}))"
)
_OF_MACHINES = re.compile(
    rf"([0-9]{{4}})-([0-9]{{2}})-([0-9]{{2}})[T ]{_CLOCK}(?:\.[0-9]{{1,9}})?(?:Z|([+-])([0-9]{{2}}):?([0-9]{{2}}))"
)
_ENGLISH = {
    name: number
    for number, name in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), 1)  # noqa: SIM905  # a row
}
_FIGURES = {f" {name} ": f"{number:02}" for name, number in _ENGLISH.items()}
_WEEKDAYS = frozenset(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))
_EPOCH_DAY = dt.date(1970, 1, 1).toordinal()
_LONGEST = 100
_ASKS = 60  # dateparser takes 10 ms and more a date; a hostile document may not cost minutes
_ASKED_LONGEST = 40
_ASKED_LANGUAGES = (
    "en",
    "ru",
    "be",
    "uk",
    "az",
    "tr",
    "ka",
    "hy",
    "pl",
    "de",
    "fr",
    "lt",
    "lv",
)  # all 200 take seconds


class DateReader:
    """Reads the dates of one document. `zone` (IANA name) is for dates without one, `language` a hint for months.

    With `asking` off dateparser is never asked; `unasked` then says whether it would have been.
    """

    def __init__(self, zone: str, language: str, now: int, limits: Limits, *, asking: bool = True) -> None:
        self.language = language
        self._zone, self._now = zone, now
        self._earliest, self._latest = limits.earliest_date, now + limits.future_dates
        self._asks = _ASKS
        self._asking = asking
        self.unasked = False

    def read(self, text: str) -> tuple[int | None, str]:
        """UTC seconds, or None with a sentence why not; (None, "") if there is no text.

        Believed from `limits.earliest_date` to now + `limits.future_dates`. A date without a time is midnight.
        """
        if not text:
            return None, ""
        usual = _usual(text)
        if usual is not None and self._earliest <= usual <= self._latest:
            return usual, ""
        text = " ".join(text.split())
        if not text:
            return None, ""
        try:
            when = self._when(text[:_LONGEST])
            seconds = None if when is None else int(when.timestamp())
        except (ValueError, OverflowError, ArithmeticError):  # the 31st of February, the year 0
            seconds = when = None
        if seconds is None or when is None:
            return None, f'date "{text[:_LONGEST]}" could not be read'
        if not self._earliest <= seconds <= self._latest:
            return None, f"date {when:%Y-%m-%d} not believed"
        return seconds, ""

    @cached_property
    def _home(self) -> tzinfo:
        try:
            return ZoneInfo(self._zone)
        except (OSError, ValueError, LookupError):
            return UTC

    def _when(self, text: str) -> datetime | None:
        if _EPOCH.fullmatch(text):
            seconds = float(text)
            return datetime.fromtimestamp(seconds / 1000 if seconds > 1e11 else seconds, UTC)
        if not any(map(str.isdigit, text)):
            return None
        for pattern, order in _DATES:
            match = pattern.search(text)
            if match and (date := _date(match, order)):
                return _at(text, match, date, self._home)
        return self._asked(text)

    def _asked(self, text: str) -> datetime | None:
        if not self._asks or len(text) > _ASKED_LONGEST or not any(map(str.isdigit, text)):
            return None
        if not self._asking:
            self.unasked = True
            return None
        self._asks -= 1
        # Late, since it takes 0.2 s and 20 MB and few feeds need it; it brings no types.
        import dateparser  # type: ignore[import-untyped]  # noqa: PLC0415

        settings = {
            "RELATIVE_BASE": datetime.fromtimestamp(self._now, self._home).replace(tzinfo=None),
            "TIMEZONE": "UTC",
            "RETURN_AS_TIMEZONE_AWARE": False,
            "PREFER_DATES_FROM": "past",
            "REQUIRE_PARTS": ["day", "month"],
        }
        known = self.language in _ASKED_LANGUAGES
        languages = list(dict.fromkeys((self.language, *_ASKED_LANGUAGES) if known else _ASKED_LANGUAGES))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of its own dependencies, about formats without a year
            try:
                found: datetime | None = dateparser.parse(text, languages=languages, settings=settings)
            except (ValueError, TypeError, LookupError, RecursionError, OverflowError):
                return None
        if found is None:
            return None
        return found if found.tzinfo else found.replace(tzinfo=self._home)


def _usual(text: str) -> int | None:
    """UTC seconds of a date in one of the two usual forms; None for any other, and for one that is no true date."""
    if iso := _iso(text):
        try:
            return int(datetime.fromisoformat(iso).timestamp())
        except ValueError:  # no figures after all, or the 31st of February; a leap second is read below
            pass
    if found := _OF_FEEDS.fullmatch(text):
        day, name, year = int(found[1]), found[2], int(found[3])
        month = _ENGLISH.get(name, 0)
    elif found := _OF_MACHINES.fullmatch(text):
        year, month, day = int(found[1]), int(found[2]), int(found[3])
    else:
        return None
    hour, minute, second = int(found[4]), int(found[5]), min(int(found[6] or 0), 59)
    ahead = 0
    if sign := found[7]:
        hours, minutes = int(found[8]), int(found[9])
        ahead = (hours * 3600 + minutes * 60) * (1 if sign == "+" else -1)
        if hours > 14 or minutes > 59:
            return None
    if hour > 23 or minute > 59:
        return None
    try:
        days = dt.date(year, month, day).toordinal() - _EPOCH_DAY
    except ValueError:
        return None
    return days * 86_400 + hour * 3600 + minute * 60 + second - ahead


def _iso(text: str) -> str:
    """A date of the commonest lengths in one of the two usual forms as ISO 8601 with its zone; "" for any other."""
    if text[3:5] == ", ":  # Tue, 12 May 2026 05:30:00 +0400
        month = _FIGURES.get(text[7:12], "")
        zone = text[25:]
        if zone == " GMT":
            zone = "+00:00"
        elif len(zone) == 6 and zone[0] == " " and zone[1] in "+-" and zone[2:4] <= "14":
            zone = f"{zone[1:4]}:{zone[4:]}"
        else:
            return ""
        if month and text[16] == " " and text[19] == text[22] == ":" and text[:3] in _WEEKDAYS:
            return f"{text[12:16]}-{month}-{text[5:7]}T{text[17:25]}{zone}"
        return ""
    size = len(text)
    if size not in (20, 25) or not text[4] == text[7] == "-" or not text[13] == text[16] == ":" or text[10] not in "T ":
        return ""
    if size == 20:
        return text if text[19] == "Z" else ""
    return text if text[19] in "+-" and text[22] == ":" and text[20:22] <= "14" else ""


def _date(match: re.Match[str], order: str) -> tuple[int, int, int] | None:
    named = dict(zip(order, match.groups(), strict=True))
    month = _month(named["b"]) if "b" in named else int(named["m"])
    day, year = int(named["d"]), int(named["y"])
    if order == "dmy" and month > 12 >= day:  # American order, where only that makes sense
        day, month = month, day
    if len(named["y"]) == 2:
        year += 1900 if year > 68 else 2000
    return (year, month, day) if month else None


def _month(word: str) -> int:
    """1-12, or 0 if the word is no month in any of the languages; "Марта", "траўня", "İyun" and "Şubat" are."""
    lower = word.lower().replace("\u0307", "")
    return next((_MONTHS[lower[:size]] for size in (4, 3) if lower[:size] in _MONTHS), 0)


def _at(text: str, match: re.Match[str], date: tuple[int, int, int], home: tzinfo) -> datetime:
    before, after = text[: match.start()], text[match.end() :]
    # Behind the date, inside it (asctime puts the year last), before it ("19:33 16.05.2024").
    time = _TIME.search(after) or _COMPACT_TIME.match(after) or _TIME.search(match[0]) or _TIME.search(before)
    if time is None:
        return datetime(*date, tzinfo=home)
    rest = time.string[time.end() :] + ("" if time.string is after else " " + after)
    hour, minute, second = int(time[1]), int(time[2]), min(int(time[3] or 0), 59)
    if time[4]:
        hour = hour % 12 + (12 if time[4].lower() == "p" else 0)
    day = datetime(*date, 0, minute, second, tzinfo=_zone(rest) or home)
    return day + timedelta(days=1) if hour == 24 else day.replace(hour=hour)


def _zone(text: str) -> tzinfo | None:
    """The zone a date names behind its time; None if it names none that is known."""
    offset = _OFFSET.search(text)
    if offset and int(offset[2]) <= 14:
        minutes = int(offset[2]) * 60 + int(offset[3] or 0)
        return timezone(timedelta(minutes=minutes if offset[1] == "+" else -minutes))
    words = (_HOURS.get(word.lower()) for word in _ZONE_WORD.findall(text))
    hours = next((hours for hours in words if hours is not None), None)
    return None if hours is None else timezone(timedelta(hours=hours))
