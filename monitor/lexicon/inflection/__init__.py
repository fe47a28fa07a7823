"""Names in dictionary form -> every way they are written in a language, by the project's own rules of endings.

Russian and Ukrainian are not here: a dictionary does them better (lexicon/dictionaries.py).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from monitor.lexicon.forms import Word
from monitor.text.fold import folded

__all__ = ["inflected"]

Phrase = tuple[Word, ...]
_RULES: Mapping[str, Callable[[str, bool], tuple[Phrase, ...]]] = {}


def inflected(language: str, text: str, *, proper: bool = True) -> tuple[Phrase, ...]:
    """Every way to write `text`, one or more words in dictionary form; each way is one Word a word.

    `proper` says that it is a name; otherwise it is a topic or an adjective and has a plural and genders as well. Stems
    are folded and never empty, endings finite (classes.endings reads them), capitals left 0. A language without rules
    gives the words as typed.
    """
    rules = _RULES.get(language, _as_typed)
    return rules(text, proper)


def _as_typed(text: str, proper: bool) -> tuple[Phrase, ...]:  # noqa: ARG001  # the shape that all languages share
    return (tuple(Word(folded(word)) for word in text.split()),)
