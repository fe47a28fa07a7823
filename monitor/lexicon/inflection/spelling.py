"""Forms spelt out -> Words: what they begin with in common is the stem, what differs is a finite class of endings."""

from __future__ import annotations

import re
from collections.abc import Iterable

from monitor.lexicon.forms import Word
from monitor.text.fold import folded

Phrase = tuple[Word, ...]

_ENDING = re.compile(r"['-]?[^\W_]*")  # what the automaton reads as one ending: a mark at most at its beginning
_ABBREVIATION = re.compile(r"[^\W\d_]{2,6}")
_LEAST = 2  # letters of a stem

# Forms that are an ordinary word or another name, however well they are formed: folded spelling -> what it is.
NEVER = {
    "maliye": "tr Maliye, finance, not az Maliyə, to Mali",
    "cine": "fr Ciné, not az Çinə, to China",
    "cini": "tr Çini, tiles, not az Çini, China",
    "малині": "uk Малині, to a raspberry, not kk Мали in the accusative",
    "cada": "es Cada, each, not az Çada, to Chad",
}


def is_abbreviation(word: str) -> bool:
    """All capitals, two to six letters: Aİİ, ЕАЭС, SOCAR."""
    return _ABBREVIATION.fullmatch(word) is not None and word.isupper()


def is_word(word: str) -> bool:
    """Two letters or more, with hyphens or apostrophes inside: what may take an ending."""
    return (
        len(word) >= _LEAST and word.replace("-", "").replace("'", "").replace("’", "").isalpha() and word[-1].isalpha()
    )


def as_typed(text: str) -> Phrase:
    """The words without any ending."""
    return tuple(Word(folded(word)) for word in text.split())


def grouped(typed: str, forms: Iterable[str]) -> tuple[Word, ...]:
    """All `forms` of the word `typed`, itself among them, as few Words as they can be looked for with.

    Forms of fewer than two letters and those of NEVER are left out.
    """
    spelled = _folded(forms) - NEVER.keys()
    return tuple(_words({folded(typed)} | {form for form in spelled if len(form) >= _LEAST}))


def words_of(forms: Iterable[str]) -> tuple[Word, ...]:
    """The same of forms that stand inside a phrase, where none can be taken for another name."""
    return tuple(_words(_folded(forms)))


def with_last(words: list[str], forms: Iterable[str]) -> tuple[Phrase, ...]:
    """The phrase with its last word in each of `forms`, the words before it as typed."""
    before = as_typed(" ".join(words[:-1]))
    return tuple((*before, last) for last in grouped(words[-1], forms))


def _folded(forms: Iterable[str]) -> set[str]:
    """Each form folded: all in one text, for folding has a price a text rather than a letter."""
    listed = tuple(forms)
    found = folded("|".join(listed)).split("|")
    return set(found if len(found) == len(listed) else map(folded, listed))


def _words(forms: set[str]) -> list[Word]:
    stem = _beginning(forms)
    if len(stem) < _LEAST and len(forms) > 1:
        beginnings = sorted({form[:_LEAST] for form in forms})
        return [word for two in beginnings for word in _words({form for form in forms if form[:_LEAST] == two})]
    endings = {form[len(stem) :] for form in forms}
    readable = {ending for ending in endings if _ENDING.fullmatch(ending)}
    found = [Word(stem, _expression(readable))] if len(readable) > 1 else [Word(stem + each) for each in readable]
    marked: dict[str, set[str]] = {}
    for ending in endings - readable:  # azot» or a mark behind letters: the stem reaches as far as the mark
        at = max(ending.rfind("'"), ending.rfind("-"))
        cut = at if at > 0 and _ENDING.fullmatch(ending[at:]) else len(ending)
        marked.setdefault(stem + ending[:cut], set()).add(ending[cut:])
    return found + [
        Word(longer, _expression(tails) if tails != {""} else "") for longer, tails in sorted(marked.items())
    ]


def _beginning(forms: set[str]) -> str:
    """What all of them begin with."""
    first, last = min(forms), max(forms)
    return first[: next((n for n, pair in enumerate(zip(first, last, strict=False)) if pair[0] != pair[1]), len(first))]


def _expression(endings: set[str]) -> str:
    """The class of these endings, in the notation of classes.py."""
    return f"(?:{'|'.join(sorted(endings - {''}))}){'?' if '' in endings else ''}"
