"""Polish: declension of nouns, adjectives and names of people by their endings.

Folding takes the diacritics of Latin letters away, so that ó and o, ś and s, ą and a need no rules here: what is
written is correct, what is looked for is bare. Masculine places take -a or -u in the genitive, which a word does not
show: both are given. Left out: masculine plurals of people but for a few endings, fleeting vowels of names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from monitor.lexicon.inflection.slavic import Forms, Inflected, paradigm, phrases
from monitor.lexicon.inflection.spelling import Phrase

_SHORTEST = 3
_FOREIGN = frozenset(("saint", "sint", "san", "sri", "santa", "sant", "costa", "nowo", "abu"))
_VOWELS = "aeiouyąęó"
_SOFT_ENDS = ("j", "l", "c", "sz", "cz", "rz", "ż", "dz", "dż")
# The consonant before -e of the dative and locative: Praga, Pradze; Mińsk keeps k and takes -u.
_SOFTENED = (
    ("st", "ści"), ("zd", "ździ"), ("sł", "śl"), ("sn", "śni"), ("ch", "sz"), ("t", "ci"), ("d", "dzi"), ("r", "rz"),
    ("ł", "l"), ("k", "c"), ("g", "dz"), ("h", "ż"), ("n", "ni"), ("m", "mi"), ("w", "wi"), ("v", "vi"), ("b", "bi"),
    ("p", "pi"), ("f", "fi"), ("s", "si"), ("z", "zi"),
)  # fmt: skip
_STEMS = {"brześć": "brześci", "homel": "homl", "minister": "ministr", "ministerstwo": "ministerstw", "turek": "turk"}
_IRREGULAR_PLURALS = {
    "niemcy": "niemcy niemiec niemcom - niemcami niemczech",
    "węgry": "węgry węgier węgrom - węgrami węgrzech",
    "włochy": "włochy włoch włochom - włochami włoszech",
    "czechy": "czechy czech czechom - czechami czechach",
    "chiny": "chiny chin chinom - chinami chinach",
    "indie": "indie indii indiom - indiami indiach",
    "seszele": "seszele seszeli seszelom - seszelami seszelach",
    "helsinki": "helsinki helsinek helsinkom - helsinkami helsinkach",
    "ludzie": "ludzie ludzi ludziom - ludźmi ludziach",
}
_NOUNS_LIKE_ADJECTIVES = frozenset(
    ("umowa", "rozmowa", "budowa", "głowa", "wymiana", "strona", "cena", "sprawa", "ustawa", "dostawa", "wystawa",
     "obrona", "zmiana", "ambasada", "rada", "rozmowy", "umowy", "obroty", "dostawy", "kontakty", "ropa", "produkty",
     "stany", "emiraty", "wyspy", "granica", "ekspertyza", "kawa", "prawa", "kara", "wizyta", "gwarancja", "norma")
)  # fmt: skip
_ADJECTIVE_M = re.compile(".+(?:(?:[sc]|dz|iel)ki|[nwłtdrżm]y|[cs]zy|[dtźż]ni)")
_ADJECTIVE_F = re.compile(".+(?:(?:[sc]|dz|iel)ka|[nwłtdrżm]a|[cs]za|[dtźż]nia)")
_ADJECTIVE_NP = re.compile(".+(?:(?:[sc]|dz|iel)kie|[nwłtdrżm]e|[cs]ze|[dtźż]nie)")
_ALWAYS_ADJECTIVE = re.compile(".+(?:(?:[sc]|dz|iel)k(?:i|a|ie)|(?:cz|rz|yj|al|el|ur)n[yae]|ow[yae]|cz[yae]|on[ye])")
_NATIVE_NIA = frozenset(("bośnia", "gdynia"))  # Gdyni, not Gdynii
_PLACES_IN_SKA = frozenset(("polska", "alaska", "nebraska", "wielkopolska", "małopolska"))
_PLACES_IN_WA = frozenset(("warszawa", "mołdawa", "kostrawa", "odessa", "ostrawa", "biszkek"))
_SURNAME = re.compile(
    ".+(?:[oei]w|[eo]v|[iy]n|(?:[sc]|dz|iel)k[ia]|icz|yč|[ea]nk[ao]|[oe]wa|uk|ak|ek|czyk|dze|[sś]zwili|ian|jan|łow)"
)
_SURNAME_F = re.compile(".+(?:[oe]wa|(?:[sc]|dz|iel)ka)")
_INSTITUTION = re.compile(
    ".*(?:ość|stwo|nie|cja|rada|republika|bank|związek|unia|wspólnota|kanał|ambasada|rząd|liga|puchar|grupa|partia|fabryka)"
)
_FEMININE_IN_CONSONANT = re.compile(".+(?:[śo]ć|ść|ruś|edź|owiedź|ew)")


def polish(text: str, *, proper: bool) -> tuple[Phrase, ...]:
    """Forms of a Polish name, topic or adjective."""
    return phrases(text, _POLISH, proper=proper)


class _Polish:
    def nouns(self, word: str, *, name: bool) -> Sequence[Inflected]:
        if word == "terytoria":
            return (Inflected("p", paradigm("terytori", "", "a ów om - ami ach")),)
        if word in _IRREGULAR_PLURALS:
            return (Inflected("p", paradigm("", "", _IRREGULAR_PLURALS[word])),)
        if len(word) < _SHORTEST or _stays(word, name=name):
            return ()
        if word.endswith("um"):
            return () if name else (Inflected("n", {"N": (word,)} | paradigm(word[:-2], "", "a ów om - ami ach")),)
        declined = _BY_LAST_LETTER.get(word[-1])
        return declined(word) if declined else (_masculine(word, name=name),)

    def adjectives(self, word: str) -> Sequence[Inflected]:
        soft = word.endswith(("ni", "nia", "nie"))
        if _ADJECTIVE_M.fullmatch(word):
            return (Inflected("m", _adjective(word[:-1], "m", soft=soft)),)
        if _ADJECTIVE_F.fullmatch(word) and word not in _PLACES_IN_SKA:
            return (Inflected("f", _adjective(word[: -2 if soft else -1], "f", soft=soft)),)
        if _ADJECTIVE_NP.fullmatch(word):
            stem = word[: -2 if word.endswith("ie") else -1]
            return tuple(Inflected(gender, _adjective(stem, gender, soft=soft)) for gender in "np")
        return ()

    def all_genders(self, word: str) -> Iterable[str]:
        if word in _NOUNS_LIKE_ADJECTIVES or not (_ADJECTIVE_M.fullmatch(word) or _ALWAYS_ADJECTIVE.fullmatch(word)):
            return ()
        stem = word[:-2] if word.endswith("kie") else word[:-1]
        tables = [_adjective(stem, gender, soft=word.endswith("ni")) for gender in "mfnp"]
        return [form for table in tables for forms in table.values() for form in forms]

    def may_be_noun(self, word: str) -> bool:
        return word in _NOUNS_LIKE_ADJECTIVES or not _ALWAYS_ADJECTIVE.fullmatch(word)

    def is_surname(self, word: str) -> bool:
        return _SURNAME.fullmatch(word) is not None and word not in _PLACES_IN_SKA | _PLACES_IN_WA

    def is_institution(self, word: str) -> bool:
        return _INSTITUTION.fullmatch(word) is not None

    def is_woman(self, names: Sequence[str]) -> bool:
        first, surname = names[0], names[-1]
        if _SURNAME_F.fullmatch(surname):
            return not surname.endswith("enka")
        return len(names) > 1 and first[-1] == "a" and surname[-1] not in "wvi"

    def person(self, word: str, *, woman: bool, surname: bool) -> Forms:
        if surname and woman and word.endswith(("owa", "ewa")):
            return paradigm(word[:-1], "a ej ej ą ą ej")
        if word.endswith(("ski", "cki", "dzki", "ska", "cka")):
            return _person_like_adjective(word, woman=woman)
        if woman and (word[-1] != "a" or surname) and not word.endswith("enka"):
            return {} if word[-1] != "a" else _feminine(word)[0].forms
        if word[-1] in "iy" and not surname:
            return {} if word in _FOREIGN else _first_name(word)
        if word.endswith("ko") and surname:
            word = f"{word[:-1]}a"
            return _singular(_feminine(word)[0].forms) | {"N": (f"{word[:-1]}o", word)}
        found = self.nouns(word, name=not word.endswith(("ek", "ec")))  # Marek, Marka; Mazurek, Mazurka
        forms = _singular(found[0].forms) if found else {}
        if forms and word[-1] not in "aoe":
            forms["G"] = forms["A"] = tuple(form for form in forms["G"] if form.endswith("a"))
        return forms


def _first_name(word: str) -> Forms:
    if word[-1] == "i":
        return paradigm(word, "_ _/ego _/emu _/ego _/m _/m")  # Antoni, Antoniego; Ali may stay
    return paradigm(word[:-1], "y ego emu ego ym ym")  # Jerzy, Jerzego


def _singular(forms: Forms) -> dict[str, tuple[str, ...]]:
    return {slot: spelt for slot, spelt in forms.items() if slot.isupper()}


def _person_like_adjective(word: str, *, woman: bool) -> Forms:
    gender = "f" if woman else "m"
    forms = _singular(_adjective(word[:-1], gender, soft=False))
    return forms if woman else forms | {"A": forms["G"]}


def _softened(stem: str) -> str:
    """The stem with -e of the locative: Praga, Pradze; Azerbejdżan, Azerbejdżanie."""
    for hard, soft in _SOFTENED:
        if stem.endswith(hard):
            return f"{stem.removesuffix(hard)}{soft}e"
    return f"{stem}u"


def _stays(word: str, *, name: bool) -> bool:
    """Foreign words that never change: Baku, Tbilisi, Tokio; any in -ę, -é."""
    if word in _FOREIGN or word[-1] in "uéęáíü" or word[-2:] in ("io", "oa", "ua", "ee", "yo", "ey"):
        return True
    return name and word[-1] in "ie" and not word.endswith(("je", "nie", "cie", "ice", "yce", "że", "rze"))


def _feminine(word: str) -> Sequence[Inflected]:
    stem = word[:-1]
    if word in _NATIVE_NIA:
        return (Inflected("f", paradigm(stem[:-1], "ia i i ię ią i")),)
    if stem[-1] in "eij":  # Korea, Armenia, Rosja
        return (Inflected("f", paradigm(stem, "a i i ę ą i", "e i om - ami ach")),)
    if stem.endswith(_SOFT_ENDS):
        y = "i" if stem[-1] == "l" else "y"
        return (Inflected("f", paradigm(stem, f"a {y} {y} ę ą {y}", f"e _/{y} om - ami ach")),)
    y = "i" if stem[-1] in "kg" else "y"
    forms = paradigm(stem, f"a {y} - ę ą -", f"{y} - om - ami ach")
    to = (_softened(stem),)
    return (Inflected("f", forms | {"D": to, "L": to, "g": (_zero(stem),)}),)


def _zero(stem: str) -> str:
    """Genitive plural without an ending: umów, spółek, państw."""
    return f"{stem[:-1]}ek" if stem[-1] == "k" and stem[-2] not in _VOWELS else stem


def _neuter(word: str) -> Sequence[Inflected]:
    stem = word[:-1]
    if word[-1] == "e":
        if word.endswith(("je", "rie", "ice", "yce")):
            zero = stem if word.endswith("ce") else f"{stem[:-1]}i" if word.endswith("rie") else f"{stem}i"
            return (Inflected("p", paradigm(stem, "", "e - om - ami ach") | {"g": (zero, f"{stem}i")}),)
        zero = stem.removesuffix("i")
        return (Inflected("n", paradigm(stem, "e a u - em u", "a - om - ami ach") | {"g": (zero,)}),)
    em = "iem" if stem[-1] in "kg" else "em"
    here = f"{stem}u" if stem.endswith(("k", "g", "ch", "h", *_SOFT_ENDS)) else _softened(stem)
    forms = paradigm(stem, f"o a u - {em} -", "a - om - ami ach")
    return (Inflected("n", forms | {"L": (here,), "g": (_zero(stem),)}),)


def _plural(word: str) -> Sequence[Inflected]:
    stem = word[:-1]
    bare = stem.endswith(("in", "yn", "ow", "aw", "isp", "ysp", "en", "om"))
    forms = paradigm(stem, "", f"{word[-1]} {'_/ów' if bare else 'ów'} om - ami ach")
    return (Inflected("p", forms),)


def _masculine(word: str, *, name: bool) -> Inflected:
    if _FEMININE_IN_CONSONANT.fullmatch(word) and word not in _STEMS and not (name and word.endswith("ew")):
        return _bone(word)
    stem = _oblique(word, name=name)
    if stem[-1] == "i":  # soft: Poznań, Poznania
        return Inflected("m", paradigm(stem, "- a/u owi - em u", "e _ om - ami ach") | {"N": (word,)})
    hard = not stem.endswith(_SOFT_ENDS)
    em = "iem" if stem[-1] in "kg" else "em"
    here = _softened(stem) if hard and not stem.endswith(("k", "g", "ch", "h")) else f"{stem}u"
    many = "i" if stem[-1] in "kg" else "y" if hard else "e"
    of = "ów" if hard else "y/ów" if stem.endswith("z") else "i/ów"
    forms = paradigm(stem, f"- {_genitive(word)} owi - {em} -", f"{many} {of} om - ami ach") | {"N": (word,)}
    if not name and stem.endswith(("ent", "ant", "or", "nik", "str")):  # people: prezydenci, ambasadorzy, ministrowie
        forms["n"] += (f"{stem}owie", f"{_softened(stem)[:-1].removesuffix('i')}{'i' if stem[-1] == 't' else 'y'}")
    return Inflected("m", forms | {"L": (here,)})


def _genitive(word: str) -> str:
    """-a of people and towns, -u of states and things; both where the word does not say."""
    if word.endswith(("stan", "jdżan")):
        return "u"
    return "a" if re.fullmatch(".+(?:[oe]w|icz|sk|burg|grad|ród)", word) else "a/u"


def _oblique(word: str, *, name: bool) -> str:
    if word in _STEMS:
        return _STEMS[word]
    soft = {"ń": "ni", "ć": "ci", "ś": "si", "ź": "zi"}.get(word[-1])
    if soft:
        return word[:-1] + soft
    if not name and len(word) > 4 and word.endswith(("ek", "ec")):  # rynek, rynku
        return word[:-2] + word[-1]
    return re.sub("ó(?=[^aeiouy]+$)", "o", word)


def _bone(word: str) -> Inflected:
    """Feminines without an ending: Białoruś, Białorusi, Białorusią; działalność."""
    soft = {"ń": "ni", "ć": "ci", "ś": "si", "ź": "zi"}.get(word[-1], f"{word[-1]}i")
    stem = word[:-1] + soft
    return Inflected("f", paradigm(stem, "- _ _ - ą _", "_ _ om - ami ach") | {"N": (word,), "A": (word,)})


def _adjective(stem: str, gender: str, *, soft: bool) -> dict[str, tuple[str, ...]]:
    """białorusk-, handlow-, ostatn-: all cases of one gender and the plural."""
    k = stem[-1] in "kg"
    y, e = ("i", "ie") if k or soft else ("y", "e")
    a, o = ("ia", "ią") if soft else ("a", "ą")
    singular = {
        "m": f"{y} {e}go {e}mu - {y}m {y}m",
        "f": f"{a} {e}j {e}j {o} {o} {e}j",
        "n": f"{e} {e}go {e}mu - {y}m {y}m",
        "p": "",
    }[gender]
    forms = paradigm(stem, singular, f"{e} {y}ch {y}m - {y}mi {y}ch")
    return forms | {"n": (*forms["n"], _of_men(stem))} if gender == "m" else forms


def _of_men(stem: str) -> str:
    """Nominative plural of men: białoruscy, handlowi, dobrzy."""
    if stem[-1] in "kgr":
        return stem[:-1] + {"k": "c", "g": "dz", "r": "rz"}[stem[-1]] + "y"
    return re.sub("ł$", "l", re.sub("sz$", "s", re.sub("t$", "c", re.sub("d$", "dz", stem)))) + "i"


_BY_LAST_LETTER = {"a": _feminine, "o": _neuter, "e": _neuter, "y": _plural, "i": _plural}
_POLISH = _Polish()
