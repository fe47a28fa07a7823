"""Where sentences begin and end, in the offsets of the original text."""

from __future__ import annotations

import re

# What may stand between a sentence's last word and the next one: the mark, closing quotes and brackets, white space.
_END = re.compile(r"[.!?…]+[\"'»”’)\]]*[ \t\u00a0\u202f]+(?=\S)|[\r\n\x0b\x0c\u2028\u2029]\s*")
_WORD_BEFORE = re.compile(r"[^\s.(«“„\"]*\Z")
_STARTS_LOW = re.compile(r"[\"'«“„(\[]*[a-zа-яёўіїєґəğışçöü]")
_ABBREVIATIONS = frozenset(
    """
    mr mrs ms dr prof gen col lt sgt sen rep gov st no vs jr sr inc ltd co corp dept est approx fig art vol p pp e.g i.e
    jan feb mar apr jun jul aug sep sept oct nov dec u.s u.k u.n mln bln bn
    г гг в вв н э т д п пп им ул пр просп пл стр руб коп тыс млн млрд трлн долл евро ст см рис акад проф ген полк
    янв фев мар апр июн июл авг сен окт ноя дек др пр т.е т.д т.п т.к и.о обл р-н
    вул руб тыс млн млрд праф ім гл
    c b h.h m.c i.e cənab xan prof dos akad mlrd mln man s səh il-lər və.s
    sn doç dr yrd alb av bkz vb vs cad sok mah milyar
    hr fr str usw bzw z.b d.h ca nr mme mlle
    """.split()  # noqa: SIM905  # a list of 130 words in brackets and quotes would be harder to read and to edit
)


def sentences(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence, without the white space around it, in reading order.

    A line feed always ends one. Abbreviations, initials ("А. Лукашенко") and numbers ("12.5") do not; neither does a
    mark after which the text goes on in small letters.
    """
    found: list[tuple[int, int]] = []
    start = 0
    for end in _END.finditer(text):
        mark = text[end.start()]
        if mark.isspace():
            stop = end.start()
        elif _goes_on(text, end, start):
            continue
        else:
            stop = end.end() - (len(end[0]) - len(end[0].rstrip()))
        _add(found, text, start, stop)
        start = end.end()
    _add(found, text, start, len(text))
    return found


def _add(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    """Add the span without the white space around it, if anything is left."""
    part = text[start:end].rstrip()
    if part:
        found.append((start + len(part) - len(part.lstrip()), start + len(part)))


def _goes_on(text: str, end: re.Match[str], start: int) -> bool:
    """Whether the mark found does not end the sentence."""
    if _STARTS_LOW.match(text, end.end()):
        return True
    if end[0].rstrip() != ".":
        return False
    before = text[max(start, end.start() - 20) : end.start()]
    found = _WORD_BEFORE.search(before)
    word = found[0] if found else ""
    if len(word) == 1 and word.isalpha() and word.isupper():
        return True  # an initial
    if word.isdigit() and len(before) == len(word):
        return True  # the number of a list entry
    return word.lower() in _ABBREVIATIONS or before.rpartition(" ")[2].lower() in _ABBREVIATIONS
