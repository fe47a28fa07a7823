"""Georgian: the cases of the last word with the postpositions written together with it (-ში in, -ზე on, -თან with).

An adjective before the noun loses its -ი in the dative and with postpositions and takes -მა in the ergative. Done in
part: stems that lose a vowel (მთავარი, მთავრის) keep it here, and plurals are the modern -ებ- only.
"""

from __future__ import annotations

from collections.abc import Iterator

from monitor.lexicon.inflection.spelling import Phrase, as_typed, is_abbreviation, is_word, with_last

_SHORTEST = 3
_FULL, _BARE, _ERGATIVE = "full", "bare", "ergative"  # how an adjective stands before the case
# Endings of a stem in a consonant: nominative -ი.
_CONSONANT = {
    _FULL: ("ი", "ის", "ისა", "ით", "ისთვის", "ისგან", "ისკენ", "იდან", "ივით", "იც"),
    _BARE: ("ს", "სა", "ში", "ზე", "თან", "ად", "სთან", "ამდე"),
    _ERGATIVE: ("მა", "მაც"),
}
_VOWEL = {
    _FULL: ("", "ც"),
    _BARE: ("ს", "ში", "ზე", "სთან", "დ", "მდე", "საც"),
    _ERGATIVE: ("მ", "მაც"),
}
_TRUNCATED = ("ის", "ით", "ისთვის", "ისგან", "ისკენ", "იდან")  # of stems in -ა and -ე: ლიტვის
_KEPT = ("სი", "თი", "სთვის", "სგან", "სკენ", "დან", "ს")  # of stems in -ო and -უ: ბაქოსთვის


def georgian(text: str, *, proper: bool) -> tuple[Phrase, ...]:
    """Forms of a Georgian name or topic."""
    words = text.split()
    last = words[-1]
    if not is_word(last) or len(last) < _SHORTEST or is_abbreviation(last):
        return (as_typed(text),)
    stems = [last]
    if not proper:
        stems.append(f"{last[:-1] if last[-1] in 'იაე' else last}ები")
    found: dict[Phrase, None] = {}
    for shape in (_FULL, _BARE, _ERGATIVE):
        before = [_adjective(word, shape) for word in words[:-1]]
        forms = [form for stem in stems for form in _forms(stem, shape)]
        typed = last if shape == _FULL else forms[0]
        found |= dict.fromkeys(with_last([*before, typed], forms))
    return tuple(found) if len(words) > 1 else with_last(words, [form for s in stems for form in _every(s)])


def _every(word: str) -> Iterator[str]:
    for shape in (_FULL, _BARE, _ERGATIVE):
        yield from _forms(word, shape)


def _forms(word: str, shape: str) -> Iterator[str]:
    if word[-1] == "ი":
        yield from (word[:-1] + ending for ending in _CONSONANT[shape])
        return
    yield from (word + ending for ending in _VOWEL[shape])
    if shape == _FULL:
        yield from (word[:-1] + ending for ending in _TRUNCATED) if word[-1] in "აე" else (word + e for e in _KEPT)


def _adjective(word: str, shape: str) -> str:
    """An adjective in -ი agrees; a genitive (ევრაზიის) and a first name (ილჰამ) stay."""
    if word[-1] != "ი" or len(word) < _SHORTEST or shape == _FULL:
        return word
    return word[:-1] if shape == _BARE else f"{word[:-1]}მა"
