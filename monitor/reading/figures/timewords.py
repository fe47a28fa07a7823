"""Words and shapes of times in one spelling (plain.py): years, spans, deadlines, bases, ordinals."""

from __future__ import annotations

import re

YEAR = re.compile(
    r"""(?<![\d.,$€])(?P<year>19[5-9]\d|20[0-4]\d)(?![\d%]|[.,]\d)
    (?P<tail>(?:-?(?:й|го|м|му|х|ым|га|му|c[iu])\b)?(?:'[a-z]+)?
    (?:\ ?(?:году|года|годом|год|годы|годах|гг\b\.?|г\b\.?|годзе|годам|року|році|рік|роком|рр?\b\.?
    |il\w*|yil\w*|roku|rok|r\b\.?)(?!\w))?)""",
    re.VERBOSE,
)
FROM_TO = re.compile(r" ?- ?| (?:to|по|до|па|bis|do|a|through) ")
GAP_OF = re.compile(r"[ ,]{0,2}(?:(?:of|in|de|of the|for) )?(?:the )?")
GAP_MONTHS = re.compile(r" ?- ?|-?(?:den|dan)? | (?:to|по|до|па|bis|do|a|through) ")
BASE = re.compile(
    r"(?:(?<!\w)(?:than(?: in| it was in| for| during)?|compared (?:to|with)(?: that of)?|in comparison with|since"
    r"|against|versus|vs|relative to|по сравнению с|по отношению к|относительно|чем в|чем за|против|начиная с|к уровню"
    r"|к показателю|показателя|показателю|уровня|больше|выше|меньше|ниже|в сравнении с|у параунанні з|чым у|чым за"
    r"|адносна|да узроуню|узроуню|порівняно з|ніж у|ніж за|до рівня|рівня|gegenuber|im vergleich zu[mr]?|als|von|seit"
    r"|par rapport a|depuis|w porownaniu z|niz(?: w)?|do poziomu|poziomu|od|по сравнению со|у адносінах да|супраць"
    r"|[ув] порівнянні з|проти|відносно|ніж|verglichen mit|wzgledem|wobec|w stosunku do|w zestawieniu z|contre"
    r"|(?:plus|moins|superieure?s?|inferieure?s?) (?:que?|a)|face a|compare\w* a)|(?:%|percent|per cent) of)"
    r"(?: the| dem| den| das| l'| la| le)?(?: level of| year| im jahr| roku| годом| годам)? ?\Z"
)
SINCE = re.compile(r"(?<!\w)(?:с|со|з|са|од|ab) \Z")
_ON = r"(?:on|over|from|к|ко|да|до|do|zum?|sur)(?: the| l'| la)? ?\Z"
ON = re.compile(rf"(?<!\w){_ON}")
BY = re.compile(
    r"(?<!\w)(?:by|until|till|before|к|ко|до|да|bis(?: zum jahr)?|do|d'ici(?: a)?|der) (?:the )?(?:year )?\Z"
)
END_OF = re.compile(
    r"(?:by|до|к|да|until|before|d'ici|bis|do|spatestens|bis zum)?(?: the)? ?"
    r"(?:end of|late|конца|концу|канца|кінця|ende|konca|(?:la )?fin(?: de)?) \Z"
)
COMPARED_AFTER = re.compile(r"(?:(?:ile |le )?(?:kiyasla|nazaran|nisbeten|muqayisede)|gore)(?!\w)")
DUE_AFTER = re.compile(r"(?:e|a)? ?(?:qeder|kadar|dek|deyin|sonun\w*|sonu\w* (?:qeder|kadar))")
YEARS = re.compile(
    r"(?<![^\W_])(?P<n>\d{1,2}|[^\W\d_]+)[- ](?:years?|лет|года|годы|годоу|гадоу|гады|років|роки|il|ilde|ile|ilin"
    r"|yil\w*|lat|lata|jahren?|ans|annees)(?![^\W_])"
)
AHEAD = (
    "next", "coming", "nearest", "ближайш", "бліжэйш", "yaxin", "novbeti", "qarsidaki", "onumuzdeki", "gelecek",
    "najbli", "nachsten", "kommenden", "prochain", "найближч", "within", "наступн", "течение", "працягу",
)  # fmt: skip
TRAILING = (
    "last", "past", "recent", "previous", "next", "coming", "последн", "ближайш", "апошн", "бліжэйш", "son", "axirinci",
    "ostatni", "letzten", "derni", "останн", "найближч",
)  # fmt: skip
_ORDINALS = {
    1: "first 1st i 1 первое первого первый первом первому першае першага першы першым перше першому першій перший"
    " birinci ilk 1-ci 1-й 1-м 1-го pierwszym pierwszy pierwszego pierwsze ersten erste erstes premier",
    2: "second 2nd ii 2 второе второго второй втором другое другім другога другі друге другому другий ikinci 2-ci 2-й"
    " 2-м 2-го drugim drugi drugiego drugie zweiten zweite zweites deuxieme",
    3: "third 3rd iii 3 третьем третьего третий третьему трэцім трэцяга трэці третьому третій ucuncu 3-cu 3-й 3-м 3-го"
    " trzecim trzeci dritten dritte drittes troisieme",
    4: "fourth 4th iv 4 четвертом четвертого четвертый чацвертым чацвертага четвертому dorduncu 4-cu 4-й 4-м czwartym"
    " vierten vierte quatrieme",
}
ORDINAL = {word: number for number, words in _ORDINALS.items() for word in words.split()}
FIRST_OF = frozenset(["first", "ilk", "первые", "первых", "першыя", "перші", "pierwszych", "ersten", "premiers"])
QUARTER = re.compile(r"(?<!\w)(?P<what>q|h)(?P<n>[1-4])(?!\w)")
WORDS = re.compile(r"[^\s,;:()]+")
_PERCENT = r"%|percent|per cent|процент\w*|працэнт\w*|відсотк\w*|prozent|proc\w*|pour cent|times|раза?|разы|fois|razy"
CHANGE_BEFORE = re.compile(rf"(?:{_PERCENT}) {_ON}")
CHANGE_AFTER = re.compile(rf"[^\d,;:()]{{0,40}}\d{{1,4}}(?:[.,]\d+)? ?(?:{_PERCENT})")  # к 2015 году вырос на 12 %
