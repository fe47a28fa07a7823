"""What the clauses of a sentence say of who does a thing: who stands in another one, who is a pronoun."""

from __future__ import annotations

import re
from itertools import pairwise

from monitor.reading.cues import Cue
from monitor.reading.events.table import TRIGGERS
from monitor.reading.events.units import Unit
from monitor.reading.events.words import Words
from monitor.reading.ground import Ground
from monitor.text.fold import folded

_COMMA = re.compile(r"[,;]\s|\s[—–]\s")
_MOST = 12  # clauses of a sentence that are read
_VERB = re.compile(
    r"(?<!\w)(?:[a-z]{2,}ed|said|brought|spoke|went|came|told|made|took|has|had|was|is"
    r"|\w{2,}(?:ла|ло|ли|л|лся|лась|лись|лось|ез|ес|ет|ит|ют|ят|ут|ат|уў|аў|еў|іў|яў)|\w{2,}(?:ib|ub|di|du|ti|tu|iyor|ir))(?!\w)"
)
_BESIDE = 12  # letters from "the presidents" to their verb
_HIM = re.compile(
    r"(?<!\w)(?:его|её|ее|их|яго|яе|іх|його|її|їх|go|ją|ich)\s+(?:(?:тепло|лично|также|асабіста|таксама|особисто)\s+)?\Z",
    re.IGNORECASE,
)
_AWAITED_FAR = 25


def elsewhere(ground: Ground, words: Words, cue: Cue, units: tuple[Unit, ...]) -> bool:
    """Whether each side named acts in a clause of its own and none in the trigger's: a list of what several did."""
    trigger = TRIGGERS[cue.name]
    if trigger.shape != "mutual" or not trigger.broad or len(units) < 2 or units[-1].end > cue.start:
        return False
    text = ground.scan.title if cue.field == "title" else ground.scan.body
    start = ground.scan.sentences[cue.sentence].start
    cuts = [start, *(match.end() for match in _COMMA.finditer(text, start, cue.start))][-_MOST:]
    if units[-1].end > cuts[-1] or units[0].start < cuts[0]:
        return False
    both = (text[word.end : cue.start] for word in words.of(cue.sentence, "evt_both") if word.end <= cue.start)
    if not text[cuts[-1] : cue.start].strip() or any(len(gap) <= _BESIDE and gap == gap.lower() for gap in both):
        return False  # the verb goes on with what the clause before said, or says it of both
    return _each_for_itself(text, cuts, units)


def _each_for_itself(text: str, cuts: list[int], units: tuple[Unit, ...]) -> bool:
    found = 0
    for low, high in pairwise(cuts):
        sides = {unit.side for unit in units if low <= unit.start < high}
        if not sides:
            continue
        if len(sides) > 1 or not _VERB.search(folded(text[low:high])):
            return False
        found += 1
    return found >= 2


def pronoun_ahead(ground: Ground, cue: Cue) -> bool:
    """Whether "him", "her" or "them" stands right before the verb, in languages where the subject may follow it."""
    text = ground.scan.title if cue.field == "title" else ground.scan.body
    return bool(_HIM.search(text[max(0, cue.start - 24) : cue.start]))


def somebody_awaited(cue: Cue, units: tuple[Unit, ...]) -> bool:
    """Whether a person or an office of one country is expected in another one, right beside the words for it."""
    near = [unit for unit in units if max(unit.start - cue.end, cue.start - unit.end) <= _AWAITED_FAR]
    homes = {unit.side for unit in near if (unit.person or unit.level) and not unit.into}
    aims = {unit.side for unit in near if unit.into and max(unit.start - cue.end, cue.start - unit.end) <= 3}
    return bool(homes and aims - homes)
