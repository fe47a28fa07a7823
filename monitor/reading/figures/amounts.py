"""Amounts of money, percentages and factors in a sentence: what the number is, before anybody asks of what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Literal, NamedTuple

from monitor.model.fact import Op
from monitor.reading.figures.beside import Lead, after, before
from monitor.reading.figures.numbers import NUMERAL, in_words, magnitude, number
from monitor.reading.figures.units import PERCENT, PERCENT_BEFORE, TIMES, TIMES_BEFORE, currency_after, currency_before

MOST = 80  # values read of one sentence; a table of hundreds is no prose
_MOST_NUMERALS = 400
_WORD = re.compile(r"[ -]?([^\W\d_]+)\.?")
_NEXT = re.compile(r" ?\d")
_RANGE = re.compile(r" ?- ?(?=\$|€|\d)\$?")
_TO = re.compile(r" (?:to|до|да|auf|bis|a|do|and|и|і|i|und|et)(?: [^\W\d_]+){0,2} ?")
_MAGNITUDE_WORD = re.compile(
    r"(?<![^\W_])(?P<half>пол|полу|пау|пів|demi-)?(?P<word>(?:миллиард|миллион|мильярд|мільярд|мильен|мільен|мільйон"
    r"|milyard|milyar|milyon|miliard|milion|billion|million|milliard|trillion|триллион)[^\W\d_]*)"
)
_SINGULAR = frozenset(
    """миллиард миллиарда миллиарду миллион миллиона миллиону мильярд мильярда мильярду мільярд мільярда мільярду
    мільйон мільйона мільйону мільен мільена мільену milyard milyardi milyarda milyarddan milyon milyonu milyona milyar
    milyari milyara milyardan miliard miliarda miliardowi milion miliona milliard milliarde""".split()  # noqa: SIM905
)
_TIMES_WORD = re.compile(r"(?<![^\W_])(?:times|раза?|разы|разоу|рази|разів|defe\w*|qat\w*|kat|razy|fois)(?![^\W_])")
_WORDS_BEFORE = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_BARE = re.compile(
    r"""\ ?(?:[.,;:()!?"»”-]|\Z|(?:in|by|with|and|or|to|from|over|for|during|against|as|on|which|while|compared|last
    |this|mark|more|less|worth|came|comes|accounted|fell|went|was|were|в|за|по|и|а|с|к|на|что|против|или|до|из|пришл\w+|приход\w+|составил\w*|больше|меньше|выше|ниже|было|была|пошл\w+|дал\w?|обеспечил\w*
    |прыпа\w+|прыйшл\w+|склал\w+|больш|менш|было|даў|далі|припад\w+|склал\w+|більше|менше
    |у|і|з|да|па|та|й|cox|az|daha|ise|isə|payina|dusur|dusub|dustu|fazla|oldu|teskil|olub|catib|otub|kecib|idi|artib|oldu|ulasti
    |asti|gecti|im|und|gegenuber|w|i|na|do|en|et|pour)\b)""",
    re.VERBOSE,
)
What = Literal["money", "percent", "times"]


class Value(NamedTuple):
    """A number with its unit; offsets are those of the sentence's text."""

    what: What
    start: int
    end: int
    value: float | None
    unit: str = ""  # ISO 4217, "%", "" for a factor and where no currency is named
    low: float | None = None
    high: float | None = None
    op: Op = "="
    lead: Lead = ""
    lead_start: int = 0
    ending: Literal["", "from", "to"] = ""  # az, tr: "-dan", "-a"
    flaw: str = ""  # a sentence where the words do not fit


class _Read(NamedTuple):
    value: float
    end: int
    power: int
    flaw: str


def values(
    text: str, original: str, language: str, home: str, factors: Iterable[tuple[int, int, float]] = ()
) -> list[Value]:
    """The values of a sentence in one spelling, in order; at most MOST.

    `original` is the sentence as written, of the same length: a capital tells what begins anew. `home` is
    the outlet's country, `factors` are words such as "doubled" with what they mean.
    """
    found = list(islice(_with_digits(text, original, language, home), MOST))
    found += _magnitude_words(text, original, language, home, found)
    found += _times_words(text, language, found)
    taken = [(value.start, value.end) for value in found]
    for start, end, factor in factors:
        if not any(first < end and start < last for first, last in taken):
            found.append(_beside(text, language, Value("times", start, end, factor)))
    found.sort(key=lambda value: value.start)
    return found[:MOST]


