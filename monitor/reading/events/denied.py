"""Whether a sentence says that a thing did not or will not happen: a negated verb, a denial, "neither X nor Y"."""

from __future__ import annotations

import re

from monitor.reading.cues import Cue
from monitor.reading.events.units import Unit
from monitor.reading.events.words import Words
from monitor.reading.ground import Ground
from monitor.text.fold import folded

_REACH = 60  # letters before and behind a trigger in which a negation speaks of it
_DENIES = 100  # letters from "denied that" to what is denied
_BEING = r"(?:yet|ever|even|be|been|being|officially|formally|actually|currently|now)"
_DOING = (
    r"(?:pay|paid|make|made|hold|held|have|had|plan\w*|expect\w*|attend\w*|take|going|intend\w*"
    r"|to|for|a|an|any|the|his|her|their)"
)
_SLAVIC_DOING = (
    r"(?:был\w*|буд\w+|бы[цт]ь?|было|стал\w*|стане\w*|провод\w+|прове\w+|правод\w+|правё\w+|прав[яё]д\w+|планир\w+|плану\w+"
    r"|соби?ра\w+|намер\w+|готов\w+|ожида\w+|чака\w+|вед\w+|вёл|вел[аи]?|нанос\w+|нанес\w+|соверш\w+|здзейсн\w+|отправ\w+|поех\w+"
    r"|поед\w+|паед\w+|паех\w+|приед\w+|приех\w+|приб\w+|состо\w+|адбы\w+|адбуд\w+|відбу\w+|смо[жг]\w+|мо[жг]\w+|имел\w*|меў|мела)"
)
_BEFORE = re.compile(
    rf"(?:(?<!\w)(?:not|never|cannot|no longer)|n['’]t)(?:\s+{_BEING})*(?:\s+{_DOING}){{0,4}}\s+\Z"
    rf"|(?<!\w)no\s+(?:\w+\s+)?(?:plans?\s+(?:for|of)\s+)?(?:a\s+|any\s+)?\Z"
    rf"|(?<!\w)(?:не|ня)\s+(?:{_SLAVIC_DOING}\s+){{0,2}}(?:(?:с|в|во|у|ў|з|со|на)\s+)?\Z"
    rf"|(?<!\w)(?:nie)\s+(?:(?:był\w*|będzie|zosta\w+)\s+)?\Z"
    rf"|(?<!\w)(?:nicht|kein\w*)\s+(?:\w+\s+)?\Z"
)
_INSIDE = re.compile(r"(?<!\w)(?:not|never|не|ня)\s(?!только|толькі|only)|n['’]t\s")
# What Turkic verbs end in when they say no; they stand at the end of their clause.
_TURKIC = re.compile(
    r"(?<!\w)(?:[^\W\d_]{2,}?m(?:[ae]y[ae]c[ae][kqgy]\w{0,6}|[ae]d[iı]\w{0,3}|[ae]y[iı]b\w{0,5}|[ae]m[iı]s\w{0,5}"
    r"|[ae]y[iı]r\w{0,3}|[ae]z)|[^\W\d_]{3,}m[iıuü]r(?:l[ae]r)?|deyil|degil|yoxdur|yok|yoktur|olmayib)"
    r"(?=\s*(?:\Z|[.,;:!?)»”\"\n]|ve\s))"
)
_CLAUSE = re.compile(r"[,;:.!?\n]|\s(?:and|but|и|но|а|i|і|але|və|ve|amma|ama|lakin|ancaq)\s")
_APART = re.compile(r"[;\n“”«»]|[.!?]\s|\s(?:but|но|а|але|while|when)\s")
_AT = re.compile(
    r"(?<!\w)(?:at|during|after|before|following|ahead of"
    r"|во время|в ходе|после|по итогам|перед|накануне|на|у часе|падчас|пасля)"
    r"\s+(?:\w+\s+){0,2}\Z"
)
_NEITHER = re.compile(r"(?<!\w)(?:ни|ні|ani|neither|nor)\s+(?:the\s+)?\Z")
_NEITHER_TURKIC = re.compile(r"(?<!\w)ne\s+(?:de\s+)?\Z")
_STANDS = re.compile(
    r"(?<!\w)(?:not|never|не|ня)\s(?:\w+\s)?(?:cancel|postpon|called|put off|отмен|отлож|перен|адмен|адклад)"
)


def denied(ground: Ground, words: Words, cue: Cue, units: tuple[Unit, ...]) -> bool:
    """Whether the trigger stands beside a "not", in words that are denied, or with sides of which none did it.

    A visit that is called off says so itself: of it only "was not cancelled" counts.
    """
    text = ground.scan.title if cue.field == "title" else ground.scan.body
    low = ground.scan.sentences[cue.sentence].start
    end = ground.scan.sentences[cue.sentence].end
    before = text[max(low, cue.start - _REACH) : cue.start].lower()
    if cue.name == "visit_cancelled_or_postponed":
        return bool(_STANDS.search(cue.surface.lower()))
    if _BEFORE.search(before) or _INSIDE.search(cue.surface.lower()):
        return True
    turkic = ground.language in ("az", "tr")
    if turkic and _turkic(text[cue.start : min(end, cue.end + _REACH)], cue.end - cue.start):
        return True
    return _is_denial(words, cue, text, turkic=turkic) or any(
        _is_neither(text, low, unit, turkic=turkic) for unit in units
    )


def _turkic(behind: str, own: int) -> bool:
    """Whether the verb that ends the clause says no."""
    stop = _CLAUSE.search(behind, own)
    clause = behind[: stop.start()] if stop else behind
    return any(match[0][:1].islower() for match in _TURKIC.finditer(folded(clause)))


def _is_denial(words: Words, cue: Cue, text: str, *, turkic: bool) -> bool:
    for word in words.of(cue.sentence, "evt_denied"):
        between = text[min(cue.end, word.end) : max(cue.start, word.start)].lower()
        if len(between) > _DENIES or _APART.search(between):
            continue
        if word.start >= cue.end:
            if turkic and not _CLAUSE.search(between):
                return True
        elif not _AT.search(between) and (not turkic or "," in between):
            return True
    return False


def _is_neither(text: str, low: int, unit: Unit, *, turkic: bool) -> bool:
    before = text[max(low, unit.start - 12) : unit.start].lower()
    return bool(_NEITHER.search(before) or (turkic and _NEITHER_TURKIC.search(folded(before))))
