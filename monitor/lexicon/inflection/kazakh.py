"""Kazakh in Cyrillic letters: the cases of the last word, with vowel harmony; of topics the plural as well.

Done in part: where a loan word does not show whether its endings have front or back vowels (Баку, Назарбаев), both are
given. Left out: persons of the verb, possessed forms but the third person, the Latin spelling.
"""

from __future__ import annotations

from collections.abc import Iterator

from monitor.lexicon.inflection.spelling import Phrase, as_typed, is_abbreviation, is_word, with_last

_BACK, _FRONT, _EITHER = "аоұыяё", "әеөүіиэ", "ую"
_VOWELS = _BACK + _FRONT + _EITHER
_VOICELESS = frozenset("бвгдпфкқтсшщчцхһ")  # б в г д close loan words only and sound voiceless there
_NASAL = frozenset("мнң")
_FULL_NAME = 2  # words: first name and surname


def kazakh(text: str, *, proper: bool) -> tuple[Phrase, ...]:
    """Forms of a Kazakh name or topic."""
    words = text.split()
    last = words[-1].lower()
    if not is_word(words[-1]) or len(last) <= _FULL_NAME:
        return (as_typed(text),)
    if is_abbreviation(words[-1]):
        endings = [ending for front in (True, False) for ending in _spelled_out(front=front)]
        return with_last(words, [f"{last}-{ending}" for ending in endings])
    forms = list(_of_possessed(last)) if _is_possessed(words) else list(_cases(last))
    if not proper:
        for many in _plural(last):
            forms += [many, *_cases(many), *_of_possessed(f"{many}{'ы' if many.endswith('ар') else 'і'}")]
        forms += [] if _is_possessed(words) else list(_possessed(last))
    return with_last(words, forms)


def _is_possessed(words: list[str]) -> bool:
    """The last word belongs to the one before it: Еуразиялық экономикалық одағы, Беларусь Республикасы."""
    return (
        len(words) > 1 and words[-1][-1] in "ыі" and not (len(words) == _FULL_NAME and words[-1].endswith(("лы", "лі")))
    )


def _fronts(word: str) -> tuple[bool, ...]:
    """Whether endings take front vowels; both where it cannot be seen."""
    if word.endswith("ь"):
        return (True,)
    if word.endswith(("аев", "оев")):
        return (False, True)
    last = next((letter for letter in reversed(word) if letter in _VOWELS), "у")
    return (True, False) if last in _EITHER else (last in _FRONT,)


def _cases(word: str) -> Iterator[str]:
    """Genitive, dative, accusative, locative, ablative, instrumental, -дағы."""
    end = word.removesuffix("ь")[-1]
    if word.endswith(("ск", "нк", "кт", "рк")):  # Минск, Минскіде
        yield from _cases(f"{word}і")
    voiceless, nasal, vowel = end in _VOICELESS, end in _NASAL, end in _VOWELS
    d = "т" if voiceless else "д"
    n = d if not (nasal or vowel) else "н"
    from_ = "н" if nasal else d
    with_ = "п" if voiceless else "б" if end in "зж" else "м"
    for front in _fronts(word):
        i, e = ("і", "е") if front else ("ы", "а")
        g = {(True, True): "к", (True, False): "қ", (False, True): "г", (False, False): "ғ"}[voiceless, front]
        yield from (f"{word}{n}{i}ң", f"{word}{g}{e}", f"{word}{'н' if vowel else d}{i}", f"{word}{d}{e}")
        yield from (f"{word}{from_}{e}н", f"{word}{with_}ен", f"{word}{d}{e}{'гі' if front else 'ғы'}")


def _of_possessed(word: str) -> Iterator[str]:
    """The same after the possessive: одағы, одағының, одағына."""
    i, e = ("і", "е") if word[-1] == "і" else ("ы", "а")
    yield from (word, f"{word}н{i}ң", f"{word}н{e}", f"{word}н", f"{word}нд{e}", f"{word}н{e}н", f"{word}мен")
    yield f"{word}нд{e}{'гі' if e == 'е' else 'ғы'}"


def _possessed(word: str) -> Iterator[str]:
    for front in _fronts(word):
        i = "і" if front else "ы"
        soft = {"қ": "ғ", "к": "г", "п": "б"}.get(word[-1])
        yield from _of_possessed(f"{word}с{i}" if word[-1] in _VOWELS else f"{word[:-1]}{soft or word[-1]}{i}")


def _plural(word: str) -> Iterator[str]:
    end = word.removesuffix("ь")[-1]
    letter = "т" if end in _VOICELESS else "д" if end in "мнңлзж" else "л"
    for front in _fronts(word):
        yield f"{word}{letter}{'ер' if front else 'ар'}"


def _spelled_out(*, front: bool) -> Iterator[str]:
    """After an abbreviation, whose last letter may be read as a vowel or a consonant: ЕАЭО-ның, АҚШ-тың."""
    i, e = ("і", "е") if front else ("ы", "а")
    yield from (letter + i + "ң" for letter in "ндт")
    yield from (letter + e for letter in ("гк" if front else "ғқ"))
    yield from (letter + i for letter in "ндт")
    yield from (letter + e + more for letter in "дт" for more in ("", "н", "гі" if front else "ғы"))
    yield from (f"н{e}н", "мен", "бен", "пен")
