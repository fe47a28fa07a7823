"""Numbers that tell one dealing from another, the same in every language and spelling: "421.6 million" is 421600000."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

LEAST = 11  # smaller ones stand in every text
DAYS = 31  # up to here a number beside a month is a day
_YEARS = range(1900, 2100)
LONGEST = 15  # digits: what is longer is a card, a phone, a barcode

# Patterns begin with a letter or digit and look behind it then: so `re` finds the few places where they may begin.
_NUMBER = re.compile(r"\d(?<![\w.,:/-]\d)\d{0,14}(?:[ \u00a0\u202f]\d{3}(?!\d)|[.,]\d{1,15}){0,5}(?![\d:/])")
_NEXT = re.compile(r"(?:[-–]\d{1,2}(?!\d))?[ \u00a0\u202f-]?(?:[$€%] ?)?([^\W\d_]+)")
_LAST = re.compile(r"([^\W\d_]+)\.? (?:\d{1,2} ?[-–] ?)?$")
_SPACES = re.compile("[ \u00a0\u202f]")
LOOK_BACK = 24
_GROUP = 3
_TEN = 10
_TURKIC = ("az", "tr")
_SCALES = (
    ("milyard", 9), ("milyar", 9), ("billion", 9), ("млрд", 9), ("миллиард", 9), ("мільярд", 9), ("mlrd", 9), ("bn", 9),
    ("mlyar", 9), ("miliard", 9), ("milliard", 9), ("million", 6), ("milyon", 6), ("mln", 6), ("млн", 6),
    ("миллион", 6), ("мільён", 6), ("мільйон", 6), ("milion", 6), ("thousand", 3), ("тысяч", 3), ("тыс", 3), ("тис", 3),
    ("min", 3), ("bin", 3),
)  # fmt: skip
_EXACT = ("min", "bin", "bn", "тис")  # elsewhere they begin other words
_MONTHS = (
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    "янв", "фев", "мар", "апр", "мая", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек",
    "студ", "лют", "сак", "крас", "трав", "черв", "чэрв", "ліп", "жні", "вер", "каст", "ліст", "снеж",
    "yan", "fev", "iyu", "avq", "sen", "okt", "noy", "dek",
    "oca", "sub", "nis", "haz", "tem", "agu", "eyl", "eki", "kas", "ara",
)  # fmt: skip

_WORDS: dict[str, str] = {
    "11": "eleven одиннадцат адзінаццат адзінаццац",
    "12": "twelve twelft двенадцат дванаццат дванаццац",
    "13": "thirteen тринадцат трынаццат трынаццац",
    "14": "fourteen четырнадцат чатырнаццат чатырнаццац",
    "15": "fifteen пятнадцат пятнаццат пятнаццац",
    "16": "sixteen шестнадцат шаснаццат шаснаццац",
    "17": "seventeen семнадцат сямнаццат сямнаццац",
    "18": "eighteen восемнадцат васямнаццат васемнаццат васямнаццац васемнаццац",
    "19": "nineteen девятнадцат дзевятнаццат дзевятнаццац",
    "20": "twenty twentie двадцат дваццат дваццац iyirmi yirmi",
    "30": "thirty thirtie тридцат трыццат трыццац otuz",
    "40": "forty fortie сорок сорак qirx kirk",
    "50": "fifty fiftie пятьдесят пяцьдзесят пяцідзесят elli",
    "60": "sixty sixtie шестьдесят шэсцьдзесят шасцідзесят altmis",
    "70": "seventy seventie семьдесят семдзесят yetmis",
    "80": "eighty eightie восемьдесят восемдзесят seksen sekzen",
    "90": "ninety ninetie девяносто дзевяноста doxsan doksan",
}
_UNITS: dict[str, str] = {
    "1": "one first один перв одна одн адзін перш bir",
    "2": "two second два две втор двух дзве друг iki",
    "3": "three third три трет трех тры трэц uc",
    "4": "four четыр четверт чатыр чацв чацвёрт dord dort",
    "5": "five fift пять пяти пят пяць пяці bes",
    "6": "six шест шесть шэсць шост alti",
    "7": "seven семь седьм сем сям yeddi yedi",
    "8": "eight восемь восьм восем восьм вось sekkiz sekiz",
    "9": "nine nint девят дзевяц дзевят doqquz dokuz",
}
_BY_START: dict[str, list[tuple[str, int]]] = {}
for _number, _stems in (*_WORDS.items(), *_UNITS.items()):
    for _stem in _stems.split():
        _BY_START.setdefault(_stem[:2], []).append((_stem, int(_number)))
for _listed in _BY_START.values():
    _listed.sort(key=lambda entry: -len(entry[0]))
_TENS: dict[str, list[str]] = {}  # by first letter what may follow it
for _stem in " ".join(_WORDS.values()).split():
    _TENS.setdefault(_stem[0], []).append(_stem[1:])
_STEMS = "|".join(rf"{first}(?<!\w\w)(?:{'|'.join(rest)})" for first, rest in _TENS.items())
_REST = r"[^\W\d_]{0,4}+)(?!\w)(?:[ -]([^\W\d_]++))?"
_WORDED = re.compile(f"((?:{_STEMS}){_REST}")
_WORDED_ON = re.compile(rf"((?:o(?<!\w\w)n(?!\w)|{_STEMS}){_REST}")
_OPEN = 4  # letters that may follow a stem of a number word


def numbers(text: str, language: str) -> frozenset[str]:
    """The telling numbers of a folded text as digits: amounts in whole units, number words as digits.

    Years, days beside their month, hours and what is smaller than eleven are left out. English writes 1,000.5 where the
    other languages write 1 000,5.
    """
    found = set(_in_words(text, language))
    for hit in _NUMBER.finditer(text):
        value = _digits(hit[0], language)
        if value is None:
            continue
        after = _NEXT.match(text, hit.end())
        word = after[1] if after else ""
        if scale := _scale(word):
            found.add(_written(value, scale))
        elif not (value.isdecimal() and (int(value) < LEAST or int(value) in _YEARS)):
            before = _LAST.search(text, max(0, hit.start() - LOOK_BACK), hit.start())
            day = value.isdecimal() and int(value) <= DAYS and (_is_month(word) or (before and _is_month(before[1])))
            if not day:
                found.add(value)
    return frozenset(found)


def _digits(written: str, language: str) -> str | None:
    """The number with a point for decimals, None for what is no amount."""
    plain = _SPACES.sub("", written)
    if len(plain) > LONGEST:
        return None
    marks = [letter for letter in plain if letter in ".,"]
    if not marks:
        return str(int(plain))
    point = "." if language == "en" else ","
    whole, mark, rest = plain.rpartition(marks[-1])
    thousands = len(rest) == _GROUP and (mark != point or len(marks) > 1)
    if len(set(marks)) == 1 and len(marks) > 1 and not thousands:
        return None  # a date, a version, an address
    whole = whole.replace(".", "").replace(",", "")
    if thousands:
        return str(int(whole + rest))
    rest = rest.rstrip("0")
    return f"{int(whole)}.{rest}" if rest else str(int(whole))


def _written(value: str, scale: int) -> str:
    """The number times ten to the power of `scale`, as digits."""
    whole, _, rest = value.partition(".")
    if len(rest) > scale:
        return str(int(whole + rest[:scale]))
    return str(int(whole + rest.ljust(scale, "0")))


@lru_cache(maxsize=4096)
def _scale(word: str) -> int:
    for stem, scale in _SCALES:
        if word == stem or (stem not in _EXACT and word.startswith(stem)):
            return scale
    return 0


def _is_month(word: str) -> bool:
    return word.startswith(_MONTHS)


def _in_words(text: str, language: str) -> Iterator[str]:
    """Numbers from eleven to ninety-nine that are written out."""
    for hit in (_WORDED_ON if language in _TURKIC else _WORDED).finditer(text):
        tens = _value(hit[1], language)
        unit = _value(hit[2], language) if hit[2] else 0
        if 0 < unit < _TEN <= tens:
            yield str(tens + unit)
        elif tens >= LEAST:
            yield str(tens)


@lru_cache(maxsize=16384)
def _value(word: str, language: str) -> int:
    """What a number word means, 0 for any other word."""
    if word == "on" and language in _TURKIC:
        return _TEN
    for stem, value in _BY_START.get(word[:2], ()):
        if word.startswith(stem) and len(word) - len(stem) <= _OPEN:
            return value
    return 0
