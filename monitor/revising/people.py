"""Who takes part by one version and is named nowhere in the other.

People of the lexicon by their ids, in sentences on who takes part or on what happened. Others only in sentences on who
takes part: two words in capitals behind an office ("Minister Vüqar Nümunə"), or among small letters in Cyrillic, where
no other words have capitals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from monitor.model.mention import Field
from monitor.model.phrase import Phrase
from monitor.model.revision import Difference, Version
from monitor.revising.changes import Changes
from monitor.revising.wording import cited, uncited, words
from monitor.text.fold import folded

_TAKES_PART = re.compile(
    r"(?<![^\W_])(?:took part|takes? part|taking part|attend\w+|participat\w+|joined|accompan\w+|delegations?|"
    r"present at|участи\w+|участв\w+|участник\w*|присутств\w+|делегаци\w+|сопровожда\w+|в составе|"
    r"удзел\w*|прысутн\w+|дэлегац\w+|суправадж\w+|у складзе|istirak\w*|heyet\w*|qatil\w*|musayiet\w*|katil\w*|eslik\w*|"
    r"участь|присутн\w+|делегац\w+|uczestni\w+|delegacj\w+|obecn\w+|teilnahm\w*|teilgenommen|teilnehm\w*|anwesend\w*|"
    r"particip\w+|assist\w+)(?![^\W_])"
)
_OFFICE = re.compile(
    r"(?:[Mm]inister|[Pp]resident|[Cc]hairman|[Cc]hairwoman|[Aa]mbassador|[Dd]irector|[Gg]overnor|[Ss]peaker|"
    r"[Nn]azir\w*|[Pp]rezident\w*|[Ss]ədr\w*|[Ss]əfir\w*|[Bb]akan\w*|[Bb]aşkan\w*|[Bb]üyükelçi\w*|[Mm]inistr\w*|"
    r"[Pp]rezydent\w*|[Aa]mbasador\w*)\s+"
)
_CAPITAL = r"[A-ZÀ-ÖØ-ÞĀ-ŽƏА-ЯЁЎІЇЄҐ][^\W\d_]*(?:['’ʼ-][^\W\d_]+)*"
_LOW_CYRILLIC = r"(?:[А-ЯЁЎІЇЄҐ][а-яёўіїєґ'’ʼ]+(?:-[А-ЯЁЎІЇЄҐ][а-яёўіїєґ'’ʼ]+)?)"
_NAMED = re.compile(rf"{_OFFICE.pattern}({_CAPITAL}\s+{_CAPITAL})")
_TWO_CYRILLIC = re.compile(rf"(?<=[а-яёўіїєґ,:] )({_LOW_CYRILLIC}\s+{_LOW_CYRILLIC})(?!\s+[А-ЯЁЎІЇЄҐ])")
_STEM = 5  # letters of a name that are compared: Russian declines them
_MOST = 4

Found = dict[str, str]  # key -> as written


def differences(old: Version, new: Version, changed: Changes) -> Iterator[Difference]:
    """Those who came, then those who went."""
    came = _people(new, changed.new, {w: [r.new for v, r in changed.rows if v == w and r.new] for w in changed.new})
    went = _people(old, changed.old, {w: [r.old for v, r in changed.rows if v == w and r.old] for w in changed.old})
    for key, name in list(came.items())[:_MOST]:
        if not _known(key, name, old, changed.old_words):
            phrase = Phrase.of("now_named", words=uncited(name))
            yield Difference("person", f"now also named: {cited(name)}", "new", phrase=phrase)
    for key, name in list(went.items())[:_MOST]:
        if not _known(key, name, new, changed.new_words):
            phrase = Phrase.of("no_longer_named", words=uncited(name))
            yield Difference("person", f"no longer named: {cited(name)}", "old", phrase=phrase)


def _people(version: Version, texts: Mapping[Field, str], parts: Mapping[Field, list[tuple[int, int]]]) -> Found:
    found: Found = {}
    events = [event for event in version.facts.events if not event.background and not event.aside]
    acting = {name for event in events for name in (*event.actors, *event.recipients)}
    for where, spans in parts.items():
        for start, end in spans:
            sentence = texts[where][start:end]
            takes_part = bool(_TAKES_PART.search(folded(sentence)))
            told = any(event.trigger.field == where and start <= event.trigger.start < end for event in events)
            for name, surface in version.names.items():
                if name.startswith("person.") and (takes_part or (told and name in acting)) and surface in sentence:
                    found[name] = surface
            if takes_part:
                names = [hit[1] for pattern in (_NAMED, _TWO_CYRILLIC) for hit in pattern.finditer(sentence)]
                found |= {f"?{name}": name for name in names}
    written = {words(name) for key, name in found.items() if not key.startswith("?")}
    return {key: name for key, name in found.items() if not key.startswith("?") or not _part_of(words(name), written)}


def _part_of(name: str, written: set[str]) -> bool:
    """Whether a person of the lexicon is meant: one of his words is in the name."""
    return any(set(name.split()) & set(known.split()) for known in written)


def _known(key: str, name: str, other: Version, text: str) -> bool:
    """Whether the other version names him, in whatever case: by the lexicon, or by the beginnings of his words."""
    if not key.startswith("?"):
        return key in other.names
    return any(f" {word[:_STEM]}" in text for word in words(name).split() if len(word) >= _STEM)
