"""Azerbaijani (Latin and the old Cyrillic) and Turkish: only the last word of a name is inflected.

Cases with vowel harmony and the letters that keep vowels apart; names of the kind Minsk Traktor Zavodu, whose last word
is possessed, with -n- (zavodunun, zavoduna); the apostrophe of Turkish names, the hyphen after Azerbaijani
abbreviations. Topics have a plural and possessed forms as well, and soften their last consonant (birlik, birliyi;
ortaklık, ortaklığı). Left out: -lı and -ca (a Belarusian, the language), persons of the verb, dropped vowels
(şehir, şehri).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from monitor.lexicon.inflection.spelling import Phrase, as_typed, is_abbreviation, is_word, with_last

_HIGH = dict.fromkeys("aıâáãà", "ı") | dict.fromkeys("ouôûóõ", "u") | dict.fromkeys("eəiîéêíè", "i")
_HIGH |= dict.fromkeys("öü", "ü")
_VOICELESS = frozenset("fstkçşhp")
_CYRILLIC = "абвгғдеәжзиыјкҝлмноөпрстуүфхһчҹшјйэ"
_LATIN = "abvqğdeəjziıykglmnoöprstuüfxhçcşyye"
_TO_LATIN = str.maketrans(_CYRILLIC, _LATIN)
_TO_CYRILLIC = str.maketrans(_LATIN[: _LATIN.rindex("ş") + 1], _CYRILLIC[: _CYRILLIC.rindex("ш") + 1])
_ALWAYS_SOFTENED = ("lık", "lik", "luk", "lük", "lıq", "luq")
_POLYSYLLABIC = 2
_FULL_NAME = 2  # words: first name and surname
_SAFE_BARE = 5  # letters a Turkish name must have to be looked for without its apostrophe


@dataclass(frozen=True, slots=True)
class _Grammar:
    low: str  # the low front vowel of endings
    accusative: str  # the letter before -i after a vowel
    softened: dict[str, str]
    hardens: bool  # d becomes t after a voiceless consonant


_AZ = _Grammar("ə", "n", {"k": "y", "q": "ğ"}, hardens=False)
_TR = _Grammar("e", "y", {"k": "ğ", "p": "b", "ç": "c", "t": "d"}, hardens=True)


def azerbaijani(text: str, *, proper: bool) -> tuple[Phrase, ...]:
    """Forms of an Azerbaijani name or topic."""
    words = text.split()
    last = words[-1]
    if not is_word(last):
        return (as_typed(text),)
    if is_abbreviation(last):
        return with_last(words, [f"{last}-{ending}" for ending in _after_letters(_AZ)])
    return with_last(words, _forms(words, _AZ, proper=proper))


def old_cyrillic(text: str, *, proper: bool) -> tuple[Phrase, ...]:
    """Forms of an Azerbaijani name in the Cyrillic spelling used until 2001: the endings of the Latin one."""
    words = text.split()
    last = words[-1]
    if not is_word(last) or is_abbreviation(last):
        return (as_typed(text),)
    latin = [word.lower().translate(_TO_LATIN) for word in words]
    beginning = last.lower()
    forms = [
        beginning + form[len(latin[-1]) :].translate(_TO_CYRILLIC)
        if form.startswith(latin[-1])
        else beginning[:-1] + form[len(latin[-1]) - 1 :].translate(_TO_CYRILLIC)
        for form in _forms(latin, _AZ, proper=proper)
    ]
    return with_last(words, forms)


def turkish(text: str, *, proper: bool) -> tuple[Phrase, ...]:
    """Forms of a Turkish name or topic; a name with an apostrophe and, if it is long enough, without."""
    words = text.split()
    last = words[-1]
    if not is_word(last):
        return (as_typed(text),)
    if is_abbreviation(last):
        return with_last(words, [f"{last}'{ending}" for ending in _after_letters(_TR)])
    forms = list(_forms(words, _TR, proper=proper))
    if not proper:
        return with_last(words, forms)
    small = _lower(last)
    marked = [f"{small}'{form[len(small) :]}" for form in forms if len(form) > len(small)]
    return with_last(words, marked + (forms if len(last) >= _SAFE_BARE or len(words) > 1 else []))


def _forms(words: list[str], grammar: _Grammar, *, proper: bool) -> Iterator[str]:
    """Every form of the last word, in small letters."""
    last = _lower(words[-1])
    plain, possessed = _readings([_lower(word) for word in words], capital=words[-1][0].isupper())
    for word in _both_harmonies(last, grammar):
        if plain:
            always_soft = not proper and last.endswith(_ALWAYS_SOFTENED)  # birliyin, never birlikin
            yield from (form for form in _cases(last, grammar, word) if not always_soft or form[len(last)] not in _HIGH)
        if possessed:
            yield from _possessed(last, grammar, word)
        if not proper and plain:
            yield from _of_topic(last, grammar, word)
    if not proper and possessed:
        for stem in _without_possession(last, grammar):
            theirs = f"{stem}l{_low(stem, grammar)}r{_HIGH[_low(stem, grammar)]}"
            yield theirs
            yield from _possessed(theirs, grammar)


def _lower(word: str) -> str:
    return word.replace("İ", "i").replace("I", "ı").lower()


def _both_harmonies(word: str, grammar: _Grammar) -> tuple[str, ...]:
    """What the endings harmonise with: petrol takes those of a front vowel in Turkish, Nepal may take either."""
    if grammar is not _TR or len(_vowels(word)) < _POLYSYLLABIC or not word.endswith(("ol", "al")):
        return (word,)
    return (word[:-2] + "öl",) if word.endswith("ol") else (word, word[:-2] + "el")


def _readings(words: list[str], *, capital: bool) -> tuple[bool, bool]:
    """Whether the last word may be a plain noun, and whether one that belongs to the word before it: Azərbaycan nefti.

    A phrase that ends in a high vowel is taken for possessed; a name only if that vowel is in harmony, and for plain
    too where it may be a surname (Cəbrayıllı).
    """
    last, vowels = words[-1], _vowels(words[-1])
    if len(words) == 1 or last[-1] not in "ıiuü" or len(vowels) < _POLYSYLLABIC:
        return True, False
    if not capital:
        return False, True
    if _HIGH[vowels[-2]] != last[-1]:
        return True, False
    surely = len(words) > _FULL_NAME or last[-2] in "sğ" or last in ("oğlu", "qızı", "kızı")
    return not surely, True


def _vowels(word: str) -> list[str]:
    return [letter for letter in word if letter in _HIGH]


def _high(word: str) -> str:
    return _HIGH[(_vowels(word) or ["e"])[-1]]


def _low(word: str, grammar: _Grammar) -> str:
    return "a" if _high(word) in "ıu" else grammar.low


def _cases(word: str, grammar: _Grammar, like: str = "") -> Iterator[str]:
    """Genitive, dative, accusative, locative, ablative, with -la, -dır, -dakı; `like` has the vowels to follow."""
    high, low = _high(like or word), _low(like or word, grammar)
    d = "t" if grammar.hardens and word[-1] in _VOICELESS else "d"
    if word[-1] in _HIGH:
        yield from (f"{word}n{high}n", f"{word}y{low}", f"{word}{grammar.accusative}{high}", f"{word}yl{low}")
    else:
        yield from (f"{word}{high}n", f"{word}{low}", f"{word}{high}", f"{word}l{low}")
    yield from _at(word, d, high, low)


def _possessed(word: str, grammar: _Grammar, like: str = "") -> Iterator[str]:
    """The same of a word that ends in the possessive -ı or -sı: zavodu, zavodunun."""
    high, low = _high(like or word), _low(like or word, grammar)
    yield from (f"{word}n{high}n", f"{word}n{low}", f"{word}n{high}", f"{word}yl{low}", f"{word}d{high}r")
    yield from _at(word, "nd", high, low)
    if grammar is _AZ:
        yield f"{word}l{low}"  # münasibətilə, of münasibəti ilə


def _at(word: str, d: str, high: str, low: str) -> tuple[str, ...]:
    here = f"{word}{d}{low}"
    be = f"d{_HIGH[low]}r"
    return (here, f"{here}n", f"{here}k{_HIGH[low]}", f"{here}ki", f"{word}{d}{high}r", here + be, f"{here}n{be}")


def _of_topic(word: str, grammar: _Grammar, like: str) -> Iterator[str]:
    """Softened, plural and possessed forms: ticarəti, ticarətinin; layihələr, layihələrinin, layihələrimiz."""
    high, low = _high(like), _low(like, grammar)
    soft = _softened(word, grammar)
    for stem in (soft,) if word.endswith(_ALWAYS_SOFTENED) else {word, soft}:
        if stem != word:
            yield from (f"{stem}{high}n", f"{stem}{low}", f"{stem}{high}")
        mine = f"{stem}s{high}" if word[-1] in _HIGH else f"{stem}{high}"
        ours = f"{stem}m{high}z" if word[-1] in _HIGH else f"{stem}{high}m{high}z"
        yield mine
        yield ours
        yield from _possessed(mine, grammar)
        yield from _cases(ours, grammar)
    many = f"{word}l{low}r"
    theirs = many + _HIGH[low]
    yield from (many, theirs, f"{theirs}m{_HIGH[low]}z")
    yield from _cases(many, grammar)
    yield from _possessed(theirs, grammar)
    yield from _cases(f"{theirs}m{_HIGH[low]}z", grammar)


def _softened(word: str, grammar: _Grammar) -> str:
    """ortaklık- before a vowel is ortaklığ-; words of one syllable keep their consonant, and so does renk of nk."""
    soft = grammar.softened.get(word[-1])
    if soft is None or len(_vowels(word)) < _POLYSYLLABIC:
        return word
    return f"{word[:-1]}g" if word.endswith("nk") else word[:-1] + soft


def _without_possession(word: str, grammar: _Grammar) -> Iterator[str]:
    """What may have stood before the possessive, for the plural: dövriyyəsi, dövriyyə; birliyi, birlik."""
    if word[-2] == "s" and word[-3] in _HIGH:
        yield word[:-2]
        return
    stem = word[:-1]
    hard = {soft: letter for letter, soft in grammar.softened.items()}.get(stem[-1], "")
    yield stem[:-1] + hard if hard else stem
    if hard:
        yield stem


def _after_letters(grammar: _Grammar) -> Iterator[str]:
    """Endings after an abbreviation: how it is read aloud (letter by letter or as a word) cannot be seen."""
    for high, low in (("ı", "a"), ("u", "a"), ("i", grammar.low), ("ü", grammar.low)):
        yield from (f"n{high}n", f"{high}n", f"y{low}", low, f"n{high}", f"y{high}", high, f"yl{low}", f"l{low}")
        yield from _at("", "d", high, low)
        if grammar.hardens:
            yield from _at("", "t", high, low)
        yield f"n{low}"
