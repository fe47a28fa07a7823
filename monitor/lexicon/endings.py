"""Endings by likeness for Russian and Ukrainian names that no dictionary knows: Токаев, Жапаров, Тайип.

Six cases in the order of CASES, each with all its ways. A name on a vowel that no native name ends in stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping

CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")
Ways = tuple[tuple[str, ...], ...]

_VOWELS = "аеёиоуыэюяіїєґ"
_HE = ("ов", "ев", "ёв", "єв", "ин", "ын", "ін", "їн")
_SHE = tuple(f"{ending}а" for ending in _HE)
SURNAMES = (*_HE, *_SHE)

# What a name ends in, how much of it goes, and what comes instead in each case ("-" = nothing, as an alternative).
_Rule = tuple[tuple[str, ...], int, str]
_SURNAMES: Mapping[str, Mapping[str, _Rule]] = {
    "ru": {"femn": (_SHE, 1, "а|ой|ой|у|ой ою|ой"), "masc": (_HE, 0, "|а|у|а|ым|е")},
    "uk": {"femn": (_SHE, 1, "а|ої|ій|у|ою|ій"), "masc": (_HE, 0, "|а|у ові|а|им|у ові і")},
}
_NOUNS: Mapping[str, tuple[_Rule, ...]] = {
    "ru": (
        (("ия",), 1, "я|и|и|ю|ей|и"),
        (("ая",), 2, "ая|ой|ой|ую|ой ою|ой"),  # Тихановская
        (("я",), 1, "я|и|е|ю|ей ею|е"),
        (("га", "ка", "ха"), 1, "а|и|е|у|ой ою|е"),
        (("жа", "ша", "ча", "ща"), 1, "а|и|е|у|ой ей|е"),
        (("а",), 1, "а|ы|е|у|ой ою|е"),
        (("ский", "цкий"), 2, "ий|ого|ому|ого|им|ом"),
        (("ый",), 2, "ый|ого|ому|ого|ым|ом"),
        (("й",), 1, "й|я|ю|я й|ем|е и"),
        (("ь",), 1, "ь|я и|ю и|я ь|ем ью|е и"),
        (("ж", "ш", "ч", "щ", "ц"), 0, "|а|у|а -|ем|е"),
    ),
    "uk": (
        (("ія",), 1, "я|ї|ї|ю|єю|ї"),
        (("ська", "цька"), 1, "а|ої|ій|у|ою|ій"),  # Тихановська
        (("я",), 1, "я|і|і|ю|ею|і"),
        (("ка",), 2, "ка|ки|ці|ку|кою|ці"),
        (("га",), 2, "га|ги|зі|гу|гою|зі"),
        (("ха",), 2, "ха|хи|сі|ху|хою|сі"),
        (("жа", "ша", "ча", "ща"), 1, "а|і|і|у|ею|і"),
        (("а",), 1, "а|и|і|у|ою|і"),
        (("ко",), 1, "о|а|у ові|а|ом|у ові"),
        (("ський", "цький"), 2, "ий|ого|ому|ого|им|ому"),
        (("й",), 1, "й|я ю|ю єві|я й|єм|ї ю єві"),
        (("ь",), 1, "ь|я і|ю і|я ь|ем ю|і ю"),
        (("ж", "ш", "ч", "щ"), 0, "|а у|у ові|а -|ем|і у ові"),
    ),
}
_HARD: Mapping[str, str] = {"ru": "|а|у|а -|ом|е", "uk": "|а у|у ові|а -|ом|і у ові"}


def declined(language: str, word: str, gender: str = "") -> Ways:
    """The six cases of a name in the singular; `gender` "" = a place or unknown, "femn" keeps a final consonant."""
    small = word.lower()
    unchanged: Ways = ((word,),) * 6
    if len(small) < 3 or word.isupper() or not small.replace("-", "").isalpha():
        return unchanged
    rule = _rule(language, small, gender)
    if rule is None:
        return unchanged
    _, cut, endings = rule
    stem = word[: len(word) - cut]
    ways = tuple(tuple(stem + ("" if e == "-" else e) for e in case.split(" ")) for case in endings.split("|"))
    if gender == "masc" and small[-1] not in _VOWELS:
        return (*ways[:3], ways[1], *ways[4:])  # of a person the accusative is the genitive
    return ways


def _rule(language: str, small: str, gender: str) -> _Rule | None:
    for of, rule in _SURNAMES[language].items():
        if small.endswith(rule[0]) and gender in ("", of):
            return rule
    if gender == "femn" and small[-1] not in "ая":
        return None
    found = next((rule for rule in _NOUNS[language] if small.endswith(rule[0])), None)
    return found or (None if small[-1] in _VOWELS else ((), 0, _HARD[language]))