def _with_digits(text: str, original: str, language: str, home: str) -> Iterator[Value]:
    reach = 0
    pending: tuple[int, int, str] | None = None  # a number without a unit: "from 100 to 146 million dollars"
    for match in islice(NUMERAL.finditer(text), _MOST_NUMERALS):
        start = match.start()
        if start < reach or _is_part(text, match):
            continue
        value = _at(text, original, match, language, home)
        if value is None:
            pending = (start, match.end(), match[0])
            continue
        if pending and _TO.fullmatch(text, pending[1], value.start):
            yield from _opened(text, pending, value, language)
        pending = None
        reach = value.end
        yield _beside(text, language, value)


def _is_part(text: str, match: re.Match[str]) -> bool:
    """Whether the digits belong to a date, a time, a name ("COP29") or a number too long to be one."""
    start, end = match.span()
    if text[end : end + 1] in (":", ".", "/") and text[end + 1 : end + 2].isdigit():
        return True
    if start and (text[start - 1] in ":/№#" or (text[start - 1] == "-" and text[start - 2 : start - 1].isalnum())):
        return text[start - 1] != "-" or not text[start - 2 : start - 1].isdigit()
    if start and text[start - 1].isalpha():
        return currency_before(text[max(0, start - 14) : start]) is None
    return False


def _at(text: str, original: str, match: re.Match[str], language: str, home: str) -> Value | None:
    start = match.start()
    lead = text[max(0, start - 14) : start]
    sign = currency_before(lead)
    low = None
    second = _second(text, match, sign=sign is not None)
    read = _compound(text, second or match, language, signed=sign is not None)
    if second:
        low = number(match[0], language, before_magnitude=read.power > 0).value * 10**read.power
        own = _word_power(text, match.end(), language)
        low = low / 10**read.power * 10 ** own[0] if own[0] else low
        if low >= read.value:
            low = None
    first = start - (sign[1] if sign else 0)
    percent = PERCENT.match(text, read.end) if not read.power else None
    if percent or (not read.power and not sign and PERCENT_BEFORE.search(lead)):
        return _ranged(Value("percent", start, percent.end() if percent else read.end, read.value, "%"), low)
    money = sign or currency_after(text, read.end, language, home)
    if sign:
        named = currency_after(text, read.end, language, home)
        end = named[1] if named and named[0] == sign[0] else read.end
        return _ranged(Value("money", first, end, read.value, sign[0], flaw=read.flaw), low)
    if money:
        return _ranged(Value("money", first, money[1], read.value, money[0], flaw=read.flaw), low)
    times = TIMES.match(text, read.end) if not read.power else None
    if times or (not read.power and TIMES_BEFORE.search(text, max(0, start - 20), start)):
        return _ranged(Value("times", start, times.end() if times else read.end, read.value), low)
    if read.power >= 6 and _stands_alone(text, original, read.end, language):
        return _ranged(Value("money", start, read.end, read.value, flaw=read.flaw), low)
    return None


def _ranged(value: Value, low: float | None) -> Value:
    return value if low is None else value._replace(value=None, low=low, high=value.value)


def _second(text: str, match: re.Match[str], *, sign: bool) -> re.Match[str] | None:
    """The end of a range ("400-500 млн", "$700 million-$800 million"), None if there is none."""
    end = match.end()
    hyphen = _RANGE.match(text, end)
    if hyphen is None:
        word = _WORD.match(text, end)
        hyphen = _RANGE.match(text, word.end()) if word and sign else None
    return NUMERAL.match(text, hyphen.end()) if hyphen else None


def _word_power(text: str, at: int, language: str) -> tuple[int, int]:
    """The power of ten of the word at `at`, and where it ends; (0, at) if it is no magnitude."""
    word = _WORD.match(text, at)
    if word is None:
        return 0, at
    power = magnitude(word[1], language)
    if power and len(word[1]) == 1 and text[at] == " ":
        return 0, at  # "5 m" is five metres
    return (power, word.end() - (1 if word[0].endswith(".") and _ends(text, word.end()) else 0)) if power else (0, at)


def _ends(text: str, at: int) -> bool:
    """Whether nothing of the sentence follows: the full stop is its own."""
    return at >= len(text)


