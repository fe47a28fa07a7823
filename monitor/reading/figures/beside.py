"""The small words beside a number: about, more than, from, to, by, against. In one spelling (plain.py)."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from monitor.model.fact import Op

Lead = Literal["", "from", "to", "by", "against", "between", "in"]

_OPS: dict[Op, str] = {
    "~": "about|approximately|around|some|roughly|circa|ca|estimated|an estimated|около|порядка|примерно|приблизительно"
    "|ориентировочно|каля|прыкладна|парадку|приблизно|близько|орієнтовно"
    "|texminen|teqriben|yaklasik|takriben|asagi yukari"
    "|okolo|mniej wiecej|rund|etwa|ungefahr|zirka|environ|quelque|pres de quelque|unos|cerca de|մոտ",
    ">": "more than|over|above|upwards of|upward of|in excess of|topped|passed|crossed|higher than|более|более чем"
    "|больше"
    "|больше чем|свыше|выше|больш|больш за|больш чым|больш як|звыш|понад|більше|більш ніж|більше ніж|більш як|ponad"
    "|wiecej niz|powyzej|uber|mehr als|plus de|plus d'|au-dela de|mas de|ավելի քան|well over|well above",
    "<~": "nearly|almost|close to|just under|just below|near|почти|почти что|практически|близко к|без малого"
    "|вплотную к|вплотную до"
    "|амаль|блізка да|без малого|майже|mal|demek olar ki|az qala|neredeyse|hemen hemen|prawie|niemal|blisko|fast"
    "|nahezu|beinahe|knapp|annahernd|presque|pres de|casi",
    "<": "less than|under|below|менее|менее чем|меньше|менш за|менш|меньш|менше|mniej niz|ponizej"
    "|unter|weniger als|moins de",
    "<=": "up to|no more than|not more than|at most|не более|не больше|не больш за|не більше|bis zu|jusqu'a|hasta",
    ">=": "at least|no less than|not less than|не менее|не меньше|не менш за|не менше|en azi|en az|co najmniej"
    "|mindestens|wenigstens|au moins|al menos",
}  # fmt: skip
_OP_OF: dict[str, Op] = {phrase: op for op, phrases in _OPS.items() for phrase in phrases.split("|")}
_OP_VERBS: tuple[tuple[str, Op], ...] = (
    ("exceed", ">"), ("surpass", ">"), ("превыс", ">"), ("превыш", ">"), ("перавыс", ">"), ("перавыш", ">"),
    ("перевищ", ">"), ("перевалил", ">"), ("przekrocz", ">"), ("przekracz", ">"), ("uberst", ">"), ("ubertr", ">"),
    ("depass", ">"), ("zblizy", "<~"), ("приблиз", "<~"), ("прыбліз", "<~"), ("набліз", "<~"), ("наблиз", "<~"),
    ("approach", "<~"),
)  # fmt: skip
_LEADS: dict[Lead, str] = {
    "from": "from|с|со|от|з|са|са|зі|від|ад|von|z|ze|od|desde|up from|down from",
    "to": "to|до|да|к|ко|auf|bis|a|do|hasta|till|until",
    "by": "by|на|o|um|de|d'",
    "against": "against|versus|vs|compared to|compared with|in comparison with|против|супраць|проти|gegenuber|wobec"
    "|contre|по сравнению с|у параунанні з|порівняно з|im vergleich zu|w porownaniu z|par rapport a|up from|down from"
    "|than|double|twice|triple|чем|чым|ніж|niz|als",
    "between": "between|между|паміж|між|zwischen|entre|miedzy",
    "in": "в|у|во",
}
_LEAD_OF: dict[str, Lead] = {phrase: lead for lead, phrases in _LEADS.items() for phrase in phrases.split("|")}
_FILLER_WORDS = """
    the a an der die das den dem les des de un une its their of mark level levels record total sum amount worth
    рекордных рекордные рекордного рекордних рекордную рекордный отметки отметку отметке планку планки уровня уровень
    уровне уровнем суммы сумму размере всего целых нынешних адзнаку адзнакі узроуню узровень памеры усяго позначки
    позначку рівня sie sich se il ein eine einen rekordowe rekordowych poziomu kwoty whopping only just merely as much
    also even already еще уже лишь только was is were wynoszac le la l'ordre ordre ce moment
