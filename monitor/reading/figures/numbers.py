"""Numbers as nine languages write them: decimal and group marks, magnitudes, small numbers in words."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

# Digits with any marks between them; what they mean depends on the language and on what follows.
NUMERAL = re.compile(
    r"(?<![\d.,])(?:\d{1,3}(?:[ .,']\d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d))?|\d{1,15}(?:[.,]\d{1,4})?)(?![\d])"
)
_POINT = frozenset({"en", "he", ""})  # languages whose decimal mark is a point
_SPACED = frozenset({"ru", "be", "uk", "pl", "fr", "kk", "hy", "ka"})  # groups are never parted by a point there

_MAGNITUDES = {
    3: "thousand thsd k тыс тис тыщ min bin tys mille milliers tausend tsd мың mil հազար ათასი",
    6: "million millions mln mn mio m млн millionen milyon milion milioni milionów milionow miliony milionach"
    " millones millon մլն միլիոն მლნ მილიონი",
    9: "billion billions bn bln b млрд mlrd milyard milyar miliard miliardy miliardow mld milliarde milliarden"
    " milliard milliards mrd մլրդ միլիարդ მლრდ მილიარდი",
    12: "trillion trillions trn tn трлн trilyon bilyon bilion",
}
_STEMS = (
    ("тысяч", 3), ("тисяч", 3), ("тысяц", 3), ("tysiac", 3), ("tysiec", 3),
    ("миллион", 6), ("мильен", 6), ("мільен", 6), ("мільйон", 6), ("milyon", 6), ("milion", 6), ("million", 6),
    ("միլիոն", 6), ("მილიონ", 6),
    ("миллиард", 9), ("мильярд", 9), ("мільярд", 9), ("milyard", 9), ("milyar", 9), ("miliard", 9), ("milliard", 9),
    ("միլիարդ", 9), ("მილიარდ", 9),
    ("триллион", 12), ("трыльен", 12), ("трильйон", 12), ("trilyon", 12), ("trylion", 12),
)  # fmt: skip
_EXACT = {word: power for power, words in _MAGNITUDES.items() for word in words.split()}
_OWN = {  # words that are magnitudes in texts of these languages alone
    "min": {"az"}, "bin": {"tr"}, "mil": {"es"}, "m": {"en"}, "b": {"en"}, "k": {"en"}, "mn": {"en", "de", "tr"},
    "mille": {"fr"},
}  # fmt: skip
_LONG_SCALE = frozenset({"de", "fr", "pl", "es"})  # whose "billion" is 10^12

_WORDS: dict[str, str] = {
    "en": "one 1 two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9 ten 10 eleven 11 twelve 12 fifteen 15"
    " twenty 20 thirty 30 forty 40 fifty 50 hundred 100 a 1 an 1",
    "ru": "один 1 одного 1 одному 1 одна 1 два 2 две 2 двух 2 двум 2 три 3 трех 3 трем 3 четыре 4 четырех 4 пять 5"
    " пяти 5 шесть 6 шести 6 семь 7 семи 7 восемь 8 восьми 8 девять 9 девяти 9 десять 10 десяти 10 одиннадцать 11"
    " одиннадцати 11 двенадцать 12 полтора 1.5 полутора 1.5 двадцать 20 сто 100",
    "be": "адзін 1 аднаго 1 два 2 дзве 2 двух 2 тры 3 трох 3 чатыры 4 чатырох 4 пяць 5 пяци 5 пяці 5 шэсць 6 шасці 6"
    " сем 7 сямі 7 восем 8 васьмі 8 дзевяць 9 дзевяці 9 дзесяць 10 дзесяці 10 адзінаццаць 11 адзінаццаці 11"
    " дванаццаць 12 паутара 1.5",
    "uk": "один 1 одного 1 два 2 дві 2 двох 2 три 3 трьох 3 чотири 4 чотирьох 4 п'ять 5 п'яти 5 шість 6 шести 6 сім 7"
    " семи 7 вісім 8 восьми 8 дев'ять 9 дев'яти 9 десять 10 десяти 10 одинадцять 11 дванадцять 12 півтора 1.5",
    "az": "bir 1 iki 2 uc 3 dord 4 bes 5 alti 6 yeddi 7 sekkiz 8 doqquz 9 on 10 yuz 100",
    "tr": "bir 1 iki 2 uc 3 dort 4 bes 5 alti 6 yedi 7 sekiz 8 dokuz 9 on 10 yuz 100",
    "pl": "jeden 1 jednego 1 dwa 2 dwie 2 dwoch 2 trzy 3 trzech 3 cztery 4 czterech 4 piec 5 pieciu 5 szesc 6"
    " szesciu 6 siedem 7 siedmiu 7 osiem 8 osmiu 8 dziewiec 9 dziewieciu 9 dziesiec 10 dziesieciu 10"
    " jedenascie 11 jedenastu 11 poltora 1.5",
    "de": "ein 1 eine 1 einer 1 einem 1 zwei 2 drei 3 vier 4 funf 5 sechs 6 sieben 7 acht 8 neun 9 zehn 10 elf 11"
    " zwolf 12 anderthalb 1.5",
    "fr": "un 1 une 1 deux 2 trois 3 quatre 4 cinq 5 six 6 sept 7 huit 8 neuf 9 dix 10 onze 11",
    "es": "un 1 dos 2 tres 3 cuatro 4 cinco 5 seis 6 siete 7 ocho 8 nueve 9 diez 10",
}
NUMBER_WORDS: dict[str, dict[str, float]] = {
    code: dict(zip(words.split()[::2], map(float, words.split()[1::2]), strict=True)) for code, words in _WORDS.items()
}
HALVES = frozenset(
    "half пол полу пау паў пів pol yarim halbe halben halber demi media половина половины паловa".split()  # noqa: SIM905  # a list of words reads better so
)


class Number(NamedTuple):
    """A numeral read. `doubt` is a sentence where its marks allow another reading, else ""."""

    value: float
    doubt: str = ""


def number(text: str, language: str, *, before_magnitude: bool) -> Number:
    """A numeral's value. One mark before one, two or four digits is a decimal mark; before three, the language decides.

    "19,407" is 19.407 before a magnitude word where commas are decimal marks, else 19407; "1,234" is 1234 in English.
    """
    marks = [letter for letter in text if not letter.isdigit()]
    if not marks:
        return Number(float(text))
    last = marks[-1]
    head, _, tail = text.rpartition(last)
    whole = "".join(filter(str.isdigit, head))
    if last in " '" or (len(marks) > 1 and marks.count(last) > 1):
        return Number(float(whole + tail))
    if len(marks) > 1 or len(tail) != 3 or whole.strip("0") == "":
        return Number(float(f"{whole}.{tail}"))
    decimal, doubt = _decimal(last, language, before_magnitude=before_magnitude)
    value = float(f"{whole}.{tail}") if decimal else float(whole + tail)
    return Number(value, f"{text} could be read with its mark as a decimal mark or between groups" if doubt else "")


def _decimal(mark: str, language: str, *, before_magnitude: bool) -> tuple[bool, bool]:
    """Whether one mark before three digits is the decimal mark, and whether that is in doubt."""
    if not before_magnitude:
        return mark == "." and language == "en", language == ""
    if mark == "." and (language in _POINT or language in _SPACED):
        return True, language == ""
    if mark == ",":
        return language not in _POINT, language == ""
    return False, language == "az"  # az, tr, de: a point parts groups; the Azerbaijani press uses it for decimals too


@lru_cache(maxsize=4096)
def magnitude(word: str, language: str) -> int:
    """The power of ten that a word means ("mln" 6), 0 if none."""
    if word in _OWN and language not in _OWN[word]:
        return 0
    if word.startswith("billion") or word in ("bilion", "bilyon"):
        return 12 if language in _LONG_SCALE else 9
    if word in _EXACT:
        return _EXACT[word]
    return next((power for stem, power in _STEMS if word.startswith(stem)), 0)


def in_words(words: list[str], language: str) -> tuple[float, int] | None:
    """The number that the last of `words` say ("three and a half" -> 3.5), and how many of them; None if none."""
    known = NUMBER_WORDS.get(language, NUMBER_WORDS["en"])
    if not words:
        return None
    for halves in (("and", "a", "half"), ("с", "половиной"), ("з", "паловай"), ("з", "половиною"), ("et", "demi")):
        size = len(halves)
        if tuple(words[-size:]) == halves and len(words) > size:
            before = known.get(words[-size - 1]) or _digits(words[-size - 1])
            return (before + 0.5, size + 1) if before else None
    if words[-1] in ("yarim", "bucuk") and len(words) > 1 and words[-2] in known:
        return known[words[-2]] + 0.5, 2
    if words[-1] == "a" and words[-2:-1] == ["half"]:
        return 0.5, 2
    if words[-1] in HALVES:
        return 0.5, 1
    return (known[words[-1]], 1) if words[-1] in known else None


def _digits(word: str) -> float:
    return float(word) if word.isdigit() and len(word) < 4 else 0.0
