"""Armenian (Eastern): the cases of the last word with and without the article -ը, -ն; of topics the plural.

Done in part: the common declension in -ի, and those of -ություն and -ու that names of states and unions need. Left
out: other inner declensions (տուն, տան), possessive endings.
"""

from __future__ import annotations

from collections.abc import Iterator

from monitor.lexicon.inflection.spelling import Phrase, as_typed, is_abbreviation, is_word, with_last

_VOWELS = "աեէըիոօու"
_CASES = ("ի", "ին", "ից", "ով", "ում")
_SHORTEST = 3


def armenian(text: str, *, proper: bool) -> tuple[Phrase, ...]:
    """Forms of an Armenian name or topic."""
    words = text.split()
    last = words[-1]
    if not is_word(last):
        return (as_typed(text),)
    if is_abbreviation(last):
        return with_last(words, [f"{last}-{ending}" for ending in ("ի", "ին", "ից", "ով", "ում", "ն", "ը")])
    if len(last) < _SHORTEST:
        return (as_typed(text),)
    forms = list(_cases(last))
    if not proper:
        many = f"{last}{'եր' if _syllables(last) == 1 else 'ներ'}"
        forms += [many, *_cases(many)]
    return with_last(words, forms)


def _cases(word: str) -> Iterator[str]:
    if word.endswith("ություն"):
        stem = word.removesuffix("յուն")
        yield from (f"{word}ը", f"{word}ն", f"{stem}յան", f"{stem}յանը", f"{stem}յանն", f"{word}ից", f"{stem}յամբ")
        yield f"{word}ում"
    elif word.endswith("ու"):  # Բաքու, Բաքվի; Պերու, Պերուի
        yield from (f"{word}ն", *(f"{word[:-2]}վ{case}" for case in _CASES), *(word + case for case in _CASES))
    elif word.endswith(("ա", "ո")):  # Ռուսիա, Ռուսիայի
        yield from (f"{word}ն", *(f"{word}յ{case}" for case in _CASES))
    elif word[-1] in _VOWELS:
        yield from (f"{word}ն", *(word + case for case in _CASES))
    else:
        yield from (f"{word}ը", f"{word}ն", *(word + case for case in _CASES))


def _syllables(word: str) -> int:
    return sum(letter in "աեէըիոօև" for letter in word.lower())
