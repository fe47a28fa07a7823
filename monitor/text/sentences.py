"""Where sentences begin and end, in the offsets of the original text."""

from __future__ import annotations

import re

# A line feed with the white space behind it; or a mark with closing quotes and brackets, white space, and then no small
# letter. One set of characters at the beginning lets the search skip all others at once; a run of marks is tried at its
# beginning only, else a text of nothing but dots would take its square.
_LINE = "\r\n\x0b\x0c\u2028\u2029"
_LOW = "a-zа-яёўіїєґəğışçöü"
_END = re.compile(
    rf"""[.!?…{_LINE}]
    (?: (?<=[{_LINE}])\s*+
      | (?<![.!?…][.!?…{_LINE}]) (?<![{_LINE}]) [.!?…]*+ ["'»”’)\]]*+ () [ \t\u00a0\u202f]++
        (?=\S) (?!["'«“„(\[]*[{_LOW}])
    )""",
    re.VERBOSE,
)
_WORD_BEFORE = re.compile(r"[^\s.(«“„\"]*\Z")
_ABBREVIATIONS = frozenset(
    """
    mr mrs ms dr prof gen col lt sgt sen rep gov st no vs jr sr inc ltd co corp dept est approx fig art vol p pp e.g i.e
    jan feb mar apr jun jul aug sep sept oct nov dec u.s u.k u.n mln bln bn
    г гг в вв н э т д п пп им ул пр просп пл стр руб коп тыс млн млрд трлн долл евро ст см рис акад проф ген полк
    янв фев мар апр июн июл авг сен окт ноя дек др пр т.е т.д т.п т.к и.о обл р-н
    вул руб тыс млн млрд праф ім гл
    c b h.h m.c i.e cənab xan prof dos akad mlrd mln man s səh il-lər və.s
    sn doç dr yrd alb av bkz vb vs cad sok mah milyar
    mio mrd tsd mld tys proc dol дол
    hr fr str usw bzw z.b d.h ca nr mme mlle
    """.split()  # noqa: SIM905  # a list of 130 words in brackets and quotes would be harder to read and to edit
)
_LONGEST = max(map(len, _ABBREVIATIONS))
_MONTH_BEHIND = re.compile(  # "am 13. November": a day of the month in German
    r"\.[ \u00a0]+(?:Jan|Jän|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)[a-zä]*\b"
)


def sentences(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence, without the white space around it, in reading order.

    A line feed always ends one. Abbreviations, initials ("А. Лукашенко") and numbers ("12.5") do not; neither does a
    mark after which the text goes on in small letters.
    """
    found: list[tuple[int, int]] = []
    start = 0
    for end in _END.finditer(text):
        at, stop = end.span(1)[0], end.start()
        if at >= 0:
            if text[stop] == "." and at == stop + 1 and _goes_on(text, stop, start):
                continue
            stop = at
        _add(found, text, start, stop)
        start = end.end()
    _add(found, text, start, len(text))
    return found


def _add(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    """Add the span without the white space around it, if anything is left."""
    if start == end:
        return
    if not text[start].isspace() and not text[end - 1].isspace():
        found.append((start, end))
    elif part := text[start:end].rstrip():
        found.append((start + len(part) - len(part.lstrip()), start + len(part)))


def _goes_on(text: str, at: int, start: int) -> bool:
    """Whether the full stop at `at` does not end the sentence that begins at `start`."""
    before = text[max(start, at - 20) : at]
    last = before.rpartition(" ")[2]
    if last.isalpha():
        if len(last) > _LONGEST:
            return False
        return last.lower() in _ABBREVIATIONS or (len(last) == 1 and last.isupper())
    found = _WORD_BEFORE.search(before)
    word = found[0] if found else ""
    if len(word) == 1 and word.isalpha() and word.isupper():
        return True  # an initial
    if word.isdigit() and len(before) == len(word):
        return True  # the number of a list entry
    if word.isdigit() and len(word) <= 2 and _MONTH_BEHIND.match(text, at):
        return True
    return word.lower() in _ABBREVIATIONS or last.lower() in _ABBREVIATIONS
