"""The time that something is moved to: "pushed back to June", "перенесен на январь", "yanvara keçirilib".

A verb of moving alone says little: presidents move on to another town. Together with the time that it is moved to it
says that what was planned is put off, or brought forward.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from monitor.text.days import Said, month_of
from monitor.text.fold import fold, folded

_LONGEST = 2000  # letters of a sentence that are read
_BEFORE = 40  # letters before a date that may say that it is an aim
_PART = (
    r"(?:(?:the|late|early|mid|end of|beginning of|начало|конец|середину|пачатак|канец|сярэдзіну|следующий|наступны)\s)"
)
_MONTH_AIMED_AT = re.compile(  # after a preposition of aim, or in the dative of a language that has one
    rf"(?<!\w)(?:(?:to|until|till|на|до|да)\s{_PART}{{0,2}}(?P<named>[^\W\d_]{{3,12}})"
    r"|(?P<dative>yanvar|fevral|mart|aprel|may|iyun|iyul|avqust|sentyabr|oktyabr|noyabr|dekabr)(?:a|e|\sayina))(?!\w)"
)
_AIM = re.compile(
    rf"(?<!\w)(?:(?:to|until|till|на|до|да)\s{_PART}{{0,2}}|(?:rescheduled|reschedules|moved|shifted)\s(?:\w+\s)?for\s)\Z"
)
_AIM_WITHIN = re.compile(r"(?:на|до|да)\s")  # what is read as a date may begin with its preposition
_DATIVE = re.compile(  # "mayda keçirildi", with a locative, was held in May
    r"(?:(?:yanvar|fevral|mart|aprel|may|iyun|iyul|avqust|sentyabr|oktyabr|noyabr|dekabr)[ae]|ayina|(?<!\w)aya|hefteye)\Z"
)
_DATIVE_BEHIND = re.compile(r"-[ny]?[ae](?!\w)")  # "mayın 20-nə"


def moved_to(text: str, dates: Sequence[Said], language: str) -> Said | None:
    """The time that the sentence names as the aim of a move, of several the first; None = none.

    `dates` are those that were read in it.
    """
    for each in dates:
        before, within = folded(text[max(0, each.start - _BEFORE) : each.start]), folded(text[each.start : each.end])
        behind = folded(text[each.end : each.end + 4])
        dative = language == "az" and (_DATIVE.search(within) or _DATIVE_BEHIND.match(behind))
        if each.how != "weekday" and (_AIM.search(before) or _AIM_WITHIN.match(within) or dative):
            return each
    plain = fold(text[:_LONGEST])
    for found in _MONTH_AIMED_AT.finditer(plain.text):
        if month := month_of(found["named"] or found["dative"]):
            start, end = plain.original(*found.span())
            return Said(start, end, "said", month=month)
    return None
