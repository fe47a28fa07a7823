"""Days, months and years as a sentence says them: "on 16 May", "mayın 6-da", "с 15 по 17 мая", "yesterday".

Months are read in English, Russian, Belarusian, Azerbaijani, Turkish, Ukrainian, Polish, German, French and Spanish,
words such as "today" and "on Monday" too. What a date lacks stays open until `resolved` is told the day of the article.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from monitor.text.fold import fold

How = Literal["said", "relative", "weekday"]

# Folded; each line is a month. English and its abbreviations, then de fr es, az, tr, ru, be, uk, pl.
_MONTHS = (
    r"jan(?:uary|uar|ner|vier)?|enero|yanvar\w{0,4}|ocak\w{0,3}|январ[ьяею]|студзен[ья]|студзені|січ(?:ень|ня|ні)|stycz(?:en|nia|niu)",
    r"feb(?:ruary|ruar|rero)?|fevrier|fevral\w{0,4}|subat\w{0,3}|феврал[ьяею]|лют(?:ы|ага|ым|ий|ого|ому)|lut(?:y|ego|ym)",
    r"mar(?:ch|zo|s|t\w{0,4}|z|zec|ca|cu)?|март[ае]?|сакавік[аеу]?|берез(?:ень|ня|ні)",
    r"apr(?:il|el\w{0,4})?|avril|abril|nisan\w{0,3}|апрел[ьяею]|красавік[аеу]?|квіт(?:ень|ня|ні)|kwie(?:cien|tnia|tniu)",
    r"may(?:is\w{0,3}|in|da|dan|inda|o)?|mai|maj[au]?|ма[йяею]|маі|трав(?:ень|ня|ні)",
    r"june?|juni|juin|junio|iyun\w{0,4}|haziran\w{0,3}|июн[ьяею]|чэрвен[ья]|чэрвені|черв(?:ень|ня|ні)|czerw(?:iec|ca|cu)",
    r"july?|juli|juillet|julio|iyul\w{0,4}|temmuz\w{0,3}|июл[ьяею]|ліпен[ья]|ліпені|лип(?:ень|ня|ні)|lip(?:iec|ca|cu)",
    r"aug(?:ust)?|aout|agosto|avqust\w{0,4}|agustos\w{0,3}|август[ае]?|жнівень|жніуня|жніуні|серп(?:ень|ня|ні)|sierp(?:ien|nia|niu)",
    r"sept?(?:ember|embre|iembre)?|sentyabr\w{0,4}|eylul\w{0,3}|сентябр[ьяею]|верас(?:ень|ня|ні)|верес(?:ень|ня|ні)|wrze(?:sien|snia|sniu)",
    r"oct(?:ober|obre|ubre)?|oktober|oktyabr\w{0,4}|ekim\w{0,3}|октябр[ьяею]|кастрычнік[аеу]?|жовт(?:ень|ня|ні)|pazdziernik[au]?",
    r"nov(?:ember|embre|iembre)?|noyabr\w{0,4}|kasim\w{0,3}|ноябр[ьяею]|лістапад[аеу]?|листопад[аіу]?|listopad(?:a|zie)?",
    r"dec(?:ember|embre)?|dezember|diciembre|dekabr\w{0,4}|aralik\w{0,3}|декабр[ьяею]|снеж(?:ань|ня|ні)|груд(?:ень|ня|ні)|grud(?:zien|nia|niu)",
)  # fmt: skip
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})(?!\w)"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_TO = r"(?:\s?-\s?|\s(?:to|and|till|through|по|и|і|да|do|i|bis|und|au|et|al|y|ve)\s)"
_DAY = r"(?<![\d.,:/-])(?P<day>\d{1,2})(?:st|nd|rd|th|er|\.|-?го|-?е|-?га)?"
_SECOND_MONTH = _MONTH.replace("?P<month>", "?P<month2>")
_NUMBERED = (
    # 30 April - 2 May 2024, с 30 апреля по 2 мая; April 30 - May 2, aprelin 30-dan mayın 2-dək
    (
        rf"{_DAY}\s(?:of\s|de\s)?{_MONTH}\.?{_TO}(?P<until>\d{{1,2}})(?:st|nd|rd|th|\.)?\s(?:of\s|de\s)?"
        rf"{_SECOND_MONTH}\.?(?:,?\s(?:de\s)?{_YEAR})?"
    ),
    (
        rf"(?<!\w){_MONTH}\.?\s?(?P<day>\d{{1,2}})(?:st|nd|rd|th|-?'?[dt][ae]n?)?(?:{_TO}|\s){_SECOND_MONTH}\.?\s?"
        rf"(?P<until>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:.]\d|\d)(?:,?\s{_YEAR})?"
    ),
    # 16 May 2024, 15-17 мая, 15. Mai, 15 de mayo de 2024
    rf"{_DAY}(?:{_TO}(?P<until>\d{{1,2}})(?:st|nd|rd|th|\.)?)?\s(?:of\s|de\s)?{_MONTH}\.?(?:,?\s(?:de\s)?{_YEAR})?",
    # May 16, 2024; Oct.26; mayın 6-da; 2024-cü il mayın 15-də
    (
        rf"(?<!\w)(?:(?P<before>(?:19|20)\d\d)-c[iu]\sil(?:in)?\s)?{_MONTH}\.?\s?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?"
        rf"(?:\s?-\s?(?P<until>\d{{1,2}}))?(?![\d:.]\d|\d)(?:,?\s{_YEAR})?"
    ),
    r"(?<!\d)(?P<year>(?:19|20)\d\d)-(?P<number>\d\d)-(?P<day>\d\d)(?!\d)",
    r"(?<![\d.])(?P<day>\d{1,2})[./](?P<number>\d{1,2})[./](?P<year>(?:19|20)\d\d)(?!\d)",
)
_PREPOSITION = r"(?:in|of|since|this|last|early|late|mid|from|в|у|с|з|от|на|im|en|w|od|de|seit|depuis|desde)"
_OPEN = (
    # in May 2024, в мае этого года, у маі; 2024-cü ilin mayında; Mayıs 2024
    rf"(?<!\w){_PREPOSITION}\s(?:the\s)?{_MONTH}(?!\.?\s?\d{{1,2}}(?!\d))\.?(?:,?\s(?:de\s|of\s)?{_YEAR})?",
    rf"(?<!\w)(?P<before>(?:19|20)\d\d)-c[iu]\sil(?:in|de)?\s{_MONTH}",
    rf"(?<!\w){_MONTH}\s{_YEAR}",
    (
        r"(?<!\w)(?P<month>(?:yanvar|fevral|mart|aprel|may|iyun|iyul|avqust|sentyabr|oktyabr|noyabr|dekabr)"
        r"(?:in)?(?:da|de|inda|inde|dan|den))(?!\w)"
    ),
    (
        r"(?<!\w)(?P<month>(?:ocak|subat|mart|nisan|mayis|haziran|temmuz|agustos|eylul|ekim|kasim|aralik))'?"
        r"(?:ta|te|da|de|tan|ten|dan|den)?\s?(?:ay\w{1,5})(?!\w)"
    ),
    rf"(?<!\w){_PREPOSITION}\s(?:jahr\s|ano\s)?{_YEAR}(?![-/]\d)",
    (
        r"(?<![\d.,$-])(?P<year>(?:19|20)\d\d)(?:-?м?\s?(?:год|року|році|roku)\w{0,3}|-c[iu]\sil\w{0,4}"
        r"|\syil\w{0,4}|'[dt][ae]n?)(?!\w)"
    ),
)
_WITHOUT_FIGURES = (0, 3, 4)  # of those that are open
_WORDS: dict[str, int] = {
    "today": 0, "сегодня": 0, "bu gun": 0, "сення": 0, "bugun": 0, "сьогодні": 0, "dzis": 0, "dzisiaj": 0,
    "heute": 0, "aujourd'hui": 0, "hoy": 0, "այսօր": 0, "დღეს": 0, "бүгін": 0,
    "yesterday": -1, "вчера": -1, "накануне": -1, "dunen": -1, "учора": -1, "напярэдадні": -1, "dun": -1, "вчора": -1,
    "напередодні": -1, "wczoraj": -1, "gestern": -1, "ayer": -1, "երեկ": -1, "გუშინ": -1, "кеше": -1,
    "tomorrow": 1, "завтра": 1, "заутра": 1, "yarin": 1, "jutro": 1, "demain": 1, "manana": 1, "morgen": 1, "ертең": 1,
}  # fmt: skip
_NEXT = (
    r"next|coming|следующ\w+|будущ\w+|предстоящ\w+|наступн\w+|gelen|novbeti|gelecek|onumuzdeki|przyszl\w+|nachst\w+"
    r"|kommend\w+|proxim[ao]|que viene|prochain\w*|келесі"
)
_LAST = (
    r"last|прошл\w+|минувш\w+|мінул\w+|минул\w+|oten|kecen|gecen|gectigimiz|zeszl\w+|ubiegl\w+|vergangen\w+|letzt\w+"
    r"|pasad[ao]|derni\w+|откен"
)
_THIS = r"this|этой|этом|гэтым|цього|цьому|bu|tym|dieser|diesem|diese|esta|este|cette|ce|осы"
_WEEK = (
    r"week|недел[еяию]|тыдні|тыдзень|тижн[яі]|hefte\w{0,4}|hafta\w{0,4}|tygodni[ua]|woche|semana|semaine|апта\w{0,4}"
)
_MONTH_WORD = r"month|месяц[еуа]|месяцы|місяц[яі]|ay|aya|ayda|miesiac[u]?|monats?|mes|mois|ай\w{0,3}"
_WHOLE = (  # next week, на следующей неделе, gələn həftə; la semaine prochaine
    rf"(?<!\w)(?:(?:(?P<next>{_NEXT})|(?P<last>{_LAST})|(?P<this>{_THIS}))\s(?:(?P<week>{_WEEK})|(?P<span>{_MONTH_WORD}))"
    rf"|(?:(?P<week2>semana|semaine)|(?P<span2>mes|mois))\s(?:(?P<next2>{_NEXT})|(?P<last2>{_LAST})))(?!\w)"
)
_EVE_OF = re.compile(r"\s(?:визит|поездк|встреч|переговор|саммит|праздник|дн|года|выбор|візіт|сустрэч|свят)")
_WEEKDAYS = (  # with their preposition where the bare word is a noun like any other, or part of one
    "monday|в понедельник|у панядзелак|bazar ertesi|pazartesi|[ув] понеділок|w poniedzialek|am montag|lundi|el lunes",
    "tuesday|во вторник|у ауторак|cersenbe axsami|sali gunu|у вівторок|we wtorek|am dienstag|mardi|el martes",
    "wednesday|в среду|у сераду|cersenbe gunu|carsamba|[ув] середу|w srode|am mittwoch|mercredi|el miercoles",
    "thursday|в четверг|у чацвер|cume axsami|persembe|[ув] четвер|w czwartek|am donnerstag|jeudi|el jueves",
    "friday|в пятницу|у пятніцу|cume gunu|cuma gunu|[ув] п'ятницю|w piatek|am freitag|vendredi|el viernes",
    "saturday|в субботу|у суботу|senbe gunu|cumartesi|[ув] суботу|w sobote|am samstag|samedi|el sabado",
    "sunday|в воскресенье|у нядзелю|bazar gunu|pazar gunu|[ув] неділю|w niedziele|am sonntag|dimanche|el domingo",
)
_WORD = (
    rf"(?<![\w'])(?:(?P<word>{'|'.join(sorted(map(re.escape, _WORDS), key=len, reverse=True))})"
    + "".join(rf"|(?P<w{number}>{names})" for number, names in enumerate(_WEEKDAYS))
    + r")(?!\w)"
)
_FIGURE = re.compile(r"\d")
_LONGEST = 2000  # letters of a sentence that are read; a longer one is a table or a hostile text
_MOST = 20  # dates of a sentence
_NEAR_FUTURE = 60  # days in which a date without a year is rather ahead than eleven months ago


class _Expressions(NamedTuple):
    """Compiled at the first sentence: together they cost a quarter of all imports."""

    dates: tuple[re.Pattern[str], ...]
    without_figures: tuple[re.Pattern[str], ...]
    whole: re.Pattern[str]
    word: re.Pattern[str]


@cache
def _expressions() -> _Expressions:
    numbered, still_open = ([re.compile(text) for text in texts] for texts in (_NUMBERED, _OPEN))
    bare = tuple(still_open[number] for number in _WITHOUT_FIGURES)
    return _Expressions((*numbered, *still_open), bare, re.compile(_WHOLE), re.compile(_WORD))


@cache
def _months() -> tuple[re.Pattern[str], tuple[re.Pattern[str], ...]]:
    """Any of them, and each."""
    return re.compile("|".join(_MONTHS)), tuple(map(re.compile, _MONTHS))


class Said(NamedTuple):
    """A date as said, at `start` to `end` of the original text; 0 = that part is not said.

    `until` is the last day of several, in `until_month` if that is another. `offset` of a relative word: days from the
    article's; of a weekday its number, Monday = 0. With `whole` it is so many weeks or months, and means all of it.
    """

    start: int
    end: int
    how: How
    year: int = 0
    month: int = 0
    day: int = 0
    until: int = 0
    offset: int = 0
    until_month: int = 0
    whole: Literal["", "week", "month"] = ""


def said(text: str) -> tuple[Said, ...]:
    """All dates of a sentence in reading order, none inside another; the first 2,000 letters and 20 dates are read."""
    plain = fold(text[:_LONGEST])
    found: list[tuple[int, int, Said]] = []
    dates, without_figures, whole, words = _expressions()
    for pattern in dates if _FIGURE.search(plain.text) else without_figures:
        found += (_numbered(match) for match in pattern.finditer(plain.text))
    found += (_whole(match) for match in whole.finditer(plain.text))
    for match in words.finditer(plain.text):
        if word := match["word"]:
            if word != "накануне" or not _EVE_OF.match(plain.text, match.end()):
                found.append((*match.span(), Said(0, 0, "relative", offset=_WORDS[word])))
        else:
            weekday = next(number for number in range(7) if match[f"w{number}"])
            found.append((*match.span(), Said(0, 0, "weekday", offset=weekday)))
    kept: list[Said] = []
    reach = -1
    for start, end, each in sorted(found, key=lambda row: (row[0], -row[1])):
        if start >= reach and _possible(each):
            first, last = plain.original(start, end)
            kept.append(each._replace(start=first, end=last))
            reach = end
    return tuple(kept[:_MOST])


def _numbered(match: re.Match[str]) -> tuple[int, int, Said]:
    parts = match.groupdict()
    month = int(parts["number"]) if parts.get("number") else _month(parts.get("month") or "")
    day, until = int(parts.get("day") or 0), int(parts.get("until") or 0)
    year = int(parts.get("year") or parts.get("before") or 0)
    second = _month(parts.get("month2") or "")
    if second == month:
        second = 0
    return *match.span(), Said(0, 0, "said", year, month, day, until if until > day or second else 0, 0, second)


def _whole(match: re.Match[str]) -> tuple[int, int, Said]:
    parts = match.groupdict()
    offset = 1 if parts["next"] or parts["next2"] else -1 if parts["last"] or parts["last2"] else 0
    whole: Literal["week", "month"] = "week" if parts["week"] or parts["week2"] else "month"
    return *match.span(), Said(0, 0, "relative", offset=offset, whole=whole)


@lru_cache(maxsize=1024)
def _month(word: str) -> int:
    months = _months()[1]
    return next((number for number, month in enumerate(months, 1) if month.fullmatch(word)), 0) or next(
        (number for number, month in enumerate(months, 1) if word and month.match(word)), 0
    )


@lru_cache(maxsize=4096)
def month_of(word: str) -> int:
    """The month that a folded word names, in any case and with its ending; 0 = none."""
    any_month, months = _months()
    if not any_month.match(word):  # nearly every word
        return 0
    return next((number for number, month in enumerate(months, 1) if month.fullmatch(word)), 0)


def _possible(each: Said) -> bool:
    return each.how != "said" or (each.month <= 12 and each.day <= 31 and bool(each.month or each.year))


def resolved(each: Said, today: date | None, *, planned: bool = False) -> tuple[str, str]:
    """First and last day as ISO ("2024-05-16", "2024-05", "2024"), the last only of several; "" if it stays open.

    A missing year is that nearest to `today`: one that lies ahead for what is planned and for the next two months,
    else the past one. A weekday is the last such day, for what is planned the next.
    """
    if each.whole:
        return _all_of(each, today) if today else ("", "")
    if each.how != "said":
        return (_near(each, today, planned=planned).isoformat(), "") if today else ("", "")
    year = each.year or (_year(each, today, planned=planned) if today else 0)
    if not year:
        return "", ""
    if not each.day:
        return (f"{year:04}-{each.month:02}" if each.month else f"{year:04}"), ""
    first = _date(year, each.month, each.day)
    turned = each.until_month and each.until_month < each.month  # the year turns between the two
    last = _date(year + bool(turned), each.until_month or each.month, each.until) if each.until else None
    return (first.isoformat() if first else ""), (last.isoformat() if last and first else "")


def _all_of(each: Said, today: date) -> tuple[str, str]:
    """Monday to Sunday of a week, what is left of this one; a month as "2024-06"."""
    if each.whole == "month":
        months = today.year * 12 + today.month - 1 + each.offset
        return f"{months // 12:04}-{months % 12 + 1:02}", ""
    monday = today + timedelta(days=7 * each.offset - today.weekday())
    return (monday if each.offset else today).isoformat(), (monday + timedelta(days=6)).isoformat()


def _near(each: Said, today: date, *, planned: bool) -> date:
    if each.how == "relative":
        return today + timedelta(days=each.offset)
    ahead = (each.offset - today.weekday()) % 7
    return today + timedelta(days=ahead if planned or not ahead else ahead - 7)


def _year(each: Said, today: date, *, planned: bool) -> int:
    """The year in which the day or month lies nearest to the article's."""
    day = each.day or (today.day if each.month == today.month else 15)
    dates = [found for year in (-1, 0, 1) if (found := _date(today.year + year, each.month, min(day, 28)))]
    ahead = 300 if planned else _NEAR_FUTURE
    behind = 30 if planned else 366
    fitting = [found for found in dates if -behind <= (found - today).days <= ahead]
    nearest = min(fitting or dates, key=lambda found: abs((found - today).days))
    return nearest.year


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
