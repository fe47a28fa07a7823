"""Whether a country is named as a place or a road: "talks in Minsk", "Bakıda", "via Georgia"."""

from __future__ import annotations

import re
from weakref import WeakKeyDictionary

from monitor.lexicon import Lexicon
from monitor.model.mention import Mention
from monitor.reading.ground import Ground
from monitor.text.fold import folded

_REACH = 30  # characters before the name in which a preposition and its noun stand
# Those that also mean "with" are left out: з Беларуссю, z Rosją.
_PREPOSITIONS = """
    in to into near via through across over from  в во через сквозь из  у ў праз  через  w we do przez
    nach zu über durch aus  à en au aux par via  en a por desde
"""
_BETWEEN = r"""
    (?: (?:the\s)?(?:city|capital|territory|port)\w*\s(?:of\s)? | г\.\s? | горо[дж]\w*\s | столиц\w+\s | территори\w+\s
    | горад\w*\s | сталіц\w+\s | тэрыторы\w+\s | міст\w+\s )?
"""
_PREPOSED = re.compile(
    rf"(?<![^\W_])(?:{'|'.join(dict.fromkeys(_PREPOSITIONS.split()))})\s{_BETWEEN}\Z", re.IGNORECASE | re.VERBOSE
)
# Endings of place and direction, by language, as folded: Minskdə, Bakı'ya, Ankara'dan; Бакуде; Բաքվում; ბაქოში.
_ENDINGS = {
    "az": re.compile(r"(?:d[ae]|d[ae]n|[ny]?[ae])\Z"),
    "tr": re.compile(r"(?:[dt][ae]|[dt][ae]n|[ny]?[ae])\Z"),
    "kk": re.compile(r"(?:[дт][ае]|[дт][ае]н|[ғгқк][ае])\Z"),
    "hy": re.compile(r"(?:ում|ից)\Z"),
    "ka": re.compile(r"(?:ში|დან)\Z"),
}
_any_ending = re.compile("|".join(f"(?:{ending.pattern})" for ending in _ENDINGS.values())).search
_plain_forms: WeakKeyDictionary[Lexicon, dict[str, frozenset[str]]] = WeakKeyDictionary()


def is_place(mention: Mention, text: str, ground: Ground) -> bool:
    """`text` is the field that the mention stands in. An adjective is never one: "in Belarusian shops"."""
    if mention.part == "adjective" or not mention.name.startswith(("country.", "place.")):
        return False
    last = text[mention.start - 1 : mention.start]  # all that is looked for ends like this
    if (last == "." or last.isspace()) and _PREPOSED.search(text, max(mention.start - _REACH, 0), mention.start):
        return True
    if not _any_ending(mention.form) or mention.form in _plain(ground.lexicon, mention.name):
        return False
    ending = _ENDINGS.get(ground.language)  # asked last: it may cost more than all the rest
    return bool(ending and ending.search(mention.form))


def _plain(lexicon: Lexicon, name: str) -> frozenset[str]:
    """The forms of a name as a dictionary gives them: Bakı and Ankara end in a vowel of their own."""
    known = _plain_forms.setdefault(lexicon, {})
    if name not in known:
        known[name] = frozenset(folded(form.text.removeprefix("=")) for _, form in lexicon.names[name].strong)
    return known[name]
