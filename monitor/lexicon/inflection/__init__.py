"""Names in dictionary form -> every way they are written in a language, by the project's own rules of endings.

Russian and Ukrainian are not here: a dictionary does them better (lexicon/dictionaries.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from monitor.lexicon.inflection.armenian import armenian
from monitor.lexicon.inflection.beforehand import ready
from monitor.lexicon.inflection.belarusian import belarusian, lacinka
from monitor.lexicon.inflection.georgian import georgian
from monitor.lexicon.inflection.kazakh import kazakh
from monitor.lexicon.inflection.polish import polish
from monitor.lexicon.inflection.spelling import Phrase, as_typed
from monitor.lexicon.inflection.turkic import azerbaijani, old_cyrillic, turkish
from monitor.lexicon.inflection.western import english, french, german

__all__ = ["inflected", "is_name", "worked_out"]


class _Rules(Protocol):
    """How one language writes a name; the text has at least one word."""

    def __call__(self, text: str, *, proper: bool) -> tuple[Phrase, ...]: ...


_RULES: Mapping[str, _Rules] = {
    "be": belarusian,
    "be_lacinka": lacinka,
    "pl": polish,
    "az": azerbaijani,
    "az_cyr": old_cyrillic,
    "tr": turkish,
    "kk": kazakh,
    "ka": georgian,
    "hy": armenian,
    "en": english,
    "de": german,
    "fr": french,
}
_WITHOUT_CAPITALS = frozenset({"ka"})


def inflected(language: str, text: str, *, proper: bool = True) -> tuple[Phrase, ...]:
    """Every way to write `text`, one or more words in dictionary form; each way is one Word a word.

    `proper` says that it is a name; otherwise it is a topic or an adjective and has a plural and genders as well. A
    text typed in small letters is never a name. Stems are folded and never empty, endings finite (classes.endings reads
    them), capitals left 0. A language without rules gives no other.
    """
    rules = _RULES.get(language)
    if rules is None or not text.strip():
        return (as_typed(text),) if text.strip() else ()
    name = is_name(language, text, proper=proper)
    return ready((language, name, text)) or worked_out(language, text, proper=name)


def is_name(language: str, text: str, *, proper: bool) -> bool:
    """A text typed in small letters is none, except in a script without capitals."""
    return proper and (text != text.lower() or language in _WITHOUT_CAPITALS)


def worked_out(language: str, text: str, *, proper: bool) -> tuple[Phrase, ...]:
    """The same by the rules themselves, for a language that has some; `proper` is taken at its word."""
    return tuple(dict.fromkeys(_RULES[language](text, proper=proper)))