"""
_FILLERS = frozenset(_FILLER_WORDS.split())
_WORDS = re.compile(r"[^\W\d_]+(?:['.-][^\W\d_]+)*")
_AFTER: tuple[tuple[str, Op, bool], ...] = (  # az, tr: what follows; True = only after "-dan, -den"
    ("cox", ">", True), ("artiq", ">", True), ("fazla", ">", True), ("yuxari", ">", True), ("az", "<", True),
    ("otub", ">", False), ("otdu", ">", False), ("otmus", ">", False), ("otur", ">", False), ("kecib", ">", False),
    ("kecdi", ">", False), ("kecmis", ">", False), ("kecir", ">", False), ("asib", ">", False), ("asti", ">", False),
    ("asan", ">", False), ("asmis", ">", False), ("asacak", ">", False), ("asmasi", ">", False),
    ("gecti", ">", False), ("gecen", ">", False), ("gecmis", ">", False), ("gececek", ">", False),
    ("gectigi", ">", False), ("otecek", ">", False), ("kececek", ">", False), ("ustunde", ">", False),
    ("uzerinde", ">", False), ("yaxinlas", "<~", False), ("yaklas", "<~", False), ("yaxin", "<~", False),
    ("yakin", "<~", False), ("civarinda", "~", False), ("etrafinda", "~", False), ("qeder", "~", False),
)  # fmt: skip
LESS = frozenset({"less", "lower", "fewer", "меньше", "менш", "менше", "azdir", "mniej", "weniger"})
_MORE = frozenset(
    (
        "more", "less", "higher", "lower", "greater", "fewer", "больше", "меньше", "больш", "менш", "більше", "менше",
        "cox", "coxdur", "azdir", "coxdu", "fazla", "wiecej", "mniej", "mehr", "weniger",
    )
)  # fmt: skip


class Beside(NamedTuple):
    """What stands before a number."""

    op: Op
    lead: Lead
    start: int  # where those words begin


def before(text: str, start: int) -> Beside:
    """Read the small words that end at `start`, from right to left, up to the first other word."""
    floor = max(0, start - 60)
    stops = max(text.rfind(mark, floor, start) for mark in ',;:()"')
    words = list(_WORDS.finditer(text, max(floor, stops + 1), start))
    op: Op = "="
    lead: Lead = ""
    at = start
    while words:
        taken = 0
        for size in (3, 2, 1):
            phrase = " ".join(word[0] for word in words[-size:])
            if len(words) < size:
                continue
            if phrase in _OP_OF:
                op, taken = (_OP_OF[phrase] if op == "=" else op), size
                lead = lead or ("to" if _OP_OF[phrase] == "<=" else "")
            elif phrase in _LEAD_OF and lead in ("", "in"):
                lead, taken = _LEAD_OF[phrase], size
            elif size == 1:
                verb = next((sign for stem, sign in _OP_VERBS if phrase.startswith(stem)), None)
                if verb:
                    op, taken = (verb if op == "=" else op), 1
                    at = words[-1].start()
                    return Beside(op, lead, at)
                taken = 1 if phrase in _FILLERS and lead != "from" else 0
            if taken:
                break
        if not taken:
            break
        at = words[-taken].start()
        del words[-taken:]
    return Beside(op, lead, at)


def after(text: str, end: int, *, ablative: bool) -> Op:
    """What az and tr say behind the number: "500 milyon dollardan çox" is more than that, "dolları ötüb" too."""
    found = [_WORDS.match(text, end + 1)]
    if found[0]:
        found.append(_WORDS.match(text, found[0].end() + 1))
    for place, word in enumerate(found):
        for stem, op, after_ablative in _AFTER:
            if word and word[0].startswith(stem) and (ablative and not place if after_ablative else True):
                return op
    return "="


def is_difference(text: str, end: int) -> str:
    """The "more" or "less" that follows ("$56 million more than", "28 milyon dollar (33,2 %) çoxdur"), "" if none."""
    if text.startswith(" (", end):
        closing = text.find(")", end, end + 30)
        end = closing + 1 if closing > 0 else end
    word = _WORDS.match(text, end + 1)
    return word[0] if word is not None and text[end : end + 1] == " " and word[0] in _MORE else ""