def _compound(text: str, match: re.Match[str], language: str, *, signed: bool) -> _Read:
    """A number with its magnitudes, as long as these fall: "6 milyard 83 milyon 252 min"."""
    power, end = _word_power(text, match.end(), language)
    first = number(match[0], language, before_magnitude=power > 0)
    total, flaw, lowest = first.value * 10**power, first.doubt, power
    while lowest > 0 and not signed:
        more = NUMERAL.match(text, end + 1) if _NEXT.match(text, end) and text[end : end + 1] == " " else None
        if more is None:
            break
        next_power, next_end = _word_power(text, more.end(), language)
        value = number(more[0], language, before_magnitude=next_power > 0).value
        if next_power == 0 and (value >= 1000 or not _unit_follows(text, more.end())):
            break
        if next_power > lowest or (next_power == lowest and lowest < 6):
            break
        if next_power == lowest:
            twice = text[match.start() : next_end].strip()
            flaw = f'"{twice}" names one magnitude twice; the second is read as the next lower'
            next_power -= 3
        total += value * 10**next_power
        lowest, end = next_power, next_end
    return _Read(round(total, 4), end, power, flaw)


def _unit_follows(text: str, at: int) -> bool:
    return currency_after(text, at, "", "") is not None


def _stands_alone(text: str, original: str, end: int, language: str) -> bool:
    """Whether no counted thing follows ("300 million in 2012", not "1.5 million tonnes")."""
    if text[end - 1] == "." and original[end : end + 2].strip().isupper():
        return True
    word = text[max(0, end - 12) : end].rpartition(" ")[2]
    inflected = language in ("az", "tr") and word not in ("milyon", "milyard", "milyar", "mln", "mlrd", "mlrd.", "mln.")
    return inflected or _BARE.match(text, end) is not None


def _opened(text: str, pending: tuple[int, int, str], value: Value, language: str) -> Iterator[Value]:
    """The first of two numbers that share the unit of the second."""
    start, end, written = pending
    beside = before(text, start)
    opens = beside.lead in ("from", "between") or (language in ("fr", "es") and beside.lead == "by")
    if not opens or value.value is None:
        return
    shared = value.value
    power = 0 if value.what != "money" else next((p for p in (12, 9, 6, 3) if shared >= 10**p), 0)
    amount = number(written, language, before_magnitude=power > 0).value
    power = power if amount < 1000 else 0
    lead: Lead = "between" if beside.lead == "between" else "from"
    yield Value(value.what, start, end, amount * 10**power, value.unit, None, None, beside.op, lead, beside.start)


def _beside(text: str, language: str, value: Value) -> Value:
    beside = before(text, value.start)
    op = beside.op
    ending: Literal["", "from", "to"] = ""
    if language in ("az", "tr"):
        word = text[max(0, value.end - 20) : value.end].rpartition(" ")[2]
        ablative = word.endswith(("dan", "den", "tan", "ten"))
        ending = "from" if ablative else "to" if word.endswith(("a", "e")) and value.what != "times" else ""
        said = after(text, value.end, ablative=ablative)
        op = said if op == "=" else op
        if said != "=" and ablative:
            ending = ""
    return value._replace(op=op, lead=beside.lead, lead_start=beside.start, ending=ending)


def _taken(found: list[Value], start: int, end: int) -> bool:
    return any(value.start < end and start < value.end for value in found)


def _magnitude_words(text: str, original: str, language: str, home: str, found: list[Value]) -> list[Value]:
    """Amounts without a digit: half a billion dollars, пол миллиарда, миллиард."""
    more: list[Value] = []
    for match in islice(_MAGNITUDE_WORD.finditer(text), MOST):
        power = magnitude(match["word"], language)
        money = currency_after(text, match.end(), language, home)
        if money is None and _stands_alone(text, original, match.end(), language):
            money = "", match.end()  # "500 million dollars, and the target is one billion"
        if not power or money is None or _taken(found, *match.span()):
            continue
        start, amount = match.start(), 0.5 if match["half"] else 0.0
        if not amount:
            words = list(_WORDS_BEFORE.finditer(text, max(0, start - 40), start))
            said = in_words([word[0] for word in words], language)
            if said and text[start - 1] in " -":
                amount, start = said[0], words[-said[1]].start()
            elif match["word"] in _SINGULAR and (money[0] or any(value.unit for value in found)):
                amount = 1.0
        if amount:
            value = Value("money", start, money[1], amount * 10**power, money[0])
            more.append(_beside(text, language, value))
    return more


def _times_words(text: str, language: str, found: list[Value]) -> list[Value]:
    """Factors in words: three and a half times, в полтора раза."""
    more: list[Value] = []
    for match in islice(_TIMES_WORD.finditer(text), MOST):
        words = list(_WORDS_BEFORE.finditer(text, max(0, match.start() - 40), match.start()))
        said = in_words([word[0] for word in words], language)
        if said and said[0] > 1 and not _taken(found, *match.span()):
            start = words[-said[1]].start()
            more.append(_beside(text, language, Value("times", start, match.end(), said[0])))
    return more
