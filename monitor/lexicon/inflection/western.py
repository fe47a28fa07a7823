"""English, German and French.

English: genitive; of topics the plural. German: genitive of the last word, endings of the adjectives before a noun,
adjectives in -isch; of topics the plural by the common endings (umlaut folds away). French: names stay, but Le Caire is
du Caire and au Caire; of topics and adjectives the plural and the feminine. Elision needs nothing: in l'Azerbaïdjan the
apostrophe is a boundary. Left out: irregular plurals but a few, German compounds, verbs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.lexicon.inflection.spelling import Phrase, as_typed, grouped, is_abbreviation, is_word, with_last

_HISSING = ("s", "x", "z", "ch", "sh", "ß")
_ENGLISH_LINKS = frozenset(("of", "on", "for", "to", "between", "with", "in", "at", "by", "from", "against"))
_UNCOUNTED = ("ese", "ish", "nch", "wiss", "news", "ics")  # the Chinese, the French: no plural
_PEOPLE = re.compile("(?:ian|ean|jani|stani)$")  # adjectives of states that are people as well: Belarusians
_IRREGULAR = {"man": "men", "woman": "women", "person": "people", "crisis": "crises", "child": "children"}

_GERMAN_ADJECTIVE = re.compile(
    r"(.+(?:isch|lich|ig|al|ell|är|iv|sam|bar|los|haft|ent|ant|ier|iert|igt|ündet|eit|eut)"
    r"|neu|gro(?:ß|ss)|wei(?:ß|ss)|schwarz|rot|alt|hoh|höchst|oberst|ober|unter|mittler|nah|fern|erst|zweit|russ)"
    r"(e|er|es)",
    re.IGNORECASE,
)
_BY_GENDER = {"e": ("e", "er", "en"), "er": ("er", "e", "en", "em"), "es": ("es", "e", "en", "em")}
_GERMAN_PLURAL_EN = ("ung", "ion", "schaft", "heit", "keit", "tät", "ik", "ur", "ei", "ent", "ant", "ist", "or")

_SHORT = 3  # plan, vin, bon: nouns, whose feminine would be another word (plane)
_FRENCH_LINKS = frozenset(("de", "du", "des", "à", "au", "aux", "en", "pour", "sur", "avec", "entre", "et", "contre"))
_FRENCH_FEMININE = (
    ("eux", "euse"), ("if", "ive"), ("ien", "ienne"), ("éen", "éenne"), ("el", "elle"), ("ier", "ière"), ("al", "ale"),
    ("ain", "aine"), ("ais", "aise"), ("ois", "oise"), ("an", "ane"), ("é", "ée"), ("in", "ine"),
)  # fmt: skip


def english(text: str, *, proper: bool) -> tuple[Phrase, ...]:
    """Forms of an English name, topic or adjective (Belarusian, Belarusians)."""
    words = text.split()
    if not is_word(words[-1]):
        return (as_typed(text),)
    forms = _owned(words[-1])
    if proper:
        return with_last(
            words, forms if len(words) > 1 or not _PEOPLE.search(text) else [*forms, f"{text}s", f"{text}s'"]
        )
    found = with_last(words, forms)
    head = next((n for n, word in enumerate(words) if word in _ENGLISH_LINKS), len(words)) - 1
    if head < 0 or is_abbreviation(words[head]) or not is_word(words[head]):
        return found
    many = _english_plural(words[head])
    if head < len(words) - 1:
        return (*found, as_typed(" ".join([*words[:head], many, *words[head + 1 :]])))
    return with_last(words, [*forms, many, f"{many}'" if many.endswith("s") else f"{many}'s"])


def _owned(word: str) -> list[str]:
    return [word, f"{word}'s", f"{word}'"] if word.endswith("s") else [word, f"{word}'s"]


def _english_plural(word: str) -> str:
    if word.lower() in _IRREGULAR:
        return word[0] + _IRREGULAR[word.lower()][1:]
    if word.endswith(_UNCOUNTED) or (word.endswith("s") and not word.endswith(("ss", "us"))):
        return word
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(_HISSING) else f"{word}s"


def german(text: str, *, proper: bool) -> tuple[Phrase, ...]:
    """Forms of a German name, topic or adjective in -isch."""
    words = text.split()
    last = words[-1]
    if not is_word(last):
        return (as_typed(text),)
    if len(words) == 1 and re.search("(?:isch|lich)(?:e|er|es)?$", last):
        stem = re.sub("(?:e|er|es)$", "", last)
        return with_last(words, [stem, *(stem + ending for ending in ("e", "en", "er", "es", "em"))])
    endings = list(_german_noun(last, proper=proper))
    adjectives = {n: forms for n, word in enumerate(words[:-1]) if (forms := _german_adjective(word))}
    if len(words) - 2 in adjectives and words[-2].endswith("e") and proper:
        endings = [last, f"{last}n"] if last.endswith("e") else [last]  # feminine or plural: no genitive in -s
    found = dict.fromkeys(with_last(words, endings))
    for number in range(min(map(len, adjectives.values()), default=0)):
        shaped = [adjectives.get(n, [word] * 5)[number] for n, word in enumerate(words)]
        found |= dict.fromkeys(with_last(shaped, endings))
    return tuple(found)


def _german_adjective(word: str) -> list[str]:
    """The adjective with all endings that its gender, seen from the one typed, allows; empty if it is none."""
    found = _GERMAN_ADJECTIVE.fullmatch(word)
    if not found:
        return []
    return [found[1] + ending for ending in _BY_GENDER[found[2].lower()]]


def _german_noun(word: str, *, proper: bool) -> Iterator[str]:
    yield word
    if is_abbreviation(word):
        yield f"{word}s" if not proper else word
        return
    hissing = word.endswith(("s", "ß", "x", "z", "tz"))
    if hissing:
        yield f"{word}'"
    elif not word.endswith(("ung", "ion", "schaft", "heit", "keit", "tät")):
        yield f"{word}s"
    if proper:
        if word.endswith("lande"):  # die Niederlande
            yield f"{word}n"
        return
    if word.endswith(_GERMAN_PLURAL_EN):
        yield f"{word}en"
    elif word.endswith("e"):
        yield f"{word}n"
    elif word.endswith(("er", "el", "en")):
        yield f"{word}n" if not word.endswith("n") else word
    else:
        yield from (f"{word}es", f"{word}e", f"{word}en")


def french(text: str, *, proper: bool) -> tuple[Phrase, ...]:
    """Forms of a French name, topic or adjective."""
    words = text.split()
    merged = {"Le": ("du", "au"), "Les": ("des", "aux")}.get(words[0], ()) if len(words) > 1 else ()
    found = [as_typed(text), *(as_typed(" ".join([article, *words[1:]])) for article in merged)]
    if not proper:
        links = (n for n, word in enumerate(words) if word in _FRENCH_LINKS or word[:2] in ("d'", "d’"))
        head = next(links, len(words))
        if head == len(words) == 1:
            return tuple((word,) for word in grouped(text, _french_adjective(text)))
        found.append(as_typed(" ".join([*map(_french_plural, words[:head]), *words[head:]])))
    elif len(words) == 1 and text.islower():
        return tuple((word,) for word in grouped(text, _french_adjective(text)))
    return tuple(dict.fromkeys(found))


def _french_adjective(word: str) -> Iterator[str]:
    """Masculine, feminine and both plurals; a noun gets its plural only."""
    yield from (word, _french_plural(word))
    if not is_word(word) or is_abbreviation(word):
        return
    for masculine, feminine in _FRENCH_FEMININE:
        if word.endswith(masculine) and (len(masculine) > 2 or len(word) > len(masculine) + _SHORT):
            stem = word.removesuffix(masculine) + feminine
            yield from (stem, f"{stem}s")
            return


def _french_plural(word: str) -> str:
    if not is_word(word) or is_abbreviation(word) or word.endswith(("s", "x", "z")):
        return word
    if word.endswith("al"):
        return f"{word[:-2]}aux"
    return f"{word}x" if word.endswith(("eau", "eu")) else f"{word}s"
